//! When articles came into the index, and the searches that a user asks again and again for what is new.

use chrono::{DateTime, Days, Utc};
use morgue::ingest::{Progress, Summary, UpdateOptions, update};
use serde_json::json;

use crate::harness::Archive;

/// Indexes the archive as if it were so many days ago.
fn index_days_ago(archive: &Archive, days: u64, rebuild: bool) -> Summary {
    let now: DateTime<Utc> = Utc::now() - Days::new(days);
    let options =
        UpdateOptions { paths: vec![archive.path("archive")], rebuild, ..UpdateOptions::new(now, now.date_naive()) };
    update(&archive.path("index"), &options, &Progress::default(), &mut |_| {}).unwrap()
}

fn article(title: &str) -> String {
    format!("Title: {title}\n\nThe harbour is {title}.\n")
}

/// An archive to which an article came ten days ago, three days ago and today each; the first was changed since.
fn grown() -> Archive {
    let archive = Archive::new().file("old.txt", article("old"));
    index_days_ago(&archive, 10, false);
    archive.write("young.txt", article("young"));
    index_days_ago(&archive, 3, false);
    archive.write("new.txt", article("new"));
    archive.write("old.txt", article("changed"));
    index_days_ago(&archive, 0, false);
    archive
}

fn added(archive: &Archive, since: &str) -> Vec<String> {
    let mut ids = archive.ids(&["harbour", "--added", since]);
    ids.sort();
    ids
}

#[test]
fn articles_are_found_by_the_day_on_which_they_came_in() {
    let archive = grown();
    assert_eq!(added(&archive, "1d"), ["new.txt"]);
    assert_eq!(added(&archive, "today"), ["new.txt"]);
    assert_eq!(added(&archive, "4d"), ["new.txt", "young.txt"]);
    assert_eq!(added(&archive, "3d"), ["new.txt"]);
    assert_eq!(added(&archive, "2w"), ["new.txt", "old.txt", "young.txt"]);
    let day = (Utc::now() - Days::new(3)).date_naive().to_string();
    assert_eq!(added(&archive, &day), ["new.txt", "young.txt"]);
    assert_eq!(archive.ids(&["--added", "1d", "--added", "4d"]).len(), 2, "the same filter twice means either");
    assert_eq!(archive.ids(&["old OR changed", "--added", "4d"]), Vec::<String>::new());
    assert_eq!(archive.query(&["--added", "1d"])["filters"], json!({"added": ["1d"]}));
    archive.run(&["query", "--added", "soon"]).code(2).says("--added: `soon` is no date; it takes a span such as `1d`");
    archive.run(&["query", "--added", "0d"]).code(2).says("--added: `0d` is no span of time");
}

#[test]
fn a_rebuild_keeps_the_days() {
    let archive = grown();
    let summary = index_days_ago(&archive, 0, true);
    assert_eq!(summary.warnings, []);
    assert_eq!(added(&archive, "1d"), ["new.txt"]);
    assert_eq!(added(&archive, "4d"), ["new.txt", "young.txt"]);
}

#[test]
fn records_of_a_file_that_grows_keep_their_days_and_moved_files_are_new() {
    let record = |id: &str| json!({"id": id, "title": id, "body": format!("The harbour of {id}.")}).to_string();
    let archive = Archive::new().file("wire.jsonl", record("one")).file("moves.txt", article("moves"));
    index_days_ago(&archive, 5, false);
    archive.write("wire.jsonl", format!("{}\n{}", record("two"), record("one")));
    archive.rename("moves.txt", "moved/there.txt");
    index_days_ago(&archive, 0, false);
    assert_eq!(added(&archive, "1d"), ["moved/there.txt", "wire.jsonl#two"]);
    assert_eq!(added(&archive, "6d"), ["moved/there.txt", "wire.jsonl#one", "wire.jsonl#two"]);
}

#[test]
fn a_rebuild_of_what_cannot_be_read_says_that_days_are_lost() {
    let archive = grown();
    let data = archive.path("index/data-1");
    for file in std::fs::read_dir(&data).unwrap().flatten().map(|file| file.path()) {
        if file.extension().is_some_and(|extension| extension == "fast") {
            std::fs::write(&file, b"damaged").unwrap();
        }
    }
    let summary = index_days_ago(&archive, 0, true);
    let messages: Vec<String> = summary.warnings.iter().map(ToString::to_string).collect();
    assert_eq!(messages, ["the index before could not tell when articles came in: they count as added today"]);
    assert_eq!(added(&archive, "1d").len(), 3);
}

fn run_new(archive: &Archive, code: i32) -> Vec<String> {
    let run = archive.run(&["run", "ships", "--new", "--format", "tsv", "--fields", "id"]).code(code);
    run.stdout.lines().skip(1).map(str::to_owned).collect()
}

