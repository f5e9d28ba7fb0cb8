//! What is said of a name once and clearly holds for the whole text: names that are written alike get one kind, and a surname
//! that stands alone is its bearer's.

use std::collections::HashMap;

use super::document::Document;
use super::hash::{self, Passed};
use super::label::OUTSIDE;
use super::tokens::Token;
use super::words::{PARTICLES, Words};
use super::{EntityKind, Tagged};

/// Another kind must be so much more probable over the whole text before a name changes to it.
const ADVANTAGE_MIN: f32 = 1.3;

/// How much a full name says about its surname alone, beside the places where that stands alone itself.
const FULL_NAME_SHARE: f32 = 0.6;

/// A surname is taken from full names that are at least so probable.
const CERTAIN: f32 = 0.75;

/// How probable a mention is taken to be that was found by its surname alone.
const BY_SURNAME: f32 = 0.5;

/// What a text says of one spelling: the sum of the probabilities of each kind.
type Votes = [f32; 3];

/// Gives names that are written alike the kind that the text as a whole gives them.
pub(super) fn agree(texts: &[&str], tagged: &mut [Tagged]) {
    if tagged.len() < 2 {
        return;
    }
    let mut votes: HashMap<u64, Votes, Passed> = HashMap::default();
    for name in tagged.iter() {
        let text = &texts[name.text][name.start..name.end];
        votes.entry(key(text)).or_default()[name.kind as usize] += name.probability;
        if let Some(surname) = surname(text).filter(|_| name.kind == EntityKind::Person) {
            votes.entry(key(surname)).or_default()[name.kind as usize] += name.probability * FULL_NAME_SHARE;
        }
    }
    for name in tagged {
        let votes = votes[&key(&texts[name.text][name.start..name.end])];
        let best = (0..votes.len()).max_by(|left, right| votes[*left].total_cmp(&votes[*right])).unwrap_or(0);
        if votes[best] > votes[name.kind as usize] * ADVANTAGE_MIN {
            name.kind = EntityKind::ALL[best];
        }
    }
}

/// Surnames of people whom the text names in full, where they stand alone and no name was seen. `labels` are those of all
/// tokens, `text_of` tells the text of a token's place.
pub(super) fn surnames_alone(
    texts: &[&str],
    tagged: &[Tagged],
    document: &Document,
    words: &Words,
    tokens: &[Token],
    labels: &[u8],
    text_of: impl Fn(usize) -> usize,
) -> Vec<Tagged> {
    let mut surnames: Vec<u64> = Vec::new();
    for name in tagged.iter().filter(|name| name.kind == EntityKind::Person && name.probability >= CERTAIN) {
        surnames.extend(surname(&texts[name.text][name.start..name.end]).map(key));
    }
    if surnames.is_empty() {
        return Vec::new();
    }
    surnames.sort_unstable();
    let mut found = Vec::new();
    for stretch in &document.stretches {
        let sentence = document.sentences[stretch.sentence];
        let is_capitalized = |place: Option<usize>| {
            let place = place.filter(|place| (sentence.from..sentence.to).contains(place));
            place.is_some_and(|place| words.get(document.words[place]).is_capitalized)
        };
        for place in stretch.from..stretch.to {
            let alone = labels[place] == OUTSIDE
                && is_capitalized(Some(place))
                && !is_capitalized(place.checked_sub(1).filter(|before| *before > sentence.from))
                && !is_capitalized(Some(place + 1))
                && (place > sentence.from || document.stands_inside(place))
                && !document.stands_small(place);
            let text = text_of(place);
            if alone && surnames.binary_search(&key(tokens[place].of(texts[text]))).is_ok() {
                let (start, end) = (tokens[place].start as usize, tokens[place].end as usize);
                found.push(Tagged { text, start, end, kind: EntityKind::Person, probability: BY_SURNAME });
            }
        }
    }
    found
}

/// Words that end a name and are no surname, or are more often something else.
const NO_SURNAMES: &[&str] = &[
    "jr",
    "sr",
    "iii",
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

/// The last word of a name of several, where it is a surname: behind another name or a particle, as in `Anna Petrova` and
/// `Edwin van der Sar`, not in `Alexander the Great` and `Prince of Wales`.
fn surname(text: &str) -> Option<&str> {
    let mut words = text.rsplit(char::is_whitespace);
    let (last, before) = (words.next()?, words.next()?);
    let stands_behind_a_name = before.starts_with(char::is_uppercase) || PARTICLES.contains(&before);
    let is_surname = last.chars().nth(2).is_some()
        && last.contains(char::is_uppercase)
        && !NO_SURNAMES.iter().any(|word| word.eq_ignore_ascii_case(last.trim_end_matches('.')));
    (stands_behind_a_name && is_surname).then_some(last)
}

/// Letters and digits alone, in small letters.
fn key(text: &str) -> u64 {
    let letters: String = text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    hash::word(&letters)
}
