//! The parts that the text of a date is made of.

/// One part, as it bears on a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// Digits; `value` is 0 where there are more than 9.
    Number {
        value: u32,
        digits: u8,
    },
    Month(u32),
    /// A name that two languages give to two months: `listopad`.
    Months(u32, u32),
    /// `VII`
    Roman(u32),
    /// `tháng`, which a number of a month follows.
    MonthWord,
    /// The common part of the names of two months.
    MonthStem {
        first: u32,
        second: u32,
    },
    WhichOfTwo(u32),
    /// The name of an era, which a year of it follows.
    Era {
        year_before_first: i64,
    },
    Weekday,
    Meridiem {
        is_afternoon: bool,
    },
    /// `st`, `nd`, `er` behind a number.
    Ordinal,
    /// `h` between hours and minutes.
    Hour,
    /// `of`, `de`, `at`, `published`: a word that says nothing about the day.
    Filler,
    /// `GMT`, `Z`, `EST`.
    Zone,
    Word,
    Mark(char),
}
