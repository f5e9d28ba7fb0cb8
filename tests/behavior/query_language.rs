//! What finds what: the language table of the contract, row by row, on a small archive.

use proptest::prelude::*;

use crate::harness::{Archive, search};

fn archive() -> Archive {
    Archive::new()
        .file("assad.txt", "Title: Visit to Damascus\nDate: 2022-07-11\nBy: Anna Petrova\nSource: City Wire\nSection: World\nPeople: Bashar al-Assad; Ebrahim Raisi\nPlaces: Damascus\nURL: https://example.org/world/damascus-visit\n\nPresident Bashar al-Assad spoke of the ‘axis of resistance’ and of co-operation. The sanctions stay.\n")
        .file("trump.txt", "Title: Trump’s answer\nDate: 2019-04-13\nSource: The Harbour Gazette\n\nAT&T shares rose at 10:30 after the U.S. ruling on cooperation. Women and a woman in Zürich wrote C++ and #MeToo. The recycling plant stayed.\n")
        .file("undated.txt", "Sanctioned goods\n\nA sanction was lifted. Nothing else is known about the axis, or of resistance.\n")
        .file("cn.txt", "北京大学宣布开放图书馆。今天天气很好，学生们都来了。\n")
        .indexed()
}

#[test]
fn every_row_of_the_language_table() {
    let archive = archive();
    let rows: &[(&str, &[&str])] = &[
        ("sanctions", &["assad.txt", "undated.txt"]),
        ("sanctions damascus", &["assad.txt"]),
        ("\"axis of resistance\"", &["assad.txt"]),
        ("“Axis of Resistance”", &["assad.txt"]),
        ("=sanction", &["undated.txt"]),
        ("=sanctions", &["assad.txt"]),
        ("damascus OR answer", &["assad.txt", "trump.txt"]),
        ("sanctions -damascus", &["undated.txt"]),
        ("sanctions AND NOT damascus", &["undated.txt"]),
        ("NOT sanctions", &["trump.txt", "cn.txt"]),
        ("sanction*", &["assad.txt", "undated.txt"]),
        ("wom?n", &["trump.txt"]),
        ("recycl!", &["trump.txt"]),
        ("asad~", &["assad.txt"]),
        ("title:damascus", &["assad.txt"]),
        ("title:sanctions", &["undated.txt"]),
        ("body:trump", &[]),
        ("lead:sanctions", &["assad.txt", "undated.txt"]),
        ("by:petrova", &["assad.txt"]),
        ("source:\"city wire\"", &["assad.txt"]),
        ("section:world", &["assad.txt"]),
        ("lang:zh", &["cn.txt"]),
        ("lang:Chinese OR lang:cmn", &["cn.txt"]),
        ("url:damascus-visit", &["assad.txt"]),
        ("id:trump", &["trump.txt"]),
        ("person:raisi", &["assad.txt"]),
        ("person:\"Raisi Ebrahim\"", &["assad.txt"]),
        ("person:\"Bashar Raisi\"", &[]),
        ("person:alassad", &["assad.txt"]),
        ("place:damascus", &["assad.txt"]),
        ("entity:assad", &["assad.txt"]),
        ("org:damascus", &[]),
        ("date:2022-07", &["assad.txt"]),
        ("date:2019..2022-03", &["trump.txt"]),
        ("after:2019", &["assad.txt"]),
        ("before:2022-07-11", &["trump.txt"]),
        ("on:04-13", &["trump.txt"]),
        ("has:date", &["assad.txt", "trump.txt"]),
        ("-has:date", &["cn.txt", "undated.txt"]),
        ("has:people", &["assad.txt", "trump.txt"]),
        ("words>15 -has:date", &["undated.txt"]),
    ];
    for (query, expected) in rows {
        let mut found = archive.ids(&["--", query]);
        let mut expected = expected.to_vec();
        found.sort();
        expected.sort_unstable();
        assert_eq!(found, expected, "{query}");
    }
}

