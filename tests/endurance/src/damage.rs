//! Files of an index are damaged one at a time: each answer is then the right one, or a refusal that names the file.
//!
//! So it must be when a damaged index is read ([`When::Read`]), and when it is brought up to date after a third of the articles
//! went, by which tantivy merges what it holds ([`When::Merged`]): what is damaged must not come out under good checksums.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::answers::essence;
use crate::model::{FileVersion, Model, Size};
use crate::program::{End, Program, Run};
use crate::session::Settings;
use crate::{Dice, Report};

/// The archive of this driver: some 600 articles, in an index of several segments.
pub const SIZE: Size = Size { texts: 150, lines: 24, zips: 6, articles: 20 };

/// After so many refusals, the index is made anew to see that this mends it; damage to what is read first is always mended.
const MENDED_EVERY: u64 = 5;

/// When damage is met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// By the commands that read.
    Read,
    /// By a run of `index` that takes out a third of the articles, and then by the commands that read.
    Merged,
}

/// How a driver of this kind goes about.
#[derive(Clone, Copy, Debug)]
pub struct Trials {
    /// When damage is met.
    pub when: When,
}

impl Trials {
    /// Flips so many bits, each in a sound index, in files of each kind in turn.
    ///
    /// # Errors
    ///
    /// When the program cannot be run, or does not make a sound index in the first place.
    pub fn flips(self, settings: &Settings, size: Size, flips: u64) -> io::Result<Report> {
        let mut bench = Bench::new(settings, size, self.when)?;
        for flip in 0..flips {
            let file = bench.any_file(flip);
            let bits = 8 * usize::try_from(fs::metadata(bench.sound.join(&file))?.len()).unwrap_or(0);
            let damage = Damage::Flip(bench.dice.below(bits));
            bench.report.count("flips");
            bench.try_out(&file, &damage)?;
        }
        Ok(bench.report)
    }

    /// Damages so many files, each in a sound index, of each kind and in each way in turn.
    ///
    /// # Errors
    ///
    /// As [`Trials::flips`].
    pub fn damage(self, settings: &Settings, size: Size, files: u64) -> io::Result<Report> {
        let mut bench = Bench::new(settings, size, self.when)?;
        for number in 0..files {
            let file = bench.any_file(number);
            let damage = bench.any_damage(number / bench.kinds.len() as u64, &file)?;
            bench.report.count("damaged files");
            bench.try_out(&file, &damage)?;
        }
        Ok(bench.report)
    }
}

/// What is done to a file.
#[derive(Clone, Debug)]
enum Damage {
    /// One bit, by its place.
    Flip(usize),
    /// Only so many bytes are left.
    Cut(usize),
    Removed,
    /// The content of another file.
    Swapped(PathBuf),
    /// As long as before, and other bytes.
    Garbage(u64),
    Zeros,
    /// Something behind the end.
    Longer,
}

impl Damage {
    fn of(&self, bytes: &[u8], index: &Path) -> io::Result<Option<Vec<u8>>> {
        let mut damaged = bytes.to_vec();
        match self {
            Self::Flip(bit) => damaged[bit / 8] ^= 1 << (bit % 8),
            Self::Cut(length) => damaged.truncate(*length),
            Self::Removed => return Ok(None),
            Self::Swapped(other) => damaged = fs::read(index.join(other))?,
            Self::Garbage(seed) => {
                let mut dice = Dice::new(*seed);
                damaged.iter_mut().for_each(|byte| *byte = u8::try_from(dice.below(256)).unwrap_or(0));
            }
            Self::Zeros => damaged.fill(0),
            Self::Longer => damaged.extend_from_slice(b"and more"),
        }
        Ok(Some(damaged))
    }
}

/// A question, and its name in findings.
#[derive(Clone, Debug)]
struct Probe {
    arguments: Vec<String>,
}

/// Code and essence of an answer.
type Answer = (End, String);

/// What became of one answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    Right,
    Refused,
    Wrong(&'static str),
}

/// A sound index with the answers that it gives, and a place to damage copies of it.
struct Bench {
    folder: tempfile::TempDir,
    program: Program,
    sound: PathBuf,
    when: When,
    /// Files of the index by their kind, as paths below its folder.
    kinds: BTreeMap<String, Vec<PathBuf>>,
    probes: Vec<Probe>,
    /// The answers of the sound index.
    before: Vec<Answer>,
    /// Those after the run that takes out a third, and how that run ends; only where there is such a run.
    after: Option<(End, Vec<Answer>)>,
    refusals: u64,
    dice: Dice,
    report: Report,
}

