//! Walks the folders and decides file by file what there is to do.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::Ordering;

use crossbeam_channel::Sender;

use super::field_maps::RootMaps;
use super::messages::Job;
use super::options::{Prune, UpdateOptions};
use super::progress::Progress;
use super::roots::{Extent, Scope};
use super::standard_input::StandardInput;
use crate::article::Problem;
use crate::index::{FileEntry, FileKey, Manifest, Root, State, Writer, is_index, name_of_standard_input};
use crate::source::{FoundFile, Walk, absolute, relative_path};

/// So many small files, or so many bytes of them, are handed to a reader at once.
const JOBS_TOGETHER: usize = 64;
const JOBS_TOGETHER_BYTES: u64 = 256 << 10;

/// What the walk found out besides the jobs.
#[derive(Debug, Default)]
pub(super) struct Walked {
    /// Files met.
    pub(super) seen: u64,
    /// Files that are as they were.
    pub(super) unchanged: u64,
    /// Files of which something was rejected before and that have not changed.
    pub(super) still_rejected: Vec<(String, FileEntry)>,
    /// What could not be looked at.
    pub(super) warnings: Vec<(String, Problem)>,
    /// Files of the manifest that are gone, by their place in it.
    pub(super) gone: Vec<usize>,
    /// Roots where something is missing or cannot be read; its articles are kept.
    pub(super) protected: Vec<u64>,
    /// Roots in which at least one file was met.
    pub(super) roots_met: HashSet<u64>,
    /// The number for the next file.
    pub(super) next_file: u64,
    /// Whether a strict run ended here, at a file that was rejected before, or one in it, and has not changed.
    pub(super) stopped: bool,
}

/// Everything the walk needs to know.
pub(super) struct Plan<'a> {
    manifest: Arc<Manifest>,
    state: State,
    scopes: Vec<Scope>,
    skip: Vec<PathBuf>,
    standard_input: Option<&'a StandardInput>,
    prune: Prune,
    strict: bool,
    check_content: bool,
    /// Hash of the flags that say how to read; 0 for none.
    forced: u64,
    maps: &'a RootMaps,
    first_file: u64,
}

impl<'a> Plan<'a> {
    pub(super) fn new(
        writer: &Writer,
        scopes: &[Scope],
        skip: Vec<PathBuf>,
        standard_input: Option<&'a StandardInput>,
        maps: &'a RootMaps,
        options: &UpdateOptions,
    ) -> Self {
        Self {
            manifest: writer.manifest(),
            state: writer.state().clone(),
            scopes: scopes.to_vec(),
            skip,
            standard_input,
            prune: options.prune,
            strict: options.strict,
            check_content: options.check_content,
            forced: options.forced_fingerprint(),
            maps,
            first_file: writer.state().next_file,
        }
    }

    /// Walks all scopes and sends what is to be read to `jobs`; ends early when nobody receives it any more.
    pub(super) fn walk(&self, jobs: Sender<Vec<Job>>, progress: &Progress) -> Walked {
        let mut walk = Walker {
            plan: self,
            jobs,
            progress,
            walked: Walked { next_file: self.first_file, ..Walked::default() },
            met: vec![false; self.manifest.files().len()],
            given_out: HashSet::new(),
            pending: Vec::new(),
            pending_bytes: 0,
            receiver_gone: false,
        };
        for scope in &self.scopes {
            walk.scope(scope);
        }
        walk.send();
        progress.walked.store(true, Ordering::Relaxed);
        walk.walked
    }

    fn root(&self, number: u64) -> &Root {
        self.state.root(number).expect("scopes are made of the roots in the state")
    }

    /// The folders of other whole roots below this one.
    fn inner_roots(&self, root: &Root) -> Vec<PathBuf> {
        let is_inner = |other: &&Root| other.number != root.number && other.whole && other.path.starts_with(&root.path);
        self.state.roots.iter().filter(is_inner).map(|inner| inner.path.clone()).collect()
    }

