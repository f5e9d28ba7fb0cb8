//! Lists the roots of an index, follows those that were moved, and forgets those that are no longer wanted.
//!
//! In: an index, and paths. Out: what the index says of its roots afterwards. No file of an archive is read for it, and
//! articles keep their ids.

use std::path::{Path, PathBuf};

use serde::Serialize;

use super::recognise::is_missing;
use super::roots::{as_shown, not_in_an_index};
use crate::error::{Error, Result};
use crate::index::{
    CommitPolicy, FileEntry, FileKey, Manifest, OpenIndex, Purpose, Root, RootSample, State, Writer, WriterOptions,
};
use crate::source::{absolute, shown_path};

/// A root, as `morgue roots` lists it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RootStatus {
    /// Its absolute path; `-` for standard input.
    pub path: String,
    /// Its path as it was given, by which its files are shown.
    pub given: String,
    /// What stands before `/` in the ids of its articles; empty for the first root.
    pub prefix: String,
    /// Whether all of the folder is indexed, or only files that were given one by one.
    pub whole: bool,
    /// Files that the index knows of it, those among them that were rejected.
    pub files: u64,
    /// Its articles.
    pub articles: u64,
    /// When a run was last about it, in UTC, such as `2026-11-25T03:04:05Z`; `None` where that is not known.
    pub last_run: Option<String>,
    /// Whether it is gone from its place: its folder, or all of its files.
    pub missing: bool,
}

/// What became of a root that was moved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MovedRoot {
    /// Where it was, as users saw it.
    pub from: String,
    /// Where it is, likewise.
    pub to: String,
    /// Files that the index knows of it.
    pub files: u64,
    /// Its articles.
    pub articles: u64,
}

/// What was forgotten with a root.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ForgottenRoot {
    /// Where it was, as users saw it.
    pub path: String,
    /// Files that the index knew of it.
    pub files: u64,
    /// Articles that were removed.
    pub articles: u64,
}

/// The roots of an index, in the order in which they were first given.
///
/// # Errors
///
/// When the manifest is damaged.
pub fn list_roots(index: &OpenIndex) -> Result<Vec<RootStatus>> {
    let manifest = index.manifest()?;
    let runs = index.last_runs();
    let listed = index.state().roots.iter().map(|root| {
        let (files, articles) = counts(root, &manifest);
        RootStatus {
            path: shown_path(&root.path, &root.path),
            given: root.shown(),
            prefix: root.prefix.clone(),
            whole: root.whole,
            files,
            articles,
            last_run: runs.get(&root.number).cloned(),
            missing: is_missing(root, &manifest),
        }
    });
    Ok(listed.collect())
}

/// Follows a root, or all roots in a folder, from `old` to `new`, where they were moved. A root of single files may be named by
/// its only file. From then on its files are shown by the path `new` as it is written here.
///
/// # Errors
///
/// When `old` is no root, `new` is missing, is or lies in an index, holds none of the root's files, or is another root; or the
/// index cannot be written.
pub fn move_roots(index: &Path, old: &Path, new: &Path) -> Result<Vec<MovedRoot>> {
    let mut writer = open(index)?;
    let manifest = writer.manifest();
    let way = Way::between(old, new, writer.state(), &manifest)?;
    let mut moved = Vec::new();
    for root in writer.state().roots.iter().filter(|root| way.leads_from(root)) {
        let mut target = root.clone();
        (target.path, target.given) = way.follow(&root.path);
        let sample = RootSample::of(root, &manifest);
        if let Some(other) =
            writer.state().roots.iter().find(|other| other.path == target.path && !way.leads_from(other))
        {
            let other = other.given.display();
            return Err(Error::Usage(format!(
                "`{other}` is a root itself; `morgue roots forget {other}` takes it out first"
            )));
        }
        if !sample.is_any_in(&target.path) {
            let (to, from) = (target.given.display(), root.given.display());
            return Err(Error::Usage(format!("`{to}` holds none of the files of `{from}`")));
        }
        let (files, articles) = counts(root, &manifest);
        moved.push((target.clone(), MovedRoot { from: root.shown(), to: target.shown(), files, articles }));
    }
    if moved.is_empty() {
        return Err(no_root(old, writer.state()));
    }
    let state = writer.state_mut();
    for (target, _) in &moved {
        state.roots.iter_mut().filter(|root| root.number == target.number).for_each(|root| root.clone_from(target));
    }
    state.note_places(index);
    writer.finish()?;
    Ok(moved.into_iter().map(|(_, moved)| moved).collect())
}

