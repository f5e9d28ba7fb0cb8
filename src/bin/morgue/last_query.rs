//! The hits of the last query of a terminal, so that `@3` can stand for the third.

use std::fs;
use std::path::{Path, PathBuf};

use morgue::Error;
use morgue::index::OpenIndex;
use serde::{Deserialize, Serialize};

use crate::state;
use crate::terminal::Terminal;

/// So many hits of a query can be named by their numbers.
const NUMBERED_MAX: usize = 10_000;

/// What a terminal was shown last.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct LastQuery {
    /// The session that holds the terminal, where that can be told.
    session: Option<String>,
    /// Absolute path of the index.
    index: PathBuf,
    /// The generation of it that answered.
    generation: u64,
    /// Number of the first hit.
    first: usize,
    /// Ids of the hits.
    ids: Vec<String>,
    /// Whether there were more than can be named.
    is_cut: bool,
}

/// A number such as `@3`; `None` for what is none, which is an id or a path.
pub(crate) fn number(typed: &str) -> Option<usize> {
    let digits = typed.strip_prefix('@')?;
    digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok())?
}

impl LastQuery {
    /// A query of this index whose first hit has this number.
    pub(crate) fn new(index: &OpenIndex, first: usize) -> Self {
        Self {
            session: None,
            index: absolute(index.folder()),
            generation: index.state().generation,
            first,
            ids: Vec::new(),
            is_cut: false,
        }
    }

    /// Adds the next hit.
    pub(crate) fn push(&mut self, id: &str) {
        if self.ids.len() < NUMBERED_MAX {
            self.ids.push(id.to_owned());
        } else {
            self.is_cut = true;
        }
    }

    /// Remembers the hits for the terminal of this process, if it has one. That they cannot be is said when they are asked for.
    pub(crate) fn remember(mut self) {
        let Some((terminal, folder)) = Terminal::current().zip(state::folder().ok()) else {
            return;
        };
        self.session = terminal.session;
        if let Ok(json) = serde_json::to_vec(&self) {
            let _ = state::write(&file(&folder, &terminal.name), &json);
        }
    }

    /// The id that a number stands for, and what the user should know about it.
    ///
    /// # Errors
    ///
    /// When there was no query in this terminal, it asked another index, or it had no hit of this number.
    pub(crate) fn id(index: &OpenIndex, number: usize) -> Result<(String, Option<String>), Error> {
        let usage = |message: String| Err(Error::Usage(format!("`@{number}`: {message}")));
        let Some(terminal) = Terminal::current() else {
            return usage("numbers stand for the hits of the last query of a terminal, and there is none".to_owned());
        };
        let path = file(&state::folder()?, &terminal.name);
        let read = fs::read(&path).ok().and_then(|bytes| serde_json::from_slice::<Self>(&bytes).ok());
        let Some(last) = read.filter(|last| last.session == terminal.session) else {
            return usage("no query of this terminal is remembered; `morgue query` numbers its hits".to_owned());
        };
        if last.index != absolute(index.folder()) {
            return usage(format!("the last query of this terminal asked another index, `{}`", last.index.display()));
        }
        let place = number.checked_sub(last.first);
        let Some(id) = place.and_then(|place| last.ids.get(place)) else {
            return usage(last.range());
        };
        let (then, now) = (last.generation, index.state().generation);
        let changed = (then != now).then(|| {
            format!("the index has changed since that query (generation {then}, now {now}): `@{number}` was `{id}`")
        });
        Ok((id.clone(), changed))
    }

    /// Which numbers there are.
    fn range(&self) -> String {
        let end = self.first + self.ids.len();
        match self.ids.len() {
            0 => "the last query of this terminal had no hits".to_owned(),
            1 => format!("the last query of this terminal had one hit, @{}", self.first),
            _ if self.is_cut => {
                format!("of the last query of this terminal only @{} to @{} are remembered", self.first, end - 1)
            }
            _ => format!("the hits of the last query of this terminal are @{} to @{}", self.first, end - 1),
        }
    }
}

fn file(folder: &Path, terminal: &str) -> PathBuf {
    let name: String =
        terminal.chars().map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '-' }).collect();
    folder.join("last-query").join(format!("{}.json", name.trim_matches('-')))
}

fn absolute(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}
