//! Documents that are ZIP files with XML in them (EPUB, OOXML, ODF), opened with care.
//!
//! In: the bytes of such a file. Out: its entries by name, unpacked in memory within limits: a small file can claim to
//! hold terabytes. ZIP is read by `zip` (APPNOTE.TXT 6.3, <https://support.pkware.com/pkzip/appnote>).

use std::fs::File;
use std::io::{BufReader, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use crate::article::Problem;
use crate::format::xml::{Element, document};
use crate::source::{Input, Sample};

/// The largest file that is opened.
const FILE_BYTES_MAX: u64 = 4 << 30;

/// The most bytes that one entry may have once unpacked.
const ENTRY_BYTES_MAX: u64 = 64 << 20;

/// The most bytes that all entries that are read may have together.
const TOTAL_BYTES_MAX: u64 = 1 << 30;

/// The most entries of one file.
const ENTRIES_MAX: usize = 100_000;

/// How many times larger than packed an entry may be. Deflate can do 1,032; XML does 10 to 50.
const RATIO_MAX: u64 = 250;

/// Entries up to this size are never suspicious.
const RATIO_BYTES_MIN: u64 = 1 << 20;

/// An opened file.
pub(super) struct Package {
    archive: ZipArchive<BufReader<File>>,
    total_bytes: u64,
}

impl Package {
    /// Opens a file.
    ///
    /// # Errors
    ///
    /// When it is no ZIP file that can be read, or has too many entries.
    pub(super) fn open(input: &mut Input<'_>) -> Result<Self, Problem> {
        let file = input.to_file(FILE_BYTES_MAX)?;
        let archive = ZipArchive::new(BufReader::new(file))
            .map_err(|error| Problem::new(format!("a ZIP file that cannot be read, perhaps cut short: {error}")))?;
        if archive.len() > ENTRIES_MAX {
            return Err(Problem::new(format!("more than {ENTRIES_MAX} entries, which no document has")));
        }
        Ok(Self { archive, total_bytes: 0 })
    }

    /// The bytes of an entry; `None` where there is none of this name.
    ///
    /// # Errors
    ///
    /// When it is encrypted, damaged or too large.
    pub(super) fn read(&mut self, name: &str) -> Result<Option<Vec<u8>>, Problem> {
        let problem = |message: String| Problem { member: Some(name.to_owned()), ..Problem::new(message) };
        let entry = match self.archive.by_name(name) {
            Ok(entry) => entry,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(error) => return Err(problem(format!("cannot be unpacked: {error}"))),
        };
        let unpacked_max = entry.compressed_size().saturating_mul(RATIO_MAX).max(RATIO_BYTES_MIN);
        let limit = ENTRY_BYTES_MAX.min(unpacked_max).min(TOTAL_BYTES_MAX.saturating_sub(self.total_bytes));
        let mut bytes = Vec::new();
        entry
            .take(limit + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| problem(format!("cannot be unpacked: {error}")))?;
        self.total_bytes += bytes.len() as u64;
        if bytes.len() as u64 > limit {
            return Err(problem(format!("unpacks to more than {limit} bytes, which no part of a document does")));
        }
        Ok(Some(bytes))
    }

    /// An entry as XML, whatever it is cut short by; `None` where there is none of this name or nothing in it.
    ///
    /// # Errors
    ///
    /// As [`Package::read`], and when there is no element in it or its tree is too large.
    pub(super) fn xml(&mut self, name: &str) -> Result<Option<Element>, Problem> {
        Ok(self.document(name)?.map(|(root, _)| root))
    }

    /// An entry as XML, and why it ends early, if it does: for those that hold the text.
    ///
    /// # Errors
    ///
    /// As [`Package::xml`].
    pub(super) fn document(&mut self, name: &str) -> Result<Option<(Element, Option<Problem>)>, Problem> {
        let Some(bytes) = self.read(name)? else { return Ok(None) };
        if bytes.trim_ascii().is_empty() {
            return Ok(None);
        }
        let in_entry = |problem: Problem| Problem { member: Some(name.to_owned()), ..problem };
        let mut input =
            Input::new(name, bytes.as_slice()).map_err(|error| in_entry(Problem::new(error.to_string())))?;
        let (root, broken_off) = document(&mut input).map_err(in_entry)?;
        Ok(Some((root, broken_off.map(in_entry))))
    }
}

/// The `mimetype` that the first entry of an EPUB or ODF file states; `None` for other files.
pub(super) fn media_type<'a>(sample: &Sample<'a>) -> Option<&'a [u8]> {
    let header = sample.bytes.strip_prefix(b"PK\x03\x04")?;
    let number = |at: usize| Some(usize::from(u16::from_le_bytes([*header.get(at)?, *header.get(at + 1)?])));
    let (name_bytes, extra_bytes) = (number(22)?, number(24)?);
    let name = header.get(26..26 + name_bytes)?;
    let content = header.get(26 + name_bytes + extra_bytes..)?;
    // It is not compressed, so that the next entry begins right behind it.
    let end = memchr::memmem::find(&content[..content.len().min(200)], b"PK")?;
    (name == b"mimetype").then(|| content[..end].trim_ascii_end())
}

