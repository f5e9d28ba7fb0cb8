//! A short signature of a text, by which copies of it are known without reading either text.
//!
//! # How
//!
//! `MinHash` (Broder, “On the resemblance and containment of documents”, 1997): of a set of hashes the smallest is kept, and two
//! sets agree in it as often as their share of common members says. All minima come out of one pass, a hash falling into the
//! bin that it names (one permutation hashing, Li, Owen and Zhang 2012), and an empty bin borrows from another (optimal
//! densification, Shrivastava 2017).
//!
//! - The minima of runs of three words, two by two, are the [`Signature::bands`]: articles that have a band in common are
//!   candidates (locality-sensitive hashing, Indyk and Motwani 1998). Of texts that differ in a tenth of their words, evenly
//!   spread, 99 in 100 share one.
//! - 128 minima of single words, four bits of each (b-bit minwise hashing, Li and König 2010), tell how many words two texts
//!   have in common. Of the words themselves, not of runs: a tenth of all words changed here and there leaves 0.83 of the words
//!   and 0.58 of the runs, while a form filled in for another town, whose changes stand together, comes lower in the first.
//! - What the text names most often, and its numbers: see [`are_copies`].
//!
//! The headline is left out, since papers that run a wire's story write their own.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use xxhash_rust::xxh3::{Xxh3, xxh3_64};

use super::fold::fold;
use super::words::{Tokens, is_unspaced, is_word_character};

/// Words below which a text counts as a copy of an identical one alone, headline included: an agency's line about a dividend
/// reads the same for many companies, and the headline says for which.
pub const SHORT_TEXT_WORDS: usize = 50;

/// Words in a run.
pub const SHINGLE_WORDS: usize = 3;

const BANDS: usize = 12;
const ROWS: usize = 2;
/// Bits of a band's hash: few enough for articles to share terms, enough for no more than one false candidate a million articles.
const BAND_BITS: u32 = 20;

const BINS: u16 = 128;
const BIN_BITS: u32 = 4;
const BINS_PER_VALUE: usize = 64 / BIN_BITS as usize;
const WORD_VALUES: usize = BINS as usize / BINS_PER_VALUE;

/// Share of common words from which on two texts may be copies. Texts with a tenth of their words changed have 0.83, and fewer
/// than one in a hundred is estimated below this.
const COMMON_WORDS_MIN: f32 = 0.72;

/// Share of common words from which on hardly anything differs by chance.
const FORM_COMMON_WORDS_MIN: f32 = 0.9;

/// Names that are kept, the most frequent first, and how many of them are asked for in the other text.
const NAMES: usize = 24;
const CHIEF_NAMES: usize = 12;
/// How often a text must name what it is about.
const CHIEF_NAME_TIMES: u32 = 3;

const NUMBERS: usize = 16;
/// So many of ten numbers in common are the same numbers, where there are enough to tell by.
const COMMON_NUMBERS_IN_TEN: usize = 6;
const NUMBERS_TO_TELL_BY: usize = 4;

/// Days within which a story is run by others and corrected.
const NEWS_DAYS: i64 = 3;

/// Share of common words from which on texts may be copies that are further apart.
const LATE_COMMON_WORDS_MIN: f32 = 0.93;

/// What is kept of a text to know its copies by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// Articles that have one of these in common are candidates.
    pub bands: Vec<u64>,
    /// What [`are_copies`] compares.
    pub values: Vec<u64>,
}

impl Signature {
    /// The signature of an article; `None` where it has no word.
    pub fn of(title: &str, body: &str) -> Option<Self> {
        let mut sketch = Sketch::default();
        for_each_run(body, |folded, first| sketch.add(folded, first));
        if sketch.words >= SHORT_TEXT_WORDS { Some(sketch.finish()) } else { Self::of_short(title, body) }
    }

    fn of_short(title: &str, body: &str) -> Option<Self> {
        let mut hasher = Xxh3::new();
        let mut words = 0;
        for text in [title, body] {
            for_each_word(text, |term, _| {
                words += 1;
                hasher.update(term.as_bytes());
                hasher.update(&[0]);
            });
            hasher.update(&[1]);
        }
        let whole = hasher.digest();
        (words > 0).then(|| Self { bands: vec![band(BANDS, whole)], values: vec![whole] })
    }
}

