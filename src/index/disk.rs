//! The few operations by which files of an index change. All of them pass here, so that tests can let each one fail.
//!
//! A file is created, written, synced to the disk, and then its name is: [`sync_folder`]. What is to be replaced goes through
//! [`write_whole`]. Permissions are those of any new file (the umask decides), so that whoever may read the folder may search.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

#[cfg(test)]
use super::faults;

/// What happens to a file or folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operation {
    Create,
    Write,
    Sync,
    Rename,
    Remove,
    SyncFolder,
}

/// A file that is being written.
#[derive(Debug)]
pub(super) struct Output {
    file: fs::File,
    path: PathBuf,
}

impl Output {
    /// Makes a file that was not there.
    pub(super) fn create_new(path: &Path) -> io::Result<Self> {
        step(Operation::Create, path)?;
        let file = fs::OpenOptions::new().write(true).create_new(true).open(path)?;
        Ok(Self { file, path: path.to_owned() })
    }

    /// Makes a file, in place of one that may be there.
    pub(super) fn create(path: &Path) -> io::Result<Self> {
        step(Operation::Create, path)?;
        Ok(Self { file: fs::File::create(path)?, path: path.to_owned() })
    }

    /// Adds bytes at its end.
    pub(super) fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        if let Err(error) = step(Operation::Write, &self.path) {
            // A disk that fills up takes a part of the bytes.
            self.file.write_all(&bytes[..bytes.len() / 2])?;
            return Err(error);
        }
        self.file.write_all(bytes)
    }

    /// Waits until its bytes are on the disk.
    pub(super) fn sync(&self) -> io::Result<()> {
        step(Operation::Sync, &self.path)?;
        self.file.sync_data()
    }
}

/// Writes a file so that it is there whole, on the disk, or as it was before.
pub(super) fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let partial = path.with_extension(PARTIAL);
    let mut file = Output::create(&partial)?;
    file.write(bytes)?;
    file.sync()?;
    step(Operation::Rename, path)?;
    fs::rename(&partial, path)?;
    path.parent().map_or(Ok(()), sync_folder)
}

/// Ending of a file that [`write_whole`] has not put in place yet.
pub(super) const PARTIAL: &str = "partial";

/// Removes a file.
pub(super) fn remove(path: &Path) -> io::Result<()> {
    step(Operation::Remove, path)?;
    fs::remove_file(path)
}

/// Removes a folder and all that is in it.
pub(super) fn remove_folder(path: &Path) -> io::Result<()> {
    step(Operation::Remove, path)?;
    fs::remove_dir_all(path)
}

/// Makes the names in a folder as durable as the files behind them. Only Unix can, and only there it is needed.
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    step(Operation::SyncFolder, folder)?;
    #[cfg(unix)]
    fs::File::open(folder)?.sync_data()?;
    Ok(())
}

#[cfg(test)]
fn step(operation: Operation, path: &Path) -> io::Result<()> {
    faults::step(operation, path)
}

#[cfg(not(test))]
#[expect(clippy::unnecessary_wraps, reason = "in tests it fails")]
fn step(_operation: Operation, _path: &Path) -> io::Result<()> {
    Ok(())
}
