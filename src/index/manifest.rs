//! Every file of the archive as the index last saw it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64;

use super::header::write_whole;
use crate::article::Problem;
use crate::error::{Error, Result};

/// The files of one generation, in order of their keys.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    files: Vec<(FileKey, FileEntry)>,
}

/// A file: its root and its path below it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FileKey {
    /// Number of the root.
    pub root: u64,
    /// Path below the root, with `/`.
    pub relative: String,
}

/// What is known of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileEntry {
    /// The number under which the index holds this version of its articles.
    pub file: u64,
    /// Size.
    pub bytes: u64,
    /// Time of change, in nanoseconds since 1970.
    pub modified_ns: i64,
    /// When it was read, likewise.
    pub read_ns: i64,
    /// XXH3 (64 bits) of its bytes.
    pub hash: u64,
    /// How many articles it gave; 0 when it was rejected.
    pub articles: u64,
    /// Why it was rejected, if it was.
    pub rejected: Option<Problem>,
    /// Files in it that gave no article, where it is a container, and why.
    pub rejected_members: Vec<Problem>,
    /// Hash of the flags that said how to read it; 0 when there were none.
    pub forced: u64,
    /// Hash of the field map that it was read with; 0 when there was none.
    pub field_map: u64,
}

impl FileEntry {
    /// Whether the time of change tells that the file is the one that was read. A file that was changed within the clock's
    /// own grain before it was read may have been changed again within the same tick: two seconds where times are whole
    /// seconds (FAT keeps even ones), else 20 ms (twice the longest tick of Linux, `CONFIG_HZ=100`).
    pub(crate) fn time_is_trusted(&self) -> bool {
        let grain_ns = if self.modified_ns % 1_000_000_000 == 0 { 2_000_000_000 } else { 20_000_000 };
        self.modified_ns.saturating_add(grain_ns) < self.read_ns
    }
}

impl Manifest {
    /// All files.
    pub fn files(&self) -> &[(FileKey, FileEntry)] {
        &self.files
    }

    /// The place of a file among [`Manifest::files`].
    pub(crate) fn find(&self, key: &FileKey) -> Option<usize> {
        self.files.binary_search_by(|(known, _)| known.cmp(key)).ok()
    }

    /// This manifest with files added or changed (`Some`) and removed (`None`).
    pub(crate) fn with(&self, changes: &BTreeMap<FileKey, Option<FileEntry>>) -> Self {
        let kept = self.files.iter().filter(|(key, _)| !changes.contains_key(key)).cloned();
        let changed = changes.iter().filter_map(|(key, entry)| Some((key.clone(), entry.clone()?)));
        let mut files: Vec<_> = kept.chain(changed).collect();
        files.sort_unstable_by(|(left, _), (right, _)| left.cmp(right));
        Self { files }
    }

    /// Reads a manifest and proves it by the hash at its end.
    pub(crate) fn read(path: &Path) -> Result<Self, String> {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let bytes = fs::read(path).map_err(|error| format!("`{name}`: {error}"))?;
        let (content, hash) = bytes.split_last_chunk::<8>().ok_or_else(|| format!("`{name}` is cut off"))?;
        if xxh3_64(content) != u64::from_le_bytes(*hash) {
            return Err(format!("`{name}` does not match its checksum"));
        }
        let plain = zstd::decode_all(content).map_err(|error| format!("`{name}`: {error}"))?;
        postcard::from_bytes(&plain).map_err(|error| format!("`{name}`: {error}"))
    }

    /// Writes the manifest, with its hash behind it, to the disk.
    pub(crate) fn write(&self, path: &Path) -> Result<()> {
        let plain = postcard::to_stdvec(self).map_err(|error| Error::io(path)(std::io::Error::other(error)))?;
        let mut bytes = zstd::encode_all(&plain[..], zstd::DEFAULT_COMPRESSION_LEVEL).map_err(Error::io(path))?;
        let hash = xxh3_64(&bytes);
        bytes.extend_from_slice(&hash.to_le_bytes());
        write_whole(path, &bytes)
    }
}
