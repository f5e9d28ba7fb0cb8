//! Mends JSON that people and templates wrote, where there is only one way to mean it.
//!
//! In: text that should be JSON (RFC 8259). Out: the same with line ends and tabs in strings as blanks, quotes in
//! strings escaped, escapes that JSON lacks undone, comments and commas too many dropped, commas that are missing
//! between objects put in, brackets that are left open closed. A text that ends inside a string has lost something,
//! and is left alone.

/// The deepest that brackets may lie in one another; the parser that comes after takes 128.
const DEPTH_MAX: usize = 128;

/// The mended text; `None` where it cannot be mended.
pub(super) fn mend(text: &str) -> Option<String> {
    let mut mended = String::with_capacity(text.len() + 16);
    let mut open = Vec::new();
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        let behind = &rest[letter.len_utf8()..];
        rest = match letter {
            '"' => mend_string(behind, &mut mended)?,
            '/' if behind.starts_with('/') => behind.split_once('\n').map_or("", |(_, next)| next),
            '/' if behind.starts_with('*') => behind.split_once("*/").map_or("", |(_, next)| next),
            ',' if is_needless_comma(behind) || mended.trim_end().ends_with([',', '[', '{']) => behind,
            '{' | '[' => {
                if mended.trim_end().ends_with(['}', ']']) {
                    mended.push(',');
                }
                open.push(if letter == '{' { '}' } else { ']' });
                mended.push(letter);
                behind
            }
            '}' | ']' => {
                if open.last() == Some(&letter) {
                    open.pop();
                    mended.push(letter);
                }
                behind
            }
            // One blank is enough, and looking back over blanks stays cheap.
            _ if letter.is_whitespace() || letter.is_control() => {
                if !mended.ends_with(' ') {
                    mended.push(' ');
                }
                behind
            }
            _ => {
                mended.push(letter);
                behind
            }
        };
        if open.len() > DEPTH_MAX {
            return None;
        }
    }
    mended.extend(open.iter().rev());
    let several =
        mended.trim_start().starts_with('{') && serde_json::from_str::<serde::de::IgnoredAny>(&mended).is_err();
    Some(if several { format!("[{mended}]") } else { mended })
}

/// Whether what follows a comma closes the list, or the text ends.
fn is_needless_comma(behind: &str) -> bool {
    behind.trim_start().chars().next().is_none_or(|next| matches!(next, '}' | ']' | ','))
}

/// Copies a string of which the opening quote was met; gives what stands behind its closing quote.
fn mend_string<'a>(text: &'a str, mended: &mut String) -> Option<&'a str> {
    mended.push('"');
    let mut rest = text;
    loop {
        let letter = rest.chars().next()?;
        let behind = &rest[letter.len_utf8()..];
        rest = match letter {
            '"' if closes(behind) => {
                mended.push('"');
                return Some(behind);
            }
            '"' => {
                mended.push_str("\\\"");
                behind
            }
            '\\' => mend_escape(behind, mended)?,
            _ => {
                mended.push(if letter.is_control() { ' ' } else { letter });
                behind
            }
        };
    }
}

/// Copies an escape of which the backslash was met.
fn mend_escape<'a>(text: &'a str, mended: &mut String) -> Option<&'a str> {
    let letter = text.chars().next()?;
    let is_code = letter == 'u' && text.get(1..5).is_some_and(|code| code.bytes().all(|byte| byte.is_ascii_hexdigit()));
    if is_code || matches!(letter, '"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't') {
        mended.push('\\');
    }
    mended.push(if letter.is_control() { ' ' } else { letter });
    Some(&text[letter.len_utf8()..])
}

/// Whether a quote ends its string: behind it stands what may follow a string, and no running text.
fn closes(behind: &str) -> bool {
    let next = behind.trim_start();
    match next.chars().next() {
        None | Some(':' | '}' | ']') => true,
        Some(',') => next[1..].trim_start().chars().next().is_none_or(|letter| {
            matches!(letter, '"' | '{' | '[' | '}' | ']' | ',' | '/' | '-') || letter.is_ascii_digit()
        }),
        Some(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    #[test]
    fn mends_what_can_mean_one_thing() {
        let cases: &[(&str, Value)] = &[
            (r#"{"a": 1,}"#, json!({"a": 1})),
            (r#"{"a": [1, 2,, 3,],}"#, json!({"a": [1, 2, 3]})),
            ("{\"a\": \"one\ntwo\tthree\"}", json!({"a": "one two three"})),
            (r#"{"a": "it\'s \x"}"#, json!({"a": "it's x"})),
            (r#"{"a": "the "new" deal", "b": "x"}"#, json!({"a": "the \"new\" deal", "b": "x"})),
            ("{\"a\": 1 /* one */, // two\n \"b\": 2}", json!({"a": 1, "b": 2})),
            (r#"{"a": 1} {"b": 2}"#, json!([{"a": 1}, {"b": 2}])),
            (r#"{"a": {"b": 2}"#, json!({"a": {"b": 2}})),
            (r#"{"a": {"b": 2}}}"#, json!({"a": {"b": 2}})),
            (r#"{"a": "\u00e9\n"}"#, json!({"a": "é\n"})),
        ];
        for (text, expected) in cases {
            let mended = mend(text).unwrap();
            let value: Value = serde_json::from_str(&mended).unwrap_or_else(|error| panic!("{mended}: {error}"));
            assert_eq!(value, *expected, "{text}");
        }
    }

    #[test]
    fn leaves_alone_what_lost_its_end() {
        assert_eq!(mend(r#"{"a": "cut of"#), None);
        assert_eq!(mend(&"[".repeat(100_000)), None);
    }
}
