//! JSON: one article, an array of them, values that follow one another, or one on each line.
//!
//! In: JSON (RFC 8259) and JSON Lines (<https://jsonlines.org>) in any encoding. Out: an article for every record
//! with a title or a text; what the keys mean is in [`fields`]. Files of any length are read with memory for one
//! element. A broken element is a warning, and the next one is read.

mod elements;
mod parse;

use std::ops::ControlFlow;

use serde_json::Value;

use self::elements::{Element, Elements, Position, Scanner};
use crate::article::{Problem, StatedArticle};
use crate::format::{ARTICLE_BYTES_MAX, Format, Item, ItemSink, Place, fields};
use crate::source::{Input, LineError, Sample};

/// Leaves `read` when the receiver wants no more.
macro_rules! stop_at {
    ($flow:expr) => {
        match $flow {
            ControlFlow::Continue(value) => value,
            ControlFlow::Break(()) => return Ok(()),
        }
    };
}

/// The format `json`: an object, an array, or values one after the other.
#[derive(Clone, Copy, Debug)]
pub(super) struct Json;

impl Format for Json {
    fn name(&self) -> &'static str {
        "json"
    }

    fn signs(&self) -> &'static str {
        "JSON of schema.org, ninjs, JSON Feed, scrapers and search engines: a first `{` or `[`"
    }

    fn ids(&self) -> &'static str {
        "the record’s own id, else its place in the array; none for a single object"
    }

    fn recognises(&self, sample: &Sample<'_>) -> bool {
        is_json(sample) && !is_lines(sample)
    }

    fn read(&self, input: &mut Input<'_>, take: &mut ItemSink<'_>) -> Result<(), Problem> {
        let mut elements = Elements::new(input.reader());
        let mut reading = ValueReader::new(take);
        let (mut number, mut end) = (0, Ok(()));
        // The first article waits until it is known whether it is the only one.
        let mut first = None;
        loop {
            let element = match elements.next() {
                Ok(Some(element)) => element,
                Ok(None) => break,
                Err(problem) => {
                    end = Err(problem);
                    break;
                }
            };
            number += 1;
            let Element { position, broken: None } = element else {
                stop_at!(reading.take_broken(&element));
                if reading.is_hopeless(number) {
                    break;
                }
                continue;
            };
            let in_array = elements.in_array;
            let place = if in_array { number } else { position.line };
            let articles = stop_at!(reading.read_value(&elements.bytes, position));
            if let Some((article, id, line)) = first.take_if(|_| !articles.is_empty()) {
                stop_at!(reading.take_article(Place::Record { id, line }, article));
            }
            let is_alone = number == 1 && !in_array && articles.len() == 1;
            for (index, (article, id)) in articles.into_iter().enumerate() {
                if is_alone {
                    first = Some((article, id, place));
                    continue;
                }
                let line = if number == 1 && !in_array { index as u64 + 1 } else { place };
                stop_at!(reading.take_article(Place::Record { id, line }, article));
            }
            if reading.is_hopeless(number) {
                break;
            }
        }
        if let Some((article, ..)) = first {
            stop_at!(reading.take_article(Place::WholeFile, article));
        }
        end.and_then(|()| reading.end())
    }
}

/// The format `jsonl`: one value on each line.
#[derive(Clone, Copy, Debug)]
pub(super) struct JsonLines;

impl Format for JsonLines {
    fn name(&self) -> &'static str {
        "jsonl"
    }

    fn signs(&self) -> &'static str {
        "JSON Lines: an object on each of the first lines"
    }

    fn ids(&self) -> &'static str {
        "the record’s own id, else its line"
    }

    fn recognises(&self, sample: &Sample<'_>) -> bool {
        is_lines(sample)
    }

    fn read(&self, input: &mut Input<'_>, take: &mut ItemSink<'_>) -> Result<(), Problem> {
        let mut reading = ValueReader::new(take);
        let mut bytes = Vec::new();
        for line in 1.. {
            match input.read_line(&mut bytes, ARTICLE_BYTES_MAX) {
                Ok(true) => {}
                Ok(false) => break,
                Err(error @ LineError::TooLong { .. }) => {
                    stop_at!(reading.take_problem(Problem::new(error.to_string()).at_line(line)));
                    continue;
                }
                Err(error @ LineError::Unreadable(_)) => return Err(Problem::new(error.to_string()).at_line(line)),
            }
            let element = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes).trim_ascii();
            let element = element.strip_suffix(b",").unwrap_or(element);
            if element.is_empty() {
                continue;
            }
            for (article, id) in stop_at!(reading.read_value(element, Position { line, column: 1 })) {
                stop_at!(reading.take_article(Place::Record { id, line }, article));
            }
            if reading.is_hopeless(line) {
                break;
            }
        }
        reading.end()
    }
}

/// Whether a file is JSON: it begins as an object or as an array of objects does; one whose name says so may begin as
/// any array.
fn is_json(sample: &Sample<'_>) -> bool {
    let start = sample.trimmed();
    let second = start.get(1..).unwrap_or_default().trim_ascii_start().first();
    match (start.first(), second) {
        (Some(b'{'), Some(b'"' | b'}')) | (Some(b'['), Some(b'{')) => true,
        (Some(b'{' | b'['), _) => sample.extension() == "json",
        _ => false,
    }
}

