//! Stands in for the reader of HTML pages, which is written elsewhere: the title from `<title>`, the text of all tags.

use super::fields::Stated;
use super::markup::{decode_references, strip_tags};
use crate::article::{Article, tidy};

/// What a page states; `address` is where it was found.
pub(super) fn read_page(html: &str, address: Option<&str>) -> Stated {
    let lower = html.to_ascii_lowercase();
    let title = lower.find("<title").and_then(|at| {
        let start = at + lower[at..].find('>')? + 1;
        let end = start + lower[start..].find("</title")?;
        Some(decode_references(html[start..end].trim()))
    });
    let article = Article {
        title: title.unwrap_or_default(),
        body: tidy(&strip_tags(html)),
        url: address.map(str::to_owned),
        ..Article::default()
    };
    Stated { article, ..Stated::default() }
}

/// The encoding that a page declares in its first 1024 bytes.
pub(super) fn declared_charset(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]).to_ascii_lowercase();
    let value = head[head.find("charset=")? + 8..].trim_start_matches(['"', '\'']);
    let end = value.find(|letter: char| !(letter.is_ascii_alphanumeric() || "-_".contains(letter)))?;
    (end > 0).then(|| value[..end].to_owned())
}
