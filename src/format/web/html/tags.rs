//! What stands in the tags of a page: its `<meta>`, `<link>`, `<title>`, its scripts, and its elements in order.
//!
//! In: the tree of a page. Out: [`Tags`]. The names of `<meta>` are those of `OpenGraph` (<https://ogp.me/>), Dublin
//! Core (<https://www.dublincore.org/specifications/dublin-core/dcmi-terms/>), schema.org as microdata, and of the
//! services that read news pages (parse.ly, Sailthru, Cxense); they are compared in lower case by their letters and
//! digits, so that `article:published_time` and `article.published-time` are one.

use scraper::{ElementRef, Html};

use super::hints::says_around;

use crate::format::markup::decode_references;

/// The tags of a page.
pub(super) struct Tags<'a> {
    /// The `<meta>` with content: name by its letters and digits, content.
    metas: Vec<(String, String)>,
    /// The texts of `<script type="application/ld+json">`.
    pub(super) scripts: Vec<String>,
    /// The page's `<title>`.
    pub(super) title: Option<String>,
    /// What `<html lang>` says.
    pub(super) language: Option<String>,
    /// What `<link rel=canonical>` says.
    pub(super) canonical: Option<String>,
    /// The elements of the page's body, in order.
    pub(super) elements: Vec<ElementRef<'a>>,
}

impl<'a> Tags<'a> {
    /// Looks through a page once.
    pub(super) fn of(page: &'a Html) -> Self {
        let mut tags = Self {
            metas: Vec::new(),
            scripts: Vec::new(),
            title: None,
            language: None,
            canonical: None,
            elements: Vec::new(),
        };
        let mut in_body = false;
        for element in page.tree.root().descendants().filter_map(ElementRef::wrap) {
            in_body |= element.value().name() == "body";
            tags.note(element, in_body);
        }
        tags
    }

    fn note(&mut self, element: ElementRef<'a>, in_body: bool) {
        let attribute = |name| element.value().attr(name).map(str::trim).filter(|value| !value.is_empty());
        match element.value().name() {
            "meta" => self.note_meta(element),
            "script" if attribute("type").is_some_and(|kind| kind.to_ascii_lowercase().contains("ld+json")) => {
                self.scripts.push(element.text().collect());
            }
            // Drawings have titles too.
            "title" if self.title.is_none() && !has_ancestor(element, "svg") => {
                self.title = Some(text_of(element)).filter(|title| !title.is_empty());
            }
            "html" => {
                let language = attribute("lang").or_else(|| attribute("xml:lang"));
                self.language = language.map(str::to_owned);
            }
            "link" if self.canonical.is_none() && attribute("rel").is_some_and(|rel| has_word(rel, "canonical")) => {
                self.canonical = attribute("href").map(str::to_owned);
            }
            _ => {}
        }
        // What draws or breaks lines says nothing, and would stand between the headline and what belongs to it.
        let name = element.value().name();
        if in_body
            && !matches!(name, "svg" | "path" | "g" | "use" | "circle" | "rect" | "img" | "source" | "br" | "script")
        {
            self.elements.push(element);
        }
    }

    fn note_meta(&mut self, element: ElementRef<'a>) {
        let attribute = |name| element.value().attr(name);
        let Some(content) = attribute("content").map(str::trim).filter(|content| !content.is_empty()) else { return };
        let content = decode_references(content);
        for name in [attribute("property"), attribute("name"), attribute("http-equiv")].into_iter().flatten() {
            // A list of names may stand in `property`.
            self.metas.extend(name.split_whitespace().map(|name| (folded(name), content.clone())));
        }
        if let Some(name) = attribute("itemprop").filter(|_| is_of_article(element)) {
            self.metas.push((folded(name), content));
        }
    }

    /// All that the page says under this name, in order.
    pub(super) fn all<'b>(&'b self, name: &'b str) -> impl Iterator<Item = &'b str> {
        self.metas.iter().filter(move |(known, _)| known == name).map(|(_, content)| content.as_str())
    }

    /// The first that the page says under the best of these names.
    pub(super) fn first(&self, names: &[&str]) -> Option<&str> {
        names.iter().find_map(|name| self.metas.iter().find(|(known, _)| known == name)).map(|(_, text)| text.as_str())
    }

    /// All names and what they say, in order.
    pub(super) fn metas(&self) -> impl Iterator<Item = (&str, &str)> {
        self.metas.iter().map(|(name, content)| (name.as_str(), content.as_str()))
    }
}

