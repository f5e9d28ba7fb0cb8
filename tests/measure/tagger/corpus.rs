//! Reads texts whose names are marked, token by token, in the forms that such corpora have.
//!
//! A line is a token and its tags, columns set apart by tabs or blanks; a blank line ends a sentence; `-DOCSTART-` or
//! `# newdoc` begins a text, and where a file has neither, a text is twelve sentences. The tag is the last column that holds nothing but
//! tags (`O`, `B-PER`, `I-LOC`, …: IOB1, IOB2, IOBES and BILOU are told apart line by line); the token is the first column, or
//! the second where the first counts tokens (`.iob2` files of Universal NER). In files of automatic labels, a column may follow that gives how
//! probable each label is, where that is in doubt: `B-PER=0.82,O=0.18`, with the labels of [`morgue::enrich::tagger::learning`].

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};
use morgue::article::EntityKind;
use morgue::enrich::tagger::Tagger;
use morgue::enrich::tagger::learning::{OUTSIDE, Part, Row, label, meaning, sentences, set_name};

/// Where a file does not mark its texts, so many sentences are one.
const SENTENCES_PER_TEXT: usize = 12;

/// One text with its names marked.
#[derive(Clone, Debug, Default)]
pub(crate) struct MarkedText {
    pub(crate) sentences: Vec<MarkedSentence>,
}

impl MarkedText {
    /// The tokens, sentence by sentence.
    pub(crate) fn tokens(&self) -> Vec<Vec<&str>> {
        self.sentences.iter().map(|sentence| sentence.tokens.iter().map(String::as_str).collect()).collect()
    }
}

/// One sentence of it.
#[derive(Clone, Debug, Default)]
pub(crate) struct MarkedSentence {
    pub(crate) tokens: Vec<String>,
    pub(crate) labels: Vec<u8>,
    /// How probable each label is for each token; empty where nothing is in doubt.
    pub(crate) probabilities: Vec<Row>,
}

/// The tags that stand for our kinds in the corpora known to us; all others (`MISC`, `NORP`, `Product`, …) are no names.
const KINDS: &[(EntityKind, &[&str])] = &[
    (EntityKind::Person, &["per", "person", "people"]),
    (EntityKind::Org, &["org", "organization", "organisation", "group", "corporation"]),
    (EntityKind::Place, &["loc", "location", "gpe", "fac", "facility", "place", "geo"]),
];

/// Reads all marked texts of a file, or of the files of a folder in the order of their names.
///
/// # Errors
///
/// When a file cannot be read, or a line is not of the form above.
pub(crate) fn read_marked_texts(path: &Path) -> Result<Vec<MarkedText>> {
    let mut texts = Vec::new();
    for file in files(path)? {
        let bytes = std::fs::read(&file).with_context(|| file.display().to_string())?;
        texts.extend(read(&file, &String::from_utf8_lossy(&bytes))?);
    }
    Ok(texts)
}

fn files(path: &Path) -> Result<Vec<PathBuf>> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let entries = std::fs::read_dir(path).with_context(|| path.display().to_string())?;
    let mut files = Vec::new();
    for entry in entries {
        let file = entry.with_context(|| path.display().to_string())?.path();
        let is_hidden = file.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        if file.is_file() && !is_hidden && file.extension().is_none_or(|extension| extension != "txt") {
            files.push(file);
        }
    }
    files.sort();
    Ok(files)
}

fn read(path: &Path, text: &str) -> Result<Vec<MarkedText>> {
    let columns = Columns::of(text);
    let mut reader = Reader { texts: vec![MarkedText::default()], open: Open::default(), are_marked: false };
    for (number, line) in (1..).zip(text.lines()) {
        let line = line.trim_end_matches('\r');
        if line.trim().is_empty() {
            reader.end_sentence();
        } else if line.starts_with("-DOCSTART-") || line.starts_with("# newdoc") {
            reader.begin_text();
        } else if !(line.starts_with("# ") && columns.token == 1) {
            let cells = columns.cells(line);
            let token = cells.get(columns.token).map_or("", |token| token.trim());
            if token.is_empty() {
                continue;
            }
            let tag = cells.get(columns.tag).filter(|tag| is_tag(tag.trim())).ok_or_else(|| {
                anyhow!("{}: line {number}: expected a token and its tag, found `{line}`", path.display())
            })?;
            let probabilities = cells.get(columns.tag + 1).filter(|cell| cell.contains('='));
            let probabilities = probabilities.map(|cell| {
                read_probabilities(cell).ok_or_else(|| {
                    let form = "expected probabilities of labels such as `B-PER=0.82,O=0.18`";
                    anyhow!("{}: line {number}: {form}, found `{cell}`", path.display())
                })
            });
            reader.open.push(token, tag.trim(), probabilities.transpose()?);
        }
    }
    Ok(reader.finish())
}

