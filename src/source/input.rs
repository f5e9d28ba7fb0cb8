//! One file as a stream of plain bytes, however it was packed.
//!
//! In: the bytes of a file as they lie on disk, and its name. Out: an [`Input`], which gives them unpacked and in UTF-8
//! where they were UTF-16 or UTF-32: as a stream, in lines, as a whole or as a file; and a [`Sample`] of its beginning.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use xxhash_rust::xxh3::Xxh3;

use super::encoding::{decode, utf_16};
use super::neighbours::{self, Neighbour};
use super::packing::{Packing, strip_packing};
use super::utf_32::{Utf32Reader, utf_32};
use super::utf8_reader::Utf8Reader;
use super::watch::{OnRead, Watched};
use crate::article::Problem;

/// How much of a file is looked at to tell what it is.
const SAMPLE_BYTES: usize = 64 << 10;

/// The bytes of one file, decompressed, UTF-16 and UTF-32 turned into UTF-8, with a sample of their beginning.
pub struct Input<'a> {
    name: String,
    head: Vec<u8>,
    reader: Box<dyn BufRead + 'a>,
    problem: Option<Problem>,
    /// Where the file lies on disk, packed or not; `None` for what came another way.
    path: Option<PathBuf>,
    /// Whether the bytes are those on disk: nothing had to be unpacked or decoded.
    is_plain: bool,
    /// Is told what is read where a format moves about in the file itself.
    on_read: Option<&'a OnRead<'a>>,
}

impl std::fmt::Debug for Input<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Input")
            .field("name", &self.name)
            .field("head_bytes", &self.head.len())
            .finish_non_exhaustive()
    }
}

