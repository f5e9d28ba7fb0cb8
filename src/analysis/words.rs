//! Cuts a text into words, and the words into terms.

use super::fold::{fold_into, is_dropped};
use super::marks::{CAPITALS_MARK, STEM_MARK, StretchMarks};
use super::stem::Stemmer;

/// The longest part, in characters, that becomes one term; a longer run of letters (a key, an encoded picture) is cut
/// into pieces of this length side by side. tantivy loses terms of more than 65,530 bytes without a word.
const PART_CHARACTERS_MAX: usize = 100;

/// One term of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Token {
    /// The term as the index holds it.
    pub term: String,
    /// Words before it.
    pub position: u32,
    /// How many positions it covers: more than one for a joined form.
    pub parts: u32,
    /// First byte of the text that it stands for.
    pub start: usize,
    /// One past the last.
    pub end: usize,
}

/// The terms of a text, in order of position.
#[derive(Debug)]
pub struct Tokens<'a> {
    text: &'a str,
    cursor: usize,
    position: u32,
    stemmer: Option<&'a mut Stemmer>,
    /// The stretches that are open; `None` where no marks are wanted.
    stretches: Option<[Stretch; 2]>,
    queue: Vec<Token>,
    queued: usize,
    taken: usize,
    /// Start of the last word and whether a border may stand behind it.
    last_word: Option<(usize, usize)>,
    joined_span: Option<(u32, u32)>,
    parts: Vec<(usize, usize)>,
}

impl<'a> Tokens<'a> {
    /// Reads `text`; with a stemmer, stems are given as well.
    pub fn new(text: &'a str, stemmer: Option<&'a mut Stemmer>) -> Self {
        Self {
            text,
            cursor: 0,
            position: 0,
            stemmer,
            stretches: Some([Stretch::new(StretchMarks::of_sentence()), Stretch::new(StretchMarks::of_paragraph())]),
            queue: Vec::new(),
            queued: 0,
            taken: 0,
            last_word: None,
            joined_span: None,
            parts: Vec::new(),
        }
    }

    /// The same without the marks of sentences, paragraphs and capitals.
    #[must_use]
    pub fn without_marks(self) -> Self {
        Self { stretches: None, ..self }
    }

    /// The next term. Not an iterator: the term is lent, so that no string is made for each.
    #[expect(clippy::should_implement_trait, reason = "lends what it gives, which Iterator cannot")]
    pub fn next(&mut self) -> Option<&mut Token> {
        while self.taken == self.queued {
            if !self.read_word() {
                return None;
            }
        }
        self.taken += 1;
        Some(&mut self.queue[self.taken - 1])
    }

    /// The positions that the joined form of the word last read covers, if it has one.
    pub(super) fn joined_span(&self) -> Option<(u32, u32)> {
        self.joined_span
    }

    /// Queues the terms of the next word; `false` at the end of the text.
    fn read_word(&mut self) -> bool {
        self.queued = 0;
        self.taken = 0;
        self.joined_span = None;
        let Some(start) = find_word(self.text, self.cursor) else {
            self.close_stretches(STRETCHES);
            return self.queued > 0;
        };
        self.queue_border(start);
        let first = self.text[start..].chars().next().expect("find_word points at a character");
        if is_unspaced(first) {
            self.read_unspaced(start);
        } else {
            self.read_spaced(start);
        }
        true
    }

    /// What ends between the last word and the one at `next`.
    fn queue_border(&mut self, next: usize) {
        let Some((start, end)) = self.last_word else {
            return;
        };
        let gap = &self.text[end..next];
        if gap.len() < 2 {
            return;
        }
        if is_paragraph_end(gap) {
            self.close_stretches(STRETCHES);
        } else if is_sentence_end(&self.text[start..end], gap, &self.text[next..]) {
            self.close_stretches(1);
        }
    }

    /// Queues the marks of the sentence that ends with the last word, and with two of the paragraph.
    fn close_stretches(&mut self, count: usize) {
        let Some(mut stretches) = self.stretches.take() else {
            return;
        };
        let end = self.last_word.map_or(0, |(_, end)| end);
        for stretch in &mut stretches[..count] {
            let Some(last) = self.position.checked_sub(1).filter(|last| *last >= stretch.start) else {
                continue;
            };
            if last == stretch.start {
                self.push(last, 1, end, end).push_str(&stretch.marks.only);
            } else {
                self.push(stretch.start, 1, end, end).push_str(&stretch.marks.first);
                self.push(last, 1, end, end).push_str(&stretch.marks.last);
            }
            stretch.start = self.position;
        }
        self.stretches = Some(stretches);
    }

