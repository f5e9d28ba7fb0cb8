//! The `morgue` program: arguments, printing and exit codes; everything else is the library's.

mod args;
mod clock;
mod commands;
mod exit;
mod output;
mod progress;

use clap::Parser;

use args::Arguments;

fn main() -> std::process::ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return exit::of_arguments(&error),
    };
    arguments.common.color.set();
    exit::code(exit::guarded(|| commands::run(&arguments)))
}
