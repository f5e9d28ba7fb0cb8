//! Whether two words, or two names, are one; and by which rule.

use std::fmt;

use super::parse::{Name, Word};
use super::tables::nickname_rows;
use crate::analysis::fold;

/// Jaro-Winkler likeness from which two words with one key of sounds are one. Set by trial on transliterations in
/// English news: Gadhafi and Gaddafi have .88, Hussein and Hassan .77.
const ALIKE_MIN: f64 = 0.84;

/// The same for given names of up to five letters, of which many are a vowel apart: Jean and Joan have .85, Ahmed and
/// Ahmad .91.
const ALIKE_MIN_SHORT: f64 = 0.90;

/// Words of fewer letters than this are one only when equal.
const ALIKE_LETTERS_MIN: usize = 4;

/// Words of more letters than this are one only when equal; it bounds the cost, and no name is as long.
const ALIKE_LETTERS_MAX: usize = 40;

/// Why two names are taken for one, from the surest rule to the least sure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// The words are the same but for case, accents, hyphens, particles, honorifics.
    SameKey,
    /// The words sound alike and are written alike.
    Spelling,
    /// An initial for a given name.
    Initial,
    /// A nickname for a given name.
    Nickname,
    /// A given name or a second surname is left out.
    FewerNames,
    /// A surname alone.
    Surname,
    /// A given name alone, or a surname that stands first.
    GivenName,
}

impl fmt::Display for Rule {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::SameKey => "the same name but for case, accents, hyphens and titles",
            Self::Spelling => "two spellings of one name that sound alike",
            Self::Initial => "an initial stands for a given name",
            Self::Nickname => "a nickname stands for a given name",
            Self::FewerNames => "a name is left out",
            Self::Surname => "the surname alone",
            Self::GivenName => "the given name alone",
        })
    }
}

/// One English sentence, without a final dot, that tells a user why two names were taken for one.
pub fn explain(rule: Rule, a: &Name, b: &Name) -> String {
    let (given_a, given_b) = (a.given_as_spelled(), b.given_as_spelled());
    let (whole_a, whole_b) = (whole(a), whole(b));
    match rule {
        Rule::SameKey => format!("`{whole_a}` and `{whole_b}` differ by case, accents, hyphens or titles only"),
        Rule::Spelling => format!("`{whole_a}` and `{whole_b}` are spellings of one name by their sound"),
        Rule::Initial => format!("the given names `{given_a}` and `{given_b}` agree by their initials"),
        Rule::Nickname => format!("the given names `{given_a}` and `{given_b}` are one by the table of nicknames"),
        Rule::FewerNames => format!("`{whole_a}` and `{whole_b}` differ by a name that one of them leaves out"),
        Rule::Surname => {
            let (short, full) = if a.is_full() { (b, whole_a) } else { (a, whole_b) };
            format!("`{}` is the surname of `{full}`", short.surname_as_spelled())
        }
        Rule::GivenName => {
            let (short, full) = if a.is_full() { (b, whole_a) } else { (a, whole_b) };
            format!("`{}` is a given name of `{full}`, and nobody has it for a surname", short.surname_as_spelled())
        }
    }
}

fn whole(name: &Name) -> String {
    name.words.iter().map(|word| word.spelled.as_str()).collect::<Vec<_>>().join(" ")
}

/// Whether two full names (see [`Name::is_full`]) can be one person, and by which rule, the least sure of those that were
/// needed. `None` when one of them is not full.
///
/// Nothing but the two names is looked at: that George Bush is George W. Bush holds unless the article knows another.
pub fn same_person(a: &Name, b: &Name) -> Option<Rule> {
    if !a.is_full() || !b.is_full() || speaks_against(a, b) {
        return None;
    }
    if a.content().eq(b.content()) {
        return Some(Rule::SameKey);
    }
    if share_letters(a, b) {
        return Some(Rule::Spelling);
    }
    if a.given().len() == 0 || b.given().len() == 0 {
        return None;
    }
    same_by_surname(a, b).or_else(|| same_by_fewer_surnames(a, b))
}

