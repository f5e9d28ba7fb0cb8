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
mod groups;
mod parse;
#[cfg(test)]
mod tests;

use std::fmt;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use self::groups::{Conflict, Grouping};
use crate::article::EntityKind;
use crate::error::{Error, Result};
use crate::names::name_key;

pub use self::append::append;

/// The most characters of what stands in the file that a message repeats.
const SHOWN_CHARACTERS: usize = 60;

/// What the names file says. The default is a file that says nothing.
#[derive(Clone, Debug, Default)]
pub struct Corrections {
    entries: Vec<Entry>,
    groups: Grouping,
}

/// One entry of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The line of its `[[…]]`, from 1.
    pub line: u64,
    /// What it says.
    pub correction: Correction,
}

/// One correction. Its [`Display`](fmt::Display) is the entry as it stands in the file, without the last line end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Correction {
    /// The names are one.
    Join {
        /// What they are names of.
        kind: EntityKind,
        /// Two or more; the first is shown.
        names: Vec<String>,
    },
    /// No two of the names are one.
    Part {
        /// What they are names of.
        kind: EntityKind,
        /// Two or more.
        names: Vec<String>,
    },
    /// One name is shown instead of another, and both find the same.
    Rename {
        /// What they are names of.
        kind: EntityKind,
        /// The name that articles have.
        from: String,
        /// The name to show; another spelling of `from`, or another name.
        to: String,
    },
    /// It is no name of this kind.
    Hide {
        /// What it was taken for.
        kind: EntityKind,
        /// What is no name.
        name: String,
    },
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

impl Correction {
    /// What its names are names of.
    pub fn kind(&self) -> EntityKind {
        match self {
            Self::Join { kind, .. } | Self::Part { kind, .. } | Self::Rename { kind, .. } | Self::Hide { kind, .. } => {
                *kind
            }
        }
    }

    /// All names in it, in the order in which it has them.
    pub fn names(&self) -> Vec<&str> {
        match self {
            Self::Join { names, .. } | Self::Part { names, .. } => names.iter().map(String::as_str).collect(),
            Self::Rename { from, to, .. } => vec![from, to],
            Self::Hide { name, .. } => vec![name],
        }
    }

    fn table(&self) -> Table {
        match self {
            Self::Join { .. } => Table::Join,
            Self::Part { .. } => Table::Part,
            Self::Rename { .. } => Table::Rename,
            Self::Hide { .. } => Table::Hide,
        }
    }

    /// Tells what makes no sense, whatever else the file says. The names are tidy.
    fn check(&self) -> Result<(), String> {
        match self {
            Self::Join { names, .. } | Self::Part { names, .. } if names.len() < 2 => {
                Err(format!("expected two or more names in a `[[{}]]`, found {}; add one", self.table(), names.len()))
            }
            Self::Join { names, .. } if names.iter().all(|name| name_key(name) == name_key(&names[0])) => Err(format!(
                "`{}` and `{}` are one name as they stand, for {NOT_COMPARED} do not matter; to choose between spellings \
                 write a `[[rename]]`",
                excerpt(&names[0]),
                excerpt(&names[1])
            )),
            Self::Part { names, .. } => match same_twice(names) {
                None => Ok(()),
                Some((first, second)) => Err(format!(
                    "`{}` and `{}` cannot be told apart, for {NOT_COMPARED} do not matter; delete one of them",
                    excerpt(first),
                    excerpt(second)
                )),
            },
            Self::Rename { from, to, .. } if from == to => {
                Err(format!("expected another name in `to` than in `from`, found `{}` in both", excerpt(to)))
            }
            Self::Join { .. } | Self::Rename { .. } | Self::Hide { .. } => Ok(()),
        }
    }
}

const NOT_COMPARED: &str = "case, accents, hyphens, apostrophes and dots";

/// Two names of the list that have one key.
fn same_twice(names: &[String]) -> Option<(&str, &str)> {
    let mut keyed: Vec<(String, &str)> = names.iter().map(|name| (name_key(name), name.as_str())).collect();
    keyed.sort_by(|left, right| left.0.cmp(&right.0));
    keyed.windows(2).find(|pair| pair[0].0 == pair[1].0).map(|pair| (pair[0].1, pair[1].1))
}

impl fmt::Display for Correction {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "[[{}]]", self.table())?;
        match self {
            Self::Join { names, .. } | Self::Part { names, .. } => {
                let names: Vec<String> = names.iter().map(|name| quoted(name)).collect();
                write!(formatter, "\nnames = [{}]", names.join(", "))?;
            }
            Self::Rename { from, to, .. } => write!(formatter, "\nfrom = {}\nto = {}", quoted(from), quoted(to))?,
            Self::Hide { name, .. } => write!(formatter, "\nname = {}", quoted(name))?,
        }
        match self.kind() {
            EntityKind::Person => Ok(()),
            kind => write!(formatter, "\nkind = \"{}\"", kind.as_str()),
        }
    }
}

/// A string as TOML writes it.
fn quoted(text: &str) -> String {
    toml::Value::from(text).to_string()
}

/// The four tables of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Table {
    Join,
    Part,
    Rename,
    Hide,
}

impl Table {
    const ALL: [Self; 4] = [Self::Join, Self::Part, Self::Rename, Self::Hide];

    fn as_str(self) -> &'static str {
        match self {
            Self::Join => "join",
            Self::Part => "part",
            Self::Rename => "rename",
            Self::Hide => "hide",
        }
    }

    fn keys(self) -> &'static [&'static str] {
        match self {
            Self::Join | Self::Part => &["names", "kind"],
            Self::Rename => &["from", "to", "kind"],
            Self::Hide => &["name", "kind"],
        }
    }
}

impl fmt::Display for Table {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

/// What is wrong in the text of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Mistake {
    /// From 1.
    line: u64,
    message: String,
}

impl Mistake {
    fn in_file(self, path: &Path) -> Error {
        let Self { line, message } = self;
        Error::NamesFile { path: path.to_owned(), line, message }
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

/// A name with its blanks evened out.
fn tidy_name(name: &str) -> Result<String, String> {
    if name_key(name).is_empty() {
        let found = if name.trim().is_empty() { "a blank one".to_owned() } else { format!("`{}`", excerpt(name)) };
        return Err(format!("expected a name, found {found}; write a name in its place, or delete the entry"));
    }
    Ok(name.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// A part of the file as a message repeats it: on one line, and no longer than one can read.
fn excerpt(text: &str) -> String {
    let mut characters = text.chars().map(|character| if character.is_control() { ' ' } else { character });
    let mut excerpt: String = characters.by_ref().take(SHOWN_CHARACTERS).collect();
    if characters.next().is_some() {
        excerpt.push('…');
    }
    excerpt
}
