//! How files and people name a language.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use levenshtein_automata::{Distance, LevenshteinAutomatonBuilder};

use super::fold::fold;

/// The code that stands for a language as files and people state it: `en` for `en-US`, `eng`, `English`; by ISO 639-1 where it
/// has a language, else by ISO 639-3. `None` for what is no language, and for the codes of no language in particular.
pub fn language_code(stated: &str) -> Option<String> {
    let stated = stated.trim().to_lowercase();
    let primary = stated.split(['-', '_', ' ', ',', ';']).next().unwrap_or_default();
    let code = code_of_code(primary).or_else(|| code_of_name(&stated)).or_else(|| code_of_name(primary));
    code.map(str::to_owned)
}

/// What to tell a person who wrote this for a language: which one may have been meant, else how one is written.
pub fn language_hint(stated: &str) -> String {
    let stated = fold(stated.trim());
    let near = LevenshteinAutomatonBuilder::new(MISSPELT_LETTERS_MAX, true).build_dfa(&stated);
    let distance = |name: &str| match near.eval(name) {
        Distance::Exact(distance) if name.chars().count() > 3 => Some(distance),
        _ => None,
    };
    let mut nearest: Option<(u8, &str)> = None;
    for name in CODES_OF_NAMES.keys() {
        if let Some(distance) = distance(name)
            && nearest.is_none_or(|nearest| (distance, name.as_str()) < nearest)
        {
            nearest = Some((distance, name));
        }
    }
    match nearest {
        Some((_, name)) => format!("did you mean `{name}`?"),
        None => "a language is a code (`en`, `deu`) or a name (`English`, `Deutsch`)".to_owned(),
    }
}

/// So many letters of a name of a language may be wrong for it to be what was meant.
const MISSPELT_LETTERS_MAX: u8 = 2;

fn code_of_code(code: &str) -> Option<&'static str> {
    if let Some((_, known)) = OTHER_CODES.iter().find(|(other, _)| *other == code) {
        return Some(known);
    }
    let known = match code.len() {
        2 => languages().find(|language| language.code == code).map(|language| language.code),
        3 => languages()
            .find(|language| language.longer_code == code)
            .map(|language| language.code)
            .or_else(|| OTHER_LANGUAGES.lines().find(|other| *other == code)),
        _ => None,
    };
    known.filter(|code| !NO_LANGUAGES.contains(code))
}

fn code_of_name(name: &str) -> Option<&'static str> {
    CODES_OF_NAMES.get(&fold(name)).copied()
}

/// ISO 639-3 codes of no language in particular.
const NO_LANGUAGES: &[&str] = &["und", "mul", "zxx", "mis"];

/// The languages of ISO 639-1: code, ISO 639-3 code, and names, in English first, then in the language itself. One text: a table of
/// strings would be relocated at every start of the program.
const LANGUAGES: &str = include_str!("data/iso_639_1.tsv");

/// The ISO 639-3 codes of all others (SIL International, the registration authority, 2024), a line each.
const OTHER_LANGUAGES: &str = include_str!("data/iso_639_3.txt");

/// A language of ISO 639-1.
struct NamedLanguage {
    code: &'static str,
    longer_code: &'static str,
    names: std::str::Split<'static, char>,
}

fn languages() -> impl Iterator<Item = NamedLanguage> {
    LANGUAGES.lines().filter_map(|line| {
        let mut cells = line.split('\t');
        Some(NamedLanguage { code: cells.next()?, longer_code: cells.next()?, names: cells })
    })
}

/// The folded names of [`LANGUAGES`] and [`OTHER_NAMES`].
static CODES_OF_NAMES: LazyLock<BTreeMap<String, &'static str>> = LazyLock::new(|| {
    let named = languages().flat_map(|language| language.names.map(move |name| (name, language.code)));
    named.chain(OTHER_NAMES.iter().copied()).map(|(name, code)| (fold(name), code)).collect()
});

/// Codes that are neither in ISO 639-1 nor in ISO 639-3: those of ISO 639-2 for catalogues, and withdrawn ones; and languages that
/// are written as the greater one that they belong to.
const OTHER_CODES: &[(&str, &str)] = &[
    ("alb", "sq"),
    ("arb", "ar"),
    ("arm", "hy"),
    ("baq", "eu"),
    ("bur", "my"),
    ("chi", "zh"),
    ("cmn", "zh"),
    ("cze", "cs"),
    ("dut", "nl"),
    ("ekk", "et"),
    ("fre", "fr"),
    ("geo", "ka"),
    ("ger", "de"),
    ("gre", "el"),
    ("ice", "is"),
    ("in", "id"),
    ("iw", "he"),
    ("ji", "yi"),
    ("lvs", "lv"),
    ("mac", "mk"),
    ("mao", "mi"),
    ("may", "ms"),
    ("per", "fa"),
    ("pes", "fa"),
    ("rum", "ro"),
    ("slo", "sk"),
    ("swh", "sw"),
    ("tib", "bo"),
    ("wel", "cy"),
    ("zsm", "ms"),
];

/// Further names of languages that newspapers are printed in.
const OTHER_NAMES: &[(&str, &str)] = &[
    ("anglais", "en"),
    ("bangla", "bn"),
    ("bokmål", "nb"),
    ("castellano", "es"),
    ("englisch", "en"),
    ("farsi", "fa"),
    ("greek", "el"),
    ("kyrgyz", "ky"),
    ("mandarin", "zh"),
    ("nynorsk", "nn"),
    ("pashto", "ps"),
    ("punjabi", "pa"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stated_languages_become_codes() {
        for (stated, code) in [
            ("en-US", "en"),
            ("English", "en"),
            ("fr_FR", "fr"),
            ("ger", "de"),
            ("gle", "ga"),
            ("tlh", "tlh"),
            ("Tiếng Việt", "vi"),
            ("Русский", "ru"),
            ("FRANCAIS", "fr"),
            ("eng", "en"),
            ("pt_BR", "pt"),
            ("nb-NO", "nb"),
            ("fas", "fa"),
        ] {
            assert_eq!(language_code(stated).as_deref(), Some(code));
        }
        assert_eq!(language_code("  "), None);
        for none in ["unknown", "xx", "und", "klingon"] {
            assert_eq!(language_code(none), None, "{none}");
        }
    }

    #[test]
    fn what_was_meant_is_told() {
        assert_eq!(language_hint("Englsh"), "did you mean `english`?");
        assert_eq!(language_hint("Fransais"), "did you mean `francais`?");
        assert!(language_hint("klingon").starts_with("a language is a code"));
    }
}
