//! A stream of UTF-32, as UTF-8.
//!
//! In: bytes, four to a character (The Unicode Standard 16.0, 3.10). Out: the same characters as UTF-8. The WHATWG
//! Encoding Standard leaves UTF-32 out; a few feeds and exports are written in it.

use std::io::{self, Read};

/// Which of the four bytes of a character comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ByteOrder {
    Big,
    Little,
}

/// The byte order of a stream that begins like this, where it is UTF-32: it begins with the mark, or with four
/// characters of ASCII.
pub(super) fn utf_32(head: &[u8]) -> Option<ByteOrder> {
    match head {
        [0, 0, 0xfe, 0xff, ..] => return Some(ByteOrder::Big),
        [0xff, 0xfe, 0, 0, ..] => return Some(ByteOrder::Little),
        _ => {}
    }
    let groups = head.get(..16)?.chunks_exact(4);
    let is_text = |byte: u8| byte.is_ascii_graphic() || byte.is_ascii_whitespace();
    if groups.clone().all(|group| matches!(group, [0, 0, 0, byte] if is_text(*byte))) {
        return Some(ByteOrder::Big);
    }
    groups.clone().all(|group| matches!(group, [byte, 0, 0, 0] if is_text(*byte))).then_some(ByteOrder::Little)
}

/// Turns UTF-32 into UTF-8 as it is read; what is no character stands as U+FFFD, and the mark at the beginning is gone.
pub(super) struct Utf32Reader<R> {
    raw: R,
    order: ByteOrder,
    /// Bytes of a character that is not whole yet.
    undecoded: Vec<u8>,
    decoded: Vec<u8>,
    position: usize,
    at_start: bool,
    at_end: bool,
}

impl<R: Read> Utf32Reader<R> {
    pub(super) fn new(raw: R, order: ByteOrder) -> Self {
        let (undecoded, decoded) = (Vec::new(), Vec::new());
        Self { raw, order, undecoded, decoded, position: 0, at_start: true, at_end: false }
    }

    fn refill(&mut self) -> io::Result<()> {
        let mut chunk = [0_u8; 8192];
        let read = self.raw.read(&mut chunk)?;
        self.at_end = read == 0;
        self.undecoded.extend_from_slice(&chunk[..read]);
        self.decoded.clear();
        self.position = 0;
        let mut groups = self.undecoded.chunks_exact(4);
        for group in &mut groups {
            let bytes = [group[0], group[1], group[2], group[3]];
            let number = match self.order {
                ByteOrder::Big => u32::from_be_bytes(bytes),
                ByteOrder::Little => u32::from_le_bytes(bytes),
            };
            let character = char::from_u32(number).unwrap_or(char::REPLACEMENT_CHARACTER);
            if !(self.at_start && character == '\u{feff}') {
                self.decoded.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
            }
            self.at_start = false;
        }
        self.undecoded = groups.remainder().to_vec();
        if self.at_end && !self.undecoded.is_empty() {
            self.undecoded.clear();
            self.decoded.extend_from_slice("\u{fffd}".as_bytes());
        }
        Ok(())
    }
}

impl<R: Read> Read for Utf32Reader<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.position == self.decoded.len() && !self.at_end {
            self.refill()?;
        }
        let count = buffer.len().min(self.decoded.len() - self.position);
        buffer[..count].copy_from_slice(&self.decoded[self.position..self.position + count]);
        self.position += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn either_byte_order_with_and_without_a_mark() {
        let text = "Fähre 🚢 ok";
        for mark in ["", "\u{feff}"] {
            let characters = || mark.chars().chain("<xml>".chars()).chain(text.chars()).map(u32::from);
            let big: Vec<u8> = characters().flat_map(u32::to_be_bytes).collect();
            let little: Vec<u8> = characters().flat_map(u32::to_le_bytes).collect();
            for (bytes, order) in [(big, ByteOrder::Big), (little, ByteOrder::Little)] {
                assert_eq!(utf_32(&bytes), Some(order));
                let mut decoded = String::new();
                Utf32Reader::new(&bytes[..], order).read_to_string(&mut decoded).unwrap();
                assert_eq!(decoded, format!("<xml>{text}"));
            }
        }
    }

    #[test]
    fn other_bytes_are_none() {
        for bytes in [&b"<?xml version"[..], b"", b"\xff\xfe<\0", b"\0\0\0\x01\0\0\0\x02\0\0\0\x03\0\0\0\x04"] {
            assert_eq!(utf_32(bytes), None);
        }
        let mut decoded = String::new();
        let cut = b"\0\0\0a\0\x11\0\0\0\0";
        Utf32Reader::new(&cut[..], ByteOrder::Big).read_to_string(&mut decoded).unwrap();
        assert_eq!(decoded, "a\u{fffd}\u{fffd}");
    }
}
