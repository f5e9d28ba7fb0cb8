//! How long questions of each kind take, on any files: the median and the slowest of a hundred.

use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant};

use morgue::search::Hit;

use crate::ranked::{Ranked, plain};

/// Hits that are asked for, as on a first page.
const HITS: usize = 20;

/// Asks so many questions of each kind, out of words of the files, and prints p50 and p99 in milliseconds.
pub(crate) fn measure(folder: &Path, questions: usize, out: &mut impl Write) -> anyhow::Result<()> {
    let ranked = Ranked::index(folder)?;
    let all = ranked.hits("", false, questions.saturating_mul(50))?;
    let step = (all.len() / questions.max(1)).max(1);
    let asked: Vec<Words> = all.iter().step_by(step).take(questions).filter_map(Words::of).collect();
    writeln!(out, "{:<24} {:>8} {:>8} {:>10}   ms, {} questions of each kind", "", "p50", "p99", "hits", asked.len())?;
    for (kind, question) in KINDS {
        let mut times = Vec::with_capacity(asked.len());
        let mut hits = 0;
        for words in &asked {
            let query = question(words);
            let started = Instant::now();
            hits += ranked.total(&query, HITS)?;
            times.push(started.elapsed());
        }
        times.sort_unstable();
        let at = |hundredths: usize| milliseconds(times[(times.len() - 1) * hundredths / 100]);
        writeln!(out, "{kind:<24} {:>8.2} {:>8.2} {:>10}", at(50), at(99), hits / times.len().max(1) as u64)?;
    }
    Ok(())
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// Words that stand side by side in an article.
struct Words {
    first: String,
    second: String,
    third: String,
}

impl Words {
    /// From the middle of its text.
    fn of(hit: &Hit) -> Option<Self> {
        let text = plain(&hit.record.article.body);
        let words: Vec<&str> = text.split(' ').filter(|word| word.chars().all(char::is_alphabetic)).collect();
        let middle = words.len() / 2;
        match words.get(middle..middle + 3)? {
            [first, second, third] => {
                Some(Self { first: (*first).to_owned(), second: (*second).to_owned(), third: (*third).to_owned() })
            }
            _ => None,
        }
    }

    fn beginning(&self) -> String {
        self.first.chars().take(4).collect()
    }
}

type Question = fn(&Words) -> String;

const KINDS: &[(&str, Question)] = &[
    ("word", |words| format!("={}", words.first)),
    ("any form", |words| words.first.clone()),
    ("a b", |words| format!("{} {}", words.first, words.third)),
    ("a OR b", |words| format!("{} OR {}", words.first, words.third)),
    ("\"a b c\"", |words| format!("\"{} {} {}\"", words.first, words.second, words.third)),
    ("a w/5 b", |words| format!("{} w/5 {}", words.first, words.third)),
    ("a w/s b", |words| format!("{} w/s {}", words.first, words.third)),
    ("a not w/5 b", |words| format!("{} not w/5 {}", words.first, words.third)),
    ("(a w/5 b) w/10 c", |words| format!("({} w/5 {}) w/10 {}", words.first, words.second, words.third)),
    ("\"a c\"~5", |words| format!("\"{} {}\"~5", words.first, words.third)),
    ("abcd*", |words| format!("{}*", words.beginning())),
    ("abcd* w/5 b", |words| format!("{}* w/5 {}", words.beginning(), words.third)),
    ("word~", |words| format!("{}~", words.first)),
    ("a, year", |words| format!("{} date:1987..1988", words.first)),
    ("atleast:3(a)", |words| format!("atleast:3({})", words.first)),
];
