//! An archive, its index, and what the index must hold: what [`crate::kill`] and [`crate::soak`] have in common.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::answers::{LISTING, Listing};
use crate::model::{FileVersion, Files, Model, Move, Size, mark};
use crate::program::{End, Program, Run};
use crate::{Dice, Report};

/// What the drivers are told on the command line.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The program under test.
    pub binary: PathBuf,
    /// What all chance comes from.
    pub seed: u64,
    /// Articles between two commits of a run, where the program has the flag; fewer make more commits fall into a run.
    pub commit_every: Option<u64>,
}

/// How many marks one query asks for at once.
const MARKS_A_QUERY: usize = 40;

/// How a run may be started.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Update,
    Prune,
    NoPrune,
    Rebuild,
}

impl Kind {
    fn flags(self) -> &'static [&'static str] {
        match self {
            Self::Update => &[],
            Self::Prune => &["--prune"],
            Self::NoPrune => &["--no-prune"],
            Self::Rebuild => &["--rebuild"],
        }
    }
}

/// An archive and its index in a folder of their own.
#[derive(Debug)]
pub struct Session {
    folder: tempfile::TempDir,
    program: Program,
    commit_every: Option<u64>,
    model: Model,
    /// What the index holds, as far as is known: as it was found after the last run.
    indexed: Files,
    has_index: bool,
    /// What moved since the index was known to hold all that is on the disk.
    moves: Vec<Move>,
    /// Versions of files that nothing may find any more.
    retired: Vec<FileVersion>,
    /// How long runs of each kind take that are not killed.
    durations: BTreeMap<Kind, Duration>,
    /// The greatest figures of all runs since they were taken last.
    figures: Figures,
    pub(crate) dice: Dice,
    /// What was found and done.
    pub report: Report,
}

/// What runs took, and what they left.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Most memory of a run of `index`, in bytes.
    pub index_memory_bytes: u64,
    /// Most memory of any other run, in bytes.
    pub query_memory_bytes: u64,
    /// Most files open at once.
    pub open_files: usize,
    /// Bytes of the index folder.
    pub index_bytes: u64,
    /// Files in the index folder that no part of the index in force needs.
    pub leftovers: usize,
}

impl Session {
    /// Writes an archive of this size.
    ///
    /// # Errors
    ///
    /// When the program is not there, or the folder for temporary files cannot be written to.
    pub fn new(settings: &Settings, size: Size) -> io::Result<Self> {
        let folder = tempfile::Builder::new().prefix("morgue-endurance-").tempdir()?;
        let program = Program::new(&settings.binary, folder.path())?;
        let mut dice = Dice::new(settings.seed);
        let model = Model::write(&folder.path().join("archive"), size, &mut dice)?;
        Ok(Self {
            folder,
            program,
            commit_every: settings.commit_every,
            model,
            indexed: Files::new(),
            has_index: false,
            moves: Vec::new(),
            retired: Vec::new(),
            durations: BTreeMap::new(),
            figures: Figures::default(),
            dice,
            report: Report::default(),
        })
    }

    /// How many articles the archive has now.
    pub fn articles(&self) -> u64 {
        self.model.articles()
    }

    /// Changes so many files of the archive.
    ///
    /// # Errors
    ///
    /// When they cannot be written.
    pub fn change(&mut self, changes: usize) -> io::Result<()> {
        self.model.change(changes, &mut self.dice)?;
        self.moves.extend(self.model.take_moves());
        self.retired.extend(self.model.take_retired());
        Ok(())
    }