    /// Whether a file was given one by one before, and so belongs to another root.
    fn belongs_elsewhere(&self, root: &Root, path: &Path) -> bool {
        self.state.roots.iter().any(|other| {
            let is_its_folder = path.parent().is_some_and(|folder| folder == other.path);
            let key = FileKey { root: other.number, relative: relative_path(&other.path, path) };
            other.number != root.number && !other.whole && is_its_folder && self.manifest.find(&key).is_some()
        })
    }
}

struct Walker<'a, 'p> {
    plan: &'a Plan<'p>,
    jobs: Sender<Vec<Job>>,
    progress: &'a Progress,
    walked: Walked,
    met: Vec<bool>,
    /// Files handed out already that the manifest does not know: a run may name one path twice.
    given_out: HashSet<FileKey>,
    /// Jobs not sent yet: waking a reader for each small file would cost more than reading it.
    pending: Vec<Job>,
    pending_bytes: u64,
    receiver_gone: bool,
}

impl Walker<'_, '_> {
    fn ends_early(&self) -> bool {
        self.receiver_gone || self.walked.stopped || self.progress.ends_early()
    }

    fn scope(&mut self, scope: &Scope) {
        let root = self.plan.root(scope.root);
        match &scope.extent {
            Extent::Folder(folder) => self.folder(root, folder),
            Extent::File(file) => self.single_file(root, file),
            Extent::KnownFiles => self.known_files(root),
            Extent::StandardInput => self.standard_input(root),
        }
    }

    fn folder(&mut self, root: &Root, folder: &Path) {
        let skip = self.plan.skip.iter().cloned().chain(self.plan.inner_roots(root)).collect();
        let (mut files, mut unreadable) = (0_u64, Vec::new());
        for found in Walk::new(&root.path, folder, skip, is_index) {
            if self.ends_early() {
                return;
            }
            match found {
                Ok(file) if self.plan.belongs_elsewhere(root, &file.path) => {}
                Ok(file) => {
                    files += 1;
                    self.file(root, file);
                }
                Err(error) => unreadable.push(error),
            }
        }
        let missing = unreadable.iter().any(|error| error.path == folder);
        for error in unreadable {
            self.unreadable(root, &error.path, &error.reason);
        }
        let known = self.known_below(root, folder);
        let held_articles = known.iter().any(|place| self.plan.manifest.files()[*place].1.articles > 0);
        if files == 0 && !missing && held_articles && self.plan.prune == Prune::Careful {
            self.protect(root, folder, "is empty, though it held articles: they are kept (--prune removes them)");
            self.met_all(&known);
        }
        self.collect_gone(&known);
    }

    /// Keeps what is known below a file or folder that could not be looked at.
    fn unreadable(&mut self, root: &Root, path: &Path, reason: &str) {
        let known = self.known_below(root, path);
        if self.plan.prune == Prune::Always {
            self.warn(root, path, reason.to_owned());
            return;
        }
        if known.is_empty() {
            self.protect(root, path, reason);
        } else {
            self.protect(root, path, &format!("{reason}; its articles are kept (--prune removes them)"));
        }
        self.met_all(&known);
    }

    fn protect(&mut self, root: &Root, path: &Path, message: &str) {
        self.warn(root, path, message.to_owned());
        self.walked.protected.push(root.number);
    }

    fn warn(&mut self, root: &Root, path: &Path, message: String) {
        let shown = root.shown_path(&relative_path(&root.path, path));
        self.walked.warnings.push((shown.trim_end_matches('/').to_owned(), Problem::new(message)));
    }

    fn single_file(&mut self, root: &Root, path: &Path) {
        for found in Walk::new(&root.path, path, Vec::new(), is_index) {
            match found {
                Ok(file) => self.file(root, file),
                Err(error) => self.unreadable(root, &error.path, &error.reason),
            }
        }
    }

    fn known_files(&mut self, root: &Root) {
        let known = self.known_below(root, &root.path);
        let folder_is_there = root.path.is_dir();
        for place in &known {
            let path = root.path_of(&self.plan.manifest.files()[*place].0.relative);
            let is_gone = path.symlink_metadata().is_err_and(|error| error.kind() == std::io::ErrorKind::NotFound);
            if !is_gone {
                self.single_file(root, &path);
            }
        }
        if !folder_is_there && !known.is_empty() {
            self.unreadable(root, &root.path, "no such folder");
        }
        self.collect_gone(&known);
    }

