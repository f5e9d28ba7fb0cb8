//! Reads one file after another: bytes to articles to documents.

use std::collections::{BTreeSet, HashSet};
use std::fs::File;
use std::io::{self, Read};
use std::ops::ControlFlow;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

use crossbeam_channel::{Receiver, Sender};
use tantivy::TantivyDocument;
use xxhash_rust::xxh3::xxh3_64;

use super::plan::Job;
use super::{Progress, Target, UpdateOptions};
use crate::analysis::LANGUAGE_IF_UNKNOWN;
use crate::article::{Article, Problem};
use crate::enrich::{Circumstances, Enricher};
use crate::format::{self, Format, Item, Place};
use crate::index::record::Record;
use crate::index::schema::Fields;
use crate::source::{Fingerprint, Input};

/// A batch goes to the writer when its texts have this many bytes.
const BATCH_BYTES: usize = 1 << 20;

/// The most warnings of one file that are listed; the last says how many more there were.
const WARNINGS_PER_FILE_MAX: u64 = 100;

/// What the readers hand to the writer.
pub(super) enum Message {
    /// Articles of a file that has more of them.
    Part(Batch),
    /// Files that have been read, with their last articles.
    Done(Vec<Finished>),
}

/// Some articles of one file.
#[derive(Default)]
pub(super) struct Batch {
    /// Number of the file.
    pub(super) file: u64,
    /// Their documents; none in a dry run.
    pub(super) documents: Vec<TantivyDocument>,
    /// How many articles.
    pub(super) articles: u64,
    /// Bytes of their texts.
    pub(super) text_bytes: usize,
    /// Their languages.
    pub(super) languages: BTreeSet<String>,
}

/// A file that has been read.
pub(super) struct Finished {
    pub(super) job: Job,
    pub(super) rest: Batch,
    pub(super) outcome: Outcome,
    pub(super) warnings: Vec<Problem>,
    /// When reading began, in nanoseconds since 1970.
    pub(super) read_ns: i64,
    pub(super) hash: u64,
}

/// How the reading of a file ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// It gave so many articles, one at least.
    Articles(u64),
    /// Its bytes are those that are in the index.
    Same,
    /// It holds no article.
    Rejected(Problem),
    /// It could not be opened or read.
    Unreadable(Problem),
    /// The run was ended from outside before it was read.
    Abandoned,
}

/// Keeps readers from beginning a file while the writer waits for a moment between files.
#[derive(Debug, Default)]
pub(super) struct Gate {
    closed: Mutex<bool>,
    opened: Condvar,
}

impl Gate {
    pub(super) fn close(&self) {
        *self.closed.lock().unwrap_or_else(PoisonError::into_inner) = true;
    }

    pub(super) fn open(&self) {
        *self.closed.lock().unwrap_or_else(PoisonError::into_inner) = false;
        self.opened.notify_all();
    }