/// Whether two texts with these [`Signature::values`] are copies of each other; `days_apart` is `None` where a date is unknown.
///
/// They are where they have most words in common, but for texts that only look alike, since they are a form that is filled in
/// again and again (“Senator announces $12,000 for the fire department of …”):
///
/// - Each names again and again what the other hardly names. A text of which some words were changed may lose a name, but it does
///   not repeat another instead.
/// - Each names more than once what the other does not, and many of their numbers differ, or hardly anything else does.
/// - They are more than three days apart. A story is run by others and corrected within days; what comes back later is the same
///   text only if it is so nearly word for word, with the same numbers. A short notice that comes back is about another day.
pub fn are_copies(left: &[u64], right: &[u64], days_apart: Option<i64>) -> bool {
    let is_late = days_apart.is_some_and(|days| days > NEWS_DAYS);
    let (Some(left), Some(right)) = (Parts::of(left), Parts::of(right)) else {
        return !is_late && left.len() == 1 && left == right;
    };
    let common = common_words(left.words, right.words);
    if common < if is_late { LATE_COMMON_WORDS_MIN } else { COMMON_WORDS_MIN } {
        return false;
    }
    let has_other_numbers = !left.has_numbers_of(&right);
    let chiefs_differ = left.names_another(left.chief_names, &right) && right.names_another(right.chief_names, &left);
    let repeated_differ =
        left.names_another(left.repeated_names(), &right) && right.names_another(right.repeated_names(), &left);
    let differs_by_little = common > FORM_COMMON_WORDS_MIN;
    let is_another_form = chiefs_differ || (repeated_differ && (has_other_numbers || differs_by_little));
    let is_another_time = is_late && has_other_numbers;
    !(is_another_form || is_another_time)
}

/// The parts of a signature's values.
struct Parts<'a> {
    words: &'a [u64],
    names: Packed<'a>,
    chief_names: usize,
    numbers: Packed<'a>,
}

impl<'a> Parts<'a> {
    /// `None` where they are of a short text.
    fn of(values: &'a [u64]) -> Option<Self> {
        let (header, rest) = values.split_first()?;
        let [chief_names, names, numbers, ..] = header.to_le_bytes().map(usize::from);
        let (words, rest) = rest.split_at_checked(WORD_VALUES)?;
        let (packed_names, rest) = rest.split_at_checked(names.div_ceil(4))?;
        let packed_numbers = rest.get(..numbers.div_ceil(4))?;
        let names = Packed { values: packed_names, length: names };
        Some(Self { words, names, chief_names, numbers: Packed { values: packed_numbers, length: numbers } })
    }

    /// How many names can be asked for in the other text: all, where all that are repeated are kept.
    fn repeated_names(&self) -> usize {
        if self.names.length < NAMES { self.names.length } else { CHIEF_NAMES }
    }

    /// Whether one of the first names is not among those of the other text.
    fn names_another(&self, first: usize, other: &Self) -> bool {
        self.names.iter().take(first).any(|name| !other.names.iter().any(|known| known == name))
    }

    /// The smallest hashes of each are a fair sample of both up to where the shorter sample ends.
    fn has_numbers_of(&self, other: &Self) -> bool {
        let ends = [self, other].map(|parts| match parts.numbers.length {
            NUMBERS => parts.numbers.iter().last().unwrap_or(u16::MAX),
            _ => u16::MAX,
        });
        let end = ends[0].min(ends[1]);
        let within = |parts: &Self| parts.numbers.iter().take_while(|number| *number <= end).count();
        let common = self.numbers.iter().filter(|number| other.numbers.iter().any(|known| known == *number)).count();
        let all = within(self) + within(other) - common;
        all < NUMBERS_TO_TELL_BY || 10 * common >= COMMON_NUMBERS_IN_TEN * all
    }
}

/// Hashes of 16 bits, four to a value.
#[derive(Clone, Copy)]
struct Packed<'a> {
    values: &'a [u64],
    length: usize,
}

