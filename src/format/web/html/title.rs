//! Which of a page's titles is the headline.
//!
//! In: the headline of its JSON-LD, `og:title`, the `<h1>`, the `<title>` and others. Out: the one that most of them
//! agree on, without the site's name and without a kicker. Two of them are often written for search engines or social
//! networks; the headline is what the structured record and the printed page have.

use scraper::ElementRef;
use serde_json::Value;

use super::hints::says_beside_headline;
use super::tags::{Tags, folded, has_word, is_around_article, text_without, words_of_marks};
use crate::format::fields::{Record, title_text};
use crate::format::markup::decode_references;

/// A title and what it counts for.
struct Candidate {
    text: String,
    words: Vec<String>,
    from: From,
}

/// Where a title stood, the most trusted first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum From {
    Heading,
    Record,
    Social,
    RecordName,
    Tag,
    Other,
}

impl From {
    /// How much a title from there counts: the record's is made for this purpose; copies of others count nothing.
    fn weight(self) -> u32 {
        match self {
            Self::Record => 2,
            Self::Heading | Self::Social | Self::RecordName | Self::Tag => 1,
            Self::Other => 0,
        }
    }
}

/// The most of a title that is taken, in bytes: titles are compared with one another.
const TITLE_BYTES_MAX: usize = 1000;

/// The headline, and the place of its element in the page's body.
pub(super) fn find(tags: &Tags<'_>, article: Option<&Record>, sites: &[String]) -> (String, Option<usize>) {
    let mut candidates = stated(tags, article);
    let heading = find_heading(tags, &candidates, sites);
    if let Some((_, text)) = &heading {
        candidates.push(candidate(text, From::Heading));
    }
    for candidate in &mut candidates {
        let text = without_site(&candidate.text, sites);
        if text.len() < candidate.text.len() {
            candidate.words = words_of(&text);
            candidate.text = text;
        }
    }
    candidates.retain(|candidate| !candidate.words.is_empty() && !is_site(&candidate.text, sites));
    complete_what_is_cut(&mut candidates);
    shorten_by_each_other(&mut candidates);
    drop_kickers(&mut candidates);
    drop_banner(&mut candidates);
    let title = elect(&candidates).or_else(|| tags.title.clone()).unwrap_or_default();
    (title, heading.map(|(at, _)| at))
}

fn candidate(text: &str, from: From) -> Candidate {
    // Some are escaped twice.
    let text = decode_references(&text[..text.floor_char_boundary(TITLE_BYTES_MAX)]);
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    Candidate { words: words_of(&text), text, from }
}

/// Words as titles are compared by: letters and digits in lower case.
fn words_of(text: &str) -> Vec<String> {
    let apart = |letter: char| !letter.is_alphanumeric() && !is_joint(letter) && !is_mark(letter);
    text.split(apart).map(folded).filter(|word| !word.is_empty()).collect()
}

/// What is within a word without being heard: apostrophes and soft hyphens.
fn is_joint(letter: char) -> bool {
    matches!(letter, '\'' | '’' | '‘' | '\u{ad}' | '\u{200b}' | '\u{200c}' | '\u{200d}')
}

/// Vowel signs of Indian scripts, which are no letters of their own.
fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}' | '\u{900}'..='\u{dff}' | '\u{e31}'..='\u{e4e}')
}

fn stated(tags: &Tags<'_>, article: Option<&Record>) -> Vec<Candidate> {
    let of_record = |key: &str| article.and_then(|article| title_text(article.get(key)?));
    let mut candidates = Vec::new();
    let mut add = |text: Option<&str>, from| candidates.extend(text.map(|text| candidate(text, from)));
    add(of_record("headline").as_deref(), From::Record);
    add(of_record("name").as_deref(), From::RecordName);
    add(tags.first(&["ogtitle", "twittertitle"]), From::Social);
    add(tags.title.as_deref(), From::Tag);
    let others = ["headline", "parselytitle", "sailthrutitle", "cxenseparsetitle", "dctitle", "dctermstitle"];
    for name in others.into_iter().chain(["citationtitle", "title"]) {
        add(tags.first(&[name]), From::Other);
    }
    candidates
}

