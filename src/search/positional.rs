//! Matches terms by where they stand: side by side, or within one name.

use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::query::{
    Bm25StatisticsProvider, Bm25Weight, EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED, TantivyError, Term};

use crate::analysis::{NAME_WORDS_MAX, STEM_MARK};

/// How much more the word that was typed counts than another of its forms. Measured: see `tests/measure/relevance`.
const EXACT_FORM_BONUS: f32 = 0.1;

/// A frequency as a factor; more than 65,535 times is no more than that.
fn count(times: u32) -> f32 {
    f32::from(u16::try_from(times).unwrap_or(u16::MAX))
}

/// Terms of one field by position. Each slot is a set of terms that count as one word: whichever of them stands there
/// fills it. All terms are of one field.
#[derive(Clone, Debug)]
pub(super) struct PositionalQuery {
    slots: Vec<Vec<Term>>,
    shape: Shape,
}

/// How the slots must stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// One directly behind the other.
    Sequence,
    /// In one value of a field of names, in any order.
    OneName,
}

impl PositionalQuery {
    pub(super) fn new(slots: Vec<Vec<Term>>, shape: Shape) -> Self {
        Self { slots, shape }
    }

    /// BM25 over the slots, each with the statistics of its commonest term (as Lucene's `SynonymQuery` has it).
    fn bm25(&self, statistics: &dyn Bm25StatisticsProvider) -> tantivy::Result<Option<Bm25Weight>> {
        let mut commonest = Vec::with_capacity(self.slots.len());
        for slot in &self.slots {
            let mut best: Option<(u64, &Term)> = None;
            for term in slot {
                let documents = statistics.doc_freq(term)?;
                if best.is_none_or(|(most, _)| documents > most) {
                    best = Some((documents, term));
                }
            }
            commonest.extend(best.map(|(_, term)| term.clone()));
        }
        if commonest.is_empty() {
            return Ok(None);
        }
        Bm25Weight::for_terms(statistics, &commonest).map(Some)
    }
}

impl Query for PositionalQuery {
    fn weight(&self, enable_scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let bm25 = match enable_scoring {
            EnableScoring::Enabled { statistics_provider, .. } if self.shape == Shape::Sequence => {
                self.bm25(statistics_provider)?
            }
            _ => None,
        };
        Ok(Box::new(PositionalWeight { query: self.clone(), bm25 }))
    }

    fn query_terms<'a>(&'a self, visitor: &mut dyn FnMut(&'a Term, bool)) {
        self.slots.iter().flatten().for_each(|term| visitor(term, self.needs_positions()));
    }
}

impl PositionalQuery {
    fn needs_positions(&self) -> bool {
        self.slots.len() > 1
    }
}

struct PositionalWeight {
    query: PositionalQuery,
    bm25: Option<Bm25Weight>,
}

impl PositionalWeight {
    fn open(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Option<PositionalScorer>> {
        let Some(field) = self.query.slots.first().and_then(|slot| slot.first()).map(Term::field) else {
            return Ok(None);
        };
        let needs_positions = self.query.needs_positions();
        let Some(slots) = open_slots(reader, field, &self.query.slots, reading(needs_positions, self.bm25.is_some()))?
        else {
            return Ok(None);
        };
        let score = match &self.bm25 {
            None => None,
            Some(bm25) => Some((bm25.boost_by(boost), reader.get_fieldnorms_reader(field)?)),
        };
        let counts = score.is_some();
        Ok(Some(PositionalScorer { score, ..PositionalScorer::new(slots, self.query.shape, needs_positions, counts) }))
    }
}

/// What must be read of terms.
fn reading(needs_positions: bool, counts: bool) -> IndexRecordOption {
    match (needs_positions, counts) {
        (true, _) => IndexRecordOption::WithFreqsAndPositions,
        (false, true) => IndexRecordOption::WithFreqs,
        (false, false) => IndexRecordOption::Basic,
    }
}

/// The postings of each slot; `None` where one has none in this segment.
fn open_slots(
    reader: &SegmentReader,
    field: Field,
    slots: &[Vec<Term>],
    option: IndexRecordOption,
) -> tantivy::Result<Option<Vec<Slot>>> {
    let inverted_index = reader.inverted_index(field)?;
    let mut opened = Vec::with_capacity(slots.len());
    for terms in slots {
        let mut postings = Vec::with_capacity(terms.len());
        let (mut has_first, mut apart) = (false, None);
        for (place, term) in terms.iter().enumerate() {
            let read = inverted_index.read_postings(term, option)?;
            if read.is_some() {
                has_first |= place == 0;
                apart = apart.or_else(|| has_this_stem(term, &terms[0]).then_some(postings.len()));
            }
            postings.extend(read);
        }
        if postings.is_empty() {
            return Ok(None);
        }
        opened.push(Slot { has_first, apart, ..Slot::new(postings) });
    }
    Ok(Some(opened))
}

impl Weight for PositionalWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        Ok(match self.open(reader, boost)? {
            Some(scorer) => Box::new(scorer),
            None => Box::new(EmptyScorer),
        })
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        let mut scorer = self.scorer(reader, 1.0)?;
        if scorer.doc() > doc || scorer.seek(doc) != doc {
            return Err(TantivyError::InvalidArgument(format!("document {doc} does not match")));
        }
        Ok(Explanation::new("terms by position", scorer.score()))
    }
}

