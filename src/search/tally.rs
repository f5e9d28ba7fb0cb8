//! Counts the values of columns over the articles that match, each article once for a value.
//!
//! In: columns, and what is written down about names. Out: for each column its values with the number of their articles, those of one
//! name in several spellings together, and the number of articles that have none; for dates, the spans of days that they cover.

use std::collections::{BTreeMap, HashMap};
use std::io;
use std::sync::Arc;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::{Column as DayColumn, StrColumn};
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};

use crate::article::EntityKind;
use crate::index::{DAY, DAY_LAST, NamesField};
use crate::names::{Corrections, name_key};

/// A column whose values are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    /// Names of a kind; spellings that are one name are counted as one.
    Names(EntityKind),
    /// Values as they are.
    Values(&'static str),
}

/// Counts columns.
#[derive(Clone, Debug)]
pub(super) struct Tally {
    columns: Vec<Column>,
    has_dates: bool,
    corrections: Arc<Corrections>,
}

/// What was counted.
#[derive(Debug, Default)]
pub(super) struct Tallied {
    /// All articles.
    pub(super) articles: u64,
    /// What each column has, in the order in which they were named.
    pub(super) columns: Vec<Values>,
    /// Dates, where they were asked for.
    pub(super) dates: Dates,
}

/// The values of a column.
#[derive(Debug, Default)]
pub(super) struct Values {
    /// By what makes spellings one: the key of a name, or the value itself.
    pub(super) groups: BTreeMap<String, Group>,
    /// Articles without a value.
    pub(super) without: u64,
}

/// Spellings that are one name.
#[derive(Debug, Default)]
pub(super) struct Group {
    /// Articles that have one of them.
    pub(super) articles: u64,
    /// The name to show, where the file of corrections names another than the index lists.
    corrected: Option<String>,
    spellings: BTreeMap<String, u64>,
}

/// First and last day of each date, as numbers, with the articles that have it.
#[derive(Debug, Default)]
pub(super) struct Dates {
    pub(super) spans: BTreeMap<(i64, i64), u64>,
    pub(super) undated: u64,
}

impl Tally {
    pub(super) fn new(columns: Vec<Column>, has_dates: bool, corrections: &Corrections) -> Self {
        Self { columns, has_dates, corrections: Arc::new(corrections.clone()) }
    }

    /// The key of what is counted together, and the name to show instead of this one; nothing for a name that is hidden.
    fn group(&self, column: Column, value: &str) -> Option<(String, Option<String>)> {
        let Column::Names(kind) = column else {
            return Some((value.to_owned(), None));
        };
        if self.corrections.is_hidden(kind, value) {
            return None;
        }
        let shown = self.corrections.shown(kind, value);
        Some((name_key(shown), (shown != value).then(|| shown.to_owned())))
    }

    fn count(&self, column: Column, stored: &StrColumn, articles: &[DocId]) -> io::Result<Values> {
        let mut present = Present::of(stored, articles);
        let mut keys: HashMap<String, usize> = HashMap::new();
        let mut groups: Vec<(String, Group)> = Vec::new();
        let (mut spellings, mut group_of) = (Vec::new(), Vec::new());
        let are_all = stored.dictionary().sorted_ords_to_term_cb(&present.seen, |term| {
            let value = String::from_utf8_lossy(term).into_owned();
            group_of.push(self.group(column, &value).map(|(key, corrected)| {
                let number = *keys.entry(key).or_insert_with_key(|key| {
                    groups.push((key.clone(), Group::default()));
                    groups.len() - 1
                });
                if corrected.is_some() {
                    groups[number].1.corrected = corrected;
                }
                number
            }));
            spellings.push((value, 0));
        })?;
        if !are_all {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "a column has values that its dictionary lacks"));
        }
        let mut without = 0;
        let mut of_article = Vec::new();
        for article in articles {
            let values = present.of_article(*article);
            for value in values {
                spellings[*value].1 += 1;
            }
            of_article.clear();
            of_article.extend(values.iter().filter_map(|value| group_of[*value]));
            of_article.sort_unstable();
            of_article.dedup();
            for group in &of_article {
                groups[*group].1.articles += 1;
            }
            without += u64::from(of_article.is_empty());
        }
        for (spelling, group) in spellings.into_iter().zip(group_of) {
            if let Some(group) = group {
                groups[group].1.spellings.extend([spelling]);
            }
        }
        Ok(Values { groups: groups.into_iter().collect(), without })
    }
}

/// The values of a column that some articles have, numbered in the order of the dictionary.
struct Present<'a> {
    column: &'a StrColumn,
    /// Ordinals of the values.
    seen: Vec<u64>,
    /// The number of each ordinal.
    numbers: Vec<u32>,
    of_article: Vec<usize>,
}

impl<'a> Present<'a> {
    fn of(column: &'a StrColumn, articles: &[DocId]) -> Self {
        let mut numbers = vec![0; column.num_terms()];
        for article in articles {
            for ordinal in column.ords().values_for_doc(*article) {
                if let Some(number) = place(ordinal).and_then(|ordinal| numbers.get_mut(ordinal)) {
                    *number = 1;
                }
            }
        }
        let mut seen = Vec::new();
        for (ordinal, number) in (0..).zip(&mut numbers).filter(|(_, number)| **number > 0) {
            *number = u32::try_from(seen.len()).unwrap_or(u32::MAX);
            seen.push(ordinal);
        }
        Self { column, seen, numbers, of_article: Vec::new() }
    }

