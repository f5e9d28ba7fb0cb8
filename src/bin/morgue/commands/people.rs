//! `morgue people`, and `morgue orgs` and `morgue places`, which differ in the kind of names alone.

use std::io::Write;

use morgue::Error;
use morgue::article::EntityKind;
use morgue::index::OpenIndex;
use morgue::query::parse;
use morgue::render::rows::Rows;
use morgue::render::table::Dialect;
use morgue::render::{json, text};
use morgue::search::{NamesRequest, names, names_near};

use super::names::corrections;
use super::query::{filters, name_reading};
use crate::args::{Common, ListFormat, PeopleArguments};
use crate::clock::today;
use crate::exit::Outcome;
use crate::output::{note, stdout};

/// Most names that are offered where none is found.
const SUGGESTIONS_MAX: usize = 3;

pub(crate) fn run(common: &Common, kind: EntityKind, arguments: &PeopleArguments) -> anyhow::Result<Outcome> {
    let read = parse(arguments.matching.as_deref().unwrap_or_default(), today()).map_err(Error::from)?;
    let filters = filters(&arguments.filters).node(today())?;
    let index = OpenIndex::open(&common.index)?;
    let request = NamesRequest {
        kind,
        prefix: arguments.prefix.join(" "),
        query: read.root,
        filters,
        reading: name_reading(arguments.exact_name),
        min: arguments.min,
        limit: arguments.limit,
        corrections: corrections(common, &index)?,
    };
    let found = names(&index, &request)?;
    for warning in read.notes.iter().chain(&found.notes) {
        note(common.quiet, warning);
    }
    let mut out = stdout();
    match arguments.format {
        ListFormat::Json => json::write_line(&mut out, &found)?,
        ListFormat::Jsonl => Rows::of_names(&found).write_json_lines(&mut out)?,
        ListFormat::Csv => Rows::of_names(&found).write_table(&mut out, Dialect::Csv)?,
        ListFormat::Tsv => Rows::of_names(&found).write_table(&mut out, Dialect::Tsv)?,
        ListFormat::Text => found.names.iter().try_for_each(|name| text::write_name(&mut out, name))?,
    }
    out.flush()?;
    if arguments.format != ListFormat::Json && (found.names.len() as u64) < found.total {
        note(common.quiet, &format!("{} of {} {} shown", found.names.len(), found.total, kind.plural()));
    }
    if found.total == 0 && !request.prefix.is_empty() {
        for near in names_near(&index, kind, &request.prefix, &request.corrections)?.iter().take(SUGGESTIONS_MAX) {
            let articles = if near.articles == 1 { "article" } else { "articles" };
            note(common.quiet, &format!("did you mean `{}` ({} {articles})?", near.spelling, near.articles));
        }
    }
    Ok(if found.total == 0 { Outcome::Nothing } else { Outcome::Found })
}
