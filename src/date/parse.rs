//! Reads the dates that news files state, in the spellings that are met there.
//!
//! In: the text of a date field, or the beginning of an article. Out: a [`NewsDate`] as precise as what was written, or
//! why there is none. Nothing is guessed: `05/03/2020` is two days on two sides of the Atlantic, `11/07/22` has no
//! century, and both are refused. ISO 8601-1:2019 in its extended and basic forms, RFC 5322 section 3.3 and the C
//! library's `asctime` are understood, and day, month name and year in either order in eight languages.
//!
//! The text is cut into a bounded number of tokens (numbers, words of the calendar, marks), and each spelling is a
//! short pattern over them, so that the cost does not depend on what follows the date.

use super::tokens::{Spanned, Token, Tokens};
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
    },
}

/// Reads one date that a file states. What stands behind a full date is passed over (wires put codes there); a month or
/// a year must stand alone. Offsets from UTC are read past and dropped. Numbers of 9 or 10 digits are seconds since
/// 1970, of 12 or 13 milliseconds.
///
/// # Errors
///
/// When the text is no date, no possible date, or more than one date.
pub fn parse(text: &str) -> Result<NewsDate, DateError> {
    let text = text.trim_matches(is_edge);
    if let Some(date) = parse_machine_number(text) {
        return date.ok_or_else(|| impossible(text, format!("its year lies outside {YEAR_MIN} to {YEAR_MAX}")));
    }
    let tokens = Tokens::of(text);
    let start = skip_leading(tokens.list());
    let (stated, used) = read_date(tokens.list(), start.position).ok_or_else(|| unreadable(text))?;
    let rest = &tokens.list()[used..];
    if stated.day.is_none() && (tokens.cut_off || rest.iter().any(|spanned| !matches!(spanned.token, Token::Mark(_)))) {
        return Err(unreadable(text));
    }
    let time = stated.time.or(start.time).or_else(|| read_time(tokens.list(), used).map(|(time, _)| time));
    stated.check(text).map(|date| time.map_or(date, |time| date.at(time)))
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
    let tokens = Tokens::of(first_line);
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
    let date = stated.check(&first_line[..end]).map(|date| time.map_or(date, |time| date.at(time)));
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
    stated.check(digits).ok().map(|date| date.at(time))
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// What a text states, before the calendar is asked.
#[derive(Clone, Copy, Debug, Default)]
struct Stated {
    year: u32,
    year_digits: u8,
    month: Option<u32>,
    day: Option<u32>,
    time: Option<ClockTime>,
    /// Whether day and month are numbers whose order depends on the country.
    either_order: bool,
}

impl Stated {
    fn of_packed_day(number: u32) -> Self {
        let (year, month, day) = (number / 10_000, number / 100 % 100, number % 100);
        Self { year, year_digits: 4, month: Some(month), day: Some(day), ..Self::default() }
    }

    fn check(self, text: &str) -> Result<NewsDate, DateError> {
        if self.year_digits < 4 {
            return Err(ambiguous(text, "a year of two digits has no century".to_owned()));
        }
        let year = i32::try_from(self.year).unwrap_or(i32::MAX);
        if NewsDate::of_year(year).is_none() {
            return Err(impossible(text, format!("its year lies outside {YEAR_MIN} to {YEAR_MAX}")));
        }
        let (month, day) = self.ordered(text)?;
        let Some(month) = month else { return Ok(NewsDate::of_year(year).expect("the year was checked above")) };
        let of_month = small(month).and_then(|month| NewsDate::of_month(year, month));
        let Some(of_month) = of_month else { return Err(impossible(text, format!("there is no month {month}"))) };
        let Some(day) = day else { return Ok(of_month) };
        let date = small(month).zip(small(day)).and_then(|(month, day)| NewsDate::of_day(year, month, day));
        date.ok_or_else(|| {
            let last = of_month.last_day().format("%-d");
            impossible(text, format!("that month has the days 1 to {last}, not {day}"))
        })
    }

    /// Month and day, turned round where the order of the numbers tells that the month came first.
    fn ordered(self, text: &str) -> Result<(Option<u32>, Option<u32>), DateError> {
        let (Some(month), Some(day), true) = (self.month, self.day, self.either_order) else {
            return Ok((self.month, self.day));
        };
        if month <= 12 && day <= 12 && month != day {
            let why = format!("day {day} of month {month}, or day {month} of month {day}");
            return Err(ambiguous(text, why));
        }
        Ok(if month > 12 && day <= 12 { (Some(day), Some(month)) } else { (Some(month), Some(day)) })
    }
}

fn small(number: u32) -> Option<u8> {
    u8::try_from(number).ok()
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
            Token::Weekday | Token::Filler | Token::Meridiem { .. } | Token::Zone | Token::Mark(_) => {
                start.position += 1;
            }
            // `mar.` is Tuesday in French and Spanish, where a day and a month follow.
            Token::Month(3) if read_date(tokens, start.position).is_none() => start.position += 1,
            Token::Number { .. } if start.time.is_none() => {
                let Some((time, behind)) = read_time(tokens, start.position) else { break };
                start = Start { position: behind, time: Some(time) };
            }
            _ => break,
        }
    }
    start
}

