//! Adds one correction to a names file, and touches nothing else in it.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use super::correction::{Correction, tidy_name};
use super::{Corrections, read_text};
use crate::error::{Error, Result};
use crate::names::name_key;

/// What stands at the top of a file that the program makes.
const INTRODUCTION: &str = "\
# What you know better about names than the program. Every search reads this file anew; nothing need be indexed again.
# Edit it as you like. Case, accents, hyphens, apostrophes and dots in names do not matter.
#
#   [[join]]     names = [\"…\", \"…\"]      these are one; the first is the name shown
#   [[part]]     names = [\"…\", \"…\"]      these are not one
#   [[rename]]   from = \"…\"   to = \"…\"   shown as the second, found by both
#   [[hide]]     name = \"…\"              no name at all
#
# Each key stands on a line of its own. With kind = \"org\" or kind = \"place\" an entry is about those, not about people.
";

/// Appends a correction to a names file, or makes the file. Whether it did: `false` where the same entry is there already,
/// spelled alike but for what does not matter.
///
/// All that stands in the file stays as it is, byte for byte. It is replaced in one step, so that it is there whole
/// whatever happens meanwhile.
///
/// # Errors
///
/// [`Error::Usage`] for a correction that makes no sense: a blank name, fewer than two names to join or part, a name renamed
/// to itself. [`Error::NamesFile`] when the file cannot be understood, as in [`Corrections::read`], and when it says the
/// contrary; the error names the line to delete. [`Error::Io`] when it cannot be read or written.
pub fn append(path: &Path, correction: &Correction) -> Result<bool> {
    let correction = correction.tidy().map_err(Error::Usage)?;
    correction.check().map_err(Error::Usage)?;
    // The file may be a link to where it is kept; that is where it is replaced.
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let _lock = lock_folder(&target);
    let before = read_text(path)?;
    let mut corrections = match &before {
        Some(text) => Corrections::parse(text).map_err(|mistake| mistake.in_file(path))?,
        None => Corrections::default(),
    };
    if corrections.entries.iter().any(|entry| entry.correction.says_the_same(&correction)) {
        return Ok(false);
    }
    corrections.groups.add(corrections.entries.len(), &correction).map_err(|conflict| {
        let entry = &corrections.entries[conflict.entry];
        let (wanted, table, reason) = (conflict.wanted, entry.correction.table(), conflict.reason);
        let message = format!("cannot {wanted}: this `{table}` {reason}; delete it first");
        Error::NamesFile { path: path.to_owned(), line: entry.line, message }
    })?;
    let after = with_entry(before.as_deref().unwrap_or(INTRODUCTION), &correction);
    replace(&target, after.as_bytes()).map_err(Error::io(path))?;
    Ok(true)
}

impl Correction {
    /// The same with its names as reading gives them.
    pub(super) fn tidy(&self) -> Result<Self, String> {
        let list = |names: &[String]| names.iter().map(|name| tidy_name(name)).collect::<Result<Vec<_>, _>>();
        Ok(match self {
            Self::Join { kind, names } => Self::Join { kind: *kind, names: list(names)? },
            Self::Part { kind, names } => Self::Part { kind: *kind, names: list(names)? },
            Self::Rename { kind, from, to } => Self::Rename { kind: *kind, from: tidy_name(from)?, to: tidy_name(to)? },
            Self::Hide { kind, name } => Self::Hide { kind: *kind, name: tidy_name(name)? },
        })
    }

    /// Whether two entries have one meaning. The name that is to be shown counts letter by letter.
    fn says_the_same(&self, other: &Self) -> bool {
        let keys = |names: &[String]| names.iter().map(|name| name_key(name)).collect::<Vec<_>>();
        let sorted_keys = |names: &[String]| {
            let mut keys = keys(names);
            keys.sort_unstable();
            keys.dedup();
            keys
        };
        self.kind() == other.kind()
            && match (self, other) {
                (Self::Join { names, .. }, Self::Join { names: others, .. }) => {
                    names[0] == others[0] && sorted_keys(names) == sorted_keys(others)
                }
                (Self::Part { names, .. }, Self::Part { names: others, .. }) => {
                    sorted_keys(names) == sorted_keys(others)
                }
                (Self::Rename { from, to, .. }, Self::Rename { from: other_from, to: other_to, .. }) => {
                    name_key(from) == name_key(other_from) && to == other_to
                }
                (Self::Hide { name, .. }, Self::Hide { name: other, .. }) => name_key(name) == name_key(other),
                _ => false,
            }
    }
}

/// The text with an entry below it, set apart by a blank line, with the line ends that the text has.
fn with_entry(before: &str, correction: &Correction) -> String {
    let line_end = if before.contains("\r\n") { "\r\n" } else { "\n" };
    let mut after = before.to_owned();
    if !after.is_empty() {
        if !after.ends_with('\n') {
            after.push_str(line_end);
        }
        after.push_str(line_end);
    }
    for line in correction.to_string().lines() {
        after.push_str(line);
        after.push_str(line_end);
    }
    after
}

/// Writes a file so that it is there whole, on the disk, or as it was.
fn replace(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let partial = partial_path(path);
    let write = || {
        let mut file = fs::File::create(&partial)?;
        if let Ok(metadata) = fs::metadata(path) {
            file.set_permissions(metadata.permissions())?;
        }
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&partial, path)
    };
    let written = write();
    if written.is_err() {
        // What stays behind does no harm: it is hidden, and the next run writes over it.
        let _ = fs::remove_file(&partial);
    }
    written
}

/// A hidden file in the same folder, which no run takes for an article.
fn partial_path(path: &Path) -> PathBuf {
    let mut name = std::ffi::OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(".partial");
    path.with_file_name(name)
}

/// Lets one run at a time append to the files of a folder, where the system can lock folders; elsewhere two runs in the
/// same instant could lose one of their entries.
fn lock_folder(file: &Path) -> Option<fs::File> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let folder = fs::File::open(folder).ok()?;
    folder.lock().ok()?;
    Some(folder)
}
