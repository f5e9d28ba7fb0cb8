//! `morgue completions`

use std::io::Write;

use clap_complete::Shell;

use crate::args::command;
use crate::exit::Outcome;
use crate::output::stdout;

pub(crate) fn run(shell: Shell) -> anyhow::Result<Outcome> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut command(), "morgue", &mut script);
    write_all(&script)
}

pub(super) fn write_all(bytes: &[u8]) -> anyhow::Result<Outcome> {
    let mut out = stdout();
    out.write_all(bytes)?;
    out.flush()?;
    Ok(Outcome::Found)
}
