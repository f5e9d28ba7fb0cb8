//! Finds the files below a folder, in the order of their names.

use std::io;
use std::path::{Component, Path, PathBuf};
use std::time::UNIX_EPOCH;

use walkdir::{DirEntry, WalkDir};

/// A regular file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundFile {
    /// Where it lies.
    pub path: PathBuf,
    /// Its path below the root, with `/`; bytes that are no UTF-8 as `%FF`.
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

/// The files below `start`, which lies in or is `root`. Links are followed, loops of them once; names that begin with a dot
/// and the paths in `skip` are passed over, as is everything that is no regular file.
#[derive(Debug)]
pub struct Walk {
    root: PathBuf,
    skip: Vec<PathBuf>,
    entries: walkdir::IntoIter,
}

impl Walk {
    /// A walk from `start` down. Both paths are absolute.
    pub fn new(root: &Path, start: &Path, skip: Vec<PathBuf>) -> Self {
        let entries = WalkDir::new(start).follow_links(true).sort_by_file_name().into_iter();
        Self { root: root.to_owned(), skip, entries }
    }

    fn is_passed_over(&self, entry: &DirEntry) -> bool {
        let hidden = entry.depth() > 0 && entry.file_name().as_encoded_bytes().starts_with(b".");
        hidden || self.skip.iter().any(|skipped| skipped == entry.path())
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

/// The path of a file below its root, as ids show it.
pub fn relative_path(root: &Path, path: &Path) -> String {
    let below = path.strip_prefix(root).unwrap_or(path);
    let parts: Vec<String> = below.components().map(|part| printable(part.as_os_str().as_encoded_bytes())).collect();
    parts.join("/")
}

fn printable(name: &[u8]) -> String {
    let mut printable = String::with_capacity(name.len());
    for chunk in name.utf8_chunks() {
        printable.push_str(chunk.valid());
        for byte in chunk.invalid() {
            printable.push_str(&format!("%{byte:02X}"));
        }
    }
    printable
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
