//! Every file has an id of its own whatever its name, an index is never taken for articles, and an archive can be moved.
#![cfg(unix)]

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::harness::{Archive, copy_folder};

fn article(word: &str) -> String {
    format!("date 2001-01-01\nThe {word} opens\nThe {word} opened on Monday.\n")
}

fn bytes(name: &[u8]) -> &Path {
    Path::new(OsStr::from_bytes(name))
}

fn two_articles() -> Archive {
    Archive::new().file("a.txt", article("harbour")).file("sub/b.txt", article("bridge"))
}

/// What a run did with files, without what is 0.
fn files(summary: &Value) -> Value {
    let counts = summary["files"].as_object().unwrap().iter().filter(|(_, count)| **count != json!(0));
    counts.map(|(name, count)| (name.clone(), count.clone())).collect::<serde_json::Map<_, _>>().into()
}

/// The file at a path that was printed, which may be a `file:` address.
fn opened(archive: &Archive, shown: &str) -> String {
    let Some(address) = shown.strip_prefix("file://") else {
        return fs::read_to_string(archive.path(shown)).unwrap();
    };
    let mut path = Vec::new();
    let mut rest = address.as_bytes();
    while let Some((byte, behind)) = rest.split_first() {
        if *byte == b'%' {
            path.push(u8::from_str_radix(std::str::from_utf8(&behind[..2]).unwrap(), 16).unwrap());
            rest = &behind[2..];
        } else {
            path.push(*byte);
            rest = behind;
        }
    }
    fs::read_to_string(bytes(&path)).unwrap()
}

#[test]
fn files_of_any_name_have_ids_of_their_own_and_come_back_out() {
    let archive = Archive::new();
    let names: [(&[u8], &str, &str); 8] = [
        (b"bad\xFF.txt", "bad%FF.txt", "harbour"),
        (b"bad%FF.txt", "bad%25FF.txt", "bridge"),
        (b"bad%25FF.txt", "bad%2525FF.txt", "tram"),
        (b"d.jsonl#1", "d.jsonl%231", "ferry"),
        (b"d.jsonl%231", "d.jsonl%25231", "canal"),
        (b"100%20 M%C3%BCnchen.txt", "100%20 M%C3%BCnchen.txt", "mill"),
        (b"#MeToo.txt", "#MeToo.txt", "bakery"),
        (b"b#c/x.txt", "b%23c/x.txt", "quarry"),
    ];
    for (name, _, word) in names {
        let path = archive.path("archive").join(bytes(name));
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, article(word)).unwrap();
    }
    archive.write("d.jsonl", "{\"title\":\"The lighthouse opens\",\"text\":\"The lighthouse opened on Monday.\"}\n");
    archive.run(&["index", "archive"]).code(0);
    for (_, id, word) in names {
        assert_eq!(archive.ids(&[word]), [id]);
        let shown = archive.show(id);
        assert_eq!(shown["title"], format!("The {word} opens"));
        assert_eq!(opened(&archive, shown["path"].as_str().unwrap()), article(word), "{shown}");
    }
    assert_eq!(archive.ids(&["lighthouse"]), ["d.jsonl#1"]);
    archive.run(&["check"]).code(0);
    assert_eq!(files(&archive.index()), json!({"seen": 9, "unchanged": 9}));
    let status = archive.run(&["status", "--format", "json"]).code(0).json();
    assert_eq!((&status["unchanged"], &status["removed"]), (&json!(9), &json!([])), "{status}");
}

