//! The `morgue` program: arguments, printing and exit codes; everything else is the library's.

mod args;
mod commands;
mod exit;
mod output;
mod progress;

use clap::Parser;

use args::Arguments;

fn main() -> std::process::ExitCode {
    let arguments = Arguments::parse();
    arguments.common.color.set();
    exit::code(commands::run(&arguments))
}
