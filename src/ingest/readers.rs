//! The threads that read: one file after another, whatever befalls them.

use std::sync::Arc;

use crossbeam_channel::{Receiver, Sender};

use super::field_maps::RootMaps;
use super::file_reader::{FileReader, FileReading, now_ns};
use super::gate::Gate;
use super::messages::{FileReport, FinishedFile, Job, Message, Outcome, Part};
use super::options::UpdateOptions;
use super::progress::{FileProgress, Progress};
use crate::article::Problem;
use crate::enrich::Enricher;
use crate::format;
use crate::index::{Batch, Fields, KnownIds};
use crate::panics::caught;
use crate::source::Fingerprint;

/// What all readers share.
#[derive(Clone)]
pub(super) struct Readers<'a> {
    reading: FileReading<'a>,
    progress: &'a Progress,
    gate: Arc<Gate>,
}

impl<'a> Readers<'a> {
    /// Without fields, articles are counted and not made documents.
    pub(super) fn new(
        fields: Option<Fields>,
        known_ids: &'a KnownIds,
        maps: &'a RootMaps,
        options: &'a UpdateOptions,
        progress: &'a Progress,
        gate: Arc<Gate>,
    ) -> Self {
        let forced = options.input_format.as_deref().and_then(format::by_name);
        Self {
            reading: FileReading { fields, options, maps, known_ids, is_rebuild: options.rebuild, forced },
            progress,
            gate,
        }
    }

    /// Reads until there are no more jobs, the run is to end early, or nobody receives the results.
    pub(super) fn read_files(&self, jobs: &Receiver<Vec<Job>>, results: &Sender<Message>) {
        let mut enricher = self.reading.options.enricher.clone();
        for jobs in jobs {
            self.gate.pass();
            let mut finished = Vec::with_capacity(jobs.len());
            for job in jobs {
                if self.progress.ends_early() {
                    break;
                }
                let report = self.read_file(&job, &mut enricher, results);
                let ends_run = self.reading.options.strict && report.has_reject();
                finished.push(FinishedFile { job, report });
                if ends_run {
                    break;
                }
            }
            // All are handed over before the next passing of the gate: the recorder may be waiting there for one of them.
            if results.send(Message::Done(finished)).is_err() || self.progress.ends_early() {
                return;
            }
        }
    }

    fn read_file(&self, job: &Job, enricher: &mut Enricher, results: &Sender<Message>) -> FileReport {
        let file_progress = FileProgress::new(self.progress, job.bytes);
        let read = caught(|| FileReader::new(&self.reading, enricher, job, results, &file_progress).read());
        file_progress.finish();
        read.unwrap_or_else(|panic| {
            // What it knew may be half changed.
            *enricher = self.reading.options.enricher.clone();
            self.report_of_panic(job, &panic)
        })
    }

    /// A file that makes its reader panic is rejected like one that is broken; what was read of it goes with it.
    fn report_of_panic(&self, job: &Job, panic: &str) -> FileReport {
        let message = format!("reading it met a bug of this program, which reports of are welcome: {panic}");
        let hash = Fingerprint::of_file(&job.path).map_or(0, |fingerprint| fingerprint.hash());
        FileReport {
            last: Part { batch: Batch::new(job.file, self.reading.fields), shown: Vec::new() },
            outcome: Outcome::Rejected(Problem::new(message)),
            warnings: Vec::new(),
            rejected_members: Vec::new(),
            read_ns: now_ns(),
            hash,
        }
    }
}
