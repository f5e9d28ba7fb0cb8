//! What is handed on between the threads of a run: files to be read, and files that were.

use std::path::PathBuf;

use super::summary::ReadArticle;
use crate::article::Problem;
use crate::index::{Batch, FileEntry, FileKey};

/// A file to be read.
#[derive(Clone, Debug)]
pub(super) struct Job {
    /// Its key.
    pub(super) key: FileKey,
    /// Where it lies.
    pub(super) path: PathBuf,
    /// The id of its article, or the part before `#` of the ids of its articles.
    pub(super) id: String,
    /// Its path as users see it.
    pub(super) shown_path: String,
    /// Size.
    pub(super) bytes: u64,
    /// Time of change.
    pub(super) modified_ns: i64,
    /// The number that its articles are indexed under.
    pub(super) file: u64,
    /// What is known of it from before.
    pub(super) previous: Option<FileEntry>,
    /// Whether it is to be read even if its bytes are the same.
    pub(super) read_again: bool,
    /// Whether `path` is only where it was put for this run: what lies beside it there is none of its own.
    pub(super) is_spooled: bool,
    /// Tells the field map that it is read with; 0 for none.
    pub(super) field_map: u64,
}

/// What the readers hand to the recorder.
pub(super) enum Message {
    /// Articles of a file that has more of them.
    Part(Part),
    /// Files that have been read, with their last articles.
    Done(Vec<FinishedFile>),
}

/// Some articles of one file.
pub(super) struct Part {
    pub(super) batch: Batch,
    /// Those of them that are to be shown.
    pub(super) shown: Vec<ReadArticle>,
}

/// A file that has been read.
pub(super) struct FinishedFile {
    pub(super) job: Job,
    pub(super) report: FileReport,
}

/// What came of reading a file.
pub(super) struct FileReport {
    pub(super) last: Part,
    pub(super) outcome: Outcome,
    pub(super) warnings: Vec<Problem>,
    /// What gave no article within a container.
    pub(super) rejected_members: Vec<Problem>,
    /// When reading began, in nanoseconds since 1970.
    pub(super) read_ns: i64,
    pub(super) hash: u64,
}

/// How the reading of a file ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// It gave so many articles; none only where its text stands in those of another file.
    Articles(u64),
    /// Its bytes are those that are in the index.
    Same,
    /// It holds no article.
    Rejected(Problem),
    /// It could not be opened or read.
    Unreadable(Problem),
    /// The run was ended from outside before it was read.
    Abandoned,
}

impl FileReport {
    /// Whether the file, or one in it, counts as rejected.
    pub(super) fn has_reject(&self) -> bool {
        matches!(self.outcome, Outcome::Rejected(_) | Outcome::Unreadable(_)) || !self.rejected_members.is_empty()
    }
}
