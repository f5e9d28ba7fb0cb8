//! `morgue check`

use std::io::Write;

use morgue::index::{CheckReport, check, repair};
use morgue::render::json;
use morgue::render::plain::{counted, one_line};

use crate::args::{CheckArguments, Common, SummaryFormat};
use crate::exit::Outcome;
use crate::output::{note, stdout};

pub(crate) fn run(common: &Common, arguments: &CheckArguments) -> anyhow::Result<Outcome> {
    let report = if arguments.repair { repair(&common.index)? } else { check(&common.index)? };
    let mut out = stdout();
    match arguments.format {
        SummaryFormat::Json => json::write_line(&mut out, &report)?,
        SummaryFormat::Text => {
            let CheckReport { files, articles, damage, repaired, read_again, .. } = &report;
            let read_again = read_again.iter().map(|path| format!("to be read again: {path}"));
            for line in repaired.iter().cloned().chain(read_again).chain(damage.iter().cloned()) {
                writeln!(out, "{}", one_line(&line))?;
            }
            let (files, articles) = (counted(*files, "file", "files"), counted(*articles, "article", "articles"));
            let damaged = counted(damage.len() as u64, "damaged place", "damaged places");
            writeln!(out, "{files}, {articles}, {damaged}")?;
        }
    }
    out.flush()?;
    if !report.damage.is_empty() {
        let mend = if arguments.repair {
            "`morgue index --rebuild` makes it anew"
        } else {
            "`morgue check --repair` saves what is sound, `morgue index --rebuild` makes it anew"
        };
        note(common.quiet, &format!("the index is damaged; {mend}"));
        return Ok(Outcome::Damaged);
    }
    if !report.repaired.is_empty() {
        note(common.quiet, "the index is sound again; `morgue index` reads again what was taken out");
    }
    Ok(Outcome::Found)
}
