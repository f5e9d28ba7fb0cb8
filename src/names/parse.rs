//! Takes a name apart: honorifics, words, particles, initials, and what stands behind.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use super::tables::{
    ARABIC_ARTICLES, DEMONYMS, HYPHENATED_ARTICLES, KUNYAS, LETTERS_BEHIND, LOWER_CASE_PARTICLES, NAMES_IN_S,
    PARTICLES, PARTICLES_OR_GIVEN_NAMES, QUALIFIERS, SPANISH_GIVEN_NAMES, SPANISH_SURNAMES, SURNAMES_IN_FRONT, TITLES,
    TITLES_OF_MEN, TITLES_OF_WOMEN, has,
};
use crate::analysis::fold;

/// Most words of a name that are read. The longest names that newspapers print in full have about fifteen; the bound
/// keeps a paragraph that was taken for a name from costing more than one.
const WORDS_MAX: usize = 32;

/// Highest number that a ruler of one name has had in print; beyond it, capitals are no numeral.
const NUMBER_MAX: u8 = 30;

/// What an honorific tells of its bearer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Gender {
    /// `Mrs.`, `Queen`, `Lady`.
    Female,
    /// `Mr.`, `King`, `Sir`.
    Male,
}

/// What tells members of one line with one name apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Generation {
    Senior,
    Junior,
    /// From 1 to [`NUMBER_MAX`]: `Elizabeth II`.
    Numbered(u8),
}

/// One word of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// Folded, without dots and apostrophes.
    pub(super) folded: String,
    /// As it stands in the text, for explanations.
    pub(super) spelled: String,
    /// Whether a hyphen joins it to the word before.
    pub(super) follows_hyphen: bool,
    /// Whether a dot stands right behind it.
    is_dotted: bool,
    pub(super) is_particle: bool,
}

impl Word {
    /// A single letter of a script that has capitals; one Han character is a word.
    pub(super) fn is_initial(&self) -> bool {
        is_initial(&self.folded)
    }
}

/// Whether a folded word is one letter that can stand for a name.
pub(super) fn is_initial(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_lowercase) && letters.next().is_none()
}

/// A person's name taken apart.
///
/// `Clinton, Bill` is read as `Bill Clinton`; what stands in brackets or double quotation marks is passed over; of more
/// than 32 words the rest is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Name {
    pub(super) words: Vec<Word>,
    /// Which of `words` are no particles.
    content: Vec<usize>,
    pub(super) generation: Option<Generation>,
    gender: Option<Gender>,
}

impl Name {
    /// Takes any text for a name. Blank text gives a name without words; any other has one content word at least.
    pub fn parse(text: &str) -> Self {
        let text = reading_order(text);
        let tokens: Vec<&str> = text.split_whitespace().collect();
        let front = Front::of(&tokens);
        let mut words = words_of(&tokens[front.tokens..]);
        if words.is_empty() && !text.trim().is_empty() {
            words.push(verbatim(text.trim()));
        }
        let generation = take_suffixes(&mut words);
        mark_particles(&mut words);
        let content = (0..words.len()).filter(|&at| !words[at].is_particle).collect();
        Self { words, content, generation, gender: front.gender }
    }

    /// The words, folded and with one blank between them, without honorifics and suffixes: the same for spellings that
    /// differ by case, accents and hyphens only.
    pub fn key(&self) -> String {
        self.words.iter().map(|word| word.folded.as_str()).collect::<Vec<_>>().join(" ")
    }

    /// The words that are no particles, folded.
    pub fn content(&self) -> impl DoubleEndedIterator<Item = &str> + ExactSizeIterator {
        self.content.iter().map(|&at| self.words[at].folded.as_str())
    }

    /// The content words with one blank between them.
    pub(super) fn content_key(&self) -> String {
        self.content().collect::<Vec<_>>().join(" ")
    }

    /// The last content word; empty for blank text only.
    pub fn surname(&self) -> &str {
        self.content().next_back().unwrap_or_default()
    }

    /// The surname with the particles in front of it: `von der leyen`.
    pub fn surname_phrase(&self) -> String {
        let start = self.words.len() - self.words.len().min(1 + self.surname_particles().count());
        self.words[start..].iter().map(|word| word.folded.as_str()).collect::<Vec<_>>().join(" ")
    }

