//! Web crawls in ARC files, the form before WARC.
//!
//! In: ARC version 1 and 2 of the Internet Archive (<https://archive.org/web/researcher/ArcFileFormat.php>), plain or
//! packed. Out: one article for each HTML page that a server sent (status 2xx). A record is a line with address, IP
//! number, day of the crawl, media type and length, then that many bytes; version 2 has five fields more, of which
//! none is needed. The day of the crawl is never a day of publication.

use std::io;
use std::ops::ControlFlow;

use crate::article::Problem;
use crate::format::web::capture::{
    HEAD_BYTES_MAX, PAGE_BYTES_MAX, Stream, clean_address, hand_on, head_of_page, read_response, usable_id,
};
use crate::format::web::http::Head;
use crate::format::{Format, Item, ItemSink};
use crate::source::{Input, Sample};

/// The format `arc`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Arc;

impl Format for Arc {
    fn name(&self) -> &'static str {
        "arc"
    }

    fn signs(&self) -> &'static str {
        "web crawl in an ARC file: begins with `filedesc://`; its HTML pages are the articles"
    }

    fn ids(&self) -> &'static str {
        "address and time of the crawl, `http://site/page@20140216050221`, else the record's place, from 1"
    }

    fn recognises(&self, sample: &Sample<'_>) -> bool {
        sample.trimmed().starts_with(b"filedesc://")
    }

    fn is_binary(&self) -> bool {
        true
    }

    fn read(&self, input: &mut Input<'_>, take: &mut ItemSink<'_>) -> Result<(), Problem> {
        let mut walk = Walk { stream: Stream::new(input.reader()), ordinal: 0, articles: 0, first_problem: None, take };
        let walked = walk.records();
        let (articles, records, first_problem) = (walk.articles, walk.ordinal, walk.first_problem);
        match walked? {
            ControlFlow::Continue(()) if articles == 0 => {
                let because = first_problem.map_or_else(String::new, |problem| format!("; {problem}"));
                let word = if records == 1 { "record" } else { "records" };
                Err(Problem::new(format!("no HTML response among its {records} {word}{because}")))
            }
            _ => Ok(()),
        }
    }
}

/// A walk over the records of one file.
struct Walk<'a, 't> {
    stream: Stream<'a>,
    /// The number of the record that is being read, from 1.
    ordinal: u64,
    articles: u64,
    /// The first line that could not be read, said where nothing else is.
    first_problem: Option<String>,
    take: &'a mut ItemSink<'t>,
}

impl Walk<'_, '_> {
    fn records(&mut self) -> Result<ControlFlow<()>, Problem> {
        let mut line = Vec::new();
        let mut has_strayed = false;
        loop {
            line.clear();
            let start = self.stream.position();
            let more = self.stream.read_line(&mut line, HEAD_BYTES_MAX).map_err(|error| self.broken(&error))?;
            if !more {
                return Ok(ControlFlow::Continue(()));
            }
            if line.trim_ascii().is_empty() {
                continue;
            }
            let header = std::str::from_utf8(&line).map_err(|_| "bytes that are no text".to_owned());
            let step = match header.and_then(Header::parse) {
                Ok(header) => {
                    self.ordinal += 1;
                    has_strayed = false;
                    self.read_record(&header, start)?
                }
                // One record that ends elsewhere than it says gives many lines that are none; the first is said.
                Err(_) if has_strayed => ControlFlow::Continue(()),
                Err(found) => {
                    has_strayed = true;
                    let message = format!("byte {start}: expected the line of a record, found {found}");
                    self.first_problem.get_or_insert_with(|| message.clone());
                    (self.take)(Item::Warning(Problem::new(message)))
                }
            };
            if step.is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
    }

    fn read_record(&mut self, header: &Header<'_>, start: u64) -> Result<ControlFlow<()>, Problem> {
        let mut block = Vec::new();
        if !header.is_version_block() {
            self.stream.read_head(&mut block, header.length).map_err(|error| self.broken(&error))?;
        }
        let left = header.length - block.len() as u64;
        let Some((head, head_bytes)) = head_of_page(&block) else {
            self.skip(left, header, start)?;
            return Ok(ControlFlow::Continue(()));
        };
        let Some(count) = usize::try_from(left).ok().filter(|count| *count <= PAGE_BYTES_MAX) else {
            self.skip(left, header, start)?;
            return Ok(self.warn(header, "page longer than 16 MiB, which no article is; passed over"));
        };
        let read = self.stream.read(&mut block, count);
        let found = block.len() as u64;
        let step = self.hand_on_page(&head, block.split_off(head_bytes), header);
        if let (Err(error), true) = (&read, step.is_continue()) {
            return Err(self.broken(error));
        }
        if found < header.length && step.is_continue() {
            return Err(self.cut_short(header, start, found));
        }
        Ok(step)
    }

    fn hand_on_page(&mut self, head: &Head, body: Vec<u8>, header: &Header<'_>) -> ControlFlow<()> {
        let stated = match read_response(head, body, Some(&clean_address(header.address))) {
            Ok(Some(stated)) => stated,
            Ok(None) => return ControlFlow::Continue(()),
            Err(problem) => return self.warn(header, &problem.message),
        };
        let handed_on = hand_on(stated, header.id(), self.ordinal, self.take);
        self.articles += u64::from(handed_on.is_some());
        handed_on.unwrap_or(ControlFlow::Continue(()))
    }

    fn warn(&mut self, header: &Header<'_>, message: &str) -> ControlFlow<()> {
        let problem = Problem { member: header.id(), ..Problem::new(message).at_line(self.ordinal) };
        (self.take)(Item::Warning(problem))
    }

    fn skip(&mut self, count: u64, header: &Header<'_>, start: u64) -> Result<(), Problem> {
        let skipped = self.stream.skip(count).map_err(|error| self.broken(&error))?;
        if skipped < count {
            return Err(self.cut_short(header, start, header.length - count + skipped));
        }
        Ok(())
    }

    fn cut_short(&self, header: &Header<'_>, start: u64, found: u64) -> Problem {
        let Self { ordinal, .. } = self;
        let expected = header.length;
        Problem::new(format!(
            "record {ordinal} at byte {start}: the file ends within it: expected {expected} bytes, found {found}"
        ))
    }

    fn broken(&self, error: &io::Error) -> Problem {
        let (ordinal, byte) = (self.ordinal, self.stream.position());
        Problem::new(format!("behind record {ordinal}, at byte {byte}: cannot be read to its end: {error}"))
    }
}

/// The line that heads a record.
#[derive(Debug, PartialEq, Eq)]
struct Header<'a> {
    address: &'a str,
    /// Year to second of the crawl, in digits.
    crawled: &'a str,
    length: u64,
}

