//! From clauses to queries of tantivy: the one place that knows which fields of the index they are about.

use std::ops::Bound;

use tantivy::Term;
use tantivy::query::{
    AllQuery, BooleanQuery, ConstScoreQuery, DisjunctionMaxQuery, EmptyQuery, ExistsQuery, Occur, Query, RangeQuery,
    TermQuery, TermSetQuery,
};
use tantivy::schema::{Field, IndexRecordOption};

use super::bm25f::RankedQuery;
use super::dictionary::DictionaryQuery;
use super::places::PlacesQuery;
use super::positional::{PositionalQuery, Shape};
use crate::date::day_number;
use crate::error::Result;
use crate::index::{DAY, Fields, HEADLINE_WEIGHT, NamesField, SOURCE, month_day};
use crate::query::{
    Arrival, Clause, Comparison, DateRange, Feature, NameClause, Occurrence, Pattern, Places, PlacesClause, Slot,
    WordField, WordsClause,
};

/// Compiles clauses for one index.
#[derive(Clone, Copy, Debug)]
pub(super) struct Compiler<'a> {
    fields: &'a Fields,
}

impl<'a> Compiler<'a> {
    /// For an index with these fields.
    pub(super) fn new(fields: &'a Fields) -> Self {
        Self { fields }
    }

    /// Compiles a clause.
    ///
    /// # Errors
    ///
    /// When a pattern is too large to be searched for.
    pub(super) fn compile(self, clause: &Clause) -> Result<Box<dyn Query>> {
        Ok(match clause {
            Clause::Everything => constant(AllQuery),
            Clause::All(children) => self.all_of(children)?,
            Clause::Any(children) => self.any_of(children)?,
            Clause::Not(child) => excluding(vec![(Occur::MustNot, self.compile(child)?)]),
            Clause::Words(words) => self.words(words)?,
            Clause::Places(places) => self.places(places),
            Clause::Name(name) => self.name(name),
            Clause::Listed(kind, names) => {
                let field = self.fields.listed_names(*kind);
                constant(TermSetQuery::new(names.iter().map(|name| Term::from_field_text(field, name))))
            }
            Clause::Language(Occurrence::Sequence(code)) => {
                let codes = code.iter().flat_map(|slot| &slot.0);
                constant(TermSetQuery::new(codes.map(|code| Term::from_field_text(self.fields.lang, code))))
            }
            Clause::Language(codes) => constant(occurrence(self.fields.lang, codes)?),
            Clause::Published(range) => self.published(*range),
            Clause::Arrived(arrival) => constant(self.arrived(*arrival)),
            Clause::Anniversary { month, day } => number(self.fields.month_day, month_day(*month, *day)),
            Clause::Has(feature) => constant(ExistsQuery::new(feature_column(*feature).to_owned(), false)),
            Clause::Length(comparison, count) => self.length(*comparison, *count),
        })
    }

    /// Compiles a clause that lets articles through and does not rank them.
    ///
    /// # Errors
    ///
    /// As [`Compiler::compile`].
    pub(super) fn condition(self, clause: &Clause) -> Result<Box<dyn Query>> {
        Ok(Box::new(ConstScoreQuery::new(self.compile(clause)?, 0.0)))
    }

    /// Articles of one root.
    pub(super) fn of_root(self, root: u64) -> Box<dyn Query> {
        number(self.fields.root, root)
    }

    /// All articles but those with these ids.
    pub(super) fn not_of_ids(self, ids: &[String]) -> Box<dyn Query> {
        let keys = ids.iter().map(|id| Term::from_field_text(self.fields.key, id));
        Box::new(ConstScoreQuery::new(excluding(vec![(Occur::MustNot, constant(TermSetQuery::new(keys)))]), 0.0))
    }

    /// The article with this id.
    pub(super) fn of_id(self, id: &str) -> Box<dyn Query> {
        constant(TermQuery::new(Term::from_field_text(self.fields.key, id), IndexRecordOption::Basic))
    }

    fn all_of(self, children: &[Clause]) -> Result<Box<dyn Query>> {
        let (mut ranking, mut clauses) = (Vec::new(), Vec::with_capacity(children.len()));
        for child in children {
            match child {
                Clause::Not(excluded) => clauses.push((Occur::MustNot, self.compile(excluded)?)),
                words if words.ranks() => ranking.push(self.compile(words)?),
                condition => clauses.push((Occur::Must, self.compile(condition)?)),
            }
        }
        clauses.extend(in_pairs(ranking).map(|ranking| (Occur::Must, ranking)));
        let only_excludes = clauses.iter().all(|(occur, _)| *occur == Occur::MustNot);
        Ok(if only_excludes { excluding(clauses) } else { Box::new(BooleanQuery::new(clauses)) })
    }

