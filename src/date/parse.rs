//! Reads the dates that news files state, in the spellings that are met there.
//!
//! In: the text of a date field, or the beginning of an article. Out: a [`NewsDate`] as precise as what was written, or
//! why there is none. Nothing is guessed: `05/03/2020` is two days on two sides of the Atlantic, `11/07/22` has no
//! century, and both are refused. ISO 8601-1:2019 in its extended and basic forms, RFC 5322 section 3.3 and the C
//! library's `asctime` are understood, and day, month name and year in either order in the languages of [`super::months`].
//!
//! The text is cut into a bounded number of tokens (numbers, words of the calendar, marks), and each spelling is a
//! short pattern over them, so that the cost does not depend on what follows the date.

use super::order::{Order, Readings};
use super::spellings::{packed_time, read_date, read_time, skip_zone};
use super::stated::{Stated, small};
use super::token::Token;
use super::tokens::{Spanned, Tokens};
use super::{ClockTime, NewsDate, YEAR_MAX, YEAR_MIN};

/// Why a text gave no date.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DateError {
    /// It has not the form of a date.
    #[error("`{0}` is no date that can be read")]
    Unreadable(String),
    /// It has the form of a date, but the calendar has no such day, or newspapers no such year.
    #[error("`{text}` is no date: {why}")]
    Impossible {
        /// What was written.
        text: String,
        /// What is wrong with it.
        why: String,
    },
    /// It can be read as more than one day.
    #[error("`{text}` is not one date: {why}")]
    Ambiguous {
        /// What was written.
        text: String,
        /// Which readings there are.
        why: String,
        /// Both days, where the order of day and month is all that is open.
        readings: Option<Readings>,
    },
}

/// What is known of a date from outside it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hints<'a> {
    /// Whether `05/03/2020` has the day or the month first.
    pub order: Option<Order>,
    /// ISO 639-1 code of the language: `listopad` is October in Croatian and November in Czech and Polish.
    pub language: Option<&'a str>,
}

/// Reads one date that a file states. What stands behind a full date is passed over (wires put codes there); a month or
/// a year must stand alone. Offsets from UTC are read past and dropped. Numbers of 9 or 10 digits are seconds since
/// 1970, of 12 or 13 milliseconds.
///
/// # Errors
///
/// When the text is no date, no possible date, or more than one date.
pub fn parse(text: &str) -> Result<NewsDate, DateError> {
    parse_with(text, Hints::default())
}

/// The same, for a date of a source whose order or language is known.
///
/// # Errors
///
/// As [`parse`].
pub fn parse_with(text: &str, hints: Hints<'_>) -> Result<NewsDate, DateError> {
    let text = text.trim_matches(is_edge);
    if let Some(date) = parse_machine_number(text) {
        return date.ok_or_else(|| impossible(text, format!("its year lies outside {YEAR_MIN} to {YEAR_MAX}")));
    }
    let tokens = Tokens::of(text, hints.language);
    let found = find(&tokens, text)?;
    let is_of_hijra = hints.language.is_some_and(|code| matches!(code, "fa" | "ps" | "ar" | "ur" | "ckb"));
    if is_of_hijra && found.stated.year < YEAR_AFTER_HIJRA {
        return Err(unreadable(text));
    }
    found.date(text, hints.order)
}

/// Years below this one in Persian and Arabic texts count from the Hijra, in calendars that are not read.
const YEAR_AFTER_HIJRA: u32 = 1500;

/// Reads the date of a mail or a feed, where a year of two digits has its century by rule (RFC 5322 section 4.3): 00 to 49
/// are of this one, 50 to 99 of the last. The rule holds for the form of that standard only, day, name of the month, year
/// and clock time with a weekday before or a zone behind: `Thu, 01 Jan 04 19:48:21 GMT`. All else is as in [`parse`].
///
/// # Errors
///
/// As [`parse`].
pub fn parse_mail(text: &str) -> Result<NewsDate, DateError> {
    let edged = text.trim_matches(is_edge);
    let tokens = Tokens::of(edged, Some("en"));
    match find(&tokens, edged) {
        Ok(found) if found.stated.year_digits == 2 && found.is_of_mail(tokens.list()) => {
            let year = found.stated.year + if found.stated.year < 50 { 2000 } else { 1900 };
            DateInText { stated: Stated { year, year_digits: 4, ..found.stated }, ..found }.date(edged, None)
        }
        _ => parse(text),
    }
}