const INDEX: &[&str] = &["index", "archive", "--no-model", "--threads", "1"];
const MEND: &[&str] = &["index", "archive", "attic", "--no-model", "--threads", "1", "--rebuild"];

impl Bench {
    fn new(settings: &Settings, size: Size, when: When) -> io::Result<Self> {
        let folder = tempfile::Builder::new().prefix("morgue-endurance-").tempdir()?;
        let program = Program::new(&settings.binary, folder.path())?;
        let mut dice = Dice::new(settings.seed);
        let mut model = index_in_pieces(&program, size, &mut dice)?;
        let sound = folder.path().join("sound");
        copy_folder(&folder.path().join("index"), &sound)?;
        let mut bench = Self {
            kinds: kinds(&sound)?,
            probes: probes(&model),
            folder,
            program,
            sound,
            when,
            before: Vec::new(),
            after: None,
            refusals: 0,
            dice,
            report: Report::default(),
        };
        bench.before = bench.answers()?;
        let again = bench.answers()?;
        if bench.before != again || bench.before.iter().any(|(end, _)| *end != End::Code(0)) {
            let place =
                bench.before.iter().zip(&again).position(|(first, second)| first != second || first.0 != End::Code(0));
            let probe = place.map(|place| bench.probes[place].arguments.join(" ")).unwrap_or_default();
            return Err(io::Error::other(format!(
                "no sound index to begin with: `{probe}` fails, or answers in two ways"
            )));
        }
        if when == When::Merged {
            let gone: Vec<String> = model.files().keys().step_by(3).cloned().collect();
            for path in gone {
                model.remove(&path)?;
            }
            bench.hide_attic(true)?;
            let run = bench.program.run(INDEX)?;
            if !run.ended_with(&[0, 4]) {
                return Err(io::Error::other(run.described()));
            }
            bench.after = Some((run.end, bench.answers()?));
        }
        Ok(bench)
    }

    /// The second folder is a missing drive while a damaged index is brought up to date: what is of it must not get lost.
    fn hide_attic(&self, hidden: bool) -> io::Result<()> {
        let (attic, away) = (self.folder.path().join("attic"), self.folder.path().join("attic-away"));
        if hidden { fs::rename(attic, away) } else { fs::rename(away, attic) }
    }

    fn any_file(&mut self, number: u64) -> PathBuf {
        let kinds = self.kinds.len();
        let files = self.kinds.values().nth(usize::try_from(number).unwrap_or(0) % kinds);
        let files = files.map_or(&[] as &[PathBuf], Vec::as_slice);
        files[self.dice.below(files.len())].clone()
    }

    fn any_damage(&mut self, number: u64, file: &Path) -> io::Result<Damage> {
        let length = usize::try_from(fs::metadata(self.sound.join(file))?.len()).unwrap_or(0);
        Ok(match number % 9 {
            0 => Damage::Removed,
            1 => Damage::Cut(0),
            2 => Damage::Cut(self.dice.below(length)),
            3 => Damage::Cut(length.saturating_sub(1)),
            4 => Damage::Garbage(self.dice.below(1 << 20) as u64),
            5 => Damage::Zeros,
            6 => Damage::Longer,
            7 => {
                let alike = self.kinds.get(&kind_of(file)).into_iter().flatten().find(|other| *other != file);
                let any = || self.kinds.values().flatten().find(|other| *other != file);
                alike.or_else(any).map_or(Damage::Zeros, |other| Damage::Swapped(other.clone()))
            }
            _ => Damage::Flip(self.dice.below(8 * length)),
        })
    }

    /// Damages a file in a copy of the sound index, asks everything, and judges the answers.
    fn try_out(&mut self, file: &Path, damage: &Damage) -> io::Result<()> {
        let index = self.folder.path().join("index");
        fs::remove_dir_all(&index)?;
        copy_folder(&self.sound, &index)?;
        match damage.of(&fs::read(index.join(file))?, &index)? {
            Some(damaged) => fs::write(index.join(file), damaged)?,
            None => fs::remove_file(index.join(file))?,
        }
        let described = format!("{} {damage:?}", file.display());
        let is_refused = self.is_brought_up_to_date(&described)?;
        let verdicts = self.judge_answers(&described)?;
        if verdicts.iter().all(|verdict| *verdict == Verdict::Right) && !is_refused {
            self.report.count("unnoticed, and harmless");
        } else if is_refused || verdicts.contains(&Verdict::Refused) {
            self.refusals += 1;
            self.report.count("refused");
            let is_read_first = ["morgue.json", "meta.json"].contains(&kind_of(file).as_str());
            if is_read_first || self.refusals.is_multiple_of(MENDED_EVERY) {
                self.mend(&described)?;
            }
        }
        Ok(())
    }

