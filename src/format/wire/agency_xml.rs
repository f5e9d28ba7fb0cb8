//! What the XML formats of news agencies have in common: running text, dates, authors, and content in content.
//!
//! In: [`Element`]s of NITF, XHTML, NewsML 1 or NewsML-G2. Out: [`Wire`], an article with what could not be read of it.
//! Text is taken from the tree directly: blocks become paragraphs, `<br/>`, list items and table rows become lines,
//! cells are set apart by a blank; media, captions and notices of rights are no text of the article.

use std::ops::ControlFlow;

use crate::article::{DateSource, Dated, EntityKind, StatedArticle, tidy};
use crate::date::{self, ClockTime, NewsDate};
use crate::format::authors::{Author, NAMES_MAX, names, without_label, without_source};
use crate::format::markup::{Gap, Running, decode_references, has_tags, one_line, strip_tags};
use crate::format::xml::{Element, Node};
use crate::format::{self, ItemSink, Place};

/// An article of a wire, and what could not be read of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::format) struct Wire {
    /// The article.
    pub(in crate::format) article: StatedArticle,
    /// What could not be read, such as a date that cannot be.
    pub(super) problems: Vec<String>,
}

impl Wire {
    /// Whether there is a headline or a text.
    pub(super) fn is_article(&self) -> bool {
        let article = &self.article;
        [&article.title, &article.body].iter().any(|text| text.contains(char::is_alphanumeric))
    }

    /// Takes the first of `published` that is a date, and as the last change the latest of `updated` behind it.
    pub(super) fn state_dates(&mut self, published: &[Option<String>], updated: &[Option<String>]) {
        let mut first_error = None;
        for text in published.iter().flatten().filter(|text| !text.trim().is_empty()) {
            match date::parse(text.trim()) {
                Ok(date) => {
                    self.article.date = Some(Dated { date, source: DateSource::Header });
                    break;
                }
                Err(error) => _ = first_error.get_or_insert(error),
            }
        }
        let Some(dated) = self.article.date else {
            self.problems.extend(first_error.map(|error| format!("date: {error}")));
            return;
        };
        let changes = updated.iter().flatten().filter_map(|text| date::parse(text.trim()).ok());
        let later = changes.filter(|change| moment(*change) > moment(dated.date));
        self.article.updated = later.max_by_key(|change| moment(*change)).or(self.article.updated);
    }

    /// Takes the byline as printed, without its `By`, and the authors that it names or that are marked up in it.
    pub(super) fn state_byline(&mut self, line: &str, authors: Vec<Author>) {
        let line = without_label(line.trim().trim_matches(',')).trim();
        if line.is_empty() || line.eq_ignore_ascii_case("by") {
            return;
        }
        self.article.byline = Some(line.to_owned());
        self.article.authors = without_source(names(authors), self.article.source.as_deref());
    }

    /// Hands on the article, and before it what could not be read of it.
    pub(super) fn hand_on(self, place: Place, take: &mut ItemSink<'_>) -> ControlFlow<()> {
        format::hand_on(Box::new(self.article), self.problems, place, take)
    }

    /// Adds another piece of the text.
    pub(super) fn append(&mut self, text: &str) {
        let body = &mut self.article.body;
        if !body.is_empty() && !text.is_empty() {
            body.push_str("\n\n");
        }
        body.push_str(text);
    }

    /// Adds a name of the file, as long as there are not too many.
    pub(super) fn state(&mut self, kind: EntityKind, name: &str) {
        if self.article.names.len() < NAMES_MAX {
            self.article.state_name(kind, name);
        }
    }

