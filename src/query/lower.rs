//! From a tree to clauses: what each part of the language means to the words of the index.

use std::collections::BTreeSet;

use super::ast::{Node, TextField, TextMatch};
use super::clause::{Clause, NameClause, Occurrence, Slot, WordField, WordsClause};
use super::pattern::{NearWord, Pattern};
use crate::analysis::{self, Language, STEM_MARK, Stemmer, is_unspaced};
use crate::error::{Error, Result};

/// `lead:` reaches so many words into the body.
const LEAD_WORDS: u32 = 50;

/// Lowers trees for articles in some languages.
pub struct Lowering {
    stemmers: Vec<Stemmer>,
}

impl std::fmt::Debug for Lowering {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Lowering").field("stemmers", &self.stemmers.len()).finish()
    }
}

impl Lowering {
    /// For articles in the languages with these codes: words are looked for in the forms of all of them.
    pub fn new<'a>(languages: impl IntoIterator<Item = &'a String>) -> Self {
        let languages = languages.into_iter().filter_map(|code| Language::of_code(code));
        Self { stemmers: languages.filter_map(Stemmer::new).collect() }
    }

    /// What a tree means.
    ///
    /// # Errors
    ///
    /// When it asks for something that is not built yet.
    pub fn lower(&mut self, node: &Node) -> Result<Clause> {
        Ok(match node {
            Node::Everything => Clause::Everything,
            Node::And(children) => Clause::All(self.lower_all(children)?),
            Node::Or(children) => Clause::Any(self.lower_all(children)?),
            Node::Not(child) => Clause::Not(Box::new(self.lower(child)?)),
            Node::Text(field, text) => self.text(*field, text)?,
            Node::Name(kind, name) => Clause::Name(NameClause::new(*kind, name)),
            Node::Listed(kind, names) => Clause::Listed(*kind, names.clone()),
            Node::Date(range) => Clause::Published(*range),
            Node::Anniversary { month, day } => Clause::Anniversary { month: *month, day: *day },
            Node::Has(feature) => Clause::Has(*feature),
            Node::Words(comparison, count) => Clause::Length(*comparison, *count),
        })
    }

    fn lower_all(&mut self, nodes: &[Node]) -> Result<Vec<Clause>> {
        nodes.iter().map(|node| self.lower(node)).collect()
    }

    fn text(&mut self, field: TextField, text: &TextMatch) -> Result<Clause> {
        use WordField::{Body, Byline, Id, Section, Source, Title, Url};
        let fields: &'static [WordField] = match field {
            TextField::Any => &[Title, Body],
            TextField::Title => &[Title],
            TextField::Body | TextField::Lead => &[Body],
            TextField::By => &[Byline],
            TextField::Source => &[Source],
            TextField::Section => &[Section],
            TextField::Url => &[Url],
            TextField::Id => &[Id],
            TextField::Lang => return Ok(Clause::Language(language(text))),
        };
        let readings = self.readings(text, fields.iter().all(|field| field.has_stems()));
        let first_words = (field == TextField::Lead).then_some(LEAD_WORDS);
        let is_words = |reading: &Occurrence| matches!(reading, Occurrence::Sequence(_));
        if first_words.is_some() && !readings.iter().all(is_words) {
            let typed = text.typed();
            let message = format!("`lead:` takes a word or a phrase; `{typed}` in it is not built yet");
            return Err(Error::Usage(message));
        }
        Ok(Clause::Words(WordsClause { fields, readings, first_words }))
    }

    fn readings(&mut self, text: &TextMatch, stemmed: bool) -> Vec<Occurrence> {
        match text {
            TextMatch::Word(word) => {
                analysis::read(word).readings().into_iter().map(|words| self.word(words, stemmed)).collect()
            }
            TextMatch::Exact(text) | TextMatch::Phrase(text) => Occurrence::phrases(text),
            TextMatch::Pattern(pattern) => vec![Occurrence::Pattern(Pattern::new(pattern))],
            TextMatch::Fuzzy(word, distance) => vec![Occurrence::Near(NearWord::new(word, *distance))],
        }
    }

    /// A word in any form; a word of several parts as these side by side.
    fn word(&mut self, words: Vec<String>, stemmed: bool) -> Occurrence {
        match &words[..] {
            [only] => match only_letter(only) {
                Some(letter) => Occurrence::Letter(letter),
                None if stemmed => Occurrence::Sequence(vec![self.forms(only)]),
                None => Occurrence::phrase(words),
            },
            _ => Occurrence::phrase(words),
        }
    }

    /// The terms under which all forms of a word are found: itself, its stem, and the mark of words with that stem, in
    /// every language.
    fn forms(&mut self, word: &str) -> Slot {
        let mut forms = BTreeSet::from([word.to_owned()]);
        for stemmer in &mut self.stemmers {
            let stem = stemmer.stem(word).unwrap_or(word).to_owned();
            forms.insert(format!("{STEM_MARK}{stem}"));
            forms.insert(stem);
        }
        Slot(forms.into_iter().collect())
    }
}

fn language(text: &TextMatch) -> Occurrence {
    match text {
        TextMatch::Pattern(pattern) => Occurrence::Pattern(Pattern::new(pattern)),
        stated => Occurrence::phrase(analysis::language_code(stated.typed()).into_iter().collect()),
    }
}

/// The letter, where a word is no more than one letter of a script without blanks.
fn only_letter(word: &str) -> Option<char> {
    let mut characters = word.chars();
    let first = characters.next()?;
    (is_unspaced(first) && characters.next().is_none()).then_some(first)
}
