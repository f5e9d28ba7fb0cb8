//! `morgue show`

use std::io::Write;

use morgue::index::OpenIndex;
use morgue::render::{fields, json, text};
use morgue::search::article;

use super::names::corrections;
use crate::args::{Common, ShowArguments, SummaryFormat};
use crate::exit::Outcome;
use crate::output::{note, stdout};

pub(crate) fn run(common: &Common, arguments: &ShowArguments) -> anyhow::Result<Outcome> {
    let index = OpenIndex::open(&common.index)?;
    let corrections = corrections(common, &index)?;
    let mut out = stdout();
    let mut outcome = Outcome::Found;
    for id in &arguments.ids {
        let Some(hit) = article(&index, id, &corrections)? else {
            note(common.quiet, &format!("there is no article `{id}`"));
            outcome = Outcome::Nothing;
            continue;
        };
        match arguments.format {
            SummaryFormat::Json => json::write_line(&mut out, &fields::object(&hit, fields::ARTICLE))?,
            SummaryFormat::Text => text::write_article(&mut out, &hit)?,
        }
    }
    out.flush()?;
    Ok(outcome)
}
