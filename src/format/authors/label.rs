//! Takes off what leads to the names of a line: `By`, `Written by`, `Autor:`.

use super::shape::{begins_with_full_name, is_name_of_east};
use super::words::{Joint, LABELS, Label, is_agency_or_role, is_particle, is_suffix, joint_of};

/// A byline without the words that lead to its names. `Von Miller` and `Di Stefano` are names and stay; `Von Anna Weber`
/// is not, nor is `Von Miller und Anna Weber`, whose joint is German as well.
pub(in crate::format) fn without_label(line: &str) -> &str {
    let line = line.trim_start();
    label_of(line).map_or(line, |(_, behind)| behind)
}

/// Whether a line of a text begins as bylines do.
pub(in crate::format) fn begins_as_byline(line: &str) -> bool {
    label_of(line.trim_start()).is_some_and(|(label, _)| label != Label::Noun)
}

/// Whether a text is a label and nothing else: `Written by`, `Autor`.
pub(in crate::format) fn is_label(text: &str) -> bool {
    let lower = text.trim().trim_end_matches(':').to_lowercase();
    LABELS.iter().any(|(.., words)| words.contains(&lower.as_str()))
}

/// Whether a name cannot begin as this text does. `Par` is a label and a given name.
pub(super) fn begins_as_no_name(text: &str) -> bool {
    label_of(text).is_some_and(|(label, behind)| {
        let words = text[..text.len() - behind.len()].trim_end();
        let is_no_word_of_names = words.contains(' ') || words.eq_ignore_ascii_case("by");
        (label == Label::Sure && is_no_word_of_names) || words.ends_with([':', '：'])
    })
}

/// The longest label of a line, and what stands behind it.
fn label_of(line: &str) -> Option<(Label, &str)> {
    let found = LABELS.iter().flat_map(|(language, label, words)| {
        words.iter().filter_map(move |word| Some((*label, behind_label(line, word, language, *label)?)))
    });
    found.min_by_key(|(_, behind)| behind.len())
}

fn behind_label<'a>(line: &'a str, word: &str, language: &str, label: Label) -> Option<&'a str> {
    let rest = without_prefix(line, word)?;
    let behind = rest.trim_start_matches(|letter: char| letter.is_whitespace() || matches!(letter, ':' | '：'));
    let has_colon = rest.trim_start().starts_with([':', '：']);
    let is_whole_word = behind.len() < rest.len() || (!word.is_ascii() && is_name_of_east(behind));
    let leads = has_colon || label == Label::Sure || leads_to_names(behind, language);
    (is_whole_word && leads && !behind.is_empty()).then_some(behind)
}

/// How many words are looked at behind a label.
const WORDS_MAX: usize = 24;

/// Whether names stand behind a label that may be part of a name: of several words, or several that a joint of the
/// label's own language holds together.
fn leads_to_names(behind: &str, language: &str) -> bool {
    let words = behind.split_whitespace().take(WORDS_MAX).collect::<Vec<_>>();
    let is_of_language = |joint: Joint| !joint.is_weak && joint.language == language;
    let ends = |word: &&str| joint_of(word).is_some() || word.starts_with(['(', '[', '|', '/', '•']);
    let end = words.iter().position(ends).unwrap_or(words.len());
    let end = words[..end].iter().position(|word| word.ends_with([',', ';', '|'])).map_or(end, |at| at + 1);
    let first = words[..end].join(" ");
    let first = first.trim_end_matches([',', ';', '|']);
    // `Von Miller Jr.`
    let first = first.rsplit_once(' ').filter(|(_, last)| is_suffix(last)).map_or(first, |(head, _)| head);
    let is_name = words.first().is_some_and(|word| !is_particle(word)) && begins_with_full_name(first);
    is_name || is_agency_or_role(first) || words.iter().any(|word| joint_of(word).is_some_and(is_of_language))
}

/// A text without what it begins with, in any case.
fn without_prefix<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let mut letters = text.chars();
    for expected in prefix.chars() {
        if !letters.next()?.to_lowercase().eq([expected]) {
            return None;
        }
    }
    Some(letters.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_told_from_names() {
        let cases = [
            ("By Anna Petrova", "Anna Petrova"),
            ("BY ANNA PETROVA", "ANNA PETROVA"),
            ("By: Anna Petrova", "Anna Petrova"),
            ("By Reuters", "Reuters"),
            ("Byron Okafor", "Byron Okafor"),
            ("Written by Anna Petrova", "Anna Petrova"),
            ("Von Anna Weber, dpa", "Anna Weber, dpa"),
            ("Von Miller", "Von Miller"),
            ("Von Miller Jr.", "Von Miller Jr."),
            ("Von Miller, Reuters", "Von Miller, Reuters"),
            ("Von Miller and Anna Weber", "Von Miller and Anna Weber"),
            ("Von Miller und Anna Weber", "Miller und Anna Weber"),
            ("Von der Leyen", "Von der Leyen"),
            ("Von dpa", "dpa"),
            ("Di Stefano", "Di Stefano"),
            ("di Carla Fontana", "Carla Fontana"),
            ("Autor: Jonas", "Jonas"),
            ("Av NTB", "NTB"),
            ("Door Sanne de Wit", "Sanne de Wit"),
            ("Door opens to a long winter", "Door opens to a long winter"),
            ("记者王小明", "王小明"),
            ("By", "By"),
            ("", ""),
        ];
        for (line, expected) in cases {
            assert_eq!(without_label(line), expected, "{line}");
        }
    }
}
