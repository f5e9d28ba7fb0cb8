//! Messages of the teleprinter wires: what ANPA 1312 and IPTC 7901 have in common.
//!
//! In: a stream of bytes with the control characters of ISO 646. Out: one [`Message`] at a time: header (between SOH
//! and STX), text (between STX and ETX) and end line (between ETX and EOT), decoded. What stands between messages
//! (SYN, NUL and DEL for the printers to catch up) is passed over. A message whose end was lost ends where the next
//! one begins.

use std::io::{BufRead, Read};
use std::ops::ControlFlow;

use crate::article::{Problem, StatedArticle};
use crate::format::authors::{names, of_line, without_label, without_source};
use crate::format::{ARTICLE_BYTES_MAX, Item, ItemSink, Place};
use crate::source::{Input, Sample, decode};

/// Control characters that frame a message.
const START_OF_HEADER: u8 = 0x01;
const START_OF_TEXT: u8 = 0x02;
const END_OF_TEXT: u8 = 0x03;
const END_OF_TRANSMISSION: u8 = 0x04;

/// How far into a file the first message may begin, and how long its header may be, in bytes. Headers have two lines of
/// under 80 characters; wires put a few dozen fill characters in front.
const LEADER_BYTES_MAX: usize = 256;
const HEADER_BYTES_MAX: usize = 512;

/// The parts of one message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Message {
    /// From SOH to STX, control characters included: formats tell them apart by these.
    pub(super) header: String,
    /// From STX to ETX, without control characters but tab and line feed.
    pub(super) text: String,
    /// Behind ETX, cleaned in the same way.
    pub(super) end: String,
}

/// What a message gave.
pub(super) struct Stated {
    /// Its own number, with the service: `W2870`.
    pub(super) id: Option<String>,
    /// The article.
    pub(super) article: StatedArticle,
    /// Why it has no date, if so.
    pub(super) problem: Option<String>,
}

/// The header of the first message of a file, if it begins with one.
pub(super) fn first_header(sample: &Sample<'_>) -> Option<String> {
    let bytes = sample.bytes;
    let start = bytes.iter().take(LEADER_BYTES_MAX).position(|byte| *byte == START_OF_HEADER)?;
    let is_filler = |byte: &u8| byte.is_ascii_whitespace() || byte.is_ascii_control();
    if !bytes[..start].iter().all(is_filler) {
        return None;
    }
    let header = &bytes[start + 1..];
    let end = header.iter().take(HEADER_BYTES_MAX).position(|byte| *byte == START_OF_TEXT)?;
    Some(String::from_utf8_lossy(&header[..end]).into_owned())
}

/// Reads all messages of a file; `read` makes the article of one.
pub(super) fn read_messages(
    input: &mut Input<'_>,
    take: &mut ItemSink<'_>,
    read: impl Fn(&Message) -> Stated,
) -> Result<(), Problem> {
    let mut reader = input.reader();
    let (mut bytes, mut line, mut any) = (Vec::new(), 1, false);
    let mut last = 0;
    loop {
        bytes.clear();
        let limit = ARTICLE_BYTES_MAX as u64 + 1;
        let count = (&mut reader).take(limit).read_until(END_OF_TRANSMISSION, &mut bytes);
        let count = count.map_err(|error| Problem::new(format!("cannot be read to its end: {error}")).at_line(line))?;
        if count > ARTICLE_BYTES_MAX {
            let why = "message longer than 64 MiB, which no article is: no end of transmission (EOT) was found";
            return Err(Problem::new(why).at_line(line));
        }
        if count == 0 {
            break;
        }
        let flow = read_transmission(&bytes, (line, &mut last), take, &read);
        match flow {
            ControlFlow::Break(()) => return Ok(()),
            ControlFlow::Continue(found) => any |= found,
        }
        line += count_lines(&bytes);
    }
    if any { Ok(()) } else { Err(Problem::new("no message with a start of header (SOH) and a text (STX) in it")) }
}

fn count_lines(bytes: &[u8]) -> u64 {
    bytes.iter().map(|byte| u64::from(*byte == b'\n')).sum()
}

