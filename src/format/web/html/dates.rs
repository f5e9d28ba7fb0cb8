//! When a page was published, and when it was changed.
//!
//! In: the dates of its JSON-LD, its `<meta>`, its microdata, and what is printed near the headline, in this order.
//! Out: the day of publication as it stands there. A page has many dates: those of other stories in its lists, of
//! comments, of the day it was saved are passed over, and a date of change is never taken for one of publication.

use scraper::ElementRef;
use serde_json::Value;

use super::tags::{Tags, has_word, is_around_article, is_of_article, text_of, words_of_marks};
use crate::date::{self, DateError, NewsDate};
use crate::format::fields::Record;

/// The dates of a page.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Dates {
    /// Day of publication.
    pub(super) published: Option<NewsDate>,
    /// Day of the last change.
    pub(super) updated: Option<NewsDate>,
    /// What should be the date of publication and can be read in two ways, where there is no other.
    pub(super) open: Option<String>,
    /// Why what should be the date of publication is none, where there is no other.
    pub(super) problem: Option<String>,
}

/// Names of `<meta>` that state the day of publication, by letters and digits, the best first.
const PUBLISHED: &[&str] = &[
    "articlepublishedtime",
    "ogarticlepublishedtime",
    "ogpublishedtime",
    "datepublished",
    "cxenseparserecspublishtime",
    "cxenseparserecspublishedtime",
    "cxenseparsepublishtime",
    "parselypubdate",
    "sailthrudate",
    "dctermsissued",
    "dcdateissued",
    "dctermsdateissued",
    "publisheddate",
    "publicationdate",
    "pubdate",
    "publishdate",
    "publishedat",
    "publishedtime",
    "published",
    "publishtime",
    "firstpublished",
    "originalpublicationdate",
    "articlepublished",
    "articlepublicationdate",
    "citationpublicationdate",
    "citationonlinedate",
    "citationdate",
    "dcdate",
    "dcdatecreated",
    "dctermscreated",
    "dctermsdate",
    "rnewsdatepublished",
    "dateavailable",
    "dateissued",
    "date",
    "datecreated",
    "articlecreated",
    "displaydate",
    "ptime",
    "pdate",
    "created",
    "releasedate",
];

/// Endings by which other names of `<meta>` tell the same.
const PUBLISHED_ENDINGS: &[&str] =
    &["publishedtime", "publishtime", "publishdate", "pubdate", "datepublished", "publicationdate", "publisheddate"];

/// Names of `<meta>` that state the last change.
const UPDATED: &[&str] = &[
    "articlemodifiedtime",
    "ogarticlemodifiedtime",
    "ogupdatedtime",
    "datemodified",
    "dctermsmodified",
    "dcdatemodified",
    "cxenseparsemodifiedtime",
    "articleupdatedtime",
    "articleupdated",
    "modifieddate",
    "updateddate",
    "lastmodified",
    "lastupdateddate",
    "dateupdated",
    "modified",
    "updated",
    "revised",
];

/// Finds the dates; `headline` is the place of the headline among the page's elements.
/// `html` is the page's source.
pub(super) fn find(
    tags: &Tags<'_>,
    articles: &[Record],
    pages: &[Record],
    headline: Option<usize>,
    html: &str,
) -> Dates {
    let mut search = Search::default();
    let of_records = |records: &[Record], key: &str| texts_of(records, key);
    search.all(of_records(articles, "datePublished"));
    search.all(PUBLISHED.iter().flat_map(|name| tags.all(name)).map(str::to_owned));
    search.all(tags.metas().filter(|(name, _)| ends_as(name, PUBLISHED_ENDINGS)).map(|(_, text)| text.to_owned()));
    search.all(microdata(tags, "datePublished"));
    search.all(of_records(pages, "datePublished"));
    search.all(of_records(articles, "dateCreated"));
    if search.found.is_none() {
        search.found = printed(tags, headline).or_else(|| in_scripts(html));
    }
    let published = search.found;
    let mut changes = Search::default();
    changes.all(of_records(articles, "dateModified"));
    changes.all(UPDATED.iter().flat_map(|name| tags.all(name)).map(str::to_owned));
    changes.all(microdata(tags, "dateModified"));
    changes.all(of_records(pages, "dateModified"));
    let updated = changes.found.filter(|updated| {
        published.is_none_or(|published| *updated != published && updated.last_day() >= published.first_day())
    });
    let Search { open, problem, .. } = search;
    let problem = problem.filter(|_| published.is_none() && open.is_none());
    Dates { published, updated, open: open.filter(|_| published.is_none()), problem }
}

/// A search for the first text that is a date.
#[derive(Default)]
struct Search {
    found: Option<NewsDate>,
    open: Option<String>,
    problem: Option<String>,
}

