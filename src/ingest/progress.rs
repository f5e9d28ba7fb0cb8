//! How far a run has come, and the way to end it early.

use std::cell::Cell;
use std::io;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

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
    /// Bytes done, counted as they are read.
    pub bytes_done: AtomicU64,
    /// Articles added or updated.
    pub articles: AtomicU64,
    /// Set from outside to end the run early: what is whole is committed.
    pub interrupted: AtomicBool,
    /// Whether the run ends itself early.
    stopped: AtomicBool,
}

impl Progress {
    pub(super) fn is_interrupted(&self) -> bool {
        self.interrupted.load(Ordering::Relaxed)
    }

    /// Ends the run early from within.
    pub(super) fn stop(&self) {
        self.stopped.store(true, Ordering::Relaxed);
    }

    /// Whether the run is to end early, for whatever reason.
    pub(super) fn ends_early(&self) -> bool {
        self.is_interrupted() || self.stopped.load(Ordering::Relaxed)
    }

    pub(super) fn add(counter: &AtomicU64, amount: u64) {
        counter.fetch_add(amount, Ordering::Relaxed);
    }
}

/// Counts the bytes of one file as done while they are read, never more than it has: some files are gone through twice.
#[derive(Debug)]
pub(super) struct FileProgress<'a> {
    progress: &'a Progress,
    bytes: u64,
    counted: Cell<u64>,
    was_refused: Cell<bool>,
}

impl<'a> FileProgress<'a> {
    /// For a file of so many bytes.
    pub(super) fn new(progress: &'a Progress, bytes: u64) -> Self {
        Self { progress, bytes, counted: Cell::new(0), was_refused: Cell::new(false) }
    }

    /// Counts bytes that were read.
    ///
    /// # Errors
    ///
    /// When the run is to end early: then no more of the file is read.
    pub(super) fn count(&self, bytes: u64) -> io::Result<()> {
        if self.is_ended() {
            // Not of the kind `Interrupted`, which means to try again.
            return Err(io::Error::other("the run was ended"));
        }
        self.add(bytes.min(self.bytes.saturating_sub(self.counted.get())));
        Ok(())
    }

    /// Takes back what was counted: the file is gone through once more.
    pub(super) fn restart(&self) {
        self.progress.bytes_done.fetch_sub(self.counted.replace(0), Ordering::Relaxed);
    }

    /// Counts all that is left: the file is done.
    pub(super) fn finish(&self) {
        self.add(self.bytes.saturating_sub(self.counted.get()));
        Progress::add(&self.progress.files_done, 1);
    }

    /// Whether the run is to end early, so that no more of the file is wanted; what was asked of it after that is refused.
    pub(super) fn is_ended(&self) -> bool {
        let ends = self.progress.ends_early();
        self.was_refused.set(self.was_refused.get() || ends);
        ends
    }

    /// Whether some of the file was refused.
    pub(super) fn was_refused(&self) -> bool {
        self.was_refused.get()
    }

    fn add(&self, bytes: u64) {
        self.counted.set(self.counted.get() + bytes);
        Progress::add(&self.progress.bytes_done, bytes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_counts_as_it_is_read_and_never_for_more_than_it_has() {
        let progress = Progress::default();
        let done = || progress.bytes_done.load(Ordering::Relaxed);
        let file = FileProgress::new(&progress, 10);
        file.count(4).unwrap();
        assert_eq!(done(), 4);
        file.restart();
        assert_eq!(done(), 0);
        file.count(7).unwrap();
        file.count(7).unwrap();
        assert_eq!(done(), 10);
        FileProgress::new(&progress, 5).finish();
        assert_eq!(done(), 15);
        progress.interrupted.store(true, Ordering::Relaxed);
        assert!(file.count(1).is_err() && file.was_refused());
    }
}
