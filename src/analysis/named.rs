//! Marks the words of a text that name somebody: the kind at the first and the last word, the name at the first.
//!
//! In: the places of a text that name somebody, as a header in front of it, since a tokenizer of the index is handed a text and
//! nothing else; and the words, one after the other. Out: marks, each with its position.

use std::collections::VecDeque;
use std::fmt::Write;

use super::marks::{StretchMarks, is_marked, name_mark};
use super::words::Token;

/// First character of the header, from the private use area.
const HEADER_BEGIN: char = '\u{f8ff}';
const PLACE_END: char = '\u{1f}';
const HEADER_END: char = '\u{1e}';

/// A place of a text that names somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NamedPlace<'a> {
    /// Its first byte.
    pub start: usize,
    /// One past its last.
    pub end: usize,
    /// The number of the kind of name.
    pub kind: usize,
    /// The name as it is listed.
    pub name: &'a str,
}

/// What stands in front of a text; nothing where there are no places, unless the text could be taken to have them.
pub(super) fn header_of(places: &[NamedPlace<'_>], text: &str) -> String {
    let mut header = String::new();
    if places.is_empty() && !text.starts_with(HEADER_BEGIN) {
        return header;
    }
    header.push(HEADER_BEGIN);
    for NamedPlace { start, end, kind, name } in places.iter().filter(|place| !place.name.contains(char::is_control)) {
        write!(header, "{start},{end},{kind},{name}{PLACE_END}").expect("a string takes what is written to it");
    }
    header.push(HEADER_END);
    header
}

/// The places of a header, and the text behind it.
pub(super) fn read_header(tagged: &str) -> (NamedPlaces<'_>, &str) {
    let parted = tagged.strip_prefix(HEADER_BEGIN).and_then(|tagged| tagged.split_once(HEADER_END));
    let Some((header, text)) = parted else {
        return (NamedPlaces::default(), tagged);
    };
    let read = |place| {
        let mut cells = str::splitn(place, 4, ',');
        let mut number = || cells.next()?.parse::<usize>().ok();
        let (start, end, kind) = (number()?, number()?, number()?);
        Some(NamedPlace { start, end, kind, name: cells.next()? })
    };
    let open = header.split_terminator(PLACE_END).filter_map(read).map(|place| (place, None)).collect();
    (NamedPlaces { open, marks: VecDeque::new() }, text)
}

/// The places of a text that are still to come, and the marks of those that are passed.
#[derive(Debug, Default)]
pub(super) struct NamedPlaces<'a> {
    /// In order, with the positions of the first and the last word met in each.
    open: VecDeque<(NamedPlace<'a>, Option<(u32, u32)>)>,
    marks: VecDeque<(String, u32)>,
}

impl NamedPlaces<'_> {
    /// Takes notice of a word of the text.
    pub(super) fn meet(&mut self, token: &Token) {
        if self.open.is_empty() || token.parts != 1 || is_marked(&token.term) {
            return;
        }
        while self.open.front().is_some_and(|(place, _)| place.end <= token.start) {
            self.close_first();
        }
        for (place, words) in self.open.iter_mut().take_while(|(place, _)| place.start < token.end) {
            if token.start < place.end {
                let first = words.map_or(token.position, |(first, _)| first);
                *words = Some((first, token.position));
            }
        }
    }

    /// The text has ended.
    pub(super) fn finish(&mut self) {
        while !self.open.is_empty() {
            self.close_first();
        }
    }

    /// Whether there are marks to be taken.
    pub(super) fn has_mark(&self) -> bool {
        !self.marks.is_empty()
    }

    /// The next mark with its position; those of one kind come in the order of their positions.
    pub(super) fn take_mark(&mut self) -> Option<(String, u32)> {
        self.marks.pop_front()
    }

    fn close_first(&mut self) {
        let Some((place, Some((first, last)))) = self.open.pop_front() else {
            return;
        };
        let marks = StretchMarks::of_names(place.kind);
        if first == last {
            self.marks.push_back((marks.only, first));
        } else {
            self.marks.push_back((marks.first, first));
            self.marks.push_back((marks.last, last));
        }
        self.marks.push_back((name_mark(place.kind, place.name), first));
    }
}

#[cfg(test)]
mod tests {
    use super::super::words::Tokens;
    use super::*;

    fn marks(text: &str, places: &[(usize, usize, &str)]) -> Vec<(String, u32)> {
        let named: Vec<NamedPlace<'_>> =
            places.iter().map(|(start, end, name)| NamedPlace { start: *start, end: *end, kind: 0, name }).collect();
        let tagged = format!("{}{text}", header_of(&named, text));
        let (mut named, behind) = read_header(&tagged);
        assert_eq!(behind, text);
        let mut tokens = Tokens::new(behind, None);
        while let Some(token) = tokens.next() {
            named.meet(token);
        }
        named.finish();
        std::iter::from_fn(|| named.take_mark()).map(|(mark, position)| (mark[1..].to_owned(), position)).collect()
    }

    #[test]
    fn the_words_of_a_mention_are_marked() {
        let found = marks("Bashar al-Assad met Raisi.", &[(0, 15, "Bashar al-Assad"), (20, 25, "Ebrahim Raisi")]);
        let expected = [("0f", 0), ("0l", 2), ("0:Bashar al-Assad", 0), ("0o", 4), ("0:Ebrahim Raisi", 4)];
        assert_eq!(found, expected.map(|(mark, position)| (mark.to_owned(), position)));
    }

    #[test]
    fn a_text_that_begins_like_a_header_is_a_text() {
        assert_eq!(marks("\u{f8ff}1,2,0,x\u{1f}\u{1e} word", &[]), []);
        assert_eq!(marks("word", &[]), []);
    }
}
