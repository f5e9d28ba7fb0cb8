//! `morgue man`: one page for the program and one for each command.

use std::fs;
use std::io;
use std::path::Path;

use clap::Command;
use clap_mangen::Man;
use morgue::Error;
use morgue::query::LANGUAGE;
use morgue::render::manual;

use super::completions::write_all;
use crate::args::{Common, ManArguments, command};
use crate::exit::{CODES, Outcome};
use crate::output::note;

pub(crate) fn run(common: &Common, arguments: &ManArguments) -> anyhow::Result<Outcome> {
    let mut program = command().disable_help_subcommand(true);
    program.build();
    let Some(folder) = &arguments.out else {
        return write_all(&page(find(&program, &arguments.command)?)?);
    };
    fs::create_dir_all(folder).map_err(Error::io(folder))?;
    let pages = write_pages(&program, folder)?;
    note(common.quiet, &format!("{pages} pages written to {}", folder.display()));
    Ok(Outcome::Found)
}

/// The command that is asked for by its name, and that of the command it belongs to.
fn find<'a>(program: &'a Command, names: &[String]) -> Result<&'a Command, Error> {
    names.iter().flat_map(|name| name.split_whitespace()).try_fold(program, |command, name| {
        command.find_subcommand(name).ok_or_else(|| {
            let known: Vec<&str> = command.get_subcommands().map(Command::get_name).collect();
            let known = if known.is_empty() { String::new() } else { format!("; there are {}", known.join(", ")) };
            Error::Usage(format!("`{}` has no command `{name}`{known}", command.get_name()))
        })
    })
}

fn write_pages(command: &Command, folder: &Path) -> anyhow::Result<usize> {
    let path = folder.join(format!("{}.1", name(command)));
    fs::write(&path, page(command)?).map_err(Error::io(&path))?;
    let mut pages = 1;
    for subcommand in command.get_subcommands().filter(|subcommand| !subcommand.is_hide_set()) {
        pages += write_pages(subcommand, folder)?;
    }
    Ok(pages)
}

fn name(command: &Command) -> &str {
    command.get_display_name().unwrap_or_else(|| command.get_name())
}

/// What `clap_mangen` makes of a command, the language where it takes queries, and the exit codes.
fn page(command: &Command) -> io::Result<Vec<u8>> {
    let man = Man::new(command.clone());
    let mut page = Vec::new();
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_description_section(&mut page)?;
    man.render_options_section(&mut page)?;
    if command.get_subcommands().any(|subcommand| !subcommand.is_hide_set()) {
        man.render_subcommands_section(&mut page)?;
    }
    if takes_queries(command) {
        page.extend_from_slice(format!(".SH \"QUERY LANGUAGE\"\n{}", manual::roff(LANGUAGE)).as_bytes());
    }
    page.extend_from_slice(b".SH \"EXIT STATUS\"\n");
    for (code, meaning) in CODES {
        page.extend_from_slice(format!(".TP\n\\fB{code}\\fR\n{meaning}\n").as_bytes());
    }
    man.render_version_section(&mut page)?;
    Ok(page)
}

fn takes_queries(command: &Command) -> bool {
    command.get_name() == "query"
}
