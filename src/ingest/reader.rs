//! Reads one file after another: bytes to articles to documents.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fs::File;
use std::io::{self, Read};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

use crossbeam_channel::{Receiver, Sender};
use xxhash_rust::xxh3::xxh3_64;

use super::field_maps::RootMaps;
use super::plan::Job;
use super::summary::ReadArticle;
use super::{Progress, UpdateOptions};
use crate::article::{Article, Problem};
use crate::date::NewsDate;
use crate::enrich::{Circumstances, DateOrders, Enricher};
use crate::format::{self, Format, Item, Mapped, Place};
use crate::index::{Batch, Fields, Record};
use crate::source::{CONTAINERS_DEPTH_MAX, Container, Fingerprint, Input};

/// A batch goes to the writer when its texts have this many bytes.
const BATCH_BYTES: usize = 1 << 20;

/// The most warnings of one file that are listed; the last says how many more there were.
const WARNINGS_PER_FILE_MAX: u64 = 100;

/// The most articles of one file that a verbose run lists.
const LISTED_PER_FILE_MAX: usize = 100;

/// The most files of one container that are listed as rejected, and remembered as such; the number of the others is said.
const REJECTED_MEMBERS_MAX: usize = 10_000;

/// What the readers hand to the writer.
pub(super) enum Message {
    /// Articles of a file that has more of them.
    Part(Batch),
    /// Files that have been read, with their last articles.
    Done(Vec<Finished>),
}

/// A file that has been read.
pub(super) struct Finished {
    pub(super) job: Job,
    pub(super) rest: Batch,
    pub(super) outcome: Outcome,
    pub(super) warnings: Vec<Problem>,
    /// What gave no article within a container.
    pub(super) rejected_members: Vec<Problem>,
    /// The first articles, where they are to be listed.
    pub(super) listed: Vec<ReadArticle>,
    /// When reading began, in nanoseconds since 1970.
    pub(super) read_ns: i64,
    pub(super) hash: u64,
}

/// How the reading of a file ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// It gave so many articles; none only where its text stands in those of another file.
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
    maps: &'a RootMaps,
    forced: Option<&'static dyn Format>,
}

impl<'a> Readers<'a> {
    pub(super) fn new(
        fields: Option<Fields>,
        maps: &'a RootMaps,
        options: &'a UpdateOptions,
        progress: &'a Progress,
        gate: Arc<Gate>,
    ) -> Self {
        let forced = options.input_format.as_deref().and_then(format::by_name);
        Self { fields, options, progress, gate, maps, forced }
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
    rejected_members: Vec<Problem>,
    rejected_members_left_out: usize,
    listed: Vec<ReadArticle>,
    date_orders: DateOrders<Taken<'a>>,
    /// Hashes of the ids that its articles state.
    ids: HashSet<u64>,
    /// The last line that stands for an id; lines ascend.
    last_line_as_id: u64,
    /// Whether the file said that it is part of another.
    is_part: bool,
    stopped: bool,
}

/// An article on its way, and what its file tells of it.
#[derive(Debug)]
struct Taken<'a> {
    format: &'a str,
    member: Option<String>,
    line: Option<u64>,
    /// Its path for dates, where that is not the path of its file.
    path: Option<String>,
}

/// Where in the file of a job a reader is: at its top, or within containers.
struct Within {
    /// The path of the member within the file; empty at its top.
    member: String,
    /// How many containers are around it.
    depth: usize,
}

