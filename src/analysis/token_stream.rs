//! Hands the terms of [`Tokens`] to tantivy while it indexes.

use std::collections::HashMap;

use tantivy::tokenizer::{Token as IndexToken, TokenStream, Tokenizer};

use super::language::Language;
use super::marks::NAME_WORDS_MAX;
use super::named::{NamedPlace, NamedPlaces, header_of, read_header};
use super::stem::Stemmer;
use super::words::Tokens;

/// First of the private-use characters by which a text says its language to [`TextTokenizer`].
const LANGUAGE_TAG: u32 = 0xf000;

/// The language whose stems a text gets when its own is not known: most such texts are headlines and tables in English,
/// and its stemmer leaves words of other scripts alone.
pub const LANGUAGE_IF_UNKNOWN: &str = "en";

/// Puts the language of a text in front of it, for [`TextTokenizer`] to read. A text in a language without a stemmer gets
/// the mark of none, so that the first character of a text is never taken for one.
pub fn tag_language(text: &str, language: Option<&str>) -> String {
    tag_text(text, language, &[])
}

/// The same, with the places of a text that name somebody, in order; none of a kind overlaps another of that kind.
///
/// # Panics
///
/// Never: there are more private-use characters than languages.
pub fn tag_text(text: &str, language: Option<&str>, named: &[NamedPlace<'_>]) -> String {
    let number = Language::of_code(language.unwrap_or(LANGUAGE_IF_UNKNOWN)).map_or(0, |language| language.index() + 1);
    let tag = char::from_u32(LANGUAGE_TAG + number).expect("private-use characters are characters");
    let header = header_of(named, text);
    let mut tagged = String::with_capacity(text.len() + header.len() + tag.len_utf8());
    tagged.push(tag);
    tagged.push_str(&header);
    tagged.push_str(text);
    tagged
}

/// Terms, stems and marks of a text that [`tag_text`] has put its language and its names in front of.
#[derive(Default)]
pub struct TextTokenizer {
    stemmers: HashMap<Language, Option<Stemmer>>,
}

impl std::fmt::Debug for TextTokenizer {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("TextTokenizer").field("languages", &self.stemmers.len()).finish()
    }
}

impl Clone for TextTokenizer {
    /// What a clone has learned by heart stays with it: tantivy clones a tokenizer for each thread.
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl Tokenizer for TextTokenizer {
    type TokenStream<'a> = Stream<'a>;

    fn token_stream<'a>(&'a mut self, tagged: &'a str) -> Stream<'a> {
        let mut characters = tagged.chars();
        let tag = characters.next().map_or(0, u32::from);
        let language = tag.checked_sub(LANGUAGE_TAG + 1).and_then(Language::of_index);
        let stemmer = language
            .and_then(|language| self.stemmers.entry(language).or_insert_with(|| Stemmer::new(language)).as_mut());
        let (named, text) = read_header(characters.as_str());
        Stream {
            tokens: Tokens::new(text, stemmer),
            named,
            token: IndexToken::default(),
            first: 0,
            words_max: u32::MAX,
        }
    }
}

/// The folded words of a name, a source or an address. The words of two values of one article stand
/// [`NAME_WORDS_MAX`] positions apart or more, those of one value less.
#[derive(Clone, Copy, Debug, Default)]
pub struct NameTokenizer;

impl Tokenizer for NameTokenizer {
    type TokenStream<'a> = Stream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Stream<'a> {
        let (tokens, named) = (Tokens::new(text, None).without_marks(), NamedPlaces::default());
        Stream { tokens, named, token: IndexToken::default(), first: NAME_WORDS_MAX, words_max: NAME_WORDS_MAX }
    }
}

/// The terms of one text.
#[derive(Debug)]
pub struct Stream<'a> {
    tokens: Tokens<'a>,
    named: NamedPlaces<'a>,
    token: IndexToken,
    first: u32,
    words_max: u32,
}

impl TokenStream for Stream<'_> {
    fn advance(&mut self) -> bool {
        if let Some((mark, position)) = self.named.take_mark() {
            (self.token.text, self.token.position) = (mark, (self.first + position) as usize);
            return true;
        }
        let Some(next) = self.tokens.next() else {
            self.named.finish();
            return self.named.has_mark() && self.advance();
        };
        if next.position >= self.words_max {
            return false;
        }
        self.named.meet(next);
        // The term is swapped, not copied: what it is swapped for is cleared before it is filled again.
        std::mem::swap(&mut self.token.text, &mut next.term);
        self.token.position = (self.first + next.position) as usize;
        (self.token.offset_from, self.token.offset_to) = (next.start, next.end);
        true
    }

    fn token(&self) -> &IndexToken {
        &self.token
    }

    fn token_mut(&mut self) -> &mut IndexToken {
        &mut self.token
    }
}
