//! The article as the index stores it, whole.

use serde::{Deserialize, Serialize};

use crate::article::Article;

/// An article with where it came from.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
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
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        postcard::to_stdvec(self).expect("a record is made of strings and numbers, which postcard writes")
    }

    pub(crate) fn from_bytes(bytes: &[u8]) -> Result<Self, postcard::Error> {
        postcard::from_bytes(bytes)
    }
}
