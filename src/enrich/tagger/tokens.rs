//! Cuts a text into sentences and tokens, with the bytes of the text that each stands for.
//!
//! Tokens follow the Penn Treebank nearly as news corpora do: `’s` stands apart, of `didn’t` the `’t`; `U.S.`, `Mr.` and `al-Assad`
//! are one token. A sentence ends at `.`, `!` or `?` behind which a blank follows, at a blank line, and at a line break where lines
//! are paragraphs (see [`lines_are_wrapped`]).

/// Bytes of a text that are one token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) start: u32,
    pub(super) end: u32,
}

impl Token {
    /// The token's text.
    pub(super) fn of(self, text: &str) -> &str {
        &text[self.start as usize..self.end as usize]
    }
}

/// The tokens of a text, and where its sentences end among them.
#[derive(Clone, Debug, Default)]
pub(super) struct Tokens {
    pub(super) tokens: Vec<Token>,
    /// One past the last token of each sentence.
    pub(super) sentence_ends: Vec<u32>,
}

impl Tokens {
    /// Forgets everything and keeps the memory.
    pub(super) fn clear(&mut self) {
        self.tokens.clear();
        self.sentence_ends.clear();
    }

    /// The tokens of each sentence from that with this number on, as they stand in their text.
    pub(super) fn sentences<'t>(
        &self,
        first: usize,
        text: &'t str,
    ) -> impl Iterator<Item = impl Iterator<Item = &'t str>> {
        let mut from = first.checked_sub(1).map_or(0, |before| self.sentence_ends[before] as usize);
        self.sentence_ends[first..].iter().map(move |end| {
            let sentence = self.tokens[from..*end as usize].iter().map(|token| token.of(text));
            from = *end as usize;
            sentence
        })
    }

    fn end_sentence(&mut self) {
        let end = u32::try_from(self.tokens.len()).unwrap_or(u32::MAX);
        if end > self.sentence_ends.last().copied().unwrap_or(0) {
            self.sentence_ends.push(end);
        }
    }
}

/// Abbreviations behind which a full stop does not end the sentence: titles, months, companies, and what else news agencies
/// shorten.
const ABBREVIATIONS: &[&str] = &[
    "adm", "apr", "aug", "ave", "bros", "brig", "capt", "co", "col", "corp", "cpl", "dec", "dr", "feb", "ft", "gen",
    "gov", "hon", "inc", "jan", "jr", "jul", "jun", "lt", "ltd", "maj", "mar", "messrs", "mr", "mrs", "ms", "mt",
    "nov", "oct", "pres", "prof", "rep", "rev", "sen", "sens", "reps", "sep", "sept", "sgt", "sr", "st", "supt", "vs",
];

/// What a word is cut before, behind an apostrophe: `he’ll`, `they’ve`.
const CLITICS: &[&str] = &["s", "re", "ve", "ll", "d", "m"];

/// A sentence is ended after so many tokens whatever it holds, so that the work on it stays bounded.
const SENTENCE_TOKENS_MAX: usize = 1_000;

/// Adds the tokens of a text to `tokens`. Both ends of the text are ends of sentences.
pub(super) fn tokenize(text: &str, tokens: &mut Tokens) {
    Tokenizer { text, wrapped: lines_are_wrapped(text), place: 0, tokens }.run();
}

/// Whether single line breaks stand within sentences, as in text that was wrapped at a column: at least a quarter of the
/// lines that follow another without a blank line or an indent begin with a small letter.
fn lines_are_wrapped(text: &str) -> bool {
    let (mut breaks, mut small) = (0_usize, 0_usize);
    let bytes = text.as_bytes();
    for (place, _) in bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n') {
        let before = place.checked_sub(1).map_or(b'\n', |before| bytes[before]);
        match bytes.get(place + 1) {
            Some(b'\n' | b' ' | b'\t') | None => {}
            Some(after) if before != b'\n' => {
                breaks += 1;
                small += usize::from(after.is_ascii_lowercase());
            }
            Some(_) => {}
        }
    }
    breaks > 0 && small * 4 >= breaks
}

struct Tokenizer<'t> {
    text: &'t str,
    wrapped: bool,
    place: usize,
    tokens: &'t mut Tokens,
}

