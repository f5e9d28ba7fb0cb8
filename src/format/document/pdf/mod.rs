//! PDF 1.0 to 2.0 with a text layer.
//!
//! In: `.pdf` files (ISO 32000-1, <https://opensource.adobe.com/dc-acrobat-sdk-docs/pdfstandards/PDF32000_2008.pdf>).
//! Out: one article a file. Glyphs and where they stand come from `pdf-extract` (on `lopdf`); columns, lines and
//! paragraphs are put together here (see [`layout`]). The day on which a file was made is not a day of publication and
//! is not taken. Text that is turned on its side and numbers of pages are left out.
//!
//! `pdf-extract` panics on much that PDF files get wrong. Each page is read behind `panics::caught`, so that a broken
//! page costs that page only; what would take memory or time without end is taken out before (see [`guard`]).

mod guard;
mod layout;

use pdf_extract::{Document, MediaBox, Object, OutputDev, OutputError, Transform, output_doc_page};

use super::manuscript::real_title;
use crate::article::{Problem, StatedArticle};
use crate::format::authors::{self, is_full_name};
use crate::format::newspaper::columns::Columns;
use crate::format::{ARTICLE_BYTES_MAX, Format, Item, ItemSink, Place};
use crate::panics::caught;
use crate::source::{Input, Sample};
use guard::{Costs, lighten, unpacks_without_end};
use layout::{Glyph, Layout};

/// The format `pdf`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pdf;

/// The largest file that is read: a whole broadsheet with its pictures has 50 MB.
const FILE_BYTES_MAX: usize = 256 << 20;

/// The most pages that are read.
const PAGES_MAX: usize = 5000;

/// The most glyphs of one page; a page of small print has 30,000.
const GLYPHS_MAX: usize = 1 << 20;

impl Format for Pdf {
    fn name(&self) -> &'static str {
        "pdf"
    }

    fn signs(&self) -> &'static str {
        "a PDF file with a text layer: begins with %PDF-"
    }

    fn ids(&self) -> &'static str {
        ""
    }

    fn is_binary(&self) -> bool {
        true
    }

    fn recognises(&self, sample: &Sample<'_>) -> bool {
        sample.trimmed().starts_with(b"%PDF-")
    }

    fn read(&self, input: &mut Input<'_>, take: &mut ItemSink<'_>) -> Result<(), Problem> {
        let document = load(&input.read_all(FILE_BYTES_MAX)?)?;
        let text = read_pages(&document);
        for problem in &text.problems {
            if take(Item::Warning(problem.clone())).is_break() {
                return Ok(());
            }
        }
        if text.body.is_empty() {
            return Err(match text.problems.into_iter().next() {
                Some(problem) => problem,
                None => Problem::new("a PDF without a text layer (scanned pages); OCR makes one"),
            });
        }
        let mut article = StatedArticle { body: text.body, ..StatedArticle::default() };
        describe(&mut article, &document);
        let _ = take(Item::Article(Place::WholeFile, Box::new(article)));
        Ok(())
    }
}

/// Reads the objects of a file.
fn load(bytes: &[u8]) -> Result<Document, Problem> {
    let broken = |reason: &str| Problem::new(format!("a PDF that cannot be read: {reason}"));
    if unpacks_without_end(bytes) {
        return Err(broken("its objects unpack to more than any document has"));
    }
    let loaded = caught(|| Document::load_mem(bytes)).map_err(|_| broken("its structure is damaged"))?;
    let mut document = match loaded {
        Ok(document) => document,
        Err(error) if error.to_string().to_lowercase().contains("password") => return Err(encrypted()),
        Err(error) => return Err(broken(&error.to_string())),
    };
    if document.is_encrypted() && !matches!(caught(|| document.decrypt("").is_ok()), Ok(true)) {
        return Err(encrypted());
    }
    if !lighten(&mut document) {
        return Err(broken("its parts unpack to more than any document has"));
    }
    Ok(document)
}

fn encrypted() -> Problem {
    Problem::new("a PDF that is encrypted with a password")
}