#[test]
fn a_root_may_have_any_name() {
    let archive = two_articles().indexed();
    for (name, word) in [(&b"old\xFF"[..], "tram"), (b"old%FF", "ferry"), (b"old#1", "canal")] {
        fs::create_dir(archive.path("").join(bytes(name))).unwrap();
        fs::write(archive.path("").join(bytes(name)).join("x.txt"), article(word)).unwrap();
        let index = || archive.command(&["index", "--format", "json"]).arg(bytes(name)).output().unwrap();
        assert_eq!(index().status.code(), Some(0));
        let summary: Value = serde_json::from_slice(&index().stdout).unwrap();
        assert_eq!(files(&summary), json!({"seen": 1, "unchanged": 1}));
        let id = archive.ids(&[word]).concat();
        let path = archive.show(&id)["path"].as_str().unwrap().to_owned();
        assert_eq!(opened(&archive, &path), article(word));
    }
    assert_eq!(archive.ids(&["tram"]), ["old%FF/x.txt"]);
    assert_eq!(archive.ids(&["ferry"]), ["old%25FF/x.txt"]);
    assert_eq!(archive.ids(&["canal"]), ["old%231/x.txt"]);
    archive.run(&["check"]).code(0);
    assert_eq!(files(&archive.run(&["index", "--format", "json"]).code(0).json()), json!({"seen": 5, "unchanged": 5}));
}

#[test]
fn a_folder_of_the_first_root_that_is_called_like_a_later_root_meets_none_of_its_ids() {
    let archive = two_articles().indexed();
    fs::create_dir(archive.path("other")).unwrap();
    fs::write(archive.path("other/x.txt"), article("tram")).unwrap();
    archive.run(&["index", "other"]).code(0);
    archive.write("other/x.txt", article("ferry"));
    archive.run(&["index"]).code(0);
    assert_eq!(archive.ids(&["tram"]), ["other/x.txt"]);
    assert_eq!(archive.ids(&["ferry"]), ["./other/x.txt"]);
    archive.run(&["check"]).code(0);
}

#[test]
fn an_index_among_the_articles_is_not_walked() {
    let archive = two_articles();
    fs::create_dir(archive.path("archive/inside")).unwrap();
    let index = |folder: &str, expected: &Value| {
        let summary = archive.run(&["--index", folder, "index", "archive", "--format", "json"]).code(0).json();
        assert_eq!(&files(&summary), expected, "{folder}");
    };
    // One within, one reached by a link, one that is another's, and one that has no header yet.
    index("archive/inside/index", &json!({"seen": 2, "added": 2}));
    symlink(archive.path("beside"), archive.path("archive/link")).unwrap();
    index("beside", &json!({"seen": 2, "added": 2}));
    fs::create_dir_all(archive.path("archive/unborn/data-1")).unwrap();
    fs::write(archive.path("archive/unborn/lock"), "4711").unwrap();
    fs::write(archive.path("archive/unborn/data-1/meta.json"), article("tram")).unwrap();
    index("beside", &json!({"seen": 2, "unchanged": 2}));
    index("archive/inside/index", &json!({"seen": 2, "unchanged": 2}));
    index("third", &json!({"seen": 2, "added": 2}));
    let status = archive.run(&["status", "--index", "third", "--format", "json"]).code(0).json();
    assert_eq!(status["new"], json!([]));
    archive.run(&["index", "third"]).code(2).says("is an index, no folder of articles");
    archive.run(&["index", "beside/data-1"]).code(2).says("`").says("beside` is an index");
}

#[test]
fn an_address_is_no_folder() {
    let archive = two_articles();
    let expected = "an index cannot be at an address yet; name a folder";
    archive.run(&["index", "archive", "--index", "http://host/name"]).code(2).says(expected);
    let run = archive.command(&["index", "archive"]).env("MORGUE_INDEX", "https://host:9200/name").output().unwrap();
    assert_eq!(run.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&run.stderr).contains(expected), "{run:?}");
    assert!(!archive.path("http:").exists() && !archive.path("https:").exists());
}

