//! What a run is to do.

use std::path::PathBuf;

use chrono::{DateTime, NaiveDate, Utc};
use xxhash_rust::xxh3::xxh3_64;

use crate::date::Order;
use crate::enrich::Enricher;
use crate::index::{CommitPolicy, Purpose, WriterOptions};

/// Memory for documents where nothing else is asked for.
const MEMORY_BYTES: usize = 512_000_000;

/// What a run does with articles whose file is gone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Prune {
    /// Removes them where their folder was walked, and never because a folder is missing, unreadable, or found empty.
    #[default]
    Careful,
    /// Removes them, whatever the reason.
    Always,
    /// Keeps them.
    Never,
}

/// What to index, and how.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a choice of its own, as on the command line")]
pub struct UpdateOptions {
    /// Folders and files, or `-`; none means the roots that the index knows.
    pub paths: Vec<PathBuf>,
    /// What to do about files that are gone.
    pub prune: Prune,
    /// Reads everything and writes nothing.
    pub dry_run: bool,
    /// Ends the run at the first rejected file: nothing is counted or committed of what is met after it. Where several threads
    /// read, files that another thread had read by then stay, though they may stand behind it.
    pub strict: bool,
    /// Hands over what was read of articles, the first hundred of each file.
    pub verbose: bool,
    /// Reads files whose size and time of change are as they were too, and compares their bytes.
    pub check_content: bool,
    /// Makes the index anew.
    pub rebuild: bool,
    /// Files that are not articles though they lie among them.
    pub skip: Vec<PathBuf>,
    /// Threads that read, and threads that index; at least 1.
    pub threads: usize,
    /// Memory for documents that are not on the disk yet.
    pub memory_bytes: usize,
    /// When to commit within the run.
    pub commit: CommitPolicy,
    /// The language of texts that do not state one; `None` to detect it.
    pub language: Option<String>,
    /// Fills in what articles do not state; a clone of it for each thread that reads.
    pub enricher: Enricher,
    /// The format to read everything as; `None` to tell it by content.
    pub input_format: Option<String>,
    /// The order of day and month in dates such as `05/03/2020`; `None` to learn it from the other dates of a source.
    pub date_order: Option<Order>,
    /// Whether an article that nothing else dates gets the day on which its file was changed last (UTC).
    pub file_dates: bool,
    /// The moment it is, which is noted as the time of the last run; its day is the one on which new ids come in.
    pub now: DateTime<Utc>,
    /// The day it is here: no article is from later than tomorrow.
    pub today: NaiveDate,
}

impl UpdateOptions {
    /// The roots that the index knows, read as files state them: one thread, 512 MB for documents, no names out of the text.
    pub fn new(now: DateTime<Utc>, today: NaiveDate) -> Self {
        Self {
            paths: Vec::new(),
            prune: Prune::Careful,
            dry_run: false,
            strict: false,
            verbose: false,
            check_content: false,
            rebuild: false,
            skip: Vec::new(),
            threads: 1,
            memory_bytes: MEMORY_BYTES,
            commit: CommitPolicy::default(),
            language: None,
            enricher: Enricher::default(),
            input_format: None,
            date_order: None,
            file_dates: false,
            now,
            today,
        }
    }

    pub(super) fn writer_options(&self) -> WriterOptions {
        let purpose = match (self.dry_run, self.rebuild) {
            (true, _) => Purpose::DryRun,
            (_, true) => Purpose::Rebuild,
            _ => Purpose::Update,
        };
        WriterOptions {
            purpose,
            threads: self.threads,
            memory_bytes: self.memory_bytes,
            commit: self.commit,
            day: self.now.date_naive(),
        }
    }

    /// A hash of the flags that say how files are read, by which a file is known that was read otherwise; 0 for none.
    pub(super) fn forced_fingerprint(&self) -> u64 {
        let flags = (self.input_format.as_deref(), self.date_order, self.file_dates);
        if flags == (None, None, false) { 0 } else { xxh3_64(format!("{flags:?}").as_bytes()).max(1) }
    }
}
