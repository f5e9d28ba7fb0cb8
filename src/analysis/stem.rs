//! Stems words by language, and remembers the stems, since a few thousand words make up most of any text.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use rust_stemmers::Algorithm;

use super::language::Language;

/// How many words are remembered. Picked so that a full memory is a few megabytes a thread; it is emptied when full.
const REMEMBERED_MAX: usize = 1 << 16;

/// Gives the stem of words of one language (Snowball, <https://snowballstem.org/algorithms/>).
pub struct Stemmer {
    snowball: rust_stemmers::Stemmer,
    /// The place of each word's stem in `stems`.
    remembered: HashMap<Box<str>, usize, BuildHasherDefault<WordHasher>>,
    /// The stem, where it differs from the word.
    stems: Vec<Option<Box<str>>>,
}

impl std::fmt::Debug for Stemmer {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Stemmer").field("remembered", &self.remembered.len()).finish_non_exhaustive()
    }
}

impl Stemmer {
    /// The stemmer of a language, or `None` where there is none.
    pub fn new(language: Language) -> Option<Self> {
        let snowball = rust_stemmers::Stemmer::create(algorithm(language)?);
        Some(Self { snowball, remembered: HashMap::default(), stems: Vec::new() })
    }

    /// The stem of a folded word, or `None` where the word is its own stem.
    pub fn stem(&mut self, word: &str) -> Option<&str> {
        let place = match self.remembered.get(word) {
            Some(place) => *place,
            None => self.remember(word),
        };
        self.stems[place].as_deref()
    }

    fn remember(&mut self, word: &str) -> usize {
        if self.stems.len() >= REMEMBERED_MAX {
            self.remembered.clear();
            self.stems.clear();
        }
        let stem = self.snowball.stem(word);
        let differs = stem != word && !stem.is_empty();
        self.stems.push(differs.then(|| stem.into_owned().into_boxed_str()));
        let place = self.stems.len() - 1;
        self.remembered.insert(word.into(), place);
        place
    }
}

/// Whether words of a language (ISO 639-1 code) are found in all their forms.
pub fn can_stem(code: &str) -> bool {
    Language::of_code(code).is_some_and(|language| algorithm(language).is_some())
}

fn algorithm(language: Language) -> Option<Algorithm> {
    Some(match language.code() {
        "ar" => Algorithm::Arabic,
        "da" => Algorithm::Danish,
        "de" => Algorithm::German,
        "el" => Algorithm::Greek,
        "en" => Algorithm::English,
        "es" => Algorithm::Spanish,
        "fi" => Algorithm::Finnish,
        "fr" => Algorithm::French,
        "hu" => Algorithm::Hungarian,
        "it" => Algorithm::Italian,
        "nl" => Algorithm::Dutch,
        "nb" | "no" => Algorithm::Norwegian,
        "pt" => Algorithm::Portuguese,
        "ro" => Algorithm::Romanian,
        "ru" => Algorithm::Russian,
        "sv" => Algorithm::Swedish,
        "ta" => Algorithm::Tamil,
        "tr" => Algorithm::Turkish,
        _ => return None,
    })
}

/// The multiply-and-rotate hash of Firefox and rustc, eight bytes at a time: for short words quicker than a hash that
/// resists an adversary, who could here only slow down the reading of his own text.
#[derive(Clone, Copy, Default)]
struct WordHasher(u64);

impl WordHasher {
    fn add(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95);
    }
}

impl Hasher for WordHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        let (eights, rest) = bytes.as_chunks::<8>();
        for eight in eights {
            self.add(u64::from_le_bytes(*eight));
        }
        let mut last = [0; 8];
        last[..rest.len()].copy_from_slice(rest);
        self.add(u64::from_le_bytes(last));
    }
}
