//! Newspaper: printed pages that were scanned and read by machine, and how a library lays out an issue of them.
//!
//! `lines` joins the lines of a printed column; PDF uses it and the columns of `alto` too.

pub(super) mod alto;
mod hocr;
mod kb_article;
pub(super) mod lines;
pub(super) mod mets;

use super::Format;

/// The formats of this family, in the order in which they are asked.
///
/// Told by the root element; pages of hOCR by the classes of their elements, for they are HTML too.
pub(super) static FORMATS: &[&dyn Format] = &[&mets::Mets, &alto::Alto, &kb_article::KbArticle, &hocr::Hocr];
