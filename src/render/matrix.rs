//! A matrix of queries by year: a row a query, as text in columns, as cells of a table, as JSON.

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use super::plain::one_line;
use super::wrap::columns;
use crate::search::ByYear;

/// The columns of a matrix: the years that any row can have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matrix {
    years: Vec<String>,
}

/// The label of no query is given more room than this in text.
const LABEL_MAX: usize = 40;

impl Matrix {
    /// With the years of all articles that queries are asked of.
    pub fn of(all: &ByYear) -> Self {
        Self { years: all.years.keys().cloned().collect() }
    }

    /// The names of the columns.
    pub fn names(&self) -> Vec<&str> {
        let years = self.years.iter().map(String::as_str);
        ["label", "total"].into_iter().chain(years).chain(["undated"]).collect()
    }

    /// A row, cell by cell.
    pub fn cells(&self, label: &str, found: &ByYear) -> Vec<Value> {
        let years = self.years.iter().map(|year| json!(found.years.get(year).copied().unwrap_or(0)));
        [json!(label), json!(found.total)].into_iter().chain(years).chain([json!(found.undated)]).collect()
    }

    /// A row as an object, with the query as it was typed and as it was read.
    pub fn object(&self, label: &str, typed: &str, read_as: &str, found: &ByYear) -> Map<String, Value> {
        let years: Map<String, Value> =
            self.years.iter().map(|year| (year.clone(), json!(found.years.get(year).copied().unwrap_or(0)))).collect();
        let row = json!({
            "label": label,
            "query": typed,
            "parsed": read_as,
            "total": found.total,
            "years": years,
            "undated": found.undated,
            "warnings": found.notes,
        });
        row.as_object().cloned().unwrap_or_default()
    }

    /// Writes the names of the columns as text; `labels` are those of the rows to come.
    ///
    /// # Errors
    ///
    /// When writing fails.
    pub fn write_header<'a>(&self, out: &mut dyn Write, labels: impl Iterator<Item = &'a str>) -> io::Result<usize> {
        let width = labels.map(|label| columns(&one_line(label))).max().unwrap_or(0).clamp("label".len(), LABEL_MAX);
        let names: Vec<Value> = self.names().into_iter().map(Value::from).collect();
        self.write_row(out, &names, width)?;
        Ok(width)
    }

    /// Writes a row of cells as text, below a header of this width.
    ///
    /// # Errors
    ///
    /// When writing fails.
    pub fn write_row(&self, out: &mut dyn Write, cells: &[Value], width: usize) -> io::Result<()> {
        let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), one_line);
        let mut line = String::new();
        for (place, cell) in cells.iter().map(text).enumerate() {
            let missing = |wanted: usize| " ".repeat(wanted.saturating_sub(columns(&cell)));
            match place {
                0 => line.push_str(&format!("{cell}{}", missing(width))),
                1 => line.push_str(&format!("  {}{cell}", missing(7))),
                _ => line.push_str(&format!(" {}{cell}", missing(if cell == "undated" { 0 } else { 5 }))),
            }
        }
        writeln!(out, "{line}")
    }
}
