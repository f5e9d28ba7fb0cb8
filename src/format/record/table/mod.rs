//! Tables with an article in each row: CSV and TSV.
//!
//! In: text files of rows and cells, as RFC 4180 (<https://www.rfc-editor.org/rfc/rfc4180>) and the type
//! `text/tab-separated-values` (<https://www.iana.org/assignments/media-types/text/tab-separated-values>) describe
//! them, and as spreadsheets, databases and data frames write them: [`dialect`] tells how. Out: an article for every
//! row with a title or a text. The first row names the columns; what the names mean is in [`fields`]. Memory is
//! needed for one row.

mod dialect;
pub(super) mod literal;

use std::io::{self, BufRead, Read};
use std::ops::ControlFlow;

use csv::ByteRecord;
use serde_json::Value;

use self::dialect::{Shape, may_be_header, strip_sep_line};
use crate::article::Problem;
use crate::format::fields::{self, Record};
use crate::format::{ARTICLE_BYTES_MAX, Format, Item, ItemSink, Place};
use crate::source::{Input, Sample, decode};

/// The format `csv`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Csv;

/// The format `tsv`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tsv;

impl Format for Csv {
    fn name(&self) -> &'static str {
        "csv"
    }

    fn signs(&self) -> &'static str {
        "CSV: the ending .csv, or a first row with a title or text among the columns that are known"
    }

    fn ids(&self) -> &'static str {
        "the row’s own id, else its line"
    }

    fn recognises(&self, sample: &Sample<'_>) -> bool {
        match sample.extension().as_str() {
            "csv" => !sample.trimmed().is_empty(),
            "tsv" | "tab" => false,
            _ => certain_shape(sample).is_some_and(|shape| shape.dialect.delimiter != b'\t'),
        }
    }

    fn read(&self, input: &mut Input<'_>, take: &mut ItemSink<'_>) -> Result<(), Problem> {
        read_table(input, take)
    }
}

impl Format for Tsv {
    fn name(&self) -> &'static str {
        "tsv"
    }

    fn signs(&self) -> &'static str {
        "tab-separated values: the ending .tsv or .tab, or a first row like that of CSV with tabs"
    }

    fn ids(&self) -> &'static str {
        "the row’s own id, else its line"
    }

    fn recognises(&self, sample: &Sample<'_>) -> bool {
        match sample.extension().as_str() {
            "tsv" | "tab" => !sample.trimmed().is_empty(),
            "csv" => false,
            _ => certain_shape(sample).is_some_and(|shape| shape.dialect.delimiter == b'\t'),
        }
    }

    fn read(&self, input: &mut Input<'_>, take: &mut ItemSink<'_>) -> Result<(), Problem> {
        read_table(input, take)
    }
}

fn certain_shape(sample: &Sample<'_>) -> Option<Shape> {
    may_be_header(sample).then(|| Shape::of(sample)).flatten().filter(Shape::is_certain)
}

/// A first row with a cell of so many characters is no row of names.
const NAME_CHARACTERS_MAX: usize = 100;

/// After so many rows without one article the rest of a file is not looked at.
const ROWS_WITHOUT_ARTICLE_MAX: u64 = 1000;

