//! The files of tantivy, each byte of which is proved before it is handed out.
//!
//! A file that tantivy writes once gets a trailer: a checksum of each of its blocks, and one of them all with the name of the
//! file, so that a sound file in the place of another is no more believed than a broken one. When a range of it is read, the blocks
//! that this process has not proved yet are; a block that is not what was written is an error that names the file, never
//! bytes. `meta.json` is [sealed](super::seal). Three things differ from tantivy's own directory:
//!
//! - No lock files. Who reads writes nothing, so that an index on a read-only disk or of another user can be read; whoever
//!   writes holds the index's own [`WriteLock`](super::WriteLock), and [`OpenIndex::open`](super::OpenIndex::open) tells a file
//!   that a writer has just removed from one that is lost.
//! - No `.managed.json`. Which files are tantivy's is told by their names, so that what a killed run left is found, whatever
//!   it had time to note down.
//! - Who reads sees the one `meta.json` that was in force when the directory was opened.

use std::collections::HashMap;
use std::fmt;
use std::fs;
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use tantivy::directory::error::{DeleteError, LockError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    AntiCallToken, Directory, DirectoryLock, FileHandle, Lock, MmapDirectory, OwnedBytes, TerminatingWrite,
    WatchCallback, WatchHandle, WritePtr,
};
use tantivy::{HasLen, TantivyError};
use xxhash_rust::xxh3::{xxh3_64, xxh3_64_with_seed};

use super::disk::{self, Output};
use super::seal::{sealed, unsealed};
use crate::error::Error;

/// tantivy's file that names the segments in force.
pub(super) const META_FILE: &str = "meta.json";

/// tantivy's list of the files that it has made.
const MANAGED_FILE: &str = ".managed.json";

/// So many bytes have a checksum of their own. Small, so that one article of a large store costs little; large, so that the
/// trailer is a two-thousandth of the file.
const BLOCK_BYTES: usize = 16 << 10;

/// Length of the content, checksum of the trailer before it and of the name, and the mark.
const FIXED_TRAILER_BYTES: usize = 24;
const MARK: &[u8; 8] = b"morgue4\n";

/// A file of the index that is not what was written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{name}` {what}")]
pub(crate) struct DamagedFile {
    name: String,
    what: String,
}

impl DamagedFile {
    pub(super) fn new(path: &Path, what: impl Into<String>) -> Self {
        Self { name: path.file_name().unwrap_or_default().to_string_lossy().into_owned(), what: what.into() }
    }
}

/// Why a directory could not do what tantivy asked of it. tantivy tells of many errors by a panic, or by words that name no
/// file; the cause is kept here.
#[derive(Debug)]
pub(crate) enum Failure {
    /// A file is not what was written.
    Damaged(DamagedFile),
    /// The operating system could not read or write a file.
    Io(PathBuf, io::Error),
}

/// tantivy's files in a folder.
#[derive(Clone)]
pub(crate) struct VerifiedDirectory {
    inner: Arc<Inner>,
}

struct Inner {
    folder: PathBuf,
    mapped: MmapDirectory,
    /// What `meta.json` held at opening, for who reads; `None` for who writes.
    meta: Option<Vec<u8>>,
    /// Files that have been opened: each is proved once, and stays open although its name may be removed.
    open_files: Mutex<HashMap<PathBuf, Arc<VerifiedFile>>>,
    failures: Arc<Failures>,
}

/// What failed, as threads of tantivy meet it.
#[derive(Default)]
struct Failures {
    first: Mutex<Option<Failure>>,
    /// Set by the first failure and never reset.
    is_closed: AtomicBool,
}

impl fmt::Debug for VerifiedDirectory {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("VerifiedDirectory").field(&self.inner.folder).finish()
    }
}

impl VerifiedDirectory {
    /// Opens a folder for reading.
    pub(super) fn for_reading(folder: &Path) -> Result<Self, Failure> {
        let path = folder.join(META_FILE);
        let meta = fs::read(&path).map_err(|error| Failure::of_reading(&path, error))?;
        let meta = unsealed(meta).map_err(|what| Failure::Damaged(DamagedFile::new(&path, what)))?;
        Self::open(folder, Some(meta))
    }

    /// Opens a folder for writing; whoever does holds the lock of the index.
    pub(super) fn for_writing(folder: &Path) -> Result<Self, Failure> {
        Self::open(folder, None)
    }

    fn open(folder: &Path, meta: Option<Vec<u8>>) -> Result<Self, Failure> {
        let mapped = MmapDirectory::open(folder)
            .map_err(|error| Failure::of_reading(folder, io::Error::other(error.to_string())))?;
        let (open_files, failures) = (Mutex::default(), Arc::default());
        Ok(Self { inner: Arc::new(Inner { folder: folder.to_owned(), mapped, meta, open_files, failures }) })
    }

