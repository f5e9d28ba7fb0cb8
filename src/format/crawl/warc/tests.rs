use std::time::Instant;

use super::*;
use crate::format::crawl::arc::Arc;
use crate::format::web::capture::testing::{read, read_damaged};

const CRAWL: &[u8] = include_bytes!("../../../../tests/fixtures/warc/crawl.warc");
const BY_RECORD: &[u8] = include_bytes!("../../../../tests/fixtures/warc/crawl-by-record.warc.gz");
const WITH_DICTIONARY: &[u8] = include_bytes!("../../../../tests/fixtures/warc/crawl-dictionary.warc.zst");
const WRONG_LENGTHS: &[u8] = include_bytes!("../../../../tests/fixtures/warc/wrong-lengths.warc");
const WET: &[u8] = include_bytes!("../../../../tests/fixtures/warc/crawl.warc.wet");
const ARC: &[u8] = include_bytes!("../../../../tests/fixtures/arc/courier.arc");
const ARC_2: &[u8] = include_bytes!("../../../../tests/fixtures/arc/version-2-cut-off.arc");

fn record(kind: &str, media_type: &str, block: &str) -> String {
    let length = block.len();
    format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: http://a.example/\r\nWARC-Record-ID: <urn:uuid:{kind}-1>\r\n\
         Content-Type: {media_type}\r\nContent-Length: {length}\r\n\r\n{block}\r\n\r\n"
    )
}

#[test]
fn every_page_that_came_is_an_article_however_the_crawl_is_packed() {
    let expected =
        ["Glass works to reopen in Norrhult", "Möte i Växjö", "Chunked moose", "Packed herring", "Plain after all"];
    for bytes in [CRAWL, BY_RECORD, WITH_DICTIONARY] {
        let found = read(&Warc, bytes);
        assert_eq!(found.titles(), expected);
        assert_eq!(found.ids()[1], "00000000-0000-4000-8000-000000000006");
        assert_eq!((found.warnings.len(), found.error), (0, None));
    }
}

#[test]
fn a_wrong_length_costs_its_own_record_only() {
    let found = read(&Warc, WRONG_LENGTHS);
    let expected = ["A length too short", "A length too long", "The third record", "The record that is cut"];
    assert_eq!(found.titles(), expected);
    assert_eq!(found.warnings.len(), 1);
    assert_eq!(found.reason(), "record 4 at byte 1584: the file ends within the record: expected 283 bytes, found 227");
}

#[test]
fn a_crawler_that_always_miscounts_loses_no_record() {
    let short =
        record("resource", "text/html", "<title>One</title><p>of many.</p>").replace("Length: 33", "Length: 31");
    let found = read(&Warc, short.repeat(100).as_bytes());
    assert_eq!((found.articles.len(), found.warnings.len(), found.error), (100, 100, None));
}

#[test]
fn a_text_that_was_drawn_from_a_page_has_its_first_line_as_title() {
    let found = read(&Warc, WET);
    assert_eq!(found.titles(), ["Glass works to reopen in Norrhult"]);
    assert_eq!(found.articles[0].1.language.as_deref(), Some("swe"));
}

#[test]
fn a_crawl_without_pages_says_what_it_has() {
    let http = "application/http; msgtype=response";
    let page = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p> </p>";
    let cases = [
        (
            record("response", http, "HTTP/1.1 404 No\r\nContent-Type: text/html\r\n\r\n<p>none</p>")
                + &record("revisit", http, "HTTP/1.1 200 OK\r\n\r\n")
                + &record("strange", "text/x", "x"),
            "no HTML response among its 3 records (1 other, 1 response, 1 revisit)",
        ),
        (record("response", http, page), "no page with a word in it among its 1 record (1 response)"),
        (
            "WARC/1.0\r\nWARC-Type: response\r\n".to_owned(),
            "record 1 at byte 0: the file ends within the head of the record",
        ),
        ("WARC/1.0\r\nWARC-Type: response\r\n\r\n".to_owned(), "no HTML response among its 0 records ()"),
    ];
    for (crawl, expected) in cases {
        assert_eq!(read(&Warc, crawl.as_bytes()).reason(), expected);
    }
}

#[test]
fn an_answer_without_a_head_is_a_page() {
    let page = "<html><title>Ferry is back</title><p>The ferry to the island is back in service, the harbour says.</p>";
    let arc = format!("http://a.example/ 192.0.2.9 19960309102030 text/html {}\n{page}\n", page.len());
    for found in [read(&Warc, record("response", "application/http", page).as_bytes()), read(&Arc, arc.as_bytes())] {
        assert_eq!((found.titles(), &found.error), (vec!["Ferry is back"], &None));
    }
}

#[test]
fn pages_that_are_too_long_are_passed_over_and_said() {
    let long = "a ".repeat(PAGE_BYTES_MAX / 2);
    let http = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n";
    let crawl = record("response", "application/http", &format!("{http}{long}"))
        + &record("resource", "text/html", "<title>Short</title><p>One that fits.</p>");
    let found = read(&Warc, crawl.as_bytes());
    assert_eq!(found.titles(), ["Short"]);
    assert!(found.warnings[0].message.contains("longer than 16 MiB"));
}

#[test]
fn arc_files_of_both_versions_are_read() {
    let found = read(&Arc, ARC);
    assert_eq!(found.ids(), ["http://www.tidewater-courier.example/slipway%20bell.htm@20040307102030"]);
    assert_eq!(found.error, None);
    let found = read(&Arc, ARC_2);
    assert_eq!(found.titles(), ["Two bells are better", "Two bells are better"]);
    assert!(found.warnings[0].message.contains("the length `many` in it"), "{:?}", found.warnings);
    assert!(found.reason().starts_with("record 3 at byte 974: the file ends within it"));
}

#[test]
fn damaged_crawls_are_read_or_rejected() {
    for bytes in [CRAWL, BY_RECORD, WITH_DICTIONARY, WRONG_LENGTHS, WET] {
        read_damaged(&Warc, bytes);
    }
    read_damaged(&Arc, ARC);
    read_damaged(&Arc, ARC_2);
}

#[test]
fn records_that_lie_cost_no_more_than_their_bytes() {
    let lie = record("resource", "text/html", "<p>a</p>").replace("Length: 8", "Length: 16000000");
    let cases = [
        lie.repeat(20_000),
        "WARC/1.0\r\n\r\n".repeat(200_000),
        format!("WARC/1.0\r\nWARC-Type: {}\r\n\r\n", "x".repeat(10 << 20)),
        format!("WARC/1.0\r\nContent-Length: 0\r\n\r\n{}", "y\n".repeat(2 << 20)),
        format!("WARC/1.0\r\nContent-Length: {}\r\n\r\n", u64::MAX),
    ];
    for crawl in cases {
        let start = Instant::now();
        let _ = read(&Warc, crawl.as_bytes());
        assert!(start.elapsed().as_secs() < 20, "{:?}", &crawl[..60]);
    }
}
