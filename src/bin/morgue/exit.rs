//! Exit codes, and errors on one line.

use std::io;
use std::process::ExitCode;

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

const USAGE: u8 = 2;
const UNUSABLE_INDEX: u8 = 3;

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

fn error_code(error: &anyhow::Error) -> u8 {
    match error.downcast_ref::<Error>() {
        Some(
            Error::NoIndex(_)
            | Error::NotAnIndex(_)
            | Error::Locked { .. }
            | Error::Version { .. }
            | Error::Damaged { .. }
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
    let line = format!("{error:#}");
    anstream::eprintln!("morgue: {}", morgue::render::plain::one_line(&line));
}

/// Whoever reads our output may stop reading when he has enough.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .any(|cause| cause.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe))
}