struct Columns {
    token: usize,
    tag: usize,
    has_tabs: bool,
}

impl Columns {
    fn of(text: &str) -> Self {
        let lines = || {
            let lines = text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with("-DOCSTART-"));
            lines.filter(|line| !line.starts_with("# ")).take(200)
        };
        let has_tabs = lines().any(|line| line.contains('\t'));
        let columns = Self { token: 0, tag: 1, has_tabs };
        let width = lines().map(|line| columns.cells(line).len()).max().unwrap_or(0);
        let all = |column: usize, is: fn(&str) -> bool| {
            let cells = || lines().filter_map(|line| columns.cells(line).get(column).copied());
            cells().count() * 2 > lines().count() && cells().all(|cell| is(cell.trim()))
        };
        let is_number = |cell: &str| !cell.is_empty() && cell.bytes().all(|byte| byte.is_ascii_digit());
        let token = usize::from(width > 2 && all(0, is_number));
        let tag = (token + 1..width).rev().find(|column| all(*column, is_tag)).unwrap_or(token + 1);
        Self { token, tag, has_tabs }
    }

    fn cells<'l>(&self, line: &'l str) -> Vec<&'l str> {
        // A line or two of a file with tabs may have blanks in their place.
        if self.has_tabs && line.contains('\t') {
            line.split('\t').collect()
        } else {
            line.split_whitespace().collect()
        }
    }
}

fn is_tag(cell: &str) -> bool {
    let is_name = |name: &str| !name.is_empty() && !name.contains(['=', ',']);
    let named = |(part, name): (&str, &str)| matches!(part, "B" | "I" | "E" | "S" | "L" | "U") && is_name(name);
    cell == "O" || cell.split_once('-').is_some_and(named)
}

fn kind_of_tag(tag: &str) -> Option<(char, EntityKind)> {
    let (part, name) = tag.split_once('-')?;
    let kind = KINDS.iter().find(|(_, names)| names.iter().any(|known| known.eq_ignore_ascii_case(name)))?.0;
    Some((part.chars().next()?, kind))
}

fn read_probabilities(cell: &str) -> Option<Row> {
    let mut row = Row::default();
    for entry in cell.split(',') {
        let (name, value) = entry.split_once('=')?;
        let value: f32 = value.parse().ok().filter(|value| (0.0..=1.0).contains(value))?;
        row[usize::from(label_of_name(name)?)] = value;
    }
    let sum: f32 = row.iter().sum();
    (sum > 0.0).then(|| row.map(|value| value / sum))
}

/// `O`, `B-PER`, `I-PER`, `E-PER`, `S-PER` and so on: a label as training files name it.
fn label_of_name(name: &str) -> Option<u8> {
    if name == "O" {
        return Some(OUTSIDE);
    }
    let (part, kind) = kind_of_tag(name)?;
    let part = match part {
        'B' => Part::Begin,
        'I' => Part::Inside,
        'E' => Part::End,
        'S' => Part::Whole,
        _ => return None,
    };
    Some(label(kind, part))
}

/// A label so probable is not in doubt.
const CERTAIN: f32 = 0.99;
/// A label less probable is not worth a word.
const NEGLIGIBLE: f32 = 0.004;

/// Marks a text, token by token, as [`read_marked_texts`] reads it, with the probabilities of labels that are in doubt.
pub(crate) fn write_labelled(tagger: &mut Tagger, text: &str, out: &mut dyn Write) -> std::io::Result<()> {
    let sentences = sentences(text);
    let labelled = tagger.label_sentences(&sentences);
    sentences.iter().zip(labelled).try_for_each(|(sentence, labelled)| write_sentence(out, sentence, &labelled))
}

