//! Articles over time: bars without gaps, and what no bar can hold.
//!
//! Newspapers are dated by the day, old ones and lists of holdings by the month or the year. An article stands in the bar that
//! holds all days of its date; where its date is longer than any bar, it is counted as imprecise, and nothing is guessed.

use std::collections::BTreeMap;
use std::str::FromStr;

use chrono::{Datelike, Days, Months, NaiveDate};

use super::tally::Dates;
use crate::date::{NewsDate, day_from_number};

/// How long a bar is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// One day.
    Day,
    /// Monday to Sunday (ISO 8601).
    Week,
    /// A calendar month.
    Month,
    /// A calendar year.
    Year,
    /// Ten years, the first of which ends in 0.
    Decade,
}

/// Which unit is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnitChoice {
    /// The shortest that gives no more than [`BARS_MAX`] bars and holds the greater part of the dates.
    Auto,
    /// This one.
    Always(Unit),
}

/// So many bars at most where the unit is chosen by the span: what a screen can hold.
pub const BARS_MAX: i64 = 60;

/// Articles over time. The counts of bars, the imprecise and the undated add up to the total.
#[derive(Clone, Debug, PartialEq)]
pub struct Timeline {
    /// How long a bar is.
    pub unit: Unit,
    /// One behind the other, without gaps.
    pub bars: Vec<Bar>,
    /// Articles with a date that is longer than a bar, by the date.
    pub imprecise: Vec<Imprecise>,
    /// Articles without a date.
    pub undated: u64,
}

/// One period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bar {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// Articles that match.
    pub count: u64,
    /// All articles of the period that the filters by source, section, language and date let through.
    pub articles: u64,
}

/// Articles of a month or a year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imprecise {
    /// `1987` or `1987-03`.
    pub date: String,
    /// Number of articles.
    pub count: u64,
}

/// The ends of a timeline that the question itself sets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Ends {
    /// The first bar is that of the first article that the filters let through, whether it matches or not.
    pub(super) first: bool,
    /// The same of the last.
    pub(super) last: bool,
}

impl Unit {
    /// All units, the shortest first.
    pub const ALL: [Self; 5] = [Self::Day, Self::Week, Self::Month, Self::Year, Self::Decade];

    /// Its name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Year => "year",
            Self::Decade => "decade",
        }
    }

    /// The first day of the period that a day lies in.
    fn start(self, day: NaiveDate) -> NaiveDate {
        let first = |year: i32, month: u32| NaiveDate::from_ymd_opt(year, month, 1).unwrap_or(day);
        match self {
            Self::Day => day,
            Self::Week => day - Days::new(u64::from(day.weekday().num_days_from_monday())),
            Self::Month => first(day.year(), day.month()),
            Self::Year => first(day.year(), 1),
            Self::Decade => first(day.year().div_euclid(10) * 10, 1),
        }
    }

    /// The last day of the period that begins on a day.
    fn end(self, start: NaiveDate) -> NaiveDate {
        let next = match self {
            Self::Day => return start,
            Self::Week => return start + Days::new(6),
            Self::Month => start + Months::new(1),
            Self::Year => start + Months::new(12),
            Self::Decade => start + Months::new(120),
        };
        next - Days::new(1)
    }

    /// How many periods lie between two days, those of both counted.
    fn periods(self, first: NaiveDate, last: NaiveDate) -> i64 {
        let (first, last) = (self.start(first), self.start(last));
        let years = i64::from(last.year() - first.year());
        1 + match self {
            Self::Day => (last - first).num_days(),
            Self::Week => (last - first).num_days() / 7,
            Self::Month => years * 12 + i64::from(last.month()) - i64::from(first.month()),
            Self::Year => years,
            Self::Decade => years / 10,
        }
    }

    /// Whether one period holds all days of a date.
    fn holds(self, date: Span) -> bool {
        self.start(date.first) == self.start(date.last)
    }
}

impl FromStr for UnitChoice {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text == "auto" {
            return Ok(Self::Auto);
        }
        let unit = Unit::ALL.into_iter().find(|unit| unit.as_str() == text).map(Self::Always);
        unit.ok_or_else(|| "expected auto, day, week, month, year or decade".to_owned())
    }
}

