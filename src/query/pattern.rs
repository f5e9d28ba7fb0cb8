//! What a word of the index must look like: a pattern with `*` and `?`, or a word a letter or two off.

use std::fmt;
use std::sync::{Arc, LazyLock};

use levenshtein_automata::{DFA, Distance, LevenshteinAutomatonBuilder};

use crate::analysis::{self, fold, is_marked, is_word_character};

/// Words with `*` for any letters or none and `?` for one letter. Hyphens and apostrophes in a pattern are passed over, since
/// the joined form of a word has none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    typed: String,
    parts: Vec<PatternPart>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum PatternPart {
    Letters(Vec<char>),
    One,
    Any,
}

impl Pattern {
    /// Reads a pattern as it was typed.
    pub fn new(typed: &str) -> Self {
        let part = |sign: char| match sign {
            '*' => PatternPart::Any,
            '?' => PatternPart::One,
            letter => {
                let folded = fold(letter.encode_utf8(&mut [0; 4]));
                PatternPart::Letters(folded.chars().filter(|folded| is_word_character(*folded)).collect())
            }
        };
        Self { typed: typed.to_owned(), parts: typed.chars().map(part).collect() }
    }

    /// Words that have this letter somewhere.
    pub fn containing(letter: char) -> Self {
        Self::new(&format!("*{letter}*"))
    }

    /// The pattern as it was typed.
    pub fn typed(&self) -> &str {
        &self.typed
    }

    /// Whether any letter may stand first, so that every word must be looked at.
    pub fn begins_with_any(&self) -> bool {
        let is_nothing = |part: &&PatternPart| matches!(part, PatternPart::Letters(letters) if letters.is_empty());
        !matches!(self.parts.iter().find(|part| !is_nothing(part)), Some(PatternPart::Letters(_)))
    }

    /// The regular expression that a whole term must match, for the terms that are words: the marks of stems and borders
    /// are none, and `*` and `?` at the start would match them.
    pub fn regex(&self) -> String {
        let mut regex = String::new();
        for part in &self.parts {
            match part {
                PatternPart::Any => regex.push_str(".*"),
                PatternPart::One => regex.push('.'),
                PatternPart::Letters(letters) => regex.extend(letters),
            }
        }
        regex
    }

    /// Whether a term of the index fits, in time proportional to the product of their lengths.
    pub fn matches(&self, term: &str) -> bool {
        if is_marked(term) {
            return false;
        }
        let term: Vec<char> = term.chars().collect();
        let mut reached = vec![false; term.len() + 1];
        reached[0] = true;
        for part in &self.parts {
            let mut next = vec![false; term.len() + 1];
            for place in (0..=term.len()).filter(|place| reached[*place]) {
                match part {
                    PatternPart::Any => next[place..].fill(true),
                    PatternPart::One if place < term.len() => next[place + 1] = true,
                    PatternPart::One => {}
                    PatternPart::Letters(letters) => {
                        if term[place..].starts_with(letters) {
                            next[place + letters.len()] = true;
                        }
                    }
                }
            }
            reached = next;
        }
        reached[term.len()]
    }
}

/// Words up to so many letters off one word: added, dropped, changed, or two neighbours swapped.
#[derive(Clone)]
pub struct NearWord {
    word: String,
    distance: u8,
    automaton: Arc<DFA>,
}

impl NearWord {
    /// Near a word as it was typed; its parts are joined. `distance` is 1 or 2.
    pub fn new(typed: &str, distance: u8) -> Self {
        static BUILDERS: LazyLock<[LevenshteinAutomatonBuilder; 2]> =
            LazyLock::new(|| [1, 2].map(|distance| LevenshteinAutomatonBuilder::new(distance, true)));
        let word = analysis::read(typed).readings().pop().unwrap_or_default().concat();
        let automaton = Arc::new(BUILDERS[usize::from(distance > 1)].build_dfa(&word));
        Self { word, distance, automaton }
    }

    /// The word, folded.
    pub fn word(&self) -> &str {
        &self.word
    }

    /// How many letters may differ.
    pub fn distance(&self) -> u8 {
        self.distance
    }

    /// The automaton that a term must match bytewise, for the terms that are words.
    pub fn automaton(&self) -> Arc<DFA> {
        Arc::clone(&self.automaton)
    }

    /// Whether a term of the index is so near.
    pub fn matches(&self, term: &str) -> bool {
        !is_marked(term) && matches!(self.automaton.eval(term), Distance::Exact(_))
    }
}

impl fmt::Debug for NearWord {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "NearWord({}~{})", self.word, self.distance)
    }
}

impl PartialEq for NearWord {
    fn eq(&self, other: &Self) -> bool {
        (&self.word, self.distance) == (&other.word, other.distance)
    }
}

impl Eq for NearWord {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_fit_terms() {
        let fit = |pattern: &str, term: &str| Pattern::new(pattern).matches(term);
        assert!(fit("sanction*", "sanctions"));
        assert!(fit("wom?n", "women"));
        assert!(!fit("wom?n", "wommen"));
        assert!(fit("*ation", "nation"));
        assert!(!fit("a*c", "abd"));
        assert!(fit("al-Ass*", "alassad"));
        assert!(!fit("*sanction", "\u{1}sanction"));
    }

    #[test]
    fn near_words_are_within_their_distance() {
        let near = |wanted: &str, term: &str, distance| NearWord::new(wanted, distance).matches(term);
        assert!(near("assad", "asad", 1));
        assert!(near("assad", "asasd", 1));
        assert!(!near("assad", "sadat", 1));
        assert!(near("assad", "aszed", 2));
        assert!(!near("assad", "\u{1}assad", 1));
    }
}
