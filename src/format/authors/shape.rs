//! Whether a text has the form of a person's name.

use super::words::is_particle;

/// The most words of a name.
const WORDS_MAX: usize = 6;

/// Whether a text has the form of a person's full name: two to six words that begin with a capital (or have none, as in
/// Arabic), particles aside; no digit, no address, no sentence. Names in Chinese, Japanese and Korean letters have two to
/// four of them and no blank.
pub(in crate::format) fn is_full_name(text: &str) -> bool {
    if is_name_of_east(text) {
        return true;
    }
    let words = text.split_whitespace().take(WORDS_MAX + 1).collect::<Vec<_>>();
    let begins_well = |word: &str| {
        let first = word.trim_start_matches(['"', '“', '„', '‘', '’', '\'']).chars().next().unwrap_or(' ');
        first.is_alphabetic() && !first.is_lowercase()
    };
    let is_part = |word: &&str| is_particle(word) || begins_well(word) || has_small_article(word);
    let ends_well = words.last().is_some_and(|last| !last.ends_with('.') || last.chars().count() <= ABBREVIATION_MAX);
    (2..=WORDS_MAX).contains(&words.len())
        && !text.contains(|letter: char| letter.is_numeric() || NO_LETTERS.contains(letter))
        && words.iter().all(is_part)
        && words.iter().any(|word| begins_well(word))
        && ends_well
}

/// Whether a text begins with a full name.
pub(super) fn begins_with_full_name(text: &str) -> bool {
    let mut heads = text.match_indices(' ').map(|(at, _)| &text[..at]).take(4).collect::<Vec<_>>();
    heads.push(text);
    heads.iter().any(|head| is_full_name(head))
}

/// Signs that stand in no name.
const NO_LETTERS: &str = "@/:_!?;,()[]<>*#=+|";

/// The longest word that ends in a full stop within a name, in characters: `Jr.`, `Chr.`
const ABBREVIATION_MAX: usize = 4;

/// `d'Emilio`, `al-Sabah`, `el-Baz`: what is written small before an apostrophe or hyphen and a capital.
fn has_small_article(word: &str) -> bool {
    word.split_once(['\'', '’', '-']).is_some_and(|(article, name)| {
        (1..=3).contains(&article.chars().count())
            && article.chars().all(char::is_lowercase)
            && name.starts_with(char::is_uppercase)
    })
}

/// Whether a text is a name as Chinese, Japanese and Korean write them: two to four characters.
pub(super) fn is_name_of_east(text: &str) -> bool {
    let is_of_east = |letter: char| matches!(letter, '\u{4e00}'..='\u{9fff}') || is_hangul(letter);
    (2..=4).contains(&text.chars().take(5).count()) && text.chars().all(is_of_east)
}

/// Whether a letter is a syllable of Korean.
pub(super) fn is_hangul(letter: char) -> bool {
    matches!(letter, '\u{ac00}'..='\u{d7a3}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_from_users_and_notices() {
        for name in [
            "Anna Petrova",
            "Pádraig O’Connell",
            "Jan van der Meer",
            "Henry Ashdown Jr.",
            "J. R. Okafor",
            "Frances d'Emilio",
            "Omar al-Sabah",
            "김민준",
            "سارة الخطيب",
        ] {
            assert!(is_full_name(name), "{name}");
        }
        for other in
            ["admin", "Windows User 7", "From our own Correspondent.", "Anna", "apetrova@example.org", "van der", ""]
        {
            assert!(!is_full_name(other), "{other}");
        }
    }
}
