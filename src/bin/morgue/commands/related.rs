//! `morgue related`

use std::io::Write;

use morgue::index::OpenIndex;
use morgue::render::{fields, json, text};
use morgue::search::{RelatedRequest, related};

use super::article::find;
use super::names::corrections;
use super::query::{filters, name_reading};
use crate::args::{Common, RelatedArguments, SummaryFormat};
use crate::clock::today;
use crate::exit::Outcome;
use crate::output::{is_terminal, note, stdout};
use crate::terminal::width;

pub(crate) fn run(common: &Common, arguments: &RelatedArguments) -> anyhow::Result<Outcome> {
    let filters = filters(&arguments.filters).node(today())?;
    let index = OpenIndex::open(&common.index)?;
    let corrections = corrections(common, &index)?;
    let Some(asked) = find(common, &index, &corrections, &arguments.id)? else {
        return Ok(Outcome::Nothing);
    };
    let id = asked.record.id;
    let request = RelatedRequest {
        id: id.clone(),
        filters,
        offset: arguments.offset,
        limit: arguments.limit,
        names: name_reading(arguments.exact_name),
        corrections,
    };
    let Some(mut found) = related(&index, &request)? else {
        return Ok(Outcome::Nothing);
    };
    for warning in &found.results.notes {
        note(common.quiet, warning);
    }
    let total = found.results.total;
    let mut out = stdout();
    match arguments.format {
        SummaryFormat::Json => {
            let head = json::RelatedHead { schema_version: 1, id: id.clone(), terms: found.terms, total };
            let hits = found.results.hits();
            let hits = hits.map(|hit| hit.map(|hit| fields::object(&hit, fields::HIT)).map_err(anyhow::Error::from));
            json::write_hits(&mut out, &head, hits, "}")?;
        }
        SummaryFormat::Text => {
            let width = is_terminal().then(width);
            for (number, hit) in (arguments.offset + 1..).zip(found.results.hits()) {
                match width {
                    Some(width) => text::write_block(&mut out, number, &hit?, width)?,
                    None => text::write_piped(&mut out, &hit?)?,
                }
            }
        }
    }
    out.flush()?;
    if total == 0 {
        note(common.quiet, &format!("nothing is related to `{id}`"));
    }
    Ok(if total == 0 { Outcome::Nothing } else { Outcome::Found })
}