/// The documents that have any of the terms of a slot.
pub(super) struct Slot {
    postings: Vec<SegmentPostings>,
    /// Whether the first of them are of the word as it was typed.
    has_first: bool,
    /// Those of the words that have the typed one as their stem, which are other words than that.
    apart: Option<usize>,
    doc: DocId,
}

/// Whether a term stands for the words that have another as their stem.
fn has_this_stem(term: &Term, stem: &Term) -> bool {
    let (term, stem) = (term.serialized_value_bytes(), stem.serialized_value_bytes());
    term.split_first().is_some_and(|(mark, rest)| char::from(*mark) == STEM_MARK && rest == stem)
}

impl Slot {
    pub(super) fn new(postings: Vec<SegmentPostings>) -> Self {
        let mut slot = Self { postings, has_first: false, apart: None, doc: TERMINATED };
        slot.settle();
        slot
    }

    fn settle(&mut self) {
        self.doc = self.postings.iter().map(DocSet::doc).min().unwrap_or(TERMINATED);
    }

    fn advance(&mut self) -> DocId {
        let doc = self.doc;
        for postings in &mut self.postings {
            if postings.doc() == doc {
                postings.advance();
            }
        }
        self.settle();
        self.doc
    }

    /// The first document from `target` on, or the one it stands at if that is later.
    pub(super) fn seek(&mut self, target: DocId) -> DocId {
        for postings in &mut self.postings {
            if postings.doc() < target {
                postings.seek(target);
            }
        }
        self.settle();
        self.doc
    }

    /// How often the document has the word as it was typed, and in whatever form. A word whose stem differs stands there under
    /// both.
    fn frequencies(&self) -> (u32, u32) {
        let here = |postings: &SegmentPostings| if postings.doc() == self.doc { postings.term_freq() } else { 0 };
        let first = self.postings.iter().take(usize::from(self.has_first)).map(here).sum::<u32>();
        let apart = self.apart.and_then(|place| self.postings.get(place)).map_or(0, here);
        let all: u32 = self.postings.iter().map(here).sum();
        (first, first.max(all - first - apart) + apart)
    }

    /// How often the document has the word, in whatever form.
    fn frequency(&self) -> u32 {
        self.frequencies().1
    }

    /// Where the slot is filled in this document, in order, each position once.
    pub(super) fn positions(&mut self, positions: &mut Vec<u32>) {
        positions.clear();
        let doc = self.doc;
        for postings in &mut self.postings {
            if postings.doc() == doc {
                postings.append_positions_with_offset(0, positions);
            }
        }
        if self.postings.len() > 1 {
            positions.sort_unstable();
            positions.dedup();
        }
    }

    fn size(&self) -> u32 {
        self.postings.iter().map(DocSet::size_hint).fold(0, u32::saturating_add)
    }
}

pub(super) struct PositionalScorer {
    slots: Vec<Slot>,
    /// The slot with the fewest documents, which leads the others.
    leader: usize,
    shape: Shape,
    needs_positions: bool,
    /// Whether it matters how often.
    counts: bool,
    score: Option<(Bm25Weight, FieldNormReader)>,
    doc: DocId,
    frequency: u32,
    candidates: Vec<u32>,
    positions: Vec<u32>,
}

impl PositionalScorer {
    /// Words side by side in one field of a segment; `None` where one of them is not there.
    pub(super) fn sequence(reader: &SegmentReader, slots: &[Vec<Term>], counts: bool) -> tantivy::Result<Option<Self>> {
        let Some(field) = slots.first().and_then(|slot| slot.first()).map(Term::field) else {
            return Ok(None);
        };
        let needs_positions = slots.len() > 1;
        let opened = open_slots(reader, field, slots, reading(needs_positions, counts))?;
        Ok(opened.map(|slots| Self::new(slots, Shape::Sequence, needs_positions, counts)))
    }

