//! Lists the names of one kind with the number of articles that have them.

use std::collections::BTreeMap;

use serde::Serialize;
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::StrColumn;
use tantivy::query::Query;
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};

use crate::analysis::fold;
use crate::article::EntityKind;
use crate::error::Result;
use crate::index::{Archive, NamesField};
use crate::names::name_key;
use crate::query::{Compiler, Node};

/// Names, the commonest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Names {
    /// Version of this form.
    pub schema_version: u32,
    /// How many names there are, listed or not.
    pub total: u64,
    /// The names.
    pub names: Vec<NameCount>,
}

/// One name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NameCount {
    /// Its commonest spelling.
    pub name: String,
    /// Number of articles that have it.
    pub articles: u64,
    /// All spellings that differ by case, accents and hyphens only, the commonest first.
    pub variants: Vec<String>,
}

/// The names of one kind in the articles that `filters` let through, those first that most articles have; with `prefix`
/// those alone of which each of its words begins a word.
///
/// # Errors
///
/// When the index cannot be read.
pub fn names(archive: &Archive, kind: EntityKind, prefix: &str, filters: &Node, limit: usize) -> Result<Names> {
    let mut compiler = Compiler::new(archive.fields(), &archive.state().languages);
    let query = compiler.compile(filters)?;
    let counts = value_counts(archive, &query, NamesField::of(kind))?;
    let mut groups: BTreeMap<String, Vec<(String, u64)>> = BTreeMap::new();
    for (name, articles) in counts {
        groups.entry(name_key(&name)).or_default().push((name, articles));
    }
    let wanted: Vec<String> = fold(prefix).split_whitespace().map(str::to_owned).collect();
    let begins = |key: &str| wanted.iter().all(|prefix| key.split(' ').any(|word| word.starts_with(prefix.as_str())));
    let mut names: Vec<NameCount> =
        groups.into_iter().filter(|(key, _)| begins(key)).map(|(_, spellings)| name_count(spellings)).collect();
    names.sort_by(|left, right| right.articles.cmp(&left.articles).then_with(|| left.name.cmp(&right.name)));
    let total = names.len() as u64;
    names.truncate(limit);
    Ok(Names { schema_version: 1, total, names })
}

fn name_count(mut spellings: Vec<(String, u64)>) -> NameCount {
    spellings.sort_by(|left, right| right.1.cmp(&left.1).then_with(|| left.0.cmp(&right.0)));
    NameCount {
        name: spellings[0].0.clone(),
        articles: spellings.iter().map(|(_, articles)| articles).sum(),
        variants: spellings.into_iter().map(|(name, _)| name).collect(),
    }
}

/// How many of the articles that match have each value of a column.
pub(super) fn value_counts(
    archive: &Archive,
    query: &dyn Query,
    column: &'static str,
) -> Result<BTreeMap<String, u64>> {
    Ok(archive.searcher()?.search(query, &ValueCounts { column })?)
}

struct ValueCounts {
    column: &'static str,
}

struct SegmentCounts {
    column: Option<StrColumn>,
    counts: Vec<u64>,
}

impl Collector for ValueCounts {
    type Fruit = BTreeMap<String, u64>;
    type Child = SegmentCounts;

    fn for_segment(&self, _segment: SegmentOrdinal, reader: &SegmentReader) -> tantivy::Result<SegmentCounts> {
        let column = reader.fast_fields().str(self.column)?;
        let counts = vec![0; column.as_ref().map_or(0, |column| column.num_terms())];
        Ok(SegmentCounts { column, counts })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(
        &self,
        segments: Vec<std::io::Result<Vec<(String, u64)>>>,
    ) -> tantivy::Result<BTreeMap<String, u64>> {
        let mut merged = BTreeMap::new();
        for segment in segments {
            for (value, count) in segment? {
                *merged.entry(value).or_default() += count;
            }
        }
        Ok(merged)
    }
}

impl SegmentCollector for SegmentCounts {
    type Fruit = std::io::Result<Vec<(String, u64)>>;

    fn collect(&mut self, doc: DocId, _score: Score) {
        if let Some(column) = &self.column {
            for value in column.ords().values_for_doc(doc) {
                if let Some(count) = usize::try_from(value).ok().and_then(|value| self.counts.get_mut(value)) {
                    *count += 1;
                }
            }
        }
    }

    fn harvest(self) -> std::io::Result<Vec<(String, u64)>> {
        let mut counted = Vec::new();
        let Some(column) = self.column else {
            return Ok(counted);
        };
        for (value, count) in (0_u64..).zip(self.counts).filter(|(_, count)| *count > 0) {
            let mut text = String::new();
            column.ord_to_str(value, &mut text)?;
            counted.push((text, count));
        }
        Ok(counted)
    }
}
