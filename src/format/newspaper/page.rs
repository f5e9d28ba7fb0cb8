//! The lines of one page, and which of them each part of it holds.

use std::collections::HashMap;
use std::ops::Range;

use super::lines::Line;
use crate::article::Problem;
use crate::format::xml::{Children, Element, root};
use crate::source::{Input, Sample};

/// A page as its lines in file order.
#[derive(Debug, Default)]
pub(in crate::format) struct Page {
    lines: Vec<PageLine>,
    /// The lines of each part that has an id: page, space, block, line.
    parts: HashMap<String, Range<usize>>,
}

/// A line and where it stands.
#[derive(Debug)]
pub(in crate::format) struct PageLine {
    pub(in crate::format) line: Line,
    /// Whether it is the first of its block.
    pub(in crate::format) begins_block: bool,
    /// Whether it stands in the margin: numbers and running titles.
    pub(in crate::format) is_in_margin: bool,
}

impl Page {
    /// Reads a `<Page>`.
    pub(in crate::format) fn of(element: &Element) -> Self {
        let mut page = Self::default();
        page.read(element, false);
        page
    }

    /// All lines.
    pub(in crate::format) fn lines(&self) -> &[PageLine] {
        &self.lines
    }

    /// Where the lines of a part stand among all.
    pub(in crate::format) fn part(&self, id: &str) -> Option<Range<usize>> {
        self.parts.get(id).cloned()
    }

    /// How many bytes of text there are.
    pub(in crate::format) fn text_bytes(&self) -> usize {
        self.lines.iter().map(|line| line.line.text.len()).sum()
    }

    /// Takes in the lines of another page that stands in the same file.
    pub(in crate::format) fn append(&mut self, other: Self) {
        let before = self.lines.len();
        self.lines.extend(other.lines);
        self.parts.extend(other.parts.into_iter().map(|(id, lines)| (id, lines.start + before..lines.end + before)));
    }

    fn read(&mut self, part: &Element, is_in_margin: bool) {
        let start = self.lines.len();
        for child in part.elements() {
            match child.name() {
                "TextLine" => {
                    let at = self.lines.len();
                    self.lines.push(PageLine { line: line_of(child), begins_block: at == start, is_in_margin });
                    self.name(child, at..at + 1);
                }
                "TopMargin" | "BottomMargin" | "LeftMargin" | "RightMargin" => self.read(child, true),
                "PrintSpace" | "TextBlock" | "ComposedBlock" => self.read(child, is_in_margin),
                _ => {}
            }
        }
        self.name(part, start..self.lines.len());
    }

    fn name(&mut self, part: &Element, lines: Range<usize>) {
        if let Some(id) = part.attribute("ID") {
            self.parts.insert(id.to_owned(), lines);
        }
    }
}

fn line_of(element: &Element) -> Line {
    let mut line = Line::default();
    let mut right_edge = None;
    for part in element.elements() {
        match part.name() {
            "String" => {
                let content = part.attribute("CONTENT").unwrap_or_default().trim();
                if content.is_empty() {
                    continue;
                }
                let left_edge = number(part, "HPOS");
                let touches = left_edge.zip(right_edge).is_some_and(|(left, right)| left <= right);
                let is_attached = touches && content.starts_with(['.', ',', ';', ':', '!', '?']);
                if !line.text.is_empty() && !is_attached {
                    line.text.push(' ');
                }
                right_edge = left_edge.zip(number(part, "WIDTH")).map(|(left, width)| left + width);
                let hyphenation = part.attribute("SUBS_TYPE").unwrap_or_default();
                line.begins_hyphenated |= line.text.is_empty() && hyphenation == "HypPart2";
                line.is_hyphenated = hyphenation == "HypPart1";
                let whole_word = part.attribute("SUBS_CONTENT").filter(|_| line.is_hyphenated);
                line.whole_word = whole_word.map(|word| word.trim().to_owned()).filter(|word| !word.is_empty());
                line.text.push_str(content);
            }
            "HYP" => line.is_hyphenated = !line.text.is_empty(),
            _ => {}
        }
    }
    line
}

fn number(element: &Element, name: &str) -> Option<f64> {
    element.attribute(name)?.parse().ok()
}

/// Whether a file that begins like this is a page in ALTO.
pub(super) fn is_alto(sample: &Sample<'_>) -> bool {
    root(sample).is_some_and(|root| root.name == "alto")
}

/// Hands each page of a file to `take`; there is one as a rule.
///
/// # Errors
///
/// When the file breaks off, after the pages before and what there is of the last have been handed on; and what `take`
/// gives, which ends the reading.
pub(super) fn read_pages(
    input: &mut Input<'_>,
    mut take: impl FnMut(Page) -> Result<(), Problem>,
) -> Result<(), Problem> {
    let mut children = Children::new(input, &["alto", "Layout"]);
    while let Some(child) = children.next()? {
        if child.element.name() == "Page" {
            take(Page::of(&child.element))?;
        }
    }
    Ok(())
}
