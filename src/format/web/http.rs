//! What a web server answered, as crawlers keep it: head, transfer coding and content coding.
//!
//! In: the bytes of an HTTP/1.x message. Out: its status and media type, and the bytes of the page itself. HTTP is
//! RFC 9112 (<https://www.rfc-editor.org/rfc/rfc9112>), its codings RFC 9110, 8.4 (gzip, deflate), RFC 7932 (br) and
//! RFC 8878 (zstd). Servers and crawlers both declare what is not so: a coding that the bytes do not have is passed
//! over, and of one that breaks off, what there is is kept.

use std::io::{self, Read};

use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

/// The head of a response.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::format) struct Head {
    /// The status: 200.
    pub(in crate::format) status: u16,
    /// What it says that it sends.
    pub(in crate::format) media_type: Option<MediaType>,
    is_chunked: bool,
    /// Content codings in the order in which they were applied, in lower case.
    codings: Vec<String>,
}

impl Head {
    /// Reads a head; `None` where it does not begin with a status line.
    pub(in crate::format) fn parse(bytes: &[u8]) -> Option<Self> {
        let (first, rest) = split_line(bytes);
        let status = std::str::from_utf8(first).ok()?.strip_prefix("HTTP/")?.split_whitespace().nth(1)?;
        let mut head = Self { status: status.get(..3)?.parse().ok()?, ..Self::default() };
        for (name, value) in fields(rest) {
            match name.as_str() {
                "content-type" => head.media_type = head.media_type.or_else(|| MediaType::parse(&value)),
                "transfer-encoding" => head.is_chunked |= value.to_ascii_lowercase().contains("chunked"),
                "content-encoding" => {
                    let codings = value.split(',').map(|coding| coding.trim().to_ascii_lowercase());
                    head.codings.extend(codings.take(CODINGS_MAX));
                }
                _ => {}
            }
        }
        head.codings.truncate(CODINGS_MAX);
        Some(head)
    }

    /// The head of an answer in HTTP/0.9, which had none: the page and nothing else.
    pub(in crate::format) fn of_bare_page() -> Self {
        Self { status: 200, ..Self::default() }
    }

    /// Whether the request succeeded.
    pub(in crate::format) fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// The content of a response with this head, of which `body` is what came over the wire. What could not be undone
    /// is said in `problems`.
    ///
    /// # Errors
    ///
    /// When there are more than `bytes_max` once unpacked.
    pub(in crate::format) fn content(
        &self,
        body: Vec<u8>,
        bytes_max: usize,
        problems: &mut Vec<String>,
    ) -> Result<Vec<u8>, TooLong> {
        let mut content = if self.is_chunked { join_chunks(body, problems) } else { body };
        for coding in self.codings.iter().rev() {
            content = undo(coding, content, bytes_max, problems)?;
        }
        if content.len() > bytes_max { Err(TooLong { bytes_max }) } else { Ok(content) }
    }
}

/// A page that is longer, unpacked, than any article is.
#[derive(Debug, thiserror::Error)]
#[error("page longer than {} MiB, which no article is", bytes_max >> 20)]
pub(in crate::format) struct TooLong {
    /// The most bytes that were allowed.
    bytes_max: usize,
}

/// The most content codings of one response that are undone: each could be a bomb for the next.
const CODINGS_MAX: usize = 4;

/// What kind of content something is: `text/html; charset=utf-8`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::format) struct MediaType {
    /// Type and subtype in lower case: `text/html`.
    pub(in crate::format) name: String,
    /// The encoding of its characters.
    pub(in crate::format) charset: Option<String>,
}

impl MediaType {
    /// Reads the value of a `Content-Type` field; `None` where it names no type.
    pub(in crate::format) fn parse(value: &str) -> Option<Self> {
        let mut parts = value.split(';');
        let name = parts.next()?.trim().to_ascii_lowercase();
        let charset = parts.find_map(|part| {
            let (key, value) = part.split_once('=')?;
            let value = value.trim().trim_matches(['"', '\'']);
            (key.trim().eq_ignore_ascii_case("charset") && !value.is_empty()).then(|| value.to_owned())
        });
        name.contains('/').then_some(Self { name, charset })
    }

    /// Whether it is a web page.
    pub(in crate::format) fn is_html(&self) -> bool {
        matches!(self.name.as_str(), "text/html" | "application/xhtml+xml" | "application/vnd.wap.xhtml+xml")
    }
}

