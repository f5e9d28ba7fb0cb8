//! A date of publication, and where it stood.

use serde::{Deserialize, Serialize};

use crate::date::NewsDate;

/// A date of publication and how it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dated {
    /// The day, month or year.
    pub date: NewsDate,
    /// Where it stood.
    pub source: DateSource,
}

/// Where a date of publication was found, the most trustworthy first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DateSource {
    /// A line or tag of the text or wire itself.
    Header,
    /// JSON, front matter, or the metadata of a page.
    Metadata,
    /// The dateline or another place in the running text.
    Text,
    /// The file's folder or name.
    Path,
    /// The file's own time of change; taken only where that was asked for.
    File,
}

impl DateSource {
    /// The word that users see.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Header => "header",
            Self::Metadata => "metadata",
            Self::Text => "text",
            Self::Path => "path",
            Self::File => "file",
        }
    }
}