/// Why a file could not be opened or its packing not be read.
#[derive(Debug, thiserror::Error)]
#[error("cannot be read: {0}")]
pub struct OpenError(#[from] pub io::Error);

impl<'a> Input<'a> {
    /// Reads `raw`, the bytes as they lie on disk; `name` is the path that users see, with `/`.
    ///
    /// # Errors
    ///
    /// When the first bytes cannot be read or unpacked.
    pub fn new(name: &str, raw: impl Read + 'a) -> Result<Self, OpenError> {
        Self::of_file(name, None, raw)
    }

    /// The same for bytes that are those of the file at `path`, which a format may open again to move about in it.
    ///
    /// # Errors
    ///
    /// When the first bytes cannot be read or unpacked.
    pub fn of_file(name: &str, path: Option<&Path>, raw: impl Read + 'a) -> Result<Self, OpenError> {
        let (head, raw) = peek(raw)?;
        let packing = Packing::of(&head);
        let (head, bytes) = match packing {
            None => (head, raw),
            Some(packing) => peek(packing.unpack(&head, raw)?)?,
        };
        let (of_four, of_two) = (utf_32(&head), utf_16(&head));
        let (head, reader) = match (of_four, of_two) {
            (Some(order), _) => peek(Utf32Reader::new(bytes, order))?,
            (None, Some(encoding)) => peek(Transcoder::new(bytes, encoding))?,
            (None, None) => (head, bytes),
        };
        let is_plain = packing.is_none() && of_four.is_none() && of_two.is_none();
        let path = path.map(Path::to_owned);
        Ok(Self { name: strip_packing(name), head, reader, problem: None, path, is_plain, on_read: None })
    }

    /// The same input, where this is told too what is read of the file past the stream of its bytes.
    #[must_use]
    pub fn watched(self, on_read: &'a OnRead<'a>) -> Self {
        Self { on_read: Some(on_read), ..self }
    }

    /// The path that users see, without the ending that names a packing.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The beginning of the file, by which its kind is told.
    pub fn sample(&self) -> Sample<'_> {
        Sample { name: &self.name, bytes: &self.head, whole: self.head.len() < SAMPLE_BYTES }
    }

    /// All bytes, from the first.
    pub fn reader(&mut self) -> &mut dyn BufRead {
        &mut *self.reader
    }

    /// All bytes in memory. Where the file breaks off, what could be read; [`Input::take_problem`] says so.
    ///
    /// # Errors
    ///
    /// When there are more than `bytes_max`, or none of them can be read.
    pub fn read_all(&mut self, bytes_max: usize) -> Result<Vec<u8>, Problem> {
        let mut bytes = Vec::with_capacity(self.head.len() + 1);
        let limit = bytes_max as u64 + 1;
        if let Err(error) = (&mut self.reader).take(limit).read_to_end(&mut bytes) {
            let problem = Problem::new(read_error(&error));
            if bytes.is_empty() {
                return Err(problem);
            }
            self.problem = Some(problem);
        }
        if bytes.len() > bytes_max {
            return Err(Problem::new(format!("longer than {} MiB, which no article is", bytes_max >> 20)));
        }
        Ok(bytes)
    }

    /// What was the matter with a file of which [`Input::read_all`] gave a part.
    pub fn take_problem(&mut self) -> Option<Problem> {
        self.problem.take()
    }

    /// All bytes as a file that can be moved about in: the file itself where it lies plain on disk, else a copy without
    /// a name in the folder for temporary files, gone when it is closed. For formats that begin at their end (ZIP, PDF)
    /// or are pages of a database.
    ///
    /// # Errors
    ///
    /// When there are more than `bytes_max`, or they cannot be read or kept.
    pub fn to_file(&mut self, bytes_max: u64) -> Result<File, Problem> {
        if let Some(path) = self.path.as_ref().filter(|_| self.is_plain) {
            return File::open(path).map_err(|error| Problem::new(read_error(&error)));
        }
        let mut file = tempfile::tempfile().map_err(|error| cannot_be_kept(&error))?;
        self.copy_to(&mut file, bytes_max)?;
        file.seek(SeekFrom::Start(0)).map(|_| file).map_err(|error| cannot_be_kept(&error))
    }

    /// The same for what is so large that it matters how far it is read: what is read of the file itself is told.
    ///
    /// # Errors
    ///
    /// When there are more than `bytes_max`, or they cannot be read or kept.
    pub(super) fn watched_file(&mut self, bytes_max: u64) -> Result<Watched<'a, File>, Problem> {
        let is_original = self.is_plain && self.path.is_some();
        let on_read = self.on_read.filter(|_| is_original);
        Ok(Watched::of(self.to_file(bytes_max)?, on_read))
    }

    /// The same as a file with a name, for libraries that open files themselves.
    ///
    /// # Errors
    ///
    /// When there are more than `bytes_max`, or they cannot be read or kept.
    pub fn to_named_file(&mut self, bytes_max: u64) -> Result<NamedFile, Problem> {
        if let Some(path) = self.path.as_ref().filter(|_| self.is_plain) {
            return Ok(NamedFile::Original(path.clone()));
        }
        let mut file = tempfile::NamedTempFile::new().map_err(|error| cannot_be_kept(&error))?;
        self.copy_to(&mut file, bytes_max)?;
        Ok(NamedFile::Copy(file))
    }

    fn copy_to(&mut self, file: &mut impl Write, bytes_max: u64) -> Result<(), Problem> {
        let copied = io::copy(&mut (&mut self.reader).take(bytes_max + 1), file);
        let bytes = copied.map_err(|error| Problem::new(read_error(&error)))?;
        if bytes > bytes_max {
            return Err(Problem::new(format!("longer than {} MiB once unpacked", bytes_max >> 20)));
        }
        file.flush().map_err(|error| cannot_be_kept(&error))
    }

    /// A file that the one being read names, by its path from the folder of that one: `ALTO/00001.xml`, `../0001.xml`.
    /// It may lie in that folder, below it, or in or below the one above; it may be packed even where its name does not
    /// say so. `None` when it lies elsewhere or is not there, and for what is not read from disk.
    pub fn neighbour(&self, relative: &str) -> Option<Input<'static>> {
        let Neighbour { name, path, file } = neighbours::open(self.path.as_deref()?, &self.name, relative)?;
        Input::of_file(&name, Some(&path), file).ok()
    }

    /// The names of the files in a folder near the one being read, which is named as in [`Input::neighbour`]: empty for
    /// its own, `..` for the one above. In order, without endings that name a packing; of very many, only some.
    pub fn neighbour_names(&self, folder: &str) -> Vec<String> {
        self.path.as_deref().map_or_else(Vec::new, |path| neighbours::names(path, folder))
    }

    /// All bytes as UTF-8, for formats that are cut up by tags: piece by piece what is UTF-8 stays, and what is not is
    /// decoded as `declared`, else as what it looks like.
    pub fn utf8_reader(&mut self, declared: Option<&str>) -> Utf8Reader<'_> {
        Utf8Reader::new(&mut *self.reader, declared)
    }

    /// The next line without its end, in `line`; `false` at the end of the file. A line over `bytes_max` is passed over
    /// to its end and gives an error; the line after it can be read.
    ///
    /// # Errors
    ///
    /// When the line is too long or cannot be read.
    pub fn read_line(&mut self, line: &mut Vec<u8>, bytes_max: usize) -> Result<bool, LineError> {
        line.clear();
        let limit = bytes_max as u64 + 1;
        let read = (&mut self.reader).take(limit).read_until(b'\n', line).map_err(LineError::Unreadable)?;
        if read as u64 == limit && line.last() != Some(&b'\n') {
            line.clear();
            line.shrink_to(SAMPLE_BYTES);
            skip_line(&mut *self.reader).map_err(LineError::Unreadable)?;
            return Err(LineError::TooLong { bytes_max });
        }
        while matches!(line.last(), Some(b'\n' | b'\r')) {
            line.pop();
        }
        Ok(read > 0)
    }
}

