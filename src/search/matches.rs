//! Finds in a text what clauses ask for, word by word and form by form, as the index does.

use std::collections::HashMap;

use crate::analysis::{LANGUAGE_IF_UNKNOWN, Language, Stemmer, Tokens, fold};
use crate::article::{Article, Entity, EntityKind, TextPart};
use crate::query::{Clause, NameClause, Occurrence, Slot, WordField, WordsClause};

use super::snippet::{Snippet, Span, snippets};

/// The clauses of a query that name words, ready to be looked for in texts.
pub(super) struct Matcher {
    stemmers: HashMap<Language, Option<Stemmer>>,
    words: Vec<WordsClause>,
    names: Vec<WantedName>,
}

/// A name to look for: by its words, or as it is listed.
enum WantedName {
    Words(NameClause),
    Listed(EntityKind, Vec<String>),
}

impl WantedName {
    fn is(&self, entity: &Entity) -> bool {
        match self {
            Self::Words(name) => {
                let mut spellings = std::iter::once(&entity.name).chain(&entity.spellings);
                name.kinds.contains(&entity.kind) && spellings.any(|spelling| name.matches(spelling))
            }
            Self::Listed(kind, names) => *kind == entity.kind && names.contains(&entity.name),
        }
    }
}

/// A word of a text, with all its terms.
struct Word {
    terms: Vec<String>,
    position: u32,
    start: usize,
    end: usize,
}

impl Matcher {
    /// For the clauses that are not negated.
    pub(super) fn new(clause: &Clause) -> Self {
        let mut matcher = Self { stemmers: HashMap::new(), words: Vec::new(), names: Vec::new() };
        matcher.add(clause);
        matcher
    }

    /// The places of an article to show.
    pub(super) fn snippets(&mut self, article: &Article) -> Vec<Snippet> {
        let (title, body) = (self.spans(TextPart::Title, article), self.spans(TextPart::Body, article));
        snippets((&article.title, &title), (&article.body, &body))
    }

    fn add(&mut self, clause: &Clause) {
        match clause {
            Clause::All(children) | Clause::Any(children) => children.iter().for_each(|child| self.add(child)),
            Clause::Words(words) => self.words.push(words.clone()),
            Clause::Name(name) => self.names.push(WantedName::Words(name.clone())),
            Clause::Listed(kind, names) => self.names.push(WantedName::Listed(*kind, names.clone())),
            Clause::Everything
            | Clause::Not(_)
            | Clause::Language(_)
            | Clause::Published(_)
            | Clause::Anniversary { .. }
            | Clause::Has(_)
            | Clause::Length(..) => {}
        }
    }

    /// What matches in one of an article's texts, in order, none overlapping another.
    fn spans(&mut self, part: TextPart, article: &Article) -> Vec<Span> {
        let (field, text) = match part {
            TextPart::Title => (WordField::Title, &article.title),
            TextPart::Body => (WordField::Body, &article.body),
        };
        let mut spans = Vec::new();
        let wanted = |(_, clause): &(usize, &WordsClause)| clause.fields.contains(&field);
        if self.words.iter().enumerate().any(|clause| wanted(&clause)) {
            let words = words(text, self.stemmer(article.language.as_deref()));
            for (number, clause) in self.words.iter().enumerate().filter(wanted) {
                for reading in &clause.readings {
                    find(reading, clause.first_words, text, &words, number, &mut spans);
                }
            }
        }
        for (number, name) in (self.words.len()..).zip(&self.names) {
            let named: Vec<&Entity> = article.entities.iter().filter(|entity| name.is(entity)).collect();
            spans.extend(mentions(&named, part, text, number));
            for entity in named.iter().filter(|entity| entity.mentions.is_empty()) {
                let words = words(text, None);
                for name in std::iter::once(&entity.name).chain(&entity.spellings) {
                    for reading in Occurrence::phrases(name) {
                        find(&reading, None, text, &words, number, &mut spans);
                    }
                }
            }
        }
        spans.sort_unstable();
        merge(spans)
    }

    /// Stems the words of a text in this language as the index does.
    fn stemmer(&mut self, language: Option<&str>) -> Option<&mut Stemmer> {
        let language = Language::of_code(language.unwrap_or(LANGUAGE_IF_UNKNOWN))?;
        self.stemmers.entry(language).or_insert_with(|| Stemmer::new(language)).as_mut()
    }
}

