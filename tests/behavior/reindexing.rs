//! An index follows its folders: what is new, changed, moved or gone is reported and searchable, and nothing is lost
//! because a folder is not there.

use std::fs;
use std::time::{Duration, UNIX_EPOCH};

use serde_json::{Value, json};

use crate::harness::Archive;

fn three_articles() -> Archive {
    Archive::new()
        .file("a.txt", "date 2001-01-01\nHarbour opens\nThe harbour opened on Monday.\n")
        .file("b.txt", "date 2001-01-02\nBridge closes\nThe bridge closed on Tuesday.\n")
        .file("c.txt", "date 2001-01-03\nTram returns\nThe tram returned on Wednesday.\n")
}

#[track_caller]
fn files(summary: &Value, expected: &Value) {
    assert_eq!(&summary["files"], expected, "{summary}");
}

#[test]
fn exactly_what_changed_is_reported_and_searchable() {
    let archive = three_articles().file("d.txt", "Ferry sails\n\nThe ferry sailed on Thursday.\n").indexed();
    archive.write("a.txt", "date 2001-01-01\nHarbour opens\nThe harbour opened on a Sunday.\n");
    archive.remove("b.txt");
    archive.rename("c.txt", "moved/c.txt");
    archive.write("e.txt", "Airport grows\n\nThe airport grew on Friday.\n");
    let summary = archive.index();
    files(
        &summary,
        &json!({"seen": 4, "added": 1, "updated": 1, "unchanged": 1, "moved": 1, "removed": 1, "rejected": 0}),
    );
    assert_eq!(summary["articles"], json!({"added": 1, "updated": 2, "removed": 1, "total": 4}));
    assert_eq!(archive.ids(&["sunday"]), ["a.txt"]);
    assert_eq!(archive.ids(&["bridge"]), [""; 0]);
    assert_eq!(archive.ids(&["tram"]), ["moved/c.txt"]);
    assert_eq!(archive.ids(&["airport"]), ["e.txt"]);
    archive.run(&["check"]).code(0);
}

#[test]
fn a_second_run_finds_nothing_to_do() {
    let archive = three_articles().indexed();
    let expected =
        json!({"seen": 3, "added": 0, "updated": 0, "unchanged": 3, "moved": 0, "removed": 0, "rejected": 0});
    files(&archive.index(), &expected);
    files(&archive.index(), &expected);
}

#[test]
fn a_file_that_changes_within_its_size_and_second_is_read_again() {
    // The clock of a file system that keeps whole seconds, set by hand: before and after the change the time is the same.
    let second =
        |file: &std::path::Path| fs::metadata(file).unwrap().modified().unwrap().duration_since(UNIX_EPOCH).unwrap();
    let archive = three_articles();
    let path = archive.path("archive/a.txt");
    let time = UNIX_EPOCH + Duration::from_secs(second(&path).as_secs());
    let set_time = || fs::File::options().write(true).open(&path).unwrap().set_modified(time).unwrap();
    set_time();
    let archive = archive.indexed();
    archive.write("a.txt", "date 2001-01-01\nHarbour opens\nThe harbour opened on Friday.\n");
    set_time();
    let summary = archive.index();
    assert_eq!(summary["files"]["updated"], 1, "{summary}");
    assert_eq!(archive.ids(&["friday"]), ["a.txt"]);
}

#[test]
fn a_file_put_in_place_with_its_old_time_is_found_by_its_content() {
    let archive = Archive::new().file("a.txt", "Harbour opens\n\nThe harbour opened.\n");
    let written = fs::metadata(archive.path("archive/a.txt")).unwrap().modified().unwrap();
    let hour_ago = written - Duration::from_hours(1);
    let set_back = || {
        let file = fs::File::options().write(true).open(archive.path("archive/a.txt")).unwrap();
        file.set_modified(hour_ago).unwrap();
    };
    let changes = |arguments: &[&str]| {
        let summary = archive.run(&[&["index", "archive", "--format", "json"], arguments].concat()).json();
        (summary["files"]["unchanged"].as_u64(), summary["files"]["updated"].as_u64())
    };
    set_back();
    archive.index();
    archive.write("a.txt", "Station opens\n\nThe station opened.\n");
    set_back();
    assert_eq!(changes(&[]), (Some(1), Some(0)));
    assert_eq!(archive.ids(&["station"]), [""; 0]);
    assert_eq!(changes(&["--check-content"]), (Some(0), Some(1)));
    assert_eq!(archive.ids(&["station"]), ["a.txt"]);
    assert_eq!(changes(&["--check-content"]), (Some(1), Some(0)));
}

#[test]
fn a_rejected_file_is_remembered_and_listed_again() {
    let archive = three_articles().file("picture.png", b"\x89PNG\r\n\x1a\n\0\0");
    for _ in 0..2 {
        let run = archive.run(&["index", "archive", "--format", "json"]).code(4);
        let summary = run.json();
        assert_eq!(summary["files"]["rejected"], 1);
        let reject = &summary["rejects"][0];
        assert_eq!(reject["path"], "archive/picture.png");
        assert_eq!(reject["reason"], "a PNG image, which this version does not read");
        assert_eq!(reject["line"], Value::Null);
    }
}

#[test]
fn a_missing_folder_loses_nothing() {
    let archive = three_articles().indexed();
    fs::rename(archive.path("archive"), archive.path("away")).unwrap();
    let run = archive.run(&["index", "--format", "json"]).code(4);
    let summary = run.json();
    assert_eq!(summary["articles"]["total"], 3);
    assert!(summary["warnings"][0]["message"].as_str().unwrap().contains("its articles are kept"), "{summary}");
    assert_eq!(archive.ids(&["harbour"]), ["a.txt"]);
    fs::rename(archive.path("away"), archive.path("archive")).unwrap();
    let summary = archive.index();
    assert_eq!(summary["files"]["unchanged"], 3, "{summary}");
}

