//! Keywords in context: each place that matches, with what stands before and behind it (H. P. Luhn, “Key word-in-context index for
//! technical literature”, American Documentation 11, 1960).

use serde::Serialize;

use super::snippet::{Span, backward, forward};
use crate::article::TextPart;

/// A place that matches, in its context. Line breaks are blanks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Keyword {
    /// Title or body.
    pub field: TextPart,
    /// What stands before it, in whole words.
    pub left: String,
    /// The words that match.
    pub keyword: String,
    /// What stands behind it, in whole words.
    pub right: String,
}

/// The places of a text, each with up to so many characters on either side.
pub(super) fn keywords(field: TextPart, text: &str, spans: &[Span], width: usize) -> Vec<Keyword> {
    let keyword = |span: &Span| {
        let from = backward(text, span.start, width);
        let to = forward(text, span.end, width);
        let (left, right) = (&text[from..span.start], &text[span.end..to]);
        let is_cut_before = text[..from].ends_with(|before: char| !before.is_whitespace());
        let is_cut_behind = text[to..].starts_with(|behind: char| !behind.is_whitespace());
        let left = if is_cut_before { left.find(char::is_whitespace).map_or("", |blank| &left[blank..]) } else { left };
        let right =
            if is_cut_behind { right.rfind(char::is_whitespace).map_or("", |blank| &right[..blank]) } else { right };
        Keyword { field, left: one_line(left), keyword: one_line(&text[span.start..span.end]), right: one_line(right) }
    };
    spans.iter().map(keyword).collect()
}

/// The text on one line, with single blanks; what touches the keyword goes on touching it.
fn one_line(text: &str) -> String {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let before = if text.starts_with(char::is_whitespace) && !words.is_empty() { " " } else { "" };
    let behind = if text.ends_with(char::is_whitespace) && !words.is_empty() { " " } else { "" };
    format!("{before}{words}{behind}")
}

/// By which side the places are ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// By the words before, the nearest first.
    Left,
    /// By the words behind.
    Right,
}

impl Keyword {
    /// What it is ordered by on a side: folded words, the nearest first.
    pub fn order(&self, side: Side) -> Vec<String> {
        let text = match side {
            Side::Left => &self.left,
            Side::Right => &self.right,
        };
        let mut words = crate::analysis::read(text).parts;
        if side == Side::Left {
            words.reverse();
        }
        words
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn context_is_cut_between_words() {
        let text = "Ships came in.\nThe harbour-master spoke of storms and of calm.";
        let start = text.find("spoke").unwrap();
        let span = Span { start, end: start + 5, part: 0 };
        let found = keywords(TextPart::Body, text, &[span], 16);
        assert_eq!((found[0].left.as_str(), found[0].right.as_str()), (" harbour-master ", " of storms and"));
        let found = keywords(TextPart::Body, text, &[span], 100);
        assert_eq!(found[0].left, "Ships came in. The harbour-master ");
        assert_eq!(found[0].right, " of storms and of calm.");
        assert_eq!(found[0].order(Side::Left)[..2], ["master", "harbour"]);
    }
}