/// Which order of day and month a date in numbers attests: `13/07/2022` the day first, `07/13/2022` the month first. `None`
/// for every date that says nothing of it.
pub fn order_of(text: &str) -> Option<Order> {
    let text = text.trim_matches(is_edge);
    let tokens = Tokens::of(text, None);
    let found = find(&tokens, text).ok().filter(|found| found.stated.either_order)?;
    let (first, second) = (found.stated.day?, found.stated.month?);
    found.date(text, None).ok()?;
    match (first > 12, second > 12) {
        (true, false) => Some(Order::DayFirst),
        (false, true) => Some(Order::MonthFirst),
        _ => None,
    }
}

/// What has the form of a date in a text.
#[derive(Clone, Copy, Debug)]
struct DateInText {
    stated: Stated,
    time: Option<ClockTime>,
    /// The first token of the date, and the one behind it.
    start: usize,
    behind: usize,
}

impl DateInText {
    fn date(self, text: &str, order: Option<Order>) -> Result<NewsDate, DateError> {
        self.stated.check(text, self.time, order)
    }

    /// Whether day, name of the month and year stand with a clock time behind them, and a weekday or a zone around.
    fn is_of_mail(self, tokens: &[Spanned]) -> bool {
        let Some((_, behind)) = read_time(tokens, self.behind) else { return false };
        let has_weekday = tokens[..self.start].iter().any(|spanned| spanned.token == Token::Weekday);
        let is_named = tokens[self.start..self.behind].iter().any(|spanned| matches!(spanned.token, Token::Month(_)));
        is_named && (has_weekday || skip_zone(tokens, behind) > behind)
    }
}

fn find(tokens: &Tokens, text: &str) -> Result<DateInText, DateError> {
    let list = tokens.list();
    let start = skip_leading(list);
    let (stated, behind) = read_date(list, start.position).ok_or_else(|| unreadable(text))?;
    let is_alone =
        !tokens.cut_off && list[behind..].iter().all(|spanned| matches!(spanned.token, Token::Mark(_) | Token::Filler));
    if stated.day.is_none() && !is_alone {
        return Err(unreadable(text));
    }
    let time = stated.time.or(start.time).or_else(|| read_time(list, behind).map(|(time, _)| time));
    Ok(DateInText { stated, time, start: start.position, behind })
}

/// A date at the very beginning of a text that goes on behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Leading {
    /// The date, or why what has the form of a date is none.
    pub(crate) date: Result<NewsDate, DateError>,
    /// Where it ends, clock time and zone included: a byte offset on a character border.
    pub(crate) end: usize,
}

/// Reads a full date with which a text begins, such as `2022-07-11 Iranian President …`, and tells where it ends.
/// `None` when the text does not begin with the form of a day. A month or a year alone counts only if the line ends
/// behind it.
pub(crate) fn parse_leading(text: &str) -> Option<Leading> {
    let first_line = text.split('\n').next().unwrap_or(text);
    let tokens = Tokens::of(first_line, None);
    let list = tokens.list();
    let weekday = list.iter().take_while(|spanned| matches!(spanned.token, Token::Weekday | Token::Mark(',' | '.')));
    let (stated, mut used) = read_date(list, weekday.count())?;
    if stated.day.is_none() && used < list.len() {
        return None;
    }
    let mut time = stated.time;
    if let Some((clock, behind)) = read_time(list, used).filter(|_| time.is_none()) {
        time = Some(clock);
        used = skip_zone(list, behind);
    }
    let end = list.get(used.checked_sub(1)?)?.end;
    let date = stated.check(&first_line[..end], time, None);
    Some(Leading { date, end })
}

/// What surrounds a value without belonging to it.
pub(super) fn is_edge(character: char) -> bool {
    character.is_whitespace()
        || character.is_control()
        || matches!(character, '"' | '\'' | '(' | ')' | '[' | ']' | '\u{feff}')
}

/// A number that a machine wrote: `None` when the text is no such number, `Some(None)` when it is no possible date.
#[expect(clippy::option_option, reason = "the outer tells the form, the inner the calendar; both are local to `parse`")]
fn parse_machine_number(text: &str) -> Option<Option<NewsDate>> {
    let whole = text.split_once('.').filter(|(_, part)| is_digits(part)).map_or(text, |(whole, _)| whole);
    let digits = whole.strip_prefix('-').unwrap_or(whole);
    if !is_digits(digits) || (digits.len() < text.len() && digits.len() < 9) {
        return None;
    }
    let number: i64 = whole.parse().ok()?;
    match digits.len() {
        9 | 10 => Some(NewsDate::from_unix_seconds(number)),
        12 | 14 if let Some(date) = parse_packed(digits) => Some(Some(date)),
        12 | 13 => Some(NewsDate::from_unix_seconds(number.div_euclid(1000))),
        _ => None,
    }
}

