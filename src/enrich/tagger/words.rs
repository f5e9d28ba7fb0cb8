//! The different words of the texts read so far, each with what is known of it alone.
//!
//! Most features of a token say something about one word: the token's own or a neighbour's. What these weigh together is
//! summed once for a word and each place it can stand in, and added wherever the word is met again.

use std::collections::HashMap;

use super::hash;
use super::lexicon::{Clusters, Lexicon};
use super::model::{Scores, Weights};

/// Places of a neighbour that features look at: two tokens before to two behind.
pub(super) const OFFSETS: usize = 5;
/// The place of the token itself among them.
pub(super) const HERE: usize = 2;

/// When so many words are known, all are forgotten: about 12 MB.
const WORDS_MAX: usize = 1 << 16;

/// Longest prefix and suffix that are features, in characters.
const AFFIX_LETTERS_MAX: usize = 5;

/// Templates of features about one word; those of [`super::features`] begin behind them.
mod template {
    pub(super) const BIAS: u64 = 0;
    pub(super) const EXACT: u64 = 1;
    pub(super) const LOWER: u64 = 2;
    pub(super) const SHAPE: u64 = 8;
    pub(super) const PREFIX: u64 = 14;
    pub(super) const SUFFIX: u64 = 20;
    pub(super) const CLUSTER: u64 = 26;
    pub(super) const CLUSTER_AND_SHAPE: u64 = 42;
}
/// The first template that is free.
pub(super) const TEMPLATES_OF_WORDS: u64 = 64;

/// A feature: a template and what fills it.
pub(super) fn feature(template: u64, value: u64) -> u64 {
    hash::pair(template, value)
}

/// Number of a word among those known.
pub(super) type WordId = u32;

/// One word.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is something a reader sees at once")]
pub(super) struct Word {
    exact: u64,
    /// Where its small letters stand among the texts of all words.
    text: (u32, u32),
    /// Where its sums stand, once they have been needed.
    sums: Option<u32>,
    pub(super) lower: u64,
    /// Id of the same word in small letters.
    pub(super) lower_id: WordId,
    pub(super) shape: u64,
    pub(super) clusters: Clusters,
    /// Letters of the gazetteer.
    pub(super) letters: u8,
    /// Begins with a capital letter.
    pub(super) is_capitalized: bool,
    /// Has a capital letter anywhere.
    pub(super) has_capital: bool,
    pub(super) has_small_letter: bool,
    pub(super) has_letter: bool,
    pub(super) has_digit: bool,
    pub(super) is_long: bool,
    /// A small word that stands in front of names and belongs to them: `van`, `al`.
    pub(super) is_particle: bool,
}

/// Small words in front of a capital that may begin a name.
pub(super) const PARTICLES: &[&str] = &[
    "al", "ad", "an", "ar", "as", "ash", "at", "az", "el", "ul", "bin", "ibn", "bint", "abu", "umm", "ben", "da",
    "dal", "das", "de", "del", "della", "den", "der", "di", "do", "dos", "du", "la", "le", "te", "ten", "ter", "van",
    "von", "vom", "zu", "zum", "zur", "af", "av", "y", "e", "d'", "st.", "o'",
];

/// The words known.
#[derive(Default)]
pub(super) struct Words {
    ids: HashMap<u64, WordId, hash::Passed>,
    known: Vec<Word>,
    /// What the features of a word weigh together at each offset, for the words that have stood beside a capital: most
    /// never do.
    sums: Vec<[Scores; OFFSETS]>,
    /// Small letters of all words.
    texts: String,
    lower: String,
    shape: String,
}

impl Words {
    /// Forgets all words if they have become too many, and says whether it did: ids given before are no longer good.
    pub(super) fn make_room(&mut self) -> bool {
        let is_full = self.known.len() >= WORDS_MAX;
        if is_full {
            self.ids.clear();
            self.known.clear();
            self.sums.clear();
            self.texts.clear();
        }
        is_full
    }

    /// The id of a word.
    pub(super) fn id(&mut self, text: &str, lexicon: &Lexicon) -> WordId {
        let exact = hash::word(text);
        if let Some(id) = self.ids.get(&exact) {
            return *id;
        }
        let mut word = self.read(text, exact, lexicon);
        let number = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
        if word.lower == exact {
            word.lower_id = number(self.known.len());
            let start = number(self.texts.len());
            self.texts.push_str(&self.lower);
            word.text = (start, number(self.texts.len()));
        } else {
            let lower = std::mem::take(&mut self.lower);
            word.lower_id = self.id(&lower, lexicon);
            word.text = self.known[word.lower_id as usize].text;
            self.lower = lower;
        }
        let id = number(self.known.len());
        self.ids.insert(exact, id);
        self.known.push(word);
        id
    }

