//! What the beginning of a file says of its XML: the root element and the declared encoding.
//!
//! In: the first bytes of a file. Out: the name and start tag of its root, and the label of its encoding, by Extensible
//! Markup Language 1.0, 2.8 and 4.3.3 (<https://www.w3.org/TR/xml/>).

use crate::source::Sample;

/// The outermost element of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::format) struct Root {
    /// Its name without prefix.
    pub(in crate::format) name: String,
    /// Its start tag as written, attributes and declared namespaces with it.
    pub(in crate::format) tag: String,
}

/// The longest start tag that is looked at, in bytes: one with thirty declared namespaces has 2,000.
const TAG_BYTES_MAX: usize = 8 << 10;

/// The root element of a file that begins like this, behind declarations and comments; `None` when it is no XML.
pub(in crate::format) fn root(sample: &Sample<'_>) -> Option<Root> {
    let mut rest = sample.trimmed();
    loop {
        rest = rest.trim_ascii_start();
        rest = match rest {
            [b'<', b'?', ..] => behind(rest, b"?>")?,
            [b'<', b'!', b'-', b'-', ..] => behind(rest, b"-->")?,
            [b'<', b'!', ..] => behind_doctype(rest)?,
            [b'<', ..] => return start_tag(&rest[1..]),
            _ => return None,
        };
    }
}

/// The root element of a file that is surely XML, and no page: it has a declaration or a namespace, or ends with its
/// end tag. Running text may begin with a tag, too.
pub(in crate::format) fn unread_root(sample: &Sample<'_>) -> Option<String> {
    let found = root(sample)?;
    if found.name.eq_ignore_ascii_case("html") {
        return None;
    }
    let qualified = found.tag.split(|letter: char| letter.is_whitespace() || letter == '/').next()?;
    let end = format!("</{qualified}>");
    let is_closed = sample.whole && sample.bytes.trim_ascii_end().ends_with(end.as_bytes());
    let is_xml = sample.trimmed().starts_with(b"<?xml") || found.tag.contains("xmlns") || is_closed;
    is_xml.then(|| qualified.to_owned())
}

fn start_tag(bytes: &[u8]) -> Option<Root> {
    let bytes = &bytes[..bytes.len().min(TAG_BYTES_MAX)];
    let end = bytes.iter().position(|byte| *byte == b'>')?;
    let tag = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let name_end = tag.find(|letter: char| letter.is_whitespace() || letter == '/').unwrap_or(tag.len());
    let name = tag[..name_end].rsplit(':').next().unwrap_or_default().to_owned();
    name.starts_with(|first: char| first.is_alphabetic() || first == '_').then_some(Root { name, tag })
}

fn behind<'a>(bytes: &'a [u8], end: &[u8]) -> Option<&'a [u8]> {
    memchr::memmem::find(bytes, end).map(|at| &bytes[at + end.len()..])
}

/// Behind a document type, past the declarations that it may hold in square brackets.
fn behind_doctype(bytes: &[u8]) -> Option<&[u8]> {
    let end = bytes.iter().position(|byte| *byte == b'>')?;
    match bytes[..end].iter().position(|byte| *byte == b'[') {
        None => Some(&bytes[end + 1..]),
        Some(open) => {
            let rest = behind(&bytes[open..], b"]")?;
            behind(rest, b">")
        }
    }
}

/// The encoding that an XML declaration at the beginning names.
pub(super) fn declared_encoding(sample: &Sample<'_>) -> Option<String> {
    let start = sample.trimmed();
    let end = start.iter().take(400).position(|byte| *byte == b'>')?;
    let declaration = std::str::from_utf8(start[..end].strip_prefix(b"<?xml")?).ok()?;
    let (_, value) = declaration.split_once("encoding")?;
    let value = value.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    value[1..].split(quote).next().map(str::to_owned)
}
