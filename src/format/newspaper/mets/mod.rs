//! METS 1 with ALTO: an issue of a digitised newspaper, whose articles run over columns and pages.
//!
//! In: `.xml` files by the schema at <https://www.loc.gov/standards/mets/>, described in MODS
//! (<https://www.loc.gov/standards/mods/>) or Dublin Core, and the ALTO files that they name, which lie beside or below
//! them. Out: one article a `<div>` of the logical structure that is an article, an advertisement or the like: its
//! headline is the title, its paragraphs are put together over the ends of columns and pages. What is on a page and in
//! no article is one article a page more, if it is more than a masthead; without a logical structure every page is an
//! article. Profiles that were met: NDNP (Library of Congress), docWORKS, Veridian, and DFG for pages.

mod issue;
mod pages;
mod story;

use std::ops::ControlFlow;

use super::columns::Columns;
use crate::article::{Problem, StatedArticle};
use crate::format::xml::{document, root};
use crate::format::{ARTICLE_BYTES_MAX, Format, Item, ItemSink, Place};
use crate::source::{Input, Sample};
pub(in crate::format) use issue::percent_decoded;
use issue::{Issue, local_path};
use pages::Pages;

/// The format `mets`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mets;

impl Format for Mets {
    fn name(&self) -> &'static str {
        "mets"
    }

    fn signs(&self) -> &'static str {
        "an issue of a digitised newspaper in METS 1: root element <mets>; reads the ALTO pages beside it"
    }

    fn ids(&self) -> &'static str {
        "the ID of the article's <div>, of the page's where text belongs to no article"
    }

    fn recognises(&self, sample: &Sample<'_>) -> bool {
        root(sample).is_some_and(|root| root.name == "mets")
    }

    fn read(&self, input: &mut Input<'_>, take: &mut ItemSink<'_>) -> Result<(), Problem> {
        let (root, broken_off) = document(input)?;
        let issue = Issue::of(&root);
        let mut pages = Pages::new(input, &issue);
        let mut given = Given { take, ordinal: 0, is_stopped: false };
        for message in &issue.problems {
            given.warn(Problem::new(message.clone()));
        }
        for item in &issue.articles {
            if given.is_stopped {
                return Ok(());
            }
            given.article(item.id, item.read(&mut pages));
        }
        rest_of_pages(&issue, &mut pages, &mut given);
        let problem = pages.problem();
        if given.ordinal == 0 {
            return Err(problem.or(broken_off).unwrap_or_else(|| Problem::new("names no page in ALTO that has text")));
        }
        if let Some(problem) = problem {
            given.warn(problem);
        }
        broken_off.map_or(Ok(()), Err)
    }
}

/// The fewest words for which what is left of a page is an article: running titles and mastheads have fewer. Picked by
/// gut feeling.
const WORDS_LEFT_MIN: usize = 25;

/// Gives what belongs to no article, page by page.
fn rest_of_pages(issue: &Issue<'_>, pages: &mut Pages<'_, '_>, given: &mut Given<'_, '_>) {
    for (id, file) in &issue.pages {
        if given.is_stopped {
            return;
        }
        let mut text = Columns::default();
        let is_whole = issue.articles.is_empty();
        pages.with_unread(file, |line, follows| {
            if is_whole || !line.is_in_margin {
                if !follows {
                    text.end_paragraph();
                }
                text.push(std::slice::from_ref(line));
            }
        });
        let body = text.finish();
        if is_whole || body.split_whitespace().nth(WORDS_LEFT_MIN - 1).is_some() {
            given.article(id, StatedArticle { body, ..issue.facts.article() });
        }
    }
}

/// Hands articles on and counts them.
struct Given<'t, 'f> {
    take: &'t mut ItemSink<'f>,
    ordinal: u64,
    is_stopped: bool,
}

impl Given<'_, '_> {
    fn article(&mut self, id: &str, article: StatedArticle) {
        if article.body.is_empty() && article.title.is_empty() {
            return;
        }
        self.ordinal += 1;
        let id = Some(id.to_owned()).filter(|id| !id.is_empty());
        self.give(Item::Article(Place::Record { id, line: self.ordinal }, Box::new(article)));
    }

    fn warn(&mut self, problem: Problem) {
        self.give(Item::Warning(problem));
    }

    fn give(&mut self, item: Item) {
        self.is_stopped = self.is_stopped || matches!((self.take)(item), ControlFlow::Break(()));
    }
}

/// Whether a file is METS and names the file at this path, seen from its own folder, as one that it reads.
pub(super) fn names_this(candidate: &mut Input<'_>, path: &str) -> bool {
    if !Mets.recognises(&candidate.sample()) {
        return false;
    }
    let Ok(bytes) = candidate.read_all(ARTICLE_BYTES_MAX) else { return false };
    memchr::memmem::find_iter(&bytes, b"href=").any(|at| {
        let value = &bytes[at + b"href=".len()..];
        let Some(quote) = value.first().filter(|quote| matches!(quote, b'"' | b'\'')) else { return false };
        let value = &value[1..];
        // No path is longer than this on any system.
        let end = value.iter().take(4096).position(|byte| byte == quote).unwrap_or(0);
        let href = std::str::from_utf8(&value[..end]).unwrap_or_default();
        local_path(href).is_some_and(|named| named == path)
    })
}

#[cfg(test)]
mod tests;
