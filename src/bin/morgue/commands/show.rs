//! `morgue show`

use std::io::Write;

use morgue::index::OpenIndex;
use morgue::render::{fields, json, text};

use super::article::find;
use super::names::corrections;
use crate::args::{Common, ShowArguments, SummaryFormat};
use crate::exit::Outcome;
use crate::output::{is_terminal, stdout};
use crate::terminal::width;

pub(crate) fn run(common: &Common, arguments: &ShowArguments) -> anyhow::Result<Outcome> {
    let index = OpenIndex::open(&common.index)?;
    let corrections = corrections(common, &index)?;
    let mut out = stdout();
    let mut outcome = Outcome::Found;
    for id in &arguments.ids {
        let Some(hit) = find(common, &index, &corrections, id)? else {
            outcome = Outcome::Nothing;
            continue;
        };
        match arguments.format {
            SummaryFormat::Json => json::write_line(&mut out, &fields::object(&hit, fields::ARTICLE))?,
            SummaryFormat::Text => text::write_article(&mut out, &hit, is_terminal().then(width))?,
        }
    }
    out.flush()?;
    Ok(outcome)
}
