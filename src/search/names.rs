//! Lists the names of one kind with the number of articles that have them.

use std::collections::BTreeMap;

use serde::Serialize;
use tantivy::collector::{Collector, Count, SegmentCollector};
use tantivy::columnar::StrColumn;
use tantivy::query::Query;
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};

use crate::article::EntityKind;
use crate::error::Result;
use crate::index::{NamesField, OpenIndex};
use crate::names::{Corrections, name_key};
use crate::query::{Clause, Lowering, Node};

use super::compile::Compiler;
use super::live::languages;
use super::resolve::{NameReading, Resolver};

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
    /// Only names in articles that these let through.
    pub filters: Node,
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
    let filters = Resolver::new(index, &searcher, corrections, NameReading::default()).resolve(&request.filters)?.sure;
    let filters = Lowering::new(&languages(&searcher, index.fields().lang)?).lower(&filters);
    let compiler = Compiler::new(index.fields());
    let query = compiler.compile(&filters)?;
    let counts = value_counts(index, &query, NamesField::of(*kind))?;
    let mut groups: BTreeMap<String, Group> = BTreeMap::new();
    for (name, articles) in counts.into_iter().filter(|(name, _)| !corrections.is_hidden(*kind, name)) {
        let shown = corrections.shown(*kind, &name);
        let group = groups.entry(name_key(shown)).or_default();
        if shown != name {
            group.corrected = Some(shown.to_owned());
        }
        group.spellings.push((name, articles));
    }
    let wanted: Vec<String> = name_key(&request.prefix).split(' ').map(str::to_owned).collect();
    let mut names = Vec::new();
    for group in groups.into_values().filter(|group| group.begins(&wanted)) {
        names.push(group.count(|spellings| {
            let any = Clause::Listed(*kind, spellings);
            let articles = compiler.compile(&Clause::All(vec![filters.clone(), any]))?;
            Ok(searcher.search(&articles, &Count)? as u64)
        })?);
    }
    names.sort_by(|left, right| right.articles.cmp(&left.articles).then_with(|| left.name.cmp(&right.name)));
    let total = names.len() as u64;
    names.truncate(request.limit);
    Ok(Names { schema_version: 1, total, names })
}

/// Spellings that are one name.
#[derive(Default)]
struct Group {
    /// The name to show, where the file of corrections names another than the index lists.
    corrected: Option<String>,
    spellings: Vec<(String, u64)>,
}

impl Group {
    /// Whether each of these begins a word of one of the spellings.
    fn begins(&self, prefixes: &[String]) -> bool {
        let mut keys = self.spellings.iter().map(|(name, _)| name).chain(&self.corrected).map(|name| name_key(name));
        keys.any(|key| prefixes.iter().all(|prefix| key.split(' ').any(|word| word.starts_with(prefix.as_str()))))
    }

    /// Counts the articles; an article may have several of the spellings, which `exactly` counts once.
    fn count(mut self, exactly: impl FnOnce(Vec<String>) -> Result<u64>) -> Result<NameCount> {
        self.spellings.sort_by(|left, right| right.1.cmp(&left.1).then_with(|| left.0.cmp(&right.0)));
        let variants: Vec<String> = self.spellings.iter().map(|(name, _)| name.clone()).collect();
        let articles = match self.spellings.as_slice() {
            [(_, articles)] => *articles,
            _ => exactly(variants.clone())?,
        };
        Ok(NameCount { name: self.corrected.unwrap_or_else(|| variants[0].clone()), articles, variants })
    }
}

/// How many of the articles that match have each value of a column.
pub(super) fn value_counts(
    index: &OpenIndex,
    query: &dyn Query,
    column: &'static str,
) -> Result<BTreeMap<String, u64>> {
    Ok(index.searcher().search(query, &ValueCounts { column })?)
}

struct ValueCounts {
    column: &'static str,
}

struct SegmentCounts {
    column: Option<StrColumn>,
    counts: Vec<u64>,
    /// Those of one article.
    values: Vec<u64>,
}

impl Collector for ValueCounts {
    type Fruit = BTreeMap<String, u64>;
    type Child = SegmentCounts;

    fn for_segment(&self, _segment: SegmentOrdinal, reader: &SegmentReader) -> tantivy::Result<SegmentCounts> {
        let column = reader.fast_fields().str(self.column)?;
        let counts = vec![0; column.as_ref().map_or(0, |column| column.num_terms())];
        Ok(SegmentCounts { column, counts, values: Vec::new() })
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
            // Two people of one article may be listed by one name: Mr. and Mrs. Clinton.
            self.values.clear();
            self.values.extend(column.ords().values_for_doc(doc));
            self.values.sort_unstable();
            self.values.dedup();
            for value in &self.values {
                if let Some(count) = usize::try_from(*value).ok().and_then(|value| self.counts.get_mut(value)) {
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
