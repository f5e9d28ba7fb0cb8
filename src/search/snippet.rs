//! Cuts out of a text what shows why it was found.

use serde::Serialize;

use crate::article::TextPart;

/// About how many characters of the body a snippet shows: two to three lines of a terminal.
const SNIPPET_CHARACTERS: usize = 200;

/// The most places of one body that are shown.
const BODY_SNIPPETS_MAX: usize = 2;

/// A part of a text that matches: bytes from and to, and which of the query's parts it matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Span {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) part: usize,
}

/// A piece of an article's text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Snippet {
    /// Title or body.
    pub field: TextPart,
    /// The text, its line breaks as blanks.
    pub text: String,
    /// What to highlight: from and to, in Unicode scalar values of `text`.
    pub highlights: Vec<(usize, usize)>,
}

/// A whole text with its matches.
pub(super) fn whole(field: TextPart, text: &str, spans: &[Span]) -> Snippet {
    let mut places = text.char_indices().map(|(byte, _)| byte).chain([text.len()]).zip(0_usize..).peekable();
    let mut count = |byte: usize| {
        while places.next_if(|(place, _)| *place < byte).is_some() {}
        places.peek().map_or(0, |(_, count)| *count)
    };
    let highlights = spans.iter().map(|span| (count(span.start), count(span.end))).collect();
    Snippet { field, text: text.to_owned(), highlights }
}

/// The title where it matches, the best places of the body where it does, else its beginning.
pub(super) fn snippets((title, title_spans): (&str, &[Span]), (body, body_spans): (&str, &[Span])) -> Vec<Snippet> {
    let mut snippets = Vec::new();
    if !title_spans.is_empty() {
        snippets.push(snippet(TextPart::Title, title, 0, title.len(), title_spans));
    }
    for (start, end) in windows(body, body_spans) {
        snippets.push(snippet(TextPart::Body, body, start, end, body_spans));
    }
    snippets
}

/// The parts of the body to show, in the order of the text.
fn windows(text: &str, spans: &[Span]) -> Vec<(usize, usize)> {
    if text.is_empty() {
        return Vec::new();
    }
    if spans.is_empty() {
        return vec![(0, cut_behind(text, forward(text, 0, SNIPPET_CHARACTERS)))];
    }
    let mut windows: Vec<(usize, usize)> = Vec::new();
    let mut left: Vec<Span> = spans.to_vec();
    while windows.len() < BODY_SNIPPETS_MAX && !left.is_empty() {
        let (start, end) = best_window(text, &left);
        let window = widen(text, start, end);
        left.retain(|span| span.end <= window.0 || span.start >= window.1);
        let overlaps = windows.iter().any(|(from, to)| window.0 < *to && *from < window.1);
        if !overlaps {
            windows.push(window);
        }
    }
    windows.sort_unstable();
    windows
}

/// The spans that fit into one snippet and show the most parts of the query; then the most spans; then the first.
fn best_window(text: &str, spans: &[Span]) -> (usize, usize) {
    let mut best = ((0, 0), (spans[0].start, spans[0].end));
    for (place, first) in spans.iter().enumerate() {
        let limit = forward(text, first.start, SNIPPET_CHARACTERS).max(first.end);
        let inside = spans[place..].iter().take_while(|span| span.end <= limit);
        let (mut parts, mut count, mut end) = (Vec::new(), 0, first.end);
        for span in inside {
            if !parts.contains(&span.part) {
                parts.push(span.part);
            }
            count += 1;
            end = span.end;
        }
        let worth = (parts.len(), count);
        if worth > best.0 {
            best = (worth, (first.start, end));
        }
    }
    best.1
}

/// Grows a window on both sides to the length of a snippet, and to whole words.
fn widen(text: &str, start: usize, end: usize) -> (usize, usize) {
    let shown = text[start..end].chars().count();
    let around = SNIPPET_CHARACTERS.saturating_sub(shown) / 2;
    let from = backward(text, start, around);
    let to = forward(text, end, around);
    let from =
        if from == 0 { 0 } else { text[from..start].find(char::is_whitespace).map_or(start, |blank| from + blank) };
    let from = from + (text[from..start].len() - text[from..start].trim_start().len());
    (from, cut_behind(text, to).max(end))
}

/// The last place at or before `end` where no word is cut.
fn cut_behind(text: &str, end: usize) -> usize {
    if end == text.len() {
        return text.trim_end().len();
    }
    text[..end].rfind(char::is_whitespace).map_or(end, |blank| text[..blank].trim_end().len())
}

pub(super) fn forward(text: &str, from: usize, characters: usize) -> usize {
    text[from..].char_indices().nth(characters).map_or(text.len(), |(place, _)| from + place)
}

pub(super) fn backward(text: &str, from: usize, characters: usize) -> usize {
    if characters == 0 {
        return from;
    }
    text[..from].char_indices().rev().nth(characters - 1).map_or(0, |(place, _)| place)
}

fn snippet(field: TextPart, text: &str, start: usize, end: usize, spans: &[Span]) -> Snippet {
    let count = |to: usize| text[start..to].chars().count();
    let inside = spans.iter().filter(|span| span.start >= start && span.end <= end);
    let highlights = inside.map(|span| (count(span.start), count(span.end))).collect();
    let blank = |character: char| if character.is_whitespace() { ' ' } else { character };
    Snippet { field, text: text[start..end].chars().map(blank).collect(), highlights }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn highlights_count_characters() {
        let text = "Ünïcode: «Assad» sprach";
        let start = text.find("Assad").unwrap();
        let span = Span { start, end: start + 5, part: 0 };
        let shown = snippets(("", &[]), (text, &[span]));
        let (from, to) = shown[0].highlights[0];
        let highlighted: String = shown[0].text.chars().skip(from).take(to - from).collect();
        assert_eq!(highlighted, "Assad");
    }

    #[test]
    fn a_window_shows_most_parts_of_the_query() {
        let text = format!("alpha {} alpha beta end", "filler ".repeat(100));
        let last = text.rfind("alpha").unwrap();
        let beta = text.rfind("beta").unwrap();
        let spans = [
            Span { start: 0, end: 5, part: 0 },
            Span { start: last, end: last + 5, part: 0 },
            Span { start: beta, end: beta + 4, part: 1 },
        ];
        let shown = snippets(("", &[]), (&text, &spans));
        assert_eq!(shown.len(), 2);
        assert!(shown[1].text.contains("alpha beta end"));
        assert_eq!(shown[1].highlights.len(), 2);
    }
}
