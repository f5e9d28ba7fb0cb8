//! What every stage hands on: one article, where it came from, and what is known of it.
//!
//! Formats fill what a file states, `enrich` adds what is missing, `index` stores the result and `search` gives it
//! back. This module knows no format and no search engine.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::date::{self, DateError, Hints, NewsDate, Order, Readings};

/// One article. Everything but the text may be missing; nothing here is ever invented.
///
/// `title` and `body` are the file's own characters: nothing is folded or cut but header and markup. Line ends are
/// `\n`, paragraphs are set apart by one blank line (see [`tidy`]), single line breaks stay. Offsets everywhere count
/// Unicode scalar values in these two texts.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Article {
    /// Headline; empty until `enrich` takes the first sentence where a file has none.
    pub title: String,
    /// Text without headline and header.
    pub body: String,
    /// Day of publication.
    pub date: Option<Dated>,
    /// Day of the last change, where it is stated apart from publication.
    pub updated: Option<NewsDate>,
    /// The line that names the authors, as printed.
    pub byline: Option<String>,
    /// The authors one by one.
    pub authors: Vec<String>,
    /// Newspaper, agency or site.
    pub source: Option<String>,
    /// Section or desk: `Politics`, `Sport`.
    pub section: Option<String>,
    /// ISO 639-1 code, lower case (`en`); 639-3 where a language has no shorter one.
    pub language: Option<String>,
    /// Address it was published at.
    pub url: Option<String>,
    /// People, organisations and places, each once, in the order of the file.
    pub entities: Vec<Entity>,
    /// What its dates in numbers tell of the order of day and month, or leave open; not stored.
    #[serde(skip)]
    pub date_clues: Vec<DateClue>,
}

impl Article {
    /// Adds an entity that the file itself states; blank names and ones already there are passed over.
    pub fn state_entity(&mut self, kind: EntityKind, name: &str) {
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        let known = self.entities.iter().any(|entity| entity.kind == kind && entity.name == name);
        if !name.is_empty() && !known {
            self.entities.push(Entity { kind, name, stated: true, spellings: Vec::new(), mentions: Vec::new() });
        }
    }

    /// Takes the date that a file states. One that can be read in two ways stays open, to be settled when the order of its
    /// source or its language is known; for any other that is none, gives the problem, at `line` where there is one.
    pub fn state_date(&mut self, kind: DateKind, text: &str, source: DateSource, line: Option<u64>) -> Option<Problem> {
        match date::parse(text) {
            Ok(date) => {
                self.date_clues.extend(date::order_of(text).map(DateClue::Attests));
                match kind {
                    DateKind::Published => self.date = Some(Dated { date, source }),
                    DateKind::Updated => self.updated = Some(date),
                }
                None
            }
            Err(error @ DateError::Ambiguous { .. }) if text.len() <= OPEN_DATE_BYTES_MAX => {
                self.date_clues.push(DateClue::Open(OpenDate { kind, text: text.to_owned(), source, line, error }));
                None
            }
            Err(error) => Some(Problem { line, ..Problem::new(format!("date: {error}")) }),
        }
    }

    /// Reads again what was left open of its dates, with what is known now; what it does not decide stays open. A date
    /// that is there already is not replaced.
    pub fn settle_dates(&mut self, hints: Hints<'_>) {
        for clue in std::mem::take(&mut self.date_clues) {
            match clue {
                DateClue::Open(open) => match date::parse_with(&open.text, hints) {
                    Ok(date) => match open.kind {
                        DateKind::Published => _ = self.date.get_or_insert(Dated { date, source: open.source }),
                        DateKind::Updated => _ = self.updated.get_or_insert(date),
                    },
                    Err(_) => self.date_clues.push(DateClue::Open(open)),
                },
                attests @ DateClue::Attests(_) => self.date_clues.push(attests),
            }
        }
    }

    /// Tells at which line (from 1) the dates stood that are still open, where the reader of a date did not know it.
    pub fn locate_open_dates(&mut self, line: u64) {
        for clue in &mut self.date_clues {
            if let DateClue::Open(open) = clue {
                open.line.get_or_insert(line);
            }
        }
    }

