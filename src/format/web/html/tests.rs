//! What a page is taken for, and what pages made to break a reader do.

use std::time::{Duration, Instant};

use super::*;
use crate::article::StatedArticle;

fn recognised(name: &str, text: &str) -> bool {
    Html.recognises(&Sample { name, bytes: text.as_bytes(), whole: true })
}

#[test]
fn tells_pages_from_other_files() {
    let pages = [
        ("a", "<!DOCTYPE html><html>"),
        ("a", "\u{feff}\n<!-- saved -->\n<!doctype HTML PUBLIC \"-//W3C//DTD HTML 4.01//EN\">"),
        ("a", "<?xml version=\"1.0\"?>\n<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\">"),
        ("a", "<HTML lang=en>"),
        ("a", "<meta charset=utf-8>"),
        ("a.txt", "<head>\n<title>Fire"),
        ("a.html", "<div class=story>Fire"),
        ("a.htm", "Fire at the port <p>Nobody was hurt"),
        ("a.txt", "<p>Nobody was hurt</p>"),
    ];
    for (name, text) in pages {
        assert!(recognised(name, text), "{text}");
    }
    let others = [
        ("a", "<?xml version=\"1.0\"?><nitf><head><title>Fire</title></head></nitf>"),
        ("a.xml", "<rss version=\"2.0\"><channel><title>News</title>"),
        ("a", "<!DOCTYPE nitf SYSTEM \"nitf.dtd\">"),
        ("a", "<!DOCTYPE lewis SYSTEM \"lewis.dtd\">"),
        ("a", "<!-- only a comment"),
        ("a.md", "<div align=center>\n\n# Fire"),
        ("a.md", "<p align=center>\n\n# Fire"),
        ("a.xml", "<p>Nobody was hurt</p>"),
        ("a.txt", "<IBM.N> and <P.N> rose on Monday"),
        ("a.html", "Fire at the port: nobody < 3 hurt"),
        ("a", "<headline>Fire</headline>"),
        ("a", ""),
    ];
    for (name, text) in others {
        assert!(!recognised(name, text), "{text}");
    }
}

#[test]
fn a_day_of_change_is_no_day_of_publication_and_an_open_one_waits() {
    let text = "<p>Nobody was hurt when the warehouse at the old port burned down on Monday night, police said.</p>";
    let cases = [
        ("<div class=date>Updated: March 7, 2013 | Published: March 5, 2013</div>", "", Some("2013-03-05"), 0),
        ("<div class=date>Published March 5, 2013. Updated March 7</div>", "", Some("2013-03-05"), 0),
        ("", "<meta name=date content='03/04/2013'>", None, 1),
        ("<time datetime=2013-04-03>", "<meta name=date content='03/04/2013'>", Some("2013-04-03"), 0),
        ("", "<meta name=date content='31/04/2013'>", None, 0),
    ];
    for (printed, head, date, open) in cases {
        let stated = read_page(&format!("<html><head>{head}</head><h1>Fire</h1>{printed}{text}{text}"), None);
        let article = stated.article;
        assert_eq!(article.date.map(|dated| dated.date.to_string()).as_deref(), date, "{printed}{head}");
        assert_eq!(article.open_dates().count(), open, "{printed}{head}");
    }
}

#[test]
fn finds_the_declared_encoding() {
    let cases = [
        ("<meta charset=\"windows-1252\">", Some("windows-1252")),
        ("<META HTTP-EQUIV=Content-Type CONTENT='text/html; charset=ISO-8859-2'>", Some("iso-8859-2")),
        ("<?xml version='1.0' encoding='koi8-r'?><html>", Some("koi8-r")),
        ("<meta charset=>", None),
        ("<p>charset=utf-8", None),
    ];
    for (text, expected) in cases {
        assert_eq!(declared_encoding(text.as_bytes()).as_deref(), expected, "{text}");
    }
}

