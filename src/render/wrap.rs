//! Cuts text into lines of a terminal, in whole words.

use std::ops::{Range, RangeInclusive};

use unicode_normalization::char::is_combining_mark;

/// The lines of a text: `first` columns for the first, `rest` for those below. A line ends at a blank, which is left out, or between
/// two wide characters, since scripts of these have no blanks; a word that no line has room for stands on one of its own, whole.
pub fn lines(text: &str, first: usize, rest: usize) -> Vec<Range<usize>> {
    let mut lines: Vec<Range<usize>> = Vec::new();
    let mut used = 0;
    for word in words(text) {
        let room = if lines.len() > 1 { rest } else { first };
        let size = columns(&text[word.clone()]);
        match lines.last_mut() {
            Some(line) if used + columns(&text[line.end..word.start]) + size <= room => {
                used += columns(&text[line.end..word.start]) + size;
                line.end = word.end;
            }
            line => {
                if line.is_none() && size > first && first < rest {
                    lines.push(word.start..word.start);
                }
                used = size;
                lines.push(word);
            }
        }
    }
    lines
}

/// How many columns a terminal gives a text.
pub fn columns(text: &str) -> usize {
    text.chars().map(character_columns).sum()
}

/// What stands between two places at which a line may end.
fn words(text: &str) -> Vec<Range<usize>> {
    let mut words: Vec<Range<usize>> = Vec::new();
    let mut before = ' ';
    for (place, character) in text.char_indices() {
        let end = place + character.len_utf8();
        if !character.is_whitespace() {
            match words.last_mut() {
                Some(word) if !before.is_whitespace() && !may_part(before, character) => word.end = end,
                _ => words.push(place..end),
            }
        }
        before = character;
    }
    words
}

/// Whether a line may end between two characters that no blank parts: beside a wide one, but not before what closes or behind what
/// opens (a short form of Unicode, UAX #14).
fn may_part(left: char, right: char) -> bool {
    const OPENS: &str = "（〔［｛〈《「『【‘“([";
    const CLOSES: &str = "）〕］｝〉》」』】、。，．：；！？’”)],.!?:;…ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々*";
    (character_columns(left) == 2 || character_columns(right) == 2)
        && character_columns(right) > 0
        && !OPENS.contains(left)
        && !CLOSES.contains(right)
}

fn character_columns(character: char) -> usize {
    if character < '\u{300}' {
        return 1;
    }
    let is_in = |ranges: &[RangeInclusive<char>]| ranges.iter().any(|range| range.contains(&character));
    match character {
        _ if is_in(ZERO_WIDTH) || is_combining_mark(character) => 0,
        _ if is_in(WIDE) => 2,
        _ => 1,
    }
}

/// Characters that take no room beside marks: joiners, vowels and finals of Hangul, selectors of variants.
const ZERO_WIDTH: &[RangeInclusive<char>] =
    &['\u{1160}'..='\u{11ff}', '\u{200b}'..='\u{200d}', '\u{fe00}'..='\u{fe0f}', '\u{feff}'..='\u{feff}'];

/// Characters that are wide or full-width (Unicode 16, `EastAsianWidth.txt`), small gaps between them taken in.
const WIDE: &[RangeInclusive<char>] = &[
    '\u{1100}'..='\u{115f}',
    '\u{231a}'..='\u{231b}',
    '\u{23e9}'..='\u{23ec}',
    '\u{2614}'..='\u{2615}',
    '\u{2648}'..='\u{2653}',
    '\u{26bd}'..='\u{26be}',
    '\u{2705}'..='\u{2705}',
    '\u{274c}'..='\u{274c}',
    '\u{2753}'..='\u{2757}',
    '\u{2b50}'..='\u{2b50}',
    '\u{2e80}'..='\u{303e}',
    '\u{3041}'..='\u{a4cf}',
    '\u{a960}'..='\u{a97f}',
    '\u{ac00}'..='\u{d7a3}',
    '\u{f900}'..='\u{faff}',
    '\u{fe10}'..='\u{fe19}',
    '\u{fe30}'..='\u{fe6f}',
    '\u{ff01}'..='\u{ff60}',
    '\u{ffe0}'..='\u{ffe6}',
    '\u{16fe0}'..='\u{1b2ff}',
    '\u{1f200}'..='\u{1f64f}',
    '\u{1f680}'..='\u{1f6ff}',
    '\u{1f900}'..='\u{1faff}',
    '\u{20000}'..='\u{3fffd}',
];

#[cfg(test)]
mod tests {
    use super::*;

    fn wrapped(text: &str, width: usize) -> Vec<&str> {
        lines(text, width, width).into_iter().map(|line| &text[line]).collect()
    }

    #[test]
    fn lines_end_between_words() {
        assert_eq!(wrapped("the harbour opened at last", 11), ["the harbour", "opened at", "last"]);
        assert_eq!(wrapped("the harbour", 200), ["the harbour"]);
        assert_eq!(
            wrapped("an https://example.org/a/long/address here", 10),
            ["an", "https://example.org/a/long/address", "here"]
        );
        assert_eq!(wrapped("", 10), Vec::<&str>::new());
    }

    #[test]
    fn the_first_line_may_be_shorter_and_may_have_no_word() {
        let text = "harbour opened";
        let shown = |first| lines(text, first, 14).into_iter().map(|line| &text[line]).collect::<Vec<_>>();
        assert_eq!(shown(9), ["harbour", "opened"]);
        assert_eq!(shown(3), ["", "harbour opened"]);
    }

    #[test]
    fn wide_characters_take_two_columns_and_are_parted_anywhere_but_before_a_stop() {
        assert_eq!(columns("北京a\u{301}"), 5);
        assert_eq!(wrapped("北京大学宣布，开放", 8), ["北京大学", "宣布，开", "放"]);
        assert_eq!(wrapped("北京大学，宣布", 8), ["北京大", "学，宣布"]);
    }
}
