//! Matches the words of a field by an automaton that goes over its dictionary, and nothing but words: the marks of stems and
//! borders are a letter away from many of them.

use std::ops::RangeInclusive;
use std::sync::Arc;

use levenshtein_automata::{DFA, Distance, SINK_STATE};
use tantivy::query::{AutomatonWeight, EnableScoring, Query, Weight};
use tantivy::schema::Field;
use tantivy::{InvertedIndexReader, TantivyError};
use tantivy_fst::{Automaton, Regex};

use crate::analysis::MARKS;
use crate::error::{Error, Result};
use crate::query::{NearWord, Pattern};

/// Articles with a word in a field that an automaton accepts.
#[derive(Debug)]
pub(super) struct DictionaryQuery<A> {
    field: Field,
    words: Arc<WordsOnly<A>>,
}

impl DictionaryQuery<Regex> {
    /// Words that fit a pattern.
    ///
    /// # Errors
    ///
    /// When the pattern is too large.
    pub(super) fn pattern(field: Field, pattern: &Pattern) -> Result<Self> {
        Ok(Self { field, words: Arc::new(WordsOnly { accepted: pattern.accepted()? }) })
    }
}

impl DictionaryQuery<NearAutomaton> {
    /// Words near another.
    pub(super) fn near(field: Field, word: &NearWord) -> Self {
        Self { field, words: Arc::new(WordsOnly { accepted: NearAutomaton(word.automaton()) }) }
    }
}

/// More words than this are not followed from place to place: each takes a reader of its own.
const WORDS_BY_PLACE_MAX: usize = 20_000;

/// What a word can be asked for with besides its letters.
pub(super) trait FittingWords {
    /// What accepts the words that fit.
    type Accepted: Automaton<State: Clone>;

    /// As it was typed.
    fn typed(&self) -> String;

    /// The automaton.
    ///
    /// # Errors
    ///
    /// When it would be too large.
    fn accepted(&self) -> Result<Self::Accepted>;
}

impl FittingWords for Pattern {
    type Accepted = Regex;

    fn typed(&self) -> String {
        Self::typed(self).to_owned()
    }

    fn accepted(&self) -> Result<Regex> {
        Regex::new(&self.regex()).map_err(|error| {
            Error::Usage(format!("the pattern `{}` cannot be searched for: {error}", Self::typed(self)))
        })
    }
}

impl FittingWords for NearWord {
    type Accepted = NearAutomaton;

    fn typed(&self) -> String {
        format!("{}~{}", self.word(), self.distance())
    }

    fn accepted(&self) -> Result<NearAutomaton> {
        Ok(NearAutomaton(self.automaton()))
    }
}

/// The words of a field in one segment that fit, in order.
///
/// # Errors
///
/// When there are too many to be followed from place to place, or the index cannot be read.
pub(super) fn terms_of(index: &InvertedIndexReader, words: &impl FittingWords) -> Result<Vec<String>, TantivyError> {
    let refused = |message: String| TantivyError::InvalidArgument(message);
    let accepted = words.accepted().map_err(|error| refused(error.to_string()))?;
    let automaton = WordsOnly { accepted };
    let mut stream = index.terms().search(&automaton).into_stream()?;
    let mut terms = Vec::new();
    while stream.advance() {
        if terms.len() == WORDS_BY_PLACE_MAX {
            let typed = words.typed();
            return Err(refused(format!("more than {WORDS_BY_PLACE_MAX} words fit `{typed}`: give it more letters")));
        }
        terms.push(String::from_utf8_lossy(stream.key()).into_owned());
    }
    Ok(terms)
}

impl<A> Clone for DictionaryQuery<A> {
    fn clone(&self) -> Self {
        Self { field: self.field, words: Arc::clone(&self.words) }
    }
}

impl<A> Query for DictionaryQuery<A>
where
    A: Automaton + std::fmt::Debug + Send + Sync + 'static,
    A::State: Clone,
{
    fn weight(&self, _enable_scoring: EnableScoring<'_>) -> Result<Box<dyn Weight>, TantivyError> {
        Ok(Box::new(AutomatonWeight::<WordsOnly<A>>::new(self.field, Arc::clone(&self.words))))
    }
}

/// The automaton of a [`NearWord`].
pub(super) struct NearAutomaton(Arc<DFA>);

impl std::fmt::Debug for NearAutomaton {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("NearAutomaton").field("states", &self.0.num_states()).finish()
    }
}

impl Automaton for NearAutomaton {
    type State = u32;

    fn start(&self) -> u32 {
        self.0.initial_state()
    }

    fn is_match(&self, state: &u32) -> bool {
        matches!(self.0.distance(*state), Distance::Exact(_))
    }

    fn can_match(&self, state: &u32) -> bool {
        *state != SINK_STATE
    }

    fn accept(&self, state: &u32, byte: u8) -> u32 {
        self.0.transition(*state, byte)
    }
}

/// Bytes that begin a mark. Marks are characters of one byte.
const MARK_BYTES: RangeInclusive<u8> = *MARKS.start() as u8..=*MARKS.end() as u8;

/// Follows another automaton, but into no mark.
#[derive(Debug)]
struct WordsOnly<A> {
    accepted: A,
}

/// A state of the automaton that is followed, and whether a byte has been read; `None` once it was a mark.
type Followed<S> = Option<(S, bool)>;

impl<A: Automaton> Automaton for WordsOnly<A> {
    type State = Followed<A::State>;

    fn start(&self) -> Self::State {
        Some((self.accepted.start(), false))
    }

    fn is_match(&self, state: &Self::State) -> bool {
        state.as_ref().is_some_and(|(accepted, _)| self.accepted.is_match(accepted))
    }

    fn can_match(&self, state: &Self::State) -> bool {
        state.as_ref().is_some_and(|(accepted, _)| self.accepted.can_match(accepted))
    }

    fn accept(&self, state: &Self::State, byte: u8) -> Self::State {
        match state {
            Some((_, false)) if MARK_BYTES.contains(&byte) => None,
            Some((accepted, _)) => Some((self.accepted.accept(accepted, byte), true)),
            None => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn accepts<A: Automaton>(accepted: A, term: &str) -> bool {
        let words = WordsOnly { accepted };
        words.is_match(&term.bytes().fold(words.start(), |state, byte| words.accept(&state, byte)))
    }

    proptest! {
        #[test]
        fn a_pattern_fits_the_terms_that_its_regular_expression_does(
            pattern in "[ab*?'国]{1,6}",
            term in "[\u{1}\u{2}]?[ab国]{0,6}",
        ) {
            let pattern = Pattern::new(&pattern);
            let regex = Regex::new(&pattern.regex()).unwrap();
            prop_assert_eq!(accepts(regex, &term), pattern.matches(&term));
        }

        #[test]
        fn a_near_word_is_near_the_terms_that_its_automaton_accepts(
            word in "[ab国]{1,6}",
            term in "[\u{1}\u{2}]?[ab国]{0,7}",
            distance in 1_u8..=2,
        ) {
            let word = NearWord::new(&word, distance);
            prop_assert_eq!(accepts(NearAutomaton(word.automaton()), &term), word.matches(&term));
        }
    }
}
