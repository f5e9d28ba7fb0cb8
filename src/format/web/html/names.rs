//! The names on a line that names authors.
//!
//! In: `By Ana Novak in Vienna and Yusuf Demir (AFP)`, as it stands in a tag or is printed. Out: `Ana Novak`, `Yusuf
//! Demir`. Job titles, places, addresses, dates and what leads to the names are left out.

use super::authors::NAMES_MAX;
use crate::date::is_calendar_word;
use crate::format::byline::{is_no_author, split_authors};
use crate::format::markup::{decode_references, strip_tags};

/// The names on a line that have the form of a person's.
pub(super) fn people_in(text: &str) -> Vec<String> {
    names_in(text).into_iter().filter(|name| is_name(name)).collect()
}

/// The names on a line, without what is around them.
pub(super) fn names_in(line: &str) -> Vec<String> {
    let line = &line[..line.floor_char_boundary(LINE_BYTES_MAX)];
    let line = if line.contains('<') { strip_tags(line) } else { decode_references(line) };
    let line = strip_lead(line.trim());
    let parts = line.split(['|', '•', '·', ';', '\n']).map(str::trim).filter(|part| !part.is_empty());
    let names = parts.flat_map(|part| split_line(&without_parentheses(part))).filter_map(|name| clean_name(&name));
    names.take(NAMES_MAX).collect()
}

/// The longest line that is looked at, in bytes.
pub(super) const LINE_BYTES_MAX: usize = 1000;

/// Takes a line apart at `and` and commas. Where the first part is a name and what follows no name, such as a job, only
/// names are kept.
fn split_line(line: &str) -> Vec<String> {
    let parts = line.split(',').map(str::trim).filter(|part| !part.is_empty()).collect::<Vec<_>>();
    let first = parts.first().copied().unwrap_or_default();
    if parts.len() < 2 || !is_name(first) {
        return split_authors(line).iter().flat_map(|name| split_at_joint(name)).collect();
    }
    let all_are = parts.iter().all(|part| is_name(part));
    let names = parts.iter().flat_map(|part| split_authors(part));
    let names = names.flat_map(|name| split_at_joint(&name));
    names.filter(|name| all_are || (is_name(name) && !is_office(name))).collect()
}

/// Takes two names apart that a joint of another language stands between, or a stroke. What is one name with a joint in
/// it, as Spanish ones have, has a single word on one side.
fn split_at_joint(text: &str) -> Vec<String> {
    for joint in [" y ", " e ", " en ", " og ", " och ", " i ", " with ", " mit ", " avec ", " con ", " + ", "/"] {
        if let Some((first, second)) = text.split_once(joint) {
            let (first, second) = (first.trim(), second.trim());
            if is_name(first) && (is_name(second) || joint == "/") {
                return std::iter::once(first.to_owned()).chain(split_at_joint(second)).collect();
            }
        }
    }
    vec![text.to_owned()]
}

/// Whether a text has the form of a person's name: two to five words that begin with a capital (or have none, as in
/// Korean), particles aside.
pub(super) fn is_name(text: &str) -> bool {
    let words = text.split_whitespace().collect::<Vec<_>>();
    let is_part = |word: &&str| {
        let first = word.chars().next().unwrap_or(' ');
        PARTICLES.contains(word) || (first.is_alphabetic() && !first.is_lowercase())
    };
    is_name_of_one_word(text)
        || (2..=6).contains(&words.len())
            && !text.contains(|letter: char| letter.is_ascii_digit() || matches!(letter, '@' | '/' | ':'))
            && words.iter().all(is_part)
        || words.len() > 2 && words.iter().any(|word| JOINTS.contains(word)) && text.split_whitespace().count() < 9
}

/// Whether a text is a name as Chinese, Japanese and Korean write them: two to four characters.
fn is_name_of_one_word(text: &str) -> bool {
    let is_of_east = |letter: char| matches!(letter, '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}');
    (2..=4).contains(&text.chars().count()) && text.chars().all(is_of_east)
}

/// Words between the names of two people.
const JOINTS: &[&str] = &["and", "und", "et", "y", "e", "en", "og", "och", "i", "&"];

/// Words within names that have no capital.
const PARTICLES: &[&str] = &[
    "de", "del", "della", "di", "da", "dos", "das", "do", "du", "la", "le", "van", "von", "der", "den", "ter", "ten",
    "zu", "zum", "al", "el", "bin", "ibn", "ben", "af", "av", "und", "and", "et", "y", "e",
];

/// Takes `By`, `Written by`, `Autor:` and what else leads to a name off the beginning of a line.
fn strip_lead(line: &str) -> &str {
    const LEADS: &[&str] = &[
        "written by",
        "posted by",
        "published by",
        "reporting by",
        "story by",
        "geschrieben von",
        "verfasst von",
        "ein artikel von",
        "escrito por",
        "publié par",
        "écrit par",
        "scritto da",
        "pubblicato da",
        "geschreven door",
        "by",
        "von",
        "par",
        "por",
        "door",
        "di",
        "af",
        "av",
        "text",
        "foto",
        "autor",
        "autoren",
        "autorin",
        "author",
        "authors",
        "auteur",
        "autore",
        "автор",
        "автори",
        "авторы",
        "reporter",
    ];
    let lower = line.to_lowercase();
    for lead in LEADS {
        let Some(rest) = lower.strip_prefix(lead) else { continue };
        let is_word = rest.starts_with([' ', ':', '\u{a0}']) && lower.len() == line.len();
        // `Di Stefano` and `Von der Leyen` are names; a lead is a lead where a name is left behind it.
        let behind = line.get(lead.len()..).unwrap_or_default().trim_start_matches([' ', ':', '\u{a0}']);
        let is_lead = rest.starts_with(':') || behind.split_whitespace().count() > 1;
        if is_word && is_lead && !behind.is_empty() {
            return behind;
        }
    }
    line
}