/// Tests run in threads of 2 MiB, as readers may.
#[test]
fn survives_pages_made_to_break_it() {
    let paragraph = "<p>Nobody was hurt when the warehouse at the old port burned down on Monday night.</p>";
    let nested =
        ["<div>", "<b>", "<a href=x>", "<span>", "<table><tr><td>", "<ul><li>", "<blockquote>", "<svg>", "<font>"];
    for tag in nested {
        for times in [50_000, 450 / tag.matches('<').count()] {
            let begun = Instant::now();
            read_page(&format!("<title>Fire</title>{}{paragraph}", tag.repeat(times)), None);
            assert!(begun.elapsed() < Duration::from_secs(20), "{times} {tag}: {:?}", begun.elapsed());
        }
    }
    let many = [
        "<a><b>".repeat(100_000),
        "<p".repeat(200_000),
        "<a class=author href=x>By ".repeat(5000),
        "<time>".repeat(450),
        "<h1>Fire".repeat(5000),
        format!("<title>{}</title>", "a - ".repeat(100_000)),
        format!("<meta property=og:title content=\"{}\">", "a | ".repeat(100_000)),
        format!("<meta name=author content=\"{}\">", "Ana Novak, ".repeat(50_000)),
        format!("<script type=application/ld+json>{}", "[".repeat(1_000_000)),
        format!("<script type=application/ld+json>{{\"a\":\"{}", "\", ".repeat(500_000)),
        "<meta name=date content=x>".repeat(10_000),
        "<span class=date>Monday</span>".repeat(10_000),
    ];
    for html in many {
        let begun = Instant::now();
        read_page(&html, None);
        assert!(begun.elapsed() < Duration::from_secs(20), "{}: {:?}", &html[..20], begun.elapsed());
    }
}

fn article(html: &str) -> StatedArticle {
    read_page(html, None).article
}

#[test]
fn gives_the_headline_without_kicker_and_site() {
    let cases = [
        "<title>Fire at the old port | The Harbour Post</title>\
          <meta property=og:site_name content='The Harbour Post'>",
        "<title>Fire at the old port - News - harbourpost.example.com</title>",
        "<title>The Harbour Post: Fire at the old port</title>\
          <meta property=og:site_name content='The Harbour Post'>",
        "<title>Fire at the old port · Bay Daily</title><h1>Fire at the old port</h1>",
        "<title>Harbour blaze: all you need to know</title><meta property=og:title content='Fire at the old port'>\
          <h1>Fire at the old port</h1>",
        "<meta property=og:title content='Blaze shocks town'><h1>Fire at the old port</h1>\
          <script type=application/ld+json>\
          {\"@type\": \"NewsArticle\", \"headline\": \"Fire at the old port\"}</script>",
        "<title>Fire at the old port</title><h1><span class=kicker>Harbour</span> Fire at the old port</h1>",
        "<meta property=og:title content='Fire at the old port'><h1>Harbour: Fire at the old port</h1>",
        "<h1>Bay Daily</h1><h1>Fire at the old port</h1><title>Fire at the old port - Bay Daily</title>",
    ];
    for html in cases {
        assert_eq!(article(html).title, "Fire at the old port", "{html}");
    }
    let banner = "<title>Bay Daily: Fire at the old port</title><h1>The Bay Daily</h1><h2>Fire at the old port</h2>";
    assert_eq!(article(banner).title, "Fire at the old port");
    let cut = "<meta property=og:title content='The mayor says that the new bri...'>\
               <h1>The mayor says that the new bridge is safe</h1>";
    assert_eq!(article(cut).title, "The mayor says that the new bridge is safe");
    // What has marks in it and no site's name stays whole.
    let whole = "BUDGET 3.0 | Tax office hires collectors - all 500 of them";
    assert_eq!(article(&format!("<title>{whole}</title><h1>{whole}</h1>")).title, whole);
}

