//! Lets one process at a time write to an index.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::Path;

use crate::error::{Error, Result};

/// Held while a process writes; the operating system lets go of it when the process ends, however it ends.
#[derive(Debug)]
pub(crate) struct WriteLock {
    _file: File,
}

impl WriteLock {
    /// Takes the lock of an index folder.
    ///
    /// # Errors
    ///
    /// [`Error::Locked`] while another process holds it.
    pub(crate) fn take(index: &Path) -> Result<Self> {
        let path = index.join("lock");
        let open = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path);
        let mut file = open.map_err(Error::index_file(&path))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(Error::Locked { index: index.to_owned(), holder: holder(&mut file) });
            }
            Err(TryLockError::Error(error)) => return Err(Error::index_file(path)(error)),
        }
        // Who holds it is told as a help only: the lock is good without.
        let _ = file.set_len(0);
        let _ = write!(file, "{}", std::process::id());
        Ok(Self { _file: file })
    }
}

fn holder(file: &mut File) -> String {
    let mut process = String::new();
    let read = file.rewind().and_then(|()| file.read_to_string(&mut process));
    match read {
        Ok(bytes) if bytes > 0 => format!("process {process}"),
        _ => "process not known".to_owned(),
    }
}
