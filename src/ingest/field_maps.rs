//! The field maps that users put beside their archives.

use std::collections::HashMap;
use std::fs;
use std::io::ErrorKind;

use crate::error::{Error, Result};
use crate::format::{FIELD_MAPS_FILE, FieldMaps, Mapped};
use crate::index::{FileKey, Root};
use crate::source::path_from_text;

/// The field maps of all roots, by the number of the root.
#[derive(Debug, Default)]
pub(super) struct RootMaps {
    by_root: HashMap<u64, FieldMaps>,
}

impl RootMaps {
    /// Reads the `morgue.toml` of each root that has one.
    pub(super) fn read(roots: &[Root]) -> Result<Self> {
        let mut by_root = HashMap::new();
        for root in roots {
            let path = root.path.join(FIELD_MAPS_FILE);
            let text = match fs::read_to_string(&path) {
                Ok(text) => text,
                Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => continue,
                Err(error) => return Err(Error::io(&path)(error)),
            };
            let maps = FieldMaps::parse(&text)
                .map_err(|problem| Error::Usage(format!("`{}`: {problem}", root.shown_path(FIELD_MAPS_FILE))))?;
            by_root.insert(root.number, maps);
        }
        Ok(Self { by_root })
    }

    /// The map that is meant for a file of this root with this path below it, written as in its key.
    pub(super) fn of(&self, root: u64, path: &str) -> Option<&Mapped> {
        self.by_root.get(&root)?.of_path(&path_from_text(path).to_string_lossy())
    }

    /// Tells with which map a file is read; 0 with none.
    pub(super) fn fingerprint(&self, key: &FileKey) -> u64 {
        self.of(key.root, &key.relative).map_or(0, Mapped::fingerprint)
    }
}
