//! What every stage hands on: one article, where it came from, and what is known of it.
//!
//! It has a type for each stage: a format gives a [`StatedArticle`], `enrich` settles it into an [`Article`], which `index`
//! stores with where it came from and `search` gives back. This room knows no format and no search engine.

mod dated;
mod entity;
mod problem;
mod stated;
mod text;

use serde::{Deserialize, Serialize};

use crate::date::NewsDate;

pub use dated::{DateSource, Dated};
pub use entity::{Entity, EntityKind, Mention, TextPart, named_in};
pub use problem::Problem;
pub use stated::{DateClue, DateKind, OpenDate, StatedArticle, StatedName};
pub use text::tidy;

use text::count_words;

/// One article, with all that is known of it. Everything but the text may be missing; nothing here is ever invented.
///
/// `title` and `body` are the file's own characters: nothing is folded or cut but header and markup. Line ends are
/// `\n`, paragraphs are set apart by one blank line (see [`tidy`]), single line breaks stay. Offsets everywhere count
/// Unicode scalar values in these two texts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Article {
    /// Headline; the beginning of the text where the file has none.
    pub title: String,
    /// Whether the title is the beginning of the text, which is no headline.
    pub title_made: bool,
    /// Text without headline and header.
    pub body: String,
    /// Day of publication.
    pub date: Option<Dated>,
    /// Day of the last change, where it is stated apart from publication.
    pub updated: Option<NewsDate>,
    /// The line that names the authors, as printed.
    pub byline: Option<String>,
    /// The authors one by one.
    pub authors: Vec<String>,
    /// Newspaper, agency or site.
    pub source: Option<String>,
    /// Section or desk: `Politics`, `Sport`.
    pub section: Option<String>,
    /// ISO 639-1 code, lower case (`en`); 639-3 where a language has no shorter one.
    pub language: Option<String>,
    /// Address it was published at.
    pub url: Option<String>,
    /// People, organisations and places, each once, in the order of the file.
    pub entities: Vec<Entity>,
}

impl Article {
    /// The names of one kind, in order.
    pub fn names(&self, kind: EntityKind) -> impl Iterator<Item = &str> {
        self.entities.iter().filter(move |entity| entity.kind == kind).map(|entity| entity.name.as_str())
    }

    /// Number of words in the headline; 0 where there is none.
    pub fn headline_words(&self) -> u64 {
        if self.title_made { 0 } else { count_words(&self.title) }
    }

    /// Number of words in the body.
    pub fn body_words(&self) -> u64 {
        count_words(&self.body)
    }

    /// Number of words in title and body together, where a word is what stands between blanks and has a letter or digit.
    pub fn word_count(&self) -> u64 {
        count_words(&self.title) + count_words(&self.body)
    }
}