fn write_sentence(out: &mut dyn Write, tokens: &[&str], labelled: &[(u8, Row)]) -> std::io::Result<()> {
    for (token, (label, row)) in tokens.iter().zip(labelled) {
        write!(out, "{token}\t{}", name_of_label(*label))?;
        if row[usize::from(*label)] < CERTAIN {
            let in_doubt = (0..).zip(row).filter(|(_, probability)| **probability >= NEGLIGIBLE);
            let cells: Vec<String> =
                in_doubt.map(|(label, probability)| format!("{}={probability:.3}", name_of_label(label))).collect();
            write!(out, "\t{}", cells.join(","))?;
        }
        writeln!(out)?;
    }
    writeln!(out)
}

/// The name under which [`label_of_name`] knows a label.
fn name_of_label(label: u8) -> String {
    let Some((kind, part)) = meaning(label) else {
        return "O".to_owned();
    };
    let part = ['B', 'I', 'E', 'S'][part as usize];
    let kind = ["PER", "ORG", "LOC"][kind as usize];
    format!("{part}-{kind}")
}

/// A sentence that is being read.
#[derive(Default)]
struct Open {
    tokens: Vec<String>,
    names: Vec<(usize, usize, EntityKind)>,
    probabilities: Vec<Option<Row>>,
    /// The kind of the name that the next token may go on with.
    goes_on: Option<EntityKind>,
}

impl Open {
    fn push(&mut self, token: &str, tag: &str, probabilities: Option<Row>) {
        let place = self.tokens.len();
        self.tokens.push(token.to_owned());
        self.probabilities.push(probabilities);
        let Some((part, kind)) = kind_of_tag(tag) else {
            self.goes_on = None;
            return;
        };
        let begins = matches!(part, 'B' | 'S' | 'U') || self.goes_on != Some(kind);
        match self.names.last_mut() {
            Some(name) if !begins => name.1 = place + 1,
            _ => self.names.push((place, place + 1, kind)),
        }
        self.goes_on = (!matches!(part, 'E' | 'S' | 'L' | 'U')).then_some(kind);
    }

    fn close(&mut self) -> MarkedSentence {
        let mut labels = vec![OUTSIDE; self.tokens.len()];
        for (from, to, kind) in self.names.drain(..) {
            set_name(&mut labels, from, to, kind);
        }
        let in_doubt = self.probabilities.iter().any(Option::is_some);
        let certain = |label: u8| std::array::from_fn(|other| if other == usize::from(label) { 1.0 } else { 0.0 });
        let rows = self.probabilities.drain(..).zip(&labels).map(|(row, label)| row.unwrap_or_else(|| certain(*label)));
        let probabilities: Vec<Row> = rows.collect();
        self.goes_on = None;
        MarkedSentence {
            tokens: std::mem::take(&mut self.tokens),
            labels,
            probabilities: if in_doubt { probabilities } else { Vec::new() },
        }
    }
}

struct Reader {
    texts: Vec<MarkedText>,
    open: Open,
    are_marked: bool,
}

impl Reader {
    fn end_sentence(&mut self) {
        if self.open.tokens.is_empty() {
            return;
        }
        let sentence = self.open.close();
        if let Some(text) = self.texts.last_mut() {
            text.sentences.push(sentence);
        }
    }

    fn begin_text(&mut self) {
        self.end_sentence();
        self.are_marked = true;
        self.texts.push(MarkedText::default());
    }

    fn finish(mut self) -> Vec<MarkedText> {
        self.end_sentence();
        self.texts.retain(|text| !text.sentences.is_empty());
        if self.are_marked || self.texts.iter().all(|text| text.sentences.len() <= 200) {
            return self.texts;
        }
        let sentences: Vec<MarkedSentence> = self.texts.into_iter().flat_map(|text| text.sentences).collect();
        let chunks = sentences.chunks(SENTENCES_PER_TEXT);
        chunks.map(|sentences| MarkedText { sentences: sentences.to_vec() }).collect()
    }
}
