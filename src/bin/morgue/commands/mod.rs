//! One file per command.

mod check;
mod completions;
mod counts;
mod formats;
mod index;
mod man;
mod names;
mod people;
mod query;
mod roots;
mod show;
mod stats;
mod status;

use morgue::article::EntityKind;

use crate::args::{Arguments, Command};
use crate::exit::Outcome;

/// Runs the command that was asked for.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let common = &arguments.common;
    match &arguments.command {
        Command::Index(index) => index::run(common, index),
        Command::Query(query) => query::run(common, query),
        Command::Show(show) => show::run(common, show),
        Command::People(names) => people::run(common, EntityKind::Person, names),
        Command::Orgs(names) => people::run(common, EntityKind::Org, names),
        Command::Places(names) => people::run(common, EntityKind::Place, names),
        Command::Names(change) => names::run(common, change),
        Command::Roots(roots) => roots::run(common, roots),
        Command::Status(format) => status::run(common, format.format),
        Command::Stats(format) => stats::run(common, format.format),
        Command::Formats(format) => formats::run(format.format),
        Command::Check(check) => check::run(common, check),
        Command::Completions { shell } => completions::run(*shell),
        Command::Man => man::run(),
    }
}
