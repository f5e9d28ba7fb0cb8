//! Parses a page, within bounds that no page of news comes near.
//!
//! In: the characters of a page. Out: its tree, or why there is none. The parsing rules of the HTML Living Standard
//! (<https://html.spec.whatwg.org/multipage/parsing.html>) look through all open elements for many a tag, and open
//! formatting elements (`<b>`, `<font>`) anew in each paragraph, so that a small page made for it costs the square of
//! its length. The page is therefore fed to the parser in pieces, and the tree is looked at between them.

use html5ever::ParseOpts;
use html5ever::driver::{self, Parser};
use html5ever::tendril::TendrilSink;
use scraper::{Html, HtmlTreeSink};

/// The deepest that elements may lie in one another: browsers flatten what lies deeper.
const DEPTH_MAX: usize = 512;

/// The most nodes (elements, texts, comments) of a page: ten times as many as the longest articles of encyclopedias
/// have.
const NODES_MAX: usize = 200_000;

/// The most attributes of one tag: each is compared with those before it.
const ATTRIBUTES_MAX: usize = 2000;

/// How much is parsed before the tree is looked at again, in bytes.
const PIECE_BYTES: usize = 4 << 10;

/// The tree of a page.
///
/// # Errors
///
/// Why it is not parsed: it is built to cost more than a page may.
pub(in crate::format) fn parse(html: &str) -> Result<Html, String> {
    check_attributes(html)?;
    let mut parser = driver::parse_document(HtmlTreeSink::new(Html::new_document()), ParseOpts::default());
    let (mut rest, mut seen) = (html, 0);
    while !rest.is_empty() {
        let (piece, behind) = rest.split_at(rest.floor_char_boundary(PIECE_BYTES));
        parser.process(piece.into());
        seen = check_growth(&parser, seen)?;
        rest = behind;
    }
    let page = parser.finish();
    check_depth(&page)?;
    Ok(page)
}

/// Looks at the nodes that came after the first `seen`; gives how many there are now.
fn check_growth(parser: &Parser<HtmlTreeSink>, seen: usize) -> Result<usize, String> {
    let page = parser.tokenizer.sink.sink.0.borrow();
    let nodes = page.tree.nodes();
    let count = nodes.len();
    if count > NODES_MAX {
        return Err(format!("more than {NODES_MAX} elements and texts, which no article page has"));
    }
    let fresh = nodes.rev().take(count - seen.min(count));
    if fresh.map(|node| node.ancestors().take(DEPTH_MAX + 1).count()).any(|depth| depth > DEPTH_MAX) {
        return Err(too_deep());
    }
    Ok(count)
}

/// Elements are moved about while a page is parsed, so that the whole tree is measured at the end.
fn check_depth(page: &Html) -> Result<(), String> {
    let is_deep = |depth: usize| depth > DEPTH_MAX;
    let mut depths = page.tree.nodes().map(|node| node.ancestors().take(DEPTH_MAX + 1).count());
    if depths.any(is_deep) { Err(too_deep()) } else { Ok(()) }
}

fn too_deep() -> String {
    format!("elements nested more than {DEPTH_MAX} deep, which no article page has")
}

/// Looks for a tag with more attributes than a page has any use for. Scripts, styles and comments are passed over; what
/// is between quotes is no attribute.
fn check_attributes(html: &str) -> Result<(), String> {
    let bytes = html.as_bytes();
    let mut at = 0;
    while let Some(open) = find(bytes, at, b"<") {
        let rest = &bytes[open..];
        if rest.starts_with(b"<!--") {
            at = find(bytes, open + 4, b"-->").map_or(bytes.len(), |end| end + 3);
        } else if let Some(closing) = raw_text_end(rest) {
            at = find_tag(bytes, open + 1, closing).unwrap_or(bytes.len());
        } else if rest.get(1).is_some_and(u8::is_ascii_alphabetic) {
            at = open + tag_length(&rest[1..])? + 1;
        } else {
            at = open + 1;
        }
    }
    Ok(())
}

