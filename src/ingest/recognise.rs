//! Finds roots that are gone from their place: archives are moved.

use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use crate::index::{Manifest, Root, RootSample, State};

/// A root may have been moved into a folder so far below the one that is looked at.
const DEPTH_MAX: usize = 3;

/// Whether a root that has files is gone from its place: its folder is not there, or none of its files is.
pub(super) fn is_missing(root: &Root, manifest: &Manifest) -> bool {
    let sample = RootSample::of(root, manifest);
    !root.is_standard_input() && !(sample.is_any_in(&root.path) && (!sample.is_empty() || root.path.is_dir()))
}

/// The roots that are missing and whose files lie in or around a folder that the index does not know, with where.
pub(super) fn moved_roots<'a>(state: &'a State, manifest: &Manifest, folder: &Path) -> Vec<(&'a Root, PathBuf)> {
    let missing = state.roots.iter().filter(|root| is_missing(root, manifest));
    let missing: Vec<_> = missing.map(|root| (root, RootSample::of(root, manifest))).collect();
    if missing.is_empty() {
        return Vec::new();
    }
    let above = folder.ancestors().skip(1).map(Path::to_owned);
    let below = WalkDir::new(folder).max_depth(DEPTH_MAX).sort_by_file_name().into_iter().flatten();
    let below = below.filter(|entry| entry.path().is_dir()).map(walkdir::DirEntry::into_path);
    let candidates: Vec<PathBuf> = below.chain(above).collect();
    let place = |sample: &RootSample<'_>| candidates.iter().find(|candidate| sample.is_in(candidate)).cloned();
    missing.into_iter().filter_map(|(root, sample)| Some((root, place(&sample)?))).collect()
}