impl<'a> Packed<'a> {
    fn iter(self) -> impl Iterator<Item = u16> + 'a {
        let hashes = |value: &u64| [0, 16, 32, 48].map(|shift| low_bits(value >> shift));
        self.values.iter().flat_map(hashes).take(self.length)
    }

    fn pack(hashes: &[u16], values: &mut Vec<u64>) {
        for four in hashes.chunks(4) {
            values.push(four.iter().rev().fold(0, |value, hash| value << 16 | u64::from(*hash)));
        }
    }
}

/// The share of common words that the minima tell, those that agree by chance taken off.
fn common_words(left: &[u64], right: &[u64]) -> f32 {
    const LOWEST: u64 = 0x1111_1111_1111_1111;
    let differing = |(left, right): (&u64, &u64)| {
        let bits = left ^ right;
        u16::try_from(((bits | bits >> 1 | bits >> 2 | bits >> 3) & LOWEST).count_ones()).unwrap_or_default()
    };
    let differing: u16 = left.iter().zip(right).map(differing).sum();
    let agreeing = 1.0 - f32::from(differing) / f32::from(BINS);
    let by_chance = 1.0 / f32::from(1_u16 << BIN_BITS);
    (agreeing - by_chance) / (1.0 - by_chance)
}

/// What is gathered in one pass over the words.
struct Sketch {
    words: usize,
    run: [u64; SHINGLE_WORDS - 1],
    runs: [u32; BANDS * ROWS],
    bins: [u32; BINS as usize],
    /// How often each word stands with a capital or as a number, and how often otherwise.
    counts: HashMap<u64, (u32, u32), BuildHasherDefault<AlreadyHashed>>,
    numbers: Vec<u16>,
}

impl Default for Sketch {
    fn default() -> Self {
        Self {
            words: 0,
            run: [0; SHINGLE_WORDS - 1],
            runs: [EMPTY; BANDS * ROWS],
            bins: [EMPTY; BINS as usize],
            counts: HashMap::with_capacity_and_hasher(512, BuildHasherDefault::default()),
            numbers: Vec::new(),
        }
    }
}

/// A bin that nothing fell into.
const EMPTY: u32 = u32::MAX;

impl Sketch {
    /// Adds a word, folded, that is written with this first letter.
    fn add(&mut self, folded: &[u8], first: char) {
        let word = xxh3_64(folded);
        self.words += 1;
        keep_least(&mut self.bins, word);
        if self.words >= SHINGLE_WORDS {
            let run = self.run.iter().fold(word, |run, earlier| mixed(run ^ earlier.rotate_left(23)));
            keep_least(&mut self.runs, run);
        }
        self.run.rotate_left(1);
        self.run[SHINGLE_WORDS - 2] = word;
        self.count_name(word, first);
        if folded.iter().all(u8::is_ascii_digit) {
            self.numbers.push(low_bits(word >> 48));
        }
    }

    fn count_name(&mut self, word: u64, first: char) {
        let is_name = if first.is_ascii() { !first.is_ascii_lowercase() } else { first.is_uppercase() };
        let (named, otherwise) = self.counts.entry(word).or_default();
        *(if is_name { named } else { otherwise }) += 1;
    }

    fn finish(mut self) -> Signature {
        fill_empty(&mut self.runs);
        fill_empty(&mut self.bins);
        let rows = |(number, rows): (usize, &[u32])| {
            band(number, rows.iter().fold(0, |hash, row| mixed(hash ^ u64::from(*row))))
        };
        let bands = self.runs.chunks(ROWS).enumerate().map(rows).collect();
        let names = self.names();
        let chief_names = names.iter().take(CHIEF_NAMES).filter(|(times, _)| *times >= CHIEF_NAME_TIMES).count();
        let names: Vec<u16> = names.iter().map(|(_, name)| low_bits(name >> 48)).collect();
        self.numbers.sort_unstable();
        self.numbers.dedup();
        self.numbers.truncate(NUMBERS);
        let lengths = [chief_names, names.len(), self.numbers.len()];
        let mut values = vec![lengths.iter().rev().fold(0, |header, length| header << 8 | *length as u64)];
        let nibbles = |bins: &[u32]| bins.iter().fold(0, |value, bin| value << BIN_BITS | u64::from(bin & 0xf));
        values.extend(self.bins.chunks(BINS_PER_VALUE).map(nibbles));
        Packed::pack(&names, &mut values);
        Packed::pack(&self.numbers, &mut values);
        Signature { bands, values }
    }

