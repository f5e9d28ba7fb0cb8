//! From a tree to a query of tantivy: the one place that knows what the parts of the language mean to the index.

use std::collections::BTreeSet;
use std::ops::Bound;

use tantivy::Term;
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, ConstScoreQuery, DisjunctionMaxQuery, EmptyQuery, ExistsQuery, Occur, Query,
    RangeQuery, RegexQuery, TermQuery, TermSetQuery,
};
use tantivy::schema::{Field, IndexRecordOption};

use super::ast::{Comparison, DateRange, Feature, Node, TextField, TextMatch};
use super::fuzzy::FuzzyWordQuery;
use super::positional::{PositionalQuery, Shape};
use crate::analysis::{self, Language, MARKS, STEM_MARK, Stemmer, fold};
use crate::article::EntityKind;
use crate::date::day_number;
use crate::error::{Error, Result};
use crate::index::{DAY, Fields, NamesField, SOURCE, month_day};

/// How much more a word in the title counts than one in the body. Picked by gut feeling; ranking has its own measure to come.
const TITLE_BOOST: f32 = 2.0;

/// `lead:` reaches so many words into the body.
const LEAD_WORDS: u32 = 50;

/// Compiles trees for one index.
pub struct Compiler<'a> {
    fields: &'a Fields,
    stemmers: Vec<Stemmer>,
}

impl std::fmt::Debug for Compiler<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Compiler").field("stemmers", &self.stemmers.len()).finish_non_exhaustive()
    }
}

impl<'a> Compiler<'a> {
    /// For an index with these fields, whose articles are in these languages.
    pub fn new(fields: &'a Fields, languages: &[String]) -> Self {
        let languages = languages.iter().filter_map(|code| Language::of_code(code));
        Self { fields, stemmers: languages.filter_map(Stemmer::new).collect() }
    }

    /// Compiles a tree.
    ///
    /// # Errors
    ///
    /// When a pattern is too large to be searched for.
    pub fn compile(&mut self, node: &Node) -> Result<Box<dyn Query>> {
        Ok(match node {
            Node::Everything => constant(AllQuery),
            Node::And(children) => self.all_of(children)?,
            Node::Or(children) => self.any_of(children)?,
            Node::Not(child) => excluding(vec![(Occur::MustNot, self.compile(child)?)]),
            Node::Text(field, text) => self.text(*field, text)?,
            Node::Name(kind, name) => self.name(*kind, name),
            Node::Listed(kind, names) => {
                let field = self.fields.listed_names(*kind);
                constant(TermSetQuery::new(names.iter().map(|name| Term::from_field_text(field, name))))
            }
            Node::Date(range) => self.date(*range),
            Node::Anniversary { month, day } => {
                let term = Term::from_field_u64(self.fields.month_day, month_day(*month, *day));
                constant(TermQuery::new(term, IndexRecordOption::Basic))
            }
            Node::Has(feature) => constant(ExistsQuery::new(feature_column(*feature).to_owned(), false)),
            Node::Words(comparison, count) => self.words(*comparison, *count),
        })
    }

    /// Compiles a tree that lets articles through and does not rank them.
    ///
    /// # Errors
    ///
    /// As [`Compiler::compile`].
    pub fn condition(&mut self, node: &Node) -> Result<Box<dyn Query>> {
        Ok(Box::new(ConstScoreQuery::new(self.compile(node)?, 0.0)))
    }

    /// Articles of one root.
    pub fn of_root(&self, root: u64) -> Box<dyn Query> {
        constant(TermQuery::new(Term::from_field_u64(self.fields.root, root), IndexRecordOption::Basic))
    }

    /// The article with this id.
    pub fn of_id(&self, id: &str) -> Box<dyn Query> {
        constant(TermQuery::new(Term::from_field_text(self.fields.key, id), IndexRecordOption::Basic))
    }

    fn all_of(&mut self, children: &[Node]) -> Result<Box<dyn Query>> {
        let mut clauses = Vec::with_capacity(children.len());
        for child in children {
            clauses.push(match child {
                Node::Not(excluded) => (Occur::MustNot, self.compile(excluded)?),
                other => (Occur::Must, self.compile(other)?),
            });
        }
        let only_excludes = clauses.iter().all(|(occur, _)| *occur == Occur::MustNot);
        Ok(if only_excludes { excluding(clauses) } else { Box::new(BooleanQuery::new(clauses)) })
    }