#[test]
fn a_folder_that_holds_the_files_of_a_missing_root_is_not_read() {
    let archive = two_articles().indexed();
    fs::rename(archive.path("archive"), archive.path("moved")).unwrap();
    let held_back = |run: crate::harness::Run, command: &str| {
        run.code(4).says("holds the files of `archive`, which is missing").says(command);
        assert_eq!(archive.run(&["query", "--count"]).stdout, "2\n");
    };
    held_back(archive.run(&["index", "moved"]), "`morgue roots move archive moved`");
    held_back(archive.run(&["query", "harbour", "--corpus", "moved"]), "`morgue roots move archive moved`");
    // Above it and within it as well, and where most of it is left.
    fs::write(archive.path("moved/a.txt"), article("harbor")).unwrap();
    fs::create_dir(archive.path("above")).unwrap();
    fs::rename(archive.path("moved"), archive.path("above/moved")).unwrap();
    held_back(archive.run(&["index", "above"]), "`morgue roots move archive above/moved`");
    held_back(archive.run(&["index", "above/moved/sub"]), "above/moved`");
    // Others of the same run are read.
    fs::create_dir(archive.path("other")).unwrap();
    fs::write(archive.path("other/x.txt"), article("tram")).unwrap();
    archive.run(&["index", "above", "other"]).code(4).says("`morgue roots move archive above/moved`");
    assert_eq!(archive.ids(&["tram"]), ["other/x.txt"]);
}

#[test]
fn a_folder_of_other_files_is_no_missing_root() {
    let archive = two_articles().indexed();
    fs::rename(archive.path("archive"), archive.path("away")).unwrap();
    fs::create_dir_all(archive.path("other/sub")).unwrap();
    fs::write(archive.path("other/a.txt"), article("herring")).unwrap();
    fs::write(archive.path("other/sub/b.txt"), article("turnip")).unwrap();
    archive.run(&["index", "other"]).code(0);
    assert_eq!(archive.ids(&["herring"]), ["other/a.txt"]);
}

#[test]
fn archive_and_index_move_as_one() {
    let archive = two_articles();
    let text = |path: PathBuf| path.to_str().unwrap().to_owned();
    fs::create_dir(archive.path("old")).unwrap();
    fs::rename(archive.path("archive"), archive.path("old/archive")).unwrap();
    archive.run(&["index", "--index", "old/index", &text(archive.path("old/archive"))]).code(0);
    fs::rename(archive.path("old"), archive.path("new")).unwrap();
    let summary = archive.run(&["index", "--index", "new/index", "--format", "json"]).code(0).json();
    assert_eq!(files(&summary), json!({"seen": 2, "unchanged": 2}));
    assert_eq!(summary["bytes_read"], 0);
    let hit = archive.run(&["show", "a.txt", "--index", "new/index", "--format", "json"]).code(0).json();
    assert_eq!(hit["path"], text(archive.path("new/archive/a.txt")));
    let summary = archive.run(&["index", "--index", "new/index", "new/archive", "--format", "json"]).code(0).json();
    assert_eq!(files(&summary), json!({"seen": 2, "unchanged": 2}));
}

#[test]
fn an_index_that_was_copied_takes_what_lies_beside_it_only_if_that_has_the_files_of_its_archive() {
    let archive = two_articles();
    archive.run(&["index", "archive"]).code(0);
    copy_folder(&archive.path("index"), &archive.path("both/index"));
    copy_folder(&archive.path("archive"), &archive.path("both/archive"));
    let both = archive.run(&["index", "--index", "both/index", "--format", "json"]).code(0).json();
    assert_eq!(files(&both), json!({"seen": 2, "unchanged": 2}), "its own copy is followed");
    let shown = archive.run(&["show", "a.txt", "--index", "both/index", "--format", "json"]).code(0).json();
    assert_eq!(shown["path"], archive.path("both/archive/a.txt").to_str().unwrap());

    copy_folder(&archive.path("index"), &archive.path("alone/index"));
    fs::create_dir_all(archive.path("alone/archive")).unwrap();
    fs::write(archive.path("alone/archive/other.txt"), article("tram")).unwrap();
    let alone = archive.run(&["index", "--index", "alone/index", "--format", "json"]).code(0).json();
    assert_eq!(files(&alone), json!({"seen": 2, "unchanged": 2}), "another folder of that name is not its archive");
}