#[test]
fn gives_the_authors_one_by_one() {
    let record = |author: &str| {
        format!("<script type=application/ld+json>{{\"@type\":\"Article\",\"author\":{author}}}</script>")
    };
    let cases: Vec<(String, &[&str])> = vec![
        (
            record(r#"[{"@type":"Person","name":"Ana Novak"},{"name":"Yusuf Demir (yd)"}]"#),
            &["Ana Novak", "Yusuf Demir"],
        ),
        (record(r#"{"givenName":"Ana","familyName":"Novak"}"#), &["Ana Novak"]),
        (record(r#""Ana Novak, Yusuf Demir and Mei Tanaka""#), &["Ana Novak", "Yusuf Demir", "Mei Tanaka"]),
        (record(r#"{"name":"Ana Novak, professor of law at the university"}"#), &["Ana Novak"]),
        (record(r#"{"@type":"Organization","name":"Bay Daily"}"#), &["Bay Daily"]),
        (
            record(r#"{"@type":"Organization","name":"Bay Daily"}"#) + "<meta name=author content='Ana Novak'>",
            &["Ana Novak"],
        ),
        (record(r#"[{"name":"Ana Novak"},{"@type":"Organization","name":"AFP"}]"#), &["Ana Novak", "AFP"]),
        ("<meta name=author content='ana@bay.example'>".into(), &[]),
        ("<meta property=article:author content='https://www.facebook.com/bay'>".into(), &[]),
        (
            "<meta name=author content='Bay Daily'><meta property=og:site_name content='Bay Daily'>\
          <h1>Fire</h1><p class=byline>By Ana Novak in Vienna"
                .into(),
            &["Ana Novak"],
        ),
        ("<h1>Fire</h1><p class=byline>Von <a rel=author href=x>Ana Novak</a>, Korrespondentin".into(), &["Ana Novak"]),
        ("<h1>Fire</h1><p>By Ana Novak</p>".into(), &["Ana Novak"]),
        ("<h1>Fire</h1><div class=related><p class=author>Yusuf Demir</div>".into(), &[]),
        (
            "<meta name=twitter:label1 content='Verfasst von'><meta name=twitter:data1 content='Ana Novak'>".into(),
            &["Ana Novak"],
        ),
        ("<meta name=author content='김민준 기자'>".into(), &["김민준"]),
        ("<meta name=author content='Juan Pérez y Ana Novak'>".into(), &["Juan Pérez", "Ana Novak"]),
        ("<meta name=author content='José Ortega y Gasset'>".into(), &["José Ortega y Gasset"]),
        ("<h1>Fire</h1><p class=author>Ana Novak/dpa</p>".into(), &["Ana Novak"]),
        (
            "<h1>Fire</h1><div class=byline><span class=n>Ana Novak</span>\
              <span class=n>Bo Li</span><span>Share</span></div>"
                .into(),
            &["Ana Novak", "Bo Li"],
        ),
    ];
    for (html, expected) in cases {
        assert_eq!(article(&html).authors, expected, "{html}");
    }
}

#[test]
fn gives_the_day_of_publication() {
    let cases = [
        (
            "<meta property=article:modified_time content=2024-05-06><meta property=article:published_time \
          content=2024-05-03T23:30:00-05:00>",
            Some("2024-05-03"),
        ),
        ("<meta name=DC.date.issued content=2024-05-03>", Some("2024-05-03")),
        ("<meta name=x:publishDate content=2024-05-03T10:00>", Some("2024-05-03")),
        (
            "<meta name=date content=1970-01-01T00:00:00Z><h1>Fire</h1><time datetime=2024-05-03>Friday</time>",
            Some("2024-05-03"),
        ),
        ("<h1>Fire</h1><time class=updated datetime=2024-05-06></time><time datetime=2024-05-03>", Some("2024-05-03")),
        (
            "<div class=related><time datetime=2024-05-06></time></div>\
             <h1>Fire</h1><p class=meta>Published: 3 May 2024, 10:05",
            Some("2024-05-03"),
        ),
        ("<h1>Fire</h1><p>Erstellt: 3. Mai 2024, 15:25 Uhr</p>", Some("2024-05-03")),
        ("<meta property=article:modified_time content=2024-05-06>", None),
        (
            "<div itemscope itemtype=https://schema.org/VideoObject>\
             <meta itemprop=datePublished content=2024-05-06></div>",
            None,
        ),
    ];
    for (html, expected) in cases {
        assert_eq!(article(html).date.map(|dated| dated.date.to_string()).as_deref(), expected, "{html}");
    }
    let changed =
        article("<meta itemprop=datePublished content=2024-05-03><meta itemprop=dateModified content=2024-05-06>");
    assert_eq!(changed.updated.map(|day| day.to_string()).as_deref(), Some("2024-05-06"));
}

#[test]
fn gives_the_address_of_the_page() {
    let fetched = Some("https://bay.example/news/fire");
    let cases = [
        (
            "<link rel=canonical href=https://bay.example/fire><meta property=og:url content=https://bay.example/x>",
            fetched,
            Some("https://bay.example/fire"),
        ),
        ("<link rel=canonical href=https://bay.example/>", fetched, fetched),
        ("<link rel=canonical href=/fire>", fetched, Some("https://bay.example/fire")),
        ("<!-- saved from url=(0029)https://bay.example/news/fire -->", None, fetched),
        (
            "<!--\n Page saved with SingleFile \n \
             url: https://bay.example/news/fire \n saved date: Mon May 06 2024\n-->",
            None,
            fetched,
        ),
        (
            "<!-- Mirrored from bay.example/fire.html by HTTrack Website Copier/3.x -->",
            None,
            Some("http://bay.example/fire.html"),
        ),
        ("<p>no address", None, None),
    ];
    for (html, address, expected) in cases {
        assert_eq!(read_page(html, address).article.url.as_deref(), expected, "{html}");
    }
}
