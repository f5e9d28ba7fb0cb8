//! Web: the pages of news sites.
//!
//! `html` reads a page, `http` what a server sends around it, and `capture` makes an article of both, for `crawl` and
//! `mail`.

pub(super) mod capture;
pub(super) mod html;
pub(super) mod http;

use super::Format;

/// The formats of this family, in the order in which they are asked.
///
/// Told by tags that only pages have.
pub(super) static FORMATS: &[&dyn Format] = &[&html::Html];