    /// The dates that are still open.
    pub fn open_dates(&self) -> impl Iterator<Item = &OpenDate> {
        self.date_clues.iter().filter_map(|clue| match clue {
            DateClue::Open(open) => Some(open),
            DateClue::Attests(_) => None,
        })
    }

    /// The names of one kind, in order.
    pub fn names(&self, kind: EntityKind) -> impl Iterator<Item = &str> {
        self.entities.iter().filter(move |entity| entity.kind == kind).map(|entity| entity.name.as_str())
    }

    /// Number of words in title and body together, where a word is what stands between blanks and has a letter or digit.
    pub fn word_count(&self) -> u64 {
        count_words(&self.title) + count_words(&self.body)
    }
}

fn count_words(text: &str) -> u64 {
    if !text.is_ascii() {
        return text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count() as u64;
    }
    let (mut words, mut counted) = (0, false);
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() {
            words += u64::from(!counted);
            counted = true;
        } else if byte.is_ascii_whitespace() || byte == 0x0b {
            counted = false;
        }
    }
    words
}

/// Which of its dates an article states.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateKind {
    /// Its publication.
    Published,
    /// Its last change.
    Updated,
}

/// What a date tells of the order in which its source writes day and month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DateClue {
    /// It can be read in this order only.
    Attests(Order),
    /// It needs to be told.
    Open(OpenDate),
}

/// A date that was stated and can be read in more than one way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenDate {
    /// Which date it is.
    pub kind: DateKind,
    /// As it was written.
    pub text: String,
    /// Where it stood.
    pub source: DateSource,
    /// Its line of the file, from 1, where that is known.
    pub line: Option<u64>,
    /// Why it is open.
    pub error: DateError,
}

impl OpenDate {
    /// The two days it can be, where the order of day and month decides.
    pub fn readings(&self) -> Option<Readings> {
        match &self.error {
            DateError::Ambiguous { readings, .. } => *readings,
            _ => None,
        }
    }

    /// The warning that it was not decided.
    pub fn problem(&self) -> Problem {
        Problem { line: self.line, ..Problem::new(format!("date: {}", self.error)) }
    }
}

/// The longest text that is kept of a date that is open. Dates are under 60 bytes; the rest is room for labels.
const OPEN_DATE_BYTES_MAX: usize = 240;

/// A date of publication and how it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dated {
    /// The day, month or year.
    pub date: NewsDate,
    /// Where it stood.
    pub source: DateSource,
}

/// Where a date of publication was found, the most trustworthy first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DateSource {
    /// A line or tag of the text or wire itself.
    Header,
    /// JSON, front matter, or the metadata of a page.
    Metadata,
    /// The dateline or another place in the running text.
    Text,
    /// The file's folder or name.
    Path,
    /// The file's own time of change; taken only where that was asked for.
    File,
}

impl DateSource {
    /// The word that users see.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Header => "header",
            Self::Metadata => "metadata",
            Self::Text => "text",
            Self::Path => "path",
            Self::File => "file",
        }
    }
}

/// Someone or something that an article names.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entity {
    /// Person, organisation or place.
    pub kind: EntityKind,
    /// The name, in its fullest known spelling.
    pub name: String,
    /// Whether the file itself states it, as against its being read out of the text.
    pub stated: bool,
    /// Other spellings of it in this article, each once: `Raisi` for Ebrahim Raisi.
    pub spellings: Vec<String>,
    /// Where the text names it; empty for a name that only the file's header states.
    #[serde(with = "packed_mentions")]
    pub mentions: Vec<Mention>,
}

/// The three kinds of name that can be searched for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EntityKind {
    /// A human being.
    Person,
    /// A company, party, agency, club or other body.
    Org,
    /// A country, town, river or other place.
    Place,
}

impl EntityKind {
    /// All kinds, in the order in which output lists them.
    pub const ALL: [Self; 3] = [Self::Person, Self::Org, Self::Place];

    /// The word that users see: `person`, `org`, `place`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Org => "org",
            Self::Place => "place",
        }
    }

    /// The same for many: `people`, `orgs`, `places`.
    pub fn plural(self) -> &'static str {
        match self {
            Self::Person => "people",
            Self::Org => "orgs",
            Self::Place => "places",
        }
    }
}

