//! Which folders and files a run is about, from the paths that a user names.

use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::format::FIELD_MAPS_FILE;
use crate::index::{Root, State};
use crate::names::Corrections;
use crate::source::absolute;

/// The path that means standard input, and the root that its articles belong to.
pub(super) const STANDARD_INPUT: &str = "-";

/// The folder that is indexed when no other is named or known.
const DEFAULT_FOLDER: &str = "corpus";

/// A part of the archive that a run brings up to date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    /// Number of the root that it belongs to.
    pub root: u64,
    /// What of it.
    pub extent: Extent,
}

/// How far a scope reaches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Extent {
    /// A folder and all below it.
    Folder(PathBuf),
    /// One file.
    File(PathBuf),
    /// The files of the root that are in the index already.
    KnownFiles,
    /// What comes in at standard input.
    StandardInput,
}

/// Finds the roots of `paths`, adds those that are new to `state`, and gives the scopes of the run. Without paths these are
/// all roots that are known.
///
/// # Errors
///
/// When a path does not exist and lies in no known root, or there is nothing to index.
pub(super) fn resolve(state: &mut State, paths: &[PathBuf]) -> Result<Vec<Scope>> {
    let mut scopes = Vec::new();
    for path in paths {
        let scope = resolve_path(state, path)?;
        push_new(&mut scopes, scope);
    }
    if paths.is_empty() {
        scopes = known_roots(state);
    }
    if scopes.is_empty() {
        let default = Path::new(DEFAULT_FOLDER);
        if !default.is_dir() {
            return Err(Error::Usage(format!("no folder is given or known, and there is no `{DEFAULT_FOLDER}` here")));
        }
        scopes.push(resolve_path(state, default)?);
    }
    add_roots_within(state, &mut scopes);
    Ok(scopes)
}

/// Where roots may have files of ours, which are no articles: corrections to names, and field maps.
pub(super) fn files_beside_articles(roots: &[Root]) -> impl Iterator<Item = PathBuf> + '_ {
    let names = [Corrections::FILE_NAME, FIELD_MAPS_FILE];
    roots.iter().flat_map(move |root| names.map(|name| Path::new(&root.path).join(name)))
}

fn known_roots(state: &State) -> Vec<Scope> {
    let walked = state.roots.iter().filter(|root| root.path != STANDARD_INPUT);
    let extent = |root: &Root| if root.whole { Extent::Folder(PathBuf::from(&root.path)) } else { Extent::KnownFiles };
    walked.map(|root| Scope { root: root.number, extent: extent(root) }).collect()
}

/// Roots that lie within a folder to be walked keep their own articles, and are brought up to date with it.
fn add_roots_within(state: &State, scopes: &mut Vec<Scope>) {
    let folders: Vec<PathBuf> = scopes.iter().filter_map(|scope| scope.folder().map(Path::to_owned)).collect();
    for scope in known_roots(state) {
        let path = state.root(scope.root).map(|root| PathBuf::from(&root.path)).unwrap_or_default();
        let lies_within = folders.iter().any(|folder| path.starts_with(folder) && path != *folder);
        let is_there = scopes.iter().any(|known| known.root == scope.root);
        if lies_within && !is_there {
            scopes.push(scope);
        }
    }
}

impl Scope {
    /// The folder to be walked, if it is one.
    pub(super) fn folder(&self) -> Option<&Path> {
        match &self.extent {
            Extent::Folder(folder) => Some(folder),
            _ => None,
        }
    }
}

fn resolve_path(state: &mut State, given: &Path) -> Result<Scope> {
    if given == Path::new(STANDARD_INPUT) {
        let root = root_at(state, Path::new(STANDARD_INPUT), given, false);
        return Ok(Scope { root, extent: Extent::StandardInput });
    }
    let path = absolute(given).map_err(Error::io(given))?;
    let containing = containing_root(state, &path);
    if path.is_dir() {
        let root = containing.unwrap_or_else(|| root_at(state, &path, given, true));
        mark_whole(state, root, &path);
        return Ok(Scope { root, extent: Extent::Folder(path) });
    }
    if path.is_file() {
        let root = containing.unwrap_or_else(|| {
            let folder = given.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
            root_at(state, path.parent().unwrap_or(&path), folder, false)
        });
        return Ok(Scope { root, extent: Extent::File(path) });
    }
    match containing {
        Some(root) => Ok(Scope { root, extent: Extent::Folder(path) }),
        None => Err(Error::Usage(format!("`{}`: no such file or folder", given.display()))),
    }
}

/// The innermost root that a path lies in. A root of single files contains its own folder, and the files in it.
fn containing_root(state: &State, path: &Path) -> Option<u64> {
    let contains = |root: &&Root| {
        let folder = Path::new(&root.path);
        path == folder || path.starts_with(folder) && (root.whole || path.parent() == Some(folder) && !path.is_dir())
    };
    state.roots.iter().filter(contains).max_by_key(|root| root.path.len()).map(|root| root.number)
}

fn mark_whole(state: &mut State, number: u64, path: &Path) {
    let named = state.roots.iter_mut().find(|root| root.number == number && Path::new(&root.path) == path);
    if let Some(root) = named {
        root.whole = true;
    }
}

fn root_at(state: &mut State, path: &Path, given: &Path, whole: bool) -> u64 {
    let text = path.to_string_lossy().into_owned();
    if let Some(known) = state.roots.iter().find(|root| root.path == text) {
        return known.number;
    }
    let number = state.roots.iter().map(|root| root.number + 1).max().unwrap_or(0);
    let prefix = unique_prefix(state, path);
    let given = given.to_string_lossy().into_owned();
    state.roots.push(Root { number, path: text, given, prefix, whole });
    number
}

/// The first folder and standard input have no prefix; later ones have the last name of their folder, numbered where another root has it or the
/// first root has a folder of that name.
fn unique_prefix(state: &State, path: &Path) -> String {
    let folders = || state.roots.iter().filter(|root| root.path != STANDARD_INPUT);
    let Some(first) = folders().next().filter(|_| path != Path::new(STANDARD_INPUT)) else {
        return String::new();
    };
    let name = path.file_name().map_or_else(|| "root".to_owned(), |name| name.to_string_lossy().into_owned());
    let is_taken = |prefix: &str| {
        folders().any(|root| root.prefix == prefix) || Path::new(&first.path).join(prefix).symlink_metadata().is_ok()
    };
    let numbered = (2_u32..).map(|number| format!("{name}-{number}"));
    std::iter::once(name.clone()).chain(numbered).find(|prefix| !is_taken(prefix)).unwrap_or(name)
}

fn push_new(scopes: &mut Vec<Scope>, scope: Scope) {
    if !scopes.contains(&scope) {
        scopes.push(scope);
    }
}