/// Tries each spelling at `start`; gives what is stated, and the position behind it.
fn read_date(tokens: &[Spanned], start: usize) -> Option<(Stated, usize)> {
    let tokens = tokens.get(start..)?;
    let spellings = [packed_day, year_first, day_month_name_year, month_name_first, numbers_year_last, month_and_year];
    spellings.iter().find_map(|spelling| spelling(tokens)).map(|(stated, used)| (stated, start + used))
}

/// `20140314`
fn packed_day(tokens: &[Spanned]) -> Option<(Stated, usize)> {
    match tokens.first()?.token {
        Token::Number { value, digits: 8 } => Some((Stated::of_packed_day(value), 1)),
        _ => None,
    }
}

/// `2022-07-11`, `2022/07/11`, `2022-Jul-11`, `2022 July 11`, `2022-07`, `2022`
fn year_first(tokens: &[Spanned]) -> Option<(Stated, usize)> {
    let year = number(tokens, 0, 4..=4)?;
    let whole_year = Stated { year, year_digits: 4, ..Stated::default() };
    let separator = mark(tokens, 1).filter(|mark| matches!(mark, '-' | '/' | '.' | '_' | ','));
    let at = 1 + usize::from(separator.is_some());
    let (month, is_name) = match tokens.get(at).map(|spanned| spanned.token) {
        Some(Token::Month(month)) => (month, true),
        Some(Token::Number { value, digits: 1..=2 }) if separator.is_some() => (value, false),
        _ => return Some((whole_year, 1)),
    };
    let whole_month = Stated { month: Some(month), ..whole_year };
    let day_at = if is_name { skip_marks(tokens, at + 1) } else { at + 2 };
    let same_separator = is_name || mark(tokens, at + 1) == separator;
    match number(tokens, day_at, 1..=2).filter(|_| same_separator) {
        Some(day) => Some((Stated { day: Some(day), ..whole_month }, day_at + 1)),
        None => Some((whole_month, at + 1)),
    }
}

/// `11 July 2022`, `26-FEB-1987`, `10Apr2007`, `11th of July, 2022`, `11. Juli 2022`, `1er juillet 2022`, `11 de
/// julio de 2022`
fn day_month_name_year(tokens: &[Spanned]) -> Option<(Stated, usize)> {
    let day = number(tokens, 0, 1..=2)?;
    let month_at = skip_between(tokens, skip_ordinal(tokens, 1));
    let month = month_name(tokens, month_at)?;
    let year_at = skip_between(tokens, month_at + 1);
    let (year, year_digits) = year_number(tokens, year_at)?;
    Some((Stated { year, year_digits, month: Some(month), day: Some(day), ..Stated::default() }, year_at + 1))
}

/// `July 11, 2022`, `Sept. 11, 2001`, `Jul 11 14:03:00 UTC 2022`
fn month_name_first(tokens: &[Spanned]) -> Option<(Stated, usize)> {
    let month = month_name(tokens, 0)?;
    let day_at = skip_between(tokens, 1);
    let day = number(tokens, day_at, 1..=2)?;
    let mut year_at = skip_between(tokens, skip_ordinal(tokens, day_at + 1));
    let mut time = None;
    if let Some((clock, behind)) = read_time(tokens, year_at) {
        time = Some(clock);
        year_at = skip_zone(tokens, behind);
    }
    let (year, year_digits) = year_number(tokens, year_at)?;
    Some((Stated { year, year_digits, month: Some(month), day: Some(day), time, ..Stated::default() }, year_at + 1))
}

