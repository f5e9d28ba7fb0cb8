//! The `morgue` program: arguments, printing and exit codes; everything else is the library's.

mod args;
mod clock;
mod command_line;
mod commands;
mod exit;
mod last_query;
mod output;
mod progress;
mod saved;
mod state;
mod terminal;

fn main() -> std::process::ExitCode {
    let arguments = match args::parse() {
        Ok(arguments) => arguments,
        Err(error) => return exit::of_arguments(&error),
    };
    arguments.common.color.set();
    exit::code(exit::guarded(|| commands::run(&arguments)))
}