/// The heading that is the headline: one that another title agrees with, else the first of any length.
fn find_heading(tags: &Tags<'_>, stated: &[Candidate], sites: &[String]) -> Option<(usize, String)> {
    let is_heading = |element: &ElementRef<'_>| {
        let is_headline = element.value().attr("itemprop").is_some_and(|property| has_word(property, "headline"));
        element.value().name() == "h1" || (is_headline && element.value().name() != "meta")
    };
    let numbered = tags.elements.iter().enumerate().filter(|(_, element)| is_heading(element)).take(40);
    let headings = numbered.map(|(at, element)| (at, *element, text_without(*element, is_kicker)));
    let headings =
        headings.filter(|(.., text)| !words_of(text).is_empty() && !is_site(text, sites)).collect::<Vec<_>>();
    let agrees = |text: &str| {
        let words = words_of(text);
        stated.iter().any(|title| {
            title.words == words
                || (words.len() > 2 && (title.words.starts_with(&words) || title.words.ends_with(&words)))
        })
    };
    let likeliest = headings
        .iter()
        .find(|(.., text)| agrees(text))
        .or_else(|| headings.iter().find(|(_, element, _)| !is_around_article(*element, None)));
    likeliest.map(|(at, _, text)| (*at, text.clone()))
}

/// Whether an element within a heading is a kicker, or hidden.
fn is_kicker(element: ElementRef<'_>) -> bool {
    let is_hidden = element.value().attr("aria-hidden") == Some("true");
    is_hidden || words_of_marks(element).iter().any(|word| says_beside_headline(word))
}

/// What stands between a headline and the name of its site.
const SEPARATORS: &[char] = &['|', '-', '–', '—', '·', '•', '›', '»', '«', ':', 'ㅣ', '*', '~', '/', '｜', '_', '<'];

/// The headline without the names of sites and sections at its end, and of a site at its beginning.
fn without_site(title: &str, sites: &[String]) -> String {
    let mut rest = title.trim();
    while let Some((head, separator, tail)) = split_last(rest) {
        if !is_site(tail, sites) {
            break;
        }
        rest = head;
        // Before the site's name its section may stand, behind the same mark or a bar.
        if let Some((shorter, mark, section)) = split_last(rest) {
            let words_max = if mark == '|' { 3 } else { usize::from(mark == separator && mark != ':') };
            if section.split_whitespace().count() <= words_max && shorter.split_whitespace().nth(2).is_some() {
                rest = shorter;
            }
        }
    }
    let first =
        rest.split_once(['|', ':', '-', '–']).filter(|(head, tail)| is_site(head, sites) && !tail.trim().is_empty());
    first.map_or(rest, |(_, tail)| tail.trim()).to_owned()
}

/// A title before and behind its last separator that stands between blanks (or is one that stands nowhere else).
fn split_last(title: &str) -> Option<(&str, char, &str)> {
    let is_free = |at: usize, mark: char| {
        let before = title[..at].chars().next_back().is_some_and(char::is_whitespace);
        let behind = title[at + mark.len_utf8()..].chars().next().is_some_and(char::is_whitespace);
        (before && behind) || matches!(mark, '|' | 'ㅣ' | '｜') || (mark == ':' && behind)
    };
    let (at, mark) = title.char_indices().rev().find(|(at, mark)| SEPARATORS.contains(mark) && is_free(*at, *mark))?;
    let (head, tail) = (title[..at].trim(), title[at + mark.len_utf8()..].trim());
    (!head.is_empty() && !tail.is_empty()).then_some((head, mark, tail))
}

/// Whether a text is the name of the site, or its domain.
pub(super) fn is_site(text: &str, sites: &[String]) -> bool {
    let name = folded(text);
    let is_domain = || {
        let text = text.trim();
        !text.contains(char::is_whitespace)
            && text.rsplit_once('.').is_some_and(|(host, end)| {
                host.len() > 1 && (2..=4).contains(&end.len()) && end.bytes().all(|byte| byte.is_ascii_lowercase())
            })
    };
    !name.is_empty() && (sites.iter().any(|site| is_same_site(&name, site)) || is_domain())
}

/// Whether two names, folded, are of one site: `dernewsbote` and `newsbote`.
fn is_same_site(name: &str, site: &str) -> bool {
    let (shorter, longer) = if name.len() < site.len() { (name, site) } else { (site, name) };
    shorter == longer || (shorter.len() >= 4 && shorter.len() * 2 >= longer.len() && longer.contains(shorter))
}