/// `11.07.2022`, where dots put the day first, and `13/07/2022`
fn numbers_year_last(tokens: &[Spanned]) -> Option<(Stated, usize)> {
    let first = number(tokens, 0, 1..=2)?;
    let separator = mark(tokens, 1).filter(|mark| matches!(mark, '-' | '/' | '.' | '_'))?;
    let second = number(tokens, 2, 1..=2)?;
    if mark(tokens, 3) != Some(separator) {
        return None;
    }
    let (year, year_digits) = year_number(tokens, 4)?;
    let either_order = separator != '.';
    Some((Stated { year, year_digits, month: Some(second), day: Some(first), either_order, ..Stated::default() }, 5))
}

/// `July 2022`, `juillet 2022`, `07/2022`
fn month_and_year(tokens: &[Spanned]) -> Option<(Stated, usize)> {
    let (month, year_at) = match tokens.first()?.token {
        Token::Month(month) => (month, skip_between(tokens, 1)),
        Token::Number { value, digits: 1..=2 } if matches!(mark(tokens, 1), Some('/' | '-' | '.')) => (value, 2),
        _ => return None,
    };
    let year = number(tokens, year_at, 4..=4)?;
    Some((Stated { year, year_digits: 4, month: Some(month), ..Stated::default() }, year_at + 1))
}

/// Reads a clock time at `start`, past a comma, a `T` or a word such as `at`; gives it with the position behind it.
fn read_time(tokens: &[Spanned], start: usize) -> Option<(ClockTime, usize)> {
    let is_between = |spanned: &&Spanned| matches!(spanned.token, Token::Filler | Token::Weekday | Token::Mark(_));
    let skipped = tokens.get(start..)?.iter().take(4).take_while(is_between);
    let at = start + skipped.count();
    if let Some(Spanned { token: Token::Number { value, digits: digits @ (4 | 6) }, .. }) = tokens.get(at) {
        // ISO 8601 puts `T` before hours and minutes without colons; without it, four digits are a year.
        let follows_t = at > start && tokens[at - 1].is_t;
        return packed_time(*value, usize::from(*digits)).filter(|_| follows_t).map(|time| (time, at + 1));
    }
    let hour = number(tokens, at, 1..=2)?;
    let (minute, second, behind) = match tokens.get(at + 1)?.token {
        Token::Mark(':') => minutes_and_seconds(tokens, at + 2)?,
        Token::Hour => number(tokens, at + 2, 2..=2).map_or((0, 0, at + 2), |minute| (minute, 0, at + 3)),
        Token::Mark('.') if meridiem(tokens, at + 3).is_some() => (number(tokens, at + 2, 2..=2)?, 0, at + 3),
        Token::Meridiem { .. } | Token::Letter(_) if meridiem(tokens, at + 1).is_some() => (0, 0, at + 1),
        _ => return None,
    };
    let (is_afternoon, behind) = meridiem(tokens, behind).map_or((None, behind), |(pm, behind)| (Some(pm), behind));
    let time = ClockTime::new(small(hour_of_day(hour, is_afternoon)?)?, small(minute)?, small(second)?)?;
    Some((time, behind))
}

/// What follows `14:` in `14:03`, `14:03:00` and `14:03:00.123`: minute, second, position behind.
fn minutes_and_seconds(tokens: &[Spanned], at: usize) -> Option<(u32, u32, usize)> {
    let minute = number(tokens, at, 2..=2)?;
    let Some(second) = number(tokens, at + 2, 2..=2).filter(|_| mark(tokens, at + 1) == Some(':')) else {
        return Some((minute, 0, at + 1));
    };
    let has_fraction = matches!(mark(tokens, at + 3), Some('.' | ',')) && number(tokens, at + 4, 1..=10).is_some();
    let is_joined = has_fraction && tokens[at + 3].end == tokens[at + 4].start;
    Some((minute, second, if is_joined { at + 5 } else { at + 3 }))
}

fn hour_of_day(hour: u32, is_afternoon: Option<bool>) -> Option<u32> {
    match is_afternoon {
        None => Some(hour),
        Some(_) if !(1..=12).contains(&hour) => (13..24).contains(&hour).then_some(hour),
        Some(is_afternoon) => Some(hour % 12 + if is_afternoon { 12 } else { 0 }),
    }
}

/// `am`, `pm`, `a.m.`, `p. m.`: whether it is the afternoon, and the position behind.
fn meridiem(tokens: &[Spanned], at: usize) -> Option<(bool, usize)> {
    match tokens.get(at)?.token {
        Token::Meridiem { is_afternoon } => Some((is_afternoon, at + 1)),
        Token::Letter(letter @ ('a' | 'p')) if mark(tokens, at + 1) == Some('.') => {
            let is_m = matches!(tokens.get(at + 2)?.token, Token::Letter('m'));
            let behind = at + 3 + usize::from(mark(tokens, at + 3) == Some('.'));
            is_m.then_some((letter == 'p', behind))
        }
        _ => None,
    }
}

