//! `morgue completions` and `morgue man`

use std::io::Write;

use clap::CommandFactory;
use clap_complete::Shell;

use crate::args::Arguments;
use crate::exit::Outcome;
use crate::output::stdout;

pub(crate) fn completions(shell: Shell) -> anyhow::Result<Outcome> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "morgue", &mut script);
    write_all(&script)
}

/// The page of the program, then one of each command.
pub(crate) fn manual() -> anyhow::Result<Outcome> {
    let mut page = Vec::new();
    let command = Arguments::command();
    clap_mangen::Man::new(command.clone()).render(&mut page)?;
    for subcommand in command.get_subcommands().filter(|subcommand| !subcommand.is_hide_set()) {
        let name = format!("morgue-{}", subcommand.get_name());
        clap_mangen::Man::new(subcommand.clone().name(name)).render(&mut page)?;
    }
    write_all(&page)
}

fn write_all(bytes: &[u8]) -> anyhow::Result<Outcome> {
    let mut out = stdout();
    out.write_all(bytes)?;
    out.flush()?;
    Ok(Outcome::Found)
}
