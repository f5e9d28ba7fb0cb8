//! Finds the articles that have places in a text: words near each other, so many times, or early.

use std::sync::Arc;

use tantivy::postings::SegmentPostings;
use tantivy::query::{EmptyScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, InvertedIndexReader, Score, SegmentReader, TERMINATED, TantivyError, Term};

use super::dictionary::terms_of;
use super::nearness::{NearRule, Parts, Place, near, not_near, windows};
use super::positional::Slot as Postings;
use crate::analysis::{StretchMarks, name_mark};
use crate::article::EntityKind;
use crate::query::{NearPlaces, Occurrence, Pattern, Places, PlacesClause, Reach, Slot};

/// A clause of places, over fields of the index.
#[derive(Clone, Debug)]
pub(super) struct PlacesQuery {
    fields: Vec<Field>,
    clause: Arc<PlacesClause>,
}

impl PlacesQuery {
    /// `fields` are those of the clause.
    pub(super) fn new(fields: Vec<Field>, clause: &PlacesClause) -> Self {
        Self { fields, clause: Arc::new(clause.clone()) }
    }
}

impl Query for PlacesQuery {
    fn weight(&self, _enable_scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(self.clone()))
    }
}

impl Weight for PlacesQuery {
    fn scorer(&self, reader: &SegmentReader, _boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let mut sources = Vec::with_capacity(self.fields.len());
        for field in &self.fields {
            let opener = Opener { index: reader.inverted_index(*field)?, field: *field };
            sources.extend(opener.open(&self.clause.places)?);
        }
        if sources.is_empty() {
            return Ok(Box::new(EmptyScorer));
        }
        Ok(Box::new(PlacesScorer::new(sources, Arc::clone(&self.clause))))
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        let mut scorer = self.scorer(reader, 1.0)?;
        if scorer.doc() > doc || scorer.seek(doc) != doc {
            return Err(TantivyError::InvalidArgument(format!("document {doc} does not match")));
        }
        Ok(Explanation::new("places in a text", scorer.score()))
    }
}

/// Opens what a clause is about in one field of a segment; `None` is what no document has.
struct Opener {
    index: Arc<InvertedIndexReader>,
    field: Field,
}

impl Opener {
    fn open(&self, places: &Places) -> tantivy::Result<Option<Source>> {
        Ok(match places {
            Places::Words(readings) => {
                let opened: tantivy::Result<Vec<_>> = readings.iter().map(|reading| self.occurrence(reading)).collect();
                any(opened?)
            }
            Places::Any(members) => {
                let opened: tantivy::Result<Vec<_>> = members.iter().map(|member| self.open(member)).collect();
                any(opened?)
            }
            Places::Near(nearness) => self.near(nearness)?,
            Places::Window(slots, others) => self.slots(slots)?.map(|slots| Source::Window { slots, others: *others }),
            Places::AnyName(kind) => {
                let marks = StretchMarks::of_names(*kind as usize);
                self.names(*kind, &[marks.first, marks.only])?
            }
            Places::Listed(kind, names) => {
                let marks: Vec<String> = names.iter().map(|name| name_mark(*kind as usize, name)).collect();
                self.names(*kind, &marks)?
            }
        })
    }

    fn occurrence(&self, occurrence: &Occurrence) -> tantivy::Result<Option<Source>> {
        let words = |terms: Vec<String>| Ok::<_, TantivyError>(self.terms(&terms)?.map(Source::Words));
        match occurrence {
            Occurrence::Sequence(slots) => Ok(self.slots(slots)?.map(Source::Sequence)),
            Occurrence::Letter(letter) => words(terms_of(&self.index, &Pattern::containing(*letter))?),
            Occurrence::Pattern(pattern) => words(terms_of(&self.index, pattern)?),
            Occurrence::Near(word) => words(terms_of(&self.index, word)?),
        }
    }

