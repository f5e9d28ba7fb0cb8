//! Collections in the form of Reuters-21578: every date and tag, counted independently of the program; a small one of our own,
//! and the real one where it is at hand.

use std::collections::BTreeMap;
use std::path::Path;

use crate::harness::{Archive, fixtures, real_data};

type RawArticle = (String, String, BTreeMap<&'static str, Vec<String>>);

/// The articles of the raw files: id, month, and the tags of each kind.
fn raw_articles(folder: &Path) -> Vec<RawArticle> {
    let mut articles = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let text = String::from_utf8_lossy(&std::fs::read(entry.unwrap().path()).unwrap()).into_owned();
        for record in text.split("</REUTERS>").filter(|record| record.contains("<REUTERS ")) {
            let between = |start: &str, end: &str| {
                record.split_once(start).and_then(|(_, rest)| rest.split_once(end)).unwrap().0.to_owned()
            };
            let date = between("<DATE>", "</DATE>");
            let (month, year) =
                (&date.trim()[date.trim().find('-').unwrap() + 1..][..3], &date[date.rfind("-19").unwrap() + 1..][..4]);
            let number = ["JAN", "FEB", "MAR", "APR"].iter().position(|name| *name == month).unwrap() + 1;
            let tags = |name: &str| -> Vec<String> {
                let list = between(&format!("<{name}>"), &format!("</{name}>"));
                let mut tags: Vec<String> =
                    list.split("<D>").skip(1).map(|tag| tag.split("</D>").next().unwrap().to_owned()).collect();
                // A few articles have a tag twice.
                tags.sort();
                tags.dedup();
                tags
            };
            let mut kinds = BTreeMap::from([("people", tags("PEOPLE")), ("places", tags("PLACES"))]);
            kinds.insert("orgs", [tags("ORGS"), tags("EXCHANGES")].concat());
            articles.push((between("NEWID=\"", "\""), format!("{year}-{number:02}"), kinds));
        }
    }
    articles
}

#[test]
fn every_article_date_and_tag_of_a_small_collection_is_there() {
    assert_everything_is_there(&fixtures().join("collections/reuters"), 6, "LUNE COCOA REVIEW");
}

#[test]
fn every_article_date_and_tag_of_the_real_collection_is_there() {
    if let Some(folder) = real_data("reuters-sgml") {
        assert_everything_is_there(&folder, 4000, "BAHIA COCOA REVIEW");
    }
}

/// Compares the index of a folder with its raw files.
fn assert_everything_is_there(folder: &Path, articles: usize, first_title: &str) {
    let archive = Archive::new();
    archive.run(&["index", "--no-model", folder.to_str().unwrap()]).code(0);
    let raw = raw_articles(folder);
    assert_eq!(raw.len(), articles);
    assert_eq!(archive.run(&["query", "--count"]).stdout, format!("{articles}\n"));
    assert_eq!(archive.run(&["query", "--undated", "--count"]).stdout, "0\n");
    let mut months: BTreeMap<&str, u64> = BTreeMap::new();
    for (_, month, _) in &raw {
        *months.entry(month).or_default() += 1;
    }
    for (month, count) in months {
        assert_eq!(archive.run(&["query", "--on", month, "--count"]).stdout, format!("{count}\n"), "{month}");
    }
    for kind in ["people", "orgs", "places"] {
        let mut expected: BTreeMap<&str, u64> = BTreeMap::new();
        for tag in raw.iter().flat_map(|(_, _, kinds)| &kinds[kind]) {
            *expected.entry(tag).or_default() += 1;
        }
        let listed = archive.run(&[kind, "--limit", "100000", "--format", "json"]).code(0).json();
        assert_eq!(listed["total"], expected.len(), "{kind}");
        let count = |value: &serde_json::Value| value["articles"].as_u64().unwrap();
        let mut found: Vec<u64> = listed["names"].as_array().unwrap().iter().map(count).collect();
        let mut wanted: Vec<u64> = expected.values().copied().collect();
        found.sort_unstable();
        wanted.sort_unstable();
        assert_eq!(found, wanted, "{kind}");
    }
    for (id, ..) in &raw {
        assert!(id.parse::<u32>().is_ok());
    }
    assert_eq!(archive.show("reut2-000.sgm#1")["title"], first_title);
    assert_eq!(archive.run(&["query", "--person", "james baker", "--count"]).code(0).stdout, {
        let count = raw.iter().filter(|(_, _, kinds)| kinds["people"].iter().any(|tag| tag == "james-baker")).count();
        format!("{count}\n")
    });
}

/// What an article is expected to be that is one text, with its date before its first sentence and no title.
struct Expected {
    id: &'static str,
    title: &'static str,
    last_line: &'static str,
    /// A phrase that stands in it once, within quotes of some kind.
    phrase: &'static str,
}

#[test]
fn an_article_without_a_title_reads_as_promised() {
    let expected = Expected {
        id: "000_5f1c09ab77d2e640.txt",
        title: "Lunian President Pavel Orlin",
        last_line: "IMAGE: XP / OFFICE OF THE PRESIDENT",
        phrase: "axis of commerce",
    };
    assert_reads_as_promised(&fixtures().join("collections/seed"), &expected);
}

#[test]
fn the_real_article_without_a_title_reads_as_promised() {
    let expected = Expected {
        id: "000_98affd93dad138fb.txt",
        title: "Iranian President Ebrahim Raisi",
        last_line: "IMAGE: AP / PRESIDENT.IR",
        phrase: "axis of resistance",
    };
    if let Some(folder) = real_data("seed") {
        assert_reads_as_promised(&folder, &expected);
    }
}

fn assert_reads_as_promised(folder: &Path, expected: &Expected) {
    let archive = Archive::new();
    archive.run(&["index", "--no-model", folder.to_str().unwrap()]).code(0);
    let article = archive.show(expected.id);
    assert_eq!((article["date"].as_str(), article["date_source"].as_str()), (Some("2022-07-11"), Some("header")));
    assert!(article["title"].as_str().unwrap().starts_with(expected.title));
    let body = article["body"].as_str().unwrap();
    assert!(!body.contains("date 2022-07-11") && body.ends_with(expected.last_line));
    for query in [format!("\"{}\"", expected.phrase), format!("“{}”", expected.phrase)] {
        assert_eq!(archive.ids(&[&query]).len(), 1, "{query}");
    }
    assert_eq!(archive.run(&["query", "--from", "2022-07-12", "--count"]).code(1).stdout, "0\n");
    assert_eq!(archive.run(&["query", "--on", "2022-07-11", "--count"]).code(0).stdout, "1\n");
}