/// `1403` and `140300`
fn packed_time(number: u32, digits: usize) -> Option<ClockTime> {
    let with_seconds = if digits == 4 { number * 100 } else { number };
    ClockTime::new(small(with_seconds / 10_000)?, small(with_seconds / 100 % 100)?, small(with_seconds % 100)?)
}

/// The position behind `Z`, `GMT`, `+02:00` or `-0500`.
fn skip_zone(tokens: &[Spanned], mut at: usize) -> usize {
    while matches!(tokens.get(at).map(|spanned| spanned.token), Some(Token::Zone)) {
        at += 1;
    }
    if !matches!(mark(tokens, at), Some('+' | '-' | '−')) || number(tokens, at + 1, 2..=4).is_none() {
        return at;
    }
    let is_joined = tokens[at].end == tokens[at + 1].start;
    match mark(tokens, at + 2) {
        _ if !is_joined => at,
        Some(':') if number(tokens, at + 3, 2..=2).is_some() => at + 4,
        _ => at + 2,
    }
}

fn skip_ordinal(tokens: &[Spanned], at: usize) -> usize {
    at + usize::from(matches!(tokens.get(at).map(|spanned| spanned.token), Some(Token::Ordinal | Token::Mark('°'))))
}

fn skip_marks(tokens: &[Spanned], mut at: usize) -> usize {
    while matches!(mark(tokens, at), Some('.' | ',' | '-' | '/' | '\'' | '’' | '_')) {
        at += 1;
    }
    at
}

/// Past what can stand between day, month and year: marks, and words such as `of` and `de`.
fn skip_between(tokens: &[Spanned], at: usize) -> usize {
    let at = skip_marks(tokens, at);
    let is_filler = tokens.get(at).is_some_and(|spanned| matches!(spanned.token, Token::Filler) && !spanned.is_t);
    if is_filler { skip_marks(tokens, at + 1) } else { at }
}

fn number(tokens: &[Spanned], at: usize, digits_allowed: std::ops::RangeInclusive<u8>) -> Option<u32> {
    match tokens.get(at)?.token {
        Token::Number { value, digits } if digits_allowed.contains(&digits) => Some(value),
        _ => None,
    }
}

/// A year of four digits, or of two that are not the hour of a clock time.
fn year_number(tokens: &[Spanned], at: usize) -> Option<(u32, u8)> {
    match tokens.get(at)?.token {
        Token::Number { value, digits: 4 } => Some((value, 4)),
        Token::Number { value, digits: 2 } if mark(tokens, at + 1) != Some(':') => Some((value, 2)),
        _ => None,
    }
}

fn mark(tokens: &[Spanned], at: usize) -> Option<char> {
    match tokens.get(at)?.token {
        Token::Mark(mark) => Some(mark),
        _ => None,
    }
}