    /// Starts a run of any kind, kills it at some moment of the time that such a run takes, and looks at what it left.
    ///
    /// # Errors
    ///
    /// When the program cannot be run.
    pub fn run_killed(&mut self) -> io::Result<()> {
        let kinds = [Kind::Update, Kind::Update, Kind::Update, Kind::Prune, Kind::NoPrune, Kind::Rebuild];
        let kind = if self.has_index { kinds[self.dice.below(kinds.len())] } else { Kind::Update };
        let usual = self.durations.get(&kind).copied().unwrap_or(Duration::from_millis(300));
        let after = usual * u32::try_from(self.dice.below(1000)).unwrap_or(0) / 1000;
        let run = self.program.run_killed(&self.index_arguments(kind), after)?;
        self.note(&run);
        if run.end == End::Killed {
            self.report.count("kills");
        } else {
            self.durations.insert(kind, run.elapsed);
            self.report.count("runs that were quicker than the kill");
            if !run.ended_with(&[0]) {
                self.report.find("run failed", &run.described());
            }
        }
        let is_over = run.end == End::Code(0);
        self.look_after(kind, is_over)
    }

    /// Runs to the end, and compares everything that the index holds with the archive.
    ///
    /// # Errors
    ///
    /// When the program cannot be run.
    pub fn run_to_end(&mut self) -> io::Result<()> {
        let kinds = [Kind::Update, Kind::Update, Kind::Prune];
        let kind = kinds[self.dice.below(kinds.len())];
        let run = self.program.run(&self.index_arguments(kind))?;
        self.note(&run);
        self.durations.insert(kind, run.elapsed);
        self.report.count("runs to the end");
        if !run.ended_with(&[0]) {
            self.report.find("run failed", &run.described());
            return self.recover();
        }
        self.has_index = true;
        let Some(listing) = self.listing()? else { return self.recover() };
        let differences = listing.differences(self.model.files());
        for path in &differences {
            let version = self.model.files().get(path);
            self.report.find("difference", &format!("{path}: {} instead of {version:?}", listing.described(path)));
        }
        self.moves.clear();
        if !differences.is_empty() {
            return self.recover();
        }
        self.indexed.clone_from(self.model.files());
        self.measure_folder()
    }

    /// Asks for the marks of some articles that are there, and of some that are not any more.
    ///
    /// # Errors
    ///
    /// When the program cannot be run.
    pub fn ask_for_marks(&mut self, queries: usize) -> io::Result<()> {
        for _ in 0..queries {
            let paths: Vec<&String> = self.indexed.keys().collect();
            let mut expected: Vec<(String, String)> = Vec::new();
            while expected.len() < MARKS_A_QUERY && !paths.is_empty() {
                let path = paths[self.dice.below(paths.len())];
                let articles = self.indexed[path].expected(path);
                expected.push(articles[self.dice.below(articles.len())].clone());
            }
            expected.sort();
            expected.dedup();
            let ids: Vec<&str> = expected.iter().map(|(id, _)| id.as_str()).collect();
            self.ask(expected.iter().map(|(_, mark)| mark.as_str()), &ids)?;
            let retired: Vec<String> = (0..self.retired.len().min(MARKS_A_QUERY))
                .map(|_| mark(self.retired[self.dice.below(self.retired.len())].first_mark))
                .collect();
            self.ask(retired.iter().map(String::as_str), &[])?;
        }
        // The longest gone are the least likely to come back.
        let surplus = self.retired.len().saturating_sub(10_000);
        self.retired.drain(..surplus);
        Ok(())
    }

    /// Whether `check` finds the index whole.
    ///
    /// # Errors
    ///
    /// When the program cannot be run.
    pub fn check(&mut self) -> io::Result<bool> {
        let run = self.program.run(&["check"])?;
        self.note(&run);
        self.report.count("checks");
        if run.ended_with(&[0]) {
            return Ok(true);
        }
        self.report.find("check fails", &run.described());
        Ok(false)
    }

    /// The figures since this was asked last.
    pub fn take_figures(&mut self) -> Figures {
        std::mem::take(&mut self.figures)
    }

