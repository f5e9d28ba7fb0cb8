//! Cuts a query into its signs and words.

use std::collections::BTreeMap;
use std::ops::Range;

use super::ast::{Comparison, Feature, Reach, TextField, TextMatch};
use super::signs::{
    address_length, closing_quotes, is_address, is_dash, is_punctuation, is_quote, last_quotes, stands_free,
};
use crate::analysis::{has_word, is_word_character};
use crate::article::EntityKind;
use crate::error::{QueryError, shown};

/// The longest query that is read: longer than any that a person writes or pastes, short enough to be run.
const QUERY_BYTES_MAX: usize = 64 << 10;

/// One sign or word, and the bytes it was read from.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) span: Range<usize>,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Kind {
    Open,
    Close,
    /// A hyphen that negates what follows.
    Minus,
    And,
    Or,
    Not,
    /// `w/5`, `pre/s` and their like.
    Near {
        reach: Reach,
        ordered: bool,
    },
    /// `first/50`, with a bracket directly behind.
    First(u32),
    /// `atleast:3`, with a bracket directly behind.
    AtLeast(u32),
    /// A field that takes words, a phrase or a group; they stand directly behind.
    Field(Field),
    /// A field with its value, as `date:2022`.
    Value(ValueField, String),
    /// `words>800`
    Count(Comparison, u64),
    Text(TextMatch),
}

/// A field whose value is words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Text(TextField),
    Name(Option<EntityKind>),
    /// `caps:`, in title or body.
    Capitals,
}

/// A field whose value is read by rules of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ValueField {
    Date,
    After,
    Before,
    Last,
    On,
    Has,
    Words,
    AtLeast,
}

#[derive(Clone, Copy)]
enum AnyField {
    Words(Field),
    Value(ValueField),
}

/// All fields of the language; the second and later names of one are for those who are used to them.
const FIELDS: &[(&str, AnyField)] = &[
    ("title", AnyField::Words(Field::Text(TextField::Title))),
    ("body", AnyField::Words(Field::Text(TextField::Body))),
    ("lead", AnyField::Words(Field::Text(TextField::Lead))),
    ("by", AnyField::Words(Field::Text(TextField::By))),
    ("author", AnyField::Words(Field::Text(TextField::By))),
    ("source", AnyField::Words(Field::Text(TextField::Source))),
    ("section", AnyField::Words(Field::Text(TextField::Section))),
    ("lang", AnyField::Words(Field::Text(TextField::Lang))),
    ("language", AnyField::Words(Field::Text(TextField::Lang))),
    ("url", AnyField::Words(Field::Text(TextField::Url))),
    ("id", AnyField::Words(Field::Text(TextField::Id))),
    ("person", AnyField::Words(Field::Name(Some(EntityKind::Person)))),
    ("people", AnyField::Words(Field::Name(Some(EntityKind::Person)))),
    ("org", AnyField::Words(Field::Name(Some(EntityKind::Org)))),
    ("orgs", AnyField::Words(Field::Name(Some(EntityKind::Org)))),
    ("place", AnyField::Words(Field::Name(Some(EntityKind::Place)))),
    ("places", AnyField::Words(Field::Name(Some(EntityKind::Place)))),
    ("entity", AnyField::Words(Field::Name(None))),
    ("date", AnyField::Value(ValueField::Date)),
    ("after", AnyField::Value(ValueField::After)),
    ("before", AnyField::Value(ValueField::Before)),
    ("last", AnyField::Value(ValueField::Last)),
    ("on", AnyField::Value(ValueField::On)),
    ("has", AnyField::Value(ValueField::Has)),
    ("caps", AnyField::Words(Field::Capitals)),
    ("words", AnyField::Value(ValueField::Words)),
    ("atleast", AnyField::Value(ValueField::AtLeast)),
];

