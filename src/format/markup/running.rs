//! Running text as it is put together from markup: words, and how far they stand apart.
//!
//! In: pieces of text, and the distances that the tags between them make. Out: one text in which runs of white space are
//! one blank, lines end where markup says so, and paragraphs stand apart by a blank line.

use super::references::decode_references;

/// How far two pieces of text stand apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::format) enum Gap {
    /// They are one word.
    None,
    /// They are words of one line.
    Blank,
    /// They are lines of one paragraph.
    Line,
    /// They are paragraphs.
    Paragraph,
}

/// A text that grows.
pub(in crate::format) struct Running {
    written: String,
    pending: Gap,
}

impl Running {
    /// An empty text with room for so many bytes.
    pub(in crate::format) fn with_capacity(bytes: usize) -> Self {
        Self { written: String::with_capacity(bytes), pending: Gap::None }
    }

    /// What was written so far; the distance to what comes next is not in it.
    pub(in crate::format) fn written(&self) -> &str {
        &self.written
    }

    /// The whole text.
    pub(in crate::format) fn finish(self) -> String {
        self.written
    }

    /// Sets what comes next at least so far apart.
    pub(in crate::format) fn widen(&mut self, gap: Gap) {
        self.pending = self.pending.max(gap);
    }

    /// Sets what comes next just so far apart, whatever was said since the last word.
    pub(in crate::format) fn set_apart(&mut self, gap: Gap) {
        self.pending = gap;
    }

    /// Ends a line. Two line ends with nothing between them set paragraphs apart: so they are written in feeds and wires
    /// that know no `<p>`.
    pub(in crate::format) fn end_line(&mut self) {
        let gap = if self.pending == Gap::Line { Gap::Paragraph } else { Gap::Line };
        self.widen(gap);
    }

    /// Adds text whose blanks and line ends only set words apart.
    pub(in crate::format) fn push(&mut self, text: &str) {
        let mut words = text.split(|character: char| character.is_ascii_whitespace());
        if let Some(first) = words.next() {
            self.push_word(first);
        }
        for word in words {
            self.widen(Gap::Blank);
            self.push_word(word);
        }
    }

    /// Adds text whose line ends and runs of blanks are its own.
    pub(in crate::format) fn push_lines(&mut self, text: &str) {
        for (index, line) in text.split('\n').enumerate() {
            if index > 0 {
                self.end_line();
            }
            self.push_word(line.trim_end());
        }
    }

    fn push_word(&mut self, word: &str) {
        if word.is_empty() {
            return;
        }
        if !self.written.is_empty() {
            self.written.push_str(match self.pending {
                Gap::None => "",
                Gap::Blank => " ",
                Gap::Line => "\n",
                Gap::Paragraph => "\n\n",
            });
        }
        self.pending = Gap::None;
        if word.contains('&') { self.written.push_str(&decode_references(word)) } else { self.written.push_str(word) }
    }
}
