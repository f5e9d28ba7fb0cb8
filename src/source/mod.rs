//! From a path to bytes, with where they came from: walking folders, opening containers, decompressing, decoding
//! characters.
//!
//! In: the folders and files that a user names. Out: for each file an [`Input`], a stream of bytes that are plain (what
//! was compressed is not any more; UTF-16 and UTF-32 are UTF-8) and a [`Sample`] of its beginning, by which `format` tells
//! what it is.

mod container;
mod encoding;
mod input;
mod neighbours;
mod packing;
mod path_text;
mod utf8_reader;
mod utf_32;
mod walk;
mod watch;

pub use container::{CONTAINERS_DEPTH_MAX, Container, Member, Visit};
pub use encoding::{Decoded, decode};
pub use input::{Fingerprint, Input, LineError, NamedFile, OpenError, Sample};
pub use path_text::{path_from_text, relative_path, shown_path, text_from_path};
pub use utf8_reader::Utf8Reader;
pub use walk::{FoundFile, Walk, WalkError, absolute};
pub use watch::{OnRead, Watched};