/// What `has:` takes.
pub(super) const FEATURES: &[(&str, Feature)] = &[
    ("date", Feature::Date),
    ("title", Feature::Title),
    ("byline", Feature::Byline),
    ("source", Feature::Source),
    ("section", Feature::Section),
    ("lang", Feature::Lang),
    ("url", Feature::Url),
    ("people", Feature::Names(EntityKind::Person)),
    ("person", Feature::Names(EntityKind::Person)),
    ("orgs", Feature::Names(EntityKind::Org)),
    ("org", Feature::Names(EntityKind::Org)),
    ("places", Feature::Names(EntityKind::Place)),
    ("place", Feature::Names(EntityKind::Place)),
];

/// The name of a text field, as it is written; bare words have none.
pub(super) fn field_name(field: TextField) -> Option<&'static str> {
    let is_it = |known: &AnyField| matches!(known, AnyField::Words(Field::Text(text)) if *text == field);
    FIELDS.iter().find(|(_, known)| is_it(known)).map(|(name, _)| *name)
}

/// Cuts `query` into tokens, and notes what was passed over.
pub(super) fn lex(query: &str, notes: &mut Vec<String>) -> Result<Vec<Token>, QueryError> {
    if query.len() > QUERY_BYTES_MAX {
        let message = format!("longer than {} KiB", QUERY_BYTES_MAX >> 10);
        return Err(QueryError::new("", 0..0, message).hint("search for a part of the text"));
    }
    let mut lexer =
        Lexer { query, position: 0, chunk_end: 0, last_quotes: last_quotes(query), tokens: Vec::new(), notes };
    while let Some(character) = lexer.peek() {
        lexer.token(character)?;
    }
    Ok(lexer.tokens)
}

struct Lexer<'a> {
    query: &'a str,
    position: usize,
    /// Where the chunk last looked at ends: kept, so that a chain of fields is not looked through again for each.
    chunk_end: usize,
    last_quotes: BTreeMap<char, usize>,
    tokens: Vec<Token>,
    notes: &'a mut Vec<String>,
}

impl<'a> Lexer<'a> {
    fn peek(&self) -> Option<char> {
        self.query[self.position..].chars().next()
    }

    fn token(&mut self, character: char) -> Result<(), QueryError> {
        let start = self.position;
        let next = start + character.len_utf8();
        match character {
            _ if character.is_whitespace() => self.position = next,
            '(' => self.push(Kind::Open, start, next),
            ')' => self.push(Kind::Close, start, next),
            _ if is_quote(character) => self.phrase(start, next)?,
            '=' if self.query[next..].starts_with(is_quote) => {
                let quote = self.query[next..].chars().next().map_or(0, char::len_utf8);
                self.phrase(start, next + quote)?;
            }
            '-' if self.begins_term(start) && self.is_negatable(next) => self.push(Kind::Minus, start, next),
            _ if is_word_character(character) || "=*?".contains(character) => self.chunk(start)?,
            _ => self.pass_over(start),
        }
        Ok(())
    }

    fn push(&mut self, kind: Kind, start: usize, end: usize) {
        self.tokens.push(Token { kind, span: start..end });
        self.position = end;
    }

    /// Whether a term can begin here: at the start, behind a blank or a bracket.
    fn begins_term(&self, place: usize) -> bool {
        self.query[..place].chars().next_back().is_none_or(|before| before.is_whitespace() || before == '(')
    }

    /// Whether a hyphen in front of this place negates: something to search for stands directly behind it. Dashes and the
    /// `>` of an arrow make it a line in running text.
    fn is_negatable(&mut self, place: usize) -> bool {
        let chunk = self.chunk_at(place);
        let behind = &self.query[place + chunk.len()..];
        let has_term =
            has_word(chunk) || chunk.contains('*') || behind.starts_with('(') || behind.starts_with(is_quote);
        has_term && !chunk.starts_with(|character| is_dash(character) || character == '>')
    }

    /// Where the phrase ends whose opening quotation mark ends at `from`: at the next mark that closes this kind, or
    /// where the query has none, at the next of any kind.
    fn phrase_length(&self, from: usize) -> Option<usize> {
        let opening = self.query[..from].chars().next_back()?;
        let closing = closing_quotes(opening);
        let is_closed = closing.iter().filter_map(|mark| self.last_quotes.get(mark)).any(|last| *last >= from);
        let rest = &self.query[from..];
        if is_closed { rest.find(closing) } else { rest.find(is_quote) }
    }

