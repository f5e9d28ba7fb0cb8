//! A text as the tagger sees it: its words, what the gazetteer knows of them, what the rest of the text says about them, and
//! the spans in which names can stand.

use std::ops::Range;

use super::lexicon::{ANY_PLACE, BEGINS_PHRASE, Lexicon, PHRASE, PHRASE_WORDS_MAX, longer};
use super::words::{Word, WordId, Words};

/// How a sentence is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    Running,
    /// Nearly all letters are capitals, as in headlines of the wires.
    Capitals,
    /// Most words begin with a capital, as in headlines.
    Headline,
}

/// Tokens `from..to` of one sentence.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sentence {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) case: Case,
}

/// Tokens `from..to` among which names can stand; all others are outside of any.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) sentence: usize,
}

/// The word stands in small letters elsewhere in the text.
const SMALL_ELSEWHERE: u8 = 1;
/// The word stands with a capital within a sentence elsewhere in the text, or here.
const CAPITAL_INSIDE: u8 = 2;

/// So many tokens without a capital may stand between two parts of one name: `University of the West Indies`.
const GAP_MAX: usize = 3;

/// So many particles may stand before the first capital of a name: `van der Sar`.
const PARTICLES_MAX: usize = 3;

/// Contexts of so many other places of the same word are looked at.
pub(super) const OTHER_PLACES_MAX: usize = 4;

/// One text.
#[derive(Default)]
pub(super) struct Document {
    pub(super) words: Vec<WordId>,
    pub(super) sentences: Vec<Sentence>,
    pub(super) spans: Vec<Span>,
    /// Letters of the gazetteer for each token, entries of several words among them.
    pub(super) letters: Vec<u8>,
    /// What the rest of the text says about each token.
    pub(super) elsewhere: Vec<u8>,
    /// The sentence of each token.
    sentence_of: Vec<u32>,
    /// The first place of each word that begins with a capital, and from each place the next, by its id in small letters.
    marks: Vec<Mark>,
    next_place: Vec<u32>,
    text_number: u32,
}

/// What the text says about a word; good for the text with this number alone.
#[derive(Clone, Copy, Default)]
struct Mark {
    text_number: u32,
    elsewhere: u8,
    first_place: u32,
    last_place: u32,
}

const NOWHERE: u32 = u32::MAX;

impl Document {
    /// Begins another text.
    pub(super) fn clear(&mut self) {
        self.words.clear();
        self.sentences.clear();
        self.spans.clear();
        self.letters.clear();
        self.elsewhere.clear();
        self.sentence_of.clear();
        self.next_place.clear();
        self.text_number = self.text_number.wrapping_add(1);
        if self.text_number == 0 {
            self.marks.clear();
            self.text_number = 1;
        }
    }

    /// Forgets what was noted by ids of words, when these are no longer good.
    pub(super) fn forget_words(&mut self) {
        self.marks.clear();
    }