/// Whether a file has one object a line: its name says so, or a second object begins on the line behind the first.
fn is_lines(sample: &Sample<'_>) -> bool {
    let start = sample.trimmed();
    if start.first() != Some(&b'{') {
        return !start.is_empty() && has_name_of_lines(sample);
    }
    let line = start.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let end = Scanner::default().find_end(line);
    let is_whole = end.is_some_and(|end| line[end..].trim_ascii().is_empty());
    let next = start[line.len()..].trim_ascii_start();
    (is_whole && next.first() == Some(&b'{') && ends_on_its_line(next)) || has_name_of_lines(sample)
}

/// Whether the object at the start ends before the line does, as far as the sample shows.
fn ends_on_its_line(start: &[u8]) -> bool {
    let line = start.split(|byte| *byte == b'\n').next().unwrap_or_default();
    line.len() == start.len() || Scanner::default().find_end(line).is_some()
}

fn has_name_of_lines(sample: &Sample<'_>) -> bool {
    matches!(sample.extension().as_str(), "jsonl" | "ndjson" | "jl" | "ldjson")
}

/// After so many values without one article the rest of a file is not looked at: it is JSON of another kind.
const VALUES_WITHOUT_ARTICLE_MAX: u64 = 1000;

/// Turns values into articles, and keeps count.
struct ValueReader<'t, 'c> {
    taker: &'t mut ItemSink<'c>,
    articles: u64,
    /// What could not be read before the first article: warnings if there is one, else why the file is rejected.
    problems: Vec<Problem>,
}

type FoundArticle = (Box<StatedArticle>, Option<String>);

impl<'t, 'c> ValueReader<'t, 'c> {
    fn new(taker: &'t mut ItemSink<'c>) -> Self {
        Self { taker, articles: 0, problems: Vec::new() }
    }

    /// The articles in one element, after the warnings about it.
    fn read_value(&mut self, bytes: &[u8], position: Position) -> ControlFlow<(), Vec<FoundArticle>> {
        let parsed = match parse::parse(bytes) {
            Ok(parsed) => parsed,
            Err(broken) => {
                let column = if broken.line == 1 { position.column + broken.column - 1 } else { broken.column };
                let problem = Problem::new(format!("not JSON at column {column}: {}", broken.message));
                self.take_problem(problem.at_line(position.line + broken.line - 1))?;
                return ControlFlow::Continue(Vec::new());
            }
        };
        if let Some(problem) = parsed.problem {
            self.take_problem(problem.at_line(position.line))?;
        }
        let records = fields::articles_in(&parsed.value);
        if records.is_empty() {
            self.take_problem(Problem::new(no_known_shape(&parsed.value)).at_line(position.line))?;
        }
        let mut found = Vec::with_capacity(records.len());
        let defaults = fields::FeedDefaults::of_json_feed(&parsed.value);
        for record in records {
            let mut stated = fields::read(record);
            defaults.complete(&mut stated.article);
            for message in stated.problems {
                let problem = Problem { member: stated.id.clone(), ..Problem::new(message).at_line(position.line) };
                self.take_problem(problem)?;
            }
            let mut article = Box::new(stated.article);
            article.locate_open_dates(position.line);
            found.push((article, stated.id));
        }
        ControlFlow::Continue(found)
    }

    fn take_article(&mut self, place: Place, article: Box<StatedArticle>) -> ControlFlow<()> {
        self.articles += 1;
        for problem in self.problems.drain(..) {
            (self.taker)(Item::Warning(problem))?;
        }
        (self.taker)(Item::Article(place, article))
    }

    fn take_broken(&mut self, element: &Element) -> ControlFlow<()> {
        let why = element.broken.as_deref().unwrap_or("no value");
        self.take_problem(Problem::new(why).at_line(element.position.line))
    }

    fn take_problem(&mut self, problem: Problem) -> ControlFlow<()> {
        if self.articles > 0 {
            return (self.taker)(Item::Warning(problem));
        }
        self.problems.push(problem);
        ControlFlow::Continue(())
    }

    fn is_hopeless(&self, values: u64) -> bool {
        self.articles == 0 && values >= VALUES_WITHOUT_ARTICLE_MAX
    }

    /// A file without any article is rejected, for the first reason there was.
    fn end(self) -> Result<(), Problem> {
        if self.articles > 0 {
            return Ok(());
        }
        Err(self.problems.into_iter().next().unwrap_or_else(|| Problem::new("JSON without any value")))
    }
}

/// How many keys a message names.
const KEYS_SHOWN_MAX: usize = 6;

fn no_known_shape(value: &Value) -> String {
    let record = match value {
        Value::Object(record) => record,
        Value::Array(values) => match values.iter().find_map(Value::as_object) {
            Some(record) => record,
            None => return "JSON, but no object in it".to_owned(),
        },
        _ => return "JSON, but no object".to_owned(),
    };
    if record.contains_key("$schema") {
        return "a JSON schema, which describes records and is none".to_owned();
    }
    let shown =
        |key: &String| format!("`{}`", key.chars().filter(|letter| !letter.is_control()).take(30).collect::<String>());
    let keys: Vec<String> = record.keys().take(KEYS_SHOWN_MAX).map(shown).collect();
    let more = if record.len() > KEYS_SHOWN_MAX { ", …" } else { "" };
    let found = if keys.is_empty() { "none at all".to_owned() } else { keys.join(", ") };
    format!("JSON, but no field that could be a title or a text (found {found}{more})")
}