    /// The values of one article, each once: two people of one article may be listed by one name, Mr. and Mrs. Clinton.
    fn of_article(&mut self, article: DocId) -> &[usize] {
        self.of_article.clear();
        let ordinals = self.column.ords().values_for_doc(article).filter_map(place);
        self.of_article.extend(ordinals.filter_map(|ordinal| self.numbers.get(ordinal)).map(|number| *number as usize));
        self.of_article.sort_unstable();
        self.of_article.dedup();
        &self.of_article
    }
}

fn place(ordinal: u64) -> Option<usize> {
    usize::try_from(ordinal).ok()
}

impl Tallied {
    /// Adds what was counted over other articles.
    pub(super) fn add(&mut self, other: Self) {
        self.articles += other.articles;
        self.columns.resize_with(self.columns.len().max(other.columns.len()), Values::default);
        for (values, more) in self.columns.iter_mut().zip(other.columns) {
            values.add(more);
        }
        self.dates.undated += other.dates.undated;
        for (span, articles) in other.dates.spans {
            *self.dates.spans.entry(span).or_default() += articles;
        }
    }
}

impl Values {
    fn add(&mut self, other: Self) {
        self.without += other.without;
        for (key, more) in other.groups {
            let group = self.groups.entry(key).or_default();
            group.articles += more.articles;
            group.corrected = group.corrected.take().or(more.corrected);
            for (spelling, articles) in more.spellings {
                *group.spellings.entry(spelling).or_default() += articles;
            }
        }
    }
}

impl Group {
    /// The name to show: as it is corrected, else in its commonest spelling.
    pub(super) fn name(&self) -> &str {
        match &self.corrected {
            Some(corrected) => corrected,
            None => self.variants().first().copied().unwrap_or_default(),
        }
    }

    /// All spellings, the commonest first.
    pub(super) fn variants(&self) -> Vec<&str> {
        let mut spellings: Vec<(&String, &u64)> = self.spellings.iter().collect();
        spellings.sort_by(|left, right| right.1.cmp(left.1).then_with(|| left.0.cmp(right.0)));
        spellings.into_iter().map(|(spelling, _)| spelling.as_str()).collect()
    }

    /// Whether each of these begins a word of one of the spellings.
    pub(super) fn begins(&self, prefixes: &[String]) -> bool {
        let mut keys = self.spellings.keys().chain(&self.corrected).map(|name| name_key(name));
        keys.any(|key| prefixes.iter().all(|prefix| key.split(' ').any(|word| word.starts_with(prefix.as_str()))))
    }
}

/// Remembers the articles of a segment; its columns are read when all are known.
pub(super) struct SegmentTally {
    tally: Tally,
    columns: Vec<Option<StrColumn>>,
    days: Option<DayColumn<i64>>,
    last_days: Option<DayColumn<i64>>,
    articles: Vec<DocId>,
}

impl Collector for Tally {
    type Fruit = Tallied;
    type Child = SegmentTally;

    fn for_segment(&self, _segment: SegmentOrdinal, reader: &SegmentReader) -> tantivy::Result<SegmentTally> {
        let stored = reader.fast_fields();
        let columns = self.columns.iter().map(|column| match column {
            Column::Names(kind) => stored.str(NamesField::of(*kind)),
            Column::Values(name) => stored.str(name),
        });
        Ok(SegmentTally {
            columns: columns.collect::<tantivy::Result<_>>()?,
            days: stored.column_opt(DAY)?,
            last_days: stored.column_opt(DAY_LAST)?,
            tally: self.clone(),
            articles: Vec::new(),
        })
    }

    fn requires_scoring(&self) -> bool {
        false
    }

    fn merge_fruits(&self, segments: Vec<io::Result<Tallied>>) -> tantivy::Result<Tallied> {
        let mut all = Tallied::default();
        all.columns.resize_with(self.columns.len(), Values::default);
        for segment in segments {
            all.add(segment?);
        }
        Ok(all)
    }
}

impl SegmentCollector for SegmentTally {
    type Fruit = io::Result<Tallied>;

    fn collect(&mut self, article: DocId, _score: Score) {
        self.articles.push(article);
    }

    fn harvest(self) -> io::Result<Tallied> {
        let articles = self.articles.len() as u64;
        let columns = self.tally.columns.iter().zip(&self.columns).map(|(column, stored)| match stored {
            Some(stored) => self.tally.count(*column, stored, &self.articles),
            None => Ok(Values { without: articles, ..Values::default() }),
        });
        let columns = columns.collect::<io::Result<_>>()?;
        let dates = if self.tally.has_dates { self.dates() } else { Dates::default() };
        Ok(Tallied { articles, columns, dates })
    }
}

impl SegmentTally {
    fn dates(&self) -> Dates {
        let mut dates = Dates::default();
        let value = |column: &Option<DayColumn<i64>>, article| column.as_ref().and_then(|days| days.first(article));
        for article in &self.articles {
            match value(&self.days, *article) {
                None => dates.undated += 1,
                Some(first) => {
                    let last = value(&self.last_days, *article).unwrap_or(first);
                    *dates.spans.entry((first, last)).or_default() += 1;
                }
            }
        }
        dates
    }
}
