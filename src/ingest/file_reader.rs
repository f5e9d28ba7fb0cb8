//! Reads one file: bytes to articles to documents.

use std::fs::File;
use std::io::{self, Read};
use std::ops::ControlFlow;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use crossbeam_channel::Sender;

use super::field_maps::RootMaps;
use super::location::Location;
use super::messages::{FileReport, Job, Message, Outcome, Part};
use super::options::UpdateOptions;
use super::problems::FileProblems;
use super::progress::FileProgress;
use super::record_ids::RecordIds;
use super::summary::ReadArticle;
use crate::article::{Article, Problem, StatedArticle};
use crate::date::NewsDate;
use crate::enrich::{Context, DateOrders, Enricher};
use crate::format::{self, Format, Item, Mapped, Place};
use crate::index::{Batch, Fields, KnownIds, Record};
use crate::source::{CONTAINERS_DEPTH_MAX, Container, Fingerprint, Input, OnRead, Watched};

/// A batch goes to the recorder when its texts have this many bytes.
const BATCH_BYTES: usize = 1 << 20;

/// The most articles of one file that a verbose run shows.
const SHOWN_PER_FILE_MAX: usize = 100;

/// How files are read, alike for all of a run.
#[derive(Clone)]
pub(super) struct FileReading<'a> {
    /// `None` where articles are only counted.
    pub(super) fields: Option<Fields>,
    pub(super) options: &'a UpdateOptions,
    pub(super) maps: &'a RootMaps,
    /// When ids came in that were there before.
    pub(super) known_ids: &'a KnownIds,
    /// Whether the index is made anew, so that any file may have been there.
    pub(super) is_rebuild: bool,
    /// The format to read everything as.
    pub(super) forced: Option<&'static dyn Format>,
}

/// One file being read.
pub(super) struct FileReader<'r, 'a> {
    reading: &'r FileReading<'a>,
    enricher: &'r mut Enricher,
    job: &'r Job,
    results: &'r Sender<Message>,
    progress: &'r FileProgress<'r>,
    part: Part,
    articles: u64,
    shown: usize,
    problems: FileProblems,
    date_orders: DateOrders<Origin<'a>>,
    ids: RecordIds,
    /// Whether the file said that it is part of another.
    is_part: bool,
    /// Whether nobody receives what is read any more.
    stopped: bool,
}

/// Where an article came from that is on its way.
#[derive(Debug)]
struct Origin<'a> {
    format: &'a str,
    member: Option<String>,
    line: Option<u64>,
    /// Its path for dates, where that is not the path of its file.
    path: Option<String>,
}

impl<'r, 'a> FileReader<'r, 'a> {
    pub(super) fn new(
        reading: &'r FileReading<'a>,
        enricher: &'r mut Enricher,
        job: &'r Job,
        results: &'r Sender<Message>,
        progress: &'r FileProgress<'r>,
    ) -> Self {
        Self {
            reading,
            enricher,
            job,
            results,
            progress,
            part: Part { batch: Batch::new(job.file, reading.fields), shown: Vec::new() },
            articles: 0,
            shown: 0,
            problems: FileProblems::default(),
            date_orders: DateOrders::new(reading.options.date_order),
            ids: RecordIds::default(),
            is_part: false,
            stopped: false,
        }
    }

    /// Reads the file, and says what came of it; what comes before the end of a large one is sent at once.
    pub(super) fn read(mut self) -> FileReport {
        let read_ns = now_ns();
        let mut fingerprint = Fingerprint::default();
        let outcome = match self.is_same() {
            Ok(Some(hash)) => return self.report(Outcome::Same, hash, read_ns),
            Ok(None) => self.read_through(&mut fingerprint),
            Err(_) if self.progress.was_refused() => Outcome::Abandoned,
            Err(error) => unreadable(&error),
        };
        self.report(outcome, fingerprint.hash(), read_ns)
    }

    fn report(self, outcome: Outcome, hash: u64, read_ns: i64) -> FileReport {
        let (warnings, rejected_members) = self.problems.into_lists();
        FileReport { last: self.part, outcome, warnings, rejected_members, read_ns, hash }
    }

