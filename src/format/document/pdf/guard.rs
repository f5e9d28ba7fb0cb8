//! Keeps hostile and broken PDF files from taking memory or time without end.

use std::collections::HashMap;
use std::io::{self, Read};

use flate2::read::ZlibDecoder;
use pdf_extract::{Dictionary, Document, Object, ObjectId, Stream};

use crate::panics::caught;

/// The most bytes that one part of a file may have once unpacked; the largest are fonts.
const PART_BYTES_MAX: u64 = 32 << 20;

/// The most bytes that all parts may have together.
const ALL_BYTES_MAX: u64 = 1 << 30;

/// The most bytes of drawing instructions that one page may run through.
const PAGE_BYTES_MAX: u64 = 64 << 20;

/// How deep forms may stand in one another.
const DEPTH_MAX: usize = 12;

/// Whether the streams that hold objects, which are unpacked as soon as a file is opened, are larger than any document
/// needs, or packed in a way of which that cannot be told.
pub(super) fn unpacks_without_end(bytes: &[u8]) -> bool {
    let mut total = 0;
    for at in memchr::memmem::find_iter(bytes, b"stream") {
        let start = at + b"stream".len();
        if bytes[..at].ends_with(b"end") || !bytes[start..].starts_with(b"\r\n") && !bytes[start..].starts_with(b"\n") {
            continue;
        }
        let window = &bytes[at.saturating_sub(2048)..at];
        let from = memchr::memmem::rfind(window, b"obj").unwrap_or(0);
        let dictionary = &window[from..];
        let has = |name: &[u8]| memchr::memmem::find(dictionary, name).is_some();
        if !has(b"ObjStm") && !has(b"XRef") {
            continue;
        }
        let count = memchr::memmem::find_iter(dictionary, b"FlateDecode").count();
        if count > 1 || has(b"LZW") || has(b"ASCII85") || has(b"RunLength") || has(b"Brotli") {
            return true;
        }
        if count == 1 {
            let content = bytes[start..].trim_ascii_start();
            total += unpacked_bytes(content, ALL_BYTES_MAX);
        }
        if total >= ALL_BYTES_MAX {
            return true;
        }
    }
    false
}

/// How many bytes zlib data unpacks to, up to a limit.
fn unpacked_bytes(packed: &[u8], limit: u64) -> u64 {
    let mut counted = Counted(0);
    // What breaks off has been counted up to there.
    let _ = io::copy(&mut ZlibDecoder::new(packed).take(limit), &mut counted);
    counted.0
}

struct Counted(u64);

impl io::Write for Counted {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Empties what is no text and could be costly: images, and streams that unpack to more than any part of a document
/// does. Gives whether what is left can be read.
pub(super) fn lighten(document: &mut Document) -> bool {
    let mut total = 0;
    for object in document.objects.values_mut() {
        let Object::Stream(stream) = object else { continue };
        let is_image = stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"Image");
        let bytes = if is_image { None } else { stream_bytes(stream) };
        if let Some(bytes) = bytes {
            total += bytes;
        } else {
            stream.dict.remove(b"Filter");
            stream.dict.remove(b"DecodeParms");
            stream.set_content(Vec::new());
        }
    }
    total <= ALL_BYTES_MAX
}

/// How many bytes a stream unpacks to; `None` when they are too many, or cannot be told.
fn stream_bytes(stream: &Stream) -> Option<u64> {
    let filters: Vec<&[u8]> = stream.filters().unwrap_or_default();
    let size = stream.content.len() as u64;
    let bytes = match filters.as_slice() {
        [b"FlateDecode"] => unpacked_bytes(&stream.content, PART_BYTES_MAX + 1),
        [b"ASCII85Decode", b"FlateDecode"] if size <= PART_BYTES_MAX / 4 => {
            let mut dictionary = Dictionary::new();
            dictionary.set("Filter", Object::Name(b"ASCII85Decode".to_vec()));
            let packed = Stream::new(dictionary, stream.content.clone()).decompressed_content().ok()?;
            unpacked_bytes(&packed, PART_BYTES_MAX + 1)
        }
        // LZW packs no better than 1 to 1,500.
        [b"LZWDecode"] | [b"ASCII85Decode", b"LZWDecode"] if size <= PART_BYTES_MAX / 128 => size,
        [b"ASCII85Decode"] => size.saturating_mul(4),
        [] => size,
        _ => return None,
    };
    (bytes <= PART_BYTES_MAX).then_some(bytes)
}

