//! Crawl: pages as crawlers and browsers keep them, many in a file, with what the server said of them.
//!
//! What one of them says is read by `web`; here is how each kind of archive is cut into pages.

pub(super) mod arc;
pub(super) mod mhtml;
pub(super) mod warc;
pub(super) mod webarchive;
