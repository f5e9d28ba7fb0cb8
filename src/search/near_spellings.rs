//! What an archive has that is spelt nearly like what was typed: words, names, values of a column.
//!
//! A spelling is near within one letter, from five letters on within two (added, dropped, changed, or two neighbours swapped), and a
//! value also where it has all words of what was typed, or begins one.

use std::collections::BTreeMap;

use tantivy::Term;
use tantivy::query::{AllQuery, Bm25StatisticsProvider};

use super::dictionary::terms_of;
use super::live::LiveStatistics;
use super::tally::{Column, Tally};
use crate::analysis::{is_marked, read};
use crate::article::EntityKind;
use crate::error::Result;
use crate::index::OpenIndex;
use crate::names::Corrections;
use crate::query::NearWord;

/// A spelling that the archive has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NearSpelling {
    /// As it is listed.
    pub spelling: String,
    /// In how many articles.
    pub articles: u64,
}

/// Words of this length and less may differ by one letter, longer ones by two.
const SHORT_WORD_LETTERS: usize = 4;

/// Words of titles and texts that are spelt nearly like this one, which no article has; the commonest first.
pub(super) fn words_near(index: &OpenIndex, typed: &str) -> Result<Vec<NearSpelling>> {
    let searcher = index.searcher();
    let statistics = LiveStatistics::new(&searcher, index);
    let field = index.fields().body;
    let near = near_word(typed);
    let has_word = |word: &str| Ok::<_, crate::Error>(statistics.doc_freq(&Term::from_field_text(field, word))? > 0);
    if near.word().is_empty() || has_word(near.word())? {
        return Ok(Vec::new());
    }
    let mut found = BTreeMap::new();
    for segment in searcher.segment_readers() {
        for word in terms_of(&*segment.inverted_index(field)?, &near)? {
            let articles = statistics.doc_freq(&Term::from_field_text(field, &word))?;
            found.insert(word, articles);
        }
    }
    let letters = near.word().chars().count();
    Ok(commonest(found, |word| word.chars().count().abs_diff(letters)))
}

/// Names of a kind that are spelt nearly like this one; the commonest first.
///
/// # Errors
///
/// When the index cannot be read.
pub fn names_near(
    index: &OpenIndex,
    kind: EntityKind,
    typed: &str,
    corrections: &Corrections,
) -> Result<Vec<NearSpelling>> {
    let near = near_word(typed);
    near_values(index, Column::Names(kind), corrections, |name| is_near(&near, name))
}

/// Values of a column that are spelt nearly like this one, or have its words; the commonest first.
pub(super) fn values_near(index: &OpenIndex, column: &'static str, typed: &str) -> Result<Vec<NearSpelling>> {
    let near = near_word(typed);
    let typed: Vec<String> = read(typed).parts;
    let has_beginnings = |value: &str| {
        let words = read(value).parts;
        typed.iter().all(|typed| words.iter().any(|word| word.starts_with(typed.as_str())))
    };
    let is_meant = |value: &str| is_near(&near, value) || !typed.is_empty() && has_beginnings(value);
    near_values(index, Column::Values(column), &Corrections::default(), is_meant)
}

fn near_values(
    index: &OpenIndex,
    column: Column,
    corrections: &Corrections,
    is_meant: impl Fn(&str) -> bool,
) -> Result<Vec<NearSpelling>> {
    let tally = Tally::new(vec![column], false, corrections);
    let tallied = index.searcher().search(&AllQuery, &tally)?;
    let groups = tallied.columns.iter().flat_map(|values| values.groups.values());
    let meant = groups.filter(|group| group.variants().into_iter().any(&is_meant));
    Ok(commonest(meant.map(|group| (group.name().to_owned(), group.articles)).collect(), |_| 0))
}

fn near_word(typed: &str) -> NearWord {
    let letters = typed.chars().filter(|letter| letter.is_alphanumeric()).count();
    NearWord::new(typed, if letters > SHORT_WORD_LETTERS { 2 } else { 1 })
}

/// Whether all of a value, or one of its words, is near.
fn is_near(near: &NearWord, value: &str) -> bool {
    let parts = read(value).parts;
    near.matches(&parts.concat()) || parts.iter().any(|part| part.len() > SHORT_WORD_LETTERS && near.matches(part))
}

fn commonest(counts: BTreeMap<String, u64>, distance: impl Fn(&str) -> usize) -> Vec<NearSpelling> {
    let counted = counts.into_iter().filter(|(spelling, articles)| *articles > 0 && !is_marked(spelling));
    let mut near: Vec<NearSpelling> = counted.map(|(spelling, articles)| NearSpelling { spelling, articles }).collect();
    near.sort_by(|left, right| {
        let order = right.articles.cmp(&left.articles);
        order.then_with(|| distance(&left.spelling).cmp(&distance(&right.spelling)))
    });
    near
}
