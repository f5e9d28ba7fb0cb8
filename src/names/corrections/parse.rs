//! From the text of a names file to its entries, each with its line.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::correction::{Correction, Entry, Mistake, Table, excerpt, tidy_name};
use crate::article::EntityKind;

/// The longest word that is compared with the known ones; none of them is half as long.
const COMPARED_CHARACTERS: usize = 24;

/// The entries in the order of the file.
pub(super) fn entries(text: &str) -> Result<Vec<Entry>, Mistake> {
    let lines = Lines::of(text);
    let root = DeTable::parse(text).map_err(|error| {
        lines.mistake(error.span().map_or(0, |span| span.start), on_one_line(error.message()) + "; mend the line")
    })?;
    let mut tables = Vec::new();
    // TOML hands them over by name; the first mistake and the last word are a matter of the file's own order.
    for (key, value) in root.into_inner() {
        tables_of(&key, value, text, &mut tables);
    }
    tables.sort_by_key(|(start, _)| *start);
    let mut entries = Vec::with_capacity(tables.len());
    for (start, table) in tables {
        let (table, fields) = table.map_err(|message| lines.mistake(start, message))?;
        let correction = EntryReader { table, start, lines: &lines, fields }.correction()?;
        entries.push(Entry { line: lines.number(start), correction });
    }
    Ok(entries)
}

/// Where a table begins, and the table, or what is wrong with it.
type FoundTable<'a> = (usize, Result<(Table, DeTable<'a>), String>);

fn tables_of<'a>(
    key: &Spanned<toml::de::DeString<'a>>,
    value: Spanned<DeValue<'a>>,
    text: &str,
    tables: &mut Vec<FoundTable<'a>>,
) {
    let Some(table) = Table::ALL.into_iter().find(|table| table.as_str() == key.get_ref().as_ref()) else {
        tables.push((key.span().start, Err(unknown_table(key.get_ref()))));
        return;
    };
    let shape =
        |found: &str| format!("expected `[[{table}]]`, found {found}; write each entry below its own `[[{table}]]`");
    match value.into_inner() {
        DeValue::Array(elements) if !elements.is_empty() => {
            for element in elements {
                let start = element.span().start;
                // An array that is written as a value could not be appended to.
                let has_header = text.get(start..).is_some_and(|rest| rest.starts_with("[["));
                tables.push(match element.into_inner() {
                    DeValue::Table(fields) if has_header => (start, Ok((table, fields))),
                    _ => (start, Err(shape(&format!("`{table} = […]`")))),
                });
            }
        }
        DeValue::Table(_) => tables.push((key.span().start, Err(shape(&format!("`{table}` without double brackets"))))),
        _ => tables.push((key.span().start, Err(shape(&format!("`{table} = …`"))))),
    }
}

fn unknown_table(found: &str) -> String {
    let known = Table::ALL.map(Table::as_str);
    let hint = match nearest(found, &known) {
        Some(near) => format!("did you mean `[[{near}]]`?"),
        None => "mend the word, or delete the entry".to_owned(),
    };
    format!("expected `[[join]]`, `[[part]]`, `[[rename]]` or `[[hide]]`, found `{}`; {hint}", excerpt(found))
}

/// One entry while it is being read.
struct EntryReader<'a> {
    table: Table,
    start: usize,
    lines: &'a Lines,
    fields: DeTable<'a>,
}

impl<'a> EntryReader<'a> {
    fn correction(mut self) -> Result<Correction, Mistake> {
        self.refuse_unknown()?;
        let kind = self.kind()?;
        let correction = match self.table {
            Table::Join => Correction::Join { kind, names: self.names()? },
            Table::Part => Correction::Part { kind, names: self.names()? },
            Table::Rename => Correction::Rename { kind, from: self.name("from")?, to: self.name("to")? },
            Table::Hide => Correction::Hide { kind, name: self.name("name")? },
        };
        match correction.check() {
            Ok(()) => Ok(correction),
            Err(message) => Err(self.lines.mistake(self.start, message)),
        }
    }

