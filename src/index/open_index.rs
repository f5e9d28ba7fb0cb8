//! An index opened for reading.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::panic::AssertUnwindSafe;
use std::path::{Path, PathBuf};
use std::time::Duration;

use tantivy::schema::Value;
use tantivy::store::{Compressor, ZstdCompressor};
use tantivy::{
    DocAddress, Index, IndexReader, IndexSettings, IndexSortByField, Order, ReloadPolicy, Searcher, TantivyDocument,
    TantivyError,
};

use super::directory::{Failure, META_FILE, VerifiedDirectory};
use super::disk;
use super::header::Header;
use super::lock::writing_process;
use super::manifest::Manifest;
use super::record::Record;
use super::root_sample::RootSample;
use super::runs::last_runs;
use super::schema::{Fields, register_tokenizers};
use super::state::{Root, State};
use crate::error::{Error, Result};

/// Articles are compressed in blocks of this size: twice tantivy's own setting, since articles are short and a larger block
/// packs them tighter.
const STORE_BLOCK_BYTES: usize = 32 << 10;

/// How often an index is opened anew when a writer is faster, and how long it waits in between, longer each time.
const OPEN_ATTEMPTS: u32 = 50;
const OPEN_WAIT: Duration = Duration::from_millis(2);

/// One generation of an index, as it was when it was opened: its files are held open, so that it stays whole whatever a writer
/// does beside it.
pub struct OpenIndex {
    folder: PathBuf,
    data: PathBuf,
    directory: VerifiedDirectory,
    searcher: Searcher,
    fields: Fields,
    state: State,
    /// `None` before the first commit.
    manifest: Option<File>,
}

impl std::fmt::Debug for OpenIndex {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("OpenIndex")
            .field("data", &self.data)
            .field("state", &self.state)
            .finish_non_exhaustive()
    }
}

impl OpenIndex {
    /// Opens the index in a folder for reading: takes no lock and writes nothing.
    ///
    /// # Errors
    ///
    /// When there is none, or its first run is still under way or was given up; it has another version, it is damaged, or it
    /// may not be read.
    pub fn open(folder: &Path) -> Result<Self> {
        match Self::open_at_any_generation(folder) {
            Ok(index) if index.state.generation > 0 => Ok(index),
            Ok(_) | Err(Error::NoIndex(_)) => Err(match writing_process(folder) {
                Some(holder) => Error::FirstRun { index: folder.to_owned(), holder },
                None => Error::NoIndex(folder.to_owned()),
            }),
            Err(error) => Err(error),
        }
    }

    /// The same, but an index in which nothing was committed yet is one too: whoever writes begins with that.
    pub(super) fn open_at_any_generation(folder: &Path) -> Result<Self> {
        for attempt in 0..OPEN_ATTEMPTS {
            let header = Header::read(folder)?.ok_or_else(|| Error::NoIndex(folder.to_owned()))?;
            header.require_current(folder)?;
            let data = header.data_folder(folder);
            let before = fs::read(data.join(META_FILE)).ok();
            let opened = Self::open_data(folder, data.clone());
            // A writer changes what is in force before it removes what was: after a rebuild the header, else the state.
            let is_changed = || {
                fs::read(data.join(META_FILE)).ok() != before
                    || Header::read(folder).is_ok_and(|now| now.as_ref() != Some(&header))
            };
            match opened {
                Err(error) if !matches!(error, Error::IndexFile { .. }) && is_changed() => {
                    drop(error);
                    std::thread::sleep(OPEN_WAIT * attempt);
                }
                opened => return opened,
            }
        }
        Err(Error::Changing(folder.to_owned()))
    }

    /// Makes an empty index in a folder that is missing, empty, or holds no more than a README. The header comes last, so
    /// that a folder with a header always has its data; what was given up before that is cleared away.
    pub(crate) fn create(folder: &Path) -> Result<Self> {
        let header = Header::current(1);
        let index = Self::create_data(folder, header.data_folder(folder))?;
        header.write(folder)?;
        Ok(index)
    }

    /// Makes an empty data folder.
    pub(crate) fn create_data(folder: &Path, data: PathBuf) -> Result<Self> {
        if data.exists() {
            disk::remove_folder(&data).map_err(Error::index_file(&data))?;
        }
        fs::create_dir_all(&data).map_err(Error::index_file(&data))?;
        disk::sync_folder(folder).map_err(Error::index_file(folder))?;
        let (schema, _) = Fields::build();
        let settings = IndexSettings {
            docstore_compression: Compressor::Zstd(ZstdCompressor::default()),
            docstore_blocksize: STORE_BLOCK_BYTES,
            sort_by_field: Some(IndexSortByField { field: super::DAY.to_owned(), order: Order::Desc }),
            ..IndexSettings::default()
        };
        let directory = VerifiedDirectory::for_writing(&data).map_err(|failure| failure.of(folder))?;
        let created = Index::create(directory.clone(), schema, settings);
        created.map_err(|error| directory.cause(folder, error))?;
        Self::open_data(folder, data)
    }

