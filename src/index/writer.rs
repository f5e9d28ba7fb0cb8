//! Changes an index: takes records file by file, and commits between files.
//!
//! In: records of files, under the number that each version of a file has; files that are gone. Out: generations, each with
//! its manifest. A commit falls only where every file that was begun is finished or abandoned: the articles of one file
//! appear together or not at all, and with them go those of its version before.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use chrono::NaiveDate;

use super::batch::Batch;
use super::disk;
use super::first_seen::KnownIds;
use super::folder::MANIFEST_PREFIX;
use super::header::Header;
use super::lock::WriteLock;
use super::manifest::{FileEntry, FileKey, Manifest};
use super::open_index::OpenIndex;
use super::root_sample::RootSample;
use super::runs::note_run;
use super::schema::{Fields, FirstSeen};
use super::segments::SegmentWriter;
use super::state::{Root, State};
use crate::date::day_number;
use crate::error::{Error, Result};

/// When a commit is due within a run: at the first of these since the last one. It is what a crash can cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CommitPolicy {
    /// After so many articles; 50,000 unless said otherwise.
    pub articles: u64,
    /// After so many bytes of their text; 512 MiB unless said otherwise.
    pub text_bytes: usize,
    /// After so much time, where there is an article to commit; a minute unless said otherwise.
    pub interval: Duration,
}

impl CommitPolicy {
    /// Only at the end of the run.
    pub(super) const NEVER: Self = Self { articles: u64::MAX, text_bytes: usize::MAX, interval: Duration::MAX };
}

impl Default for CommitPolicy {
    fn default() -> Self {
        Self { articles: 50_000, text_bytes: 512 << 20, interval: Duration::from_mins(1) }
    }
}

/// What is done to the index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// It is changed, and made where there is none.
    Update,
    /// A new one is made beside it, which takes its place when it is whole.
    Rebuild,
    /// Nothing is written: what would be done is counted.
    DryRun,
}

/// How an index is written.
#[derive(Clone, Copy, Debug)]
pub(crate) struct WriterOptions {
    pub(crate) purpose: Purpose,
    /// Threads that index, at least 1.
    pub(crate) threads: usize,
    /// Memory for documents that are not on the disk yet, of all threads together.
    pub(crate) memory_bytes: usize,
    pub(crate) commit: CommitPolicy,
    /// The day it is (UTC), on which new ids come in.
    pub(crate) day: NaiveDate,
}

/// What came of asking for a commit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CommitDue {
    /// None is due.
    NotYet,
    /// One was due, and is done.
    Committed,
    /// One is due as soon as no file is begun that is not finished.
    WaitsForFiles,
}

/// The only writer of an index, as long as it lives.
pub(crate) struct Writer {
    /// Made when there is something to write: it has threads of its own. Goes before the lock.
    segments: Option<SegmentWriter>,
    folder: PathBuf,
    /// `None` in a dry run.
    index: Option<OpenIndex>,
    /// The files as they were when the index was opened.
    manifest: Arc<Manifest>,
    /// What the next commit will say.
    state: State,
    options: WriterOptions,
    /// What differs from the manifest.
    changes: BTreeMap<FileKey, Option<FileEntry>>,
    /// Whether there are changes since the last commit.
    is_changed: bool,
    /// Numbers of file versions whose articles go with the next commit.
    outdated: Vec<u64>,
    /// Numbers of files that are begun and neither finished nor abandoned, with the lengths of their articles so far.
    begun: BTreeMap<u64, u64>,
    articles_uncommitted: u64,
    text_bytes_uncommitted: usize,
    last_commit: Instant,
    rebuild: Option<Rebuild>,
    _lock: Option<WriteLock>,
}

/// What takes the place of an index.
struct Rebuild {
    /// The header that puts it in force.
    header: Header,
    /// The files of the index that is still in force; `None` where they cannot be told.
    replaced: Option<Manifest>,
    /// When its ids came in.
    known_ids: KnownIds,
}

impl std::fmt::Debug for Writer {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Writer")
            .field("folder", &self.folder)
            .field("state", &self.state)
            .finish_non_exhaustive()
    }
}

