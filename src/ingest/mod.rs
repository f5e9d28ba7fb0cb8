//! Brings the index up to date with the folders: walker -> readers -> writer.
//!
//! One thread walks and compares each file with the manifest ([`plan`]); as many threads as the machine has read, enrich and
//! make documents of what is new or changed ([`reader`]); one adds the documents and commits ([`writer`]). The channels
//! between them are bounded, so that memory is bounded whatever there is to read. A commit falls between files: the
//! articles of one file appear together or not at all.

mod field_maps;
mod plan;
mod reader;
mod roots;
mod status;
mod summary;
mod writer;

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
use crate::index::Archive;
use crate::index::Header;
use crate::index::Manifest;
use crate::index::State;
use crate::index::WriteLock;
use crate::source::absolute;
use field_maps::RootMaps;
use plan::Plan;
use reader::Readers;
use writer::Writer;

pub use roots::Scope;
pub use status::{FileChange, Status, status};
pub use summary::{ArticleCounts, FileCounts, Located, ReadArticle, Summary};

/// How many handfuls of files the walker may be ahead of the readers.
const JOBS_AHEAD: usize = 1 << 10;

/// How many batches of documents the readers may be ahead of the writer.
const BATCHES_AHEAD: usize = 32;

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
    let mut target = Target::open(folder, options)?;
    let standard_input = spool_standard_input(options)?;
    let scopes = roots::resolve(&mut target.state, &options.paths)?;
    let skip = skipped_paths(folder, options, &target.state)?;
    let maps = RootMaps::read(&target.state)?;
    let plan = Plan::new(&target, &scopes, skip, standard_input.as_ref(), &maps, options);
    let mut writer = Writer::new(&target, options, progress);
    writer.note_model();
    let walked = std::thread::scope(|threads| {
        let (jobs_out, jobs) = bounded(JOBS_AHEAD);
        let (batches_out, batches) = bounded(BATCHES_AHEAD);
        let readers = Readers::new(&target, &maps, options, progress, writer.gate());
        let walker = threads.spawn(|| plan.walk(jobs_out, progress));
        for _ in 0..options.threads.max(1) {
            let (jobs, batches_out, readers) = (jobs.clone(), batches_out.clone(), readers.clone());
            threads.spawn(move || readers.run(&jobs, &batches_out));
        }
        drop((jobs, batches_out));
        let received = writer.receive(batches);
        let walked = walker.join().expect("the walker does not panic");
        received.map(|()| walked)
    })?;
    let mut summary = writer.finish(walked)?;
    target.put_in_force(options, &mut summary)?;
    summary.seconds = started.elapsed().as_secs_f64();
    Ok(summary)
}

/// What a run writes to.
pub(super) struct Target {
    folder: PathBuf,
    /// `None` in a dry run.
    archive: Option<Archive>,
    manifest: Manifest,
    state: State,
    /// The header to be written when a rebuild is whole.
    rebuilt: Option<Header>,
    old_manifest: Manifest,
    lock: Option<WriteLock>,
}

impl Target {
    fn open(folder: &Path, options: &UpdateOptions) -> Result<Self> {
        let header = Header::read(folder)?;
        if header.is_none() {
            require_free(folder)?;
        }
        if options.dry_run {
            return Self::open_dry(folder, header.as_ref());
        }
        fs::create_dir_all(folder).map_err(Error::io(folder))?;
        let lock = WriteLock::take(folder)?;
        let mut target = match header {
            None => Self::of_archive(folder, Archive::create(folder)?)?,
            Some(header) if options.rebuild => Self::open_rebuild(folder, &header)?,
            Some(_) => Self::of_archive(folder, Archive::open(folder)?)?,
        };
        target.lock = Some(lock);
        Ok(target)
    }

    fn of_archive(folder: &Path, archive: Archive) -> Result<Self> {
        let (manifest, state) = (archive.manifest()?, archive.state().clone());
        Ok(Self {
            folder: folder.to_owned(),
            archive: Some(archive),
            old_manifest: Manifest::default(),
            manifest,
            state,
            rebuilt: None,
            lock: None,
        })
    }

    fn open_dry(folder: &Path, header: Option<&Header>) -> Result<Self> {
        let mut target = match header {
            None => Self {
                folder: folder.to_owned(),
                archive: None,
                manifest: Manifest::default(),
                state: State::default(),
                rebuilt: None,
                old_manifest: Manifest::default(),
                lock: None,
            },
            Some(_) => Self::of_archive(folder, Archive::open(folder)?)?,
        };
        target.archive = None;
        Ok(target)
    }