/// Generations or genders that differ where both are stated.
pub(super) fn speaks_against(a: &Name, b: &Name) -> bool {
    let differ = |pair| matches!(pair, (Some(a), Some(b)) if a != b);
    let genders_differ = matches!((a.gender(), b.gender()), (Some(a), Some(b)) if a != b);
    genders_differ || differ((a.generation, b.generation))
}

/// Whether the letters in a row are the same, or the words in another order; see [`Name::letters`].
fn share_letters(a: &Name, b: &Name) -> bool {
    let in_content = |name: &'_ Name| name.content().map(str::len).sum::<usize>();
    let in_all = |name: &Name| name.words.iter().map(|word| word.folded.len()).sum::<usize>();
    let may_share = [in_content(a), in_all(a)].iter().any(|length| [in_content(b), in_all(b)].contains(length));
    let letters_of_a = if may_share { a.letters() } else { return false };
    b.letters().iter().any(|letters| letters_of_a.contains(letters))
}

fn same_by_surname(a: &Name, b: &Name) -> Option<Rule> {
    if !same_word(a.surname(), b.surname()) || !particles_agree(a, a.given().len(), b, b.given().len()) {
        return None;
    }
    let surnames = if a.surname() == b.surname() { Rule::SameKey } else { Rule::Spelling };
    let (a, b): (Vec<&Word>, Vec<&Word>) = (a.given().collect(), b.given().collect());
    let (fewer, more) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    given_names_agree(&fewer, &more).map(|rule| rule.max(surnames))
}

/// Particles tell two families apart where both names have some; `Abu` does even where one has none.
pub(super) fn particles_agree(a: &Name, at_a: usize, b: &Name, at_b: usize) -> bool {
    let (particles_a, particles_b) = (a.telling_particles(at_a), b.telling_particles(at_b));
    let either_is_bare = particles_a.is_empty() || particles_b.is_empty();
    a.is_kunya(at_a) == b.is_kunya(at_b) && (either_is_bare || particles_a == particles_b)
}

/// Matches the given names of one against those of the other, in order. What is left over on the longer side was left
/// out, but an initial is never matched behind a name that was: `George W.` is not `George H. W.`
fn given_names_agree(fewer: &[&Word], more: &[&Word]) -> Option<Rule> {
    let starts_alike = same_given(fewer[0], more[0]).is_some();
    let shares_a_word = fewer.iter().any(|a| !a.is_initial() && more.iter().any(|b| a.folded == b.folded));
    if !starts_alike && !shares_a_word {
        return None;
    }
    let mut weakest = if fewer.len() < more.len() { Rule::FewerNames } else { Rule::SameKey };
    let mut at = 0;
    for (position, name) in fewer.iter().enumerate() {
        let may_match = |at: usize, other: &Word| {
            same_given(name, other).filter(|rule| *rule == Rule::SameKey && !name.is_initial() || at == position)
        };
        let (found, rule) = (at..more.len()).find_map(|at| Some((at, may_match(at, more[at])?)))?;
        weakest = weakest.max(rule);
        at = found + 1;
    }
    Some(weakest)
}

/// Whether two given names can be one: equal, alike, an initial, or a nickname.
fn same_given(a: &Word, b: &Word) -> Option<Rule> {
    if a.folded == b.folded {
        return Some(Rule::SameKey);
    }
    if a.is_initial() || b.is_initial() {
        let same_letter = a.folded.chars().next() == b.folded.chars().next();
        return same_letter.then_some(Rule::Initial);
    }
    if spelled_alike(&a.folded, &b.folded, true) {
        return Some(Rule::Spelling);
    }
    let rows = nickname_rows(&b.folded);
    nickname_rows(&a.folded).iter().any(|row| rows.contains(row)).then_some(Rule::Nickname)
}

/// One name is the other without a second surname, or without the family behind a patronymic.
fn same_by_fewer_surnames(a: &Name, b: &Name) -> Option<Rule> {
    let (fewer, more) = if a.content().len() < b.content().len() { (a, b) } else { (b, a) };
    let length = fewer.content().len();
    let begins = fewer.content().eq(more.content().take(length));
    (begins && more.shorter_by_surnames().any(|shorter| shorter == length)).then_some(Rule::FewerNames)
}

