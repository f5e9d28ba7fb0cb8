//! Joins the lines of a printed column to running text, with words that were hyphenated at line ends made whole again.
//!
//! In: lines, one after the other. Out: one paragraph. Where whoever read the page says what is a hyphenation, that is
//! believed; elsewhere a hyphen at a line end counts as one when a word in lower case goes on in the next line.

/// One printed line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::format) struct Line {
    /// Its words, set apart by blanks.
    pub(in crate::format) text: String,
    /// Whether its last word is the first part of a hyphenated one, as the file says; the hyphen is not in `text` then.
    pub(in crate::format) is_hyphenated: bool,
    /// That word in full, where the file says it.
    pub(in crate::format) whole_word: Option<String>,
    /// Whether its first word is the second part of a hyphenated one, as the file says.
    pub(in crate::format) begins_hyphenated: bool,
}

/// Signs that part a word at the end of a line: hyphens, the double hyphen of Fraktur, the sign of not that OCR writes
/// for it, the soft hyphen.
const HYPHENS: [char; 7] = ['-', '\u{2010}', '\u{2011}', '⸗', '=', '¬', '\u{ad}'];

/// Signs that never stand within a line, so that they are hyphenation whatever follows.
const ONLY_AT_LINE_ENDS: [char; 2] = ['¬', '\u{ad}'];

/// Words before which a hyphen stands for the rest of a compound (`Ein- und Ausfuhr`, `pre- and post-war`), and which
/// are no rest of a word. Those that may be one (`may-or`, `fort-et`) are none of them.
const CONJUNCTIONS: [&str; 8] = ["und", "oder", "bzw", "sowie", "and", "och", "eller", "en"];

/// The longest word that is looked at as a whole, in bytes. A text without blanks, whose every line ends in a hyphen,
/// would be looked through for each of its lines.
const WORD_BYTES_MAX: usize = 200;

/// Running text as it grows line by line.
#[derive(Debug, Default)]
pub(in crate::format) struct Paragraph {
    text: String,
    /// What the last line says of its last word.
    is_hyphenated: bool,
    whole_word: Option<String>,
}

impl Paragraph {
    /// Adds a line of which nothing but its text is known.
    pub(in crate::format) fn push_text(&mut self, text: &str) {
        self.push(&Line { text: text.split_whitespace().collect::<Vec<_>>().join(" "), ..Line::default() });
    }

    /// Adds a line.
    pub(in crate::format) fn push(&mut self, line: &Line) {
        let next = line.text.trim();
        if next.is_empty() {
            return;
        }
        let whole_word = self.whole_word.take().filter(|_| line.begins_hyphenated);
        let (first, rest) = next.split_at(next.find(' ').unwrap_or(next.len()));
        if let Some(whole_word) = whole_word {
            let last_at = self.text.rfind(' ').map_or(0, |at| at + 1);
            self.text.truncate(last_at);
            self.text.push_str(&whole_word);
            self.text.push_str(rest);
        } else {
            match self.joint(first) {
                Joint::Blank if self.text.is_empty() => {}
                Joint::Blank => self.text.push(' '),
                Joint::Hyphen => self.text.push('-'),
                Joint::Without(bytes) => self.text.truncate(self.text.len() - bytes),
                Joint::HyphenAndBlank => self.text.push_str("- "),
            }
            self.text.push_str(next);
        }
        self.is_hyphenated = line.is_hyphenated;
        self.whole_word.clone_from(&line.whole_word);
    }

    /// Whether a paragraph that begins with `next` may be the rest of this one, broken by the end of a column or page:
    /// a word goes on, or no sentence ended and the text goes on in lower case.
    pub(in crate::format) fn runs_on_in(&self, next: &Line) -> bool {
        if self.text.is_empty() || next.text.is_empty() {
            return false;
        }
        let ends_open = self.is_hyphenated || !self.text.ends_with(|last: char| ends_sentence(last));
        (self.is_hyphenated && next.begins_hyphenated)
            || (ends_open && next.text.starts_with(char::is_lowercase) && self.text.contains(' '))
    }

    /// The text; a word whose second part never came keeps its hyphen.
    pub(in crate::format) fn finish(mut self) -> String {
        if self.is_hyphenated && !self.text.ends_with(HYPHENS) {
            self.text.push('-');
        }
        self.text
    }

    /// What stands between the text so far and a line that begins with the word `next`.
    fn joint(&self, next: &str) -> Joint {
        let tail_at = self.text.ceil_char_boundary(self.text.len().saturating_sub(WORD_BYTES_MAX));
        let last_word = self.text[tail_at..].rsplit(' ').next().unwrap_or_default();
        let hyphen = last_word.chars().next_back().filter(|last| HYPHENS.contains(last));
        let hyphen_bytes = hyphen.map_or(0, char::len_utf8);
        let stem = &last_word[..last_word.len() - hyphen_bytes];
        if (hyphen.is_none() && !self.is_hyphenated) || !stem.ends_with(char::is_alphabetic) {
            return Joint::Blank;
        }
        let only_hyphenates = hyphen.is_some_and(|hyphen| ONLY_AT_LINE_ENDS.contains(&hyphen));
        match Continuation::of(stem, next) {
            Continuation::Word => Joint::Without(hyphen_bytes),
            _ if only_hyphenates => Joint::Without(hyphen_bytes),
            Continuation::Compound if hyphen.is_some() => Joint::Without(0),
            Continuation::Compound => Joint::Hyphen,
            Continuation::OtherWord if hyphen.is_some() => Joint::Blank,
            Continuation::OtherWord => Joint::HyphenAndBlank,
        }
    }
}