    /// A run of a script without blanks: overlapping pairs, or the one character.
    fn read_unspaced(&mut self, start: usize) {
        let run = &self.text[start..];
        let length = run.find(|character| !is_unspaced(character) && !is_dropped(character)).unwrap_or(run.len());
        let end = start + length;
        let characters: Vec<(usize, char)> =
            self.text[start..end].char_indices().filter(|(_, character)| !is_dropped(*character)).collect();
        let pairs = characters.len().saturating_sub(1).max(1);
        for index in 0..pairs {
            let from = start + characters[index].0;
            let last = characters[(index + 1).min(characters.len() - 1)];
            let to = start + last.0 + last.1.len_utf8();
            let position = self.position;
            let text = self.text;
            fold_into(&text[from..to], self.push(position, 1, from, to));
            self.position += 1;
        }
        self.last_word = Some((start, end));
        self.cursor = end;
    }

    /// A word between blanks, with its parts.
    fn read_spaced(&mut self, start: usize) {
        let end = self.split_parts(start);
        self.cursor = end;
        self.last_word = Some((start, end));
        let parts = std::mem::take(&mut self.parts);
        let kind = word_kind(self.text, &parts);
        if kind == WordKind::Joined {
            let position = self.position;
            let (first, last) = (parts[0].0, parts[parts.len() - 1].1);
            self.push_joined(position, 1, first, last, &parts);
            self.position += 1;
        } else {
            if kind == WordKind::PartsAndJoined {
                let count = u32::try_from(parts.len()).unwrap_or(u32::MAX);
                let position = self.position;
                self.push_joined(position, count, parts[0].0, parts[parts.len() - 1].1, &parts);
                self.joined_span = Some((position, position + count - 1));
            }
            for &(from, to) in &parts {
                self.push_part(from, to);
            }
        }
        self.parts = parts;
    }

    /// Finds the parts of the word at `start`, without a possessive ending; gives the end of the word.
    fn split_parts(&mut self, start: usize) -> usize {
        self.parts.clear();
        let (mut part_start, mut position) = (start, start);
        loop {
            position = part_end(self.text, position);
            if position - part_start > 0 {
                self.parts.push((part_start, position));
            }
            let Some((joiner, next)) = joiner_at(self.text, part_start, position) else {
                return self.cut_possessive(position);
            };
            if joiner == Joiner::Silent {
                self.parts.pop();
                position = next;
                continue;
            }
            part_start = next;
            position = next;
        }
    }

    /// Drops a last part that is the `s` of `Trump’s`.
    fn cut_possessive(&mut self, end: usize) -> usize {
        if let [.., (_, owner_end), (from, to)] = self.parts[..] {
            let apostrophe = self.text[owner_end..from].chars().next().is_some_and(is_apostrophe);
            if apostrophe && self.text[from..to].eq_ignore_ascii_case("s") {
                self.parts.pop();
            }
        }
        end
    }

    fn push_joined(&mut self, position: u32, count: u32, start: usize, end: usize, parts: &[(usize, usize)]) {
        let text = self.text;
        let term = self.push(position, count, start, end);
        for &(from, to) in parts {
            fold_part(&text[from..to], term);
        }
        self.push_stem(position, count, start, end);
        self.push_capitals(position, count, start, end);
    }

    fn push_part(&mut self, from: usize, to: usize) {
        let text = self.text;
        let mut start = from;
        while start < to {
            let end = piece_end(text, start, to);
            let position = self.position;
            let term = self.push(position, 1, start, end);
            fold_part(&text[start..end], term);
            if self.queue[self.queued - 1].term.is_empty() {
                self.queued -= 1;
            } else {
                self.push_stem(position, 1, start, end);
                self.push_capitals(position, 1, start, end);
                self.position += 1;
            }
            start = end;
        }
    }

    /// Adds the stem of the term queued last, where it differs.
    fn push_stem(&mut self, position: u32, parts: u32, start: usize, end: usize) {
        let Some(stemmer) = self.stemmer.take() else {
            return;
        };
        let stem = stemmer.stem(&self.queue[self.queued - 1].term);
        if let Some(stem) = stem {
            let term = self.push(position, parts, start, end);
            term.push(STEM_MARK);
            term.push_str(stem);
        }
        self.stemmer = Some(stemmer);
    }

