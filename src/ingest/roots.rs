//! Which folders and files a run is about, from the paths that a user names.

use std::path::{Path, PathBuf};

use super::recognise::moved_roots;
use crate::error::{Error, Result};
use crate::format::FIELD_MAPS_FILE;
use crate::index::{FileKey, Manifest, Root, State, is_index};
use crate::names::Corrections;
use crate::source::{absolute, relative_path, text_from_path};

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

/// What a run is about.
#[derive(Debug, Default)]
pub(super) struct Resolved {
    pub(super) scopes: Vec<Scope>,
    /// Paths of which nothing is read because they hold the files of a root that is missing, and what is to be done.
    pub(super) held_back: Vec<(String, String)>,
    /// Folders of that kind within those that are walked.
    pub(super) skipped: Vec<PathBuf>,
}

/// Finds the roots of `paths`, adds those that are new to `state`, and gives the scopes of the run. Without paths these are
/// all roots that are known. What roots had in them when they were last seen stands in `manifest`.
///
/// # Errors
///
/// When a path does not exist and lies in no known root, lies in an index, or there is nothing to index.
pub(super) fn resolve(state: &mut State, manifest: &Manifest, paths: &[PathBuf]) -> Result<Resolved> {
    let mut resolved = Resolved::default();
    for path in paths {
        resolved.add(state, manifest, path)?;
    }
    if paths.is_empty() {
        resolved.scopes = known_roots(state);
        if resolved.scopes.is_empty() {
            let default = Path::new(DEFAULT_FOLDER);
            if !default.is_dir() {
                return Err(Error::Usage(format!(
                    "no folder is given or known, and there is no `{DEFAULT_FOLDER}` here"
                )));
            }
            resolved.add(state, manifest, default)?;
        }
    }
    add_roots_within(state, &mut resolved.scopes);
    resolved.drop_scopes_within_others();
    resolved.hold_back_within(state, manifest);
    Ok(resolved)
}

impl Resolved {
    fn add(&mut self, state: &mut State, manifest: &Manifest, given: &Path) -> Result<()> {
        if given == Path::new(Root::STANDARD_INPUT) {
            let root = root_at(state, manifest, given, given, false);
            self.scopes.push(Scope { root, extent: Extent::StandardInput });
            return Ok(());
        }
        let path = absolute(given).map_err(Error::io(given))?;
        not_in_an_index(&path)?;
        let (is_folder, is_file) = (path.is_dir(), path.is_file());
        let (root, path) = match state.root_around(&path) {
            Some((root, path)) => (root.number, path),
            None if !is_folder && !is_file => {
                return Err(Error::Usage(format!("`{}`: no such file or folder", given.display())));
            }
            None => {
                let above = |path: &Path| path.parent().map(Path::to_owned).unwrap_or_default();
                let (folder, given) =
                    if is_folder { (path.clone(), given.to_owned()) } else { (above(&path), above(given)) };
                let moved = moved_roots(state, manifest, &folder);
                if !moved.is_empty() {
                    let what = moved.iter().map(|(root, place)| advice(root, &folder, &given, place));
                    self.held_back.push((given.display().to_string(), what.collect::<Vec<_>>().join("; ")));
                    return Ok(());
                }
                (root_at(state, manifest, &folder, &given, is_folder), path)
            }
        };
        if is_folder {
            mark_whole(state, root, &path);
        }
        // What is gone is looked for as a folder: all that was known below it is gone with it.
        let extent = if is_file { Extent::File(path) } else { Extent::Folder(path) };
        self.scopes.push(Scope { root, extent });
        Ok(())
    }

    /// A missing root may have been moved into a folder that the index follows.
    fn hold_back_within(&mut self, state: &State, manifest: &Manifest) {
        for scope in &self.scopes {
            let (Some(folder), Some(around)) = (scope.folder(), state.root(scope.root)) else {
                continue;
            };
            for (root, place) in moved_roots(state, manifest, folder) {
                let relative = relative_path(&around.path, &place);
                let is_known = |key: &FileKey| {
                    key.root == around.number
                        && key.relative.strip_prefix(&*relative).is_some_and(|below| below.starts_with('/'))
                };
                let is_new = place != folder
                    && place.starts_with(folder)
                    && !manifest.files().iter().any(|(key, _)| is_known(key))
                    && !self.skipped.contains(&place);
                if is_new {
                    let shown = around.shown_path(&relative);
                    self.held_back.push((shown.clone(), advice(root, &place, Path::new(&shown), &place)));
                    self.skipped.push(place);
                }
            }
        }
    }

    /// Each file is looked at once, however often the paths of a run name it.
    fn drop_scopes_within_others(&mut self) {
        let mut kept: Vec<Scope> = Vec::new();
        for scope in std::mem::take(&mut self.scopes) {
            if !kept.iter().any(|other| other.contains(&scope)) {
                kept.retain(|other| !scope.contains(other));
                kept.push(scope);
            }
        }
        self.scopes = kept;
    }
}

/// Refuses an index, and what lies in one.
pub(super) fn not_in_an_index(path: &Path) -> Result<()> {
    match path.ancestors().find(|folder| is_index(folder)) {
        Some(index) => Err(Error::Usage(format!("`{}` is an index, no folder of articles", index.display()))),
        None => Ok(()),
    }
}

