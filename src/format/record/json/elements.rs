//! Cuts a stream of JSON (RFC 8259) into the elements of its array, or into the values that follow one another.
//!
//! In: bytes. Out: the bytes of one element at a time, with the line and column where it begins; nothing else is held
//! in memory. Brackets are counted and strings are passed over; whether an element is well formed is for its parser.

use std::io::BufRead;

use crate::article::Problem;
use crate::format::ARTICLE_BYTES_MAX;

/// The deepest nesting that is read, which is that of `serde_json` too.
const DEPTH_MAX: usize = 128;

const TOO_LONG: &str = "longer than 64 MiB, which no article is";

/// Reads elements one by one.
pub(super) struct Elements<'a> {
    reader: &'a mut dyn BufRead,
    /// The element that was found last.
    pub(super) bytes: Vec<u8>,
    /// Whether the elements stand in an array.
    pub(super) in_array: bool,
    line: u64,
    column: u64,
}

/// Where an element stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Position {
    /// Line of its first byte, from 1.
    pub(super) line: u64,
    /// Column of its first byte, from 1.
    pub(super) column: u64,
}

/// The next element, or why it cannot be had.
pub(super) struct Element {
    pub(super) position: Position,
    pub(super) broken: Option<String>,
}

impl<'a> Elements<'a> {
    pub(super) fn new(reader: &'a mut dyn BufRead) -> Self {
        Self { reader, bytes: Vec::new(), in_array: false, line: 1, column: 1 }
    }

    /// The next element, which is in `bytes` then; `None` at the end of the stream.
    pub(super) fn next(&mut self) -> Result<Option<Element>, Problem> {
        self.bytes.clear();
        let Some(first) = self.skip_between()? else { return Ok(None) };
        let position = Position { line: self.line, column: self.column };
        let broken = match first {
            b'{' | b'[' => self.read_nested()?,
            _ => self.read_scalar()?,
        };
        Ok(Some(Element { position, broken }))
    }

    /// Passes over blanks, commas and the brackets of the outermost array; gives the first byte of an element.
    fn skip_between(&mut self) -> Result<Option<u8>, Problem> {
        loop {
            let (mut used, mut found) = (0, None);
            let chunk = fill(self.reader, self.line)?;
            if chunk.is_empty() {
                return Ok(None);
            }
            let mut in_array = self.in_array;
            for byte in chunk {
                match byte {
                    b'[' if !in_array => in_array = true,
                    b']' => in_array = false,
                    // A byte order mark, or the separator of RFC 7464.
                    b' ' | b'\t' | b'\r' | b'\n' | b',' | 0x1e | 0xef | 0xbb | 0xbf => {}
                    _ => {
                        found = Some(*byte);
                        break;
                    }
                }
                used += 1;
            }
            self.in_array = in_array;
            self.consume(used, false);
            if found.is_some() {
                return Ok(found);
            }
        }
    }

    /// Reads an object or array to its closing bracket; gives what is wrong with it, if anything.
    fn read_nested(&mut self) -> Result<Option<String>, Problem> {
        let mut scanner = Scanner::default();
        let mut is_too_long = false;
        loop {
            let chunk = fill(self.reader, self.line)?;
            if chunk.is_empty() {
                return Ok(Some("expected the end of an object, found the end of the file".to_owned()));
            }
            let end = scanner.find_end(chunk);
            let used = end.unwrap_or(chunk.len());
            let fits = !is_too_long && self.bytes.len() + used <= ARTICLE_BYTES_MAX;
            self.consume(used, fits && !scanner.is_too_deep);
            if !fits {
                is_too_long = true;
                self.bytes.clear();
            }
            if end.is_some() {
                return Ok(if is_too_long { Some(TOO_LONG.to_owned()) } else { scanner.problem() });
            }
        }
    }

    /// Reads a string, a number, or whatever else stands there, to the next comma, bracket or blank.
    fn read_scalar(&mut self) -> Result<Option<String>, Problem> {
        // The first byte is part of it whatever it is, a form feed for one, so that there is an end to every file.
        let mut passed = 1;
        loop {
            let chunk = fill(self.reader, self.line)?;
            let is_end = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b',' | b'[' | b']' | b'{');
            let end = chunk.iter().skip(passed).position(is_end).map(|at| at + passed);
            passed = 0;
            let used = end.unwrap_or(chunk.len());
            let at_end = end.is_some() || chunk.is_empty();
            // Nothing is an article that is no object; the beginning is enough to say what it was.
            let is_wanted = self.bytes.len() < 200;
            self.consume(used, is_wanted);
            if at_end {
                return Ok(None);
            }
        }
    }

    /// Moves on by `used` bytes, keeping them or not.
    fn consume(&mut self, used: usize, keep: bool) {
        let Ok(chunk) = self.reader.fill_buf() else { return };
        let used_bytes = &chunk[..used.min(chunk.len())];
        self.line += used_bytes.iter().map(|byte| u64::from(*byte == b'\n')).sum::<u64>();
        self.column = match used_bytes.iter().rposition(|byte| *byte == b'\n') {
            Some(at) => (used - at) as u64,
            None => self.column + used as u64,
        };
        if keep {
            self.bytes.extend_from_slice(used_bytes);
        }
        self.reader.consume(used);
    }
}

fn fill(reader: &mut dyn BufRead, line: u64) -> Result<&[u8], Problem> {
    reader.fill_buf().map_err(|error| Problem::new(format!("cannot be read to its end: {error}")).at_line(line))
}

/// Finds the bracket that closes the one at the start, through any number of chunks.
#[derive(Debug, Default)]
pub(super) struct Scanner {
    depth: usize,
    in_string: bool,
    is_escaped: bool,
    is_too_deep: bool,
}

impl Scanner {
    /// The position behind the closing bracket, if it is in this chunk.
    pub(super) fn find_end(&mut self, chunk: &[u8]) -> Option<usize> {
        let mut at = 0;
        while at < chunk.len() {
            if self.is_escaped {
                self.is_escaped = false;
                at += 1;
            } else if self.in_string {
                // Texts are nearly all of a file, so the way through a string is the fast one.
                at += chunk[at..].iter().position(|byte| matches!(byte, b'"' | b'\\'))?;
                self.is_escaped = chunk[at] == b'\\';
                self.in_string = self.is_escaped;
                at += 1;
            } else {
                at += 1;
                match chunk[at - 1] {
                    b'"' => self.in_string = true,
                    b'{' | b'[' => self.depth += 1,
                    b'}' | b']' => self.depth = self.depth.saturating_sub(1),
                    _ => continue,
                }
                self.is_too_deep |= self.depth > DEPTH_MAX;
                if self.depth == 0 && !self.in_string {
                    return Some(at);
                }
            }
        }
        None
    }

    fn problem(&self) -> Option<String> {
        self.is_too_deep.then(|| format!("nested deeper than {DEPTH_MAX}"))
    }
}
