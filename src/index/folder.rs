//! The names of what lies in the folder of an index, and how such a folder is told by them, so that no index is ever taken
//! for articles.

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use crate::source::absolute;

/// The file that says what the folder is.
pub(super) const HEADER_FILE: &str = "morgue.json";

/// What that file says first.
pub(super) const MAGIC: &str = "morgue index";

/// What stands before the number in the name of a folder of data.
pub(super) const DATA_PREFIX: &str = "data-";

/// What stands before the generation in the name of a manifest.
pub(super) const MANIFEST_PREFIX: &str = "manifest-";

/// A header is a few short lines.
const HEADER_BYTES_MAX: u64 = 4096;

/// Whether a folder is an index, by whatever name it was reached: it has a header of ours, of any version, or a lock and data,
/// as one that is being made.
pub fn is_index(folder: &Path) -> bool {
    has_header(folder) || has_lock(folder) && has_data(folder)
}

fn has_header(folder: &Path) -> bool {
    let mut header = Vec::new();
    let read =
        File::open(folder.join(HEADER_FILE)).and_then(|file| file.take(HEADER_BYTES_MAX).read_to_end(&mut header));
    read.is_ok() && header.windows(MAGIC.len()).any(|bytes| bytes == MAGIC.as_bytes())
}

/// The lock holds the number of a process, or nothing yet.
fn has_lock(folder: &Path) -> bool {
    fs::read(folder.join("lock")).is_ok_and(|holder| holder.iter().all(u8::is_ascii_digit))
}

fn has_data(folder: &Path) -> bool {
    let is_data = |name: &str| name.strip_prefix(DATA_PREFIX).is_some_and(|number| number.parse::<u32>().is_ok());
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.filter(|entry| entry.file_name().to_str().is_some_and(is_data)).any(|entry| entry.path().is_dir())
}

/// The folder beside whose content an index lies: archives below it are found from there too, so that both can move as one.
/// An index reached by a link lies where the link leads.
pub(super) fn folder_around(index: &Path) -> Option<PathBuf> {
    let is_link = fs::symlink_metadata(index).is_ok_and(|metadata| metadata.is_symlink());
    let place = if is_link { fs::canonicalize(index) } else { absolute(index) };
    place.ok()?.parent().map(Path::to_owned)
}
