//! Which language a text is in.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::function_words::FUNCTION_WORDS;

/// A language that texts can be in, as an ISO 639 code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Language(u8);

impl Language {
    /// The language with this ISO 639-1 code, if stems are known for it or it can be detected.
    pub fn of_code(code: &str) -> Option<Self> {
        let index = CODES.iter().position(|(known, _)| *known == code)?;
        u8::try_from(index).ok().map(Self)
    }

    /// Its ISO 639-1 code.
    pub fn code(self) -> &'static str {
        CODES[usize::from(self.0)].0
    }

    /// Its number among the known languages, from 0.
    pub(super) fn index(self) -> u32 {
        u32::from(self.0)
    }

    /// The language with this number.
    pub(super) fn of_index(index: u32) -> Option<Self> {
        let index = u8::try_from(index).ok()?;
        (usize::from(index) < CODES.len()).then_some(Self(index))
    }
}

/// How much of a text is looked at to tell its language: enough for a reliable answer, and a bound on what it costs.
const DETECT_BYTES: usize = 400;

/// Fewer words than this are no text to tell a language by, even by its function words.
const DETECT_WORDS_MIN: usize = 8;

/// The code of the language that a text is in, where that is beyond reasonable doubt.
///
/// The great languages in Latin script are told by their function words, which costs a hundredth of counting trigrams
/// and does not take a table of earnings for French; other texts go to whatlang (trigrams after Cavnar and Trenkle,
/// 1994), whose unreliable answers are not taken.
pub fn detect_language(text: &str) -> Option<&'static str> {
    let end = text.floor_char_boundary(DETECT_BYTES.min(text.len()));
    let sample = &text[..end];
    let counts = WordCounts::of(sample);
    if let Some(code) = counts.language() {
        return Some(code);
    }
    if sample.is_ascii() && (counts.words < ASCII_WORDS_MIN || counts.words * 5 < counts.all * 4) {
        return None;
    }
    let info = whatlang::detect(sample)?;
    let code = info.lang().code();
    info.is_reliable().then(|| CODES.iter().find(|(_, longer)| *longer == code).map(|(shorter, _)| *shorter))?
}

/// One word in eight of a plain text is among the function words of its language (one in four, in the English of the
/// Reuters-21578 collection).
const FUNCTION_WORD_SHARE: usize = 8;

/// The language with the most function words has so many times those of the next, in quarters.
const LEAD_IN_QUARTERS: usize = 5;

/// Fewer words than this, in a text of ASCII characters without function words, are no text to tell a language by.
const ASCII_WORDS_MIN: usize = 40;

/// The languages of each function word, as bits by their place in [`FUNCTION_WORDS`].
static LANGUAGES_OF_WORD: LazyLock<HashMap<&'static str, u8>> = LazyLock::new(|| {
    let mut languages: HashMap<&'static str, u8> = HashMap::new();
    for (place, (_, words)) in FUNCTION_WORDS.iter().enumerate() {
        for word in *words {
            *languages.entry(word).or_default() |= 1 << place;
        }
    }
    languages
});

#[derive(Default)]
struct WordCounts {
    /// What stands between blanks.
    all: usize,
    /// Of these, what is two letters or more and nothing else.
    words: usize,
    /// Of these, the function words of each language.
    function_words: [usize; FUNCTION_WORDS.len()],
}

impl WordCounts {
    fn of(sample: &str) -> Self {
        let mut counts = Self::default();
        for word in sample.split_whitespace() {
            let word = word.trim_end_matches([',', '.', ';', ':', '"']);
            counts.all += 1;
            counts.words += usize::from(
                word.len() >= 2 && !word.bytes().any(|byte| byte.is_ascii() && !byte.is_ascii_alphabetic()),
            );
            if word.len() <= FUNCTION_WORD_BYTES_MAX {
                counts.add_function_word(word);
            }
        }
        counts
    }

    fn add_function_word(&mut self, word: &str) {
        let languages = if word.bytes().any(|byte| byte.is_ascii_uppercase()) {
            LANGUAGES_OF_WORD.get(word.to_ascii_lowercase().as_str())
        } else {
            LANGUAGES_OF_WORD.get(word)
        };
        if let Some(languages) = languages {
            for (place, count) in self.function_words.iter_mut().enumerate() {
                *count += usize::from(languages >> place & 1);
            }
        }
    }

