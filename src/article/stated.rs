//! An article as its file states it, which is what formats give and `enrich` settles.

use super::dated::{DateSource, Dated};
use super::entity::EntityKind;
use super::problem::Problem;
use crate::date::{self, DateError, Hints, NewsDate, Order, Readings};

/// What a file states of one article, in its own words. Everything may be missing; nothing is guessed.
///
/// Of dates that can be read in two ways it keeps the words, and of the others what they tell of the order in which their
/// source writes day and month, until `enrich` knows enough to decide.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StatedArticle {
    /// Headline; empty where the file has none.
    pub title: String,
    /// Text without headline and header, with lines and paragraphs as [`tidy`](super::tidy) leaves them.
    pub body: String,
    /// Day of publication, where it can be read in one way only.
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
    /// Its language, as the file writes it: a code (`en-GB`) or a word (`English`).
    pub language: Option<String>,
    /// Address it was published at.
    pub url: Option<String>,
    /// Names of people, organisations and places, each once, in the order of the file.
    pub names: Vec<StatedName>,
    /// What its dates in numbers tell of the order of day and month, or leave open.
    pub date_clues: Vec<DateClue>,
}

impl StatedArticle {
    /// Adds a name that the file states; blank names and ones already there are passed over.
    pub fn state_name(&mut self, kind: EntityKind, name: &str) {
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        let stated = StatedName { kind, name };
        if !stated.name.is_empty() && !self.names.contains(&stated) {
            self.names.push(stated);
        }
    }

    /// Takes the date that a file states. One that can be read in two ways stays open, to be settled when the order of its
    /// source or its language is known; for any other that is none, gives the problem, at `line` where there is one.
    pub fn state_date(&mut self, kind: DateKind, text: &str, source: DateSource, line: Option<u64>) -> Option<Problem> {
        match date::parse(text) {
            Ok(date) => {
                self.date_clues.extend(date::order_of(text).map(DateClue::Attests));
                match kind {
                    DateKind::Published => self.date = Some(Dated { date, source }),
                    DateKind::Updated => self.updated = Some(date),
                }
                None
            }
            Err(error @ DateError::Ambiguous { .. }) if text.len() <= OPEN_DATE_BYTES_MAX => {
                self.date_clues.push(DateClue::Open(OpenDate { kind, text: text.to_owned(), source, line, error }));
                None
            }
            Err(error) => Some(Problem { line, ..Problem::new(format!("date: {error}")) }),
        }
    }

    /// Reads again what was left open of its dates, with what is known now; what it does not decide stays open. A date
    /// that is there already is not replaced.
    pub fn settle_dates(&mut self, hints: Hints<'_>) {
        for clue in std::mem::take(&mut self.date_clues) {
            match clue {
                DateClue::Open(open) => match date::parse_with(&open.text, hints) {
                    Ok(date) => match open.kind {
                        DateKind::Published => _ = self.date.get_or_insert(Dated { date, source: open.source }),
                        DateKind::Updated => _ = self.updated.get_or_insert(date),
                    },
                    Err(_) => self.date_clues.push(DateClue::Open(open)),
                },
                attests @ DateClue::Attests(_) => self.date_clues.push(attests),
            }
        }
    }

    /// Tells at which line (from 1) the dates stood that are still open, where the reader of a date did not know it.
    pub fn locate_open_dates(&mut self, line: u64) {
        for clue in &mut self.date_clues {
            if let DateClue::Open(open) = clue {
                open.line.get_or_insert(line);
            }
        }
    }

    /// The dates that are still open.
    pub fn open_dates(&self) -> impl Iterator<Item = &OpenDate> {
        self.date_clues.iter().filter_map(|clue| match clue {
            DateClue::Open(open) => Some(open),
            DateClue::Attests(_) => None,
        })
    }
}

/// The name of someone or something that a file states.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatedName {
    /// Person, organisation or place.
    pub kind: EntityKind,
    /// The name, on one line.
    pub name: String,
}

/// Which of its dates an article states.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateKind {
    /// Its publication.
    Published,
    /// Its last change.
    Updated,
}

/// What a date tells of the order in which its source writes day and month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DateClue {
    /// It can be read in this order only.
    Attests(Order),
    /// It needs to be told.
    Open(OpenDate),
}

/// A date that was stated and can be read in more than one way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenDate {
    /// Which date it is.
    pub kind: DateKind,
    /// As it was written.
    pub text: String,
    /// Where it stood.
    pub source: DateSource,
    /// Its line of the file, from 1, where that is known.
    pub line: Option<u64>,
    /// Why it is open.
    pub error: DateError,
}

impl OpenDate {
    /// The two days it can be, where the order of day and month decides.
    pub fn readings(&self) -> Option<Readings> {
        match &self.error {
            DateError::Ambiguous { readings, .. } => *readings,
            _ => None,
        }
    }

    /// The warning that it was not decided.
    pub fn problem(&self) -> Problem {
        Problem { line: self.line, ..Problem::new(format!("date: {}", self.error)) }
    }
}

/// The longest text that is kept of a date that is open. Dates are under 60 bytes; the rest is room for labels.
const OPEN_DATE_BYTES_MAX: usize = 240;
