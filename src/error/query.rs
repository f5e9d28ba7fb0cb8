//! What is the matter with a query, and where.

use std::fmt;
use std::ops::Range;

/// The most characters of the query on each side of the place that are shown with it; a pasted page is longer than a screen.
const CONTEXT_CHARACTERS: usize = 60;

/// The most characters of a word that a message repeats.
const SHOWN_CHARACTERS: usize = 40;

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
    pub(crate) fn new(query: &str, span: Range<usize>, message: impl Into<String>) -> Self {
        Self { query: query.to_owned(), span, message: message.into(), hint: None }
    }

    /// Adds how to mend it.
    #[must_use]
    pub(crate) fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }

    /// What is the matter, without the place.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// How to mend it, where that is known.
    pub fn hint_text(&self) -> Option<&str> {
        self.hint.as_deref()
    }

    /// The bytes of the query that it is about.
    pub fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    /// The message, the query on a line of its own with a caret under the place, and the hint.
    pub fn pretty(&self) -> String {
        let (before, behind) = (&self.query[..self.span.start], &self.query[self.span.start..]);
        let marked = self.query[self.span.clone()].chars().count().clamp(1, CONTEXT_CHARACTERS);
        let skipped = before.chars().count().saturating_sub(CONTEXT_CHARACTERS);
        let mut line: String = before.chars().skip(skipped).map(printable).collect();
        if skipped > 0 {
            line.insert(0, '…');
        }
        let indent = " ".repeat(line.chars().count());
        let mut following = behind.chars().map(printable);
        line.extend(following.by_ref().take(2 * CONTEXT_CHARACTERS));
        if following.next().is_some() {
            line.push('…');
        }
        let mut pretty = format!("{self}\n  {line}\n  {indent}{}", "^".repeat(marked));
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

/// A part of a query as a message repeats it: on one line, without terminal escapes, and no longer than one can read.
pub(crate) fn shown(text: &str) -> String {
    let mut characters = text.chars().map(printable);
    let mut shown: String = characters.by_ref().take(SHOWN_CHARACTERS).collect();
    if characters.next().is_some() {
        shown.push('…');
    }
    shown
}

/// Controls, and the signs that turn the direction of what follows, would change how a terminal shows the rest.
fn printable(character: char) -> char {
    let turns = matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    if turns || character.is_control() { ' ' } else { character }
}
