//! The texts of `WordPress` as it stores and exports them: paragraphs without tags, and shortcodes.
//!
//! In: the text of a post. Out: its paragraphs. `WordPress` makes `<p>` and `<br>` of bare line ends only when it shows
//! a post (<https://developer.wordpress.org/reference/functions/wpautop/>), but not in one that is built of blocks; a
//! shortcode is a tag in square brackets (<https://codex.wordpress.org/Shortcode_API>).

use std::collections::HashSet;

use crate::article::tidy;
use crate::format::markup::strip_tags;

/// The text of a post with its paragraphs.
pub(super) fn paragraphs(stored: &str) -> String {
    let text = without_shortcodes(&stored.replace("\r\n", "\n"));
    if text.contains("<!-- wp:") {
        return tidy(&strip_tags(&text));
    }
    tidy(&strip_tags(&with_breaks(&text)))
}

/// Makes tags of line ends that stand outside of tags.
fn with_breaks(text: &str) -> String {
    let mut marked = String::with_capacity(text.len() + text.len() / 8);
    let mut rest = text;
    while let Some(at) = rest.find(['<', '\n']) {
        marked.push_str(&rest[..at]);
        rest = &rest[at..];
        let length = if rest.starts_with('\n') {
            let gap = rest.len() - rest.trim_start().len();
            let lines = rest[..gap].matches('\n').count();
            marked.push_str(if lines > 1 { "<p>" } else { "<br>" });
            gap
        } else {
            let length = tag_length(rest);
            marked.push_str(&rest[..length]);
            length
        };
        rest = &rest[length..];
    }
    marked.push_str(rest);
    marked
}

/// The length of the tag or comment at the start of `text`, which begins with `<`; 1 where it is a sign of its own.
fn tag_length(text: &str) -> usize {
    if text.starts_with("<!--") {
        return text.find("-->").map_or(text.len(), |end| end + "-->".len());
    }
    if !text[1..].starts_with(|first: char| first.is_ascii_alphabetic() || matches!(first, '/' | '!')) {
        return 1;
    }
    match text[1..].find(['>', '<']).map(|at| at + 1) {
        Some(end) if text[end..].starts_with('>') => end + 1,
        Some(end) => end,
        None => 1,
    }
}

/// Shortcodes that stand alone and hold no text of their own.
const ALONE: &[&str] = &["gallery", "embed", "audio", "video", "playlist", "more", "caption", "wp_caption"];

/// A bracket with a name in it: `[gallery ids="1,2"]`, `[/caption]`.
struct Shortcode<'a> {
    name: &'a str,
    is_closing: bool,
    has_attributes: bool,
    length: usize,
}

impl<'a> Shortcode<'a> {
    /// The one at the start of `text`, which begins with `[`.
    fn at_start(text: &'a str) -> Option<Self> {
        let end = text[1..].find([']', '[']).map(|at| at + 1).filter(|end| text[*end..].starts_with(']'))?;
        let inside = &text[1..end];
        let is_closing = inside.starts_with('/');
        let inside = inside.trim_start_matches('/');
        let is_of_name = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-');
        let name_end = inside.find(|letter: char| !is_of_name(letter)).unwrap_or(inside.len());
        let (name, attributes) = inside.split_at(name_end);
        let attributes = attributes.trim().trim_end_matches('/');
        let starts_well = name.starts_with(|first: char| first.is_ascii_alphabetic());
        let has_attributes = attributes.contains('=');
        let is_one = starts_well && (attributes.is_empty() || has_attributes);
        is_one.then_some(Self { name, is_closing, has_attributes, length: end + 1 })
    }
}

/// Takes shortcodes out, and captions with what they say; other brackets are text.
fn without_shortcodes(text: &str) -> String {
    let closed: HashSet<&str> =
        shortcodes(text).filter(|(_, code)| code.is_closing).map(|(_, code)| code.name).collect();
    let mut kept = String::with_capacity(text.len());
    let (mut copied, mut caption_at) = (0, None);
    for (at, code) in shortcodes(text) {
        let is_one = code.has_attributes || closed.contains(code.name) || ALONE.contains(&code.name);
        if !is_one {
            continue;
        }
        if caption_at.is_none() {
            kept.push_str(&text[copied..at]);
            copied = at + code.length;
        }
        let is_caption = matches!(code.name, "caption" | "wp_caption");
        match (is_caption, code.is_closing, caption_at) {
            (true, false, None) if closed.contains(code.name) => caption_at = Some(at),
            (true, true, Some(_)) => {
                copied = at + code.length;
                caption_at = None;
            }
            _ => {}
        }
    }
    kept.push_str(&text[copied..]);
    kept
}

fn shortcodes(text: &str) -> impl Iterator<Item = (usize, Shortcode<'_>)> {
    let mut from = 0;
    std::iter::from_fn(move || {
        while let Some(at) = text[from..].find('[').map(|at| from + at) {
            match Shortcode::at_start(&text[at..]) {
                Some(code) => {
                    from = at + code.length;
                    return Some((at, code));
                }
                None => from = at + 1,
            }
        }
        None
    })
}