fn read_table(input: &mut Input<'_>, take: &mut ItemSink<'_>) -> Result<(), Problem> {
    let sample = input.sample();
    let shape = Shape::of(&sample).ok_or_else(|| Problem::new("no row in it"))?;
    if !shape.has_text {
        return Err(no_article_column(&shape.columns));
    }
    let encoding = decode(sample.bytes, None).encoding;
    // Of CR LF the reader takes the CR for the end of the row.
    let has_returns = sample.bytes.split(|byte| *byte == b'\n').next().is_some_and(|line| line.ends_with(b"\r"));
    let mut table = Table {
        columns: Column::of_names(&shape.columns),
        width: shape.columns.len(),
        encoding: (encoding != "UTF-8").then_some(encoding),
        record: Record::new(),
        undecodable: 0,
    };
    let mut guarded = Guarded::new(input.reader());
    let skipped = guarded.skip_sep_line().map_err(|error| unreadable(&error, 1))?;
    let mut reader = shape.dialect.reader().from_reader(guarded);
    let mut row = ByteRecord::new();
    let (mut is_first, mut rows, mut articles, mut line) = (true, 0, 0, skipped);
    loop {
        let next_line = line + 1;
        reader.get_mut().bytes_since_record = 0;
        match reader.read_byte_record(&mut row) {
            Ok(true) => {}
            Ok(false) => break,
            Err(_) if reader.get_ref().is_too_long => {
                let why = "row longer than 64 MiB, which no article is: a quote that opens in it is not closed";
                return Err(Problem::new(why).at_line(next_line));
            }
            Err(error) => return Err(unreadable(&error.into(), next_line)),
        }
        let ending = Ending::of(&row);
        let is_line_unfinished = has_returns || matches!(ending, Ending::WithinQuotes);
        let behind = reader.position().line() + skipped + u64::from(is_line_unfinished);
        line = next_line.max(behind.saturating_sub(1 + line_ends_in(&row)));
        match ending {
            Ending::None => {}
            Ending::OfTable => break,
            Ending::WithinQuotes => return Err(open_quote(&row, line)),
        }
        if std::mem::take(&mut is_first) {
            continue;
        }
        rows += 1;
        match table.read_row(&row, line, take) {
            ControlFlow::Break(()) => return Ok(()),
            ControlFlow::Continue(has_article) => articles += u64::from(has_article),
        }
        if articles == 0 && rows >= ROWS_WITHOUT_ARTICLE_MAX {
            break;
        }
    }
    if articles > 0 { Ok(()) } else { Err(Problem::new("no row with a title or a text in it")) }
}

fn no_article_column(columns: &[String]) -> Problem {
    let is_data = columns.iter().any(|cell| cell.chars().count() > NAME_CHARACTERS_MAX);
    let why = if is_data {
        let start: String = columns[0].chars().filter(|letter| !letter.is_control()).take(40).collect();
        format!("expected the names of the columns in the first row, found what reads as data (`{start}` …)")
    } else {
        fields::no_known_column(columns.iter().map(String::as_str))
    };
    Problem::new(why).at_line(1)
}

fn unreadable(error: &io::Error, line: u64) -> Problem {
    Problem::new(format!("cannot be read to its end: {error}")).at_line(line)
}

/// The problem of a last row that a quote keeps open to the end of the file.
fn open_quote(row: &ByteRecord, line: u64) -> Problem {
    let last = row.len() - 1;
    let before = row.iter().take(last).flatten().filter(|byte| **byte == b'\n').count();
    let why = "a quote that opens here is not closed: nothing behind it could be read";
    Problem::new(why).at_line(line + before as u64)
}

/// How many lines end within the cells of a row.
fn line_ends_in(row: &ByteRecord) -> u64 {
    row.as_slice().iter().map(|byte| u64::from(*byte == b'\n')).sum()
}

/// A column that is known by its name.
struct Column {
    place: usize,
    name: String,
}

impl Column {
    fn of_names(names: &[String]) -> Vec<Self> {
        let known = names.iter().enumerate().filter(|(_, name)| fields::role_of_name(name).is_some());
        known.map(|(place, name)| Self { place, name: name.clone() }).collect()
    }
}

/// Turns rows into articles.
struct Table {
    columns: Vec<Column>,
    /// How many columns there are, known or not.
    width: usize,
    /// The encoding of the file, once a cell of it was no UTF-8.
    encoding: Option<&'static str>,
    /// Kept for its memory.
    record: Record,
    /// Places of the row that could not be decoded.
    undecodable: usize,
}