    fn near(&self, nearness: &NearPlaces) -> tantivy::Result<Option<Source>> {
        let Some(left) = self.open(&nearness.left)? else {
            return Ok(None);
        };
        let right = self.open(&nearness.right)?;
        if right.is_none() && !nearness.negated {
            return Ok(None);
        }
        let marks = match nearness.reach {
            Reach::Words(_) => None,
            Reach::Sentence => Some(StretchMarks::of_sentence()),
            Reach::Paragraph => Some(StretchMarks::of_paragraph()),
        };
        let ends = match marks {
            None => None,
            Some(marks) => self.terms(&[marks.last, marks.only])?,
        };
        let touching = nearness.counts_touching();
        Ok(Some(Source::Near(Box::new(NearSource {
            left,
            right,
            ends,
            reach: nearness.reach,
            ordered: nearness.ordered,
            touching,
            negated: nearness.negated,
        }))))
    }

    fn slots(&self, slots: &[Slot]) -> tantivy::Result<Option<Vec<Postings>>> {
        let opened: tantivy::Result<Vec<_>> = slots.iter().map(|slot| self.terms(&slot.0)).collect();
        Ok(opened?.into_iter().collect())
    }

    fn names(&self, kind: EntityKind, starts: &[String]) -> tantivy::Result<Option<Source>> {
        let marks = StretchMarks::of_names(kind as usize);
        let (starts, ends) = (self.terms(starts)?, self.terms(&[marks.last, marks.only])?);
        Ok(starts.zip(ends).map(|(starts, ends)| Source::Names { starts, ends }))
    }

    /// The postings of any of some terms.
    fn terms(&self, terms: &[String]) -> tantivy::Result<Option<Postings>> {
        let mut postings: Vec<SegmentPostings> = Vec::new();
        for term in terms {
            let term = Term::from_field_text(self.field, term);
            postings.extend(self.index.read_postings(&term, IndexRecordOption::WithFreqsAndPositions)?);
        }
        Ok((!postings.is_empty()).then(|| Postings::new(postings)))
    }
}

fn any(sources: Vec<Option<Source>>) -> Option<Source> {
    let mut sources: Vec<Source> = sources.into_iter().flatten().collect();
    match sources.len() {
        0 => None,
        1 => sources.pop(),
        _ => Some(Source::Any(sources)),
    }
}

/// Goes over the documents that may have a place, and gives the places of the one it stands at.
enum Source {
    /// Any of some words.
    Words(Postings),
    /// Words side by side.
    Sequence(Vec<Postings>),
    Any(Vec<Source>),
    Near(Box<NearSource>),
    Window {
        slots: Vec<Postings>,
        others: u32,
    },
    /// Mentions, by the marks of their first and of their last words.
    Names {
        starts: Postings,
        ends: Postings,
    },
}

struct NearSource {
    left: Source,
    right: Option<Source>,
    /// Last words of sentences or paragraphs.
    ends: Option<Postings>,
    reach: Reach,
    ordered: bool,
    touching: bool,
    negated: bool,
}

impl Source {
    /// The first document from `target` on that has all that is needed; never one before.
    fn seek(&mut self, target: DocId) -> DocId {
        match self {
            Self::Words(postings) => postings.seek(target),
            Self::Names { starts, .. } => starts.seek(target),
            Self::Sequence(slots) | Self::Window { slots, .. } => aligned(target, slots, Postings::seek),
            Self::Any(sources) => sources.iter_mut().map(|source| source.seek(target)).min().unwrap_or(TERMINATED),
            Self::Near(near) => match &mut near.right {
                Some(right) if !near.negated => {
                    aligned(target, &mut [&mut near.left, right], |source, target| source.seek(target))
                }
                _ => near.left.seek(target),
            },
        }
    }

    /// The places of a document that was sought last, or of one before it that the others have passed: then there are none.
    fn places(&mut self, doc: DocId) -> Vec<Place<()>> {
        match self {
            Self::Words(postings) => words_at(postings, doc),
            Self::Sequence(slots) => sequences(slots, doc),
            Self::Any(sources) => {
                let mut places: Vec<Place<()>> = sources.iter_mut().flat_map(|source| source.places(doc)).collect();
                places.sort_unstable();
                places.dedup();
                places
            }
            Self::Near(near) => near.places(doc),
            Self::Window { slots, others } => {
                let slots: Vec<Vec<Place<()>>> = slots.iter_mut().map(|slot| words_at(slot, doc)).collect();
                windows(&slots, *others)
            }
            Self::Names { starts, ends } => {
                let (starts, ends) = (words_at(starts, doc), words_at(ends, doc));
                mentions(&starts, &ends)
            }
        }
    }
}

