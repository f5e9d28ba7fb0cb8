//! `morgue copies`

use std::io::Write;

use morgue::index::OpenIndex;
use morgue::render::{copies as rendered, json};
use morgue::search::copies;

use super::article::find;
use super::names::corrections;
use crate::args::{Common, CopiesArguments, SummaryFormat};
use crate::exit::Outcome;
use crate::output::{note, stdout};

pub(crate) fn run(common: &Common, arguments: &CopiesArguments) -> anyhow::Result<Outcome> {
    let index = OpenIndex::open(&common.index)?;
    let Some(asked) = find(common, &index, &corrections(common, &index)?, &arguments.id)? else {
        return Ok(Outcome::Nothing);
    };
    let id = &asked.record.id;
    let Some(found) = copies(&index, id)? else {
        return Ok(Outcome::Nothing);
    };
    let mut out = stdout();
    match arguments.format {
        SummaryFormat::Json => json::write_line(&mut out, &found)?,
        SummaryFormat::Text => rendered::write(&mut out, &found)?,
    }
    out.flush()?;
    let others = found.total - 1;
    if others == 0 {
        note(common.quiet, &format!("there are no copies of `{id}`"));
        return Ok(Outcome::Nothing);
    }
    if arguments.format == SummaryFormat::Text {
        note(common.quiet, &format!("{others} {}", if others == 1 { "copy" } else { "copies" }));
    }
    Ok(Outcome::Found)
}
