//! A text that names authors without what is no part of names: markup, addresses, asides.

use super::author::NAMES_MAX;
use crate::format::markup::{decode_references, strip_tags};

/// The longest text that names are looked for in, in bytes: so many names fill no more.
const BYTES_MAX: usize = NAMES_MAX * 64;

/// The text without markup, and without the mail addresses that stand beside names.
pub(super) fn plain(text: &str) -> String {
    let text = name_beside_address(text[..text.floor_char_boundary(BYTES_MAX)].trim());
    let text = if text.contains('<') { strip_tags(text) } else { decode_references(text) };
    text.trim().to_owned()
}

/// `a@b (Name)`, `Name (a@b)`, `Name <a@b>` and `"Name" a@b` are a name and an address of mail.
pub(in crate::format) fn name_beside_address(line: &str) -> &str {
    for (open, close) in [('(', ')'), ('<', '>')] {
        let Some((before, inside)) = line.strip_suffix(close).and_then(|line| line.split_once(open)) else { continue };
        let (before, inside) = (before.trim(), inside.trim());
        if is_mail_address(before) && !inside.is_empty() {
            return inside;
        }
        if is_mail_address(inside) {
            return if before.is_empty() { inside } else { before.trim_matches('"').trim() };
        }
    }
    match line.rsplit_once(' ') {
        Some((name, address)) if is_mail_address(address) => name.trim_matches(['"', ',', ' ']),
        _ => line,
    }
}

/// Whether a text is an address of mail and nothing else.
pub(in crate::format) fn is_mail_address(text: &str) -> bool {
    let text = text.strip_prefix("mailto:").unwrap_or(text);
    text.contains('@') && !text.contains(char::is_whitespace)
}

/// A text on one line, without the words that are addresses of mail or of the web, or names of accounts.
pub(super) fn without_addresses(text: &str) -> String {
    let is_address = |word: &str| {
        let starts_with = |start: &str| word.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start));
        word.contains('@') || word.contains("://") || starts_with("www.")
    };
    text.split_whitespace().filter(|word| !is_address(word)).collect::<Vec<_>>().join(" ")
}

/// A text without what stands in parentheses: initials, agencies, pronouns.
pub(super) fn without_asides(text: &str) -> String {
    let mut depth = 0_usize;
    let is_outside = |letter: &char| match letter {
        '(' | '[' | '（' => {
            depth += 1;
            false
        }
        ')' | ']' | '）' => {
            depth = depth.saturating_sub(1);
            false
        }
        _ => depth == 0,
    };
    text.chars().filter(is_outside).collect()
}
