//! `morgue formats`

use std::io::Write;

use morgue::format;
use morgue::render::json;
use serde::Serialize;

use crate::args::SummaryFormat;
use crate::exit::Outcome;
use crate::output::stdout;

pub(crate) fn run(form: SummaryFormat) -> anyhow::Result<Outcome> {
    let mut out = stdout();
    match form {
        SummaryFormat::Json => json::write_line(&mut out, &Formats::all())?,
        SummaryFormat::Text => write_formats(&mut out)?,
    }
    out.flush()?;
    Ok(Outcome::Found)
}

#[derive(Serialize)]
struct Formats {
    schema_version: u32,
    formats: Vec<Listed>,
}

/// A format as it is listed.
#[derive(Serialize)]
struct Listed {
    name: &'static str,
    signs: &'static str,
    /// What stands behind `#` in ids; `None` where the file is the article.
    ids: Option<&'static str>,
}

impl Formats {
    fn all() -> Self {
        let listed = format::all().map(|format| Listed {
            name: format.name(),
            signs: format.signs(),
            ids: Some(format.ids()).filter(|ids| !ids.is_empty()),
        });
        Self { schema_version: 1, formats: listed.collect() }
    }
}

fn write_formats(out: &mut dyn Write) -> std::io::Result<()> {
    let formats = Formats::all().formats;
    let width = formats.iter().map(|format| format.name.len()).max().unwrap_or(0);
    for Listed { name, signs, ids } in &formats {
        writeln!(out, "{name:width$}  {signs}")?;
        match ids {
            Some(ids) => writeln!(out, "{:width$}  id: the file’s path, #, {ids}", "")?,
            None => writeln!(out, "{:width$}  id: the file’s path", "")?,
        }
    }
    writeln!(
        out,
        "\nZIP, tar and 7z files are opened, one within another too; gzip, Zstandard, bzip2 and xz are unpacked."
    )?;
    writeln!(out, "The id of an article in one: the file’s path, #, the path in it (and # and the rest, as above).")
}
