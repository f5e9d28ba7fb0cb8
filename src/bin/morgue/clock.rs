//! The clock. Only the program asks it; the library is told.

use chrono::{DateTime, Local, NaiveDate, Utc};

/// The day it is here.
pub(crate) fn today() -> NaiveDate {
    Local::now().date_naive()
}

/// The moment it is.
pub(crate) fn now() -> DateTime<Utc> {
    Utc::now()
}

/// A moment such as `2026-11-25T03:04:05Z` by the clock here, to the minute.
pub(crate) fn local_minute(moment: &str) -> String {
    DateTime::parse_from_rfc3339(moment)
        .map_or_else(|_| moment.to_owned(), |moment| moment.with_timezone(&Local).format("%Y-%m-%d %H:%M").to_string())
}