    fn open_data(folder: &Path, data: PathBuf) -> Result<Self> {
        let index = Self::open_without_manifest(folder, data)?;
        if index.state.generation == 0 {
            return Ok(index);
        }
        // One that is missing is damage, since the commit that names it came after it.
        let manifest = index.data.join(index.state.manifest_file());
        let index = Self { manifest: Some(open_file(&manifest).map_err(|failure| failure.of(folder))?), ..index };
        // Read only where a root may lie in two places.
        let known_files = OnceCell::new();
        let holds_files = |place: &Path, root: &Root| {
            let known_files = known_files.get_or_init(|| index.manifest());
            known_files.as_ref().is_ok_and(|manifest| RootSample::of(root, manifest).is_at_home_in(place))
        };
        let state = index.state.clone().located(folder, holds_files);
        Ok(Self { state, ..index })
    }

    /// The segments alone, where the manifest is lost.
    pub(super) fn open_without_manifest(folder: &Path, data: PathBuf) -> Result<Self> {
        let damaged = |what: String| Error::Damaged { index: folder.to_owned(), what };
        let directory = VerifiedDirectory::for_reading(&data).map_err(|failure| failure.of(folder))?;
        let cause = |error: TantivyError| directory.cause(folder, error);
        let index = Index::open(directory.clone()).map_err(cause)?;
        register_tokenizers(&index);
        let (schema, fields) = Fields::build();
        if schema != index.schema() {
            return Err(damaged("its schema is not the one of its version".to_owned()));
        }
        let state = match index.load_metas().map_err(cause)?.payload {
            None => State::default(),
            Some(json) => serde_json::from_str(&json).map_err(|error| damaged(format!("its state: {error}")))?,
        };
        let reader: IndexReader =
            index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into().map_err(cause)?;
        directory.checked(folder)?;
        let (folder, searcher) = (folder.to_owned(), reader.searcher());
        Ok(Self { folder, data, directory, searcher, fields, state, manifest: None })
    }

    /// The same data, opened for tantivy to write to. Whoever does holds the lock of the index.
    pub(crate) fn open_for_writing(&self) -> Result<(Index, VerifiedDirectory)> {
        let directory = VerifiedDirectory::for_writing(&self.data).map_err(|failure| failure.of(&self.folder))?;
        let index = Index::open(directory.clone()).map_err(|error| directory.cause(&self.folder, error))?;
        register_tokenizers(&index);
        Ok((index, directory))
    }

    /// Does what reads the index. Whatever way damage shows there (an error, a panic of the engine, an answer that passed
    /// over it), it comes back as the damage that it is.
    ///
    /// # Errors
    ///
    /// Those of the work; [`Error::Damaged`] and [`Error::IndexFile`] before all others.
    pub fn guarded<T>(&self, work: impl FnOnce() -> Result<T>) -> Result<T> {
        let done = std::panic::catch_unwind(AssertUnwindSafe(work));
        self.directory.checked(&self.folder)?;
        done.unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    }

    /// When a run was last about each root, by the number of the root.
    pub(crate) fn last_runs(&self) -> BTreeMap<u64, String> {
        last_runs(&self.data)
    }

    /// Proves every block of every file of this generation.
    ///
    /// # Errors
    ///
    /// [`Error::Damaged`] at the first that is not what was written.
    pub(crate) fn verify(&self) -> Result<()> {
        self.directory.verify_open_files();
        self.directory.checked(&self.folder)
    }

    /// The folder of the index.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The folder of its data.
    pub(crate) fn data_folder(&self) -> &Path {
        &self.data
    }

    /// The fields.
    pub fn fields(&self) -> &Fields {
        &self.fields
    }

    /// What this generation knows of itself.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// The files of this generation.
    ///
    /// # Errors
    ///
    /// When the manifest is damaged.
    pub fn manifest(&self) -> Result<Manifest> {
        let Some(file) = &self.manifest else {
            return Ok(Manifest::default());
        };
        let damaged = |what| Error::Damaged {
            index: self.folder.clone(),
            what: format!("`{}` {what}", self.state.manifest_file()),
        };
        Manifest::read(file).map(|(manifest, _)| manifest).map_err(damaged)
    }

    /// This generation, for searching.
    pub fn searcher(&self) -> Searcher {
        self.searcher.clone()
    }

    /// The stored article at an address.
    ///
    /// # Errors
    ///
    /// When the store is damaged there.
    pub fn record(&self, searcher: &Searcher, address: DocAddress) -> Result<Record> {
        let damaged = |what: String| Error::Damaged { index: self.folder.clone(), what };
        let document: TantivyDocument = self.guarded(|| Ok(searcher.doc(address)?))?;
        let bytes = document.get_first(self.fields.record).and_then(|value| value.as_bytes());
        let bytes = bytes.ok_or_else(|| damaged("a document without its record".to_owned()))?;
        Record::from_bytes(bytes).map_err(|what| damaged(format!("a record {what}")))
    }
}

fn open_file(path: &Path) -> Result<File, Failure> {
    File::open(path).map_err(|error| Failure::of_reading(path, error))
}
