//! What a generation of the index knows of itself; the payload of tantivy's commit.

use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::directory::META_FILE;
use super::manifest::Manifest;
use super::seal::unsealed;

/// What stands before the generation in the name of a manifest.
pub(super) const MANIFEST_PREFIX: &str = "manifest-";

/// One generation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct State {
    /// Goes up by one with every commit.
    pub generation: u64,
    /// The folders whose articles are here, in the order in which they were first given.
    pub roots: Vec<Root>,
    /// The models that names were read out of texts with, by their fingerprints, ascending; 0 is none.
    pub names_models: Vec<u64>,
    /// The number that the next file gets.
    pub next_file: u64,
}

/// A folder that was given to `index`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Root {
    /// Its number, never used again.
    pub number: u64,
    /// Its absolute path, by which it is recognised.
    pub path: String,
    /// The path as it was given, by which users see its files.
    pub given: String,
    /// What stands before `/` in the ids of its articles; empty for the first root.
    pub prefix: String,
    /// Whether all of the folder is indexed, or only files that were given one by one.
    pub whole: bool,
}

impl Root {
    /// The id of what lies at this path below the root.
    pub fn id(&self, relative: &str) -> String {
        if self.prefix.is_empty() { relative.to_owned() } else { format!("{}/{relative}", self.prefix) }
    }

    /// The path of a file as users see it.
    pub fn shown_path(&self, relative: &str) -> String {
        match self.given.trim_end_matches('/') {
            "." | "" | "-" => relative.to_owned(),
            given => format!("{given}/{relative}"),
        }
    }
}

impl State {
    /// The state of a data folder that may be of another version or damaged: from tantivy's `meta.json`, which is JSON with
    /// the state in it, where its checksum proves it; else from the latest manifest that is sound; else, as earlier formats
    /// had no checksum, from `meta.json` as it is.
    pub(crate) fn salvaged(data: &Path) -> Option<Self> {
        let meta = fs::read(data.join(META_FILE)).ok();
        let proved = || Self::of_meta(&unsealed(meta.clone()?).ok()?);
        let of_manifest = || Some(Manifest::latest(data)?.1);
        proved().or_else(of_manifest).or_else(|| Self::of_meta(meta.as_ref()?))
    }

    fn of_meta(meta: &[u8]) -> Option<Self> {
        let meta: serde_json::Value = serde_json::from_slice(meta).ok()?;
        serde_json::from_str(meta.get("payload")?.as_str()?).ok()
    }

    /// The root with this number.
    pub fn root(&self, number: u64) -> Option<&Root> {
        self.roots.iter().find(|root| root.number == number)
    }

    /// Name of the manifest that goes with this generation.
    pub(crate) fn manifest_file(&self) -> String {
        format!("{MANIFEST_PREFIX}{}", self.generation)
    }

    /// Whether no text was read for names.
    pub fn has_stated_names_only(&self) -> bool {
        self.names_models == [0]
    }

    /// Notes that names are read with this model.
    pub(crate) fn add_names_model(&mut self, fingerprint: u64) {
        if let Err(place) = self.names_models.binary_search(&fingerprint) {
            self.names_models.insert(place, fingerprint);
        }
    }
}