impl Search {
    fn all(&mut self, texts: impl IntoIterator<Item = String>) {
        for text in texts {
            if self.found.is_some() {
                return;
            }
            match date::parse(&text) {
                Ok(date) if is_day_zero(date) => {}
                Ok(date) => self.found = Some(date),
                Err(DateError::Ambiguous { .. }) => _ = self.open.get_or_insert(text),
                Err(error) => _ = self.problem.get_or_insert(format!("date: {error}")),
            }
        }
    }
}

/// The day that machines write where they know none.
fn is_day_zero(date: NewsDate) -> bool {
    (date.year(), date.month(), date.day()) == (1970, Some(1), Some(1))
}

fn ends_as(name: &str, endings: &[&str]) -> bool {
    endings.iter().any(|ending| name.ends_with(ending))
}

fn texts_of(records: &[Record], key: &str) -> Vec<String> {
    let values = records.iter().filter_map(|record| record.get(key));
    let texts = values.filter_map(|value| match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Object(object) => object.get("@value").and_then(Value::as_str).map(str::to_owned),
        Value::Array(values) => values.iter().find_map(Value::as_str).map(str::to_owned),
        _ => None,
    });
    texts.filter(|text| !text.trim().is_empty()).collect()
}

/// What elements other than `<meta>` state as this property.
fn microdata(tags: &Tags<'_>, property: &str) -> Vec<String> {
    let is_stated = |element: &&ElementRef<'_>| {
        element.value().attr("itemprop").is_some_and(|name| has_word(name, property))
            && element.value().name() != "meta"
    };
    let stated = tags.elements.iter().filter(is_stated).take(20).filter(|element| is_of_article(**element));
    stated.map(|element| stated_date(*element).unwrap_or_else(|| text_of(*element))).collect()
}

/// The date in an element's attributes.
fn stated_date(element: ElementRef<'_>) -> Option<String> {
    let attributes = ["datetime", "content", "data-datetime", "data-date", "data-timestamp", "data-publicationdate"];
    let known = attributes.iter().find_map(|name| element.value().attr(name));
    known.map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
}

/// Keys under which the scripts of pages keep the day of publication.
const SCRIPT_KEYS: &[&str] = &[
    "datePublished",
    "publishedAt",
    "publishDate",
    "publishedDate",
    "publicationDate",
    "publish_date",
    "published_at",
    "publication_date",
    "pubDate",
    "publishedTime",
    "firstPublishedAt",
    "publishingDate",
    "publishedOn",
];

/// The date that a page's scripts keep, where all that they keep under this key is of one day: a page that loads its
/// text by script has its dates there and nowhere else, and those of other stories too.
fn in_scripts(html: &str) -> Option<NewsDate> {
    SCRIPT_KEYS.iter().find_map(|key| {
        let values = html.match_indices(key).take(200).filter_map(|(at, _)| value_in_script(&html[at + key.len()..]));
        let dates = values.filter_map(|value| date::parse(value).ok()).filter(|date| date.day().is_some());
        let mut dates = dates.filter(|date| !is_day_zero(*date));
        let first = dates.next()?;
        dates.all(|other| other.first_day() == first.first_day()).then_some(first)
    })
}

/// The string behind a key: `":"2024-05-03"`, `\": \"2024-05-03\"`, `=2024-05-03`.
fn value_in_script(text: &str) -> Option<&str> {
    let is_mark = |letter: char| matches!(letter, '"' | '\'' | '\\');
    let behind = text.trim_start_matches(is_mark).trim_start().strip_prefix(':')?.trim_start();
    let value = behind.trim_start_matches(is_mark);
    let end = value.bytes().take(40).position(|byte| matches!(byte, b'"' | b'\'' | b'\\' | b',' | b'}'))?;
    Some(&value[..end])
}

/// How far from the headline a printed date may stand, in elements before and behind it.
const ELEMENTS_BEFORE: usize = 40;
const ELEMENTS_BEHIND: usize = 160;

/// Words by which pages mark a date, and those that say that it is of a change.
const DATES: &[&str] = &[
    "date",
    "dates",
    "datum",
    "time",
    "timestamp",
    "published",
    "publish",
    "publication",
    "pubdate",
    "dateline",
    "posted",
    "datetime",
    "fecha",
    "erstellt",
    "veröffentlicht",
    "publie",
    "created",
    "entry",
    "meta",
    "byline",
    "info",
];
const CHANGES: &[&str] =
    &["updated", "modified", "update", "edited", "reading", "readtime", "duration", "aktualisiert"];

/// A date printed near the headline: a `<time>` first, then an element marked as a date, then a line that says
/// `Published`.
fn printed(tags: &Tags<'_>, headline: Option<usize>) -> Option<NewsDate> {
    let start = headline.map_or(0, |at| at.saturating_sub(ELEMENTS_BEFORE));
    let count = if headline.is_some() { ELEMENTS_BEFORE + ELEMENTS_BEHIND } else { 4000 };
    let near = tags.elements.iter().copied().skip(start).take(count).collect::<Vec<_>>();
    // What stands behind the headline belongs to it before what stands above it.
    let (before, behind) = near.split_at(headline.map_or(0, |at| at - start));
    let near = behind.iter().chain(before).copied().collect::<Vec<_>>();
    let title = headline.map(|at| tags.elements[at]);
    let readings = [time_element, marked_element, published_line, bare_date];
    readings.iter().find_map(|reading| {
        near.iter().find_map(|element| {
            let text = reading(*element)?;
            let date = date_in_notes(&text).filter(|date| date.day().is_some())?;
            (!is_around_article(*element, title)).then_some(date)
        })
    })
}