    /// What the text names more than once, the most frequent first: words that mostly stand with a capital, and numbers.
    fn names(&self) -> Vec<(u32, u64)> {
        let repeated = self.counts.iter().filter(|(_, (named, otherwise))| *named > 1 && named > otherwise);
        let mut names: Vec<(u32, u64)> = repeated.map(|(word, (named, _))| (*named, *word)).collect();
        names.sort_unstable_by_key(|(times, word)| (std::cmp::Reverse(*times), *word));
        names.truncate(NAMES);
        names
    }
}

/// Puts a hash into the bin that its upper half names, if its lower half is less than what is there.
fn keep_least(bins: &mut [u32], hash: u64) {
    let bin = ((hash >> 32) * bins.len() as u64) >> 32;
    let least = &mut bins[usize::try_from(bin).unwrap_or_default()];
    *least = (*least).min(u32::try_from(hash & u64::from(u32::MAX)).unwrap_or(EMPTY));
}

/// Gives each empty bin the value of one that is not, found by the bin's own series of tries.
fn fill_empty(bins: &mut [u32]) {
    let found = bins.to_vec();
    if found.iter().all(|bin| *bin == EMPTY) {
        return;
    }
    for (place, bin) in bins.iter_mut().enumerate().filter(|(_, bin)| **bin == EMPTY) {
        let mut tries = place as u64;
        while *bin == EMPTY {
            tries = mixed(tries.wrapping_add(0x9e37_79b9_7f4a_7c15));
            let other = ((tries >> 32) * found.len() as u64) >> 32;
            *bin = found[usize::try_from(other).unwrap_or_default()];
        }
    }
}

fn band(number: usize, hash: u64) -> u64 {
    (number as u64) << BAND_BITS | hash >> (64 - BAND_BITS)
}

