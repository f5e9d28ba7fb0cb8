//! Brings the index up to date with the folders: walker -> readers -> writer.
//!
//! One thread walks and compares each file with the manifest ([`plan`]); as many threads as the machine has read, enrich and
//! make documents of what is new or changed ([`reader`]); one records them in the index ([`recorder`]). The channels
//! between them are bounded, so that memory is bounded whatever there is to read. A commit falls between files: the
//! articles of one file appear together or not at all.

mod field_maps;
mod plan;
mod reader;
mod recorder;
mod roots;
mod status;
mod summary;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Instant;

use chrono::NaiveDate;
use crossbeam_channel::bounded;
use xxhash_rust::xxh3::xxh3_64;

use self::roots::STANDARD_INPUT;
use crate::date::Order;
use crate::enrich::Enricher;
use crate::error::{Error, Result};
use crate::index::{Purpose, Root, Writer, WriterOptions};
use crate::source::absolute;
use field_maps::RootMaps;
use plan::Plan;
use reader::Readers;
use recorder::Recorder;

pub use crate::index::CommitPolicy;
pub use roots::Scope;
pub use status::{FileChange, Status, status};
pub use summary::{ArticleCounts, FileCounts, Located, ReadArticle, Summary};

/// How many handfuls of files the walker may be ahead of the readers.
const JOBS_AHEAD: usize = 1 << 10;

/// How many batches of records the readers may be ahead of the writer.
const MESSAGES_AHEAD: usize = 32;

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
    /// Ends the run at the first rejected file.
    pub strict: bool,
    /// Lists what was read of articles, the first hundred of each file.
    pub verbose: bool,
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
    /// The day it is: no article is from later than tomorrow.
    pub today: NaiveDate,
}

impl UpdateOptions {
    fn writer_options(&self) -> WriterOptions {
        let purpose = match (self.dry_run, self.rebuild) {
            (true, _) => Purpose::DryRun,
            (_, true) => Purpose::Rebuild,
            _ => Purpose::Update,
        };
        WriterOptions { purpose, threads: self.threads, memory_bytes: self.memory_bytes, commit: self.commit }
    }

    /// A hash of the flags that say how files are read, by which a file is known that was read otherwise; 0 for none.
    fn forced_fingerprint(&self) -> u64 {
        let flags = (self.input_format.as_deref(), self.date_order, self.file_dates);
        if flags == (None, None, false) { 0 } else { xxh3_64(format!("{flags:?}").as_bytes()).max(1) }
    }
}

/// How far a run has come; read by whoever shows it, while it runs. Also the way to stop it.
#[derive(Debug, Default)]
pub struct Progress {
    /// Files found so far.
    pub files_found: AtomicU64,
    /// Bytes found so far, as they lie on disk.
    pub bytes_found: AtomicU64,
    /// Whether all files have been found.
    pub walked: AtomicBool,
    /// Files done.
    pub files_done: AtomicU64,
    /// Bytes done.
    pub bytes_done: AtomicU64,
    /// Articles added or updated.
    pub articles: AtomicU64,
    /// Set from outside to end the run early: what is whole is committed.
    pub interrupted: AtomicBool,
}

impl Progress {
    pub(super) fn is_interrupted(&self) -> bool {
        self.interrupted.load(Ordering::Relaxed)
    }

    fn add(counter: &AtomicU64, amount: u64) {
        counter.fetch_add(amount, Ordering::Relaxed);
    }
}

/// Brings the index in `folder` up to date, and makes it where there is none.
///
/// # Errors
///
/// When the index cannot be opened, locked or written, or a path does not exist. Files that cannot be read are no error:
/// they stand in the summary.
///
/// # Panics
///
/// When the thread that walks the folders does.
pub fn update(folder: &Path, options: &UpdateOptions, progress: &Progress) -> Result<Summary> {
    let started = Instant::now();
    let mut writer = Writer::open(folder, options.writer_options())?;
    let standard_input = spool_standard_input(options)?;
    let scopes = roots::resolve(writer.state_mut(), &options.paths)?;
    let skip = skipped_paths(folder, options, &writer.state().roots)?;
    let maps = RootMaps::read(&writer.state().roots)?;
    let plan = Plan::new(&writer, &scopes, skip, standard_input.as_ref(), &maps, options);
    let fields = writer.fields();
    let mut recorder = Recorder::new(writer, options, progress);
    let walked = std::thread::scope(|threads| {
        let (jobs_out, jobs) = bounded(JOBS_AHEAD);
        let (messages_out, messages) = bounded(MESSAGES_AHEAD);
        let readers = Readers::new(fields, &maps, options, progress, recorder.gate());
        let walker = threads.spawn(|| plan.walk(jobs_out, progress));
        for _ in 0..options.threads.max(1) {
            let (jobs, messages_out, readers) = (jobs.clone(), messages_out.clone(), readers.clone());
            threads.spawn(move || readers.run(&jobs, &messages_out));
        }
        drop((jobs, messages_out));
        let received = recorder.receive(messages);
        let walked = walker.join().expect("the walker does not panic");
        received.map(|()| walked)
    })?;
    let mut summary = recorder.finish(walked)?;
    summary.seconds = started.elapsed().as_secs_f64();
    Ok(summary)
}

/// What came in at standard input, kept in a file so that an article can be told from the same one sent again.
#[derive(Debug)]
pub(super) struct StandardInput {
    path: PathBuf,
}

impl Drop for StandardInput {
    fn drop(&mut self) {
        // A spool that stays behind lies in the folder for temporary files, where it does no harm.
        let _ = fs::remove_file(&self.path);
    }
}

fn spool_standard_input(options: &UpdateOptions) -> Result<Option<StandardInput>> {
    if !options.paths.iter().any(|path| path == Path::new(STANDARD_INPUT)) {
        return Ok(None);
    }
    let path = std::env::temp_dir().join(format!("morgue-{}.input", std::process::id()));
    let spool = StandardInput { path };
    let mut file = fs::File::create(&spool.path).map_err(Error::io(&spool.path))?;
    std::io::copy(&mut std::io::stdin().lock(), &mut file).map_err(Error::io("standard input"))?;
    Ok(Some(spool))
}

fn skipped_paths(folder: &Path, options: &UpdateOptions, roots: &[Root]) -> Result<Vec<PathBuf>> {
    let skipped = std::iter::once(folder).chain(options.skip.iter().map(PathBuf::as_path));
    let skipped: Result<Vec<PathBuf>> = skipped.map(|path| absolute(path).map_err(Error::io(path))).collect();
    Ok(skipped?.into_iter().chain(roots::files_beside_articles(roots)).collect())
}
