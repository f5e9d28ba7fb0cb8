//! BibTeX in the fields of biblatex (its manual, 3.20, section 2), which Zotero reads too.

use std::collections::HashSet;
use std::io::{self, Write};

use xxhash_rust::xxh3::xxh3_64;

use super::citation::{Author, Citation, Provenance};
use crate::search::Hit;

/// Writes entries, each under a key of its own.
#[derive(Debug, Default)]
pub struct Entries {
    keys: HashSet<String>,
}

impl Entries {
    /// Writes the entry of an article.
    ///
    /// # Errors
    ///
    /// When writing fails.
    pub fn write(&mut self, out: &mut dyn Write, hit: &Hit, provenance: &Provenance) -> io::Result<()> {
        self.write_citation(out, &Citation::of(hit), provenance)
    }

    fn write_citation(&mut self, out: &mut dyn Write, citation: &Citation, provenance: &Provenance) -> io::Result<()> {
        let kind = if citation.source.is_some() { "article" } else { "misc" };
        writeln!(out, "@{kind}{{{},", self.key(citation))?;
        let authors: Vec<String> = citation.authors.iter().map(author).collect();
        let remarks = citation.remarks().into_iter().map(|remark| format!("{remark}; "));
        let annotation = format!(
            "{}article {} of the archive; found by: {}",
            remarks.collect::<String>(),
            citation.id,
            provenance.line()
        );
        let fields = [
            ("author", Some(authors.join(" and ")).filter(|authors| !authors.is_empty())),
            // A second pair of braces keeps the capitals of the headline.
            ("title", Some(format!("{{{}}}", escaped(&citation.title)))),
            ("journaltitle", citation.source.as_deref().map(escaped)),
            ("entrysubtype", citation.source.as_ref().map(|_| "newspaper".to_owned())),
            ("date", citation.date.map(|date| date.to_string())),
            ("pages", citation.page.as_deref().map(escaped)),
            ("url", citation.url.as_deref().map(verbatim)),
            ("language", citation.language.as_deref().map(escaped)),
            ("annotation", Some(escaped(&annotation))),
        ];
        for (name, value) in fields {
            if let Some(value) = value {
                writeln!(out, "  {name} = {{{value}}},")?;
            }
        }
        writeln!(out, "}}\n")
    }

    /// Surname, year and a hash of the id: the same for an article in every export, so that exports can be put together.
    fn key(&mut self, citation: &Citation) -> String {
        const HASH_DIGITS: usize = 10;
        let word = citation.authors.first().map(|author| author.name[author.surname_at.unwrap_or(0)..].to_owned());
        let word = word.or_else(|| citation.source.clone()).unwrap_or_default();
        let word: String = word.chars().filter(char::is_ascii_alphabetic).take(16).collect();
        let word = if word.is_empty() { "article".to_owned() } else { word.to_ascii_lowercase() };
        let year = citation.date.map(|date| date.year().to_string()).unwrap_or_default();
        let hash = &format!("{:016x}", xxh3_64(citation.id.as_bytes()))[..HASH_DIGITS];
        let key = format!("{word}{year}-{hash}");
        // Two ids of one hash are as good as never met; their keys differ all the same.
        let others = (2..).map(|number| format!("{key}-{number}"));
        let free = std::iter::once(key.clone()).chain(others).find(|key| !self.keys.contains(key)).unwrap_or(key);
        self.keys.insert(free.clone());
        free
    }
}

/// A name; one that is no given name and surname is kept from being read as one.
fn author(author: &Author) -> String {
    let name = escaped(&author.surname_first());
    if author.surname_at.is_some() { name } else { format!("{{{name}}}") }
}

/// Text without what TeX obeys. Braces must be in pairs even where they are escaped, so that they get names.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\\' => escaped.push_str("\\textbackslash{}"),
            '{' => escaped.push_str("\\textbraceleft{}"),
            '}' => escaped.push_str("\\textbraceright{}"),
            '~' => escaped.push_str("\\textasciitilde{}"),
            '^' => escaped.push_str("\\textasciicircum{}"),
            '&' | '%' | '$' | '#' | '_' => {
                escaped.push('\\');
                escaped.push(character);
            }
            other => escaped.push(other),
        }
    }
    escaped
}

/// An address, which is read as it stands but for braces, blanks and backslashes.
fn verbatim(url: &str) -> String {
    url.replace('{', "%7B").replace('}', "%7D").replace('\\', "%5C").replace(' ', "%20")
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::date::parse;

    pub(in crate::render) fn citation() -> Citation {
        Citation {
            id: "2001/harbour_opens.txt".to_owned(),
            title: "Harbour 50% open {again}: R&D".to_owned(),
            title_made: true,
            authors: vec![
                Author { name: "Anna van der Berg".to_owned(), surname_at: Some(5) },
                Author { name: "Ports and Piers".to_owned(), surname_at: None },
            ],
            source: Some("City & Wire".to_owned()),
            section: Some("Local".to_owned()),
            date: parse("2001-07-02").ok(),
            page: Some("A3".to_owned()),
            url: Some("https://example.org/a_{b}?c=%20d".to_owned()),
            language: Some("en".to_owned()),
        }
    }

    pub(in crate::render) fn provenance() -> Provenance {
        Provenance {
            command: "morgue query harbour --last 7d".to_owned(),
            read_as: "harbour AND date:2001-07-01..2001-07-07".to_owned(),
            generation: 3,
            articles: 178,
        }
    }

    #[test]
    fn an_entry_is_escaped_and_its_braces_are_in_pairs() {
        let mut out = Vec::new();
        Entries::default().write_citation(&mut out, &citation(), &provenance()).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert_eq!(text.matches('{').count(), text.matches('}').count());
        insta::assert_snapshot!(text, @r"
        @article{vanderberg2001-0021f542bc,
          author = {van der Berg, Anna and {Ports and Piers}},
          title = {{Harbour 50\% open \textbraceleft{}again\textbraceright{}: R\&D}},
          journaltitle = {City \& Wire},
          entrysubtype = {newspaper},
          date = {2001-07-02},
          pages = {A3},
          url = {https://example.org/a_%7Bb%7D?c=%20d},
          language = {en},
          annotation = {no headline: the title is the beginning of the text; article 2001/harbour\_opens.txt of the archive; found by: morgue query harbour --last 7d; read as: harbour AND date:2001-07-01..2001-07-07; index generation 3 of 178 articles},
        }
        ");
    }

    #[test]
    fn keys_are_the_same_in_every_export_and_never_twice_in_one() {
        let (mut one, mut other) = (Entries::default(), Entries::default());
        let second = Citation { id: "b.txt".to_owned(), ..citation() };
        let first_key = one.key(&citation());
        assert_eq!(other.key(&second), one.key(&second));
        assert_eq!(other.key(&citation()), first_key);
        assert_ne!(other.key(&citation()), first_key);
        let undated = Citation { id: "c".to_owned(), authors: Vec::new(), source: None, date: None, ..citation() };
        assert!(one.key(&undated).starts_with("article-"));
    }
}
