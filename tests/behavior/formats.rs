//! Every format, on the fixtures written for it: what each file gives, or why it is rejected. Names are those that the files state.

use std::fmt::Write;

use serde_json::Value;

use crate::harness::Archive;

/// Indexes the fixtures of one format and tells what came of them, one block an article.
fn account(name: &str) -> String {
    let archive = Archive::of_fixtures(name);
    let summary = archive.run(&["index", "archive", "--no-model", "--format", "json"]).json();
    let listed = archive.run(&["query", "--all", "--format", "jsonl", "--fields", FIELDS]).stdout;
    let mut articles: Vec<Value> = listed.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    articles.sort_by_key(|article| article["id"].to_string());
    let mut account = String::new();
    for article in articles {
        for (key, value) in article.as_object().unwrap() {
            if !value.is_null() && value != &Value::Array(Vec::new()) && value != "" {
                writeln!(account, "{key}: {}", short(value)).unwrap();
            }
        }
        account.push('\n');
    }
    for kind in ["rejects", "warnings"] {
        for problem in summary[kind].as_array().unwrap() {
            writeln!(account, "{kind}: {problem}").unwrap();
        }
    }
    account
}

const FIELDS: &str = "id,format,date,date_source,time,updated,title,byline,authors,source,section,language,url,people,orgs,places,words,body";

/// Long texts by their beginning and end.
fn short(value: &Value) -> String {
    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let characters: Vec<char> = text.chars().collect();
    if characters.len() <= 160 {
        return format!("{text:?}");
    }
    let (head, tail) = (&characters[..90], &characters[characters.len() - 60..]);
    format!("{:?} … {:?}", head.iter().collect::<String>(), tail.iter().collect::<String>())
}

#[test]
fn plain_text() {
    insta::assert_snapshot!(account("text"));
}

#[test]
fn markdown_with_front_matter() {
    insta::assert_snapshot!(account("markdown"));
}

#[test]
fn json_in_the_shapes_that_exist() {
    insta::assert_snapshot!(account("json"));
}

#[test]
fn json_lines() {
    insta::assert_snapshot!(account("jsonl"));
}

#[test]
fn reuters_sgml() {
    insta::assert_snapshot!(account("reuters-sgml"));
}

#[test]
fn feeds() {
    insta::assert_snapshot!(account("feeds"));
}

#[test]
fn anpa_1312() {
    insta::assert_snapshot!(account("anpa"));
}

#[test]
fn iptc_7901() {
    insta::assert_snapshot!(account("iptc7901"));
}

#[test]
fn csv() {
    insta::assert_snapshot!(account("csv"));
}

#[test]
fn tsv() {
    insta::assert_snapshot!(account("tsv"));
}

#[test]
fn sqlite() {
    insta::assert_snapshot!(account("sqlite"));
}

#[test]
fn trec_sgml() {
    insta::assert_snapshot!(account("trec"));
}

#[test]
fn warc() {
    insta::assert_snapshot!(account("warc"));
}

#[test]
fn arc() {
    insta::assert_snapshot!(account("arc"));
}

#[test]
fn mail() {
    insta::assert_snapshot!(account("mail"));
}

#[test]
fn mailboxes() {
    insta::assert_snapshot!(account("mbox"));
}

#[test]
fn mhtml() {
    insta::assert_snapshot!(account("mhtml"));
}

#[test]
fn webarchive() {
    insta::assert_snapshot!(account("webarchive"));
}

#[test]
fn nitf() {
    insta::assert_snapshot!(account("nitf"));
}

#[test]
fn newsml() {
    insta::assert_snapshot!(account("newsml"));
}

#[test]
fn newsml_g2() {
    insta::assert_snapshot!(account("newsml-g2"));
}

#[test]
fn ninjs() {
    insta::assert_snapshot!(account("ninjs"));
}

#[test]
fn mets_with_alto_pages() {
    insta::assert_snapshot!(account("mets-alto"));
}

#[test]
fn kb_articles() {
    insta::assert_snapshot!(account("kb"));
}

#[test]
fn hocr() {
    insta::assert_snapshot!(account("hocr"));
}

#[test]
fn epub() {
    insta::assert_snapshot!(account("epub"));
}

#[test]
fn docx() {
    insta::assert_snapshot!(account("docx"));
}

#[test]
fn odt() {
    insta::assert_snapshot!(account("odt"));
}

#[test]
fn pdf() {
    insta::assert_snapshot!(account("pdf"));
}

#[test]
fn html_pages() {
    insta::assert_snapshot!(account("html"));
}

#[test]
fn a_format_can_be_forced() {
    let archive = Archive::new().file("a.txt", "{\"title\":\"Harbour\",\"text\":\"opens\"}\n");
    archive.run(&["index", "archive"]).code(0);
    assert_eq!(archive.ids(&[]), ["a.txt"]);
    archive.run(&["index", "archive", "--input-format", "jsonl"]).code(0);
    assert_eq!(archive.ids(&[]), ["a.txt#1"]);
    archive.run(&["index", "archive", "--input-format", "telex"]).code(2).says("expected one of pdf, epub, docx");
}
