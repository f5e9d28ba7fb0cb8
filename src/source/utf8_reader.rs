//! A stream of characters of unknown or mixed encodings, as UTF-8.
//!
//! In: bytes, and the encoding that they were declared to be in. Out: the same characters as UTF-8; where the stream
//! breaks off, all that was read before, then the error.

use std::io::{self, BufRead, Read};

use super::encoding::decode;

/// How much is decoded at once.
const PIECE_BYTES: usize = 64 << 10;

/// Bytes as UTF-8, piece by piece, by the rules of [`decode`](super::decode) for each piece: feeds and exports mix
/// encodings within one file. Pieces end behind an ASCII blank or `>`, where no character of any encoding in use is cut.
pub struct Utf8Reader<'a> {
    raw: &'a mut (dyn BufRead + 'a),
    declared: Option<String>,
    /// Bytes that have been read and not decoded.
    undecoded: Vec<u8>,
    decoded: Vec<u8>,
    position: usize,
    at_end: bool,
    /// Why the bytes ended, if they did not end well.
    error: Option<io::Error>,
    is_first: bool,
}

impl std::fmt::Debug for Utf8Reader<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Utf8Reader").field("declared", &self.declared).finish_non_exhaustive()
    }
}

impl<'a> Utf8Reader<'a> {
    pub(super) fn new(raw: &'a mut (dyn BufRead + 'a), declared: Option<&str>) -> Self {
        Self {
            raw,
            declared: declared.map(str::to_owned),
            undecoded: Vec::with_capacity(PIECE_BYTES),
            decoded: Vec::new(),
            position: 0,
            at_end: false,
            error: None,
            is_first: true,
        }
    }

    fn refill(&mut self) {
        let wanted = (PIECE_BYTES - self.undecoded.len().min(PIECE_BYTES - 1)) as u64;
        let read = (&mut *self.raw).take(wanted).read_to_end(&mut self.undecoded);
        // What was read before an error is in `undecoded` and as good as the rest.
        self.at_end = read.as_ref().map_or(true, |read| (*read as u64) < wanted);
        self.error = read.err();
        let is_cut = |byte: &u8| byte.is_ascii_whitespace() || *byte == b'>';
        let end = match self.undecoded.iter().rposition(is_cut) {
            Some(at) if !self.at_end => at + 1,
            // A piece without any blank may be cut within a character, which then is no worse than the rest of it.
            _ => self.undecoded.len(),
        };
        let piece = &self.undecoded[..end];
        let is_plain = std::str::from_utf8(piece).is_ok() && !self.is_first && self.declared.is_none();
        self.decoded.clear();
        if is_plain {
            self.decoded.extend_from_slice(piece);
        } else {
            self.decoded.extend_from_slice(decode(piece, self.declared.as_deref()).text.as_bytes());
        }
        self.is_first = false;
        self.undecoded.drain(..end);
        self.position = 0;
    }
}

impl Read for Utf8Reader<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.fill_buf()?.read(buffer)?;
        self.consume(count);
        Ok(count)
    }
}

impl BufRead for Utf8Reader<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        while self.position == self.decoded.len() {
            if let Some(error) = self.error.take() {
                return Err(error);
            }
            if self.at_end {
                break;
            }
            self.refill();
        }
        Ok(&self.decoded[self.position..])
    }

    fn consume(&mut self, count: usize) {
        self.position += count;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives its bytes, then an error.
    struct Breaking(&'static [u8]);

    impl Read for Breaking {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            if self.0.is_empty() { Err(io::Error::other("torn")) } else { self.0.read(buffer) }
        }
    }

    #[test]
    fn what_stands_before_an_error_is_read() {
        let mut raw = io::BufReader::new(Breaking(b"F\xe4hre <b>\xfcber"));
        let mut reader = Utf8Reader::new(&mut raw, Some("iso-8859-1"));
        let mut text = Vec::new();
        let error = reader.read_to_end(&mut text).unwrap_err();
        assert_eq!((String::from_utf8(text).unwrap().as_str(), error.to_string().as_str()), ("Fähre <b>über", "torn"));
    }
}
