//! Adds documents and commits them, the one thread that changes the index.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crossbeam_channel::Receiver;
use tantivy::indexer::LogMergePolicy;
use tantivy::query::TermSetQuery;
use tantivy::{IndexWriter, Term};

use super::plan::{Job, Walked};
use super::reader::{Batch, Finished, Gate, Message, Outcome};
use super::summary::Summary;
use super::{Progress, Target, UpdateOptions};
use crate::article::Problem;
use crate::error::{Error, Result};
use crate::index::Archive;
use crate::index::State;
use crate::index::{FileEntry, FileKey, Manifest};

/// A commit is due after so many articles, bytes of text, or seconds, whichever comes first: what a crash can cost.
const COMMIT_ARTICLES: u64 = 50_000;
const COMMIT_TEXT_BYTES: usize = 512 << 20;
const COMMIT_INTERVAL: Duration = Duration::from_mins(1);

/// The least memory that tantivy gives a thread that indexes, and the most threads it makes good use of.
const THREAD_MEMORY_BYTES_MIN: usize = 15_000_000;
const THREADS_MAX: usize = 8;

/// Segments in which this share of the documents is deleted are merged; tantivy's own setting never clears them up.
const DELETED_SHARE_BEFORE_MERGE: f32 = 0.2;

/// Changes the index.
pub(super) struct Writer<'a> {
    archive: Option<&'a Archive>,
    manifest: &'a Manifest,
    state: State,
    options: &'a UpdateOptions,
    progress: &'a Progress,
    gate: Arc<Gate>,
    /// Made when there is something to write: it has threads of its own.
    tantivy: Option<IndexWriter>,
    /// What differs from the manifest.
    changes: BTreeMap<FileKey, Option<FileEntry>>,
    changes_committed: usize,
    /// Numbers of file versions whose articles go with the next commit.
    outdated: Vec<u64>,
    /// Files of which parts have been added.
    open_files: HashSet<u64>,
    /// Keys and article counts of the files added by this run, by hash and size.
    added: HashMap<(u64, u64), Vec<u64>>,
    articles_uncommitted: u64,
    bytes_uncommitted: usize,
    last_commit: Instant,
    summary: Summary,
}

impl<'a> Writer<'a> {
    pub(super) fn new(target: &'a Target, options: &'a UpdateOptions, progress: &'a Progress) -> Self {
        Self {
            archive: target.archive.as_ref(),
            manifest: &target.manifest,
            state: target.state.clone(),
            options,
            progress,
            gate: Arc::default(),
            tantivy: None,
            changes: BTreeMap::new(),
            changes_committed: 0,
            outdated: Vec::new(),
            open_files: HashSet::new(),
            added: HashMap::new(),
            articles_uncommitted: 0,
            bytes_uncommitted: 0,
            last_commit: Instant::now(),
            summary: Summary { schema_version: 1, ..Summary::default() },
        }
    }

    /// Notes the model that names are read with, and warns where names in the index are another's.
    pub(super) fn note_model(&mut self) {
        let model = self.options.enricher.model_fingerprint().unwrap_or(0);
        if self.manifest.files().is_empty() {
            self.state.names_models.clear();
        }
        self.state.add_names_model(model);
        if self.state.names_models.len() > 1 {
            let message =
                "names of articles in the index were read with another model; --rebuild reads all of them anew";
            self.summary.warn("", Problem::new(message));
        }
    }

    pub(super) fn gate(&self) -> Arc<Gate> {
        Arc::clone(&self.gate)
    }

    /// Takes what the readers send until they are done.
    pub(super) fn receive(&mut self, batches: Receiver<Message>) -> Result<()> {
        let received = batches.iter().try_for_each(|message| self.take(message));
        // Readers that wait at the gate must see that nobody receives them any more.
        drop(batches);
        self.gate.open();
        received
    }

    fn take(&mut self, message: Message) -> Result<()> {
        match message {
            Message::Part(batch) => {
                self.open_files.insert(batch.file);
                self.add(batch)?;
            }
            Message::Done(finished) => finished.into_iter().try_for_each(|file| self.finish_file(file))?,
        }
        let is_due = self.articles_uncommitted >= COMMIT_ARTICLES
            || self.bytes_uncommitted >= COMMIT_TEXT_BYTES
            || (self.articles_uncommitted > 0 && self.last_commit.elapsed() >= COMMIT_INTERVAL);
        if !is_due {
            return Ok(());
        }
        if self.open_files.is_empty() {
            self.commit()?;
            self.gate.open();
        } else {
            self.gate.close();
        }
        Ok(())
    }

