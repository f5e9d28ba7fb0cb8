//! From bytes to articles: a family a folder, a file a news format, all behind the one trait [`Format`].
//!
//! In: an [`Input`] (bytes, already decompressed, with the file's name). Out: [`Item`]s, which are articles with what
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
//! 2. Add it to [`ALL`], before every format that would take its files too; `text` takes anything and stays last.
//! 3. Put a small file written for the project under `tests/fixtures/<name>/`, and a row in
//!    `tests/behavior/formats.rs` that says what it must give.
//!
//! The kind of a file is told by its content first, its name second: [`detect`] asks each format in the order of
//! [`ALL`].

mod authors;
mod collection;
mod crawl;
mod document;
mod feed;
mod fields;
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

use std::ops::ControlFlow;

use crate::article::{Article, Problem};
use crate::source::{Input, Sample};

pub use mapped::{FIELD_MAPS_FILE, FieldMaps, Mapped};

/// Every format that is read, the most particular first.
pub static ALL: &[&dyn Format] = &[
    #[cfg(test)]
    &panicking::Panicking,
    &record::sqlite::Sqlite,
    &document::pdf::Pdf,
    &document::epub::Epub,
    &document::docx::Docx,
    &document::odt::Odt,
    &crawl::webarchive::WebArchive,
    &crawl::warc::Warc,
    &crawl::arc::Arc,
    &crawl::mhtml::Mhtml,
    &mail::Mailbox,
    &mail::Mail,
    &wire::anpa::Anpa,
    &wire::iptc7901::Iptc7901,
    &collection::reuters_sgml::ReutersSgml,
    &collection::trec::Trec,
    &wire::nitf::Nitf,
    &wire::newsml::Newsml,
    &wire::newsml_g2::NewsmlG2,
    &feed::Wxr,
    &feed::Rss,
    &feed::Atom,
    &newspaper::mets::Mets,
    &newspaper::alto::Alto,
    &newspaper::kb_article::KbArticle,
    &newspaper::hocr::Hocr,
    &web::html::Html,
    &record::json::Json,
    &record::json::JsonLines,
    &record::table::Csv,
    &record::table::Tsv,
    &text::markdown::Markdown,
    &text::plain::Text,
];

/// The most bytes that one article may have. News stories are far shorter; what is longer is another kind of file, and
/// reading it whole would let one file decide how much memory a run takes.
pub const ARTICLE_BYTES_MAX: usize = 64 << 20;

/// A kind of file that holds news.
pub trait Format: Sync {
    /// The name that `--input-format` takes and that hits show as `format`.
    fn name(&self) -> &str;

    /// What it is, and by which signs a file is taken for it, on one line: `morgue formats` shows this.
    fn signs(&self) -> &'static str;

    /// What stands behind `#` in the ids of its articles, on one line; empty where the file is the article.
    fn ids(&self) -> &'static str;

    /// Whether a file that begins like this is of this kind.
    fn recognises(&self, sample: &Sample<'_>) -> bool;

    /// Whether its files are bytes rather than characters; only such a format is asked about what looks binary.
    fn is_binary(&self) -> bool {
        false
    }

    /// Reads the articles of `input` in file order and hands each item to `take` as soon as it is whole, so that a file
    /// of any size needs memory for one record only. Stops early, without error, when `take` breaks.
    ///
    /// # Errors
    ///
    /// A [`Problem`] when the file cannot be read (further). What was handed on before stays good; when that was no
    /// article at all, the file is rejected with this reason.
    fn read(&self, input: &mut Input<'_>, take: &mut Take<'_>) -> Result<(), Problem>;
}

/// Receives what a format reads; breaks to stop it.
pub type Take<'a> = dyn FnMut(Item) -> ControlFlow<()> + 'a;

/// One thing that a format found.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// An article and where in the file it stood.
    Article(Place, Box<Article>),
    /// Something that could not be read; the rest of the file was.
    Warning(Problem),
    /// The file is part of another, named here, that gives its articles: a page of an issue. It is read and good, and
    /// has no article of its own, else its text would be found twice.
    PartOf(String),
}

/// Where in its file an article stands; article ids are made of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// The file is the article.
    WholeFile,
    /// The file is of a kind that holds many, even if this one holds one.
    Record {
        /// The record's own id, where it has one.
        id: Option<String>,
        /// Its line, from 1; in a JSON array its place, from 1.
        line: u64,
    },
}

/// Hands on an article, and before it what could not be read of it, each with the place of the article.
fn hand_on(article: Box<Article>, problems: Vec<String>, place: Place, take: &mut Take<'_>) -> ControlFlow<()> {
    for message in problems {
        let problem = Problem::new(message);
        take(Item::Warning(match &place {
            Place::Record { id, line } => Problem { member: id.clone(), ..problem.at_line(*line) },
            Place::WholeFile => problem,
        }))?;
    }
    take(Item::Article(place, article))
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
    let mut asked = ALL.iter().copied().filter(|format| format.is_binary() || !is_binary);
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
    ALL.iter().copied().find(|format| format.name() == name)
}