impl Tokenizer<'_> {
    fn run(&mut self) {
        let mut begun = self.tokens.tokens.len();
        while let Some(byte) = self.text.as_bytes().get(self.place).copied() {
            match byte {
                b'\n' => self.line_break(),
                b' ' | b'\t' | b'\r' | 0x0b | 0x0c => self.place += 1,
                _ => self.token(),
            }
            let ended = self.tokens.sentence_ends.last().map_or(0, |end| *end as usize);
            begun = begun.max(ended);
            if self.tokens.tokens.len() - begun >= SENTENCE_TOKENS_MAX {
                self.tokens.end_sentence();
            }
        }
        self.tokens.end_sentence();
    }

    fn line_break(&mut self) {
        self.place += 1;
        let after = self.text.as_bytes().get(self.place);
        let goes_on = self.wrapped && after.is_some_and(|byte| !matches!(byte, b'\n' | b' ' | b'\t'));
        if !goes_on {
            self.tokens.end_sentence();
        }
    }

    /// The character at a byte; a line break behind the end.
    fn at(&self, place: usize) -> char {
        match self.text.as_bytes().get(place) {
            None => '\n',
            Some(byte) if byte.is_ascii() => char::from(*byte),
            Some(_) => self.text[place..].chars().next().unwrap_or('\n'),
        }
    }

    fn before(&self, place: usize) -> char {
        self.text[..place].chars().next_back().unwrap_or('\n')
    }

    fn push(&mut self, start: usize, end: usize) {
        let number = |place: usize| u32::try_from(place).unwrap_or(u32::MAX);
        self.tokens.tokens.push(Token { start: number(start), end: number(end) });
        self.place = end;
    }

    fn token(&mut self) {
        let start = self.place;
        let first = self.at(start);
        if first.is_alphanumeric() {
            let end = self.word_end(start + first.len_utf8(), first);
            self.push(start, end);
        } else if first.is_whitespace() {
            self.place += first.len_utf8();
        } else if let Some(end) = self.clitic_end(start, first) {
            self.push(start, end);
        } else {
            self.sign(start, first);
        }
    }

    /// `’s` and its like, directly behind a word.
    fn clitic_end(&self, start: usize, first: char) -> Option<usize> {
        if !is_apostrophe(first) || start == 0 || !self.before(start).is_alphanumeric() {
            return None;
        }
        let letters = self.letters(start + first.len_utf8());
        (is_clitic(letters) || letters.eq_ignore_ascii_case("t")).then_some(start + first.len_utf8() + letters.len())
    }

    fn letters(&self, from: usize) -> &str {
        let rest = &self.text[from..];
        &rest[..rest.find(|letter: char| !letter.is_alphabetic()).unwrap_or(rest.len())]
    }

    fn word_end(&self, mut place: usize, first: char) -> usize {
        let start = place - first.len_utf8();
        let mut last = first;
        loop {
            let byte = self.text.as_bytes().get(place).copied();
            if byte.is_some_and(|byte| byte.is_ascii_alphanumeric()) {
                last = char::from(byte.unwrap_or_default());
                place += 1;
                continue;
            }
            let sign = self.at(place);
            if !sign.is_ascii() && (sign.is_alphanumeric() || is_combining(sign)) {
                last = sign;
                place += sign.len_utf8();
                continue;
            }
            let behind = place + sign.len_utf8();
            let next = if byte.is_none() { '\n' } else { self.at(behind) };
            let goes_on = match sign {
                '-' | '&' | '_' | '\u{2010}' | '\u{2011}' => next.is_alphanumeric(),
                '.' if next.is_alphabetic() => self.is_initials(start, place),
                '.' | ',' | ':' | '/' => next.is_ascii_digit() && last.is_ascii_digit(),
                _ if is_apostrophe(sign) => next.is_alphabetic() && !self.is_cut_at(behind, last),
                _ => false,
            };
            if goes_on {
                last = sign;
                place = behind;
            } else if sign == '.' && self.is_abbreviated(start, place, next) {
                return behind;
            } else {
                return place;
            }
        }
    }

    /// Whether the apostrophe before `behind` begins a clitic: `he’s`, `don’t`; not `O’Neill`, `d’Ivoire`.
    fn is_cut_at(&self, behind: usize, last: char) -> bool {
        let letters = self.letters(behind);
        is_clitic(letters) || (letters.eq_ignore_ascii_case("t") && last.eq_ignore_ascii_case(&'n'))
    }

    /// `U`, `U.S`: what a full stop and another letter go on.
    fn is_initials(&self, start: usize, place: usize) -> bool {
        let word = &self.text[start..place];
        let mut letters = word.chars();
        let single = letters.next().is_some_and(char::is_uppercase) && letters.next().is_none();
        single || (word.contains('.') && word.rfind('.').is_some_and(|dot| word[dot + 1..].chars().count() == 1))
    }

    /// Whether a full stop at `place` belongs to the word.
    fn is_abbreviated(&self, start: usize, place: usize, next: char) -> bool {
        if self.is_initials(start, place) {
            return true;
        }
        let word = &self.text[start..place];
        if word.eq_ignore_ascii_case("no") {
            // A number, not a refusal.
            return next == ' ' && self.at(place + 2).is_ascii_digit();
        }
        next != '\n'
            && word.len() <= 6
            && ABBREVIATIONS.iter().any(|abbreviation| abbreviation.eq_ignore_ascii_case(word))
    }

    fn sign(&mut self, start: usize, first: char) {
        let mut end = start + first.len_utf8();
        while matches!(first, '.' | '-' | '`' | '\'') && self.at(end) == first && end < self.text.len() {
            end += first.len_utf8();
        }
        self.push(start, end);
        if !matches!(first, '.' | '!' | '?' | '…') {
            return;
        }
        while matches!(self.at(self.place), '"' | '”' | '\'' | ')' | '’' | '»') && self.place < self.text.len() {
            let end = self.place + self.at(self.place).len_utf8();
            self.push(self.place, end);
        }
        if self.at(self.place).is_whitespace() {
            self.tokens.end_sentence();
        }
    }
}

