//! hOCR 1.2: scanned pages as programs for OCR write them into HTML.
//!
//! In: HTML or XHTML with the classes of <https://kba.github.io/hocr-spec/1.2/> (`ocr_page`, `ocr_par`, `ocr_line`,
//! `ocrx_word`). Out: one article a file, its lines put together to paragraphs over the ends of columns and pages.
//! Neither title nor date is taken from the head, where such programs put names of files and the day of the scan.

use super::columns::Columns;
use super::lines::Line;
use super::page::PageLine;
use crate::article::{Problem, StatedArticle};
use crate::format::xml::{Children, Element};
use crate::format::{Format, Item, ItemSink, Place};
use crate::source::{Input, Sample};

/// The format `hocr`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hocr;

impl Format for Hocr {
    fn name(&self) -> &'static str {
        "hocr"
    }

    fn signs(&self) -> &'static str {
        "scanned pages in hOCR 1.2: HTML with an element of the class `ocr_page`"
    }

    fn ids(&self) -> &'static str {
        ""
    }

    fn recognises(&self, sample: &Sample<'_>) -> bool {
        let has = |tag: &[u8]| memchr::memmem::find(sample.bytes, tag).is_some();
        sample.trimmed().starts_with(b"<") && (has(b"class='ocr_page") || has(b"class=\"ocr_page"))
    }

    fn read(&self, input: &mut Input<'_>, take: &mut ItemSink<'_>) -> Result<(), Problem> {
        let mut pages = Pages::default();
        let mut children = Children::new(input, &["html", "body"]);
        let broken_off = loop {
            match children.next() {
                Ok(Some(child)) if child.element.name() != "head" => {
                    pages.read(&child.element);
                    if let Some(problem) = pages.text.is_too_long() {
                        break Err(problem);
                    }
                }
                Ok(Some(_)) => {}
                Ok(None) => break Ok(()),
                Err(problem) => break Err(problem),
            }
        };
        let body = pages.text.finish();
        if body.is_empty() {
            return Err(broken_off.err().unwrap_or_else(|| Problem::new("no word of text on its pages")));
        }
        let language = pages.language.filter(|_| !pages.has_languages);
        let article = StatedArticle { body, language, ..StatedArticle::default() };
        if take(Item::Article(Place::WholeFile, Box::new(article))).is_break() {
            return Ok(());
        }
        broken_off
    }
}

/// The text of the pages as it grows.
#[derive(Default)]
struct Pages {
    text: Columns,
    /// Whether the next line is the first of a paragraph.
    begins_block: bool,
    /// The language of the first paragraph that states one.
    language: Option<String>,
    /// Whether another paragraph states another.
    has_languages: bool,
}

impl Pages {
    /// Reads an element and what stands in it; the tree is never so deep that this is a danger.
    fn read(&mut self, element: &Element) {
        let classes = element.attribute("class").unwrap_or_default();
        let is = |class: &str| classes.split_whitespace().any(|own| own == class);
        if LINES.iter().any(|class| is(class)) || is("ocrx_word") {
            self.line(element);
            return;
        }
        let is_block = BLOCKS.iter().any(|class| is(class));
        self.begins_block |= is_block;
        if is("ocr_par") {
            self.language(element);
        }
        if is("ocr_par") && !has_lines(element) {
            self.line(element);
        } else {
            element.elements().for_each(|child| self.read(child));
        }
        self.begins_block |= is_block;
    }

    fn line(&mut self, element: &Element) {
        let is_word = |word: &&Element| word.attribute("class").is_some_and(|class| class.contains("ocrx_word"));
        let words: Vec<String> = all(element).filter(is_word).map(Element::line).collect();
        let text = if words.is_empty() { element.line() } else { words.join(" ") };
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if text.is_empty() {
            return;
        }
        let begins_block = std::mem::take(&mut self.begins_block);
        self.text.push(&[PageLine { line: Line { text, ..Line::default() }, begins_block, is_in_margin: false }]);
    }

    fn language(&mut self, paragraph: &Element) {
        let Some(language) = paragraph.attribute("lang").filter(|language| !language.is_empty()) else { return };
        match &self.language {
            None => self.language = Some(language.to_owned()),
            Some(first) => self.has_languages |= first != language,
        }
    }
}

/// Classes of elements that are one line.
const LINES: [&str; 5] = ["ocr_line", "ocrx_line", "ocr_header", "ocr_caption", "ocr_textfloat"];

/// Classes of elements that begin a paragraph.
const BLOCKS: [&str; 5] = ["ocr_page", "ocr_carea", "ocrx_block", "ocr_par", "ocr_column"];

fn has_lines(element: &Element) -> bool {
    all(element)
        .any(|inner| inner.attribute("class").is_some_and(|class| LINES.iter().any(|line| class.contains(line))))
}

/// All elements within one, in document order.
fn all(element: &Element) -> impl Iterator<Item = &Element> {
    let mut pending: Vec<&Element> = element.elements().rev().collect();
    std::iter::from_fn(move || {
        let next = pending.pop()?;
        pending.extend(next.elements().rev());
        Some(next)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::ops::ControlFlow;

    /// The body of a page with this on it, or why there is none, and the language.
    fn read(page: &str) -> (String, Option<String>) {
        let html = format!(
            "<!DOCTYPE html><html><head><meta charset=utf-8><title>scan.tif</title></head><body>\
                            <div class='ocr_page' title='image \"scan.tif\"'>{page}</div></body></html>"
        );
        let mut input = Input::new("page.hocr", html.as_bytes()).unwrap();
        assert!(Hocr.recognises(&input.sample()));
        let mut article = StatedArticle::default();
        let read = Hocr.read(&mut input, &mut |item| {
            if let Item::Article(_, found) = item {
                article = *found;
            }
            ControlFlow::Continue(())
        });
        (read.map_or_else(|problem| problem.to_string(), |()| article.body), article.language)
    }

    #[test]
    fn lines_become_paragraphs() {
        let cases = [
            ("", "no word of text on its pages", None),
            (
                "<div class='ocr_carea'><p class='ocr_par' lang='eng'><span class='ocr_line'><span \
                 class='ocrx_word'>The\
                 </span><span class='ocrx_word'><em>parlia-</em></span></span><span class='ocr_line'>ment &amp; \
                 so.</span></p>\
                 <p class='ocr_par' lang='eng'><span class='ocr_line'>Rain</span></p></div>",
                "The parliament & so.\n\nRain",
                Some("eng"),
            ),
            ("<p class='ocr_par' lang='a'>One</p><p class='ocr_par' lang='b'>Two</p>", "One\n\nTwo", None),
            ("<span class='ocr_line'>One</span><br><span class='ocr_line'>two</span>", "One two", None),
        ];
        for (page, body, language) in cases {
            assert_eq!(read(page), (body.to_owned(), language.map(str::to_owned)), "{page}");
        }
    }
}
