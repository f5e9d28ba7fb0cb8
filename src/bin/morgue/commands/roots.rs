//! `morgue roots`: the folders that an index follows.

use std::io::{self, Write};

use morgue::index::OpenIndex;
use morgue::ingest::{RootStatus, forget_root, list_roots, move_roots};
use morgue::render::json;
use morgue::render::plain::{counted, one_line};
use serde_json::json;

use crate::args::{Common, RootsArguments, RootsChange, SummaryFormat};
use crate::clock::local_minute;
use crate::exit::Outcome;
use crate::output::stdout;

pub(crate) fn run(common: &Common, arguments: &RootsArguments) -> anyhow::Result<Outcome> {
    let mut out = stdout();
    let mut outcome = Outcome::Found;
    match &arguments.change {
        None => {
            let roots = list_roots(&OpenIndex::open(&common.index)?)?;
            match arguments.format {
                SummaryFormat::Json => json::write_line(&mut out, &json!({"schema_version": 1, "roots": roots}))?,
                SummaryFormat::Text => roots.iter().try_for_each(|root| write_root(&mut out, root))?,
            }
            if roots.is_empty() {
                outcome = Outcome::Nothing;
            }
        }
        Some(RootsChange::Move { old, new }) => {
            let moved = move_roots(&common.index, old, new)?;
            match arguments.format {
                SummaryFormat::Json => json::write_line(&mut out, &json!({"schema_version": 1, "moved": moved}))?,
                SummaryFormat::Text => moved.iter().try_for_each(|root| {
                    let (from, to) = (one_line(&root.from), one_line(&root.to));
                    writeln!(out, "`{from}` is at `{to}` now: {}", held(root.files, root.articles))
                })?,
            }
        }
        Some(RootsChange::Forget { path }) => {
            let root = forget_root(&common.index, path)?;
            match arguments.format {
                SummaryFormat::Json => json::write_line(&mut out, &json!({"schema_version": 1, "forgotten": root}))?,
                SummaryFormat::Text => {
                    let path = one_line(&root.path);
                    writeln!(out, "`{path}` is forgotten: {} removed", held(root.files, root.articles))?;
                }
            }
        }
    }
    out.flush()?;
    Ok(outcome)
}

fn held(files: u64, articles: u64) -> String {
    format!("{}, {}", counted(files, "file", "files"), counted(articles, "article", "articles"))
}

/// One root a line, its path last.
fn write_root(out: &mut dyn Write, root: &RootStatus) -> io::Result<()> {
    let last_run = root.last_run.as_deref().map_or_else(|| "not known".to_owned(), local_minute);
    let what = match (root.missing, root.whole || root.path == "-") {
        (true, _) => "  (missing)",
        (false, true) => "",
        (false, false) => "  (single files)",
    };
    let path = one_line(&root.path);
    writeln!(out, "{:>8} articles  {:>8} files  last run {last_run:<16}  {path}{what}", root.articles, root.files)
}
