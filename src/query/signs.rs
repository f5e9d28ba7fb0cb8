//! The characters that the language is written with, and how addresses of pages are told from them.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use crate::analysis::is_word_character;

/// The longest address whose brackets are looked at; the limit keeps reading linear. Browsers take about 2,000.
const ADDRESS_BYTES_MAX: usize = 2048;

/// Double quotation marks of all kinds. Single ones are apostrophes.
pub(super) fn is_quote(character: char) -> bool {
    matches!(character, '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '＂')
}

/// The marks that close what `opening` opens, so that quotation marks of another kind may stand between.
pub(super) fn closing_quotes(opening: char) -> &'static [char] {
    match opening {
        '“' | '”' | '‟' => &['”'],
        '„' => &['“', '”', '‟', '"', '＂'],
        '«' => &['»'],
        '»' => &['«', '»'],
        _ => &['"', '＂'],
    }
}

pub(super) fn is_dash(character: char) -> bool {
    matches!(character, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

/// What stands around and between words in running text, and means nothing.
pub(super) fn is_punctuation(character: char) -> bool {
    const WIDE: [RangeInclusive<char>; 5] =
        ['、'..='〃', '〈'..='】', '〔'..='〟', '\u{ff61}'..='\u{ff65}', '\u{2010}'..='\u{2027}'];
    WIDE.iter().any(|range| range.contains(&character))
        || matches!(
            character,
            '.' | ','
                | ';'
                | ':'
                | '!'
                | '?'
                | '\''
                | '/'
                | '-'
                | '['
                | ']'
                | '{'
                | '}'
                | '('
                | ')'
                | '"'
                | '_'
                | '\u{2032}'
                | '\u{2033}'
                | '\u{2039}'
                | '\u{203a}'
                | '¡'
                | '¿'
                | '·'
                | '؟'
                | '،'
                | '؛'
                | '«'
                | '»'
                | '।'
                | '！'
                | '（'
                | '）'
                | '，'
                | '．'
                | '：'
                | '；'
                | '？'
                | '［'
                | '］'
                | '｛'
                | '｝'
                | '・'
                | '״'
                | '׳'
                | '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{ad}' | 'ʼ' | '´' | '`'
        )
}

/// Whether a text is the address of a page, in which `?` and `*` are no signs of the language.
pub(super) fn is_address(text: &str) -> bool {
    let is_scheme = |scheme: &str| !scheme.is_empty() && scheme.bytes().all(|byte| byte.is_ascii_alphabetic());
    let with_scheme =
        text.split_once("://").is_some_and(|(scheme, rest)| is_scheme(scheme) && rest.starts_with(is_word_character));
    with_scheme || text.strip_prefix("www.").is_some_and(|rest| rest.starts_with(is_word_character))
}

/// The bytes of the address that `text` begins with: up to a blank, a quotation mark or a bracket that is not its own
/// (`…/wiki/Iran_(disambiguation)`). `None` where its brackets do not match.
pub(super) fn address_length(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (place, character) in text.char_indices() {
        match character {
            _ if place > ADDRESS_BYTES_MAX => return None,
            '(' => depth += 1,
            ')' if depth == 0 => return Some(place),
            ')' => depth -= 1,
            _ if character.is_whitespace() || is_quote(character) => return (depth == 0).then_some(place),
            _ => {}
        }
    }
    (depth == 0).then_some(text.len())
}

/// Where each kind of quotation mark stands last: a search for one is begun only if it will find it, which keeps reading
/// linear.
pub(super) fn last_quotes(query: &str) -> BTreeMap<char, usize> {
    query.char_indices().filter(|(_, character)| is_quote(*character)).map(|(place, mark)| (mark, place)).collect()
}

/// Whether a place is behind a blank, a bracket or a quotation mark, or the start. Only there is `and` an operator:
/// `#AND` and `'and` are words.
pub(super) fn stands_free(query: &str, place: usize) -> bool {
    let is_border = |before: char| before.is_whitespace() || is_quote(before) || "()".contains(before);
    query[..place].chars().next_back().is_none_or(is_border)
}