    /// A phrase whose opening quote ends at `from`.
    fn phrase(&mut self, start: usize, from: usize) -> Result<(), QueryError> {
        let Some(length) = self.phrase_length(from) else {
            let error = QueryError::new(self.query, start..from, "a quotation mark is opened and not closed");
            return Err(error.hint("close it, or take it out"));
        };
        let text = &self.query[from..from + length];
        let closing = self.query[from + length..].chars().next().map_or(0, char::len_utf8);
        let end = from + length + closing;
        if !has_word(text) {
            return Err(QueryError::new(self.query, start..end, "no letter or digit between the quotation marks"));
        }
        if let Some(rest) = self.query[end..].strip_prefix('~')
            && rest.starts_with(|character: char| character.is_ascii_digit())
        {
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            let others = self.distance(&rest[..digits], end + 1, 0)?;
            let words: Vec<&str> = text.split_whitespace().collect();
            self.push(Kind::Text(TextMatch::Window(words.join(" "), others)), start, end + 1 + digits);
            return Ok(());
        }
        let words: Vec<&str> = text.split_whitespace().collect();
        self.push(Kind::Text(TextMatch::Phrase(words.join(" "))), start, end);
        Ok(())
    }

    /// A number of words, `least` or more.
    fn distance(&self, digits: &str, start: usize, least: u32) -> Result<u32, QueryError> {
        let number = digits.parse().ok().filter(|number| (least..=DISTANCE_MAX).contains(number));
        number.ok_or_else(|| {
            let message = format!("expected a number of words from {least} to {DISTANCE_MAX}");
            QueryError::new(self.query, start..start + digits.len(), message)
        })
    }

    /// Passes over what stands in front of a word, or alone, and means nothing; symbols among it are noted.
    fn pass_over(&mut self, start: usize) {
        let chunk = self.chunk_at(start);
        let begins = |character: char| is_word_character(character) || "=*?".contains(character);
        let passed = &chunk[..chunk.find(begins).unwrap_or(chunk.len())];
        self.note_symbols(passed, chunk, |_| false);
        self.position = start + passed.len();
    }

