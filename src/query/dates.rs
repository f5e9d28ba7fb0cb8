//! Dates as they are asked for: `2022`, `2022-07`, `2022-07-11`, `today`, `yesterday`, and ranges of them.

use chrono::{Days, Months, NaiveDate};

use super::ast::{DateRange, Node};
use crate::date::{NewsDate, YEAR_MAX, YEAR_MIN};
use crate::error::{QueryError, shown};

/// What a date can look like, for the reader whose date does not.
const FORMS: &str = "a date is `2022`, `2022-07`, `2022-07-11`, `today` or `yesterday`; a range `2021..2022-03`";

/// The days that one date covers. Nine digits or more are seconds since 1970, and mean the UTC day.
///
/// # Errors
///
/// When it is no date, or none that the calendar has.
pub fn parse_date_range(text: &str, today: NaiveDate) -> Result<DateRange, QueryError> {
    date_range_at(text, 0, text, today)
}

/// The days of a span that ends today: `30d`, `2w`, `6m`, `2y`. `1d` is today alone.
///
/// # Errors
///
/// When it is no such span, or reaches back before the calendar.
pub fn parse_last(text: &str, today: NaiveDate) -> Result<DateRange, QueryError> {
    last_at(text, 0, text, today)
}

/// Reads `text`, which stands at byte `start` of `query`.
pub(super) fn date_range_at(query: &str, start: usize, text: &str, today: NaiveDate) -> Result<DateRange, QueryError> {
    let one_day = |day: Option<NaiveDate>| day.map(|day| DateRange { from: Some(day), to: Some(day) });
    let range = match text.to_ascii_lowercase().as_str() {
        "today" => one_day(Some(today)),
        "yesterday" => one_day(today.pred_opt()),
        digits if digits.len() >= 9 && digits.bytes().all(|byte| byte.is_ascii_digit()) => {
            one_day(digits.parse().ok().and_then(NewsDate::from_unix_seconds).map(NewsDate::first_day))
        }
        other => calendar_date(other).map(|date| DateRange { from: Some(date.first_day()), to: Some(date.last_day()) }),
    };
    range.ok_or_else(|| {
        let message = if looks_like_date(text) {
            format!("there is no day `{}`", shown(text))
        } else {
            format!("`{}` is no date", shown(text))
        };
        let error = QueryError::new(query, start..start + text.len(), message);
        match day_of_numbers(text) {
            Some(meant) => error.hint(format!("write it as {meant}")),
            None => error.hint(FORMS),
        }
    })
}

/// How `07/11/2022` is written here, in each order of day and month that it can have.
fn day_of_numbers(text: &str) -> Option<String> {
    let mut numbers = text.split(['/', '.', '-']).map(|number| number.parse::<u32>().ok());
    let (first, second, year) = (numbers.next()??, numbers.next()??, numbers.next()??);
    let year = i32::try_from(year).ok().filter(|year| (YEAR_MIN..=YEAR_MAX).contains(year))?;
    let day = |month: u32, day: u32| NaiveDate::from_ymd_opt(year, month, day).map(|day| format!("`{day}`"));
    let mut meant: Vec<String> = [day(first, second), day(second, first)].into_iter().flatten().collect();
    meant.dedup();
    (!meant.is_empty() && numbers.next().is_none()).then(|| meant.join(" or "))
}

pub(super) fn last_at(query: &str, start: usize, text: &str, today: NaiveDate) -> Result<DateRange, QueryError> {
    let error = |message: String| {
        QueryError::new(query, start..start + text.len(), message).hint("a span is `30d`, `2w`, `6m` or `2y`")
    };
    let split = text.find(|character: char| !character.is_ascii_digit()).unwrap_or(text.len());
    let (digits, unit) = text.split_at(split);
    let count: u32 = digits
        .parse()
        .ok()
        .filter(|count| *count > 0)
        .ok_or_else(|| error(format!("`{}` is no span of time", shown(text))))?;
    let after = |day: Option<NaiveDate>| day.and_then(|day| day.succ_opt());
    let from = match unit.to_ascii_lowercase().as_str() {
        "d" => after(today.checked_sub_days(Days::new(u64::from(count)))),
        "w" => after(today.checked_sub_days(Days::new(u64::from(count) * 7))),
        "m" => after(today.checked_sub_months(Months::new(count))),
        "y" => after(count.checked_mul(12).and_then(|months| today.checked_sub_months(Months::new(months)))),
        _ => return Err(error(format!("`{}` is no span of time", shown(text)))),
    };
    let from = from.ok_or_else(|| error(format!("`{}` reaches back before the calendar", shown(text))))?;
    let earliest = NewsDate::of_year(YEAR_MIN).map_or(from, NewsDate::first_day);
    Ok(DateRange { from: Some(from.max(earliest)), to: Some(today) })
}

