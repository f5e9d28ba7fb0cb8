//! What a text tells about itself: title, date, language, and whom and what it names. No input or output, and no clock but
//! the one it is given.
//!
//! In: a [`StatedArticle`], which is what its file states. Out: an [`Article`] with what was missing, as far as it can be
//! told, and the problems met. What a file states is never overwritten; a stated date that cannot be is dropped and reported.
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
use crate::article::{Article, DateKind, DateSource, Dated, OpenDate, Problem, StatedArticle};
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

    /// Settles what a file states of an article, fills in what it does not state, and gives the problems met.
    pub fn enrich(&mut self, mut stated: StatedArticle, context: &Context<'_>) -> (Article, Vec<Problem>) {
        let mut problems = Vec::new();
        let language = language(&stated, context.language);
        let (date, updated) = dates(&mut stated, language.as_deref(), context, &mut problems);
        let has_title = !stated.title.is_empty();
        let tagger = self.tagger.as_mut().filter(|_| is_in_language_of_names(&stated, language.as_deref()));
        // A title that is taken from the text has the names of the text.
        let entities = find_entities([&stated.title, &stated.body], &stated.names, tagger);
        let article = Article {
            title_made: !has_title,
            title: if has_title { stated.title } else { title_from_text(&stated.body) },
            body: stated.body,
            date,
            updated,
            byline: stated.byline,
            authors: stated.authors,
            source: stated.source,
            section: stated.section,
            language,
            url: stated.url,
            entities,
        };
        (article, problems)
    }
}

/// Whether names can be read out of an article: it is in English, or in Latin script and no known language, as tables of
/// scores are.
fn is_in_language_of_names(stated: &StatedArticle, language: Option<&str>) -> bool {
    match language {
        Some(language) => language == LANGUAGE_OF_NAMES,
        None => is_in_latin_script(main_text(stated)),
    }
}

fn is_in_latin_script(text: &str) -> bool {
    const LETTERS_LOOKED_AT: usize = 1_000;
    let letters = || text.chars().filter(|letter| letter.is_alphabetic()).take(LETTERS_LOOKED_AT);
    let latin = letters().filter(|letter| matches!(letter, '\0'..='\u{24f}' | '\u{1e00}'..='\u{1eff}')).count();
    latin * 2 > letters().count()
}

/// The dates of publication and of the last change.
fn dates(
    stated: &mut StatedArticle,
    language: Option<&str>,
    context: &Context<'_>,
    problems: &mut Vec<Problem>,
) -> (Option<Dated>, Option<NewsDate>) {
    let today = context.today;
    stated.settle_dates(Hints { order: None, language });
    drop_future_dates(stated, today, problems);
    let date = stated
        .date
        .or_else(|| dated(parse_in_running_text(&stated.body)?, DateSource::Text, today))
        .or_else(|| dated(date_of_place(stated, context.path)?, DateSource::Path, today))
        .or_else(|| dated(context.file_date?, DateSource::File, today));
    problems.extend(undecided_dates(stated, date).map(OpenDate::problem));
    (date, stated.updated)
}

/// The date in the path of the file; the one in the article's address where that alone tells the day, or there is no
/// other.
fn date_of_place(stated: &StatedArticle, path: &str) -> Option<NewsDate> {
    let of_path = date_in_path(path);
    if of_path.is_some_and(|date| date.day().is_some()) {
        return of_path;
    }
    let of_url = stated.url.as_deref().and_then(date_in_url);
    of_url.filter(|date| date.day().is_some()).or(of_path).or(of_url)
}

/// The stated dates that nothing decided. One is decided where the dateline or the path names one of its days.
fn undecided_dates(stated: &StatedArticle, date: Option<Dated>) -> impl Iterator<Item = &OpenDate> {
    let day = date.map(|dated| dated.date.first_day());
    stated.open_dates().filter(move |open| {
        let days = open.readings().map(|readings| [readings.day_first.first_day(), readings.month_first.first_day()]);
        open.kind == DateKind::Updated || !days.is_some_and(|days| day.is_some_and(|day| days.contains(&day)))
    })
}

/// A date later than tomorrow is no date of publication; tomorrow may be today's date further east.
fn is_to_come(date: NewsDate, today: NaiveDate) -> bool {
    today.succ_opt().is_some_and(|tomorrow| date.first_day() > tomorrow)
}

fn drop_future_dates(stated: &mut StatedArticle, today: NaiveDate, problems: &mut Vec<Problem>) {
    if let Some(dated) = stated.date.take_if(|dated| is_to_come(dated.date, today)) {
        problems.push(Problem::new(format!("the date `{}` is later than tomorrow and was not taken", dated.date)));
    }
    if let Some(updated) = stated.updated.take_if(|date| is_to_come(*date, today)) {
        problems.push(Problem::new(format!("the date of change `{updated}` is later than tomorrow and was not taken")));
    }
}

fn dated(date: NewsDate, source: DateSource, today: NaiveDate) -> Option<Dated> {
    (!is_to_come(date, today)).then_some(Dated { date, source })
}

fn language(stated: &StatedArticle, given: Option<&str>) -> Option<String> {
    let code = stated.language.as_deref().and_then(language_code);
    code.or_else(|| given.map(str::to_owned)).or_else(|| detect_language(main_text(stated)).map(str::to_owned))
}

/// The body, or the title of an article that has none.
fn main_text(stated: &StatedArticle) -> &str {
    if stated.body.is_empty() { &stated.title } else { &stated.body }
}
