//! A stream that counts lines and bytes, and can be made to read bytes once more.
//!
//! In: a reader. Out: the same bytes, no more of them than one record may have; an error beyond that.

use std::io::{self, BufRead, Read};

use crate::format::ARTICLE_BYTES_MAX;

/// Counts lines, and the bytes of one record, and takes bytes back that are to be read again.
pub(super) struct Metered<R> {
    /// `None` once it was taken.
    reader: Option<R>,
    /// What was put back, and how much of it was read again.
    again: Vec<u8>,
    position: usize,
    /// The line at which it stands, from 1.
    pub(super) line: u64,
    /// How many bytes the record may still have.
    pub(super) unspent: usize,
    /// Why the reader could not be read to its end, which counts as its end: what stands before it is to be read first,
    /// by the rules for a file that was cut off.
    pub(super) broken: Option<io::Error>,
}

impl<R: BufRead> Metered<R> {
    pub(super) fn new(reader: R) -> Self {
        Self { reader: Some(reader), again: Vec::new(), position: 0, line: 1, unspent: ARTICLE_BYTES_MAX, broken: None }
    }

    /// Moves all out of it; it stands at the end then.
    pub(super) fn take(&mut self) -> Self {
        let again = std::mem::take(&mut self.again);
        Self { reader: self.reader.take(), again, broken: self.broken.take(), ..*self }
    }

    /// Has these bytes read again, which were the last that were read.
    pub(super) fn put_back(&mut self, bytes: &[u8]) {
        self.line -= count_lines(bytes).min(self.line - 1);
        self.unspent += bytes.len();
        self.again.drain(..self.position);
        self.again.splice(..0, bytes.iter().copied());
        self.position = 0;
    }
}

fn count_lines(bytes: &[u8]) -> u64 {
    memchr::memchr_iter(b'\n', bytes).count() as u64
}

impl<R: BufRead> Read for Metered<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.fill_buf()?.read(buffer)?;
        self.consume(count);
        Ok(count)
    }
}

impl<R: BufRead> BufRead for Metered<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.unspent == 0 {
            let limit = ARTICLE_BYTES_MAX >> 20;
            return Err(io::Error::other(format!("a record of more than {limit} MiB, which no article has")));
        }
        let buffer = match (self.again.get(self.position..), &mut self.reader) {
            (Some(again), _) if !again.is_empty() => again,
            (_, Some(reader)) => match reader.fill_buf() {
                Err(error) if error.kind() != io::ErrorKind::Interrupted => {
                    self.broken = Some(error);
                    &[]
                }
                filled => filled?,
            },
            (_, None) => &[],
        };
        Ok(&buffer[..buffer.len().min(self.unspent)])
    }

    fn consume(&mut self, count: usize) {
        self.unspent -= count.min(self.unspent);
        if self.position < self.again.len() {
            let end = self.again.len().min(self.position + count);
            self.line += count_lines(&self.again[self.position..end]);
            self.position = end;
            if end == self.again.len() {
                self.again = Vec::new();
                self.position = 0;
            }
            return;
        }
        let Some(reader) = &mut self.reader else { return };
        if let Ok(buffer) = reader.fill_buf() {
            self.line += count_lines(&buffer[..count.min(buffer.len())]);
        }
        reader.consume(count);
    }
}