#[test]
fn a_saved_search_prints_what_came_since_last_time() {
    let archive = Archive::new().file("a.txt", article("ship")).indexed();
    archive.run(&["save", "ships", "ship*", "--undated"]).code(0).says("saved; `morgue run ships` asks it");
    assert_eq!(run_new(&archive, 1), Vec::<String>::new(), "what was there when it was saved is not new");
    archive.write("b.txt", article("shipping"));
    archive.write("c.txt", article("closed"));
    archive.run(&["index"]).code(0);
    assert_eq!(run_new(&archive, 0), ["b.txt"]);
    assert_eq!(run_new(&archive, 1), Vec::<String>::new(), "and once it was printed, it is no more");
    archive.write("b.txt", article("shipping again"));
    archive.run(&["index"]).code(0);
    assert_eq!(run_new(&archive, 1), Vec::<String>::new(), "a change does not make an article new");
    archive.write("d.txt", article("shipyard"));
    archive.run(&["index", "--rebuild"]).code(0);
    assert_eq!(run_new(&archive, 0), ["d.txt"], "a rebuild makes nothing new but what is");
    let all = archive.run(&["run", "ships", "--count"]).code(0);
    assert_eq!(all.stdout, "3\n");
}

#[test]
fn more_than_a_page_is_new_and_none_is_left_out() {
    let archive = Archive::new().file("a.txt", article("ship")).indexed();
    archive.run(&["save", "ships", "ship"]).code(0);
    for number in 0..30 {
        archive.write(&format!("{number}.txt"), article("ship"));
    }
    // Commits within the run, as many as files, do not hide any.
    archive.run(&["index", "--commit-every", "1"]).code(0);
    assert_eq!(run_new(&archive, 0).len(), 30);
}

#[test]
fn an_index_has_marks_of_its_own_and_one_that_was_begun_anew_is_new() {
    let archive = Archive::new();
    archive.run(&["save", "ships", "ship"]).code(0);
    archive.write("a.txt", article("ship"));
    archive.run(&["index", "archive"]).code(0);
    archive.run(&["--index", "other", "index", "archive"]).code(0);
    assert_eq!(run_new(&archive, 0), ["a.txt"]);
    archive.run(&["--index", "other", "run", "ships", "--new"]).code(0);
    for number in 0..3 {
        archive.write("a.txt", article(&format!("ship {number}")));
        archive.run(&["index"]).code(0);
    }
    assert_eq!(run_new(&archive, 1), Vec::<String>::new());
    std::fs::remove_dir_all(archive.path("index")).unwrap();
    archive.run(&["index", "archive"]).code(0);
    archive.run(&["run", "ships", "--new"]).code(0).says("the index was begun anew").prints("a.txt");
}

#[test]
fn searches_are_listed_replaced_and_removed() {
    let archive = Archive::new().file("a.txt", article("ship")).indexed();
    archive.run(&["saved"]).code(1).stdout("");
    archive.run(&["run", "ships"]).code(2).says("there is no saved search `ships`; none is saved");
    archive
        .run(&["save", "my ships", "it's OR ship", "--person", "Anna Petrova", "--last", "90d", "--undated", "--any"])
        .code(0);
    archive.run(&["save", "all"]).code(0);
    archive
        .run(&["saved"])
        .code(0)
        .stdout("my ships\t'it'\\''s OR ship' --any --person 'Anna Petrova' --last 90d --undated\nall\t\n");
    archive.run(&["save", "all", "ship"]).code(2).says("`all` is saved already; --replace puts this in its place");
    archive.run(&["save", "all", "ship", "--replace"]).code(0);
    archive.run(&["run", "all"]).code(0).prints("a.txt");
    archive.run(&["save", "bad", "\"open"]).code(2).says("a quotation mark is opened and not closed");
    archive.run(&["save", "bad", "--from", "soon"]).code(2).says("--from");
    archive
        .run(&["saved", "--remove", "bad"])
        .code(2)
        .says("there is no saved search `bad`; there are `my ships`, `all`");
    archive.run(&["saved", "--remove", "my ships"]).code(0);
    let list = archive.run(&["saved", "--format", "json"]).code(0).json();
    let index = archive.path("index").canonicalize().unwrap().display().to_string();
    assert_eq!(
        list,
        json!({"schema_version": 1, "searches": [
            {"name": "all", "query": "ship", "any": false, "exact_name": false, "filters": {}, "seen": {index: 1}}
        ]})
    );
}

#[test]
fn a_file_that_a_user_has_broken_is_named_with_the_line() {
    let archive = Archive::new().file("a.txt", article("ship")).indexed();
    archive.run(&["save", "ships", "ship"]).code(0);
    let path = archive.path("state/morgue/saved.toml");
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, text.replace("any = false", "anny = false")).unwrap();
    archive.run(&["run", "ships"]).code(2).says("saved.toml`: line 4: unknown field `anny`");
}
