//! A large archive that changes for hours: indexed, asked, killed, compared; nothing may differ, and nothing may grow.

use std::io;
use std::time::{Duration, Instant};

use crate::Report;
use crate::model::Size;
use crate::session::{Figures, Session, Settings};

/// One in so many files changes between two runs.
const CHANGED_SHARE: usize = 100;

/// Of so many rounds, one is killed.
const KILLED_EVERY: usize = 4;

/// Every so many rounds, all is compared and checked.
const COMPARED_EVERY: u64 = 10;

/// How often a line is printed.
const LINE_EVERY: Duration = Duration::from_mins(1);

/// What a figure may be in the last quarter, in percent of what it was in the first, and on top of that.
const GROWTH_MAX_PERCENT: u64 = 125;
const MEMORY_SLACK_BYTES: u64 = 32 << 20;
const OPEN_FILES_SLACK: u64 = 8;
const INDEX_SLACK_BYTES: u64 = 1 << 20;
const LEFTOVERS_SLACK: u64 = 2;

/// Goes on for so long, on about so many articles.
///
/// # Errors
///
/// When the program cannot be run.
pub fn soak(settings: &Settings, articles: usize, time: Duration) -> io::Result<Report> {
    let size = Size::of_articles(articles);
    let mut session = Session::new(settings, size)?;
    let changes = (size.texts + size.lines + size.zips) / CHANGED_SHARE + 1;
    session.run_to_end()?;
    // What the first run takes is not what the others take.
    session.take_figures();
    let started = Instant::now();
    let mut last_line = started;
    let mut measured = Vec::new();
    let mut round = 0;
    while started.elapsed() < time {
        round += 1;
        session.change(changes)?;
        if session.dice.below(KILLED_EVERY) == 0 {
            session.run_killed()?;
        }
        session.run_to_end()?;
        session.ask_for_marks(2)?;
        if round % COMPARED_EVERY == 0 {
            session.check()?;
        }
        session.report.count("rounds");
        let figures = session.take_figures();
        measured.push(figures);
        if last_line.elapsed() >= LINE_EVERY {
            last_line = Instant::now();
            print_line(started.elapsed(), round, session.articles(), session.report.findings(), figures);
        }
    }
    for what in grown(&measured) {
        session.report.find("growth", &what);
    }
    Ok(session.report)
}

fn print_line(elapsed: Duration, round: u64, articles: u64, findings: u64, figures: Figures) {
    let Figures { index_memory_bytes, query_memory_bytes, open_files, index_bytes, leftovers } = figures;
    println!(
        "minute {}: {round} rounds, {articles} articles, {findings} findings; memory of index {} MiB, of queries {} MiB, \
         {open_files} open files, index of {} MiB, {leftovers} leftover files",
        elapsed.as_secs() / 60,
        index_memory_bytes >> 20,
        query_memory_bytes >> 20,
        index_bytes >> 20,
    );
}

/// One of the figures.
type Of = fn(&Figures) -> u64;

/// What was more in the last quarter of the rounds than in the first, by their medians.
fn grown(measured: &[Figures]) -> Vec<String> {
    let quarter = measured.len() / 4;
    let (first, last) = (&measured[..quarter], &measured[measured.len() - quarter..]);
    let figures: [(&str, u64, Of); 5] = [
        ("bytes of memory of index", MEMORY_SLACK_BYTES, |figures| figures.index_memory_bytes),
        ("bytes of memory of queries", MEMORY_SLACK_BYTES, |figures| figures.query_memory_bytes),
        ("open files", OPEN_FILES_SLACK, |figures| figures.open_files as u64),
        ("bytes of index", INDEX_SLACK_BYTES, |figures| figures.index_bytes),
        ("leftover files", LEFTOVERS_SLACK, |figures| figures.leftovers as u64),
    ];
    let mut grown = Vec::new();
    for (name, slack, of) in figures {
        let (before, after) = (median(first.iter().map(of)), median(last.iter().map(of)));
        if after > before * GROWTH_MAX_PERCENT / 100 + slack {
            grown.push(format!("{after} {name}, where it was {before} in the beginning"));
        }
    }
    grown
}

fn median(values: impl Iterator<Item = u64>) -> u64 {
    let mut values: Vec<u64> = values.collect();
    values.sort_unstable();
    values.get(values.len() / 2).copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_grows_is_found_and_what_varies_is_not() {
        let figures = |round: u64, leak: u64| Figures {
            index_memory_bytes: (100 << 20) + round % 7 * (1 << 20) + round * leak,
            query_memory_bytes: 50 << 20,
            open_files: 20,
            index_bytes: 10 << 20,
            leftovers: usize::try_from((round * leak) >> 20).unwrap(),
        };
        let measured = |leak| (0..80).map(|round| figures(round, leak)).collect::<Vec<_>>();
        assert_eq!(grown(&measured(0)), [""; 0]);
        assert_eq!(grown(&measured(2 << 20)).len(), 2);
    }
}
