//! Finds in a text what a query asks for, word by word and form by form, as the index does.

use std::collections::HashMap;

use crate::analysis::{LANGUAGE_IF_UNKNOWN, Language, STEM_MARK, Stemmer, Tokens};
use crate::article::{Article, Entity, EntityKind, TextPart};
use crate::query::{Node, TextField, TextMatch, joined, pattern_letter, readings};

use super::resolve::has_words;
use super::snippet::{Snippet, snippets};

/// A part of a text that matches: bytes from and to, and which of the query's parts it matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Span {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) part: usize,
}

/// The parts of a query that name words, ready to be looked for in texts.
pub(super) struct Matcher {
    languages: Vec<Language>,
    stemmers: HashMap<Language, Option<Stemmer>>,
    wanted: Vec<Wanted>,
    names: Vec<WantedName>,
}

/// A name to look for: by its words, or as it is listed.
enum WantedName {
    Words(Option<EntityKind>, String),
    Listed(EntityKind, Vec<String>),
}

impl WantedName {
    fn is(&self, entity: &Entity) -> bool {
        match self {
            Self::Words(kind, words) => {
                let mut spellings = std::iter::once(&entity.name).chain(&entity.spellings);
                kind.is_none_or(|kind| kind == entity.kind) && spellings.any(|spelling| has_words(spelling, words))
            }
            Self::Listed(kind, names) => *kind == entity.kind && names.contains(&entity.name),
        }
    }
}

/// One thing to look for.
struct Wanted {
    in_title: bool,
    in_body: bool,
    /// Only among so many words of the body.
    first_words: Option<u32>,
    what: What,
}

enum What {
    /// Words side by side; each slot is filled by any of its terms.
    Sequence(Vec<Vec<String>>),
    Pattern(Vec<PatternPart>),
    Fuzzy(Vec<char>, usize),
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum PatternPart {
    Letters(Vec<char>),
    One,
    Any,
}

struct Word {
    terms: Vec<String>,
    position: u32,
    start: usize,
    end: usize,
}

impl Matcher {
    /// For the words of a tree that are not negated, in an index of articles in these languages.
    pub(super) fn new(node: &Node, languages: &[String]) -> Self {
        let languages = languages.iter().filter_map(|code| Language::of_code(code)).collect();
        let mut matcher = Self { languages, stemmers: HashMap::new(), wanted: Vec::new(), names: Vec::new() };
        matcher.add(node);
        matcher
    }

    /// The places of an article to show.
    pub(super) fn snippets(&mut self, article: &Article) -> Vec<Snippet> {
        let mut title = self.spans(TextPart::Title, &article.title, article.language.as_deref());
        let mut body = self.spans(TextPart::Body, &article.body, article.language.as_deref());
        for (part, name) in (self.wanted.len()..).zip(&self.names) {
            let named: Vec<&Entity> = article.entities.iter().filter(|entity| name.is(entity)).collect();
            title.extend(mentions(&named, TextPart::Title, &article.title, part));
            body.extend(mentions(&named, TextPart::Body, &article.body, part));
            for entity in named.iter().filter(|entity| entity.mentions.is_empty()) {
                title.extend(Self::stated_name(&entity.name, &article.title, part));
                body.extend(Self::stated_name(&entity.name, &article.body, part));
            }
        }
        title.sort_unstable();
        body.sort_unstable();
        snippets(article, &merge(title), &merge(body))
    }

    fn add(&mut self, node: &Node) {
        match node {
            Node::And(children) | Node::Or(children) => children.iter().for_each(|child| self.add(child)),
            Node::Text(field, text) => self.add_text(*field, text),
            Node::Name(kind, name) => self.names.push(WantedName::Words(*kind, name.clone())),
            Node::Listed(kind, names) => self.names.push(WantedName::Listed(*kind, names.clone())),
            Node::Not(_)
            | Node::Everything
            | Node::Date(_)
            | Node::Anniversary { .. }
            | Node::Has(_)
            | Node::Words(..) => {}
        }
    }