    /// Takes from `inner`, the content of this wire, all that is not stated around it.
    pub(super) fn fill_from(&mut self, inner: Self) {
        let (article, inner_article) = (&mut self.article, inner.article);
        if article.title.is_empty() {
            article.title = inner_article.title;
        }
        if article.body.is_empty() {
            article.body = inner_article.body;
        }
        article.date = article.date.or(inner_article.date);
        article.updated = article.updated.or(inner_article.updated);
        if article.byline.is_none() {
            article.byline = inner_article.byline;
            article.authors = without_source(inner_article.authors, article.source.as_deref());
        }
        article.source = article.source.take().or(inner_article.source);
        article.section = article.section.take().or(inner_article.section);
        article.language = article.language.take().or(inner_article.language);
        article.url = article.url.take().or(inner_article.url);
        for stated in inner_article.names {
            self.state(stated.kind, &stated.name);
        }
        if self.article.date.is_none() {
            self.problems.extend(inner.problems);
        }
    }
}

/// For comparison: the day, and the second of it where it is known.
fn moment(date: NewsDate) -> (i32, u32, u32, u32) {
    let second = date.time().map_or(0, ClockTime::second_of_day);
    let part = |number: Option<u8>| u32::from(number.unwrap_or(0));
    (date.year(), part(date.month()), part(date.day()), second)
}

/// The text of an element as one line, where it has any.
pub(super) fn line_of(element: Option<&Element>) -> Option<String> {
    element.map(Element::line).filter(|line| !line.is_empty())
}

/// An attribute, trimmed, where it has a value.
pub(super) fn value_of(element: Option<&Element>, attribute: &str) -> Option<String> {
    let value = one_line(element?.attribute(attribute)?);
    (!value.is_empty()).then_some(value)
}

/// Text that stands by itself: markup in it is reduced to what it says, plain lines stay.
pub(super) fn plain_text(text: &str) -> String {
    if has_tags(text) { tidy(&strip_tags(text)) } else { tidy(&decode_again(text)).trim_start().to_owned() }
}

/// References that were escaped twice: `&amp;quot;` is never meant.
fn decode_again(text: &str) -> String {
    if text.contains('&') { decode_references(text) } else { text.to_owned() }
}

/// The running text of an element, paragraphs apart. A heading that only repeats `title` at the top is left out, with
/// the `<header>` around it.
pub(super) fn text(element: &Element, title: &str) -> String {
    let mut walk = Walk { text: Running::with_capacity(0), title, cell_start: None };
    walk.push_children(element, false);
    tidy(&walk.text.finish())
}

/// A walk through the elements of a text.
struct Walk<'t> {
    text: Running,
    title: &'t str,
    /// How long the text was where the last cell or list item began.
    cell_start: Option<usize>,
}

impl Walk<'_> {
    fn push_children(&mut self, element: &Element, is_preformatted: bool) {
        for node in element.nodes() {
            match node {
                Node::Text(text) if is_preformatted || is_aligned(text) => self.text.push_lines(text),
                Node::Text(text) => self.text.push(text),
                Node::Element(child) => self.push_element(child, is_preformatted),
            }
        }
    }

    fn push_element(&mut self, element: &Element, is_preformatted: bool) {
        let name = element.name();
        if is_no_text(name) || self.repeats_title(element) {
            return;
        }
        let start = self.text.written().len();
        let gap = gap_of(name);
        match name {
            "br" => self.text.end_line(),
            // The paragraph that a cell or list item begins with does not set it apart from the others of its row.
            "p" | "div" if self.cell_start == Some(start) => {}
            _ => self.text.widen(gap),
        }
        let is_cell = matches!(name, "td" | "th" | "li");
        if is_cell {
            self.cell_start = Some(start);
        }
        self.push_children(element, is_preformatted || name == "pre");
        let is_one_paragraph = || {
            let content = self.text.written()[start..].trim_start();
            !content.is_empty() && !content.contains("\n\n")
        };
        if is_cell && is_one_paragraph() {
            self.text.set_apart(gap);
        } else {
            self.text.widen(gap);
        }
    }

    fn repeats_title(&self, element: &Element) -> bool {
        let is_title = |heading: &Element| heading.line() == self.title;
        match element.name() {
            _ if !self.text.written().is_empty() || self.title.is_empty() => false,
            "h1" | "h2" | "hl1" => is_title(element),
            "header" | "hedline" => ["h1", "h2", "hl1"].iter().any(|name| element.descendants(name).any(is_title)),
            _ => false,
        }
    }
}