    fn add(&mut self, batch: Batch) -> Result<()> {
        Progress::add(&self.progress.articles, batch.articles);
        self.articles_uncommitted += batch.articles;
        self.bytes_uncommitted += batch.text_bytes;
        for language in &batch.languages {
            self.state.add_language(language);
        }
        if batch.documents.is_empty() {
            return Ok(());
        }
        let Some(tantivy) = self.tantivy()? else {
            return Ok(());
        };
        for document in batch.documents {
            tantivy.add_document(document)?;
        }
        Ok(())
    }

    fn finish_file(&mut self, finished: Finished) -> Result<()> {
        let Finished { job, rest, outcome, warnings, rejected_members, listed, read_ns, hash } = finished;
        self.open_files.remove(&job.file);
        self.summary.listed.extend(listed);
        for problem in warnings {
            self.summary.warn(&job.shown_path, problem);
        }
        let mut entry = FileEntry {
            file: job.file,
            bytes: job.bytes,
            modified_ns: job.modified_ns,
            read_ns,
            hash,
            articles: 0,
            rejected: None,
            rejected_members,
            forced: self.options.forced_fingerprint(),
            field_map: job.field_map,
        };
        match outcome {
            Outcome::Articles(articles) => {
                self.add(rest)?;
                entry.articles = articles;
                self.count_read(&job, &entry);
                self.outdate(&job);
                self.list_rejects(&job.shown_path, &entry);
                self.changes.insert(job.key, Some(entry));
            }
            Outcome::Rejected(problem) => {
                self.summary.bytes_read += job.bytes;
                self.summary.articles.removed += job.previous.as_ref().map_or(0, |previous| previous.articles);
                self.outdate(&job);
                entry.rejected = Some(problem);
                self.list_rejects(&job.shown_path, &entry);
                self.changes.insert(job.key, Some(entry));
            }
            Outcome::Same => self.same(job, read_ns),
            Outcome::Unreadable(problem) => {
                self.outdated.push(job.file);
                self.reject(&job.shown_path, problem);
            }
            Outcome::Abandoned => self.outdated.push(job.file),
        }
        Ok(())
    }

    fn count_read(&mut self, job: &Job, entry: &FileEntry) {
        self.summary.bytes_read += job.bytes;
        let (files, articles) = (&mut self.summary.files, &mut self.summary.articles);
        match job.previous.as_ref().filter(|previous| previous.rejected.is_none()) {
            None => {
                files.added += 1;
                articles.added += entry.articles;
                self.added.entry((entry.hash, entry.bytes)).or_default().push(entry.articles);
            }
            Some(previous) => {
                files.updated += 1;
                articles.updated += entry.articles.min(previous.articles);
                articles.added += entry.articles.saturating_sub(previous.articles);
                articles.removed += previous.articles.saturating_sub(entry.articles);
            }
        }
    }

    /// The file is what is in the index; only its time is new.
    fn same(&mut self, job: Job, read_ns: i64) {
        self.summary.bytes_read += job.bytes;
        let Some(previous) = job.previous else {
            return;
        };
        if previous.rejected.is_none() {
            self.summary.files.unchanged += 1;
        }
        self.list_rejects(&job.shown_path, &previous);
        let entry = FileEntry { modified_ns: job.modified_ns, read_ns, ..previous };
        self.changes.insert(job.key, Some(entry));
    }

    fn outdate(&mut self, job: &Job) {
        self.outdated
            .extend(job.previous.as_ref().filter(|previous| previous.articles > 0).map(|previous| previous.file));
    }

    /// Lists what was rejected of a file: the file itself, or files in it.
    fn list_rejects(&mut self, shown_path: &str, entry: &FileEntry) {
        for problem in &entry.rejected_members {
            self.summary.reject_member(shown_path, problem.clone());
        }
        if let Some(problem) = &entry.rejected {
            self.reject(shown_path, problem.clone());
        }
    }

    fn reject(&mut self, shown_path: &str, problem: Problem) {
        self.summary.reject(shown_path, problem);
        if self.options.strict {
            self.summary.stopped = true;
            self.progress.interrupted.store(true, std::sync::atomic::Ordering::Relaxed);
        }
    }

