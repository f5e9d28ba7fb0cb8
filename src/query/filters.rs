//! The filters that stand beside a query, as a tree like the query's own.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::added::added;
use super::ast::{Arrival, Ast, DateRange, Feature, Node, TextField, TextMatch};
use super::dates::{parse_date_range, parse_last};
use crate::analysis::{has_word, is_question_word, language_code, language_hint};
use crate::article::EntityKind;
use crate::error::{Error, QueryError, Result, shown};

/// Filters as they were typed. Several values of one filter mean any of them; several filters mean all of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Filters {
    /// People, by any words of a name.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub person: Vec<String>,
    /// Organisations.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub org: Vec<String>,
    /// Places.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub place: Vec<String>,
    /// Newspapers, agencies, sites.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub source: Vec<String>,
    /// Languages.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub lang: Vec<String>,
    /// Sections.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub section: Vec<String>,
    /// Authors.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub byline: Vec<String>,
    /// First days.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub from: Vec<String>,
    /// Last days.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub to: Vec<String>,
    /// Days, months or years.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub on: Vec<String>,
    /// Spans up to today.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub last: Vec<String>,
    /// Spans up to today or dates, since when articles came into the index.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub added: Vec<String>,
    /// Only articles that came in later than what an index had whose state said this number of arrivals.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub arrived_after: Option<u64>,
    /// The day it is in UTC, by which `added` goes; where it is not known, the day it is.
    #[serde(skip)]
    pub today_utc: Option<NaiveDate>,
    /// Articles without a date: these alone, or beside those in the range that is given.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub undated: bool,
}

impl Filters {
    /// The filters as a tree; [`Node::Everything`] where there are none.
    ///
    /// # Errors
    ///
    /// When a date cannot be read, a range ends before it begins, a name has no letter, or a language is none.
    pub fn node(&self, today: NaiveDate) -> Result<Node> {
        let mut all = Vec::new();
        for (flag, kind, names) in [
            ("--person", EntityKind::Person, &self.person),
            ("--org", EntityKind::Org, &self.org),
            ("--place", EntityKind::Place, &self.place),
        ] {
            push_any(&mut all, flag, names, |name| Node::Name(Some(kind), name.to_owned()))?;
        }
        if let Some(stated) = self.lang.iter().find(|stated| language_code(stated).is_none()) {
            return Err(Error::Usage(format!("--lang: `{}` is no language; {}", shown(stated), language_hint(stated))));
        }
        for (flag, field, texts) in [
            ("--source", TextField::Source, &self.source),
            ("--lang", TextField::Lang, &self.lang),
            ("--section", TextField::Section, &self.section),
            ("--byline", TextField::By, &self.byline),
        ] {
            push_any(&mut all, flag, texts, |text| Node::Text(field, TextMatch::Phrase(text.to_owned())))?;
        }
        all.extend(added(&self.added, self.today_utc.unwrap_or(today))?);
        all.extend(self.arrived_after.map(|number| Node::Arrived(Arrival::After(number))));
        let dates = self.dates(today)?;
        let no_date = || Node::Not(Box::new(Node::Has(Feature::Date)));
        match (dates.is_empty(), self.undated) {
            (true, true) => all.push(no_date()),
            (false, true) => all.push(Node::Or(vec![conjunction(dates), no_date()])),
            (_, false) => all.extend(dates),
        }
        Ok(conjunction(all))
    }

    /// Those alone that say which part of an archive is looked at, not what for: source, section, language, date.
    #[must_use]
    pub fn coverage(&self) -> Self {
        Self { person: Vec::new(), org: Vec::new(), place: Vec::new(), byline: Vec::new(), ..self.clone() }
    }

    /// Each kind of date filter as one node.
    fn dates(&self, today: NaiveDate) -> Result<Vec<Node>> {
        let spans = |flag: &str, texts: &[String]| -> Result<Vec<DateRange>> {
            texts.iter().map(|text| parse_date_range(text, today).map_err(|error| in_flag(flag, &error))).collect()
        };
        let from: Vec<DateRange> =
            spans("--from", &self.from)?.into_iter().map(|span| DateRange { to: None, ..span }).collect();
        let to: Vec<DateRange> =
            spans("--to", &self.to)?.into_iter().map(|span| DateRange { from: None, ..span }).collect();
        let first = from.iter().filter_map(|range| range.from).min();
        let last = to.iter().filter_map(|range| range.to).max();
        if let (Some(first), Some(last)) = (first, last)
            && first > last
        {
            return Err(Error::Usage(format!("--from begins on {first}, after --to ends on {last}")));
        }
        let last_spans: Result<Vec<DateRange>> =
            self.last.iter().map(|text| parse_last(text, today).map_err(|error| in_flag("--last", &error))).collect();
        let filters = [from, to, spans("--on", &self.on)?, last_spans?];
        let any_of = |ranges: Vec<DateRange>| disjunction(ranges.into_iter().map(Node::Date).collect());
        Ok(filters.into_iter().filter(|ranges| !ranges.is_empty()).map(any_of).collect())
    }
}

