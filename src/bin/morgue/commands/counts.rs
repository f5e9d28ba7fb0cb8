//! What `morgue query` counts beside its hits: `--facet`, `--timeline`, `--with`.

use std::io::Write;

use clap::ValueEnum;
use morgue::Error;
use morgue::article::EntityKind;
use morgue::query::Filters;
use morgue::render::charts;
use morgue::render::rows::Rows;
use morgue::render::table::Dialect;
use morgue::search::{Counting, Counts, FacetRequest};

use crate::args::{Common, HitFormat, Kind, QueryArguments};
use crate::clock::today;
use crate::output::{is_terminal, note};
use crate::terminal::width;

/// Whether anything is.
pub(super) fn is_asked(arguments: &QueryArguments) -> bool {
    lists(arguments) > 0
}

/// How many lists are.
fn lists(arguments: &QueryArguments) -> usize {
    let asked = [!arguments.facet.is_empty(), arguments.timeline.is_some(), arguments.with.is_some()];
    asked.into_iter().filter(|is_asked| *is_asked).count()
}

fn has_hits(arguments: &QueryArguments) -> bool {
    arguments.with.is_none() && (arguments.all || arguments.limit > 0)
}

/// Refuses what cannot be printed.
pub(super) fn refuse_impossible(arguments: &QueryArguments) -> Result<(), Error> {
    if !is_asked(arguments) {
        return Ok(());
    }
    if !arguments.fields.is_empty() && !has_hits(arguments) {
        return Err(Error::Usage("--fields names what is printed of hits, and -n 0 prints none".to_owned()));
    }
    if matches!(arguments.format, HitFormat::Text | HitFormat::Json) {
        return Ok(());
    }
    let format = arguments.format.to_possible_value();
    let format = format.as_ref().map_or("", |format| format.get_name());
    if matches!(arguments.format, HitFormat::Md | HitFormat::Ris | HitFormat::Bibtex) {
        return Err(Error::Usage(format!(
            "--format {format} lists articles; counts come as text, json, jsonl, csv and tsv"
        )));
    }
    if has_hits(arguments) {
        let message = format!("--format {format} prints one table, hits or counts: with -n 0 it is the counts");
        return Err(Error::Usage(message));
    }
    if lists(arguments) > 1 {
        let message = format!("--format {format} prints one table: ask for --facet, --timeline and --with one by one");
        return Err(Error::Usage(message));
    }
    Ok(())
}

/// What to count.
pub(super) fn counting(arguments: &QueryArguments, filters: &Filters) -> Option<Counting> {
    if !is_asked(arguments) {
        return None;
    }
    let mut facets: Vec<FacetRequest> = Vec::new();
    for asked in &arguments.facet {
        // The same field twice is one facet, as it was asked for last.
        match facets.iter_mut().find(|facet| facet.field == asked.field) {
            Some(facet) => *facet = *asked,
            None => facets.push(*asked),
        }
    }
    let kind = arguments.with.map(|kind| match kind {
        Kind::Person => EntityKind::Person,
        Kind::Org => EntityKind::Org,
        Kind::Place => EntityKind::Place,
    });
    Some(Counting {
        facets,
        facet_min: arguments.facet_min.unwrap_or(1),
        timeline: arguments.timeline,
        together: kind.map(|kind| (kind, (!arguments.all).then_some(arguments.limit))),
        filters: filters.clone(),
        today: today(),
    })
}

/// Prints the one list that is asked for as a table, or as lines of JSON.
pub(super) fn print_rows(out: &mut impl Write, arguments: &QueryArguments, counts: &Counts) -> std::io::Result<()> {
    for rows in all_rows(arguments, counts) {
        match arguments.format {
            HitFormat::Jsonl => rows.write_json_lines(out)?,
            HitFormat::Tsv => rows.write_table(&mut *out, Dialect::Tsv)?,
            HitFormat::Csv if arguments.for_spreadsheet => rows.write_table(&mut *out, Dialect::Spreadsheet)?,
            HitFormat::Csv => rows.write_table(&mut *out, Dialect::Csv)?,
            // A citation is of an article.
            HitFormat::Text | HitFormat::Json | HitFormat::Md | HitFormat::Ris | HitFormat::Bibtex => {}
        }
    }
    Ok(())
}

/// Prints all lists that are asked for, below the hits, if there are any.
pub(super) fn print_text(
    out: &mut dyn Write,
    arguments: &QueryArguments,
    counts: &Counts,
    is_below_hits: bool,
) -> std::io::Result<()> {
    if !is_terminal() {
        for (place, rows) in all_rows(arguments, counts).iter().filter(|rows| !rows.rows.is_empty()).enumerate() {
            if place > 0 || is_below_hits {
                writeln!(out)?;
            }
            rows.write_piped(out)?;
        }
        return Ok(());
    }
    if let Some(together) = &counts.together {
        charts::write_together(out, together)?;
        writeln!(out)?;
    }
    if let Some(timeline) = &counts.timeline {
        charts::write_timeline(out, timeline, arguments.share, width())?;
        writeln!(out)?;
    }
    for facet in &counts.facets {
        charts::write_facet(out, facet)?;
        writeln!(out)?;
    }
    Ok(())
}

fn all_rows(arguments: &QueryArguments, counts: &Counts) -> Vec<Rows> {
    let mut all = Vec::new();
    all.extend(counts.together.as_ref().map(Rows::of_together));
    all.extend(counts.timeline.as_ref().map(|timeline| Rows::of_timeline(timeline, arguments.share)));
    all.extend((!counts.facets.is_empty()).then(|| Rows::of_facets(&counts.facets)));
    all
}

/// Says what rows have no room for: what is cut off, and what stands in no bar. JSON and the lists on a terminal have it.
pub(super) fn print_notes(common: &Common, arguments: &QueryArguments, counts: &Counts) {
    let is_said = match arguments.format {
        HitFormat::Json => true,
        HitFormat::Text => is_terminal(),
        _ => false,
    };
    if is_said {
        return;
    }
    for facet in &counts.facets {
        let (given, total, field) = (facet.values.len(), facet.total, facet.field.as_str());
        if (given as u64) < total {
            note(common.quiet, &format!("{field}: {given} of {total} values; --facet {field}:N prints N of them"));
        }
    }
    if let Some(timeline) = &counts.timeline {
        let imprecise: u64 = timeline.imprecise.iter().map(|imprecise| imprecise.count).sum();
        let unit = timeline.unit.as_str();
        if imprecise + timeline.undated > 0 {
            let undated = timeline.undated;
            note(common.quiet, &format!("in no {unit}: {imprecise} dated less exactly, {undated} undated"));
        }
    }
    if let Some(together) = &counts.together {
        let (given, total) = (together.names.len(), together.total);
        if (given as u64) < total {
            note(common.quiet, &format!("{given} of {total} {} shown", together.kind.plural()));
        }
    }
}