    /// Removes the index, so that the next run makes a first one.
    ///
    /// # Errors
    ///
    /// When it cannot be removed.
    pub fn remove_index(&mut self) -> io::Result<()> {
        self.has_index = false;
        self.indexed.clear();
        self.moves.clear();
        let index = self.index_folder();
        if index.is_dir() { fs::remove_dir_all(index) } else { Ok(()) }
    }

    fn index_folder(&self) -> PathBuf {
        self.folder.path().join("index")
    }

    fn index_arguments(&self, kind: Kind) -> Vec<String> {
        let mut arguments: Vec<String> = ["index", "archive", "--no-model"].map(str::to_owned).to_vec();
        arguments.extend(kind.flags().iter().map(|flag| (*flag).to_owned()));
        arguments.extend(self.commit_every.map(|articles| format!("--commit-every={articles}")));
        arguments
    }

    fn note(&mut self, run: &Run) {
        let memory = if run.arguments.starts_with("index ") {
            &mut self.figures.index_memory_bytes
        } else {
            &mut self.figures.query_memory_bytes
        };
        *memory = run.memory_bytes.max(*memory);
        self.figures.open_files = self.figures.open_files.max(run.open_files);
        if run.panicked() || matches!(run.end, End::Signal | End::TookTooLong) {
            self.report.find("panic, abort or hang", &run.described());
        }
    }

    /// After a run that may have been cut off: the index is whole, and each file is as it was or as it is.
    fn look_after(&mut self, kind: Kind, is_over: bool) -> io::Result<()> {
        if !self.has_index && self.program.run(&["check"])?.stderr.contains("holds no index") {
            self.report.count("kills before there was an index");
            return Ok(());
        }
        self.has_index = true;
        if !self.check()? {
            return self.recover();
        }
        let Some(listing) = self.listing()? else { return self.recover() };
        let wrong = self.wrong_after(kind, is_over, &listing);
        for what in &wrong {
            self.report.find("neither old nor new", what);
        }
        if !wrong.is_empty() {
            return self.recover();
        }
        self.take_over(&listing);
        Ok(())
    }

    /// What is wrong with a listing after a run.
    fn wrong_after(&mut self, kind: Kind, is_over: bool, listing: &Listing) -> Vec<String> {
        let mut now = self.model.files().clone();
        if kind == Kind::NoPrune {
            let kept = self.indexed.iter().filter(|(path, _)| !self.model.files().contains_key(*path));
            now.extend(kept.map(|(path, version)| (path.clone(), *version)));
        }
        let (is_old, is_new) = (listing.differences(&self.indexed), listing.differences(&now));
        if is_new.is_empty() {
            self.report.count("times all of it was new");
            return Vec::new();
        }
        if is_old.is_empty() && !is_over {
            self.report.count("times all of it was old");
            return Vec::new();
        }
        let described = |path: &String| {
            let (old, new) = (self.indexed.get(path), now.get(path));
            format!("{kind:?}: {path}: {} instead of {old:?} or {new:?}", listing.described(path))
        };
        if is_over || kind == Kind::Rebuild {
            return is_new.iter().map(described).collect();
        }
        let mut wrong: Vec<String> = is_new.iter().filter(|path| is_old.contains(path)).map(described).collect();
        wrong.extend(self.lost_in_moving(listing));
        self.report.count("times a part of it was new");
        wrong
    }

    /// Files that are neither where they were nor where they are.
    fn lost_in_moving(&self, listing: &Listing) -> Vec<String> {
        let is_lost = |moved: &&Move| {
            let version = Some(moved.version);
            self.indexed.get(&moved.from) == version.as_ref()
                && self.model.files().get(&moved.to) == version.as_ref()
                && !listing.has(&moved.from, version)
                && !listing.has(&moved.to, version)
        };
        let lost = self.moves.iter().filter(is_lost);
        lost.map(|moved| format!("{} moved to {}, and is at neither", moved.from, moved.to)).collect()
    }