/// What it costs to draw pages, of which forms within forms can make much out of little.
pub(super) struct Costs<'d> {
    document: &'d Document,
    /// What each form costs with those in it; `None` for one that cannot be drawn in bounded time.
    forms: HashMap<ObjectId, Option<u64>>,
}

impl<'d> Costs<'d> {
    pub(super) fn new(document: &'d Document) -> Self {
        Self { document, forms: HashMap::new() }
    }

    /// Whether a page can be drawn in bounded time.
    pub(super) fn is_readable(&mut self, page: ObjectId) -> bool {
        let cost = caught(|| self.page(page)).ok().flatten();
        cost.is_some_and(|cost| cost <= PAGE_BYTES_MAX)
    }

    fn page(&mut self, page: ObjectId) -> Option<u64> {
        let mut content = Vec::new();
        for id in self.document.get_page_contents(page) {
            content.extend(self.content(id).unwrap_or_default());
            if content.len() as u64 > PAGE_BYTES_MAX {
                return None;
            }
        }
        let own = content.len() as u64;
        let draws = draw_count(&content);
        drop(content);
        if draws == 0 {
            return Some(own);
        }
        let mut dictionary = self.document.get_dictionary(page).ok()?;
        // Pages inherit resources from the tree they stand in, whose depth the library bounds to 256.
        for _ in 0..256 {
            if let Ok(resources) = dictionary.get(b"Resources") {
                let dearest = self.dearest(resources, 0)?;
                return own.checked_add(draws.checked_mul(dearest)?);
            }
            let parent = dictionary.get(b"Parent").and_then(Object::as_reference);
            let Ok(parent) = parent.and_then(|parent| self.document.get_dictionary(parent)) else { break };
            dictionary = parent;
        }
        Some(own)
    }

    /// What the dearest of the forms costs that these resources name.
    fn dearest(&mut self, resources: &Object, depth: usize) -> Option<u64> {
        let document = self.document;
        let resources = document.dereference(resources).ok()?.1.as_dict().ok()?;
        let Ok(forms) = resources.get(b"XObject") else { return Some(0) };
        let forms = document.dereference(forms).ok()?.1.as_dict().ok()?;
        let mut dearest = 0;
        for (_, form) in forms {
            if let Ok(id) = form.as_reference() {
                dearest = dearest.max(self.form(id, depth)?);
            }
        }
        Some(dearest)
    }

    fn form(&mut self, id: ObjectId, depth: usize) -> Option<u64> {
        if let Some(known) = self.forms.get(&id) {
            return *known;
        }
        // A form that is met again while it is looked into has itself within it.
        self.forms.insert(id, None);
        if depth > DEPTH_MAX {
            return None;
        }
        let content = self.content(id).unwrap_or_default();
        let own = content.len() as u64 + 1;
        let draws = draw_count(&content);
        drop(content);
        let stream = self.document.get_object(id).ok()?.as_stream().ok()?;
        let cost = match stream.dict.get(b"Resources") {
            _ if draws == 0 => Some(own),
            Ok(resources) => own.checked_add(draws.checked_mul(self.dearest(resources, depth + 1)?)?),
            // It draws what its page names, which may be itself.
            Err(_) => None,
        };
        self.forms.insert(id, cost);
        cost
    }

    fn content(&self, id: ObjectId) -> Option<Vec<u8>> {
        let stream = self.document.get_object(id).ok()?.as_stream().ok()?;
        Some(stream.decompressed_content().unwrap_or_else(|_| stream.content.clone()))
    }
}

/// How often instructions draw a form, at most.
fn draw_count(content: &[u8]) -> u64 {
    memchr::memmem::find_iter(content, b"Do").count() as u64
}