/// Whether every content word of one name is found in the other, in order, and the surnames are equal: the other says
/// all that it says.
pub(super) fn is_part_of(part: &Name, whole: &Name) -> bool {
    let mut words = whole.content();
    part.surname() == whole.surname() && part.content().all(|word| words.any(|other| other == word))
}

/// Whether the content words of one name are the last ones of the other.
pub(super) fn is_tail_of(tail: &Name, whole: &Name) -> bool {
    let skipped = whole.content().len().checked_sub(tail.content().len());
    skipped.is_some_and(|skipped| whole.content().skip(skipped).eq(tail.content()))
}

/// Whether a name of one content word can stand for a full one: as its surname, or as one of its other words.
///
/// A surname with a particle of its own (`bin Salman`) does not stand for one with another; `Abu Mazen` is nobody whose
/// surname is Mazen.
pub fn short_for(short: &Name, full: &Name) -> Option<Rule> {
    if short.is_full() || !full.is_full() || speaks_against(short, full) || short.surname().is_empty() {
        return None;
    }
    let phrase = short.surname_phrase().replace(' ', "");
    let surname_at = full.given().len();
    let with_particle = full.surnames();
    let has_phrase = phrase != short.surname() && with_particle.iter().any(|surname| same_word(surname, &phrase));
    let has_surname = particles_agree(short, 0, full, surname_at)
        && with_particle.iter().any(|surname| same_word(surname, short.surname()));
    if has_phrase || has_surname {
        return Some(Rule::Surname);
    }
    let mut given = full.content().take(surname_at).enumerate();
    let is_given = given.any(|(at, word)| particles_agree(short, 0, full, at) && same_word(word, short.surname()));
    is_given.then_some(Rule::GivenName)
}

/// Whether two folded words are spellings of one: equal, or with one [`sound_key`] and alike by Jaro and Winkler (.84 or
/// more) where both have four letters at least. Petrov and Petrova are two.
pub fn same_word(a: &str, b: &str) -> bool {
    a == b || IRREGULAR.contains(&a) && IRREGULAR.contains(&b) || spelled_alike(a, b, false)
}

