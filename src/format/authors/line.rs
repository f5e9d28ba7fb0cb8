//! Reads a line that names authors: `By Ana Novak in Vienna and Yusuf Demir (AFP)` is Ana Novak and Yusuf Demir.

use super::author::{Author, NAMES_MAX};
use super::label::without_label;
use super::plain::{plain, without_addresses, without_asides};
use super::shape::{is_full_name, is_hangul, is_name_of_east};
use super::words::{
    Joint, ROLES_BEHIND, begins_job, begins_place, is_agency_or_role, is_body, is_particle, is_placeholder, is_suffix,
    joint_of,
};
use crate::date::is_calendar_word;

/// Whom a line names. Labels, places, jobs, dates and addresses around the names are left out, and agencies and roles
/// where people are named. A comma parts names only where what is before it is a full one, so that `Petrova, Anna` stays
/// one.
pub(in crate::format) fn of_line(line: &str) -> Vec<Author> {
    let mut authors = Vec::new();
    for piece in plain(line).split(is_separator) {
        for piece in split_at_dots(piece) {
            if authors.len() < NAMES_MAX {
                authors.extend(of_piece(&without_asides(without_label(piece.trim()))));
            }
        }
    }
    authors.truncate(NAMES_MAX);
    if authors.iter().any(|author| author.is_person() && is_full_name(&author.name)) {
        authors.retain(Author::is_person);
    }
    authors
}

/// What stands between names and in none.
fn is_separator(letter: char) -> bool {
    matches!(letter, ';' | '；' | '|' | '•' | '、' | '\n')
}

/// Parts a line at dots of half height that stand apart, or between two Korean names. Within a word they are of it, as in
/// Catalan.
fn split_at_dots(text: &str) -> Vec<&str> {
    let is_apart = |at: usize| {
        let (before, behind) = (&text[..at], &text[at + '·'.len_utf8()..]);
        let touches = |is: fn(char) -> bool| {
            [before.chars().next_back(), behind.chars().next()].map(|letter| letter.is_none_or(is))
        };
        touches(char::is_whitespace).contains(&true) || touches(is_hangul) == [true, true]
    };
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, dot) in text.match_indices('·') {
        if is_apart(at) {
            parts.push(&text[start..at]);
            start = at + dot.len();
        }
    }
    parts.push(&text[start..]);
    parts
}

/// The authors of a piece of a line between two separators.
fn of_piece(piece: &str) -> Vec<Author> {
    let parts = split_at_joints(piece, |_| true);
    let names = parts.iter().flat_map(|part| split_at_commas(part)).flat_map(|part| split_at_strokes(&part));
    names.filter_map(|name| clean(&name)).map(Author::by_words).collect()
}

/// How many words before and behind a joint are looked at: those of a name, and one more.
const WORDS_AROUND_JOINT: usize = 8;

/// Parts a text at the words between two names, as far as they are `meant`.
pub(super) fn split_at_joints(text: &str, meant: impl Fn(Joint) -> bool) -> Vec<String> {
    let words = text.split_whitespace().collect::<Vec<_>>();
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, word) in words.iter().enumerate() {
        let Some(joint) = joint_of(word).filter(|joint| meant(*joint)) else { continue };
        let (before, behind) = (&words[start..at], &words[at + 1..]);
        // `von und zu Guttenberg` is one name.
        let parts_names = match (before.last(), joint.is_weak) {
            (None, _) => false,
            (Some(last), false) => !is_particle(last),
            (Some(_), true) => ends_with_name(before) && begins_with_name(behind),
        };
        if parts_names && !behind.is_empty() {
            parts.push(before.join(" "));
            start = at + 1;
        }
    }
    parts.push(words[start..].join(" "));
    parts
}

/// Whether the words before a joint, from the last comma on, are a full name.
fn ends_with_name(words: &[&str]) -> bool {
    let words = &words[words.len().saturating_sub(WORDS_AROUND_JOINT)..];
    let start = words.iter().rposition(|word| word.ends_with(',')).map_or(0, |at| at + 1);
    is_full_name(&words[start..].join(" "))
}

