//! The searches that a user has saved, in a file of his own: `saved.toml`, which he may edit.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use morgue::Error;
use morgue::index::OpenIndex;
use morgue::query::Filters;
use serde::{Deserialize, Serialize};

use crate::state;

const FILE: &str = "saved.toml";

/// A search by its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SavedSearch {
    /// Its name.
    pub(crate) name: String,
    /// The query as typed.
    #[serde(default)]
    pub(crate) query: String,
    /// Whether any of the words will do.
    #[serde(default)]
    pub(crate) any: bool,
    /// Whether names are taken by these words alone.
    #[serde(default)]
    pub(crate) exact_name: bool,
    /// The filters as typed.
    #[serde(default)]
    pub(crate) filters: Filters,
    /// How many arrivals an index had, by its absolute path, when `run --new` last printed what came in.
    #[serde(default)]
    pub(crate) seen: BTreeMap<String, u64>,
}

#[derive(Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Saved {
    #[serde(default)]
    search: Vec<SavedSearch>,
}

impl SavedSearch {
    /// How many arrivals of an index were seen; all of it is new where it was not asked yet.
    pub(crate) fn seen_of(&self, index: &OpenIndex) -> u64 {
        self.seen.get(&name_of(index)).copied().unwrap_or(0)
    }

    /// Notes that all that an index has was seen.
    pub(crate) fn note_seen(&mut self, index: &OpenIndex) {
        self.seen.insert(name_of(index), index.state().arrivals);
    }
}

/// All that are saved, in the order in which they were.
///
/// # Errors
///
/// When the file cannot be read.
pub(crate) fn read() -> Result<Vec<SavedSearch>, Error> {
    read_file(&state::folder()?.join(FILE))
}

/// The search of this name.
///
/// # Errors
///
/// When there is none, or the file cannot be read.
pub(crate) fn find(name: &str) -> Result<SavedSearch, Error> {
    let searches = read()?;
    searches.iter().find(|search| search.name == name).cloned().ok_or_else(|| unknown(name, &searches))
}

/// Says that there is no search of a name, and which there are.
pub(crate) fn unknown(name: &str, searches: &[SavedSearch]) -> Error {
    let known: Vec<String> = searches.iter().map(|search| format!("`{}`", search.name)).collect();
    let known = if known.is_empty() { "none is saved".to_owned() } else { format!("there are {}", known.join(", ")) };
    Error::Usage(format!("there is no saved search `{name}`; {known}"))
}

/// Changes what is saved, while nobody else does.
///
/// # Errors
///
/// What `change` gives, or when the file cannot be read or written.
pub(crate) fn change<T>(change: impl FnOnce(&mut Vec<SavedSearch>) -> Result<T, Error>) -> Result<T, Error> {
    let folder = state::folder()?;
    let path = folder.join(FILE);
    let _lock = lock(&folder).map_err(Error::io(&folder))?;
    let mut search = read_file(&path)?;
    let changed = change(&mut search)?;
    let text = toml::to_string(&Saved { search }).map_err(|error| Error::io(&path)(io::Error::other(error)))?;
    state::write(&path, text.as_bytes()).map_err(Error::io(&path))?;
    Ok(changed)
}

fn lock(folder: &Path) -> io::Result<File> {
    fs::create_dir_all(folder)?;
    let file = File::options().create(true).truncate(false).write(true).open(folder.join("saved.lock"))?;
    file.lock()?;
    Ok(file)
}

fn read_file(path: &PathBuf) -> Result<Vec<SavedSearch>, Error> {
    let text = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(Error::io(path)(error)),
    };
    let saved: Saved = toml::from_str(&text).map_err(|error| {
        let line = error.span().map_or(0, |span| text[..span.start.min(text.len())].matches('\n').count()) + 1;
        Error::Usage(format!("`{}`: line {line}: {}", path.display(), error.message()))
    })?;
    Ok(saved.search)
}

fn name_of(index: &OpenIndex) -> String {
    index.folder().canonicalize().unwrap_or_else(|_| index.folder().to_owned()).display().to_string()
}
