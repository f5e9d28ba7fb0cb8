//! Says what each clause of a question finds, and where nothing was found, which clause is to blame and what was probably meant.

use serde::Serialize;

use super::Request;
use super::near_spellings::{NearSpelling, names_near, values_near, words_near};
use super::selection::Selector;
use super::tally::Tally;
use crate::article::EntityKind;
use crate::date::day_from_number;
use crate::error::Result;
use crate::index::{OpenIndex, SOURCE};
use crate::query::{Node, TextField, TextMatch, conjunction};

/// What is known of a question besides its hits.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Diagnosis {
    /// Each clause that must hold, in the order of the question, then the filters.
    pub clauses: Vec<ClauseCount>,
    /// What was probably meant, for clauses that hold nowhere; the likeliest first.
    pub suggestions: Vec<Suggestion>,
    /// The days between which the articles lie that only the dates of the question keep out.
    pub dates: Option<DatesOutside>,
}

/// How much one clause finds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ClauseCount {
    /// The clause in canonical form.
    pub clause: String,
    /// Articles that it lets through by itself.
    pub articles: u64,
    /// Articles that all other clauses let through.
    pub without: u64,
    /// The words of the archive that are taken for it: the forms of a word, what fits a pattern or is near; the first of them.
    pub words: Vec<String>,
    /// How many such words there are.
    pub words_total: usize,
}

/// Another spelling that the archive has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Suggestion {
    /// The clause that holds nowhere, or the word of it that no article has.
    pub instead_of: String,
    /// What the archive has.
    pub suggested: String,
    /// In so many articles.
    pub articles: u64,
}

/// Where the articles lie that have another date than was asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DatesOutside {
    /// How many, undated ones among them.
    pub articles: u64,
    /// The first day, such as `1987-03-01`; `None` where all are undated.
    pub from: Option<String>,
    /// The last day.
    pub to: Option<String>,
}

/// Most words that are listed for one clause.
const WORDS_MAX: usize = 20;

/// Most suggestions for one clause.
const SUGGESTIONS_MAX: usize = 3;

/// What each clause of a request finds, alone and left out.
///
/// # Errors
///
/// When the index cannot be read.
pub fn clause_counts(index: &OpenIndex, request: &Request) -> Result<Vec<ClauseCount>> {
    index.guarded(|| counted(index, request))
}

/// Why a request finds nothing.
///
/// # Errors
///
/// When the index cannot be read.
pub fn diagnose(index: &OpenIndex, request: &Request) -> Result<Diagnosis> {
    let clauses = clause_counts(index, request)?;
    index.guarded(|| {
        let mut suggestions = Vec::new();
        for (node, counted) in clauses_of(request).iter().zip(&clauses) {
            if counted.articles == 0 {
                suggestions.extend(suggested(index, request, node)?);
            }
        }
        Ok(Diagnosis { suggestions, dates: dates_outside(index, request)?, clauses })
    })
}

fn counted(index: &OpenIndex, request: &Request) -> Result<Vec<ClauseCount>> {
    let searcher = index.searcher();
    let mut selector = Selector::new(index, &searcher, &request.corrections, request.names, request.root)?;
    let clauses = clauses_of(request);
    let mut counts = Vec::with_capacity(clauses.len());
    for (place, clause) in clauses.iter().enumerate() {
        let others = clauses.iter().enumerate().filter(|(other, _)| *other != place);
        let others = conjunction(others.map(|(_, other)| other.clone()).collect());
        let words = selector.words(clause)?;
        counts.push(ClauseCount {
            words_total: words.len(),
            words: words.into_iter().take(WORDS_MAX).collect(),
            clause: clause.to_string(),
            articles: selector.count(clause, &Node::Everything)?,
            without: selector.count(&others, &Node::Everything)?,
        });
    }
    Ok(counts)
}

/// What must hold, one by one.
fn clauses_of(request: &Request) -> Vec<Node> {
    match conjunction(vec![request.query.clone(), request.filters.clone()]) {
        Node::And(clauses) => clauses,
        Node::Everything => Vec::new(),
        only => vec![only],
    }
}

fn suggested(index: &OpenIndex, request: &Request, node: &Node) -> Result<Vec<Suggestion>> {
    let mut suggestions = Vec::new();
    let mut add = |instead_of: &str, near: Vec<NearSpelling>| {
        suggestions.extend(near.into_iter().take(SUGGESTIONS_MAX).map(|near| Suggestion {
            instead_of: instead_of.to_owned(),
            suggested: near.spelling,
            articles: near.articles,
        }));
    };
    match node {
        Node::Or(children) => {
            for child in children {
                suggestions.extend(suggested(index, request, child)?);
            }
        }
        Node::Near(nearness) => {
            for side in [&nearness.left, &nearness.right] {
                suggestions.extend(suggested(index, request, side)?);
            }
        }
        Node::First(_, child) | Node::AtLeast(_, child) => suggestions.extend(suggested(index, request, child)?),
        Node::Name(kind, name) => {
            for kind in kind.map_or_else(|| EntityKind::ALL.to_vec(), |kind| vec![kind]) {
                add(name, names_near(index, kind, name, &request.corrections)?);
            }
        }
        Node::Text(TextField::Source, text) => add(text.typed(), values_near(index, SOURCE, text.typed())?),
        Node::Text(TextField::Section, text) => add(text.typed(), values_near(index, "section", text.typed())?),
        Node::Text(TextField::By, text) => add(text.typed(), values_near(index, "byline", text.typed())?),
        Node::Text(TextField::Id, text) => add(text.typed(), values_near(index, "key", text.typed())?),
        Node::Text(
            TextField::Any | TextField::Title | TextField::Body | TextField::Lead,
            TextMatch::Word(text) | TextMatch::Exact(text) | TextMatch::Phrase(text) | TextMatch::Window(text, _),
        ) => {
            for word in text.split_whitespace() {
                add(word, words_near(index, word)?);
            }
        }
        _ => {}
    }
    Ok(suggestions)
}

/// The dates of what all but the dates let through; `None` where that is nothing, or no dates were asked for.
fn dates_outside(index: &OpenIndex, request: &Request) -> Result<Option<DatesOutside>> {
    let is_date = |node: &Node| match node {
        Node::Date(_) | Node::Anniversary { .. } => true,
        Node::Or(children) => children.iter().all(|child| matches!(child, Node::Date(_))),
        _ => false,
    };
    let (dates, others): (Vec<Node>, Vec<Node>) = clauses_of(request).into_iter().partition(is_date);
    if dates.is_empty() {
        return Ok(None);
    }
    let searcher = index.searcher();
    let mut selector = Selector::new(index, &searcher, &request.corrections, request.names, request.root)?;
    let selection = selector.select(&conjunction(others), &Node::Everything)?;
    let tallied = selector.collect(&selection, &Tally::new(Vec::new(), true, &request.corrections))?;
    let spans = tallied.dates.spans.keys();
    let day = |number: Option<i64>| number.and_then(day_from_number).map(|day| day.to_string());
    let (from, to) = (spans.clone().map(|(first, _)| *first).min(), spans.map(|(_, last)| *last).max());
    let articles = tallied.articles;
    Ok((articles > 0).then(|| DatesOutside { articles, from: day(from), to: day(to) }))
}
