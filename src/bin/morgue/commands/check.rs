//! `morgue check`

use std::io::Write;

use morgue::index::check;
use morgue::render::json;
use morgue::render::plain::one_line;

use crate::args::{Common, SummaryFormat};
use crate::exit::Outcome;
use crate::output::{note, stdout};

pub(crate) fn run(common: &Common, format: SummaryFormat) -> anyhow::Result<Outcome> {
    let report = check(&common.index)?;
    let mut out = stdout();
    match format {
        SummaryFormat::Json => json::write_line(&mut out, &report)?,
        SummaryFormat::Text => {
            for damage in &report.damage {
                writeln!(out, "{}", one_line(damage))?;
            }
            writeln!(
                out,
                "{} files, {} articles, {} damaged places",
                report.files,
                report.articles,
                report.damage.len()
            )?;
        }
    }
    out.flush()?;
    if report.damage.is_empty() {
        return Ok(Outcome::Found);
    }
    note(
        common.quiet,
        "the index is damaged; `morgue check --repair` saves what is sound, `morgue index --rebuild` makes it anew",
    );
    Ok(Outcome::Damaged)
}