/// The words of a text.
fn words(text: &str, stemmer: Option<&mut Stemmer>) -> Vec<Word> {
    let mut tokens = Tokens::new(text, stemmer).without_borders();
    let mut words: Vec<Word> = Vec::new();
    while let Some(token) = tokens.next() {
        let (position, start, end) = (token.position, token.start, token.end);
        match words.last_mut() {
            Some(word) if (word.position, word.start, word.end) == (position, start, end) => {
                word.terms.push(token.term.clone());
            }
            _ => words.push(Word { terms: vec![token.term.clone()], position, start, end }),
        }
    }
    words
}

/// Adds where a text has what is looked for, as `part` of the query.
fn find(wanted: &Occurrence, first_words: Option<u32>, text: &str, words: &[Word], part: usize, spans: &mut Vec<Span>) {
    for (place, word) in words.iter().enumerate() {
        if first_words.is_some_and(|first_words| word.position >= first_words) {
            return;
        }
        let mut add = |start: usize, end: usize| spans.push(Span { start, end, part });
        match wanted {
            Occurrence::Sequence(slots) => {
                if let Some(end) = sequence_end(slots, words, place) {
                    add(word.start, end);
                }
            }
            Occurrence::Letter(letter) => {
                for (start, end) in letters(&text[word.start..word.end], *letter) {
                    add(word.start + start, word.start + end);
                }
            }
            Occurrence::Pattern(pattern) if word.terms.iter().any(|term| pattern.matches(term)) => {
                add(word.start, word.end);
            }
            Occurrence::Near(near) if word.terms.iter().any(|term| near.matches(term)) => add(word.start, word.end),
            Occurrence::Pattern(_) | Occurrence::Near(_) => {}
        }
    }
}

/// Where the sequence ends that begins at a word.
fn sequence_end(slots: &[Slot], words: &[Word], place: usize) -> Option<usize> {
    let fills = |slot: &Slot, word: &Word| word.terms.iter().any(|term| slot.0.contains(term));
    let first = &words[place];
    if !fills(slots.first()?, first) {
        return None;
    }
    let mut end = first.end;
    for (wanted, slot) in (first.position + 1..).zip(&slots[1..]) {
        let mut there = words[place + 1..].iter().take_while(|word| word.position <= wanted);
        end = there.find(|word| word.position == wanted && fills(slot, word))?.end;
    }
    Some(end)
}

/// Where a letter stands in a word, in any of its spellings.
fn letters(word: &str, wanted: char) -> impl Iterator<Item = (usize, usize)> {
    let spelt = word.char_indices().map(|(start, letter)| (start, letter, start + letter.len_utf8()));
    let is_it = move |letter: char| fold(letter.encode_utf8(&mut [0; 4])).contains(wanted);
    spelt.filter(move |(_, letter, _)| is_it(*letter)).map(|(start, _, end)| (start, end))
}

/// The places in one of an article's texts that name one of some entities, in bytes.
fn mentions(entities: &[&Entity], field: TextPart, text: &str, part: usize) -> Vec<Span> {
    let all = entities.iter().flat_map(|entity| &entity.mentions).filter(|mention| mention.field == field);
    let mut mentions: Vec<(u32, u32)> = all.map(|mention| (mention.start, mention.end)).collect();
    mentions.sort_unstable();
    let mut letters = text.char_indices().map(|(byte, _)| byte).chain([text.len()]).zip(0_u32..).peekable();
    let mut byte_of = |scalar: u32| {
        while letters.next_if(|(_, place)| *place < scalar).is_some() {}
        letters.peek().map_or(text.len(), |(byte, _)| *byte)
    };
    mentions.into_iter().map(|(start, end)| Span { start: byte_of(start), end: byte_of(end), part }).collect()
}

/// Spans that overlap become one.
fn merge(spans: Vec<Span>) -> Vec<Span> {
    let mut merged: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match merged.last_mut() {
            Some(last) if span.start < last.end => last.end = last.end.max(span.end),
            _ => merged.push(span),
        }
    }
    merged
}
