//! What the formats of captured pages share: a stream that knows where it is, and the article of a page.
//!
//! In: the bytes of a crawl or of a saved page, with the encoding and address that stand around it. Out: the page's
//! article, and what could not be read of it.

use std::io::{self, BufRead};
use std::ops::ControlFlow;

use super::html;
use super::http::{Head, MediaType};
use crate::article::{Problem, StatedArticle, tidy};
use crate::format::fields::Stated;
use crate::format::{ItemSink, Place};
use crate::source::decode;

/// The most bytes of a page, packed and unpacked. The longest articles of live blogs have some hundred KiB.
pub(in crate::format) const PAGE_BYTES_MAX: usize = 16 << 20;

/// The most bytes of a head, of a record or of HTTP; servers refuse more than 8 to 64 KiB.
pub(in crate::format) const HEAD_BYTES_MAX: usize = 64 << 10;

/// How often bytes are given back to one stream, so that records that lie about their length do not cost a second
/// reading each.
const RETURNS_MAX: usize = 32;

/// A stream of bytes that knows how many were read, and takes some back.
pub(in crate::format) struct Stream<'a> {
    reader: &'a mut dyn BufRead,
    returned: Vec<u8>,
    returned_start: usize,
    returns: usize,
    position: u64,
}

impl<'a> Stream<'a> {
    pub(in crate::format) fn new(reader: &'a mut dyn BufRead) -> Self {
        Self { reader, returned: Vec::new(), returned_start: 0, returns: 0, position: 0 }
    }

    /// How many bytes lie behind.
    pub(in crate::format) fn position(&self) -> u64 {
        self.position
    }