    /// Marks a word that is written in capitals.
    fn push_capitals(&mut self, position: u32, parts: u32, start: usize, end: usize) {
        let text = self.text;
        if self.stretches.is_some() && is_in_capitals(&text[start..end]) {
            let term = self.push(position, parts, start, end);
            term.push(CAPITALS_MARK);
            fold_joined(&text[start..end], term);
        }
    }

    /// Queues a token with an empty term and lends the term to be filled.
    fn push(&mut self, position: u32, parts: u32, start: usize, end: usize) -> &mut String {
        if self.queued == self.queue.len() {
            self.queue.push(Token::default());
        }
        let token = &mut self.queue[self.queued];
        self.queued += 1;
        (token.position, token.parts, token.start, token.end) = (position, parts, start, end);
        token.term.clear();
        &mut token.term
    }
}

/// A sentence or a paragraph of which the end is not known yet.
#[derive(Debug)]
struct Stretch {
    marks: StretchMarks,
    /// Position of its first word.
    start: u32,
}

/// A sentence, and the paragraph around it.
const STRETCHES: usize = 2;

impl Stretch {
    fn new(marks: StretchMarks) -> Self {
        Self { marks, start: 0 }
    }
}

/// Whether a word has two letters or more, and all of them are capitals: `US`, `U.S.`, `AT&T`, `G20` is not.
pub fn is_in_capitals(word: &str) -> bool {
    let mut letters = 0;
    for letter in word.chars().filter(|character| character.is_alphabetic()) {
        if !letter.is_uppercase() {
            return false;
        }
        letters += 1;
    }
    letters >= 2
}

/// Whether a character can stand in a word.
pub fn is_word_character(character: char) -> bool {
    if character.is_ascii() {
        character.is_ascii_alphanumeric()
    } else {
        character.is_alphanumeric() || is_mark(character)
    }
}

/// Combining marks and characters without width do not end a word.
fn is_mark(character: char) -> bool {
    is_dropped(character) || unicode_normalization::char::is_combining_mark(character)
}

fn find_word(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut position = from;
    while position < bytes.len() {
        if bytes[position].is_ascii_alphanumeric() {
            return Some(position);
        }
        if bytes[position].is_ascii() {
            position += 1;
            continue;
        }
        let character = text[position..].chars().next()?;
        if character.is_alphanumeric() {
            return Some(position);
        }
        position += character.len_utf8();
    }
    None
}

/// The end of the run of word characters at `from`.
fn part_end(text: &str, from: usize) -> usize {
    let bytes = text.as_bytes();
    let mut position = from;
    while position < bytes.len() {
        if bytes[position].is_ascii_alphanumeric() {
            position += 1;
            continue;
        }
        if bytes[position].is_ascii() {
            break;
        }
        let Some(character) = text[position..].chars().next() else { break };
        if !is_word_character(character) || is_unspaced(character) {
            break;
        }
        position += character.len_utf8();
    }
    position
}

/// The first piece of a part, as long as a term may be.
fn piece_end(text: &str, start: usize, end: usize) -> usize {
    if end - start <= PART_CHARACTERS_MAX {
        return end;
    }
    text[start..end].char_indices().nth(PART_CHARACTERS_MAX).map_or(end, |(offset, _)| start + offset)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Joiner {
    /// Sets parts apart that also count as one word: hyphen, apostrophe, `&`, the dot of `U.S.`
    Part,
    /// Belongs to no part and makes no new one: the comma of `1,750`.
    Silent,
}

/// The joiner at `position`, behind a part that begins at `part_start`, and where the next part begins.
fn joiner_at(text: &str, part_start: usize, position: usize) -> Option<(Joiner, usize)> {
    let rest = &text[position..];
    let joiner = rest.chars().next()?;
    let next = position + joiner.len_utf8();
    let following = text[next..].chars().next()?;
    let preceding = text[part_start..position].chars().next_back()?;
    let between_words = is_word_character(following) && !is_unspaced(following) && !is_mark(following);
    if !between_words {
        return None;
    }
    let letters = preceding.is_alphabetic() && following.is_alphabetic();
    match joiner {
        ',' => (preceding.is_ascii_digit() && is_thousand(&text[next..])).then_some((Joiner::Silent, next)),
        '.' => (letters && is_initial(text, part_start, position, next)).then_some((Joiner::Part, next)),
        '&' => letters.then_some((Joiner::Part, next)),
        _ => (is_hyphen(joiner) || is_apostrophe(joiner)).then_some((Joiner::Part, next)),
    }
}

/// Three digits and no more: the group behind the comma of `1,750`.
fn is_thousand(text: &str) -> bool {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    digits == 3
}

/// One letter before the dot, and one behind it: `U.S`, `p.m`.
fn is_initial(text: &str, part_start: usize, dot: usize, next: usize) -> bool {
    let mut following = text[next..].chars();
    let alone = following.next().is_some() && following.next().is_none_or(|character| !is_word_character(character));
    text[part_start..dot].chars().count() == 1 && alone
}

fn is_hyphen(character: char) -> bool {
    matches!(character, '-' | '\u{2010}'..='\u{2013}' | '\u{2212}' | '\u{fe63}' | '\u{ff0d}' | '\u{5be}')
}

fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '’' | '‘' | 'ʼ' | 'ʻ' | '`' | '´' | '\u{ff07}' | '\u{2032}')
}

