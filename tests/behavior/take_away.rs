//! Lists to take away: RIS, BibTeX and Markdown, each with what a citation needs and what it was found by.

use std::collections::BTreeSet;

use crate::harness::Archive;

fn archive() -> Archive {
    Archive::new()
        .file("a.txt", "Title: Harbour {opens} at 50%\nDate: 2001-07-02\nSource: City & Wire\nBy: Anna Petrova and Yusuf van der Berg\nURL: https://example.org/a_1\nSection: Local\n\nThe harbour opened.\n")
        .file("b.jsonl", "{\"id\":\"7\",\"body\":\"A harbour of *stars* is what they saw. It was late.\",\"date\":\"2001-08\"}\n")
        .indexed()
}

#[test]
fn ris_has_a_record_an_article() {
    let ris = archive().run(&["query", "harbour", "--sort", "oldest", "--format", "ris"]).code(0);
    insta::assert_snapshot!(ris.stdout.replace("\r\n", "\n"), @r"
    TY  - NEWS
    TI  - Harbour {opens} at 50%
    AU  - Petrova, Anna
    AU  - van der Berg, Yusuf
    T2  - City & Wire
    SE  - Local
    PY  - 2001
    DA  - 2001/07/02/
    UR  - https://example.org/a_1
    ID  - a.txt
    N1  - found by: morgue query harbour --sort oldest --format ris; read as: harbour; index generation 1 of 2 articles
    ER  - 
    TY  - NEWS
    TI  - A harbour of *stars* is what they saw
    PY  - 2001
    DA  - 2001/08//
    LA  - en
    ID  - b.jsonl#7
    N1  - no headline: the title is the beginning of the text
    N1  - found by: morgue query harbour --sort oldest --format ris; read as: harbour; index generation 1 of 2 articles
    ER  -
    ");
    assert_eq!(ris.stdout.matches("\r\n").count(), ris.stdout.lines().count());
}

#[test]
fn bibtex_has_an_entry_an_article() {
    let archive = archive();
    let bibtex = archive.run(&["query", "harbour", "--sort", "oldest", "--format", "bibtex"]).code(0).stdout;
    insta::assert_snapshot!(bibtex, @r"
    @article{petrova2001-f01e5cbbc0,
      author = {Petrova, Anna and van der Berg, Yusuf},
      title = {{Harbour \textbraceleft{}opens\textbraceright{} at 50\%}},
      journaltitle = {City \& Wire},
      entrysubtype = {newspaper},
      date = {2001-07-02},
      url = {https://example.org/a_1},
      annotation = {article a.txt of the archive; found by: morgue query harbour --sort oldest --format bibtex; read as: harbour; index generation 1 of 2 articles},
    }

    @misc{article2001-da5e4caad0,
      title = {{A harbour of *stars* is what they saw}},
      date = {2001-08},
      language = {en},
      annotation = {no headline: the title is the beginning of the text; article b.jsonl\#7 of the archive; found by: morgue query harbour --sort oldest --format bibtex; read as: harbour; index generation 1 of 2 articles},
    }
    ");
    assert_eq!(bibtex.matches('{').count(), bibtex.matches('}').count());
    let keys = |text: &str| -> BTreeSet<String> {
        text.lines().filter(|line| line.starts_with('@')).map(str::to_owned).collect()
    };
    let shown = archive.run(&["show", "a.txt", "b.jsonl#7", "--format", "bibtex"]).code(0).stdout;
    assert_eq!(keys(&shown), keys(&bibtex), "an article has the same key in every export");
    let twice = archive.run(&["show", "a.txt", "a.txt", "--format", "bibtex"]).code(0).stdout;
    assert_eq!(keys(&twice).len(), 2, "no key comes twice in one");
}

#[test]
fn markdown_is_a_numbered_list_with_its_search_below() {
    let archive = archive();
    let list =
        archive.run(&["query", "harbour", "--sort", "oldest", "--format", "md", "-n", "1", "--offset", "1"]).code(0);
    insta::assert_snapshot!(list.stdout, @r"
    2. “A harbour of \*stars\* is what they saw” (first words), 2001-08. `b.jsonl#7`

    Search: `morgue query harbour --sort oldest --format md -n 1 --offset 1; read as: harbour; index generation 1 of 2 articles`. Found: 2 articles, 1 listed.
    ");
    insta::assert_snapshot!(archive.run(&["show", "a.txt", "--format", "md"]).code(0).stdout, @r"
    # Harbour {opens} at 50%

    Anna Petrova; Yusuf van der Berg, “Harbour {opens} at 50%”, *City \& Wire*, 2001-07-02. <https://example.org/a_1> `a.txt`

    The harbour opened.

    From: `morgue show a.txt --format md; index generation 1 of 2 articles`.
    ");
    archive.run(&["query", "nothing", "--format", "md"]).code(1).stdout("");
}

#[test]
fn a_command_can_be_typed_again_and_days_are_days() {
    let archive = archive();
    let list = archive.run(&["query", "it's OR harbour", "--last", "90y", "--format", "md"]).code(0).stdout;
    assert!(
        list.contains(
            "morgue query 'it'\\''s OR harbour' --last 90y --format md; read as: (it's OR harbour) AND date:"
        ),
        "{list}"
    );
    let mut command = archive.command(&["query", "harbour", "--format", "md"]);
    let list = String::from_utf8(command.env("MORGUE_INDEX", "index").output().unwrap().stdout).unwrap();
    assert!(list.contains("Search: `MORGUE_INDEX=index morgue query harbour --format md;"), "{list}");
}

#[test]
fn tables_and_lines_of_json_can_say_what_they_were_found_by() {
    let archive = archive();
    let search =
        "morgue query opened --format csv --fields id,body,search; read as: opened; index generation 1 of 2 articles";
    archive
        .run(&["query", "opened", "--format", "csv", "--fields", "id,body,search"])
        .code(0)
        .stdout(&format!("id,body,search\na.txt,The harbour opened.,\"{search}\"\n"));
    let line = archive.run(&["query", "opened", "--format", "jsonl", "--fields", "id,search"]).code(0).json();
    assert!(line["search"].as_str().unwrap().contains("index generation 1 of 2 articles"));
    archive.run(&["query", "opened", "--format", "tsv", "--fields", "id,id"]).code(0).stdout("id\tid\na.txt\ta.txt\n");
    for format in ["md", "ris", "bibtex"] {
        archive.run(&["query", "--format", format, "--facet", "year", "-n", "0"]).code(2).says("lists articles");
        archive.run(&["query", "--format", format, "--fields", "id"]).code(2).says("--fields goes with --format text");
    }
}

#[test]
fn a_title_that_was_made_says_so() {
    let archive = archive();
    assert_eq!(archive.show("a.txt")["title_made"], false);
    assert_eq!(archive.show("b.jsonl#7")["title_made"], true);
    assert_eq!(archive.show("a.txt")["page"], serde_json::Value::Null);
    assert_eq!(archive.show("a.txt")["other_titles"], serde_json::json!([]));
}
