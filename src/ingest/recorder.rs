//! Records what the readers hand over: the articles in the index, the account of it in the summary.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::SecondsFormat;
use crossbeam_channel::Receiver;

use super::gate::Gate;
use super::messages::{FileReport, FinishedFile, Job, Message, Outcome, Part};
use super::options::{Prune, UpdateOptions};
use super::plan::Walked;
use super::progress::Progress;
use super::summary::{ReadArticle, Summary};
use crate::article::Problem;
use crate::error::{Error, Result};
use crate::index::{CommitDue, FileEntry, KnownIds, Writer};

/// Takes what the readers send, on the one thread that changes the index.
pub(super) struct Recorder<'a> {
    writer: Writer,
    options: &'a UpdateOptions,
    progress: &'a Progress,
    gate: Arc<Gate>,
    /// Article counts of the files added by this run, by hash and size.
    added: HashMap<(u64, u64), Vec<u64>>,
    summary: Summary,
    show: &'a mut dyn FnMut(&ReadArticle),
}

impl<'a> Recorder<'a> {
    /// Articles that are to be shown go to `show`.
    pub(super) fn new(
        writer: Writer,
        options: &'a UpdateOptions,
        progress: &'a Progress,
        show: &'a mut dyn FnMut(&ReadArticle),
    ) -> Self {
        let summary = Summary { schema_version: 1, ..Summary::default() };
        let mut recorder =
            Self { writer, options, progress, gate: Arc::default(), added: HashMap::new(), summary, show };
        recorder.note_model();
        recorder
    }

    /// Notes the model that names are read with, and warns where names in the index are another's.
    fn note_model(&mut self) {
        let model = self.options.enricher.model_fingerprint().unwrap_or(0);
        let is_empty = self.writer.manifest().files().is_empty();
        let state = self.writer.state_mut();
        if is_empty {
            state.names_models.clear();
        }
        state.add_names_model(model);
        if state.names_models.len() > 1 {
            let message =
                "names of articles in the index were read with another model; --rebuild reads all of them anew";
            self.summary.warn("", Problem::new(message));
        }
    }

    /// Says of which paths nothing is read.
    pub(super) fn note_held_back(&mut self, held_back: Vec<(String, String)>) {
        for (path, message) in held_back {
            self.summary.warn(&path, Problem::new(message));
            self.summary.held_back += 1;
        }
    }

    /// Says so where nobody knows any more when ids came in that were there before.
    pub(super) fn note_lost_ids(&mut self, known_ids: &KnownIds) {
        if known_ids.is_lost() {
            let message = "the index before could not tell when articles came in: they count as added today";
            self.summary.warn("", Problem::new(message));
        }
    }

    pub(super) fn gate(&self) -> Arc<Gate> {
        Arc::clone(&self.gate)
    }

    /// Takes what the readers send until they are done, or a strict run has met its first reject.
    pub(super) fn receive(&mut self, messages: Receiver<Message>) -> Result<()> {
        let mut received = Ok(());
        for message in &messages {
            received = self.take(message);
            if received.is_err() || self.summary.stopped {
                break;
            }
        }
        // Readers that wait at the gate must see that nobody receives them any more.
        drop(messages);
        self.gate.open();
        received
    }

    fn take(&mut self, message: Message) -> Result<()> {
        match message {
            Message::Part(part) => {
                self.open_part(&part);
                self.writer.add(part.batch)?;
            }
            Message::Done(finished) => {
                for file in finished {
                    self.finish_file(file)?;
                    if self.summary.stopped {
                        return Ok(());
                    }
                }
            }
        }
        match self.writer.commit_if_due()? {
            CommitDue::NotYet => {}
            CommitDue::Committed => self.gate.open(),
            CommitDue::WaitsForFiles => self.gate.close(),
        }
        Ok(())
    }

    fn open_part(&mut self, part: &Part) {
        Progress::add(&self.progress.articles, part.batch.articles());
        part.shown.iter().for_each(&mut *self.show);
    }

    fn finish_file(&mut self, finished: FinishedFile) -> Result<()> {
        let FinishedFile { job, report } = finished;
        let FileReport { last, outcome, warnings, rejected_members, read_ns, hash } = report;
        for problem in warnings {
            self.summary.warn(&job.shown_path, problem);
        }
        let mut entry = FileEntry {
            file: job.file,
            bytes: job.bytes,
            modified_ns: job.modified_ns,
            read_ns,
            hash,
            articles: 0,
            length: 0,
            rejected: None,
            rejected_members,
            forced: self.options.forced_fingerprint(),
            field_map: job.field_map,
        };
        match outcome {
            Outcome::Articles(articles) => {
                entry.articles = articles;
                self.open_part(&last);
                self.count_read(&job, &entry);
                self.list_rejects(&job.shown_path, &entry);
                self.writer.finish_file(job.key, entry, last.batch)?;
            }
            Outcome::Rejected(problem) => {
                self.summary.bytes_read += job.bytes;
                self.summary.articles.removed += job.previous.as_ref().map_or(0, |previous| previous.articles);
                entry.rejected = Some(problem);
                self.list_rejects(&job.shown_path, &entry);
                self.writer.reject_file(job.key, entry);
            }
            Outcome::Same => self.same(job, read_ns),
            Outcome::Unreadable(problem) => {
                self.writer.abandon_file(job.file);
                self.summary.reject(&job.shown_path, problem);
                self.stop_if_strict();
            }
            Outcome::Abandoned => self.writer.abandon_file(job.file),
        }
        Ok(())
    }