#[test]
fn pasted_text_finds_what_it_says() {
    let archive = archive();
    for query in [
        "Trump's",
        "Trump’s",
        "10:30",
        "AT&T",
        "C++",
        "#MeToo",
        "Zurich",
        "ZÜRICH",
        "US",
        "U.S.",
        "co-operation",
        "\"co operation\"",
        "https://example.org/world/damascus-visit",
    ] {
        let query = if query.starts_with("https") { format!("url:\"{query}\"") } else { query.to_owned() };
        assert!(!archive.ids(&["--", &query]).is_empty(), "{query}");
    }
    for query in ["assad", "\"al assad\"", "alassad", "al-assad", "AL-ASSAD"] {
        assert_eq!(archive.ids(&[query]), ["assad.txt"], "{query}");
    }
    for query in ["cooperation", "co-operation"] {
        let mut found = archive.ids(&[query]);
        found.sort();
        assert_eq!(found, ["assad.txt", "trump.txt"], "{query}");
    }
    assert_eq!(archive.ids(&["北京"]), ["cn.txt"]);
    assert_eq!(archive.ids(&["图书馆"]), ["cn.txt"]);
    assert_eq!(archive.ids(&["馆"]), ["cn.txt"]);
    let warnings = archive.query(&["C++"])["warnings"].to_string();
    assert!(warnings.contains("++"), "{warnings}");
}

#[test]
fn a_query_that_cannot_be_read_shows_the_place() {
    let archive = archive();
    archive.run(&["query", "(sic"]).code(2).says("\n  (sic\n  ^").says("hint:");
    archive.run(&["query", "not w/5"]).code(2).says("`w/5` stands between two terms, and one is missing");
    archive.run(&["query", "--from", "2023", "--to", "2021"]).code(2).says("after --to");
    archive.run(&["query", "--on", "2022-02-30"]).code(2).says("--on");
}

#[test]
fn highlights_cover_what_matched() {
    let archive = archive();
    for (query, expected) in [
        ("sanctions", "sanctions"),
        ("\"axis of resistance\"", "axis of resistance"),
        ("resist*", "resistance"),
        ("asad~", "Assad"),
        ("person:raisi damascus", "Damascus"),
    ] {
        let answer = archive.query(&[query]);
        let hit = answer["hits"].as_array().unwrap().iter().find(|hit| hit["id"] == "assad.txt").unwrap();
        let shown: Vec<String> = hit["snippets"].as_array().unwrap().iter().flat_map(highlighted).collect();
        assert!(shown.iter().any(|text| text == expected), "{query}: {shown:?}");
    }
}

fn highlighted(snippet: &serde_json::Value) -> Vec<String> {
    let text: Vec<char> = snippet["text"].as_str().unwrap().chars().collect();
    let place = |value: &serde_json::Value| usize::try_from(value.as_u64().unwrap()).unwrap();
    let ranges = snippet["highlights"].as_array().unwrap();
    ranges.iter().map(|range| text[place(&range[0])..place(&range[1])].iter().collect()).collect()
}

#[test]
fn any_of_the_words_and_filters_of_several_values() {
    let archive = archive();
    assert_eq!(archive.ids(&["--any", "damascus", "answer"]).len(), 2);
    assert_eq!(archive.ids(&["--source", "city wire", "--source", "harbour"]).len(), 2);
    assert_eq!(archive.ids(&["--source", "city wire", "--person", "trump"]).len(), 0);
    assert_eq!(archive.ids(&["--person", "assad", "--person", "nobody"]), ["assad.txt"]);
    assert_eq!(archive.ids(&["--byline", "petrova", "--section", "world", "--lang", "en"]), ["assad.txt"]);
}

/// The library's own entrance to the whole question, from text to hits. The index is sound, so that what fails is the query.
fn search_any_text(archive: &morgue::index::OpenIndex, query: &str) {
    if let Err(error) = search(archive, query) {
        assert!(matches!(error, morgue::Error::Query(_) | morgue::Error::Usage(_)), "{query}: {error}");
    }
}

