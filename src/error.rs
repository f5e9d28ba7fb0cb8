//! What can go wrong, told to the person who must act.

mod query;

use std::io;
use std::path::{Path, PathBuf};

use tantivy::TantivyError;

pub use query::QueryError;
pub(crate) use query::shown;

/// The result of everything in the library that can fail.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// An error of the library. The reader's own mistakes ([`Error::Query`], [`Error::Usage`], [`Error::NamesFile`]) are kept
/// apart from an index that cannot be used, which every other kind but [`Error::Io`] is.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A query that cannot be read.
    #[error(transparent)]
    Query(#[from] QueryError),
    /// Something was asked for that cannot be, or is not there.
    #[error("{0}")]
    Usage(String),
    /// The file of corrections to names cannot be understood, or says the contrary of what was to be added.
    #[error("`{}`: line {line}: {message}", path.display())]
    NamesFile {
        /// The file.
        path: PathBuf,
        /// The line to mend, from 1.
        line: u64,
        /// What was expected and found, and how to mend it.
        message: String,
    },
    /// There is no index in the folder.
    #[error("`{}` holds no index; `morgue index` makes one", .0.display())]
    NoIndex(PathBuf),
    /// The first run that writes an index is under way: nothing of it can be seen yet.
    #[error(
        "the first run that makes the index in `{}` is under way ({holder}); ask again when it has committed its first articles",
        index.display()
    )]
    FirstRun {
        /// Folder of the index.
        index: PathBuf,
        /// Who makes it, as far as is known.
        holder: String,
    },
    /// The folder holds other things.
    #[error("`{}` is not empty and holds no index; name another folder with --index", .0.display())]
    NotAnIndex(PathBuf),
    /// Another process is writing.
    #[error("the index in `{}` is being written by another process ({holder}); wait until it is done", index.display())]
    Locked {
        /// Folder of the index.
        index: PathBuf,
        /// Who holds it, as far as is known.
        holder: String,
    },
    /// Another version of the program wrote the index.
    #[error("the index in `{}` has {found}, this program reads {expected}; `morgue index --rebuild` makes it anew", index.display())]
    Version {
        /// Folder of the index.
        index: PathBuf,
        /// What it has.
        found: String,
        /// What is read.
        expected: String,
    },
    /// The index contradicts itself or cannot be read.
    #[error("the index in `{}` is damaged: {what}; `morgue check --repair` saves what is sound, `morgue index --rebuild` makes it anew", index.display())]
    Damaged {
        /// Folder of the index.
        index: PathBuf,
        /// What was found.
        what: String,
    },
    /// The operating system could not read or write a file of the index: permission is refused, the disk is full or broken.
    #[error("`{}` of the index: {source}", path.display())]
    IndexFile {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// Whoever writes the index is faster than it can be opened.
    #[error("the index in `{}` was changed again and again while it was being opened; try again", .0.display())]
    Changing(PathBuf),
    /// The search engine below failed.
    #[error("search engine: {0}")]
    Engine(TantivyError),
    /// A file could not be read or written.
    #[error("`{}`: {source}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
}

impl Error {
    /// Names the file of an index at which input or output failed.
    pub(crate) fn index_file(path: impl AsRef<Path>) -> impl FnOnce(io::Error) -> Self {
        let path = path.as_ref().to_owned();
        move |source| Self::IndexFile { path, source }
    }

    /// Names the file at which input or output failed.
    pub fn io(path: impl AsRef<Path>) -> impl FnOnce(io::Error) -> Self {
        let path = path.as_ref().to_owned();
        move |source| Self::Io { path, source }
    }
}

impl From<TantivyError> for Error {
    /// What the engine cannot be asked is the question's fault.
    fn from(error: TantivyError) -> Self {
        match error {
            TantivyError::InvalidArgument(message) => Self::Usage(message),
            other => Self::Engine(other),
        }
    }
}
