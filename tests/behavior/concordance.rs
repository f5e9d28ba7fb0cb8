//! Places that match: each in its context, and all of them in a whole article.

use serde_json::json;

use crate::harness::Archive;

fn archive() -> Archive {
    Archive::new()
        .file(
            "1987/one.txt",
            "Title: Harbour opens\nDate: 1987-03-01\n\nThe old harbour opened again.\nBefore the war the harbour\nmaster had closed it.\n",
        )
        .file("1990/two.txt", "Title: Mill closes\nDate: 1990-01-05\n\nThe mill at the harbour closed; a zealous harbour board said so.\n")
        .indexed()
}

#[test]
fn every_place_has_a_line_with_its_context() {
    let archive = archive();
    let run = archive.run(&["query", "harbour", "--kwic=20", "--sort", "oldest"]).code(0);
    insta::assert_snapshot!(run.stdout.replace('\t', " | "), @r"
    1987-03-01 | 1987/one.txt |  | Harbour | opens
    1987-03-01 | 1987/one.txt | The old | harbour | opened again.
    1987-03-01 | 1987/one.txt | Before the war the | harbour | master had closed
    1990-01-05 | 1990/two.txt | The mill at the | harbour | closed; a zealous
    1990-01-05 | 1990/two.txt | closed; a zealous | harbour | board said so.
    ");
    let words = |arguments: &[&str], cell: usize| -> Vec<String> {
        let run = archive.run(&[&["query", "harbour", "--kwic=20"], arguments].concat());
        let cell = |line: &str| line.split('\t').nth(cell).unwrap().to_owned();
        run.stdout.lines().map(cell).collect()
    };
    let left = words(&["--kwic-sort", "left"], 2);
    assert_eq!(left, ["", "The old", "The mill at the", "Before the war the", "closed; a zealous"]);
    let right = words(&["--kwic-sort", "right"], 4);
    assert_eq!(right, ["board said so.", "closed; a zealous", "master had closed", "opened again.", "opens"]);
}

#[test]
fn nearness_is_one_place_from_end_to_end() {
    let archive = archive();
    let run = archive.run(&["query", "old pre/3 opened", "--kwic=10"]).code(0);
    assert_eq!(run.stdout, "1987-03-01\t1987/one.txt\tThe\told harbour opened\tagain.\n");
}

#[test]
fn a_concordance_comes_in_every_format_of_rows() {
    let archive = archive();
    let csv = archive.run(&["query", "mill", "--kwic=8", "--format", "csv"]).code(0);
    assert_eq!(
        csv.stdout,
        "date,id,title,field,left,keyword,right\n1990-01-05,1990/two.txt,Mill closes,title,,Mill,closes\n\
         1990-01-05,1990/two.txt,Mill closes,body,The,mill,at the\n"
    );
    let lines = archive.run(&["query", "zealous", "--kwic", "--format", "jsonl"]).code(0);
    let line: serde_json::Value = serde_json::from_str(lines.stdout.trim()).unwrap();
    assert_eq!((&line["keyword"], &line["field"]), (&json!("zealous"), &json!("body")));
    let answer = archive.query(&["zealous", "--kwic=8"]);
    let expected = json!([{"field": "body", "left": " a ", "keyword": "zealous", "right": " harbour"}]);
    assert_eq!(answer["hits"][0]["keywords"], expected);
    assert!(archive.query(&["zealous"])["hits"][0].get("keywords").is_none());
}

#[test]
fn a_concordance_does_not_go_with_what_has_no_places() {
    let archive = archive();
    for (arguments, message) in [
        (&["--kwic-sort", "left"][..], "--kwic-sort goes with --kwic"),
        (&["--kwic", "--count"], "--kwic prints places of hits"),
        (&["--kwic", "--format", "ris"], "--kwic goes with --format text, json, jsonl, csv and tsv"),
        (&["--kwic", "--fields", "id"], "--kwic prints places"),
        (&["--kwic=wide"], "expected a number of characters"),
    ] {
        archive.run(&[&["query", "harbour"], arguments].concat()).code(2).says(message);
    }
}

#[test]
fn a_whole_article_is_shown_with_its_matches() {
    let archive = archive();
    archive
        .run(&["show", "1987/one.txt", "--query", "harbour OR \"closed it\""])
        .code(0)
        .prints("**Harbour** opens\n")
        .prints("\nThe old **harbour** opened again.\nBefore the war the **harbour**\nmaster had **closed it**.\n");
    let object =
        archive.run(&["show", "1987/one.txt", "--query", "harbour w/2 old", "--format", "json"]).code(0).json();
    assert_eq!(
        object["highlights"],
        json!([{"field": "body", "start": 4, "end": 7}, {"field": "body", "start": 8, "end": 15}])
    );
    // Whether the article is found by it is another question.
    assert_eq!(
        archive.run(&["show", "1987/one.txt", "--query", "zeppelin", "--format", "json"]).json()["highlights"],
        json!([])
    );
    archive.run(&["show", "1987/one.txt", "--query", "(sic"]).code(2);
    archive.run(&["show", "1987/one.txt", "--query", "x", "--format", "ris"]).code(2).says("--query goes with");
}