    fn count_read(&mut self, job: &Job, entry: &FileEntry) {
        self.summary.bytes_read += job.bytes;
        let (files, articles) = (&mut self.summary.files, &mut self.summary.articles);
        match job.previous.as_ref().filter(|previous| previous.rejected.is_none()) {
            None => {
                files.added += 1;
                articles.added += entry.articles;
                self.added.entry((entry.hash, entry.bytes)).or_default().push(entry.articles);
            }
            Some(previous) => {
                files.updated += 1;
                articles.updated += entry.articles.min(previous.articles);
                articles.added += entry.articles.saturating_sub(previous.articles);
                articles.removed += previous.articles.saturating_sub(entry.articles);
            }
        }
    }

    /// The file is what is in the index; only its time is new.
    fn same(&mut self, job: Job, read_ns: i64) {
        self.summary.bytes_read += job.bytes;
        let Some(previous) = job.previous else {
            return;
        };
        if previous.rejected.is_none() {
            self.summary.files.unchanged += 1;
        }
        self.list_rejects(&job.shown_path, &previous);
        self.writer.keep_file(job.key, FileEntry { modified_ns: job.modified_ns, read_ns, ..previous });
    }

    /// Lists what was rejected of a file: the file itself, or files in it.
    fn list_rejects(&mut self, shown_path: &str, entry: &FileEntry) {
        for problem in &entry.rejected_members {
            self.summary.reject_member(shown_path, problem.clone());
        }
        if let Some(problem) = &entry.rejected {
            self.summary.reject(shown_path, problem.clone());
        }
        if entry.rejected.is_some() || !entry.rejected_members.is_empty() {
            self.stop_if_strict();
        }
    }

    fn stop_if_strict(&mut self) {
        if self.options.strict {
            self.summary.stopped = true;
            self.progress.stop();
        }
    }

    /// Takes out what is gone, commits, and gives the account of the run, which was about these roots.
    pub(super) fn finish(mut self, walked: Walked, roots: impl IntoIterator<Item = u64>) -> Result<Summary> {
        self.writer.state_mut().next_file = walked.next_file;
        self.summary.interrupted = self.progress.is_interrupted() && !self.summary.stopped;
        self.summary.files.unchanged += walked.unchanged;
        if !self.summary.stopped {
            for (path, entry) in walked.still_rejected {
                self.list_rejects(&path, &entry);
            }
        }
        let ended_early = self.progress.ends_early();
        self.summary.files.seen = if ended_early { self.summary.files.accounted() } else { walked.seen };
        for (path, problem) in walked.warnings {
            self.summary.warn(&path, problem);
        }
        self.summary.protected = walked.protected;
        self.summary.roots_met = walked.roots_met;
        if !ended_early {
            self.take_out(&walked.gone);
        }
        self.summary.articles.total = self.close_index(ended_early)?;
        if !ended_early {
            let time = self.options.now.to_rfc3339_opts(SecondsFormat::Secs, true);
            self.writer.note_run(roots, &time);
        }
        self.summary.close_lists();
        Ok(self.summary)
    }

    /// Commits; but a rebuild that ended early, or would lose articles of a folder that is missing, is given up.
    fn close_index(&mut self, ended_early: bool) -> Result<u64> {
        if self.writer.is_rebuild() && ended_early {
            self.summary.gave_up_rebuild = true;
            return self.writer.give_up();
        }
        let lost = self.lost_by_rebuild();
        match lost {
            Some(what) if self.options.prune != Prune::Always => {
                self.writer.give_up()?;
                Err(Error::Usage(format!(
                    "{what} cannot be read now, and a rebuild would lose its articles; the old index stays (--prune to leave them out)"
                )))
            }
            _ => self.writer.finish(),
        }
    }

    /// A root with articles in the index to be replaced that the rebuild could not read, or found empty.
    fn lost_by_rebuild(&self) -> Option<String> {
        self.writer.state().roots.iter().filter(|root| self.writer.may_replace(root.number)).find_map(|root| {
            if root.is_standard_input() {
                return Some("standard input".to_owned());
            }
            let is_whole =
                self.summary.roots_met.contains(&root.number) && !self.summary.protected.contains(&root.number);
            (!is_whole).then(|| format!("`{}`", root.shown()))
        })
    }

    /// Removes files that are gone; one whose bytes came in under another path in this run has moved.
    fn take_out(&mut self, gone: &[usize]) {
        let manifest = self.writer.manifest();
        for place in gone {
            let (key, entry) = &manifest.files()[*place];
            self.writer.remove_file(key);
            let moved_to = self.added.get_mut(&(entry.hash, entry.bytes)).and_then(Vec::pop);
            let (files, articles) = (&mut self.summary.files, &mut self.summary.articles);
            if let Some(moved_articles) = moved_to {
                files.moved += 1;
                files.added -= 1;
                articles.added -= moved_articles;
                articles.updated += moved_articles;
            } else {
                files.removed += 1;
                articles.removed += entry.articles;
            }
        }
    }
}