/// The text of a file.
#[derive(Default)]
struct Text {
    body: String,
    problems: Vec<Problem>,
}

fn read_pages(document: &Document) -> Text {
    let mut text = Text::default();
    let pages = caught(|| document.get_pages()).unwrap_or_default();
    if pages.len() > PAGES_MAX {
        let message = format!("{} pages, of which the first {PAGES_MAX} are read", pages.len());
        text.problems.push(Problem::new(message));
    }
    let mut costs = Costs::new(document);
    let mut columns = Columns::default();
    let (mut unread, mut text_bytes) = (Vec::new(), 0);
    for (number, id) in pages.into_iter().take(PAGES_MAX) {
        let mut page = Page::default();
        let read = costs.is_readable(id).then(|| caught(|| output_doc_page(document, &mut page, number)));
        if !matches!(read, Some(Ok(Ok(())))) {
            unread.push(number);
        }
        let layout = Layout::of(page.glyphs);
        text_bytes += layout.text_bytes();
        if text_bytes > ARTICLE_BYTES_MAX {
            text.problems.push(Problem::new(format!("more text than an article may have; read up to page {number}")));
            break;
        }
        for block in layout.blocks() {
            columns.push(block);
        }
    }
    if let Some(first) = unread.first() {
        let count = unread.len();
        text.problems
            .push(Problem::new(format!("{count} of its pages could not be read whole, the first is page {first}")));
    }
    text.body = columns.finish();
    text
}

/// Adds title and authors from the properties of the file, where they are ones.
fn describe(article: &mut StatedArticle, document: &Document) {
    let information = document.trailer.get(b"Info").and_then(|object| document.dereference(object));
    let Ok(information) = information.and_then(|(_, object)| object.as_dict()) else { return };
    let property = |name: &[u8]| {
        let (_, object) = document.dereference(information.get(name).ok()?).ok()?;
        text_of(object)
    };
    article.title = property(b"Title").as_deref().and_then(real_title).unwrap_or_default();
    article.authors = property(b"Author").map(|author| authors::names(authors::of_person(&author))).unwrap_or_default();
    article.authors.retain(|author| is_full_name(author));
    if article.title.is_empty() {
        return;
    }
    // A headline that stands at the top is not repeated in the text.
    let Some((first, rest)) = article.body.split_once("\n\n") else { return };
    if first.split_whitespace().eq(article.title.split_whitespace()) {
        article.body = rest.to_owned();
    }
}

fn text_of(object: &Object) -> Option<String> {
    let text = caught(|| pdf_extract::decode_text_string(object).ok()).ok()??;
    Some(text.chars().filter(|character| !character.is_control()).collect())
}

/// Receives the glyphs of one page.
#[derive(Default)]
struct Page {
    glyphs: Vec<Glyph>,
}

impl OutputDev for Page {
    fn begin_page(&mut self, _: u32, _: &MediaBox, _: Option<(f64, f64, f64, f64)>) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn output_character(
        &mut self,
        transform: &Transform,
        width: f64,
        _spacing: f64,
        font_size: f64,
        text: &str,
    ) -> Result<(), OutputError> {
        if self.glyphs.len() >= GLYPHS_MAX {
            return Err(OutputError::FormatError(std::fmt::Error));
        }
        let across = (transform.m11 * transform.m11 + transform.m12 * transform.m12).sqrt() * font_size;
        let size = (transform.m21 * transform.m21 + transform.m22 * transform.m22).sqrt() * font_size;
        let is_upright = transform.m11 > 0.0 && transform.m12.abs() < transform.m11 / 4.0;
        let glyph = Glyph { x: transform.m31, y: transform.m32, width: width * across, size, text: text.to_owned() };
        let is_sound = [glyph.x, glyph.y, glyph.width, glyph.size].iter().all(|number| number.is_finite());
        if is_upright && is_sound {
            self.glyphs.push(glyph);
        }
        Ok(())
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        Ok(())
    }
}

#[cfg(test)]
mod tests;
