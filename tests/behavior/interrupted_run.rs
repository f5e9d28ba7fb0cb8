//! Whatever moment a run ends at, the index opens and the next run completes it.

use std::path::PathBuf;
use std::process::Stdio;
use std::time::Duration;

use morgue_endurance::beside::beside;
use morgue_endurance::kill::kill;
use morgue_endurance::model::Size;
use morgue_endurance::session::Settings;

use crate::harness::{Archive, Run, wait_until};

fn settings() -> Settings {
    Settings { binary: PathBuf::from(env!("CARGO_BIN_EXE_morgue")), seed: 1, commit_every: Some(40) }
}

/// Killed at random moments, each file is as it was or as it is; a longer run of the same is `morgue-endurance kill`.
#[test]
fn killed_at_any_moment_the_index_is_whole_and_the_next_run_completes_it() {
    let size = Size { texts: 120, lines: 16, zips: 4, articles: 20 };
    let report = kill(&settings(), size, 25).unwrap();
    assert_eq!(report.findings(), 0, "{}", report.summary("kill"));
    assert_eq!(report.counted("runs to the end"), 5);
    assert!(report.counted("kills") >= 10, "{}", report.summary("kill"));
}

/// A longer run of the same is `morgue-endurance beside`.
#[test]
fn beside_a_writer_each_answer_is_of_one_generation() {
    let report = beside(&settings(), Duration::from_secs(5)).unwrap();
    assert_eq!(report.findings(), 0, "{}", report.summary("beside"));
    assert!(report.counted("answers") > 0 && report.counted("generations") > 1, "{}", report.summary("beside"));
}

#[cfg(unix)]
#[test]
fn interrupted_it_commits_what_is_whole_and_says_so() {
    let archive = Archive::new();
    let record =
        |number: u32| format!("{{\"title\":\"Notice {number}\",\"text\":\"{}\"}}\n", "tide tables ".repeat(40));
    archive.write("a.txt", "Harbour opens\n\nThe harbour opened.\n");
    archive.write("b.jsonl", (0..12_000).map(record).collect::<String>());
    let child = archive.command(&["index", "archive"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // On a busy machine the program takes its time to begin; before there is an index, nothing can be checked.
    let begun = archive.path("index").join("morgue.json");
    wait_until("the index begins", || begun.exists());
    let interrupted = std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(interrupted.success());
    let run = Run::new(&["index"], &child.wait_with_output().unwrap());
    archive.run(&["check"]).code(0);
    // Twelve thousand articles take far longer than the signal; a file that was not read to its end is not there at all.
    run.code(130).says("interrupted");
    archive.run(&["query", "tide", "--count"]).stdout("0\n");
    archive.run(&["index", "archive"]).code(0);
    assert_eq!(archive.run(&["query", "tide", "--count"]).stdout, "12000\n");
}

/// Files of one article, and in the middle one of many that is handed over in parts, while others are read beside it.
#[test]
fn commits_within_a_run_fall_between_files() {
    let archive = Archive::new();
    let record = |number: u32| {
        format!("{{\"id\":\"n{number}\",\"title\":\"Notice {number}\",\"text\":\"{}\"}}\n", "tide tables ".repeat(200))
    };
    archive.write("m.jsonl", (0..2000).map(record).collect::<String>());
    for number in 0..300 {
        archive.write(&format!("{}{number}.txt", ["a", "z"][number % 2]), format!("Harbour {number}\n\nIt opened.\n"));
    }
    let mut child = archive
        .command(&["index", "archive", "--threads", "3", "--commit-every", "10"])
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    // Whoever asks meanwhile sees a file whole or not at all.
    let mut answers = 0;
    while child.try_wait().unwrap().is_none() {
        let count = archive.run(&["query", "tide", "--count"]);
        assert!(["0\n", "2000\n", ""].contains(&count.stdout.as_str()), "{}", count.stdout);
        answers += 1;
        assert!(answers < 10_000, "the run does not end");
    }
    let generation = archive.run(&["status", "--format", "json"]).json()["generation"].as_u64().unwrap();
    assert!(generation > 2, "{generation}");
    archive.run(&["check"]).code(0);
    assert_eq!(archive.run(&["query", "--count"]).stdout, "2300\n");
    // What was committed within the run is as good as what was at its end.
    archive.run(&["index", "archive"]).code(0).prints("301 unchanged");
}

#[test]
fn two_runs_do_not_write_at_once() {
    let archive = Archive::new().file("a.txt", "Harbour opens\n\nThe harbour opened.\n").indexed();
    // A run that waits for its standard input holds the index as long as we please.
    let mut first = archive.command(&["index", "-"]).stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
    let lock = archive.path("index/lock");
    let holder = || std::fs::read_to_string(&lock).unwrap_or_default();
    wait_until("the first run holds the index", || holder() == first.id().to_string());
    archive
        .run(&["index", "archive"])
        .code(3)
        .says("is being written by another process")
        .says(&first.id().to_string());
    archive.run(&["query", "harbour"]).code(0);
    drop(first.stdin.take());
    first.wait().unwrap();
    archive.run(&["index", "archive"]).code(0);
    archive.run(&["check"]).code(0);
}

#[test]
fn a_damaged_or_foreign_index_is_refused_in_our_own_words() {
    let archive = Archive::new().file("a.txt", "Harbour opens\n\nThe harbour opened.\n").indexed();
    let header = archive.path("index/morgue.json");
    let current = std::fs::read(&header).unwrap();
    let mut foreign: serde_json::Value = serde_json::from_slice(&current).unwrap();
    foreign["format_version"] = 9900.into();
    foreign.as_object_mut().unwrap().remove("checksum");
    std::fs::write(&header, foreign.to_string()).unwrap();
    archive.run(&["query", "harbour"]).code(3).says("format 9900").says("--rebuild");
    archive.run(&["index", "--rebuild"]).code(0);
    assert_eq!(archive.ids(&["harbour"]), ["a.txt"]);
    std::fs::remove_file(archive.path("index/data-2/meta.json")).unwrap();
    archive.run(&["query", "harbour"]).code(3).says("is damaged");
}

#[test]
fn a_flipped_byte_is_found_and_the_way_to_mend_it_told() {
    let archive = Archive::new().file("a.txt", "Harbour opens\n\nThe harbour opened.\n").indexed();
    let store = std::fs::read_dir(archive.path("index/data-1")).unwrap().map(|entry| entry.unwrap().path());
    let store = store.into_iter().find(|path| path.extension().is_some_and(|extension| extension == "store")).unwrap();
    let mut bytes = std::fs::read(&store).unwrap();
    bytes[10] ^= 0x55;
    std::fs::write(&store, bytes).unwrap();
    let check = archive.run(&["check"]).code(3).says("`morgue check --repair` saves what is sound");
    assert!(check.stdout.contains("does not match its checksum"), "{}", check.stdout);
    archive.run(&["index", "--rebuild"]).code(0);
    archive.run(&["check"]).code(0);
}
