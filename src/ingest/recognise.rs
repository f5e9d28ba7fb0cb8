//! Knows a root by its content, where its folder is gone: archives are moved.
//!
//! A folder holds the files of a root when of up to 64 of them, spread evenly over the manifest, at least half lie in it under
//! the same path and with the same size, and of up to 16 of those at least half have the same bytes.

use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use crate::index::{FileEntry, FileKey, Manifest, Root, State};
use crate::source::{Fingerprint, path_from_text};

const SAMPLE_FILES: usize = 64;
const SAMPLE_HASHES: usize = 16;

/// A root may have been moved into a folder so far below the one that is looked at.
const DEPTH_MAX: usize = 3;

/// The files of a root that stand for all of them.
pub(super) struct Sample<'a>(Vec<&'a (FileKey, FileEntry)>);

impl<'a> Sample<'a> {
    /// Empty files are alike everywhere and tell nothing.
    pub(super) fn of(root: &Root, manifest: &'a Manifest) -> Self {
        let files = manifest.files().iter().filter(|(key, entry)| key.root == root.number && entry.bytes > 0);
        Self(spread(files.collect(), SAMPLE_FILES))
    }

    /// Whether a folder has one of them, or there are none.
    pub(super) fn is_any_in(&self, folder: &Path) -> bool {
        let is_there =
            |(key, _): &&(FileKey, FileEntry)| folder.join(path_from_text(&key.relative)).symlink_metadata().is_ok();
        self.0.is_empty() || self.0.iter().any(is_there)
    }

    /// Whether a folder has them by the rule of this page.
    fn is_in(&self, folder: &Path) -> bool {
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

/// Whether a root that has files is gone from its place: its folder is not there, or none of its files is.
pub(super) fn is_missing(root: &Root, manifest: &Manifest) -> bool {
    let sample = Sample::of(root, manifest);
    !root.is_standard_input() && !(sample.is_any_in(&root.path) && (!sample.0.is_empty() || root.path.is_dir()))
}

/// The roots that are missing and whose files lie in or around a folder that the index does not know, with where.
pub(super) fn moved_roots<'a>(state: &'a State, manifest: &Manifest, folder: &Path) -> Vec<(&'a Root, PathBuf)> {
    let missing = state.roots.iter().filter(|root| is_missing(root, manifest));
    let missing: Vec<_> = missing.map(|root| (root, Sample::of(root, manifest))).collect();
    if missing.is_empty() {
        return Vec::new();
    }
    let above = folder.ancestors().skip(1).map(Path::to_owned);
    let below = WalkDir::new(folder).max_depth(DEPTH_MAX).sort_by_file_name().into_iter().flatten();
    let below = below.filter(|entry| entry.path().is_dir()).map(walkdir::DirEntry::into_path);
    let candidates: Vec<PathBuf> = below.chain(above).collect();
    let place = |sample: &Sample<'_>| candidates.iter().find(|candidate| sample.is_in(candidate)).cloned();
    missing.into_iter().filter_map(|(root, sample)| Some((root, place(&sample)?))).collect()
}

/// Up to so many of these, spread evenly.
fn spread<T: Copy>(items: Vec<T>, number_max: usize) -> Vec<T> {
    if items.len() <= number_max {
        return items;
    }
    (0..number_max).map(|place| items[place * items.len() / number_max]).collect()
}
