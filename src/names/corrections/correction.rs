//! One correction of a name: what it says, and how it is written.

use std::fmt;
use std::path::Path;

use crate::article::EntityKind;
use crate::error::Error;
use crate::names::name_key;

/// The most characters of what stands in the file that a message repeats.
const SHOWN_CHARACTERS: usize = 60;

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

    pub(super) fn table(&self) -> Table {
        match self {
            Self::Join { .. } => Table::Join,
            Self::Part { .. } => Table::Part,
            Self::Rename { .. } => Table::Rename,
            Self::Hide { .. } => Table::Hide,
        }
    }

    /// Tells what makes no sense, whatever else the file says. The names are tidy.
    pub(super) fn check(&self) -> Result<(), String> {
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
pub(super) enum Table {
    Join,
    Part,
    Rename,
    Hide,
}

impl Table {
    pub(super) const ALL: [Self; 4] = [Self::Join, Self::Part, Self::Rename, Self::Hide];

    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Join => "join",
            Self::Part => "part",
            Self::Rename => "rename",
            Self::Hide => "hide",
        }
    }

    pub(super) fn keys(self) -> &'static [&'static str] {
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
pub(super) struct Mistake {
    /// From 1.
    pub(super) line: u64,
    pub(super) message: String,
}

impl Mistake {
    pub(super) fn in_file(self, path: &Path) -> Error {
        let Self { line, message } = self;
        Error::NamesFile { path: path.to_owned(), line, message }
    }
}

/// A name with its blanks evened out.
pub(super) fn tidy_name(name: &str) -> Result<String, String> {
    if name_key(name).is_empty() {
        let found = if name.trim().is_empty() { "a blank one".to_owned() } else { format!("`{}`", excerpt(name)) };
        return Err(format!("expected a name, found {found}; write a name in its place, or delete the entry"));
    }
    Ok(name.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// A part of the file as a message repeats it: on one line, and no longer than one can read.
pub(super) fn excerpt(text: &str) -> String {
    let mut characters = text.chars().map(|character| if character.is_control() { ' ' } else { character });
    let mut excerpt: String = characters.by_ref().take(SHOWN_CHARACTERS).collect();
    if characters.next().is_some() {
        excerpt.push('…');
    }
    excerpt
}
