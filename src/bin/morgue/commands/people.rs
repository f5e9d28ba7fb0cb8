//! `morgue people`, and `morgue orgs` and `morgue places`, which differ in the kind of names alone.

use std::io::Write;

use morgue::article::EntityKind;
use morgue::index::OpenIndex;
use morgue::render::{json, text};
use morgue::search::{NamesRequest, names};

use super::names::corrections;
use super::query::date_filters;
use crate::args::{Common, PeopleArguments, SummaryFormat};
use crate::clock::today;
use crate::exit::Outcome;
use crate::output::{note, stdout};

pub(crate) fn run(common: &Common, kind: EntityKind, arguments: &PeopleArguments) -> anyhow::Result<Outcome> {
    let filters = date_filters(&arguments.dates).node(today())?;
    let index = OpenIndex::open(&common.index)?;
    let request = NamesRequest {
        kind,
        prefix: arguments.prefix.join(" "),
        filters,
        limit: arguments.limit,
        corrections: corrections(common, &index)?,
    };
    let found = names(&index, &request)?;
    let mut out = stdout();
    match arguments.format {
        SummaryFormat::Json => json::write_line(&mut out, &found)?,
        SummaryFormat::Text => found.names.iter().try_for_each(|name| text::write_name(&mut out, name))?,
    }
    out.flush()?;
    if arguments.format == SummaryFormat::Text && (found.names.len() as u64) < found.total {
        note(common.quiet, &format!("{} of {} {} shown", found.names.len(), found.total, kind.plural()));
    }
    Ok(if found.total == 0 { Outcome::Nothing } else { Outcome::Found })
}
