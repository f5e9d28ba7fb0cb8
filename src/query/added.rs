//! `--added`: when articles came into the index.

use chrono::NaiveDate;

use super::ast::{Arrival, Node};
use super::dates::{parse_date_range, parse_last};
use crate::error::{Error, Result};

/// A span up to today (`1d` is today alone), or a date: since its first day. Several mean any of them, which is the earliest.
///
/// # Errors
///
/// When a text is neither.
pub(super) fn added(texts: &[String], today: NaiveDate) -> Result<Option<Node>> {
    let mut earliest: Option<NaiveDate> = None;
    for text in texts {
        let is_span = text.ends_with(|unit: char| "dwmyDWMY".contains(unit))
            && text.starts_with(|digit: char| digit.is_ascii_digit())
            && !text.contains('-');
        let range = if is_span { parse_last(text, today) } else { parse_date_range(text, today) };
        let range = range.map_err(|error| {
            let forms = "it takes a span such as `1d` or a date such as `2022-07-11`";
            Error::Usage(format!("--added: {}; {forms}", error.message()))
        })?;
        earliest = [earliest, range.from].into_iter().flatten().min();
    }
    Ok(earliest.map(|day| Node::Arrived(Arrival::Since(day))))
}
