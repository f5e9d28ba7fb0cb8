//! Feeds broken copies of the fixtures to every format.
//!
//! `morgue-fuzz TARGET [ROUNDS [FIRST]]` breaks the fixtures of a format so many times (1,000 by default) and reads them as that
//! format; `all` does so with every format in turn, and `any` lets the kind be told, as the index does. `morgue-fuzz TARGET
//! FILE…` reads files, such as the one that a crash left: before each reading its bytes stand in `fuzz-current-TARGET`
//! in the folder for temporary files. A reading that takes longer than ten seconds or more than a gigabyte of memory is a failure like a panic.
//! The same fixtures and numbers give the same broken files on every machine: there is no clock and no chance in them. `FIRST` is the
//! round to begin with, 0 by default, for going on where an earlier run ended.

mod memory;
mod mutate;
mod read;

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use morgue::format::{self, Format};

use morgue_endurance::Dice;

use mutate::mutate;

/// So many broken files are read where nobody says how many.
const ROUNDS: u64 = 1_000;

/// The longest that one broken file may take.
const READING_MAX: Duration = Duration::from_secs(10);

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let Some(target) = arguments.next() else {
        eprintln!("usage: morgue-fuzz TARGET [ROUNDS [FIRST]|FILE…]; targets: all, any, {}", names().join(", "));
        return ExitCode::from(2);
    };
    let rest: Vec<String> = arguments.collect();
    let targets = match target.as_str() {
        "all" => [&["any"], names().as_slice()].concat(),
        known if known == "any" || format::by_name(known).is_some() => vec![known],
        other => {
            eprintln!("no target `{other}`; targets: all, any, {}", names().join(", "));
            return ExitCode::from(2);
        }
    };
    let rounds = rest.first().map_or(Some(ROUNDS), |first| first.parse().ok());
    match rounds {
        Some(rounds) => {
            let first: u64 = rest.get(1).and_then(|first| first.parse().ok()).unwrap_or(0);
            if targets.iter().all(|target| fuzz(target, first..first + rounds)) {
                ExitCode::SUCCESS
            } else {
                ExitCode::FAILURE
            }
        }
        None => {
            for path in &rest {
                replay(targets[0], Path::new(path));
            }
            ExitCode::SUCCESS
        }
    }
}

fn names() -> Vec<&'static str> {
    format::all().map(|format| format.name()).collect()
}

/// Breaks and reads, a file each round; `false` when a reading took too long.
fn fuzz(target: &str, rounds: Range<u64>) -> bool {
    let forced = format::by_name(target);
    let seeds = seeds(forced);
    if seeds.is_empty() {
        eprintln!("{target}: no fixture that is read as it");
        return true;
    }
    let current = std::env::temp_dir().join(format!("fuzz-current-{target}"));
    let watched = watch(target, &current);
    let started = Instant::now();
    let (mut articles, mut slowest) = (0, Duration::ZERO);
    for round in rounds.clone() {
        watched.store(round, Ordering::Relaxed);
        let mut dice = Dice::new(round + 1);
        let (name, seed) = &seeds[dice.below(seeds.len())];
        let (_, other) = &seeds[dice.below(seeds.len())];
        let broken = mutate(seed, other, &mut dice);
        std::fs::write(&current, &broken).expect("the folder for temporary files can be written to");
        let reading = Instant::now();
        articles += read::read(name, &broken, forced).map_or(0, |articles| articles.len());
        slowest = slowest.max(reading.elapsed());
        if reading.elapsed() > READING_MAX {
            eprintln!("{target}: round {round} took {:?}: {}", reading.elapsed(), current.display());
            return false;
        }
    }
    println!(
        "{target}: {} broken files of {} fixtures, {articles} articles read in {:?}; slowest {slowest:?}, most memory {} MiB",
        rounds.end - rounds.start,
        seeds.len(),
        started.elapsed(),
        memory::peak_bytes() >> 20
    );
    true
}

/// Ends the program when a round does not: what never returns cannot be timed by who waits for it. Gives where the number
/// of the round is to be put.
fn watch(target: &str, current: &Path) -> Arc<AtomicU64> {
    let round = Arc::new(AtomicU64::new(0));
    let (watched, target, current) = (Arc::downgrade(&round), target.to_owned(), current.to_owned());
    std::thread::spawn(move || {
        let mut last = u64::MAX;
        while let Some(round) = watched.upgrade() {
            let now = round.load(Ordering::Relaxed);
            drop(round);
            if now == last {
                eprintln!("{target}: a round took longer than {READING_MAX:?}: {}", current.display());
                std::process::exit(1);
            }
            last = now;
            std::thread::sleep(READING_MAX);
        }
    });
    round
}

/// The fixtures that are of this format, or all.
fn seeds(forced: Option<&'static dyn Format>) -> Vec<(String, Vec<u8>)> {
    let fixtures = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../fixtures");
    let files = walkdir::WalkDir::new(fixtures).sort_by_file_name().into_iter().flatten();
    let mut seeds = Vec::new();
    for file in files.filter(|file| file.file_type().is_file()) {
        let name = file.file_name().to_string_lossy().into_owned();
        let bytes = std::fs::read(file.path()).expect("a fixture can be read");
        let input = morgue::source::Input::new(&name, &bytes[..]);
        let detected = input.ok().and_then(|input| format::detect(&input.sample()).ok());
        if forced.is_none_or(|forced| detected.is_some_and(|detected| detected.name() == forced.name())) {
            seeds.push((name, bytes));
        }
    }
    seeds
}

fn replay(target: &str, path: &Path) {
    let bytes = match std::fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) => return eprintln!("{}: {error}", path.display()),
    };
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let started = Instant::now();
    match read::read(&name, &bytes, format::by_name(target)) {
        Ok(articles) => println!("{}: {} articles, {:?}", path.display(), articles.len(), started.elapsed()),
        Err(reason) => println!("{}: {reason}, {:?}", path.display(), started.elapsed()),
    }
}
