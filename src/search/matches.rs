//! Finds in a text what clauses ask for, word by word and form by form, as the index does.

use std::collections::HashMap;

use crate::analysis::{CAPITALS_MARK, LANGUAGE_IF_UNKNOWN, Language, Stemmer, StretchMarks, Tokens, fold};
use crate::article::{Article, Entity, EntityKind, TextPart, named_in};
use crate::query::{
    Clause, NameClause, NearPlaces, Occurrence, Places, PlacesClause, Reach, Slot, WordField, WordsClause,
};

use super::concordance::{Keyword, keywords};
use super::nearness::{NearRule, Place, near, not_near, windows};
use super::places::counted;
use super::snippet::{Snippet, Span, snippets, whole};

/// The clauses of a query that name words, ready to be looked for in texts.
pub(super) struct Matcher {
    stemmers: HashMap<Language, Option<Stemmer>>,
    words: Vec<WordsClause>,
    places: Vec<PlacesClause>,
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

/// The words of a text, and where its sentences and paragraphs end.
struct Words<'t> {
    text: &'t str,
    in_order: Vec<Word>,
    sentence_ends: Vec<u32>,
    paragraph_ends: Vec<u32>,
}

/// A place with the bytes of its parts, which are to be marked.
type MarkedPlace = Place<Vec<(usize, usize)>>;

impl Matcher {
    /// For the clauses that are not negated.
    pub(super) fn new(clause: &Clause) -> Self {
        let mut matcher = Self { stemmers: HashMap::new(), words: Vec::new(), places: Vec::new(), names: Vec::new() };
        matcher.add(clause);
        matcher
    }

    /// The places of an article to show.
    pub(super) fn snippets(&mut self, article: &Article) -> Vec<Snippet> {
        let (title, body) = (self.spans(TextPart::Title, article), self.spans(TextPart::Body, article));
        snippets((&article.title, &title), (&article.body, &body))
    }

    /// Each place that matches, with up to so many characters on either side; nearness from its first word to its last.
    pub(super) fn keywords(&mut self, article: &Article, width: usize) -> Vec<Keyword> {
        let (title, body) = (self.stretches(TextPart::Title, article), self.stretches(TextPart::Body, article));
        let mut found = keywords(TextPart::Title, &article.title, &title, width);
        found.extend(keywords(TextPart::Body, &article.body, &body, width));
        found
    }

    /// Title and text, whole, with what matches in them.
    pub(super) fn whole(&mut self, article: &Article) -> [Snippet; 2] {
        let (title, body) = (self.spans(TextPart::Title, article), self.spans(TextPart::Body, article));
        [whole(TextPart::Title, &article.title, &title), whole(TextPart::Body, &article.body, &body)]
    }

    fn add(&mut self, clause: &Clause) {
        match clause {
            Clause::All(children) | Clause::Any(children) => children.iter().for_each(|child| self.add(child)),
            Clause::Words(words) => self.words.push(words.clone()),
            Clause::Places(places) => self.places.push(places.clone()),
            Clause::Name(name) => self.names.push(WantedName::Words(name.clone())),
            Clause::Listed(kind, names) => self.names.push(WantedName::Listed(*kind, names.clone())),
            Clause::Everything
            | Clause::Not(_)
            | Clause::Language(_)
            | Clause::Published(_)
            | Clause::Anniversary { .. }
            | Clause::Has(_)
            | Clause::Length(..)
            | Clause::Arrived(_) => {}
        }
    }

    /// What matches in one of an article's texts, in order, none overlapping another: of nearness both ends.
    fn spans(&mut self, part: TextPart, article: &Article) -> Vec<Span> {
        self.found(part, article, spans_of)
    }

    /// The same, of nearness all between its ends.
    fn stretches(&mut self, part: TextPart, article: &Article) -> Vec<Span> {
        self.found(part, article, stretch_of)
    }

