//! What an archive holds, in numbers.

use std::collections::BTreeMap;

use serde::Serialize;
use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::Column;
use tantivy::query::AllQuery;
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};

use super::tally::{Column as Counted, Tally, Values};
use crate::date::day_from_number;
use crate::enrich::LANGUAGE_OF_NAMES;
use crate::error::Result;
use crate::index::{DAY, OpenIndex, SOURCE, WORDS};
use crate::names::Corrections;

/// Counts over all articles.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Stats {
    /// Version of this form.
    pub schema_version: u32,
    /// Articles.
    pub articles: u64,
    /// Words in titles and bodies.
    pub words: u64,
    /// Articles without a date.
    pub undated: u64,
    /// First and last day of a dated article.
    pub first_day: Option<String>,
    /// See `first_day`.
    pub last_day: Option<String>,
    /// Files.
    pub files: u64,
    /// Bytes of the files, as they lie on disk.
    pub files_bytes: u64,
    /// Bytes of the index.
    pub index_bytes: u64,
    /// Articles by year, in order.
    pub years: Vec<Count>,
    /// Articles in languages that names are not read out of: they have the names that their files state.
    pub names_not_read: u64,
    /// Articles by source, most first; those without one have the empty value.
    pub sources: Vec<Count>,
    /// Articles by language.
    pub languages: Vec<Count>,
    /// Articles by format.
    pub formats: Vec<Count>,
}

/// How many articles have a value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Count {
    /// The value.
    pub value: String,
    /// Number of articles.
    pub count: u64,
}

/// Counts an archive.
///
/// # Errors
///
/// When the index cannot be read.
pub fn stats(index: &OpenIndex) -> Result<Stats> {
    index.guarded(|| counted(index))
}

fn counted(index: &OpenIndex) -> Result<Stats> {
    use chrono::Datelike;
    let searcher = index.searcher();
    let numbers = searcher.search(&AllQuery, &Numbers)?;
    let mut years: BTreeMap<i32, u64> = BTreeMap::new();
    for (day, count) in &numbers.days {
        if let Some(date) = day_from_number(*day) {
            *years.entry(date.year()).or_default() += count;
        }
    }
    let shown = |day: Option<&i64>| day.and_then(|day| day_from_number(*day)).map(|day| day.to_string());
    let manifest = index.manifest()?;
    let columns = [SOURCE, "lang", "format"].map(Counted::Values).to_vec();
    let tallied = searcher.search(&AllQuery, &Tally::new(columns, false, &Corrections::default()))?;
    let mut by_value = tallied.columns.into_iter().map(most_first);
    let mut next = || by_value.next().unwrap_or_default();
    let (sources, languages, formats) = (next(), next(), next());
    let other_language = |count: &&Count| !count.value.is_empty() && count.value != LANGUAGE_OF_NAMES;
    let names_not_read = if index.state().has_stated_names_only() {
        searcher.num_docs()
    } else {
        languages.iter().filter(other_language).map(|count| count.count).sum()
    };
    Ok(Stats {
        schema_version: 1,
        articles: searcher.num_docs(),
        words: numbers.words,
        undated: searcher.num_docs() - numbers.days.values().sum::<u64>(),
        first_day: shown(numbers.days.keys().next()),
        last_day: shown(numbers.days.keys().next_back()),
        files: manifest.files().len() as u64,
        files_bytes: manifest.files().iter().map(|(_, entry)| entry.bytes).sum(),
        index_bytes: folder_bytes(index.folder()),
        years: years.into_iter().map(|(year, count)| Count { value: year.to_string(), count }).collect(),
        names_not_read,
        sources,
        languages,
        formats,
    })
}

fn most_first(values: Values) -> Vec<Count> {
    let counted = values.groups.into_iter().map(|(value, group)| Count { value, count: group.articles });
    let mut counts: Vec<Count> = counted.collect();
    if values.without > 0 {
        counts.push(Count { value: String::new(), count: values.without });
    }
    counts.sort_by(|left, right| right.count.cmp(&left.count).then_with(|| left.value.cmp(&right.value)));
    counts
}

fn folder_bytes(folder: &std::path::Path) -> u64 {
    let files = walkdir::WalkDir::new(folder).into_iter().flatten().filter(|entry| entry.file_type().is_file());
    files.filter_map(|entry| entry.metadata().ok()).map(|metadata| metadata.len()).sum()
}

/// Days and words of all articles.
struct Numbers;

#[derive(Default)]
struct Totals {
    days: BTreeMap<i64, u64>,
    words: u64,
}

struct SegmentNumbers {
    days: Option<Column<i64>>,
    words: Option<Column<u64>>,
    totals: Totals,
}

impl Collector for Numbers {
    type Fruit = Totals;
    type Child = SegmentNumbers;

    fn for_segment(&self, _segment: SegmentOrdinal, reader: &SegmentReader) -> tantivy::Result<SegmentNumbers> {
        let columns = reader.fast_fields();
        Ok(SegmentNumbers {
            days: columns.column_opt(DAY)?,
            words: columns.column_opt(WORDS)?,
            totals: Totals::default(),
        })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, segments: Vec<Totals>) -> tantivy::Result<Totals> {
        let mut merged = Totals::default();
        for segment in segments {
            merged.words += segment.words;
            for (day, count) in segment.days {
                *merged.days.entry(day).or_default() += count;
            }
        }
        Ok(merged)
    }
}

impl SegmentCollector for SegmentNumbers {
    type Fruit = Totals;

    fn collect(&mut self, doc: DocId, _score: Score) {
        if let Some(day) = self.days.as_ref().and_then(|days| days.first(doc)) {
            *self.totals.days.entry(day).or_default() += 1;
        }
        self.totals.words += self.words.as_ref().and_then(|words| words.first(doc)).unwrap_or(0);
    }

    fn harvest(self) -> Totals {
        self.totals
    }
}