    /// Lets nothing more be written.
    pub(super) fn close(&self) {
        self.inner.failures.is_closed.store(true, Ordering::SeqCst);
    }

    /// The first failure since it was asked for last.
    pub(super) fn take_failure(&self) -> Option<Failure> {
        lock(&self.inner.failures.first).take()
    }

    /// Whether nothing failed since it was asked last.
    ///
    /// # Errors
    ///
    /// What failed, in the index in this folder.
    pub(super) fn checked(&self, index: &Path) -> Result<(), Error> {
        self.take_failure().map_or(Ok(()), |failure| Err(failure.of(index)))
    }

    /// What lies behind an error of tantivy, in the index in this folder.
    pub(super) fn cause(&self, index: &Path, error: TantivyError) -> Error {
        match (self.take_failure(), error) {
            (Some(failure), _) => failure.of(index),
            (None, TantivyError::OpenReadError(OpenReadError::FileDoesNotExist(name))) => {
                Failure::Damaged(DamagedFile::new(&name, "is missing")).of(index)
            }
            (None, error) => Error::Engine(error),
        }
    }

    /// Proves all of the files that have been opened; what fails is kept as any other failure.
    pub(super) fn verify_open_files(&self) {
        let files: Vec<Arc<VerifiedFile>> = lock(&self.inner.open_files).values().cloned().collect();
        for file in files {
            // The first error is in the slot.
            let _ = file.verify(&(0..file.len()));
        }
    }

    /// Proves all of a file.
    pub(super) fn verify(&self, name: &Path) -> Result<(), Failure> {
        let whole = self.file(name).and_then(|file| {
            let length = file.len();
            file.read_bytes(0..length).map_err(|error| OpenReadError::wrap_io_error(error, name.to_owned()))
        });
        match whole {
            Ok(_) => Ok(()),
            Err(error) => {
                let noted = self.take_failure();
                Err(noted
                    .unwrap_or_else(|| Failure::Io(self.inner.folder.join(name), io::Error::other(error.to_string()))))
            }
        }
    }

    fn file(&self, name: &Path) -> Result<Arc<VerifiedFile>, OpenReadError> {
        let mut open_files = lock(&self.inner.open_files);
        if let Some(file) = open_files.get(name) {
            return Ok(Arc::clone(file));
        }
        let bytes = self.inner.mapped.get_file_handle(name).and_then(|handle| {
            let length = handle.len();
            handle.read_bytes(0..length).map_err(|error| OpenReadError::wrap_io_error(error, name.to_owned()))
        });
        let file = match bytes.map(|bytes| VerifiedFile::open(&self.inner, name, &bytes)) {
            Ok(Ok(file)) => Arc::new(file),
            Ok(Err(damaged)) => {
                let error = self.inner.failures.note_damage(damaged);
                return Err(OpenReadError::wrap_io_error(error, name.to_owned()));
            }
            Err(error) => {
                self.note_open_error(name, &error);
                return Err(error);
            }
        };
        open_files.insert(name.to_owned(), Arc::clone(&file));
        Ok(file)
    }

    fn note_open_error(&self, name: &Path, error: &OpenReadError) {
        let failure = match error {
            OpenReadError::FileDoesNotExist(_) => Failure::Damaged(DamagedFile::new(name, "is missing")),
            OpenReadError::IoError { io_error, .. } => {
                Failure::of_reading(&self.inner.folder.join(name), again(io_error))
            }
            OpenReadError::IncompatibleIndex(found) => {
                Failure::Damaged(DamagedFile::new(name, format!("is of another version: {found:?}")))
            }
        };
        self.inner.failures.note(failure);
    }

    /// Notes why a file could not be written, for who asks tantivy and hears less.
    fn note_io<T>(&self, path: &Path, result: io::Result<T>) -> io::Result<T> {
        result.map_err(|error| self.inner.failures.note_io(path, error))
    }

    /// The names of the files that are tantivy's, and of those that were never put in place.
    fn own_files(&self) -> io::Result<Vec<PathBuf>> {
        let mut names = Vec::new();
        for entry in fs::read_dir(&self.inner.folder)? {
            let name = PathBuf::from(entry?.file_name());
            if segment_of(&name).is_some() || name.extension().is_some_and(|extension| extension == disk::PARTIAL) {
                names.push(name);
            }
        }
        Ok(names)
    }
}

/// The segment that a file belongs to: 32 hexadecimal digits before the first point of its name.
pub(super) fn segment_of(name: &Path) -> Option<&str> {
    let (segment, _) = name.to_str()?.split_once('.')?;
    (segment.len() == 32 && segment.bytes().all(|byte| byte.is_ascii_hexdigit())).then_some(segment)
}