impl Ast {
    /// The query with any of its words instead of all; what it excludes and its dates stay conditions. Words by which somebody asks
    /// in the first of these languages, that of the most articles, are left out, where there are others, and named in a note.
    #[must_use]
    pub fn any_word(mut self, languages: &[String]) -> Self {
        let clauses = match self.root {
            Node::And(children) => children,
            other => vec![other],
        };
        let (mut words, mut conditions) = (Vec::new(), Vec::new());
        for clause in clauses {
            match words_within(clause) {
                Ok(within) => words.extend(within),
                Err(condition) => conditions.push(condition),
            }
        }
        let asks = |node: &Node| match node {
            Node::Text(TextField::Any, TextMatch::Word(word)) => {
                let word = word.to_lowercase();
                languages.first().is_some_and(|language| is_question_word(&word, language))
            }
            _ => false,
        };
        let (asking, meant): (Vec<Node>, Vec<Node>) = words.iter().cloned().partition(asks);
        let words = if meant.is_empty() {
            words
        } else {
            let mut left_out: Vec<String> = asking.iter().map(|word| format!("`{word}`")).collect();
            left_out.dedup();
            if !left_out.is_empty() {
                let left_out = left_out.join(", ");
                self.notes.push(format!("left out {left_out}, by which one asks; quote such a word to search for it"));
            }
            meant
        };
        if !words.is_empty() {
            conditions.insert(0, disjunction(words));
        }
        Self { root: conjunction(conditions), notes: self.notes }
    }
}

/// The words, phrases, names and places that a clause is made of, whatever joins them; the clause itself where it has conditions.
fn words_within(clause: Node) -> Result<Vec<Node>, Node> {
    let is_word = |node: &Node| {
        matches!(
            node,
            Node::Text(..)
                | Node::Name(..)
                | Node::NamePattern(..)
                | Node::Near(_)
                | Node::AtLeast(..)
                | Node::First(..)
        )
    };
    match &clause {
        word if is_word(word) => Ok(vec![clause]),
        Node::And(children) | Node::Or(children) => {
            let within: Result<Vec<Vec<Node>>, Node> = children.iter().cloned().map(words_within).collect();
            within.map(|within| within.concat()).map_err(|_| clause)
        }
        _ => Err(clause),
    }
}

/// All of these, as one node.
pub fn conjunction(nodes: Vec<Node>) -> Node {
    let mut flat = Vec::new();
    for node in nodes {
        match node {
            Node::And(children) => flat.extend(children),
            Node::Everything => {}
            other => flat.push(other),
        }
    }
    match flat.len() {
        0 => Node::Everything,
        1 => flat.remove(0),
        _ => Node::And(flat),
    }
}

/// Any of these, as one node. There must be one at least.
pub fn disjunction(nodes: Vec<Node>) -> Node {
    let mut flat = Vec::new();
    for node in nodes {
        match node {
            Node::Or(children) => flat.extend(children),
            other => flat.push(other),
        }
    }
    if flat.len() == 1 { flat.remove(0) } else { Node::Or(flat) }
}

fn push_any(all: &mut Vec<Node>, flag: &str, values: &[String], node: impl Fn(&str) -> Node) -> Result<()> {
    if let Some(value) = values.iter().find(|value| !has_word(value)) {
        return Err(Error::Usage(format!("{flag}: no letter or digit in `{value}`")));
    }
    if !values.is_empty() {
        all.push(disjunction(values.iter().map(|value| node(value)).collect()));
    }
    Ok(())
}

fn in_flag(flag: &str, error: &QueryError) -> Error {
    let hint = error.hint_text().map(|hint| format!("; {hint}")).unwrap_or_default();
    Error::Usage(format!("{flag}: {}{hint}", error.message()))
}