impl NearSource {
    fn places(&mut self, doc: DocId) -> Vec<Place<()>> {
        let left = self.left.places(doc);
        let right = self.right.as_mut().map(|right| right.places(doc)).unwrap_or_default();
        let ends: Vec<u32> = self
            .ends
            .as_mut()
            .map(|ends| words_at(ends, doc).into_iter().map(|place| place.end).collect())
            .unwrap_or_default();
        let rule = NearRule { reach: self.reach, ordered: self.ordered, touching: self.touching, ends: &ends };
        if self.negated { not_near(&left, &right, rule) } else { near(&left, &right, rule) }
    }
}

/// The first document from `target` on at which all of these stand.
fn aligned<S>(mut target: DocId, sources: &mut [S], mut seek: impl FnMut(&mut S, DocId) -> DocId) -> DocId {
    'again: loop {
        for source in &mut *sources {
            let doc = seek(source, target);
            if doc == TERMINATED {
                return TERMINATED;
            }
            if doc > target {
                target = doc;
                continue 'again;
            }
        }
        return target;
    }
}

/// Where a document has one of some words.
fn words_at(postings: &mut Postings, doc: DocId) -> Vec<Place<()>> {
    if postings.seek(doc) != doc {
        return Vec::new();
    }
    let mut positions = Vec::new();
    postings.positions(&mut positions);
    positions.into_iter().map(|position| Place { start: position, end: position, parts: () }).collect()
}

fn sequences(slots: &mut [Postings], doc: DocId) -> Vec<Place<()>> {
    let Some((first, rest)) = slots.split_first_mut() else {
        return Vec::new();
    };
    let mut places = words_at(first, doc);
    for slot in rest {
        if places.is_empty() {
            return places;
        }
        let next = words_at(slot, doc);
        places.retain_mut(|place| {
            place.end += 1;
            next.binary_search_by_key(&place.end, |next| next.start).is_ok()
        });
    }
    places
}

/// Each mention from its first word to its last. Mentions of one kind do not overlap.
pub(super) fn mentions<P: Parts>(starts: &[Place<P>], ends: &[Place<P>]) -> Vec<Place<P>> {
    let mention = |start: &Place<P>| {
        let end = ends.get(ends.partition_point(|end| end.end < start.start))?;
        Some(Place { start: start.start, end: end.end, parts: start.parts.clone() })
    };
    starts.iter().filter_map(mention).collect()
}

/// Which places of one field count for a clause.
pub(super) fn counted<P: Parts>(mut places: Vec<Place<P>>, clause: &PlacesClause) -> Vec<Place<P>> {
    if let Some(words_max) = clause.words_max {
        places.retain(|place| place.end < words_max);
    }
    if let Some(begin_within) = clause.begin_within {
        places.retain(|place| place.start < begin_within);
    }
    places
}

struct PlacesScorer {
    /// One for each field that has any.
    sources: Vec<Source>,
    clause: Arc<PlacesClause>,
    doc: DocId,
}

impl PlacesScorer {
    fn new(sources: Vec<Source>, clause: Arc<PlacesClause>) -> Self {
        let mut scorer = Self { sources, clause, doc: 0 };
        scorer.find(0);
        scorer
    }

    /// Stands at the first document from `target` on that has enough places.
    fn find(&mut self, mut target: DocId) -> DocId {
        loop {
            let doc = self.sources.iter_mut().map(|source| source.seek(target)).min().unwrap_or(TERMINATED);
            self.doc = doc;
            if doc == TERMINATED || self.has_enough(doc) {
                return doc;
            }
            target = doc + 1;
        }
    }

    fn has_enough(&mut self, doc: DocId) -> bool {
        let Self { sources, clause, .. } = self;
        let mut count = 0;
        for source in sources {
            count += counted(source.places(doc), clause).len();
            if count >= clause.least as usize {
                return true;
            }
        }
        false
    }
}

impl DocSet for PlacesScorer {
    fn advance(&mut self) -> DocId {
        if self.doc == TERMINATED { TERMINATED } else { self.find(self.doc + 1) }
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.doc >= target { self.doc } else { self.find(target) }
    }

    fn doc(&self) -> DocId {
        self.doc
    }

    fn size_hint(&self) -> u32 {
        0
    }
}

impl Scorer for PlacesScorer {
    fn score(&mut self) -> Score {
        0.0
    }
}
