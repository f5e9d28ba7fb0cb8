//! Parses one element, and mends what writers of JSON are known to get wrong.
//!
//! In: the bytes of one value. Out: the value, or where it breaks, what was expected and what was found. Half a
//! surrogate pair, a raw control character in a string, an escape that JSON has not, and Python's `NaN` do not cost
//! the record.

use std::borrow::Cow;

use serde_json::Value;

use crate::article::Problem;
use crate::source::decode;

/// A value that is no JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Broken {
    /// Line within the element, from 1.
    pub(super) line: u64,
    /// Column within that line, from 1.
    pub(super) column: u64,
    /// What was expected and found.
    pub(super) message: String,
}

/// A value, and what could not be decoded in it.
pub(super) struct Parsed {
    pub(super) value: Value,
    pub(super) problem: Option<Problem>,
}

/// Parses one value.
pub(super) fn parse(bytes: &[u8]) -> Result<Parsed, Broken> {
    let (text, problem) = if let Ok(text) = std::str::from_utf8(bytes) {
        (Cow::Borrowed(text), None)
    } else {
        let decoded = decode(bytes, None);
        let problem = decoded.problem();
        (Cow::Owned(decoded.text), problem)
    };
    match serde_json::from_str(&text) {
        Ok(value) => Ok(Parsed { value, problem }),
        Err(error) => match serde_json::from_str(&mend(&text)) {
            Ok(value) => Ok(Parsed { value, problem }),
            Err(_) => Err(broken(&text, &error)),
        },
    }
}

fn broken(text: &str, error: &serde_json::Error) -> Broken {
    let (line, column) = (error.line(), error.column());
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or_default();
    let line_text = text.split('\n').nth(line.saturating_sub(1)).unwrap_or("");
    let at = line_text.floor_char_boundary(column.saturating_sub(1).min(line_text.len()));
    let found = match line_text[at..].chars().next() {
        _ if error.is_eof() => "the end".to_owned(),
        Some(character) if !character.is_control() => format!("`{character}`"),
        _ => "the end of the line".to_owned(),
    };
    let message = message.replacen("EOF while parsing a ", "expected the rest of a ", 1);
    let message = message.replacen("EOF while parsing an ", "expected the rest of an ", 1);
    Broken { line: line.max(1) as u64, column: column.max(1) as u64, message: format!("{message}, found {found}") }
}

/// Rewrites what is nearly JSON. Only ASCII is exchanged for ASCII.
fn mend(text: &str) -> String {
    let mut mended = String::with_capacity(text.len() + 16);
    let mut rest = text;
    let mut in_string = false;
    while let Some(at) =
        rest.find(|character: char| matches!(character, '"' | '\\' | 'N' | 'I' | '-') || character < ' ')
    {
        mended.push_str(&rest[..at]);
        rest = &rest[at..];
        let first = rest.as_bytes()[0];
        in_string ^= first == b'"';
        let used = match first {
            b'"' => push(&mut mended, "\"", 1),
            b'\\' if in_string => mend_escape(&mut mended, rest),
            byte if in_string && byte < b' ' => push(&mut mended, &format!("\\u{byte:04x}"), 1),
            _ if in_string => push(&mut mended, &rest[..1], 1),
            _ => match ["NaN", "Infinity", "-Infinity"].iter().find(|word| rest.starts_with(**word)) {
                Some(word) => push(&mut mended, "null", word.len()),
                None => push(&mut mended, &rest[..1], 1),
            },
        };
        rest = &rest[used..];
    }
    mended.push_str(rest);
    mended
}

fn push(mended: &mut String, text: &str, used: usize) -> usize {
    mended.push_str(text);
    used
}

/// Writes the escape at the start of `rest` as JSON has it; gives how much of `rest` that was.
fn mend_escape(mended: &mut String, rest: &str) -> usize {
    match rest.as_bytes().get(1) {
        Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => push(mended, &rest[..2], 2),
        Some(b'u') => match (code_unit(rest), rest.get(6..).and_then(code_unit)) {
            (Some(0xd800..=0xdbff), Some(0xdc00..=0xdfff)) => push(mended, &rest[..12], 12),
            (Some(0xd800..=0xdfff), _) => push(mended, "\\ufffd", 6),
            (Some(_), _) => push(mended, &rest[..6], 6),
            (None, _) => push(mended, "\\\\", 1),
        },
        Some(b'\'') => push(mended, "'", 2),
        _ => push(mended, "\\\\", 1),
    }
}

/// The UTF-16 code unit that `\uXXXX` at the start of a text stands for.
fn code_unit(text: &str) -> Option<u32> {
    let digits = text.strip_prefix("\\u")?.get(..4)?;
    digits.bytes().all(|digit| digit.is_ascii_hexdigit()).then(|| u32::from_str_radix(digits, 16).ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mends_what_is_nearly_json() {
        let cases = [
            ("{\"a\": \"x\\ud800y\"}", "x\u{fffd}y"),
            ("{\"a\": \"x\\udc00y\"}", "x\u{fffd}y"),
            ("{\"a\": \"\\ud83d\\ude00 \\ud83d\"}", "😀 \u{fffd}"),
            ("{\"a\": \"one\ntwo\"}", "one\ntwo"),
            ("{\"b\": NaN, \"a\": \"NaN - Infinity\"}", "NaN - Infinity"),
            ("{\"a\": \"it\\'s \\x\"}", "it's \\x"),
            ("{\"a\": 1, \"a\": \"last\"}", "last"),
        ];
        for (text, expected) in cases {
            let value = parse(text.as_bytes()).unwrap().value;
            assert_eq!(value["a"], expected, "{text}");
        }
    }

    #[test]
    fn says_where_it_breaks() {
        let broken = |text: &str| {
            let Err(broken) = parse(text.as_bytes()) else { panic!("{text} is JSON") };
            (broken.line, broken.column, broken.message)
        };
        assert_eq!(broken("{\"a\" 1}"), (1, 6, "expected `:`, found `1`".to_owned()));
        assert_eq!(broken("{\"a\": \"x"), (1, 8, "expected the rest of a string, found the end".to_owned()));
    }
}
