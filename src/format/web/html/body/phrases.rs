//! Which blocks of a page another reading of it also has.
//!
//! In: the other text, as one. Out: [`Phrases`], which tells how much of a block stands in it, word for word.

use std::collections::HashSet;

/// As many words as are compared at once.
const PHRASE_WORDS: usize = 4;

/// The phrases of a text, of one to four words.
#[derive(Debug, Default)]
pub(super) struct Phrases {
    hashes: HashSet<u64>,
    /// How many words the text has.
    pub(super) words: usize,
}

impl Phrases {
    pub(super) fn of(text: &str) -> Self {
        let words = word_hashes(text);
        let mut hashes = HashSet::with_capacity(words.len() * PHRASE_WORDS);
        for length in 1..=PHRASE_WORDS {
            hashes.extend(words.windows(length).map(hash_of_phrase));
        }
        Self { hashes, words: words.len() }
    }

    /// The share of a text's phrases that are among these, 0 to 1; 0 for a text without words.
    pub(super) fn share_of(&self, words: &[u64]) -> f32 {
        let length = words.len().min(PHRASE_WORDS);
        if length == 0 || self.words == 0 {
            return 0.0;
        }
        let found = words.windows(length).filter(|phrase| self.hashes.contains(&hash_of_phrase(phrase))).count();
        #[expect(clippy::cast_precision_loss, reason = "a share")]
        let share = found as f32 / (words.len() + 1 - length) as f32;
        share
    }
}

/// The words of a text, as numbers; case and punctuation make no difference.
pub(super) fn word_hashes(text: &str) -> Vec<u64> {
    let words = text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    words
        .map(|word| word.chars().flat_map(char::to_lowercase).fold(SEED, |hash, letter| mix(hash, u64::from(letter))))
        .collect()
}

fn hash_of_phrase(words: &[u64]) -> u64 {
    words.iter().fold(SEED, |hash, word| mix(hash, *word))
}

const SEED: u64 = 0xcbf2_9ce4_8422_2325;

/// One round of FNV-1a on 64 bits, with the upper half folded down.
fn mix(hash: u64, value: u64) -> u64 {
    let mixed = (hash ^ value).wrapping_mul(0x0100_0000_01b3);
    mixed ^ (mixed >> 32)
}
