//! What users know better about names than the program, in a file that they can edit by hand.
//!
//! In: `names.toml` at the top of an archive, TOML 1.0 (<https://toml.io>) in UTF-8, read anew by every query so that
//! nothing need be indexed again. Out: which names are one, which are not, how they are shown and which are none.
//! `kind` is `person` unless it says `org` or `place`.
//!
//! ```toml
//! [[join]]                 # these are one; the first is the name shown
//! names = ["Muammar Gaddafi", "Moammar Gadhafi"]
//! [[part]]                 # these are not one, whatever the rules say
//! names = ["George Bush", "George W. Bush"]
//! [[rename]]               # shown as `to`, found by both
//! from = "Lula"
//! to = "Luiz Inácio Lula da Silva"
//! [[hide]]                 # no name at all: not listed, not found by name
//! name = "Eid al-Adha"
//! kind = "place"
//! ```
//!
//! Names are compared by their keys: case, accents, hyphens, apostrophes and dots do not matter, and a name of another
//! kind is another name. A file that contradicts itself is refused, with the line; a correction that does something
//! else than it says would be worse than none.

mod append;
mod correction;
mod groups;
mod parse;
#[cfg(test)]
mod tests;

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use self::correction::Mistake;
use self::groups::{Conflict, Grouping};
use crate::article::EntityKind;
use crate::error::{Error, Result};

pub use self::append::append;
pub use self::correction::{Correction, Entry};

/// What the names file says. The default is a file that says nothing.
#[derive(Clone, Debug, Default)]
pub struct Corrections {
    entries: Vec<Entry>,
    groups: Grouping,
}

impl Corrections {
    /// The name of the file, at the top of an archive.
    pub const FILE_NAME: &str = "names.toml";

    /// Reads a names file; one that is not there says nothing.
    ///
    /// # Errors
    ///
    /// [`Error::NamesFile`] for a file that is not TOML, has unknown tables, keys or kinds, a `join` or `part` of fewer
    /// than two names, a blank name, or contradicts itself: names both joined and parted, one name renamed to two, a
    /// rename in a circle, a hidden name that is joined or renamed. [`Error::Io`] for a file that cannot be read.
    pub fn read(path: &Path) -> Result<Self> {
        match read_text(path)? {
            Some(text) => Self::parse(&text).map_err(|mistake| mistake.in_file(path)),
            None => Ok(Self::default()),
        }
    }

    /// Whether there is no entry at all.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// What to show instead of a name; the name itself where no entry says otherwise.
    ///
    /// Joins and renames are followed to their end: where `A` is renamed to `B`, and `C` joined with `B` comes first,
    /// all three are shown as `C`. Where two names are put forward for the same, the entry further down decides.
    pub fn shown<'a>(&'a self, kind: EntityKind, name: &'a str) -> &'a str {
        self.groups.shown(kind, name).unwrap_or(name)
    }

    /// Whether an entry says that this is no name of this kind.
    pub fn is_hidden(&self, kind: EntityKind, name: &str) -> bool {
        self.groups.is_hidden(kind, name)
    }

    /// All other names that joins and renames make one with this one, each in the first spelling that the file has, in
    /// the order of the file.
    pub fn joined(&self, kind: EntityKind, name: &str) -> Vec<&str> {
        self.groups.joined(kind, name)
    }

    /// Whether these two names must not be taken for one. What is joined with a name shares its parts: where `A` and `B`
    /// are joined, and `B` and `C` parted, `A` and `C` are parted, too.
    pub fn are_parted(&self, kind: EntityKind, a: &str, b: &str) -> bool {
        self.groups.are_parted(kind, a, b)
    }

    /// All entries, in the order of the file.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The entries behind what the others tell about a name, in the order of the file: those that have the name, or one
    /// that is one with it.
    pub fn entries_about(&self, kind: EntityKind, name: &str) -> Vec<&Entry> {
        let is_about = |entry: &&Entry| {
            let Entry { correction, .. } = entry;
            correction.kind() == kind && correction.names().iter().any(|other| self.groups.are_one(kind, name, other))
        };
        self.entries.iter().filter(is_about).collect()
    }

    fn parse(text: &str) -> Result<Self, Mistake> {
        let mut corrections = Self::default();
        for entry in parse::entries(text)? {
            corrections.add(entry)?;
        }
        corrections.groups.settle();
        Ok(corrections)
    }

    fn add(&mut self, entry: Entry) -> Result<(), Mistake> {
        let added = self.groups.add(self.entries.len(), &entry.correction);
        added.map_err(|Conflict { wanted, entry: other, reason }| {
            let Entry { line, correction } = &self.entries[other];
            let message =
                format!("cannot {wanted}: the `{}` on line {line} {reason}; delete one of the two", correction.table());
            Mistake { line: entry.line, message }
        })?;
        self.entries.push(entry);
        Ok(())
    }
}

/// The text of a names file; `None` where there is none.
fn read_text(path: &Path) -> Result<Option<String>> {
    let bytes = match fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => return Ok(None),
        Err(error) => return Err(Error::io(path)(error)),
    };
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Some(text)),
        Err(error) => {
            let valid = &error.as_bytes()[..error.utf8_error().valid_up_to()];
            let line = valid.split(|byte| *byte == b'\n').count() as u64;
            let message = "expected text in UTF-8, found another encoding; save the file as UTF-8".to_owned();
            Err(Mistake { line, message }.in_file(path))
        }
    }
}
