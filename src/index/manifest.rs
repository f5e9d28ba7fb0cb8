//! Every file of the archive as the index last saw it.
//!
//! A manifest carries the [`State`] of its generation too, so that the roots are known where tantivy's `meta.json` is lost.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Read, Seek};
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::directory::META_FILE;
use super::disk::write_whole;
use super::folder::MANIFEST_PREFIX;
use super::seal::{sealed, unsealed};
use super::state::State;
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
    /// The lengths by which these are ranked, together; noted by the writer.
    pub length: u64,
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
    /// The entry of a file of which no more than its number is known. It differs from any file, which is read again.
    pub(super) fn unread(file: u64) -> Self {
        Self {
            file,
            bytes: 0,
            modified_ns: 0,
            read_ns: 0,
            hash: 0,
            articles: 0,
            length: 0,
            rejected: None,
            rejected_members: Vec::new(),
            forced: 0,
            field_map: 0,
        }
    }

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

    /// The lengths by which all articles are ranked, together; `None` where that of some file is not known, since its articles were
    /// found again by a repair.
    pub(super) fn length(&self) -> Option<u64> {
        let known =
            |(_, entry): &(FileKey, FileEntry)| (entry.articles == 0 || entry.length > 0).then_some(entry.length);
        self.files.iter().map(known).sum()
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

    /// Reads a manifest, and the state that was committed with it, and proves both.
    pub(super) fn read(mut file: &fs::File) -> Result<(Self, State), String> {
        let mut bytes = Vec::new();
        file.rewind().and_then(|()| file.read_to_end(&mut bytes)).map_err(|error| error.to_string())?;
        let plain = zstd::decode_all(&unsealed(bytes)?[..]).map_err(|error| error.to_string())?;
        let (state, manifest) = postcard::from_bytes(&plain).map_err(|error| error.to_string())?;
        Ok((manifest, state))
    }

    /// The latest manifest of a data folder that is sound, and its state.
    pub(super) fn latest(data: &Path) -> Option<(Self, State)> {
        let files = fs::read_dir(data).ok()?.flatten();
        let named = files.filter(|file| file.file_name().to_string_lossy().starts_with(MANIFEST_PREFIX));
        let sound = named.filter_map(|file| Self::read(&fs::File::open(file.path()).ok()?).ok());
        sound.max_by_key(|(_, state)| state.generation)
    }

    /// The state of a data folder that may be of another version or damaged: from tantivy's `meta.json`, which is JSON with
    /// the state in it, where its checksum proves it; else from the latest manifest that is sound; else, as earlier formats
    /// had no checksum, from `meta.json` as it is.
    pub(super) fn salvaged_state(data: &Path) -> Option<State> {
        let meta = fs::read(data.join(META_FILE)).ok();
        let proved = || State::of_meta(&unsealed(meta.clone()?).ok()?);
        let of_manifest = || Some(Self::latest(data)?.1);
        proved().or_else(of_manifest).or_else(|| State::of_meta(meta.as_ref()?))
    }

    /// Writes the manifest to the disk, with the state that goes with it.
    pub(crate) fn write(&self, path: &Path, state: &State) -> Result<()> {
        let plain = postcard::to_stdvec(&(state, self))
            .map_err(|error| Error::index_file(path)(std::io::Error::other(error)))?;
        let bytes = zstd::encode_all(&plain[..], zstd::DEFAULT_COMPRESSION_LEVEL).map_err(Error::index_file(path))?;
        write_whole(path, &sealed(bytes)).map_err(Error::index_file(path))
    }
}
