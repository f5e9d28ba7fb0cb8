//! The article as the index stores it, whole.

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64;

use crate::article::Article;

/// An article with where it came from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// Number of its root.
    pub root: u64,
    /// Its id.
    pub id: String,
    /// Path of its file below the root.
    pub relative: String,
    /// Its place in a file of many.
    pub member: Option<String>,
    /// Name of the format that read it.
    pub format: String,
    /// Number of words in title and body.
    pub words: u64,
    /// The article.
    pub article: Article,
}

impl Record {
    /// The record with its checksum behind it, which lasts through every merge.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let mut bytes =
            postcard::to_stdvec(self).expect("a record is made of strings and numbers, which postcard writes");
        bytes.extend_from_slice(&xxh3_64(&bytes).to_le_bytes());
        bytes
    }

    /// Reads a record and proves it.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Result<Self, String> {
        let (content, checksum) = bytes.split_last_chunk::<8>().ok_or("is cut off")?;
        if xxh3_64(content) != u64::from_le_bytes(*checksum) {
            return Err("does not match its checksum".to_owned());
        }
        postcard::from_bytes(content).map_err(|error| error.to_string())
    }
}