    /// What stands up to the next blank, bracket or quotation mark.
    fn chunk_at(&mut self, start: usize) -> &'a str {
        let query: &'a str = self.query;
        if start >= self.chunk_end {
            let ends = |character: char| character.is_whitespace() || is_quote(character) || "()".contains(character);
            self.chunk_end = query[start..].find(ends).map_or(query.len(), |length| start + length);
        }
        &query[start..self.chunk_end]
    }

    fn chunk(&mut self, start: usize) -> Result<(), QueryError> {
        let chunk = self.chunk_at(start);
        let end = start + chunk.len();
        if let Some((kind, length)) = self.field(chunk, start)? {
            self.push(kind, start, start + length);
            return Ok(());
        }
        if let Some(length) = is_address(chunk).then(|| address_length(&self.query[start..])).flatten() {
            let query: &'a str = self.query;
            let word = self.address(&query[start..start + length]);
            self.push(Kind::Text(TextMatch::Word(word)), start, start + length);
            return Ok(());
        }
        let is_behind_sign = self.tokens.last().is_some_and(|token| token.span.end == start);
        let is_free = is_behind_sign || stands_free(self.query, start);
        match chunk {
            "AND" if is_free => self.push(Kind::And, start, end),
            "OR" if is_free => self.push(Kind::Or, start, end),
            "NOT" if is_free => self.push(Kind::Not, start, end),
            _ if is_free && self.query[end..].starts_with('(') && is_first(chunk) => {
                let digits = "first/".len();
                let count = self.distance(&chunk[digits..], start + digits, 1)?;
                self.push(Kind::First(count), start, end);
            }
            _ if is_free && is_nearness(chunk) => {
                let (name, reach) = chunk.split_once('/').unwrap_or((chunk, ""));
                let reach = match reach {
                    "s" | "S" => Reach::Sentence,
                    "p" | "P" => Reach::Paragraph,
                    digits => Reach::Words(self.distance(digits, end - digits.len(), 1)?),
                };
                self.push(Kind::Near { reach, ordered: name.eq_ignore_ascii_case("pre") }, start, end);
            }
            _ => {
                self.position = end;
                if let Some(text) = self.word(chunk, start)? {
                    self.push(Kind::Text(text), start, end);
                }
            }
        }
        Ok(())
    }

    /// A field at the beginning of a chunk, and its length: with its colon, or with its value.
    fn field(&mut self, chunk: &str, start: usize) -> Result<Option<(Kind, usize)>, QueryError> {
        let letters = chunk.bytes().take_while(u8::is_ascii_alphabetic).count();
        let (name, rest) = (chunk[..letters].to_ascii_lowercase(), &chunk[letters..]);
        if name == "words"
            && let Some((comparison, sign)) = comparison(rest)
        {
            self.require_value(&chunk[..letters + sign], start)?;
            let count = self.count(&rest[sign..], start + letters + sign)?;
            return Ok(Some((Kind::Count(comparison, count), chunk.len())));
        }
        let Some(value) = rest.strip_prefix(':') else {
            return Ok(None);
        };
        let known = FIELDS.iter().find(|(known, _)| *known == name).map(|(_, field)| *field);
        match known {
            None => self.refuse_misspelt(&name, start).map(|()| None),
            Some(AnyField::Words(field)) => {
                self.require_value(&chunk[..=letters], start)?;
                Ok(Some((Kind::Field(field), letters + 1)))
            }
            Some(AnyField::Value(field)) => {
                self.require_value(&chunk[..=letters], start)?;
                if field == ValueField::AtLeast {
                    return self.at_least(value, start, chunk.len());
                }
                if value.is_empty() {
                    return Err(self.enclosed_value(&chunk[..=letters], start));
                }
                Ok(Some((Kind::Value(field, value.to_owned()), chunk.len())))
            }
        }
    }

    /// `sign` is what a value must stand behind: `title:`, `words>`.
    fn require_value(&self, sign: &str, start: usize) -> Result<(), QueryError> {
        if !nothing_follows(&self.query[start + sign.len()..]) {
            return Ok(());
        }
        let error = QueryError::new(self.query, start..start + sign.len(), format!("nothing behind `{sign}`"));
        Err(error.hint(format!("write the value directly behind it, or quote `\"{sign}\"` to search for the word")))
    }

    /// `atleast:3(x)`
    fn at_least(&self, value: &str, start: usize, length: usize) -> Result<Option<(Kind, usize)>, QueryError> {
        let end = start + length;
        let is_number = !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit());
        if !is_number || !self.query[end..].starts_with('(') {
            let error = QueryError::new(self.query, start..end, "`atleast:` takes a number and a group");
            return Err(error.hint("write it as `atleast:3(word)`"));
        }
        Ok(Some((Kind::AtLeast(self.distance(value, end - value.len(), 1)?), length)))
    }

    fn enclosed_value(&self, sign: &str, start: usize) -> QueryError {
        let message = format!("`{sign}` takes its value without quotation marks and brackets");
        QueryError::new(self.query, start..start + sign.len(), message).hint("write it directly behind the colon")
    }

    /// `tilte:iran` is an error; `Raisi: "…` with nothing directly behind the colon is running text.
    fn refuse_misspelt(&self, name: &str, start: usize) -> Result<(), QueryError> {
        let behind = &self.query[start + name.len() + 1..];
        if nothing_follows(behind) || behind.starts_with("//") {
            return Ok(());
        }
        let near = FIELDS.iter().find(|(known, _)| known.len() >= 4 && is_one_edit_apart(known, name));
        match near {
            None => Ok(()),
            Some((known, _)) => {
                let error = QueryError::new(
                    self.query,
                    start..start + name.len(),
                    format!("there is no field `{}:`", shown(name)),
                );
                Err(error.hint(format!("did you mean `{known}:`? quote it to search for the words")))
            }
        }
    }

    fn count(&self, text: &str, start: usize) -> Result<u64, QueryError> {
        number_of_words(text).ok_or_else(|| {
            let message = format!("`{}` is no number of words", shown(text));
            QueryError::new(self.query, start..start + text.len(), message).hint("write it as `words>800`")
        })
    }

    /// A word, pattern or fuzzy word; `None` for what has nothing to search for in it.
    fn word(&mut self, chunk: &'a str, start: usize) -> Result<Option<TextMatch>, QueryError> {
        let (exact, text) = match chunk.strip_prefix('=') {
            Some(rest) if has_word(rest) => (true, rest.trim_start_matches('=')),
            _ => (false, chunk),
        };
        if !has_word(text) {
            self.symbols(chunk, start)?;
            return Ok(None);
        }
        if exact {
            return Ok(Some(TextMatch::Exact(self.trimmed(text))));
        }
        if is_address(text) {
            return Ok(Some(TextMatch::Word(self.trimmed(text))));
        }
        let is_kept = |character: char| is_word_character(character) || "*~".contains(character);
        let text = text.trim_end_matches(|character| !is_kept(character));
        let behind = &chunk[text.len()..];
        self.note_symbols(behind, chunk, |_| false);
        if let Some((word, distance)) = self.fuzzy(text, start)? {
            return Ok(Some(TextMatch::Fuzzy(self.trimmed(word), distance)));
        }
        if behind.starts_with('!') && can_be_truncated(text) {
            let pattern = format!("{}*", self.pattern_of(text));
            self.notes.push(format!("`{}!` was read as `{}`", shown(text), shown(&pattern)));
            return Ok(Some(TextMatch::Pattern(pattern)));
        }
        let text = text.trim_end_matches(|character| character != '*' && !is_word_character(character));
        if text.contains(['*', '?']) {
            return Ok(Some(TextMatch::Pattern(self.pattern_of(text))));
        }
        Ok(Some(TextMatch::Word(self.trimmed(text))))
    }

    /// A chunk without letters: a sign of the language in the wrong place is an error, a symbol is passed over.
    fn symbols(&mut self, chunk: &str, start: usize) -> Result<(), QueryError> {
        if chunk.contains('*') {
            let message = format!("`{}` would match every word", shown(chunk));
            let error = QueryError::new(self.query, start..start + chunk.len(), message);
            return Err(error.hint("leave the query empty to list all articles, or use `has:title`"));
        }
        self.note_symbols(chunk, chunk, |_| false);
        Ok(())
    }

    fn fuzzy(&self, text: &'a str, start: usize) -> Result<Option<(&'a str, u8)>, QueryError> {
        let Some((word, distance)) = text.rsplit_once('~') else {
            return Ok(None);
        };
        if !has_word(word) || !distance.bytes().all(|byte| byte.is_ascii_digit()) {
            return Ok(None);
        }
        if word.contains(['*', '?']) {
            let error = QueryError::new(self.query, start..start + text.len(), "a pattern cannot be near as well");
            return Err(error.hint("take out either `~` or the `*` and `?`"));
        }
        match distance {
            "" | "1" => Ok(Some((word, 1))),
            "2" => Ok(Some((word, 2))),
            _ => {
                let place = start + word.len() + 1;
                let message =
                    if distance == "0" { "at least 1 letter may differ" } else { "at most 2 letters may differ" };
                let error = QueryError::new(self.query, place..place + distance.len(), message);
                Err(error.hint(format!("write it as `{}~2`, or quote it to search for the words", shown(word))))
            }
        }
    }

    /// A pattern as typed; what it has between letters besides `*` and `?` is for the compiler to fold.
    fn pattern_of(&mut self, text: &str) -> String {
        self.note_symbols(text, text, |character| "*?&".contains(character));
        text.to_owned()
    }

    /// An address, with the bracket that ends it.
    fn address(&mut self, text: &str) -> String {
        self.note_symbols(text, text, |character| character == '&');
        let is_end = |character: char| is_word_character(character) || (character == ')' && text.contains('('));
        text.trim_end_matches(|character| !is_end(character)).to_owned()
    }

    /// A word without the punctuation and symbols around it.
    fn trimmed(&mut self, text: &str) -> String {
        self.note_symbols(text, text, |character| character == '&');
        text.trim_matches(|character: char| !is_word_character(character)).to_owned()
    }

    /// Notes the symbols of `part` that have no meaning here and are in no term; `chunk` is what they stand in.
    fn note_symbols(&mut self, part: &str, chunk: &str, means: impl Fn(char) -> bool) {
        let is_symbol =
            |character: char| !is_word_character(character) && !is_punctuation(character) && !means(character);
        let symbols: String = part.chars().filter(|character| is_symbol(*character)).collect();
        if symbols.is_empty() {
            return;
        }
        let place = if symbols == chunk { String::new() } else { format!(" in `{}`", shown(chunk)) };
        self.notes.push(format!("passed over `{}`{place}", shown(&symbols)));
    }
}

