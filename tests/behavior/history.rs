//! The same articles give the same answers, whatever was in the index before.

use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use serde_json::json;

use crate::harness::{Archive, search};

/// How many files there may be.
const FILES: usize = 24;

/// Words of which English and French make different stems.
const WORDS: &[&str] = &[
    "portes",
    "port",
    "ports",
    "portion",
    "national",
    "nationale",
    "nations",
    "important",
    "importance",
    "politics",
    "politique",
    "policy",
    "Harbour",
    "harbours",
];

const LANGUAGES: &[&str] = &["en", "fr", "de"];

const PEOPLE: &[&str] = &["Anna Petrova", "Ana Petrova", "Petrova", "Karl Lindqvist", "Carl Lindqvist"];

/// Which version of each file is there; `None` where the file is not.
type Files = [Option<usize>; FILES];

/// What a version of a file says: other words, as many as differ, in another language.
fn content(file: usize, version: usize) -> String {
    let chosen = |seed: usize| WORDS[(seed * 7 + file * 3 + version * 5) % WORDS.len()];
    let length = 3 + (file * 11 + version * 17) % 40;
    let body: Vec<&str> = (0..length).map(|place| chosen(place * (1 + version) + place * place / 5)).collect();
    let title: Vec<&str> = (0..=(file + version) % 3).map(chosen).collect();
    json!({
        "title": title.join(" "),
        "body": body.join(" "),
        "language": LANGUAGES[(file + version) % LANGUAGES.len()],
        "date": format!("2001-01-{:02}", 1 + (file + version) % 4),
        "people": [PEOPLE[(file + version) % PEOPLE.len()]],
    })
    .to_string()
}

/// Puts the files there and brings the index up to date.
fn update(archive: &Archive, files: &Files, threads: &str) {
    for (file, version) in files.iter().enumerate() {
        let name = format!("{file}.json");
        match version {
            Some(version) => archive.write(&name, content(file, *version)),
            None if archive.path("archive").join(&name).exists() => archive.remove(&name),
            None => {}
        }
    }
    archive.run(&["index", "archive", "--no-model", "--threads", threads]).code(0);
}

fn queries() -> Vec<String> {
    let mut queries: Vec<String> = WORDS.iter().map(|word| (*word).to_owned()).collect();
    queries.extend(WORDS.windows(4).map(|words| words.join(" OR ")));
    queries.extend(WORDS.windows(3).map(|words| words.join(" ")));
    queries.extend(WORDS.windows(9).map(|words| format!("{} {} {} {}", words[0], words[3], words[5], words[8])));
    queries.extend(WORDS.windows(2).map(|words| format!("\"{}\" OR {}~ OR title:por*", words.join(" "), words[0])));
    queries.extend(PEOPLE.iter().map(|name| format!("person:\"{name}\" OR lang:fr")));
    queries.push("port (national OR nations) (policy OR politics OR politique) harbour -lang:de".to_owned());
    queries
}

/// What an index answers, to the last bit.
fn answers(archive: &Archive) -> Vec<String> {
    let opened = morgue::index::OpenIndex::open(&archive.path("index")).unwrap();
    let mut answers = Vec::new();
    for query in queries() {
        for hit in search(&opened, &query).unwrap() {
            let score = hit.score.map(f32::to_bits);
            answers.push(format!("{query}: {} {score:?} {:?} {:?}", hit.record.id, hit.snippets, hit.surname_only));
        }
    }
    answers
}

fn check(history: &[Files]) {
    let (grown, fresh) = (Archive::new(), Archive::new());
    for archive in [&grown, &fresh] {
        archive.write("always.json", content(FILES, 0));
    }
    for (run, files) in history.iter().enumerate() {
        update(&grown, files, if run % 2 == 0 { "1" } else { "3" });
    }
    update(&fresh, history.last().unwrap(), "1");
    let (grown, fresh) = (answers(&grown), answers(&fresh));
    assert!(!fresh.is_empty());
    for (grown, fresh) in grown.iter().zip(&fresh) {
        assert_eq!(grown, fresh);
    }
    assert_eq!(grown.len(), fresh.len());
}

#[test]
fn a_language_that_is_gone_widens_no_word() {
    let mut english: Files = [None; FILES];
    for file in (0..FILES).filter(|file| file % LANGUAGES.len() != 1) {
        english[file] = Some(LANGUAGES.len() - file % LANGUAGES.len());
    }
    let mut both = english;
    both[1] = Some(0);
    check(&[both, english]);
}

/// A word that is rare in one part of the index is common in another, so that an engine looks for the words in another order.
#[test]
fn sums_of_scores_do_not_depend_on_the_run_that_articles_came_in() {
    let words = ["tide", "ferry", "storm", "mayor"];
    let text = |number: usize| {
        let has = |place: usize| {
            let place = if number < 12 { place } else { 3 - place };
            number % 12 < [12, 11, 9, 6][place]
        };
        let repeated = |place: usize| vec![words[place]; 1 + (number * 5 + place * 3) % 7].join(" ");
        let body: Vec<String> = (0..words.len()).filter(|place| has(*place)).map(repeated).collect();
        json!({"title": "Report", "body": format!("{} {}", body.join(" "), "again ".repeat(number)), "language": "en"})
            .to_string()
    };
    let (grown, fresh) = (Archive::new(), Archive::new());
    for number in 0..24 {
        fresh.write(&format!("{number:02}.json"), text(number));
    }
    fresh.run(&["index", "archive", "--no-model"]).code(0);
    for numbers in [0..12, 12..24] {
        numbers.for_each(|number| grown.write(&format!("{number:02}.json"), text(number)));
        grown.run(&["index", "archive", "--no-model"]).code(0);
    }
    let scores = |archive: &Archive| -> Vec<(String, Option<u32>)> {
        let opened = morgue::index::OpenIndex::open(&archive.path("index")).unwrap();
        let hits = search(&opened, "tide ferry storm mayor").unwrap();
        hits.into_iter().map(|hit| (hit.record.id, hit.score.map(f32::to_bits))).collect()
    };
    assert!(scores(&fresh).len() > 1);
    assert_eq!(scores(&grown), scores(&fresh));
}

#[test]
fn answers_are_the_same_whatever_the_history() {
    let version = || prop::option::weighted(0.8, 0..4_usize);
    // Few changes a run: where many articles are gone, what is left is written anew.
    let changes = prop::collection::vec((0..FILES, version()), 1..4);
    let histories =
        (prop::collection::vec(version(), FILES), prop::collection::vec(changes, 1..5)).prop_map(|(first, runs)| {
            let mut history = vec![Files::try_from(first).unwrap()];
            for changes in runs {
                let mut files = history[history.len() - 1];
                for (file, version) in changes {
                    files[file] = version;
                }
                history.push(files);
            }
            history
        });
    let mut runner = TestRunner::new(ProptestConfig {
        cases: 8,
        max_shrink_iters: 20,
        failure_persistence: None,
        ..ProptestConfig::default()
    });
    runner
        .run(&histories, |history| {
            check(&history);
            Ok(())
        })
        .unwrap();
}
