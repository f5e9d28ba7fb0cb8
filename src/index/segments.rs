//! tantivy's writer of segments, so that each of its errors names what lies behind it.

use std::path::PathBuf;

use tantivy::indexer::LogMergePolicy;
use tantivy::query::TermSetQuery;
use tantivy::schema::Field;
use tantivy::{IndexWriter, TantivyDocument, TantivyError, Term};

use super::directory::VerifiedDirectory;
use super::open_index::OpenIndex;
use crate::error::{Error, Result};

/// The least memory that tantivy gives a thread that indexes, and the most threads it makes good use of.
const THREAD_MEMORY_BYTES_MIN: usize = 15_000_000;
const THREADS_MAX: usize = 8;

/// Segments in which this share of the documents is deleted are merged; tantivy's own setting never clears them up.
const DELETED_SHARE_BEFORE_MERGE: f32 = 0.2;

/// Writes segments, with threads of its own.
pub(super) struct SegmentWriter {
    tantivy: IndexWriter,
    directory: VerifiedDirectory,
    /// Folder of the index.
    folder: PathBuf,
    file_field: Field,
}

impl SegmentWriter {
    /// Starts the threads, and removes what runs before left that did not come to their end: tantivy would give the same
    /// names again, and find them taken.
    pub(super) fn open(index: &OpenIndex, threads: usize, memory_bytes: usize) -> Result<Self> {
        let threads = threads.clamp(1, THREADS_MAX);
        let memory_bytes = memory_bytes.max(threads * THREAD_MEMORY_BYTES_MIN);
        let (writable, directory) = index.open_for_writing()?;
        let cause = |error| directory.cause(index.folder(), error);
        let tantivy: IndexWriter = writable.writer_with_num_threads(threads, memory_bytes).map_err(cause)?;
        let mut policy = LogMergePolicy::default();
        policy.set_del_docs_ratio_before_merge(DELETED_SHARE_BEFORE_MERGE);
        tantivy.set_merge_policy(Box::new(policy));
        tantivy.garbage_collect_files().wait().map_err(cause)?;
        let (folder, file_field) = (index.folder().to_owned(), index.fields().file);
        Ok(Self { tantivy, directory, folder, file_field })
    }

    /// Adds a document to the next commit.
    pub(super) fn add(&self, document: TantivyDocument) -> Result<()> {
        self.tantivy.add_document(document).map(drop).map_err(|error| self.cause(error))
    }

    /// Takes the articles of files with these numbers out with the next commit.
    pub(super) fn delete_files(&self, files: impl Iterator<Item = u64>) -> Result<()> {
        let terms: Vec<Term> = files.map(|file| Term::from_field_u64(self.file_field, file)).collect();
        if terms.is_empty() {
            return Ok(());
        }
        // A query of its own for each term would go through all segments again and again.
        let deleted = self.tantivy.delete_query(Box::new(TermSetQuery::new(terms)));
        deleted.map(drop).map_err(|error| self.cause(error))
    }

    /// Writes all segments, does what must be done before they are in force, and puts them in force with this payload.
    pub(super) fn commit(&mut self, payload: &str, before: impl FnOnce() -> Result<()>) -> Result<()> {
        let Self { tantivy, directory, folder, .. } = self;
        let cause = |error| directory.cause(folder, error);
        let mut prepared = tantivy.prepare_commit().map_err(cause)?;
        before()?;
        prepared.set_payload(payload);
        prepared.commit().map(drop).map_err(cause)
    }

    /// Waits for merges. One that met damage or a full disk leaves the segments as they were, and is an error here.
    pub(super) fn finish(self) -> Result<()> {
        let Self { tantivy, directory, folder, .. } = self;
        tantivy.wait_merging_threads().map_err(|error| directory.cause(&folder, error))?;
        directory.checked(&folder)
    }

    /// Gives up what is not committed, and waits until no thread writes any more.
    pub(super) fn give_up(self) {
        self.directory.close();
        // Its threads end with the error that nothing may be written.
        let _ = self.tantivy.wait_merging_threads();
    }

    fn cause(&self, error: TantivyError) -> Error {
        self.directory.cause(&self.folder, error)
    }
}
