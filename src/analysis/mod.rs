//! From text to terms: the one module that index and query share, so that both cut and fold text alike.
//!
//! In: a text and the language it is in. Out: [`Token`]s, each a term with its position (counted in words) and the bytes
//! of the text that it stands for.
//!
//! # Terms
//!
//! All terms of a text go into one field. They are told apart by their first character, which no word can begin with:
//!
//! | term | is | at the position of |
//! | --- | --- | --- |
//! | `sanctions` | a word as it stands, folded | itself |
//! | `alassad` | a word of several parts, joined | its first part |
//! | [`STEM_MARK`]`sanction` | the stem, where it differs from the word | the word |
//! | [`CAPITALS_MARK`]`us` | the word, written in capitals | the word |
//! | [`StretchMarks::of_sentence`], [`of_paragraph`](StretchMarks::of_paragraph) | a border | the first and the last word, or the only one |
//! | [`StretchMarks::of_names`] | the kind of a name | the same of the words of its mention |
//! | [`name_mark`] | the name, as it is listed | the first word of its mention |
//!
//! Exact forms, stems and marks therefore share positions: a phrase can mix forms, and nearness within a sentence, or to a name,
//! needs no second field.
//!
//! # Folding
//!
//! Compatibility forms are made one (Unicode NFKC), case and accents dropped, all apostrophes, hyphens and zero-width
//! characters made one. `’s` is cut. `U.S.` is `us`, `1,750` is `1750`. A word of several parts (`al-Assad`, `O'Brien`,
//! `AT&T`) gives its parts and the joined form. Han, Kana and Thai, which put no blanks between words, go in as
//! overlapping pairs of characters.

mod fold;
mod function_words;
mod language;
mod language_name;
mod marks;
mod named;
mod signature;
mod stem;
mod token_stream;
mod words;

pub use fold::fold;
pub use function_words::{is_function_word, is_question_word};
pub use language::{Language, detect_language};
pub use language_name::{language_code, language_hint};
pub use marks::{CAPITALS_MARK, MARKS, NAME_WORDS_MAX, STEM_MARK, StretchMarks, is_marked, name_mark};
pub use named::NamedPlace;
pub use signature::{SHINGLE_WORDS, SHORT_TEXT_WORDS, Signature, are_copies, for_each_word};
pub use stem::{Stemmer, can_stem};
pub use token_stream::{LANGUAGE_IF_UNKNOWN, NameTokenizer, TextTokenizer, tag_language, tag_text};
pub use words::{Token, Tokens, is_in_capitals, is_unspaced, is_word_character};

/// How a word or phrase of a query reads: its folded words side by side, and the same with the parts of hyphenated words
/// joined where that differs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// Every part a word of its own: `al`, `assad`.
    pub parts: Vec<String>,
    /// Hyphenated words joined: `alassad`; `None` where no word has several parts.
    pub joined: Option<Vec<String>>,
}

impl Reading {
    /// The ways to read the text, of which none is empty: its parts, and its joined form.
    pub fn readings(self) -> Vec<Vec<String>> {
        std::iter::once(self.parts).chain(self.joined).filter(|words| !words.is_empty()).collect()
    }
}

/// Reads a piece of a query the way the texts were read.
pub fn read(text: &str) -> Reading {
    let mut reading = Reading::default();
    let mut joined: Vec<(u32, String)> = Vec::new();
    let mut any_joined = false;
    let mut tokens = Tokens::new(text, None).without_marks();
    while let Some(Token { term, position, parts, .. }) = tokens.next().cloned() {
        if parts > 1 {
            any_joined = true;
            joined.push((position, term));
            continue;
        }
        let inside_joined = tokens.joined_span().is_some_and(|(first, last)| (first..=last).contains(&position));
        if !inside_joined {
            joined.push((position, term.clone()));
        }
        reading.parts.push(term);
    }
    reading.joined = any_joined.then(|| joined.into_iter().map(|(_, term)| term).collect());
    reading
}

/// Whether there is anything in a text that can be searched for.
pub fn has_word(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
}