    /// The language whose function words are clearly the most, in a text with enough words.
    fn language(&self) -> Option<&'static str> {
        let (place, most) = self.function_words.iter().enumerate().max_by_key(|(_, count)| **count)?;
        let others = self.function_words.iter().enumerate().filter(|(other, _)| *other != place);
        let next = others.map(|(_, count)| *count).max().unwrap_or(0);
        let is_plain = self.words >= DETECT_WORDS_MIN && most * FUNCTION_WORD_SHARE >= self.all;
        (is_plain && most * 4 >= next * LEAD_IN_QUARTERS).then_some(FUNCTION_WORDS[place].0)
    }
}

/// The longest function word in the table, in bytes.
const FUNCTION_WORD_BYTES_MAX: usize = 7;

/// ISO 639-1 codes beside the ISO 639-3 codes that whatlang gives.
const CODES: &[(&str, &str)] = &[
    ("en", "eng"),
    ("ru", "rus"),
    ("zh", "cmn"),
    ("es", "spa"),
    ("pt", "por"),
    ("it", "ita"),
    ("bn", "ben"),
    ("fr", "fra"),
    ("de", "deu"),
    ("uk", "ukr"),
    ("ka", "kat"),
    ("ar", "ara"),
    ("hi", "hin"),
    ("ja", "jpn"),
    ("he", "heb"),
    ("yi", "yid"),
    ("pl", "pol"),
    ("am", "amh"),
    ("jv", "jav"),
    ("ko", "kor"),
    ("nb", "nob"),
    ("da", "dan"),
    ("sv", "swe"),
    ("fi", "fin"),
    ("tr", "tur"),
    ("nl", "nld"),
    ("hu", "hun"),
    ("cs", "ces"),
    ("el", "ell"),
    ("bg", "bul"),
    ("be", "bel"),
    ("mr", "mar"),
    ("kn", "kan"),
    ("ro", "ron"),
    ("sl", "slv"),
    ("hr", "hrv"),
    ("sr", "srp"),
    ("mk", "mkd"),
    ("lt", "lit"),
    ("lv", "lav"),
    ("et", "est"),
    ("ta", "tam"),
    ("vi", "vie"),
    ("ur", "urd"),
    ("th", "tha"),
    ("gu", "guj"),
    ("uz", "uzb"),
    ("pa", "pan"),
    ("az", "aze"),
    ("id", "ind"),
    ("te", "tel"),
    ("fa", "pes"),
    ("ml", "mal"),
    ("or", "ori"),
    ("my", "mya"),
    ("ne", "nep"),
    ("si", "sin"),
    ("km", "khm"),
    ("tk", "tuk"),
    ("ak", "aka"),
    ("zu", "zul"),
    ("sn", "sna"),
    ("af", "afr"),
    ("la", "lat"),
    ("sk", "slk"),
    ("ca", "cat"),
    ("tl", "tgl"),
    ("hy", "hye"),
    ("no", "nor"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_texts_are_told_and_short_ones_are_not_guessed() {
        let english = "The minister said on Monday that the talks with the union had failed and would not be taken up again \
                       before the end of the year, which would be too late for most of the workers.";
        let french = "Le ministre a déclaré lundi que les discussions avec le syndicat avaient échoué et qu’elles ne \
                      seraient pas reprises avant la fin de l’année, ce qui serait trop tard pour la plupart des ouvriers.";
        assert_eq!(detect_language(english), Some("en"));
        assert_eq!(detect_language(french), Some("fr"));
        let table = "Shr 13 cts vs 12 cts\nNet 1,612,000 vs 1,571,000\nRevs 28.8 mln vs 25.0 mln\nAvg shrs 12.8 mln vs 13.3 mln";
        let arabic = "وصل الرئيس السوري إلى جدة لحضور القمة العربية";
        assert_eq!(detect_language("Markets"), None);
        assert_eq!(detect_language(table), None);
        assert_eq!(detect_language(arabic), Some("ar"));
    }
}
