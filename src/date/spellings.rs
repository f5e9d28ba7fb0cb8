//! The spellings of dates and clock times, as patterns over tokens.
//!
//! In: tokens, and the place where a date may begin. Out: what is [`Stated`] there, and the place behind it.

use chrono::{Datelike, NaiveDate, Weekday};

use super::ClockTime;
use super::stated::{Stated, small};
use super::token::Token;
use super::tokens::Spanned;

/// Tries each spelling at `start`; gives what is stated, and the position behind it.
pub(super) fn read_date(tokens: &[Spanned], start: usize) -> Option<(Stated, usize)> {
    let tokens = tokens.get(start..)?;
    let spellings = [
        packed_day,
        ordinal_day,
        week_day,
        year_day_name,
        year_first,
        day_month_name_year,
        month_name_first,
        numbers_year_last,
        month_and_year,
    ];
    let (mut stated, used) = spellings.iter().find_map(|spelling| spelling(tokens))?;
    stated.other_month = tokens[..used].iter().find_map(|spanned| match spanned.token {
        Token::Months(_, other) => Some(other),
        _ => None,
    });
    Some((stated, start + used))
}

/// ISO 8601 ordinal dates, `2003-335` and `2003335`; `2003-012-31` is 31 December with a zero too many, as feeds have had.
fn ordinal_day(tokens: &[Spanned]) -> Option<(Stated, usize)> {
    if let Token::Number { value, digits: 7 } = tokens.first()?.token {
        return Some((of_naive(NaiveDate::from_yo_opt(year_of(value / 1000)?, value % 1000)?), 1));
    }
    let year = number(tokens, 0, 4..=4)?;
    let day = number(tokens, 2, 3..=3).filter(|_| mark(tokens, 1) == Some('-') && are_joined(tokens, 0, 3))?;
    if let Some(day_of_month) = number(tokens, 4, 1..=2).filter(|_| mark(tokens, 3) == Some('-')) {
        return (day <= 12).then_some((Stated::of_packed_day(year * 10_000 + day * 100 + day_of_month), 5));
    }
    Some((of_naive(NaiveDate::from_yo_opt(year_of(year)?, day)?), 3))
}

/// ISO 8601 week dates: `2022-W28-1` and `2022W281`.
fn week_day(tokens: &[Spanned]) -> Option<(Stated, usize)> {
    let year = year_of(number(tokens, 0, 4..=4)?)?;
    let at = 1 + usize::from(mark(tokens, 1) == Some('-'));
    tokens.get(at).filter(|spanned| spanned.letter == Some('w'))?;
    let (week, day, used) = match number(tokens, at + 1, 3..=3) {
        Some(packed) => (packed / 10, packed % 10, at + 2),
        None => (number(tokens, at + 1, 2..=2)?, number(tokens, at + 3, 1..=1)?, at + 4),
    };
    if !are_joined(tokens, 0, used) || used == at + 4 && mark(tokens, at + 2) != Some('-') {
        return None;
    }
    let weekday = Weekday::try_from(small(day.checked_sub(1)?)?).ok()?;
    Some((of_naive(NaiveDate::from_isoywd_opt(year, week, weekday)?), used))
}

/// `2022. gada 11. jūlijā`
fn year_day_name(tokens: &[Spanned]) -> Option<(Stated, usize)> {
    let year = number(tokens, 0, 4..=4)?;
    let day_at = skip_between(tokens, 1);
    let day = number(tokens, day_at, 1..=2)?;
    let month_at = skip_between(tokens, skip_ordinal(tokens, day_at + 1));
    let month = month_name(tokens, month_at)?;
    let is_behind_another = number(tokens, skip_between(tokens, month_at + 1), 4..=4).is_some();
    let stated = Stated { year, year_digits: 4, month: Some(month), day: Some(day), ..Stated::default() };
    (!is_behind_another).then_some((stated, month_at + 1))
}

fn of_naive(date: NaiveDate) -> Stated {
    let year = u32::try_from(date.year()).unwrap_or(0);
    Stated::of_packed_day(year * 10_000 + date.month() * 100 + date.day())
}

fn year_of(number: u32) -> Option<i32> {
    i32::try_from(number).ok().filter(|year| (super::YEAR_MIN..=super::YEAR_MAX).contains(year))
}

