//! What every format does, and what it hands on.
//!
//! In: an [`Input`]. Out: [`Item`]s, one after the other, each to a function of the caller's.

use std::ops::ControlFlow;

use crate::article::{Problem, StatedArticle};
use crate::source::{Input, Sample};

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
    fn read(&self, input: &mut Input<'_>, take: &mut ItemSink<'_>) -> Result<(), Problem>;
}

/// Receives what a format reads; breaks to stop it.
pub type ItemSink<'a> = dyn FnMut(Item) -> ControlFlow<()> + 'a;

/// One thing that a format found.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// An article and where in the file it stood.
    Article(Place, Box<StatedArticle>),
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
pub(super) fn hand_on(
    article: Box<StatedArticle>,
    problems: Vec<String>,
    place: Place,
    take: &mut ItemSink<'_>,
) -> ControlFlow<()> {
    for message in problems {
        let problem = Problem::new(message);
        take(Item::Warning(match &place {
            Place::Record { id, line } => Problem { member: id.clone(), ..problem.at_line(*line) },
            Place::WholeFile => problem,
        }))?;
    }
    take(Item::Article(place, article))
}
