//! Finds the day of a document: in its tags, else in its number.
//!
//! In: the elements and the number of a document, and whether its collection is of the twentieth century. Out: the
//! day, or none where none is stated, or why what is stated is no day.

use super::elements::{Element, line_of};
use crate::date::{self, NewsDate};
use crate::format::wire::teleprinter::is_digits;

/// The elements that state a day, the best first. A DATELINE is one in the San Jose Mercury News.
const ELEMENTS: &[&str] = &["DATE_TIME", "DATETIME", "DATE", "DATE1", "DD", "PUBDATE", "DATELINE"];

/// The day of a document.
pub(super) fn find(
    elements: &[Element<'_>],
    id: Option<&str>,
    is_of_twentieth_century: bool,
) -> Result<Option<NewsDate>, String> {
    let mut first_error = None;
    for name in ELEMENTS {
        for element in elements.iter().filter(|element| element.name == *name) {
            let line = line_of(element.content);
            if line.is_empty() {
                continue;
            }
            match read(&line, is_of_twentieth_century) {
                Ok(date) => return Ok(Some(date)),
                Err(why) if *name != "DATELINE" => _ = first_error.get_or_insert(why),
                Err(_) => {}
            }
        }
    }
    match id.and_then(|id| in_number(id, is_of_twentieth_century)) {
        Some(date) => Ok(Some(date)),
        None => first_error.map_or(Ok(None), Err),
    }
}

/// `870324`, `03/24/87` (month first, as American newspapers write it), or a date written out.
fn read(line: &str, is_of_twentieth_century: bool) -> Result<NewsDate, String> {
    let first = line.split(' ').next().unwrap_or(line);
    if is_of_twentieth_century {
        let parts: Vec<&str> = first.split(['/', '-']).collect();
        let date = match parts.as_slice() {
            [packed] if is_digits(packed, 6..=6) => of_parts(&packed[..2], &packed[2..4], &packed[4..]),
            [month, day, year] if is_digits(year, 2..=2) => of_parts(year, month, day),
            _ => None,
        };
        if let Some(date) = date {
            return Ok(date);
        }
    }
    if is_digits(first, 8..=8)
        && let Some(date) = of_eight(first)
    {
        return Ok(date);
    }
    date::parse(line).map_err(|error| format!("date: {error}"))
}

/// The day in a number: `AFP_ENG_20020501.0001`, `NYT19980601.0001`; `AP880212-0001` where the century is known.
fn in_number(id: &str, is_of_twentieth_century: bool) -> Option<NewsDate> {
    let runs = id.split(|letter: char| !letter.is_ascii_digit()).filter(|run| !run.is_empty());
    let first = runs.clone().find_map(|run| if run.len() == 8 { of_eight(run) } else { None });
    first.or_else(|| {
        let run = runs.clone().next().filter(|run| is_of_twentieth_century && run.len() == 6)?;
        // The Los Angeles Times puts the month first: `LA010189`.
        if id.starts_with("LA") {
            of_parts(&run[4..], &run[..2], &run[2..4])
        } else {
            of_parts(&run[..2], &run[2..4], &run[4..])
        }
    })
}

fn of_eight(digits: &str) -> Option<NewsDate> {
    NewsDate::of_day(digits[..4].parse().ok()?, digits[4..6].parse().ok()?, digits[6..].parse().ok()?)
}

/// A day of the years 1980 to 1999: no collection with years of two digits is older.
fn of_parts(year: &str, month: &str, day: &str) -> Option<NewsDate> {
    let year: i32 = year.parse().ok().filter(|year| (80..=99).contains(year))?;
    NewsDate::of_day(1900 + year, month.parse().ok()?, day.parse().ok()?)
}