impl<'r, 'a> Reading<'r, 'a> {
    fn new(readers: &'r Readers<'a>, enricher: &'r mut Enricher, job: Job, results: &'r Sender<Message>) -> Self {
        let batch = Batch::new(job.file, readers.fields);
        Self {
            readers,
            enricher,
            job,
            results,
            batch,
            articles: 0,
            warnings: Vec::new(),
            warnings_left_out: 0,
            rejected_members: Vec::new(),
            rejected_members_left_out: 0,
            listed: Vec::new(),
            date_orders: DateOrders::new(readers.options.date_order),
            is_part: false,
            ids: HashSet::new(),
            last_line_as_id: 0,
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
        if self.rejected_members_left_out > 0 {
            let more = format!("{} more files in it were rejected and are not listed", self.rejected_members_left_out);
            self.warnings.push(Problem::new(more));
        }
        if self.warnings_left_out > 0 {
            let more = format!("{} more warnings about this file are not listed", self.warnings_left_out);
            self.warnings.push(Problem::new(more));
        }
        self.finished(outcome, fingerprint.hash(), read_ns)
    }

    fn finished(self, outcome: Outcome, hash: u64, read_ns: i64) -> Finished {
        let Self { job, batch, warnings, rejected_members, listed, .. } = self;
        Finished { job, rest: batch, outcome, warnings, rejected_members, listed, read_ns, hash }
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
        let path = Some(self.job.path.clone()).filter(|_| !self.job.is_spooled);
        let read = self.read_articles(path.as_deref(), fingerprint.tee(&mut file));
        if self.stopped {
            return Outcome::Abandoned;
        }
        self.add_waiting();
        // What the format left unread is part of the file's fingerprint all the same.
        if let Err(error) = io::copy(&mut fingerprint.tee(&mut file), &mut io::sink()) {
            return Outcome::Unreadable(Problem::new(format!("cannot be read: {error}")));
        }
        match read {
            Ok(()) if self.articles == 0 && self.is_part => Outcome::Articles(0),
            Ok(()) if self.articles == 0 => Outcome::Rejected(self.first_warning()),
            Err(problem) if self.articles == 0 => Outcome::Rejected(problem),
            Ok(()) => Outcome::Articles(self.articles),
            Err(problem) => {
                self.warn_of_end(problem);
                Outcome::Articles(self.articles)
            }
        }
    }

    fn first_warning(&mut self) -> Problem {
        if let Some(first) = self.rejected_members.first() {
            let number = self.rejected_members.len() + self.rejected_members_left_out;
            return Problem::new(format!("no article among its files ({number}); the first: {first}"));
        }
        if self.warnings.is_empty() { Problem::new("no article in it") } else { self.warnings.remove(0) }
    }

    fn read_articles(&mut self, path: Option<&Path>, raw: impl Read) -> Result<(), Problem> {
        let shown_path = self.job.shown_path.clone();
        let mut input = Input::of_file(&shown_path, path, raw).map_err(|error| Problem::new(error.to_string()))?;
        self.read_input(&mut input, &Within { member: String::new(), depth: 0 })
    }

    /// Reads a file of news, or the files in a container.
    fn read_input(&mut self, input: &mut Input<'_>, within: &Within) -> Result<(), Problem> {
        if let Some(map) = self.map_of(within) {
            return self.read_as(map, input, within);
        }
        let detected = format::detect(&input.sample());
        match (Container::of(&input.sample()), detected, self.readers.forced) {
            (Some(container), Err(_), _) if within.depth < CONTAINERS_DEPTH_MAX => {
                self.read_container(container, input, within)
            }
            (Some(_), Err(_), _) => {
                Err(Problem::new(format!("a container within {CONTAINERS_DEPTH_MAX} others; unpack the outermost")))
            }
            (_, _, Some(forced)) => self.read_as(forced, input, within),
            (_, detected, None) => self.read_as(detected?, input, within),
        }
    }

    /// The field map that a user wrote for a file here; a format that was forced goes before it.
    fn map_of(&self, within: &Within) -> Option<&'a Mapped> {
        let readers = self.readers;
        if readers.forced.is_some() {
            return None;
        }
        readers.maps.of(self.job.key.root, &within.path_below(&self.job.key.relative))
    }