#[test]
fn a_folder_that_is_found_empty_loses_nothing_until_it_is_asked_for() {
    let archive = three_articles().indexed();
    fs::rename(archive.path("archive"), archive.path("away")).unwrap();
    fs::create_dir(archive.path("archive")).unwrap();
    archive.run(&["index"]).code(4).says("is empty, though it held articles");
    assert_eq!(archive.ids(&[]).len(), 3);
    archive.run(&["index", "--prune"]).code(0);
    assert_eq!(archive.ids(&[]).len(), 0);
}

#[test]
fn without_pruning_what_is_gone_stays() {
    let archive = three_articles().indexed();
    archive.remove("a.txt");
    archive.run(&["index", "archive", "--no-prune"]).code(0);
    assert_eq!(archive.ids(&["harbour"]), ["a.txt"]);
    archive.run(&["index", "archive"]).code(0);
    assert_eq!(archive.ids(&["harbour"]), [""; 0]);
}

#[test]
fn a_dry_run_writes_nothing() {
    let archive = three_articles();
    let summary = archive.run(&["index", "archive", "--dry-run", "--format", "json"]).code(0).json();
    assert_eq!(summary["files"]["added"], 3);
    assert!(!archive.path("index").exists());
}

#[test]
fn later_roots_carry_their_name_and_paths_within_a_root_belong_to_it() {
    let archive = three_articles().indexed();
    fs::create_dir(archive.path("other")).unwrap();
    fs::write(archive.path("other/x.txt"), "Canal freezes\n\nThe canal froze.\n").unwrap();
    archive.run(&["index", "other"]).code(0);
    assert_eq!(archive.ids(&["canal"]), ["other/x.txt"]);
    archive.write("sub/y.txt", "Mill burns\n\nThe mill burned.\n");
    archive.run(&["index", "archive/sub"]).code(0);
    assert_eq!(archive.ids(&["mill"]), ["sub/y.txt"]);
    archive.run(&["index", "nowhere"]).code(2).says("no such file or folder");
}

#[test]
fn a_file_given_alone_leaves_its_neighbours_alone() {
    let archive = three_articles();
    archive.run(&["index", "archive/a.txt"]).code(0);
    assert_eq!(archive.ids(&[]), ["a.txt"]);
    archive.run(&["index"]).code(0);
    assert_eq!(archive.ids(&[]), ["a.txt"]);
    archive.run(&["index", "archive"]).code(0);
    assert_eq!(archive.ids(&["--sort", "oldest"]), ["a.txt", "b.txt", "c.txt"]);
}

#[test]
fn a_corpus_is_answered_from_alone() {
    let archive = three_articles().indexed();
    fs::create_dir(archive.path("other")).unwrap();
    fs::write(archive.path("other/x.txt"), "Harbour freezes\n\nThe harbour froze.\n").unwrap();
    archive.run(&["query", "--corpus", "other", "harbour", "--count"]).code(0).stdout("1\n");
    archive.run(&["query", "harbour", "--count"]).code(0).stdout("2\n");
}

#[test]
fn a_rebuild_gives_the_same_articles_and_keeps_the_old_index_while_a_folder_is_missing() {
    let archive = three_articles().indexed();
    archive.run(&["index", "--rebuild"]).code(0);
    assert_eq!(archive.ids(&["--sort", "oldest"]), ["a.txt", "b.txt", "c.txt"]);
    fs::rename(archive.path("archive"), archive.path("away")).unwrap();
    archive.run(&["index", "--rebuild"]).code(2).says("a rebuild would lose its articles");
    fs::create_dir(archive.path("archive")).unwrap();
    archive.run(&["index", "--rebuild"]).code(2).says("a rebuild would lose its articles");
    assert_eq!(archive.ids(&[]).len(), 3);
    archive.run(&["index", "--rebuild", "--prune"]).code(0);
    assert_eq!(archive.ids(&[]).len(), 0);
}

#[test]
fn standard_input_is_an_article_of_its_own() {
    use std::io::Write;
    let archive = three_articles().indexed();
    for _ in 0..2 {
        let mut command = archive.command(&["index", "-"]);
        let mut child =
            command.stdin(std::process::Stdio::piped()).stdout(std::process::Stdio::null()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(b"Lighthouse dark\n\nThe lighthouse went dark.\n").unwrap();
        assert!(child.wait().unwrap().success());
    }
    assert!(archive.ids(&["lighthouse"])[0].starts_with("stdin-"));
    archive.run(&["index"]).code(0);
    assert_eq!(archive.ids(&["lighthouse"]).len(), 1);
}

#[test]
fn status_tells_what_the_next_run_would_do() {
    let archive = three_articles().indexed();
    archive.write("new.txt", "Kite flies\n\nThe kite flew.\n");
    archive.remove("b.txt");
    archive.write("c.txt", "date 2001-01-03\nTram returns\nThe tram returned at last, on Wednesday.\n");
    let status = archive.run(&["status", "--format", "json"]).code(0).json();
    let paths = |key: &str| -> Vec<String> {
        status[key].as_array().unwrap().iter().map(|change| change["path"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(paths("new"), ["archive/new.txt"]);
    assert_eq!(paths("changed"), ["archive/c.txt"]);
    assert_eq!(paths("removed"), ["archive/b.txt"]);
    assert_eq!(status["unchanged"], 1);
}

#[test]
fn a_folder_of_other_things_is_not_made_an_index() {
    let archive = three_articles();
    archive.run(&["--index", "archive", "index", "archive"]).code(3).says("holds no index");
    archive.run(&["query", "x"]).code(3).says("`morgue index` makes one");
}
