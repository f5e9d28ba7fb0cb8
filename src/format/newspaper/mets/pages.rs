//! The pages of an issue, read when they are needed, and which of their lines an article has.

use std::collections::HashMap;
use std::ops::Range;

use super::issue::{Area, Issue};
use crate::article::Problem;
use crate::format::ARTICLE_BYTES_MAX;
use crate::format::newspaper::page::{Page, PageLine, is_alto, read_pages};
use crate::source::Input;

/// The most text of one issue that is kept, in bytes. A thick one has 5 MB.
const TEXT_BYTES_MAX: usize = 256 << 20;

/// The most files of one issue that are read.
const FILES_MAX: usize = 20_000;

/// The pages that an issue names.
pub(super) struct Pages<'i, 'p> {
    input: &'p Input<'i>,
    /// Paths of the files by their ids.
    paths: &'p HashMap<String, String>,
    loaded: HashMap<String, Option<Loaded>>,
    text_bytes: usize,
    not_found: Vec<String>,
    problems: Vec<Problem>,
    /// How much text may still be given to the article that is being put together, in bytes, and to all that follow. An
    /// issue that names one page a million times would be without end.
    article_bytes_left: usize,
    issue_bytes_left: usize,
    /// How many areas name a part that their page does not have.
    parts_missing: usize,
}

struct Loaded {
    page: Page,
    /// Which lines have been read.
    is_read: Vec<bool>,
}

impl<'i, 'p> Pages<'i, 'p> {
    pub(super) fn new(input: &'p Input<'i>, issue: &'p Issue<'_>) -> Self {
        let paths = &issue.files;
        Self {
            input,
            paths,
            loaded: HashMap::new(),
            text_bytes: 0,
            not_found: Vec::new(),
            problems: Vec::new(),
            article_bytes_left: ARTICLE_BYTES_MAX,
            issue_bytes_left: 2 * TEXT_BYTES_MAX,
            parts_missing: 0,
        }
    }

    /// What is read from now on is another article's.
    pub(super) fn begin_article(&mut self) {
        self.article_bytes_left = ARTICLE_BYTES_MAX;
    }

    /// The lines of an area, which count as read then; none where it is an image or its page is not there.
    pub(super) fn read(&mut self, area: &Area<'_>) -> &[PageLine] {
        let range = load(self, area.file).map(|loaded| match area.part {
            None => Some(0..loaded.page.lines().len()),
            Some((from, to)) => range(&loaded.page, from, to),
        });
        let Some(range) = range else { return &[] };
        self.parts_missing += usize::from(range.is_none());
        if self.article_bytes_left.min(self.issue_bytes_left) == 0 {
            return &[];
        }
        match (range, self.loaded.get_mut(area.file)) {
            (Some(range), Some(Some(loaded))) => {
                let lines = &loaded.page.lines()[range.clone()];
                let bytes: usize = lines.iter().map(|line| line.line.text.len() + 1).sum();
                if bytes > self.article_bytes_left.min(self.issue_bytes_left) {
                    if self.problems.is_empty() {
                        let message = "an article of more text than its pages have; the rest of it is left out";
                        self.problems.push(Problem::new(message));
                    }
                    self.article_bytes_left = 0;
                    return &[];
                }
                self.article_bytes_left -= bytes;
                self.issue_bytes_left -= bytes;
                loaded.is_read[range.clone()].fill(true);
                &loaded.page.lines()[range]
            }
            _ => &[],
        }
    }

    /// Hands on each line of a page that has not been read, with whether the line before it was one of them.
    pub(super) fn with_unread(&mut self, file: &str, mut take: impl FnMut(&PageLine, bool)) {
        let Some(loaded) = load(self, file) else { return };
        let mut follows = false;
        for (line, is_read) in loaded.page.lines().iter().zip(&mut loaded.is_read) {
            if !*is_read {
                take(line, follows);
            }
            follows = !*is_read;
            *is_read = true;
        }
    }

    /// What was the matter with the pages.
    pub(super) fn problem(&mut self) -> Option<Problem> {
        if let Some(first) = self.not_found.first() {
            let count = self.not_found.len();
            let message = format!("{count} of the pages that it names are not beside it, such as `{first}`");
            return Some(Problem::new(message));
        }
        if !self.problems.is_empty() {
            return Some(self.problems.swap_remove(0));
        }
        let count = self.parts_missing;
        (count > 0).then(|| Problem::new(format!("{count} of the blocks that it names are not on their pages")))
    }
}

fn range(page: &Page, from: &str, to: Option<&str>) -> Option<Range<usize>> {
    let first = page.part(from)?;
    let last = to.and_then(|to| page.part(to)).filter(|last| last.end >= first.end);
    Some(first.start..last.map_or(first.end, |last| last.end))
}

/// The page in a file, read if it has not been yet; `None` for what is no ALTO and what cannot be had.
fn load<'a>(pages: &'a mut Pages<'_, '_>, file: &str) -> Option<&'a mut Loaded> {
    if !pages.loaded.contains_key(file) {
        let page = pages.paths.get(file).and_then(|path| open(pages, path));
        pages.loaded.insert(file.to_owned(), page);
    }
    pages.loaded.get_mut(file)?.as_mut()
}

fn open(pages: &mut Pages<'_, '_>, path: &str) -> Option<Loaded> {
    if pages.text_bytes > TEXT_BYTES_MAX || pages.loaded.len() > FILES_MAX {
        let message = format!("more pages than one issue has; `{path}` and those behind it are left out");
        pages.problems.push(Problem::new(message));
        return None;
    }
    let Some(mut input) = pages.input.neighbour(path) else {
        pages.not_found.push(path.to_owned());
        return None;
    };
    if !is_alto(&input.sample()) {
        return None;
    }
    let mut page = Page::default();
    if let Err(problem) = read_pages(&mut input, |next| append(&mut page, next)) {
        pages.problems.push(Problem { message: format!("`{path}`: {}", problem.message), ..problem });
    }
    pages.text_bytes += page.text_bytes();
    let is_read = vec![false; page.lines().len()];
    Some(Loaded { page, is_read })
}

/// Adds a page to those that stand in the same file before it.
fn append(page: &mut Page, next: Page) -> Result<(), Problem> {
    page.append(next);
    if page.text_bytes() > ARTICLE_BYTES_MAX {
        return Err(Problem::new("more text than an issue has"));
    }
    Ok(())
}