impl Writer {
    /// Opens the index in a folder for writing, and makes it where there is none.
    ///
    /// # Errors
    ///
    /// When the folder holds other things, another process writes, or the index cannot be read.
    pub(crate) fn open(folder: &Path, options: WriterOptions) -> Result<Self> {
        let header = match Header::read(folder) {
            // A rebuild needs no more of the index before than its roots.
            Err(Error::Damaged { .. }) if options.purpose == Purpose::Rebuild => Header::guessed(folder),
            read => read?,
        };
        if header.is_none() {
            require_free(folder)?;
        }
        if options.purpose == Purpose::DryRun {
            let generation = header.map_or_else(
                || Ok(Default::default()),
                |_| read_generation(&OpenIndex::open_at_any_generation(folder)?),
            )?;
            return Ok(Self::new(folder, None, generation, options, None));
        }
        fs::create_dir_all(folder).map_err(Error::index_file(folder))?;
        let lock = WriteLock::take(folder)?;
        if let Some(header) = &header {
            // A rebuild that was killed leaves its data behind.
            remove_other_data(folder, &header.data_folder(folder))?;
        }
        match header {
            Some(header) if options.purpose == Purpose::Rebuild => Self::open_rebuild(folder, &header, options, lock),
            Some(_) => Self::of_index(folder, OpenIndex::open_at_any_generation(folder)?, options, lock),
            None => Self::of_index(folder, OpenIndex::create(folder)?, options, lock),
        }
    }

    /// An empty data folder beside the one in force, with the roots of that one, as far as they can still be read.
    pub(super) fn open_rebuild(
        folder: &Path,
        header: &Header,
        options: WriterOptions,
        lock: WriteLock,
    ) -> Result<Self> {
        let old_data = header.data_folder(folder);
        let old_state = Manifest::salvaged_state(&old_data);
        let replaced = Manifest::latest(&old_data).map(|(manifest, _)| manifest);
        let next = Header::current(header.next_data());
        let index = OpenIndex::create_data(folder, next.data_folder(folder))?;
        let mut writer = Self::of_index(folder, index, options, lock)?;
        if let Some(old_state) = old_state {
            let holds_files = |place: &Path, root: &Root| {
                replaced.as_ref().is_some_and(|manifest| RootSample::of(root, manifest).is_at_home_in(place))
            };
            let State { roots, next_root, arrivals, .. } = old_state.located(folder, holds_files);
            (writer.state.roots, writer.state.next_root, writer.state.arrivals) = (roots, next_root, arrivals);
        }
        let known_ids = match header.require_current(folder) {
            Ok(()) => OpenIndex::open_without_manifest(folder, old_data).map(|old| KnownIds::of(&old)),
            Err(error) => Err(error),
        };
        let was_empty = replaced.as_ref().is_some_and(|manifest| article_count(manifest) == 0);
        let known_ids = known_ids.unwrap_or_else(|_| if was_empty { KnownIds::default() } else { KnownIds::lost() });
        writer.rebuild = Some(Rebuild { header: next, replaced, known_ids });
        Ok(writer)
    }

    pub(super) fn of_index(folder: &Path, index: OpenIndex, options: WriterOptions, lock: WriteLock) -> Result<Self> {
        let generation = read_generation(&index)?;
        Ok(Self::new(folder, Some(index), generation, options, Some(lock)))
    }

    fn new(
        folder: &Path,
        index: Option<OpenIndex>,
        (manifest, state): (Manifest, State),
        options: WriterOptions,
        lock: Option<WriteLock>,
    ) -> Self {
        Self {
            segments: None,
            folder: folder.to_owned(),
            index,
            manifest: Arc::new(manifest),
            state,
            options,
            changes: BTreeMap::new(),
            is_changed: false,
            outdated: Vec::new(),
            begun: BTreeMap::new(),
            articles_uncommitted: 0,
            text_bytes_uncommitted: 0,
            last_commit: Instant::now(),
            rebuild: None,
            _lock: lock,
        }
    }

    /// The files as they were when the index was opened; none in a rebuild.
    pub(crate) fn manifest(&self) -> Arc<Manifest> {
        Arc::clone(&self.manifest)
    }

    /// Whether the index is being made anew.
    pub(crate) fn is_rebuild(&self) -> bool {
        self.rebuild.is_some()
    }

    /// Whether the index that a rebuild is to replace may have articles of the root with this number.
    pub(crate) fn may_replace(&self, root: u64) -> bool {
        let has_articles =
            |files: &Manifest| files.files().iter().any(|(key, entry)| key.root == root && entry.articles > 0);
        self.rebuild.as_ref().is_some_and(|rebuild| rebuild.replaced.as_ref().is_none_or(has_articles))
    }

    /// The files of the index as it was, whose place a rebuild takes, as far as they can be told.
    pub(crate) fn known_files(&self) -> Arc<Manifest> {
        let replaced = self.rebuild.as_ref().map(|rebuild| rebuild.replaced.clone().unwrap_or_default());
        replaced.map_or_else(|| self.manifest(), Arc::new)
    }

    /// When the ids came in that the index had when it was opened, or has whose place a rebuild takes.
    pub(crate) fn known_ids(&self) -> KnownIds {
        match (&self.rebuild, &self.index) {
            (Some(rebuild), _) => rebuild.known_ids.clone(),
            (None, Some(index)) => KnownIds::of(index),
            (None, None) => KnownIds::default(),
        }
    }

