//! What is printed, where, and how a run ends.

use crate::harness::Archive;

fn archive() -> Archive {
    Archive::new()
        .file("a.txt", "Title: Harbour opens\nDate: 2001-01-02\nSource: City Wire\nPeople: Anna Petrova; Yusuf Demir\nUpdated: 2001-01-03\nURL: https://example.org/a\nSection: Local\n\nThe harbour opened on Tuesday, \"at last\".\n")
        .file("b.txt", "Har\u{200e}bour \u{1b}[31mcloses\n\nThe harbour closed\u{9b}2J.\u{7}\n")
        .indexed()
}

#[test]
fn piped_text_is_one_line_a_hit() {
    archive()
        .run(&["query", "harbour", "--sort", "newest"])
        .code(0)
        .stdout("2001-01-02\ta.txt\tHarbour opens\n\tb.txt\tHarbour [31mcloses\n")
        .says("2 articles");
}

#[test]
fn tables_have_a_header_and_lists_joined() {
    let archive = archive();
    archive
        .run(&["query", "opens", "--format", "csv"])
        .code(0)
        .stdout("date,id,title,source,people\n2001-01-02,a.txt,Harbour opens,City Wire,Anna Petrova; Yusuf Demir\n");
    archive
        .run(&["query", "opens", "--format", "tsv", "--fields", "id,body"])
        .code(0)
        .stdout("id\tbody\na.txt\tThe harbour opened on Tuesday, \"at last\".\n");
    archive.run(&["query", "opens", "--fields", "id,colour"]).code(2).says("there is no `colour`");
}

#[test]
fn a_cell_is_what_the_article_has_unless_it_is_for_a_spreadsheet() {
    let archive = Archive::new()
        .file("a.txt", "Title: =HYPERLINK(\"https://example.org\")\nDate: 2001-01-02\n\n- one point\n")
        .indexed();
    let csv = ["query", "--format", "csv", "--fields", "date,title,body,words"];
    archive
        .run(&csv)
        .code(0)
        .stdout("date,title,body,words\n2001-01-02,\"=HYPERLINK(\"\"https://example.org\"\")\",- one point,3\n");
    archive.run(&[&csv[..], &["--for-spreadsheet"]].concat()).code(0).stdout(
        "\u{feff}date,title,body,words\n2001-01-02,\"'=HYPERLINK(\"\"https://example.org\"\")\",'- one point,3\n",
    );
    archive.run(&["query", "--for-spreadsheet"]).code(2).says("--for-spreadsheet goes with --format csv");
}

/// The error of the CSV writer hid what lay below it: `morgue query --format csv | head` ended with a message and code 2.
#[test]
fn a_closed_pipe_is_a_quiet_success_in_every_format() {
    let archive =
        Archive::new().file("a.txt", format!("Harbour\n\n{}\n", "The tide came in. ".repeat(20_000))).indexed();
    for format in ["text", "json", "jsonl", "csv", "tsv"] {
        let mut command = archive.command(&["query", "--format", format, "--fields", "id,body"]);
        let mut child =
            command.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{format}: {}", String::from_utf8_lossy(&output.stderr));
        assert!(!String::from_utf8_lossy(&output.stderr).contains("pipe"), "{format}");
    }
}

#[test]
fn a_hit_has_every_key_of_the_contract() {
    let archive = archive();
    let answer = archive.query(&["harbour", "--sort", "newest"]);
    let keys = |value: &serde_json::Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(
        keys(&answer),
        [
            "schema_version",
            "query",
            "parsed",
            "filters",
            "index",
            "total",
            "texts",
            "took_ms",
            "warnings",
            "explain",
            "nothing_found",
            "hits",
            "facets",
            "facet_totals",
            "timeline",
            "timeline_unit",
            "imprecise",
            "undated",
            "together"
        ]
    );
    let expected = [
        "id",
        "score",
        "date",
        "date_source",
        "time",
        "updated",
        "title",
        "title_made",
        "other_titles",
        "page",
        "byline",
        "authors",
        "source",
        "section",
        "language",
        "url",
        "path",
        "member",
        "format",
        "people",
        "orgs",
        "places",
        "surname_only",
        "words",
        "copies",
        "closeness",
        "snippets",
    ];
    assert_eq!(keys(&answer["hits"][0]), expected);
    assert_eq!(keys(&answer["hits"][1]), expected);
    assert_eq!(answer["hits"][0]["updated"], "2001-01-03");
    assert_eq!(answer["hits"][0]["path"], "archive/a.txt");
    assert_eq!(answer["hits"][0]["score"], serde_json::Value::Null);
    assert_eq!((&answer["hits"][0]["title_made"], &answer["hits"][1]["title_made"]), (&false.into(), &false.into()));
    let article = archive.show("a.txt");
    let shown: Vec<&str> = expected.into_iter().filter(|key| !["score", "snippets"].contains(key)).collect();
    assert_eq!(keys(&article), [shown, vec!["body", "entities"]].concat());
    assert_eq!(article["entities"][0]["name"], "Anna Petrova");
    assert_eq!(article["entities"][0]["stated"], true);
}

