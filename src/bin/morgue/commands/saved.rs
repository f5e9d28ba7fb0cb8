//! `morgue save`, `morgue saved` and `morgue run`: searches that are asked again.

use std::collections::BTreeMap;
use std::io::Write;

use morgue::Error;
use morgue::index::OpenIndex;
use morgue::query::{Filters, parse};
use morgue::render::json;
use morgue::render::plain::one_line;
use serde_json::{Value, json};

use super::query::{Question, filters};
use crate::args::{
    Common, FilterArguments, QueryArguments, RunArguments, SaveArguments, SavedArguments, SummaryFormat,
};
use crate::clock::today;
use crate::command_line::quoted;
use crate::exit::Outcome;
use crate::output::{note, stdout};
use crate::saved::{self, SavedSearch};

/// `morgue save`
pub(crate) fn save(common: &Common, arguments: &SaveArguments) -> anyhow::Result<Outcome> {
    let name = arguments.name.trim();
    if name.is_empty() || name.chars().any(char::is_control) {
        return Err(Error::Usage("a search needs a name of letters".to_owned()).into());
    }
    let query = arguments.query.join(" ");
    parse(&query, today()).map_err(Error::from)?;
    let filters = filters(&arguments.filters);
    filters.node(today())?;
    let mut search = SavedSearch {
        name: name.to_owned(),
        query,
        any: arguments.any,
        exact_name: arguments.exact_name,
        filters,
        seen: BTreeMap::new(),
    };
    match OpenIndex::open(&common.index) {
        Ok(index) => search.note_seen(&index),
        Err(Error::NoIndex(_) | Error::FirstRun { .. }) => {}
        Err(error) => return Err(error.into()),
    }
    saved::change(|searches| {
        match searches.iter_mut().find(|known| known.name == search.name) {
            None => searches.push(search),
            Some(known) if arguments.replace => *known = search,
            Some(known) => {
                return Err(Error::Usage(format!(
                    "`{}` is saved already; --replace puts this in its place",
                    known.name
                )));
            }
        }
        Ok(())
    })?;
    note(
        common.quiet,
        &format!("saved; `morgue run {}` asks it, with --new for what comes in from now on", quoted(name)),
    );
    Ok(Outcome::Found)
}

/// `morgue saved`
pub(crate) fn saved(arguments: &SavedArguments) -> anyhow::Result<Outcome> {
    if let Some(name) = &arguments.remove {
        saved::change(|searches| {
            let place = searches.iter().position(|search| search.name == *name);
            let place = place.ok_or_else(|| saved::unknown(name, searches))?;
            searches.remove(place);
            Ok(())
        })?;
        return Ok(Outcome::Found);
    }
    let searches = saved::read()?;
    let mut out = stdout();
    match arguments.format {
        SummaryFormat::Json => {
            json::write_line(&mut out, &json!({"schema_version": 1, "searches": searches}))?;
        }
        SummaryFormat::Text => {
            for search in &searches {
                writeln!(out, "{}\t{}", one_line(&search.name), one_line(&command(search)))?;
            }
        }
    }
    out.flush()?;
    Ok(if searches.is_empty() { Outcome::Nothing } else { Outcome::Found })
}

/// `morgue run`
pub(crate) fn run(common: &Common, arguments: &RunArguments) -> anyhow::Result<Outcome> {
    let search = saved::find(&arguments.name)?;
    let index = OpenIndex::open(&common.index)?;
    let mut question = question(&search, arguments)?;
    if arguments.new {
        let (seen, arrivals) = (search.seen_of(&index), index.state().arrivals);
        if seen > arrivals {
            note(common.quiet, "the index was begun anew since this search was run: all of it counts as new");
        }
        question.filters.arrived_after = Some(if seen > arrivals { 0 } else { seen });
    }
    let outcome = Question::read(&question)?.answer(common, &index)?;
    if arguments.new {
        // Only what was printed counts as seen: should that fail, it comes again.
        saved::change(|searches| {
            if let Some(search) = searches.iter_mut().find(|known| known.name == search.name) {
                search.note_seen(&index);
            }
            Ok(())
        })?;
    }
    Ok(outcome)
}

/// A saved search as if it were typed behind `morgue query`.
fn question(search: &SavedSearch, arguments: &RunArguments) -> anyhow::Result<QueryArguments> {
    let mut question = QueryArguments::untyped()?;
    question.query = vec![search.query.clone()];
    question.filters = typed_filters(&search.filters);
    question.any = search.any;
    question.exact_name = search.exact_name;
    question.sort = arguments.sort;
    question.all = arguments.all || arguments.new && arguments.limit.is_none();
    question.limit = arguments.limit.unwrap_or(question.limit);
    question.count = arguments.count;
    question.format = arguments.format;
    question.fields.clone_from(&arguments.fields);
    question.for_spreadsheet = arguments.for_spreadsheet;
    Ok(question)
}

fn typed_filters(filters: &Filters) -> FilterArguments {
    let Filters { person, org, place, source, lang, section, byline, added, .. } = filters.clone();
    let Filters { from, to, on, last, undated, .. } = filters.clone();
    let dates = crate::args::DateArguments { from, to, on, last, undated };
    FilterArguments { person, org, place, source, lang, section, byline, added, arrived_after: None, dates }
}

/// The arguments of a search as they can be typed behind `morgue query`.
fn command(search: &SavedSearch) -> String {
    let mut words = Vec::new();
    if !search.query.is_empty() {
        words.push(quoted(&search.query));
    }
    words.extend(search.any.then(|| "--any".to_owned()));
    words.extend(search.exact_name.then(|| "--exact-name".to_owned()));
    if let Ok(Value::Object(filters)) = serde_json::to_value(&search.filters) {
        for (name, value) in filters {
            match value {
                Value::Array(values) => {
                    let values = values.iter().filter_map(Value::as_str);
                    words.extend(values.map(|value| format!("--{name} {}", quoted(value))));
                }
                _ => words.push(format!("--{name}")),
            }
        }
    }
    words.join(" ")
}
