//! Web crawls in WARC files: each page that was fetched is an article.
//!
//! In: WARC 0.17 to 1.1 (ISO 28500:2017, <https://iipc.github.io/warc-specifications/>), plain, or packed whole or
//! record by record. Out: one article for each HTML page that a server sent (status 2xx), and for each `resource` or
//! `conversion` record of HTML or plain text, as the WET files of Common Crawl have them. All other records are passed
//! over: requests, images, scripts, redirects, and `revisit` records, which only say that a page was still the same.
//! The day of the crawl is never a day of publication.
//!
//! A record whose length is wrong costs that record only: the next one is looked for from there on.

use std::collections::BTreeMap;
use std::io;
use std::ops::ControlFlow;

use crate::article::Problem;
use crate::format::fields::Stated;
use crate::format::web::capture::{
    HEAD_BYTES_MAX, PAGE_BYTES_MAX, Stream, clean_address, hand_on, head_of_page, is_of_the_web, read_html,
    read_response, read_text, usable_id,
};
use crate::format::web::http::{MediaType, fields};
use crate::format::{Format, Item, ItemSink};
use crate::source::{Input, Sample};

/// The format `warc`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Warc;

impl Format for Warc {
    fn name(&self) -> &'static str {
        "warc"
    }

    fn signs(&self) -> &'static str {
        "web crawl in a WARC file: begins with `WARC/0.` or `WARC/1.`; its HTML pages are the articles"
    }

    fn ids(&self) -> &'static str {
        "the WARC-Record-ID without `urn:uuid:`, else the record's place, from 1"
    }

    fn recognises(&self, sample: &Sample<'_>) -> bool {
        is_version(sample.trimmed())
    }

    fn is_binary(&self) -> bool {
        true
    }

    fn read(&self, input: &mut Input<'_>, take: &mut ItemSink<'_>) -> Result<(), Problem> {
        let mut walk = Walk {
            stream: Stream::new(input.reader()),
            place: Position::default(),
            found_head: None,
            seen: Seen::default(),
            cut: None,
            take,
        };
        match walk.records() {
            Ok(ControlFlow::Continue(())) if walk.seen.articles == 0 => Err(Problem::new(walk.seen.reason())),
            Ok(_) => Ok(()),
            Err(Stop(problem)) => Err(problem),
        }
    }
}

/// Whether bytes begin a record of a version that is read. The drafts before 0.17 had all of a head in one line.
fn is_version(bytes: &[u8]) -> bool {
    bytes.starts_with(b"WARC/1.") || bytes.starts_with(b"WARC/0.17") || bytes.starts_with(b"WARC/0.18")
}

/// The end of the file as far as it can be read.
struct Stop(Problem);

/// Where a record stands.
#[derive(Clone, Copy, Debug, Default)]
struct Position {
    /// Its number in the file, from 1.
    ordinal: u64,
    /// The byte at which it begins, in what was unpacked.
    byte: u64,
}

impl Position {
    fn problem(self, message: &str) -> Problem {
        Problem::new(format!("record {} at byte {}: {message}", self.ordinal, self.byte))
    }

    fn stop(self, error: &io::Error) -> Stop {
        Stop(self.problem(&format!("cannot be read to its end: {error}")))
    }
}

/// A walk over the records of one file.
struct Walk<'a, 't> {
    stream: Stream<'a>,
    /// The record that is being read.
    place: Position,
    /// Where the first line of a head began that was read while looking for it.
    found_head: Option<u64>,
    seen: Seen,
    /// What is the matter with a record in which the file ends, while what there is of its page is handed on.
    cut: Option<Stop>,
    take: &'a mut ItemSink<'t>,
}

impl Walk<'_, '_> {
    fn records(&mut self) -> Result<ControlFlow<()>, Stop> {
        loop {
            match self.next_header()? {
                Next::Record(header) => {
                    self.seen.count(&header.kind);
                    if self.read_record(&header)?.is_break() {
                        return Ok(ControlFlow::Break(()));
                    }
                    if let Some(stop) = self.cut.take() {
                        return Err(stop);
                    }
                }
                Next::Warning(problem) => {
                    if (self.take)(Item::Warning(problem)).is_break() {
                        return Ok(ControlFlow::Break(()));
                    }
                }
                Next::End => return Ok(ControlFlow::Continue(())),
            }
        }
    }

    /// The head of the next record. What stands before it is passed over, and said unless it is empty lines.
    fn next_header(&mut self) -> Result<Next, Stop> {
        if let Some(start) = self.found_head.take() {
            return self.read_header(start);
        }
        let mut line = Vec::new();
        let mut strayed_from = None;
        loop {
            line.clear();
            let start = self.stream.position();
            let more = self.stream.read_line(&mut line, HEAD_BYTES_MAX).map_err(|error| self.place.stop(&error))?;
            let is_head = is_version(&line) && line.len() <= VERSION_BYTES_MAX;
            if let (Some(from), true) = (strayed_from, is_head || !more) {
                self.found_head = is_head.then_some(start);
                let passed = start - from;
                let message =
                    format!("expected the next record at byte {from}, found other bytes; {passed} passed over");
                return Ok(Next::Warning(Problem::new(message)));
            }
            if !more {
                return Ok(Next::End);
            }
            if is_head {
                return self.read_header(start);
            }
            if strayed_from.is_none() && !line.trim_ascii().is_empty() {
                strayed_from = Some(start);
            }
        }
    }

