//! The text of a page of a few words, which give the reader of [`body`](super::body) too little to judge by.
//!
//! In: a page. Out: all its text outside menus, forms and links, where that is more than the links are; empty for a page
//! that leads elsewhere, such as a front page.

use ego_tree::iter::Edge;
use scraper::{Html, Node};

use super::tags::is_in_line;

/// Elements whose text is none of the page's own.
const PASSED_OVER: &[&str] = &[
    "head", "script", "style", "noscript", "template", "nav", "footer", "form", "button", "select", "textarea",
    "iframe", "svg",
];

/// The text, paragraphs apart by a blank line.
pub(super) fn read(page: &Html) -> String {
    let mut text = String::new();
    let (mut passed_over, mut in_links, mut words, mut words_in_links) = (0_u32, 0_u32, 0, 0);
    for edge in page.tree.root().traverse() {
        let (node, opens) = match edge {
            Edge::Open(node) => (node, true),
            Edge::Close(node) => (node, false),
        };
        match node.value() {
            Node::Element(element) => {
                let name = element.name();
                let count = if PASSED_OVER.contains(&name) { &mut passed_over } else { &mut in_links };
                if name == "a" || PASSED_OVER.contains(&name) {
                    *count = if opens { *count + 1 } else { count.saturating_sub(1) };
                }
                if !is_in_line(name) && !text.ends_with("\n\n") {
                    text.push_str("\n\n");
                }
            }
            Node::Text(piece) if opens && passed_over == 0 => {
                let number = piece.split_whitespace().count();
                if in_links > 0 {
                    words_in_links += number;
                } else {
                    words += number;
                }
                text.push_str(&piece.replace(char::is_whitespace, " "));
            }
            _ => {}
        }
    }
    let paragraphs = text.split("\n\n").map(|part| part.split_whitespace().collect::<Vec<_>>().join(" "));
    let paragraphs: Vec<String> = paragraphs.filter(|paragraph| !paragraph.is_empty()).collect();
    if words > words_in_links { paragraphs.join("\n\n") } else { String::new() }
}