    fn any_of(self, children: &[Clause]) -> Result<Box<dyn Query>> {
        let queries: Result<Vec<_>> = children.iter().map(|child| self.compile(child)).collect();
        Ok(any_in_pairs(queries?).unwrap_or_else(|| Box::new(EmptyQuery)))
    }

    fn words(self, words: &WordsClause) -> Result<Box<dyn Query>> {
        let readings: Result<Vec<_>> =
            words.readings.iter().map(|reading| self.reading(words.fields, reading)).collect();
        let query = best_of(readings?);
        Ok(if words.ranks { query } else { Box::new(ConstScoreQuery::new(query, 0.0)) })
    }

    /// One way to read words. In headline and text they rank by how often and how early they stand; a word that fits a pattern, or is
    /// near, ranks by being there.
    fn reading(self, fields: &[WordField], reading: &Occurrence) -> Result<Box<dyn Query>> {
        match reading {
            Occurrence::Sequence(slots) if fields.iter().all(|field| field.has_stems()) => {
                Ok(Box::new(self.ranked(fields, slots)))
            }
            _ => {
                let in_fields: Result<Vec<_>> =
                    fields.iter().map(|field| occurrence(self.field(*field), reading)).collect();
                Ok(best_of(in_fields?))
            }
        }
    }

    fn ranked(self, fields: &[WordField], slots: &[Slot]) -> RankedQuery {
        let in_field = |field: &WordField| {
            let index_field = self.field(*field);
            let terms = |slot: &Slot| slot.0.iter().map(|form| Term::from_field_text(index_field, form)).collect();
            let weight = if *field == WordField::Title { HEADLINE_WEIGHT } else { 1 };
            (slots.iter().map(terms).collect(), f32::from(weight))
        };
        RankedQuery::new(fields.iter().map(in_field).collect(), self.fields.length)
    }

    /// Places let articles through, and the words in them rank.
    fn places(self, places: &PlacesClause) -> Box<dyn Query> {
        let fields = places.fields.iter().map(|field| self.field(*field)).collect();
        let mut clauses: Vec<(Occur, Box<dyn Query>)> = vec![(Occur::Must, Box::new(PlacesQuery::new(fields, places)))];
        if places.fields.iter().all(|field| field.has_stems()) {
            let sequences = sequences_in(&places.places);
            let ranked =
                sequences.into_iter().map(|slots| Box::new(self.ranked(places.fields, slots)) as Box<dyn Query>);
            clauses.extend(any_in_pairs(ranked.collect()).map(|ranked| (Occur::Should, ranked)));
        }
        Box::new(BooleanQuery::new(clauses))
    }

    fn field(self, field: WordField) -> Field {
        match field {
            WordField::Title => self.fields.title,
            WordField::Body => self.fields.body,
            WordField::Byline => self.fields.byline,
            WordField::Source => self.fields.source,
            WordField::Section => self.fields.section,
            WordField::Url => self.fields.url,
            WordField::Id => self.fields.id_words,
        }
    }

    /// One name that has all of these words, in any order.
    fn name(self, name: &NameClause) -> Box<dyn Query> {
        let mut queries: Vec<Box<dyn Query>> = Vec::new();
        for kind in &name.kinds {
            let field = self.fields.names(*kind);
            for words in &name.readings {
                let slots = words.iter().map(|word| vec![Term::from_field_text(field, word)]).collect();
                queries.push(Box::new(PositionalQuery::new(slots, Shape::OneName)));
            }
        }
        constant(BooleanQuery::union(queries))
    }

    /// The range overlaps the days that the date covers.
    fn published(self, range: DateRange) -> Box<dyn Query> {
        let mut queries: Vec<Box<dyn Query>> = Vec::new();
        if let Some(to) = range.to {
            let last = Term::from_field_i64(self.fields.day, day_number(to));
            queries.push(Box::new(RangeQuery::new(Bound::Unbounded, Bound::Included(last))));
        }
        if let Some(from) = range.from {
            let first = Term::from_field_i64(self.fields.day_last, day_number(from));
            queries.push(Box::new(RangeQuery::new(Bound::Included(first), Bound::Unbounded)));
        }
        if queries.is_empty() {
            queries.push(Box::new(ExistsQuery::new(DAY.to_owned(), false)));
        }
        constant(BooleanQuery::intersection(queries))
    }

    fn arrived(self, arrival: Arrival) -> RangeQuery {
        let lower = match arrival {
            Arrival::Since(day) => Bound::Included(Term::from_field_i64(self.fields.added, day_number(day))),
            Arrival::After(number) => Bound::Excluded(Term::from_field_u64(self.fields.arrived, number)),
        };
        RangeQuery::new(lower, Bound::Unbounded)
    }

