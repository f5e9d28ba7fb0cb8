//! What is known of words before any text is read: a gazetteer of names and clusters of words that are used alike.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::hash;

/// Given names and surnames of the 1990 census of the United States (public domain) and of Faker (MIT), and places of `GeoNames`
/// (CC BY 4.0): one entry a line, a tab, and its letter.
static GAZETTEER: &[u8] = include_bytes!("data/gazetteer.tsv.zst");

/// Clusters by k-means (64, 256 and 1,024) over the input embeddings of all-MiniLM-L6-v2 (Apache-2.0): a word a line, and its
/// cluster of each size.
static CLUSTERS: &[u8] = include_bytes!("data/clusters.tsv.zst");

/// How many words of a text an entry of the gazetteer may have.
pub(super) const PHRASE_WORDS_MAX: usize = 4;

/// A given name.
pub(super) const GIVEN_NAME: u8 = 1;
/// A surname.
const SURNAME: u8 = 2;
/// A town of 200,000 people or more, or a capital.
const CITY: u8 = 4;
/// A smaller town.
const TOWN: u8 = 8;
/// A country, or a state of the United States.
const COUNTRY: u8 = 16;
/// Several words that are an entry together.
pub(super) const PHRASE: u8 = 32;
/// The letters of places.
pub(super) const ANY_PLACE: u8 = CITY | TOWN | COUNTRY;
/// A word with which an entry of several words begins. Stands in the table, not in a feature.
pub(super) const BEGINS_PHRASE: u8 = 128;

/// The clusters of a word, one of each size, counted from 1; 0 is none.
pub(super) type Clusters = [u16; 3];

/// The gazetteer and the clusters.
pub(super) struct Lexicon {
    entries: HashMap<u64, u8, hash::Passed>,
    clusters: HashMap<u64, Clusters, hash::Passed>,
}

impl Lexicon {
    /// The one that the program carries, unpacked at the first call.
    pub(super) fn embedded() -> &'static Self {
        static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon {
            entries: entries(&unpacked(GAZETTEER)),
            clusters: clusters(&unpacked(CLUSTERS)),
        });
        &LEXICON
    }

    /// The letters of an entry, by the hash of its words.
    pub(super) fn letters(&self, key: u64) -> u8 {
        self.entries.get(&key).copied().unwrap_or(0)
    }

    /// The clusters of a word, by its hash.
    pub(super) fn clusters(&self, key: u64) -> Clusters {
        self.clusters.get(&key).copied().unwrap_or_default()
    }
}

/// The key of an entry of several words, from the key of all but the last and the hash of the last.
pub(super) fn longer(key: u64, word: u64) -> u64 {
    hash::pair(key, word)
}

fn unpacked(packed: &[u8]) -> String {
    let bytes = zstd::decode_all(packed).expect("the program's own data unpacks");
    String::from_utf8(bytes).expect("the program's own data is UTF-8")
}

fn entries(text: &str) -> HashMap<u64, u8, hash::Passed> {
    let mut entries: HashMap<u64, u8, hash::Passed> = HashMap::default();
    for (name, letter) in text.lines().filter_map(|line| line.split_once('\t')) {
        let flag = match letter {
            "F" => GIVEN_NAME,
            "L" => SURNAME,
            "G" => CITY,
            "g" => TOWN,
            "C" => COUNTRY,
            _ => continue,
        };
        let mut words = name.split(' ').map(hash::word);
        let Some(first) = words.next() else {
            continue;
        };
        let key = words.clone().fold(first, longer);
        *entries.entry(key).or_default() |= flag;
        if words.next().is_some() {
            *entries.entry(first).or_default() |= BEGINS_PHRASE;
        }
    }
    entries
}

fn clusters(text: &str) -> HashMap<u64, Clusters, hash::Passed> {
    let mut clusters: HashMap<u64, Clusters, hash::Passed> = HashMap::default();
    for line in text.lines() {
        let mut cells = line.split('\t');
        let Some(word) = cells.next() else {
            continue;
        };
        let mut numbers = cells.map(|cell| cell.parse::<u16>().map_or(0, |number| number + 1));
        let mut next = || numbers.next().unwrap_or(0);
        clusters.insert(hash::word(word), [next(), next(), next()]);
    }
    clusters
}
