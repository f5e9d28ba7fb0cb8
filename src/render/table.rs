//! Tables: CSV (RFC 4180) and tab-separated values.

use std::io::{self, Write};

use serde_json::Value;

use super::{fields, plain};
use crate::search::Hit;

/// How a table is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// Cells with commas, quotation marks or line ends are quoted; a cell is what the article has.
    Csv,
    /// CSV that a spreadsheet shows as it is meant: a byte order mark in front, without which Excel takes it for the code
    /// page of the machine, and an apostrophe before every text that would be run as a formula.
    Spreadsheet,
    /// Cells are set apart by tabs; line ends and tabs within them become blanks.
    Tsv,
}

/// A text that begins with one of these is a formula to a spreadsheet (OWASP, “CSV Injection”); wide forms are taken for
/// the plain ones.
const FORMULA_SIGNS: &[char] = &['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// Writes a header, then a row for each hit.
#[derive(Debug)]
pub struct Table<'a, W: Write> {
    names: &'a [&'a str],
    dialect: Dialect,
    search: String,
    writer: csv::Writer<W>,
}

impl<'a, W: Write> Table<'a, W> {
    /// A table with these fields as columns; writes the header.
    ///
    /// # Errors
    ///
    /// When writing fails.
    pub fn new(mut out: W, names: &'a [&'a str], dialect: Dialect) -> io::Result<Self> {
        if dialect == Dialect::Spreadsheet {
            out.write_all("\u{feff}".as_bytes())?;
        }
        let mut table = Self::continued(out, names, dialect);
        table.writer.write_record(names).map_err(cause)?;
        Ok(table)
    }

    /// The same below rows that are written already: there is no header.
    pub fn continued(out: W, names: &'a [&'a str], dialect: Dialect) -> Self {
        let mut builder = csv::WriterBuilder::new();
        if dialect == Dialect::Tsv {
            builder.delimiter(b'\t').quote_style(csv::QuoteStyle::Never);
        }
        Self { names, dialect, search: String::new(), writer: builder.from_writer(out) }
    }

    /// The same table, which says in each row what it was found by, where that is a column of it.
    #[must_use]
    pub fn of_search(self, search: &str) -> Self {
        Self { search: search.to_owned(), ..self }
    }

    /// Writes the row of a hit.
    ///
    /// # Errors
    ///
    /// When writing fails.
    pub fn row(&mut self, hit: &Hit) -> io::Result<()> {
        let row = fields::object_of_search(hit, self.names, &self.search);
        let values: Vec<Value> = self.names.iter().map(|name| row[*name].clone()).collect();
        self.cells(&values)
    }

    /// Writes a row of these values.
    ///
    /// # Errors
    ///
    /// When writing fails.
    pub fn cells(&mut self, values: &[Value]) -> io::Result<()> {
        let cells: Vec<String> = values.iter().map(|value| self.cell(value)).collect();
        self.writer.write_record(cells).map_err(cause)
    }

    fn cell(&self, value: &Value) -> String {
        let text = text(value);
        match self.dialect {
            Dialect::Csv => plain::lines(&text),
            Dialect::Spreadsheet if value.is_number() => text,
            Dialect::Spreadsheet => inert(plain::lines(&text)),
            Dialect::Tsv => plain::one_line(&text),
        }
    }

    /// Writes what is still held back.
    ///
    /// # Errors
    ///
    /// When writing fails.
    pub fn finish(mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

/// A text that no spreadsheet runs.
fn inert(text: String) -> String {
    if text.trim_start().starts_with(FORMULA_SIGNS) { format!("'{text}") } else { text }
}

/// What went wrong below the CSV writer, so that a closed pipe is known as one.
fn cause(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

/// A value as text: lists joined by `; `, what is unknown empty.
pub(super) fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(string) => string.clone(),
        Value::Array(items) => items.iter().map(item).collect::<Vec<_>>().join("; "),
        other => other.to_string(),
    }
}

/// An item of a list: a name, the text of a snippet, the name of an entity.
fn item(value: &Value) -> String {
    let named = value.get("name").or_else(|| value.get("text")).and_then(Value::as_str);
    named.map_or_else(|| text(value), str::to_owned)
}