    /// What the index knows of itself, as the next commit will say it.
    pub(crate) fn state(&self) -> &State {
        &self.state
    }

    /// The same, to be changed: its roots, its models, its next number.
    pub(crate) fn state_mut(&mut self) -> &mut State {
        &mut self.state
    }

    /// By what records are made documents; `None` in a dry run, which needs none.
    pub(crate) fn fields(&self) -> Option<Fields> {
        self.index.as_ref().map(|index| *index.fields())
    }

    /// Adds some records of a file, of which there will be more: the file is begun.
    ///
    /// # Errors
    ///
    /// When the engine cannot write.
    pub(crate) fn add(&mut self, batch: Batch) -> Result<()> {
        *self.begun.entry(batch.file()).or_default() += batch.length();
        self.add_documents(batch)
    }

    /// Adds the last records of a file and puts it in the place of its version before, whose articles go.
    ///
    /// # Errors
    ///
    /// When the engine cannot write.
    pub(crate) fn finish_file(&mut self, key: FileKey, entry: FileEntry, last: Batch) -> Result<()> {
        let length = self.begun.remove(&entry.file).unwrap_or(0) + last.length();
        self.add_documents(last)?;
        self.outdate_previous(&key);
        self.set(key, Some(FileEntry { length, ..entry }));
        Ok(())
    }

    /// Notes that a file has no articles (any more), and why; those that came of it so far go.
    pub(crate) fn reject_file(&mut self, key: FileKey, entry: FileEntry) {
        self.abandon_file(entry.file);
        self.outdate_previous(&key);
        self.set(key, Some(entry));
    }

    /// Notes what is new of a file whose articles stay as they are.
    pub(crate) fn keep_file(&mut self, key: FileKey, entry: FileEntry) {
        self.set(key, Some(entry));
    }

    /// Forgets what came of a file that could not be read to its end; its version before stays.
    pub(crate) fn abandon_file(&mut self, file: u64) {
        if self.begun.remove(&file).is_some() {
            self.outdated.push(file);
        }
    }

    /// Removes a file and its articles.
    pub(crate) fn remove_file(&mut self, key: &FileKey) {
        self.outdate_previous(key);
        self.set(key.clone(), None);
    }

    fn set(&mut self, key: FileKey, entry: Option<FileEntry>) {
        self.changes.insert(key, entry);
        self.is_changed = true;
    }

    fn outdate_previous(&mut self, key: &FileKey) {
        let previous = self.manifest.find(key).map(|place| &self.manifest.files()[place].1);
        self.outdated.extend(previous.filter(|previous| previous.articles > 0).map(|previous| previous.file));
    }

    fn add_documents(&mut self, batch: Batch) -> Result<()> {
        self.articles_uncommitted += batch.articles();
        self.text_bytes_uncommitted += batch.text_bytes();
        let documents = batch.into_documents();
        if documents.is_empty() {
            return Ok(());
        }
        let now = FirstSeen { day: day_number(self.options.day), arrival: self.state.arrivals + 1 };
        let fields = self.fields();
        let Some((segments, fields)) = self.segments()?.zip(fields) else {
            return Ok(());
        };
        for (mut document, first_seen) in documents {
            fields.add_first_seen(&mut document, first_seen.unwrap_or(now));
            segments.add(document)?;
        }
        Ok(())
    }

    /// Commits when it is time to and no file is begun that is not finished.
    ///
    /// # Errors
    ///
    /// When the engine or the manifest cannot be written.
    pub(crate) fn commit_if_due(&mut self) -> Result<CommitDue> {
        let policy = self.options.commit;
        let is_due = self.articles_uncommitted >= policy.articles
            || self.text_bytes_uncommitted >= policy.text_bytes
            || (self.articles_uncommitted > 0 && self.last_commit.elapsed() >= policy.interval);
        if !is_due {
            return Ok(CommitDue::NotYet);
        }
        if !self.begun.is_empty() {
            return Ok(CommitDue::WaitsForFiles);
        }
        self.commit()?;
        Ok(CommitDue::Committed)
    }

    /// Commits what is whole, forgets what is not, and waits until the engine is done; a rebuild is put in force. Gives the
    /// number of articles in the index.
    ///
    /// # Errors
    ///
    /// When something cannot be written.
    pub(crate) fn finish(&mut self) -> Result<u64> {
        self.outdated.extend(std::mem::take(&mut self.begun).into_keys());
        if self.is_changed || !self.outdated.is_empty() || self.roots_changed() {
            self.commit()?;
        }
        self.wait()?;
        if let Some(Rebuild { header, .. }) = &self.rebuild {
            header.write(&self.folder)?;
            remove_other_data(&self.folder, &header.data_folder(&self.folder))?;
        }
        Ok(article_count(&self.manifest.with(&self.changes)))
    }

