//! Columns of text put together to paragraphs.

use super::lines::Paragraph;
use super::page::PageLine;
use crate::article::Problem;
use crate::format::ARTICLE_BYTES_MAX;

/// Columns of text as paragraphs: those that the end of a column or page breaks are put together again.
#[derive(Debug, Default)]
pub(in crate::format) struct Columns {
    text: String,
    current: Paragraph,
}

impl Columns {
    /// Adds lines; a new block is a new paragraph unless the one before runs on in it.
    pub(in crate::format) fn push(&mut self, lines: &[PageLine]) {
        for line in lines {
            if line.begins_block && !self.current.runs_on_in(&line.line) {
                self.end_paragraph();
            }
            self.current.push(&line.line);
        }
    }

    /// Adds lines that belong to the paragraph so far, whatever block they stand in.
    pub(in crate::format) fn push_on(&mut self, lines: &[PageLine]) {
        for line in lines {
            self.current.push(&line.line);
        }
    }

    /// Whether a paragraph that begins with these lines is the rest of the one before.
    pub(in crate::format) fn runs_on_in(&self, lines: &[PageLine]) -> bool {
        lines.first().is_some_and(|line| self.current.runs_on_in(&line.line))
    }

    /// What comes next is another paragraph.
    pub(in crate::format) fn end_paragraph(&mut self) {
        let paragraph = std::mem::take(&mut self.current).finish();
        if paragraph.is_empty() {
            return;
        }
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        self.text.push_str(&paragraph);
    }

    /// The problem of a text that is longer than an article may be.
    pub(in crate::format) fn is_too_long(&self) -> Option<Problem> {
        let is_too_long = self.text.len() > ARTICLE_BYTES_MAX;
        is_too_long
            .then(|| Problem::new(format!("more than {} MiB of text, which no article has", ARTICLE_BYTES_MAX >> 20)))
    }

    /// The text, paragraphs apart by a blank line.
    pub(in crate::format) fn finish(mut self) -> String {
        self.end_paragraph();
        self.text
    }
}
