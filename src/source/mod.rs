//! From a path to bytes, with where they came from: walking folders, decompressing, decoding characters.
//!
//! In: the folders and files that a user names. Out: for each file an [`Input`], a stream of bytes that are plain (what
//! was compressed is not any more; UTF-16 is UTF-8) and a [`Sample`] of its beginning, by which `format` tells
//! what it is.

mod encoding;
mod input;
mod walk;

pub use encoding::{Decoded, decode};
pub use input::{Fingerprint, Input, LineError, OpenError, Sample};
pub use walk::{FoundFile, Walk, WalkError, absolute, relative_path};