#[test]
fn no_text_panics_or_hangs() {
    let archive = archive();
    let opened = morgue::index::OpenIndex::open(&archive.path("index")).unwrap();
    let pieces = prop::sample::select(vec![
        " ",
        "(",
        ")",
        "\"",
        "-",
        "=",
        "*",
        "?",
        "~",
        "!",
        ":",
        "title:",
        "lead:",
        "person:",
        "date:2022",
        "has:people",
        "OR",
        "and",
        "al-Assad",
        "axis",
        "of",
        "北",
        "é",
        "\u{301}",
        "\u{200d}",
        "\0",
        "\u{1}",
        "[",
        "\\",
        ".*",
        "{1000}",
    ]);
    let texts = prop::collection::vec(prop_oneof![pieces.prop_map(str::to_owned), "\\PC{0,6}"], 0..10)
        .prop_map(|pieces| pieces.concat());
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig {
        cases: 1500,
        failure_persistence: None,
        ..ProptestConfig::default()
    });
    runner
        .run(&texts, |text| {
            search_any_text(&opened, &text);
            Ok(())
        })
        .unwrap();
    for text in ["(".repeat(3000), "\"a\" ".repeat(3000), "x".repeat(60_000), "*".repeat(500) + "a", "a?".repeat(2000)]
    {
        search_any_text(&opened, &text);
    }
}

#[test]
fn what_is_no_language_is_said() {
    let archive = archive();
    archive.run(&["query", "lang:klingon"]).code(2).says("`klingon` is no language");
    archive.run(&["query", "--lang", "Englsh"]).code(2).says("did you mean `english`?");
    archive
        .run(&["index", "--lang", "klingon", "archive"])
        .code(2)
        .says("a language is a code (`en`, `deu`) or a name");
    assert_eq!(archive.ids(&["--lang", "English", "sanctions"]), archive.ids(&["--lang", "eng", "sanctions"]));
    assert_eq!(archive.ids(&["--lang", "English", "damascus"]), ["assad.txt"]);
}

#[test]
fn a_query_of_too_many_patterns_is_refused_at_once() {
    let archive = archive();
    let letters = || (b'a'..=b'z').map(char::from);
    let patterns: Vec<String> =
        letters().flat_map(|first| letters().map(move |second| format!("*{first}{second}"))).collect();
    assert_eq!(patterns.len(), 676);
    archive.run(&["query", &patterns.join(" OR ")]).code(2).says("more than 32 patterns that begin with `*` or `?`");
}

#[test]
fn hits_and_totals_agree_with_a_search_of_the_texts_themselves() {
    let archive = Archive::new();
    let words = ["tide", "harbour", "ferry", "storm", "mayor", "strike"];
    let mut texts = Vec::new();
    for number in 0..120_usize {
        let chosen: Vec<&str> =
            (0..8).map(|place| words[(number * 7 + place * place + number / 5) % words.len()]).collect();
        texts.push(chosen.clone());
        archive.write(
            &format!("{number:03}.txt"),
            format!("date 2001-01-{:02}\nReport\n{}\n", 1 + number % 28, chosen.join(" ")),
        );
    }
    let archive = archive.indexed();
    for left in words {
        for right in words {
            let has = |text: &[&str], word: &str| text.contains(&word);
            let beside = |text: &[&str]| text.windows(2).any(|pair| pair == [left, right]);
            let count =
                |keep: &dyn Fn(&[&str]) -> bool| texts.iter().filter(|text| keep(text)).count().to_string() + "\n";
            let asked = |query: &str| archive.run(&["query", "--count", "--", query]).stdout;
            assert_eq!(
                asked(&format!("{left} {right}")),
                count(&|text| has(text, left) && has(text, right)),
                "{left} {right}"
            );
            assert_eq!(asked(&format!("\"{left} {right}\"")), count(&beside), "\"{left} {right}\"");
            assert_eq!(
                asked(&format!("{left} -{right}")),
                count(&|text| has(text, left) && !has(text, right)),
                "{left} -{right}"
            );
        }
    }
}