/// How a line is joined to the text before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Joint {
    Blank,
    /// No blank, and so many bytes of the text's end go: the hyphen.
    Without(usize),
    /// A hyphen that the text lacks.
    Hyphen,
    HyphenAndBlank,
}

/// What the first word of a line is to a last word that ended in a hyphen.
enum Continuation {
    /// Its rest.
    Word,
    /// The next part of a compound that has a hyphen wherever it stands: `Al-` `Assad`, `mid-` `1980s`.
    Compound,
    OtherWord,
}

impl Continuation {
    fn of(stem: &str, next: &str) -> Self {
        let bare = next.trim_matches(|character: char| !character.is_alphanumeric());
        // `Frau-en` is one word, `in- en uitvoer` are several: no syllable begins without a consonant but behind a
        // vowel.
        let is_rest = bare == "en" && stem.ends_with(['a', 'e', 'i', 'o', 'u', 'y']);
        if CONJUNCTIONS.contains(&bare) && !is_rest {
            return Self::OtherWord;
        }
        let is_capital = |text: &str| text.chars().filter(|letter| letter.is_alphabetic()).all(char::is_uppercase);
        let are_capitals = || stem.chars().nth(1).is_some() && bare.chars().nth(1).is_some();
        match next.chars().next() {
            Some(first) if first.is_uppercase() && are_capitals() && is_capital(stem) && is_capital(bare) => Self::Word,
            Some(first) if first.is_uppercase() || first.is_numeric() => Self::Compound,
            Some(first) if first.is_alphabetic() => Self::Word,
            _ => Self::OtherWord,
        }
    }
}

fn ends_sentence(character: char) -> bool {
    matches!(character, '.' | '!' | '?' | ':' | '…' | '"' | '”' | '“' | '»' | '«' | ')' | '。')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hyphens_at_line_ends() {
        let cases: &[(&[&str], &str)] = &[
            (&["the govern-", "ment fell"], "the government fell"),
            (&["of Al-", "Assad said"], "of Al-Assad said"),
            (&["in the mid-", "1980s"], "in the mid-1980s"),
            (&["Ein-", "und Ausfuhr"], "Ein- und Ausfuhr"),
            (&["in-", "en uitvoer"], "in- en uitvoer"),
            (&["die Frau-", "en kamen"], "die Frauen kamen"),
            (&["the may-", "or said"], "the mayor said"),
            (&["die Staats¬", "Anwalt"], "die StaatsAnwalt"),
            (&["die Nach⸗", "richt"], "die Nachricht"),
            (&["NACH-", "RICHTEN"], "NACHRICHTEN"),
            (&["he came -", "at last"], "he came - at last"),
            (&["1914-", "18"], "1914- 18"),
            (&["one  two", "", "three"], "one two three"),
            (&["no-", "„so“"], "no- „so“"),
            (&[], ""),
        ];
        for (lines, expected) in cases {
            let mut paragraph = Paragraph::default();
            lines.iter().for_each(|line| paragraph.push_text(line));
            assert_eq!(paragraph.finish(), *expected, "{lines:?}");
        }
    }

    #[test]
    fn stated_hyphenation_is_believed() {
        let line = |text: &str, is_hyphenated, whole: Option<&str>, begins_hyphenated| Line {
            text: text.to_owned(),
            is_hyphenated,
            whole_word: whole.map(str::to_owned),
            begins_hyphenated,
        };
        let cases = [
            (line("the Gema", true, Some("Gemalin"), false), line("lin came", false, None, true), "the Gemalin came"),
            (line("the Gema", true, Some("Gemalin"), false), line("came", false, None, false), "the Gemacame"),
            (line("the par", true, None, false), line("liament", false, None, false), "the parliament"),
            (line("of Nord", true, None, false), line("Amerika", false, None, false), "of Nord-Amerika"),
            (line("the par", true, None, false), line("", false, None, false), "the par-"),
        ];
        for (first, second, expected) in cases {
            let mut paragraph = Paragraph::default();
            paragraph.push(&first);
            paragraph.push(&second);
            assert_eq!(paragraph.finish(), expected);
        }
    }

    #[test]
    fn paragraphs_that_run_on() {
        let cases = [("He came to", "the river", true), ("He came.", "the river", false), ("He came", "The", false)];
        for (text, next, expected) in cases {
            let mut paragraph = Paragraph::default();
            paragraph.push_text(text);
            let next = Line { text: next.to_owned(), ..Line::default() };
            assert_eq!(paragraph.runs_on_in(&next), expected, "{text} {next:?}");
        }
    }
}
