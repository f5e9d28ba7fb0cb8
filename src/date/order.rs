//! Whether a newspaper writes the day first or the month first, and how that is known.
//!
//! In: its dates in numbers, one by one. Out: an [`Order`], once a date such as `13/07/2022` has told it, for those such as
//! `05/03/2020` that cannot.

use super::NewsDate;

/// Which number of `05/03/2020` is the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Order {
    /// 5 March, as most of the world writes it.
    DayFirst,
    /// May 3, as the United States do.
    MonthFirst,
}

/// The two days that one date in numbers can mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Readings {
    /// The day where the first number is the day.
    pub day_first: NewsDate,
    /// The day where the first number is the month.
    pub month_first: NewsDate,
}

impl Readings {
    /// The day in this order.
    pub fn in_order(self, order: Order) -> NewsDate {
        match order {
            Order::DayFirst => self.day_first,
            Order::MonthFirst => self.month_first,
        }
    }
}

/// How often a source's dates have told its order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OrderEvidence {
    day_first: u64,
    month_first: u64,
}

/// How many dates of one order make one of the other a slip: 19 of 20 is 95 %.
const DATES_FOR_ONE_SLIP: u64 = 19;

impl OrderEvidence {
    /// Counts a date that can be read in this order alone.
    pub fn attest(&mut self, order: Order) {
        let count = match order {
            Order::DayFirst => &mut self.day_first,
            Order::MonthFirst => &mut self.month_first,
        };
        *count = count.saturating_add(1);
    }

    /// The order of the source: the only one met, be it once, for a date that has a 13th month is no accident; or that of
    /// at least 95 % of the dates, since a house of thousands of articles has printed one from a guest. `None` while there
    /// is no such date, and where both orders are in use.
    pub fn decided(self) -> Option<Order> {
        let outweighs = |this: u64, other: u64| this > 0 && other <= this / DATES_FOR_ONE_SLIP;
        if outweighs(self.day_first, self.month_first) {
            Some(Order::DayFirst)
        } else if outweighs(self.month_first, self.day_first) {
            Some(Order::MonthFirst)
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_date_decides_and_a_contradiction_undoes_it() {
        let evidence = |day_first, month_first| OrderEvidence { day_first, month_first }.decided();
        let cases = [
            ((0, 0), None),
            ((1, 0), Some(Order::DayFirst)),
            ((0, 1), Some(Order::MonthFirst)),
            ((1, 1), None),
            ((18, 1), None),
            ((19, 1), Some(Order::DayFirst)),
            ((2, 40), Some(Order::MonthFirst)),
            ((500, 400), None),
        ];
        for ((day_first, month_first), expected) in cases {
            assert_eq!(evidence(day_first, month_first), expected, "{day_first} to {month_first}");
        }
    }
}
