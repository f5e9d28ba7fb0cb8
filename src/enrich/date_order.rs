//! Decides the dates that only the order of day and month leaves open, by the other dates of their source.
//!
//! In: the articles of one file, in its order. Out: the same articles; those whose order is open wait until a date such as
//! `13/07/2022` of the same source tells it, or until too many wait. No input or output.

use std::collections::{BTreeMap, HashMap};

use crate::article::{DateClue, StatedArticle};
use crate::date::{Hints, Order, OrderEvidence};

/// The most articles that wait.
const WAITING_MAX: usize = 1_000;

/// The most bytes of title and body that wait: as much as a few hundred long articles have.
const WAITING_BYTES_MAX: usize = 8 << 20;

/// The most sources of one file that are told apart; of further ones no article waits. Aggregators have some thousands.
const SOURCES_MAX: usize = 10_000;

/// The articles of one file on their way, each with what its reader needs to know of it.
#[derive(Debug)]
pub struct DateOrders<T> {
    /// The order that the user has given for all.
    given: Option<Order>,
    sources: HashMap<String, Source>,
    /// Those that wait, by when they came.
    waiting: BTreeMap<u64, (Box<StatedArticle>, T)>,
    waiting_bytes: usize,
    next_number: u64,
}

#[derive(Debug, Default)]
struct Source {
    evidence: OrderEvidence,
    /// Numbers of its articles that wait; those that were let go for want of room among them.
    waiting: Vec<u64>,
}

impl<T> DateOrders<T> {
    /// With an order that the user gives for every source, or `None` to learn it from the dates.
    pub fn new(given: Option<Order>) -> Self {
        Self { given, sources: HashMap::new(), waiting: BTreeMap::new(), waiting_bytes: 0, next_number: 0 }
    }

    /// Takes the next article, and gives those that need wait no longer: it, those that its dates have decided, and the
    /// oldest where more wait than may. An article that nothing decides comes out undated, its date still open.
    pub fn push(&mut self, mut article: Box<StatedArticle>, with: T) -> Vec<(Box<StatedArticle>, T)> {
        if self.given.is_some() {
            settle(&mut article, self.given);
            return vec![(article, with)];
        }
        let is_open = article.open_dates().any(|open| open.readings().is_some());
        if article.date_clues.is_empty() {
            return vec![(article, with)];
        }
        let name = article.source.clone().unwrap_or_default();
        if self.sources.len() >= SOURCES_MAX && !self.sources.contains_key(&name) {
            return vec![(article, with)];
        }
        let source = self.sources.entry(name).or_default();
        for clue in &article.date_clues {
            if let DateClue::Attests(order) = clue {
                source.evidence.attest(*order);
            }
        }
        let Some(order) = source.evidence.decided() else {
            return if is_open { self.hold(article, with) } else { vec![(article, with)] };
        };
        let numbers = std::mem::take(&mut source.waiting);
        let mut released: Vec<_> = numbers.into_iter().filter_map(|number| self.release(number)).collect();
        released.push((article, with));
        for (article, _) in &mut released {
            settle(article, Some(order));
        }
        released
    }

    /// Gives what still waits at the end of the file, undated, in the order in which it came.
    pub fn finish(self) -> impl Iterator<Item = (Box<StatedArticle>, T)> {
        self.waiting.into_values()
    }

    fn hold(&mut self, article: Box<StatedArticle>, with: T) -> Vec<(Box<StatedArticle>, T)> {
        let number = self.next_number;
        self.next_number += 1;
        if let Some(source) = self.sources.get_mut(article.source.as_deref().unwrap_or_default()) {
            // What was let go is forgotten in time, so that the list does not grow with the file.
            if source.waiting.len() >= 2 * WAITING_MAX {
                source.waiting.retain(|number| self.waiting.contains_key(number));
            }
            source.waiting.push(number);
        }
        self.waiting_bytes += size(&article);
        self.waiting.insert(number, (article, with));
        let mut released = Vec::new();
        while self.waiting.len() > WAITING_MAX || self.waiting_bytes > WAITING_BYTES_MAX {
            let Some((&oldest, _)) = self.waiting.first_key_value() else { break };
            released.extend(self.release(oldest));
        }
        released
    }

    fn release(&mut self, number: u64) -> Option<(Box<StatedArticle>, T)> {
        let released = self.waiting.remove(&number)?;
        self.waiting_bytes -= size(&released.0);
        Some(released)
    }
}

fn settle(article: &mut StatedArticle, order: Option<Order>) {
    article.settle_dates(Hints { order, language: None });
    // Published and updated on one day is no change that is worth a date.
    article.updated = article.updated.filter(|updated| article.date.is_none_or(|dated| dated.date != *updated));
}

fn size(article: &StatedArticle) -> usize {
    article.title.len() + article.body.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{DateKind, DateSource};

    /// Pushes articles of a source and a date, and shows what comes out: the place it came from, and its date.
    fn pass(given: Option<Order>, articles: &[(&str, &str)]) -> Vec<String> {
        let mut orders = DateOrders::new(given);
        let mut shown = Vec::new();
        let show = |(article, place): (Box<StatedArticle>, usize)| {
            article.date.map_or(format!("{place}: none"), |dated| format!("{place}: {}", dated.date))
        };
        for (place, (source, date)) in articles.iter().enumerate() {
            let mut article = StatedArticle { source: Some((*source).to_owned()), ..StatedArticle::default() };
            assert_eq!(article.state_date(DateKind::Published, date, DateSource::Header, None), None);
            shown.extend(orders.push(Box::new(article), place).into_iter().map(show));
        }
        shown.extend(orders.finish().map(show));
        shown
    }

    #[test]
    fn a_later_date_of_the_same_source_decides() {
        let articles = [("A", "05/03/2020"), ("B", "05/03/2020"), ("A", "13/03/2020"), ("A", "06/03/2020")];
        assert_eq!(pass(None, &articles), ["0: 2020-03-05", "2: 2020-03-13", "3: 2020-03-06", "1: none"]);
    }

    #[test]
    fn a_given_order_decides_at_once() {
        let articles = [("A", "05/03/2020"), ("A", "13/03/2020")];
        assert_eq!(pass(Some(Order::MonthFirst), &articles), ["0: 2020-05-03", "1: 2020-03-13"]);
    }

    #[test]
    fn two_orders_in_one_source_decide_nothing() {
        let articles = [("A", "13/03/2020"), ("A", "03/13/2020"), ("A", "05/03/2020"), ("A", "11 March 2020")];
        assert_eq!(pass(None, &articles), ["0: 2020-03-13", "1: 2020-03-13", "3: 2020-03-11", "2: none"]);
    }

    #[test]
    fn no_more_wait_than_may() {
        let articles = vec![("A", "05/03/2020"); 3 * WAITING_MAX];
        let expected: Vec<String> = (0..articles.len()).map(|place| format!("{place}: none")).collect();
        assert_eq!(pass(None, &articles), expected);
    }
}
