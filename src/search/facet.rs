//! How many of the articles that match have each value of a field, and what choosing a value too would add.

use std::collections::BTreeMap;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate};

use super::selection::Selector;
use super::tally::{Column, Dates, Tallied, Tally, Values};
use super::timeline::{Imprecise, Unit};
use crate::article::EntityKind;
use crate::error::{Error, Result};
use crate::index::SOURCE;
use crate::names::Corrections;
use crate::query::{Filters, Node};

/// What articles can be counted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FacetField {
    /// Names of people.
    People,
    /// Names of organisations.
    Orgs,
    /// Names of places.
    Places,
    /// Newspaper, agency or site.
    Source,
    /// Section.
    Section,
    /// Byline and authors.
    Byline,
    /// Code of the language.
    Lang,
    /// `1987`
    Year,
    /// `1987-03`
    Month,
    /// `Monday`
    Weekday,
    /// Name of the format.
    Format,
}

/// One facet that is asked for: `people`, or `people:20`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FacetRequest {
    /// By which field.
    pub field: FacetField,
    /// Most values to give.
    pub limit: usize,
}

/// So many values where nothing else is asked.
const LIMIT: usize = 10;

/// The articles that match, by one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facet {
    /// The field.
    pub field: FacetField,
    /// The values that most articles have, the commonest first.
    pub values: Vec<FacetValue>,
    /// How many values there are, given or not.
    pub total: u64,
    /// Articles that have no value: without a source, naming nobody, undated.
    pub without: u64,
    /// Articles whose date is too long for a value: of a year, in months.
    pub imprecise: Vec<Imprecise>,
}

/// One value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FacetValue {
    /// The value.
    pub value: String,
    /// Articles that match and have it.
    pub count: u64,
    /// How many articles more would match if this value were chosen too; only where a filter of that kind is set.
    pub adds: Option<u64>,
}

impl FacetField {
    /// All fields, in the order in which help lists them.
    pub const ALL: [Self; 11] = [
        Self::People,
        Self::Orgs,
        Self::Places,
        Self::Source,
        Self::Section,
        Self::Byline,
        Self::Lang,
        Self::Year,
        Self::Month,
        Self::Weekday,
        Self::Format,
    ];

    /// Its name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::People => "people",
            Self::Orgs => "orgs",
            Self::Places => "places",
            Self::Source => "source",
            Self::Section => "section",
            Self::Byline => "byline",
            Self::Lang => "lang",
            Self::Year => "year",
            Self::Month => "month",
            Self::Weekday => "weekday",
            Self::Format => "format",
        }
    }

    /// Whether its values are read off dates.
    pub fn is_of_dates(self) -> bool {
        self.column().is_none()
    }

    /// The column that has its values.
    pub(super) fn column(self) -> Option<Column> {
        match self {
            Self::People => Some(Column::Names(EntityKind::Person)),
            Self::Orgs => Some(Column::Names(EntityKind::Org)),
            Self::Places => Some(Column::Names(EntityKind::Place)),
            Self::Source => Some(Column::Values(SOURCE)),
            Self::Section => Some(Column::Values("section")),
            Self::Byline => Some(Column::Values("byline")),
            Self::Lang => Some(Column::Values("lang")),
            Self::Format => Some(Column::Values("format")),
            Self::Year | Self::Month | Self::Weekday => None,
        }
    }

    /// The values that a filter of this kind has; nothing where there is no such flag.
    fn chosen(self, filters: &mut Filters) -> Option<&mut Vec<String>> {
        match self {
            Self::People => Some(&mut filters.person),
            Self::Orgs => Some(&mut filters.org),
            Self::Places => Some(&mut filters.place),
            Self::Source => Some(&mut filters.source),
            Self::Section => Some(&mut filters.section),
            Self::Byline => Some(&mut filters.byline),
            Self::Lang => Some(&mut filters.lang),
            Self::Year | Self::Month => Some(&mut filters.on),
            Self::Weekday | Self::Format => None,
        }
    }
}

impl FromStr for FacetRequest {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (name, limit) = text.split_once(':').map_or((text, None), |(name, limit)| (name, Some(limit)));
        let field = FacetField::ALL.into_iter().find(|field| field.as_str() == name);
        let names = || FacetField::ALL.map(FacetField::as_str).join(", ");
        let field = field.ok_or_else(|| format!("expected one of {}, perhaps with `:20` behind", names()))?;
        let limit = limit.map_or(Ok(LIMIT), |limit| {
            limit.parse().ok().filter(|limit| *limit > 0).ok_or_else(|| format!("`{limit}` is no number of values"))
        })?;
        Ok(Self { field, limit })
    }
}

/// What a facet is made for.
#[derive(Clone, Copy)]
pub(super) struct FacetContext<'a> {
    pub(super) query: &'a Node,
    /// The filters as typed, to which a value can be added.
    pub(super) filters: &'a Filters,
    pub(super) today: NaiveDate,
    pub(super) corrections: &'a Corrections,
    /// Articles that match.
    pub(super) total: u64,
    /// Values of fewer articles are left out.
    pub(super) min: u64,
}

