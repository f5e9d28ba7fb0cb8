//! `morgue status`

use std::io::Write;

use morgue::index::OpenIndex;
use morgue::ingest::{FileChange, status};
use morgue::render::json;
use morgue::render::plain::one_line;

use crate::args::{Common, SummaryFormat};
use crate::exit::Outcome;
use crate::output::stdout;

pub(crate) fn run(common: &Common, format: SummaryFormat) -> anyhow::Result<Outcome> {
    let index = OpenIndex::open(&common.index)?;
    let status = status(&index)?;
    let mut out = stdout();
    match format {
        SummaryFormat::Json => json::write_line(&mut out, &status)?,
        SummaryFormat::Text => {
            writeln!(out, "generation {}, roots: {}", status.generation, one_line(&status.roots.join(", ")))?;
            writeln!(out, "{} unchanged", status.unchanged)?;
            write_changes(&mut out, "new", &status.new)?;
            write_changes(&mut out, "changed", &status.changed)?;
            write_changes(&mut out, "removed", &status.removed)?;
            write_changes(&mut out, "rejected", &status.rejected)?;
            write_changes(&mut out, "unreadable", &status.unreadable)?;
        }
    }
    out.flush()?;
    Ok(Outcome::Found)
}

fn write_changes(out: &mut dyn Write, what: &str, changes: &[FileChange]) -> std::io::Result<()> {
    writeln!(out, "{} {what}", changes.len())?;
    for change in changes {
        let reason = change.reason.as_ref().map(|reason| format!(": {reason}")).unwrap_or_default();
        writeln!(out, "  {}", one_line(&format!("{}{reason}", change.path)))?;
    }
    Ok(())
}
