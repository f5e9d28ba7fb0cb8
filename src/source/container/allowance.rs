//! How much a packed file may unpack to: no more than news could.
//!
//! In: readers of packed and of unpacked bytes. Out: the same readers, which count; an error where the count is that of
//! a bomb.

use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

/// What may be unpacked whatever the size of the packed file, in bytes.
const FREE_BYTES: u64 = 256 << 20;

/// The most that packed bytes may unpack to beyond that, as a ratio. Text of news packs 3 to 8 times, the most
/// repetitive exports 60 times; bombs pack a thousand times and more (deflate reaches 1,032, its own limit).
const RATIO_MAX: u64 = 200;

/// Counts what goes into an unpacker and what comes out.
#[derive(Clone, Debug, Default)]
pub(in crate::source) struct Allowance {
    packed: Rc<Cell<u64>>,
    unpacked: Rc<Cell<u64>>,
}

impl Allowance {
    /// An allowance for a file of which all the packed bytes are known.
    pub(in crate::source) fn of_size(packed_bytes: u64) -> Self {
        let allowance = Self::default();
        allowance.packed.set(packed_bytes);
        allowance
    }

    /// A reader of packed bytes, which raise the allowance as they are read.
    pub(in crate::source) fn packed<R: Read>(&self, reader: R) -> Counted<R> {
        Counted { reader, count: Rc::clone(&self.packed), of: None }
    }

    /// A reader of unpacked bytes, which are charged.
    pub(in crate::source) fn unpacked<R: Read>(&self, reader: R) -> Counted<R> {
        Counted { reader, count: Rc::clone(&self.unpacked), of: Some(self.clone()) }
    }

    fn is_spent(&self) -> bool {
        let unpacked = self.unpacked.get();
        unpacked > FREE_BYTES && unpacked - FREE_BYTES > self.packed.get().saturating_mul(RATIO_MAX)
    }
}

/// A reader that counts.
#[derive(Debug)]
pub(in crate::source) struct Counted<R> {
    reader: R,
    count: Rc<Cell<u64>>,
    of: Option<Allowance>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.of.as_ref().is_some_and(Allowance::is_spent) {
            return Err(io::Error::other(format!(
                "unpacks to more than {RATIO_MAX} times its size, which no text does"
            )));
        }
        let read = self.reader.read(buffer)?;
        self.count.set(self.count.get() + read as u64);
        Ok(read)
    }
}
