//! One web page with all its parts in one file, as browsers save it (`.mhtml`, `.mht`).
//!
//! In: MHTML (RFC 2557, <https://www.rfc-editor.org/rfc/rfc2557>): a MIME message of the parts of a page. Out: the
//! article of its main page. The address is the one of the page, `Snapshot-Content-Location` where the browser wrote
//! it; the `Date` of the head is when the page was saved, and is not read.

use mail_parser::{HeaderForm, HeaderName, MimeHeaders};

use crate::article::Problem;
use crate::format::mail::{Part, field};
use crate::format::web::capture::{clean_address, hand_on_file, is_of_the_web, looks_like_html, read_html};
use crate::format::web::http::split_line;
use crate::format::{ARTICLE_BYTES_MAX, Format, ItemSink};
use crate::source::{Input, Sample};

/// The format `mhtml`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mhtml;

impl Format for Mhtml {
    fn name(&self) -> &'static str {
        "mhtml"
    }

    fn signs(&self) -> &'static str {
        "web page saved as one file (`.mhtml`, `.mht`): a MIME head with an address, or from a browser that saved it"
    }

    fn ids(&self) -> &'static str {
        ""
    }

    fn recognises(&self, sample: &Sample<'_>) -> bool {
        is_saved_page(sample.trimmed(), matches!(sample.extension().as_str(), "mhtml" | "mht"))
    }

    fn is_binary(&self) -> bool {
        true
    }

    fn read(&self, input: &mut Input<'_>, take: &mut ItemSink<'_>) -> Result<(), Problem> {
        let bytes = input.read_all(ARTICLE_BYTES_MAX)?;
        let whole = Part::of(&bytes);
        let address = snapshot_address(&whole);
        let page = find_page(&whole, address.as_deref(), 0).ok_or_else(|| {
            let found = whole.media_type();
            Problem::new(format!(
                "expected a part `text/html` in the saved page, found none in `{}`",
                found.escape_debug()
            ))
        })?;
        let address = address.or(page.address);
        let stated = read_html(&page.html, page.charset.as_deref(), address.as_deref());
        hand_on_file(stated, take)
    }
}

/// Whether bytes begin with the head of a page that a browser saved, rather than of a mail with pictures in it: a mail
/// was sent by someone to someone.
fn is_saved_page(bytes: &[u8], has_name: bool) -> bool {
    let mut rest = bytes;
    let (mut is_mime, mut is_saved) = (false, has_name);
    while !rest.is_empty() {
        let (line, after) = split_line(rest);
        rest = after;
        if line.trim_ascii().is_empty() {
            break;
        }
        if line.starts_with(b" ") || line.starts_with(b"\t") {
            continue;
        }
        let Some((name, value)) = field(line) else { return false };
        let is = |known: &str| name.eq_ignore_ascii_case(known.as_bytes());
        let begins = |start: &[u8]| value.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start));
        if is("Received") || is("To") || is("Newsgroups") {
            return false;
        }
        is_mime |= is("Content-Type") && (begins(b"multipart/related") || begins(b"text/html"));
        is_saved |= is("Snapshot-Content-Location") || is("Content-Location") || (is("From") && begins(b"<Saved by"));
    }
    is_mime && is_saved
}

/// The address at which the browser was.
fn snapshot_address(whole: &Part<'_>) -> Option<String> {
    whole.fields()?;
    let name = HeaderName::parse("Snapshot-Content-Location")?;
    let values = whole.head.header_as(name, HeaderForm::Raw);
    values.first().and_then(|value| web_address(value.as_text()?))
}

fn web_address(text: &str) -> Option<String> {
    // Long addresses are folded, at places where they have no blank of their own.
    let text: String = text.split_whitespace().collect();
    let address = clean_address(&text);
    is_of_the_web(&address).then_some(address)
}

/// The page itself.
struct Page {
    html: Vec<u8>,
    charset: Option<String>,
    address: Option<String>,
}

/// How deep multiparts are looked into.
const DEPTH_MAX: usize = 8;

/// The part that is the page: the one at this address, else the first of HTML.
fn find_page(part: &Part<'_>, address: Option<&str>, depth: usize) -> Option<Page> {
    let media_type = part.media_type();
    if !media_type.starts_with("multipart/") {
        let content = part.content();
        let is_page = matches!(media_type.as_str(), "text/html" | "application/xhtml+xml") || looks_like_html(&content);
        return is_page.then(|| Page {
            html: content.into_owned(),
            charset: part.charset(),
            address: part.fields().and_then(MimeHeaders::content_location).and_then(web_address),
        });
    }
    let mut first = None;
    for bytes in part.parts() {
        if depth == DEPTH_MAX {
            break;
        }
        let Some(page) = find_page(&Part::of(bytes), address, depth + 1) else { continue };
        if address.is_none() || page.address.as_deref() == address {
            return Some(page);
        }
        first.get_or_insert(page);
    }
    first
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::web::capture::testing::{read, read_damaged};

    const GLASS: &[u8] = include_bytes!("../../../tests/fixtures/mhtml/glass-works.mhtml");

    #[test]
    fn a_saved_page_is_told_from_a_mail_with_pictures() {
        let recognises = |text: &str, name| Mhtml.recognises(&Sample { name, bytes: text.as_bytes(), whole: true });
        let head = "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n";
        assert!(recognises(&format!("From: <Saved by Blink>\n{head}\n--b"), "page"));
        assert!(recognises(&format!("{head}\n--b"), "page.mht"));
        assert!(!recognises(&format!("From: a@b.example\nTo: c@d.example\n{head}\n--b"), "page.mht"));
        assert!(!recognises(&format!("From: a@b.example\n{head}\n--b"), "page"));
        // The day is the one that the page states, not the one on which it was saved.
        let article = &read(&Mhtml, GLASS).articles[0].1;
        let day = article.date.map(|dated| dated.date.without_time().to_string());
        assert_eq!((article.title.as_str(), day.as_deref()), ("Glass works to reopen in Norrhult", Some("2014-05-06")));
    }

    #[test]
    fn a_damaged_page_is_read_or_rejected() {
        read_damaged(&Mhtml, GLASS);
    }
}