/// The fields of a head, their names in lower case. A line that begins with a blank goes on the one before.
pub(in crate::format) fn fields(bytes: &[u8]) -> Vec<(String, String)> {
    let mut fields: Vec<(String, String)> = Vec::new();
    let mut rest = bytes;
    while !rest.is_empty() {
        let (line, after) = split_line(rest);
        rest = after;
        let line = String::from_utf8_lossy(line);
        match (line.starts_with([' ', '\t']), fields.last_mut()) {
            (true, Some((_, value))) => value.extend([" ", line.trim()]),
            _ => {
                if let Some((name, value)) = line.split_once(':') {
                    fields.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
                }
            }
        }
    }
    fields
}

/// The first line, without its end, and what follows it.
pub(in crate::format) fn split_line(bytes: &[u8]) -> (&[u8], &[u8]) {
    let end = bytes.iter().position(|byte| *byte == b'\n');
    let (line, rest) = end.map_or((bytes, &[] as &[u8]), |end| (&bytes[..end], &bytes[end + 1..]));
    (line.strip_suffix(b"\r").unwrap_or(line), rest)
}

/// Joins the chunks of RFC 9112, 7.1. Where one does not begin as a chunk must, what is left is kept as it came;
/// crawlers often joined them already and left the field, so that this is no problem at the first.
fn join_chunks(body: Vec<u8>, problems: &mut Vec<String>) -> Vec<u8> {
    let mut joined = Vec::new();
    let mut rest = body.as_slice();
    while !rest.is_empty() {
        let (line, after) = split_line(rest);
        match chunk_length(line) {
            Some(0) => return joined,
            Some(length) => {
                let (chunk, after) = after.split_at(length.min(after.len()));
                joined.extend_from_slice(chunk);
                if chunk.len() < length {
                    problems.push(format!("last chunk has {} bytes of {length}", chunk.len()));
                }
                rest = after.strip_prefix(b"\r\n").or_else(|| after.strip_prefix(b"\n")).unwrap_or(after);
            }
            None if joined.is_empty() => return body,
            None => {
                problems.push(format!("expected the length of a chunk behind {} bytes; kept the rest", joined.len()));
                joined.extend_from_slice(rest);
                return joined;
            }
        }
    }
    joined
}

/// The length at the head of a chunk: hexadecimal, perhaps with an extension or blanks behind it.
fn chunk_length(line: &[u8]) -> Option<usize> {
    let end = line.iter().position(|byte| !byte.is_ascii_hexdigit()).unwrap_or(line.len());
    let is_clean = line[end..].first().is_none_or(|byte| matches!(byte, b';' | b' ' | b'\t'));
    let digits = std::str::from_utf8(line.get(..end)?).ok()?;
    if is_clean && digits.len() <= 16 { usize::from_str_radix(digits, 16).ok() } else { None }
}

/// Undoes one content coding, where the bytes have it at all.
fn undo(coding: &str, bytes: Vec<u8>, bytes_max: usize, problems: &mut Vec<String>) -> Result<Vec<u8>, TooLong> {
    let packed = bytes.as_slice();
    let unpacked = match coding {
        "gzip" | "x-gzip" if packed.starts_with(&[0x1f, 0x8b]) => read_some(MultiGzDecoder::new(packed), bytes_max),
        "deflate" if has_zlib_head(packed) => read_some(ZlibDecoder::new(packed), bytes_max),
        "deflate" => read_some(DeflateDecoder::new(packed), bytes_max),
        "br" => read_some(brotli_decompressor::Decompressor::new(packed, 4096), bytes_max),
        "zstd" if packed.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]) => match zstd::Decoder::with_buffer(packed) {
            Ok(decoder) => read_some(decoder, bytes_max),
            Err(error) => (Vec::new(), Some(error)),
        },
        "" | "identity" | "none" | "gzip" | "x-gzip" | "zstd" | "utf-8" => return Ok(bytes),
        other => {
            let name: String = other.chars().take(40).filter(|letter| !letter.is_control()).collect();
            problems.push(format!("content coding `{name}` is not known; kept as it came"));
            return Ok(bytes);
        }
    };
    match unpacked {
        (content, _) if content.len() > bytes_max => Err(TooLong { bytes_max }),
        // No byte of it is in this coding, so that it was sent as it is.
        (content, Some(_)) if content.is_empty() => Ok(bytes),
        (content, error) => {
            problems.extend(error.map(|error| format!("{coding} breaks off behind {} bytes: {error}", content.len())));
            Ok(content)
        }
    }
}

/// What a decoder gives, and why it ended early if it did; one byte over `bytes_max` at most.
fn read_some(decoder: impl Read, bytes_max: usize) -> (Vec<u8>, Option<io::Error>) {
    let mut content = Vec::new();
    let error = decoder.take(bytes_max as u64 + 1).read_to_end(&mut content).err();
    (content, error)
}