impl Directory for VerifiedDirectory {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        Ok(self.file(path)?)
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        let failed = |error| DeleteError::IoError { io_error: Arc::new(error), filepath: path.to_owned() };
        self.inner.failures.may_write().map_err(failed)?;
        lock(&self.inner.open_files).remove(path);
        disk::remove(&self.inner.folder.join(path)).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => DeleteError::FileDoesNotExist(path.to_owned()),
            _ => failed(error),
        })
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.inner.mapped.exists(path)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        let full = self.inner.folder.join(path);
        let output = self.inner.failures.may_write().and_then(|()| self.note_io(&full, Output::create_new(&full)));
        let output = output.map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => OpenWriteError::FileAlreadyExists(path.to_owned()),
            _ => OpenWriteError::wrap_io_error(error, path.to_owned()),
        })?;
        let writer = BlockWriter::new(output, full, Arc::clone(&self.inner.failures));
        Ok(WritePtr::new(Box::new(writer)))
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        let failed = |error: io::Error| OpenReadError::wrap_io_error(error, path.to_owned());
        if path == Path::new(MANAGED_FILE) {
            if self.inner.meta.is_some() {
                return Err(OpenReadError::FileDoesNotExist(path.to_owned()));
            }
            let names = self.own_files().map_err(failed)?;
            return serde_json::to_vec(&names).map_err(|error| failed(error.into()));
        }
        if let Some(meta) = self.inner.meta.as_ref().filter(|_| path == Path::new(META_FILE)) {
            return Ok(meta.clone());
        }
        let full = self.inner.folder.join(path);
        let bytes = match fs::read(&full) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(OpenReadError::FileDoesNotExist(path.to_owned()));
            }
            Err(error) => return Err(failed(self.inner.failures.note_io(&full, error))),
        };
        unsealed(bytes).map_err(|what| failed(self.inner.failures.note_damage(DamagedFile::new(path, what))))
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        if path == Path::new(MANAGED_FILE) {
            return Ok(());
        }
        self.inner.failures.may_write()?;
        let full = self.inner.folder.join(path);
        self.note_io(&full, disk::write_whole(&full, &sealed(data.to_vec())))
    }

    fn sync_directory(&self) -> io::Result<()> {
        self.note_io(&self.inner.folder, disk::sync_folder(&self.inner.folder))
    }

    fn acquire_lock(&self, _lock: &Lock) -> Result<DirectoryLock, LockError> {
        Ok(DirectoryLock::from(Box::new(())))
    }

    fn watch(&self, _callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        Ok(WatchHandle::empty())
    }
}

/// A file that is being written, a block at a time.
struct BlockWriter {
    output: Output,
    path: PathBuf,
    block: Vec<u8>,
    /// What becomes the trailer: the checksums of the blocks.
    trailer: Vec<u8>,
    length: u64,
    failures: Arc<Failures>,
}

impl BlockWriter {
    fn new(output: Output, path: PathBuf, failures: Arc<Failures>) -> Self {
        Self { output, path, block: Vec::with_capacity(BLOCK_BYTES), trailer: Vec::new(), length: 0, failures }
    }

    fn finish_block(&mut self) -> io::Result<()> {
        if self.block.is_empty() {
            return Ok(());
        }
        self.failures.may_write()?;
        self.output.write(&self.block).map_err(|error| self.failures.note_io(&self.path, error))?;
        self.trailer.extend_from_slice(&xxh3_64(&self.block).to_le_bytes());
        self.length += self.block.len() as u64;
        self.block.clear();
        Ok(())
    }
}

impl io::Write for BlockWriter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let taken = bytes.len().min(BLOCK_BYTES - self.block.len());
        self.block.extend_from_slice(&bytes[..taken]);
        if self.block.len() == BLOCK_BYTES {
            self.finish_block()?;
        }
        Ok(taken)
    }

    /// Blocks are whole: nothing is written before its block is.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl TerminatingWrite for BlockWriter {
    fn terminate_ref(&mut self, _token: AntiCallToken) -> io::Result<()> {
        self.finish_block()?;
        self.trailer.extend_from_slice(&self.length.to_le_bytes());
        self.trailer.extend_from_slice(&trailer_checksum(&self.path, &self.trailer).to_le_bytes());
        self.trailer.extend_from_slice(MARK);
        let done = self.output.write(&self.trailer).and_then(|()| self.output.sync());
        done.map_err(|error| self.failures.note_io(&self.path, error))
    }
}

/// Proves a trailer, and that it stands behind the file of this name.
fn trailer_checksum(path: &Path, trailer: &[u8]) -> u64 {
    let name = path.file_name().unwrap_or_default().as_encoded_bytes();
    xxh3_64_with_seed(trailer, xxh3_64(name))
}

/// A file that was written once, and which of its blocks this process has proved.
struct VerifiedFile {
    path: PathBuf,
    content: OwnedBytes,
    checksums: OwnedBytes,
    /// A bit for each block.
    proved: Vec<AtomicU64>,
    failures: Arc<Failures>,
}