    /// Takes out what is gone, commits, and gives the account of the run.
    pub(super) fn finish(mut self, walked: Walked) -> Result<Summary> {
        self.state.next_file = walked.next_file;
        self.summary.interrupted = self.progress.is_interrupted() && !self.summary.stopped;
        let ended_early = self.progress.is_interrupted();
        self.summary.files.seen = walked.seen;
        self.summary.files.unchanged += walked.unchanged;
        for (path, entry) in walked.still_rejected {
            self.list_rejects(&path, &entry);
        }
        for (path, problem) in walked.warnings {
            self.summary.warn(&path, problem);
        }
        self.summary.protected = walked.protected;
        self.summary.roots_met = walked.roots_met;
        if !ended_early {
            self.take_out(&walked.gone);
        }
        if self.changes.len() > self.changes_committed || !self.outdated.is_empty() || self.roots_changed() {
            self.commit()?;
        }
        if let Some(tantivy) = self.tantivy.take() {
            tantivy.wait_merging_threads()?;
        }
        let manifest = self.manifest.with(&self.changes);
        self.summary.articles.total = manifest.files().iter().map(|(_, entry)| entry.articles).sum();
        self.summary.close_lists();
        Ok(self.summary)
    }

    fn roots_changed(&self) -> bool {
        self.archive.is_some_and(|archive| archive.state().roots != self.state.roots)
    }

    /// Removes files that are gone; one whose bytes came in under another path in this run has moved.
    fn take_out(&mut self, gone: &[usize]) {
        for place in gone {
            let (key, entry) = &self.manifest.files()[*place];
            if entry.articles > 0 {
                self.outdated.push(entry.file);
            }
            self.changes.insert(key.clone(), None);
            let moved_to = self.added.get_mut(&(entry.hash, entry.bytes)).and_then(Vec::pop);
            let (files, articles) = (&mut self.summary.files, &mut self.summary.articles);
            if let Some(moved_articles) = moved_to {
                files.moved += 1;
                files.added -= 1;
                articles.added -= moved_articles;
                articles.updated += moved_articles;
            } else {
                files.removed += 1;
                articles.removed += entry.articles;
            }
        }
    }

    /// tantivy's writer; none in a dry run.
    fn tantivy(&mut self) -> Result<Option<&mut IndexWriter>> {
        let Some(archive) = self.archive else {
            return Ok(None);
        };
        if self.tantivy.is_none() {
            let threads = self.options.threads.clamp(1, THREADS_MAX);
            let memory_bytes = self.options.memory_bytes.max(threads * THREAD_MEMORY_BYTES_MIN);
            let writer: IndexWriter = archive.tantivy().writer_with_num_threads(threads, memory_bytes)?;
            let mut policy = LogMergePolicy::default();
            policy.set_del_docs_ratio_before_merge(DELETED_SHARE_BEFORE_MERGE);
            writer.set_merge_policy(Box::new(policy));
            self.tantivy = Some(writer);
        }
        Ok(self.tantivy.as_mut())
    }

    /// One generation: first the manifest on the disk, then the commit that names it.
    fn commit(&mut self) -> Result<()> {
        self.articles_uncommitted = 0;
        self.bytes_uncommitted = 0;
        self.last_commit = Instant::now();
        self.changes_committed = self.changes.len();
        let Some(archive) = self.archive else {
            return Ok(());
        };
        let file_field = archive.fields().file;
        let outdated: Vec<Term> = self.outdated.drain(..).map(|file| Term::from_field_u64(file_field, file)).collect();
        let mut state = self.state.clone();
        state.generation += 1;
        state.next_file = state.next_file.max(self.next_file());
        let manifest_path = archive.data_folder().join(state.manifest_file());
        let payload = serde_json::to_string(&state).map_err(|error| Error::io(&manifest_path)(error.into()))?;
        let manifest = self.manifest.with(&self.changes);
        let Some(tantivy) = self.tantivy()? else {
            return Ok(());
        };
        if !outdated.is_empty() {
            tantivy.delete_query(Box::new(TermSetQuery::new(outdated)))?;
        }
        let mut prepared = tantivy.prepare_commit()?;
        manifest.write(&manifest_path)?;
        prepared.set_payload(&payload);
        prepared.commit()?;
        remove_old_manifests(archive, state.generation);
        self.state = state;
        Ok(())
    }

    /// A number above those of all files that this run has read so far.
    fn next_file(&self) -> u64 {
        self.changes.values().flatten().map(|entry| entry.file + 1).max().unwrap_or(0)
    }
}

/// The manifest before this one stays for whoever opened the index a moment ago. One that cannot be removed does no harm.
fn remove_old_manifests(archive: &Archive, generation: u64) {
    let Ok(entries) = fs::read_dir(archive.data_folder()) else {
        return;
    };
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let number = name.strip_prefix("manifest-").and_then(|number| number.parse::<u64>().ok());
        if number.is_some_and(|number| number + 1 < generation || number > generation) {
            let _ = fs::remove_file(entry.path());
        }
    }
}