impl Table {
    /// Hands on the article of a row; tells whether there was one.
    fn read_row(&mut self, row: &ByteRecord, line: u64, take: &mut ItemSink<'_>) -> ControlFlow<(), bool> {
        if row.iter().all(|cell| cell.trim_ascii().is_empty()) {
            return ControlFlow::Continue(false);
        }
        if row.len() != self.width {
            let why = format!("row of {} cells under {} columns; read as far as they match", row.len(), self.width);
            take(Item::Warning(Problem::new(why).at_line(line)))?;
        }
        self.fill_record(row);
        if self.undecodable > 0 {
            let why = format!("{} places could not be decoded and stand as U+FFFD", self.undecodable);
            take(Item::Warning(Problem::new(why).at_line(line)))?;
        }
        let stated = fields::read(&self.record);
        for message in stated.problems {
            take(Item::Warning(Problem { member: stated.id.clone(), ..Problem::new(message).at_line(line) }))?;
        }
        if stated.article.title.is_empty() && stated.article.body.is_empty() {
            let why = Problem::new("row with neither title nor text").at_line(line);
            take(Item::Warning(Problem { member: stated.id, ..why }))?;
            return ControlFlow::Continue(false);
        }
        take(Item::Article(Place::Record { id: stated.id, line }, Box::new(stated.article)))?;
        ControlFlow::Continue(true)
    }

    fn fill_record(&mut self, row: &ByteRecord) {
        self.record.clear();
        self.undecodable = 0;
        for column in &self.columns {
            let Some(cell) = row.get(column.place) else { continue };
            let text = if let Ok(text) = std::str::from_utf8(cell) {
                text.to_owned()
            } else {
                let encoding = *self.encoding.get_or_insert_with(|| decode(row.as_slice(), None).encoding);
                let decoded = decode(cell, Some(encoding));
                self.undecodable += decoded.undecodable;
                decoded.text
            };
            // Of two columns of one name the first counts.
            if !is_missing(text.trim()) && !self.record.contains_key(&column.name) {
                self.record.insert(column.name.clone(), value_of(text));
            }
        }
    }
}

/// Whether a cell says that there is no value: what databases and data frames write for it.
fn is_missing(cell: &str) -> bool {
    matches!(cell, "" | "NULL" | "null" | "None" | "nan" | "NaN" | "N/A" | "\\N")
}

/// A cell as a value: a list or object where it is one, else its text.
pub(super) fn value_of(cell: String) -> Value {
    literal::read(&cell).unwrap_or(Value::String(cell))
}

/// What stands behind every table, so that a row that a quote keeps open is told from one that ends: where the quote
/// is open it becomes part of the last cell.
const END: &[u8] = b"\n\x1aend of table\x1a\n";

/// Whether a row is the end of the table.
enum Ending {
    None,
    OfTable,
    WithinQuotes,
}

impl Ending {
    fn of(row: &ByteRecord) -> Self {
        match row.len().checked_sub(1).and_then(|last| row.get(last)) {
            Some(cell) if row.len() == 1 && cell == END.trim_ascii() => Self::OfTable,
            Some(cell) if cell.ends_with(END) => Self::WithinQuotes,
            _ => Self::None,
        }
    }
}

/// Reads a table with its end marked, and no more than an article may have for one row.
struct Guarded<'a> {
    reader: &'a mut dyn BufRead,
    end: &'static [u8],
    bytes_since_record: usize,
    is_too_long: bool,
}

impl<'a> Guarded<'a> {
    fn new(reader: &'a mut dyn BufRead) -> Self {
        Self { reader, end: END, bytes_since_record: 0, is_too_long: false }
    }

    /// Passes over a mark of order and the line `sep=;`; gives how many lines that were.
    fn skip_sep_line(&mut self) -> io::Result<u64> {
        let head = self.reader.fill_buf()?;
        let start = if head.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
        let (rest, stated) = strip_sep_line(&head[start..]);
        let skipped = head.len() - rest.len();
        self.reader.consume(skipped);
        Ok(u64::from(stated.is_some()))
    }
}

impl Read for Guarded<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.bytes_since_record > ARTICLE_BYTES_MAX {
            self.is_too_long = true;
            return Err(io::Error::other("row too long"));
        }
        let mut read = self.reader.read(buffer)?;
        if read == 0 {
            read = self.end.len().min(buffer.len());
            buffer[..read].copy_from_slice(&self.end[..read]);
            self.end = &self.end[read..];
        }
        self.bytes_since_record += read;
        Ok(read)
    }
}

#[cfg(test)]
mod tests;