    /// Reads the fields of a head, of which the first line began at byte `start`, up to the empty line.
    fn read_header(&mut self, start: u64) -> Result<Next, Stop> {
        self.place = Position { ordinal: self.place.ordinal + 1, byte: start };
        let mut bytes = Vec::new();
        self.stream.read_head(&mut bytes, u64::MAX).map_err(|error| self.place.stop(&error))?;
        if !ends_with_empty_line(&bytes) {
            if bytes.len() < HEAD_BYTES_MAX {
                return Err(Stop(self.place.problem("the file ends within the head of the record")));
            }
            let message = format!("expected an empty line within {} KiB, found none", HEAD_BYTES_MAX >> 10);
            return Ok(Next::Warning(self.place.problem(&message)));
        }
        match Header::parse(&bytes) {
            Ok(header) => Ok(Next::Record(header)),
            Err(message) => Ok(Next::Warning(self.place.problem(&message))),
        }
    }

    fn read_record(&mut self, header: &Header) -> Result<ControlFlow<()>, Stop> {
        let address = header.address.as_deref();
        match header.kind.as_str() {
            "response" if header.is_http() => self.read_response(header),
            "resource" | "conversion" if header.has_text() && address.is_none_or(is_of_the_web) => {
                let Some(block) = self.read_block(Vec::new(), header)? else {
                    return Ok(self.warn(header, TOO_LONG));
                };
                self.seen.pages += 1;
                let stated = match &header.media_type {
                    Some(media_type) if media_type.is_html() => {
                        read_html(&block, media_type.charset.as_deref(), address)
                    }
                    media_type => {
                        let charset = media_type.as_ref().and_then(|media_type| media_type.charset.as_deref());
                        read_text(&block, charset, address)
                    }
                };
                Ok(self.hand_on(stated, header))
            }
            _ => {
                self.skip(header.length, header)?;
                Ok(ControlFlow::Continue(()))
            }
        }
    }

    /// Reads a response: its head first, so that what is no page need not be kept.
    fn read_response(&mut self, header: &Header) -> Result<ControlFlow<()>, Stop> {
        let mut block = Vec::new();
        self.stream.read_head(&mut block, header.length).map_err(|error| self.place.stop(&error))?;
        let Some((head, head_bytes)) = head_of_page(&block) else {
            self.skip(header.length - block.len() as u64, header)?;
            return Ok(ControlFlow::Continue(()));
        };
        let Some(mut block) = self.read_block(block, header)? else {
            return Ok(self.warn(header, TOO_LONG));
        };
        let body = block.split_off(head_bytes.min(block.len()));
        match read_response(&head, body, header.address.as_deref()) {
            Ok(None) => Ok(ControlFlow::Continue(())),
            Ok(Some(stated)) => {
                self.seen.pages += 1;
                Ok(self.hand_on(stated, header))
            }
            Err(problem) => Ok(self.warn(header, &problem.message)),
        }
    }

    fn hand_on(&mut self, mut stated: Stated, header: &Header) -> ControlFlow<()> {
        if stated.article.language.is_none() {
            stated.article.language.clone_from(&header.language);
        }
        let handed_on = hand_on(stated, header.id.clone(), self.place.ordinal, self.take);
        self.seen.articles += u64::from(handed_on.is_some());
        handed_on.unwrap_or(ControlFlow::Continue(()))
    }

    fn warn(&mut self, header: &Header, message: &str) -> ControlFlow<()> {
        (self.take)(Item::Warning(Problem { member: header.id.clone(), ..self.place.problem(message) }))
    }

    /// The whole block of a record, of which `block` was read; `None`, and passed over, where it is too long. Where the
    /// block does not end at its end, the next record may stand within it: what is behind its start is given back.
    /// Where the file ends or cannot be read further within the block, what there is of it.
    fn read_block(&mut self, mut block: Vec<u8>, header: &Header) -> Result<Option<Vec<u8>>, Stop> {
        let left = header.length - block.len() as u64;
        let Some(count) = usize::try_from(left).ok().filter(|_| header.length <= PAGE_BYTES_MAX as u64) else {
            self.skip(left, header)?;
            return Ok(None);
        };
        let place = self.place;
        if let Err(error) = self.stream.read(&mut block, count) {
            self.cut = Some(place.stop(&error));
            return Ok(Some(block));
        }
        let is_whole = block.len() as u64 == header.length;
        if is_whole && self.stream.is_at_line_end().map_err(|error| place.stop(&error))? {
            return Ok(Some(block));
        }
        if let Some(next) = find_next_record(&block)
            && self.stream.give_back(&block[next..])
        {
            block.truncate(next);
            return Ok(Some(block));
        }
        if !is_whole {
            self.cut = Some(self.cut_short(header.length, block.len() as u64));
        }
        Ok(Some(block))
    }

