//! Who is named in the same articles: names ranked by how much more often they stand in the articles that match than in the rest.
//!
//! The measure is the log-likelihood ratio of Ted Dunning, "Accurate Methods for the Statistics of Surprise and Coincidence",
//! Computational Linguistics 19 (1993), 61-74: how surprising the four counts of articles (matching or not, naming or not) were if
//! the two had nothing to do with each other. Unlike mean frequency it does not put forward whom every article names, and unlike
//! mutual information not whom one article names by chance.

use super::resolve::AskedName;
use super::selection::Selector;
use super::tally::{Column, Tally, Values};
use crate::article::EntityKind;
use crate::error::Result;
use crate::names::Corrections;
use crate::query::Node;

/// Names that stand in the same articles as what a query asks for.
#[derive(Clone, Debug, PartialEq)]
pub struct Together {
    /// Kind of the names.
    pub kind: EntityKind,
    /// All articles that the filters by source, section, language and date let through: what the names are measured in.
    pub articles: u64,
    /// How many names there are, given or not.
    pub total: u64,
    /// The names, the most closely associated first.
    pub names: Vec<TogetherName>,
}

/// One name.
#[derive(Clone, Debug, PartialEq)]
pub struct TogetherName {
    /// The name.
    pub name: String,
    /// Articles that match and have it.
    pub together: u64,
    /// All articles that have it, of those that names are measured in.
    pub articles: u64,
    /// How strongly both are associated; 3.84 is passed by chance once in twenty times, 10.83 once in a thousand.
    pub log_likelihood: f64,
}

/// What names are measured in.
pub(super) struct Measure<'a> {
    pub(super) filters: &'a Node,
    pub(super) corrections: &'a Corrections,
    /// Names that the query itself asks for: to say that they stand in its articles says nothing.
    pub(super) asked: &'a [AskedName],
}

/// The names of a kind that stand in the articles that match more often than elsewhere.
pub(super) fn together(
    kind: EntityKind,
    limit: usize,
    matching: (u64, &Values),
    measure: &Measure<'_>,
    selector: &mut Selector<'_>,
) -> Result<Together> {
    let selection = selector.select(&Node::Everything, measure.filters)?;
    let all = selector.collect(&selection, &Tally::new(vec![Column::Names(kind)], false, measure.corrections))?;
    let (matching, found) = matching;
    let mut names = Vec::new();
    for (key, group) in &found.groups {
        let is_asked = |name: &&str| measure.asked.iter().any(|asked| asked.kind == kind && asked.is(name));
        if group.variants().iter().any(is_asked) {
            continue;
        }
        let everywhere = all.columns.first().and_then(|values| values.groups.get(key));
        let articles = everywhere.map_or(group.articles, |everywhere| everywhere.articles);
        let counts = Counts { both: group.articles, matching, naming: articles, all: all.articles };
        if counts.are_together_by_more_than_chance() {
            let (name, together) = (group.name().to_owned(), group.articles);
            names.push(TogetherName { name, together, articles, log_likelihood: counts.log_likelihood() });
        }
    }
    names.sort_by(|left, right| {
        let by_measure = right.log_likelihood.total_cmp(&left.log_likelihood);
        by_measure.then_with(|| right.together.cmp(&left.together)).then_with(|| left.name.cmp(&right.name))
    });
    let total = names.len() as u64;
    names.truncate(limit);
    Ok(Together { kind, articles: all.articles, total, names })
}

/// Articles, counted four ways.
#[derive(Clone, Copy, Debug)]
struct Counts {
    both: u64,
    matching: u64,
    naming: u64,
    all: u64,
}

impl Counts {
    fn are_together_by_more_than_chance(self) -> bool {
        u128::from(self.both) * u128::from(self.all) > u128::from(self.matching) * u128::from(self.naming)
    }

    /// Twice the sum of `observed · ln(observed / expected)` over the four cells.
    #[expect(clippy::cast_precision_loss, reason = "an archive has fewer than 2^52 articles")]
    fn log_likelihood(self) -> f64 {
        let cell = |observed: u64, row: u64, column: u64| {
            if observed == 0 {
                return 0.0;
            }
            let expected = row as f64 * column as f64 / self.all as f64;
            observed as f64 * (observed as f64 / expected).ln()
        };
        let (others, silent) = (self.all - self.matching, self.all - self.naming);
        let (matching_only, naming_only) = (self.matching - self.both, self.naming - self.both);
        let neither = self.all + self.both - self.matching - self.naming;
        2.0 * (cell(self.both, self.matching, self.naming)
            + cell(matching_only, self.matching, silent)
            + cell(naming_only, others, self.naming)
            + cell(neither, others, silent))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// "the swiss" in Dunning's table 2: 110 times together, 2,442 times `the` without, 111 times `swiss` without, of 31,777.
    #[test]
    fn the_measure_is_that_of_the_paper() {
        let counts = Counts { both: 110, matching: 110 + 2442, naming: 110 + 111, all: 110 + 2442 + 111 + 29114 };
        assert!((counts.log_likelihood() - 270.72).abs() < 0.01, "{}", counts.log_likelihood());
    }

    #[test]
    fn who_is_named_in_every_article_is_not_associated_with_any() {
        let counts = Counts { both: 10, matching: 10, naming: 100, all: 100 };
        assert!(!counts.are_together_by_more_than_chance());
        assert!(counts.log_likelihood().abs() < 1e-9);
    }
}
