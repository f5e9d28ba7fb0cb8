//! Questions are asked while another process writes: each answer belongs to one generation, and nothing is taken for damage.

use std::fs;
use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use crate::Report;
use crate::answers::{LISTING, Listing};
use crate::model::{mark, record, text};
use crate::program::{Program, Run};
use crate::session::Settings;

/// Files of one article, and articles in the file of many.
const TEXTS: usize = 40;
const LINES: usize = 30;

/// Every so many generations, the index is made anew.
const REBUILT_EVERY: u64 = 10;

/// Asks for so long beside a writer.
///
/// # Errors
///
/// When the program cannot be run.
pub fn beside(settings: &Settings, time: Duration) -> io::Result<Report> {
    let folder = tempfile::Builder::new().prefix("morgue-endurance-").tempdir()?;
    let program = Program::new(&settings.binary, folder.path())?;
    let writer =
        Writer { program: &program, begun: AtomicU64::new(0), done: AtomicU64::new(0), stop: AtomicBool::new(false) };
    let mut report = Report::default();
    writer.write_generation(1, &mut report)?;
    std::thread::scope(|threads| {
        let writing = threads.spawn(|| writer.write());
        let asked = ask(&writer, time, &mut report);
        writer.stop.store(true, Ordering::SeqCst);
        let written = writing.join().map_err(|_| io::Error::other("the writer panicked"))?;
        for what in written? {
            report.find("run failed", &what);
        }
        for _ in 0..writer.done.load(Ordering::SeqCst) {
            report.count("generations");
        }
        asked
    })?;
    Ok(report)
}

/// Writes one generation of the archive after the other; all articles of one have its number as mark.
struct Writer<'p> {
    program: &'p Program,
    /// The generation that is being indexed.
    begun: AtomicU64,
    /// The last one that was indexed.
    done: AtomicU64,
    stop: AtomicBool,
}

impl Writer<'_> {
    /// Goes on until it is told to stop; gives what went wrong.
    fn write(&self) -> io::Result<Vec<String>> {
        let mut failed = Vec::new();
        while !self.stop.load(Ordering::SeqCst) {
            let run = self.index_generation(self.done.load(Ordering::SeqCst) + 1)?;
            if !run.ended_with(&[0]) || run.panicked() {
                failed.push(run.described());
            }
        }
        Ok(failed)
    }

    fn write_generation(&self, generation: u64, report: &mut Report) -> io::Result<()> {
        let run = self.index_generation(generation)?;
        if !run.ended_with(&[0]) {
            report.find("run failed", &run.described());
        }
        Ok(())
    }

    fn index_generation(&self, generation: u64) -> io::Result<Run> {
        write_archive(&self.program.folder().join("archive"), generation)?;
        self.begun.store(generation, Ordering::SeqCst);
        let mut arguments = vec!["index", "archive", "--no-model"];
        if generation.is_multiple_of(REBUILT_EVERY) {
            arguments.push("--rebuild");
        }
        let run = self.program.run(&arguments)?;
        self.done.store(generation, Ordering::SeqCst);
        Ok(run)
    }
}

fn write_archive(folder: &Path, generation: u64) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    for number in 0..TEXTS {
        fs::write(folder.join(format!("{number}.txt")), text(generation))?;
    }
    let lines: String = (0..LINES).map(|place| format!("{}\n", record(place, generation))).collect();
    fs::write(folder.join("many.jsonl"), lines)
}

fn ask(writer: &Writer<'_>, time: Duration, report: &mut Report) -> io::Result<()> {
    let questions: [&[&str]; 6] = [
        LISTING,
        &["check"],
        &["query", "harbour", "--count"],
        LISTING,
        &["show", "7.txt", "many.jsonl#a3", "--format", "json"],
        &["stats", "--format", "json"],
    ];
    let started = Instant::now();
    for question in questions.iter().cycle() {
        if started.elapsed() >= time {
            break;
        }
        let earliest = writer.done.load(Ordering::SeqCst);
        let run = writer.program.run(question)?;
        let latest = writer.begun.load(Ordering::SeqCst);
        report.count("answers");
        if run.panicked() || !run.ended_with(&[0]) {
            report.find("refused", &run.described());
            continue;
        }
        let wrong = match question[0] {
            "query" if question.contains(&"--count") => wrong_count(&run),
            "query" => wrong_listing(&run, earliest, latest),
            "show" => wrong_articles(&run),
            _ => None,
        };
        if let Some(what) = wrong {
            report.find("wrong answer", &format!("{what}: {}", run.described()));
        }
    }
    Ok(())
}

fn wrong_count(run: &Run) -> Option<String> {
    (run.stdout.trim() != (TEXTS + LINES).to_string()).then(|| "a part of the articles".to_owned())
}

/// All articles, of one generation that was in force while the question was asked.
fn wrong_listing(run: &Run, earliest: u64, latest: u64) -> Option<String> {
    let listing = Listing::read(&run.stdout);
    if listing.articles() != TEXTS + LINES {
        return Some(format!("{} articles", listing.articles()));
    }
    match listing.marks().as_slice() {
        [only] if (earliest..=latest).any(|generation| mark(generation) == *only) => None,
        [only] => Some(format!("{only} is not of the generations {earliest} to {latest}")),
        marks => Some(format!("{} generations in one answer", marks.len())),
    }
}

/// Both articles with one title.
fn wrong_articles(run: &Run) -> Option<String> {
    let title =
        |line: &str| serde_json::from_str::<serde_json::Value>(line).ok().map(|article| article["title"].clone());
    let titles: Vec<Option<serde_json::Value>> = run.stdout.lines().map(title).collect();
    let is_right = titles.len() == 2 && titles[0].is_some() && titles[0] == titles[1];
    (!is_right).then(|| "two articles of one generation".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::program::End;

    #[test]
    fn an_answer_of_two_generations_is_wrong() {
        let run = |marks: &[u64]| {
            let line = |(place, generation): (usize, &u64)| format!("{place}.txt\tNotice {}\n", mark(*generation));
            let lines: String = marks.iter().enumerate().map(line).collect();
            Run {
                arguments: String::new(),
                end: End::Code(0),
                stdout: format!("id\ttitle\n{lines}"),
                stderr: String::new(),
                elapsed: Duration::ZERO,
                memory_bytes: 0,
                open_files: 0,
            }
        };
        let whole = vec![5; TEXTS + LINES];
        assert_eq!(wrong_listing(&run(&whole), 4, 5), None);
        assert!(wrong_listing(&run(&whole), 6, 7).is_some_and(|what| what.contains("not of the generations")));
        assert!(wrong_listing(&run(&whole[1..]), 4, 5).is_some_and(|what| what.contains("69 articles")));
        let mixed = [&whole[1..], &[4]].concat();
        assert!(wrong_listing(&run(&mixed), 4, 5).is_some_and(|what| what.starts_with("2 generations")));
    }
}
