//! What a generation of the index knows of itself; the payload of tantivy's commit.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::folder::{MANIFEST_PREFIX, folder_around};
use crate::source::{path_from_text, shown_path, text_from_path};

const STANDARD_INPUT_NAME: &str = "stdin-";

/// One generation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct State {
    /// Goes up by one with every commit.
    pub generation: u64,
    /// The folders whose articles are here, in the order in which they were first given.
    pub roots: Vec<Root>,
    /// The models that names were read out of texts with, by their fingerprints, ascending; 0 is none.
    // The first formats have none; a rebuild still takes their folders out of such a state.
    #[serde(default)]
    pub names_models: Vec<u64>,
    /// The lengths by which the articles are ranked, together; `None` where it must be added up from the articles.
    #[serde(default)]
    pub length: Option<u64>,
    /// The number that the next file gets.
    pub next_file: u64,
    /// The number that the next root gets.
    #[serde(default)]
    pub next_root: u64,
    /// Goes up by one with every commit, like the generation, and is kept by a rebuild. Whatever came in first behind what this
    /// generation has will have a higher number.
    #[serde(default)]
    pub arrivals: u64,
}

/// A folder that was given to `index`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Root {
    /// Its number, never used again.
    pub number: u64,
    /// Its absolute path, by which it is recognised; `-` is standard input.
    #[serde(with = "written_path")]
    pub path: PathBuf,
    /// The way to it from the folder in which the index lies, where it is that folder or lies below it: by this it is found
    /// after both have moved together.
    #[serde(default)]
    pub beside_index: Option<String>,
    /// The path as it was given, by which users see its files.
    #[serde(with = "written_path")]
    pub given: PathBuf,
    /// What stands before `/` in the ids of its articles; empty for the first root.
    pub prefix: String,
    /// Whether all of the folder is indexed, or only files that were given one by one.
    pub whole: bool,
}

/// Paths as text that gives them back, whatever their bytes.
mod written_path {
    use std::path::{Path, PathBuf};

    use serde::{Deserialize, Deserializer, Serializer};

    use crate::source::{path_from_text, text_from_path};

    pub(super) fn serialize<S: Serializer>(path: &Path, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&text_from_path(path))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<PathBuf, D::Error> {
        Ok(path_from_text(&String::deserialize(deserializer)?))
    }
}

impl Root {
    /// The path that means standard input.
    pub const STANDARD_INPUT: &str = "-";

    /// Whether it is no folder, but what came in at standard input.
    pub fn is_standard_input(&self) -> bool {
        self.path == Path::new(Self::STANDARD_INPUT)
    }

    /// Where the file lies that has this path below the root.
    pub fn path_of(&self, relative: &str) -> PathBuf {
        self.path.join(path_from_text(relative))
    }

    /// The path of a file as users see it.
    pub fn shown_path(&self, relative: &str) -> String {
        let below = path_from_text(relative);
        let shown =
            if self.is_standard_input() || self.given == Path::new(".") { below } else { self.given.join(below) };
        shown_path(&shown, &self.path_of(relative))
    }

    /// Its own path as users see it.
    pub fn shown(&self) -> String {
        shown_path(&self.given, &self.path)
    }
}

impl State {
    /// The state in tantivy's `meta.json`.
    pub(super) fn of_meta(meta: &[u8]) -> Option<Self> {
        let meta: serde_json::Value = serde_json::from_slice(meta).ok()?;
        serde_json::from_str(meta.get("payload")?.as_str()?).ok()
    }

    /// The root with this number.
    pub fn root(&self, number: u64) -> Option<&Root> {
        self.roots.iter().find(|root| root.number == number)
    }

    /// The id of what lies at this path below a root. Where the first root, which has no prefix, has files whose ids another
    /// root's would meet, these begin with `./`, as no others do.
    pub fn id(&self, root: &Root, relative: &str) -> String {
        if !root.prefix.is_empty() {
            return format!("{}/{relative}", root.prefix);
        }
        let meets_another = !root.is_standard_input()
            && match relative.split_once('/') {
                Some((folder, _)) => self.roots.iter().any(|other| other.prefix == folder),
                None => is_name_of_standard_input(relative),
            };
        if meets_another { format!("./{relative}") } else { relative.to_owned() }
    }

    /// The innermost root that a path belongs to, by name or, where links lead to it, by place; and the path by the name of the
    /// root. A root of single files has its own folder, and the files in it.
    pub fn root_around(&self, path: &Path) -> Option<(&Root, PathBuf)> {
        let is_folder = path.is_dir();
        let belongs = |root: &Root, path: &Path| {
            path == root.path
                || path.starts_with(&root.path) && (root.whole || !is_folder && path.parent() == Some(&root.path))
        };
        let folders = || self.roots.iter().filter(|root| !root.is_standard_input());
        let by_name = folders().filter(|root| belongs(root, path));
        if let Some(root) = by_name.max_by_key(|root| root.path.components().count()) {
            return Some((root, path.to_owned()));
        }
        let place = path.canonicalize().ok()?;
        let named = |root: &Root| {
            let below = place.strip_prefix(root.path.canonicalize().ok()?).ok()?;
            // Joining nothing would leave a slash at the end.
            Some(if below.as_os_str().is_empty() { root.path.clone() } else { root.path.join(below) })
        };
        let by_place =
            folders().filter_map(|root| Some((root, named(root)?))).filter(|(root, path)| belongs(root, path));
        by_place.min_by_key(|(root, path)| path.strip_prefix(&root.path).map_or(0, |below| below.components().count()))
    }

    /// Finds the roots that lie beside the index in this folder, wherever both have moved or were copied. A root that was given
    /// by an absolute path is then shown by its new one, as is one that is no longer where it was given. Where something lies
    /// in both places, it is the new one if that holds the root's files: an index that went alone still knows where its
    /// archive stayed, whatever has the archive's name beside it.
    pub(super) fn located(mut self, index: &Path, holds_files: impl Fn(&Path, &Root) -> bool) -> Self {
        let Some(around) = folder_around(index) else {
            return self;
        };
        for root in &mut self.roots {
            let beside = root.beside_index.as_deref().map(|way| path_below(&around, way));
            let moved = beside.filter(|beside| *beside != root.path);
            let is_there = |beside: &PathBuf| !root.path.exists() || beside.exists() && holds_files(beside, root);
            if let Some(beside) = moved.filter(is_there) {
                root.given.clone_from(&beside);
                root.path = beside;
            }
        }
        self
    }

    /// Notes which roots lie beside the index in this folder.
    pub(crate) fn note_places(&mut self, index: &Path) {
        let around = folder_around(index);
        for root in &mut self.roots {
            let below = around.as_ref().and_then(|around| root.path.strip_prefix(around).ok());
            root.beside_index = below.map(text_from_path);
        }
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

fn path_below(folder: &Path, way: &str) -> PathBuf {
    if way.is_empty() { folder.to_owned() } else { folder.join(path_from_text(way)) }
}

/// The name of what came in at standard input, by the hash of its bytes.
pub(crate) fn name_of_standard_input(hash: u64) -> String {
    format!("{STANDARD_INPUT_NAME}{hash:016x}")
}

fn is_name_of_standard_input(name: &str) -> bool {
    let hash = name.strip_prefix(STANDARD_INPUT_NAME);
    hash.is_some_and(|hash| hash.len() == 16 && hash.bytes().all(|digit| digit.is_ascii_hexdigit()))
}
