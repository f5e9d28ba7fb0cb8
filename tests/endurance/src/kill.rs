//! Runs of every kind are killed at random moments, on an archive that changes between them.

use std::io;

use crate::Report;
use crate::model::Size;
use crate::session::{Session, Settings};

/// The archive of this driver: some 1,500 articles, so that a run takes long enough to be cut off in its middle.
pub const SIZE: Size = Size { texts: 300, lines: 40, zips: 12, articles: 30 };

/// After so many kills, a run to the end is compared with the archive.
const COMPARED_EVERY: u64 = 5;

/// After so many, the index begins anew, so that first runs are killed as well.
const BEGUN_EVERY: u64 = 25;

/// Kills so many runs.
///
/// # Errors
///
/// When the program cannot be run.
pub fn kill(settings: &Settings, size: Size, rounds: u64) -> io::Result<Report> {
    let mut session = Session::new(settings, size)?;
    let files = size.texts + size.lines + size.zips;
    for round in 1..=rounds {
        let changes = 1 + session.dice.below(files / 4);
        session.change(changes)?;
        session.run_killed()?;
        if round % COMPARED_EVERY == 0 {
            session.run_to_end()?;
            session.ask_for_marks(3)?;
            session.check()?;
        }
        if round % BEGUN_EVERY == 0 {
            session.remove_index()?;
        }
    }
    Ok(session.report)
}
