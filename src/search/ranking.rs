//! Counts what matches and keeps the first hits of an order that does not depend on how the index is laid out.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocAddress, DocId, Score, SegmentOrdinal, SegmentReader};

use crate::index::{DAY, SECONDS};

/// In which order hits come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// Best first; equal ones newest first.
    #[default]
    Relevance,
    /// Latest day first, undated last.
    Newest,
    /// Earliest day first, undated last.
    Oldest,
}

/// Collects the first `keep` hits of an order, and the exact number of all.
pub(super) struct Ranking {
    sort: Sort,
    keep: usize,
    decay: Option<Decay>,
}

/// How a score decays with the age of an article.
#[derive(Clone, Copy, Debug)]
pub(super) struct Decay {
    /// The day that ages are counted back from: that of the newest article that matches.
    pub(super) newest: i64,
    /// The day that an undated article is taken for: that of the oldest.
    pub(super) oldest: i64,
    /// After so many days a score is half of what it was.
    pub(super) half_life_days: u32,
}

impl Decay {
    #[expect(clippy::cast_precision_loss, reason = "of an age in days seven digits are enough")]
    fn of(self, day: Option<i64>) -> Score {
        let age = self.newest.saturating_sub(day.unwrap_or(self.oldest)).max(0);
        (-(age as Score) / self.half_life_days.max(1) as Score).exp2()
    }
}

/// What was collected.
pub(super) struct Ranked {
    pub(super) total: u64,
    pub(super) hits: Vec<(Score, DocAddress)>,
}

impl Ranking {
    pub(super) fn new(sort: Sort, keep: usize) -> Self {
        Self { sort, keep, decay: None }
    }

    /// The same with scores that decay.
    pub(super) fn decaying(self, decay: Option<Decay>) -> Self {
        Self { decay, ..self }
    }
}

/// A hit before its article is read. `key` is its id's number among the ids of its segment, in their order.
#[derive(Clone, Copy, Debug)]
struct Candidate {
    score: Score,
    day: Option<i64>,
    seconds: Option<u64>,
    key: u64,
    doc: DocId,
}

impl Candidate {
    /// `Less` is better. Ids are left out.
    fn compare(&self, other: &Self, sort: Sort) -> Ordering {
        let newest = || other.moment().cmp(&self.moment());
        match sort {
            Sort::Relevance => other.score.total_cmp(&self.score).then_with(newest),
            Sort::Newest => newest(),
            Sort::Oldest => {
                let undated_last = self.day.is_none().cmp(&other.day.is_none());
                undated_last.then_with(|| self.moment().cmp(&other.moment()))
            }
        }
    }

    /// No day is before every day.
    fn moment(&self) -> (Option<i64>, Option<u64>) {
        (self.day, self.seconds)
    }
}

/// A candidate in the heap of one segment: the worst on top.
struct Held {
    candidate: Candidate,
    sort: Sort,
}

impl Ord for Held {
    fn cmp(&self, other: &Self) -> Ordering {
        let (left, right) = (&self.candidate, &other.candidate);
        left.compare(right, self.sort).then(left.key.cmp(&right.key)).then(left.doc.cmp(&right.doc))
    }
}

impl PartialOrd for Held {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Held {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Held {}

pub(super) struct SegmentRanking {
    segment: SegmentOrdinal,
    sort: Sort,
    keep: usize,
    decay: Option<Decay>,
    total: u64,
    days: Option<Column<i64>>,
    seconds: Option<Column<u64>>,
    keys: Option<StrColumn>,
    heap: BinaryHeap<Held>,
}

pub(super) struct SegmentHits {
    segment: SegmentOrdinal,
    total: u64,
    keys: Option<StrColumn>,
    candidates: Vec<Candidate>,
}

impl Collector for Ranking {
    type Fruit = Ranked;
    type Child = SegmentRanking;

    fn for_segment(&self, segment: SegmentOrdinal, reader: &SegmentReader) -> tantivy::Result<SegmentRanking> {
        let columns = reader.fast_fields();
        Ok(SegmentRanking {
            segment,
            sort: self.sort,
            keep: self.keep,
            decay: self.decay,
            total: 0,
            days: columns.column_opt(DAY)?,
            seconds: columns.column_opt(SECONDS)?,
            keys: columns.str("key")?,
            heap: BinaryHeap::new(),
        })
    }

    fn requires_scoring(&self) -> bool {
        self.sort == Sort::Relevance && self.keep > 0
    }

    fn merge_fruits(&self, segments: Vec<SegmentHits>) -> tantivy::Result<Ranked> {
        let total = segments.iter().map(|segment| segment.total).sum();
        let mut all: Vec<(usize, Candidate)> = Vec::new();
        for (place, segment) in segments.iter().enumerate() {
            all.extend(segment.candidates.iter().map(|candidate| (place, *candidate)));
        }
        let mut failure = None;
        all.sort_by(|(left_place, left), (right_place, right)| {
            left.compare(right, self.sort).then_with(|| {
                if left_place == right_place {
                    return left.key.cmp(&right.key);
                }
                match (segments[*left_place].key(left.key), segments[*right_place].key(right.key)) {
                    (Ok(left), Ok(right)) => left.cmp(&right),
                    (Err(error), _) | (_, Err(error)) => {
                        failure = Some(error);
                        Ordering::Equal
                    }
                }
            })
        });
        if let Some(error) = failure {
            return Err(error.into());
        }
        all.truncate(self.keep);
        let address = |place: usize, doc: DocId| DocAddress::new(segments[place].segment, doc);
        Ok(Ranked { total, hits: all.iter().map(|(place, hit)| (hit.score, address(*place, hit.doc))).collect() })
    }
}

impl SegmentHits {
    /// The id behind a number.
    fn key(&self, number: u64) -> std::io::Result<String> {
        let mut key = String::new();
        if let Some(keys) = &self.keys {
            keys.ord_to_str(number, &mut key)?;
        }
        Ok(key)
    }
}

impl SegmentRanking {
    fn day(&self, doc: DocId) -> Option<i64> {
        self.days.as_ref().and_then(|days| days.first(doc))
    }
}

impl SegmentCollector for SegmentRanking {
    type Fruit = SegmentHits;

    fn collect(&mut self, doc: DocId, score: Score) {
        self.total += 1;
        if self.keep == 0 {
            return;
        }
        let score = self.decay.map_or(score, |decay| score * decay.of(self.day(doc)));
        let is_full = self.heap.len() >= self.keep;
        if is_full
            && self.sort == Sort::Relevance
            && self.heap.peek().is_some_and(|worst| score < worst.candidate.score)
        {
            return;
        }
        let candidate = Candidate {
            score,
            day: self.day(doc),
            seconds: self.seconds.as_ref().and_then(|seconds| seconds.first(doc)),
            key: self.keys.as_ref().and_then(|keys| keys.ords().first(doc)).unwrap_or(u64::MAX),
            doc,
        };
        let held = Held { candidate, sort: self.sort };
        if !is_full {
            self.heap.push(held);
        } else if let Some(mut worst) = self.heap.peek_mut()
            && held < *worst
        {
            *worst = held;
        }
    }

    fn harvest(self) -> SegmentHits {
        let candidates = self.heap.into_iter().map(|held| held.candidate).collect();
        SegmentHits { segment: self.segment, total: self.total, keys: self.keys, candidates }
    }
}
