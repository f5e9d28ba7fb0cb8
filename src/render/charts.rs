//! What was counted, for people who look at a terminal: lists of values, bars, names.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use chrono::Datelike;

use super::plain::one_line;
use super::text::{FAINT, TITLE};
use crate::search::{Bar, Facet, Imprecise, Timeline, Together, Unit};

const BAR: Style = AnsiColor::Cyan.on_default();

/// A bar is drawn in eighths of a character (Unicode, block elements).
const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

/// Bars are as long as that at most, in characters, however wide the terminal is.
const BAR_CHARACTERS_MAX: usize = 60;

/// A facet: its values, then what it leaves out.
///
/// # Errors
///
/// When writing fails.
pub fn write_facet(out: &mut dyn Write, facet: &Facet) -> io::Result<()> {
    writeln!(out, "{TITLE}by {}{TITLE:#}", facet.field.as_str())?;
    for value in &facet.values {
        let adds = value.adds.filter(|adds| *adds > 0).map(|adds| format!("  {FAINT}+{adds}{FAINT:#}"));
        writeln!(out, "{:>7}  {}{}", value.count, one_line(&value.value), adds.unwrap_or_default())?;
    }
    let (more, imprecise) = (facet.total - facet.values.len() as u64, sum(&facet.imprecise));
    let without = if facet.field.is_of_dates() { "(undated)" } else { "(none)" };
    for (count, what) in [(imprecise, "(dated by month or year alone)"), (facet.without, without)] {
        if count > 0 {
            writeln!(out, "{count:>7}  {FAINT}{what}{FAINT:#}")?;
        }
    }
    if more > 0 {
        writeln!(out, "         {FAINT}and {more} more{FAINT:#}")?;
    }
    Ok(())
}

fn sum(dates: &[Imprecise]) -> u64 {
    dates.iter().map(|date| date.count).sum()
}

/// A timeline: a line a bar, with per cent of the articles of the period where that is wanted; then what stands in no bar.
///
/// # Errors
///
/// When writing fails.
pub fn write_timeline(out: &mut dyn Write, timeline: &Timeline, with_share: bool, width: usize) -> io::Result<()> {
    writeln!(out, "{TITLE}by {}{TITLE:#}", timeline.unit.as_str())?;
    #[expect(clippy::cast_precision_loss, reason = "an archive has fewer than 2^52 articles")]
    let length = |bar: &Bar| if with_share { bar.share().unwrap_or(0.0) } else { bar.count as f64 };
    let longest = timeline.bars.iter().map(length).fold(0.0, f64::max);
    let digits = |number: fn(&Bar) -> u64| timeline.bars.iter().map(number).max().unwrap_or(0).to_string().len();
    let (count_digits, articles_digits) = (digits(|bar| bar.count), digits(|bar| bar.articles));
    for bar in &timeline.bars {
        let mut line = format!("{}  {:>count_digits$}", label(timeline.unit, bar), bar.count);
        if with_share {
            let share = bar.share().map_or_else(|| format!("{:>7}", "–"), |share| format!("{share:>5.1} %"));
            line.push_str(&format!(" of {:>articles_digits$} {share}", bar.articles));
        }
        let room = width.saturating_sub(line.chars().count() + 2).min(BAR_CHARACTERS_MAX);
        match drawn(length(bar), longest, room) {
            drawn if drawn.is_empty() => writeln!(out, "{line}")?,
            drawn => writeln!(out, "{line}  {BAR}{drawn}{BAR:#}")?,
        }
    }
    for (count, what) in [(sum(&timeline.imprecise), "dated less exactly"), (timeline.undated, "undated")] {
        if count > 0 {
            writeln!(out, "{FAINT}{count} {what}{FAINT:#}")?;
        }
    }
    Ok(())
}

fn label(unit: Unit, bar: &Bar) -> String {
    match unit {
        Unit::Day | Unit::Week => bar.from.to_string(),
        Unit::Month => format!("{:04}-{:02}", bar.from.year(), bar.from.month()),
        Unit::Year => format!("{:04}", bar.from.year()),
        Unit::Decade => format!("{:04}s", bar.from.year()),
    }
}

