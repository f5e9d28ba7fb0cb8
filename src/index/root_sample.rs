//! Knows the files of a root by their content, wherever they lie.
//!
//! A folder holds the files of a root when of up to 64 of them, spread evenly over the manifest, at least half lie in it under
//! the same path and with the same size, and of up to 16 of those at least half have the same bytes.

use std::path::Path;

use super::manifest::{FileEntry, FileKey, Manifest};
use super::state::Root;
use crate::source::{Fingerprint, path_from_text};

const SAMPLE_FILES: usize = 64;
const SAMPLE_HASHES: usize = 16;

/// The files of a root that stand for all of them.
pub(crate) struct RootSample<'a>(Vec<&'a (FileKey, FileEntry)>);

impl<'a> RootSample<'a> {
    /// Empty files are alike everywhere and tell nothing.
    pub(crate) fn of(root: &Root, manifest: &'a Manifest) -> Self {
        let files = manifest.files().iter().filter(|(key, entry)| key.root == root.number && entry.bytes > 0);
        Self(spread(files.collect(), SAMPLE_FILES))
    }

    /// Whether the root has no file that tells anything.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a folder has one of them, or there are none.
    pub(crate) fn is_any_in(&self, folder: &Path) -> bool {
        let is_there =
            |(key, _): &&(FileKey, FileEntry)| folder.join(path_from_text(&key.relative)).symlink_metadata().is_ok();
        self.is_empty() || self.0.iter().any(is_there)
    }

    /// Whether nothing speaks against it that a folder is the root's: it has its files, or the root has none.
    pub(crate) fn is_at_home_in(&self, folder: &Path) -> bool {
        self.is_empty() || self.is_in(folder)
    }

    /// Whether a folder has them by the rule of this page.
    pub(crate) fn is_in(&self, folder: &Path) -> bool {
        let place = |key: &FileKey| folder.join(path_from_text(&key.relative));
        let lies_there = |(key, entry): &&&(FileKey, FileEntry)| {
            place(key).metadata().is_ok_and(|file| file.is_file() && file.len() == entry.bytes)
        };
        let there: Vec<_> = self.0.iter().filter(lies_there).collect();
        if there.is_empty() || 2 * there.len() < self.0.len() {
            return false;
        }
        let read = spread(there, SAMPLE_HASHES);
        let is_same = |(key, entry): &(FileKey, FileEntry)| {
            Fingerprint::of_file(&place(key)).is_ok_and(|fingerprint| fingerprint.hash() == entry.hash)
        };
        2 * read.iter().filter(|file| is_same(file)).count() >= read.len()
    }
}

/// Up to so many of these, spread evenly.
fn spread<T: Copy>(items: Vec<T>, number_max: usize) -> Vec<T> {
    if items.len() <= number_max {
        return items;
    }
    (0..number_max).map(|place| items[place * items.len() / number_max]).collect()
}