    /// Whether it can stand for one person of itself: two content words or more, or one with a number, as rulers have.
    pub fn is_full(&self) -> bool {
        self.content.len() > 1 || matches!(self.generation, Some(Generation::Numbered(_)))
    }

    /// What the honorifics in front tell; `None` for none and for those of either gender, such as `President`.
    pub fn gender(&self) -> Option<Gender> {
        self.gender
    }

    /// The same name with a gender that is known from elsewhere, such as a title before it.
    pub(super) fn with_gender(self, gender: Option<Gender>) -> Self {
        Self { gender: self.gender.or(gender), ..self }
    }

    /// The content words before the surname.
    pub(super) fn given(&self) -> impl DoubleEndedIterator<Item = &Word> + ExactSizeIterator {
        let given = self.content.len().saturating_sub(1);
        self.content[..given].iter().map(|&at| &self.words[at])
    }

    /// The words of the text for the given names, such as `George W.`
    pub(super) fn given_as_spelled(&self) -> String {
        self.given().map(|word| word.spelled.as_str()).collect::<Vec<_>>().join(" ")
    }

    /// The surname as it stands in the text.
    pub(super) fn surname_as_spelled(&self) -> &str {
        self.content.last().map_or("", |&at| &self.words[at].spelled)
    }

    /// All letters in a row, without particles and with them: what `Amir-Abdollahian` and `Amirabdollahian` share; and the
    /// words in alphabetical order, which `Viktor Orbán` and `Orbán Viktor` share. With particles the order tells father
    /// from son: Salman bin Mohammed is another than Mohammed bin Salman.
    pub(super) fn letters(&self) -> [String; 3] {
        let mut sorted: Vec<&str> = self.words.iter().map(|word| word.folded.as_str()).collect();
        let all = sorted.concat();
        if sorted.len() == self.content.len() {
            sorted.sort_unstable();
        }
        [self.content().collect(), all, sorted.join(" ")]
    }

    /// The particles right before a content word, nearest first.
    fn particles_before(&self, at: usize) -> impl Iterator<Item = &str> {
        self.words[..at].iter().rev().take_while(|word| word.is_particle).map(|word| word.folded.as_str())
    }

    fn surname_particles(&self) -> impl Iterator<Item = &str> {
        self.particles_before(self.content.last().copied().unwrap_or_default())
    }

    /// The particles before a content word (counted among content words) that tell families apart: all but the Arabic
    /// article, which comes and goes.
    pub(super) fn telling_particles(&self, content: usize) -> Vec<&str> {
        let at = self.content.get(content).copied().unwrap_or_default();
        self.particles_before(at).filter(|word| !is_arabic_article(word)).collect()
    }

    /// Whether `Abu` or `Umm` stands right before a content word: the word is somebody else's name.
    pub(super) fn is_kunya(&self, content: usize) -> bool {
        self.telling_particles(content).iter().any(|word| has(KUNYAS, word))
    }

    /// Whether a patronymic with `bin` or `ibn` is part of it.
    pub(super) fn has_patronymic(&self) -> bool {
        self.words.iter().any(|word| word.is_particle && matches!(word.folded.as_str(), "bin" | "ibn" | "bint"))
    }

    /// Whether it begins with `Al` or `Ben`, which may be a given name or what is left of a longer surname.
    pub(super) fn begins_ambiguously(&self) -> bool {
        self.content.len() == 2 && has(PARTICLES_OR_GIVEN_NAMES, &self.words[0].folded)
    }

    /// All forms under which its bearer can be called by surname: the last word, the same with its particles or with the
    /// words that hyphens join to it, the first of two Spanish ones, and the first word where surnames stand in front. All folded
    /// and without blanks, each once.
    pub fn surnames(&self) -> Vec<String> {
        let mut forms = vec![self.surname().to_owned()];
        let mut add = |form: String| {
            if !forms.contains(&form) {
                forms.push(form);
            }
        };
        add(self.surname_phrase().replace(' ', ""));
        let hyphenated = self.words.iter().rev().take_while(|word| word.follows_hyphen).count();
        add(self.words[self.words.len().saturating_sub(hyphenated + 1)..].iter().map(|word| &*word.folded).collect());
        if self.has_surname_in_front() {
            add(self.words[0].folded.clone());
        }
        for length in self.shorter_by_surnames() {
            add(self.words[self.content[length - 1]].folded.clone());
        }
        forms
    }