#[test]
fn paths_that_overlap_count_each_file_once() {
    let archive = two_articles().file("sub/c.txt", article("ferry"));
    symlink(archive.path("archive"), archive.path("link")).unwrap();
    let index = |paths: &[&str]| archive.run(&[&["index", "--format", "json"], paths].concat()).code(0).json();
    let added = index(&["archive", "archive/sub", "archive/sub/b.txt", "link"]);
    assert_eq!(files(&added), json!({"seen": 3, "added": 3}));
    archive.remove("sub/b.txt");
    let removed = index(&["archive/sub", "archive", "link/sub"]);
    assert_eq!(files(&removed), json!({"seen": 2, "unchanged": 2, "removed": 1}));
    assert_eq!(removed["articles"]["total"], 2);
    archive.run(&["check"]).code(0);
}

#[test]
fn a_root_that_was_moved_is_followed_and_nothing_is_read_again() {
    let archive = two_articles().indexed();
    fs::create_dir(archive.path("other")).unwrap();
    fs::write(archive.path("other/x.txt"), article("tram")).unwrap();
    archive.run(&["index", "other"]).code(0);
    fs::rename(archive.path("archive"), archive.path("moved")).unwrap();
    fs::rename(archive.path("other"), archive.path("else where")).unwrap();
    archive.run(&["index", "else where"]).code(4).says("`morgue roots move other 'else where'`");
    archive
        .run(&["roots", "move", "archive", "moved"])
        .code(0)
        .stdout("`archive` is at `moved` now: 2 files, 2 articles\n");
    archive.run(&["roots", "move", "other", "else where"]).code(0);
    let summary = archive.run(&["index", "--format", "json"]).code(0).json();
    assert_eq!((files(&summary), &summary["bytes_read"]), (json!({"seen": 3, "unchanged": 3}), &json!(0)));
    assert_eq!(archive.ids(&["--sort", "oldest"]), ["a.txt", "other/x.txt", "sub/b.txt"]);
    assert_eq!(archive.show("other/x.txt")["path"], "else where/x.txt");
    assert_eq!(archive.show("a.txt")["path"], "moved/a.txt");
    archive.run(&["check"]).code(0);
}

#[test]
fn a_root_of_single_files_is_followed_too() {
    let archive = two_articles();
    archive.run(&["index", "archive/a.txt"]).code(0);
    fs::create_dir(archive.path("moved")).unwrap();
    fs::rename(archive.path("archive/a.txt"), archive.path("moved/a.txt")).unwrap();
    archive.run(&["index", "moved/a.txt"]).code(4).says("`morgue roots move archive moved`");
    archive.run(&["roots", "move", "archive/a.txt", "moved/b.txt"]).code(2).says("no such file");
    archive.run(&["roots", "move", "archive/a.txt", "moved/a.txt"]).code(0);
    let summary = archive.run(&["index", "--format", "json"]).code(0).json();
    assert_eq!((files(&summary), &summary["bytes_read"]), (json!({"seen": 1, "unchanged": 1}), &json!(0)));
    assert_eq!(archive.show("a.txt")["path"], "moved/a.txt");
}

#[test]
fn roots_in_a_folder_move_with_it() {
    let archive = two_articles();
    archive.run(&["index", "archive/sub", "archive"]).code(0);
    fs::rename(archive.path("archive"), archive.path("moved")).unwrap();
    archive.run(&["roots", "move", "archive", "moved"]).code(0);
    let summary = archive.run(&["index", "--format", "json"]).code(0).json();
    assert_eq!(files(&summary), json!({"seen": 2, "unchanged": 2}));
    assert_eq!(archive.show("b.txt")["path"], "moved/sub/b.txt");
    assert_eq!(archive.show("archive/a.txt")["path"], "moved/a.txt");
}

#[test]
fn a_missing_root_in_a_folder_that_is_followed_is_not_read_there() {
    let archive = two_articles().indexed();
    fs::create_dir(archive.path("other")).unwrap();
    fs::write(archive.path("other/x.txt"), article("tram")).unwrap();
    archive.run(&["index", "other"]).code(0);
    fs::rename(archive.path("archive"), archive.path("other/old")).unwrap();
    fs::write(archive.path("other/y.txt"), article("ferry")).unwrap();
    archive.run(&["index"]).code(4).says("`morgue roots move archive other/old`");
    assert_eq!(archive.run(&["query", "--count"]).stdout, "4\n");
    archive.run(&["roots", "move", "archive", "other/old"]).code(0);
    let summary = archive.run(&["index", "--format", "json"]).code(0).json();
    assert_eq!(files(&summary), json!({"seen": 4, "unchanged": 4}));
}

