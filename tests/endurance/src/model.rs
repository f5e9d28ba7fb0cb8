//! An archive of files that the driver writes, changes, moves and deletes, and what an index of it must hold.
//!
//! Each version of an article has a word of its own in title and text, its mark: by it the driver knows which version it meets.
//! The marks of a file's articles are consecutive numbers, so that a version is two numbers, however many articles it has.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Cursor, Write};
use std::path::{Path, PathBuf};

use zip::write::{SimpleFileOptions, ZipWriter};

use crate::Dice;

/// The articles of a file, as of one writing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileVersion {
    /// The mark of the first article; the others have the numbers behind it.
    pub first_mark: u64,
    /// How many articles there are.
    pub articles: u64,
}

impl FileVersion {
    /// The ids and marks that an index of the file must hold, in order.
    pub fn expected(self, path: &str) -> Vec<(String, String)> {
        let article = |place: u64| (article_id(path, place), mark(self.first_mark + place));
        let mut articles: Vec<(String, String)> = (0..self.articles).map(article).collect();
        articles.sort();
        articles
    }

    /// The marks of all its articles.
    pub fn marks(self) -> impl Iterator<Item = u64> {
        self.first_mark..self.first_mark + self.articles
    }
}

/// Files by their paths below the archive's folder.
pub type Files = BTreeMap<String, FileVersion>;

/// How many files there are of each kind, and how many articles a file of many has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// Text files of one article.
    pub texts: usize,
    /// Files of JSON Lines.
    pub lines: usize,
    /// ZIP files.
    pub zips: usize,
    /// Articles in a file of many, at most; at least half as many.
    pub articles: usize,
}

impl Size {
    /// The size that has about so many articles: a tenth of them in files of their own, most in files of two hundred.
    pub fn of_articles(articles: usize) -> Self {
        // A file of many has three quarters of the most, on average.
        let packed = articles * 9 / 10 / 150;
        Self { texts: articles / 10, lines: packed * 9 / 10, zips: packed / 10, articles: 200 }
    }
}

/// The archive as it lies on the disk.
#[derive(Debug)]
pub struct Model {
    folder: PathBuf,
    files: Files,
    articles_max: usize,
    next_mark: u64,
    next_name: u64,
    /// Old path, new path and content of what moved since the last call of [`Model::take_moves`].
    moves: Vec<Move>,
    /// Versions that are no more since the last call of [`Model::take_retired`].
    retired: Vec<FileVersion>,
}

/// A file that was moved.
#[derive(Clone, Debug)]
pub struct Move {
    /// Where it was.
    pub from: String,
    /// Where it is.
    pub to: String,
    /// What is in it.
    pub version: FileVersion,
}

impl Model {
    /// Writes a new archive into a folder.
    ///
    /// # Errors
    ///
    /// When the folder cannot be written to.
    pub fn write(folder: &Path, size: Size, dice: &mut Dice) -> io::Result<Self> {
        let mut model = Self::empty(folder, size.articles);
        for (ending, count) in [("txt", size.texts), ("jsonl", size.lines), ("zip", size.zips)] {
            for _ in 0..count {
                model.add(ending, dice)?;
            }
        }
        Ok(model)
    }

    /// An archive without files, whose files of many articles will have so many at most.
    pub fn empty(folder: &Path, articles_max: usize) -> Self {
        Self {
            folder: folder.to_owned(),
            files: Files::new(),
            articles_max,
            next_mark: 0,
            next_name: 0,
            moves: Vec::new(),
            retired: Vec::new(),
        }
    }

    /// The files as they are now.
    pub fn files(&self) -> &Files {
        &self.files
    }

    /// How many articles there are now.
    pub fn articles(&self) -> u64 {
        self.files.values().map(|version| version.articles).sum()
    }

    /// Makes so many changes: files are changed, moved, deleted and added, so that there are about as many as before.
    ///
    /// # Errors
    ///
    /// When a file cannot be written.
    pub fn change(&mut self, changes: usize, dice: &mut Dice) -> io::Result<()> {
        for _ in 0..changes {
            let Some(path) = self.any_path(dice) else { return Ok(()) };
            match dice.below(6) {
                0 | 1 => self.replace(&path, dice)?,
                2 => self.rename(&path, dice)?,
                // What goes and what comes is of one kind, so that the kinds stay as frequent as they are.
                3 => {
                    self.remove(&path)?;
                    self.add(ending_of(&path), dice)?;
                }
                4 => self.swap(&path, dice)?,
                _ => {
                    self.add(ending_of(&path), dice)?;
                    self.remove(&path)?;
                }
            }
        }
        Ok(())
    }

