//! Takes a message apart: its head, its parts and their codings.
//!
//! In: the bytes of a message of RFC 5322, or of one part of it (RFC 2045, 2046). Out: a [`Part`], which gives its fields,
//! its content without transfer coding, its text, and the parts within it.

use std::borrow::Cow;

use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::charsets::map::charset_decoder;
use mail_parser::{Message, MessageParser, MimeHeaders};

use crate::format::web::html;
use crate::format::web::http::split_line;
use crate::source::{Decoded, decode};

/// Whether an encoding shifts between character sets within ASCII, so that its bytes pass for plain text.
fn is_shifting(charset: &str) -> bool {
    let charset = charset.to_ascii_lowercase();
    charset.starts_with("iso-2022-") || charset.ends_with("utf-7") || charset == "hz-gb-2312"
}

/// The most bytes of a head that are looked at. Those of lists with many signatures have some 30 KiB.
const HEAD_BYTES_MAX: usize = 512 << 10;

/// One message, or one part of it: a head and what is below it.
pub(in crate::format) struct Part<'a> {
    /// The head; its first part is the one with the fields.
    pub(in crate::format) head: Message<'static>,
    /// What follows the head, as it was sent.
    body: &'a [u8],
}

impl<'a> Part<'a> {
    /// Splits a message or part into head and body.
    pub(in crate::format) fn of(bytes: &'a [u8]) -> Self {
        let (head, body) = split_head(bytes);
        let head = &head[..head.len().min(HEAD_BYTES_MAX)];
        let parse = |head: &[u8]| {
            let whole = [head.trim_ascii_end(), b"\r\n\r\n"].concat();
            MessageParser::default().parse_headers(&whole).map(Message::into_owned).unwrap_or_default()
        };
        let parsed = parse(head);
        let parsed = if std::str::from_utf8(head).is_ok() {
            parsed
        } else {
            parse(&with_plain_characters(head, charset_of(&parsed).as_deref()))
        };
        Self { head: parsed, body }
    }

    /// Type and subtype in lower case; `text/plain` where nothing is said (RFC 2045, 5.2).
    pub(in crate::format) fn media_type(&self) -> String {
        let content_type = self.fields().and_then(MimeHeaders::content_type);
        content_type.map_or_else(
            || "text/plain".to_owned(),
            |found| format!("{}/{}", found.ctype(), found.subtype().unwrap_or("")).to_ascii_lowercase(),
        )
    }

    /// Whether the head says what the part is.
    pub(super) fn has_media_type(&self) -> bool {
        self.fields().is_some_and(|fields| fields.content_type().is_some())
    }

    /// An attribute of the content type, such as `boundary`.
    pub(in crate::format) fn attribute(&self, name: &str) -> Option<&str> {
        self.fields()?.content_type()?.attribute(name)
    }

    /// Whether it is meant to be kept as a file rather than read.
    pub(super) fn is_attachment(&self) -> bool {
        self.fields().and_then(MimeHeaders::content_disposition).is_some_and(|found| {
            found.ctype().eq_ignore_ascii_case("attachment") || found.attribute("filename").is_some()
        })
    }

    pub(in crate::format) fn fields(&self) -> Option<&mail_parser::MessagePart<'static>> {
        self.head.parts.first()
    }

    /// The parts of a multipart, as they stand between the boundaries; at most [`PARTS_MAX`].
    pub(in crate::format) fn parts(&self) -> Vec<&'a [u8]> {
        self.attribute("boundary").map_or_else(Vec::new, |boundary| split_parts(self.body, boundary))
    }

    /// The body without its transfer coding (RFC 2045, 6).
    pub(in crate::format) fn content(&self) -> Cow<'a, [u8]> {
        let coding = self.fields().and_then(MimeHeaders::content_transfer_encoding).unwrap_or("").trim();
        if coding.eq_ignore_ascii_case("base64") {
            decode_base64(self.body)
        } else if coding.eq_ignore_ascii_case("quoted-printable") {
            Cow::Owned(decode_quoted_printable(self.body))
        } else {
            Cow::Borrowed(self.body)
        }
    }

    /// The body as text.
    pub(super) fn text(&self) -> Decoded {
        let content = self.content();
        let of_page = || html::declared_encoding(&content).filter(|_| self.media_type() != "text/plain");
        let charset = self.charset().or_else(of_page);
        let shifting = charset.as_deref().filter(|charset| is_shifting(charset));
        match shifting.and_then(|charset| charset_decoder(charset.as_bytes())) {
            Some(decoder) => Decoded { text: decoder(&content), encoding: "a 7-bit encoding", undecodable: 0 },
            None => decode(&content, charset.as_deref()),
        }
    }

    /// The encoding of its characters, as declared.
    pub(in crate::format) fn charset(&self) -> Option<String> {
        charset_of(&self.head)
    }
}

