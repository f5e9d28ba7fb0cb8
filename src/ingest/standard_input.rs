//! What comes in at standard input, as a file.

use std::io::{self, Write};
use std::path::Path;

use tempfile::NamedTempFile;

use crate::error::{Error, Result};
use crate::index::Root;

/// What came in at standard input, kept in a file so that an article can be told from the same one sent again. The file has
/// a name that nobody can foresee, is ours alone, and goes when this is dropped.
#[derive(Debug)]
pub(super) struct StandardInput {
    spool: NamedTempFile,
}

impl StandardInput {
    /// Reads standard input to its end, where one of the paths is `-`.
    pub(super) fn read(paths: &[impl AsRef<Path>]) -> Result<Option<Self>> {
        if !paths.iter().any(|path| path.as_ref() == Path::new(Root::STANDARD_INPUT)) {
            return Ok(None);
        }
        let mut spool = NamedTempFile::new().map_err(Error::io(std::env::temp_dir()))?;
        io::copy(&mut io::stdin().lock(), &mut spool).map_err(Error::io("standard input"))?;
        spool.flush().map_err(Error::io(spool.path()))?;
        Ok(Some(Self { spool }))
    }

    /// Where it lies.
    pub(super) fn path(&self) -> &Path {
        self.spool.path()
    }
}
