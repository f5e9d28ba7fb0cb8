//! Finds the files below a folder, in the order of their names.

use std::io;
use std::path::{Component, Path, PathBuf};
use std::time::UNIX_EPOCH;

use walkdir::{DirEntry, WalkDir};

use super::path_text::relative_path;

/// A regular file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundFile {
    /// Where it lies.
    pub path: PathBuf,
    /// Its path below the root, as [`relative_path`] writes it.
    pub relative: String,
    /// Its size.
    pub bytes: u64,
    /// Its time of change, in nanoseconds since 1970.
    pub modified_ns: i64,
}

/// A file or folder that could not be looked at.
#[derive(Debug, thiserror::Error)]
#[error("`{}`: {reason}", path.display())]
pub struct WalkError {
    /// The file or folder.
    pub path: PathBuf,
    /// Why.
    pub reason: String,
}

/// The files below `start`, which lies in or is `root`. Links are followed, loops of them once; names that begin with a dot,
/// the paths in `skip` and the folders that `is_apart` names are passed over, as is everything that is no regular file.
#[derive(Debug)]
pub struct Walk {
    root: PathBuf,
    skip: Vec<PathBuf>,
    is_apart: fn(&Path) -> bool,
    entries: walkdir::IntoIter,
}

impl Walk {
    /// A walk from `start` down. Both paths are absolute.
    pub fn new(root: &Path, start: &Path, skip: Vec<PathBuf>, is_apart: fn(&Path) -> bool) -> Self {
        let entries = WalkDir::new(start).follow_links(true).sort_by_file_name().into_iter();
        Self { root: root.to_owned(), skip, is_apart, entries }
    }

    fn is_passed_over(&self, entry: &DirEntry) -> bool {
        let hidden = entry.depth() > 0 && entry.file_name().as_encoded_bytes().starts_with(b".");
        hidden
            || self.skip.iter().any(|skipped| skipped == entry.path())
            || entry.file_type().is_dir() && (self.is_apart)(entry.path())
    }
}

impl Iterator for Walk {
    type Item = Result<FoundFile, WalkError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let entry = match self.entries.next()? {
                Ok(entry) => entry,
                Err(error) if error.loop_ancestor().is_some() => continue,
                Err(error) => return Some(Err(walk_error(&error, &self.root))),
            };
            if self.is_passed_over(&entry) {
                if entry.file_type().is_dir() {
                    self.entries.skip_current_dir();
                }
                continue;
            }
            if entry.file_type().is_file() {
                return Some(found_file(&self.root, &entry));
            }
        }
    }
}

/// The absolute form of a path, with `.` and `..` resolved by name alone, so that it can be had for what is gone.
///
/// # Errors
///
/// When the path is empty or the current folder is not known.
pub fn absolute(path: &Path) -> io::Result<PathBuf> {
    let mut resolved = PathBuf::new();
    for component in std::path::absolute(path)?.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => {
                resolved.pop();
            }
            other => resolved.push(other),
        }
    }
    Ok(resolved)
}

fn found_file(root: &Path, entry: &DirEntry) -> Result<FoundFile, WalkError> {
    let metadata = entry.metadata().map_err(|error| walk_error(&error, root))?;
    let modified = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    let modified_ns = modified.and_then(|since| i64::try_from(since.as_nanos()).ok()).unwrap_or(0);
    Ok(FoundFile {
        path: entry.path().to_owned(),
        relative: relative_path(root, entry.path()),
        bytes: metadata.len(),
        modified_ns,
    })
}

fn walk_error(error: &walkdir::Error, root: &Path) -> WalkError {
    let reason =
        error.io_error().map_or_else(|| "cannot be read".to_owned(), |cause| format!("cannot be read: {cause}"));
    WalkError { path: error.path().unwrap_or(root).to_owned(), reason }
}
