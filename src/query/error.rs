//! What is the matter with a query, and where.

use std::fmt;
use std::ops::Range;

/// A query that cannot be read. Its [`Display`](fmt::Display) is one line; [`QueryError::pretty`] shows the place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryError {
    query: String,
    span: Range<usize>,
    message: String,
    hint: Option<String>,
}

impl QueryError {
    /// An error at these bytes of a query.
    pub(super) fn new(query: &str, span: Range<usize>, message: impl Into<String>) -> Self {
        Self { query: query.to_owned(), span, message: message.into(), hint: None }
    }

    /// Adds how to mend it.
    #[must_use]
    pub(super) fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }

    /// What is the matter, without the place.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The bytes of the query that it is about.
    pub fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    /// The message, the query on a line of its own with a caret under the place, and the hint.
    pub fn pretty(&self) -> String {
        let clean = |text: &str| -> String {
            text.chars().map(|character| if character.is_control() { ' ' } else { character }).collect()
        };
        let before = self.query[..self.span.start].chars().count();
        let marked = self.query[self.span.clone()].chars().count().max(1);
        let mut pretty = format!("{}\n  {}\n  {}{}", self, clean(&self.query), " ".repeat(before), "^".repeat(marked));
        if let Some(hint) = &self.hint {
            pretty.push_str(&format!("\nhint: {hint}"));
        }
        pretty
    }
}

impl fmt::Display for QueryError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = self.query[..self.span.start].chars().count() + 1;
        write!(formatter, "query, character {place}: {}", self.message)
    }
}

impl std::error::Error for QueryError {}
