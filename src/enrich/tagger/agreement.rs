//! What is said of a name once and clearly holds for the whole text: names that are written alike get one kind, and a name that
//! was missed in one place is found by what others say.

use std::collections::HashMap;

use super::document::{Case, Document};
use super::hash::{self, Passed};
use super::label::OUTSIDE;
use super::tagged::Tagged;
use super::tokens::Token;
use super::words::{PARTICLES, Words};
use crate::article::EntityKind;
use crate::date::is_calendar_word;

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

/// How firms call themselves behind their name.
const LEGAL_FORMS: &[&str] = &["inc", "corp", "co", "ltd", "llc", "plc", "gmbh", "ag", "nv", "spa"];

/// Gives names that are written alike the kind that the text as a whole gives them, and firms with a founder's name theirs.
pub(super) fn agree(texts: &[&str], tagged: &mut [Tagged]) {
    for name in tagged.iter_mut() {
        if name.kind == EntityKind::Person && is_firm(&texts[name.text][name.start..name.end]) {
            name.kind = EntityKind::Org;
        }
    }
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

/// Names that were missed and that the rest of the text knows: surnames of people whom it names in full, where they stand
/// alone; and in lines of capitals, which tell nothing of themselves, any name of one word. `labels` are those of all tokens,
/// `text_of` tells the text of a token's place.
pub(super) fn known_elsewhere(
    texts: &[&str],
    tagged: &[Tagged],
    document: &Document,
    words: &Words,
    tokens: &[Token],
    labels: &[u8],
    text_of: impl Fn(usize) -> usize,
) -> Vec<Tagged> {
    let known = Known::of(texts, tagged);
    if known.surnames.is_empty() && known.names.is_empty() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for span in &document.spans {
        let sentence = document.sentences[span.sentence];
        let in_capitals = sentence.case == Case::Capitals;
        let is_capitalized = |place: Option<usize>| {
            let place = place.filter(|place| (sentence.from..sentence.to).contains(place));
            place.is_some_and(|place| words.get(document.words[place]).is_capitalized)
        };
        let stands_alone = |place: usize| {
            !is_capitalized(place.checked_sub(1).filter(|before| *before > sentence.from))
                && !is_capitalized(Some(place + 1))
                && (place > sentence.from || document.stands_inside(place))
        };
        for place in span.from..span.to {
            let is_missed = labels[place] == OUTSIDE
                && is_capitalized(Some(place))
                && !document.stands_small(place)
                && (in_capitals || stands_alone(place));
            if !is_missed {
                continue;
            }
            let text = text_of(place);
            if let Some(kind) = known.kind(key(tokens[place].of(texts[text])), in_capitals) {
                let (start, end) = (tokens[place].start as usize, tokens[place].end as usize);
                found.push(Tagged { text, start, end, kind, probability: BY_SURNAME });
            }
        }
    }
    found
}

/// `Johnson & Johnson`, `Henry Schein Inc.`
fn is_firm(text: &str) -> bool {
    let last = text.rsplit(char::is_whitespace).next().filter(|last| last.len() < text.len());
    let form = last.map(|last| last.trim_end_matches('.'));
    text.contains(" & ") || form.is_some_and(|form| LEGAL_FORMS.iter().any(|known| known.eq_ignore_ascii_case(form)))
}

/// What a text names surely.
#[derive(Default)]
struct Known {
    /// Keys of the surnames of full names, ascending.
    surnames: Vec<u64>,
    /// Keys of names of one word, ascending, with their kind.
    names: Vec<(u64, EntityKind)>,
}

impl Known {
    fn of(texts: &[&str], tagged: &[Tagged]) -> Self {
        let mut known = Self::default();
        for name in tagged.iter().filter(|name| name.probability >= CERTAIN) {
            let text = &texts[name.text][name.start..name.end];
            if name.kind == EntityKind::Person {
                known.surnames.extend(surname(text).map(key));
            }
            if !text.contains(char::is_whitespace) && text.chars().nth(2).is_some() {
                known.names.push((key(text), name.kind));
            }
        }
        known.surnames.sort_unstable();
        known.names.sort_unstable();
        known
    }

    fn kind(&self, key: u64, in_capitals: bool) -> Option<EntityKind> {
        if self.surnames.binary_search(&key).is_ok() {
            return Some(EntityKind::Person);
        }
        let place = self.names.partition_point(|(name, _)| *name < key);
        let name = self.names.get(place).filter(|(name, _)| *name == key && in_capitals);
        name.map(|(_, kind)| *kind)
    }
}

/// What stands behind a surname and is none.
const GENERATIONS: &[&str] = &["jr", "sr", "iii"];

/// The last word of a name of several, where it is a surname: behind another name or a particle, as in `Anna Petrova` and
/// `Edwin van der Sar`, not in `Alexander the Great` and `Prince of Wales`. `May` is more often a month.
fn surname(text: &str) -> Option<&str> {
    let mut words = text.rsplit(char::is_whitespace);
    let (last, before) = (words.next()?, words.next()?);
    let stands_behind_a_name = before.starts_with(char::is_uppercase) || PARTICLES.contains(&before);
    let is_surname = last.chars().nth(2).is_some()
        && last.contains(char::is_uppercase)
        && !is_calendar_word(last)
        && !GENERATIONS.iter().any(|word| word.eq_ignore_ascii_case(last.trim_end_matches('.')));
    (stands_behind_a_name && is_surname).then_some(last)
}

/// Letters and digits alone, in small letters.
fn key(text: &str) -> u64 {
    let letters: String = text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    hash::word(&letters)
}