/// The days of a date.
#[derive(Clone, Copy, Debug)]
struct Span {
    first: NaiveDate,
    last: NaiveDate,
}

impl Span {
    fn of((first, last): (i64, i64)) -> Option<Self> {
        Some(Self { first: day_from_number(first)?, last: day_from_number(last)? })
    }

    /// The date as it was stated: a month or a year where it is longer than a day.
    fn shown(self) -> String {
        let (year, month) = (self.first.year(), u8::try_from(self.first.month()).unwrap_or(1));
        let stated = [NewsDate::of_year(year), NewsDate::of_month(year, month)].into_iter().flatten();
        let mut fitting = stated.filter(|date| (date.first_day(), date.last_day()) == (self.first, self.last));
        fitting.next().map_or_else(|| self.first.to_string(), |date| date.to_string())
    }
}

impl Dates {
    /// The dates with the number of their articles, in order.
    fn dated(&self) -> impl Iterator<Item = (Span, u64)> + '_ {
        self.spans.iter().filter_map(|(days, count)| Some((Span::of(*days)?, *count)))
    }

    /// Counts the periods of a unit, each by its first day, and the dates that none of them holds.
    pub(super) fn by_period(&self, unit: Unit) -> (BTreeMap<NaiveDate, u64>, Vec<Imprecise>) {
        let (mut periods, mut imprecise) = (BTreeMap::new(), Vec::new());
        for (date, count) in self.dated() {
            if unit.holds(date) {
                *periods.entry(unit.start(date.first)).or_default() += count;
            } else {
                imprecise.push(Imprecise { date: date.shown(), count });
            }
        }
        (periods, imprecise)
    }
}

/// The timeline of what was found, measured by all that the filters let through.
pub(super) fn timeline(choice: UnitChoice, found: &Dates, measure: &Dates, ends: Ends) -> Timeline {
    let unit = match choice {
        UnitChoice::Always(unit) => unit,
        UnitChoice::Auto => chosen(found, measure, ends),
    };
    let (counts, imprecise) = found.by_period(unit);
    let (articles, _) = measure.by_period(unit);
    let end = |is_set: bool, of_found: Option<&NaiveDate>, of_measure: Option<&NaiveDate>| {
        if is_set { of_measure.copied() } else { of_found.copied() }
    };
    let first = end(ends.first, counts.keys().next(), articles.keys().next());
    let last = end(ends.last, counts.keys().next_back(), articles.keys().next_back());
    let mut bars = Vec::new();
    if let (Some(mut from), Some(last)) = (first, last) {
        while from <= last {
            let to = unit.end(from);
            let count_of = |counts: &BTreeMap<NaiveDate, u64>| counts.get(&from).copied().unwrap_or(0);
            bars.push(Bar { from, to, count: count_of(&counts), articles: count_of(&articles) });
            from = to + Days::new(1);
        }
    }
    Timeline { unit, bars, imprecise, undated: found.undated }
}

/// The shortest unit that gives few bars and holds the greater part of the dates; the longest, if none does.
fn chosen(found: &Dates, measure: &Dates, ends: Ends) -> Unit {
    let first_of = |dates: &Dates| dates.dated().map(|(date, _)| date.first).min();
    let last_of = |dates: &Dates| dates.dated().map(|(date, _)| date.last).max();
    let first = first_of(if ends.first { measure } else { found });
    let last = last_of(if ends.last { measure } else { found });
    let (Some(first), Some(last)) = (first, last) else {
        return Unit::Day;
    };
    let dated: u64 = found.dated().map(|(_, count)| count).sum();
    let fits = |unit: &Unit| {
        let held: u64 = found.dated().filter(|(date, _)| unit.holds(*date)).map(|(_, count)| count).sum();
        unit.periods(first, last) <= BARS_MAX && held * 2 >= dated
    };
    Unit::ALL.into_iter().find(fits).unwrap_or(Unit::Decade)
}