    fn add_text(&mut self, field: TextField, text: &TextMatch) {
        let (in_title, in_body, first_words) = match field {
            TextField::Any => (true, true, None),
            TextField::Title => (true, false, None),
            TextField::Body => (false, true, None),
            TextField::Lead => (false, true, Some(50)),
            TextField::By
            | TextField::Source
            | TextField::Section
            | TextField::Lang
            | TextField::Url
            | TextField::Id => return,
        };
        for what in self.what(text) {
            self.wanted.push(Wanted { in_title, in_body, first_words, what });
        }
    }

    fn what(&mut self, text: &TextMatch) -> Vec<What> {
        let phrase = |words: Vec<String>| What::Sequence(words.into_iter().map(|word| vec![word]).collect());
        match text {
            TextMatch::Exact(text) | TextMatch::Phrase(text) => readings(text).into_iter().map(phrase).collect(),
            TextMatch::Word(word) => readings(word)
                .into_iter()
                .map(|words| if words.len() == 1 { What::Sequence(vec![self.forms(&words[0])]) } else { phrase(words) })
                .collect(),
            TextMatch::Pattern(pattern) => vec![What::Pattern(pattern_parts(pattern))],
            TextMatch::Fuzzy(word, distance) => {
                vec![What::Fuzzy(joined(word).chars().collect(), usize::from(*distance))]
            }
        }
    }

    fn forms(&mut self, word: &str) -> Vec<String> {
        let mut forms = vec![word.to_owned()];
        for language in self.languages.clone() {
            if let Some(stemmer) = self.stemmer(language) {
                let stem = stemmer.stem(word).unwrap_or(word).to_owned();
                forms.push(format!("{STEM_MARK}{stem}"));
                forms.push(stem);
            }
        }
        forms
    }

    fn stemmer(&mut self, language: Language) -> Option<&mut Stemmer> {
        self.stemmers.entry(language).or_insert_with(|| Stemmer::new(language)).as_mut()
    }

    fn spans(&mut self, part: TextPart, text: &str, language: Option<&str>) -> Vec<Span> {
        let is_wanted = |wanted: &Wanted| if part == TextPart::Title { wanted.in_title } else { wanted.in_body };
        if !self.wanted.iter().any(is_wanted) {
            return Vec::new();
        }
        let words = self.words(text, language);
        let mut spans = Vec::new();
        for (number, wanted) in self.wanted.iter().enumerate().filter(|(_, wanted)| is_wanted(wanted)) {
            wanted.find(&words, number, &mut spans);
        }
        spans.sort_unstable();
        merge(spans)
    }

    /// Where the words of a name stand that only the file's header states.
    fn stated_name(name: &str, text: &str, part: usize) -> Vec<Span> {
        let mut tokens = Tokens::new(text, None).without_borders();
        let wanted: Vec<String> = readings(name).into_iter().flatten().collect();
        let mut spans = Vec::new();
        while let Some(token) = tokens.next() {
            if wanted.contains(&token.term) {
                spans.push(Span { start: token.start, end: token.end, part });
            }
        }
        spans
    }

