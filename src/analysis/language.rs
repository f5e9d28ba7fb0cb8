//! Which language a text is in.

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
const DETECT_BYTES: usize = 1000;

/// Fewer words than this are no text to tell a language by.
const DETECT_WORDS_MIN: usize = 8;

/// The code of the language that a text is in, where that is beyond reasonable doubt.
///
/// English is told by its function words, which costs a hundredth of counting trigrams; whatever is not plainly
/// English goes to whatlang (trigrams after Cavnar and Trenkle, 1994), whose unreliable answers are not taken.
pub fn detect_language(text: &str) -> Option<&'static str> {
    let end = text.floor_char_boundary(DETECT_BYTES.min(text.len()));
    let sample = &text[..end];
    if is_plainly_english(sample) {
        return Some("en");
    }
    if sample.split_whitespace().take(DETECT_WORDS_MIN).count() < DETECT_WORDS_MIN && sample.is_ascii() {
        return None;
    }
    let info = whatlang::detect(sample)?;
    let code = info.lang().code();
    info.is_reliable().then(|| CODES.iter().find(|(_, longer)| *longer == code).map(|(shorter, _)| *shorter))?
}

/// The commonest English function words that are no common words of another language in Latin script.
const ENGLISH_WORDS: &[&str] = &[
    "the", "of", "and", "to", "that", "is", "with", "said", "by", "his", "has", "was", "its", "from", "which", "would",
    "have", "this", "are", "were", "been", "had", "their", "they", "who", "but", "not", "after",
];

/// One word in six of plain English text is among [`ENGLISH_WORDS`] (one in four, in the Reuters-21578 collection); of
/// other languages hardly any.
fn is_plainly_english(sample: &str) -> bool {
    let (mut words, mut english) = (0_usize, 0_usize);
    for word in sample.split_ascii_whitespace() {
        words += 1;
        english += usize::from(ENGLISH_WORDS.iter().any(|known| word.eq_ignore_ascii_case(known)));
    }
    words >= 2 * DETECT_WORDS_MIN && english * 6 >= words
}

/// The code that stands for a language as files state it: `en` for `en-US`, `eng`, `English`. What cannot be told is
/// given back in lower case, cut at its first hyphen or underscore.
pub fn language_code(stated: &str) -> Option<String> {
    let stated = stated.trim().to_lowercase();
    let primary = stated.split(['-', '_']).next().unwrap_or_default();
    if primary.is_empty() {
        return None;
    }
    let of_name = NAMES.iter().find(|(name, _)| *name == primary).map(|(_, code)| *code);
    let of_longer = || CODES.iter().find(|(_, longer)| *longer == primary).map(|(code, _)| *code);
    Some(of_name.or_else(of_longer).unwrap_or(primary).to_owned())
}

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

/// Names and ISO 639-2/B codes that exports use.
const NAMES: &[(&str, &str)] = &[
    ("english", "en"),
    ("french", "fr"),
    ("français", "fr"),
    ("fre", "fr"),
    ("german", "de"),
    ("deutsch", "de"),
    ("ger", "de"),
    ("spanish", "es"),
    ("español", "es"),
    ("italian", "it"),
    ("italiano", "it"),
    ("portuguese", "pt"),
    ("português", "pt"),
    ("russian", "ru"),
    ("arabic", "ar"),
    ("persian", "fa"),
    ("farsi", "fa"),
    ("fas", "fa"),
    ("per", "fa"),
    ("chinese", "zh"),
    ("chi", "zh"),
    ("zho", "zh"),
    ("japanese", "ja"),
    ("dutch", "nl"),
    ("dut", "nl"),
    ("turkish", "tr"),
    ("swedish", "sv"),
    ("norwegian", "no"),
    ("danish", "da"),
    ("finnish", "fi"),
    ("polish", "pl"),
    ("greek", "el"),
    ("gre", "el"),
    ("hebrew", "he"),
    ("korean", "ko"),
    ("ukrainian", "uk"),
    ("hungarian", "hu"),
    ("romanian", "ro"),
    ("rum", "ro"),
    ("czech", "cs"),
    ("cze", "cs"),
    ("hindi", "hi"),
    ("indonesian", "id"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stated_languages_become_codes() {
        for (stated, code) in
            [("en-US", "en"), ("English", "en"), ("fr_FR", "fr"), ("ger", "de"), ("xx", "xx"), ("eng", "en")]
        {
            assert_eq!(language_code(stated).as_deref(), Some(code));
        }
        assert_eq!(language_code("  "), None);
    }

    #[test]
    fn plain_texts_are_told_and_short_ones_are_not_guessed() {
        let english = "The minister said on Monday that the talks with the union had failed and would not be taken up again \
                       before the end of the year, which would be too late for most of the workers.";
        let french = "Le ministre a déclaré lundi que les discussions avec le syndicat avaient échoué et qu’elles ne \
                      seraient pas reprises avant la fin de l’année, ce qui serait trop tard pour la plupart des ouvriers.";
        assert_eq!(detect_language(english), Some("en"));
        assert_eq!(detect_language(french), Some("fr"));
        assert_eq!(detect_language("Markets"), None);
    }
}