/// A bar, the longest of which fills the room; what is there at all is seen.
fn drawn(length: f64, longest: f64, room: usize) -> String {
    if length <= 0.0 {
        return String::new();
    }
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a bar has sixty characters at most, and no negative length"
    )]
    let eighths = (((length / longest) * (room * 8) as f64).round() as usize).max(1);
    format!("{}{}", "█".repeat(eighths / 8), EIGHTHS[eighths % 8])
}

/// Names that stand together with what a query asks for, below the names of their columns.
///
/// # Errors
///
/// When writing fails.
pub fn write_together(out: &mut dyn Write, together: &Together) -> io::Result<()> {
    writeln!(out, "{FAINT}together  articles  log-likelihood{FAINT:#}  {TITLE}{}{TITLE:#}", together.kind.plural())?;
    for name in &together.names {
        let measure = format!("{:.1}", name.log_likelihood);
        writeln!(out, "{:>8}  {:>8}  {measure:>14}  {}", name.together, name.articles, one_line(&name.name))?;
    }
    let more = together.total - together.names.len() as u64;
    if more > 0 {
        writeln!(out, "                                    {FAINT}and {more} more{FAINT:#}")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::{drawn, write_facet, write_timeline, write_together};
    use crate::article::EntityKind;
    use crate::search::{Bar, Facet, FacetField, FacetValue, Imprecise, Timeline, Together, TogetherName, Unit};

    /// What is printed, without colours.
    fn printed(write: impl FnOnce(&mut dyn std::io::Write) -> std::io::Result<()>) -> String {
        let mut out = anstream::StripStream::new(Vec::new());
        write(&mut out).unwrap();
        String::from_utf8(out.into_inner()).unwrap()
    }

    #[test]
    fn bars_are_drawn_in_eighths_and_what_is_there_is_seen() {
        assert_eq!(drawn(10.0, 10.0, 3), "███");
        assert_eq!(drawn(5.0, 10.0, 3), "█▌");
        assert_eq!(drawn(1.0, 10_000.0, 3), "▏");
        assert_eq!(drawn(0.0, 10.0, 3), "");
        assert_eq!(drawn(0.0, 0.0, 3), "");
    }

    #[test]
    fn a_timeline_is_a_line_a_bar() {
        let bar = |year: i32, count, articles| Bar {
            from: NaiveDate::from_ymd_opt(year, 1, 1).unwrap(),
            to: NaiveDate::from_ymd_opt(year + 9, 12, 31).unwrap(),
            count,
            articles,
        };
        let imprecise = vec![Imprecise { date: "1987".to_owned(), count: 2 }];
        let bars = vec![bar(1960, 8, 1000), bar(1970, 0, 0), bar(1980, 40, 100)];
        let timeline = Timeline { unit: Unit::Decade, bars, imprecise, undated: 1 };
        insta::assert_snapshot!(printed(|out| write_timeline(out, &timeline, false, 22)), @r"
        by decade
        1960s   8  ██▎
        1970s   0
        1980s  40  ███████████
        2 dated less exactly
        1 undated
        ");
        insta::assert_snapshot!(printed(|out| write_timeline(out, &timeline, true, 37)), @r"
        by decade
        1960s   8 of 1000   0.8 %  ▎
        1970s   0 of    0       –
        1980s  40 of  100  40.0 %  ██████████
        2 dated less exactly
        1 undated
        ");
    }

    #[test]
    fn lists_say_what_they_leave_out() {
        let value = |value: &str, count, adds| FacetValue { value: value.to_owned(), count, adds };
        let facet = Facet {
            field: FacetField::Month,
            values: vec![value("1987-03", 12, Some(0)), value("1987-04", 0, Some(7))],
            total: 5,
            without: 3,
            imprecise: vec![Imprecise { date: "1987".to_owned(), count: 2 }],
        };
        insta::assert_snapshot!(printed(|out| write_facet(out, &facet)), @r"
        by month
             12  1987-03
              0  1987-04  +7
              2  (dated by month or year alone)
              3  (undated)
                 and 3 more
        ");
        let name = TogetherName { name: "A\u{1b}B".to_owned(), together: 3, articles: 40, log_likelihood: 12.25 };
        let together = Together { kind: EntityKind::Org, articles: 100, total: 2, names: vec![name] };
        insta::assert_snapshot!(printed(|out| write_together(out, &together)), @r"
        together  articles  log-likelihood  orgs
               3        40            12.2  AB
                                            and 1 more
        ");
    }
}
