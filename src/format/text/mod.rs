//! Text: what people write without markup, or with that of Markdown; the last that is asked.
//!
//! `bagit` tells the texts that package an archive from those that are articles.

pub(super) mod bagit;
pub(super) mod markdown;
pub(super) mod plain;
