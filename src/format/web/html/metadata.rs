//! What a page says about its article: headline, days, authors, site, section, language, address, names.
//!
//! In: the tree of the page and the address it came from. Out: a [`Stated`] without text, and the records of its
//! JSON-LD that are articles. Each field has its own order of trust; the tags that machines read come before what is
//! printed, because what is printed belongs to other stories as well.

use scraper::Html;
use serde_json::Value;

use super::json_ld::Stock;
use super::tags::{Tags, folded};
use super::{authors, dates, title};
use crate::article::{DateKind, DateSource, Dated, StatedArticle};
use crate::format::fields::{self, Record, Stated};

/// What a page says.
pub(super) struct Metadata {
    /// The article without its text.
    pub(super) stated: Stated,
    /// The records of the article, the likeliest first.
    pub(super) articles: Vec<Record>,
    /// Whether the page says that it is an article.
    pub(super) is_article: bool,
    /// What it says the article is about, in a few sentences.
    pub(super) summary: Option<String>,
}

/// Reads what a page says; `html` is its source, `address` where it was fetched.
pub(super) fn read(page: &Html, html: &str, address: Option<&str>) -> Metadata {
    let tags = Tags::of(page);
    let Stock { articles, pages, sites, problems } = Stock::of(&tags.scripts);
    let saved_from = saved_from(html);
    let url = find_url(&tags, address.or(saved_from.as_deref()));
    let articles = likeliest_first(articles, &tags, url.as_deref().or(address));
    let publishers = articles.iter().chain(&pages).flat_map(title::publisher_names);
    let names = title::site_names(&tags, publishers.chain(sites.iter().map(String::as_str)), url.as_deref());
    let (title, headline) = title::find(&tags, articles.first(), &names);
    let mut records = articles.clone();
    records.extend(parsely_record(&tags));
    let authors = authors::find(&tags, &records, &names, headline);
    let dates = dates::find(&tags, &articles, &pages, headline, html);
    let mut stated = records.first().map(fields::read).unwrap_or_default();
    stated.problems = problems.into_iter().chain(dates.problem).collect();
    let of_record = std::mem::take(&mut stated.article);
    let site = tags
        .first(&["ogsitename"])
        .or_else(|| records.first().and_then(|record| title::publisher_names(record).next()));
    let named = tags.first(&["applicationname", "dcpublisher", "publisher", "sitename"]);
    stated.article = StatedArticle {
        title,
        date: dates.published.map(|date| Dated { date, source: DateSource::Metadata }),
        updated: dates.updated,
        byline: authors.byline,
        authors: authors.names,
        source: site.or(named).or(sites.first().map(String::as_str)).filter(|name| !name.contains("://")).map(one_line),
        section: section(&tags, of_record.section),
        language: language(&tags, of_record.language),
        url: url.or(of_record.url),
        names: of_record.names,
        ..StatedArticle::default()
    };
    if let Some(open) = dates.open {
        let problem = stated.article.state_date(DateKind::Published, &open, DateSource::Metadata, None);
        stated.problems.extend(problem.map(|problem| problem.message));
    }
    let is_article = !articles.is_empty() || tags.first(&["ogtype"]) == Some("article");
    let summary =
        tags.first(&["ogdescription", "description", "dcdescription", "twitterdescription"]).map(str::to_owned);
    Metadata { stated, articles, is_article, summary }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What parse.ly reads, where a page has it as JSON: <https://docs.parse.ly/metadata-jsonld/>.
fn parsely_record(tags: &Tags<'_>) -> Option<Record> {
    match serde_json::from_str(tags.first(&["parselypage"])?) {
        Ok(Value::Object(record)) => Some(record),
        _ => None,
    }
}

/// The most articles that a page may state before it counts as a list of them.
const ARTICLES_MAX: usize = 4;

/// Sorts records of articles by how much they are of this page: they have its address, or one of its titles. Where none
/// is and there are many, they are those of a list.
fn likeliest_first(articles: Vec<Record>, tags: &Tags<'_>, url: Option<&str>) -> Vec<Record> {
    let titles =
        [tags.first(&["ogtitle"]), tags.title.as_deref()].into_iter().flatten().map(folded).collect::<Vec<_>>();
    let is_of_page = |record: &Record| {
        let headline = record.get("headline").or_else(|| record.get("name")).and_then(fields::title_text);
        let headline = headline.map(|headline| folded(&headline)).filter(|headline| !headline.is_empty());
        let has_title = headline.is_some_and(|headline| titles.iter().any(|title| title.starts_with(&headline)));
        let addresses = ["url", "mainEntityOfPage", "@id"].iter().filter_map(|key| record.get(*key));
        let mut addresses = addresses.filter_map(|value| value.as_str().or_else(|| value.get("@id")?.as_str()));
        has_title || url.is_some_and(|url| addresses.any(|address| is_same_address(address, url)))
    };
    let score = |record: &Record| {
        let has = |key: &str| usize::from(record.get(key).is_some());
        8 * usize::from(is_of_page(record)) + 2 * has("headline") + has("datePublished") + has("author")
    };
    let mut scored = articles.into_iter().map(|record| (score(&record), record)).collect::<Vec<_>>();
    scored.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    let best = scored.first().map_or(0, |(score, _)| *score);
    if best < 8 && scored.len() > ARTICLES_MAX {
        return Vec::new();
    }
    scored.retain(|(score, _)| best < 8 || *score >= 8);
    scored.into_iter().map(|(_, record)| record).collect()
}

/// Whether two addresses are one, whatever stands behind `?` and `#`.
fn is_same_address(one: &str, other: &str) -> bool {
    let bare = |address: &str| {
        let address = address.split(['?', '#']).next().unwrap_or(address).trim_end_matches('/');
        address.split_once("://").map_or(address, |(_, rest)| rest).trim_start_matches("www.").to_lowercase()
    };
    let (one, other) = (bare(one), bare(other));
    one == other && one.contains('/')
}

/// The address of the page: what it calls its own, unless that is the front page, else where it was fetched.
fn find_url(tags: &Tags<'_>, address: Option<&str>) -> Option<String> {
    let stated = tags.canonical.as_deref().into_iter().chain(tags.all("ogurl")).chain(tags.first(&["parselylink"]));
    let mut whole = stated.filter_map(|url| absolute(url.trim(), address)).chain(address.map(str::to_owned));
    whole.find(|url| has_path(url)).filter(|url| url.len() <= URL_BYTES_MAX)
}

/// The longest address that is taken for one, in bytes.
const URL_BYTES_MAX: usize = 2000;

fn absolute(url: &str, base: Option<&str>) -> Option<String> {
    let is_web = |url: &str| url.starts_with("https://") || url.starts_with("http://");
    if is_web(url) {
        return Some(url.to_owned());
    }
    if let Some(rest) = url.strip_prefix("//") {
        return Some(format!("https://{rest}"));
    }
    let base = base.filter(|base| is_web(base) && url.starts_with('/'))?;
    let (scheme, rest) = base.split_once("://")?;
    Some(format!("{scheme}://{}{url}", rest.split('/').next()?))
}

/// Whether an address is that of more than a site.
fn has_path(url: &str) -> bool {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split_once(['/', '?']).is_some_and(|(_, path)| !path.trim_matches('/').is_empty())
}

/// The address that a browser or copying program wrote above a page that it saved: `<!-- saved from url=(0057)… -->`
/// (Internet Explorer and its followers), `url: …` (`SingleFile`), `Mirrored from …` (`HTTrack`).
fn saved_from(html: &str) -> Option<String> {
    let head = &html[..html.floor_char_boundary(4096)];
    let behind = |mark: &str| head.split_once(mark).map(|(_, rest)| rest);
    let word = |text: &str| text.split_whitespace().next().map(str::to_owned);
    let saved = behind("saved from url=(").and_then(|rest| word(rest.split_once(')')?.1));
    let single_file = || behind("saved with SingleFile").and_then(|rest| word(rest.split_once("url: ")?.1));
    let mirrored = || behind("Mirrored from ").and_then(word).map(|address| format!("http://{address}"));
    saved.or_else(single_file).or_else(mirrored).filter(|url| url.starts_with("http"))
}

/// What templates write where there is no section.
const NO_SECTIONS: &[&str] =
    &["uncategorized", "tags", "article", "articles", "home", "default", "none", "post", "posts"];

fn section(tags: &Tags<'_>, of_record: Option<String>) -> Option<String> {
    let named = ["articlesection", "ogarticlesection", "parselysection", "cxenseparsesection", "section"];
    let named = named.iter().filter_map(|name| tags.first(&[name])).map(one_line).chain(of_record);
    let mut sections = named.map(|name| name.split([',', ';']).next().unwrap_or_default().trim().to_owned());
    sections.find(|name| {
        let is_none = NO_SECTIONS.contains(&name.to_lowercase().as_str());
        !name.is_empty() && !is_none && name.chars().count() < 80 && !name.contains("://")
    })
}

/// The language that the page states. What its record says is about the article, what the tag says of its frame.
fn language(tags: &Tags<'_>, of_record: Option<String>) -> Option<String> {
    let stated = || {
        let named =
            tags.first(&["oglocale", "contentlanguage", "language", "dclanguage", "dctermslanguage", "inlanguage"]);
        tags.language.as_deref().or(named).map(str::to_owned)
    };
    of_record.or_else(stated).filter(|language| language.len() < 40)
}