fn is_apostrophe(sign: char) -> bool {
    matches!(sign, '\'' | '’')
}

fn is_combining(sign: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&sign)
}

fn is_clitic(letters: &str) -> bool {
    CLITICS.iter().any(|clitic| clitic.eq_ignore_ascii_case(letters))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentences(text: &str) -> Vec<Vec<&str>> {
        let mut tokens = Tokens::default();
        tokenize(text, &mut tokens);
        tokens.sentences(0, text).map(Iterator::collect).collect()
    }

    #[test]
    fn words_signs_and_sentences() {
        let rows: &[(&str, &[&[&str]])] = &[
            ("Raisi spoke. Assad listened.", &[&["Raisi", "spoke", "."], &["Assad", "listened", "."]]),
            ("Bashar al-Assad’s aide", &[&["Bashar", "al-Assad", "’s", "aide"]]),
            ("The U.S. said", &[&["The", "U.S.", "said"]]),
            ("J.K. Rowling and J. K. Rowling", &[&["J.K.", "Rowling", "and", "J.", "K.", "Rowling"]]),
            ("Mr. O'Neill didn't go.", &[&["Mr.", "O'Neill", "didn", "'t", "go", "."]]),
            ("BEIRUT (AP) — Fire", &[&["BEIRUT", "(", "AP", ")", "—", "Fire"]]),
            ("1,750 at 10:30", &[&["1,750", "at", "10:30"]]),
            ("AT&T Inc. fell", &[&["AT&T", "Inc.", "fell"]]),
            ("He said \"No.\" She left.", &[&["He", "said", "\"", "No", ".", "\""], &["She", "left", "."]]),
            ("Head\n\nBody", &[&["Head"], &["Body"]]),
            ("", &[]),
        ];
        for (text, expected) in rows {
            assert_eq!(&sentences(text), expected, "{text}");
        }
    }

    #[test]
    fn a_wrapped_line_goes_on_and_a_line_that_is_a_paragraph_does_not() {
        let wrapped = "The Bank of\nEngland raised its rate on Monday by\nhalf a point.";
        assert_eq!(sentences(wrapped).len(), 1);
        assert_eq!(sentences("Fire in Leeds\nTwo men were hurt.").len(), 2);
    }
}