    /// The word with an id.
    pub(super) fn get(&self, id: WordId) -> &Word {
        &self.known[id as usize]
    }

    /// How many words are known: ids are below.
    pub(super) fn len(&self) -> usize {
        self.known.len()
    }

    /// Sums up what the features of a word weigh, at each offset, if that has not been done.
    pub(super) fn sum_up(&mut self, id: WordId, weights: &Weights) {
        if self.known[id as usize].sums.is_some() {
            return;
        }
        let sums = std::array::from_fn(|offset| {
            let mut sum = Scores::default();
            self.each_feature(id, offset, &mut |feature| weights.add(feature, &mut sum));
            sum
        });
        self.known[id as usize].sums = u32::try_from(self.sums.len()).ok();
        self.sums.push(sums);
    }

    /// What the features of a word at an offset weigh together, once that has been summed up.
    pub(super) fn sum(&self, id: WordId, offset: usize) -> Option<&Scores> {
        self.known[id as usize].sums.map(|sums| &self.sums[sums as usize][offset])
    }

    fn read(&mut self, text: &str, exact: u64, lexicon: &Lexicon) -> Word {
        self.lower.clear();
        self.lower.extend(text.chars().flat_map(char::to_lowercase));
        shape(text, &mut self.shape);
        let lower = hash::word(&self.lower);
        Word {
            exact,
            text: (0, 0),
            sums: None,
            lower,
            lower_id: 0,
            shape: hash::word(&self.shape),
            clusters: lexicon.clusters(lower),
            letters: lexicon.letters(lower),
            is_capitalized: text.chars().next().is_some_and(char::is_uppercase),
            has_capital: text.chars().any(char::is_uppercase),
            has_small_letter: text.chars().any(char::is_lowercase),
            has_letter: text.chars().any(char::is_alphabetic),
            has_digit: text.bytes().any(|byte| byte.is_ascii_digit()),
            is_long: text.chars().nth(2).is_some(),
            is_particle: PARTICLES.contains(&text),
        }
    }

    /// Hands over the features about a word where it stands `offset` places from the token, [`HERE`] being the token itself.
    pub(super) fn each_feature(&self, id: WordId, offset: usize, take: &mut impl FnMut(u64)) {
        let word = self.get(id);
        let lower = &self.texts[word.text.0 as usize..word.text.1 as usize];
        let place = offset as u64;
        take(feature(template::LOWER + place, word.lower));
        if offset.abs_diff(HERE) < 2 {
            take(feature(template::SHAPE + place, word.shape));
        }
        for (size, cluster) in (0..).zip(word.clusters).filter(|(_, cluster)| *cluster > 0) {
            take(feature(template::CLUSTER + place * 3 + size, u64::from(cluster)));
        }
        if offset != HERE {
            return;
        }
        take(feature(template::BIAS, 0));
        take(feature(template::EXACT, word.exact));
        for (size, cluster) in (0..).zip(word.clusters).filter(|(_, cluster)| *cluster > 0) {
            take(feature(template::CLUSTER_AND_SHAPE + size, hash::pair(u64::from(cluster), word.shape)));
        }
        let mut letters = lower.char_indices().map(|(place, letter)| place + letter.len_utf8());
        for length in (0..).take(AFFIX_LETTERS_MAX) {
            let Some(end) = letters.next() else {
                break;
            };
            take(feature(template::PREFIX + length, hash::word(&lower[..end])));
        }
        let mut letters = lower.char_indices().rev().map(|(place, _)| place);
        for length in (0..).take(AFFIX_LETTERS_MAX) {
            let Some(start) = letters.next() else {
                break;
            };
            take(feature(template::SUFFIX + length, hash::word(&lower[start..])));
        }
    }
}

/// Capitals as `X`, other letters as `x`, digits as `d`, all else as it is; of a run two are kept.
fn shape(text: &str, shape: &mut String) {
    shape.clear();
    let (mut last, mut run) = ('\0', 0);
    for letter in text.chars() {
        let kind = if letter.is_uppercase() {
            'X'
        } else if letter.is_alphabetic() {
            'x'
        } else if letter.is_numeric() {
            'd'
        } else {
            letter
        };
        run = if kind == last { run + 1 } else { 1 };
        last = kind;
        if run <= 2 {
            shape.push(kind);
        }
    }
}
