//! Brings the index up to date with the folders: walker -> readers -> recorder.
//!
//! In: the folders that a user names. Out: a new generation of the index, and a [`Summary`].
//!
//! One thread walks and compares each file with the manifest (`plan`); as many threads as the machine has read files, enrich
//! their articles and make documents of them (`readers`, and `file_reader` for one file); one records them in the index and
//! in the account of the run (`recorder`). The channels between them are bounded, so that memory is bounded whatever there is
//! to read. A commit falls between files: the articles of one file appear together or not at all.

#[cfg(test)]
mod failing_disk;
mod field_maps;
mod file_reader;
mod gate;
mod location;
mod messages;
mod moving;
mod options;
mod plan;
mod problems;
mod progress;
mod readers;
mod recognise;
mod record_ids;
mod recorder;
mod roots;
mod standard_input;
mod status;
mod summary;

use std::path::{Path, PathBuf};
use std::time::Instant;

use crossbeam_channel::bounded;

use crate::error::{Error, Result};
use crate::index::{Root, Writer};
use crate::source::absolute;
use field_maps::RootMaps;
use plan::Plan;
use readers::Readers;
use recorder::Recorder;
use roots::Resolved;
use standard_input::StandardInput;

pub use crate::index::CommitPolicy;
pub use moving::{ForgottenRoot, MovedRoot, RootStatus, forget_root, list_roots, move_roots};
pub use options::{Prune, UpdateOptions};
pub use progress::Progress;
pub use roots::Scope;
pub use status::{FileChange, Status, status};
pub use summary::{ArticleCounts, FileCounts, Located, ReadArticle, Summary};

/// How many handfuls of files the walker may be ahead of the readers.
const JOBS_AHEAD: usize = 1 << 10;

/// How many batches of records the readers may be ahead of the recorder.
const MESSAGES_AHEAD: usize = 32;

/// Brings the index in `folder` up to date, and makes it where there is none. In a verbose run `show` is given articles as
/// they are read: those of one file in its order, files in the order in which they are handed over.
///
/// # Errors
///
/// When the index cannot be opened, locked or written, or a path does not exist. Files that cannot be read are no error:
/// they stand in the summary.
///
/// # Panics
///
/// When the thread that walks the folders does.
pub fn update(
    folder: &Path,
    options: &UpdateOptions,
    progress: &Progress,
    show: &mut dyn FnMut(&ReadArticle),
) -> Result<Summary> {
    let started = Instant::now();
    let mut writer = Writer::open(folder, options.writer_options())?;
    let standard_input = StandardInput::read(&options.paths)?;
    let known = writer.known_files();
    let Resolved { scopes, held_back, skipped } = roots::resolve(writer.state_mut(), &known, &options.paths)?;
    writer.state_mut().note_places(folder);
    let skip = [skipped, skipped_paths(folder, options, &writer.state().roots)?].concat();
    let maps = RootMaps::read(&writer.state().roots)?;
    let plan = Plan::new(&writer, &scopes, skip, standard_input.as_ref(), &maps, options);
    let (fields, known_ids) = (writer.fields(), writer.known_ids());
    let mut recorder = Recorder::new(writer, options, progress, show);
    recorder.note_held_back(held_back);
    let walked = std::thread::scope(|threads| {
        let (jobs_out, jobs) = bounded(JOBS_AHEAD);
        let (messages_out, messages) = bounded(MESSAGES_AHEAD);
        let readers = Readers::new(fields, &known_ids, &maps, options, progress, recorder.gate());
        let walker = threads.spawn(|| plan.walk(jobs_out, progress));
        for _ in 0..options.threads.max(1) {
            let (jobs, messages_out, readers) = (jobs.clone(), messages_out.clone(), readers.clone());
            threads.spawn(move || readers.read_files(&jobs, &messages_out));
        }
        drop((jobs, messages_out));
        let received = recorder.receive(messages);
        let walked = walker.join().expect("the walker does not panic");
        received.map(|()| walked)
    })?;
    recorder.note_lost_ids(&known_ids);
    // Whatever it holds open of an index that is replaced must be let go before that is removed.
    drop(known_ids);
    let mut summary = recorder.finish(walked, scopes.iter().map(|scope| scope.root))?;
    summary.seconds = started.elapsed().as_secs_f64();
    Ok(summary)
}

fn skipped_paths(folder: &Path, options: &UpdateOptions, roots: &[Root]) -> Result<Vec<PathBuf>> {
    let skipped = std::iter::once(folder).chain(options.skip.iter().map(PathBuf::as_path));
    let skipped: Result<Vec<PathBuf>> = skipped.map(|path| absolute(path).map_err(Error::io(path))).collect();
    Ok(skipped?.into_iter().chain(roots::files_beside_articles(roots)).collect())
}

#[cfg(test)]
mod tests;