    /// The bytes that come next, as many as there are at hand; none at the end.
    fn fill(&mut self) -> io::Result<&[u8]> {
        if self.returned_start < self.returned.len() {
            return Ok(&self.returned[self.returned_start..]);
        }
        loop {
            match self.reader.fill_buf() {
                Ok(_) => return self.reader.fill_buf(),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }

    fn consume(&mut self, count: usize) {
        self.position += count as u64;
        if self.returned_start < self.returned.len() {
            self.returned_start += count;
            if self.returned_start == self.returned.len() {
                self.returned = Vec::new();
                self.returned_start = 0;
            }
        } else {
            self.reader.consume(count);
        }
    }

    /// Appends the next line with its end, or the first `bytes_max` bytes of a longer one; `false` at the end.
    pub(in crate::format) fn read_line(&mut self, line: &mut Vec<u8>, bytes_max: usize) -> io::Result<bool> {
        let mut left = bytes_max;
        loop {
            let buffer = self.fill()?;
            let buffer = &buffer[..buffer.len().min(left)];
            let end = buffer.iter().position(|byte| *byte == b'\n').map(|at| at + 1);
            let count = end.unwrap_or(buffer.len());
            line.extend_from_slice(&buffer[..count]);
            self.consume(count);
            left -= count;
            if end.is_some() || count == 0 || left == 0 {
                return Ok(left < bytes_max);
            }
        }
    }

    /// Appends the next `count` bytes, or what there is of them.
    pub(in crate::format) fn read(&mut self, bytes: &mut Vec<u8>, count: usize) -> io::Result<()> {
        let mut left = count;
        while left > 0 {
            let buffer = self.fill()?;
            let taken = buffer.len().min(left);
            if taken == 0 {
                break;
            }
            bytes.extend_from_slice(&buffer[..taken]);
            self.consume(taken);
            left -= taken;
        }
        Ok(())
    }

    /// Passes over `count` bytes; gives how many there were.
    pub(in crate::format) fn skip(&mut self, count: u64) -> io::Result<u64> {
        let mut left = count;
        while left > 0 {
            let at_hand = self.fill()?.len() as u64;
            if at_hand == 0 {
                break;
            }
            let taken = at_hand.min(left);
            self.consume(usize::try_from(taken).unwrap_or(usize::MAX));
            left -= taken;
        }
        Ok(count - left)
    }

    /// Whether a line end or the end of the stream comes next.
    pub(in crate::format) fn is_at_line_end(&mut self) -> io::Result<bool> {
        Ok(self.fill()?.first().is_none_or(|byte| matches!(byte, b'\r' | b'\n')))
    }

    /// Takes bytes back that were read last; `false` where that was done too often.
    pub(in crate::format) fn give_back(&mut self, bytes: &[u8]) -> bool {
        if self.returns == RETURNS_MAX {
            return false;
        }
        self.returns += 1;
        let mut returned = bytes.to_vec();
        returned.extend_from_slice(&self.returned[self.returned_start..]);
        self.returned = returned;
        self.returned_start = 0;
        self.position -= bytes.len() as u64;
        true
    }

    /// Appends the head of a response, with the empty line that ends it: `limit` bytes at most.
    pub(in crate::format) fn read_head(&mut self, head: &mut Vec<u8>, limit: u64) -> io::Result<()> {
        let mut left = usize::try_from(limit).unwrap_or(usize::MAX).min(HEAD_BYTES_MAX);
        while left > 0 {
            let before = head.len();
            let more = self.read_line(head, left)?;
            let line = &head[before..];
            left -= line.len();
            if !more || line.trim_ascii().is_empty() {
                break;
            }
        }
        Ok(())
    }
}

/// The head of a response that begins with `block`, which is read up to its first empty line, and how many bytes it
/// has; `None` where no article is made of it: it is no page, or was not sent whole. Servers of the first years answered
/// with the page alone (HTTP/0.9; RFC 1945, 6).
pub(in crate::format) fn head_of_page(block: &[u8]) -> Option<(Head, usize)> {
    let Some(head) = Head::parse(block) else {
        return looks_like_html(block).then(|| (Head::of_bare_page(), 0));
    };
    let is_page = head.is_success() && head.media_type.as_ref().is_none_or(MediaType::is_html);
    is_page.then_some((head, block.len()))
}

/// The article of a response, and what could not be read of it; `None` where it is no page.
///
/// # Errors
///
/// When the page is too long.
pub(in crate::format) fn read_response(
    head: &Head,
    body: Vec<u8>,
    address: Option<&str>,
) -> Result<Option<Stated>, Problem> {
    let mut problems = Vec::new();
    let content = head.content(body, PAGE_BYTES_MAX, &mut problems);
    let content = content.map_err(|error| Problem::new(format!("{error}; passed over")))?;
    if head.media_type.is_none() && !looks_like_html(&content) {
        return Ok(None);
    }
    let charset = head.media_type.as_ref().and_then(|media_type| media_type.charset.as_deref());
    let mut stated = read_html(&content, charset, address);
    stated.problems.splice(0..0, problems);
    Ok(Some(stated))
}

/// The article of a page whose encoding the protocol may have declared.
pub(in crate::format) fn read_html(bytes: &[u8], charset: Option<&str>, address: Option<&str>) -> Stated {
    let of_page = if charset.is_none() { html::declared_encoding(bytes) } else { None };
    let decoded = decode(bytes, charset.or(of_page.as_deref()));
    let problem = decoded.problem();
    let mut stated = html::read_page(&decoded.text, address);
    if stated.article.body.is_empty() {
        // A front page has a title too, and is no article.
        stated.article.title.clear();
    }
    stated.problems.splice(0..0, problem.map(|problem| problem.message));
    if stated.article.url.is_none() {
        stated.article.url = address.map(str::to_owned);
    }
    stated
}

/// The article of a text without markup: its first line is the title where it looks like one.
pub(in crate::format) fn read_text(bytes: &[u8], charset: Option<&str>, address: Option<&str>) -> Stated {
    let decoded = decode(bytes, charset);
    let problems = decoded.problem().map(|problem| problem.message).into_iter().collect();
    let body = tidy(&decoded.text);
    let (first, rest) = body.split_once('\n').unwrap_or(("", body.as_str()));
    let is_title = first.len() <= TITLE_BYTES_MAX
        && first.contains(char::is_alphanumeric)
        && !first.ends_with(['.', ',', ';', ':', '。', '،'])
        && rest.contains(char::is_alphanumeric);
    let (title, body) = if is_title { (first.trim(), tidy(rest)) } else { ("", body) };
    let article =
        StatedArticle { title: title.to_owned(), body, url: address.map(str::to_owned), ..StatedArticle::default() };
    Stated { article, problems, ..Stated::default() }
}

/// The longest first line that is taken for a title.
const TITLE_BYTES_MAX: usize = 300;

/// Whether bytes begin as a page does.
pub(in crate::format) fn looks_like_html(bytes: &[u8]) -> bool {
    let head = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    let starts = |with: &[u8]| head.get(..with.len()).is_some_and(|start| start.eq_ignore_ascii_case(with));
    [
        b"<!doctype html".as_slice(),
        b"<html",
        b"<head",
        b"<body",
        b"<?xml version=\"1.0\" encoding=\"utf-8\"?><!doctype html",
    ]
    .iter()
    .any(|with| starts(with))
}

/// An address as it goes into an article: without the brackets that some crawlers put around it, and without blanks.
pub(in crate::format) fn clean_address(address: &str) -> String {
    let address = address.trim();
    let address = address.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')).unwrap_or(address);
    address.replace(char::is_whitespace, "%20")
}

/// Whether something was published at this address, as against the notes that crawlers file beside the pages.
pub(in crate::format) fn is_of_the_web(address: &str) -> bool {
    ["http://", "https://", "ftp://", "file://"]
        .iter()
        .any(|scheme| address.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)))
}