impl<'a> Header<'a> {
    /// Reads a line such as `http://site/page 93.184.216.119 20140216050221 text/html 1591`. Some addresses have blanks
    /// in them, so that the first field which is a time, with an IP number before it, tells the fields apart.
    ///
    /// # Errors
    ///
    /// What was found in place of such a line.
    fn parse(line: &'a str) -> Result<Self, String> {
        let line = line.trim_end();
        let shown: String = line.chars().take(40).collect::<String>().escape_debug().collect();
        let other = || format!("`{shown}`");
        let is_time = |field: &str| field.len() >= 12 && field.bytes().all(|byte| byte.is_ascii_digit());
        let mut fields = line.match_indices(' ').map(|(at, _)| at);
        let (address, crawled, rest) = fields
            .find_map(|at| {
                let (address, rest) = (&line[..at], &line[at + 1..]);
                let (ip, rest) = rest.split_once(' ')?;
                let (crawled, rest) = rest.split_once(' ')?;
                (is_ip(ip) && is_time(crawled)).then_some((address, crawled, rest))
            })
            .ok_or_else(other)?;
        if !address.contains(':') {
            return Err(other());
        }
        let length = rest.rsplit(' ').next().unwrap_or("");
        let length = length.parse().map_err(|_| format!("the length `{}` in it", length.escape_debug()))?;
        Ok(Self { address, crawled, length })
    }

    /// Whether this is the block at the head of the file that names its version.
    fn is_version_block(&self) -> bool {
        self.address.starts_with("filedesc:")
    }

    fn id(&self) -> Option<String> {
        let Self { address, crawled, .. } = self;
        usable_id(&format!("{}@{crawled}", clean_address(address)))
    }
}

fn is_ip(field: &str) -> bool {
    let is_of_address = |byte: u8| byte.is_ascii_hexdigit() || matches!(byte, b'.' | b':');
    field == "-" || (field.contains(['.', ':']) && field.bytes().all(is_of_address))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_line_of_a_record() {
        let cases = [
            ("http://a.example/ 93.184.216.119 20140216050221 text/html 1591\n", Some(("http://a.example/", 1591))),
            (
                "http://a.example/?t=From The Web&b=No 93.184.216.119 20140216050221 text/html 7",
                Some(("http://a.example/?t=From The Web&b=No", 7)),
            ),
            (
                "http://a.example/ 1.2.3.4 19970914034432 text/html 200 a1b2 - 12 IA-001.arc 999\r\n",
                Some(("http://a.example/", 999)),
            ),
            (
                "http://a.example/ 2001:db8::1 20140216050221 text/html; charset=utf-8 12",
                Some(("http://a.example/", 12)),
            ),
            ("dns:a.example - 20140216050221 text/dns 40", Some(("dns:a.example", 40))),
            ("http://a.example/ 93.184.216.119 20140216050221 text/html -1", None),
            ("http://a.example/ 93.184.216.119 20140216050221 text/html abc", None),
            ("URL IP-address Archive-date Content-type Archive-length", None),
            ("", None),
        ];
        for (line, expected) in cases {
            let header = Header::parse(line).ok();
            assert_eq!(header.map(|header| (header.address, header.length)), expected, "{line}");
        }
    }
}
