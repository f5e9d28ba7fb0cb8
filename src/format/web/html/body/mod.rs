//! The text of an article page.
//!
//! In: the tree of a page and the articles in its JSON-LD. Out: the text, paragraphs apart by a blank line. The page is
//! taken apart into blocks, and each block is judged by what it is made of, where it stands, and what the names of the
//! elements around it hint at. The ideas are those of Kohlschütter et al., "Boilerplate Detection using Shallow Text
//! Features" (2010, <https://doi.org/10.1145/1718487.1718542>) and of Readability.js; the rules are our own.

mod blocks;
mod features;
mod model;
mod nesting;
mod phrases;
mod scripts;
#[cfg(test)]
mod tests;
mod weights;

use scraper::Node;
use serde_json::Value;

use self::blocks::{Block, Blocks, Kind};
use self::features::{Layout, Page, weighed};
use self::model::BlockScores;
pub(super) use self::nesting::within_depth;
use self::phrases::Phrases;
use crate::format::fields::Record;
use crate::format::markup;

/// A stated text that has fewer letters is the beginning of one, as sites give it to those who have not paid.
const STATED_LETTERS_MIN: usize = 300;

/// A page with fewer letters of text has it elsewhere, if it has one.
const TEXT_LETTERS_MIN: usize = 200;

/// The text of the article on a page, empty where there is none. `articles` are the articles in its JSON-LD, the best
/// one first; `is_article` is whether the page says that it is one.
pub(super) fn read(page: &scraper::Html, articles: &[Record], is_article: bool) -> String {
    let stated = stated_text(articles);
    let known = Page { stated: Phrases::of(&stated), is_article, ..known_of(page, articles) };
    let text = read_blocks(page, &known);
    if letters_of(&text) * 3 < letters_of(&stated) {
        return stated;
    }
    if letters_of(&text) < TEXT_LETTERS_MIN
        && let Some(html) = scripts::html_in_scripts(page)
    {
        let found = read_blocks(&scraper::Html::parse_document(within_depth(&html)), &known);
        if letters_of(&found) > letters_of(&text) * 2 {
            return found;
        }
    }
    text
}

fn read_blocks(page: &scraper::Html, known: &Page) -> String {
    let blocks = Blocks::of(page);
    let layout = Layout::of(&blocks);
    let choose =
        |layout: &Layout| model::choose(&blocks, &weighed(&blocks, layout, known, BlockScores::at), known.is_article);
    let chosen = choose(&layout);
    // The rest of a page may have more running text than the article; then the text tells where the article is.
    let chosen = layout.moved_to(&blocks, &chosen).map_or(chosen, |moved| choose(&moved));
    join(&blocks, &chosen)
}

fn letters_of(text: &str) -> usize {
    text.chars().filter(|letter| letter.is_alphanumeric()).count()
}

/// The longest text in the JSON-LD, as plain paragraphs; empty where there is but the beginning of one.
fn stated_text(articles: &[Record]) -> String {
    let texts = articles.iter().filter_map(|article| article.get("articleBody").and_then(Value::as_str));
    let longest = texts.max_by_key(|text| text.len()).unwrap_or_default();
    let text = if markup::has_tags(longest) { markup::strip_tags(longest) } else { longest.to_owned() };
    let text = markup::decode_references(&text);
    if letters_of(&text) < STATED_LETTERS_MIN {
        return String::new();
    }
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n\n")
}

/// The chosen blocks as one text: items of a list and cells of a row stay together.
fn join(blocks: &Blocks, chosen: &[bool]) -> String {
    let mut text = String::new();
    let mut last: Option<&Block> = None;
    let parent_of = |block: &Block| blocks.containers[block.container].parent;
    for (block, _) in blocks.texts.iter().zip(chosen).filter(|(_, chosen)| **chosen) {
        if let Some(last) = last {
            let kind = blocks.containers[block.container].kind;
            let has_sibling = parent_of(last) == parent_of(block) && blocks.containers[last.container].kind == kind;
            text.push_str(match kind {
                Kind::Item if has_sibling => "\n",
                Kind::Cell if has_sibling => "\t",
                _ => "\n\n",
            });
        }
        text.push_str(&block.text);
        last = Some(block);
    }
    text
}

/// As many titles, descriptions and authors as are looked at.
const KNOWN_MAX: usize = 24;

/// What a page states beside its text.
fn known_of(page: &scraper::Html, articles: &[Record]) -> Page {
    let mut known = Page::default();
    for node in page.tree.root().descendants() {
        let Node::Element(element) = node.value() else { continue };
        match element.name() {
            "meta" => {
                let key = element.attr("property").or_else(|| element.attr("name")).unwrap_or_default();
                let content = element.attr("content").unwrap_or_default();
                match key {
                    "og:title" | "twitter:title" | "title" => known.titles.push(content.to_owned()),
                    "description" | "og:description" | "twitter:description" => {
                        known.descriptions.push(content.to_owned());
                    }
                    "author" => known.authors.push(content.to_owned()),
                    _ => {}
                }
            }
            "title" | "h1" if known.titles.len() < KNOWN_MAX / 2 => {
                let texts = node.descendants().filter_map(|node| node.value().as_text().map(|text| &**text));
                known.titles.push(texts.collect());
            }
            _ => {}
        }
    }
    for article in articles.iter().take(KNOWN_MAX) {
        let text = |key: &str| article.get(key).and_then(Value::as_str).map(str::to_owned);
        known.titles.extend(text("headline"));
        known.descriptions.extend(text("description"));
        match article.get("author") {
            Some(Value::Array(authors)) => known.authors.extend(authors.iter().filter_map(name_of)),
            author => known.authors.extend(author.and_then(name_of)),
        }
    }
    for list in [&mut known.titles, &mut known.descriptions, &mut known.authors] {
        list.truncate(KNOWN_MAX);
    }
    known
}

fn name_of(author: &Value) -> Option<String> {
    author.as_str().or_else(|| author.get("name")?.as_str()).map(str::to_owned)
}