/// A file that can be opened by its name.
#[derive(Debug)]
pub enum NamedFile {
    /// The file itself, as it lies on disk.
    Original(PathBuf),
    /// What was unpacked or decoded, in the folder for temporary files; gone when this is dropped.
    Copy(tempfile::NamedTempFile),
}

impl NamedFile {
    /// Its name.
    pub fn path(&self) -> &Path {
        match self {
            Self::Original(path) => path,
            Self::Copy(file) => file.path(),
        }
    }

    /// Whether a file with this behind its name lies beside the original and is not empty. Nothing lies beside a copy.
    pub fn has_companion(&self, ending: &str) -> bool {
        let Self::Original(path) = self else { return false };
        let mut name = path.clone().into_os_string();
        name.push(ending);
        std::fs::metadata(name).is_ok_and(|metadata| metadata.is_file() && metadata.len() > 0)
    }
}

/// Why a line could not be had.
#[derive(Debug, thiserror::Error)]
pub enum LineError {
    /// It has more bytes than an article may have; what follows can be read.
    #[error("line longer than {} MiB, which no article is", bytes_max >> 20)]
    TooLong {
        /// The most bytes that were allowed.
        bytes_max: usize,
    },
    /// The file ends badly here; nothing more can be read.
    #[error("{}", read_error(.0))]
    Unreadable(io::Error),
}

/// The beginning of a file.
#[derive(Clone, Copy, Debug)]
pub struct Sample<'a> {
    /// The path that users see, without the ending that names a packing.
    pub name: &'a str,
    /// The first bytes, as many as 64 KiB.
    pub bytes: &'a [u8],
    /// Whether `bytes` is the whole file.
    pub whole: bool,
}

impl Sample<'_> {
    /// The beginning as text, decoded as well as a beginning can be.
    pub fn text(&self) -> String {
        decode(self.bytes, None).text
    }

    /// The part of the name behind its last dot, in lower case; empty where there is none.
    pub fn extension(&self) -> String {
        Path::new(self.name).extension().map(|extension| extension.to_string_lossy().to_lowercase()).unwrap_or_default()
    }

    /// The first bytes behind a byte order mark and white space.
    pub fn trimmed(&self) -> &[u8] {
        self.bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(self.bytes).trim_ascii_start()
    }

    /// What a file that begins like this is, where it is of a kind that is known and none of ours.
    pub fn unread_kind(&self) -> Option<&'static str> {
        KINDS_NOT_READ.iter().find(|(magic, _)| self.bytes.starts_with(magic)).map(|(_, kind)| *kind)
    }

    /// Text has no NUL, and few other control characters: over one byte in ten is taken for binary.
    pub fn is_binary(&self) -> bool {
        let is_control = |byte: &u8| *byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c);
        let controls = self.bytes.iter().filter(|byte| is_control(byte)).count();
        self.bytes.contains(&0) || controls * 10 > self.bytes.len()
    }
}

/// Signatures of kinds that archives hold beside news, from the registries of their formats (PNG: RFC 2083; JPEG:
/// ITU T.81; `GIF89a`; RTF 1.9; OLE: MS-CFB 2.2).
const KINDS_NOT_READ: &[(&[u8], &str)] = &[
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"{\\rtf", "an RTF document"),
    // `<?xml` (Extensible Markup Language 1.0, appendix F.1).
    (b"\x4c\x6f\xa7\x94\x93", "XML in EBCDIC"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an Office document of before 2007 or an encrypted one"),
];

/// Hashes what passes through it, so that a file is read once for both its text and its fingerprint.
#[derive(Default)]
pub struct Fingerprint {
    hasher: Xxh3,
    bytes: u64,
}

