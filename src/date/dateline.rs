//! Finds the date in the dateline with which an article of an agency begins.

use super::NewsDate;
use super::parse::{is_edge, parse_leading};

/// How far into a text a dateline can reach, in bytes. Agency datelines are under 100; the rest is room for long names.
const DATELINE_BYTES_MAX: usize = 240;

/// Finds the date in a dateline with which an article begins: `BEIRUT, July 11, 2022 (AP) —`, `LONDON, 12 March 1998
/// -`. Only a day with its year counts, between a place in capitals (or any place with an agency in brackets) and a
/// dash: ordinary prose that happens to name a date gives `None`.
pub fn parse_in_running_text(text: &str) -> Option<NewsDate> {
    let text = behind_leading_agency(text.trim_start());
    let head = &text[..text.floor_char_boundary(DATELINE_BYTES_MAX.min(text.len()))];
    let head = head.split('\n').next().unwrap_or(head);
    let head = head[..find_dash(head)?].trim_end();
    if !head.as_bytes().windows(4).any(|four| four.iter().all(u8::is_ascii_digit)) {
        return None;
    }
    let (head, agency) = split_agency(head);
    if let Some(agency) = agency
        && let Some(date) = whole_day(agency.trim_matches(is_edge))
    {
        return is_place(head, true).then_some(date);
    }
    let starts = head.char_indices().filter(|(at, first)| {
        let before = head[..*at].chars().next_back();
        first.is_alphanumeric() && before.is_none_or(|before| before.is_whitespace() || before == '(')
    });
    for (at, _) in starts {
        if let Some(date) = whole_day(head[at..].trim_end_matches([',', '.', ')', ' '])) {
            return is_place(head[..at].trim_end_matches(['(', ' ']), agency.is_none()).then_some(date);
        }
    }
    None
}

/// Where the first dash is that can end a dateline: a long one, or a hyphen between blanks.
fn find_dash(head: &str) -> Option<usize> {
    let long = head.find(['—', '–']);
    let short = [" - ", " -- "].iter().filter_map(|dash| head.find(dash)).min();
    let at_end = head.strip_suffix(" -").map(str::len);
    // The Spanish agencies close the bracket with `.-`.
    let behind_bracket = head.find(").-").map(|at| at + 1);
    [long, short, at_end, behind_bracket].into_iter().flatten().min()
}

/// Passes over an agency that stands before the place, `(ANSA) - ROMA, 11 LUG 2022 -`.
fn behind_leading_agency(text: &str) -> &str {
    let behind = text.strip_prefix('(').and_then(|inside| inside.split_once(')')).filter(|(agency, _)| {
        agency.len() <= 40
            && !agency.contains('\n')
            && agency.chars().filter(|letter| letter.is_uppercase()).count() > 1
    });
    let behind = behind.and_then(|(_, behind)| behind.trim_start_matches(' ').strip_prefix(['-', '–', '—']));
    behind.map_or(text, |behind| behind.trim_start_matches(['-', ' ']))
}

/// Takes a bracketed agency, `(AP)` or `/PRNewswire/`, off the end of a dateline.
fn split_agency(head: &str) -> (&str, Option<&str>) {
    for (open, close) in [('(', ')'), ('/', '/')] {
        let Some(inside) = head.strip_suffix(close) else { continue };
        if let Some(at) = inside.rfind(open) {
            return (inside[..at].trim_end(), Some(&inside[at + 1..]));
        }
    }
    (head, None)
}

/// A text that is a day with its year and nothing else.
fn whole_day(text: &str) -> Option<NewsDate> {
    let leading = parse_leading(text)?;
    leading.date.ok().filter(|date| date.day().is_some() && leading.end == text.len())
}

/// Whether this can be the place of a dateline: in capitals, or, beside an agency, with capitals at the head of each
/// word.
fn is_place(text: &str, in_capitals: bool) -> bool {
    let mut words = text.split([' ', ',', '/', '-']).filter(|word| !word.is_empty());
    let Some(first) = words.next() else { return false };
    let is_name = |word: &str| word.starts_with(|first: char| first.is_uppercase()) || is_small_word_of_names(word);
    let capitals =
        first.chars().filter(|letter| letter.is_uppercase()).count() > 1 && !first.contains(char::is_lowercase);
    let is_function_word = NO_PLACES.iter().any(|word| word.eq_ignore_ascii_case(first));
    text.len() <= 80 && !is_function_word && words.all(is_name) && if in_capitals { capitals } else { is_name(first) }
}

fn is_small_word_of_names(word: &str) -> bool {
    ["de", "la", "le", "of", "the", "al", "del", "sur", "am", "an", "der"].contains(&word)
}

/// Words in front of a date in prose that could pass for a place when a sentence begins with them.
const NO_PLACES: &[&str] = &[
    "on",
    "in",
    "by",
    "at",
    "since",
    "until",
    "till",
    "from",
    "after",
    "before",
    "the",
    "as",
    "between",
    "around",
    "about",
    "for",
    "and",
    "but",
    "le",
    "el",
    "am",
    "den",
    "il",
    "op",
    "em",
    "date",
    "dated",
    "updated",
    "published",
    "posted",
];