#[test]
fn a_root_that_is_forgotten_goes_with_its_articles_and_no_others() {
    let archive = two_articles().indexed();
    fs::create_dir(archive.path("other")).unwrap();
    fs::write(archive.path("other/x.txt"), article("tram")).unwrap();
    archive.run(&["index", "other"]).code(0);
    archive.run(&["roots", "forget", "archive/sub"]).code(2).says("is a part of the root `archive`");
    archive.run(&["roots", "forget", "nowhere"]).code(2).says("is no root of the index: there are `");
    let said = "`archive` is forgotten: 2 files, 2 articles removed\n";
    archive.run(&["roots", "forget", "archive"]).code(0).stdout(said);
    assert_eq!(archive.ids(&[]), ["other/x.txt"]);
    archive.run(&["check"]).code(0);
    assert_eq!(files(&archive.run(&["index", "--format", "json"]).code(0).json()), json!({"seen": 1, "unchanged": 1}));
    assert_eq!(files(&archive.index()), json!({"seen": 2, "added": 2}));
    assert_eq!(archive.ids(&["harbour"]), ["archive/a.txt"]);
}

#[test]
fn roots_are_listed() {
    let archive = two_articles().indexed();
    fs::rename(archive.path("archive"), archive.path("away")).unwrap();
    let missing = archive.run(&["roots", "--format", "json"]).code(0).json();
    let root = &missing["roots"][0];
    let path = archive.path("archive");
    assert_eq!((&root["path"], &root["given"]), (&json!(path.to_str().unwrap()), &json!("archive")));
    assert_eq!((&root["files"], &root["articles"]), (&json!(2), &json!(2)));
    assert_eq!((&root["missing"], &root["whole"], &root["prefix"]), (&json!(true), &json!(true), &json!("")));
    let last_run = root["last_run"].as_str().unwrap();
    assert!(last_run.len() == 20 && last_run.ends_with('Z'), "{last_run}");
    archive.run(&["roots"]).code(0).prints("2 articles").prints("  (missing)\n");
    fs::rename(archive.path("away"), archive.path("archive")).unwrap();
    let back = archive.run(&["roots", "--format", "json"]).code(0).json();
    assert_eq!((&back["roots"][0]["missing"], &back["schema_version"]), (&json!(false), &json!(1)));
    // A run that finds nothing to do is one as well, and makes no generation of its own.
    let generation = |archive: &Archive| archive.query(&["harbour"])["index"]["generation"].clone();
    let before = generation(&archive);
    std::thread::sleep(std::time::Duration::from_millis(1100));
    archive.run(&["index"]).code(0);
    assert_eq!(generation(&archive), before);
    let later = archive.run(&["roots", "--format", "json"]).code(0).json();
    assert!(later["roots"][0]["last_run"].as_str().unwrap() > last_run, "{later}");
}

#[test]
fn a_root_is_moved_only_to_where_its_files_are() {
    let archive = two_articles().indexed();
    archive.run(&["roots", "move", "archive", "nowhere"]).code(2).says("no such file or folder");
    fs::create_dir(archive.path("other")).unwrap();
    archive.run(&["roots", "move", "archive", "other"]).code(2).says("`other` holds none of the files of `archive`");
    fs::write(archive.path("other/a.txt"), article("tram")).unwrap();
    archive.run(&["index", "other"]).code(0);
    archive.run(&["roots", "move", "archive", "other"]).code(2).says("`other` is a root itself");
    archive.run(&["roots", "move", "archive", "index"]).code(2).says("is an index");
    archive.run(&["roots", "move", "nowhere", "other"]).code(2).says("`nowhere` is no root of the index");
    archive.run(&["roots", "move", "archive", "archive", "--index", "none"]).code(3).says("holds no index");
    assert_eq!(files(&archive.index()), json!({"seen": 2, "unchanged": 2}));
}
