//! What a text states of a date, before the calendar is asked.

use super::ClockTime;

/// Year, month, day and time as they are written.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Stated {
    pub(super) year: u32,
    pub(super) year_digits: u8,
    pub(super) month: Option<u32>,
    pub(super) day: Option<u32>,
    pub(super) time: Option<ClockTime>,
    /// Whether day and month are numbers whose order depends on the country.
    pub(super) either_order: bool,
    /// The other month that its name means in another language.
    pub(super) other_month: Option<u32>,
}

impl Stated {
    pub(super) fn of_packed_day(number: u32) -> Self {
        let (year, month, day) = (number / 10_000, number / 100 % 100, number % 100);
        Self { year, year_digits: 4, month: Some(month), day: Some(day), ..Self::default() }
    }
}

/// A number of a day, month or hour, where it is small enough for one.
pub(super) fn small(number: u32) -> Option<u8> {
    u8::try_from(number).ok()
}
