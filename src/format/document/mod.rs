//! Document: what office programs and publishers write, one article a file.
//!
//! `package` opens those that are ZIP archives, `manuscript` reads title and authors from the way that they are set.

mod docx;
mod epub;
mod manuscript;
mod odt;
mod package;
mod pdf;

use super::Format;

/// The formats of this family, in the order in which they are asked.
///
/// Told by their first bytes: `%PDF-`, or the names and types of the first entries of a ZIP file.
pub(super) static FORMATS: &[&dyn Format] = &[&pdf::Pdf, &epub::Epub, &docx::Docx, &odt::Odt];
