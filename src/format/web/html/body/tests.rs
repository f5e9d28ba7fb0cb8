//! Invented pages, and what is read of them.

use std::time::{Duration, Instant};

use serde_json::json;

use super::*;

const FIRST: &str = "The ferry to Norrholm will sail twice a day from Monday, the harbour office said, after a winter \
    in which ice kept it in port for eleven weeks.";
const SECOND: &str = "Islanders had to cross on foot, and the post came by sledge. \u{201c}We are used to it,\u{201d} \
    said Mayor Ida Lund, who runs the shop, \u{201c}but the bread was hard.\u{201d}";
const THIRD: &str = "A new engine, paid for by the county, is to make the crossing in forty minutes, ten fewer than \
    before. The old one will go to the museum.";

fn read_page(html: &str, articles: &[Record]) -> String {
    read(&scraper::Html::parse_document(html), articles, true)
}

fn page(article: &str) -> String {
    format!(
        "<html><head><title>Ferry sails again</title></head><body><nav><ul><li><a href=/>Home</a><li><a href=/s>Sport\
         </a></ul></nav><article><h1>Ferry sails again</h1>{article}</article><aside class=related><h3>Read more</h3>\
         <ul><li><a href=/1>Bridge closed for repairs until further notice</a></ul></aside>\
         <footer>\u{a9} The Norrholm Post. All rights reserved.</footer></body></html>"
    )
}

#[test]
fn paragraphs_and_sub_heads_are_read_and_nothing_else() {
    let html = page(&format!(
        "<p class=byline>By Nils Falk</p><figure><img><figcaption>The ferry in the ice. Photo: Eva Ek</figcaption>\
         </figure><div class=article-body><p>{FIRST}</p><div class=share-buttons><a href=f>Share this</a></div>\
         <p>{SECOND}</p><h2>Faster than before</h2><p>{THIRD}</p></div>"
    ));
    assert_eq!(read_page(&html, &[]), [FIRST, SECOND, "Faster than before", THIRD].join("\n\n"));
}

#[test]
fn two_line_breaks_part_paragraphs_as_old_pages_have_them() {
    let html = page(&format!("<div class=text>{FIRST}<br><br>{SECOND}<br>\n<br>{THIRD}</div>"));
    assert_eq!(read_page(&html, &[]), [FIRST, SECOND, THIRD].join("\n\n"));
}

#[test]
fn a_text_that_only_json_ld_has_is_taken_from_there() {
    let record =
        json!({ "@type": "NewsArticle", "articleBody": format!("<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>") });
    let articles = [record.as_object().unwrap().clone()];
    let html = "<html><body><div id=root></div></body></html>";
    assert_eq!(read_page(html, &articles), [FIRST, SECOND, THIRD].join("\n\n"));
}

#[test]
fn a_text_that_a_script_would_draw_is_taken_from_the_script() {
    let data = json!({ "story": { "html": format!("<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>") } }).to_string();
    for script in [data.clone(), format!("self.push([1,{}])", json!(data))] {
        let html = format!("<html><body><div id=root></div><script>{script}</script></body></html>");
        assert_eq!(read_page(&html, &[]), [FIRST, SECOND, THIRD].join("\n\n"), "{script}");
    }
}

#[test]
fn a_page_without_text_gives_none() {
    for html in ["", "<html></html>", "<p></p>", "<body><a href=/>Home</a></body>", "<script>\"<p>no end"] {
        assert_eq!(read_page(html, &[]), "", "{html}");
    }
}

#[test]
fn a_page_is_cut_where_it_is_nested_too_deep() {
    let deep = "<div><p>x".repeat(6_000);
    assert_eq!(within_depth(&deep).len(), 5_000 * "<div><p>x".len());
    let flat = "<div><p>x</div>a < b <!-- <i> --><br><li>".repeat(4_000);
    assert_eq!(within_depth(&flat), flat);
    let drawing =
        format!("<script>{}</script><svg><g>{}</g></svg>", "i<n;".repeat(9_000), "<path d=\"M0\"/>".repeat(9_000));
    assert_eq!(within_depth(&drawing), drawing);
}

#[test]
fn any_nesting_takes_little_time_and_stack() {
    let hostile = [
        "<div>".repeat(100_000) + FIRST,
        "<b><p>".repeat(3_000) + FIRST,
        "<a><table>".repeat(3_000) + FIRST,
        format!("<p>{FIRST}").repeat(20_000),
        "<p>x".repeat(200_000),
        "<h1>title".repeat(50_000),
        format!("<script>{}</script>", "\"\\".repeat(500_000)),
        "<p".repeat(500_000),
    ];
    let read_all = move || {
        for html in hostile {
            let page = scraper::Html::parse_document(within_depth(&html));
            let start = Instant::now();
            read(&page, &[], true);
            assert!(start.elapsed() < Duration::from_secs(20), "{:?}", html.get(..20));
        }
    };
    let thread = std::thread::Builder::new().stack_size(2 << 20).spawn(read_all).unwrap();
    thread.join().unwrap();
}