    fn length(self, comparison: Comparison, count: u64) -> Box<dyn Query> {
        let term = Term::from_field_u64(self.fields.words, count);
        let (lower, upper) = match comparison {
            Comparison::Less => (Bound::Unbounded, Bound::Excluded(term)),
            Comparison::LessOrEqual => (Bound::Unbounded, Bound::Included(term)),
            Comparison::Equal => (Bound::Included(term.clone()), Bound::Included(term)),
            Comparison::GreaterOrEqual => (Bound::Included(term), Bound::Unbounded),
            Comparison::Greater => (Bound::Excluded(term), Bound::Unbounded),
        };
        constant(RangeQuery::new(lower, upper))
    }
}

/// All of these.
pub(super) fn all_of(mut queries: Vec<Box<dyn Query>>) -> Box<dyn Query> {
    if queries.len() == 1 { queries.remove(0) } else { Box::new(BooleanQuery::intersection(queries)) }
}

fn occurrence(field: Field, occurrence: &Occurrence) -> Result<Box<dyn Query>> {
    Ok(match occurrence {
        Occurrence::Sequence(slots) => {
            let terms = |slot: &Slot| slot.0.iter().map(|form| Term::from_field_text(field, form)).collect();
            let slots = slots.iter().map(terms).collect();
            Box::new(PositionalQuery::new(slots, Shape::Sequence))
        }
        Occurrence::Letter(letter) => Box::new(DictionaryQuery::pattern(field, &Pattern::containing(*letter))?),
        Occurrence::Pattern(pattern) => Box::new(DictionaryQuery::pattern(field, pattern)?),
        Occurrence::Near(word) => Box::new(DictionaryQuery::near(field, word)),
    })
}

fn number(field: Field, number: u64) -> Box<dyn Query> {
    constant(TermQuery::new(Term::from_field_u64(field, number), IndexRecordOption::Basic))
}

/// All of these, of which each adds to the score. tantivy adds the scores of an intersection in the order of what is cheapest in
/// each segment, and the sum of three or more floating-point numbers depends on the order; that of two does not.
fn in_pairs(queries: Vec<Box<dyn Query>>) -> Option<Box<dyn Query>> {
    paired(queries, |pair| Box::new(BooleanQuery::intersection(pair)))
}

/// Any of these, of which each adds to the score, for the same reason in pairs.
fn any_in_pairs(queries: Vec<Box<dyn Query>>) -> Option<Box<dyn Query>> {
    paired(queries, |pair| Box::new(BooleanQuery::union(pair)))
}

fn paired(
    mut queries: Vec<Box<dyn Query>>,
    join: impl Fn(Vec<Box<dyn Query>>) -> Box<dyn Query>,
) -> Option<Box<dyn Query>> {
    while queries.len() > 1 {
        let mut joined = Vec::with_capacity(queries.len().div_ceil(2));
        let mut rest = queries.into_iter();
        while let Some(left) = rest.next() {
            joined.push(match rest.next() {
                Some(right) => join(vec![left, right]),
                None => left,
            });
        }
        queries = joined;
    }
    queries.pop()
}

/// The sequences of words that places are made of; what is excluded ranks nothing.
fn sequences_in(places: &Places) -> Vec<&[Slot]> {
    match places {
        Places::Words(readings) => {
            let slots = readings.iter().filter_map(|reading| match reading {
                Occurrence::Sequence(slots) => Some(slots.as_slice()),
                _ => None,
            });
            slots.collect()
        }
        Places::Any(members) => members.iter().flat_map(sequences_in).collect(),
        Places::Near(nearness) if nearness.negated => sequences_in(&nearness.left),
        Places::Near(nearness) => [sequences_in(&nearness.left), sequences_in(&nearness.right)].concat(),
        Places::Window(slots, _) => slots.chunks(1).collect(),
        Places::AnyName(_) | Places::Listed(..) => Vec::new(),
    }
}

/// A filter: it lets articles through and does not rank them.
fn constant(query: impl Query) -> Box<dyn Query> {
    Box::new(ConstScoreQuery::new(Box::new(query), 0.0))
}

/// tantivy finds nothing for a query that only excludes.
fn excluding(mut clauses: Vec<(Occur, Box<dyn Query>)>) -> Box<dyn Query> {
    clauses.push((Occur::Must, constant(AllQuery)));
    Box::new(BooleanQuery::new(clauses))
}

/// Any of these readings of one thing; an article that fits several counts as its best.
fn best_of(mut queries: Vec<Box<dyn Query>>) -> Box<dyn Query> {
    match queries.len() {
        0 => Box::new(EmptyQuery),
        1 => queries.remove(0),
        _ => Box::new(DisjunctionMaxQuery::new(queries)),
    }
}

fn feature_column(feature: Feature) -> &'static str {
    match feature {
        Feature::Date => DAY,
        Feature::Byline => "byline",
        Feature::Source => SOURCE,
        Feature::Section => "section",
        Feature::Lang => "lang",
        Feature::Url => "url",
        Feature::Names(kind) => NamesField::of(kind),
        Feature::Title => "words",
    }
}