/// A line without what stands in parentheses: initials, agencies, pronouns.
fn without_parentheses(line: &str) -> String {
    let mut depth = 0_usize;
    line.chars()
        .filter(|letter| match letter {
            '(' | '[' => {
                depth += 1;
                false
            }
            ')' | ']' => {
                depth = depth.saturating_sub(1);
                false
            }
            _ => depth == 0,
        })
        .collect()
}

/// A name without what is not part of it; `None` where nothing of a name is left.
pub(super) fn clean_name(name: &str) -> Option<String> {
    let name = strip_lead(name.trim());
    let is_of_name = |word: &&str| !word.contains('@') && !word.contains("://") && !word.starts_with("www.");
    let words = name.split_whitespace().filter(is_of_name).collect::<Vec<_>>();
    let mut words = words.as_slice();
    // Korean and Japanese papers put `reporter` behind the name.
    while let [head @ .., "기자" | "記者" | "특파원" | "선임기자"] = words {
        words = head;
    }
    let is_number = |word: &&str| word.contains(|letter: char| letter.is_ascii_digit());
    if let Some(end) = words.iter().skip(1).position(is_number) {
        words = &words[..=end];
        while let [head @ .., last] = words
            && words.len() > 2
            && is_calendar_word(last)
        {
            words = head;
        }
    }
    let is_desk = words.last().is_some_and(|word| word.eq_ignore_ascii_case("staff"));
    if let Some(end) = words.iter().skip(2).position(|word| !is_desk && is_start_of_job(word)) {
        words = &words[..end + 2];
    }
    let name = words.join(" ");
    let name = name.trim_matches([',', '-', '–', '—', ':', ' ', '"', '/']).trim();
    let letters = name.chars().filter(|letter| letter.is_alphabetic()).count();
    let is_sentence = name.split_whitespace().count() > 8 || name.ends_with(['!', '?']);
    (letters > 1 && !is_sentence && !is_no_name(name)).then(|| name.to_owned())
}

/// What templates put where an author should be.
fn is_no_name(name: &str) -> bool {
    const NO_NAMES: &[&str] = &[
        "author",
        "authors",
        "by",
        "none",
        "null",
        "undefined",
        "unknown",
        "anonymous",
        "admin",
        "administrator",
        "root",
        "wordpress",
        "facebook",
        "twitter",
        "instagram",
        "contact",
        "follow",
        "email",
        "share",
        "view all posts",
        "user",
        "updated",
        "published",
        "guest",
        "default",
        "comments",
        "no author",
        "see more",
        "read more",
    ];
    let lower = name.to_lowercase();
    NO_NAMES.contains(&lower.as_str()) || lower.starts_with("http") || lower.starts_with("www.")
}

/// Whether a job or place begins at this word: `Anna Novak in Wien`, `Jan Kowalski for the Daily News`.
fn is_start_of_job(word: &str) -> bool {
    const STARTS: &[&str] = &[
        "in",
        "for",
        "at",
        "from",
        "aus",
        "für",
        "à",
        "pour",
        "para",
        "per",
        "til",
        "-",
        "–",
        "—",
        "is",
        "ist",
        "est",
        "reporter",
        "correspondent",
        "korrespondent",
        "korrespondentin",
        "staff",
        "senior",
        "chief",
        "published",
        "updated",
        "edited",
        "posted",
        "on",
        "last",
    ];
    STARTS.contains(&word.to_lowercase().as_str())
}

/// Words of which one tells that a name is that of a desk or agency.
const OFFICES: &[&str] = &[
    "redaktion",
    "redazione",
    "redacción",
    "redaccion",
    "redakcja",
    "redakce",
    "rédaction",
    "redaktionen",
    "newsroom",
    "news",
    "desk",
    "agency",
    "agencies",
    "agencia",
    "agence",
    "press",
    "presse",
    "prensa",
    "agentur",
    "staff",
    "admin",
    "editors",
    "editor",
    "editorial",
    "team",
    "webmaster",
    "developer",
    "online",
    "zeitung",
    "nachrichten",
    "media",
];

/// Whether a name is that of a desk or agency.
pub(super) fn is_office(name: &str) -> bool {
    is_no_author(name) || name.split([' ', '-', '/', '.']).any(|word| OFFICES.contains(&word.to_lowercase().as_str()))
}

/// Whether a line is the name of an agency and nothing else.
pub(super) fn is_agency(line: &str) -> bool {
    is_no_author(line) && !ROLES.iter().any(|role| line.to_lowercase().ends_with(role))
}

/// Endings of what is a role and names nobody.
const ROLES: &[&str] = &["staff", "writer", "reporter", "correspondent", "editor"];
