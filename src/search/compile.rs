//! From clauses to queries of tantivy: the one place that knows which fields of the index they are about.

use std::ops::Bound;

use tantivy::Term;
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, DisjunctionMaxQuery, EmptyQuery, ExistsQuery, Occur, Query,
    RangeQuery, TermQuery, TermSetQuery,
};
use tantivy::schema::{Field, IndexRecordOption};

use super::dictionary::DictionaryQuery;
use super::places::PlacesQuery;
use super::positional::{PositionalQuery, Shape};
use crate::date::day_number;
use crate::error::Result;
use crate::index::{DAY, Fields, NamesField, SOURCE, month_day};
use crate::query::{
    Clause, Comparison, DateRange, Feature, NameClause, Occurrence, Pattern, Slot, WordField, WordsClause,
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
            Clause::Places(places) => {
                let fields = places.fields.iter().map(|field| self.field(*field)).collect();
                Box::new(PlacesQuery::new(fields, places))
            }
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
        Ok(Box::new(BooleanQuery::union(queries?)))
    }

    fn words(self, words: &WordsClause) -> Result<Box<dyn Query>> {
        let mut in_fields = Vec::with_capacity(words.fields.len());
        for field in words.fields {
            let readings: Result<Vec<_>> =
                words.readings.iter().map(|reading| occurrence(self.field(*field), reading)).collect();
            in_fields.push((*field, best_of(readings?)));
        }
        if let [(_, _)] = &in_fields[..] {
            return Ok(in_fields.remove(0).1);
        }
        let boosted = |(field, query): (WordField, Box<dyn Query>)| -> Box<dyn Query> {
            Box::new(BoostQuery::new(query, field.weight()))
        };
        Ok(Box::new(BooleanQuery::union(in_fields.into_iter().map(boosted).collect())))
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
fn in_pairs(mut queries: Vec<Box<dyn Query>>) -> Option<Box<dyn Query>> {
    while queries.len() > 1 {
        let mut paired = Vec::with_capacity(queries.len().div_ceil(2));
        let mut rest = queries.into_iter();
        while let Some(left) = rest.next() {
            paired.push(match rest.next() {
                Some(right) => Box::new(BooleanQuery::intersection(vec![left, right])),
                None => left,
            });
        }
        queries = paired;
    }
    queries.pop()
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
