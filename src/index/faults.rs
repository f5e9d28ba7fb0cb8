//! A disk on which one step of a run goes wrong, for tests.
//!
//! It watches the [operations](super::disk) on the files of one index, lets the one with a chosen number fail, and can then
//! forget what was not on the disk yet.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use super::disk::Operation;

/// What goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// The step fails, those after it do not.
    Failure,
    /// From the step on there is room for nothing more.
    FullDisk,
    /// The machine stops at the step: whatever was not synced is forgotten.
    Crash,
}

/// A fault at one step of a run, as long as this lives.
#[derive(Debug)]
pub(crate) struct FaultyDisk {
    watched: Arc<Watched>,
}

#[derive(Debug)]
struct Watched {
    folder: PathBuf,
    fault: Fault,
    at: usize,
    steps: AtomicUsize,
    memory: Mutex<Memory>,
}

/// What a crash leaves.
#[derive(Debug, Default)]
struct Memory {
    /// Content of files, by the names that they have now, as it was synced last.
    synced: BTreeMap<PathBuf, Vec<u8>>,
    /// Content of files by names that are on the disk.
    durable: BTreeMap<PathBuf, Vec<u8>>,
}

static WATCHED: Mutex<Vec<Arc<Watched>>> = Mutex::new(Vec::new());

impl FaultyDisk {
    /// Lets the step with this number fail, from 0, among those on files of the index in a folder.
    pub(crate) fn new(folder: &Path, fault: Fault, at: usize) -> Self {
        let mut memory = Memory::default();
        for path in files_below(folder) {
            memory.synced.insert(path.clone(), fs::read(&path).unwrap());
        }
        memory.durable.clone_from(&memory.synced);
        let (folder, steps, memory) = (folder.to_owned(), AtomicUsize::new(0), Mutex::new(memory));
        let watched = Arc::new(Watched { folder, fault, at, steps, memory });
        lock(&WATCHED).push(Arc::clone(&watched));
        Self { watched }
    }

    /// Whether the run came so far.
    pub(crate) fn was_met(&self) -> bool {
        self.watched.steps.load(Ordering::SeqCst) > self.watched.at
    }
}

impl Drop for FaultyDisk {
    fn drop(&mut self) {
        lock(&WATCHED).retain(|watched| !Arc::ptr_eq(watched, &self.watched));
        if self.watched.fault == Fault::Crash && self.was_met() {
            self.watched.forget();
        }
    }
}

/// Notes an operation that is about to be done.
pub(super) fn step(operation: Operation, path: &Path) -> io::Result<()> {
    let watched = lock(&WATCHED).iter().find(|watched| path.starts_with(&watched.folder)).cloned();
    watched.map_or(Ok(()), |watched| watched.step(operation, path))
}

impl Watched {
    fn step(&self, operation: Operation, path: &Path) -> io::Result<()> {
        let number = self.steps.fetch_add(1, Ordering::SeqCst);
        let takes_room = matches!(operation, Operation::Create | Operation::Write);
        match self.fault {
            Fault::Failure if number == self.at => Err(io::Error::other("the disk failed")),
            Fault::FullDisk if number >= self.at && takes_room => Err(io::ErrorKind::StorageFull.into()),
            Fault::Crash if number >= self.at => Err(io::Error::other("the machine has stopped")),
            _ => {
                lock(&self.memory).note(operation, path);
                Ok(())
            }
        }
    }

    fn forget(&self) {
        for path in files_below(&self.folder).filter(|path| !path.ends_with("lock")) {
            fs::remove_file(path).unwrap();
        }
        for (path, content) in &lock(&self.memory).durable {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, content).unwrap();
        }
    }
}

impl Memory {
    fn note(&mut self, operation: Operation, path: &Path) {
        match operation {
            Operation::Create => {
                self.synced.insert(path.to_owned(), Vec::new());
            }
            Operation::Write => {}
            Operation::Sync => {
                let content = fs::read(path).unwrap();
                if let Some(durable) = self.durable.get_mut(path) {
                    durable.clone_from(&content);
                }
                self.synced.insert(path.to_owned(), content);
            }
            Operation::Rename => {
                let content = self.synced.remove(&path.with_extension(super::disk::PARTIAL));
                self.synced.insert(path.to_owned(), content.unwrap_or_default());
            }
            Operation::Remove => {
                self.synced.retain(|known, _| !known.starts_with(path));
            }
            Operation::SyncFolder => {
                let is_in = |known: &Path| known.parent() == Some(path);
                let is_below_removed =
                    |known: &Path| known.starts_with(path) && !known.parent().is_some_and(Path::exists);
                self.durable.retain(|known, _| !is_in(known) && !is_below_removed(known));
                let named = self.synced.iter().filter(|(known, _)| is_in(known));
                self.durable.extend(named.map(|(known, content)| (known.clone(), content.clone())));
            }
        }
    }
}

fn files_below(folder: &Path) -> impl Iterator<Item = PathBuf> {
    let entries = walkdir::WalkDir::new(folder).into_iter().flatten();
    entries.filter(|entry| entry.file_type().is_file()).map(walkdir::DirEntry::into_path)
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
