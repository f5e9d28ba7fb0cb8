//! A second pass over the words once all have been labelled: how the same word was labelled elsewhere in the text.
//!
//! The scores of the first pass stay; what is learned here is added to them. One thing is said of a name once and clearly (`the
//! Emperor Galawdewos`), and helps where nothing around it does (`Galawdewos died`). After Krishnan and Manning 2006, who
//! do this with a second tagger.

use super::document::Document;
use super::hash::pair;
use super::label::{OUTSIDE, Part, meaning};
use super::words::{Words, feature};
use crate::article::EntityKind;

/// How a word was labelled in the text with this number.
#[derive(Clone, Copy, Default)]
struct WordLabels {
    text_number: u32,
    /// Times outside any name, and in a name of each kind.
    times: [u16; 4],
    /// It ends, or begins, a person's name of several words.
    ends_full_name: bool,
    begins_full_name: bool,
}

/// The labels of one text after another, by the ids of words in small letters.
#[derive(Default)]
pub(super) struct DocumentLabels {
    of_words: Vec<WordLabels>,
    text_number: u32,
}

#[derive(Clone, Copy)]
enum Template {
    LabelAndOthers,
    OwnAndNeighbours,
    OwnAndBefore,
    OwnAndBehind,
    FullName,
    FullNameAndNeighbours,
}

/// So many other places make what they say strong.
const STRONG: u16 = 3;
/// What stands beyond a sentence, or begins with no capital.
const NOTHING: u64 = 0;

impl DocumentLabels {
    /// Takes in the labels of all tokens of a text.
    pub(super) fn gather(&mut self, document: &Document, words: &Words, labels: &[u8]) {
        self.text_number = self.text_number.wrapping_add(1).max(1);
        self.of_words.resize(words.len().max(self.of_words.len()), WordLabels::default());
        for span in &document.spans {
            let inside = span.from..span.to;
            for (id, label) in document.words[inside.clone()].iter().zip(&labels[inside]) {
                let word = words.get(*id);
                if !word.is_capitalized {
                    continue;
                }
                let word_labels = &mut self.of_words[word.lower_id as usize];
                if word_labels.text_number != self.text_number {
                    *word_labels = WordLabels { text_number: self.text_number, ..WordLabels::default() };
                }
                let times = &mut word_labels.times[number_of_kind(*label)];
                *times = times.saturating_add(1);
                match meaning(*label) {
                    Some((EntityKind::Person, Part::End)) => word_labels.ends_full_name = true,
                    Some((EntityKind::Person, Part::Begin)) => word_labels.begins_full_name = true,
                    _ => {}
                }
            }
        }
    }

    /// Forgets all, when the ids of words are no longer good.
    pub(super) fn clear(&mut self) {
        self.of_words.clear();
    }

    /// Hands over what a second pass sees of a token.
    pub(super) fn each_feature(
        &self,
        document: &Document,
        words: &Words,
        labels: &[u8],
        place: usize,
        take: &mut impl FnMut(u64),
    ) {
        use Template as T;
        let sentence = document.sentence(place);
        let of = |template: Template, value: u64| feature(template as u64, value);
        let seen = |there: Option<usize>| {
            let there = there.filter(|there| (sentence.from..sentence.to).contains(there));
            there.map_or(NOTHING, |there| self.seen(document, words, labels, there))
        };
        let (before, own, behind) = (seen(place.checked_sub(1)), seen(Some(place)), seen(Some(place + 1)));
        let word = words.get(document.words[place]);
        let word_labels = self.of_words.get(word.lower_id as usize).filter(|_| own != NOTHING);
        let Some(word_labels) = word_labels else {
            return;
        };
        let full = u64::from(word_labels.ends_full_name) + 2 * u64::from(word_labels.begins_full_name);
        let is_capital = |there: u64| u64::from(there != NOTHING);
        let neighbours = is_capital(before) * 2 + is_capital(behind);
        take(of(T::LabelAndOthers, pair(u64::from(labels[place]), own >> 2)));
        take(of(T::OwnAndNeighbours, pair(own, neighbours)));
        take(of(T::OwnAndBefore, pair(before, own)));
        take(of(T::OwnAndBehind, pair(own, behind)));
        take(of(T::FullName, pair(full, own)));
        take(of(T::FullNameAndNeighbours, pair(full * 4 + neighbours, own)));
    }

    /// The label of a token and what most other places of its word say, as one number.
    fn seen(&self, document: &Document, words: &Words, labels: &[u8], place: usize) -> u64 {
        let word = words.get(document.words[place]);
        let word_labels = self.of_words.get(word.lower_id as usize);
        let Some(word_labels) =
            word_labels.filter(|word_labels| word.is_capitalized && word_labels.text_number == self.text_number)
        else {
            return NOTHING;
        };
        let own = number_of_kind(labels[place]);
        let mut others = word_labels.times;
        others[own] = others[own].saturating_sub(1);
        let count: u16 = others.iter().fold(0, |sum, times| sum.saturating_add(*times));
        if count == 0 {
            return NOTHING;
        }
        let named = (1..others.len()).max_by_key(|kind| (others[*kind], std::cmp::Reverse(*kind))).unwrap_or(0);
        let most = if others[named] > 0 && others[named].saturating_mul(2) >= others[0] { named } else { 0 };
        let strong = usize::from(count >= STRONG);
        1 + (own + 4 * (most + 5 * strong)) as u64
    }
}

/// 0 outside any name, else 1 and up.
fn number_of_kind(label: u8) -> usize {
    if label == OUTSIDE { 0 } else { meaning(label).map_or(0, |(kind, _)| 1 + kind as usize) }
}