fn time_element(element: ElementRef<'_>) -> Option<String> {
    let is_change = || words_of_marks(element).iter().any(|word| CHANGES.contains(&word.as_str()));
    (element.value().name() == "time" && !is_change()).then(|| stated_date(element).unwrap_or_else(|| text_of(element)))
}

fn marked_element(element: ElementRef<'_>) -> Option<String> {
    let words = words_of_marks(element);
    let has = |known: &[&str]| words.iter().any(|word| known.contains(&word.as_str()));
    if !has(DATES) || has(CHANGES) || element.value().name() == "meta" || !is_of_article(element) {
        return None;
    }
    stated_date(element).or_else(|| Some(text_of(element)).filter(|text| text.chars().count() < 150))
}

/// A short text that is nothing but a date.
fn bare_date(element: ElementRef<'_>) -> Option<String> {
    if element.children().any(|child| child.value().is_element())
        || matches!(element.value().name(), "a" | "option" | "th" | "td" | "dd")
    {
        return None;
    }
    let text = text_of(element);
    let is_date = text.len() < 60 && date::parse(&text).is_ok();
    is_date.then_some(text)
}

/// How a note of publication begins, in lower case.
const NOTE_STARTS: &[&str] = &[
    "published",
    "posted",
    "first published",
    "veröffentlicht",
    "erstellt",
    "publié",
    "publicado",
    "pubblicato",
    "publikováno",
    "publicerad",
    "publisert",
    "udgivet",
    "gepubliceerd",
    "opublikowano",
    "julkaistu",
    "date:",
    "date",
    "опубликовано",
    "опубліковано",
];

/// A short line that begins as a note of publication does.
fn published_line(element: ElementRef<'_>) -> Option<String> {
    if !matches!(
        element.value().name(),
        "p" | "div" | "span" | "small" | "li" | "em" | "i" | "td" | "strong" | "b" | "font"
    ) {
        return None;
    }
    let text = text_of(element);
    (text.chars().count() < 120 && begins_as_note(&text)).then_some(text)
}

fn begins_as_note(text: &str) -> bool {
    let lower = text.to_lowercase();
    NOTE_STARTS.iter().any(|start| lower.starts_with(start))
}

/// The most bytes and words of a line that says when the article was published, and nothing else.
const DATE_LINE_BYTES_MAX: usize = 80;
const DATE_LINE_WORDS_MAX: usize = 9;

/// Whether a line of the text says when the article was published, and nothing else.
pub(super) fn is_date_line(line: &str) -> bool {
    let is_short = line.len() <= DATE_LINE_BYTES_MAX && line.split_whitespace().count() <= DATE_LINE_WORDS_MAX;
    let is_sentence = line.trim_end().ends_with(['.', '!', '?']);
    is_short && !is_sentence && if begins_as_note(line) { date_in(line).is_some() } else { date::parse(line).is_ok() }
}

/// How a note of change begins, in lower case.
const CHANGE_STARTS: &[&str] =
    &["updated", "last updated", "modified", "last modified", "edited", "aktualisiert", "mis à jour", "actualizado"];

/// The first date of a line that may state a change before the publication: `Updated: 7 March 2013 | Published: 5 March
/// 2013`.
fn date_in_notes(text: &str) -> Option<NewsDate> {
    let lower = text.to_lowercase();
    let is_change = CHANGE_STARTS.iter().any(|start| lower.trim_start().starts_with(start));
    let note = NOTE_STARTS.iter().filter(|start| start.len() > "date:".len());
    let behind = note.filter_map(|start| lower.find(start)).min().filter(|_| is_change);
    behind.and_then(|at| date_in(&lower[at..])).or_else(|| date_in(text))
}

/// The first date on a short line that may have words before it: `Erstellt: 1. April 2025, 15:25`.
fn date_in(text: &str) -> Option<NewsDate> {
    let text = text.trim();
    if let Ok(date) = date::parse(text) {
        return Some(date);
    }
    let starts = text.char_indices().zip(text.chars().skip(1).chain([' ']));
    let starts = starts.filter(|((_, letter), next)| is_boundary(*letter) && !is_boundary(*next));
    let starts = starts.map(|((at, letter), _)| at + letter.len_utf8());
    std::iter::once(0).chain(starts).take(25).find_map(|at| date::parse_leading(&text[at..])?.date.ok())
}

fn is_boundary(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, ':' | '|' | '•' | '·' | ',' | '(' | '-' | '–')
}
