//! What a text tells about itself: title, date, language, and whom and what it names. No input or output, and no clock but
//! the one it is given.
//!
//! In: an article with what its file states. Out: the same article with what was missing, as far as it can be told, and
//! the problems met. What a file states is never overwritten; a stated date that cannot be is dropped and reported.
//!
//! Names come from the file and, where the text is in a language that the [`tagger`] reads, from the text; spellings of one
//! name are then joined by the rules of [`crate::names`].

mod date_order;
mod entities;
mod path_date;
pub mod tagger;
mod title;

use chrono::NaiveDate;

use crate::analysis::{detect_language, language_code};
use crate::article::{Article, DateKind, DateSource, Dated, OpenDate, Problem};
use crate::date::{Hints, NewsDate, parse_in_running_text};

use entities::find_entities;
use tagger::Tagger;

pub use date_order::DateOrders;
pub use path_date::{date_in_path, date_in_url};
pub use title::title_from_text;

/// ISO 639-1 code of the language that the tagger reads.
pub const LANGUAGE_OF_NAMES: &str = "en";

/// What is known about an article from outside it.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The path of its file below its root, with `/`.
    pub path: &'a str,
    /// The language to take for a text that states none; `None` to detect it.
    pub language: Option<&'a str>,
    /// The day on which its file was changed last, where that may stand for a date that nothing else gives.
    pub file_date: Option<NewsDate>,
    /// The day it is.
    pub today: NaiveDate,
}

/// Fills in what articles do not state. A clone shares the model of names and has memory of its own: one for each thread.
#[derive(Clone, Debug, Default)]
pub struct Enricher {
    tagger: Option<Tagger>,
}

impl Enricher {
    /// One that reads names out of the text with this tagger; with none, an article has the names that its file states.
    pub fn new(tagger: Option<Tagger>) -> Self {
        Self { tagger }
    }

    /// What tells the model apart from others: indexes that two models filled have two kinds of names. `None` with no tagger.
    pub fn model_fingerprint(&self) -> Option<u64> {
        self.tagger.as_ref().map(Tagger::fingerprint)
    }

    /// Fills in what an article does not state, and gives the problems met.
    pub fn enrich(&mut self, article: &mut Article, context: &Context<'_>) -> Vec<Problem> {
        let problems = fill_in(article, context);
        let title_is_own = !article.title.is_empty();
        if !title_is_own {
            article.title = title_from_text(&article.body);
        }
        let tagger = self.tagger.as_mut().filter(|_| is_in_language_of_names(article));
        find_entities(article, tagger, title_is_own);
        problems
    }
}

/// Whether names can be read out of an article: it is in English, or in Latin script and no known language, as tables of
/// scores are.
fn is_in_language_of_names(article: &Article) -> bool {
    match article.language.as_deref() {
        Some(language) => language == LANGUAGE_OF_NAMES,
        None => is_in_latin_script(main_text(article)),
    }
}

fn is_in_latin_script(text: &str) -> bool {
    const LETTERS_LOOKED_AT: usize = 1_000;
    let letters = || text.chars().filter(|letter| letter.is_alphabetic()).take(LETTERS_LOOKED_AT);
    let latin = letters().filter(|letter| matches!(letter, '\0'..='\u{24f}' | '\u{1e00}'..='\u{1eff}')).count();
    latin * 2 > letters().count()
}

fn fill_in(article: &mut Article, context: &Context<'_>) -> Vec<Problem> {
    let mut problems = Vec::new();
    article.language = language(article, context.language);
    let language = article.language.clone();
    article.settle_dates(Hints { order: None, language: language.as_deref() });
    drop_future_dates(article, context.today, &mut problems);
    if article.date.is_none() {
        article.date = date_from_text(article, context.today)
            .or_else(|| dated(date_of_place(article, context.path)?, DateSource::Path, context.today))
            .or_else(|| dated(context.file_date?, DateSource::File, context.today));
    }
    report_open_dates(article, &mut problems);
    problems
}

/// The date in the path of the file; the one in the article's address where that alone tells the day, or there is no
/// other.
fn date_of_place(article: &Article, path: &str) -> Option<NewsDate> {
    let of_path = date_in_path(path);
    if of_path.is_some_and(|date| date.day().is_some()) {
        return of_path;
    }
    let of_url = article.url.as_deref().and_then(date_in_url);
    of_url.filter(|date| date.day().is_some()).or(of_path).or(of_url)
}

/// Says which stated dates nothing decided. One is decided where the dateline or the path names one of its days.
fn report_open_dates(article: &mut Article, problems: &mut Vec<Problem>) {
    let day = article.date.map(|dated| dated.date.first_day());
    let undecided = article.open_dates().filter(|open| {
        let days = open.readings().map(|readings| [readings.day_first.first_day(), readings.month_first.first_day()]);
        open.kind == DateKind::Updated || !days.is_some_and(|days| day.is_some_and(|day| days.contains(&day)))
    });
    problems.extend(undecided.map(OpenDate::problem));
    article.date_clues.clear();
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
    stated.or_else(|| given.map(str::to_owned)).or_else(|| detect_language(main_text(article)).map(str::to_owned))
}

/// The body, or the title of an article that has none.
fn main_text(article: &Article) -> &str {
    if article.body.is_empty() { &article.title } else { &article.body }
}