    /// Whether its first word is a surname of a people that puts surnames in front, and its last is not.
    fn has_surname_in_front(&self) -> bool {
        self.content.len() > 1
            && has(SURNAMES_IN_FRONT, &self.words[0].folded)
            && self.words.last().is_some_and(|last| last.follows_hyphen || !has(SURNAMES_IN_FRONT, &last.folded))
    }

    /// Whether it looks like two surnames (`García Márquez`), or like one part of a longer name that hyphens hold together
    /// (`Amir-Abdollahian`, `Jong-un`).
    pub(super) fn is_without_given_name(&self) -> bool {
        let hyphenated = self.words.iter().skip(1).all(|word| word.follows_hyphen);
        hyphenated || self.content().next().is_some_and(is_spanish_surname)
    }

    /// How many of its content words, from the front, are a name of themselves by which its bearer is called: two of
    /// `Pedro Sánchez Pérez-Castejón`, three of `Mohammed bin Salman Al Saud` less the particles.
    pub(super) fn shorter_by_surnames(&self) -> impl Iterator<Item = usize> {
        (2..self.content.len()).filter(|&length| {
            let called = &self.words[self.content[length - 1]];
            let behind = &self.words[self.content[length]];
            let is_spanish = (is_spanish_surname(&called.folded) || is_spanish_surname(&behind.folded))
                && !has(SPANISH_GIVEN_NAMES, &called.folded);
            let is_family_of_patronymic = self.has_patronymic()
                && self.particles_before(self.content[length]).next().is_some_and(is_arabic_article);
            !called.is_initial() && (is_spanish || is_family_of_patronymic)
        })
    }
}

/// The form under which two spellings are one name: folded, hyphens as blanks, apostrophes and dots dropped, one blank
/// between words.
pub fn name_key(name: &str) -> String {
    let words = fold(name).replace(['-', '\u{2010}', '\u{2011}', '\u{2013}'], " ").replace(['\'', '’', '.'], "");
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether this is the key of a name. The key is not made where the name is in ASCII, as most are: an archive has a million names
/// to go through.
pub fn has_key(name: &str, key: &str) -> bool {
    if !name.is_ascii() {
        return name_key(name) == key;
    }
    let mut wanted = key.bytes();
    let (mut is_begun, mut is_after_blank) = (false, false);
    for letter in name.bytes().filter(|letter| !matches!(letter, b'\'' | b'.')) {
        if letter == b'-' || char::from(letter).is_whitespace() {
            is_after_blank = is_begun;
            continue;
        }
        let is_blank_missing = is_after_blank && wanted.next() != Some(b' ');
        if is_blank_missing || wanted.next() != Some(letter.to_ascii_lowercase()) {
            return false;
        }
        (is_begun, is_after_blank) = (true, false);
    }
    wanted.next().is_none()
}

/// The part of a person's name that is the name: without titles in front (`Iranian President`, `Mrs.`) and without the
/// possessive behind (`'s`, `’s`, or an apostrophe alone). One word always stays.
pub fn strip_honorifics(text: &str) -> &str {
    let tokens: Vec<&str> = text.split_whitespace().collect();
    let titles = Front::of(&tokens).tokens;
    let mut name = text.trim();
    for token in &tokens[..titles] {
        name = name.strip_prefix(token).unwrap_or(name).trim_start();
    }
    let bare = strip_possessive(
        name.trim_start_matches(is_quotation).trim_end_matches([',', ';', ':', '“', '”', '"']).trim_end(),
    );
    if bare.is_empty() { text.trim() } else { bare }
}

/// Cuts the possessive off, but not from names that have it of themselves, such as `McDonald’s`.
pub(super) fn strip_possessive(name: &str) -> &str {
    let bare = strip_possessive_of_word(name);
    let is_its_own = || name.split_whitespace().next_back().is_some_and(|last| has(NAMES_IN_S, &name_key(last)));
    if bare.len() == name.len() || bare.is_empty() || is_its_own() { name } else { bare }
}

fn strip_possessive_of_word(word: &str) -> &str {
    let without_s = word.strip_suffix(['s', 'S']).filter(|rest| rest.ends_with(is_apostrophe));
    without_s.unwrap_or(word).trim_end_matches(is_apostrophe)
}

fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '’' | '‘' | '`' | '´' | 'ʼ' | '＇')
}

