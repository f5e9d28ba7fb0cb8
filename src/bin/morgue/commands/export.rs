//! Prints hits in the forms in which they are taken along: Markdown, RIS, BibTeX.

use std::io::{self, Write};

use morgue::Error;
use morgue::render::bibtex::Entries;
use morgue::render::citation::Provenance;
use morgue::render::{markdown, ris};
use morgue::search::Hit;

/// A form of list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Markdown,
    Ris,
    Bibtex,
}

/// Prints hits, the first of which has this number, out of `total`.
pub(super) fn print(
    out: &mut dyn Write,
    form: Form,
    hits: &mut dyn Iterator<Item = Result<Hit, Error>>,
    (first, total): (usize, u64),
    provenance: &Provenance,
) -> anyhow::Result<()> {
    let mut entries = Entries::default();
    let mut listed = 0;
    for hit in hits {
        let hit = hit?;
        match form {
            Form::Markdown => markdown::write_item(out, first + listed, &hit)?,
            Form::Ris => ris::write(out, &hit, provenance)?,
            Form::Bibtex => entries.write(out, &hit, provenance)?,
        }
        listed += 1;
    }
    if form == Form::Markdown && listed > 0 {
        markdown::write_provenance(out, provenance, listed, total)?;
    }
    Ok(())
}

/// Prints one article that is shown.
pub(super) fn print_article(
    out: &mut dyn Write,
    form: Form,
    hit: &Hit,
    entries: &mut Entries,
    provenance: &Provenance,
) -> io::Result<()> {
    match form {
        Form::Markdown => markdown::write_article(out, hit, provenance),
        Form::Ris => ris::write(out, hit, provenance),
        Form::Bibtex => entries.write(out, hit, provenance),
    }
}