    /// Each file is now known to be in the index as the listing has it.
    fn take_over(&mut self, listing: &Listing) {
        let mut indexed = Files::new();
        for path in listing.paths() {
            let versions = [self.model.files().get(path), self.indexed.get(path)];
            let version = versions.into_iter().flatten().find(|version| listing.has(path, Some(**version)));
            indexed.extend(version.map(|version| (path.clone(), *version)));
        }
        self.indexed = indexed;
    }

    /// Makes the index anew after something was found, so that one fault is not counted again and again.
    fn recover(&mut self) -> io::Result<()> {
        self.remove_index()?;
        let run = self.program.run(&self.index_arguments(Kind::Update))?;
        self.has_index = run.ended_with(&[0]);
        if !self.has_index {
            self.report.find("run failed", &run.described());
        }
        self.indexed.clone_from(self.model.files());
        Ok(())
    }

    /// What the index holds; nothing where it does not say.
    fn listing(&mut self) -> io::Result<Option<Listing>> {
        let run = self.program.run(LISTING)?;
        self.note(&run);
        if run.ended_with(&[0, 1]) {
            return Ok(Some(Listing::read(&run.stdout)));
        }
        self.report.find("query fails", &run.described());
        Ok(None)
    }

    fn ask<'m>(&mut self, marks: impl Iterator<Item = &'m str>, expected: &[&str]) -> io::Result<()> {
        let query = marks.collect::<Vec<_>>().join(" OR ");
        if query.is_empty() {
            return Ok(());
        }
        let run = self.program.run(&["query", &query, "--all", "--format", "tsv", "--fields", "id"])?;
        self.note(&run);
        self.report.count("queries");
        let mut found: Vec<&str> = run.stdout.lines().skip(1).collect();
        found.sort_unstable();
        if found != expected || !run.ended_with(&[i32::from(expected.is_empty())]) {
            self.report.find("difference", &format!("{} instead of {expected:?}", run.described()));
        }
        Ok(())
    }

    /// Bytes of the index folder, and files that nothing in force needs.
    fn measure_folder(&mut self) -> io::Result<()> {
        let (mut bytes, mut leftovers) = (0, 0);
        let mut folders = vec![self.index_folder()];
        let mut data_folders = 0;
        while let Some(folder) = folders.pop() {
            let in_force = fs::read_to_string(folder.join("meta.json")).ok().map(|meta| meta.replace('-', ""));
            for entry in fs::read_dir(&folder)? {
                let entry = entry?;
                let name = entry.file_name().to_string_lossy().into_owned();
                if entry.file_type()?.is_dir() {
                    data_folders += 1;
                    folders.push(entry.path());
                    continue;
                }
                bytes += entry.metadata()?.len();
                leftovers += usize::from(is_leftover(&name, in_force.as_deref()));
            }
        }
        leftovers += usize::from(data_folders > 1);
        self.figures.index_bytes = self.figures.index_bytes.max(bytes);
        self.figures.leftovers = self.figures.leftovers.max(leftovers);
        Ok(())
    }
}

/// Whether a file is of a segment that the index in force does not name, or was never finished.
fn is_leftover(name: &str, in_force: Option<&str>) -> bool {
    let segment = name.split('.').next().unwrap_or(name);
    let is_segment = segment.len() == 32 && segment.bytes().all(|byte| byte.is_ascii_hexdigit());
    let is_partial = Path::new(name).extension().is_some_and(|ending| ending == "partial" || ending == "tmp");
    is_partial || (is_segment && !in_force.is_some_and(|in_force| in_force.contains(segment)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_generation_names_is_left_over() {
        let segment = "0123456789abcdef0123456789abcdef";
        let meta = format!("{{\"segments\":[\"{segment}\"]}}");
        assert!(!is_leftover(&format!("{segment}.store"), Some(&meta)));
        assert!(is_leftover(&format!("{segment}.store"), Some("{}")));
        assert!(is_leftover("morgue.partial", Some(&meta)));
        assert!(!is_leftover("manifest-3", Some(&meta)));
    }
}
