//! Streams that are packed as a whole: gzip, Zstandard, bzip2, xz.
//!
//! In: a stream and its first bytes, by which its packing is told. Out: the unpacked bytes, no more of them than news
//! could be; names without the ending that tells of the packing.

use std::io::{self, BufRead, Read};

use bzip2::bufread::MultiBzDecoder;
use flate2::bufread::MultiGzDecoder;
use lzma_rust2::XzReader;

use super::container::Allowance;

/// A way of packing one stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Packing {
    Gzip,
    Zstandard,
    /// Zstandard whose dictionary stands in a frame before the others.
    ZstandardWithDictionary,
    Bzip2,
    Xz,
}

/// How streams begin: gzip (RFC 1952, 2.3.1), Zstandard (RFC 8878, 3.1.1), `.warc.zst` with a dictionary that its
/// records share (<https://iipc.github.io/warc-specifications/specifications/warc-zstd/>), bzip2 (`BZh1` to `BZh9` and
/// the magic of a block), xz (The .xz File Format 1.2.1, 2.1.1.1).
const MAGIC: &[(&[u8], Packing)] = &[
    (&[0x1f, 0x8b], Packing::Gzip),
    (&[0x28, 0xb5, 0x2f, 0xfd], Packing::Zstandard),
    (&[0x5d, 0x2a, 0x4d, 0x18], Packing::ZstandardWithDictionary),
    (b"BZh", Packing::Bzip2),
    (b"\xfd7zXZ\0", Packing::Xz),
];

/// Where the magic of the first block of bzip2 stands, and what it is.
const BZIP2_BLOCK: (usize, &[u8]) = (4, b"1AY&SY");

/// Endings that a packed file has behind its own name.
pub(super) const PACKED_ENDINGS: [&str; 4] = [".gz", ".zst", ".bz2", ".xz"];

/// Endings of a tar that is packed.
const TAR_ENDINGS: [&str; 4] = [".tgz", ".tbz2", ".txz", ".tzst"];

/// The largest dictionary of Zstandard, in bytes, packed and unpacked. Those that are trained have some hundred KiB.
const ZSTD_DICTIONARY_BYTES_MAX: u64 = 32 << 20;

/// The largest dictionary of xz, in bytes, which is held in memory: `xz -9` uses 64 MiB.
const XZ_DICTIONARY_BYTES_MAX: u64 = 256 << 20;

impl Packing {
    /// How a stream that begins like this is packed, if it is.
    pub(super) fn of(head: &[u8]) -> Option<Self> {
        let (_, packing) = MAGIC.iter().find(|(magic, _)| head.starts_with(magic))?;
        let (at, block) = BZIP2_BLOCK;
        let begins_well = *packing != Self::Bzip2 || head[at.min(head.len())..].starts_with(block);
        begins_well.then_some(*packing)
    }

    /// The unpacked bytes of `raw`, which begins with `head`.
    pub(super) fn unpack<'a>(self, head: &[u8], raw: impl BufRead + 'a) -> io::Result<Box<dyn Read + 'a>> {
        let allowance = Allowance::default();
        let packed = io::BufReader::with_capacity(64 << 10, allowance.packed(raw));
        Ok(match self {
            Self::Gzip => Box::new(allowance.unpacked(MultiGzDecoder::new(packed))),
            Self::Zstandard => Box::new(allowance.unpacked(zstd::Decoder::with_buffer(packed)?)),
            Self::ZstandardWithDictionary => Box::new(allowance.unpacked(decoder_with_dictionary(packed)?)),
            Self::Bzip2 => Box::new(allowance.unpacked(MultiBzDecoder::new(packed))),
            Self::Xz => {
                if xz_dictionary_bytes(head).is_some_and(|bytes| bytes > XZ_DICTIONARY_BYTES_MAX) {
                    return Err(io::Error::other("an xz file whose dictionary takes more than 256 MiB of memory"));
                }
                Box::new(allowance.unpacked(XzReader::new(packed, true)))
            }
        })
    }
}

/// Unpacks what follows a frame that holds the dictionary for it, which may be packed itself.
fn decoder_with_dictionary<'a>(mut raw: impl BufRead + 'a) -> io::Result<impl Read + 'a> {
    let (mut magic, mut length) = ([0; 4], [0; 4]);
    raw.read_exact(&mut magic)?;
    raw.read_exact(&mut length)?;
    let length = u64::from(u32::from_le_bytes(length));
    let mut dictionary = Vec::new();
    (&mut raw).take(length.min(ZSTD_DICTIONARY_BYTES_MAX + 1)).read_to_end(&mut dictionary)?;
    if Packing::of(&dictionary) == Some(Packing::Zstandard) {
        let mut unpacked = Vec::new();
        let decoder = zstd::Decoder::with_buffer(dictionary.as_slice())?;
        decoder.take(ZSTD_DICTIONARY_BYTES_MAX + 1).read_to_end(&mut unpacked)?;
        dictionary = unpacked;
    }
    if dictionary.len() as u64 > ZSTD_DICTIONARY_BYTES_MAX {
        let limit = ZSTD_DICTIONARY_BYTES_MAX >> 20;
        return Err(io::Error::other(format!("its Zstandard dictionary is longer than {limit} MiB")));
    }
    zstd::Decoder::with_dictionary(raw, &dictionary)
}

/// The size of the dictionary that the first block of an xz stream names (The .xz File Format 1.2.1, 3.1 and 5.3.1).
fn xz_dictionary_bytes(head: &[u8]) -> Option<u64> {
    let header_bytes = (usize::from(*head.get(12)?) + 1) * 4;
    let header = head.get(12..12 + header_bytes)?;
    // The filter LZMA2 (0x21) with one byte of properties.
    let at = header.windows(2).position(|pair| pair == [0x21, 1])?;
    let bits = u32::from(*header.get(at + 2)?);
    Some(u64::from(2 | (bits & 1)).checked_shl(bits / 2 + 11).unwrap_or(u64::MAX))
}

/// A name without the ending that says how the file is packed.
pub(super) fn strip_packing(name: &str) -> String {
    if let Some(plain) = PACKED_ENDINGS.iter().find_map(|ending| name.strip_suffix(ending)) {
        return plain.to_owned();
    }
    let found = TAR_ENDINGS.iter().find_map(|ending| name.strip_suffix(ending));
    found.map_or_else(|| name.to_owned(), |stem| format!("{stem}.tar"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lose_their_packing() {
        for (name, plain) in [("a.txt.gz", "a.txt"), ("a.tgz", "a.tar"), ("a.tar.xz", "a.tar"), ("a.txt", "a.txt")] {
            assert_eq!(strip_packing(name), plain);
        }
    }

    #[test]
    fn text_that_begins_like_a_packing_is_text() {
        assert_eq!(Packing::of(b"BZh is no word"), None);
    }
}