    fn read_as(&mut self, format: &'a dyn Format, input: &mut Input<'_>, within: &Within) -> Result<(), Problem> {
        let read = format.read(input, &mut |item| {
            match item {
                Item::Article(place, article) => self.take(format.name(), within, place, article),
                Item::Warning(problem) => self.warn(within.locate(problem)),
                Item::PartOf(_) => self.is_part = true,
            }
            self.stopped |= self.readers.progress.is_interrupted();
            if self.stopped { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        if let Some(problem) = input.take_problem() {
            self.warn(within.locate(problem));
        }
        read
    }

    fn read_container(&mut self, container: Container, input: &mut Input<'_>, within: &Within) -> Result<(), Problem> {
        container.visit_members(input, &mut |member| {
            let inner = within.inside(&member.name);
            let (articles, rejected) = (self.articles, self.rejected_members.len() + self.rejected_members_left_out);
            let was_part = std::mem::take(&mut self.is_part);
            let read = member.content.and_then(|reader| {
                let mut input = Input::new(&member.name, reader).map_err(|error| Problem::new(error.to_string()))?;
                self.read_input(&mut input, &inner)
            });
            // Of a container in it, the files that gave nothing are listed already.
            let any = self.articles > articles
                || self.rejected_members.len() + self.rejected_members_left_out > rejected
                || self.is_part;
            self.is_part |= was_part;
            match read {
                Err(problem) if self.articles > articles => self.warn_of_end(inner.locate(problem)),
                Err(problem) => self.reject_member(inner.locate(problem)),
                Ok(()) if !any && !self.stopped => self.reject_member(inner.locate(Problem::new("no article in it"))),
                Ok(()) => {}
            }
            if self.stopped { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        })
    }

    fn reject_member(&mut self, problem: Problem) {
        if self.rejected_members.len() < REJECTED_MEMBERS_MAX {
            self.rejected_members.push(problem);
        } else {
            self.rejected_members_left_out += 1;
        }
    }

    /// Says that a file could be read up to a point only.
    fn warn_of_end(&mut self, problem: Problem) {
        self.warn(Problem { message: format!("read up to here only: {}", problem.message), ..problem });
    }

    fn warn(&mut self, problem: Problem) {
        if (self.warnings.len() as u64) < WARNINGS_PER_FILE_MAX {
            self.warnings.push(problem);
        } else {
            self.warnings_left_out += 1;
        }
    }

    /// Takes an article as its format gave it; it may have to wait until the order of its date is known.
    fn take(&mut self, format: &'a str, within: &Within, place: Place, article: Box<Article>) {
        let (member, line) = match place {
            Place::WholeFile if within.depth == 0 => (None, None),
            Place::WholeFile => (Some(self.member(Some(within.member.clone()), self.articles + 1)), None),
            Place::Record { id, line } => (Some(self.member(within.record_id(id, line), line)), Some(line)),
        };
        self.articles += 1;
        let path = (within.depth > 0).then(|| within.path_below(&self.job.key.relative).into_owned());
        for (article, taken) in self.date_orders.push(article, Taken { format, member, line, path }) {
            self.add(*article, taken);
        }
    }

    /// Adds the articles whose dates are still open at the end of their file.
    fn add_waiting(&mut self) {
        let waiting = std::mem::replace(&mut self.date_orders, DateOrders::new(None));
        for (article, taken) in waiting.finish() {
            self.add(*article, taken);
        }
    }

    fn add(&mut self, mut article: Article, taken: Taken<'a>) {
        let Taken { format, member, line, path } = taken;
        let circumstances = Circumstances {
            path: path.as_deref().unwrap_or(&self.job.key.relative),
            language: self.readers.options.language.as_deref(),
            file_date: self.file_date(),
            today: self.readers.options.today,
        };
        for problem in self.enricher.enrich(&mut article, &circumstances) {
            self.warn(Problem { member: member.clone(), line: problem.line.or(line), ..problem });
        }
        self.add_document(format, member, article);
        if self.batch.text_bytes() >= BATCH_BYTES {
            self.send_part();
        }
    }

    /// The day on which the file was changed last, where it may date articles.
    fn file_date(&self) -> Option<NewsDate> {
        let seconds = self.job.modified_ns.div_euclid(1_000_000_000);
        self.readers.options.file_dates.then(|| NewsDate::from_unix_seconds(seconds).map(NewsDate::without_time))?
    }

    fn add_document(&mut self, format: &str, member: Option<String>, article: Article) {
        let id = match &member {
            None => self.job.id.clone(),
            Some(member) => format!("{}#{member}", self.job.id),
        };
        if self.readers.options.verbose && self.listed.len() < LISTED_PER_FILE_MAX {
            self.listed.push(ReadArticle { id: id.clone(), format: format.to_owned(), article: article.clone() });
        }
        let record = Record {
            root: self.job.key.root,
            id,
            relative: self.job.key.relative.clone(),
            member,
            format: format.to_owned(),
            words: article.word_count(),
            article,
        };
        self.batch.push(&record);
    }

    fn send_part(&mut self) {
        self.stopped |= self.results.send(Message::Part(self.batch.take())).is_err();
    }

    /// The part of an article's id behind `#`: its own id, else its line; with its line where an article before has or
    /// may have the same. Lines are not remembered one by one: there can be as many as the file has.
    fn member(&mut self, id: Option<String>, line: u64) -> String {
        let (id, is_new) = if let Some(id) = id {
            let is_line = id.parse::<u64>().is_ok_and(|number| number <= self.last_line_as_id);
            let is_new = self.ids.insert(xxh3_64(id.as_bytes()));
            (id, is_new && !is_line)
        } else {
            self.last_line_as_id = self.last_line_as_id.max(line);
            let id = line.to_string();
            let is_new = !self.ids.contains(&xxh3_64(id.as_bytes()));
            (id, is_new)
        };
        if is_new { id } else { format!("{id}@{line}") }
    }
}

impl Within {
    fn inside(&self, name: &str) -> Self {
        Self { member: self.record(name), depth: self.depth + 1 }
    }

    /// What names a record at this place; `None` where its line does.
    fn record_id(&self, id: Option<String>, line: u64) -> Option<String> {
        let id = id.or_else(|| (self.depth > 0).then(|| line.to_string()))?;
        Some(self.record(&id))
    }

    /// The name of what lies in a member here.
    fn record(&self, id: &str) -> String {
        if self.depth == 0 { id.to_owned() } else { format!("{}#{id}", self.member) }
    }

    /// A problem of a record here, or of the whole.
    fn locate(&self, problem: Problem) -> Problem {
        let member = match &problem.member {
            Some(member) => Some(self.record(member)),
            None if self.depth == 0 => None,
            None => Some(self.member.clone()),
        };
        Problem { member, ..problem }
    }

    /// The path by which an article here is dated.
    fn path_below<'p>(&self, relative: &'p str) -> Cow<'p, str> {
        if self.depth == 0 { Cow::Borrowed(relative) } else { Cow::Owned(format!("{relative}/{}", self.member)) }
    }
}

fn now_ns() -> i64 {
    #[expect(clippy::disallowed_methods, reason = "compared with times of change that the same clock set")]
    let now = SystemTime::now();
    now.duration_since(UNIX_EPOCH).ok().and_then(|since| i64::try_from(since.as_nanos()).ok()).unwrap_or(0)
}
