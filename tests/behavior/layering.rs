//! The two lines of the house: which module may use which, read from the `use` lines themselves.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::imports::Sources;

/// Modules of the crate that each room may name; what is left out is forbidden. `error` is everyone's.
const ALLOWED: &[(&str, &[&str])] = &[
    ("article", &["date"]),
    ("date", &[]),
    ("error", &[]),
    ("panics", &[]),
    ("source", &["article"]),
    ("format", &["article", "date", "panics", "source"]),
    ("analysis", &[]),
    ("names", &["analysis", "article"]),
    ("enrich", &["analysis", "article", "date", "names"]),
    ("index", &["analysis", "article", "date", "names", "source"]),
    ("ingest", &["article", "date", "enrich", "format", "index", "names", "panics", "source"]),
    ("query", &["analysis", "article", "date"]),
    ("search", &["analysis", "article", "date", "enrich", "index", "names", "query", "source"]),
    ("render", &["article", "date", "search"]),
];

/// Rooms that know no search engine.
const WITHOUT_TANTIVY: &[&str] =
    &["article", "date", "source", "format", "enrich", "ingest", "names", "query", "render", "bin"];

#[test]
fn no_arrow_points_the_wrong_way() {
    let mut wrong = Vec::new();
    for (room, path) in rooms() {
        let text = fs::read_to_string(&path).unwrap();
        for line in text.lines().filter(|line| !line.trim_start().starts_with("//")) {
            for used in modules_named(line) {
                let allowed = ALLOWED.iter().find(|(name, _)| *name == room).map_or(&[][..], |(_, allowed)| *allowed);
                if used != room
                    && used != "error"
                    && !allowed.contains(&used.as_str())
                    && ALLOWED.iter().any(|(name, _)| *name == used)
                {
                    wrong.push(format!("{}: {room} -> {used}", path.display()));
                }
            }
            if line.contains("tantivy::") && WITHOUT_TANTIVY.contains(&room.as_str()) {
                wrong.push(format!("{}: {room} -> tantivy", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn no_files_use_each_other_in_a_circle() {
    let sources = Sources::read();
    // Were the sources not understood, there would be no arrows and no circles.
    assert!(sources.arrows().values().map(BTreeSet::len).sum::<usize>() > 500);
    let circles = sources.circles();
    assert!(circles.is_empty(), "{circles:#?}");
}

/// Every source file, with the room it lies in.
fn rooms() -> Vec<(String, PathBuf)> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let files = walkdir::WalkDir::new(&source).into_iter().map(|entry| entry.unwrap().into_path());
    let rust = files.filter(|path| path.extension().is_some_and(|extension| extension == "rs"));
    rust.map(|path| {
        let room = path
            .strip_prefix(&source)
            .unwrap()
            .components()
            .next()
            .unwrap()
            .as_os_str()
            .to_string_lossy()
            .replace(".rs", "");
        (room, path)
    })
    .collect()
}

/// The modules behind `crate::` in a line.
fn modules_named(line: &str) -> Vec<String> {
    line.split("crate::")
        .skip(1)
        .map(|rest| rest.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect())
        .collect()
}