/// Whether `!` behind a text truncates it: four letters or more, the last of them before the `!`.
fn can_be_truncated(text: &str) -> bool {
    text.ends_with(char::is_alphabetic) && text.chars().filter(|letter| letter.is_alphabetic()).count() >= 4
}

/// The longest distance and the highest count that a query can ask for: more words than any article has in a line of thought.
const DISTANCE_MAX: u32 = 100_000;

fn is_first(word: &str) -> bool {
    let digits = word.strip_prefix("first/");
    digits.is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Whether a word would stand for nearness between two others: `w/5`, `near/5`, `pre/5`, `w/s`, `w/p`.
pub(super) fn is_nearness(word: &str) -> bool {
    let Some((name, distance)) = word.split_once('/') else {
        return false;
    };
    let is_name = ["w", "near", "pre"].iter().any(|known| name.eq_ignore_ascii_case(known));
    let is_number = !distance.is_empty() && distance.bytes().all(|byte| byte.is_ascii_digit());
    is_name && (is_number || ["s", "p"].iter().any(|known| distance.eq_ignore_ascii_case(known)))
}

pub(super) fn not_built(query: &str, span: Range<usize>, what: &str) -> QueryError {
    QueryError::new(query, span, format!("`{}` is not built yet", shown(what)))
        .hint("quote it to search for it as words")
}

/// Whether a sign that wants something directly behind it has a blank there, or the end of a group or of the query.
fn nothing_follows(rest: &str) -> bool {
    rest.is_empty() || rest.starts_with(char::is_whitespace) || rest.starts_with(')')
}

/// Digits and nothing else: `parse` alone would take a `+` too.
pub(super) fn number_of_words(text: &str) -> Option<u64> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) { text.parse().ok() } else { None }
}