impl std::fmt::Debug for Fingerprint {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Fingerprint").field("bytes", &self.bytes).finish_non_exhaustive()
    }
}

impl Fingerprint {
    /// XXH3 (64 bits) of the bytes so far.
    pub fn hash(&self) -> u64 {
        self.hasher.digest()
    }

    /// How many bytes passed.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Reads to the end of the file and forgets what it reads.
    ///
    /// # Errors
    ///
    /// When the file cannot be read.
    pub fn of_file(path: &Path) -> io::Result<Self> {
        let mut fingerprint = Self::default();
        io::copy(&mut fingerprint.tee(File::open(path)?), &mut io::sink())?;
        Ok(fingerprint)
    }

    /// A reader of the same bytes that adds them to the fingerprint.
    pub fn tee<'a, R: Read + 'a>(&'a mut self, reader: R) -> impl Read + 'a {
        Tee { fingerprint: self, reader }
    }
}

struct Tee<'a, R> {
    fingerprint: &'a mut Fingerprint,
    reader: R,
}

impl<R: Read> Read for Tee<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.reader.read(buffer)?;
        self.fingerprint.hasher.update(&buffer[..read]);
        self.fingerprint.bytes += read as u64;
        Ok(read)
    }
}

/// Turns a stream of another encoding into UTF-8 as it is read.
struct Transcoder<R> {
    raw: R,
    decoder: encoding_rs::Decoder,
    pending: Vec<u8>,
    position: usize,
    at_end: bool,
}

impl<R: Read> Transcoder<R> {
    fn new(raw: R, encoding: &'static encoding_rs::Encoding) -> Self {
        Self { raw, decoder: encoding.new_decoder_with_bom_removal(), pending: Vec::new(), position: 0, at_end: false }
    }

    fn refill(&mut self) -> io::Result<()> {
        let mut chunk = [0_u8; 8192];
        let read = self.raw.read(&mut chunk)?;
        self.at_end = read == 0;
        let mut text = String::with_capacity(self.decoder.max_utf8_buffer_length(read).unwrap_or(4 * chunk.len()));
        let (_, consumed, _) = self.decoder.decode_to_string(&chunk[..read], &mut text, self.at_end);
        debug_assert_eq!(consumed, read, "the buffer has room for the longest result");
        self.pending = text.into_bytes();
        self.position = 0;
        Ok(())
    }
}

impl<R: Read> Read for Transcoder<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.position == self.pending.len() && !self.at_end {
            self.refill()?;
        }
        let count = buffer.len().min(self.pending.len() - self.position);
        buffer[..count].copy_from_slice(&self.pending[self.position..self.position + count]);
        self.position += count;
        Ok(count)
    }
}

/// The first bytes of a stream, and the whole stream again. A stream that breaks off within its first bytes gives
/// these, and its error behind them.
fn peek<'a>(mut reader: impl Read + 'a) -> io::Result<(Vec<u8>, Box<dyn BufRead + 'a>)> {
    let mut head = Vec::new();
    let read = (&mut reader).take(SAMPLE_BYTES as u64).read_to_end(&mut head);
    let again = Cursor::new(head.clone());
    match read {
        Err(error) if head.is_empty() => Err(error),
        Err(error) => Ok((head, Box::new(again.chain(BufReader::new(BreakingOff { error: Some(error) }))))),
        Ok(_) if head.len() < SAMPLE_BYTES => Ok((head, Box::new(again))),
        Ok(_) => Ok((head, Box::new(again.chain(BufReader::with_capacity(SAMPLE_BYTES, reader))))),
    }
}

/// Gives its error when it is read.
struct BreakingOff {
    error: Option<io::Error>,
}

impl Read for BreakingOff {
    fn read(&mut self, _buffer: &mut [u8]) -> io::Result<usize> {
        self.error.take().map_or(Ok(0), Err)
    }
}

fn skip_line(reader: &mut dyn BufRead) -> io::Result<()> {
    loop {
        let buffer = reader.fill_buf()?;
        let end = buffer.iter().position(|byte| *byte == b'\n');
        let (skipped, found) = end.map_or((buffer.len(), buffer.is_empty()), |end| (end + 1, true));
        reader.consume(skipped);
        if found {
            return Ok(());
        }
    }
}

fn cannot_be_kept(error: &io::Error) -> Problem {
    Problem::new(format!("cannot be unpacked into the folder for temporary files: {error}"))
}

fn read_error(error: &io::Error) -> String {
    format!("cannot be read to its end: {error}")
}