    fn refuse_unknown(&self) -> Result<(), Mistake> {
        let known = self.table.keys();
        let unknown = self.fields.keys().filter(|key| !known.contains(&key.get_ref().as_ref()));
        let Some(key) = unknown.min_by_key(|key| key.span().start) else {
            return Ok(());
        };
        let found = key.get_ref();
        let hint = match nearest(found, known) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "mend the word, or delete the line".to_owned(),
        };
        let expected = one_of(known);
        let message = format!("expected {expected} in a `[[{}]]`, found `{}`; {hint}", self.table, excerpt(found));
        Err(self.lines.mistake(key.span().start, message))
    }

    fn kind(&mut self) -> Result<EntityKind, Mistake> {
        let Some(value) = self.fields.remove("kind") else {
            return Ok(EntityKind::Person);
        };
        let known = EntityKind::ALL.map(EntityKind::as_str);
        let (start, word) = self.text("kind", value)?;
        EntityKind::ALL.into_iter().find(|kind| kind.as_str() == word).ok_or_else(|| {
            let hint = match nearest(&word, &known) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "mend the word, or delete the line for a person".to_owned(),
            };
            let message = format!("expected {} for `kind`, found `{}`; {hint}", one_of(&known), excerpt(&word));
            self.lines.mistake(start, message)
        })
    }

    fn name(&mut self, key: &str) -> Result<String, Mistake> {
        let value = self.take(key, "\"…\"")?;
        let (start, name) = self.text(key, value)?;
        self.tidy(start, &name)
    }

    fn names(&mut self) -> Result<Vec<String>, Mistake> {
        let value = self.take("names", "[\"…\", \"…\"]")?;
        let start = value.span().start;
        match value.into_inner() {
            DeValue::Array(values) => {
                let mut names = Vec::with_capacity(values.len());
                for value in values {
                    let (start, name) = self.text("names", value)?;
                    names.push(self.tidy(start, &name)?);
                }
                Ok(names)
            }
            other => {
                let found = described(&other);
                let message = format!("expected a list for `names`, found {found}; write `names = [\"…\", \"…\"]`");
                Err(self.lines.mistake(start, message))
            }
        }
    }

    fn take(&mut self, key: &str, form: &str) -> Result<Spanned<DeValue<'a>>, Mistake> {
        self.fields.remove(key).ok_or_else(|| {
            let message = format!("expected `{key}` in this `[[{}]]`, found none; add `{key} = {form}`", self.table);
            self.lines.mistake(self.start, message)
        })
    }

    /// A string, and where it begins.
    fn text(&self, key: &str, value: Spanned<DeValue<'a>>) -> Result<(usize, String), Mistake> {
        let start = value.span().start;
        match value.into_inner() {
            DeValue::String(text) => Ok((start, text.into_owned())),
            other => {
                let found = described(&other);
                let message = format!("expected text in quotes for `{key}`, found {found}; put it in quotes");
                Err(self.lines.mistake(start, message))
            }
        }
    }

    fn tidy(&self, start: usize, name: &str) -> Result<String, Mistake> {
        tidy_name(name).map_err(|message| self.lines.mistake(start, message))
    }
}

fn described(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

/// Where the lines of a text begin.
struct Lines {
    starts: Vec<usize>,
}

impl Lines {
    fn of(text: &str) -> Self {
        Self { starts: text.match_indices('\n').map(|(end, _)| end + 1).collect() }
    }

    /// The line, from 1, of the byte at `place`.
    fn number(&self, place: usize) -> u64 {
        self.starts.partition_point(|start| *start <= place) as u64 + 1
    }

    fn mistake(&self, place: usize, message: String) -> Mistake {
        Mistake { line: self.number(place), message }
    }
}

fn on_one_line(message: &str) -> String {
    message.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("; ")
}

/// `a`, `b` or `c`.
fn one_of(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    match quoted.split_last() {
        Some((last, others)) if !others.is_empty() => format!("{} or {last}", others.join(", ")),
        _ => quoted.join(""),
    }
}

/// The known word that was probably meant.
fn nearest<'a>(found: &str, known: &[&'a str]) -> Option<&'a str> {
    let found: Vec<char> = found.trim().to_lowercase().chars().take(COMPARED_CHARACTERS + 1).collect();
    if found.len() > COMPARED_CHARACTERS {
        return None;
    }
    let nearest = known.iter().map(|word| (distance(&found, word), *word)).min()?;
    // Half of the letters may be wrong, but two at the most: `jion` is `join`, and `merge` is nothing.
    (nearest.0 <= 2 && 2 * nearest.0 <= nearest.1.len()).then_some(nearest.1)
}

/// How many letters must be added, dropped or replaced to make one word of the other (Levenshtein).
fn distance(found: &[char], word: &str) -> usize {
    let mut row: Vec<usize> = (0..=found.len()).collect();
    for (above, letter) in word.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = above + 1;
        for (column, other) in found.iter().enumerate() {
            let replaced = diagonal + usize::from(letter != *other);
            diagonal = row[column + 1];
            row[column + 1] = replaced.min(diagonal + 1).min(row[column] + 1);
        }
    }
    row[found.len()]
}
