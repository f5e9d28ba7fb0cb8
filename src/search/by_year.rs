//! Counts the articles that match year by year.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::counts::Counting;
use super::facet::{FacetField, FacetRequest};
use super::{Request, search};
use crate::error::Result;
use crate::index::OpenIndex;
use crate::query::Filters;

/// The articles that match: those of the years, and the undated, are all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ByYear {
    /// All of them.
    pub total: u64,
    /// By year, written with four digits; years without any are left out.
    pub years: BTreeMap<String, u64>,
    /// Those without a date.
    pub undated: u64,
    /// How names were taken, for the reader to know.
    pub notes: Vec<String>,
}

/// Counts what a request asks for; of its hits none are read.
///
/// # Errors
///
/// When the index cannot be read.
pub fn count_by_year(index: &OpenIndex, request: &Request) -> Result<ByYear> {
    let counting = Counting {
        facets: vec![FacetRequest { field: FacetField::Year, limit: usize::MAX }],
        facet_min: 1,
        timeline: None,
        together: None,
        // What another year would add is not asked for.
        filters: Filters::default(),
        today: NaiveDate::default(),
    };
    let request = Request { counting: Some(counting), limit: Some(0), with_snippets: false, ..request.clone() };
    let results = search(index, &request)?;
    let mut found = ByYear { total: results.total, notes: results.notes.clone(), ..ByYear::default() };
    for facet in &results.counts.facets {
        found.undated = facet.without;
        found.years.extend(facet.values.iter().map(|value| (value.value.clone(), value.count)));
    }
    Ok(found)
}
