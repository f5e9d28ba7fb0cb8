//! Reads a feed entry by entry.
//!
//! In: the bytes of a feed. Out: its articles in file order, then one warning for all that was passed over. What a feed
//! states of itself may stand behind its entries, so that entries wait until it is known, but not many and not long.

use std::collections::{BTreeMap, VecDeque};
use std::ops::ControlFlow;

use super::entry::{self, Channel, Entry};
use super::vocabulary::Vocabulary;
use crate::article::{Problem, StatedArticle};
use crate::format::hand_on;
use crate::format::xml::{Child, Children};
use crate::format::{Item, ItemSink, Place};
use crate::source::Input;

/// Elements that a feed's entries stand in.
const OUTER: &[&str] = &["rss", "RDF", "channel", "feed"];

const ENTRIES: &[&str] = &["item", "entry"];

/// How many entries wait for the title and language of their feed, and how many bytes of text.
const WAITING_MAX: usize = 64;
const WAITING_BYTES_MAX: usize = 8 << 20;

/// Reads all entries and hands them on.
pub(super) fn read(input: &mut Input<'_>, take: &mut ItemSink<'_>) -> Result<(), Problem> {
    let mut children = Children::new(input, OUTER).with_flat(ENTRIES);
    let mut reading = FeedReader::new(take);
    let end = loop {
        match children.next() {
            Ok(Some(child)) => {
                note_attribute(&mut reading.channel.outer_language, children.entered_attribute("xml:lang"));
                note_attribute(&mut reading.channel.base, children.entered_attribute("xml:base"));
                if reading.take_child(&child).is_break() {
                    return Ok(());
                }
            }
            Ok(None) => break Ok(()),
            Err(problem) => break Err(problem),
        }
    };
    reading.end(end)
}

fn note_attribute(known: &mut Option<String>, value: Option<&str>) {
    if known.as_deref() != value {
        *known = value.map(str::to_owned);
    }
}

struct FeedReader<'t, 'c> {
    take: &'t mut ItemSink<'c>,
    channel: Channel,
    waiting: VecDeque<Waiting>,
    waiting_bytes: usize,
    articles: u64,
    entries: u64,
    empty: u64,
    /// How many entries of each kind are no articles.
    passed_over: BTreeMap<String, u64>,
}

/// An entry that was read before all was known of its feed.
struct Waiting {
    article: Box<StatedArticle>,
    id: Option<String>,
    line: u64,
    problems: Vec<String>,
}

impl<'t, 'c> FeedReader<'t, 'c> {
    fn new(take: &'t mut ItemSink<'c>) -> Self {
        Self {
            take,
            channel: Channel::default(),
            waiting: VecDeque::new(),
            waiting_bytes: 0,
            articles: 0,
            entries: 0,
            empty: 0,
            passed_over: BTreeMap::new(),
        }
    }

    fn take_child(&mut self, child: &Child) -> ControlFlow<()> {
        let element = &child.element;
        let is_entry = ENTRIES.iter().any(|name| name.eq_ignore_ascii_case(element.name()));
        if !is_entry || Vocabulary::of(element) != Vocabulary::Feed {
            self.channel.note(element);
            return self.release_known();
        }
        self.entries += 1;
        match entry::read(element, &self.channel) {
            Entry::Article(article, id, problems) => {
                self.waiting_bytes += article.body.len();
                self.waiting.push_back(Waiting { article, id, line: child.line, problems });
                self.release_known()
            }
            Entry::PassedOver(kind) => {
                // The names come from the file, which may make up as many as it likes.
                if self.passed_over.len() < KINDS_MAX || self.passed_over.contains_key(&kind) {
                    *self.passed_over.entry(kind).or_default() += 1;
                }
                ControlFlow::Continue(())
            }
            Entry::Empty => {
                self.empty += 1;
                ControlFlow::Continue(())
            }
        }
    }

    /// Hands on the entries that need wait no longer.
    fn release_known(&mut self) -> ControlFlow<()> {
        let is_known = self.channel.title.is_some() && self.channel.language.is_some();
        while is_known || self.waiting.len() > WAITING_MAX || self.waiting_bytes > WAITING_BYTES_MAX {
            let Some(waiting) = self.waiting.pop_front() else { break };
            self.release(waiting)?;
        }
        ControlFlow::Continue(())
    }

    fn release(&mut self, waiting: Waiting) -> ControlFlow<()> {
        let Waiting { mut article, id, line, problems } = waiting;
        self.waiting_bytes -= article.body.len();
        self.articles += 1;
        if article.source.is_none() {
            article.source.clone_from(&self.channel.title);
        }
        if article.language.is_none() {
            article.language = self.channel.language.clone().or_else(|| self.channel.outer_language.clone());
        }
        hand_on(article, problems, Place::Record { id, line }, self.take)
    }

    /// Hands on what is left, then what is to be said of the whole file.
    fn end(mut self, end: Result<(), Problem>) -> Result<(), Problem> {
        while let Some(waiting) = self.waiting.pop_front() {
            if self.release(waiting).is_break() {
                return Ok(());
            }
        }
        let passed_over = self.passed_over();
        if self.articles == 0 {
            end?;
            let why = if self.entries == 0 { "a feed without any <item> or <entry>".to_owned() } else { passed_over };
            return Err(Problem::new(why));
        }
        if !passed_over.is_empty() && (self.take)(Item::Warning(Problem::new(passed_over))).is_break() {
            return Ok(());
        }
        end
    }

    /// What was no article, on one line; empty where all was.
    fn passed_over(&self) -> String {
        let mut parts = Vec::new();
        if !self.passed_over.is_empty() {
            let shown = |kind: &str| kind.chars().filter(|letter| !letter.is_control()).take(30).collect::<String>();
            let kinds = self.passed_over.iter().map(|(kind, count)| format!("{count} `{}`", shown(kind)));
            let kinds = kinds.collect::<Vec<_>>().join(", ");
            parts.push(format!("passed over what is no published post or page: {kinds}"));
        }
        if self.empty > 0 {
            let entries = if self.empty == 1 { "entry has" } else { "entries have" };
            parts.push(format!("{} {entries} neither title nor text", self.empty));
        }
        parts.join("; ")
    }
}

/// How many kinds of passed over entries are told apart.
const KINDS_MAX: usize = 40;
