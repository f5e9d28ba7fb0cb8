//! `morgue names`: what the users of an archive write down about names.

use std::io::Write;
use std::path::PathBuf;

use morgue::Error;
use morgue::article::EntityKind;
use morgue::index::OpenIndex;
use morgue::names::{Correction, Corrections, Entry, Name, append, explain, name_key, same_person, short_for};
use morgue::render::plain::one_line;

use crate::args::{Common, Kind, NamesArguments, NamesChange};
use crate::exit::Outcome;
use crate::output::{note, stdout};

pub(crate) fn run(common: &Common, arguments: &NamesArguments) -> anyhow::Result<Outcome> {
    let kind = match arguments.kind {
        Kind::Person => EntityKind::Person,
        Kind::Org => EntityKind::Org,
        Kind::Place => EntityKind::Place,
    };
    let correction = match arguments.change.clone() {
        NamesChange::Why { a, b } => return why(common, kind, &a, &b),
        NamesChange::Join { names } => Correction::Join { kind, names },
        NamesChange::Part { names } => Correction::Part { kind, names },
        NamesChange::Rename { from, to } => Correction::Rename { kind, from, to },
        NamesChange::Hide { name } => Correction::Hide { kind, name },
    };
    let path = path_to_change(common)?;
    let is_new = append(&path, &correction)?;
    let shown = path.display();
    let said = if is_new { format!("written to {shown}") } else { format!("{shown} says so already") };
    note(common.quiet, &one_line(&said));
    Ok(Outcome::Found)
}

/// The corrections that hold for an archive.
pub(super) fn corrections(common: &Common, index: &OpenIndex) -> Result<Corrections, Error> {
    path(common, index).map_or_else(|| Ok(Corrections::default()), |path| Corrections::read(&path))
}

fn path(common: &Common, index: &OpenIndex) -> Option<PathBuf> {
    let of_root = || Some(index.state().roots.first()?.path.join(Corrections::FILE_NAME));
    common.names_file.clone().or_else(of_root)
}

fn path_to_change(common: &Common) -> Result<PathBuf, Error> {
    if let Some(path) = &common.names_file {
        return Ok(path.clone());
    }
    let index = OpenIndex::open(&common.index)?;
    path(common, &index).ok_or_else(|| Error::Usage("the index has no folder yet; name a file with --names".to_owned()))
}

fn why(common: &Common, kind: EntityKind, a: &str, b: &str) -> anyhow::Result<Outcome> {
    let file = match &common.names_file {
        Some(path) => Some(path.clone()),
        None => match OpenIndex::open(&common.index) {
            Ok(index) => path(common, &index),
            Err(Error::NoIndex(_)) => None,
            Err(error) => return Err(error.into()),
        },
    };
    let corrections = file.as_deref().map_or_else(|| Ok(Corrections::default()), Corrections::read)?;
    let (is_one, reason) = reason(&corrections, kind, a, b);
    let file = file.map_or_else(String::new, |path| path.display().to_string());
    let mut out = stdout();
    writeln!(out, "{}: {}", if is_one { "one" } else { "two" }, one_line(&reason.replace("{file}", &file)))?;
    out.flush()?;
    Ok(if is_one { Outcome::Found } else { Outcome::Nothing })
}

/// Whether two names are one, and why; `{file}` stands for the file of corrections.
fn reason(corrections: &Corrections, kind: EntityKind, a: &str, b: &str) -> (bool, String) {
    // Of the lines about both names, the one that has them itself; a join of joins has none that does.
    let line = |is_such: fn(&Correction) -> bool| {
        let about =
            |name: &str| corrections.entries_about(kind, name).into_iter().filter(|entry| is_such(&entry.correction));
        let of_second: Vec<u64> = about(b).map(|entry| entry.line).collect();
        let both: Vec<_> = about(a).filter(|entry| of_second.contains(&entry.line)).collect();
        let has =
            |entry: &&&Entry, name: &str| entry.correction.names().iter().any(|it| name_key(it) == name_key(name));
        let itself = both.iter().find(|entry| has(entry, a) && has(entry, b));
        itself.or(both.first()).map_or(0, |entry| entry.line)
    };
    if corrections.are_parted(kind, a, b) {
        let line = line(|correction| matches!(correction, Correction::Part { .. }));
        return (false, format!("line {line} of {{file}} parts them"));
    }
    if corrections.joined(kind, a).iter().any(|name| name_key(name) == name_key(b)) {
        let line = line(|correction| matches!(correction, Correction::Join { .. } | Correction::Rename { .. }));
        return (true, format!("line {line} of {{file}} joins them"));
    }
    if name_key(a) == name_key(b) {
        return (true, "they are the same but for case, accents, hyphens and full stops".to_owned());
    }
    if kind != EntityKind::Person {
        return (false, "no rule joins them across the archive; `morgue names join` does".to_owned());
    }
    let (left, right) = (Name::parse(a), Name::parse(b));
    let full = same_person(&left, &right);
    let short = || short_for(&left, &right).or_else(|| short_for(&right, &left));
    match full {
        Some(rule) => (true, explain(rule, &left, &right)),
        None => match short() {
            Some(rule) => {
                let within = "within an article that has both; across the archive it is only marked";
                (true, format!("{}, {within}", explain(rule, &left, &right)))
            }
            None => (false, "no rule joins them; `morgue names join` does".to_owned()),
        },
    }
}
