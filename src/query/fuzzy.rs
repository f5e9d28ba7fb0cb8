//! Words a letter or two off, and nothing but words: the marks of stems and borders are a letter away from many of them.

use std::ops::RangeInclusive;

use tantivy::query::{AutomatonWeight, DfaWrapper, EnableScoring, FuzzyTermQuery, Query, Weight};
use tantivy::{TantivyError, Term};
use tantivy_fst::Automaton;

use crate::analysis::MARKS;

/// Articles with a word up to so many letters off this one: added, dropped, changed, or two neighbours swapped.
#[derive(Clone, Debug)]
pub(super) struct FuzzyWordQuery {
    term: Term,
    distance: u8,
}

impl FuzzyWordQuery {
    /// `distance` is 1 or 2.
    pub(super) fn new(term: Term, distance: u8) -> Self {
        Self { term, distance }
    }
}

impl Query for FuzzyWordQuery {
    fn weight(&self, _enable_scoring: EnableScoring<'_>) -> Result<Box<dyn Weight>, TantivyError> {
        let near = FuzzyTermQuery::new(self.term.clone(), self.distance, true).automaton()?;
        Ok(Box::new(AutomatonWeight::new(self.term.field(), WordsOnly { near })))
    }
}

/// Bytes that begin a mark. Marks are characters of one byte.
const MARK_BYTES: RangeInclusive<u8> = *MARKS.start() as u8..=*MARKS.end() as u8;

/// Follows another automaton, but into no mark.
struct WordsOnly {
    near: DfaWrapper,
}

/// A state of the automaton that is followed, and whether a byte has been read; `None` once it was a mark.
type Followed<S> = Option<(S, bool)>;

impl Automaton for WordsOnly {
    type State = Followed<<DfaWrapper as Automaton>::State>;

    fn start(&self) -> Self::State {
        Some((self.near.start(), false))
    }

    fn is_match(&self, state: &Self::State) -> bool {
        state.as_ref().is_some_and(|(near, _)| self.near.is_match(near))
    }

    fn can_match(&self, state: &Self::State) -> bool {
        state.as_ref().is_some_and(|(near, _)| self.near.can_match(near))
    }

    fn accept(&self, state: &Self::State, byte: u8) -> Self::State {
        match state {
            Some((_, false)) if MARK_BYTES.contains(&byte) => None,
            Some((near, _)) => Some((self.near.accept(near, byte), true)),
            None => None,
        }
    }
}
