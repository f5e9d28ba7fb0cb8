//! Tells the files that package an archive from the articles in it: tag files and manifests of `BagIt` 0.93 to 1.0.
//!
//! In: the beginning of a text. Out: what it is, if it is one of these (RFC 8493,
//! <https://www.rfc-editor.org/rfc/rfc8493>).

use crate::source::Sample;

/// What a file of a bag is that is no article.
pub(super) fn tag_file(sample: &Sample<'_>) -> Option<&'static str> {
    let text = sample.trimmed();
    let mut lines: Vec<&[u8]> = text.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii).collect();
    if !sample.whole {
        // The last line may be cut.
        lines.pop();
    }
    lines.retain(|line| !line.is_empty());
    let first = lines.first()?;
    if first.starts_with(b"BagIt-Version:") {
        return Some("a BagIt declaration, not an article");
    }
    if lines.iter().all(|line| is_checksum(line)) {
        return Some("a list of checksums such as a BagIt manifest, not an article");
    }
    let is_field = |line: &&[u8]| memchr::memchr(b':', line).is_some_and(|at| at > 0 && !line[..at].contains(&b'.'));
    let is_of_bag = |line: &&[u8]| BAG_FIELDS.iter().any(|field| line.starts_with(field));
    // Every line is a field or goes on from one, so that an article about bags is none.
    let is_metadata =
        text.split(|byte| *byte == b'\n').take(lines.len()).all(|line| is_field(&line) || is_continued(line));
    (is_metadata && lines.iter().any(is_of_bag)).then_some("BagIt metadata, not an article")
}

/// Whether a line of metadata belongs to the field above it.
fn is_continued(line: &[u8]) -> bool {
    line.starts_with(b" ") || line.starts_with(b"\t") || line.trim_ascii().is_empty()
}

/// Fields that only the metadata of a bag have (RFC 8493, 2.2.2).
const BAG_FIELDS: [&[u8]; 4] = [b"Payload-Oxum:", b"Bagging-Date:", b"Bag-Group-Identifier:", b"Bag-Software-Agent:"];

/// A checksum (16 to 64 bytes in hexadecimal digits), blanks, and a path.
fn is_checksum(line: &[u8]) -> bool {
    let digits = line.iter().take_while(|byte| byte.is_ascii_hexdigit()).count();
    let behind = &line[digits..];
    (32..=128).contains(&digits) && behind.starts_with(b" ") && behind.len() > 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bags_are_told_from_articles() {
        let sum = "9e5ad981e0d29adc278f6a294b8c2aca";
        let cases = [
            (
                "BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-8\n".to_owned(),
                Some("a BagIt declaration, not an article"),
            ),
            (
                format!("{sum}  data/1.xml\n{sum} *data/2.xml\n"),
                Some("a list of checksums such as a BagIt manifest, not an article"),
            ),
            ("Payload-Oxum: 9.1\nBag-Size: 9 MB\n".to_owned(), Some("BagIt metadata, not an article")),
            (format!("{sum} was the sum\nthat he gave"), None),
            ("Title: Rain\n\nIt rained.\nBagging-Date: is a field".to_owned(), None),
            ("Rain at last. Said he: so\nRain".to_owned(), None),
            (String::new(), None),
        ];
        for (text, expected) in cases {
            let sample = Sample { name: "x.txt", bytes: text.as_bytes(), whole: true };
            assert_eq!(tag_file(&sample), expected, "{text}");
        }
    }
}