    fn found(
        &mut self,
        part: TextPart,
        article: &Article,
        spans_of: fn(&MarkedPlace, usize) -> Vec<Span>,
    ) -> Vec<Span> {
        let (field, text) = match part {
            TextPart::Title => (WordField::Title, &article.title),
            TextPart::Body => (WordField::Body, &article.body),
        };
        let words_asked = self.words.iter().any(|clause| clause.fields.contains(&field));
        let places_asked = self.places.iter().any(|clause| clause.fields.contains(&field));
        let mut spans = Vec::new();
        if words_asked || places_asked {
            let words = Words::of(text, self.stemmer(article.language.as_deref()));
            let clauses = self.words.iter().enumerate().filter(|(_, clause)| clause.fields.contains(&field));
            for (number, clause) in clauses {
                let found = clause.readings.iter().flat_map(|reading| words.occurrences(reading));
                spans.extend(found.flat_map(|place| spans_of(&place, number)));
            }
            let text = PlacesText { words: &words, entities: &article.entities, part };
            let clauses = (self.words.len()..).zip(&self.places).filter(|(_, clause)| clause.fields.contains(&field));
            for (number, clause) in clauses {
                let found = counted(text.places(&clause.places), clause);
                spans.extend(found.iter().flat_map(|place| spans_of(place, number)));
            }
        }
        for (number, name) in (self.words.len() + self.places.len()..).zip(&self.names) {
            let named: Vec<&Entity> = article.entities.iter().filter(|entity| name.is(entity)).collect();
            let mentions = named_in(named.iter().copied(), part, text);
            spans.extend(mentions.into_iter().map(|(start, end, _)| Span { start, end, part: number }));
            for entity in named.iter().filter(|entity| entity.mentions.is_empty()) {
                let words = Words::of(text, None);
                for name in std::iter::once(&entity.name).chain(&entity.spellings) {
                    let found = Occurrence::phrases(name).into_iter().flat_map(|reading| words.occurrences(&reading));
                    spans.extend(found.flat_map(|place| spans_of(&place, number)));
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

fn spans_of(place: &MarkedPlace, part: usize) -> Vec<Span> {
    place.parts.iter().map(|(start, end)| Span { start: *start, end: *end, part }).collect()
}

/// From the first of the parts to the last.
fn stretch_of(place: &MarkedPlace, part: usize) -> Vec<Span> {
    let start = place.parts.iter().map(|(start, _)| *start).min();
    let end = place.parts.iter().map(|(_, end)| *end).max();
    start.zip(end).map(|(start, end)| Span { start, end, part }).into_iter().collect()
}

impl<'t> Words<'t> {
    fn of(text: &'t str, stemmer: Option<&mut Stemmer>) -> Self {
        let borders = [StretchMarks::of_sentence(), StretchMarks::of_paragraph()];
        let mut tokens = Tokens::new(text, stemmer);
        let mut words: Vec<Word> = Vec::new();
        let mut ends = [Vec::new(), Vec::new()];
        while let Some(token) = tokens.next() {
            let (position, start, end) = (token.position, token.start, token.end);
            if let Some(border) = borders.iter().position(|border| border.is_any(&token.term)) {
                if token.term != borders[border].first {
                    ends[border].push(position);
                }
                continue;
            }
            match words.last_mut() {
                Some(word) if (word.position, word.start, word.end) == (position, start, end) => {
                    word.terms.push(token.term.clone());
                }
                _ => words.push(Word { terms: vec![token.term.clone()], position, start, end }),
            }
        }
        let [sentence_ends, paragraph_ends] = ends;
        Self { text, in_order: words, sentence_ends, paragraph_ends }
    }

    /// Where the text has what is looked for, in order.
    fn occurrences(&self, wanted: &Occurrence) -> Vec<MarkedPlace> {
        let mut places = Vec::new();
        for (place, word) in self.in_order.iter().enumerate() {
            let one = |start: usize, end: usize| Place {
                start: word.position,
                end: word.position,
                parts: vec![(start, end)],
            };
            match wanted {
                Occurrence::Sequence(slots) => {
                    if let Some(end) = sequence_end(slots, &self.in_order, place) {
                        let others = u32::try_from(slots.len()).unwrap_or(u32::MAX).saturating_sub(1);
                        places.push(Place { end: word.position + others, ..one(word.start, end) });
                    }
                }
                Occurrence::Letter(letter) => {
                    let found = letters(&self.text[word.start..word.end], *letter);
                    places.extend(found.map(|(start, end)| one(word.start + start, word.start + end)));
                }
                Occurrence::Pattern(pattern) if word.terms.iter().any(|term| pattern.matches(term)) => {
                    places.push(one(word.start, word.end));
                }
                Occurrence::Near(near) if word.terms.iter().any(|term| near.matches(term)) => {
                    places.push(one(word.start, word.end));
                }
                Occurrence::Pattern(_) | Occurrence::Near(_) => {}
            }
        }
        places
    }

    /// The positions of the words that a part of the text touches.
    fn positions(&self, from: usize, to: usize) -> Option<(u32, u32)> {
        let is_part = |word: &&Word| !word.terms.iter().all(|term| term.starts_with(CAPITALS_MARK));
        let mut inside = self.in_order.iter().filter(is_part).filter(|word| word.start < to && from < word.end);
        let first = inside.next()?;
        Some((first.position, inside.next_back().map_or(first.position, |last| last.position)))
    }
}

/// One of an article's texts, in which places are looked for.
struct PlacesText<'a> {
    words: &'a Words<'a>,
    entities: &'a [Entity],
    part: TextPart,
}

impl PlacesText<'_> {
    fn places(&self, wanted: &Places) -> Vec<MarkedPlace> {
        match wanted {
            Places::Words(readings) => {
                in_order(readings.iter().flat_map(|reading| self.words.occurrences(reading)).collect())
            }
            Places::Any(members) => in_order(members.iter().flat_map(|member| self.places(member)).collect()),
            Places::Near(nearness) => self.near(nearness),
            Places::Window(slots, others) => {
                let one = |slot: &Slot| self.words.occurrences(&Occurrence::Sequence(vec![slot.clone()]));
                windows(&slots.iter().map(one).collect::<Vec<_>>(), *others)
            }
            Places::AnyName(kind) => self.mentions(|entity| entity.kind == *kind),
            Places::Listed(kind, names) => self.mentions(|entity| entity.kind == *kind && names.contains(&entity.name)),
        }
    }

    fn near(&self, nearness: &NearPlaces) -> Vec<MarkedPlace> {
        let (left, right) = (self.places(&nearness.left), self.places(&nearness.right));
        let ends: &[u32] = match nearness.reach {
            Reach::Words(_) => &[],
            Reach::Sentence => &self.words.sentence_ends,
            Reach::Paragraph => &self.words.paragraph_ends,
        };
        let touching = nearness.counts_touching();
        let rule = NearRule { reach: nearness.reach, ordered: nearness.ordered, touching, ends };
        if nearness.negated { not_near(&left, &right, rule) } else { near(&left, &right, rule) }
    }

    fn mentions(&self, is_wanted: impl Fn(&Entity) -> bool) -> Vec<MarkedPlace> {
        let wanted = self.entities.iter().filter(|entity| is_wanted(entity));
        let mentions = named_in(wanted, self.part, self.words.text).into_iter();
        let place = |(from, to, _)| {
            let (start, end) = self.words.positions(from, to)?;
            Some(Place { start, end, parts: vec![(from, to)] })
        };
        mentions.filter_map(place).collect()
    }
}

fn in_order(mut places: Vec<MarkedPlace>) -> Vec<MarkedPlace> {
    places.sort_unstable();
    places.dedup();
    places
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