#[test]
fn two_runs_print_the_same_bytes() {
    let archive = archive();
    let without_time = |mut answer: serde_json::Value| {
        answer["took_ms"] = 0.into();
        answer.to_string()
    };
    assert_eq!(without_time(archive.query(&["harbour"])), without_time(archive.query(&["harbour"])));
}

#[test]
fn no_escape_of_a_text_reaches_the_terminal() {
    let archive = archive();
    for arguments in [
        vec!["query", "harbour"],
        vec!["query", "harbour", "--format", "json"],
        vec!["query", "harbour", "--format", "csv", "--fields", "title,body"],
        vec!["query", "harbour", "--format", "tsv", "--fields", "title,body"],
        vec!["query", "harbour", "--format", "md"],
        vec!["query", "harbour", "--format", "bibtex"],
        vec!["show", "b.txt", "--format", "md"],
        vec!["show", "b.txt"],
        vec!["show", "b.txt", "--format", "json"],
    ] {
        let run = archive.run(&arguments);
        let steers = |character: char| {
            (character.is_control() && !matches!(character, '\n' | '\t')) || matches!(character, '\u{61c}' | '\u{200e}')
        };
        assert!(!run.stdout.contains(steers), "{arguments:?}: {:?}", run.stdout);
    }
}

#[test]
fn exit_codes() {
    let archive = archive();
    archive.run(&["query", "harbour"]).code(0);
    archive.run(&["query", "nothing"]).code(1).stdout("");
    archive.run(&["query", "nothing", "--count"]).code(1).stdout("0\n");
    archive.run(&["query", "\"open"]).code(2);
    let usage =
        archive.run(&["query", "--no-such-flag"]).code(2).says("morgue: unexpected argument '--no-such-flag' found");
    assert_eq!(usage.stderr.lines().count(), 1, "{}", usage.stderr);
    archive.run(&["--help"]).code(0);
    archive.run(&["--index", "elsewhere", "query", "x"]).code(3);
    archive.run(&["people", "zzz"]).code(1);
    archive.run(&["show", "nothing.txt"]).code(1).says("there is no article");
}

#[test]
fn limits_and_offsets_page_through_the_hits() {
    let archive = archive();
    let page = |offset: &str| archive.run(&["query", "--sort", "newest", "-n", "1", "--offset", offset]).stdout;
    assert!(page("0").contains("a.txt"));
    assert!(page("1").contains("b.txt"));
    assert_eq!(page("2"), "");
    assert_eq!(archive.query(&["-n", "1"])["total"], 2);
}

#[test]
fn quiet_silences_notes_and_no_data() {
    let run = archive().run(&["-q", "query", "harbour"]).code(0);
    assert_eq!(run.stderr, "");
    assert_eq!(run.stdout.lines().count(), 2);
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_is_a_quiet_success() {
    let archive = Archive::new();
    for number in 0..3000 {
        archive
            .write(&format!("{number}.txt"), format!("Notice {number}\n\nThe harbour office gives notice {number}.\n"));
    }
    let archive = archive.indexed();
    let mut command = archive.command(&["query", "harbour", "--all"]);
    let mut child = command.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(!String::from_utf8_lossy(&output.stderr).contains("pipe"));
}

#[test]
fn names_are_listed_with_their_counts() {
    let archive = archive();
    let names = archive.run(&["people", "--format", "json"]).code(0).json();
    assert_eq!(names["total"], 2);
    assert_eq!(
        names["names"][0],
        serde_json::json!({"name": "Anna Petrova", "articles": 1, "variants": ["Anna Petrova"]})
    );
    assert_eq!(archive.run(&["people", "dem", "--format", "json"]).json()["names"][0]["name"], "Yusuf Demir");
}

#[test]
fn completions_and_the_manual_are_printed() {
    let archive = archive();
    assert!(archive.run(&["completions", "bash"]).code(0).stdout.contains("_morgue"));
    assert!(archive.run(&["man"]).code(0).stdout.contains(".TH"));
}

#[test]
fn stats_count_what_is_there() {
    let stats = archive().run(&["stats", "--format", "json"]).code(0).json();
    assert_eq!((stats["articles"].as_u64(), stats["undated"].as_u64()), (Some(2), Some(1)));
    assert_eq!(stats["years"], serde_json::json!([{"value": "2001", "count": 1}]));
}
