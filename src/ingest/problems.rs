//! What was the matter with one file, listed up to a limit and counted beyond it.

use crate::article::Problem;

/// The most warnings of one file that are listed; the last says how many more there were.
const WARNINGS_MAX: usize = 100;

/// The most files of one container that are listed as rejected, and remembered as such; the number of the others is said.
const REJECTED_MEMBERS_MAX: usize = 10_000;

/// Warnings about a file, and files in it that gave no article.
#[derive(Debug, Default)]
pub(super) struct FileProblems {
    warnings: Vec<Problem>,
    warnings_left_out: usize,
    rejected_members: Vec<Problem>,
    rejected_members_left_out: usize,
}

impl FileProblems {
    pub(super) fn warn(&mut self, problem: Problem) {
        if self.warnings.len() < WARNINGS_MAX {
            self.warnings.push(problem);
        } else {
            self.warnings_left_out += 1;
        }
    }

    /// Says that a file could be read up to a point only.
    pub(super) fn warn_of_end(&mut self, problem: Problem) {
        self.warn(Problem { message: format!("read up to here only: {}", problem.message), ..problem });
    }

    pub(super) fn reject_member(&mut self, problem: Problem) {
        if self.rejected_members.len() < REJECTED_MEMBERS_MAX {
            self.rejected_members.push(problem);
        } else {
            self.rejected_members_left_out += 1;
        }
    }

    /// How many files in it gave no article.
    pub(super) fn rejected_members(&self) -> usize {
        self.rejected_members.len() + self.rejected_members_left_out
    }

    /// Why a file without an article in it is rejected: the first of what was the matter.
    pub(super) fn reason(&mut self) -> Problem {
        if let Some(first) = self.rejected_members.first() {
            let number = self.rejected_members();
            return Problem::new(format!("no article among its files ({number}); the first: {first}"));
        }
        if self.warnings.is_empty() { Problem::new("no article in it") } else { self.warnings.remove(0) }
    }

    /// The warnings, and the files in it that gave no article.
    pub(super) fn into_lists(mut self) -> (Vec<Problem>, Vec<Problem>) {
        if self.rejected_members_left_out > 0 {
            let more = format!("{} more files in it were rejected and are not listed", self.rejected_members_left_out);
            self.warnings.push(Problem::new(more));
        }
        if self.warnings_left_out > 0 {
            let more = format!("{} more warnings about this file are not listed", self.warnings_left_out);
            self.warnings.push(Problem::new(more));
        }
        (self.warnings, self.rejected_members)
    }
}