fn is_quotation(character: char) -> bool {
    is_apostrophe(character) || matches!(character, '"' | '“' | '”' | '„' | '«' | '»')
}

/// Titles that are written with a full stop: any other word with one ends its sentence.
const ABBREVIATED_TITLES: &[&str] = &[
    "adm.", "br.", "capt.", "cmdr.", "col.", "dr.", "fr.", "gen.", "gov.", "hon.", "lt.", "maj.", "messrs.", "mme.",
    "mr.", "mrs.", "ms.", "pres.", "prof.", "rep.", "rev.", "sen.", "sgt.", "sr.", "st.",
];

/// The gender that a title right before a name tells: the end of what stands before it in the sentence.
pub(super) fn gender_of_title_at_end(before: &str) -> Option<Gender> {
    let before = before.trim_end();
    let last = before.split_whitespace().next_back()?;
    let goes_on = if last.ends_with('.') {
        ABBREVIATED_TITLES.iter().any(|title| title.eq_ignore_ascii_case(last))
    } else {
        last.ends_with(char::is_alphanumeric)
    };
    if !goes_on {
        return None;
    }
    let titles = before.split_whitespace().rev().map(role).take_while(|role| *role != Role::Other);
    titles.take(WORDS_MAX).find_map(|role| if let Role::Title(gender) = role { gender } else { None })
}

/// What a word in front of a name can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Title(Option<Gender>),
    Qualifier,
    Other,
}

/// `ex-President` and `Secretary-General` are titles as their parts are.
fn role(token: &str) -> Role {
    let mut small = [0; LONGEST_TITLE];
    if let Some(word) = small_letters(token, &mut small) {
        return role_of_part(word);
    }
    let folded = fold(token).replace('.', "");
    let mut found = Role::Other;
    for part in folded.split(is_hyphen) {
        let role = role_of_part(part);
        match role {
            Role::Other => return Role::Other,
            Role::Title(_) => found = role,
            Role::Qualifier if found == Role::Other => found = role,
            Role::Qualifier => {}
        }
    }
    found
}

/// No word of the tables is longer, in bytes.
const LONGEST_TITLE: usize = 24;

/// A word of nothing but ASCII letters in small letters, without asking for memory: nearly every word there is.
fn small_letters<'s>(token: &str, small: &'s mut [u8; LONGEST_TITLE]) -> Option<&'s str> {
    if token.len() > LONGEST_TITLE || !token.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return None;
    }
    let small = &mut small[..token.len()];
    small.copy_from_slice(token.as_bytes());
    small.make_ascii_lowercase();
    std::str::from_utf8(small).ok()
}

fn role_of_part(part: &str) -> Role {
    static ROLES: LazyLock<HashMap<&str, Role>> = LazyLock::new(|| {
        // Of a word in several tables the last that is put in here counts.
        let tables: [(&[&str], Role); 5] = [
            (DEMONYMS, Role::Qualifier),
            (QUALIFIERS, Role::Qualifier),
            (TITLES, Role::Title(None)),
            (TITLES_OF_MEN, Role::Title(Some(Gender::Male))),
            (TITLES_OF_WOMEN, Role::Title(Some(Gender::Female))),
        ];
        tables.into_iter().flat_map(|(words, role)| words.iter().map(move |word| (*word, role))).collect()
    });
    ROLES.get(part).copied().unwrap_or(Role::Other)
}

/// The honorifics in front of a name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Front {
    /// How many words between blanks they take; always fewer than there are.
    tokens: usize,
    gender: Option<Gender>,
}

impl Front {
    fn of(tokens: &[&str]) -> Self {
        let (mut front, mut gender) = (Self::default(), None);
        let mut at = 0;
        while at < tokens.len() {
            match role(tokens[at]) {
                Role::Other => break,
                Role::Qualifier => at += 1,
                Role::Title(told) => {
                    let Some(office) = office_behind(&tokens[at + 1..]) else { break };
                    gender = gender.or(told);
                    at += 1 + office;
                    if at < tokens.len() {
                        front = Self { tokens: at, gender };
                    }
                }
            }
        }
        front
    }
}

