//! One field map: which files it is for, and where in them the record and its fields are.

use globset::GlobSet;

use super::places::{JsonPlace, MarkupPlace, XmlPlace};

/// A format that a user described.
#[derive(Clone, Debug)]
pub struct Mapped {
    pub(super) name: String,
    pub(super) files: GlobSet,
    pub(super) shape: Shape,
    pub(super) fingerprint: u64,
}

impl Mapped {
    /// Tells this map from others and from what it was before it was edited; never 0.
    pub fn fingerprint(&self) -> u64 {
        self.fingerprint
    }
}

/// Where the record and its fields are; each field by the key under which the table of fields knows it.
#[derive(Clone, Debug)]
pub(super) enum Shape {
    Json { record: Option<JsonPlace>, fields: FieldPlaces<JsonPlace> },
    Xml { record: Vec<String>, fields: FieldPlaces<XmlPlace> },
    Html { record: Option<MarkupPlace>, fields: FieldPlaces<MarkupPlace> },
}

/// For each key its places, the best first.
pub(super) type FieldPlaces<P> = Vec<(&'static str, Vec<P>)>;
