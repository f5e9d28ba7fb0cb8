//! Broken copies of every fixture, and files made to hurt: nothing panics, hangs or grows without bound.

use std::path::Path;
use std::time::{Duration, Instant};

use morgue::format;
use morgue_endurance::Dice;

use crate::harness::{Archive, fixtures};
use crate::mutate::mutate;
use crate::read::read;

/// How many broken copies of each fixture are read; `tests/fuzz` reads as many as one has time for.
const COPIES: u64 = 40;

/// No small file may take longer than this, on the slowest of machines and without optimisation.
const READING_MAX: Duration = Duration::from_secs(30);

fn all_fixtures() -> Vec<(String, Vec<u8>)> {
    let files = walkdir::WalkDir::new(fixtures()).sort_by_file_name().into_iter().map(Result::unwrap);
    let files = files.filter(|file| file.file_type().is_file());
    files.map(|file| (file.file_name().to_string_lossy().into_owned(), std::fs::read(file.path()).unwrap())).collect()
}

#[test]
fn broken_copies_of_all_fixtures_are_survived() {
    let fixtures = all_fixtures();
    for (place, (name, bytes)) in fixtures.iter().enumerate() {
        for round in 0..COPIES {
            let mut dice = Dice::new(place as u64 * COPIES + round + 1);
            let other = &fixtures[dice.below(fixtures.len())].1;
            let broken = mutate(bytes, other, &mut dice);
            let started = Instant::now();
            let _ = read(name, &broken, None);
            assert!(started.elapsed() < READING_MAX, "{name}, round {round}");
        }
    }
}

#[test]
fn every_format_survives_what_is_none_of_its_files() {
    let fixtures = all_fixtures();
    for format in format::all() {
        for (name, bytes) in &fixtures {
            let started = Instant::now();
            let _ = read(name, bytes, Some(format));
            assert!(started.elapsed() < READING_MAX, "{name} as {}", format.name());
        }
    }
}

#[test]
fn files_made_to_hurt_are_read_or_refused_with_a_reason() {
    let nested = |open: &str, close: &str| [open.repeat(100_000), "text".to_owned(), close.repeat(100_000)].concat();
    let entity = |level: u32| format!("<!ENTITY e{level} \"&e{0};&e{0};\">", level - 1);
    let entities = (1..30).map(entity).collect::<Vec<_>>().concat();
    let files = [
        ("nested.html", format!("<html><body>{}</body></html>", nested("<div>", "</div>"))),
        ("bold.html", format!("<html><body>{}", nested("<b>", ""))),
        ("links.html", format!("<html><body>{}", "<a href=x><table>".repeat(20_000))),
        ("open.html", format!("<html><body>{}", "<p".repeat(2_000_000))),
        ("nested.xml", format!("<rss><channel><item><title>{}", nested("<a>", "</a>"))),
        ("nitf.xml", format!("<nitf><body>{}", nested("<block>", "</block>"))),
        (
            "entities.xml",
            format!(
                "<!DOCTYPE rss [<!ENTITY e0 \"x\">{entities}]><rss><channel><item><title>&e29;</title></item></channel></rss>"
            ),
        ),
        ("nested.json", nested("[", "]")),
        ("objects.json", nested("{\"a\":", "}")),
        ("quote.csv", format!("title,text\n\"{}", "x,\n".repeat(1_000_000))),
        (
            "parts.eml",
            format!(
                "From: a@example.org\nSubject: x\nMIME-Version: 1.0\nMessage-ID: <1@x>\nContent-Type: multipart/mixed; boundary=b\n\n{}",
                "--b\nContent-Type: multipart/mixed; boundary=b\n\n".repeat(5_000)
            ),
        ),
        ("header.eml", format!("From: a@example.org\nMessage-ID: <1@x>\nSubject: {}\n\nText", "x".repeat(8_000_000))),
        ("quotes.md", format!("---\ntitle: x\n---\n{}", "> ".repeat(50_000))),
    ];
    let mut archive = Archive::new();
    for (name, content) in &files {
        archive = archive.file(name, content);
    }
    let started = Instant::now();
    let run = archive.run(&["index", "archive", "--no-model", "--format", "json"]);
    assert!(matches!(run.code, Some(0 | 4)), "{:?} {}", run.code, run.stderr);
    assert_eq!(run.json()["files"]["seen"], files.len());
    assert!(started.elapsed() < 10 * READING_MAX);
}

#[test]
fn the_fixtures_of_every_format_are_there() {
    for format in format::all() {
        let is_its_own = |(name, bytes): &(String, Vec<u8>)| {
            let input = morgue::source::Input::new(name, &bytes[..]);
            let detected = input.ok().and_then(|input| format::detect(&input.sample()).ok());
            detected.is_some_and(|detected| detected.name() == format.name())
        };
        assert!(
            all_fixtures().iter().any(is_its_own),
            "no fixture under {} is {}",
            Path::new("tests/fixtures").display(),
            format.name()
        );
    }
}
