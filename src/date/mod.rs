//! Calendar days as newspapers print them: with the precision that was stated, and moved by no time zone.
//!
//! In: year, month, day, clock time, or text ([`parse`]). Out: a [`NewsDate`], which cannot hold a day that the
//! Gregorian calendar lacks. An article is dated `2022-07-11T23:30:00-05:00` on 11 July wherever it is read, because
//! that is the day printed over it; offsets are read past and dropped.

mod dateline;
mod months;
mod order;
mod parse;
mod spellings;
mod stated;
#[cfg(test)]
mod tests;
mod token;
mod tokens;
mod words;

use std::fmt;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

pub use dateline::parse_in_running_text;
pub use order::{Order, OrderEvidence, Readings};
pub(crate) use parse::parse_leading;
pub use parse::{DateError, Hints, order_of, parse, parse_mail, parse_with};
pub(crate) use words::is_calendar_word;

/// The earliest year that is taken for a date of publication. Printed newspapers begin in 1605 (Carolus, *Relation*,
/// Strasbourg); the two centuries before leave room for the newsletters and pamphlets that archives file beside them.
pub const YEAR_MIN: i32 = 1400;

/// The latest year that can be written at all; whether a date lies in the future is for `enrich` to judge, which
/// knows what day it is.
pub const YEAR_MAX: i32 = 2999;

/// A day, a month or a year, perhaps with a clock time: as precise as what was stated, never more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct NewsDate {
    year: i32,
    month: Option<u8>,
    day: Option<u8>,
    time: Option<ClockTime>,
}

impl NewsDate {
    /// A whole year, or `None` outside [`YEAR_MIN`]..=[`YEAR_MAX`].
    pub fn of_year(year: i32) -> Option<Self> {
        (YEAR_MIN..=YEAR_MAX).contains(&year).then_some(Self { year, month: None, day: None, time: None })
    }

    /// A whole month (1 to 12), or `None` where there is no such month.
    pub fn of_month(year: i32, month: u8) -> Option<Self> {
        let whole_year = Self::of_year(year)?;
        (1..=12).contains(&month).then_some(Self { month: Some(month), ..whole_year })
    }

    /// One day, or `None` where the calendar has no such day.
    pub fn of_day(year: i32, month: u8, day: u8) -> Option<Self> {
        let whole_month = Self::of_month(year, month)?;
        NaiveDate::from_ymd_opt(year, u32::from(month), u32::from(day))?;
        Some(Self { day: Some(day), ..whole_month })
    }

    /// The day that chrono holds.
    pub fn from_naive(date: NaiveDate) -> Option<Self> {
        Self::of_day(date.year(), u8::try_from(date.month()).ok()?, u8::try_from(date.day()).ok()?)
    }

    /// The UTC day and time of a number of seconds since 1970-01-01, as machines write dates.
    pub fn from_unix_seconds(seconds: i64) -> Option<Self> {
        let instant = chrono::DateTime::from_timestamp(seconds, 0)?.naive_utc();
        let second_of_day = u32::try_from(seconds.rem_euclid(86_400)).ok()?;
        Some(Self::from_naive(instant.date())?.at(ClockTime::from_second_of_day(second_of_day)?))
    }

    /// The same day with a clock time. A date without a day takes none and stays as it is.
    #[must_use]
    pub fn at(self, time: ClockTime) -> Self {
        if self.day.is_some() { Self { time: Some(time), ..self } } else { self }
    }

    /// The same without its clock time.
    #[must_use]
    pub fn without_time(self) -> Self {
        Self { time: None, ..self }
    }

    /// The year.
    pub fn year(self) -> i32 {
        self.year
    }

    /// The month, 1 to 12, where one was stated.
    pub fn month(self) -> Option<u8> {
        self.month
    }

    /// The day of the month, 1 to 31, where one was stated.
    pub fn day(self) -> Option<u8> {
        self.day
    }

    /// The clock time, where one was stated.
    pub fn time(self) -> Option<ClockTime> {
        self.time
    }

    /// The first day that this date covers: itself, 1 July, or 1 January.
    ///
    /// # Panics
    ///
    /// Never: a date is only made of a day that there is.
    pub fn first_day(self) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.year, u32::from(self.month.unwrap_or(1)), u32::from(self.day.unwrap_or(1)))
            .expect("a NewsDate is built only from a day that the calendar has")
    }

    /// The last day that this date covers: itself, 31 July, or 31 December.
    pub fn last_day(self) -> NaiveDate {
        match (self.month, self.day) {
            (_, Some(_)) => self.first_day(),
            (Some(month), None) => last_day_of_month(self.year, month),
            (None, None) => last_day_of_month(self.year, 12),
        }
    }
}

impl fmt::Display for NewsDate {
    /// ISO 8601, as far as it is known: `2022-07-11`, `2022-07` or `2022`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:04}", self.year)?;
        for part in [self.month, self.day].into_iter().flatten() {
            write!(formatter, "-{part:02}")?;
        }
        Ok(())
    }
}

/// A time of day to the second, as printed, in no time zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ClockTime {
    second_of_day: u32,
}

impl ClockTime {
    /// Hours 0 to 23, minutes and seconds 0 to 59 (a leap second counts as the 59th), or `None`.
    pub fn new(hour: u8, minute: u8, second: u8) -> Option<Self> {
        let in_range = hour < 24 && minute < 60 && second <= 60;
        in_range.then(|| Self {
            second_of_day: u32::from(hour) * 3600 + u32::from(minute) * 60 + u32::from(second.min(59)),
        })
    }

    /// From the seconds since midnight, 0 to 86,399, or `None`.
    pub fn from_second_of_day(second_of_day: u32) -> Option<Self> {
        (second_of_day < 86_400).then_some(Self { second_of_day })
    }

    /// Seconds since midnight.
    pub fn second_of_day(self) -> u32 {
        self.second_of_day
    }
}

impl fmt::Display for ClockTime {
    /// `14:03:00`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.second_of_day;
        write!(formatter, "{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
    }
}

/// Days since 1970-01-01, the number under which the index files a day.
pub fn day_number(date: NaiveDate) -> i64 {
    i64::from(date.num_days_from_ce()) - i64::from(NaiveDate::default().num_days_from_ce())
}

/// The day with this number of days since 1970-01-01, or `None` beyond chrono's calendar.
pub fn day_from_number(number: i64) -> Option<NaiveDate> {
    let since_year_one = number.checked_add(i64::from(NaiveDate::default().num_days_from_ce()))?;
    NaiveDate::from_num_days_from_ce_opt(i32::try_from(since_year_one).ok()?)
}

fn last_day_of_month(year: i32, month: u8) -> NaiveDate {
    let (next_year, next_month) = if month == 12 { (year + 1, 1) } else { (year, u32::from(month) + 1) };
    NaiveDate::from_ymd_opt(next_year, next_month, 1)
        .and_then(|first_of_next| first_of_next.pred_opt())
        .expect("years are at most 2999, far inside chrono's calendar")
}