/// What is to be done about a root whose files were found at `place`, in or around the folder that was given.
fn advice(root: &Root, folder: &Path, given: &Path, place: &Path) -> String {
    let old = if absolute(&root.given).is_ok_and(|path| path == root.path) { &root.given } else { &root.path };
    let new = match place.strip_prefix(folder) {
        Ok(below) if below.as_os_str().is_empty() => given.to_owned(),
        Ok(below) => given.join(below),
        Err(_) => place.to_owned(),
    };
    let (shown, old, new) = (old.display(), for_shell(old), for_shell(&new));
    format!(
        "holds the files of `{shown}`, which is missing: nothing of it was read; `morgue roots move {old} {new}` follows them \
         there, `morgue roots forget {old}` takes the old ones out"
    )
}

/// A path as it is typed in a command line of a Unix shell.
fn for_shell(path: &Path) -> String {
    let path = path.to_string_lossy();
    let is_plain = |character: char| character.is_alphanumeric() || "/._-+=:@%,".contains(character);
    if path.chars().all(is_plain) { path.into_owned() } else { format!("'{}'", path.replace('\'', r"'\''")) }
}

fn known_roots(state: &State) -> Vec<Scope> {
    let walked = state.roots.iter().filter(|root| !root.is_standard_input());
    let extent = |root: &Root| if root.whole { Extent::Folder(root.path.clone()) } else { Extent::KnownFiles };
    walked.map(|root| Scope { root: root.number, extent: extent(root) }).collect()
}

/// Roots that lie within a folder to be walked keep their own articles, and are brought up to date with it.
fn add_roots_within(state: &State, scopes: &mut Vec<Scope>) {
    let folders: Vec<PathBuf> = scopes.iter().filter_map(|scope| scope.folder().map(Path::to_owned)).collect();
    for scope in known_roots(state) {
        let path = state.root(scope.root).map_or(Path::new(""), |root| root.path.as_path());
        let lies_within = folders.iter().any(|folder| path.starts_with(folder) && path != folder);
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

    /// Whether all of another scope is part of this one. A hidden file that is named is read, though its folder passes it over.
    fn contains(&self, other: &Self) -> bool {
        let within = |folder: &Path| match &other.extent {
            Extent::Folder(path) => path.starts_with(folder),
            _ => false,
        };
        self == other || self.root == other.root && self.folder().is_some_and(within)
    }
}

/// Where roots may have files of ours, which are no articles: corrections to names, and field maps.
pub(super) fn files_beside_articles(roots: &[Root]) -> impl Iterator<Item = PathBuf> + '_ {
    let names = [Corrections::FILE_NAME, FIELD_MAPS_FILE];
    roots.iter().flat_map(move |root| names.map(|name| root.path.join(name)))
}

fn mark_whole(state: &mut State, number: u64, path: &Path) {
    let named = state.roots.iter_mut().find(|root| root.number == number && root.path == path);
    if let Some(root) = named {
        root.whole = true;
    }
}

fn root_at(state: &mut State, manifest: &Manifest, path: &Path, given: &Path, whole: bool) -> u64 {
    if let Some(known) = state.roots.iter().find(|root| root.path == path) {
        return known.number;
    }
    let number = state.roots.iter().map(|root| root.number + 1).max().unwrap_or(0).max(state.next_root);
    state.next_root = number + 1;
    let prefix = unique_prefix(state, manifest, path);
    state.roots.push(Root { number, path: path.to_owned(), beside_index: None, given: as_shown(given), prefix, whole });
    number
}

/// A path as it was given, without slashes at its end; `.` for the folder where it was given.
pub(super) fn as_shown(given: &Path) -> PathBuf {
    let given: PathBuf = given.components().collect();
    if given.as_os_str().is_empty() { PathBuf::from(".") } else { given }
}

/// The first folder and standard input have no prefix; later ones have the last name of their folder, numbered where another root has it or the
/// first root has, or had, a folder of that name.
fn unique_prefix(state: &State, manifest: &Manifest, path: &Path) -> String {
    let folders = || state.roots.iter().filter(|root| !root.is_standard_input());
    if path == Path::new(Root::STANDARD_INPUT) || folders().next().is_none() {
        return String::new();
    }
    let name = path.file_name().map_or_else(|| "root".to_owned(), |name| text_from_path(Path::new(name)));
    let first = folders().find(|root| root.prefix.is_empty());
    let had = |root: &Root, folder: &str| {
        let is_below = |relative: &str| relative.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
        manifest.files().iter().any(|(key, _)| key.root == root.number && is_below(&key.relative))
    };
    let is_taken = |prefix: &str| {
        folders().any(|root| root.prefix == prefix)
            || first.is_some_and(|root| root.path_of(prefix).symlink_metadata().is_ok() || had(root, prefix))
    };
    let numbered = (2_u32..).map(|number| format!("{name}-{number}"));
    std::iter::once(name.clone()).chain(numbered).find(|prefix| !is_taken(prefix)).unwrap_or(name)
}