/// A name by its letters and digits, in lower case.
pub(super) fn folded(name: &str) -> String {
    name.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Whether a microdata property belongs to the article or page, and not to one of its pictures or films.
pub(super) fn is_of_article(element: ElementRef<'_>) -> bool {
    let scope =
        element.ancestors().filter_map(ElementRef::wrap).find(|scope| scope.value().attr("itemscope").is_some());
    let kind = scope.and_then(|scope| scope.value().attr("itemtype"));
    kind.is_none_or(|kind| {
        ["Article", "Posting", "WebPage", "ItemPage", "Report"].iter().any(|end| kind.ends_with(end))
    })
}

/// Whether an element lies in one of this name.
pub(super) fn has_ancestor(element: ElementRef<'_>, name: &str) -> bool {
    element.ancestors().filter_map(ElementRef::wrap).any(|ancestor| ancestor.value().name() == name)
}

/// Whether one of the words of an attribute is this one.
pub(super) fn has_word(attribute: &str, word: &str) -> bool {
    attribute.split_ascii_whitespace().any(|found| found.eq_ignore_ascii_case(word))
}

/// The longest text that is taken from an element, in bytes: headlines, bylines and dates are shorter.
const TEXT_BYTES_MAX: usize = 2000;

/// The text of an element on one line.
pub(super) fn text_of(element: ElementRef<'_>) -> String {
    text_without(element, |_| false)
}

/// The text of an element on one line, without the elements that `is_left_out` names.
pub(super) fn text_without(element: ElementRef<'_>, is_left_out: fn(ElementRef<'_>) -> bool) -> String {
    let mut text = String::new();
    let mut steps = 0;
    push_text(element, is_left_out, &mut text, &mut steps);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The most nodes that are visited for one text.
const STEPS_MAX: usize = 500;

fn push_text(element: ElementRef<'_>, is_left_out: fn(ElementRef<'_>) -> bool, text: &mut String, steps: &mut usize) {
    for child in element.children() {
        *steps += 1;
        if *steps > STEPS_MAX || text.len() > TEXT_BYTES_MAX {
            return;
        }
        if let Some(words) = child.value().as_text() {
            text.push_str(&words[..words.floor_char_boundary(TEXT_BYTES_MAX)]);
        } else if let Some(inner) = ElementRef::wrap(child) {
            let name = inner.value().name();
            if matches!(name, "script" | "style" | "noscript" | "template" | "svg" | "button") || is_left_out(inner) {
                continue;
            }
            if !is_in_line(name) {
                text.push(' ');
            }
            push_text(inner, is_left_out, text, steps);
            if !is_in_line(name) {
                text.push(' ');
            }
        }
    }
}

/// Whether an element is part of a line, so that words go on through it.
pub(super) fn is_in_line(name: &str) -> bool {
    IN_LINE.contains(&name)
}

const IN_LINE: &[&str] = &[
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img",
    "ins", "kbd", "mark", "meta", "link", "nobr", "q", "rp", "rt", "ruby", "s", "samp", "small", "source", "span",
    "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
];

/// The attributes by which pages tell what an element is.
const MARKS: &[&str] = &["class", "id", "data-testid", "data-test-id", "data-component", "data-qa", "itemprop", "rel"];

/// The words of an element's marks, in lower case: `article-header__authorName` is four.
pub(super) fn words_of_marks(element: ElementRef<'_>) -> Vec<String> {
    let mut words = vec![String::new()];
    for mark in MARKS.iter().filter_map(|name| element.value().attr(name)) {
        // Generated class lists can be very long; what tells stands at their beginning.
        let mut was_lower = false;
        for letter in mark.chars().take(300).chain([' ']) {
            if !letter.is_alphanumeric() || (letter.is_uppercase() && was_lower) {
                words.push(String::new());
            }
            if letter.is_alphanumeric() {
                words.last_mut().expect("it begins with one").extend(letter.to_lowercase());
            }
            was_lower = letter.is_lowercase();
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// Whether an element stands in what is around the article: menus, foot, lists of other stories, comments. What holds
/// the headline too is not asked: a page may well be called `with-sidebar`.
pub(super) fn is_around_article(element: ElementRef<'_>, headline: Option<ElementRef<'_>>) -> bool {
    let holders = |element: ElementRef<'_>| element.ancestors().filter_map(ElementRef::wrap).count();
    let of_headline = headline.map_or(Vec::new(), |headline| {
        let mut holders = headline.ancestors().filter_map(ElementRef::wrap).collect::<Vec<_>>();
        holders.reverse();
        holders
    });
    let depth = holders(element);
    let own = element.ancestors().filter_map(ElementRef::wrap).enumerate();
    own.take_while(|(up, holder)| of_headline.get(depth - 1 - up) != Some(holder)).any(|(_, holder)| is_around(holder))
}

/// Whether an element holds what is around an article.
fn is_around(element: ElementRef<'_>) -> bool {
    match element.value().name() {
        "body" | "html" | "main" | "article" => false,
        "nav" | "footer" | "aside" | "dialog" | "form" | "select" | "svg" | "figure" | "noscript" => true,
        _ => words_of_marks(element).iter().any(|word| says_around(word)),
    }
}