    /// Adds a sentence.
    pub(super) fn add_sentence<'t>(
        &mut self,
        tokens: impl Iterator<Item = &'t str>,
        words: &mut Words,
        lexicon: &Lexicon,
    ) {
        let from = self.words.len();
        self.words.extend(tokens.map(|token| words.id(token, lexicon)));
        let to = self.words.len();
        let case = case(&self.words[from..to].iter().map(|id| words.get(*id)));
        let number = u32::try_from(self.sentences.len()).unwrap_or(u32::MAX);
        self.sentence_of.resize(to, number);
        self.sentences.push(Sentence { from, to, case });
    }

    /// Finds out what the whole text says about its words; call it behind the last sentence.
    pub(super) fn finish(&mut self, words: &Words, lexicon: &Lexicon) {
        self.marks.resize(words.len(), Mark::default());
        self.next_place.resize(self.words.len(), NOWHERE);
        self.letters.resize(self.words.len(), 0);
        for number in 0..self.sentences.len() {
            self.mark_words(self.sentences[number], words);
            self.look_up(self.sentences[number], words, lexicon);
            self.find_spans(number, words);
        }
        let text_number = self.text_number;
        let marks = &self.marks;
        self.elsewhere.extend(self.words.iter().map(|id| {
            let word = words.get(*id);
            let mark = marks[word.lower_id as usize];
            if word.is_capitalized && mark.text_number == text_number { mark.elsewhere } else { 0 }
        }));
    }

    fn mark_words(&mut self, sentence: Sentence, words: &Words) {
        for place in sentence.from..sentence.to {
            let word = words.get(self.words[place]);
            if !word.has_letter {
                continue;
            }
            let mark = &mut self.marks[word.lower_id as usize];
            if mark.text_number != self.text_number {
                *mark = Mark { text_number: self.text_number, elsewhere: 0, first_place: NOWHERE, last_place: NOWHERE };
            }
            if !word.has_capital {
                mark.elsewhere |= SMALL_ELSEWHERE;
            } else if word.is_capitalized {
                if place > sentence.from && sentence.case != Case::Capitals {
                    mark.elsewhere |= CAPITAL_INSIDE;
                }
                let number = u32::try_from(place).unwrap_or(NOWHERE);
                if mark.first_place == NOWHERE {
                    mark.first_place = number;
                } else {
                    self.next_place[mark.last_place as usize] = number;
                }
                mark.last_place = number;
            }
        }
    }

    fn look_up(&mut self, sentence: Sentence, words: &Words, lexicon: &Lexicon) {
        for place in sentence.from..sentence.to {
            let word = words.get(self.words[place]);
            if !word.is_capitalized {
                continue;
            }
            self.letters[place] |= word.letters & !BEGINS_PHRASE;
            if word.letters & BEGINS_PHRASE == 0 {
                continue;
            }
            let mut key = word.lower;
            for end in place + 1..sentence.to.min(place + PHRASE_WORDS_MAX) {
                key = longer(key, words.get(self.words[end]).lower);
                let letters = lexicon.letters(key) & ANY_PLACE;
                if letters != 0 {
                    self.letters[place..=end].iter_mut().for_each(|known| *known |= letters | PHRASE);
                }
            }
        }
    }

    fn find_spans(&mut self, number: usize, words: &Words) {
        let sentence = self.sentences[number];
        let word = |place: usize| words.get(self.words[place]);
        let mut open: Option<Span> = None;
        for place in (sentence.from..sentence.to).filter(|place| word(*place).has_capital) {
            if let Some(span) = open.as_mut().filter(|span| place - span.to <= GAP_MAX) {
                span.to = place + 1;
                continue;
            }
            let earliest = open.map_or(sentence.from, |span| span.to).max(place.saturating_sub(PARTICLES_MAX));
            let particles = (earliest..place).rev().take_while(|before| word(*before).is_particle).count();
            let next = Span { from: place - particles, to: place + 1, sentence: number };
            self.spans.extend(open.replace(next).map(|span| with_number(span, sentence, word)));
        }
        self.spans.extend(open.map(|span| with_number(span, sentence, word)));
    }

    /// Whether the word of a token stands in small letters elsewhere in the text.
    pub(super) fn stands_small(&self, place: usize) -> bool {
        self.elsewhere[place] & SMALL_ELSEWHERE != 0
    }

    /// Whether the word of a token stands with a capital within a sentence, here or elsewhere.
    pub(super) fn stands_inside(&self, place: usize) -> bool {
        self.elsewhere[place] & CAPITAL_INSIDE != 0
    }

    /// The spans, each with the places of its tokens among those of all spans, in which scores are kept.
    pub(super) fn scored_spans(&self) -> impl Iterator<Item = (Span, Range<usize>)> + '_ {
        let mut from = 0;
        self.spans.iter().map(move |span| {
            let rows = from..from + span.to - span.from;
            from = rows.end;
            (*span, rows)
        })
    }

    /// The sentence in which a token stands.
    pub(super) fn sentence(&self, place: usize) -> Sentence {
        self.sentences[self.sentence_of[place] as usize]
    }

    /// Other places of the same word, each with a capital, the first ones of the text.
    pub(super) fn other_places<'d>(&'d self, place: usize, words: &Words) -> impl Iterator<Item = usize> + 'd {
        let word = words.get(self.words[place]);
        let mark = self.marks[word.lower_id as usize];
        let first = if word.is_capitalized && word.is_long { mark.first_place } else { NOWHERE };
        let known = |place: u32| (place != NOWHERE).then_some(place);
        std::iter::successors(known(first), move |place| known(self.next_place[*place as usize]))
            .map(|other| other as usize)
            .filter(move |other| *other != place)
            .take(OTHER_PLACES_MAX)
    }
}

/// With the number directly behind it: `Boeing 747`.
fn with_number<'w>(span: Span, sentence: Sentence, word: impl Fn(usize) -> &'w Word) -> Span {
    let has_number = span.to < sentence.to && word(span.to).has_digit;
    Span { to: span.to + usize::from(has_number), ..span }
}

fn case<'w>(words: &(impl Iterator<Item = &'w Word> + Clone)) -> Case {
    let with_letters = || words.clone().filter(|word| word.has_letter);
    let all = with_letters().count();
    let without_small = with_letters().filter(|word| !word.has_small_letter).count();
    let capitalized = with_letters().filter(|word| word.is_capitalized).count();
    if all > 2 && without_small * 10 >= all * 8 {
        Case::Capitals
    } else if all > 3 && capitalized * 10 >= all * 7 {
        Case::Headline
    } else {
        Case::Running
    }
}