/// A head in UTF-8. Characters that RFC 2047 would have encoded stand in it as they are, mostly in the encoding of the
/// text; within an encoded word they are in that of the word, and are left to the crate.
fn with_plain_characters(head: &[u8], charset: Option<&str>) -> Vec<u8> {
    let mut plain = Vec::with_capacity(head.len());
    for line in head.split_inclusive(|byte| *byte == b'\n') {
        let has_word = line.windows(2).any(|pair| pair == b"=?");
        if has_word || line.is_ascii() {
            plain.extend_from_slice(line);
        } else {
            plain.extend_from_slice(decode(line, charset).text.as_bytes());
        }
    }
    plain
}

fn charset_of(head: &Message<'_>) -> Option<String> {
    head.parts.first()?.content_type()?.attribute("charset").map(str::to_owned)
}

/// Undoes base64 as far as it goes: lists append their own lines in plain text, which are kept as they are.
fn decode_base64(bytes: &[u8]) -> Cow<'_, [u8]> {
    if let Some(decoded) = base64_decode(bytes) {
        return Cow::Owned(decoded);
    }
    let is_coded = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=' | b'\r' | b'\n');
    let end = bytes.iter().position(|byte| !is_coded(byte)).unwrap_or(bytes.len());
    let end = bytes[..end].iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    let (coded, rest) = bytes.split_at(end);
    base64_decode(coded)
        .map_or(Cow::Borrowed(bytes), |decoded| Cow::Owned([&decoded, b"\n\n".as_slice(), rest].concat()))
}

/// Undoes quoted-printable (RFC 2045, 6.7); an `=` that begins no code stays.
fn decode_quoted_printable(bytes: &[u8]) -> Vec<u8> {
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some(at) = rest.iter().position(|byte| *byte == b'=') {
        decoded.extend_from_slice(&rest[..at]);
        rest = &rest[at + 1..];
        let blanks = rest.iter().take(8).take_while(|byte| matches!(byte, b' ' | b'\t' | b'\r')).count();
        let hexadecimal = |byte: &u8| char::from(*byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
        if rest.get(blanks) == Some(&b'\n') {
            rest = &rest[blanks + 1..];
        } else if let Some((high, low)) = rest.first().and_then(hexadecimal).zip(rest.get(1).and_then(hexadecimal)) {
            decoded.push(high << 4 | low);
            rest = &rest[2..];
        } else if !rest.is_empty() {
            decoded.push(b'=');
        }
    }
    decoded.extend_from_slice(rest);
    decoded
}

/// The most parts of one multipart. Digests have some dozens of messages.
const PARTS_MAX: usize = 1000;

/// What stands between the boundaries. What is before the first and behind the last is for readers that know no MIME.
fn split_parts<'a>(body: &'a [u8], boundary: &str) -> Vec<&'a [u8]> {
    let boundary = boundary.trim_end().as_bytes();
    let mut parts = Vec::new();
    let mut part_start = None;
    let mut at = 0;
    while at < body.len() && parts.len() < PARTS_MAX {
        let end = body[at..].iter().position(|byte| *byte == b'\n').map_or(body.len(), |end| at + end + 1);
        let line = body[at..end].trim_ascii_end();
        let behind = line.strip_prefix(b"--").and_then(|line| line.strip_prefix(boundary));
        if let Some(behind) = behind.filter(|behind| matches!(*behind, b"" | b"--")) {
            if let Some(start) = part_start {
                parts.push(without_line_end(&body[start..at]));
            }
            part_start = behind.is_empty().then_some(end);
            if part_start.is_none() {
                return parts;
            }
        }
        at = end;
    }
    // A message that was cut off has no last boundary.
    if let Some(start) = part_start.filter(|start| *start < body.len() && parts.len() < PARTS_MAX) {
        parts.push(&body[start..]);
    }
    parts
}

