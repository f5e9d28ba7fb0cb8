//! Bugs that were there once, each with its story.

use crate::harness::{Archive, Run};

/// The marks of stems and of the ends of sentences are terms of one character more: `as~` found every article with a
/// full stop, and `sanction~` every form of the word.
#[test]
fn near_words_are_words() {
    let archive = Archive::new()
        .file("a.txt", "Harbour\n\nThe harbour opened. Then it closed. The sanctions stayed.\n")
        .file("b.txt", "Harbour\n\nIt is as it was.\n")
        .indexed();
    assert_eq!(archive.ids(&["as~"]), ["b.txt"]);
    assert_eq!(archive.ids(&["sx~"]), [""; 0]);
    assert_eq!(archive.ids(&["sanctiond~"]), ["a.txt"]);
    assert_eq!(archive.ids(&["sanctio~"]), [""; 0]);
}

/// Tables of earnings have words of letters, none of them a function word, and were taken for French.
#[test]
fn a_table_is_in_no_language() {
    let table =
        "Shr 13 cts vs 12 cts\nNet 1,612,000 vs 1,571,000\nRevs 28.8 mln vs 25.0 mln\nAvg shrs 12.8 mln vs 13.3 mln\n";
    let archive = Archive::new().file("a.txt", format!("date 1987-03-26\nEMULEX CORP 1ST QTR NET\n{table}")).indexed();
    assert_eq!(archive.show("a.txt")["language"], serde_json::Value::Null);
    assert_eq!(archive.show("a.txt")["title"], "EMULEX CORP 1ST QTR NET");
    assert_eq!(archive.ids(&["revs"]), ["a.txt"]);
}

/// A form feed between the values of an array is a blank to one half of the reader and none to the other, which went
/// round and round at it. Broken copies of fixtures found it.
#[test]
fn a_form_feed_between_values_is_passed() {
    let archive = Archive::new()
        .file("a.json", "[{\"title\":\"One\",\"text\":\"x\"}\u{c},\u{c}{\"title\":\"Two\",\"text\":\"x\"}]\n")
        .file("b.json", "\u{c}{\"title\":\"Three\",\"text\":\"x\"}\u{c}");
    archive.run(&["index", "archive"]);
    assert_eq!(archive.ids(&["title:one OR title:two", "--sort", "oldest"]).len(), 2);
}

/// `0` stood for no line, and was taken for a line that has an id already: the record was called `#0@1`.
#[test]
fn a_record_with_the_id_0_is_called_0() {
    let archive =
        Archive::new().file("d.jsonl", "{\"id\":\"0\",\"title\":\"One\",\"text\":\"Tide tables.\"}\n").indexed();
    assert_eq!(archive.ids(&[]), ["d.jsonl#0"]);
}

/// The message of an error held that of its cause, and both were printed.
#[test]
fn a_cause_is_said_once() {
    let archive = Archive::new().file("a.txt", "Harbour opens\n\nThe harbour opened.\n");
    let run = archive.run(&["index", "archive", "--rejects", "missing/rejects.jsonl"]).code(2);
    assert_eq!(run.stderr.matches("No such file").count(), 1, "{}", run.stderr);
}

/// Standard input went to a file whose name could be foreseen, through whatever link lay there.
#[cfg(unix)]
#[test]
fn standard_input_is_kept_in_a_file_that_nobody_foresees() {
    let archive = Archive::new().file("victim.txt", "Untouched");
    std::fs::create_dir(archive.path("temporary")).unwrap();
    let script = "ln -s \"$PWD/archive/victim.txt\" \"$TMPDIR/morgue-$$.input\"; exec \"$0\" index -";
    let mut command = std::process::Command::new("sh");
    command.args(["-c", script, env!("CARGO_BIN_EXE_morgue")]).current_dir(archive.path("."));
    command.env("TMPDIR", archive.path("temporary")).stdin(std::process::Stdio::piped());
    let mut child = command.stdout(std::process::Stdio::null()).spawn().unwrap();
    std::io::Write::write_all(&mut child.stdin.take().unwrap(), b"Harbour opens\n\nThe harbour opened.\n").unwrap();
    assert!(child.wait().unwrap().success());
    assert_eq!(std::fs::read_to_string(archive.path("archive/victim.txt")).unwrap(), "Untouched");
    // The link is all that is left there.
    assert_eq!(std::fs::read_dir(archive.path("temporary")).unwrap().count(), 1);
    assert_eq!(archive.ids(&["harbour"]).len(), 1);
}

