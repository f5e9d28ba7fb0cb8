//! From bytes to articles: a family a folder, a file a news format, all behind the one trait [`Format`].
//!
//! In: an [`Input`](crate::source::Input) (bytes, already decompressed, with the file's name). Out: [`Item`]s, which are articles with what
//! the file states about them, and warnings. A format guesses nothing: what a file does not state is left empty for
//! `enrich`. Broken input is data: a format gives what it could read, then says what it could not.
//!
//! # The families
//!
//! | folder | what is in it |
//! | --- | --- |
//! | `document` | PDF, EPUB, DOCX, ODT |
//! | `web`, `crawl` | pages, and the archives that crawlers and browsers keep them in |
//! | `mail` | messages and mailboxes |
//! | `wire` | what agencies send: XML, and messages of teleprinters |
//! | `collection` | the markup of research collections |
//! | `feed` | RSS, Atom, exports of `WordPress` |
//! | `newspaper` | scanned pages: METS, ALTO, hOCR, articles of one library |
//! | `record` | data with names: JSON, tables, databases |
//! | `text` | Markdown and plain text |
//! | `mapped` | what a user describes in `morgue.toml` |
//!
//! What families share: `fields` is the one table of key names, `xml` makes trees of XML, record by record, `markup`
//! reads HTML within a field, `authors` tells who wrote an article.
//!
//! # To add a format
//!
//! 1. Write a file in the folder of its family with a unit struct that implements [`Format`]; its docs name the
//!    standard, the version and the address of its description.
//! 2. Add it to the table `FORMATS` of the family, before every format that would take its files too; where a family
//!    that is asked earlier takes them, its sign there is too wide.
//! 3. Put a small file written for the project under `tests/fixtures/<name>/`, and a row in
//!    `tests/behavior/formats.rs` that says what it must give.
//!
//! The kind of a file is told by its content first, its name second: [`detect`] asks family after family, in the order
//! that `FAMILIES` explains, and each has a table that says what tells its formats.

mod authors;
mod collection;
mod crawl;
mod document;
mod feed;
mod fields;
mod interface;
mod mail;
mod mapped;
mod markup;
mod newspaper;
#[cfg(test)]
mod panicking;
mod record;
mod text;
mod web;
mod wire;
mod xml;

use crate::article::Problem;
use crate::source::Sample;

use interface::hand_on;

pub use interface::{ARTICLE_BYTES_MAX, Format, Item, ItemSink, Place};
pub use mapped::{FIELD_MAPS_FILE, FieldMaps, Mapped};

/// The families in the order in which they are asked about a file; within each, formats stand in such an order too.
///
/// First come those whose signs nothing else has: magic numbers, records of crawlers, header lines, control characters.
/// Then what is told by its first element, where `collection` and the XML of agencies, feeds and newspapers exclude one
/// another, and `web` comes behind them, since scanned pages in hOCR are HTML. What is told by its shape comes last:
/// `record`, and `text`, which takes whatever has a letter.
static FAMILIES: &[&[&dyn Format]] = &[
    #[cfg(test)]
    panicking::FORMATS,
    document::FORMATS,
    crawl::FORMATS,
    mail::FORMATS,
    wire::FORMATS,
    collection::FORMATS,
    feed::FORMATS,
    newspaper::FORMATS,
    web::FORMATS,
    record::FORMATS,
    text::FORMATS,
];

/// Every format that is read, family by family.
pub fn all() -> impl Iterator<Item = &'static dyn Format> {
    FAMILIES.iter().copied().flatten().copied()
}

/// The format that reads a file beginning like this.
///
/// # Errors
///
/// The reason why no format does: it is binary, or of a kind that is known but not read.
pub fn detect(sample: &Sample<'_>) -> Result<&'static dyn Format, Problem> {
    if let Some(kind) = sample.unread_kind() {
        return Err(Problem::new(format!("{kind}, which this version does not read")));
    }
    let is_binary = sample.is_binary();
    let mut asked = all().filter(|format| format.is_binary() || !is_binary);
    let found = asked.find(|format| format.recognises(sample)).ok_or_else(|| {
        Problem::new(if is_binary { "binary, of no kind that is read" } else { "no word of text in it" })
    })?;
    match xml::unread_root(sample) {
        Some(name) if found.name() == "text" => Err(Problem::new(format!(
            "XML with the root <{name}>, of no kind that is read (a field map in morgue.toml can describe it)"
        ))),
        _ => Ok(found),
    }
}

/// The format of this name.
pub fn by_name(name: &str) -> Option<&'static dyn Format> {
    all().find(|format| format.name() == name)
}
