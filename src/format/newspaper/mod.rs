//! Newspaper: printed pages that were scanned and read by machine, and how a library lays out an issue of them.
//!
//! `lines` joins the lines of a printed column; PDF uses it and the columns of `alto` too.

pub(super) mod alto;
pub(super) mod hocr;
pub(super) mod kb_article;
pub(super) mod lines;
pub(super) mod mets;