/// Whether these tokens stand without blanks between them.
fn are_joined(tokens: &[Spanned], from: usize, to: usize) -> bool {
    tokens.get(from..to).is_some_and(|part| part.windows(2).all(|pair| pair[0].end == pair[1].start))
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
    let name_at = skip_between(tokens, 1);
    let (month, at, is_name) = match (month_name(tokens, name_at), number(tokens, 2, 1..=2)) {
        (Some(month), _) => (month, name_at, true),
        (None, Some(month)) if separator.is_some() => (month, 2, false),
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
    let month = month_name(tokens, month_at).or_else(|| roman_month(tokens, month_at))?;
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
        Token::Month(month) | Token::Months(month, _) => (month, skip_between(tokens, 1)),
        Token::Number { value, digits: 1..=2 } if matches!(mark(tokens, 1), Some('/' | '-' | '.')) => (value, 2),
        _ => return None,
    };
    let year = number(tokens, year_at, 4..=4)?;
    Some((Stated { year, year_digits: 4, month: Some(month), ..Stated::default() }, year_at + 1))
}

/// Reads a clock time at `start`, past a comma, a `T` or a word such as `at`; gives it with the position behind it.
pub(super) fn read_time(tokens: &[Spanned], start: usize) -> Option<(ClockTime, usize)> {
    let is_between = |spanned: &&Spanned| {
        matches!(spanned.token, Token::Filler | Token::Weekday | Token::Mark(_) | Token::Meridiem { .. })
    };
    let skipped = tokens.get(start..)?.iter().take(6).take_while(is_between);
    let at = start + skipped.count();
    // `오후 11:52` has the half of the day in front.
    let half = (at > start).then(|| meridiem(tokens, at - 1).map(|(is_afternoon, _)| is_afternoon)).flatten();
    if let Some(Spanned { token: Token::Number { value, digits: digits @ (4 | 6) }, .. }) = tokens.get(at) {
        // ISO 8601 puts `T` before hours and minutes without colons; without it, four digits are a year.
        let follows_t = at > start && tokens[at - 1].letter == Some('t');
        return packed_time(*value, usize::from(*digits)).filter(|_| follows_t).map(|time| (time, at + 1));
    }
    let hour = number(tokens, at, 1..=2)?;
    let (minute, second, behind) = match tokens.get(at + 1)?.token {
        Token::Mark(':') => minutes_and_seconds(tokens, at + 2)?,
        Token::Hour => number(tokens, at + 2, 1..=2).map_or((0, 0, at + 2), |minute| (minute, 0, at + 3)),
        Token::Mark('.') if meridiem(tokens, at + 3).is_some() => (number(tokens, at + 2, 2..=2)?, 0, at + 3),
        _ if meridiem(tokens, at + 1).is_some() => (0, 0, at + 1),
        _ => return None,
    };
    let (is_afternoon, behind) = meridiem(tokens, behind).map_or((half, behind), |(pm, behind)| (Some(pm), behind));
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
    let first = tokens.get(at)?;
    if let Token::Meridiem { is_afternoon } = first.token {
        return Some((is_afternoon, at + 1));
    }
    let letter = first.letter.filter(|letter| matches!(letter, 'a' | 'p') && mark(tokens, at + 1) == Some('.'))?;
    let behind = at + 3 + usize::from(mark(tokens, at + 3) == Some('.'));
    (tokens.get(at + 2)?.letter == Some('m')).then_some((letter == 'p', behind))
}

/// `1403` and `140300`
pub(super) fn packed_time(number: u32, digits: usize) -> Option<ClockTime> {
    let with_seconds = if digits == 4 { number * 100 } else { number };
    ClockTime::new(small(with_seconds / 10_000)?, small(with_seconds / 100 % 100)?, small(with_seconds % 100)?)
}

/// The position behind `Z`, `GMT`, `+02:00` or `-0500`.
pub(super) fn skip_zone(tokens: &[Spanned], mut at: usize) -> usize {
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
    while matches!(mark(tokens, at), Some('.' | ',' | '-' | '/' | '\'' | '’' | '_' | ')')) {
        at += 1;
    }
    at
}

/// Past what can stand between day, month and year: marks, and words such as `of` and `de`.
fn skip_between(tokens: &[Spanned], at: usize) -> usize {
    let at = skip_marks(tokens, at);
    let is_filler =
        tokens.get(at).is_some_and(|spanned| matches!(spanned.token, Token::Filler) && spanned.letter != Some('t'));
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
        Token::Month(month) | Token::Months(month, _) => Some(month),
        _ => None,
    }
}

fn roman_month(tokens: &[Spanned], at: usize) -> Option<u32> {
    match tokens.get(at)?.token {
        Token::Roman(month) => Some(month),
        _ => None,
    }
}