/// Scripts that put no blanks between words: Han, Hiragana, Katakana, Thai, Lao, Khmer, Myanmar.
pub fn is_unspaced(character: char) -> bool {
    matches!(character,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3005}'..='\u{3007}'
        | '\u{3041}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{ff66}'..='\u{ff9f}' | '\u{20000}'..='\u{323af}')
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum WordKind {
    /// Parts that make no word together, or one part, or none.
    Plain,
    /// Several parts and the joined form.
    PartsAndJoined,
    /// The joined form alone: initials, numbers.
    Joined,
}

fn word_kind(text: &str, parts: &[(usize, usize)]) -> WordKind {
    if parts.len() < 2 {
        return WordKind::Plain;
    }
    let all_dots = parts.windows(2).all(|pair| &text[pair[0].1..pair[1].0] == ".");
    if all_dots {
        return WordKind::Joined;
    }
    if is_contraction(text, parts) {
        return WordKind::Plain;
    }
    let length: usize = parts.iter().map(|(from, to)| to - from).sum();
    if length > PART_CHARACTERS_MAX { WordKind::Plain } else { WordKind::PartsAndJoined }
}

/// Whether a word is two that grew together, which joined would be another: `we’ll`, `she’d`, `don’t`.
fn is_contraction(text: &str, parts: &[(usize, usize)]) -> bool {
    let [(_, first_end), (from, to)] = *parts else {
        return false;
    };
    let ending = &text[from..to];
    let is_ending = ["ll", "re", "ve", "d", "m", "t"].iter().any(|known| ending.eq_ignore_ascii_case(known));
    is_ending && text[first_end..from].chars().all(is_apostrophe)
}

/// Folds a part; the commas of a number are none of its characters.
fn fold_part(part: &str, term: &mut String) {
    if part.contains(',') {
        part.split(',').for_each(|digits| fold_into(digits, term));
    } else {
        fold_into(part, term);
    }
}

/// Folds a word without what stands between its parts.
fn fold_joined(word: &str, term: &mut String) {
    word.split(|character| !is_word_character(character)).for_each(|part| fold_into(part, term));
}

/// A blank line, or a new line set in by two blanks or more as wires do.
fn is_paragraph_end(gap: &str) -> bool {
    let Some(newline) = gap.find('\n') else {
        return false;
    };
    let after = &gap[newline + 1..];
    after.starts_with("  ") || after.trim_start_matches([' ', '\t', '\r']).starts_with('\n')
}

/// Words behind which a dot ends no sentence.
const ABBREVIATIONS: &[&str] = &[
    "mr", "mrs", "ms", "dr", "st", "sen", "rep", "gov", "gen", "lt", "col", "sgt", "capt", "prof", "rev", "hon", "jr",
    "sr", "inc", "corp", "ltd", "co", "no", "vs", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept",
    "oct", "nov", "dec",
];

/// A stop behind `word`, then a capital, a digit or a quotation mark.
fn is_sentence_end(word: &str, gap: &str, next: &str) -> bool {
    let Some(stop) = gap.find(['.', '!', '?', '…', '。', '！', '？']) else {
        return false;
    };
    if gap[stop..].starts_with(['。', '！', '？']) {
        return true;
    }
    let opens = !next.starts_with(char::is_lowercase);
    let blank = gap[stop..].contains(char::is_whitespace);
    let is_dot = gap[stop..].starts_with('.');
    opens && blank && !(is_dot && is_abbreviation(word))
}