/// Takes a root and its articles out of an index. The files stay where they are.
///
/// # Errors
///
/// When the path is no root, or the index cannot be written.
pub fn forget_root(index: &Path, path: &Path) -> Result<ForgottenRoot> {
    let mut writer = open(index)?;
    let manifest = writer.manifest();
    let root = root_named(writer.state(), path)?.clone();
    for (key, _) in files_of(&root, &manifest) {
        writer.remove_file(key);
    }
    let state = writer.state_mut();
    state.next_root = state.next_root.max(root.number + 1);
    state.roots.retain(|other| other.number != root.number);
    writer.finish()?;
    let (files, articles) = counts(&root, &manifest);
    Ok(ForgottenRoot { path: root.shown(), files, articles })
}

/// From where to where roots were moved.
struct Way {
    old: PathBuf,
    new: PathBuf,
    given: PathBuf,
}

impl Way {
    fn between(old: &Path, new: &Path, state: &State, manifest: &Manifest) -> Result<Self> {
        let old_path = absolute(old).map_err(Error::io(old))?;
        let new_path = absolute(new).map_err(Error::io(new))?;
        not_in_an_index(&new_path)?;
        let way = Self { old: old_path, new: new_path, given: as_shown(new) };
        if way.new.is_file() { way.of_file(state, manifest) } else { way.of_folder(new) }
    }

    fn of_folder(self, new: &Path) -> Result<Self> {
        if self.new.is_dir() {
            Ok(self)
        } else {
            Err(Error::Usage(format!("`{}`: no such file or folder", new.display())))
        }
    }

    /// The way of the folder of a file, where that is all there is of its root.
    fn of_file(self, state: &State, manifest: &Manifest) -> Result<Self> {
        let above = |path: &Path| path.parent().map(Path::to_owned).unwrap_or_default();
        let (folder, name) = (above(&self.old), self.old.file_name());
        let root = state.roots.iter().find(|root| root.path == folder && !root.whole);
        let root = root.ok_or_else(|| no_root(&self.old, state))?;
        let is_this = |(key, _): &(FileKey, FileEntry)| root.path_of(&key.relative) == self.old;
        if self.new.file_name() != name || !files_of(root, manifest).all(is_this) {
            return Err(Error::Usage(format!(
                "files of `{}` were given one by one: they keep their names, and move with their folder; name both folders",
                root.given.display()
            )));
        }
        Ok(Self { old: folder, new: above(&self.new), given: as_shown(&above(&self.given)) })
    }

    fn leads_from(&self, root: &Root) -> bool {
        root.path.starts_with(&self.old)
    }

    /// Where a path is now, and how it is shown.
    fn follow(&self, path: &Path) -> (PathBuf, PathBuf) {
        match path.strip_prefix(&self.old) {
            // Joining nothing would leave a slash at the end.
            Ok(below) if !below.as_os_str().is_empty() => (self.new.join(below), self.given.join(below)),
            _ => (self.new.clone(), self.given.clone()),
        }
    }
}

/// Opens an index that is there; little memory is needed to write no articles.
fn open(index: &Path) -> Result<Writer> {
    OpenIndex::open(index)?;
    let options = WriterOptions {
        purpose: Purpose::Update,
        threads: 1,
        memory_bytes: 0,
        commit: CommitPolicy::default(),
        day: chrono::NaiveDate::MIN,
    };
    Writer::open(index, options)
}

fn root_named<'a>(state: &'a State, path: &Path) -> Result<&'a Root> {
    if path == Path::new(Root::STANDARD_INPUT) {
        let root = state.roots.iter().find(|root| root.is_standard_input());
        return root.ok_or_else(|| no_root(path, state));
    }
    let place = absolute(path).map_err(Error::io(path))?;
    match state.root_around(&place) {
        Some((root, place)) if place == root.path => Ok(root),
        Some((root, _)) => Err(Error::Usage(format!(
            "`{}` is a part of the root `{}`, not a root itself",
            path.display(),
            root.given.display()
        ))),
        None => Err(no_root(path, state)),
    }
}

fn no_root(path: &Path, state: &State) -> Error {
    let roots: Vec<String> = state.roots.iter().map(|root| format!("`{}`", root.path.display())).collect();
    let roots = if roots.is_empty() { "there are none".to_owned() } else { format!("there are {}", roots.join(", ")) };
    Error::Usage(format!("`{}` is no root of the index: {roots}", path.display()))
}

fn files_of<'a>(root: &Root, manifest: &'a Manifest) -> impl Iterator<Item = &'a (FileKey, FileEntry)> {
    let number = root.number;
    manifest.files().iter().filter(move |(key, _)| key.root == number)
}

fn counts(root: &Root, manifest: &Manifest) -> (u64, u64) {
    files_of(root, manifest).fold((0, 0), |(files, articles), (_, entry)| (files + 1, articles + entry.articles))
}
