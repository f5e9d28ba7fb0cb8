//! Files beside the one being read, for formats whose articles are spread over several files.
//!
//! In: where a file lies and the relative path of another. Out: that one, opened. Nothing is opened but
//! regular files in the folder of the first, in the folder above it, and below these: what a file says may not lead a
//! reader all over the disk. Links on the way are followed, as they are when folders are walked.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use super::packing::{PACKED_ENDINGS, strip_packing};

/// The most names of a folder that are looked at. A volume of a newspaper has as many pages; folders with more hold
/// collections, whose files are no parts of one another.
const NAMES_MAX: usize = 4096;

/// A file beside another.
pub(super) struct Neighbour {
    /// Its name for users.
    pub(super) name: String,
    /// Where it lies.
    pub(super) path: PathBuf,
    /// The file, opened.
    pub(super) file: File,
}

/// Opens `relative`, seen from the folder of the file at `path`, whose name for users is `name`.
pub(super) fn open(path: &Path, name: &str, relative: &str) -> Option<Neighbour> {
    let steps = Steps::of(relative)?;
    let target = steps.from(path.parent()?)?;
    let found = std::iter::once(target.clone())
        .chain(PACKED_ENDINGS.iter().map(|packing| {
            let mut packed = target.clone().into_os_string();
            packed.push(packing);
            PathBuf::from(packed)
        }))
        .find(|candidate| fs::metadata(candidate).is_ok_and(|metadata| metadata.is_file()))?;
    let file = File::open(&found).ok()?;
    Some(Neighbour { name: steps.shown_from(name), path: found, file })
}

/// The names of the files in the folder `relative`, seen from the folder of the file at `path`.
pub(super) fn names(path: &Path, relative: &str) -> Vec<String> {
    let folder = Steps::of(relative).and_then(|steps| steps.from(path.parent()?));
    let Some(entries) = folder.and_then(|folder| fs::read_dir(folder).ok()) else { return Vec::new() };
    let is_folder = |entry: &fs::DirEntry| entry.file_type().is_ok_and(|kind| kind.is_dir());
    let mut names: Vec<String> = entries
        .take(NAMES_MAX)
        .flatten()
        .filter(|entry| !is_folder(entry))
        .filter_map(|entry| Some(strip_packing(entry.file_name().to_str()?)))
        .collect();
    names.sort_unstable();
    names
}

/// A relative path taken apart.
struct Steps<'a> {
    /// Whether it begins in the folder above.
    is_above: bool,
    down: Vec<&'a str>,
}

impl<'a> Steps<'a> {
    /// `None` for a path that is absolute or leads out of the folder above.
    fn of(relative: &'a str) -> Option<Self> {
        if relative.starts_with(['/', '\\']) || relative.contains(['\0', ':']) {
            return None;
        }
        let mut steps = Self { is_above: false, down: Vec::new() };
        for step in relative.split(['/', '\\']) {
            match step {
                "" | "." => {}
                ".." if steps.down.pop().is_some() => {}
                ".." if !steps.is_above => steps.is_above = true,
                ".." => return None,
                step => steps.down.push(step),
            }
        }
        Some(steps)
    }

    fn from(&self, folder: &Path) -> Option<PathBuf> {
        let mut target = if self.is_above { above(folder)? } else { folder.to_owned() };
        target.extend(&self.down);
        Some(target)
    }

    /// The same from a name that users see, with `/`.
    fn shown_from(&self, name: &str) -> String {
        let mut folder = name.rsplit_once('/').map_or("", |(folder, _)| folder);
        if self.is_above {
            folder = folder.rsplit_once('/').map_or("", |(folder, _)| folder);
        }
        let slash = if folder.is_empty() { "" } else { "/" };
        format!("{folder}{slash}{}", self.down.join("/"))
    }
}

/// The folder above one that may be named by a relative path.
fn above(folder: &Path) -> Option<PathBuf> {
    match folder.parent() {
        Some(parent) => Some(parent.to_owned()),
        None if folder.as_os_str().is_empty() => Some(PathBuf::from("..")),
        None => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_near_is_opened() {
        let root = tempfile::tempdir().unwrap();
        let issue = root.path().join("papers/issue");
        fs::create_dir_all(issue.join("ALTO")).unwrap();
        for file in ["papers/issue/mets.xml", "papers/issue/ALTO/1.xml", "papers/2.xml", "secret.xml"] {
            fs::write(root.path().join(file), "x").unwrap();
        }
        fs::write(issue.join("3.xml.gz"), "packed by name only").unwrap();
        let path = issue.join("mets.xml");
        let cases = [
            ("ALTO/1.xml", Some("papers/issue/ALTO/1.xml")),
            ("./ALTO/./1.xml", Some("papers/issue/ALTO/1.xml")),
            ("ALTO\\..\\ALTO\\1.xml", Some("papers/issue/ALTO/1.xml")),
            ("../2.xml", Some("papers/2.xml")),
            ("3.xml", Some("papers/issue/3.xml")),
            ("ALTO/../../2.xml", Some("papers/2.xml")),
            ("../../secret.xml", None),
            ("ALTO/../../../secret.xml", None),
            ("/etc/passwd", None),
            ("ALTO", None),
            ("4.xml", None),
            ("", None),
        ];
        for (relative, expected) in cases {
            let found = open(&path, "papers/issue/mets.xml", relative);
            assert_eq!(found.as_ref().map(|found| found.name.as_str()), expected, "{relative}");
        }
        assert_eq!(names(&path, ""), ["3.xml", "mets.xml"]);
        assert_eq!(names(&path, ".."), ["2.xml"]);
        assert!(names(&path, "../..").is_empty());
    }
}