/// `20140314150300` and `201403141503`, where the digits are a calendar day and a clock time.
fn parse_packed(digits: &str) -> Option<NewsDate> {
    let (day, time) = digits.split_at_checked(8)?;
    let time = packed_time(time.parse().ok()?, time.len())?;
    let stated = Stated::of_packed_day(day.parse().ok()?);
    stated.check(digits, Some(time), None).ok()
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

impl Stated {
    fn check(self, text: &str, time: Option<ClockTime>, order: Option<Order>) -> Result<NewsDate, DateError> {
        if self.year_digits < 4 {
            return Err(ambiguous(text, "a year of two digits has no century".to_owned(), None));
        }
        let (month, day) = (self.month, self.day);
        if let (Some(month), Some(other)) = (month, self.other_month) {
            return Err(ambiguous(text, format!("month {month} or month {other}, by its language"), None));
        }
        let at_time = |date: NewsDate| time.map_or(date, |time| date.at(time));
        let (Some(second), Some(first), true) = (month, day, self.either_order) else {
            return self.of_calendar(text, month, day).map(at_time);
        };
        if first > 12 || second > 12 || first == second {
            let is_month_first = second > 12 && first <= 12;
            let (month, day) = if is_month_first { (first, second) } else { (second, first) };
            return self.of_calendar(text, Some(month), Some(day)).map(at_time);
        }
        let readings = Readings {
            day_first: at_time(self.of_calendar(text, Some(second), Some(first))?),
            month_first: at_time(self.of_calendar(text, Some(first), Some(second))?),
        };
        let why = || format!("day {first} of month {second}, or day {second} of month {first}");
        order.map_or_else(|| Err(ambiguous(text, why(), Some(readings))), |order| Ok(readings.in_order(order)))
    }

    fn of_calendar(self, text: &str, month: Option<u32>, day: Option<u32>) -> Result<NewsDate, DateError> {
        let year = i32::try_from(self.year).unwrap_or(i32::MAX);
        let outside = || impossible(text, format!("its year lies outside {YEAR_MIN} to {YEAR_MAX}"));
        let of_year = NewsDate::of_year(year).ok_or_else(outside)?;
        let Some(month) = month else { return Ok(of_year) };
        let of_month = small(month).and_then(|month| NewsDate::of_month(year, month));
        let of_month = of_month.ok_or_else(|| impossible(text, format!("there is no month {month}")))?;
        let Some(day) = day else { return Ok(of_month) };
        let date = small(month).zip(small(day)).and_then(|(month, day)| NewsDate::of_day(year, month, day));
        date.ok_or_else(|| {
            let last = of_month.last_day().format("%-d");
            impossible(text, format!("that month has the days 1 to {last}, not {day}"))
        })
    }
}

/// What stood in front of the date and says nothing about the day.
struct Start {
    position: usize,
    time: Option<ClockTime>,
}

/// Passes over weekdays, `Published`, `on`, and a clock time in front of the date.
fn skip_leading(tokens: &[Spanned]) -> Start {
    let mut start = Start { position: 0, time: None };
    while let Some(spanned) = tokens.get(start.position) {
        match spanned.token {
            Token::Weekday | Token::Filler | Token::Ordinal | Token::Meridiem { .. } | Token::Zone | Token::Mark(_) => {
                start.position += 1;
            }
            // `mar.` is Tuesday in French and Spanish, where a day and a month follow.
            Token::Month(3) if read_date(tokens, start.position).is_none() => start.position += 1,
            Token::Number { .. } if start.time.is_none() => {
                let Some((time, behind)) = read_time(tokens, start.position) else { break };
                start = Start { position: behind, time: Some(time) };
            }
            // `Erstellt: 11. Juli 2022`
            Token::Word if matches!(tokens.get(start.position + 1), Some(Spanned { token: Token::Mark(':'), .. })) => {
                start.position += 2;
            }
            _ => break,
        }
    }
    start
}

/// How much of a text an error shows, in characters.
const SHOWN_CHARACTERS_MAX: usize = 60;

fn shown(text: &str) -> String {
    let printable = |character: char| if character.is_control() { ' ' } else { character };
    let mut shown: String = text.chars().take(SHOWN_CHARACTERS_MAX).map(printable).collect();
    if text.chars().nth(SHOWN_CHARACTERS_MAX).is_some() {
        shown.push('…');
    }
    shown
}

fn unreadable(text: &str) -> DateError {
    DateError::Unreadable(shown(text))
}

fn impossible(text: &str, why: String) -> DateError {
    DateError::Impossible { text: shown(text), why }
}

fn ambiguous(text: &str, why: String, readings: Option<Readings>) -> DateError {
    DateError::Ambiguous { text: shown(text), why, readings }
}