/// RFC 1950, 2.2: the method is 8, and the two bytes are a multiple of 31. `deflate` means this, but some servers send
/// the bare stream.
fn has_zlib_head(bytes: &[u8]) -> bool {
    let [first, second, ..] = bytes else { return false };
    first & 0x0f == 8 && (u16::from(*first) * 256 + u16::from(*second)) % 31 == 0
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};

    use super::*;

    fn content(head: &str, body: &[u8]) -> (String, Vec<String>) {
        let head = Head::parse(head.as_bytes()).unwrap();
        let mut problems = Vec::new();
        let content = head.content(body.to_vec(), 1000, &mut problems);
        let text = content.map_or_else(|error| error.to_string(), |bytes| String::from_utf8_lossy(&bytes).into_owned());
        (text, problems)
    }

    #[test]
    fn reads_a_head() {
        let head = "HTTP/1.1 203 Fine\r\nCONTENT-TYPE: text/HTML;\r\n\tCharset=\"ISO-8859-2\"\r\nX: y\r\n";
        let head = Head::parse(head.as_bytes()).unwrap();
        let media_type = head.media_type.clone().unwrap();
        assert!(head.is_success() && media_type.is_html());
        assert_eq!(media_type.charset.as_deref(), Some("ISO-8859-2"));
        for bad in ["", "GET / HTTP/1.1\r\n", "HTTP/1.1\r\n", "HTTP/1.1 two\r\n"] {
            assert_eq!(Head::parse(bad.as_bytes()), None, "{bad}");
        }
    }

    #[test]
    fn chunks_are_joined_and_broken_ones_kept() {
        let head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n";
        let cases: &[(&str, &str, usize)] = &[
            ("4\r\nWiki\r\n6;a=b\r\npedia.\r\n0\r\n\r\n", "Wikipedia.", 0),
            ("004  \nWiki\n0\n", "Wiki", 0),
            ("<p>joined already", "<p>joined already", 0),
            ("4\r\nWiki\r\n<p>rest", "Wiki<p>rest", 1),
            ("ff\r\nbroken off", "broken off", 1),
            ("ffffffffffffffff\r\nx", "x", 1),
            ("", "", 0),
        ];
        for (body, expected, problems) in cases {
            let (text, said) = content(head, body.as_bytes());
            assert_eq!((text.as_str(), said.len()), (*expected, *problems), "{body}");
        }
    }

    fn packed(coding: &str, text: &[u8]) -> Vec<u8> {
        match coding {
            "gzip" => {
                let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
                encoder.write_all(text).unwrap();
                encoder.finish().unwrap()
            }
            "zlib" => {
                let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
                encoder.write_all(text).unwrap();
                encoder.finish().unwrap()
            }
            "raw" => {
                let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
                encoder.write_all(text).unwrap();
                encoder.finish().unwrap()
            }
            _ => zstd::encode_all(text, 3).unwrap(),
        }
    }

    #[test]
    fn content_codings_are_undone() {
        // A brotli stream of one block that is not packed: its length less one, then the bytes (RFC 7932, 9).
        let brotli = b"\x0b\x02\x80plain\x03";
        let cases: &[(&str, Vec<u8>)] = &[
            ("gzip", packed("gzip", b"plain")),
            ("x-gzip", packed("gzip", b"plain")),
            ("deflate", packed("zlib", b"plain")),
            ("deflate", packed("raw", b"plain")),
            ("zstd", packed("zstd", b"plain")),
            ("br", brotli.to_vec()),
            ("gzip, zstd", packed("zstd", &packed("gzip", b"plain"))),
            ("gzip", b"plain".to_vec()),
            ("zstd", b"plain".to_vec()),
            ("br", b"plain".to_vec()),
            ("deflate", b"plain".to_vec()),
            ("identity", b"plain".to_vec()),
        ];
        for (coding, bytes) in cases {
            let head = format!("HTTP/1.1 200 OK\r\nContent-Encoding: {coding}\r\n");
            assert_eq!(content(&head, bytes), ("plain".to_owned(), vec![]), "{coding} {bytes:?}");
        }
    }

    #[test]
    fn a_bomb_and_a_broken_stream_are_said() {
        let bomb = packed("gzip", &[b' '; 5000]);
        let head = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n";
        assert!(content(head, &bomb).0.contains("longer than"));
        let text = (0..100).map(|number| format!("{} ", number * 7919 % 1000)).collect::<Vec<_>>().concat();
        let whole = packed("gzip", text.as_bytes());
        let (got, problems) = content(head, &whole[..whole.len() - 20]);
        assert!(text.starts_with(&got) && problems.len() == 1, "{got} {problems:?}");
        let (_, problems) = content("HTTP/1.1 200 OK\r\nContent-Encoding: sdch\r\n", b"x");
        assert_eq!(problems, ["content coding `sdch` is not known; kept as it came"]);
    }
}
