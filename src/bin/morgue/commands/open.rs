//! `morgue open`: the original, in the program that the desktop has for it.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

use morgue::Error;
use morgue::index::OpenIndex;
use morgue::search::Hit;
use morgue::source::shown_path;

use super::article::find;
use super::names::corrections;
use crate::args::{Common, OpenArguments};
use crate::exit::Outcome;
use crate::output::{note, stdout};

/// The variable that names another program to open files with.
const PROGRAM_VARIABLE: &str = "MORGUE_OPENER";

pub(crate) fn run(common: &Common, arguments: &OpenArguments) -> anyhow::Result<Outcome> {
    let index = OpenIndex::open(&common.index)?;
    let corrections = corrections(common, &index)?;
    let mut outcome = Outcome::Found;
    let mut out = stdout();
    for id in &arguments.ids {
        let Some(hit) = find(common, &index, &corrections, id)? else {
            outcome = Outcome::Nothing;
            continue;
        };
        let path = original(&index, &hit)?;
        if let Some(member) = &hit.record.member {
            note(common.quiet, &format!("the file holds several articles; this one is `{member}`"));
        }
        if arguments.print {
            writeln!(out, "{}", shown_path(&path, &path))?;
        } else {
            open(&path)?;
        }
    }
    out.flush()?;
    Ok(outcome)
}

/// Where the file lies that an article came from.
fn original(index: &OpenIndex, hit: &Hit) -> Result<PathBuf, Error> {
    let id = &hit.record.id;
    let root = index.state().root(hit.record.root);
    let published =
        hit.record.article.url.as_ref().map(|url| format!("; it was published at {url}")).unwrap_or_default();
    let Some(root) = root.filter(|root| !root.is_standard_input()) else {
        return Err(Error::Usage(format!("`{id}` came in at standard input, no file of it is known{published}")));
    };
    let path = root.path_of(&hit.record.relative);
    if path.try_exists().is_ok_and(|exists| exists) {
        return Ok(path);
    }
    let shown = shown_path(&path, &path);
    Err(Error::Usage(format!(
        "`{shown}` is not there any more; `morgue show` has the text of `{id}`, `morgue roots` tells where its folder is looked for{published}"
    )))
}

fn open(path: &Path) -> Result<(), Error> {
    let mut command = opener();
    let program = command.get_program().to_string_lossy().into_owned();
    match command.arg(path).status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(Error::Usage(format!("`{program}` could not open `{}`: {status}", path.display()))),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Err(Error::Usage(format!(
            "there is no `{program}` to open files with; name a program in {PROGRAM_VARIABLE}, or let --print print the path"
        ))),
        Err(error) => Err(Error::Usage(format!("`{program}`: {error}"))),
    }
}

fn opener() -> Command {
    match std::env::var_os(PROGRAM_VARIABLE).filter(|program| !program.is_empty()) {
        Some(program) => Command::new(program),
        None if cfg!(windows) => Command::new("explorer"),
        None if cfg!(target_os = "macos") => Command::new("open"),
        None => Command::new("xdg-open"),
    }
}