impl VerifiedFile {
    /// Reads the trailer.
    fn open(directory: &Inner, name: &Path, bytes: &OwnedBytes) -> Result<Self, DamagedFile> {
        let damaged = |what: &str| DamagedFile::new(name, what);
        let fixed_start = bytes.len().checked_sub(FIXED_TRAILER_BYTES).ok_or_else(|| damaged("is cut off"))?;
        let fixed = bytes.slice(fixed_start..bytes.len());
        let number = |start: usize| fixed[start..].first_chunk().map_or(0, |bytes| u64::from_le_bytes(*bytes));
        if &fixed[16..] != MARK {
            return Err(damaged("has no checksums at its end: it is cut off or overwritten"));
        }
        let length = usize::try_from(number(0)).map_err(|_| damaged("does not match its checksum"))?;
        let whole = length.div_ceil(BLOCK_BYTES).checked_mul(8).and_then(|hashes| hashes.checked_add(length));
        if whole != Some(fixed_start) || trailer_checksum(name, &bytes[length..fixed_start + 8]) != number(8) {
            return Err(damaged("does not match its checksum"));
        }
        let words = length.div_ceil(BLOCK_BYTES).div_ceil(64);
        Ok(Self {
            path: directory.folder.join(name),
            content: bytes.slice(0..length),
            checksums: bytes.slice(length..fixed_start),
            proved: std::iter::repeat_with(AtomicU64::default).take(words).collect(),
            failures: Arc::clone(&directory.failures),
        })
    }

    fn verify(&self, range: &Range<usize>) -> io::Result<()> {
        for block in range.start / BLOCK_BYTES..range.end.div_ceil(BLOCK_BYTES) {
            let (word, bit) = (&self.proved[block / 64], 1 << (block % 64));
            if word.load(Ordering::Relaxed) & bit != 0 {
                continue;
            }
            let start = block * BLOCK_BYTES;
            let content = &self.content[start..self.content.len().min(start + BLOCK_BYTES)];
            if self.checksums[block * 8..].first_chunk() != Some(&xxh3_64(content).to_le_bytes()) {
                let what = format!("does not match its checksum in the {} bytes from {start} on", content.len());
                return Err(self.failures.note_damage(DamagedFile::new(&self.path, what)));
            }
            word.fetch_or(bit, Ordering::Relaxed);
        }
        Ok(())
    }
}

impl fmt::Debug for VerifiedFile {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("VerifiedFile").field(&self.path).finish()
    }
}

impl HasLen for VerifiedFile {
    fn len(&self) -> usize {
        self.content.len()
    }
}

impl FileHandle for VerifiedFile {
    fn read_bytes(&self, range: Range<usize>) -> io::Result<OwnedBytes> {
        if range.start > range.end || range.end > self.content.len() {
            let damaged = DamagedFile::new(&self.path, "points beyond its end");
            return Err(self.failures.note_damage(damaged));
        }
        self.verify(&range)?;
        Ok(self.content.slice(range))
    }
}

impl Failure {
    /// The failure as an error of the index in a folder.
    pub(super) fn of(self, index: &Path) -> Error {
        match self {
            Self::Damaged(file) => Error::Damaged { index: index.to_owned(), what: file.to_string() },
            Self::Io(path, source) => Error::IndexFile { path, source },
        }
    }

    /// A file that should be there and is not is damage; one that may not be read is not.
    pub(super) fn of_reading(path: &Path, error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => Self::Damaged(DamagedFile::new(path, "is missing")),
            _ => Self::Io(path.to_owned(), error),
        }
    }
}

impl Failures {
    fn note(&self, failure: Failure) {
        self.is_closed.store(true, Ordering::SeqCst);
        lock(&self.first).get_or_insert(failure);
    }

    fn note_damage(&self, damaged: DamagedFile) -> io::Error {
        self.note(Failure::Damaged(damaged.clone()));
        io::Error::new(io::ErrorKind::InvalidData, damaged)
    }

    fn note_io(&self, path: &Path, error: io::Error) -> io::Error {
        self.note(Failure::Io(path.to_owned(), again(&error)));
        error
    }

    /// Whether something may still be written. After a failure tantivy's threads do not agree on what is in force: were a
    /// merge to end then, it would put documents in force whose commit failed.
    fn may_write(&self) -> io::Result<()> {
        if self.is_closed.load(Ordering::SeqCst) {
            return Err(io::Error::other("nothing is written after a failure"));
        }
        Ok(())
    }
}

/// The same error once more: those of the operating system are numbers.
fn again(error: &io::Error) -> io::Error {
    error.raw_os_error().map_or_else(|| io::Error::new(error.kind(), error.to_string()), io::Error::from_raw_os_error)
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
