//! The checksum behind small files that are read whole.

use xxhash_rust::xxh3::xxh3_64;

/// Sixteen hexadecimal digits and the end of the line.
const SEAL_BYTES: usize = 17;

/// Adds a line with the XXH3 (64 bits) of the content behind it.
pub(super) fn sealed(mut content: Vec<u8>) -> Vec<u8> {
    let seal = seal(&content);
    content.extend_from_slice(seal.as_bytes());
    content
}

/// The content, where the line behind it proves it; else what is wrong with it.
pub(super) fn unsealed(mut bytes: Vec<u8>) -> Result<Vec<u8>, &'static str> {
    let end = bytes.len().checked_sub(SEAL_BYTES).ok_or("is cut off")?;
    let stated = bytes.split_off(end);
    if seal(&bytes).as_bytes() == stated { Ok(bytes) } else { Err("does not match its checksum") }
}

fn seal(content: &[u8]) -> String {
    format!("{:016x}\n", xxh3_64(content))
}