/// The facet that is asked for. Its column, if it has one, is the `place`th of what was counted.
pub(super) fn facet(
    asked: FacetRequest,
    tallied: &Tallied,
    place: usize,
    context: FacetContext<'_>,
    selector: &mut Selector<'_>,
) -> Result<Facet> {
    let FacetRequest { field, limit } = asked;
    let Counted { values, without, imprecise } = counted(field, tallied, place);
    let mut candidates: BTreeMap<String, Candidate> = values;
    let is_chosen = field.chosen(&mut context.filters.clone()).is_some_and(|chosen| !chosen.is_empty());
    if is_chosen {
        add_unmatched(field, &mut candidates, context, selector)?;
    }
    let mut candidates: Vec<Candidate> = candidates.into_values().collect();
    candidates.retain(|candidate| candidate.count.max(candidate.without_filter) >= context.min);
    // Values that nothing found has come behind, those first of which there are most.
    let unmatched = |candidate: &Candidate| if candidate.count == 0 { candidate.without_filter } else { 0 };
    candidates.sort_by(|left, right| {
        let by_count = right.count.cmp(&left.count).then_with(|| unmatched(right).cmp(&unmatched(left)));
        by_count.then_with(|| left.value.cmp(&right.value))
    });
    let total = candidates.len() as u64;
    candidates.truncate(limit);
    let mut values = Vec::with_capacity(candidates.len());
    for Candidate { value, count, .. } in candidates {
        let adds = if is_chosen { Some(added(field, &value, context, selector)?) } else { None };
        values.push(FacetValue { value, count, adds });
    }
    Ok(Facet { field, values, total, without, imprecise })
}

/// A value that may be listed.
struct Candidate {
    value: String,
    /// Articles that match and have it.
    count: u64,
    /// Articles that have it where the filter of its own kind is left out.
    without_filter: u64,
}

struct Counted {
    /// By what makes values one.
    values: BTreeMap<String, Candidate>,
    without: u64,
    imprecise: Vec<Imprecise>,
}

fn counted(field: FacetField, tallied: &Tallied, place: usize) -> Counted {
    let candidate = |value: String, count| (value.clone(), Candidate { value, count, without_filter: 0 });
    let by_period = |unit, shown: fn(NaiveDate) -> String| {
        let (periods, imprecise) = tallied.dates.by_period(unit);
        let values = periods.into_iter().map(|(from, count)| candidate(shown(from), count)).collect();
        Counted { values, without: tallied.dates.undated, imprecise }
    };
    match field {
        FacetField::Year => by_period(Unit::Year, |from| format!("{:04}", from.year())),
        FacetField::Month => by_period(Unit::Month, |from| format!("{:04}-{:02}", from.year(), from.month())),
        FacetField::Weekday => by_weekday(&tallied.dates),
        _ => tallied.columns.get(place).map_or_else(
            || Counted { values: BTreeMap::new(), without: tallied.articles, imprecise: Vec::new() },
            |Values { groups, without }| {
                let values = groups.iter().map(|(key, group)| {
                    let (value, count) = (group.name().to_owned(), group.articles);
                    (key.clone(), Candidate { value, count, without_filter: 0 })
                });
                Counted { values: values.collect(), without: *without, imprecise: Vec::new() }
            },
        ),
    }
}

fn by_weekday(dates: &Dates) -> Counted {
    const NAMES: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    let (days, imprecise) = dates.by_period(Unit::Day);
    let mut values: BTreeMap<String, Candidate> = BTreeMap::new();
    for (day, count) in days {
        let value = NAMES[day.weekday().num_days_from_monday() as usize].to_owned();
        let candidate = Candidate { value: value.clone(), count: 0, without_filter: 0 };
        values.entry(value).or_insert(candidate).count += count;
    }
    Counted { values, without: dates.undated, imprecise }
}

/// Adds the values that articles have which only the filter of this kind keeps out.
fn add_unmatched(
    field: FacetField,
    candidates: &mut BTreeMap<String, Candidate>,
    context: FacetContext<'_>,
    selector: &mut Selector<'_>,
) -> Result<()> {
    let mut filters = context.filters.clone();
    if let Some(chosen) = field.chosen(&mut filters) {
        chosen.clear();
    }
    let selection = selector.select(context.query, &filters.node(context.today)?)?;
    let tally = Tally::new(field.column().into_iter().collect(), field.is_of_dates(), context.corrections);
    let tallied = selector.collect(&selection, &tally)?;
    for (key, Candidate { value, count, .. }) in counted(field, &tallied, 0).values {
        let unmatched = Candidate { value, count: 0, without_filter: 0 };
        candidates.entry(key).or_insert(unmatched).without_filter = count;
    }
    Ok(())
}

/// How many articles more match with one value more.
fn added(field: FacetField, value: &str, context: FacetContext<'_>, selector: &mut Selector<'_>) -> Result<u64> {
    let mut filters = context.filters.clone();
    if let Some(chosen) = field.chosen(&mut filters) {
        chosen.push(value.to_owned());
    }
    match filters.node(context.today) {
        Ok(node) => Ok(selector.count(context.query, &node)?.saturating_sub(context.total)),
        // A name without a letter is no filter.
        Err(Error::Usage(_)) => Ok(0),
        Err(error) => Err(error),
    }
}
