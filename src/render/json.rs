//! JSON for programs.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::{Map, Value};

use super::plain::steers_terminal;
use crate::search::{ClauseCount, Diagnosis, WeightyTerm};

/// What stands around the hits of an answer. The keys come in this order.
#[derive(Clone, Debug, Serialize)]
pub struct Envelope {
    /// Version of this form.
    pub schema_version: u32,
    /// The query as typed.
    pub query: String,
    /// How it was read, in canonical form.
    pub parsed: String,
    /// The filters as typed.
    pub filters: Value,
    /// The index that was asked.
    pub index: IndexVersion,
    /// Number of articles that match, exactly.
    pub total: u64,
    /// Number of texts that they are, copies counted once, where copies are one hit.
    pub texts: Option<u64>,
    /// Time to find and order them.
    pub took_ms: f64,
    /// What to know about how the query was read.
    pub warnings: Vec<String>,
    /// What each clause finds, where that was asked for.
    pub explain: Option<Vec<ClauseCount>>,
    /// Why nothing was found, where nothing was.
    pub nothing_found: Option<Diagnosis>,
}

/// What stands before the hits of `morgue related`.
#[derive(Clone, Debug, Serialize)]
pub struct RelatedHead {
    /// Version of this form.
    pub schema_version: u32,
    /// The article that the hits are background of.
    pub id: String,
    /// What it is about, the weightiest first.
    pub terms: Vec<WeightyTerm>,
    /// Number of articles that have any of it, exactly.
    pub total: u64,
}

/// The generation of an index and its size.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct IndexVersion {
    /// Goes up with every change.
    pub generation: u64,
    /// Number of articles.
    pub articles: u64,
}

/// Writes one value on one line, with every character that steers a terminal escaped.
///
/// # Errors
///
/// When writing fails.
pub fn write_line(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    write_value(out, value)?;
    out.write_all(b"\n")
}

/// Writes an answer: the envelope, the hits as they come, and what was counted beside them.
///
/// # Errors
///
/// When writing fails, or the first error of a hit.
pub fn write_answer<E: From<io::Error>>(
    out: &mut dyn Write,
    envelope: &Envelope,
    hits: impl Iterator<Item = Result<Map<String, Value>, E>>,
    counts: &Map<String, Value>,
) -> Result<(), E> {
    let tail = serde_json::to_string(counts).map_err(io::Error::from)?;
    write_hits(out, envelope, hits, &format!(",{}", escape_controls(tail.strip_prefix('{').unwrap_or(&tail))))
}

/// Writes what stands before hits, the hits as they come, and what closes the answer.
///
/// # Errors
///
/// When writing fails, or the first error of a hit.
pub fn write_hits<E: From<io::Error>>(
    out: &mut dyn Write,
    head: &impl Serialize,
    hits: impl Iterator<Item = Result<Map<String, Value>, E>>,
    tail: &str,
) -> Result<(), E> {
    let head = serde_json::to_string(head).map_err(io::Error::from)?;
    let head = head.strip_suffix('}').unwrap_or(&head);
    write!(out, "{},\"hits\":[", escape_controls(head))?;
    for (place, hit) in hits.enumerate() {
        out.write_all(if place == 0 { b"\n" } else { b",\n" })?;
        write_value(out, &hit?)?;
    }
    writeln!(out, "]{tail}")?;
    Ok(())
}

/// Writes one value, without a line end.
///
/// # Errors
///
/// When writing fails.
pub fn write_value(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    let json = serde_json::to_string(value)?;
    out.write_all(escape_controls(&json).as_bytes())
}

/// JSON lets DEL, C1 controls and marks of direction stand as they are; a terminal obeys some of them. One line of JSON has
/// no such characters outside of its strings, so that they can be escaped wherever they stand.
fn escape_controls(json: &str) -> std::borrow::Cow<'_, str> {
    if !json.contains(steers_terminal) {
        return json.into();
    }
    let mut escaped = String::with_capacity(json.len() + 16);
    for character in json.chars() {
        if steers_terminal(character) {
            escaped.push_str(&format!("\\u{:04x}", u32::from(character)));
        } else {
            escaped.push(character);
        }
    }
    escaped.into()
}

#[cfg(test)]
mod tests {
    #[test]
    fn controls_are_escaped() {
        let mut out = Vec::new();
        super::write_line(&mut out, &"a\u{1b}\u{9b}\u{202e}\u{200e}é").unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), "\"a\\u001b\\u009b\\u202e\\u200eé\"\n");
    }
}
