//! A concordance: each place that matches on a line of its own, the keywords below each other.

use std::io::{self, Write};

use anstyle::{Effects, Style};
use serde_json::{Value, json};

use super::plain::one_line;
use super::wrap::columns;
use crate::search::{Hit, Keyword, Side};

/// The columns of a concordance as a table.
pub const COLUMNS: &[&str] = &["date", "id", "title", "field", "left", "keyword", "right"];

const KEYWORD: Style = Style::new().effects(Effects::BOLD);
const FAINT: Style = Style::new().effects(Effects::DIMMED);

/// A place that matches, with the article that it is in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    date: String,
    id: String,
    title: String,
    keyword: Keyword,
}

impl Line {
    /// The places of a hit, in the order of its text.
    pub fn of_hit(hit: Hit) -> impl Iterator<Item = Self> {
        let article = hit.record.article;
        let date = article.date.map(|dated| dated.date.to_string()).unwrap_or_default();
        let (id, title) = (hit.record.id, article.title);
        let line = move |keyword| Self { date: date.clone(), id: id.clone(), title: title.clone(), keyword };
        hit.keywords.into_iter().map(line)
    }

    /// The cells of its row, see [`COLUMNS`].
    pub fn cells(&self) -> Vec<Value> {
        let Self { date, id, title, keyword: Keyword { field, left, keyword, right } } = self;
        let text = [date, id, title, field.as_str(), left.trim(), keyword, right.trim()];
        text.into_iter().map(|cell| json!(cell)).collect()
    }

    /// Writes it for a terminal: so many columns on either side of the keyword, then day and id.
    ///
    /// # Errors
    ///
    /// When writing fails.
    pub fn write_aligned(&self, out: &mut dyn Write, width: usize) -> io::Result<()> {
        let [left, keyword, right] =
            [&self.keyword.left, &self.keyword.keyword, &self.keyword.right].map(|text| one_line(text));
        let left = left.trim_start();
        let (before, behind) = (width.saturating_sub(columns(left)), width.saturating_sub(columns(&right)));
        let (date, id) = (&self.date, one_line(&self.id));
        writeln!(
            out,
            "{:before$}{left}{KEYWORD}{keyword}{KEYWORD:#}{right}{:behind$}  {FAINT}{date:<10} {id}{FAINT:#}",
            "", ""
        )
    }

    /// Writes it as one line of a pipe: date, id, what stands before, the keyword, what stands behind, parted by tabs.
    ///
    /// # Errors
    ///
    /// When writing fails.
    pub fn write_piped(&self, out: &mut dyn Write) -> io::Result<()> {
        let Self { date, id, keyword: Keyword { left, keyword, right, .. }, .. } = self;
        let cells = [date, id, left.trim(), keyword, right.trim()].map(|cell| one_line(cell).replace('\t', " "));
        writeln!(out, "{}", cells.join("\t"))
    }
}

/// Orders lines by the words on one side of the keyword.
pub fn sort(lines: &mut [Line], side: Side) {
    lines.sort_by_cached_key(|line| line.keyword.order(side));
}
