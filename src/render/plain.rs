//! Makes text from files safe to print.

/// A text without what could steer a terminal, see [`steers_terminal`]. Line ends and tabs become blanks.
pub fn one_line(text: &str) -> String {
    text.chars().filter_map(|character| if is_blank(character) { Some(' ') } else { safe(character) }).collect()
}

/// The same, with line ends kept.
pub fn lines(text: &str) -> String {
    let kept = |character| match character {
        '\n' => Some('\n'),
        '\t' => Some(' '),
        other => safe(other),
    };
    text.chars().filter_map(kept).collect()
}

/// A number of things: `1 article`, `2 articles`.
pub fn counted(number: u64, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

fn is_blank(character: char) -> bool {
    matches!(character, '\n' | '\r' | '\t' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

fn safe(character: char) -> Option<char> {
    (!steers_terminal(character)).then_some(character)
}

/// Whether a terminal obeys a character instead of showing it: the control characters of both sets (ECMA-48, C0 and C1),
/// the separators of lines and paragraphs, and the marks, embeddings, overrides and isolates that turn the direction of
/// writing (Unicode, UAX #9, table 4).
pub fn steers_terminal(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
        )
}

#[cfg(test)]
mod tests {
    use super::{lines, one_line};

    #[test]
    fn escapes_do_not_get_through() {
        assert_eq!(one_line("a\u{1b}[31mred\u{9b}0m\nb"), "a[31mred0m b");
        assert_eq!(lines("a\nb\u{7}\u{202e}c"), "a\nbc");
        assert_eq!(one_line("a\u{200e}b\u{61c}c\u{200f}d\u{2066}e"), "abcde");
    }
}