fn month_name(tokens: &[Spanned], at: usize) -> Option<u32> {
    match tokens.get(at)?.token {
        Token::Month(month) => Some(month),
        _ => None,
    }
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

fn ambiguous(text: &str, why: String) -> DateError {
    DateError::Ambiguous { text: shown(text), why }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date::parse_in_running_text;

    /// The date with its clock time, or the kind of error and why.
    fn show(text: &str) -> String {
        match parse(text) {
            Ok(date) => date.time().map_or_else(|| date.to_string(), |time| format!("{date} {time}")),
            Err(DateError::Unreadable(_)) => "unreadable".to_owned(),
            Err(DateError::Impossible { why, .. }) => format!("impossible: {why}"),
            Err(DateError::Ambiguous { why, .. }) => format!("ambiguous: {why}"),
        }
    }

    #[test]
    fn reads_what_files_state() {
        let cases = [
            ("2022-07-11", "2022-07-11"),
            ("2022-07-11T23:30:00-05:00", "2022-07-11 23:30:00"),
            ("2022-07-11T14:03:00.123Z", "2022-07-11 14:03:00"),
            ("2022-07-11 14:03", "2022-07-11 14:03:00"),
            ("2022-07-11 14:03:00 +0200", "2022-07-11 14:03:00"),
            ("2017-05-20 14:03:00+04:30", "2017-05-20 14:03:00"),
            ("20140314T143000Z", "2014-03-14 14:30:00"),
            ("20140314T1430+0100", "2014-03-14 14:30:00"),
            ("20140314", "2014-03-14"),
            ("20140314143000", "2014-03-14 14:30:00"),
            ("2022-07", "2022-07"),
            ("2022", "2022"),
            ("1999", "1999"),
            ("2022/07/11", "2022-07-11"),
            ("2022/7/1", "2022-07-01"),
            ("2022-Jul-11", "2022-07-11"),
            ("2022 July 11", "2022-07-11"),
            ("2022年7月11日", "2022-07-11"),
            ("11 July 2022", "2022-07-11"),
            ("1 Jul 2022", "2022-07-01"),
            ("July 11, 2022", "2022-07-11"),
            ("JULY 11 2022", "2022-07-11"),
            ("Sept. 11, 2001", "2001-09-11"),
            ("Sept. 11, 2001 8:46 a.m.", "2001-09-11 08:46:00"),
            ("Monday, 11 July 2022 14:03", "2022-07-11 14:03:00"),
            ("Mon, 11 Jul 2022 14:03:00 GMT", "2022-07-11 14:03:00"),
            ("Mon, 11 Jul 2022 14:03:00 +0200", "2022-07-11 14:03:00"),
            ("Mon Jul 11 14:03:00 2022", "2022-07-11 14:03:00"),
            ("Mon Jul 11 14:03:00 UTC 2022", "2022-07-11 14:03:00"),
            ("26-FEB-1987 15:01:01.79", "1987-02-26 15:01:01"),
            (" 9-MAR-1987  09:01:01.79", "1987-03-09 09:01:01"),
            ("27-MAR-1987 00:02:59.13\u{5}\u{5}\u{5}RM", "1987-03-27 00:02:59"),
            ("27-MAR-1987 00:02:59.13\u{5}\u{5}\u{5}C G T M", "1987-03-27 00:02:59"),
            ("10Apr2007", "2007-04-10"),
            ("10Apr2007akaka175", "2007-04-10"),
            ("13/07/2022", "2022-07-13"),
            ("07/13/2022", "2022-07-13"),
            ("05/05/2020", "2020-05-05"),
            ("11.07.2022", "2022-07-11"),
            ("11.7.2022 14:03", "2022-07-11 14:03:00"),
            ("11th July 2022", "2022-07-11"),
            ("July 2nd, 2022", "2022-07-02"),
            ("1st of July, 2022", "2022-07-01"),
            ("the 3rd of May 1808", "1808-05-03"),
            ("2:03 p.m. EDT, Monday, July 11, 2022", "2022-07-11 14:03:00"),
            ("July 11, 2022 at 2:03 PM", "2022-07-11 14:03:00"),
            ("July 11, 2022, 12:10am", "2022-07-11 00:10:00"),
            ("Published: July 11, 2022 12 pm", "2022-07-11 12:00:00"),
            ("11 juillet 2022 à 14h03", "2022-07-11 14:03:00"),
            ("1657548180", "2022-07-11 14:03:00"),
            ("1657548180000", "2022-07-11 14:03:00"),
            ("999999999", "2001-09-09 01:46:39"),
            ("1657548180.25", "2022-07-11 14:03:00"),
            ("July 2022", "2022-07"),
            ("October, 1978", "1978-10"),
            ("07/2022", "2022-07"),
            ("\"2022-07-11\"", "2022-07-11"),
            ("2022-07-11T24:00:00", "2022-07-11"),
        ];
        for (text, expected) in cases {
            assert_eq!(show(text), expected, "{text}");
        }
    }

    #[test]
    fn reads_months_of_eight_languages() {
        let cases = [
            ("11. Juli 2022", "2022-07-11"),
            ("Montag, den 11. März 2022 um 14:03 Uhr", "2022-03-11 14:03:00"),
            ("3. Jänner 1945", "1945-01-03"),
            ("lundi 1er août 2022", "2022-08-01"),
            ("mar. 12 juil. 2022", "2022-07-12"),
            ("11 de julio de 2022", "2022-07-11"),
            ("miércoles, 13 de septiembre de 1995", "1995-09-13"),
            ("1° maggio 1982", "1982-05-01"),
            ("lunedì 11 luglio 2022, ore 9:05", "2022-07-11 09:05:00"),
            ("segunda-feira, 7 de março de 2022", "2022-03-07"),
            ("25 de abril de 1974", "1974-04-25"),
            ("maandag 11 maart 2022", "2022-03-11"),
            ("11 июля 2022 г.", "2022-07-11"),
            ("понедельник, 24 февраля 2022 года", "2022-02-24"),
            ("июль 2022", "2022-07"),
        ];
        for (text, expected) in cases {
            assert_eq!(show(text), expected, "{text}");
        }
    }

    #[test]
    fn refuses_what_is_no_single_day() {
        let cases = [
            ("", "unreadable"),
            ("soon", "unreadable"),
            ("July 11", "unreadable"),
            ("11 July", "unreadable"),
            ("2022-07-111", "unreadable"),
            ("2022-2023", "unreadable"),
            ("May 2022 was warm", "unreadable"),
            ("12345", "unreadable"),
            ("202207", "unreadable"),
            ("123456789012345678901234567890", "unreadable"),
            ("31 February 2022", "impossible: that month has the days 1 to 28, not 31"),
            ("2024-02-30", "impossible: that month has the days 1 to 29, not 30"),
            ("2022-13-01", "impossible: there is no month 13"),
            ("0000-00-00 00:00:00", "impossible: its year lies outside 1400 to 2999"),
            ("9999-12-31", "impossible: its year lies outside 1400 to 2999"),
            ("1 May 1066", "impossible: its year lies outside 1400 to 2999"),
            ("05/03/2020", "ambiguous: day 5 of month 3, or day 3 of month 5"),
            ("11/07/22", "ambiguous: a year of two digits has no century"),
            ("11-Jul-22", "ambiguous: a year of two digits has no century"),
            ("31/31/2020", "impossible: there is no month 31"),
        ];
        for (text, expected) in cases {
            assert_eq!(show(text), expected, "{text}");
        }
    }

    #[test]
    fn says_what_is_wrong_in_lower_case() {
        let message = parse("31 February 2022").unwrap_err().to_string();
        assert_eq!(message, "`31 February 2022` is no date: that month has the days 1 to 28, not 31");
    }

    #[test]
    fn finds_where_a_leading_date_ends() {
        let cases = [
            ("2022-07-11 Iranian President", Some(("2022-07-11", 10))),
            ("2022-07-11 10 people died", Some(("2022-07-11", 10))),
            ("2022-07-11 14:03+02:00 Text", Some(("2022-07-11", 22))),
            ("11 July 2022, Iranian", Some(("2022-07-11", 12))),
            ("Monday, July 11, 2022\nTitle", Some(("2022-07-11", 21))),
            ("July 2022", Some(("2022-07", 9))),
            ("July 2022 was warm", None),
            ("1987 was a year", None),
            ("palms of Iraq", None),
        ];
        for (text, expected) in cases {
            let found = parse_leading(text).map(|leading| (leading.date.unwrap().to_string(), leading.end));
            assert_eq!(found, expected.map(|(date, end)| (date.to_owned(), end)), "{text}");
        }
    }

    #[test]
    fn finds_a_date_in_a_dateline_and_none_in_prose() {
        let cases = [
            ("BEIRUT, July 11, 2022 (AP) — The war", Some("2022-07-11")),
            ("BEIRUT (AP) — July 11, 2022, the war", None),
            ("LONDON, 12 March 1998 - The prime minister", Some("1998-03-12")),
            ("NEW YORK, Monday, Sept. 11, 2001 -- Two aircraft", Some("2001-09-11")),
            ("WASHINGTON, D.C. (June 3, 2004) - Senator", Some("2004-06-03")),
            ("Beirut, Lebanon, July 11, 2022 (Reuters) – Fire", Some("2022-07-11")),
            ("SALVADOR, Feb 26 - Showers continued", None),
            ("The treaty of July 11, 2022 — the first of its kind — was torn up", None),
            ("On July 11, 2022 — a Monday — it rained", None),
            ("July 11, 2022 — a day to remember", None),
            ("PARIS, July 2022 — Summer", None),
            ("Nothing here", None),
            ("", None),
        ];
        for (text, expected) in cases {
            assert_eq!(parse_in_running_text(text).map(|date| date.to_string()).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn any_text_is_survived() {
        let pieces =
            ["2022", "-", "07", "T", "14:", "é", "—", "(", "\u{5}", "July", " ", "99999999999", "a.m.", "日", "+02"];
        for first in pieces {
            for second in pieces {
                for third in pieces {
                    let text = format!("{first}{second}{third}");
                    let _ = (parse(&text), parse_leading(&text), parse_in_running_text(&text));
                }
            }
        }
    }
}
