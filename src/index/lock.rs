//! Lets one process at a time write to an index.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::Path;
use std::time::Duration;

use crate::error::{Error, Result};

const LOCK_FILE: &str = "lock";

/// How often the lock is tried for, and what lies between: whoever asks who holds it holds it himself that long.
const ATTEMPTS: u32 = 5;
const PAUSE: Duration = Duration::from_millis(10);

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
        let path = index.join(LOCK_FILE);
        let open = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path);
        let mut file = open.map_err(Error::index_file(&path))?;
        for attempt in 1.. {
            match file.try_lock() {
                Ok(()) => break,
                Err(TryLockError::WouldBlock) if attempt < ATTEMPTS => std::thread::sleep(PAUSE),
                Err(TryLockError::WouldBlock) => {
                    return Err(Error::Locked { index: index.to_owned(), holder: holder(&mut file) });
                }
                Err(TryLockError::Error(error)) => return Err(Error::index_file(path)(error)),
            }
        }
        // Who holds it is told as a help only: the lock is good without.
        let _ = file.set_len(0);
        let _ = write!(file, "{}", std::process::id());
        Ok(Self { _file: file })
    }
}

/// Who writes to an index, if anyone does. Asked only of an index without a generation: to ask holds the lock for a moment.
pub(super) fn writing_process(index: &Path) -> Option<String> {
    let mut file = File::open(index.join(LOCK_FILE)).ok()?;
    let is_held = matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock));
    is_held.then(|| holder(&mut file))
}

fn holder(file: &mut File) -> String {
    let mut process = String::new();
    let read = file.rewind().and_then(|()| file.read_to_string(&mut process));
    match read {
        Ok(bytes) if bytes > 0 => format!("process {process}"),
        _ => "process not known".to_owned(),
    }
}
