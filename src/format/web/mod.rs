//! Web: the pages of news sites.
//!
//! `html` reads a page, `http` what a server sends around it, and `capture` makes an article of both, for `crawl` and
//! `mail`.

pub(super) mod capture;
pub(super) mod html;
pub(super) mod http;