impl Bar {
    /// Of a hundred articles of the period, so many match; nothing where there are none.
    pub fn share(&self) -> Option<f64> {
        #[expect(clippy::cast_precision_loss, reason = "an archive has fewer than 2^52 articles")]
        (self.articles > 0).then(|| self.count as f64 * 100.0 / self.articles as f64)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::date::{YEAR_MAX, YEAR_MIN, day_number};

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    /// Dates such as `1605`, `1987-03` and `1987-03-02`, each once for each time it is named.
    fn dates(stated: &[NewsDate]) -> Dates {
        let mut dates = Dates::default();
        for date in stated {
            *dates.spans.entry((day_number(date.first_day()), day_number(date.last_day()))).or_default() += 1;
        }
        dates
    }

    #[test]
    fn weeks_begin_on_monday_and_decades_in_a_year_with_a_nought() {
        assert_eq!(Unit::Week.start(day(2021, 1, 3)), day(2020, 12, 28));
        assert_eq!(Unit::Week.end(day(2020, 12, 28)), day(2021, 1, 3));
        assert_eq!(Unit::Decade.start(day(1605, 7, 1)), day(1600, 1, 1));
        assert_eq!(Unit::Decade.end(day(1600, 1, 1)), day(1609, 12, 31));
        assert_eq!(Unit::Month.end(day(1900, 2, 1)), day(1900, 2, 28));
    }

    #[test]
    fn the_unit_follows_the_span_and_the_dates() {
        let chosen_of = |stated: &[NewsDate]| chosen(&dates(stated), &Dates::default(), Ends::default());
        let on = |year, month, day| NewsDate::of_day(year, month, day).unwrap();
        assert_eq!(chosen_of(&[on(1987, 3, 2), on(1987, 4, 30)]), Unit::Day);
        assert_eq!(chosen_of(&[on(1987, 3, 2), on(1987, 5, 1)]), Unit::Week);
        assert_eq!(chosen_of(&[on(1987, 3, 2), on(1989, 3, 2)]), Unit::Month);
        assert_eq!(chosen_of(&[on(1963, 3, 2), on(2022, 3, 2)]), Unit::Year);
        assert_eq!(chosen_of(&[on(1605, 3, 2), on(2022, 3, 2)]), Unit::Decade);
        assert_eq!(chosen_of(&[NewsDate::of_year(1987).unwrap(), NewsDate::of_year(1988).unwrap()]), Unit::Year);
        assert_eq!(chosen_of(&[NewsDate::of_month(1987, 3).unwrap()]), Unit::Month);
    }

    fn any_date() -> impl Strategy<Value = NewsDate> {
        let narrow = (1980..1984_i32, 1..=12_u8, 1..=28_u8, 0..4_u8);
        let wide = (YEAR_MIN..=YEAR_MAX, 1..=12_u8, 1..=28_u8, 0..4_u8);
        prop_oneof![narrow, wide].prop_map(|(year, month, day, precision)| {
            let date = match precision {
                0 => NewsDate::of_year(year),
                1 => NewsDate::of_month(year, month),
                _ => NewsDate::of_day(year, month, day),
            };
            date.unwrap()
        })
    }

    proptest! {
        #[test]
        fn every_article_is_in_a_bar_or_named_and_no_day_is_left_out(
            stated in proptest::collection::vec(any_date(), 1..12),
            unit in 0..6_usize,
        ) {
            let found = dates(&stated);
            let choice = Unit::ALL.get(unit).map_or(UnitChoice::Auto, |unit| UnitChoice::Always(*unit));
            let timeline = timeline(choice, &found, &found, Ends::default());
            let in_bars: u64 = timeline.bars.iter().map(|bar| bar.count).sum();
            let imprecise: u64 = timeline.imprecise.iter().map(|imprecise| imprecise.count).sum();
            prop_assert_eq!(in_bars + imprecise, stated.len() as u64);
            prop_assert!(timeline.bars.windows(2).all(|pair| pair[0].to.succ_opt() == Some(pair[1].from)));
            for bar in &timeline.bars {
                let inside = stated.iter().filter(|date| bar.from <= date.first_day() && date.last_day() <= bar.to);
                prop_assert_eq!(bar.count, inside.count() as u64);
                prop_assert_eq!(bar.count, bar.articles);
            }
            for imprecise in &timeline.imprecise {
                let such = stated.iter().filter(|date| date.to_string() == imprecise.date).count();
                prop_assert_eq!(imprecise.count, such as u64);
            }
            if choice == UnitChoice::Auto && timeline.unit != Unit::Decade {
                prop_assert!(timeline.bars.len() <= 60);
            }
        }
    }
}
