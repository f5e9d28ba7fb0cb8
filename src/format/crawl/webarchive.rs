//! One web page with all its parts in one file, as Safari saves it (`.webarchive`).
//!
//! In: a binary property list with the main resource of a page (`bplist00`, as Apple's `CFBinaryPList.c` describes it,
//! <https://opensource.apple.com/source/CF/CF-1153.18/CFBinaryPList.c>; the keys are those of `WebArchive` in
//! `WebKit`). Out: the article of its main page. Of the list only what is asked for is looked at, so that none can be a
//! bomb.

use crate::article::Problem;
use crate::format::web::capture::{PAGE_BYTES_MAX, hand_on_file, read_html, read_text};
use crate::format::web::http::MediaType;
use crate::format::{ARTICLE_BYTES_MAX, Format, ItemSink};
use crate::source::{Input, Sample, decode};

/// The format `webarchive`.
#[derive(Clone, Copy, Debug)]
pub(super) struct WebArchive;

impl Format for WebArchive {
    fn name(&self) -> &'static str {
        "webarchive"
    }

    fn signs(&self) -> &'static str {
        "web page that Safari saved: a binary property list with `WebMainResource`, or the ending `.webarchive`"
    }

    fn ids(&self) -> &'static str {
        ""
    }

    fn recognises(&self, sample: &Sample<'_>) -> bool {
        let is_list = sample.bytes.starts_with(MAGIC);
        let names_page = || sample.bytes.windows(MAIN.len()).any(|bytes| bytes == MAIN.as_bytes());
        is_list && (sample.extension() == "webarchive" || names_page())
    }

    fn is_binary(&self) -> bool {
        true
    }

    fn read(&self, input: &mut Input<'_>, take: &mut ItemSink<'_>) -> Result<(), Problem> {
        let bytes = input.read_all(ARTICLE_BYTES_MAX)?;
        let list = List::parse(&bytes).ok_or_else(|| {
            Problem::new("expected the table at the end of a binary property list, found other bytes; perhaps cut off")
        })?;
        let main = list.value(list.top, MAIN);
        let main = main.ok_or_else(|| Problem::new(format!("expected `{MAIN}` in the property list, found none")))?;
        let text = |key| list.value(main, key).and_then(|object| list.text(object));
        let data = list.value(main, "WebResourceData").and_then(|object| list.data(object));
        let data = data.ok_or_else(|| Problem::new("expected `WebResourceData` in the main resource, found none"))?;
        let kind = text("WebResourceMIMEType").as_deref().and_then(MediaType::parse);
        let (charset, address) = (text("WebResourceTextEncodingName"), text("WebResourceURL"));
        let (charset, address) = (charset.as_deref(), address.as_deref());
        let is_text = kind.as_ref().is_some_and(|kind| kind.name == "text/plain");
        if data.len() > PAGE_BYTES_MAX {
            return Err(Problem::new("page longer than 16 MiB, which no article is"));
        }
        let stated = match kind {
            Some(kind) if !kind.is_html() && !is_text => {
                return Err(Problem::new(format!("expected a page of HTML, found `{}`", kind.name.escape_debug())));
            }
            _ if is_text => read_text(data, charset, address),
            _ => read_html(data, charset, address),
        };
        hand_on_file(stated, take)
    }
}

/// The key of the page itself, as against its pictures and styles.
const MAIN: &str = "WebMainResource";

const MAGIC: &[u8] = b"bplist00";

/// A binary property list: objects, a table of where each begins, and a trailer of 32 bytes that says where the table
/// is.
struct List<'a> {
    bytes: &'a [u8],
    table: usize,
    offset_bytes: usize,
    reference_bytes: usize,
    top: usize,
}

impl<'a> List<'a> {
    fn parse(bytes: &'a [u8]) -> Option<Self> {
        let trailer = bytes.get(bytes.len().checked_sub(32)?..)?;
        let number = |at: usize, count| number(trailer.get(at..at + count)?);
        let list = Self {
            bytes,
            offset_bytes: number(6, 1)?,
            reference_bytes: number(7, 1)?,
            top: number(16, 8)?,
            table: number(24, 8)?,
        };
        let is_sound = (1..=8).contains(&list.offset_bytes) && (1..=8).contains(&list.reference_bytes);
        (is_sound && list.object(list.top).is_some()).then_some(list)
    }

