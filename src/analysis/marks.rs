//! The terms that are no words, and the room that a name has: what whoever writes terms and whoever reads them agree on.

/// First character of a term that is a stem.
pub const STEM_MARK: char = '\u{1}';

/// First character of the marks of sentences and paragraphs.
const BORDER_MARK: char = '\u{2}';

/// First character of the marks of names.
const NAME_MARK: char = '\u{3}';

/// First character of the mark of a word that is written in capitals; the word, folded, stands behind it.
pub const CAPITALS_MARK: char = '\u{4}';

/// The characters that terms begin with that are no words; no word can begin with one. Each is one byte.
pub const MARKS: std::ops::RangeInclusive<char> = STEM_MARK..=CAPITALS_MARK;

/// The marks of a stretch of words. An engine that knows no order but that of positions finds the stretch between the first and
/// the last of these, or at the only one; a search that reads positions itself needs the last ones alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StretchMarks {
    /// Term at the first of several words.
    pub first: String,
    /// Term at the last of several words.
    pub last: String,
    /// Term at a word that stands alone.
    pub only: String,
}

impl StretchMarks {
    fn new(mark: char, what: char) -> Self {
        let term = |place: char| String::from_iter([mark, what, place]);
        Self { first: term('f'), last: term('l'), only: term('o') }
    }

    /// Those of sentences.
    pub fn of_sentence() -> Self {
        Self::new(BORDER_MARK, 's')
    }

    /// Those of paragraphs. The end of a paragraph is the end of a sentence too.
    pub fn of_paragraph() -> Self {
        Self::new(BORDER_MARK, 'p')
    }

    /// Whether a term is one of these.
    pub fn is_any(&self, term: &str) -> bool {
        [&self.first, &self.last, &self.only].into_iter().any(|mark| mark == term)
    }

    /// Those of names of a kind, by its number.
    pub fn of_names(kind: usize) -> Self {
        Self::new(NAME_MARK, kind_digit(kind))
    }
}

/// Term at the first word of each place that names one who is listed so.
pub fn name_mark(kind: usize, listed: &str) -> String {
    format!("{NAME_MARK}{}:{listed}", kind_digit(kind))
}

fn kind_digit(kind: usize) -> char {
    u32::try_from(kind).ok().and_then(|kind| char::from_digit(kind, 36)).unwrap_or('z')
}

/// Whether a term is the mark of a stem, a border or a name, and no word.
pub fn is_marked(term: &str) -> bool {
    term.starts_with(|first| MARKS.contains(&first))
}

/// Most words that one name is indexed with; the words of one value stand less than this apart, and the words of two
/// values at least this.
pub const NAME_WORDS_MAX: u32 = 64;