    fn pass(&self) {
        let mut closed = self.closed.lock().unwrap_or_else(PoisonError::into_inner);
        while *closed {
            closed = self.opened.wait(closed).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

/// What all readers share.
#[derive(Clone)]
pub(super) struct Readers<'a> {
    /// `None` in a dry run.
    fields: Option<Fields>,
    options: &'a UpdateOptions,
    progress: &'a Progress,
    gate: Arc<Gate>,
    forced: Option<&'static dyn Format>,
}

impl<'a> Readers<'a> {
    pub(super) fn new(target: &Target, options: &'a UpdateOptions, progress: &'a Progress, gate: Arc<Gate>) -> Self {
        let fields = target.archive.as_ref().map(|archive| *archive.fields());
        let forced = options.input_format.as_deref().and_then(format::by_name);
        Self { fields, options, progress, gate, forced }
    }

    /// Reads until there are no more jobs, the run is interrupted, or nobody receives the results.
    pub(super) fn run(&self, jobs: &Receiver<Vec<Job>>, results: &Sender<Message>) {
        let mut enricher = self.options.enricher.clone();
        for jobs in jobs {
            self.gate.pass();
            let mut finished = Vec::with_capacity(jobs.len());
            for job in jobs {
                if self.progress.is_interrupted() {
                    break;
                }
                let file = Reading::new(self, &mut enricher, job, results).finish();
                Progress::add(&self.progress.files_done, 1);
                Progress::add(&self.progress.bytes_done, file.job.bytes);
                finished.push(file);
            }
            // All are handed over before the next passing of the gate: the writer may be waiting there for one of them.
            if results.send(Message::Done(finished)).is_err() || self.progress.is_interrupted() {
                return;
            }
        }
    }
}

/// One file being read.
struct Reading<'r, 'a> {
    readers: &'r Readers<'a>,
    enricher: &'r mut Enricher,
    job: Job,
    results: &'r Sender<Message>,
    batch: Batch,
    articles: u64,
    warnings: Vec<Problem>,
    warnings_left_out: u64,
    ids: HashSet<u64>,
    stopped: bool,
}

impl<'r, 'a> Reading<'r, 'a> {
    fn new(readers: &'r Readers<'a>, enricher: &'r mut Enricher, job: Job, results: &'r Sender<Message>) -> Self {
        let batch = Batch { file: job.file, ..Batch::default() };
        Self {
            readers,
            enricher,
            job,
            results,
            batch,
            articles: 0,
            warnings: Vec::new(),
            warnings_left_out: 0,
            ids: HashSet::new(),
            stopped: false,
        }
    }

    fn finish(mut self) -> Finished {
        let read_ns = now_ns();
        let mut fingerprint = Fingerprint::default();
        let outcome = match self.is_same() {
            Ok(Some(hash)) => return self.finished(Outcome::Same, hash, read_ns),
            Ok(None) => self.read(&mut fingerprint),
            Err(error) => Outcome::Unreadable(Problem::new(format!("cannot be read: {error}"))),
        };
        if self.warnings_left_out > 0 {
            let more = format!("{} more warnings about this file are not listed", self.warnings_left_out);
            self.warnings.push(Problem::new(more));
        }
        self.finished(outcome, fingerprint.hash(), read_ns)
    }

    fn finished(self, outcome: Outcome, hash: u64, read_ns: i64) -> Finished {
        Finished { job: self.job, rest: self.batch, outcome, warnings: self.warnings, read_ns, hash }
    }

    /// The hash of a file whose time has changed, or cannot be trusted, and whose bytes have not changed.
    fn is_same(&self) -> io::Result<Option<u64>> {
        let Some(previous) = &self.job.previous else {
            return Ok(None);
        };
        if previous.bytes != self.job.bytes || self.job.read_again {
            return Ok(None);
        }
        let hash = Fingerprint::of_file(&self.job.path)?.hash();
        Ok((hash == previous.hash).then_some(hash))
    }

    fn read(&mut self, fingerprint: &mut Fingerprint) -> Outcome {
        let mut file = match File::open(&self.job.path) {
            Ok(file) => file,
            Err(error) => return Outcome::Unreadable(Problem::new(format!("cannot be read: {error}"))),
        };
        let read = self.read_articles(fingerprint.tee(&mut file));
        if self.stopped {
            return Outcome::Abandoned;
        }
        // What the format left unread is part of the file's fingerprint all the same.
        if let Err(error) = io::copy(&mut fingerprint.tee(&mut file), &mut io::sink()) {
            return Outcome::Unreadable(Problem::new(format!("cannot be read: {error}")));
        }
        match read {
            Ok(()) if self.articles == 0 => Outcome::Rejected(self.first_warning()),
            Err(problem) if self.articles == 0 => Outcome::Rejected(problem),
            Ok(()) => Outcome::Articles(self.articles),
            Err(problem) => {
                self.warn(Problem { message: format!("read up to here only: {}", problem.message), ..problem });
                Outcome::Articles(self.articles)
            }
        }
    }

    fn first_warning(&mut self) -> Problem {
        if self.warnings.is_empty() { Problem::new("no article in it") } else { self.warnings.remove(0) }
    }

    fn read_articles(&mut self, raw: impl Read) -> Result<(), Problem> {
        let shown_path = self.job.shown_path.clone();
        let mut input = Input::new(&shown_path, raw).map_err(|error| Problem::new(error.to_string()))?;
        let format = match self.readers.forced {
            Some(format) => format,
            None => format::detect(&input.sample())?,
        };
        let read = format.read(&mut input, &mut |item| {
            match item {
                Item::Article(place, article) => self.take(format.name(), place, *article),
                Item::Warning(problem) => self.warn(problem),
            }
            self.stopped |= self.readers.progress.is_interrupted();
            if self.stopped { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        if let Some(problem) = input.take_problem() {
            self.warn(problem);
        }
        read
    }

    fn warn(&mut self, problem: Problem) {
        if (self.warnings.len() as u64) < WARNINGS_PER_FILE_MAX {
            self.warnings.push(problem);
        } else {
            self.warnings_left_out += 1;
        }
    }

    fn take(&mut self, format: &str, place: Place, mut article: Article) {
        let (member, line) = match place {
            Place::WholeFile => (None, None),
            Place::Record { id, line } => (Some(self.member(id, line)), Some(line)),
        };
        let circumstances = Circumstances {
            path: &self.job.key.relative,
            language: self.readers.options.language.as_deref(),
            today: self.readers.options.today,
        };
        for problem in self.enricher.enrich(&mut article, &circumstances) {
            self.warn(Problem { member: member.clone(), line, ..problem });
        }
        self.articles += 1;
        self.batch.articles += 1;
        self.batch.text_bytes += article.title.len() + article.body.len();
        let language = article.language.as_deref().unwrap_or(LANGUAGE_IF_UNKNOWN);
        if !self.batch.languages.contains(language) {
            self.batch.languages.insert(language.to_owned());
        }
        self.add_document(format, member, article);
        if self.batch.text_bytes >= BATCH_BYTES {
            self.send_part();
        }
    }

    fn add_document(&mut self, format: &str, member: Option<String>, article: Article) {
        let Some(fields) = &self.readers.fields else {
            return;
        };
        let id = match &member {
            None => self.job.id.clone(),
            Some(member) => format!("{}#{member}", self.job.id),
        };
        let record = Record {
            root: self.job.key.root,
            id,
            relative: self.job.key.relative.clone(),
            member,
            format: format.to_owned(),
            words: article.word_count(),
            article,
        };
        self.batch.documents.push(fields.document(self.job.file, &record));
    }

    fn send_part(&mut self) {
        let next = Batch { file: self.job.file, ..Batch::default() };
        let part = std::mem::replace(&mut self.batch, next);
        self.stopped |= self.results.send(Message::Part(part)).is_err();
    }

    /// The part of an article's id behind `#`: its own id, with its line where an article before has the same, else the line.
    fn member(&mut self, id: Option<String>, line: u64) -> String {
        let Some(id) = id else {
            return line.to_string();
        };
        let is_new = self.ids.insert(xxh3_64(id.as_bytes()));
        if is_new { id } else { format!("{id}@{line}") }
    }
}

fn now_ns() -> i64 {
    #[expect(clippy::disallowed_methods, reason = "compared with times of change that the same clock set")]
    let now = SystemTime::now();
    now.duration_since(UNIX_EPOCH).ok().and_then(|since| i64::try_from(since.as_nanos()).ok()).unwrap_or(0)
}