    /// The kind of an object (the upper half of its first byte), how many elements it has, and the bytes behind that.
    fn object(&self, index: usize) -> Option<(u8, usize, &'a [u8])> {
        let entry = self.table.checked_add(index.checked_mul(self.offset_bytes)?)?;
        let start = number(self.bytes.get(entry..entry.checked_add(self.offset_bytes)?)?)?;
        let (marker, rest) = self.bytes.get(start..)?.split_first()?;
        let (kind, short) = (marker >> 4, usize::from(marker & 0x0f));
        if short < 0x0f {
            return Some((kind, short, rest));
        }
        // The count is an object of its own then: an integer of 1, 2, 4 or 8 bytes.
        let (marker, rest) = rest.split_first()?;
        let count_bytes =
            1_usize.checked_shl(u32::from(marker & 0x0f)).filter(|count| marker >> 4 == 1 && *count <= 8)?;
        let (count, rest) = rest.split_at_checked(count_bytes)?;
        Some((kind, number(count)?, rest))
    }

    /// The object that a dictionary has under a key.
    fn value(&self, dictionary: usize, key: &str) -> Option<usize> {
        let (0xd, count, rest) = self.object(dictionary)? else { return None };
        let width = self.reference_bytes;
        let reference = |at: usize| {
            let start = at.checked_mul(width)?;
            number(rest.get(start..start.checked_add(width)?)?)
        };
        let mut keys = (0..count.min(KEYS_MAX)).map_while(|at| Some((at, reference(at)?)));
        let (at, _) = keys.find(|(_, object)| self.text(*object).as_deref() == Some(key))?;
        reference(count.checked_add(at)?)
    }

    fn text(&self, object: usize) -> Option<String> {
        match self.object(object)? {
            (0x5, count, rest) => Some(decode(rest.get(..count.min(TEXT_BYTES_MAX))?, None).text),
            (0x6, count, rest) => {
                let bytes = rest.get(..count.min(TEXT_BYTES_MAX) * 2)?;
                Some(bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect::<Vec<_>>())
                    .map(|units| String::from_utf16_lossy(&units))
            }
            _ => None,
        }
    }

    fn data(&self, object: usize) -> Option<&'a [u8]> {
        let (0x4, count, rest) = self.object(object)? else { return None };
        rest.get(..count)
    }
}

/// The most keys of a dictionary that are looked at; those of these archives have some five.
const KEYS_MAX: usize = 100;

/// The most bytes of a name or address.
const TEXT_BYTES_MAX: usize = 8 << 10;

/// A number in big-endian order.
fn number(bytes: &[u8]) -> Option<usize> {
    let number = bytes.iter().fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
    usize::try_from(number).ok().filter(|_| bytes.len() <= 8)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A list of one dictionary with one key and a text.
    fn small_list() -> Vec<u8> {
        let mut bytes = b"bplist00\xd1\x01\x02\x53key\x55value".to_vec();
        bytes.extend([8, 11, 15, 0, 0, 0, 0, 0, 0, 1, 1]);
        for number in [3_u64, 0, 21] {
            bytes.extend(number.to_be_bytes());
        }
        bytes
    }

    #[test]
    fn a_key_is_found_and_broken_lists_are_none() {
        let bytes = small_list();
        let list = List::parse(&bytes).unwrap();
        assert_eq!(list.value(list.top, "key").and_then(|object| list.text(object)).as_deref(), Some("value"));
        assert_eq!(list.value(list.top, "other"), None);
        for length in 0..bytes.len() {
            let cut = List::parse(&bytes[..length]);
            assert!(cut.is_none_or(|list| list.value(list.top, "key").is_none()), "{length}");
        }
        for at in 0..bytes.len() {
            let mut flipped = bytes.clone();
            flipped[at] ^= 0xff;
            if let Some(list) = List::parse(&flipped) {
                let _ = list.value(list.top, "key").and_then(|object| list.text(object));
            }
        }
    }
}