    /// Adds a file of this kind.
    ///
    /// # Errors
    ///
    /// When it cannot be written.
    pub fn add(&mut self, ending: &str, dice: &mut Dice) -> io::Result<()> {
        let path = self.new_path(ending, dice);
        self.write_file(&path, dice)
    }

    /// Writes a file anew, with other articles.
    ///
    /// # Errors
    ///
    /// When it cannot be written.
    pub fn replace(&mut self, path: &str, dice: &mut Dice) -> io::Result<()> {
        self.retired.extend(self.files.remove(path));
        self.write_file(path, dice)
    }

    /// Deletes a file.
    ///
    /// # Errors
    ///
    /// When it cannot be deleted.
    pub fn remove(&mut self, path: &str) -> io::Result<()> {
        self.retired.extend(self.files.remove(path));
        fs::remove_file(self.folder.join(path))
    }

    fn rename(&mut self, path: &str, dice: &mut Dice) -> io::Result<()> {
        let to = self.new_path(ending_of(path), dice);
        let Some(version) = self.files.remove(path) else { return Ok(()) };
        create_parent(&self.folder.join(&to))?;
        fs::rename(self.folder.join(path), self.folder.join(&to))?;
        self.files.insert(to.clone(), version);
        self.moves.push(Move { from: path.to_owned(), to, version });
        Ok(())
    }

    /// Two files of a kind change places.
    fn swap(&mut self, path: &str, dice: &mut Dice) -> io::Result<()> {
        let Some(other) = self.any_path(dice).filter(|other| other != path && ending_of(other) == ending_of(path))
        else {
            return self.replace(path, dice);
        };
        let (first, second) = (self.folder.join(path), self.folder.join(&other));
        let between = self.folder.join(".between");
        fs::rename(&first, &between)?;
        fs::rename(&second, &first)?;
        fs::rename(&between, &second)?;
        let versions = (self.files.remove(path), self.files.remove(&other));
        self.files.extend(versions.1.map(|version| (path.to_owned(), version)));
        self.files.extend(versions.0.map(|version| (other, version)));
        Ok(())
    }

    /// What moved since this was asked last.
    pub fn take_moves(&mut self) -> Vec<Move> {
        std::mem::take(&mut self.moves)
    }

    /// The versions that ceased to be since this was asked last.
    pub fn take_retired(&mut self) -> Vec<FileVersion> {
        std::mem::take(&mut self.retired)
    }

    fn any_path(&self, dice: &mut Dice) -> Option<String> {
        self.files.keys().nth(dice.below(self.files.len())).cloned()
    }

    /// A path that no file ever had.
    fn new_path(&mut self, ending: &str, dice: &mut Dice) -> String {
        self.next_name += 1;
        format!("{:02}/{}.{ending}", dice.below(20), self.next_name)
    }

    fn write_file(&mut self, path: &str, dice: &mut Dice) -> io::Result<()> {
        let half = self.articles_max / 2;
        let articles = if ending_of(path) == "txt" { 1 } else { half + dice.below(self.articles_max - half) + 1 };
        let version = FileVersion { first_mark: self.next_mark, articles: articles as u64 };
        self.next_mark += version.articles;
        let target = self.folder.join(path);
        create_parent(&target)?;
        fs::write(target, content(path, version)?)?;
        self.files.insert(path.to_owned(), version);
        Ok(())
    }
}

fn create_parent(path: &Path) -> io::Result<()> {
    path.parent().map_or(Ok(()), fs::create_dir_all)
}

fn ending_of(path: &str) -> &'static str {
    ["jsonl", "zip"].into_iter().find(|ending| path.ends_with(ending)).unwrap_or("txt")
}

fn article_id(path: &str, place: u64) -> String {
    match ending_of(path) {
        "jsonl" => format!("{path}#a{place}"),
        "zip" => format!("{path}#m{place}.txt"),
        _ => path.to_owned(),
    }
}

fn content(path: &str, version: FileVersion) -> io::Result<Vec<u8>> {
    match ending_of(path) {
        "jsonl" => {
            let record = |(place, mark): (usize, u64)| format!("{}\n", record(place, mark));
            Ok(version.marks().enumerate().map(record).collect::<String>().into_bytes())
        }
        "zip" => {
            let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
            for (place, mark) in version.marks().enumerate() {
                writer.start_file(format!("m{place}.txt"), SimpleFileOptions::default())?;
                writer.write_all(text(mark).as_bytes())?;
            }
            Ok(writer.finish()?.into_inner())
        }
        _ => Ok(text(version.first_mark).into_bytes()),
    }
}

