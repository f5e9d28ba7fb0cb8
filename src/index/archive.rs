//! An index opened for reading.

use std::fs;
use std::path::{Path, PathBuf};

use tantivy::schema::Value;
use tantivy::store::{Compressor, ZstdCompressor};
use tantivy::{
    DocAddress, Index, IndexBuilder, IndexSettings, IndexSortByField, Order, ReloadPolicy, Searcher, TantivyDocument,
};

use super::header::Header;
use super::manifest::Manifest;
use super::record::Record;
use super::schema::{Fields, register_tokenizers};
use super::state::State;
use crate::error::{Error, Result};

/// Articles are compressed in blocks of this size: twice tantivy's own setting, since articles are short and a larger block
/// packs them tighter.
const STORE_BLOCK_BYTES: usize = 32 << 10;

/// One generation of an index, as it was when it was opened.
pub struct Archive {
    folder: PathBuf,
    data: PathBuf,
    index: Index,
    fields: Fields,
    state: State,
}

impl std::fmt::Debug for Archive {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Archive").field("data", &self.data).field("state", &self.state).finish_non_exhaustive()
    }
}

impl Archive {
    /// Opens the index in a folder.
    ///
    /// # Errors
    ///
    /// When there is none, it has another version, or it is damaged.
    pub fn open(folder: &Path) -> Result<Self> {
        let header = Header::read(folder)?.ok_or_else(|| Error::NoIndex(folder.to_owned()))?;
        header.require_current(folder)?;
        Self::open_data(folder, header.data_folder(folder))
    }

    /// Makes an empty index in a folder that is missing, empty, or holds no more than a README. The header comes last, so
    /// that a folder with a header always has its data; what was given up before that is cleared away.
    pub(crate) fn create(folder: &Path) -> Result<Self> {
        let header = Header::current(1);
        let archive = Self::create_data(folder, header.data_folder(folder))?;
        header.write(folder)?;
        Ok(archive)
    }

    /// Makes an empty data folder.
    pub(crate) fn create_data(folder: &Path, data: PathBuf) -> Result<Self> {
        if data.exists() {
            fs::remove_dir_all(&data).map_err(Error::io(&data))?;
        }
        fs::create_dir_all(&data).map_err(Error::io(&data))?;
        let (schema, _) = Fields::build();
        let settings = IndexSettings {
            docstore_compression: Compressor::Zstd(ZstdCompressor::default()),
            docstore_blocksize: STORE_BLOCK_BYTES,
            sort_by_field: Some(IndexSortByField { field: super::DAY.to_owned(), order: Order::Desc }),
            ..IndexSettings::default()
        };
        IndexBuilder::new().schema(schema).settings(settings).create_in_dir(&data)?;
        Self::open_data(folder, data)
    }

    fn open_data(folder: &Path, data: PathBuf) -> Result<Self> {
        let damaged = |what: String| Error::Damaged { index: folder.to_owned(), what };
        let index = Index::open_in_dir(&data).map_err(|error| damaged(error.to_string()))?;
        register_tokenizers(&index);
        let (schema, fields) = Fields::build();
        if schema != index.schema() {
            return Err(damaged("its schema is not the one of its version".to_owned()));
        }
        let payload = index.load_metas().map_err(|error| damaged(error.to_string()))?.payload;
        let state = match payload {
            None => State::default(),
            Some(json) => serde_json::from_str(&json).map_err(|error| damaged(format!("its state: {error}")))?,
        };
        Ok(Self { folder: folder.to_owned(), data, index, fields, state })
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

    pub(crate) fn tantivy(&self) -> &Index {
        &self.index
    }

    /// The files of this generation.
    ///
    /// # Errors
    ///
    /// When the manifest is missing or damaged.
    pub fn manifest(&self) -> Result<Manifest> {
        if self.state.generation == 0 {
            return Ok(Manifest::default());
        }
        let read = Manifest::read(&self.data.join(self.state.manifest_file()));
        read.map_err(|what| Error::Damaged { index: self.folder.clone(), what })
    }

    /// Opens this generation for searching.
    ///
    /// # Errors
    ///
    /// When a file of it cannot be read.
    pub fn searcher(&self) -> Result<Searcher> {
        let reader = self.index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into();
        let reader: tantivy::IndexReader =
            reader.map_err(|error| Error::Damaged { index: self.folder.clone(), what: error.to_string() })?;
        Ok(reader.searcher())
    }

    /// The stored article at an address.
    ///
    /// # Errors
    ///
    /// When the store is damaged there.
    pub fn record(&self, searcher: &Searcher, address: DocAddress) -> Result<Record> {
        let damaged = |what: String| Error::Damaged { index: self.folder.clone(), what };
        let document: TantivyDocument = searcher.doc(address).map_err(|error| damaged(error.to_string()))?;
        let bytes = document.get_first(self.fields.record).and_then(|value| value.as_bytes());
        let bytes = bytes.ok_or_else(|| damaged("a document without its record".to_owned()))?;
        Record::from_bytes(bytes).map_err(|error| damaged(format!("a record: {error}")))
    }
}