/// `date:`: one date or a range, either end of which may be left out.
pub(super) fn date_at(query: &str, start: usize, text: &str, today: NaiveDate) -> Result<Node, QueryError> {
    let Some((first, last)) = text.split_once("..") else {
        return date_range_at(query, start, text, today).map(Node::Date);
    };
    let end = |text: &str, offset: usize| {
        (!text.is_empty()).then(|| date_range_at(query, start + offset, text, today)).transpose()
    };
    let from = end(first, 0)?.and_then(|range| range.from);
    let to = end(last, first.len() + 2)?.and_then(|range| range.to);
    let whole = start..start + text.len();
    match (from, to) {
        (None, None) => {
            Err(QueryError::new(query, whole, "a range without a date").hint("`has:date` finds every dated article"))
        }
        (Some(from), Some(to)) if from > to => {
            Err(QueryError::new(query, whole, format!("the range begins on {from}, after it ends on {to}")))
        }
        _ => Ok(Node::Date(DateRange { from, to })),
    }
}

/// `after:`: later than its last day.
pub(super) fn after_at(query: &str, start: usize, text: &str, today: NaiveDate) -> Result<Node, QueryError> {
    let from =
        date_range_at(query, start, text, today)?.to.and_then(|day| day.succ_opt()).filter(|day| is_in_calendar(*day));
    if from.is_none() {
        let message = format!("no date can be later than {YEAR_MAX}");
        return Err(QueryError::new(query, start..start + text.len(), message));
    }
    Ok(Node::Date(DateRange { from, to: None }))
}

/// `before:`: earlier than its first day.
pub(super) fn before_at(query: &str, start: usize, text: &str, today: NaiveDate) -> Result<Node, QueryError> {
    let to = date_range_at(query, start, text, today)?
        .from
        .and_then(|day| day.pred_opt())
        .filter(|day| is_in_calendar(*day));
    if to.is_none() {
        let message = format!("no date can be earlier than {YEAR_MIN}");
        return Err(QueryError::new(query, start..start + text.len(), message));
    }
    Ok(Node::Date(DateRange { from: None, to }))
}

/// `on:`: a day in any year, as `04-13`, or a date.
pub(super) fn on_at(query: &str, start: usize, text: &str, today: NaiveDate) -> Result<Node, QueryError> {
    let parts: Vec<&str> = text.split('-').collect();
    let [month, day] = parts[..] else {
        return date_range_at(query, start, text, today).map(Node::Date);
    };
    let (Some(month), Some(day)) = (two_digits(month), two_digits(day)) else {
        return date_range_at(query, start, text, today).map(Node::Date);
    };
    // A leap year, so that 29 February is a day.
    if NewsDate::of_day(2000, month, day).is_none() {
        let message = format!("no year has a day `{}`", shown(text));
        return Err(
            QueryError::new(query, start..start + text.len(), message).hint("`on:04-13` is 13 April of any year")
        );
    }
    Ok(Node::Anniversary { month, day })
}

/// Whether a day can be written again, and so be read again.
fn is_in_calendar(day: NaiveDate) -> bool {
    NewsDate::from_naive(day).is_some()
}

fn calendar_date(text: &str) -> Option<NewsDate> {
    let mut parts = text.split('-');
    let year = parts.next().filter(|year| year.len() == 4).and_then(number)?;
    let (month, day) = (parts.next(), parts.next());
    if parts.next().is_some() {
        return None;
    }
    match (month, day) {
        (None, _) => NewsDate::of_year(year),
        (Some(month), None) => NewsDate::of_month(year, two_digits(month)?),
        (Some(month), Some(day)) => NewsDate::of_day(year, two_digits(month)?, two_digits(day)?),
    }
}

fn looks_like_date(text: &str) -> bool {
    text.contains('-') && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-')
}

fn two_digits(text: &str) -> Option<u8> {
    if matches!(text.len(), 1 | 2) { number(text) } else { None }
}

fn number<N: std::str::FromStr>(text: &str) -> Option<N> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) { text.parse().ok() } else { None }
}
