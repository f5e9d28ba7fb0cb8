//! Tables: CSV (RFC 4180) and tab-separated values.

use std::io::{self, Write};

use serde_json::Value;

use super::{fields, plain};
use crate::search::Hit;

/// How the cells of a row are set apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Separator {
    /// CSV: cells with commas, quotation marks or line ends are quoted.
    Comma,
    /// TSV: line ends and tabs within cells become blanks.
    Tab,
}

/// Writes a header, then a row for each hit.
#[derive(Debug)]
pub struct Table<'a, W: Write> {
    names: &'a [&'a str],
    separator: Separator,
    writer: csv::Writer<W>,
}

impl<'a, W: Write> Table<'a, W> {
    /// A table with these fields as columns; writes the header.
    ///
    /// # Errors
    ///
    /// When writing fails.
    pub fn new(out: W, names: &'a [&'a str], separator: Separator) -> io::Result<Self> {
        let mut builder = csv::WriterBuilder::new();
        if separator == Separator::Tab {
            builder.delimiter(b'\t').quote_style(csv::QuoteStyle::Never);
        }
        let mut table = Self { names, separator, writer: builder.from_writer(out) };
        table.writer.write_record(names).map_err(io::Error::from)?;
        Ok(table)
    }

    /// Writes the row of a hit.
    ///
    /// # Errors
    ///
    /// When writing fails.
    pub fn row(&mut self, hit: &Hit) -> io::Result<()> {
        let cells = self.names.iter().map(|name| {
            let cell = cell(&fields::value(hit, name));
            if self.separator == Separator::Tab { plain::one_line(&cell) } else { plain::lines(&cell) }
        });
        let cells: Vec<String> = cells.collect();
        self.writer.write_record(cells).map_err(io::Error::from)
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

/// A value as one cell: lists joined by `; `, what is unknown empty.
fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(item).collect::<Vec<_>>().join("; "),
        other => other.to_string(),
    }
}

/// An item of a list: a name, the text of a snippet, the name of an entity.
fn item(value: &Value) -> String {
    let named = value.get("name").or_else(|| value.get("text")).and_then(Value::as_str);
    named.map_or_else(|| cell(value), str::to_owned)
}