    /// The hash of a file whose time has changed, or is not to be trusted, and whose bytes have not changed.
    fn is_same(&self) -> io::Result<Option<u64>> {
        let Some(previous) = &self.job.previous else {
            return Ok(None);
        };
        if previous.bytes != self.job.bytes || self.job.read_again {
            return Ok(None);
        }
        let count = |bytes| self.progress.count(bytes);
        let mut fingerprint = Fingerprint::default();
        io::copy(&mut fingerprint.tee(Watched::new(File::open(&self.job.path)?, &count)), &mut io::sink())?;
        self.progress.restart();
        let hash = fingerprint.hash();
        Ok((hash == previous.hash).then_some(hash))
    }

    fn read_through(&mut self, fingerprint: &mut Fingerprint) -> Outcome {
        let progress = self.progress;
        let count = |bytes| progress.count(bytes);
        let mut file = match File::open(&self.job.path) {
            Ok(file) => Watched::new(file, &count),
            Err(error) => return unreadable(&error),
        };
        let path = Some(self.job.path.clone()).filter(|_| !self.job.is_spooled);
        let read = self.read_articles(path.as_deref(), fingerprint.tee(&mut file), &count);
        if !self.stopped {
            self.add_waiting();
        }
        // What the format left unread is part of the file's fingerprint all the same.
        let rest = io::copy(&mut fingerprint.tee(&mut file), &mut io::sink());
        if self.stopped || progress.was_refused() {
            return Outcome::Abandoned;
        }
        if let Err(error) = rest {
            return unreadable(&error);
        }
        match read {
            Ok(()) if self.articles == 0 && self.is_part => Outcome::Articles(0),
            Ok(()) if self.articles == 0 => Outcome::Rejected(self.problems.reason()),
            Err(problem) if self.articles == 0 => Outcome::Rejected(problem),
            Ok(()) => Outcome::Articles(self.articles),
            Err(problem) => {
                self.problems.warn_of_end(problem);
                Outcome::Articles(self.articles)
            }
        }
    }

    fn read_articles(&mut self, path: Option<&Path>, raw: impl Read, count: &OnRead<'_>) -> Result<(), Problem> {
        let input = Input::of_file(&self.job.shown_path, path, raw).map_err(|error| Problem::new(error.to_string()))?;
        self.read_input(&mut input.watched(count), &Location::default())
    }

    /// Reads a file of news, or the files in a container.
    fn read_input(&mut self, input: &mut Input<'_>, location: &Location) -> Result<(), Problem> {
        if let Some(map) = self.map_of(location) {
            return self.read_as(map, input, location);
        }
        let detected = format::detect(&input.sample());
        match (Container::of(&input.sample()), detected, self.reading.forced) {
            (Some(container), Err(_), _) if location.depth < CONTAINERS_DEPTH_MAX => {
                self.read_container(container, input, location)
            }
            (Some(_), Err(_), _) => {
                Err(Problem::new(format!("a container within {CONTAINERS_DEPTH_MAX} others; unpack the outermost")))
            }
            (_, _, Some(forced)) => self.read_as(forced, input, location),
            (_, detected, None) => self.read_as(detected?, input, location),
        }
    }

