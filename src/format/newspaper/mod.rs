//! Newspaper: printed pages that were scanned and read by machine, and how a library lays out an issue of them.
//!
//! `page` reads the lines of a scanned page, `lines` joins those of a printed column, and `columns` puts paragraphs together over
//! the ends of columns and pages; PDF uses them too.

mod alto;
pub(super) mod columns;
mod hocr;
mod kb_article;
pub(super) mod lines;
pub(super) mod mets;
pub(super) mod page;

use super::Format;

/// The formats of this family, in the order in which they are asked.
///
/// Told by the root element; pages of hOCR by the classes of their elements, for they are HTML too.
pub(super) static FORMATS: &[&dyn Format] = &[&mets::Mets, &alto::Alto, &kb_article::KbArticle, &hocr::Hocr];
