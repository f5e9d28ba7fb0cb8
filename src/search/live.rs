//! What the articles that are there now say of the whole archive. A removed article stays in the files of the index until they
//! are merged, and figures that count it would make answers depend on what happened before.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};

use tantivy::postings::{SegmentPostings, TermInfo};
use tantivy::query::Bm25StatisticsProvider;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocSet, InvertedIndexReader, Searcher, SegmentReader, TERMINATED, TantivyError, Term};

use crate::analysis::LANGUAGE_IF_UNKNOWN;
use crate::index::{LENGTH, OpenIndex};

/// The figures that BM25 asks for, of articles that are there. Each is found out once.
pub(super) struct LiveStatistics<'a> {
    searcher: &'a Searcher,
    /// The column of lengths of articles.
    length: Field,
    /// Their sum, where the index knows it.
    total_length: Option<u64>,
    tokens: RefCell<HashMap<Field, u64>>,
    articles: RefCell<HashMap<Term, u64>>,
}

impl<'a> LiveStatistics<'a> {
    pub(super) fn new(searcher: &'a Searcher, index: &OpenIndex) -> Self {
        let (length, total_length) = (index.fields().length, index.state().length);
        Self { searcher, length, total_length, tokens: RefCell::default(), articles: RefCell::default() }
    }

    /// The lengths of all articles together.
    fn total_length(&self) -> tantivy::Result<u64> {
        if let Some(total) = self.total_length {
            return Ok(total);
        }
        let mut total = 0;
        for segment in self.searcher.segment_readers() {
            let lengths = segment.fast_fields().u64(LENGTH)?;
            total += segment.doc_ids_alive().filter_map(|article| lengths.first(article)).sum::<u64>();
        }
        Ok(total)
    }
}

impl Bm25StatisticsProvider for LiveStatistics<'_> {
    /// By the rounded lengths that BM25 itself reads: the exact sums that tantivy keeps count what was removed, and are guessed
    /// anew from the rounded lengths in a merge.
    fn total_num_tokens(&self, field: Field) -> tantivy::Result<u64> {
        if let Some(known) = self.tokens.borrow().get(&field) {
            return Ok(*known);
        }
        let mut tokens = 0;
        if field == self.length {
            tokens = self.total_length()?;
            self.tokens.borrow_mut().insert(field, tokens);
            return Ok(tokens);
        }
        for segment in self.searcher.segment_readers() {
            let lengths = segment.get_fieldnorms_reader(field)?;
            tokens += segment.doc_ids_alive().map(|article| u64::from(lengths.fieldnorm(article))).sum::<u64>();
        }
        self.tokens.borrow_mut().insert(field, tokens);
        Ok(tokens)
    }

    fn total_num_docs(&self) -> tantivy::Result<u64> {
        Ok(self.searcher.num_docs())
    }

    fn doc_freq(&self, term: &Term) -> tantivy::Result<u64> {
        if let Some(known) = self.articles.borrow().get(term) {
            return Ok(*known);
        }
        let mut articles = 0;
        for segment in self.searcher.segment_readers() {
            let index = segment.inverted_index(term.field())?;
            if let Some(info) = index.get_term_info(term)? {
                articles += u64::from(articles_with(segment, &index, &info)?);
            }
        }
        self.articles.borrow_mut().insert(term.clone(), articles);
        Ok(articles)
    }
}

/// The codes of the languages whose stems the articles have, that of the most articles first; `lang` is the field of codes.
///
/// # Errors
///
/// When the index cannot be read.
pub(super) fn languages(searcher: &Searcher, lang: Field) -> tantivy::Result<Vec<String>> {
    let mut counts: BTreeMap<String, u32> = BTreeMap::new();
    for segment in searcher.segment_readers() {
        let index = segment.inverted_index(lang)?;
        let mut terms = index.terms().stream()?;
        let mut articles = 0;
        while terms.advance() {
            let of_language = articles_with(segment, &index, terms.value())?;
            if of_language > 0 {
                *counts.entry(String::from_utf8_lossy(terms.key()).into_owned()).or_default() += of_language;
            }
            articles += of_language;
        }
        if articles < segment.num_docs() {
            *counts.entry(LANGUAGE_IF_UNKNOWN.to_owned()).or_default() += segment.num_docs() - articles;
        }
    }
    let mut languages: Vec<(String, u32)> = counts.into_iter().collect();
    languages.sort_by(|left, right| right.1.cmp(&left.1).then_with(|| left.0.cmp(&right.0)));
    Ok(languages.into_iter().map(|(code, _)| code).collect())
}

/// Calls `each` with the terms from `first` on, up to but without `end`, that an article has.
///
/// # Errors
///
/// When the index cannot be read.
pub(super) fn for_each_term(
    searcher: &Searcher,
    field: Field,
    first: &[u8],
    end: Option<&[u8]>,
    mut each: impl FnMut(&[u8]),
) -> tantivy::Result<()> {
    for segment in searcher.segment_readers() {
        let index = segment.inverted_index(field)?;
        let range = index.terms().range().ge(first);
        let mut terms = match end {
            Some(end) => range.lt(end).into_stream()?,
            None => range.into_stream()?,
        };
        while terms.advance() {
            if has_article(segment, &index, terms.value())? {
                each(terms.key());
            }
        }
    }
    Ok(())
}

/// How many articles of a segment have a term. The dictionary knows, where none was removed.
fn articles_with(segment: &SegmentReader, index: &InvertedIndexReader, term: &TermInfo) -> tantivy::Result<u32> {
    Ok(match segment.alive_bitset() {
        None => term.doc_freq,
        Some(alive) => postings(index, term)?.doc_freq_given_deletes(alive),
    })
}

/// Whether an article of a segment has a term.
fn has_article(segment: &SegmentReader, index: &InvertedIndexReader, term: &TermInfo) -> tantivy::Result<bool> {
    let Some(alive) = segment.alive_bitset() else {
        return Ok(true);
    };
    let mut articles = postings(index, term)?;
    while articles.doc() != TERMINATED {
        if alive.is_alive(articles.doc()) {
            return Ok(true);
        }
        articles.advance();
    }
    Ok(false)
}

fn postings(index: &InvertedIndexReader, term: &TermInfo) -> Result<SegmentPostings, TantivyError> {
    Ok(index.read_postings_from_terminfo(term, IndexRecordOption::Basic)?)
}