/// Where the disk was full, the engine's threads were gone and only that was said: \"An index writer was killed\". A limit to
/// the size of files stands for the full disk.
#[cfg(unix)]
#[test]
fn a_disk_that_takes_no_more_is_named_as_the_cause() {
    let archive = Archive::new();
    let words = |number: u64| -> Vec<String> {
        (0..60).map(|word| format!("w{:x}", (number * 60 + word) * 2_654_435_761)).collect()
    };
    let record = |number| format!("{{\"title\":\"Notice {number}\",\"text\":\"{}\"}}\n", words(number).join(" "));
    for file in 0..20 {
        archive.write(&format!("{file}.jsonl"), (file * 300..(file + 1) * 300).map(record).collect::<String>());
    }
    let script = "trap '' XFSZ; ulimit -f 100; exec \"$0\" index archive --commit-every 300";
    let mut command = std::process::Command::new("sh");
    command.args(["-c", script, env!("CARGO_BIN_EXE_morgue")]).current_dir(archive.path("."));
    let run = Run::new(&["index"], &command.output().unwrap()).code(3).says("File too large").says("index/data-1");
    assert!(!run.stderr.contains("killed"), "{}", run.stderr);
}

/// The data of a rebuild that was killed stayed until the next rebuild.
#[test]
fn what_a_killed_rebuild_left_goes_with_the_next_run() {
    let archive = Archive::new().file("a.txt", "Harbour opens\n\nThe harbour opened.\n").indexed();
    std::fs::create_dir(archive.path("index/data-2")).unwrap();
    std::fs::write(archive.path("index/data-2/0.store"), "half an index").unwrap();
    archive.run(&["index"]).code(0);
    assert!(!archive.path("index/data-2").exists() && archive.path("index/data-1").exists());
}

/// A query beside the first run found nothing, as if there was nothing to find.
#[test]
fn a_query_while_the_first_run_is_under_way_says_so() {
    let archive = Archive::new().file("a.txt", "Harbour opens\n\nThe harbour opened.\n");
    archive.run(&["query", "harbour"]).code(3).says("holds no index");
    let mut first = archive
        .command(&["index", "archive", "-"])
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::null())
        .spawn()
        .unwrap();
    let lock = archive.path("index/lock");
    for _ in 0..2000 {
        if std::fs::read_to_string(&lock).unwrap_or_default() == first.id().to_string() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    for command in [&["query", "harbour"][..], &["stats"], &["check"]] {
        archive.run(command).code(3).says("is under way").says(&format!("process {}", first.id()));
    }
    std::io::Write::write_all(&mut first.stdin.take().unwrap(), b"Ferry sails\n\nThe ferry sailed.\n").unwrap();
    assert!(first.wait().unwrap().success());
    assert_eq!(archive.ids(&["harbour"]), ["a.txt"]);
    // One that was given up before it had committed anything has made no index.
    let other = Archive::new();
    other.run(&["index", "missing"]).code(2);
    other.run(&["query", "harbour"]).code(3).says("holds no index");
}

/// Names that a file states as those of persons went through rules for lines: `Von` was cut as a German `By`, and whose
/// surname is Staff or Network passed for a desk or a firm. Two names in a string of Spanish stayed one.
#[test]
fn a_stated_person_is_a_person_and_a_line_is_a_line() {
    let record = |author: &str| format!(r#"{{"title": "Rain", "text": "It rained.", "author": {author}}}"#);
    let persons =
        ["Von Miller", "Anna Staff", "Nils Network"].map(|name| format!(r#"{{"@type": "Person", "name": "{name}"}}"#));
    let persons = format!("[{}]", persons.join(","));
    let page = format!(
        r#"<title>Rain</title><script type="application/ld+json">{{"@type": "NewsArticle", "headline": "Rain",
        "author": {persons}}}</script><h1>Rain</h1><p>It rained all day, and the river rose by a metre.</p>"#
    );
    let archive = Archive::new()
        .file("string.json", record(r#""Von Miller""#))
        .file("line.json", record(r#""Juan Pérez y Ana Gómez""#))
        .file("persons.json", record(&persons))
        .file("page.html", page)
        .indexed();
    let authors = |id: &str| archive.show(id)["authors"].clone();
    assert_eq!(authors("string.json"), serde_json::json!(["Von Miller"]));
    assert_eq!(authors("line.json"), serde_json::json!(["Juan Pérez", "Ana Gómez"]));
    assert_eq!(authors("persons.json"), serde_json::json!(["Von Miller", "Anna Staff", "Nils Network"]));
    assert_eq!(authors("page.html"), serde_json::json!(["Von Miller", "Anna Staff", "Nils Network"]));
}