/// Whether the words behind a joint, up to the next comma or joint, are a full name.
fn begins_with_name(words: &[&str]) -> bool {
    let words = &words[..words.len().min(WORDS_AROUND_JOINT)];
    let is_end = |word: &&str| joint_of(word).is_some() || word.starts_with('(') || begins_place(word);
    let end = words.iter().position(is_end).unwrap_or(words.len());
    let end = words[..end].iter().position(|word| word.ends_with(',')).map_or(end, |at| at + 1);
    is_full_name(words[..end].join(" ").trim_end_matches([',', '.']))
}

/// Parts a text at its commas where the parts are names; agencies and roles are left out where there are others. Where
/// the first part is a full name and what follows is none, such as a job, only the names are kept.
fn split_at_commas(text: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    for part in text.split([',', '，', '،']).map(str::trim).filter(|part| !part.is_empty()) {
        match parts.last_mut() {
            Some(last) if is_suffix(part) => *last = format!("{last}, {part}"),
            _ => parts.push(part.to_owned()),
        }
    }
    if parts.iter().all(|part| is_agency_or_role(part)) {
        return parts;
    }
    parts.retain(|part| !is_agency_or_role(part));
    let is_full = |part: &String| part.contains(' ') || is_name_of_east(part);
    let is_name = |part: &String| is_full_name(without_suffix(part));
    match parts.first() {
        Some(first) if is_name(first) => {
            if !parts.iter().all(is_name) {
                parts.retain(|part| is_name(part) && !is_body(part));
            }
            parts
        }
        Some(_) if parts.len() > 1 && !parts.iter().all(is_full) => vec![parts.join(", ")],
        _ => parts,
    }
}

fn without_suffix(name: &str) -> &str {
    name.split_once(", ").map_or(name, |(name, _)| name)
}

/// Parts `Ana Novak/dpa` at its strokes.
fn split_at_strokes(text: &str) -> Vec<String> {
    match text.split_once('/') {
        Some((first, _)) if is_full_name(first.trim()) => {
            text.split('/').map(str::trim).filter(|part| !is_agency_or_role(part)).map(str::to_owned).collect()
        }
        _ => vec![text.to_owned()],
    }
}

/// The longest name on a line, in words; what is longer is a sentence.
const WORDS_MAX: usize = 8;

/// A name without the label, job, place and date around it; `None` where nothing of a name is left.
fn clean(name: &str) -> Option<String> {
    let name = without_addresses(without_label(name));
    let mut words = name.split_whitespace().collect::<Vec<_>>();
    without_role_behind(&mut words);
    let is_number = |word: &&str| word.contains(|letter: char| letter.is_ascii_digit());
    if let Some(end) = words.iter().skip(1).position(is_number) {
        words.truncate(end + 1);
        while (words.len() > 2 || is_agency_or_role(words[0]))
            && words.last().is_some_and(|last| is_calendar_word(last))
        {
            words.pop();
        }
    }
    let is_desk = words.last().is_some_and(|word| word.eq_ignore_ascii_case("staff"));
    let begins_tail = |word: &&str| begins_place(word) || (!is_desk && begins_job(word));
    if let Some(end) = words.iter().skip(2).position(begins_tail) {
        words.truncate(end + 2);
    }
    let name = words.join(" ");
    let name = name.trim_matches([',', '-', '–', '—', ':', ' ', '"', '/']).trim();
    let is_sentence = words.len() > WORDS_MAX || name.ends_with(['!', '?']);
    let letters = name.chars().filter(|letter| letter.is_alphabetic()).count();
    (letters > 1 && !is_sentence && !is_placeholder(name)).then(|| name.to_owned())
}

/// Takes `기자` and its like off a name, be they a word or the end of one.
pub(super) fn without_role_behind(words: &mut Vec<&str>) {
    while words.len() > 1 && words.last().is_some_and(|last| ROLES_BEHIND.contains(last)) {
        words.pop();
    }
    if let [word] = words.as_mut_slice()
        && let Some(name) = ROLES_BEHIND.iter().find_map(|role| word.strip_suffix(role))
        && is_name_of_east(name)
    {
        *word = name;
    }
}
