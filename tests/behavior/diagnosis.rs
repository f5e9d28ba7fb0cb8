//! What was found, and why nothing was: the clause to blame, what was probably meant, where the articles lie.

use serde_json::{Value, json};

use crate::harness::Archive;

fn archive() -> Archive {
    let file = |title: &str, date: &str, source: &str, body: &str| {
        format!("Title: {title}\nDate: {date}\nSource: {source}\n\n{body}\n")
    };
    Archive::new()
        .file(
            "1987/one.txt",
            file(
                "Harbour opens",
                "1987-03-01",
                "Harbour Gazette",
                "President Ronald Reagan spoke of sanctions. The harbour opened.",
            ),
        )
        .file(
            "1987/two.txt",
            file(
                "Talks end",
                "1987-04-02",
                "Harbour Gazette",
                "Ronald Reagan left early. A sanction was lifted after the talks.",
            ),
        )
        .file(
            "1990/three.txt",
            file("Mill closes", "1990-01-05", "Mill Town Post", "The mill closed; sanctions were not to blame."),
        )
        .indexed()
}

fn nothing(archive: &Archive, arguments: &[&str]) -> Value {
    let run = archive.run(&[&["query", "--format", "json"], arguments].concat()).code(1);
    run.json()["nothing_found"].clone()
}

#[test]
fn the_clause_to_blame_is_named() {
    let archive = archive();
    let found = nothing(&archive, &["sanctions zeppelin"]);
    let zeppelin = json!({"clause": "zeppelin", "articles": 0, "without": 3, "words": [], "words_total": 0});
    assert_eq!(found["clauses"][1], zeppelin);
    assert_eq!(found["clauses"][0]["without"], 0);
    archive
        .run(&["query", "sanctions zeppelin"])
        .code(1)
        .says("`zeppelin` finds nothing; without it there are 3 articles");
    // Each finds something, and no article has both.
    archive.run(&["query", "harbour mill"]).code(1).says("without `mill` there is 1 article");
}

#[test]
fn what_was_probably_meant_is_offered() {
    let archive = archive();
    let suggested = |arguments: &[&str]| {
        let found = nothing(&archive, arguments);
        let suggestions = found["suggestions"].as_array().unwrap().clone();
        let row = |row: &Value| format!("{} {}", row["suggested"].as_str().unwrap(), row["articles"]);
        suggestions.iter().map(row).collect::<Vec<_>>()
    };
    assert_eq!(suggested(&["sanctoins"]), ["sanctions 2", "sanction 1"]);
    assert_eq!(suggested(&["--source", "harbor gazette"]), ["Harbour Gazette 2"]);
    assert_eq!(suggested(&["--source", "mill post"]), ["Mill Town Post 1"]);
    assert_eq!(suggested(&["--person", "Ronald Raegan", "--exact-name"]), ["Ronald Reagan 2"]);
    assert_eq!(suggested(&["zeppelin"]), [""; 0]);
    archive.run(&["people", "Ronald Raegan"]).code(1).says("did you mean `Ronald Reagan` (2 articles)?");
}

#[test]
fn dates_outside_are_told() {
    let archive = archive();
    let found = nothing(&archive, &["reagan", "--from", "2001"]);
    assert_eq!(found["dates"], json!({"articles": 2, "from": "1987-03-01", "to": "1987-04-02"}));
    archive
        .run(&["query", "reagan", "--from", "2001"])
        .code(1)
        .says("with other dates there are 2 articles, from 1987-03-01 to 1987-04-02");
    archive.run(&["query", "--from", "07/11/2022"]).code(2).says("write it as `2022-07-11` or `2022-11-07`");
    archive.run(&["query", "--from", "07/31/2022"]).code(2).says("write it as `2022-07-31`");
}

#[test]
fn a_question_is_explained() {
    let archive = archive();
    let answer = archive.query(&["sanction* talks", "--from", "1987", "--explain"]);
    let clauses = answer["explain"].as_array().unwrap();
    let rows: Vec<Value> = clauses.iter().map(|row| json!([row["clause"], row["articles"], row["words"]])).collect();
    assert_eq!(
        json!(rows),
        json!([
            ["sanction*", 3, ["sanction", "sanctions"]],
            ["talks", 1, ["talks", "talk…"]],
            ["date:1987-01-01..", 3, []]
        ])
    );
    assert_eq!(archive.query(&["--any", "sanctions talks"])["parsed"], "sanctions OR talks");
    assert_eq!(archive.query(&["sanctions"])["explain"], Value::Null);
    archive.run(&["query", "--any", "mill talks", "--explain"]).says("read as: mill OR talks");
    archive.run(&["query", "sanction*", "--explain"]).says("  sanction* finds 3 articles: sanction, sanctions");
}