    fn any_of(&mut self, children: &[Node]) -> Result<Box<dyn Query>> {
        let queries: Result<Vec<_>> = children.iter().map(|child| self.compile(child)).collect();
        Ok(Box::new(BooleanQuery::union(queries?)))
    }

    fn text(&mut self, field: TextField, text: &TextMatch) -> Result<Box<dyn Query>> {
        let fields = self.fields;
        match field {
            TextField::Any => {
                let title = self.text_in(fields.title, text, true, None)?;
                let body = self.text_in(fields.body, text, true, None)?;
                Ok(Box::new(BooleanQuery::union(vec![Box::new(BoostQuery::new(title, TITLE_BOOST)), body])))
            }
            TextField::Title => self.text_in(fields.title, text, true, None),
            TextField::Body => self.text_in(fields.body, text, true, None),
            TextField::Lead => self.text_in(fields.body, text, true, Some(LEAD_WORDS)),
            TextField::By => self.text_in(fields.byline, text, false, None),
            TextField::Source => self.text_in(fields.source, text, false, None),
            TextField::Section => self.text_in(fields.section, text, false, None),
            TextField::Url => self.text_in(fields.url, text, false, None),
            TextField::Id => self.text_in(fields.id_words, text, false, None),
            TextField::Lang => self.language(text),
        }
    }

    /// `stemmed`: whether the field has stems; `first_words`: how far into it to look.
    fn text_in(
        &mut self,
        field: Field,
        text: &TextMatch,
        stemmed: bool,
        first_words: Option<u32>,
    ) -> Result<Box<dyn Query>> {
        match text {
            TextMatch::Word(word) => self.word(field, word, stemmed, first_words),
            TextMatch::Exact(text) | TextMatch::Phrase(text) => {
                Ok(best_of(readings(text).iter().map(|words| phrase(field, words, first_words)).collect()))
            }
            TextMatch::Pattern(pattern) => pattern_query(field, pattern, first_words),
            TextMatch::Fuzzy(word, distance) => fuzzy(field, word, *distance, first_words),
        }
    }

    /// A word in any form; a word of several parts as these side by side, or joined.
    fn word(&mut self, field: Field, word: &str, stemmed: bool, first_words: Option<u32>) -> Result<Box<dyn Query>> {
        let mut queries = Vec::new();
        for words in readings(word) {
            queries.push(match &words[..] {
                [only] if is_half_pair(only) => pattern_query(field, &format!("*{only}*"), first_words)?,
                [only] => {
                    let forms = if stemmed { self.forms(only) } else { vec![only.clone()] };
                    sequence(field, &[forms], first_words)
                }
                _ => phrase(field, &words, first_words),
            });
        }
        Ok(best_of(queries))
    }

    /// The terms under which all forms of a word are found: itself, its stem, and the mark of words with that stem, in
    /// every language of the index.
    fn forms(&mut self, word: &str) -> Vec<String> {
        let mut forms = BTreeSet::from([word.to_owned()]);
        for stemmer in &mut self.stemmers {
            let stem = stemmer.stem(word).unwrap_or(word).to_owned();
            forms.insert(format!("{STEM_MARK}{stem}"));
            forms.insert(stem);
        }
        forms.into_iter().collect()
    }

    fn language(&self, text: &TextMatch) -> Result<Box<dyn Query>> {
        let field = self.fields.lang;
        let stated = match text {
            TextMatch::Pattern(pattern) => return pattern_query(field, pattern, None),
            TextMatch::Word(word) | TextMatch::Exact(word) | TextMatch::Phrase(word) | TextMatch::Fuzzy(word, _) => {
                word
            }
        };
        let code = analysis::language_code(stated).unwrap_or_default();
        Ok(constant(TermQuery::new(Term::from_field_text(field, &code), IndexRecordOption::Basic)))
    }