fn comparison(text: &str) -> Option<(Comparison, usize)> {
    let signs = [
        (">=", Comparison::GreaterOrEqual),
        ("<=", Comparison::LessOrEqual),
        (">", Comparison::Greater),
        ("<", Comparison::Less),
        ("=", Comparison::Equal),
    ];
    let text_after_colon = text.strip_prefix(':').unwrap_or(text);
    let colon = text.len() - text_after_colon.len();
    let found = signs.iter().find(|(sign, _)| text_after_colon.starts_with(sign));
    found.map(|(sign, comparison)| (*comparison, colon + sign.len()))
}

/// Whether one letter added, dropped, changed or swapped with its neighbour makes one of the other.
fn is_one_edit_apart(left: &str, right: &str) -> bool {
    let (left, right) = (left.as_bytes(), right.as_bytes());
    let same_start = left.iter().zip(right).take_while(|(left, right)| left == right).count();
    let (left, right) = (&left[same_start..], &right[same_start..]);
    match (left, right) {
        ([], [_]) | ([_], []) => true,
        ([_, left @ ..], [_, right @ ..]) if left == right => true,
        ([first, second, left @ ..], [third, fourth, right @ ..])
            if left == right && (first, second) == (fourth, third) =>
        {
            true
        }
        ([_, left @ ..], right) if left == right => true,
        (left, [_, right @ ..]) => left == right,
        _ => false,
    }
}