/// Gives a title that was cut (`The mayor says that the new bri…`) the text of one that begins like it.
fn complete_what_is_cut(candidates: &mut [Candidate]) {
    let whole = |text: &str| !text.ends_with(['…', '.']);
    let longer =
        candidates.iter().filter(|other| whole(&other.text)).map(|other| (other.words.clone(), other.text.clone()));
    let longer = longer.collect::<Vec<_>>();
    for candidate in candidates.iter_mut() {
        if !candidate.text.ends_with('…') && !candidate.text.ends_with("...") {
            continue;
        }
        // The last word may be cut too.
        let kept = &candidate.words[..candidate.words.len().saturating_sub(1)];
        let goes_on = |text: &str| !goes_on_behind_separator(text, candidate.words.len());
        let begins = |words: &[String]| kept.len() > 2 && words.len() > kept.len() && words.starts_with(kept);
        let found = longer.iter().find(|(words, text)| begins(words) && goes_on(text));
        if let Some((words, text)) = found {
            (candidate.words, candidate.text) = (words.clone(), text.clone());
        }
    }
}

/// Cuts what one title has behind another whole one and a separator: `X - Samastipur News` where the heading is `X`.
fn shorten_by_each_other(candidates: &mut [Candidate]) {
    let shorter = candidates.iter().map(|candidate| (candidate.words.clone(), candidate.text.clone(), candidate.from));
    // A heading of one word is a section's.
    let is_whole =
        |words: &[String], from| from != From::Tag && words.len() > if from == From::Heading { 1 } else { 2 };
    let shorter = shorter.filter(|(words, _, from)| is_whole(words, *from)).collect::<Vec<_>>();
    for candidate in candidates.iter_mut() {
        let longest = shorter
            .iter()
            .filter(|(words, ..)| words.len() < candidate.words.len() && candidate.words.starts_with(words))
            .filter(|(words, ..)| goes_on_behind_separator(&candidate.text, words.len()))
            .max_by_key(|(words, ..)| words.len());
        if let Some((words, text, _)) = longest {
            (candidate.words, candidate.text) = (words.clone(), text.clone());
        }
    }
}

/// Whether a separator stands behind so many words of a title.
fn goes_on_behind_separator(title: &str, words: usize) -> bool {
    title.char_indices().any(|(at, mark)| {
        SEPARATORS.contains(&mark) && mark != ':' && mark != '/' && words_of(&title[..at]).len() == words
    })
}

/// Where one title is another with a kicker before it (`Asylum: X`), both are taken for the one without it, unless the
/// record of the article has the kicker too and only the page's heading does without: there the kicker belongs to it.
fn drop_kickers(candidates: &mut [Candidate]) {
    let of = |from: From| candidates.iter().find(|candidate| candidate.from == from);
    let record = of(From::Record).map(|candidate| candidate.words.clone());
    let bare = [From::Social, From::Heading, From::Record].into_iter().filter_map(of).find(|bare| {
        let has_kicker = |title: &Candidate| has_kicker_before(title, &bare.words);
        let others = candidates.iter().filter(|other| other.from < From::RecordName && has_kicker(other));
        let is_all_there_is = bare.from != From::Heading || record.as_ref().is_none_or(|record| *record == bare.words);
        bare.words.len() > 2 && is_all_there_is && others.count() > 0
    });
    let Some((words, text)) = bare.map(|bare| (bare.words.clone(), bare.text.clone())) else { return };
    for candidate in candidates.iter_mut().filter(|candidate| has_kicker_before(candidate, &words)) {
        (candidate.words, candidate.text) = (words.clone(), text.clone());
    }
}

/// Whether a title is a few words, a colon or dash, and then these words. In a heading the kicker may stand on a line
/// of its own, without a mark.
fn has_kicker_before(title: &Candidate, words: &[String]) -> bool {
    let all = words_of(&title.text);
    let kicker = all.len().saturating_sub(words.len());
    (1..=6).contains(&kicker) && all.ends_with(words) && {
        let text = &title.text;
        let marks = text.char_indices().filter(|(_, mark)| matches!(mark, ':' | '|' | '-' | '–' | '—' | '•' | '+'));
        title.from == From::Heading || marks.map(|(at, _)| words_of(&text[..at]).len()).any(|before| before == kicker)
    }
}

