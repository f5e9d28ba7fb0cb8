//! The text of pages that a script draws, out of the data that the script draws it from.
//!
//! In: a page whose elements have no text. Out: the HTML of its text, where a script has it. Sites built with frameworks
//! such as Next.js send what their scripts draw as JSON, in which the article is one string of HTML, often as JSON in a
//! string of JSON.

use scraper::{Html, Node};

use crate::format::markup;

/// Strings of JSON in strings of JSON are looked into so deep.
const NESTING_MAX: usize = 2;

/// A string with fewer bytes holds no article.
const STRING_BYTES_MIN: usize = 400;

/// The longest string of HTML in the scripts of a page.
pub(super) fn html_in_scripts(page: &Html) -> Option<String> {
    let mut best = None;
    for node in page.tree.root().descendants() {
        let is_script = |node: &Node| node.as_element().is_some_and(|element| element.name() == "script");
        if let Node::Text(text) = node.value()
            && node.parent().is_some_and(|parent| is_script(parent.value()))
        {
            look_into(text, NESTING_MAX, &mut best);
        }
    }
    best
}

fn look_into(script: &str, nesting: usize, best: &mut Option<String>) {
    let mut rest = script;
    while let Some(at) = rest.find('"') {
        let length = literal_length(&rest[at..]);
        let literal = &rest[at..at + length];
        rest = &rest[at + length..];
        if length < STRING_BYTES_MIN {
            continue;
        }
        let Ok(text) = serde_json::from_str::<String>(literal) else { continue };
        if text.trim_start().starts_with('<') && markup::has_tags(&text) {
            if best.as_ref().is_none_or(|best| best.len() < text.len()) {
                *best = Some(text);
            }
        } else if nesting > 1 {
            look_into(&text, nesting - 1, best);
        }
    }
}

/// The bytes of a text that begins with a quotation mark, up to and with the one that ends it.
fn literal_length(text: &str) -> usize {
    let mut is_escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = true,
            b'"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}
