//! Feeds that say in a comment what is expected of them, as the test files of feedparser do: every feed is read or rejected, and
//! what they expect of an article is what the program gives. A few of our own, and feedparser's where they are at hand.

mod expectations;

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;

use crate::harness::{Archive, fixtures, real_data};
use expectations::{Expectation, agrees, expectations, with_article};

/// The share of feedparser's expectations that must be met, in percent: 96.7 were when this was written. The others are of kinds
/// that the program means to answer in another way:
///
/// - what the server said beside the file (character set, language, base of addresses),
/// - `summary` where there is a fuller text, `term` where a category has a label to show, the last of several dates,
/// - HTML in which feedparser shows what a browser hides (`<iframe>`, unclosed comments) or the other way about,
/// - titles and texts of `media:`, which are those of a picture,
/// - entities that a file declares, and characters that were decoded twice before the file was written.
const SHARE_MIN: f64 = 95.6;

/// The feeds below a folder with what is expected of them.
fn feeds_below(folder: &Path, feeds: &mut Vec<(Vec<u8>, Vec<Expectation>)>) {
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            feeds_below(&path, feeds);
        } else if path.extension().is_some_and(|extension| extension == "xml" || extension == "json") {
            let bytes = std::fs::read(&path).unwrap();
            feeds.push((with_article(&bytes), expectations(&String::from_utf8_lossy(&bytes))));
        }
    }
}

#[test]
fn what_our_feeds_expect_is_met() {
    assert_share_is_met(&fixtures().join("collections/feeds"), 21, 20, 100.0);
}

#[test]
fn what_feedparser_expects_is_met() {
    if let Some(folder) = real_data("feeds") {
        assert_share_is_met(&folder, 2000, 1200, SHARE_MIN);
    }
}

/// Reads all feeds of a folder, at least so many with at least so many expectations, and counts which are met.
fn assert_share_is_met(folder: &Path, feeds_min: usize, expected_min: u32, share_min: f64) {
    let mut feeds = Vec::new();
    feeds_below(folder, &mut feeds);
    assert!(feeds.len() >= feeds_min, "{}", feeds.len());
    let archive = Archive::new();
    for (number, (bytes, _)) in feeds.iter().enumerate() {
        archive.write(&format!("{number:04}.feed"), bytes);
    }
    let summary = archive.run(&["index", "archive", "--no-model", "--format", "json"]).json();
    let count = |name: &str| summary["files"][name].as_u64().unwrap();
    assert_eq!(count("seen"), feeds.len() as u64);
    assert_eq!(count("added") + count("rejected"), count("seen"));
    let fields = "id,title,body,byline,url,date,updated,language,source,section";
    let listed = archive.run(&["query", "--all", "--format", "jsonl", "--fields", fields]).stdout;
    let mut articles: BTreeMap<usize, Vec<Value>> = BTreeMap::new();
    for line in listed.lines() {
        let article: Value = serde_json::from_str(line).unwrap();
        let number = article["id"].as_str().unwrap()[..4].parse().unwrap();
        articles.entry(number).or_default().push(article);
    }
    let (mut met, mut expected, mut unmet) = (0_u32, 0_u32, Vec::new());
    for (number, (_, of_feed)) in feeds.iter().enumerate() {
        let given = articles.get(&number).map_or(&[] as &[Value], Vec::as_slice);
        expected += u32::try_from(of_feed.len()).unwrap();
        for expectation in of_feed {
            // The order within a file is not that of the answer.
            let is_met = given.iter().any(|article| agrees(expectation, article));
            met += u32::from(is_met);
            unmet.extend((!is_met).then_some(expectation));
        }
    }
    assert!(expected >= expected_min, "{expected}");
    let share = f64::from(met) * 100.0 / f64::from(expected);
    assert!(share >= share_min, "{met} of {expected} expectations are met, {share:.1} %; not met: {unmet:#?}");
}