/// A heading that no other title has a word of is the name of a site or section, where there is a `<title>` of some
/// words.
fn drop_banner(candidates: &mut Vec<Candidate>) {
    let is_long = |other: &Candidate| other.words.len() > 2;
    let heading =
        candidates.iter().find(|candidate| candidate.from == From::Heading).map(|heading| heading.words.clone());
    let Some(heading) = heading else { return };
    let mut others = candidates.iter().filter(|candidate| candidate.from != From::Heading).peekable();
    let is_alone = others.peek().is_some()
        && others.all(|other| is_long(other) && !other.words.iter().any(|word| heading.contains(word)));
    if is_alone {
        candidates.retain(|candidate| candidate.from != From::Heading);
    }
}

/// The text of the title that most agree on; where there are several, of the most trusted.
fn elect(candidates: &[Candidate]) -> Option<String> {
    let weight = |words: &[String]| {
        candidates.iter().filter(|candidate| candidate.words == words).map(|candidate| candidate.from.weight()).sum()
    };
    let best: u32 = candidates.iter().map(|candidate| weight(&candidate.words)).max()?;
    let elected = candidates.iter().filter(|candidate| weight(&candidate.words) == best);
    let first = elected.min_by_key(|candidate| candidate.from)?;
    // The record's own characters are the surest: pages put marks for line breaks into their headings.
    let same = candidates.iter().filter(|candidate| candidate.words == first.words);
    same.min_by_key(|candidate| (candidate.from != From::Record, candidate.from)).map(|same| same.text.clone())
}

/// The names of the site, folded, so that titles and bylines can be told from them.
pub(super) fn site_names<'a>(
    tags: &'a Tags<'_>,
    stated: impl Iterator<Item = &'a str>,
    url: Option<&'a str>,
) -> Vec<String> {
    let names =
        ["ogsitename", "applicationname", "publisher", "dcpublisher", "dctermspublisher", "sitename", "twittersite"];
    // Some pages take their headline for the name of the application.
    let is_headline = |name: &str| tags.first(&["ogtitle"]) == Some(name) || tags.title.as_deref() == Some(name);
    let metas = names.iter().flat_map(|name| tags.all(name)).filter(|name| !name.contains("://") && !is_headline(name));
    let host = url.and_then(host_of).unwrap_or_default();
    let labels = host.split('.').filter(|label| label.len() > 3 && !matches!(*label, "news" | "html"));
    let all = metas.chain(stated).chain([host]).chain(labels);
    let mut folded_names = all.map(folded).chain(banner_name(tags)).filter(|name| name.len() > 1).collect::<Vec<_>>();
    folded_names.sort_unstable();
    folded_names.dedup();
    folded_names
}

/// The name of the site, where a heading and the shorter part of the `<title>` both are it, and another heading is the
/// longer: `Bay Daily: Fire at the old port` above `The Bay Daily` and `Fire at the old port`.
fn banner_name(tags: &Tags<'_>) -> Option<String> {
    let title = tags.title.as_deref().filter(|title| title.len() <= TITLE_BYTES_MAX)?;
    let (first, last) = (title.split_once([':', '|', '-', '–', '—']), split_last(title));
    let parts = [first, last.map(|(rest, _, name)| (name, rest))];
    let headings = tags.elements.iter().filter(|element| matches!(element.value().name(), "h1" | "h2" | "h3")).take(40);
    let headings = headings.map(|heading| (heading.value().name(), folded(&text_without(*heading, |_| false))));
    let headings = headings.filter(|(_, text)| !text.is_empty()).collect::<Vec<_>>();
    let parts = parts.into_iter().flatten().filter(|(name, rest)| words_of(rest).len() > words_of(name).len());
    let parts = parts.filter(|(_, rest)| headings.iter().any(|(_, heading)| *heading == folded(rest)));
    let names = parts.map(|(name, _)| folded(name)).filter(|name| !name.is_empty()).collect::<Vec<_>>();
    let mut banners = headings.iter().filter(|(tag, _)| *tag == "h1").map(|(_, heading)| heading);
    banners.find(|heading| names.iter().any(|name| is_same_site(heading, name))).cloned()
}

/// The host of an address, without `www.`.
pub(super) fn host_of(url: &str) -> Option<&str> {
    let host = url.split_once("://")?.1.split(['/', '?', '#', ':']).next()?;
    Some(host.strip_prefix("www.").unwrap_or(host))
}

/// The names of publishers in a record.
pub(super) fn publisher_names(record: &Record) -> impl Iterator<Item = &str> {
    let publishers = record.get("publisher").into_iter();
    publishers
        .flat_map(|value| value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice))
        .filter_map(|value| value.as_str().or_else(|| value.get("name").and_then(Value::as_str)))
}