/// The length of a tag up to its `>`.
fn tag_length(tag: &[u8]) -> Result<usize, String> {
    let (mut attributes, mut quote, mut before) = (0, None, b' ');
    for (length, byte) in tag.iter().copied().enumerate() {
        match quote {
            Some(mark) if byte == mark => (quote, before) = (None, byte),
            Some(_) => {}
            None if byte == b'>' => return Ok(length),
            None if matches!(byte, b'"' | b'\'') && before == b'=' => quote = Some(byte),
            None => {
                let begins = matches!(before, b'/' | b'"' | b'\'') || before.is_ascii_whitespace();
                attributes += usize::from(begins && !byte.is_ascii_whitespace() && !matches!(byte, b'=' | b'/'));
                if attributes > ATTRIBUTES_MAX {
                    return Err(format!("a tag with more than {ATTRIBUTES_MAX} attributes, which no page has"));
                }
                if !(byte.is_ascii_whitespace() && before == b'=') {
                    before = byte;
                }
            }
        }
    }
    Ok(tag.len())
}

/// The closing tag up to which the text behind an opening tag is no markup.
fn raw_text_end(tag: &[u8]) -> Option<&'static [u8]> {
    const RAW: &[(&[u8], &[u8])] = &[(b"<script", b"</script"), (b"<style", b"</style")];
    let is_tag = |name: &[u8]| tag.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name));
    RAW.iter().find(|(name, _)| is_tag(name)).map(|(_, closing)| *closing)
}

fn find(bytes: &[u8], from: usize, wanted: &[u8]) -> Option<usize> {
    let rest = bytes.get(from..)?;
    let mut at = 0;
    while let Some(step) = rest[at..].iter().position(|byte| *byte == wanted[0]) {
        at += step;
        if rest[at..].starts_with(wanted) {
            return Some(from + at);
        }
        at += 1;
    }
    None
}

fn find_tag(bytes: &[u8], from: usize, tag: &[u8]) -> Option<usize> {
    let mut from = from;
    while let Some(at) = find(bytes, from, b"</") {
        if bytes[at..].get(..tag.len()).is_some_and(|found| found.eq_ignore_ascii_case(tag)) {
            return Some(at);
        }
        from = at + 2;
    }
    None
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::*;

    #[test]
    fn refuses_what_would_take_too_long() {
        let many = |piece: &str, times: usize| piece.repeat(times);
        let attributes = (0..100_000).map(|number| format!(" a{number}")).collect::<Vec<_>>().concat();
        let fonts = (0..3000).map(|number| format!("<p><font size={number}>a</p>")).collect::<Vec<_>>().concat();
        let hostile = [
            many("<div>", 100_000),
            many("<b>", 100_000),
            many("<table><tr><td>", 100_000),
            many("<a><b>", 100_000),
            many("<svg><td>", 50_000),
            many("<b><div></b>", 50_000),
            many("<div>", 450) + &many("</body><!-- x --><div>", 50_000),
            many("<p>", 2_000_000),
            format!("<p{attributes}>"),
            fonts,
        ];
        for html in hostile {
            let begun = Instant::now();
            assert!(parse(&html).is_err(), "{}", &html[..40]);
            assert!(begun.elapsed() < Duration::from_secs(20), "{}", &html[..40]);
        }
    }

    #[test]
    fn bears_what_is_merely_odd() {
        let odd = [
            format!("<p title=\"{}\">text", "a b ".repeat(100_000)),
            format!("<script>if (a<b {}) </script><p>text", "a b ".repeat(100_000)),
            format!("<!-- <p {} --><p>text", "a b ".repeat(100_000)),
            "<p>one<b>two</p>".repeat(300),
            "<div>".repeat(400),
            "<ul><li>".to_owned() + &"one<li>".repeat(20_000),
            "<a href=\"unclosed>".to_owned() + &"text <i>more</i> ".repeat(50_000),
            "</p>".repeat(20_000),
            // A table closes the one that it stands in, unless it stands in a cell; a link does always.
            "<table>".repeat(100_000),
            "<a href=x>".repeat(100_000),
            "<p".repeat(5_000_000),
        ];
        for html in odd {
            let page = parse(&html);
            assert!(page.is_ok(), "{}: {:?}", &html[..20], page.err());
        }
    }
}
