//! Where in a file a reader is.

use std::borrow::Cow;

use crate::article::Problem;

/// Where in the file of a job a reader is: at its top, or within containers.
#[derive(Debug, Default)]
pub(super) struct Location {
    /// The path of the member within the file; empty at its top.
    pub(super) member: String,
    /// How many containers are around it.
    pub(super) depth: usize,
}

impl Location {
    /// Within the member of this name.
    pub(super) fn inside(&self, name: &str) -> Self {
        Self { member: self.record(name), depth: self.depth + 1 }
    }

    /// What names a record at this place; `None` where its line does.
    pub(super) fn record_id(&self, id: Option<String>, line: u64) -> Option<String> {
        let id = id.or_else(|| (self.depth > 0).then(|| line.to_string()))?;
        Some(self.record(&id))
    }

    /// The name of what lies in a member here.
    fn record(&self, id: &str) -> String {
        if self.depth == 0 { id.to_owned() } else { format!("{}#{id}", self.member) }
    }

    /// A problem of a record here, or of the whole.
    pub(super) fn locate(&self, problem: Problem) -> Problem {
        let member = match &problem.member {
            Some(member) => Some(self.record(member)),
            None if self.depth == 0 => None,
            None => Some(self.member.clone()),
        };
        Problem { member, ..problem }
    }

    /// The path by which an article here is dated.
    pub(super) fn path_below<'p>(&self, relative: &'p str) -> Cow<'p, str> {
        if self.depth == 0 { Cow::Borrowed(relative) } else { Cow::Owned(format!("{relative}/{}", self.member)) }
    }
}
