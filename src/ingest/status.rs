//! Compares the index with the folders, and changes neither.

use std::collections::HashMap;

use serde::Serialize;

use super::roots::files_beside_articles;
use crate::error::Result;
use crate::index::OpenIndex;
use crate::index::{FileEntry, FileKey};
use crate::index::{Root, is_index};
use crate::source::{Walk, absolute};

/// How the folders differ from the index.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Status {
    /// Version of this form.
    pub schema_version: u32,
    /// Generation of the index.
    pub generation: u64,
    /// The folders that the index knows.
    pub roots: Vec<String>,
    /// Files that are as they were, those apart that were rejected.
    pub unchanged: u64,
    /// Files that the index does not know.
    pub new: Vec<FileChange>,
    /// Files whose size or time is another.
    pub changed: Vec<FileChange>,
    /// Files that are gone.
    pub removed: Vec<FileChange>,
    /// Files that were rejected when they were last read, and why.
    pub rejected: Vec<FileChange>,
    /// What could not be looked at.
    pub unreadable: Vec<FileChange>,
}

/// One file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FileChange {
    /// Its path, as users see it.
    pub path: String,
    /// Why it is named, where that is not plain.
    pub reason: Option<String>,
}

/// Compares all roots of an index with what lies in them.
///
/// # Errors
///
/// When the manifest is damaged.
pub fn status(index: &OpenIndex) -> Result<Status> {
    let manifest = index.manifest()?;
    let mut known: HashMap<&FileKey, &FileEntry> = manifest.files().iter().map(|(key, entry)| (key, entry)).collect();
    let state = index.state();
    let mut status = Status { schema_version: 1, generation: state.generation, ..Status::default() };
    status.roots = state.roots.iter().map(Root::shown).collect();
    for root in &state.roots {
        compare_root(index, root, &state.roots, &mut known, &mut status);
    }
    let shown = |key: &FileKey| {
        state.root(key.root).map_or_else(|| key.relative.clone(), |root| root.shown_path(&key.relative))
    };
    let mut gone: Vec<&FileKey> = known.into_keys().collect();
    gone.sort_unstable();
    let removed = gone.into_iter().filter(|key| state.root(key.root).is_none_or(|root| root.path.is_absolute()));
    status.removed = removed.map(|key| FileChange { path: shown(key), reason: None }).collect();
    let rejected = manifest.files().iter().filter_map(|(key, entry)| Some((key, entry.rejected.as_ref()?)));
    status.rejected =
        rejected.map(|(key, problem)| FileChange { path: shown(key), reason: Some(problem.to_string()) }).collect();
    Ok(status)
}

fn compare_root(
    index: &OpenIndex,
    root: &Root,
    roots: &[Root],
    known: &mut HashMap<&FileKey, &FileEntry>,
    status: &mut Status,
) {
    let folder = root.path.as_path();
    if !folder.is_absolute() {
        return;
    }
    let inner =
        roots.iter().filter(|other| other.number != root.number && other.whole && other.path.starts_with(folder));
    let inner = inner.map(|other| other.path.clone());
    let skip = absolute(index.folder()).into_iter().chain(inner).chain(files_beside_articles(roots)).collect();
    for found in Walk::new(folder, folder, skip, is_index) {
        let found = match found {
            Ok(found) => found,
            Err(error) => {
                let path = error.path.display().to_string();
                status.unreadable.push(FileChange { path, reason: Some(error.reason) });
                continue;
            }
        };
        let path = root.shown_path(&found.relative);
        let key = FileKey { root: root.number, relative: found.relative };
        match known.remove(&key) {
            None if root.whole => status.new.push(FileChange { path, reason: None }),
            None => {}
            Some(entry) if (entry.bytes, entry.modified_ns) == (found.bytes, found.modified_ns) => {
                status.unchanged += u64::from(entry.rejected.is_none());
            }
            Some(_) => status.changed.push(FileChange { path, reason: None }),
        }
    }
}