/// The longest id that is taken for one, in bytes.
const ID_BYTES_MAX: usize = 300;

/// An id that can stand behind `#`.
pub(in crate::format) fn usable_id(id: &str) -> Option<String> {
    let is_usable = !id.is_empty() && id.len() <= ID_BYTES_MAX;
    (is_usable && !id.contains(|letter: char| letter.is_whitespace() || letter.is_control())).then(|| id.to_owned())
}

/// Hands on an article and before it what could not be read of it; `None` where the page has no words.
pub(in crate::format) fn hand_on(
    stated: Stated,
    id: Option<String>,
    line: u64,
    take: &mut ItemSink<'_>,
) -> Option<ControlFlow<()>> {
    if !has_words(&stated.article) {
        return None;
    }
    Some(crate::format::hand_on(Box::new(stated.article), stated.problems, Place::Record { id, line }, take))
}

/// Hands on the article of a file that is one page, and before it what could not be read of it.
///
/// # Errors
///
/// When the page has no word.
pub(in crate::format) fn hand_on_file(mut stated: Stated, take: &mut ItemSink<'_>) -> Result<(), Problem> {
    if !has_words(&stated.article) {
        return Err(Problem::new(stated.problems.pop().unwrap_or_else(|| "no word in the page".to_owned())));
    }
    // Whether more is wanted is all the same: there is no more.
    let _ = crate::format::hand_on(Box::new(stated.article), stated.problems, Place::WholeFile, take);
    Ok(())
}

fn has_words(article: &StatedArticle) -> bool {
    article.title.contains(char::is_alphanumeric) || article.body.contains(char::is_alphanumeric)
}

/// What the tests of the formats of crawls and mails share.
#[cfg(test)]
pub(in crate::format) mod testing {
    use std::ops::ControlFlow;

    use crate::article::{Problem, StatedArticle};
    use crate::format::{Format, Item, Place};
    use crate::source::Input;

    /// All that a format gave.
    #[derive(Debug, Default)]
    pub(in crate::format) struct Read {
        pub(in crate::format) articles: Vec<(Place, StatedArticle)>,
        pub(in crate::format) warnings: Vec<Problem>,
        pub(in crate::format) error: Option<Problem>,
    }

    impl Read {
        pub(in crate::format) fn titles(&self) -> Vec<&str> {
            self.articles.iter().map(|(_, article)| article.title.as_str()).collect()
        }

        /// The ids, `-` for an article without.
        pub(in crate::format) fn ids(&self) -> Vec<&str> {
            let id = |place| match place {
                &Place::Record { id: Some(ref id), .. } => id.as_str(),
                _ => "-",
            };
            self.articles.iter().map(|(place, _)| id(place)).collect()
        }

        pub(in crate::format) fn reason(&self) -> &str {
            self.error.as_ref().map_or("", |problem| problem.message.as_str())
        }
    }

    pub(in crate::format) fn read(format: &dyn Format, bytes: &[u8]) -> Read {
        let mut found = Read::default();
        let mut input = match Input::new("file", bytes) {
            Ok(input) => input,
            Err(error) => return Read { error: Some(Problem::new(error.to_string())), ..found },
        };
        let result = format.read(&mut input, &mut |item| {
            match item {
                Item::Article(place, article) => found.articles.push((place, *article)),
                Item::Warning(problem) => found.warnings.push(problem),
                Item::PartOf(_) => {}
            }
            ControlFlow::Continue(())
        });
        found.error = result.err();
        found
    }

    /// Reads what is left of a file when its bytes are flipped, cut off, dropped and repeated, the same way every time.
    pub(in crate::format) fn read_damaged(format: &dyn Format, bytes: &[u8]) {
        let mut state = 0x9e37_79b9_7f4a_7c15_u64;
        let mut random = |below: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            usize::try_from(state >> 33).unwrap_or(0) % below.max(1)
        };
        for _ in 0..300 {
            let mut damaged = bytes.to_vec();
            for _ in 0..=random(6) {
                let (from, to) = (random(damaged.len()), random(damaged.len()));
                let (from, to) = (from.min(to), from.max(to));
                match random(4) {
                    0 if !damaged.is_empty() => damaged[from] ^= 1 << random(8),
                    1 => damaged.truncate(to),
                    2 => drop(damaged.drain(from..to.min(from + 40))),
                    _ => damaged.extend_from_within(from..to),
                }
            }
            let found = read(format, &damaged);
            assert!(!found.articles.is_empty() || found.error.is_some(), "neither articles nor a reason");
        }
    }
}
