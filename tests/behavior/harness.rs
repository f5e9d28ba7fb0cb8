//! An archive in a folder of its own, and the program run on it.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::{Duration, Instant};

use morgue::search::{Hit, NameReading, Request, Snippet, Sort};
use serde_json::Value;
use tempfile::TempDir;

/// A folder with an `archive` of articles and, once something was indexed, an `index`.
pub(crate) struct Archive {
    folder: TempDir,
}

impl Archive {
    /// An empty archive.
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("archive")).unwrap();
        Self { folder }
    }

    /// An archive of the fixtures in one folder of `tests/fixtures`.
    pub(crate) fn of_fixtures(name: &str) -> Self {
        let archive = Self::new();
        copy_folder(&fixtures().join(name), &archive.path("archive"));
        archive
    }

    /// Adds or replaces a file.
    pub(crate) fn file(self, path: &str, content: impl AsRef<[u8]>) -> Self {
        self.write(path, content);
        self
    }

    pub(crate) fn write(&self, path: &str, content: impl AsRef<[u8]>) {
        let path = self.path("archive").join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    pub(crate) fn remove(&self, path: &str) {
        fs::remove_file(self.path("archive").join(path)).unwrap();
    }

    pub(crate) fn rename(&self, from: &str, to: &str) {
        let to = self.path("archive").join(to);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::rename(self.path("archive").join(from), to).unwrap();
    }

    /// A path below the folder that holds the archive and the index.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Indexes the archive.
    pub(crate) fn indexed(self) -> Self {
        self.run(&["index", "archive"]).code(0);
        self
    }

    /// Indexes the archive and gives the summary.
    pub(crate) fn index(&self) -> Value {
        self.run(&["index", "archive", "--format", "json"]).json()
    }

    /// The ids that a query finds, in order.
    pub(crate) fn ids(&self, arguments: &[&str]) -> Vec<String> {
        let run = self.run(&[&["query", "--all", "--format", "tsv", "--fields", "id"], arguments].concat());
        run.stdout.lines().skip(1).map(str::to_owned).collect()
    }

    /// The answer to a query as JSON.
    pub(crate) fn query(&self, arguments: &[&str]) -> Value {
        self.run(&[&["query", "--format", "json"], arguments].concat()).json()
    }

    /// An article as `show` gives it.
    pub(crate) fn show(&self, id: &str) -> Value {
        self.run(&["show", id, "--format", "json"]).code(0).json()
    }

    /// Runs the program in the folder that holds the archive.
    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        let output = self.command(arguments).output().unwrap();
        Run::new(arguments, &output)
    }

    /// The program, ready to be run there.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_morgue"));
        command.current_dir(self.folder.path()).args(arguments);
        command.env("XDG_STATE_HOME", self.path("state")).env_remove("MORGUE_TERMINAL");
        command.env_remove("MORGUE_INDEX").env_remove("MORGUE_NAMES").env("NO_COLOR", "1").env("TZ", "UTC");
        command
    }
}

/// What the library finds for a query, all of it, with snippets; an error where it cannot be read or answered.
pub(crate) fn search(archive: &morgue::index::OpenIndex, query: &str) -> Result<Vec<Hit>, morgue::Error> {
    let today = chrono::NaiveDate::from_ymd_opt(2024, 5, 20).unwrap();
    let request = Request {
        query: morgue::query::parse(query, today)?.root,
        filters: morgue::query::Node::Everything,
        root: None,
        sort: Sort::Relevance,
        half_life_days: None,
        offset: 0,
        limit: None,
        with_snippets: true,
        keyword_width: None,
        names: NameReading::AnySpelling,
        corrections: morgue::names::Corrections::default(),
        counting: None,
        collapse: false,
        with_copies: false,
    };
    let mut results = morgue::search::search(archive, &request)?;
    results.hits().collect()
}

/// What is highlighted in a snippet.
pub(crate) fn highlighted(snippet: &Snippet) -> Vec<String> {
    let text: Vec<char> = snippet.text.chars().collect();
    snippet.highlights.iter().map(|(from, to)| text[*from..*to].iter().collect()).collect()
}

/// What a run printed, and how it ended.
pub(crate) struct Run {
    pub(crate) arguments: String,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    pub(crate) code: Option<i32>,
}

impl Run {
    pub(crate) fn new(arguments: &[&str], output: &Output) -> Self {
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        let run = Self {
            arguments: arguments.join(" "),
            stdout: text(&output.stdout),
            stderr: text(&output.stderr),
            code: output.status.code(),
        };
        assert!(
            !run.stderr.contains("panicked") && !run.stderr.contains("unexpected:"),
            "{}: {}",
            run.arguments,
            run.stderr
        );
        run
    }

    #[track_caller]
    pub(crate) fn code(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "morgue {}\n{}\n{}", self.arguments, self.stdout, self.stderr);
        self
    }

    #[track_caller]
    pub(crate) fn stdout(self, expected: &str) -> Self {
        assert_eq!(self.stdout, expected, "morgue {}\n{}", self.arguments, self.stderr);
        self
    }

    /// Standard output has this in it.
    #[track_caller]
    pub(crate) fn prints(self, expected: &str) -> Self {
        assert!(self.stdout.contains(expected), "morgue {}: no `{expected}` in\n{}", self.arguments, self.stdout);
        self
    }

    /// Standard error has this in it.
    #[track_caller]
    pub(crate) fn says(self, expected: &str) -> Self {
        assert!(self.stderr.contains(expected), "morgue {}: no `{expected}` in\n{}", self.arguments, self.stderr);
        self
    }

    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.stdout)
            .unwrap_or_else(|error| panic!("morgue {}: {error}\n{}\n{}", self.arguments, self.stdout, self.stderr))
    }
}

pub(crate) fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")
}

/// Real articles for a deeper look, where they lie beside the project. What a test does with them it does with a few of our own
/// everywhere; where they are absent that is said past the test runner, which shows nothing of a test that does not fail.
pub(crate) fn real_data(name: &str) -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data").join(name);
    if folder.exists() {
        return Some(folder);
    }
    let said =
        format!("LEFT OUT: the collection `{name}` is not beside the project; only our own small ones are read\n");
    io::stderr().write_all(said.as_bytes()).unwrap();
    None
}

/// Waits until something is so, for a minute at most.
#[track_caller]
pub(crate) fn wait_until(what: &str, is_so: impl Fn() -> bool) {
    let started = Instant::now();
    while !is_so() {
        assert!(started.elapsed() < WAIT_MAX, "{what}: not within {WAIT_MAX:?}");
        std::thread::sleep(Duration::from_millis(2));
    }
}

const WAIT_MAX: Duration = Duration::from_mins(1);

pub(crate) fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy_folder(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}
