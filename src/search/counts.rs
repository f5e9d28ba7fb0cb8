//! What is counted beside the hits: facets, a timeline, who is named together.

use chrono::NaiveDate;

use super::facet::{Facet, FacetContext, FacetRequest, facet};
use super::resolve::AskedName;
use super::selection::Selector;
use super::tally::{Column, Dates, Tallied, Tally};
use super::timeline::{Ends, Timeline, UnitChoice, timeline};
use super::together::{Measure, Together, together};
use crate::article::EntityKind;
use crate::error::{Error, Result};
use crate::names::Corrections;
use crate::query::{Filters, Node};

/// What to count.
#[derive(Clone, Debug)]
pub struct Counting {
    /// By which fields.
    pub facets: Vec<FacetRequest>,
    /// Leave out values of fewer articles.
    pub facet_min: u64,
    /// Over time, in bars of this unit.
    pub timeline: Option<UnitChoice>,
    /// Names of a kind that stand in the same articles, and most of them to give; `None` for all.
    pub together: Option<(EntityKind, Option<usize>)>,
    /// The filters as typed: they tell what another value would add, and what bars and names are measured by.
    pub filters: Filters,
    /// The day it is.
    pub today: NaiveDate,
}

/// What was counted.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Counts {
    /// As asked for, in that order.
    pub facets: Vec<Facet>,
    /// Where it was asked for.
    pub timeline: Option<Timeline>,
    /// Where they were asked for.
    pub together: Option<Together>,
}

/// What was found, to be counted.
pub(super) struct Found<'a> {
    pub(super) query: &'a Node,
    pub(super) filters: &'a Node,
    pub(super) asked: &'a [AskedName],
    pub(super) corrections: &'a Corrections,
    pub(super) tallied: Tallied,
}

impl Counting {
    /// What must be counted over the articles that match.
    pub(super) fn tally(&self, corrections: &Corrections) -> Tally {
        let has_dates = self.timeline.is_some() || self.facets.iter().any(|facet| facet.field.is_of_dates());
        Tally::new(self.columns(), has_dates, corrections)
    }

    /// The columns of the facets, then that of the names that stand together.
    fn columns(&self) -> Vec<Column> {
        let of_facets = self.facets.iter().filter_map(|facet| facet.field.column());
        of_facets.chain(self.together.map(|(kind, _)| Column::Names(kind))).collect()
    }

    /// What counting comes to.
    pub(super) fn counts(&self, found: &Found<'_>, selector: &mut Selector<'_>) -> Result<Counts> {
        Ok(Counts {
            facets: self.facets(found, selector)?,
            timeline: self.timeline.map(|choice| self.timeline(choice, found, selector)).transpose()?,
            together: self.together.map(|(kind, limit)| self.together(kind, limit, found, selector)).transpose()?,
        })
    }

    fn facets(&self, found: &Found<'_>, selector: &mut Selector<'_>) -> Result<Vec<Facet>> {
        let context = FacetContext {
            query: found.query,
            filters: &self.filters,
            today: self.today,
            corrections: found.corrections,
            total: found.tallied.articles,
            min: self.facet_min,
        };
        let mut facets = Vec::with_capacity(self.facets.len());
        let mut place = 0;
        for asked in &self.facets {
            facets.push(facet(*asked, &found.tallied, place, context, selector)?);
            place += usize::from(asked.field.column().is_some());
        }
        Ok(facets)
    }

    fn timeline(&self, choice: UnitChoice, found: &Found<'_>, selector: &mut Selector<'_>) -> Result<Timeline> {
        let covered = selector.select(&Node::Everything, &self.coverage()?)?;
        let measure = selector.collect(&covered, &Tally::new(Vec::new(), true, &Corrections::default()))?;
        let Filters { from, to, on, last, .. } = &self.filters;
        let has_both = !on.is_empty() || !last.is_empty();
        let ends = Ends { first: has_both || !from.is_empty(), last: has_both || !to.is_empty() };
        let dates: &Dates = &found.tallied.dates;
        Ok(timeline(choice, dates, &measure.dates, ends))
    }

    fn together(
        &self,
        kind: EntityKind,
        limit: Option<usize>,
        found: &Found<'_>,
        selector: &mut Selector<'_>,
    ) -> Result<Together> {
        let filters = self.coverage()?;
        if *found.query == Node::Everything && *found.filters == filters {
            let hint = "it needs a query, or a filter by name, that the articles of the archive can be told apart by";
            return Err(Error::Usage(format!("--with {}: {hint}", kind.as_str())));
        }
        let measure = Measure { filters: &filters, corrections: found.corrections, asked: found.asked };
        let Some(names) = found.tallied.columns.last() else {
            return Ok(Together { kind, articles: 0, total: 0, names: Vec::new() });
        };
        together(kind, limit.unwrap_or(usize::MAX), (found.tallied.articles, names), &measure, selector)
    }

    /// The filters that say which part of the archive is looked at.
    fn coverage(&self) -> Result<Node> {
        self.filters.coverage().node(self.today)
    }
}
