//! Where what the program remembers for its user lies: not in the index, which others may share.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use morgue::Error;

/// `$XDG_STATE_HOME/morgue`, else `~/.local/state/morgue` (XDG Base Directory Specification 0.8); on Windows `%LOCALAPPDATA%\morgue`.
///
/// # Errors
///
/// When the environment names no such place.
pub(crate) fn folder() -> Result<PathBuf, Error> {
    let absolute = |name: &str| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let home = || absolute("HOME").map(|home| home.join(".local/state"));
    let state = absolute("XDG_STATE_HOME").or_else(|| if cfg!(windows) { absolute("LOCALAPPDATA") } else { home() });
    state
        .map(|state| state.join("morgue"))
        .ok_or_else(|| Error::Usage("nothing is remembered: set XDG_STATE_HOME to an absolute path".to_owned()))
}

/// Puts a file in the place of what was there, in one step, and makes its folder.
///
/// # Errors
///
/// When it cannot be written.
pub(crate) fn write(path: &Path, content: &[u8]) -> io::Result<()> {
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder)?;
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(content)?;
    file.as_file().sync_all()?;
    file.persist(path).map(drop).map_err(|error| error.error)
}
