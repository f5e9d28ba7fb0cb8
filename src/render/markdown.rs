//! Markdown: a list to cite from, or an article whole (`CommonMark` 0.31).

use std::io::{self, Write};

use super::citation::{Citation, Provenance};
use super::plain;
use crate::search::Hit;

/// Writes one numbered line: authors, headline, source, day, page, address, id.
///
/// # Errors
///
/// When writing fails.
pub fn write_item(out: &mut dyn Write, number: usize, hit: &Hit) -> io::Result<()> {
    writeln!(out, "{number}. {}", cited(&Citation::of(hit)))
}

/// Writes below a list what it was found by.
///
/// # Errors
///
/// When writing fails.
pub fn write_provenance(out: &mut dyn Write, provenance: &Provenance, listed: usize, total: u64) -> io::Result<()> {
    let articles = plain::counted(total, "article", "articles");
    let part = if (listed as u64) < total { format!(", {listed} listed") } else { String::new() };
    writeln!(out, "\nSearch: {}. Found: {articles}{part}.", code(&provenance.line()))
}

/// Writes an article: headline, citation, text.
///
/// # Errors
///
/// When writing fails.
pub fn write_article(out: &mut dyn Write, hit: &Hit, provenance: &Provenance) -> io::Result<()> {
    let citation = Citation::of(hit);
    writeln!(out, "# {}\n\n{}\n", escaped(&citation.title), cited(&citation))?;
    for line in plain::lines(&hit.record.article.body).split('\n') {
        writeln!(out, "{}", escaped_line(line))?;
    }
    writeln!(out, "\nFrom: {}.\n", code(&provenance.line()))
}

fn cited(citation: &Citation) -> String {
    let mut parts = Vec::new();
    if !citation.authors.is_empty() {
        let names: Vec<String> = citation.authors.iter().map(|author| escaped(&author.name)).collect();
        parts.push(names.join("; "));
    }
    let made = if citation.title_made { " (first words)" } else { "" };
    parts.push(format!("“{}”{made}", escaped(&citation.title)));
    parts.extend(citation.source.as_ref().map(|source| format!("*{}*", escaped(source))));
    parts.push(citation.date.map_or_else(|| "undated".to_owned(), |date| date.to_string()));
    parts.extend(citation.page.as_ref().map(|page| format!("p. {}", escaped(page))));
    let url = citation.url.as_ref().map(|url| format!(" <{}>", address(url))).unwrap_or_default();
    format!("{}.{url} {}", parts.join(", "), code(&citation.id))
}

/// Text without signs that Markdown obeys within a line.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        if "\\`*_[]<>&~|$".contains(character) {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}

/// The same, without signs that make a title, a list or a rule of a line.
fn escaped_line(line: &str) -> String {
    let escaped = escaped(line.trim_start());
    let digits = escaped.bytes().take_while(u8::is_ascii_digit).count();
    match escaped.as_bytes().get(digits) {
        Some(b'#' | b'-' | b'+' | b'=') if digits == 0 => format!("\\{escaped}"),
        Some(b'.' | b')') if digits > 0 => format!("{}\\{}", &escaped[..digits], &escaped[digits..]),
        _ => escaped,
    }
}

/// Text as it is, between more backticks than it has.
fn code(text: &str) -> String {
    let longest = text.split(|character| character != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    if longest == 0 { format!("`{text}`") } else { format!("{fence} {text} {fence}") }
}

fn address(url: &str) -> String {
    url.replace('<', "%3C").replace('>', "%3E").replace(' ', "%20")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::bibtex::tests::citation;

    #[test]
    fn a_citation_is_a_sentence() {
        insta::assert_snapshot!(cited(&citation()), @r"
        Anna van der Berg; Ports and Piers, “Harbour 50% open {again}: R\&D” (first words), *City \& Wire*, 2001-07-02, p. A3. <https://example.org/a_{b}?c=%20d> `2001/harbour_opens.txt`
        ");
    }

    #[test]
    fn no_sign_of_a_text_is_obeyed() {
        assert_eq!(escaped_line("# no title *at* all"), "\\# no title \\*at\\* all");
        assert_eq!(escaped_line("1. no list"), "1\\. no list");
        assert_eq!(escaped_line("---"), "\\---");
        assert_eq!(code("a`b"), "`` a`b ``");
    }
}
