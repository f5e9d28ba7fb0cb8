//! What was counted, as rows with named columns: for tables, for lines of JSON, for text in a pipe.

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use super::json as lines;
use super::plain::one_line;
use super::table::{self, Dialect, Table};
use crate::search::{Facet, Names, Timeline, Together};

/// Rows with the names of their columns.
#[derive(Clone, Debug, PartialEq)]
pub struct Rows {
    /// Names of the columns.
    pub names: Vec<&'static str>,
    /// Rows, each with a value for each column.
    pub rows: Vec<Vec<Value>>,
}

impl Rows {
    /// Facets, one behind the other: their values; then dates that are too long for a value, as they are; last, without a value,
    /// the articles that have none. What another value would add is empty where no filter of that kind is set.
    pub fn of_facets(facets: &[Facet]) -> Self {
        let mut rows = Vec::new();
        for facet in facets {
            let name = facet.field.as_str();
            let values = facet.values.iter();
            rows.extend(
                values.map(|value| vec![json!(name), json!(value.value), json!(value.count), json!(value.adds)]),
            );
            let imprecise = facet.imprecise.iter();
            rows.extend(imprecise.map(|date| vec![json!(name), json!(date.date), json!(date.count), Value::Null]));
            if facet.without > 0 {
                rows.push(vec![json!(name), Value::Null, json!(facet.without), Value::Null]);
            }
        }
        Self { names: vec!["facet", "value", "count", "adds"], rows }
    }

    /// A timeline: its bars, with per cent of the articles of the period where that is wanted.
    pub fn of_timeline(timeline: &Timeline, with_share: bool) -> Self {
        let mut names = vec!["from", "to", "count", "articles"];
        names.extend(with_share.then_some("share"));
        let row = |bar: &crate::search::Bar| {
            let days = [bar.from, bar.to].map(|day| json!(day.to_string()));
            let mut row = [&days[..], &[json!(bar.count), json!(bar.articles)]].concat();
            row.extend(with_share.then(|| json!(bar.share().map(in_hundredths))));
            row
        };
        Self { names, rows: timeline.bars.iter().map(row).collect() }
    }

    /// Names that stand together with what a query asks for.
    pub fn of_together(together: &Together) -> Self {
        let names = vec!["name", "together", "articles", "log_likelihood"];
        let rows = together.names.iter().map(|name| {
            let measure = in_hundredths(name.log_likelihood);
            vec![json!(name.name), json!(name.together), json!(name.articles), json!(measure)]
        });
        Self { names, rows: rows.collect() }
    }

    /// Names of one kind.
    pub fn of_names(names: &Names) -> Self {
        let rows = names.names.iter().map(|name| vec![json!(name.name), json!(name.articles), json!(name.variants)]);
        Self { names: vec!["name", "articles", "variants"], rows: rows.collect() }
    }

    /// Each row as a JSON object.
    pub fn objects(&self) -> impl Iterator<Item = Map<String, Value>> + '_ {
        let names = self.names.iter().map(|name| (*name).to_owned());
        self.rows.iter().map(move |row| names.clone().zip(row.iter().cloned()).collect())
    }

    /// Writes the rows as a table, with a header.
    ///
    /// # Errors
    ///
    /// When writing fails.
    pub fn write_table(&self, out: impl Write, dialect: Dialect) -> io::Result<()> {
        let mut table = Table::new(out, &self.names, dialect)?;
        for row in &self.rows {
            table.cells(row)?;
        }
        table.finish()
    }

    /// Writes the rows as JSON, an object a line.
    ///
    /// # Errors
    ///
    /// When writing fails.
    pub fn write_json_lines(&self, out: &mut dyn Write) -> io::Result<()> {
        self.objects().try_for_each(|row| lines::write_line(out, &row))
    }

    /// Writes the rows for programs that read lines: cells set apart by tabs, empty ones at the end left out.
    ///
    /// # Errors
    ///
    /// When writing fails.
    pub fn write_piped(&self, out: &mut dyn Write) -> io::Result<()> {
        for row in &self.rows {
            let filled = row.iter().rposition(|value| !value.is_null()).map_or(0, |last| last + 1);
            let cells: Vec<String> = row[..filled].iter().map(|value| one_line(&table::text(value))).collect();
            writeln!(out, "{}", cells.join("\t"))?;
        }
        Ok(())
    }
}

/// A measure as it is printed: more places would differ from machine to machine.
pub(super) fn in_hundredths(number: f64) -> f64 {
    (number * 100.0).round() / 100.0
}
