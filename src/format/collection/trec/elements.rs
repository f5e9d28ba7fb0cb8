//! Finds the elements of a document that are known, and what they say.
//!
//! In: the SGML between `<DOC>` and `</DOC>`. Out: the elements of [`NAMES`] with their contents, in order, and their
//! text without tags. What is no tag stays: `<` is a sign of the text in many of these files.

use crate::format::markup::decode_references;
use crate::format::wire::teleprinter::apart_by_indent;

/// An element and what stands between its tags.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Element<'a> {
    /// Its name, as [`NAMES`] has it.
    pub(super) name: &'static str,
    pub(super) content: &'a str,
}

/// The elements that are looked at; those that run over many lines first.
const NAMES: &[&str] = &[
    "TEXT",
    "LP",
    "LEADPARA",
    "DOCNO",
    "DOCID",
    "HEADLINE",
    "HL",
    "HEAD",
    "TITLE",
    "TI",
    "BYLINE",
    "AUTHOR",
    "DATE",
    "DATE1",
    "DATE_TIME",
    "DATETIME",
    "DD",
    "PUBDATE",
    "DATELINE",
    "SECTION",
    "CAT",
    "PUB",
    "SOURCE",
    "AGENCY",
    "NAME",
    "SO",
];
const LONG_NAMES: usize = 3;

/// The most elements of a document that are taken.
const ELEMENTS_MAX: usize = 1000;

/// The elements of a document. One that is left open ends with its line, a text with the document.
pub(super) fn elements_of(content: &str) -> Vec<Element<'_>> {
    let mut elements = Vec::new();
    let mut is_open = [false; NAMES.len()];
    let mut at = 0;
    while let Some(found) = content[at..].find('<') {
        at += found + 1;
        let Some((place, start)) = known_tag(content, at) else { continue };
        let end = if is_open[place] { None } else { closing_tag(&content[start..], NAMES[place]) };
        is_open[place] |= end.is_none();
        let end = end.unwrap_or_else(|| {
            let rest = &content[start..];
            if place < LONG_NAMES { rest.len() } else { rest.find('\n').unwrap_or(rest.len()) }
        });
        elements.push(Element { name: NAMES[place], content: &content[start..start + end] });
        if elements.len() == ELEMENTS_MAX {
            break;
        }
        at = start + end;
    }
    elements
}

/// The place in [`NAMES`] of a tag whose name begins here, and where its content begins.
fn known_tag(content: &str, at: usize) -> Option<(usize, usize)> {
    let rest = &content[at..];
    let length = rest.bytes().take(12).take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_').count();
    let name = &rest[..length];
    let place = NAMES.iter().position(|known| known.eq_ignore_ascii_case(name))?;
    let after = &rest.as_bytes()[length..];
    let end = after.iter().take(TAG_BYTES_MAX).position(|byte| *byte == b'>')?;
    (end == 0 || after[0].is_ascii_whitespace()).then_some((place, at + length + end + 1))
}

/// Where the closing tag of this name begins.
fn closing_tag(text: &str, name: &str) -> Option<usize> {
    text.match_indices("</").map(|(at, _)| at).find(|at| {
        let after = &text.as_bytes()[at + 2..];
        after.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()))
            && matches!(after.get(name.len()), Some(b'>' | b' '))
    })
}

/// The content of BODY, for documents that have no TEXT in it.
pub(super) fn body_without_text(content: &str) -> Option<&str> {
    let start = ["<BODY>", "<body>"].iter().find_map(|tag| Some(content.find(tag)? + tag.len()))?;
    let rest = &content[start..];
    Some(&rest[..closing_tag(rest, "BODY").unwrap_or(rest.len())])
}

