//! What a run did.

use std::collections::{BTreeMap, HashSet};

use serde::Serialize;

use crate::article::{Article, Problem};

/// The most warnings that a summary lists; how many more there were is said in one warning more. Rejects are listed all, as
/// the manifest remembers them all.
const LISTED_MAX: usize = 10_000;

/// What a run found and did, in the form in which it is printed.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Summary {
    /// Version of this form.
    pub schema_version: u32,
    /// Files; those seen are each added, updated, unchanged, moved or rejected.
    pub files: FileCounts,
    /// Articles.
    pub articles: ArticleCounts,
    /// Bytes that were read, as they lie on disk.
    pub bytes_read: u64,
    /// Wall time.
    pub seconds: f64,
    /// Files, and files within containers, that gave no article, and why.
    pub rejects: Vec<Located>,
    /// What else should be known.
    pub warnings: Vec<Located>,
    /// Whether the run was ended from outside.
    #[serde(skip)]
    pub interrupted: bool,
    /// Whether a strict run ended at a rejected file.
    #[serde(skip)]
    pub stopped: bool,
    /// Numbers of the roots where something is missing or cannot be read; its articles were kept.
    #[serde(skip)]
    pub protected: Vec<u64>,
    /// Paths of which nothing was read because they hold the files of a root that is missing.
    #[serde(skip)]
    pub held_back: usize,
    /// Numbers of the roots in which at least one file was met.
    #[serde(skip)]
    pub roots_met: HashSet<u64>,
    /// Whether a rebuild was given up because the run ended early: the index is as it was.
    #[serde(skip)]
    pub gave_up_rebuild: bool,
    #[serde(skip)]
    pub(super) unlisted: u64,
}

/// An article as it was read.
#[derive(Clone, Debug, PartialEq)]
pub struct ReadArticle {
    /// Its id.
    pub id: String,
    /// The format of its file.
    pub format: String,
    /// What the file states, and what was filled in.
    pub article: Article,
}

/// Numbers of files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct FileCounts {
    /// Regular files met.
    pub seen: u64,
    /// New.
    pub added: u64,
    /// Changed since they were last read.
    pub updated: u64,
    /// As they were.
    pub unchanged: u64,
    /// Known under another path that is gone.
    pub moved: u64,
    /// Gone, and their articles with them.
    pub removed: u64,
    /// Without an article in them.
    pub rejected: u64,
}

impl FileCounts {
    /// How many files were met that came to something.
    pub(super) fn accounted(&self) -> u64 {
        self.added + self.updated + self.unchanged + self.moved + self.rejected
    }
}

/// Numbers of articles.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ArticleCounts {
    /// New.
    pub added: u64,
    /// Of files that changed or moved.
    pub updated: u64,
    /// Gone.
    pub removed: u64,
    /// In the index after the run.
    pub total: u64,
}

/// Something to be known about a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Located {
    /// Its path, as users see it.
    pub path: String,
    /// The record in it.
    pub member: Option<String>,
    /// Line, from 1.
    pub line: Option<u64>,
    /// What is the matter.
    #[serde(flatten)]
    pub what: What,
}

/// The text of a reject or a warning, under its own key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum What {
    /// Why a file was rejected.
    Reason(String),
    /// What to know about one that was not.
    Message(String),
}

impl Located {
    /// The text.
    pub fn text(&self) -> &str {
        match &self.what {
            What::Reason(text) | What::Message(text) => text,
        }
    }
}

impl std::fmt::Display for Located {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let problem = Problem { member: self.member.clone(), line: self.line, message: self.text().to_owned() };
        // What is about the whole index is about no file.
        if self.path.is_empty() { problem.fmt(formatter) } else { write!(formatter, "{}: {problem}", self.path) }
    }
}

impl Summary {
    /// How many files were rejected for which reason, the most frequent first. What differs from file to file in a reason
    /// (quoted values, numbers) stands as `…`, so that like goes with like.
    pub fn rejects_by_reason(&self) -> Vec<(String, usize)> {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for reject in &self.rejects {
            *counts.entry(kind_of_reason(reject.text())).or_default() += 1;
        }
        let mut counts: Vec<_> = counts.into_iter().collect();
        counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        counts
    }

    pub(super) fn reject(&mut self, path: &str, problem: Problem) {
        self.files.rejected += 1;
        self.rejects.push(located(path, problem, What::Reason));
    }

    /// A file within a container, which counts as one file itself.
    pub(super) fn reject_member(&mut self, path: &str, problem: Problem) {
        self.rejects.push(located(path, problem, What::Reason));
    }

    pub(super) fn warn(&mut self, path: &str, problem: Problem) {
        if self.warnings.len() < LISTED_MAX {
            self.warnings.push(located(path, problem, What::Message));
        } else {
            self.unlisted += 1;
        }
    }

    /// Says how much was left out of the lists.
    pub(super) fn close_lists(&mut self) {
        if self.unlisted > 0 {
            let more = Problem::new(format!("{} more warnings are not listed", self.unlisted));
            self.warnings.push(located("", more, What::Message));
        }
        let order = |left: &Located, right: &Located| (&left.path, left.line).cmp(&(&right.path, right.line));
        self.rejects.sort_by(order);
        self.warnings.sort_by(order);
    }
}

/// A reason without what is particular to one file.
fn kind_of_reason(reason: &str) -> String {
    let mut kind = String::with_capacity(reason.len());
    for (place, part) in reason.split('`').enumerate() {
        if place % 2 == 1 {
            kind.push('…');
            continue;
        }
        let mut in_number = false;
        for character in part.chars() {
            if character.is_ascii_digit() && !in_number {
                kind.push('…');
            } else if !character.is_ascii_digit() {
                kind.push(character);
            }
            in_number = character.is_ascii_digit();
        }
    }
    kind
}

fn located(path: &str, problem: Problem, what: fn(String) -> What) -> Located {
    Located { path: path.to_owned(), member: problem.member, line: problem.line, what: what(problem.message) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rejects_are_grouped_by_what_they_have_in_common() {
        let mut summary = Summary::default();
        for (path, reason) in
            [("a", "no article in its 3 files"), ("b", "no article in its 15 files"), ("c", "`x` fails")]
        {
            summary.reject(path, Problem::new(reason));
        }
        let expected = [("no article in its … files".to_owned(), 2), ("… fails".to_owned(), 1)];
        assert_eq!(summary.rejects_by_reason(), expected);
    }
}