fn is_abbreviation(word: &str) -> bool {
    let initials = word.chars().count() == 1 || (word.contains('.') && word.len() < 8);
    initials || ABBREVIATIONS.iter().any(|abbreviation| word.eq_ignore_ascii_case(abbreviation))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms(text: &str) -> Vec<(String, u32)> {
        let mut tokens = Tokens::new(text, None).without_marks();
        let mut terms = Vec::new();
        while let Some(token) = tokens.next() {
            terms.push((token.term.clone(), token.position));
        }
        terms
    }

    #[track_caller]
    fn check(text: &str, expected: &[(&str, u32)]) {
        let expected: Vec<(String, u32)> =
            expected.iter().map(|(term, position)| ((*term).to_owned(), *position)).collect();
        assert_eq!(terms(text), expected, "{text}");
    }

    #[test]
    fn words_of_several_parts_give_parts_and_the_joined_form() {
        check("Bashar al-Assad said", &[("bashar", 0), ("alassad", 1), ("al", 1), ("assad", 2), ("said", 3)]);
        check("O’Brien", &[("obrien", 0), ("o", 0), ("brien", 1)]);
        check("we’ll", &[("we", 0), ("ll", 1)]);
        check("AT&T", &[("att", 0), ("at", 0), ("t", 1)]);
    }

    #[test]
    fn possessives_initials_and_numbers_are_one_term() {
        check("Trump’s", &[("trump", 0)]);
        check("al-Assad's", &[("alassad", 0), ("al", 0), ("assad", 1)]);
        check("the U.S. in 1,750", &[("the", 0), ("us", 1), ("in", 2), ("1750", 3)]);
        check("10:30", &[("10", 0), ("30", 1)]);
        check("13.5", &[("13", 0), ("5", 1)]);
    }

    #[test]
    fn ends_of_sentences_and_paragraphs_stand_at_the_last_word() {
        let marks = |text: &str| {
            let mut tokens = Tokens::new(text, None);
            let mut marks = Vec::new();
            while let Some(token) = tokens.next() {
                if token.term.starts_with('\u{2}') {
                    marks.push((token.term[1..].to_owned(), token.position));
                }
            }
            marks
        };
        let expected = |expected: &[(&str, u32)]| -> Vec<(String, u32)> {
            expected.iter().map(|(mark, position)| ((*mark).to_owned(), *position)).collect()
        };
        assert_eq!(marks("Gone. Then he"), expected(&[("so", 0), ("sf", 1), ("sl", 2), ("pf", 0), ("pl", 2)]));
        assert_eq!(marks("Mr. Smith"), expected(&[("sf", 0), ("sl", 1), ("pf", 0), ("pl", 1)]));
        assert_eq!(marks("one\n\ntwo"), expected(&[("so", 0), ("po", 0), ("so", 1), ("po", 1)]));
        assert_eq!(marks("..."), []);
    }

    #[test]
    fn words_in_capitals_are_marked() {
        let marked = |text: &str| {
            let mut tokens = Tokens::new(text, None);
            let mut marked = Vec::new();
            while let Some(token) = tokens.next() {
                marked.extend(token.term.strip_prefix(CAPITALS_MARK).map(|word| (word.to_owned(), token.position)));
            }
            marked
        };
        assert_eq!(marked("the U.S. told us: US"), [("us".to_owned(), 1), ("us".to_owned(), 4)]);
        assert_eq!(marked("A I 1,750 iPhone"), []);
        assert_eq!(marked("AT&T"), [("att".to_owned(), 0), ("at".to_owned(), 0)]);
    }

    #[test]
    fn scripts_without_blanks_give_pairs() {
        check("北京大学", &[("北京", 0), ("京大", 1), ("大学", 2)]);
        check("京", &[("京", 0)]);
    }

    #[test]
    fn a_very_long_word_is_cut_and_nothing_of_it_lost() {
        let word = "x".repeat(250);
        let lengths: Vec<usize> = terms(&word).iter().map(|(term, _)| term.len()).collect();
        assert_eq!(lengths, [100, 100, 50]);
    }
}