    /// Notes that a run was about these roots, at this time.
    pub(crate) fn note_run(&self, roots: impl IntoIterator<Item = u64>, time: &str) {
        if let Some(index) = &self.index {
            note_run(index.data_folder(), roots, time);
        }
    }

    /// Gives a rebuild up: the index that it was to replace stays. Gives the number of articles in that.
    ///
    /// # Errors
    ///
    /// When what was written cannot be removed.
    pub(crate) fn give_up(&mut self) -> Result<u64> {
        self.wait()?;
        let Some(Rebuild { header, replaced, .. }) = &self.rebuild else {
            return Ok(article_count(&self.manifest));
        };
        let data = header.data_folder(&self.folder);
        disk::remove_folder(&data).map_err(Error::index_file(&data))?;
        Ok(replaced.as_ref().map_or(0, article_count))
    }

    fn roots_changed(&self) -> bool {
        self.index.as_ref().is_some_and(|index| index.state().roots != self.state.roots)
    }

    fn wait(&mut self) -> Result<()> {
        self.segments.take().map_or(Ok(()), SegmentWriter::finish)
    }

    /// The writer of segments; none in a dry run.
    fn segments(&mut self) -> Result<Option<&mut SegmentWriter>> {
        let Some(index) = &self.index else {
            return Ok(None);
        };
        if self.segments.is_none() {
            self.segments = Some(SegmentWriter::open(index, self.options.threads, self.options.memory_bytes)?);
        }
        Ok(self.segments.as_mut())
    }

    /// One generation: first the manifest on the disk, then the commit that names it.
    fn commit(&mut self) -> Result<()> {
        self.articles_uncommitted = 0;
        self.text_bytes_uncommitted = 0;
        self.last_commit = Instant::now();
        self.is_changed = false;
        let Some(index) = &self.index else {
            return Ok(());
        };
        let data = index.data_folder().to_owned();
        let outdated = std::mem::take(&mut self.outdated);
        self.state.next_file = self.state.next_file.max(self.next_file());
        let (generation, arrivals) = (self.state.generation + 1, self.state.arrivals + 1);
        let manifest = self.manifest.with(&self.changes);
        let state = State { generation, arrivals, length: manifest.length(), ..self.state.clone() };
        let manifest_path = data.join(state.manifest_file());
        let payload = serde_json::to_string(&state).map_err(|error| Error::index_file(&manifest_path)(error.into()))?;
        let Some(segments) = self.segments()? else {
            return Ok(());
        };
        segments.delete_files(outdated.into_iter())?;
        segments.commit(&payload, || manifest.write(&manifest_path, &state))?;
        remove_old_manifests(&data, state.generation);
        self.state = state;
        Ok(())
    }

    /// A number above those of all files that were written so far.
    fn next_file(&self) -> u64 {
        self.changes.values().flatten().map(|entry| entry.file + 1).max().unwrap_or(0)
    }
}

impl Drop for Writer {
    /// A run that ends with an error lets go of the lock when none of its threads writes any more.
    fn drop(&mut self) {
        if let Some(segments) = self.segments.take() {
            segments.give_up();
        }
    }
}

fn read_generation(index: &OpenIndex) -> Result<(Manifest, State)> {
    Ok((index.manifest()?, index.state().clone()))
}

fn article_count(manifest: &Manifest) -> u64 {
    manifest.files().iter().map(|(_, entry)| entry.articles).sum()
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

/// Removes the data folders of other generations of the header.
fn remove_other_data(folder: &Path, kept: &Path) -> Result<()> {
    for entry in fs::read_dir(folder).map_err(Error::index_file(folder))?.flatten() {
        let path = entry.path();
        if path.is_dir() && path != kept && entry.file_name().to_string_lossy().starts_with("data-") {
            disk::remove_folder(&path).map_err(Error::index_file(&path))?;
        }
    }
    Ok(())
}

/// The manifest before this one stays for whoever opened the index a moment ago. One that cannot be removed does no harm.
fn remove_old_manifests(data: &Path, generation: u64) {
    let Ok(entries) = fs::read_dir(data) else {
        return;
    };
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let number = name.strip_prefix(MANIFEST_PREFIX).and_then(|number| number.parse::<u64>().ok());
        if number.is_some_and(|number| number + 1 < generation || number > generation) {
            let _ = disk::remove(&entry.path());
        }
    }
}

#[cfg(test)]
mod tests;
