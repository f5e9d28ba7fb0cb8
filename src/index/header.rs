//! The small file that says what an index folder is, before anything else in it is touched.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

/// Goes up when the schema, the record or the manifest changes its form.
const FORMAT_VERSION: u32 = 3;

/// Goes up when the same text gives other terms than before.
const ANALYZER_VERSION: u32 = 1;

/// The version of tantivy whose files these are.
const ENGINE_VERSION: &str = "0.27.0";

const MAGIC: &str = "morgue index";
const HEADER_FILE: &str = "morgue.json";

/// What stands in the header.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Header {
    magic: String,
    format_version: u32,
    analyzer_version: u32,
    engine_version: String,
    /// Number of the data folder in force.
    data: u32,
}

impl Header {
    /// The header of an index that this program writes.
    pub(crate) fn current(data: u32) -> Self {
        Self {
            magic: MAGIC.to_owned(),
            format_version: FORMAT_VERSION,
            analyzer_version: ANALYZER_VERSION,
            engine_version: ENGINE_VERSION.to_owned(),
            data,
        }
    }

    /// Reads the header of an index folder, whatever its version; `None` where there is none.
    pub(crate) fn read(index: &Path) -> Result<Option<Self>> {
        let path = index.join(HEADER_FILE);
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(Error::io(path)(error)),
        };
        let header: Self = serde_json::from_slice(&bytes)
            .map_err(|error| Error::Damaged { index: index.to_owned(), what: format!("`{HEADER_FILE}`: {error}") })?;
        if header.magic != MAGIC {
            return Err(Error::NotAnIndex(index.to_owned()));
        }
        Ok(Some(header))
    }

    /// Puts this header in force in one step.
    pub(crate) fn write(&self, index: &Path) -> Result<()> {
        let json = serde_json::to_vec_pretty(self).map_err(|error| Error::io(index)(error.into()))?;
        write_whole(&index.join(HEADER_FILE), &json)
    }

    /// Refuses an index of another version.
    pub(crate) fn require_current(&self, index: &Path) -> Result<()> {
        let described = |header: &Self| {
            let Self { format_version, analyzer_version, engine_version, .. } = header;
            format!("format {format_version}, analyzer {analyzer_version}, tantivy {engine_version}")
        };
        let current = Self::current(self.data);
        if *self == current {
            return Ok(());
        }
        Err(Error::Version { index: index.to_owned(), found: described(self), expected: described(&current) })
    }

    /// The data folder in force.
    pub(crate) fn data_folder(&self, index: &Path) -> PathBuf {
        index.join(format!("data-{}", self.data))
    }

    /// The number that a new data folder gets.
    pub(crate) fn next_data(&self) -> u32 {
        self.data + 1
    }
}

/// Writes a file so that it is there whole, on the disk, or not at all.
pub(crate) fn write_whole(path: &Path, bytes: &[u8]) -> Result<()> {
    let partial = path.with_extension("partial");
    let write = || -> std::io::Result<()> {
        let mut file = fs::File::create(&partial)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&partial, path)?;
        match path.parent() {
            Some(folder) => sync_folder(folder),
            None => Ok(()),
        }
    };
    write().map_err(Error::io(path))
}

/// Makes the names in a folder as durable as the files behind them. Only Unix can, and only there it is needed.
#[cfg(unix)]
fn sync_folder(folder: &Path) -> std::io::Result<()> {
    fs::File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_folder: &Path) -> std::io::Result<()> {
    Ok(())
}