    /// Passes over the last `count` bytes of a record.
    fn skip(&mut self, count: u64, header: &Header) -> Result<(), Stop> {
        let skipped = self.stream.skip(count).map_err(|error| self.place.stop(&error))?;
        if skipped < count { Err(self.cut_short(header.length, header.length - count + skipped)) } else { Ok(()) }
    }

    fn cut_short(&self, expected: u64, found: u64) -> Stop {
        Stop(self.place.problem(&format!("the file ends within the record: expected {expected} bytes, found {found}")))
    }
}

const TOO_LONG: &str = "page longer than 16 MiB, which no article is; passed over";

/// The longest line `WARC/1.1`, with its end.
const VERSION_BYTES_MAX: usize = 16;

/// What comes next in a file.
enum Next {
    Record(Header),
    Warning(Problem),
    End,
}

fn ends_with_empty_line(bytes: &[u8]) -> bool {
    [b"\n\r\n".as_slice(), b"\n\n"].iter().any(|end| bytes.ends_with(end)) || matches!(bytes, b"\r\n" | b"\n")
}

/// Where in a block another record begins: behind an empty line.
fn find_next_record(block: &[u8]) -> Option<usize> {
    let mut from = 0;
    while let Some(at) = block[from..].iter().position(|byte| *byte == b'\n').map(|at| from + at + 1) {
        from = at;
        let is_behind_empty_line = block[..at].ends_with(b"\n\r\n") || block[..at].ends_with(b"\n\n");
        if is_behind_empty_line && is_version(&block[at..]) {
            return Some(at);
        }
    }
    None
}

/// What the head of a record says.
#[derive(Debug)]
struct Header {
    /// `WARC-Type`, in lower case.
    kind: String,
    id: Option<String>,
    address: Option<String>,
    media_type: Option<MediaType>,
    language: Option<String>,
    /// How many bytes the block has.
    length: u64,
}

impl Header {
    fn parse(bytes: &[u8]) -> Result<Self, String> {
        let (mut kind, mut length) = (String::new(), None);
        let (mut id, mut address, mut media_type, mut language) = (None, None, None, None);
        for (name, value) in fields(bytes) {
            match name.as_str() {
                "warc-type" => kind = value.to_ascii_lowercase(),
                "warc-record-id" => id = own_id(&value),
                "warc-target-uri" => address = Some(clean_address(&value)).filter(|address| !address.is_empty()),
                "content-type" => media_type = MediaType::parse(&value),
                "content-length" => length = Some(value),
                // What Common Crawl's detector (CLD2) says, the surest first.
                "warc-identified-content-language" => {
                    language =
                        value.split(',').next().map(|code| code.trim().to_owned()).filter(|code| !code.is_empty());
                }
                _ => {}
            }
        }
        let length = length.ok_or("expected `Content-Length` in the head, found none")?;
        let length = length.parse().map_err(|_| {
            format!("expected a number of bytes as `Content-Length`, found `{}`", length.escape_debug())
        })?;
        Ok(Self { kind, id, address, media_type, language, length })
    }

    /// Whether the block is an HTTP message. Records without a type are looked into.
    fn is_http(&self) -> bool {
        self.media_type.as_ref().is_none_or(|media_type| media_type.name == "application/http")
    }

    fn has_text(&self) -> bool {
        self.media_type.as_ref().is_some_and(|media_type| media_type.is_html() || media_type.name == "text/plain")
    }
}

/// The identifier in `<urn:uuid:…>`.
fn own_id(value: &str) -> Option<String> {
    let value = value.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')).unwrap_or(value);
    usable_id(value.strip_prefix("urn:uuid:").unwrap_or(value))
}

/// What was met in a file, for the reason why it holds no article.
#[derive(Debug, Default)]
struct Seen {
    records: u64,
    kinds: BTreeMap<&'static str, u64>,
    /// Pages of which an article could be made, had they words.
    pages: u64,
    articles: u64,
}

/// The types of record of ISO 28500:2017, 5.5.
const KINDS: &[&str] =
    &["warcinfo", "response", "resource", "request", "metadata", "revisit", "conversion", "continuation"];

impl Seen {
    fn count(&mut self, kind: &str) {
        self.records += 1;
        let known = KINDS.iter().find(|known| **known == kind).copied().unwrap_or("other");
        *self.kinds.entry(known).or_default() += 1;
    }

    fn reason(&self) -> String {
        let kinds: Vec<String> = self.kinds.iter().map(|(kind, count)| format!("{count} {kind}")).collect();
        let records = if self.records == 1 { "record" } else { "records" };
        let found = if self.pages > 0 { "no page with a word in it" } else { "no HTML response" };
        format!("{found} among its {} {records} ({})", self.records, kinds.join(", "))
    }
}

#[cfg(test)]
mod tests;
