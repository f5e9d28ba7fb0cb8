//! Hashes of words and features: 64 bits, the same on every machine, good for tables and no secret.

use std::hash::{BuildHasherDefault, Hasher};

use xxhash_rust::xxh3::xxh3_64;

/// The hash of a word, or of some of its letters.
pub(super) fn word(word: &str) -> u64 {
    xxh3_64(word.as_bytes())
}

/// The hash of two hashes or numbers, in this order. Its upper bits are the best. (Constants of `MurmurHash3`'s finalizer, which
/// is in the public domain, and of the golden ratio.)
pub(super) fn pair(left: u64, right: u64) -> u64 {
    let mut hash = left.rotate_left(23) ^ right.wrapping_mul(0x9e37_79b9_7f4a_7c15);
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
        self.0 = xxh3_64(bytes);
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}