/// An article as a text file with header lines.
pub(crate) fn text(number: u64) -> String {
    let (title, date, people, body) = (title(number), date(number), people(number).join("; "), body(number));
    format!("Title: {title}\nDate: {date}\nPeople: {people}\n\n{body}\n")
}

/// An article as a line of JSON, without its end.
pub(crate) fn record(place: usize, number: u64) -> serde_json::Value {
    let people = people(number).map(|name| serde_json::json!({"text": name, "label": "PERSON"}));
    serde_json::json!({
        "id": format!("a{place}"),
        "title": title(number),
        "date": date(number),
        "text": body(number),
        "entities": people,
    })
}

/// What the title of each article begins with; its mark follows.
pub const TITLE: &str = "Notice";

fn title(number: u64) -> String {
    format!("{TITLE} {}", mark(number))
}

/// A word that no other article has. It has no ending that a stemmer would cut.
pub fn mark(number: u64) -> String {
    const LETTERS: &[u8; 16] = b"bcdfghjklmnpqrtv";
    let letters: String = (0..7)
        .rev()
        .map(|place| char::from(LETTERS[usize::try_from(number >> (4 * place) & 15).unwrap_or(0)]))
        .collect();
    format!("zq{letters}x")
}

fn date(number: u64) -> String {
    format!("{}-{:02}-{:02}", 1950 + number % 71, 1 + number / 71 % 12, 1 + number / 7 % 28)
}

const FIRST_NAMES: &[&str] = &["Marit", "Yusuf", "Henry", "Odile", "Tomas", "Ingrid", "Paolo", "Renate", "Selma"];
const LAST_NAMES: &[&str] = &["Lindqvist", "Demirel", "Ashdown", "Ferrand", "Novotny", "Halvorsen", "Bertani"];

fn people(number: u64) -> [String; 2] {
    let pick = |names: &[&'static str], number: u64| names[usize::try_from(number).unwrap_or(0) % names.len()];
    let name = |number: u64| format!("{} {}", pick(FIRST_NAMES, number), pick(LAST_NAMES, number / 3));
    [name(number), name(number / 5 + 1)]
}

const SENTENCES: &[&str] = &[
    "The tide tables for the week are posted at the harbour office.",
    "A ferry to the outer islands was held back by the fog until noon.",
    "The council put off its vote on the bridge for the third time.",
    "Fishermen on the pier said that the new lanterns could be seen from the lighthouse.",
    "The price of herring fell again, while that of rope and canvas rose.",
    "Two barges collided below the lock; nobody was hurt.",
    "The library will stay open late on Thursdays through the winter.",
    "An inspector praised the school's kitchen and the patience of its cook.",
    "Rain washed out the lower road, and the mail came by boat.",
    "The brass band played in the square, as it has every spring since the war.",
    "Engineers measured the dam and found it sound.",
];

fn body(number: u64) -> String {
    let sentence = |place: u64| SENTENCES[usize::try_from((number + place * place) % 11).unwrap_or(0)];
    let sentences: Vec<&str> = (0..4 + number % 5).map(sentence).collect();
    format!("Number {} of the harbour office.\n\n{}", mark(number), sentences.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_files_on_the_disk_are_those_of_the_model() {
        let folder = tempfile::tempdir().unwrap();
        let mut dice = Dice::new(3);
        let size = Size { texts: 12, lines: 3, zips: 2, articles: 6 };
        let mut model = Model::write(folder.path(), size, &mut dice).unwrap();
        model.change(40, &mut dice).unwrap();
        let files: usize = fs::read_dir(folder.path())
            .unwrap()
            .map(|entry| fs::read_dir(entry.unwrap().path()).unwrap().count())
            .sum();
        assert_eq!(files, model.files().len());
        assert_eq!(files, 17);
        for (path, version) in model.files() {
            assert_eq!(fs::read(folder.path().join(path)).unwrap(), content(path, *version).unwrap(), "{path}");
        }
    }

    #[test]
    fn a_version_says_which_ids_and_marks_it_has() {
        let version = FileVersion { first_mark: 16, articles: 2 };
        let expected = [("1.jsonl#a0", "zqbbbbbcbx"), ("1.jsonl#a1", "zqbbbbbccx")];
        let found = version.expected("1.jsonl");
        assert_eq!(found.iter().map(|(id, mark)| (id.as_str(), mark.as_str())).collect::<Vec<_>>(), expected);
        assert_eq!(version.expected("1.txt")[0].0, "1.txt");
    }
}
