//! What a text tells about itself: title, date, language. No input or output, and no clock but the one it is given.
//!
//! In: an article with what its file states. Out: the same article with what was missing, as far as it can be told, and
//! the problems met. What a file states is never overwritten; a stated date that cannot be is dropped and reported.
//!
//! Names are those that files state; names read out of the text will join them before their spellings are.

mod names;
mod path_date;
mod title;

use chrono::NaiveDate;

use crate::analysis::{detect_language, language_code};
use crate::article::{Article, DateSource, Dated, Problem};
use crate::date::{NewsDate, parse_in_running_text};

pub use path_date::date_in_path;
pub use title::title_from_text;

/// What is known about an article from outside it.
#[derive(Clone, Copy, Debug)]
pub struct Circumstances<'a> {
    /// The path of its file below its root, with `/`.
    pub path: &'a str,
    /// The language to take for a text that states none; `None` to detect it.
    pub language: Option<&'a str>,
    /// The day it is.
    pub today: NaiveDate,
}

/// Fills in what an article does not state, and gives the problems met.
pub fn enrich(article: &mut Article, circumstances: &Circumstances<'_>) -> Vec<Problem> {
    let mut problems = Vec::new();
    drop_future_dates(article, circumstances.today, &mut problems);
    if article.date.is_none() {
        article.date = date_from_text(article, circumstances.today)
            .or_else(|| dated(date_in_path(circumstances.path)?, DateSource::Path, circumstances.today));
    }
    article.language = language(article, circumstances.language);
    if article.title.is_empty() {
        article.title = title_from_text(&article.body);
    }
    names::join_spellings(article);
    problems
}

/// A date later than tomorrow is no date of publication; tomorrow may be today's date further east.
fn is_to_come(date: NewsDate, today: NaiveDate) -> bool {
    today.succ_opt().is_some_and(|tomorrow| date.first_day() > tomorrow)
}

fn drop_future_dates(article: &mut Article, today: NaiveDate, problems: &mut Vec<Problem>) {
    if let Some(stated) = article.date.take_if(|dated| is_to_come(dated.date, today)) {
        problems.push(Problem::new(format!("the date `{}` is later than tomorrow and was not taken", stated.date)));
    }
    if let Some(updated) = article.updated.take_if(|date| is_to_come(*date, today)) {
        problems.push(Problem::new(format!("the date of change `{updated}` is later than tomorrow and was not taken")));
    }
}

fn date_from_text(article: &Article, today: NaiveDate) -> Option<Dated> {
    dated(parse_in_running_text(&article.body)?, DateSource::Text, today)
}

fn dated(date: NewsDate, source: DateSource, today: NaiveDate) -> Option<Dated> {
    (!is_to_come(date, today)).then_some(Dated { date, source })
}

fn language(article: &mut Article, given: Option<&str>) -> Option<String> {
    let stated = article.language.take().and_then(|stated| language_code(&stated));
    let text = if article.body.is_empty() { &article.title } else { &article.body };
    stated.or_else(|| given.map(str::to_owned)).or_else(|| detect_language(text).map(str::to_owned))
}