/// Whether a ZIP file has an entry whose name begins so, as far as its beginning shows.
pub(super) fn shows_entry(sample: &Sample<'_>, name: &[u8]) -> bool {
    sample.bytes.starts_with(b"PK\x03\x04")
        && memchr::memmem::find_iter(sample.bytes, name).any(|at| {
            let header = at.checked_sub(30).and_then(|start| sample.bytes.get(start..start + 4));
            header == Some(b"PK\x03\x04")
        })
}

/// A path that one entry names, seen from the folder of that entry: `../Text/1.xhtml#top` in `OEBPS/toc.ncx`.
pub(super) fn resolve(from: &str, href: &str) -> String {
    let href = href.split('#').next().unwrap_or_default();
    let mut steps: Vec<&str> = if href.starts_with('/') { Vec::new() } else { from.split('/').collect() };
    steps.pop();
    for step in href.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    steps.join("/")
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use std::io::{Cursor, Write};

    /// A ZIP file with these entries.
    pub(in crate::format) fn zip(entries: &[(&str, &str)]) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in entries {
            let method =
                if *name == "mimetype" { zip::CompressionMethod::Stored } else { zip::CompressionMethod::Deflated };
            let options = zip::write::SimpleFileOptions::default().compression_method(method);
            writer.start_file(*name, options).unwrap();
            writer.write_all(content.as_bytes()).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    #[test]
    fn what_unpacks_too_large_is_refused() {
        let bytes = zip(&[("small", "text"), ("bomb", &"0".repeat(20 << 20))]);
        let mut package = Package::open(&mut Input::new("x.zip", bytes.as_slice()).unwrap()).unwrap();
        assert_eq!(package.read("small"), Ok(Some(b"text".to_vec())));
        assert_eq!(package.read("none"), Ok(None));
        assert!(package.read("bomb").unwrap_err().message.contains("unpacks to more than"));
    }

    #[test]
    fn kinds_are_told_by_the_first_bytes() {
        let bytes = zip(&[("mimetype", "application/epub+zip"), ("word/document.xml", "x")]);
        let sample = Sample { name: "x", bytes: &bytes, whole: true };
        assert_eq!(media_type(&sample), Some(&b"application/epub+zip"[..]));
        assert!(shows_entry(&sample, b"word/") && !shows_entry(&sample, b"xl/"));
        assert_eq!(media_type(&Sample { name: "x", bytes: &bytes[..40], whole: true }), None);
    }

    #[test]
    fn paths_are_resolved() {
        let cases = [
            ("OEBPS/toc.ncx", "../Text/1.xhtml#top", "Text/1.xhtml"),
            ("book.opf", "a/b.xhtml", "a/b.xhtml"),
            ("a/b/c.opf", "/d.xhtml", "d.xhtml"),
            ("a.opf", "../../d.xhtml", "d.xhtml"),
        ];
        for (from, href, expected) in cases {
            assert_eq!(resolve(from, href), expected);
        }
    }
}
