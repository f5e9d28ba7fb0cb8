//! RIS, which Zotero, Mendeley and others read: a tag and a value a line, lines ended by CR LF (“RIS Format Specifications”,
//! Research Information Systems, 2011).

use std::io::{self, Write};

use super::citation::{Citation, Provenance};
use crate::date::NewsDate;
use crate::search::Hit;

/// Writes the record of an article.
///
/// # Errors
///
/// When writing fails.
pub fn write(out: &mut dyn Write, hit: &Hit, provenance: &Provenance) -> io::Result<()> {
    write_citation(out, &Citation::of(hit), provenance)
}

fn write_citation(out: &mut dyn Write, citation: &Citation, provenance: &Provenance) -> io::Result<()> {
    let mut line = |tag: &str, value: &str| write!(out, "{tag}  - {value}\r\n");
    line("TY", "NEWS")?;
    line("TI", &citation.title)?;
    for author in &citation.authors {
        line("AU", &author.surname_first())?;
    }
    let optional = [
        ("T2", citation.source.clone()),
        ("SE", citation.section.clone()),
        ("PY", citation.date.map(|date| format!("{:04}", date.year()))),
        ("DA", citation.date.map(day)),
        ("SP", citation.page.clone()),
        ("UR", citation.url.clone()),
        ("LA", citation.language.clone()),
    ];
    for (tag, value) in optional {
        if let Some(value) = value {
            line(tag, &value)?;
        }
    }
    line("ID", &citation.id)?;
    for remark in citation.remarks() {
        line("N1", remark)?;
    }
    line("N1", &format!("found by: {}", provenance.line()))?;
    line("ER", "")
}

/// `2022/07/11/`; the parts that are not known stay empty.
fn day(date: NewsDate) -> String {
    let part = |part: Option<u8>| part.map(|part| format!("{part:02}")).unwrap_or_default();
    format!("{:04}/{}/{}/", date.year(), part(date.month()), part(date.day()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::bibtex::tests::{citation, provenance};

    #[test]
    fn a_record_has_a_tag_a_line() {
        let mut out = Vec::new();
        write_citation(&mut out, &citation(), &provenance()).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
        insta::assert_snapshot!(text.replace("\r\n", "|\n"), @r"
        TY  - NEWS|
        TI  - Harbour 50% open {again}: R&D|
        AU  - van der Berg, Anna|
        AU  - Ports and Piers|
        T2  - City & Wire|
        SE  - Local|
        PY  - 2001|
        DA  - 2001/07/02/|
        SP  - A3|
        UR  - https://example.org/a_{b}?c=%20d|
        LA  - en|
        ID  - 2001/harbour_opens.txt|
        N1  - no headline: the title is the beginning of the text|
        N1  - found by: morgue query harbour --last 7d; read as: harbour AND date:2001-07-01..2001-07-07; index generation 3 of 178 articles|
        ER  - |
        ");
    }
}