/// Whether a text is a table made of blanks, as agencies put results into a paragraph: three lines or more, and one of
/// three, have a run of blanks between words.
fn is_aligned(text: &str) -> bool {
    if !text.contains("  ") {
        return false;
    }
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let (all, aligned) = lines.fold((0, 0), |(all, aligned), line| (all + 1, aligned + u32::from(line.contains("  "))));
    aligned >= 3 && aligned * 3 >= all
}

/// Elements that are no text of the article: media and what describes them, rights, and what pages hide.
fn is_no_text(name: &str) -> bool {
    matches!(
        name,
        "media"
            | "media-caption"
            | "media-metadata"
            | "nitf-table-metadata"
            | "figure"
            | "img"
            | "video"
            | "audio"
            | "object"
            | "iframe"
            | "script"
            | "style"
            | "head"
            | "copyright"
            | "rights"
            | "rights.owner"
            | "alt-code"
    )
}

fn gap_of(name: &str) -> Gap {
    match name {
        "p" | "div" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "hl1" | "hl2" | "block" | "section" | "article"
        | "aside" | "blockquote" | "bq" | "pre" | "ul" | "ol" | "dl" | "table" | "nitf-table" | "custom-table"
        | "header" | "footer" | "note" | "fn" | "hr" | "tagline" | "body" | "body.content" | "abstract" | "caption"
        | "datasource" | "credit" => Gap::Paragraph,
        "br" | "li" | "tr" | "dt" | "dd" => Gap::Line,
        "td" | "th" => Gap::Blank,
        _ => Gap::None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::xml;
    use crate::source::Input;

    fn element(markup: &str) -> Element {
        xml::document(&mut Input::new("x.xml", markup.as_bytes()).unwrap()).unwrap().0
    }

    #[test]
    fn text_keeps_paragraphs_lines_and_tables() {
        let cases = [
            ("<x><p>One\n  two <em>three</em>.</p><p>Four<br/>five</p></x>", "One two three.\n\nFour\nfive"),
            (
                "<x><table><tr><td>Oslo</td><td>2</td></tr><tr><td>Bergen</td><td>1</td></tr></table></x>",
                "Oslo 2\nBergen 1",
            ),
            ("<x><p>A</p><media><media-caption>no</media-caption></media><p>B</p></x>", "A\n\nB"),
            ("<x><pre>Home  2\n Away  1\n\nEnd</pre></x>", "Home  2\n Away  1\n\nEnd"),
            ("<x><p>Home   2\nAway   1\nOther  0</p></x>", "Home   2\nAway   1\nOther  0"),
            ("<x><p>He said: &amp;quot;No&amp;#39;&amp;quot; AT&amp;T</p></x>", "He said: \"No'\" AT&T"),
            ("<x><h1>The title</h1><p>Text.</p></x>", "Text."),
            ("<x><header><h1>The title</h1><p>11:14</p></header><p>Text.</p></x>", "Text."),
            ("<x><p>Text.</p><h1>The title</h1></x>", "Text.\n\nThe title"),
            ("<x><ul><li>one</li><li>two</li></ul></x>", "one\ntwo"),
            ("<x><ol><li><p>one</p></li><li><p>two</p></li></ol><p>B</p></x>", "one\ntwo\n\nB"),
            (
                "<x><table><tr><td><p>Oslo</p></td><td><p>2</p></td></tr><tr><td/><td>1</td></tr></table>B</x>",
                "Oslo 2\n1\n\nB",
            ),
            ("<x><table><tr><td><p>A</p><p>B</p></td><td><p>C</p></td></tr></table></x>", "A\n\nB\n\nC"),
            ("<x><p>A<br/>\n<br/>B<br/>C</p></x>", "A\n\nB\nC"),
        ];
        for (markup, expected) in cases {
            assert_eq!(text(&element(markup), "The title"), expected, "{markup}");
        }
    }
}