    /// Runs `index`, where that is what damage shall be met by; gives whether it refused.
    fn is_brought_up_to_date(&mut self, described: &str) -> io::Result<bool> {
        let Some((sound_end, _)) = &self.after else { return Ok(false) };
        let run = self.program.run(INDEX)?;
        match self.judge(&run, run.end == *sound_end) {
            Verdict::Right => Ok(false),
            Verdict::Refused => Ok(true),
            Verdict::Wrong(class) => {
                self.report.find(class, &format!("{described}: {}", run.described()));
                Ok(false)
            }
        }
    }

    fn judge_answers(&mut self, described: &str) -> io::Result<Vec<Verdict>> {
        let mut verdicts = Vec::new();
        for place in 0..self.probes.len() {
            let run = self.program.run(&self.probes[place].arguments)?;
            let answer = (run.end, essence(&run.stdout));
            let is_right = answer == self.before[place]
                || self.after.as_ref().is_some_and(|(_, answers)| answer == answers[place]);
            let verdict = self.judge(&run, is_right);
            if let Verdict::Wrong(class) = verdict {
                self.report.find(class, &format!("{described}: {}", run.described()));
            }
            self.report.count("answers");
            verdicts.push(verdict);
        }
        // The last one is `check`: what another command refuses to read, it must have seen.
        let (checked, others) = (verdicts[verdicts.len() - 1], &verdicts[..verdicts.len() - 1]);
        if checked == Verdict::Right && others.iter().any(|verdict| *verdict != Verdict::Right) {
            self.report.find("check is clean", described);
        }
        Ok(verdicts)
    }

    fn judge(&self, run: &Run, is_right: bool) -> Verdict {
        let said = format!("{}{}", run.stderr, run.stdout);
        if run.panicked() || run.ended_with(&[134]) {
            Verdict::Wrong("panic")
        } else if run.end == End::Signal {
            Verdict::Wrong("abort")
        } else if run.end == End::TookTooLong {
            Verdict::Wrong("hang")
        } else if is_right {
            Verdict::Right
        } else if !run.ended_with(&[3]) {
            Verdict::Wrong("wrong answer")
        } else if !self.kinds.values().flatten().any(|file| said.contains(&stem(file))) {
            Verdict::Wrong("refusal without a file")
        } else if !said.contains("`morgue ") && !said.contains("--re") {
            Verdict::Wrong("refusal without a way out")
        } else {
            Verdict::Refused
        }
    }

    /// Makes the index anew, as it says that one should; everything is then as it should be.
    fn mend(&mut self, described: &str) -> io::Result<()> {
        let is_hidden = self.when == When::Merged;
        if is_hidden {
            self.hide_attic(false)?;
        }
        let run = self.program.run(MEND)?;
        let answers = self.answers()?;
        if is_hidden {
            self.hide_attic(true)?;
        }
        self.report.count("mended");
        let expected = self.after.as_ref().map_or(&self.before, |(_, answers)| answers);
        if !run.ended_with(&[0]) || answers != *expected {
            self.report.find("not mended", &format!("{described}: {}", run.described()));
        }
        Ok(())
    }

    fn answers(&self) -> io::Result<Vec<Answer>> {
        let answer = |probe: &Probe| {
            let run = self.program.run(&probe.arguments)?;
            Ok((run.end, essence(&run.stdout)))
        };
        self.probes.iter().map(answer).collect()
    }
}

/// Writes an archive in four pieces and indexes it after each, so that there are several segments; the last piece changes and
/// deletes some files, so that there are deletes. A second folder of a few articles goes in as well.
fn index_in_pieces(program: &Program, size: Size, dice: &mut Dice) -> io::Result<Model> {
    let run = |arguments: &[&str]| {
        let run = program.run(arguments)?;
        if run.ended_with(&[0]) { Ok(()) } else { Err(io::Error::other(run.described())) }
    };
    let mut model = Model::empty(&program.folder().join("archive"), size.articles);
    for piece in 0..3 {
        for (ending, count) in [("txt", size.texts), ("jsonl", size.lines), ("zip", size.zips)] {
            for _ in 0..(count + piece) / 3 {
                model.add(ending, dice)?;
            }
        }
        run(INDEX)?;
    }
    let changed: Vec<String> = model.files().keys().step_by(23).cloned().collect();
    for (place, path) in changed.iter().enumerate() {
        if place % 2 == 0 { model.remove(path)? } else { model.replace(path, dice)? }
    }
    run(INDEX)?;
    let mut attic = Model::empty(&program.folder().join("attic"), 1);
    for _ in 0..8 {
        attic.add("txt", dice)?;
    }
    run(&["index", "attic", "--no-model", "--threads", "1"])?;
    Ok(model)
}

