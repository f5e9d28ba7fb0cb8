//! Lists the names of one kind with the number of articles that have them.

use serde::Serialize;

use super::resolve::NameReading;
use super::selection::Selector;
use super::tally::{Column, Group, Tally};
use crate::article::EntityKind;
use crate::error::Result;
use crate::index::OpenIndex;
use crate::names::{Corrections, name_key};
use crate::query::Node;

/// Names, the commonest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Names {
    /// Version of this form.
    pub schema_version: u32,
    /// How many names there are, listed or not.
    pub total: u64,
    /// The names.
    pub names: Vec<NameCount>,
    /// How names that were asked for were taken, for the reader to know.
    #[serde(skip)]
    pub notes: Vec<String>,
}

/// One name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NameCount {
    /// Its commonest spelling.
    pub name: String,
    /// Number of articles that have it.
    pub articles: u64,
    /// All spellings that differ by case, accents and hyphens only, and those that the file of corrections joins, the
    /// commonest first.
    pub variants: Vec<String>,
}

/// Which names are asked for.
#[derive(Clone, Debug)]
pub struct NamesRequest {
    /// The kind.
    pub kind: EntityKind,
    /// Only names of which each word of this begins a word; empty for all.
    pub prefix: String,
    /// Only names in articles that this finds.
    pub query: Node,
    /// Only names in articles that these let through.
    pub filters: Node,
    /// How names in query and filters are taken.
    pub reading: NameReading,
    /// Only names of so many articles at least.
    pub min: u64,
    /// Most names to give.
    pub limit: usize,
    /// What the users of the archive have written down about names.
    pub corrections: Corrections,
}

/// The names that are asked for, those first that most articles have.
///
/// # Errors
///
/// When the index cannot be read.
pub fn names(index: &OpenIndex, request: &NamesRequest) -> Result<Names> {
    index.guarded(|| listed(index, request))
}

fn listed(index: &OpenIndex, request: &NamesRequest) -> Result<Names> {
    let NamesRequest { kind, corrections, .. } = request;
    let searcher = index.searcher();
    let mut selector = Selector::new(index, &searcher, corrections, request.reading, None)?;
    let selection = selector.select(&request.query, &request.filters)?;
    let tally = Tally::new(vec![Column::Names(*kind)], false, corrections);
    let mut tallied = selector.collect(&selection, &tally)?;
    let groups = tallied.columns.pop().unwrap_or_default().groups;
    let wanted: Vec<String> = name_key(&request.prefix).split(' ').map(str::to_owned).collect();
    let is_wanted = |group: &&Group| group.articles >= request.min && group.begins(&wanted);
    let named = groups.values().filter(is_wanted).map(|group| NameCount {
        name: group.name().to_owned(),
        articles: group.articles,
        variants: group.variants().into_iter().map(str::to_owned).collect(),
    });
    let mut names: Vec<NameCount> = named.collect();
    names.sort_by(|left, right| right.articles.cmp(&left.articles).then_with(|| left.name.cmp(&right.name)));
    let total = names.len() as u64;
    names.truncate(request.limit);
    Ok(Names { schema_version: 1, total, names, notes: selection.notes })
}
