//! Reads what the program prints.

use std::collections::BTreeMap;

use crate::model::{FileVersion, Files, TITLE};

/// The command that lists every article with its id and title.
pub const LISTING: &[&str] = &["query", "--all", "--format", "tsv", "--fields", "id,title"];

/// The articles in an index: by file, their ids and marks in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    files: BTreeMap<String, Vec<(String, String)>>,
}

impl Listing {
    /// Reads the output of [`LISTING`].
    pub fn read(printed: &str) -> Self {
        let mut files: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
        for line in printed.lines().skip(1) {
            let (id, title) = line.split_once('\t').unwrap_or((line, ""));
            let path = id.split('#').next().unwrap_or(id);
            let mark = title.strip_prefix(TITLE).unwrap_or(title).trim();
            files.entry(path.to_owned()).or_default().push((id.to_owned(), mark.to_owned()));
        }
        files.values_mut().for_each(|articles| articles.sort());
        Self { files }
    }

    /// Whether the articles of this file are those of this version, and no others; without a version, whether there are none.
    pub fn has(&self, path: &str, version: Option<FileVersion>) -> bool {
        match (self.files.get(path), version) {
            (None, None) => true,
            (Some(found), Some(version)) => *found == version.expected(path),
            _ => false,
        }
    }

    /// The paths of all files.
    pub fn paths(&self) -> impl Iterator<Item = &String> {
        self.files.keys()
    }

    /// What is there of a file, shortly.
    pub fn described(&self, path: &str) -> String {
        self.files.get(path).map_or_else(
            || "nothing".to_owned(),
            |articles| {
                let first: Vec<String> = articles.iter().take(4).map(|(id, mark)| format!("{id} {mark}")).collect();
                format!("{} articles ({}…)", articles.len(), first.join(", "))
            },
        )
    }

    /// The paths of which the articles are not those of these files.
    pub fn differences(&self, files: &Files) -> Vec<String> {
        let paths = self.files.keys().chain(files.keys().filter(|path| !self.files.contains_key(*path)));
        paths.filter(|path| !self.has(path, files.get(*path).copied())).cloned().collect()
    }

    /// The only marks that there are; more than one where the files are not of one writing.
    pub fn marks(&self) -> Vec<&str> {
        let mut marks: Vec<&str> = self.files.values().flatten().map(|(_, mark)| mark.as_str()).collect();
        marks.sort_unstable();
        marks.dedup();
        marks
    }

    /// How many articles there are.
    pub fn articles(&self) -> usize {
        self.files.values().map(Vec::len).sum()
    }
}

/// Keys whose values say when or how an answer was given, not what it is.
const INCIDENTAL: &[&str] = &["took_ms", "index_bytes", "generation"];

/// An answer without what may differ though it is the same answer.
pub fn essence(printed: &str) -> String {
    // One value that may go over many lines, or one a line, or no JSON at all.
    if let Some(value) = stripped(printed) {
        return value;
    }
    printed.lines().map(|line| stripped(line).unwrap_or_else(|| line.to_owned())).collect::<Vec<_>>().join("\n")
}

fn stripped(text: &str) -> Option<String> {
    let mut value = serde_json::from_str(text).ok()?;
    strip(&mut value);
    Some(value.to_string())
}

fn strip(value: &mut serde_json::Value) {
    match value {
        serde_json::Value::Object(object) => {
            object.retain(|key, _| !INCIDENTAL.contains(&key.as_str()));
            object.values_mut().for_each(strip);
        }
        serde_json::Value::Array(values) => values.iter_mut().for_each(strip),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_which_a_part_is_old_is_a_difference() {
        let version = FileVersion { first_mark: 0, articles: 2 };
        let other = FileVersion { first_mark: 2, articles: 2 };
        let listed = |articles: &[(String, String)]| {
            let lines: Vec<String> = articles.iter().map(|(id, mark)| format!("{id}\tNotice {mark}")).collect();
            Listing::read(&format!("id\ttitle\n{}\n", lines.join("\n")))
        };
        let path = "1.jsonl";
        let whole = listed(&version.expected(path));
        assert!(whole.has(path, Some(version)) && !whole.has(path, Some(other)) && !whole.has(path, None));
        assert!(whole.has("2.jsonl", None));
        let mixed = listed(&[version.expected(path)[0].clone(), other.expected(path)[1].clone()]);
        assert!(!mixed.has(path, Some(version)) && !mixed.has(path, Some(other)));
        let twice = listed(&[version.expected(path), version.expected(path)].concat());
        assert_eq!(twice.differences(&Files::from([(path.to_owned(), version)])), [path]);
        assert_eq!(Listing::default().differences(&Files::from([(path.to_owned(), version)])), [path]);
    }

    #[test]
    fn how_long_an_answer_took_is_no_part_of_it() {
        assert_eq!(essence(r#"{"total":1,"took_ms":3.5}"#), essence(r#"{"total":1,"took_ms":4}"#));
        assert_eq!(essence("{\"total\":1,\n\"took_ms\":3}\n"), essence(r#"{"total":1}"#));
        assert_ne!(essence(r#"{"total":1}"#), essence(r#"{"total":2}"#));
        assert_eq!(essence("a\tb\n"), "a\tb");
    }
}