/// What is asked; no order by relevance, which may differ where segments are merged in another order.
fn probes(model: &Model) -> Vec<Probe> {
    let ids: Vec<String> = model.files().iter().flat_map(|(path, version)| ids(path, *version)).collect();
    let mut show = vec!["show".to_owned()];
    show.extend(ids.iter().step_by(ids.len() / 8 + 1).cloned());
    show.extend(["--format", "json"].map(str::to_owned));
    let probe = |arguments: &[&str]| Probe { arguments: arguments.iter().map(|word| (*word).to_owned()).collect() };
    let fields = "id,title,date,people,words,body";
    vec![
        probe(&["query", "harbour", "--sort", "newest", "--format", "json"]),
        probe(&["query", "\"tide tables\" after:1980", "--sort", "oldest", "--format", "json"]),
        probe(&[
            "query",
            "(lantern* OR hering~) AND NOT barges",
            "--all",
            "--sort",
            "oldest",
            "--format",
            "jsonl",
            "--fields",
            "id",
        ]),
        probe(&["query", "--all", "--sort", "oldest", "--format", "jsonl", "--fields", fields]),
        Probe { arguments: show },
        probe(&["people", "--limit", "1000", "--format", "json"]),
        probe(&["stats", "--format", "json"]),
        probe(&["check"]),
    ]
}

/// Ids of a file's first and last article.
fn ids(path: &str, version: FileVersion) -> Vec<String> {
    let articles = version.expected(path);
    articles.iter().take(1).chain(articles.iter().skip(1).last()).map(|(id, _)| id.clone()).collect()
}

/// The files of an index that something reads, by kind; without locks, empty files and generations before the last.
fn kinds(index: &Path) -> io::Result<BTreeMap<String, Vec<PathBuf>>> {
    let mut files = Vec::new();
    let mut folders = vec![PathBuf::new()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(index.join(&folder))? {
            let entry = entry?;
            let path = folder.join(entry.file_name());
            let name = entry.file_name().to_string_lossy().into_owned();
            if entry.file_type()?.is_dir() {
                folders.push(path);
            } else if entry.metadata()?.len() > 0 && !name.ends_with("lock") {
                files.push(path);
            }
        }
    }
    let generation = |path: &Path| {
        let name = path.file_name()?.to_str()?;
        name.strip_prefix("manifest-")?.parse::<u64>().ok()
    };
    let last = files.iter().filter_map(|path| generation(path)).max();
    files.retain(|path| generation(path).is_none_or(|number| Some(number) == last));
    files.sort();
    let mut kinds: BTreeMap<String, Vec<PathBuf>> = BTreeMap::new();
    for path in files {
        kinds.entry(kind_of(&path)).or_default().push(path);
    }
    Ok(kinds)
}

/// The ending of a segment's file; for others, the name without its number.
fn kind_of(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let segment = name.split('.').next().unwrap_or_default();
    if segment.len() == 32 {
        name.rsplit('.').next().unwrap_or_default().to_owned()
    } else {
        name.trim_end_matches(|letter: char| letter.is_ascii_digit()).to_owned()
    }
}

/// What a message must have in it to name this file: its name, or that of its segment.
fn stem(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    match name.split_once('.') {
        Some((segment, _)) if segment.len() == 32 => segment.to_owned(),
        _ => name.into_owned(),
    }
}

fn copy_folder(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_known_by_kind() {
        let segment = "data-1/0123456789abcdef0123456789abcdef";
        assert_eq!(kind_of(Path::new(&format!("{segment}.store"))), "store");
        assert_eq!(kind_of(Path::new(&format!("{segment}.17.del"))), "del");
        assert_eq!(kind_of(Path::new("data-1/manifest-12")), "manifest-");
        assert_eq!(kind_of(Path::new("data-1/.managed.json")), ".managed.json");
        assert_eq!(stem(Path::new(&format!("{segment}.17.del"))), "0123456789abcdef0123456789abcdef");
    }

    #[test]
    fn damage_is_what_it_says() {
        let of = |damage: Damage| damage.of(b"abc", Path::new("")).unwrap();
        assert_eq!(of(Damage::Flip(9)).unwrap(), b"a`c");
        assert_eq!(of(Damage::Cut(1)).unwrap(), b"a");
        assert_eq!(of(Damage::Removed), None);
        assert_eq!(of(Damage::Zeros).unwrap(), [0; 3]);
        assert_ne!(of(Damage::Garbage(4)).unwrap(), b"abc");
    }
}
