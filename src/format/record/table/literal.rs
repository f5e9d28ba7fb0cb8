//! Reads a list or an object that stands in a cell: JSON, or what Python prints of one.
//!
//! In: the text of a cell, such as `["Anna Petrova"]` or `['Anna Petrova', "Liam O'Brien"]`. Out: the value, or `None`
//! for a text that only begins like one. The literals are those of Python 3
//! (<https://docs.python.org/3/reference/lexical_analysis.html#literals>) that data frames are written out with:
//! strings, numbers, `None`, `True`, `False`, lists, tuples and dictionaries.

use serde_json::{Map, Value};

/// How deep lists may stand in lists.
const DEPTH_MAX: usize = 16;

/// The longest cell that is looked at, in bytes: lists of names are shorter, and a text in paragraphs fits.
const CELL_BYTES_MAX: usize = 4 << 20;

/// The value in a cell; `None` where it is plain text.
pub(in crate::format) fn read(cell: &str) -> Option<Value> {
    let cell = cell.trim();
    let is_bracketed = (cell.starts_with('[') && cell.ends_with(']')) || (cell.starts_with('{') && cell.ends_with('}'));
    if !is_bracketed || cell.len() > CELL_BYTES_MAX {
        return None;
    }
    let inside = cell[1..].trim_start();
    if !inside.starts_with(['"', '\'', '{', '[', ']', '}']) {
        return None;
    }
    serde_json::from_str(cell).ok().or_else(|| {
        let mut literal = Literal { text: cell, at: 0 };
        let value = literal.value(0)?;
        literal.skip_blanks();
        (literal.at == cell.len()).then_some(value)
    })
}

struct Literal<'a> {
    text: &'a str,
    at: usize,
}

impl Literal<'_> {
    fn value(&mut self, depth: usize) -> Option<Value> {
        self.skip_blanks();
        match self.peek()? {
            _ if depth > DEPTH_MAX => None,
            '[' => self.list(']', depth),
            '(' => self.list(')', depth),
            '{' => self.object(depth),
            '\'' | '"' => self.string().map(Value::String),
            _ => self.word(),
        }
    }

    fn list(&mut self, close: char, depth: usize) -> Option<Value> {
        self.at += 1;
        let mut values = Vec::new();
        while !self.takes(close) {
            values.push(self.value(depth + 1)?);
            if !self.takes(',') {
                return self.takes(close).then_some(Value::Array(values));
            }
        }
        Some(Value::Array(values))
    }

    fn object(&mut self, depth: usize) -> Option<Value> {
        self.at += 1;
        let mut record = Map::new();
        while !self.takes('}') {
            self.skip_blanks();
            let key = match self.peek()? {
                '\'' | '"' => self.string()?,
                _ => return None,
            };
            if !self.takes(':') {
                return None;
            }
            record.insert(key, self.value(depth + 1)?);
            if !self.takes(',') {
                return self.takes('}').then_some(Value::Object(record));
            }
        }
        Some(Value::Object(record))
    }

    fn string(&mut self) -> Option<String> {
        let quote = self.peek()?;
        self.at += 1;
        let mut string = String::new();
        loop {
            let rest = &self.text[self.at..];
            let stop = rest.find([quote, '\\'])?;
            string.push_str(&rest[..stop]);
            self.at += stop + 1;
            if rest[stop..].starts_with(quote) {
                return Some(string);
            }
            self.escape(&mut string)?;
        }
    }

    fn escape(&mut self, string: &mut String) -> Option<()> {
        let letter = self.peek()?;
        self.at += letter.len_utf8();
        let digits = match letter {
            'x' => 2,
            'u' => 4,
            'U' => 8,
            _ => {
                match letter {
                    'n' => string.push('\n'),
                    't' => string.push('\t'),
                    'r' => string.push('\r'),
                    '\'' | '"' | '\\' => string.push(letter),
                    _ => string.extend(['\\', letter]),
                }
                return Some(());
            }
        };
        let code = self.text.get(self.at..self.at + digits)?;
        string.push(u32::from_str_radix(code, 16).ok().and_then(char::from_u32)?);
        self.at += digits;
        Some(())
    }

    /// A number or a constant.
    fn word(&mut self) -> Option<Value> {
        let rest = &self.text[self.at..];
        let is_part = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '-' | '+');
        let end = rest.find(|letter| !is_part(letter)).unwrap_or(rest.len());
        self.at += end;
        match &rest[..end] {
            "None" | "nan" | "NaN" | "null" => Some(Value::Null),
            "True" | "true" => Some(Value::Bool(true)),
            "False" | "false" => Some(Value::Bool(false)),
            number => number.parse::<f64>().ok().map(|_| serde_json::from_str(number).unwrap_or(Value::Null)),
        }
    }

    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    fn takes(&mut self, mark: char) -> bool {
        self.skip_blanks();
        let found = self.peek() == Some(mark);
        self.at += if found { mark.len_utf8() } else { 0 };
        found
    }

    fn skip_blanks(&mut self) {
        let rest = &self.text[self.at..];
        self.at += rest.len() - rest.trim_start().len();
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn lists_and_objects_are_read_and_texts_are_not() {
        let deep = format!("{}{}", "['a', ".repeat(200), "]".repeat(200));
        let cases = [
            (r#"["Anna", "Yusuf"]"#, Some(json!(["Anna", "Yusuf"]))),
            (r#"['Anna', "Liam O'Brien",]"#, Some(json!(["Anna", "Liam O'Brien"]))),
            ("[]", Some(json!([]))),
            (r"['a\'b', 'c\u00e9\n', 'd\q']", Some(json!(["a'b", "cé\n", "d\\q"]))),
            (
                "[{'name': 'Anna', 'type': 'PER', 'n': 3, 'x': None, 'y': True}]",
                Some(json!([{"name": "Anna", "type": "PER", "n": 3, "x": null, "y": true}])),
            ),
            ("{'persons': ('Anna', 'Bo')}", Some(json!({"persons": ["Anna", "Bo"]}))),
            ("[sic] he wrote", None),
            ("['Anna' and others]", None),
            ("['never closed", None),
            ("[a note]", None),
            ("", None),
            (deep.as_str(), None),
        ];
        for (cell, expected) in cases {
            assert_eq!(read(cell), expected, "{cell}");
        }
    }
}
