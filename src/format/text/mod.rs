//! Text: what people write without markup, or with that of Markdown; the last that is asked.
//!
//! `bagit` tells the texts that package an archive from those that are articles.

mod bagit;
mod markdown;
mod plain;

use super::Format;

/// The formats of this family, in the order in which they are asked.
///
/// Told by the fence of front matter or the end of the name; plain text takes whatever has a letter or digit.
pub(super) static FORMATS: &[&dyn Format] = &[&markdown::Markdown, &plain::Text];