    /// An empty data folder beside the one in force, with the roots of that one, as far as they can still be read.
    fn open_rebuild(folder: &Path, header: &Header) -> Result<Self> {
        let old_state = readable_state(&header.data_folder(folder));
        let old_manifest = Archive::open(folder).and_then(|archive| archive.manifest()).unwrap_or_default();
        let next = Header::current(header.next_data());
        let archive = Archive::create_data(folder, next.data_folder(folder))?;
        let mut target = Self::of_archive(folder, archive)?;
        target.state.roots = old_state.map(|state| state.roots).unwrap_or_default();
        target.rebuilt = Some(next);
        target.old_manifest = old_manifest;
        Ok(target)
    }

    /// Points the header at what a rebuild made, and clears the old data away; a rebuild that ended early, or would lose
    /// articles of a folder that is missing, is given up.
    fn put_in_force(&self, options: &UpdateOptions, summary: &mut Summary) -> Result<()> {
        let Some(header) = &self.rebuilt else {
            return Ok(());
        };
        let new_data = header.data_folder(&self.folder);
        let lost = self.lost_by_rebuild(summary);
        if summary.interrupted || summary.stopped || (lost.is_some() && options.prune != Prune::Always) {
            fs::remove_dir_all(&new_data).map_err(Error::io(&new_data))?;
            return match lost {
                Some(what) => Err(Error::Usage(format!(
                    "{what} cannot be read now, and a rebuild would lose its articles; the old index stays (--prune to leave them out)"
                ))),
                None => Ok(()),
            };
        }
        header.write(&self.folder)?;
        remove_other_data(&self.folder, &new_data)
    }

    /// A root with articles in the old index that the rebuild could not read, or found empty.
    fn lost_by_rebuild(&self, summary: &Summary) -> Option<String> {
        let had_articles =
            |number: u64| self.old_manifest.files().iter().any(|(key, entry)| key.root == number && entry.articles > 0);
        self.state.roots.iter().filter(|root| had_articles(root.number)).find_map(|root| {
            if root.path == STANDARD_INPUT {
                return Some("standard input".to_owned());
            }
            let is_whole = summary.roots_met.contains(&root.number) && !summary.protected.contains(&root.number);
            (!is_whole).then(|| format!("`{}`", root.given))
        })
    }
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

/// A folder without a header must hold nothing that is not ours: a README is let stand, what an earlier run gave up
/// before its header was written is cleared away when the index is made.
fn require_free(folder: &Path) -> Result<()> {
    let Ok(entries) = fs::read_dir(folder) else {
        return if folder.symlink_metadata().is_ok() && !folder.is_dir() {
            Err(Error::NotAnIndex(folder.to_owned()))
        } else {
            Ok(())
        };
    };
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().to_lowercase();
        let ours =
            name.starts_with("readme") || name == "lock" || name.starts_with("data-") || name == "morgue.partial";
        if !ours && !name.starts_with('.') {
            return Err(Error::NotAnIndex(folder.to_owned()));
        }
    }
    Ok(())
}

/// The state of a data folder that may be of another version or damaged: tantivy's own file is JSON with the state in it.
fn readable_state(data: &Path) -> Option<State> {
    let meta: serde_json::Value = serde_json::from_slice(&fs::read(data.join("meta.json")).ok()?).ok()?;
    serde_json::from_str(meta.get("payload")?.as_str()?).ok()
}

fn remove_other_data(folder: &Path, kept: &Path) -> Result<()> {
    for entry in fs::read_dir(folder).map_err(Error::io(folder))?.flatten() {
        let path = entry.path();
        if path.is_dir() && path != kept && entry.file_name().to_string_lossy().starts_with("data-") {
            fs::remove_dir_all(&path).map_err(Error::io(&path))?;
        }
    }
    Ok(())
}

fn skipped_paths(folder: &Path, options: &UpdateOptions, state: &State) -> Result<Vec<PathBuf>> {
    let skipped = std::iter::once(folder).chain(options.skip.iter().map(PathBuf::as_path));
    let skipped: Result<Vec<PathBuf>> = skipped.map(|path| absolute(path).map_err(Error::io(path))).collect();
    Ok(skipped?.into_iter().chain(state.files_beside_articles()).collect())
}
