//! Feeds: RSS, Atom and the exports of `WordPress`, an article an entry.
//!
//! In: XML of RSS 0.90 to 2.0 (<https://www.rssboard.org/rss-specification>, RSS 1.0:
//! <https://web.resource.org/rss/1.0/>), Atom 1.0 (RFC 4287) and 0.3, the Channel Definition Format
//! (<https://www.w3.org/TR/NOTE-CDFsubmit.html>), and `WordPress` eXtended RSS 1.0 to 1.2
//! (<https://developer.wordpress.org/reference/functions/export_wp/>), with the modules Dublin Core, Content, PRISM and
//! iTunes. Out: an article for every entry with a title or a text. Files of any length are read with memory for a few
//! entries. Feeds are the most broken XML that there is: elements are known by their namespace where it is declared, by
//! the usual prefix where it is not, in any case.

mod entry;
mod reading;
mod text;
mod vocabulary;
mod wordpress;

use crate::article::Problem;
use crate::format::{Format, ItemSink, xml};
use crate::source::{Input, Sample};

/// The formats of this family, in the order in which they are asked.
///
/// Told by the root element and its namespaces; an export is RSS too, and is asked first.
pub(super) static FORMATS: &[&dyn Format] = &[&Wxr, &Rss, &Atom];

/// The format `rss`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rss;

/// The format `atom`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Atom;

/// The format `wxr`, the export of `WordPress`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wxr;

const IDS: &str = "the guid or id of the entry, else its address, else its line";

impl Format for Rss {
    fn name(&self) -> &'static str {
        "rss"
    }

    fn signs(&self) -> &'static str {
        "RSS 0.90 to 2.0 and CDF: the root is `<rss>`, `<channel>`, or `<rdf:RDF>` with the namespace of RSS"
    }

    fn ids(&self) -> &'static str {
        IDS
    }

    fn recognises(&self, sample: &Sample<'_>) -> bool {
        kind_of(sample) == Some(Kind::Rss)
    }

    fn read(&self, input: &mut Input<'_>, take: &mut ItemSink<'_>) -> Result<(), Problem> {
        reading::read(input, take)
    }
}

impl Format for Atom {
    fn name(&self) -> &'static str {
        "atom"
    }

    fn signs(&self) -> &'static str {
        "Atom 0.3 and 1.0, exports of Blogger: the root is `<feed>` or `<entry>` with the namespace of Atom"
    }

    fn ids(&self) -> &'static str {
        IDS
    }

    fn recognises(&self, sample: &Sample<'_>) -> bool {
        kind_of(sample) == Some(Kind::Atom)
    }

    fn read(&self, input: &mut Input<'_>, take: &mut ItemSink<'_>) -> Result<(), Problem> {
        reading::read(input, take)
    }
}

impl Format for Wxr {
    fn name(&self) -> &'static str {
        "wxr"
    }

    fn signs(&self) -> &'static str {
        "WordPress export (WXR 1.0 to 1.2), published posts and pages: `<rss>` with the namespace wordpress.org/export"
    }

    fn ids(&self) -> &'static str {
        "the number of the post"
    }

    fn recognises(&self, sample: &Sample<'_>) -> bool {
        kind_of(sample) == Some(Kind::Wxr)
    }

    fn read(&self, input: &mut Input<'_>, take: &mut ItemSink<'_>) -> Result<(), Problem> {
        reading::read(input, take)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Rss,
    Atom,
    Wxr,
}

/// Namespaces that make an `<RDF>` a feed; other RDF is none.
const RSS_OF_RDF: &[&[u8]] = &[
    b"purl.org/rss/1.0/\"",
    b"purl.org/rss/1.0/'",
    b"purl.org/net/rss1.1#",
    b"my.netscape.com/rdf/",
    b"my.netscape.com/publish/formats/",
    b"channel.netscape.com/rdf",
];

fn kind_of(sample: &Sample<'_>) -> Option<Kind> {
    let root = xml::root(sample).or_else(|| root_behind_junk(sample))?;
    let has = |text: &[u8]| memchr::memmem::find(sample.bytes, text).is_some();
    let tag = root.tag.to_ascii_lowercase();
    let of_atom = ["w3.org/2005/atom", "purl.org/atom/", "purl.org/echo/", "purl.org/pie/"];
    match root.name.to_ascii_lowercase().as_str() {
        "rss" if tag.contains("wordpress.org/export") => Some(Kind::Wxr),
        "rss" => Some(Kind::Rss),
        "rdf" if RSS_OF_RDF.iter().any(|sign| has(sign)) => Some(Kind::Rss),
        "channel" if has(b"<item") || has(b"<ITEM") || has(b"<Item") => Some(Kind::Rss),
        "feed" if of_atom.iter().any(|sign| tag.contains(sign)) || has(b"<entry") => Some(Kind::Atom),
        "entry" if of_atom.iter().any(|sign| tag.contains(sign)) => Some(Kind::Atom),
        _ => None,
    }
}

/// How far junk may reach in which a server told its troubles before the feed begins.
const JUNK_BYTES_MAX: usize = 1000;

/// The root of a file that begins with something else, such as the warning of a script, and then declares XML at the
/// beginning of a line. A text that shows XML as an example is none: it marks it, or has but a piece of it.
fn root_behind_junk(sample: &Sample<'_>) -> Option<xml::Root> {
    let head = &sample.bytes[..sample.bytes.len().min(JUNK_BYTES_MAX)];
    let at = [&b"\n<?xml "[..], b"\n<rss "].iter().find_map(|start| memchr::memmem::find(head, start))?;
    let has = |bytes: &[u8], text: &[u8]| memchr::memmem::find(bytes, text).is_some();
    let is_marked = has(&head[..at], b"```") || has(&head[..at], b"~~~");
    let signs: [&[u8]; 5] = [b"<channel", b"<Channel", b"<CHANNEL", b"<entry", b"<item"];
    if is_marked || !signs.iter().any(|sign| has(&sample.bytes[at..], sign)) {
        return None;
    }
    xml::root(&Sample { bytes: &sample.bytes[at..], ..*sample })
}

#[cfg(test)]
mod tests;
