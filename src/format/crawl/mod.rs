//! Crawl: pages as crawlers and browsers keep them, many in a file, with what the server said of them.
//!
//! What one of them says is read by `web`; here is how each kind of archive is cut into pages.

mod arc;
mod mhtml;
mod warc;
mod webarchive;

use super::Format;

/// The formats of this family, in the order in which they are asked.
///
/// Told by the first line of their records, by the head of MHTML, or by the first keys of a property list.
pub(super) static FORMATS: &[&dyn Format] = &[&webarchive::WebArchive, &warc::Warc, &arc::Arc, &mhtml::Mhtml];