/// How many words behind a title name its office: two for the rest of `Secretary of State`. `None` when the title is part
/// of the name: the `Prince` of `Prince of Wales`, the given name of `Sultan bin Abdulaziz`.
fn office_behind(behind: &[&str]) -> Option<usize> {
    match behind.first() {
        Some(&("bin" | "ibn" | "bint" | "the")) => None,
        Some(&"of") => {
            let article = usize::from(behind.get(1) == Some(&"the"));
            let office = behind[1 + article..].iter().take_while(|token| role(token) != Role::Other).count();
            (office > 0).then_some(1 + article + office)
        }
        _ => Some(0),
    }
}

/// `Clinton, Bill` as `Bill Clinton`, as lists of names write it, and without what stands in brackets or double quotation
/// marks. A comma that only sets off a suffix or a title stays.
pub(super) fn reading_order(text: &str) -> Cow<'_, str> {
    let text = without_asides(text);
    let Some((surname, given)) = text.split_once(',') else { return text };
    let mut given: Vec<&str> = given.split_whitespace().collect();
    let behind = given.pop_if(|last| given_suffix(last)).unwrap_or_default();
    let is_list_order = !surname.trim().is_empty()
        && !given.is_empty()
        && given.len() <= WORDS_MAX
        && given.iter().all(|word| role(word) == Role::Other && !word.ends_with(',') && !given_suffix(word));
    if is_list_order {
        Cow::Owned(format!("{} {} {behind}", given.join(" "), surname.trim()).trim_end().to_owned())
    } else {
        text
    }
}

fn given_suffix(token: &str) -> bool {
    let folded = fold(token).replace('.', "");
    generation_word(&folded).is_some() || has(LETTERS_BEHIND, &folded) || roman_number(token).is_some_and(|it| it > 1)
}

/// Cuts `(R-Texas)`, `"The Rock"` and `“Ike”` out of a name that has words on both sides or before it.
fn without_asides(text: &str) -> Cow<'_, str> {
    let mut text = Cow::Borrowed(text);
    for (open, close) in [('(', ')'), ('[', ']'), ('"', '"'), ('“', '”')] {
        let Some((before, rest)) = text.split_once(open) else { continue };
        let Some((_, behind)) = rest.split_once(close) else { continue };
        if before.contains(char::is_alphanumeric) {
            text = Cow::Owned(format!("{} {}", before.trim_end(), behind.trim_start()).trim_end().to_owned());
        }
    }
    text
}

fn is_hyphen(character: char) -> bool {
    matches!(character, '-' | '\u{2010}' | '\u{2011}' | '\u{2013}' | '_')
}

/// The words of a name, at most [`WORDS_MAX`]; titles are gone by now, suffixes are not.
fn words_of(tokens: &[&str]) -> Vec<Word> {
    let has_lower_case = tokens.iter().any(|token| token.contains(char::is_lowercase));
    let mut words = Vec::with_capacity(tokens.len());
    for (at, token) in tokens.iter().enumerate().take(WORDS_MAX) {
        let is_last = at + 1 == tokens.len();
        let token = strip_possessive_of_word(token.trim_end_matches([',', ';', ':']));
        let mut follows_hyphen = false;
        for part in token.split(|character| is_hyphen(character) || character == ',') {
            let before = words.len();
            if has_lower_case && !is_last && are_initials_in_a_row(part) {
                words.extend(part.chars().filter_map(|letter| word(&letter.to_string(), false, true)));
            } else {
                push_dotted(part, follows_hyphen, &mut words);
            }
            follows_hyphen |= words.len() > before;
        }
    }
    words.truncate(WORDS_MAX);
    words
}

/// `J.K` is two words, `Jr.` one.
fn push_dotted(part: &str, follows_hyphen: bool, words: &mut Vec<Word>) {
    let mut follows_hyphen = follows_hyphen;
    let mut pieces = part.split('.').peekable();
    while let Some(piece) = pieces.next() {
        let Some(word) = word(piece, follows_hyphen, pieces.peek().is_some()) else { continue };
        words.push(word);
        follows_hyphen = false;
    }
}