/// One place in the text that names an entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    /// Title or body.
    pub field: TextPart,
    /// First Unicode scalar value of the mention.
    pub start: u32,
    /// One past the last.
    pub end: u32,
}

/// Mentions as how far each begins behind the one before, and how long it is: half of what they take written out, and an
/// article may have hundreds.
mod packed_mentions {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use super::{Mention, TextPart};

    /// Shifts the number of a text below a distance.
    const PARTS: u64 = 2;

    pub(super) fn serialize<S: Serializer>(mentions: &[Mention], serializer: S) -> Result<S::Ok, S::Error> {
        let mut last = [0; 2];
        let packed = mentions.iter().map(|mention| {
            let part = mention.field as usize;
            let distance = mention.start.wrapping_sub(last[part]);
            last[part] = mention.start;
            (u64::from(distance) * PARTS + part as u64, mention.end.wrapping_sub(mention.start))
        });
        packed.collect::<Vec<(u64, u32)>>().serialize(serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Mention>, D::Error> {
        let mut last = [0_u32; 2];
        let packed: Vec<(u64, u32)> = Vec::deserialize(deserializer)?;
        let mentions = packed.into_iter().map(|(number, length)| {
            let (field, part) = if number % PARTS == 0 { (TextPart::Title, 0) } else { (TextPart::Body, 1) };
            let distance = u32::try_from(number / PARTS).unwrap_or(u32::MAX);
            last[part] = last[part].wrapping_add(distance);
            Mention { field, start: last[part], end: last[part].wrapping_add(length) }
        });
        Ok(mentions.collect())
    }
}

/// The two texts of an article that offsets can point into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TextPart {
    /// The headline.
    Title,
    /// The text below it.
    Body,
}

impl TextPart {
    /// The word that users see.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Body => "body",
        }
    }
}

/// What a file or a record of it could not give, for the summary of a run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// Record or archive member, where a file holds many.
    pub member: Option<String>,
    /// Line of the file, from 1.
    pub line: Option<u64>,
    /// What was expected and found, lower case, on one line.
    pub message: String,
}

impl Problem {
    /// A problem of the whole file or record, with no line to point at.
    pub fn new(message: impl Into<String>) -> Self {
        Self { member: None, line: None, message: message.into() }
    }

    /// The same, at a line (from 1).
    #[must_use]
    pub fn at_line(self, line: u64) -> Self {
        Self { line: Some(line), ..self }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(member) = &self.member {
            write!(formatter, "{member}: ")?;
        }
        if let Some(line) = self.line {
            write!(formatter, "line {line}: ")?;
        }
        formatter.write_str(&self.message)
    }
}

/// Evens out line ends (`\r\n` and `\r` become `\n`), blanks at line ends, and runs of blank lines (one is kept); drops
/// blank lines at both ends. Everything else is the text's own.
pub fn tidy(text: &str) -> String {
    let mut tidied = String::with_capacity(text.len());
    let mut blank_lines = 0;
    for line in text.split('\n').flat_map(|line| line.strip_suffix('\r').unwrap_or(line).split('\r')) {
        let line = line.trim_end();
        if line.is_empty() {
            blank_lines += 1;
            continue;
        }
        if !tidied.is_empty() {
            tidied.push_str(if blank_lines > 0 { "\n\n" } else { "\n" });
        }
        tidied.push_str(line);
        blank_lines = 0;
    }
    tidied
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mentions_come_back_as_they_were_stored() {
        let mention = |field, start, end| Mention { field, start, end };
        let mentions = vec![
            mention(TextPart::Title, 3, 9),
            mention(TextPart::Body, 0, 5),
            mention(TextPart::Body, 70_000, 70_012),
            mention(TextPart::Title, 1, 2),
            mention(TextPart::Body, 12, u32::MAX),
        ];
        let entity =
            Entity { kind: EntityKind::Person, name: "Anna".into(), stated: false, spellings: Vec::new(), mentions };
        let bytes = postcard::to_stdvec(&entity).unwrap();
        assert_eq!(postcard::from_bytes::<Entity>(&bytes).unwrap(), entity);
    }
}
