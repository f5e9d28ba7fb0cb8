//! The clock. Only the program asks it; the library is told.

use chrono::NaiveDate;

/// The day it is here.
pub(crate) fn today() -> NaiveDate {
    chrono::Local::now().date_naive()
}