/// The finalizer of `SplitMix64` (Steele, Lea and Flood 2014).
fn mixed(hash: u64) -> u64 {
    let hash = (hash ^ hash >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let hash = (hash ^ hash >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ hash >> 31
}

#[expect(clippy::cast_possible_truncation, reason = "what is above is taken off")]
fn low_bits(hash: u64) -> u16 {
    (hash & u64::from(u16::MAX)) as u16
}

/// Calls `each` with the folded words of a text and how each is written.
pub fn for_each_word(text: &str, mut each: impl FnMut(&str, &str)) {
    let mut tokens = Tokens::new(text, None).without_marks();
    while let Some(token) = tokens.next() {
        if token.parts == 1 {
            each(&token.term, &text[token.start..token.end]);
        }
    }
}

/// Calls `each` with the folded letters and digits of every run of them in a text, and the first as it is written; a letter of a script
/// without blanks stands for itself. This is coarser than the words of the index, and takes a quarter of the time.
fn for_each_run(text: &str, mut each: impl FnMut(&[u8], char)) {
    let mut folded: Vec<u8> = Vec::with_capacity(32);
    let mut rest = text;
    loop {
        let blank = rest.bytes().take_while(|byte| byte.is_ascii() && !byte.is_ascii_alphanumeric()).count();
        rest = &rest[blank..];
        let Some(first) = rest.chars().next() else { return };
        if !first.is_alphanumeric() {
            rest = &rest[first.len_utf8()..];
            continue;
        }
        let plain = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
        let goes_on = rest[plain..].chars().next().is_some_and(|next| !next.is_ascii() && is_word_character(next));
        folded.clear();
        let length = if goes_on {
            let end = rest.find(|letter| !is_word_character(letter) || is_unspaced(letter)).unwrap_or(rest.len());
            let length = if is_unspaced(first) { first.len_utf8() } else { end };
            folded.extend_from_slice(fold(&rest[..length]).as_bytes());
            length
        } else {
            let length = plain + thousands(&rest.as_bytes()[plain..], first);
            let letters = rest.bytes().take(length).filter(u8::is_ascii_alphanumeric);
            folded.extend(letters.map(|byte| byte.to_ascii_lowercase()));
            length
        };
        each(&folded, first);
        rest = &rest[length..];
    }
}

/// How far the groups of a number go on behind its first: `,750` of `1,750`.
fn thousands(rest: &[u8], first: char) -> usize {
    let is_group = |group: &[u8]| group[0] == b',' && group[1..].iter().all(u8::is_ascii_digit);
    if first.is_ascii_digit() { 4 * rest.chunks_exact(4).take_while(|group| is_group(group)).count() } else { 0 }
}

/// Takes a hash as it is.
#[derive(Default)]
struct AlreadyHashed(u64);

impl Hasher for AlreadyHashed {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = xxh3_64(bytes);
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STORY: &str = "The harbour of Aldenport was closed on Tuesday after a freighter ran aground at the northern mole. Nobody was \
        hurt, the harbour master said, but the ferry to Kessel had to wait for nine hours, and 340 passengers spent the night in a \
        school. Divers are to look at the hull today. The owner, a company in Tarragh, did not answer questions. It was the \
        second accident of its kind in 2 years; in 2017 a tanker had lost its rudder there.";

    fn are_like(left: (&str, &str), right: (&str, &str), days: Option<i64>) -> bool {
        let [left, right] = [left, right].map(|(title, body)| Signature::of(title, body).unwrap());
        are_copies(&left.values, &right.values, days)
    }

    #[test]
    fn a_story_under_another_headline_is_a_copy() {
        let corrected = STORY.replace("nine hours", "eleven hours").replace("school", "sports hall");
        assert!(are_like(("Harbour closed", STORY), ("Freighter aground, ferry waits", &corrected), Some(1)));
        let left = Signature::of("Harbour closed", STORY).unwrap();
        let right = Signature::of("Freighter aground, ferry waits", &corrected).unwrap();
        assert!(left.bands.iter().any(|band| right.bands.contains(band)));
    }

    #[test]
    fn a_form_filled_in_for_another_town_is_none() {
        let form = |town: &str, sum: &str| {
            format!(
                "The Senator announced today that the {town} Fire Department will receive {sum} from the fund for rural safety, which \
                 helps departments to buy engines, to train crews and to keep stations open at night. The {town} Fire Department \
                 is among 40 that were chosen. The people of {town} deserve it, the Senator said; crews risk their lives for us \
                 every day, and they should have what they need to do their work safely."
            )
        };
        let (kessel, tarragh) = (form("Kessel", "$12,400"), form("Tarragh", "$90,150"));
        assert!(are_like(("", &kessel), ("", &kessel.replace("engines", "vans")), Some(0)));
        assert!(!are_like(("", &kessel), ("", &tarragh), Some(0)));
    }

    #[test]
    fn a_short_text_is_a_copy_of_an_identical_one_alone() {
        let dividend = "Quarterly dividend 20 cts against 20 cts. Pay May 1. Record April 10.";
        assert!(are_like(("Acme sets payout", dividend), ("ACME SETS PAYOUT", dividend), None));
        assert!(!are_like(("Acme sets payout", dividend), ("Acme sets payout", dividend), Some(90)));
        assert!(!are_like(("Acme sets payout", dividend), ("Zenith sets payout", dividend), None));
        assert!(!are_like(("Acme", dividend), ("Acme", STORY), None));
        assert_eq!(Signature::of("", " … "), None);
    }

    #[test]
    fn runs_of_letters_are_words_in_every_script() {
        let runs = |text: &str| {
            let mut runs = Vec::new();
            for_each_run(text, |folded, first| runs.push(format!("{}/{first}", String::from_utf8_lossy(folded))));
            runs.join(" ")
        };
        assert_eq!(runs("Trump’s 1,750 co-ops…"), "trump/T s/s 1750/1 co/c ops/o");
        assert_eq!(runs("Élysée, naïve Straße"), "elysee/É naive/n strasse/S");
        assert_eq!(runs("東京 is abc東"), "東/東 京/京 is/i abc/a 東/東");
    }

    #[test]
    fn hashes_come_out_as_they_were_packed() {
        let hashes: Vec<u16> = (1..=9).map(|number| number * 7000 % 65_000).collect();
        let mut values = Vec::new();
        Packed::pack(&hashes, &mut values);
        assert_eq!(Packed { values: &values, length: 9 }.iter().collect::<Vec<_>>(), hashes);
    }
}