/// Two or three capitals that nobody could speak as a word: `JK`, `AJ`, `JRR`. `KIM` and `XI` are names.
fn are_initials_in_a_row(part: &str) -> bool {
    let is_vowel = |letter: u8| b"AEIOUY".contains(&letter);
    (2..=3).contains(&part.len())
        && part.bytes().all(|letter| letter.is_ascii_uppercase())
        && !part.bytes().skip(1).any(is_vowel)
        && !has(PARTICLES, &part.to_ascii_lowercase())
}

/// `None` when nothing but punctuation is there.
fn word(spelled: &str, follows_hyphen: bool, is_dotted: bool) -> Option<Word> {
    let is_dropped =
        |letter: char| letter.is_ascii_punctuation() || is_quotation(letter) || matches!(letter, '…' | '—');
    let spelled: String = spelled.chars().filter(|letter| !is_dropped(*letter)).collect();
    let folded: String = fold(&spelled).split_whitespace().collect();
    (!folded.is_empty()).then_some(Word { folded, spelled, follows_hyphen, is_dotted, is_particle: false })
}

/// The word of a text that is punctuation alone.
fn verbatim(text: &str) -> Word {
    let spelled = text.to_owned();
    Word { folded: spelled.clone(), spelled, follows_hyphen: false, is_dotted: false, is_particle: false }
}

/// Takes degrees and the like off the end, and gives the generation. The first word always stays.
fn take_suffixes(words: &mut Vec<Word>) -> Option<Generation> {
    let mut generation = None;
    while let [.., _, last] = words.as_slice() {
        let found = generation_word(&last.folded).or_else(|| regnal_number(words));
        if found.is_none() && !has(LETTERS_BEHIND, &last.folded) {
            break;
        }
        generation = generation.or(found);
        words.pop();
    }
    generation
}

fn generation_word(folded: &str) -> Option<Generation> {
    match folded {
        "jr" | "jnr" => Some(Generation::Junior),
        "sr" | "snr" => Some(Generation::Senior),
        _ => None,
    }
}

/// The number at the end of a name. A letter with a dot is an initial; Malcolm X had no forebears of that name.
fn regnal_number(words: &[Word]) -> Option<Generation> {
    let [before @ .., last] = words else { return None };
    let number = roman_number(&last.spelled)?;
    let is_initial = last.is_dotted || last.follows_hyphen;
    // In capitals throughout, Xi Jinping's surname cannot be told from eleven.
    let is_ambiguous = last.folded == "xi" && !before.iter().any(|word| word.spelled.contains(char::is_lowercase));
    let is_malcolm = last.folded == "x" && before.last().is_some_and(|word| word.folded == "malcolm");
    (!is_initial && !is_ambiguous && !is_malcolm).then_some(Generation::Numbered(number))
}

/// Reads Roman capitals from 1 to [`NUMBER_MAX`].
fn roman_number(text: &str) -> Option<u8> {
    const UNITS: [&str; 10] = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
    let units = text.trim_start_matches('X');
    let tens = text.len() - units.len();
    let unit = UNITS.iter().position(|known| *known == units)?;
    u8::try_from(10 * tens + unit).ok().filter(|number| (1..=NUMBER_MAX).contains(number))
}

fn mark_particles(words: &mut [Word]) {
    // The last word is never a particle, whatever it is.
    for at in 0..words.len().saturating_sub(1) {
        let word = &words[at];
        let is_lower_case = !word.spelled.contains(char::is_uppercase);
        let before_hyphen = words[at + 1].follows_hyphen;
        let folded = word.folded.as_str();
        words[at].is_particle = if has(HYPHENATED_ARTICLES, folded) {
            before_hyphen
        } else if has(LOWER_CASE_PARTICLES, folded) {
            is_lower_case && !word.is_dotted
        } else if has(PARTICLES_OR_GIVEN_NAMES, folded) && at == 0 {
            is_lower_case || before_hyphen
        } else {
            has(PARTICLES, folded)
        };
    }
}

fn is_arabic_article(word: &str) -> bool {
    has(ARABIC_ARTICLES, word) || has(HYPHENATED_ARTICLES, word)
}

fn is_spanish_surname(word: &str) -> bool {
    (word.len() > 4 && word.ends_with("ez")) || has(SPANISH_SURNAMES, word)
}