    fn standard_input(&mut self, root: &Root) {
        let Some(spool) = self.plan.standard_input else {
            return;
        };
        let fingerprint = crate::source::Fingerprint::of_file(spool.path());
        match (fingerprint, absolute(spool.path())) {
            (Ok(fingerprint), Ok(path)) => {
                let relative = name_of_standard_input(fingerprint.hash());
                self.file(root, FoundFile { path, relative, bytes: fingerprint.bytes(), modified_ns: 0 });
            }
            (Err(error), _) | (_, Err(error)) => self.warn(root, spool.path(), format!("cannot be read: {error}")),
        }
    }

    fn file(&mut self, root: &Root, found: FoundFile) {
        if self.ends_early() {
            return;
        }
        let key = FileKey { root: root.number, relative: found.relative };
        let place = self.plan.manifest.find(&key);
        match place {
            Some(place) if self.met[place] => return,
            Some(place) => self.met[place] = true,
            None if self.plan.scopes.len() > 1 && !self.given_out.insert(key.clone()) => return,
            None => {}
        }
        self.walked.seen += 1;
        self.walked.roots_met.insert(root.number);
        Progress::add(&self.progress.files_found, 1);
        let previous = place.map(|place| self.plan.manifest.files()[place].1.clone());
        let field_map = self.plan.maps.fingerprint(&key);
        let read_alike = previous.as_ref().is_none_or(|entry| {
            (self.plan.forced == 0 || entry.forced == self.plan.forced) && entry.field_map == field_map
        });
        let shown_path = root.shown_path(&key.relative);
        if let Some(entry) = &previous
            && read_alike
            && !self.plan.check_content
            && (entry.bytes, entry.modified_ns) == (found.bytes, found.modified_ns)
            && entry.time_is_trusted()
        {
            self.as_it_was(&shown_path, entry);
            return;
        }
        Progress::add(&self.progress.bytes_found, found.bytes);
        let job = Job {
            id: self.plan.state.id(root, &key.relative),
            key,
            path: found.path,
            shown_path,
            bytes: found.bytes,
            modified_ns: found.modified_ns,
            file: self.walked.next_file,
            previous,
            read_again: !read_alike,
            is_spooled: root.is_standard_input(),
            field_map,
        };
        self.walked.next_file += 1;
        self.pending_bytes += job.bytes;
        self.pending.push(job);
        if self.pending.len() >= JOBS_TOGETHER || self.pending_bytes >= JOBS_TOGETHER_BYTES {
            self.send();
        }
    }

    fn send(&mut self) {
        self.pending_bytes = 0;
        let jobs = std::mem::take(&mut self.pending);
        if !jobs.is_empty() {
            self.receiver_gone = self.jobs.send(jobs).is_err();
        }
    }

    fn as_it_was(&mut self, shown_path: &str, entry: &FileEntry) {
        Progress::add(&self.progress.files_done, 1);
        if entry.rejected.is_none() {
            self.walked.unchanged += 1;
        }
        if entry.rejected.is_some() || !entry.rejected_members.is_empty() {
            self.walked.stopped = self.plan.strict;
            self.walked.still_rejected.push((shown_path.to_owned(), entry.clone()));
        }
    }

    /// The places in the manifest of what lies at a path or below it.
    fn known_below(&self, root: &Root, path: &Path) -> Vec<usize> {
        let relative = relative_path(&root.path, path);
        let is_below = |key: &FileKey| {
            let below = key.relative.strip_prefix(&relative);
            key.root == root.number
                && below.is_some_and(|rest| relative.is_empty() || rest.is_empty() || rest.starts_with('/'))
        };
        let files = self.plan.manifest.files().iter().enumerate();
        files.filter(|(_, (key, _))| is_below(key)).map(|(place, _)| place).collect()
    }

    fn met_all(&mut self, places: &[usize]) {
        for place in places {
            self.met[*place] = true;
        }
    }

    fn collect_gone(&mut self, known: &[usize]) {
        if self.plan.prune != Prune::Never {
            let gone = known.iter().copied().filter(|place| !self.met[*place]);
            self.walked.gone.extend(gone);
        }
    }
}
