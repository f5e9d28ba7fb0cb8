//! When a root was last brought up to date, in a small file beside the data.
//!
//! It stands outside of the generations, so that a run that finds nothing to do need not commit one to say that it was there.
//! Nothing depends on it: where it is lost or does not match its checksum, the last run is not known.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::disk::PARTIAL;
use super::seal::{sealed, unsealed};

const RUNS_FILE: &str = "runs";

/// The last run about each root, by the number of the root: `2026-11-25T03:04:05Z`.
pub(super) fn last_runs(data: &Path) -> BTreeMap<u64, String> {
    let read = || serde_json::from_slice(&unsealed(fs::read(data.join(RUNS_FILE)).ok()?).ok()?).ok();
    read().unwrap_or_default()
}

/// Notes a run about some roots. What cannot be written is known again after the next run.
pub(super) fn note_run(data: &Path, roots: impl IntoIterator<Item = u64>, time: &str) {
    let mut runs = last_runs(data);
    runs.extend(roots.into_iter().map(|root| (root, time.to_owned())));
    let path = data.join(RUNS_FILE);
    let partial = path.with_extension(PARTIAL);
    // It is not worth waiting until it is on the disk.
    let written = serde_json::to_vec(&runs).map_err(Into::into).and_then(|json| fs::write(&partial, sealed(json)));
    let _ = written.and_then(|()| fs::rename(&partial, &path));
}
