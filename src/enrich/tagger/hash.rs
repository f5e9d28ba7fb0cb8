//! Hashes of words and features: 64 bits, the same on every machine, good for tables and no secret.

use std::hash::{BuildHasherDefault, Hasher};

const ODD: u64 = 0x9e37_79b9_7f4a_7c15;

/// The hash of a word, or of some of its letters.
pub(super) fn word(word: &str) -> u64 {
    bytes(word.as_bytes())
}

/// The same, of bytes.
pub(super) fn bytes(bytes: &[u8]) -> u64 {
    let mut hash = ODD ^ bytes.len() as u64;
    let mut chunks = bytes.chunks_exact(8);
    for chunk in &mut chunks {
        let mut eight = [0; 8];
        eight.copy_from_slice(chunk);
        hash = mixed(hash ^ u64::from_le_bytes(eight));
    }
    let mut rest = [0; 8];
    rest[..chunks.remainder().len()].copy_from_slice(chunks.remainder());
    mixed(hash ^ u64::from_le_bytes(rest))
}

/// The hash of two hashes or numbers, in this order.
pub(super) fn pair(left: u64, right: u64) -> u64 {
    mixed(left.rotate_left(23) ^ right.wrapping_mul(ODD))
}

/// Constants of `MurmurHash3`'s finalizer (public domain), one multiplication less.
fn mixed(mut hash: u64) -> u64 {
    hash = hash.wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash ^= hash >> 32;
    hash.wrapping_mul(0xc4ce_b9fe_1a85_ec53)
}

/// Takes a hash for what it is.
pub(super) type Passed = BuildHasherDefault<PassedHasher>;

/// See [`Passed`].
#[derive(Default)]
pub(super) struct PassedHasher(u64);

impl Hasher for PassedHasher {
    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 32)
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = self::bytes(bytes);
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}
