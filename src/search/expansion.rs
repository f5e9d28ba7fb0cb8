//! The words of an archive that are taken for the words of a question.

use std::collections::BTreeSet;

use tantivy::query::Bm25StatisticsProvider;
use tantivy::{Searcher, Term};

use super::dictionary::{FittingWords, terms_of};
use super::live::LiveStatistics;
use crate::analysis::STEM_MARK;
use crate::error::Result;
use crate::index::OpenIndex;
use crate::query::{Clause, Occurrence, Places, WordField};

/// Words of titles and texts that a clause takes, in alphabetical order: for a word those of its forms that some article has, for a
/// pattern and a near word all that fit. A stem that words share stands with `…` behind it.
///
/// # Errors
///
/// When too many words fit a pattern, or the index cannot be read.
pub(super) fn words_taken(clause: &Clause, index: &OpenIndex, searcher: &Searcher) -> Result<Vec<String>> {
    let mut taken = Taken { index, searcher, statistics: LiveStatistics::new(searcher, index), words: BTreeSet::new() };
    taken.clause(clause)?;
    Ok(taken.words.into_iter().collect())
}

struct Taken<'a> {
    index: &'a OpenIndex,
    searcher: &'a Searcher,
    statistics: LiveStatistics<'a>,
    words: BTreeSet<String>,
}

impl Taken<'_> {
    fn clause(&mut self, clause: &Clause) -> Result<()> {
        match clause {
            Clause::All(children) | Clause::Any(children) => children.iter().try_for_each(|child| self.clause(child)),
            Clause::Not(child) => self.clause(child),
            Clause::Words(words) if is_text(words.fields) => {
                words.readings.iter().try_for_each(|reading| self.occurrence(reading))
            }
            Clause::Places(places) if is_text(places.fields) => self.places(&places.places),
            _ => Ok(()),
        }
    }

    fn places(&mut self, places: &Places) -> Result<()> {
        match places {
            Places::Words(readings) => readings.iter().try_for_each(|reading| self.occurrence(reading)),
            Places::Any(members) => members.iter().try_for_each(|member| self.places(member)),
            Places::Near(nearness) => {
                self.places(&nearness.left)?;
                self.places(&nearness.right)
            }
            Places::Window(slots, _) => slots.iter().flat_map(|slot| &slot.0).try_for_each(|form| self.form(form)),
            Places::AnyName(_) | Places::Listed(..) => Ok(()),
        }
    }

    fn occurrence(&mut self, occurrence: &Occurrence) -> Result<()> {
        match occurrence {
            Occurrence::Sequence(slots) => slots.iter().flat_map(|slot| &slot.0).try_for_each(|form| self.form(form)),
            Occurrence::Pattern(pattern) => self.fitting(pattern),
            Occurrence::Near(word) => self.fitting(word),
            Occurrence::Letter(_) => Ok(()),
        }
    }

    fn form(&mut self, form: &str) -> Result<()> {
        let articles = self.fields().map(|field| self.statistics.doc_freq(&Term::from_field_text(field, form)));
        if articles.into_iter().sum::<tantivy::Result<u64>>()? > 0 {
            let shown = match form.strip_prefix(STEM_MARK) {
                Some(stem) => format!("{stem}…"),
                None => form.trim_start_matches(char::is_control).to_owned(),
            };
            self.words.insert(shown);
        }
        Ok(())
    }

    fn fitting(&mut self, words: &impl FittingWords) -> Result<()> {
        for field in self.fields() {
            for segment in self.searcher.segment_readers() {
                self.words.extend(terms_of(&*segment.inverted_index(field)?, words)?);
            }
        }
        Ok(())
    }

    fn fields(&self) -> [tantivy::schema::Field; 2] {
        [self.index.fields().title, self.index.fields().body]
    }
}

fn is_text(fields: &[WordField]) -> bool {
    fields.iter().all(|field| matches!(field, WordField::Title | WordField::Body))
}
