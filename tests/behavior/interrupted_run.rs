//! Whatever moment a run ends at, the index opens and the next run completes it.

use std::process::Stdio;
use std::time::Duration;

use crate::harness::{Archive, Run};

/// So many articles that a run takes long enough to be cut off in its middle.
fn large_archive() -> Archive {
    let archive = Archive::new();
    for number in 0..1500 {
        let body = format!(
            "Notice {number} of the harbour office. {}",
            "The tide tables for the week are posted. ".repeat(30)
        );
        archive.write(
            &format!("{:02}/{number}.txt", number % 20),
            format!("date 1987-03-{:02}\nNotice {number}\n{body}\n", 1 + number % 28),
        );
    }
    archive
}

#[test]
fn killed_at_any_moment_the_index_opens_and_the_next_run_completes_it() {
    let archive = large_archive();
    for round in 0..25_u64 {
        let mut child = archive
            .command(&["index", "archive", "--threads", "2"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(5 + round * 17 % 240));
        child.kill().unwrap();
        child.wait().unwrap();
        let check = archive.run(&["check"]);
        // Killed before there was an index, there is none; else all of it is whole.
        assert!(check.code == Some(0) || check.stderr.contains("holds no index"), "{}{}", check.stdout, check.stderr);
        if round % 5 == 4 {
            archive.run(&["index", "archive"]).code(0);
            archive.run(&["check"]).code(0);
            assert_eq!(archive.run(&["query", "--count"]).stdout, "1500\n");
            std::fs::remove_dir_all(archive.path("index")).unwrap();
        }
    }
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
    while !begun.exists() {
        std::thread::sleep(Duration::from_millis(5));
    }
    std::thread::sleep(Duration::from_millis(50));
    let interrupted = std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(interrupted.success());
    let run = Run::new(&["index"], &child.wait_with_output().unwrap());
    archive.run(&["check"]).code(0);
    if run.code == Some(130) {
        // A file that was not read to its end is not there at all.
        assert!(run.stderr.contains("interrupted"), "{}", run.stderr);
        let count = archive.run(&["query", "tide", "--count"]).stdout;
        assert!(count == "0\n" || count == "12000\n", "{count}");
    }
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
    while std::fs::read_to_string(&lock).unwrap_or_default() != first.id().to_string() {
        std::thread::sleep(Duration::from_millis(5));
    }
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