    fn new(slots: Vec<Slot>, shape: Shape, needs_positions: bool, counts: bool) -> Self {
        let leader = (0..slots.len()).min_by_key(|index| slots[*index].size()).unwrap_or(0);
        let mut scorer = Self {
            slots,
            leader,
            shape,
            needs_positions,
            counts,
            score: None,
            doc: TERMINATED,
            frequency: 0,
            candidates: Vec::new(),
            positions: Vec::new(),
        };
        scorer.find();
        scorer
    }

    /// Moves on from where the leader stands to the first document that matches.
    fn find(&mut self) -> DocId {
        loop {
            let doc = self.align();
            self.doc = doc;
            if doc == TERMINATED {
                return doc;
            }
            self.frequency = self.frequency_here();
            if self.frequency > 0 {
                return doc;
            }
            self.slots[self.leader].advance();
        }
    }

    /// The first document from the leader's on that all slots have.
    fn align(&mut self) -> DocId {
        let mut target = self.slots[self.leader].doc;
        'again: loop {
            if target == TERMINATED {
                return TERMINATED;
            }
            for slot in &mut self.slots {
                let doc = if slot.doc < target { slot.seek(target) } else { slot.doc };
                if doc > target {
                    target = doc;
                    continue 'again;
                }
            }
            return target;
        }
    }

    /// How often the slots stand as they must in the document that all of them are at.
    fn frequency_here(&mut self) -> u32 {
        if !self.needs_positions {
            return if self.counts { self.slots[0].frequency() } else { 1 };
        }
        self.slots[0].positions(&mut self.candidates);
        for index in 1..self.slots.len() {
            if self.candidates.is_empty() {
                return 0;
            }
            self.slots[index].positions(&mut self.positions);
            let distance = u32::try_from(index).unwrap_or(u32::MAX);
            match self.shape {
                Shape::Sequence => keep_followed(&mut self.candidates, &self.positions, distance),
                Shape::OneName => keep_neighbours(&mut self.candidates, &self.positions),
            }
        }
        u32::try_from(self.candidates.len()).unwrap_or(u32::MAX)
    }

    /// How often the document has what is looked for; the very word that was typed counts a little more than its other forms.
    pub(super) fn weighted_frequency(&self) -> f32 {
        if self.needs_positions {
            return count(self.frequency);
        }
        let (first, all) = self.slots[0].frequencies();
        count(all) + EXACT_FORM_BONUS * count(first)
    }
}

/// Keeps the candidates that have a position so far behind them.
fn keep_followed(candidates: &mut Vec<u32>, positions: &[u32], distance: u32) {
    let mut next = 0;
    candidates.retain(|candidate| {
        let wanted = candidate + distance;
        while next < positions.len() && positions[next] < wanted {
            next += 1;
        }
        positions.get(next) == Some(&wanted)
    });
}

/// Keeps the candidates that have a position in the same name.
fn keep_neighbours(candidates: &mut Vec<u32>, positions: &[u32]) {
    const REACH: u32 = NAME_WORDS_MAX - 1;
    candidates.retain(|candidate| {
        let first = positions.partition_point(|position| position + REACH < *candidate);
        positions.get(first).is_some_and(|position| *position <= candidate + REACH)
    });
}

impl DocSet for PositionalScorer {
    fn advance(&mut self) -> DocId {
        if self.doc == TERMINATED {
            return TERMINATED;
        }
        self.slots[self.leader].advance();
        self.find()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.doc >= target {
            return self.doc;
        }
        self.slots[self.leader].seek(target);
        self.find()
    }

    fn doc(&self) -> DocId {
        self.doc
    }

    fn size_hint(&self) -> u32 {
        self.slots[self.leader].size()
    }
}

impl Scorer for PositionalScorer {
    fn score(&mut self) -> Score {
        match &self.score {
            None => 0.0,
            Some((bm25, field_norms)) => bm25.score(field_norms.fieldnorm_id(self.doc), self.frequency),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_must_follow_each_other() {
        let mut candidates = vec![1, 5, 9];
        keep_followed(&mut candidates, &[2, 6, 12], 1);
        assert_eq!(candidates, [1, 5]);
    }

    #[test]
    fn words_must_stand_in_one_name() {
        let mut candidates = vec![64, 200];
        keep_neighbours(&mut candidates, &[66, 300]);
        assert_eq!(candidates, [64]);
    }
}