    /// The field map that a user wrote for a file here; a format that was forced goes before it.
    fn map_of(&self, location: &Location) -> Option<&'a Mapped> {
        let reading = self.reading;
        if reading.forced.is_some() {
            return None;
        }
        reading.maps.of(self.job.key.root, &location.path_below(&self.job.key.relative))
    }

    fn read_as(&mut self, format: &'a dyn Format, input: &mut Input<'_>, location: &Location) -> Result<(), Problem> {
        let read = format.read(input, &mut |item| {
            match item {
                Item::Article(place, article) => self.take(format.name(), location, place, article),
                Item::Warning(problem) => self.problems.warn(location.locate(problem)),
                Item::PartOf(_) => self.is_part = true,
            }
            if self.ends_early() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        if let Some(problem) = input.take_problem() {
            self.problems.warn(location.locate(problem));
        }
        read
    }

    fn read_container(
        &mut self,
        container: Container,
        input: &mut Input<'_>,
        location: &Location,
    ) -> Result<(), Problem> {
        container.visit_members(input, &mut |member| {
            let inner = location.inside(&member.name);
            let (articles, rejected) = (self.articles, self.problems.rejected_members());
            let was_part = std::mem::take(&mut self.is_part);
            let read = member.content.and_then(|reader| {
                let mut input = Input::new(&member.name, reader).map_err(|error| Problem::new(error.to_string()))?;
                self.read_input(&mut input, &inner)
            });
            // Of a container in it, the files that gave nothing are listed already.
            let any = self.articles > articles || self.problems.rejected_members() > rejected || self.is_part;
            self.is_part |= was_part;
            match read {
                Err(problem) if self.articles > articles => self.problems.warn_of_end(inner.locate(problem)),
                Err(problem) => self.problems.reject_member(inner.locate(problem)),
                Ok(()) if !any && !self.ends_early() => {
                    self.problems.reject_member(inner.locate(Problem::new("no article in it")));
                }
                Ok(()) => {}
            }
            if self.ends_early() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        })
    }

    /// Takes an article as its format gave it; it may have to wait until the order of its date is known.
    fn take(&mut self, format: &'a str, location: &Location, place: Place, article: Box<StatedArticle>) {
        let (member, line) = match place {
            Place::WholeFile if location.depth == 0 => (None, None),
            Place::WholeFile => (Some(self.ids.give(Some(location.member.clone()), self.articles + 1)), None),
            Place::Record { id, line } => (Some(self.ids.give(location.record_id(id, line), line)), Some(line)),
        };
        self.articles += 1;
        let path = (location.depth > 0).then(|| location.path_below(&self.job.key.relative).into_owned());
        for (article, origin) in self.date_orders.push(article, Origin { format, member, line, path }) {
            self.add(*article, origin);
        }
    }

    /// Adds the articles whose dates are still open at the end of their file.
    fn add_waiting(&mut self) {
        let waiting = std::mem::replace(&mut self.date_orders, DateOrders::new(None));
        for (article, origin) in waiting.finish() {
            self.add(*article, origin);
        }
    }

    fn add(&mut self, stated: StatedArticle, origin: Origin<'a>) {
        let Origin { format, member, line, path } = origin;
        let context = Context {
            path: path.as_deref().unwrap_or(&self.job.key.relative),
            language: self.reading.options.language.as_deref(),
            file_date: self.file_date(),
            today: self.reading.options.today,
        };
        let (article, problems) = self.enricher.enrich(stated, &context);
        for problem in problems {
            self.problems.warn(Problem { member: member.clone(), line: problem.line.or(line), ..problem });
        }
        self.add_document(format, member, article);
        if self.part.batch.text_bytes() >= BATCH_BYTES {
            self.send_part();
        }
    }

    /// The day on which the file was changed last, where it may date articles.
    fn file_date(&self) -> Option<NewsDate> {
        let seconds = self.job.modified_ns.div_euclid(1_000_000_000);
        self.reading.options.file_dates.then(|| NewsDate::from_unix_seconds(seconds).map(NewsDate::without_time))?
    }

    fn add_document(&mut self, format: &str, member: Option<String>, article: Article) {
        let id = match &member {
            None => self.job.id.clone(),
            Some(member) => format!("{}#{member}", self.job.id),
        };
        if self.reading.options.verbose && self.shown < SHOWN_PER_FILE_MAX {
            self.shown += 1;
            self.part.shown.push(ReadArticle { id: id.clone(), format: format.to_owned(), article: article.clone() });
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
        let was_there = self.reading.is_rebuild || self.job.previous.is_some();
        let first_seen = was_there.then(|| self.reading.known_ids.first_seen(&record.id)).flatten();
        self.part.batch.push(&record, first_seen);
    }

    /// Whether no more of the file is wanted.
    fn ends_early(&self) -> bool {
        self.stopped || self.progress.is_ended()
    }

    fn send_part(&mut self) {
        let part = Part { batch: self.part.batch.take(), shown: std::mem::take(&mut self.part.shown) };
        self.stopped |= self.results.send(Message::Part(part)).is_err();
    }
}

fn unreadable(error: &io::Error) -> Outcome {
    Outcome::Unreadable(Problem::new(format!("cannot be read: {error}")))
}

pub(super) fn now_ns() -> i64 {
    #[expect(clippy::disallowed_methods, reason = "compared with times of change that the same clock set")]
    let now = SystemTime::now();
    now.duration_since(UNIX_EPOCH).ok().and_then(|since| i64::try_from(since.as_nanos()).ok()).unwrap_or(0)
}
