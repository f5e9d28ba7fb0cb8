//! From bytes to characters: byte order mark, declared encoding, UTF-8, else what the bytes look like.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE};

use crate::article::Problem;

/// Text and how it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The characters.
    pub text: String,
    /// Name of the encoding, as the WHATWG Encoding Standard spells it.
    pub encoding: &'static str,
    /// How many byte sequences are no character in that encoding; each stands as U+FFFD in `text`.
    pub undecodable: usize,
}

impl Decoded {
    /// The warning for what could not be decoded, if anything.
    pub fn problem(&self) -> Option<Problem> {
        let places = if self.undecodable == 1 { "place" } else { "places" };
        (self.undecodable > 0).then(|| {
            let Self { encoding, undecodable, .. } = self;
            Problem::new(format!("{undecodable} {places} could not be decoded as {encoding} and stand as U+FFFD"))
        })
    }
}

/// Decodes a whole text. A byte order mark wins over everything, valid UTF-8 over a declaration (many pages declare
/// what they were before someone converted them), a declaration over detection. `declared` is a label such as
/// `iso-8859-1`; unknown labels count as none.
pub fn decode(bytes: &[u8], declared: Option<&str>) -> Decoded {
    if let Some((encoding, mark_bytes)) = Encoding::for_bom(bytes) {
        return decode_as(encoding, &bytes[mark_bytes..]);
    }
    let label = declared.and_then(|label| Encoding::for_label(label.as_bytes()));
    if label == Some(ISO_2022_JP) && bytes.contains(&0x1b) {
        // Seven bits a byte, so that it would pass for UTF-8.
        return decode_as(ISO_2022_JP, bytes);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Decoded { text: text.to_owned(), encoding: UTF_8.name(), undecodable: 0 };
    }
    if let Some(encoding) = utf_16_without_mark(bytes) {
        return decode_as(encoding, bytes);
    }
    match label {
        Some(encoding) if encoding != UTF_8 => decode_as(encoding, bytes),
        _ => decode_as(guess(bytes), bytes),
    }
}

/// The encoding of a stream that begins like this, where it is one of two bytes a character: such a stream has to be
/// decoded before it can be cut into lines.
pub(super) fn utf_16(head: &[u8]) -> Option<&'static Encoding> {
    match Encoding::for_bom(head) {
        Some((encoding, _)) if encoding == UTF_8 => None,
        Some((encoding, _)) => Some(encoding),
        None => utf_16_without_mark(head),
    }
}

fn decode_as(encoding: &'static Encoding, bytes: &[u8]) -> Decoded {
    let (text, has_errors) = encoding.decode_without_bom_handling(bytes);
    let undecodable = if has_errors { count_undecodable(encoding, bytes) } else { 0 };
    Decoded { text: text.into_owned(), encoding: encoding.name(), undecodable }
}

/// Counts malformed sequences rather than U+FFFD in the result, which a text may hold of its own.
fn count_undecodable(encoding: &'static Encoding, bytes: &[u8]) -> usize {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut buffer = vec![0_u8; 4096];
    let (mut position, mut malformed) = (0, 0);
    loop {
        let (result, read, _) = decoder.decode_to_utf8_without_replacement(&bytes[position..], &mut buffer, true);
        position += read;
        match result {
            encoding_rs::DecoderResult::InputEmpty => return malformed,
            encoding_rs::DecoderResult::OutputFull => {}
            encoding_rs::DecoderResult::Malformed(..) => malformed += 1,
        }
    }
}

/// Detects the encoding of bytes that are not UTF-8. A text that is UTF-8 but for a few broken places (fewer than one
/// in a hundred of its non-ASCII bytes) counts as UTF-8: no legacy encoding produces that by chance.
fn guess(bytes: &[u8]) -> &'static Encoding {
    let broken = count_undecodable(UTF_8, bytes);
    let non_ascii = bytes.iter().filter(|byte| !byte.is_ascii()).count();
    if broken * 100 < non_ascii {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny)
}

/// UTF-16 of mostly Latin text has a zero in every other byte. Fewer than 40 % on one side is taken for binary.
fn utf_16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(1024)];
    let zeros = |first: usize| head.iter().skip(first).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let enough = head.len() / 2 * 2 / 5;
    match (even > enough, odd > enough) {
        (false, true) if even == 0 => Some(UTF_16LE),
        (true, false) if odd == 0 => Some(UTF_16BE),
        _ => None,
    }
}