/// The value of an attribute of a tag: in quotes, or up to the next blank.
pub(super) fn attribute(tag: &str, name: &str) -> Option<String> {
    let lower = tag.to_ascii_lowercase();
    let start = lower.match_indices(name).map(|(at, _)| at).find(|at| {
        lower[..*at].ends_with(char::is_whitespace) && lower[at + name.len()..].trim_start().starts_with('=')
    })?;
    let value = tag[start + name.len()..].trim_start().strip_prefix('=')?.trim_start();
    let value = match value.chars().next()? {
        quote @ ('"' | '\'') => value[1..].split(quote).next()?,
        _ => value.split([' ', '\n', '\t', '/']).next()?,
    };
    (!value.trim().is_empty()).then(|| value.trim().to_owned())
}

/// The text of an element on one line.
pub(super) fn line_of(content: &str) -> String {
    let text = without_tags(content);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text of an element with its paragraphs: `<P>` begins one, and so does an indent.
pub(super) fn text_of(content: &str) -> String {
    apart_by_indent(&without_tags(content))
}

/// The longest tag that is taken for one, in bytes: attributes of these files are short.
const TAG_BYTES_MAX: usize = 300;

/// Tags of this document type that stand for a break between paragraphs.
const BLOCKS: &[&str] =
    &["P", "BR", "TABLE", "TR", "H1", "H2", "H3", "H4", "H5", "H6", "HR", "DIV", "TEXT", "HEADLINE"];

fn without_tags(content: &str) -> String {
    let mut text = String::with_capacity(content.len());
    let mut rest = content;
    while let Some(at) = rest.find('<') {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some(inside) = rest.strip_prefix("<![CDATA[") {
            let end = inside.find("]]>").unwrap_or(inside.len());
            text.push_str(&inside[..end]);
            rest = inside[end..].strip_prefix("]]>").unwrap_or("");
            continue;
        }
        let Some((name, length)) = tag_at_start(rest) else {
            text.push('<');
            rest = &rest[1..];
            continue;
        };
        if BLOCKS.iter().any(|block| block.eq_ignore_ascii_case(name)) {
            text.push_str("\n\n");
        }
        rest = &rest[length..];
    }
    text.push_str(rest);
    if text.contains('&') { decode_references(&without_marks(&text)) } else { text }
}

/// The name of the tag with which a text begins, and how long the tag is. A tag begins with a letter, or with a digit
/// as the marks of size in the collections of the Patent Office and FBIS do.
fn tag_at_start(text: &str) -> Option<(&str, usize)> {
    let bytes = text.as_bytes();
    // `<` in front of a comparison or an amount is text: another one before the `>` shows that it is no tag.
    let end = bytes.iter().take(TAG_BYTES_MAX).skip(1).position(|byte| matches!(byte, b'<' | b'>'))? + 1;
    if bytes[end] != b'>' {
        return None;
    }
    let inside = text[1..end].trim_start_matches(['/', '!']);
    let length = inside.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.')).count();
    let (name, after) = inside.split_at(length);
    let is_tag = length > 0 && (after.is_empty() || after.starts_with([' ', '\n', '\t', '\r', '/']));
    is_tag.then_some((name, end + 1))
}

/// References that HTML has not, or not in capitals, and how HTML writes what they stand for.
const REFERENCES: &[(&str, &str)] = &[
    ("&LT;", "&lt;"),
    ("&GT;", "&gt;"),
    ("&AMP;", "&amp;"),
    ("&QUOT;", "&quot;"),
    ("&MD;", "—"),
    ("&hyph;", "-"),
    ("&blank;", " "),
];

/// Drops the marks of typesetting that AQUAINT and TREC write as references, `&UR;`, `&LR;`, `&QL;`: they say nothing.
fn without_marks(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        clean.push_str(&rest[..at]);
        rest = &rest[at..];
        let bytes = rest.as_bytes();
        let is_mark = bytes.len() >= 4 && bytes[1..3].iter().all(u8::is_ascii_uppercase) && bytes[3] == b';';
        let known = REFERENCES.iter().find(|(reference, _)| rest.starts_with(reference));
        let (length, stands_for) = match known {
            Some((reference, stands_for)) => (reference.len(), *stands_for),
            None if is_mark => (4, ""),
            None => (1, "&"),
        };
        clean.push_str(stands_for);
        rest = &rest[length..];
    }
    clean.push_str(rest);
    clean
}