fn spelled_alike(a: &str, b: &str, are_given: bool) -> bool {
    let (letters_a, letters_b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let shorter = letters_a.len().min(letters_b.len());
    if shorter < ALIKE_LETTERS_MIN || letters_a.len().max(letters_b.len()) > ALIKE_LETTERS_MAX {
        return false;
    }
    let min = if are_given && shorter <= 5 { ALIKE_MIN_SHORT } else { ALIKE_MIN };
    both_end_in_vowels_or_neither(a, b)
        && genders_alike(a, b, are_given)
        && likeness(&letters_a, &letters_b) >= min
        && sound_key(a) == sound_key(b)
}

/// Transliterations disagree about vowels within a word and hardly ever about whether it ends in one: Kerr is not Kerry.
fn both_end_in_vowels_or_neither(a: &str, b: &str) -> bool {
    let ends_in_vowel = |word: &str| word.trim_end_matches('h').ends_with(['a', 'e', 'i', 'o', 'u', 'y']);
    ends_in_vowel(a) == ends_in_vowel(b)
}

/// An `a` at the end that the other has not makes a woman of a man (Paul, Paula; Petrov, Petrova), and in given names an
/// `e` does (Daniel, Danielle). A last `h` is not heard.
fn genders_alike(a: &str, b: &str, are_given: bool) -> bool {
    let last = |word: &str| word.trim_end_matches('h').chars().next_back().unwrap_or(' ');
    let (last_a, last_b) = (last(a), last(b));
    let stem_ends = |letter: char| !matches!(letter, 'a' | 'e' | 'o' | 'u');
    let is_pair = |one: char, other: char| {
        one == 'a' && stem_ends(other) || are_given && (one == 'e' && other != 'e' || one == 'a' && other == 'e')
    };
    !is_pair(last_a, last_b) && !is_pair(last_b, last_a)
}

/// Groups of letters with one sound, and the letter they are written with in a key; capitals stand for sounds that Latin
/// letters have no letter of their own for. Our own choice, for the transliterations from Arabic, Persian, Russian,
/// Ukrainian and Hebrew that English news has; in this order.
const SOUNDS: [(&str, &str); 17] = [
    ("tsch", "C"),
    ("sch", "S"),
    ("sh", "S"),
    ("tch", "C"),
    ("ch", "C"),
    ("kh", "k"),
    ("q", "k"),
    ("ck", "k"),
    ("c", "k"),
    ("ph", "f"),
    ("dh", "d"),
    ("gh", "g"),
    ("zh", "j"),
    ("dj", "j"),
    ("w", "v"),
    ("x", "ks"),
    ("th", "t"),
];

/// The spellings of the one name in the news that has too many for the rules; the first stands for all.
const IRREGULAR: &[&str] = &[
    "gaddafi", "qaddafi", "qadhafi", "qadafi", "qathafi", "kadafi", "kaddafi", "kadhafi", "khadafy", "khaddafi",
    "gadafy", "gadhafi", "ghaddafi", "gathafi",
];

/// The consonants of a word by their sounds: what Zelensky, Zelenskyy and Zelenskiy share. A vowel in front is `A`, later
/// ones and `h` are dropped, double letters are one. Good as a term to find candidates by, too coarse to decide. Words of
/// scripts other than Latin stay as they are, folded.
pub fn sound_key(word: &str) -> String {
    let mut word = fold(word);
    if IRREGULAR.contains(&word.as_str()) {
        IRREGULAR[0].clone_into(&mut word);
    }
    let mut key = String::with_capacity(word.len());
    let mut previous = None;
    let mut rest = word.as_str();
    while let Some(first) = rest.chars().next() {
        let is_first = rest.len() == word.len();
        // A word that begins with X is a name of its own: Xi, Xavier.
        let mut sounds = SOUNDS.iter().filter(|(letters, _)| !is_first || *letters != "x");
        let found = sounds.find_map(|(letters, sound)| Some((rest.strip_prefix(letters)?, *sound)));
        let (behind, sound) = found.unwrap_or_else(|| {
            let (letter, behind) = rest.split_at(first.len_utf8());
            (behind, letter)
        });
        for letter in sound.chars() {
            let is_vowel = matches!(letter, 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
            let is_dropped = !is_first && (is_vowel || letter == 'h') || previous == Some(letter);
            if !is_dropped {
                key.push(if is_vowel { 'A' } else { letter });
            }
            previous = Some(letter);
        }
        rest = behind;
    }
    key
}

/// The likeness of Jaro and Winkler, 0 to 1, with the scale of .1 for each of up to four letters in front that are equal.
#[expect(clippy::cast_precision_loss, reason = "words have few letters")]
fn likeness(a: &[char], b: &[char]) -> f64 {
    if a == b {
        return 1.0;
    }
    let (matched_a, matched_b) = matched_letters(a, b);
    let matches = matched_a.len() as f64;
    if matched_a.is_empty() {
        return 0.0;
    }
    let moved = matched_a.iter().zip(&matched_b).filter(|(one, other)| one != other).count() as f64 / 2.0;
    let jaro = (matches / a.len() as f64 + matches / b.len() as f64 + (matches - moved) / matches) / 3.0;
    let prefix = a.iter().zip(b).take(4).take_while(|(one, other)| one == other).count() as f64;
    jaro + prefix * 0.1 * (1.0 - jaro)
}

/// The letters that two words share within half the longer one's length, in the order of each.
fn matched_letters(a: &[char], b: &[char]) -> (Vec<char>, Vec<char>) {
    let reach = (a.len().max(b.len()) / 2).saturating_sub(1);
    let mut taken = vec![false; b.len()];
    let mut matched_a = Vec::new();
    for (at, letter) in a.iter().enumerate() {
        let near = at.saturating_sub(reach)..b.len().min(at + reach + 1);
        if let Some(found) = near.into_iter().find(|&other| !taken[other] && b[other] == *letter) {
            taken[found] = true;
            matched_a.push(*letter);
        }
    }
    let matched_b = b.iter().zip(&taken).filter(|(_, taken)| **taken).map(|(letter, _)| *letter).collect();
    (matched_a, matched_b)
}