    /// The words of a text, each with all its terms.
    fn words(&mut self, text: &str, language: Option<&str>) -> Vec<Word> {
        let stemmer =
            Language::of_code(language.unwrap_or(LANGUAGE_IF_UNKNOWN)).and_then(|language| self.stemmer(language));
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

impl Wanted {
    fn find(&self, words: &[Word], part: usize, spans: &mut Vec<Span>) {
        for (place, word) in words.iter().enumerate() {
            if self.first_words.is_some_and(|first_words| word.position >= first_words) {
                return;
            }
            if let Some(end) = self.end_of_match(words, place) {
                spans.push(Span { start: word.start, end, part });
            }
        }
    }

    /// Where a match that begins at this word ends.
    fn end_of_match(&self, words: &[Word], place: usize) -> Option<usize> {
        let word = &words[place];
        match &self.what {
            What::Sequence(slots) => sequence_end(slots, words, place),
            What::Pattern(parts) => word.plain_terms().any(|term| fits(parts, term)).then_some(word.end),
            What::Fuzzy(wanted, distance) => {
                word.plain_terms().any(|term| is_near(wanted, term, *distance)).then_some(word.end)
            }
        }
    }
}

impl Word {
    fn plain_terms(&self) -> impl Iterator<Item = Vec<char>> {
        self.terms.iter().filter(|term| !term.starts_with(STEM_MARK)).map(|term| term.chars().collect())
    }
}

fn sequence_end(slots: &[Vec<String>], words: &[Word], place: usize) -> Option<usize> {
    let fills = |slot: &Vec<String>, word: &Word| word.terms.iter().any(|term| slot.contains(term));
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

fn pattern_parts(pattern: &str) -> Vec<PatternPart> {
    let mut parts = Vec::new();
    for character in pattern.chars() {
        match character {
            '*' => parts.push(PatternPart::Any),
            '?' => parts.push(PatternPart::One),
            letter => parts.push(PatternPart::Letters(pattern_letter(letter).chars().collect())),
        }
    }
    parts
}

/// Whether a term fits a pattern, in time proportional to the product of their lengths.
#[expect(clippy::needless_pass_by_value, reason = "the letters are made for this")]
fn fits(parts: &[PatternPart], term: Vec<char>) -> bool {
    let mut reached = vec![false; term.len() + 1];
    reached[0] = true;
    for part in parts {
        let mut next = vec![false; term.len() + 1];
        for place in 0..=term.len() {
            if !reached[place] {
                continue;
            }
            match part {
                PatternPart::Any => next[place..].fill(true),
                PatternPart::One if place < term.len() => next[place + 1] = true,
                PatternPart::One => {}
                PatternPart::Letters(letters) => {
                    if term[place..].starts_with(letters) {
                        next[place + letters.len()] = true;
                    }
                }
            }
        }
        reached = next;
    }
    reached[term.len()]
}

/// Optimal string alignment distance (letters added, dropped, changed, or neighbours swapped), at most `distance`.
#[expect(clippy::needless_pass_by_value, reason = "the letters are made for this")]
fn is_near(wanted: &[char], term: Vec<char>, distance: usize) -> bool {
    if wanted.len().abs_diff(term.len()) > distance {
        return false;
    }
    let mut rows = vec![vec![0_usize; term.len() + 1]; wanted.len() + 1];
    for (row, cells) in rows.iter_mut().enumerate() {
        cells[0] = row;
    }
    for (column, cell) in rows[0].iter_mut().enumerate() {
        *cell = column;
    }
    for row in 1..=wanted.len() {
        for column in 1..=term.len() {
            let change = usize::from(wanted[row - 1] != term[column - 1]);
            let mut best =
                (rows[row - 1][column] + 1).min(rows[row][column - 1] + 1).min(rows[row - 1][column - 1] + change);
            let swapped =
                row > 1 && column > 1 && wanted[row - 1] == term[column - 2] && wanted[row - 2] == term[column - 1];
            if swapped {
                best = best.min(rows[row - 2][column - 2] + 1);
            }
            rows[row][column] = best;
        }
    }
    rows[wanted.len()][term.len()] <= distance
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_fit_terms() {
        let fit = |pattern: &str, term: &str| fits(&pattern_parts(pattern), term.chars().collect());
        assert!(fit("sanction*", "sanctions"));
        assert!(fit("wom?n", "women"));
        assert!(!fit("wom?n", "wommen"));
        assert!(fit("*ation", "nation"));
        assert!(!fit("a*c", "abd"));
    }

    #[test]
    fn near_words_are_within_their_distance() {
        let near = |wanted: &str, term: &str, distance| {
            is_near(&wanted.chars().collect::<Vec<_>>(), term.chars().collect(), distance)
        };
        assert!(near("assad", "asad", 1));
        assert!(near("assad", "asasd", 1));
        assert!(!near("assad", "sadat", 1));
        assert!(near("assad", "aszed", 2));
    }
}
