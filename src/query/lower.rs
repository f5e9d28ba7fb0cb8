//! From a tree to clauses: what each part of the language means to the words of the index.

use std::collections::BTreeSet;

use super::ast::{Feature, Nearness, Node, TextField, TextMatch};
use super::clause::{Clause, NameClause, NearPlaces, Occurrence, Places, PlacesClause, Slot, WordField, WordsClause};
use super::nearness::{fields_of, fields_of_text, is_of_lead};
use super::pattern::{NearWord, Pattern};
use crate::analysis::{self, CAPITALS_MARK, Language, STEM_MARK, Stemmer, is_function_word, is_unspaced};

/// `lead:` reaches so many words into the body.
const LEAD_WORDS: u32 = 50;

/// Lowers trees for articles in some languages.
pub struct Lowering {
    stemmers: Vec<Stemmer>,
    languages: Vec<String>,
}

impl std::fmt::Debug for Lowering {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Lowering").field("languages", &self.languages).finish_non_exhaustive()
    }
}

impl Lowering {
    /// For articles in the languages with these codes: words are looked for in the forms of all of them. The first, that of the
    /// most articles, says which words every text has.
    pub fn new<'a>(languages: impl IntoIterator<Item = &'a String>) -> Self {
        let languages: Vec<String> = languages.into_iter().cloned().collect();
        let known = languages.iter().filter_map(|code| Language::of_code(code));
        Self { stemmers: known.filter_map(Stemmer::new).collect(), languages }
    }

    /// What a tree means.
    pub fn lower(&mut self, node: &Node) -> Clause {
        match node {
            Node::Everything => Clause::Everything,
            Node::And(children) => Clause::All(self.lower_all(children)),
            Node::Or(children) => Clause::Any(self.lower_all(children)),
            Node::Not(child) => Clause::Not(Box::new(self.lower(child))),
            Node::Text(field, text) => self.text(*field, text),
            Node::Near(_) => self.places_clause(node, 1, None),
            Node::AtLeast(count, child) => self.places_clause(child, *count, None),
            Node::First(count, child) => self.places_clause(child, 1, Some(*count)),
            // Outside of nearness it is what the word says.
            Node::AnyName(kind) => Clause::Has(Feature::Names(*kind)),
            // Names that fit are looked up before.
            Node::NamePattern(..) => Clause::Any(Vec::new()),
            Node::Name(kind, name) => Clause::Name(NameClause::new(*kind, name)),
            Node::Listed(kind, names) => Clause::Listed(*kind, names.clone()),
            Node::Arrived(arrival) => Clause::Arrived(*arrival),
            Node::Date(range) => Clause::Published(*range),
            Node::Anniversary { month, day } => Clause::Anniversary { month: *month, day: *day },
            Node::Has(feature) => Clause::Has(*feature),
            Node::Words(comparison, count) => Clause::Length(*comparison, *count),
        }
    }

    fn lower_all(&mut self, nodes: &[Node]) -> Vec<Clause> {
        nodes.iter().map(|node| self.lower(node)).collect()
    }

    fn text(&mut self, field: TextField, text: &TextMatch) -> Clause {
        if field == TextField::Lang {
            return Clause::Language(language(text));
        }
        if field == TextField::Lead || matches!(text, TextMatch::Window(..)) {
            return self.places_clause(&Node::Text(field, text.clone()), 1, None);
        }
        let fields = fields_of_text(field);
        let readings = self.readings(text, has_stems(fields));
        // A word of all texts in one language is a word like others in another: `die`, `hat`, `come`.
        let is_function_word = |word: &str| self.languages.first().is_some_and(|code| is_function_word(word, code));
        let ranks = match text {
            TextMatch::Word(word) => !(has_stems(fields) && is_function_word(&word.to_lowercase())),
            _ => true,
        };
        Clause::Words(WordsClause { fields, readings, ranks })
    }

    fn places_clause(&mut self, node: &Node, least: u32, begin_within: Option<u32>) -> Clause {
        // A query that was read has such fields; a tree that was put together otherwise has no such place.
        let Some(mut fields) = fields_of(node) else {
            return Clause::Any(Vec::new());
        };
        if begin_within.is_some() {
            fields = &[WordField::Body];
        }
        let words_max = is_of_lead(node).then_some(LEAD_WORDS);
        let places = self.places(node, has_stems(fields));
        Clause::Places(PlacesClause { fields, places, least, begin_within, words_max })
    }

    fn places(&mut self, node: &Node, stemmed: bool) -> Places {
        match node {
            Node::Text(_, TextMatch::Window(phrase, others)) => {
                let window = |words: Vec<String>| {
                    Places::Window(words.into_iter().map(|word| Slot(vec![word])).collect(), *others)
                };
                either(analysis::read(phrase).readings().into_iter().map(window).collect())
            }
            Node::Text(_, text) => Places::Words(self.readings(text, stemmed)),
            Node::Or(children) => either(children.iter().map(|child| self.places(child, stemmed)).collect()),
            Node::AnyName(kind) => Places::AnyName(*kind),
            Node::Listed(kind, names) => Places::Listed(*kind, names.clone()),
            Node::Near(nearness) => self.near(nearness, stemmed),
            // Names are looked up before; nothing else is an operand.
            _ => Places::Any(Vec::new()),
        }
    }

    /// What is near a group is near one of its members, each of which has distances of its own.
    fn near(&mut self, nearness: &Nearness, stemmed: bool) -> Places {
        let Nearness { left, right, reach, ordered, negated } = nearness;
        let (left, right) = (self.places(left, stemmed), self.places(right, stemmed));
        let near = |left: &Places, right: &Places| {
            let (left, right) = (left.clone(), right.clone());
            Places::Near(Box::new(NearPlaces { left, right, reach: *reach, ordered: *ordered, negated: *negated }))
        };
        let members = |places: Places| match places {
            Places::Any(members) if members.iter().any(|member| !matches!(member, Places::Words(_))) => members,
            other => vec![other],
        };
        if *negated {
            return near(&left, &right);
        }
        let (left, right) = (members(left), members(right));
        either(left.iter().flat_map(|left| right.iter().map(|right| near(left, right))).collect())
    }

    fn readings(&mut self, text: &TextMatch, stemmed: bool) -> Vec<Occurrence> {
        match text {
            TextMatch::Word(word) => {
                analysis::read(word).readings().into_iter().map(|words| self.word(words, stemmed)).collect()
            }
            TextMatch::Exact(text) | TextMatch::Phrase(text) | TextMatch::Window(text, _) => Occurrence::phrases(text),
            TextMatch::Capitals(text) => {
                let capitals = |words: Vec<String>| {
                    Occurrence::phrase(words.into_iter().map(|word| format!("{CAPITALS_MARK}{word}")).collect())
                };
                analysis::read(text).readings().into_iter().map(capitals).collect()
            }
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
        let mut forms = BTreeSet::new();
        for stemmer in &mut self.stemmers {
            let stem = stemmer.stem(word).unwrap_or(word).to_owned();
            forms.insert(format!("{STEM_MARK}{stem}"));
            forms.insert(stem);
        }
        forms.remove(word);
        Slot(std::iter::once(word.to_owned()).chain(forms).collect())
    }
}

fn either(mut places: Vec<Places>) -> Places {
    if places.len() == 1 { places.remove(0) } else { Places::Any(places) }
}

fn has_stems(fields: &[WordField]) -> bool {
    fields.iter().all(|field| field.has_stems())
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