/// Reads the messages up to one EOT: one, unless the EOT of some was lost. Tells whether there was any.
fn read_transmission(
    bytes: &[u8],
    (mut line, last): (u64, &mut u64),
    take: &mut ItemSink<'_>,
    read: &impl Fn(&Message) -> Stated,
) -> ControlFlow<(), bool> {
    let mut any = false;
    for (number, part) in bytes.split(|byte| *byte == START_OF_HEADER).enumerate() {
        if number > 0 {
            // Of several messages on one line each has a number of its own, since ids are made of it.
            *last = line.max(*last + 1);
            any |= read_one(part, *last, take, read)?;
        }
        line += count_lines(part);
    }
    ControlFlow::Continue(any)
}

fn read_one(
    bytes: &[u8],
    line: u64,
    take: &mut ItemSink<'_>,
    read: &impl Fn(&Message) -> Stated,
) -> ControlFlow<(), bool> {
    let Some(text_at) = bytes.iter().position(|byte| *byte == START_OF_TEXT) else {
        take(Item::Warning(Problem::new("message without a text: expected STX behind its header").at_line(line)))?;
        return ControlFlow::Continue(false);
    };
    let body = &bytes[text_at + 1..];
    let text_end = body.iter().position(|byte| *byte == END_OF_TEXT);
    if text_end.is_none() {
        let why = "message without the end of its text: expected ETX; what there is was read";
        take(Item::Warning(Problem::new(why).at_line(line)))?;
    }
    let text_end = text_end.unwrap_or(body.len());
    let decoded = decode(&body[..text_end], None);
    if let Some(problem) = decoded.problem() {
        take(Item::Warning(problem.at_line(line)))?;
    }
    let message = Message {
        header: String::from_utf8_lossy(&bytes[..text_at]).into_owned(),
        text: clean(&decoded.text),
        end: clean(&String::from_utf8_lossy(body.get(text_end + 1..).unwrap_or_default())),
    };
    let Stated { id, article, problem } = read(&message);
    if let Some(why) = problem {
        take(Item::Warning(Problem { member: id.clone(), ..Problem::new(why).at_line(line) }))?;
    }
    take(Item::Article(Place::Record { id, line }, Box::new(article)))?;
    ControlFlow::Continue(true)
}

/// Drops the control characters that printers and typesetting machines were steered by.
fn clean(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_control() || matches!(letter, '\n' | '\t')).collect()
}

/// States the byline of a line such as `By Anna Petrova, xyz`, and whom it names: the agency that sends the message is
/// no author, whatever its name.
pub(super) fn state_byline(article: &mut StatedArticle, line: &str) {
    let byline = without_label(line);
    let agency = article.source.as_deref().unwrap_or_default();
    let line = match byline.rsplit_once(',') {
        Some((names, last)) if last.trim().eq_ignore_ascii_case(agency) => names,
        _ => byline,
    };
    article.authors = without_source(names(of_line(line)), article.source.as_deref());
    article.byline = Some(byline.to_owned());
}

/// The year that two digits stand for. Both standards are of 1979, so that no wire in them is older than that: 80 to
/// 99 are of the twentieth century, the others of this one.
pub(super) fn year_of(digits: &str) -> Option<i32> {
    let number: i32 = digits.parse().ok()?;
    match digits.len() {
        4 => Some(number),
        2 if number >= 80 => Some(1900 + number),
        2 => Some(2000 + number),
        _ => None,
    }
}

/// Whether a text is digits, so many of them.
pub(in crate::format) fn is_digits(text: &str, counts: std::ops::RangeInclusive<usize>) -> bool {
    counts.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Puts an empty line before every line that is indented, which is how wires begin a paragraph, and drops the indent.
pub(in crate::format) fn apart_by_indent(text: &str) -> String {
    let mut apart = String::with_capacity(text.len() + 64);
    for line in text.split('\n') {
        let trimmed = line.trim_start();
        if !trimmed.is_empty() && (line.starts_with("  ") || line.starts_with('\t')) {
            apart.push('\n');
        }
        apart.push_str(trimmed);
        apart.push('\n');
    }
    apart
}
