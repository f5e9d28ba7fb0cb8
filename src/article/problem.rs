//! What could not be read.

use std::fmt;

use serde::{Deserialize, Serialize};

/// What a file or a record of it could not give, for the summary of a run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// Record or archive member, where a file holds many.
    pub member: Option<String>,
    /// Line of the file, from 1.
    pub line: Option<u64>,
    /// What was expected and found, lower case, on one line.
    pub message: String,
}

impl Problem {
    /// A problem of the whole file or record, with no line to point at.
    pub fn new(message: impl Into<String>) -> Self {
        Self { member: None, line: None, message: message.into() }
    }

    /// The same, at a line (from 1).
    #[must_use]
    pub fn at_line(self, line: u64) -> Self {
        Self { line: Some(line), ..self }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(member) = &self.member {
            write!(formatter, "{member}: ")?;
        }
        if let Some(line) = self.line {
            write!(formatter, "line {line}: ")?;
        }
        formatter.write_str(&self.message)
    }
}
