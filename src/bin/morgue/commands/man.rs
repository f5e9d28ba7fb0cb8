//! `morgue man`

use clap::CommandFactory;

use super::completions::write_all;
use crate::args::Arguments;
use crate::exit::Outcome;

/// The page of the program, then one of each command.
pub(crate) fn run() -> anyhow::Result<Outcome> {
    let mut page = Vec::new();
    let command = Arguments::command();
    clap_mangen::Man::new(command.clone()).render(&mut page)?;
    for subcommand in command.get_subcommands().filter(|subcommand| !subcommand.is_hide_set()) {
        let name = format!("morgue-{}", subcommand.get_name());
        clap_mangen::Man::new(subcommand.clone().name(name)).render(&mut page)?;
    }
    write_all(&page)
}