/// The line end before a boundary belongs to it (RFC 2046, 5.1.1).
fn without_line_end(bytes: &[u8]) -> &[u8] {
    let bytes = bytes.strip_suffix(b"\n").unwrap_or(bytes);
    bytes.strip_suffix(b"\r").unwrap_or(bytes)
}

/// Splits at the first empty line; empty lines before the head are passed over.
fn split_head(bytes: &[u8]) -> (&[u8], &[u8]) {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut start = 0;
    let mut at = 0;
    while at < bytes.len() {
        let end = bytes[at..].iter().position(|byte| *byte == b'\n').map_or(bytes.len(), |end| at + end + 1);
        if bytes[at..end].trim_ascii().is_empty() {
            // A part may begin with an empty line: it has no head then. A file may as well, but its head follows.
            if start < at || !is_field(bytes[end..].trim_ascii_start()) {
                return (&bytes[start..at], &bytes[end..]);
            }
            start = end;
        }
        at = end;
    }
    (&bytes[start..], &[])
}

/// Fields that only messages have, in lower case: of RFC 5322, 2045, 5536, 2919 and 6376, and what servers add.
const MAIL_FIELDS: &[&str] = &[
    "received",
    "return-path",
    "message-id",
    "delivered-to",
    "envelope-to",
    "in-reply-to",
    "references",
    "mime-version",
    "content-type",
    "content-transfer-encoding",
    "reply-to",
    "dkim-signature",
    "authentication-results",
    "received-spf",
    "list-id",
    "list-post",
    "list-unsubscribe",
    "newsgroups",
    "xref",
    "nntp-posting-host",
    "nntp-posting-date",
    "lines",
    "user-agent",
    "x-mailer",
    "x-received",
    "x-original-to",
    "x-trace",
    "x-complaints-to",
    "x-newsreader",
    "x-status",
    "x-mozilla-status",
];

/// Fields that messages have, and that only they have where an address stands in them.
const ADDRESS_FIELDS: &[&str] = &["from", "to", "cc", "sender", "path", "organization"];

/// Whether a field of this name is one that messages have.
pub(super) fn is_field_of_mail(name: &[u8]) -> bool {
    let is = |known: &&str| known.as_bytes().eq_ignore_ascii_case(name);
    let is_of_users = name.get(..2).is_some_and(|start| start.eq_ignore_ascii_case(b"x-"));
    is_of_users || ["subject", "date"].iter().chain(MAIL_FIELDS).chain(ADDRESS_FIELDS).any(is)
}

/// Whether bytes begin with the head of a message: nothing but fields up to an empty line, `signs_min` of which only
/// messages have. The header lines of news texts (`Title`, `Date`, `By`, `Source`) are none of these.
pub(super) fn is_mail_head(bytes: &[u8], signs_min: usize) -> bool {
    let mut rest = bytes;
    let mut signs: Vec<&str> = Vec::new();
    while !rest.is_empty() {
        let (line, after) = split_line(rest);
        let is_last = after.is_empty();
        rest = after;
        if line.trim_ascii().is_empty() {
            break;
        }
        if line.starts_with(b" ") || line.starts_with(b"\t") {
            continue;
        }
        let Some((name, value)) = field(line) else {
            // The last line of a sample may be cut; so may a mailbox have its own line first.
            if is_last || line.starts_with(b">From ") {
                continue;
            }
            return false;
        };
        let is = |known: &&&str| known.as_bytes().eq_ignore_ascii_case(name);
        let sign = MAIL_FIELDS
            .iter()
            .find(is)
            .or_else(|| ADDRESS_FIELDS.iter().find(is).filter(|_| value.contains(&b'@') || value.contains(&b'!')));
        if let Some(sign) = sign.filter(|sign| !signs.contains(sign)) {
            signs.push(sign);
        }
    }
    signs.len() >= signs_min
}

fn is_field(line: &[u8]) -> bool {
    field(split_line(line).0).is_some()
}

/// Name and value of a field: printable ASCII without blanks, then a colon (RFC 5322, 2.2).
pub(in crate::format) fn field(line: &[u8]) -> Option<(&[u8], &[u8])> {
    let colon = line.iter().take(78).position(|byte| *byte == b':')?;
    let name = line[..colon].trim_ascii_end();
    let is_name = !name.is_empty() && name.iter().all(u8::is_ascii_graphic);
    is_name.then(|| (name, line[colon + 1..].trim_ascii()))
}
