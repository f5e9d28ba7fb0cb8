//! Document: what office programs and publishers write, one article a file.
//!
//! `package` opens those that are ZIP archives, `manuscript` reads title and authors from the way that they are set.

pub(super) mod docx;
pub(super) mod epub;
pub(super) mod manuscript;
pub(super) mod odt;
pub(super) mod package;
pub(super) mod pdf;
