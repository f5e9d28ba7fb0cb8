//! One file per command.

mod article;
mod batch;
mod batch_output;
mod check;
mod completions;
mod concordance;
mod copies;
mod counts;
mod export;
mod formats;
mod index;
mod man;
mod names;
mod open;
mod people;
mod query;
mod related;
mod roots;
mod saved;
mod show;
mod stats;
mod status;

use morgue::article::EntityKind;

use crate::args::{Arguments, Task};
use crate::exit::Outcome;

/// Runs the command that was asked for.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<Outcome> {
    let common = &arguments.common;
    match &arguments.command {
        Task::Index(index) => index::run(common, index),
        Task::Query(query) => query::run(common, query),
        Task::Show(show) => show::run(common, show),
        Task::Open(open) => open::run(common, open),
        Task::Copies(copies) => copies::run(common, copies),
        Task::Related(related) => related::run(common, related),
        Task::People(names) => people::run(common, EntityKind::Person, names),
        Task::Orgs(names) => people::run(common, EntityKind::Org, names),
        Task::Places(names) => people::run(common, EntityKind::Place, names),
        Task::Batch(batch) => batch::run(common, batch),
        Task::Save(save) => saved::save(common, save),
        Task::Saved(arguments) => saved::saved(arguments),
        Task::Run(run) => saved::run(common, run),
        Task::Names(change) => names::run(common, change),
        Task::Roots(roots) => roots::run(common, roots),
        Task::Status(format) => status::run(common, format.format),
        Task::Stats(format) => stats::run(common, format.format),
        Task::Formats(format) => formats::run(format.format),
        Task::Check(check) => check::run(common, check),
        Task::Completions { shell } => completions::run(*shell),
        Task::Man(man) => man::run(common, man),
    }
}
