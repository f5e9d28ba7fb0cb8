//! The texts of feeds: plain, HTML that was escaped, XHTML, or packed in base 64.
//!
//! In: an element that holds a text, with the attributes `type` and `mode` where Atom has them. Out: its text with
//! paragraphs, or on one line.

use crate::article::tidy;
use crate::format::markup::{decode_references, has_tags, one_line, strip_tags};
use crate::format::xml::Element;
use crate::source::decode;

/// The text of an element with its paragraphs; empty where there is none, or where it is no text but an image or the
/// like.
pub(super) fn paragraphs(element: &Element) -> String {
    let form = Form::of(element);
    let text = match form {
        Form::Base64 => return paragraphs_of(&unpacked(&element.text())),
        Form::Alternatives => {
            return element.elements().map(paragraphs).find(|text| !text.is_empty()).unwrap_or_default();
        }
        Form::NoText => return String::new(),
        Form::Markup => return tidy(&element.paragraphs()),
        Form::Html | Form::Plain | Form::Unsaid => with_signs(element.text()),
    };
    match form {
        Form::Plain => tidy(text.trim_start()),
        Form::Html => tidy(&strip_tags(&text)),
        _ => paragraphs_of(&text),
    }
}

/// Puts quotes and dashes where a site took Windows-1252 for Latin-1 when it went over to Unicode: its feeds have the
/// control characters U+0080 to U+009F there, which no text has of its own.
fn with_signs(text: String) -> String {
    let is_control = |character: char| matches!(character, '\u{80}'..='\u{9f}');
    if text.is_ascii() || !text.contains(is_control) {
        return text;
    }
    let sign = |character: char| match u8::try_from(u32::from(character)) {
        Ok(byte @ 0x80..=0x9f) => decode(&[byte], Some("windows-1252")).text.chars().next().unwrap_or(character),
        _ => character,
    };
    text.chars().map(sign).collect()
}

/// The text of an element as one line.
pub(super) fn line(element: &Element) -> String {
    one_line(&paragraphs(element))
}

/// A text that is plain or HTML, which RSS does not tell: it is HTML when there are tags of HTML in it. References are
/// decoded in either case, as every reader of feeds does.
pub(super) fn paragraphs_of(text: &str) -> String {
    if has_tags(text) {
        return tidy(&strip_tags(text));
    }
    let text = text.trim_start();
    if text.contains('&') { tidy(&decode_references(text)) } else { tidy(text) }
}

/// How a text stands in its element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// Characters that mean themselves.
    Plain,
    /// HTML, escaped.
    Html,
    /// Elements of XHTML or of whatever else.
    Markup,
    /// Not said: plain or HTML.
    Unsaid,
    Base64,
    /// Several elements with the same text in several forms (Atom 0.3).
    Alternatives,
    NoText,
}

impl Form {
    fn of(element: &Element) -> Self {
        let attribute = |name| element.attribute(name).map(|value| value.trim().to_ascii_lowercase());
        let kind = attribute("type").unwrap_or_default();
        let is_text = matches!(kind.as_str(), "" | "text" | "html" | "xhtml")
            || kind.starts_with("text/")
            || kind.contains("xml")
            || kind.contains("html");
        let has_elements = element.elements().next().is_some();
        match attribute("mode").as_deref() {
            _ if kind.starts_with("multipart/") => return Self::Alternatives,
            Some("base64") if is_text => return Self::Base64,
            // In Atom 1.0 whatever is of a kind that is no text is packed so (RFC 4287, 4.1.3.3).
            _ if kind == "application/octet-stream" => return Self::Base64,
            _ if !is_text && kind.contains('/') => return Self::NoText,
            _ if has_elements => return Self::Markup,
            _ => {}
        }
        match kind.as_str() {
            "text" | "text/plain" => Self::Plain,
            "html" | "text/html" => Self::Html,
            _ => Self::Unsaid,
        }
    }
}

/// What is packed in base 64 (RFC 4648, 4), as far as it can be unpacked.
fn unpacked(packed: &str) -> String {
    let (mut bits, mut count) = (0_u32, 0);
    let mut bytes = Vec::with_capacity(packed.len() / 4 * 3);
    for byte in packed.bytes() {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => continue,
        };
        bits = bits << 6 | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push(u8::try_from(bits >> count & 0xff).unwrap_or_default());
        }
    }
    decode(&bytes, None).text
}
