//! Collection: news in the markup of research collections, from before XML, many articles in a file.

mod reuters_sgml;
mod trec;

use super::Format;

/// The formats of this family, in the order in which they are asked.
///
/// Told by the first tag of a record, in markup that is no XML.
pub(super) static FORMATS: &[&dyn Format] = &[&reuters_sgml::ReutersSgml, &trec::Trec];
