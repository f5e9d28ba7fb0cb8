//! Exit codes, and errors on one line.

use std::io;
use std::panic::AssertUnwindSafe;
use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};

use morgue::Error;

/// How a command that did not fail ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Found, or done.
    Found,
    /// Nothing was found.
    Nothing,
    /// The index is damaged.
    Damaged,
    /// Done, but files were rejected or folders are missing.
    Incomplete,
    /// Ended by the user.
    Interrupted,
}

/// The exit codes, for those who write scripts.
pub(crate) const CODES: [(u8, &str); 6] = [
    (0, "found, or done; a closed pipe is success too"),
    (1, "nothing found"),
    (2, "wrong usage, or a query that cannot be read"),
    (3, "the index is missing, locked, damaged or of another version"),
    (4, "done, but some files were rejected, or folders are missing"),
    (130, "interrupted"),
];

const USAGE: u8 = 2;
const UNUSABLE_INDEX: u8 = 3;

/// Runs a command and makes an error of a panic. A flipped bit in an index can make the search engine below panic where it
/// should report damage; whoever asked is told what to do about it, on one line.
pub(crate) fn guarded(run: impl FnOnce() -> anyhow::Result<Outcome>) -> anyhow::Result<Outcome> {
    let place = Arc::new(Mutex::new(String::new()));
    let found = Arc::clone(&place);
    std::panic::set_hook(Box::new(move |panic| {
        let mut place = found.lock().unwrap_or_else(PoisonError::into_inner);
        *place = panic.to_string().replace('\n', " ");
    }));
    std::panic::catch_unwind(AssertUnwindSafe(run)).unwrap_or_else(|_| {
        let place = place.lock().unwrap_or_else(PoisonError::into_inner);
        Err(Unexpected(place.clone()).into())
    })
}

/// A panic.
#[derive(Debug, thiserror::Error)]
#[error("unexpected: {0}; `morgue check` tells whether the index is damaged, and if it is not, this is a bug")]
struct Unexpected(String);

/// The exit code of a command, after its error was printed.
pub(crate) fn code(result: anyhow::Result<Outcome>) -> ExitCode {
    match result {
        Ok(Outcome::Found) => ExitCode::SUCCESS,
        Ok(Outcome::Nothing) => ExitCode::from(1),
        Ok(Outcome::Damaged) => ExitCode::from(UNUSABLE_INDEX),
        Ok(Outcome::Incomplete) => ExitCode::from(4),
        Ok(Outcome::Interrupted) => ExitCode::from(130),
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            report(&error);
            ExitCode::from(error_code(&error))
        }
    }
}

/// What to do about a command line that asks for help, or that cannot be read: one line, with the first tip there is.
pub(crate) fn of_arguments(error: &clap::Error) -> ExitCode {
    use clap::error::ErrorKind;
    let asks_for_help = matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion);
    if asks_for_help || error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        // Help that cannot be printed helps nobody.
        let _ = error.print();
        return if asks_for_help { ExitCode::SUCCESS } else { ExitCode::from(USAGE) };
    }
    let text = error.to_string();
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let message = lines.next().unwrap_or_default().trim_start_matches("error: ");
    let told: Vec<&str> =
        lines.take_while(|line| !line.starts_with("Usage:") && !line.starts_with("For more")).collect();
    let told = if told.is_empty() { String::new() } else { format!(" {}", told.join(" ")) };
    anstream::eprintln!(
        "morgue: {}",
        morgue::render::plain::one_line(&format!("{message}{told}; see `morgue --help`"))
    );
    ExitCode::from(USAGE)
}

fn error_code(error: &anyhow::Error) -> u8 {
    if error.is::<Unexpected>() {
        return UNUSABLE_INDEX;
    }
    match error.downcast_ref::<Error>() {
        Some(
            Error::NoIndex(_)
            | Error::FirstRun { .. }
            | Error::NotAnIndex(_)
            | Error::Locked { .. }
            | Error::Version { .. }
            | Error::Damaged { .. }
            | Error::IndexFile { .. }
            | Error::Changing(_)
            | Error::Engine(_),
        ) => UNUSABLE_INDEX,
        _ => USAGE,
    }
}

fn report(error: &anyhow::Error) {
    if let Some(Error::Query(query)) = error.downcast_ref::<Error>() {
        anstream::eprintln!("morgue: {}", query.pretty());
        return;
    }
    // What is read and written besides says which file it is.
    let place = if error.is::<io::Error>() { "standard output: " } else { "" };
    let line = format!("{place}{}", told_once(error));
    anstream::eprintln!("morgue: {}", morgue::render::plain::one_line(&line));
}

/// An error with its causes, each said once: many an error tells its cause itself.
fn told_once(error: &anyhow::Error) -> String {
    let mut line = String::new();
    for cause in error.chain().map(ToString::to_string) {
        if line.is_empty() {
            line = cause;
        } else if !line.contains(&cause) {
            line = format!("{line}: {cause}");
        }
    }
    line
}

/// Whoever reads our output may stop reading when he has enough.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .any(|cause| cause.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe))
}
