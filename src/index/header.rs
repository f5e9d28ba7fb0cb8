//! The small file that says what an index folder is, before anything else in it is touched.

use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64;

use super::disk::write_whole;
use super::folder::{DATA_PREFIX, HEADER_FILE, MAGIC, MANIFEST_PREFIX};
use crate::error::{Error, Result};

/// Goes up when the schema, the record, the manifest or the files around them change their form.
const FORMAT_VERSION: u32 = 5;

/// Goes up when the same text gives other terms than before.
const ANALYZER_VERSION: u32 = 2;

/// The version of tantivy whose files these are.
const ENGINE_VERSION: &str = "0.27.0";

/// What stands in the header.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Header {
    magic: String,
    format_version: u32,
    analyzer_version: u32,
    engine_version: String,
    /// Number of the data folder in force.
    data: u32,
    /// XXH3 (64 bits) of all the rest; formats before the fourth have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    checksum: Option<String>,
}

impl Header {
    /// The header of an index that this program writes.
    pub(crate) fn current(data: u32) -> Self {
        let header = Self {
            magic: MAGIC.to_owned(),
            format_version: FORMAT_VERSION,
            analyzer_version: ANALYZER_VERSION,
            engine_version: ENGINE_VERSION.to_owned(),
            data,
            checksum: None,
        };
        Self { checksum: Some(header.checksum()), ..header }
    }

    fn checksum(&self) -> String {
        let Self { magic, format_version, analyzer_version, engine_version, data, checksum: _ } = self;
        let content = format!("{magic}\n{format_version}\n{analyzer_version}\n{engine_version}\n{data}");
        format!("{:016x}", xxh3_64(content.as_bytes()))
    }

    /// Reads the header of an index folder, whatever its version; `None` where there is neither header nor data.
    ///
    /// # Errors
    ///
    /// [`Error::Damaged`] where it is damaged, or missing beside data; [`Error::NotAnIndex`] for another program's file.
    pub(crate) fn read(index: &Path) -> Result<Option<Self>> {
        let damaged =
            |what: String| Error::Damaged { index: index.to_owned(), what: format!("`{HEADER_FILE}` {what}") };
        let path = index.join(HEADER_FILE);
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return if data_with_articles(index).is_empty() {
                    Ok(None)
                } else {
                    Err(damaged("is missing".to_owned()))
                };
            }
            Err(error) => return Err(Error::index_file(path)(error)),
        };
        let has_data = || !data_with_articles(index).is_empty();
        let header: Self =
            serde_json::from_slice(&bytes).map_err(|error| damaged(format!("cannot be read: {error}")))?;
        let proved = match &header.checksum {
            Some(checksum) => *checksum == header.checksum(),
            None => header.magic != MAGIC || header.format_version != FORMAT_VERSION,
        };
        match proved {
            false => Err(damaged("does not match its checksum".to_owned())),
            true if header.magic == MAGIC => Ok(Some(header)),
            true if has_data() => Err(damaged("is another program's".to_owned())),
            true => Err(Error::NotAnIndex(index.to_owned())),
        }
    }

    /// The header of an index whose own is lost: of the data folder with the latest generation. Reads no more than names.
    pub(crate) fn guessed(index: &Path) -> Option<Self> {
        let newest = data_with_articles(index).into_iter().max_by_key(|(data, generation)| (*generation, *data));
        newest.map(|(data, _)| Self::current(data))
    }

    /// Puts this header in force in one step.
    pub(crate) fn write(&self, index: &Path) -> Result<()> {
        let path = index.join(HEADER_FILE);
        let mut json = serde_json::to_vec_pretty(self).map_err(|error| Error::index_file(&path)(error.into()))?;
        json.push(b'\n');
        write_whole(&path, &json).map_err(Error::index_file(path))
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
        index.join(format!("{DATA_PREFIX}{}", self.data))
    }

    /// The number that a new data folder gets.
    pub(crate) fn next_data(&self) -> u32 {
        self.data + 1
    }
}

/// The numbers of the data folders in which something was committed, with their latest generation.
fn data_with_articles(index: &Path) -> Vec<(u32, u64)> {
    let Ok(entries) = fs::read_dir(index) else {
        return Vec::new();
    };
    let numbered = |name: &std::ffi::OsStr, prefix: &str| name.to_str()?.strip_prefix(prefix)?.parse::<u64>().ok();
    let mut found = Vec::new();
    for entry in entries.flatten() {
        let Some(data) = numbered(&entry.file_name(), DATA_PREFIX).and_then(|data| u32::try_from(data).ok()) else {
            continue;
        };
        let files = fs::read_dir(entry.path()).into_iter().flatten().flatten();
        let generations = files.filter_map(|file| numbered(&file.file_name(), MANIFEST_PREFIX));
        found.extend(generations.max().map(|generation| (data, generation)));
    }
    found
}