    /// One name that has all of these words, in any order.
    fn name(&self, kind: Option<EntityKind>, name: &str) -> Box<dyn Query> {
        let kinds = kind.map_or_else(|| EntityKind::ALL.to_vec(), |kind| vec![kind]);
        let readings = readings(name);
        let queries = kinds.into_iter().flat_map(|kind| {
            let field = self.fields.names(kind);
            readings.iter().map(move |words| {
                let slots = words.iter().map(|word| vec![Term::from_field_text(field, word)]).collect();
                let query: Box<dyn Query> = Box::new(PositionalQuery::new(slots, Shape::OneName, None));
                query
            })
        });
        constant(BooleanQuery::union(queries.collect()))
    }

    /// The range overlaps the days that the date covers.
    fn date(&self, range: DateRange) -> Box<dyn Query> {
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

    fn words(&self, comparison: Comparison, count: u64) -> Box<dyn Query> {
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
pub(crate) fn all_of(mut queries: Vec<Box<dyn Query>>) -> Box<dyn Query> {
    if queries.len() == 1 { queries.remove(0) } else { Box::new(BooleanQuery::intersection(queries)) }
}

/// The ways to read a piece of text: its parts, and its joined form.
pub(crate) fn readings(text: &str) -> Vec<Vec<String>> {
    let reading = analysis::read(text);
    std::iter::once(reading.parts).chain(reading.joined).filter(|words| !words.is_empty()).collect()
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

fn phrase(field: Field, words: &[String], first_words: Option<u32>) -> Box<dyn Query> {
    let slots: Vec<Vec<String>> = words.iter().map(|word| vec![word.clone()]).collect();
    sequence(field, &slots, first_words)
}

fn sequence(field: Field, slots: &[Vec<String>], first_words: Option<u32>) -> Box<dyn Query> {
    let terms = |forms: &Vec<String>| forms.iter().map(|form| Term::from_field_text(field, form)).collect();
    Box::new(PositionalQuery::new(slots.iter().map(terms).collect(), Shape::Sequence, first_words))
}

/// One character of a script without blanks stands in the index only as a part of pairs.
fn is_half_pair(term: &str) -> bool {
    let mut characters = term.chars();
    characters.next().is_some_and(analysis::is_unspaced) && characters.next().is_none()
}

/// A pattern over the words of a field; the marks of stems and borders are no words.
fn pattern_query(field: Field, pattern: &str, first_words: Option<u32>) -> Result<Box<dyn Query>> {
    require_no_lead(first_words, pattern)?;
    let query = RegexQuery::from_pattern(&pattern_regex(pattern), field)
        .map_err(|error| Error::Usage(format!("the pattern `{pattern}` cannot be searched for: {error}")))?;
    Ok(Box::new(query))
}

/// The regular expression that a pattern with `*` and `?` stands for. Hyphens and apostrophes in it are passed over, since
/// the joined form of a word has none.
fn pattern_regex(pattern: &str) -> String {
    let no_mark = format!("[^{}-{}]", MARKS.start(), MARKS.end());
    let mut regex = String::new();
    for (place, character) in pattern.chars().enumerate() {
        match (place, character) {
            (0, '*') => regex.push_str(&format!("({no_mark}.*)?")),
            (0, '?') => regex.push_str(&no_mark),
            (_, '*') => regex.push_str(".*"),
            (_, '?') => regex.push('.'),
            _ => regex.push_str(&pattern_letter(character)),
        }
    }
    regex
}

/// A letter of a pattern as the index has it; nothing for what words are not made of.
pub(crate) fn pattern_letter(letter: char) -> String {
    fold(letter.encode_utf8(&mut [0; 4])).chars().filter(|folded| analysis::is_word_character(*folded)).collect()
}

fn fuzzy(field: Field, word: &str, distance: u8, first_words: Option<u32>) -> Result<Box<dyn Query>> {
    require_no_lead(first_words, word)?;
    Ok(Box::new(FuzzyWordQuery::new(Term::from_field_text(field, &joined(word)), distance)))
}

/// The one term that a word is, with its parts joined.
pub(crate) fn joined(word: &str) -> String {
    readings(word).pop().unwrap_or_default().concat()
}

fn require_no_lead(first_words: Option<u32>, what: &str) -> Result<()> {
    match first_words {
        None => Ok(()),
        Some(_) => Err(Error::Usage(format!("`lead:` takes a word or a phrase; `{what}` in it is not built yet"))),
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
