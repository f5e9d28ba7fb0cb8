//! Cuts the text of a date into tokens: numbers, words of the calendar, marks. Of any text so many and no more, so that
//! the cost of reading a date is bounded.
//!
//! In: a text, and its language where that is known. Out: [`Tokens`]. Digits of any script are numbers; a year beside the
//! name of its era is counted in ours, and two names of one month (`تموز/يوليو`) are one.

use unicode_normalization::char::is_combining_mark;

use super::token::Token;
use super::words::word_token;

/// The most tokens that are looked at. The longest date there is, with weekday, time and zone, has 24.
const TOKENS_MAX: usize = 32;

/// The first year of the Gregorian calendar in East Asia, which numbered years by era before; days of earlier ones are
/// those of another calendar.
const YEAR_OF_ERA_MIN: i64 = 1873;

#[derive(Clone, Copy, Debug)]
pub(super) struct Spanned {
    pub(super) token: Token,
    pub(super) start: usize,
    pub(super) end: usize,
    /// The letter, in lower case, of a word that is one ASCII letter: the `T` of ISO 8601, the `a` and `m` of `a.m.`.
    pub(super) letter: Option<char>,
}

pub(super) struct Tokens {
    array: [Spanned; TOKENS_MAX],
    count: usize,
    /// Whether the text has more of them.
    pub(super) cut_off: bool,
}

impl Tokens {
    pub(super) fn of(text: &str, language: Option<&str>) -> Self {
        let blank = Spanned { token: Token::Word, start: 0, end: 0, letter: None };
        let mut tokens = Self { array: [blank; TOKENS_MAX], count: 0, cut_off: false };
        let mut position = 0;
        while let Some(first) = text[position..].chars().next() {
            if is_passed_over(first) {
                position += first.len_utf8();
                continue;
            }
            if tokens.count == TOKENS_MAX {
                tokens.cut_off = true;
                break;
            }
            let (token, length) = next_token(&text[position..], first, language);
            let end = position + length;
            let letter = (length == 1 && first.is_ascii_alphabetic()).then_some(first.to_ascii_lowercase());
            if !tokens.join(token, end) {
                tokens.array[tokens.count] = Spanned { token, start: position, end, letter };
                tokens.count += 1;
            }
            position = end;
        }
        tokens
    }

    pub(super) fn list(&self) -> &[Spanned] {
        &self.array[..self.count]
    }

    /// Makes one token of the last and this one where they are one thing: `tháng 7`, `พ.ศ. 2565`, `تموز/يوليو`.
    fn join(&mut self, token: Token, end: usize) -> bool {
        let Some(last) = self.count.checked_sub(1) else { return false };
        let joined = match (self.array[last].token, token) {
            (Token::MonthWord, Token::Number { value: month @ 1..=12, digits: 1..=2 }) => Token::Month(month),
            (Token::MonthStem { first, .. }, Token::WhichOfTwo(1)) => Token::Month(first),
            (Token::MonthStem { second, .. }, Token::WhichOfTwo(2)) => Token::Month(second),
            (Token::Era { year_before_first }, Token::Number { value, digits: 1..=4 }) => {
                year_of_era(year_before_first, value)
            }
            (Token::Mark('/' | '('), Token::Month(month))
                if last > 0 && self.array[last - 1].token == Token::Month(month) =>
            {
                self.count = last;
                self.array[last - 1].end = end;
                return true;
            }
            _ => return false,
        };
        let start = self.array[last].start;
        self.array[last] = Spanned { token: joined, start, end, letter: None };
        true
    }
}

fn year_of_era(year_before_first: i64, year: u32) -> Token {
    let value = year_before_first + i64::from(year);
    match u32::try_from(value) {
        Ok(value) if i64::from(value) >= YEAR_OF_ERA_MIN => Token::Number { value, digits: 4 },
        _ => Token::Word,
    }
}

/// Blanks, control characters, and the marks of the direction of writing.
fn is_passed_over(character: char) -> bool {
    character.is_whitespace()
        || character.is_control()
        || matches!(character, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{ad}')
}

/// The token at the start of `rest`, and its length in bytes.
fn next_token(rest: &str, first: char, language: Option<&str>) -> (Token, usize) {
    if digit_value(first).is_some() {
        return number_token(rest);
    }
    if !first.is_ascii() {
        if let Some((written, token)) = WITHOUT_BLANKS.iter().find(|(written, _)| rest.starts_with(written)) {
            return (*token, written.len());
        }
        // The first year of an era is its `元年`.
        if rest.starts_with("元年") {
            return (Token::Number { value: 1, digits: 1 }, first.len_utf8());
        }
        if let Some(found) = chinese_number(rest) {
            return found;
        }
    }
    match first {
        // Year, month and day as Chinese and Japanese write them: 2022年7月11日.
        '年' | '月' => return (Token::Mark('-'), first.len_utf8()),
        '日' | '号' | '號' => return (Token::Mark('日'), first.len_utf8()),
        _ if !first.is_alphabetic() => return (Token::Mark(plain_mark(first)), first.len_utf8()),
        _ => {}
    }
    let length = rest.find(|letter: char| !letter.is_alphabetic() && !is_combining_mark(letter)).unwrap_or(rest.len());
    (word_token(&rest[..length], language), length)
}

fn number_token(rest: &str) -> (Token, usize) {
    let (mut value, mut digits, mut length, mut is_eastern) = (0_u32, 0_u8, 0, false);
    for character in rest.chars().take(usize::from(u8::MAX)) {
        let Some(digit) = digit_value(character) else { break };
        digits += 1;
        value = if digits <= 9 { value * 10 + digit } else { 0 };
        length += character.len_utf8();
        is_eastern |= matches!(character, '\u{660}'..='\u{669}' | '\u{6f0}'..='\u{6f9}');
    }
    // `۱۴۰۱` and `١٤٤٣` count from the Hijra, in calendars that are not read.
    let is_of_hijra = is_eastern && digits == 4 && (1200..1500).contains(&value);
    (if is_of_hijra { Token::Word } else { Token::Number { value, digits } }, length)
}

/// The value of a decimal digit of the scripts in which newspapers are printed.
fn digit_value(character: char) -> Option<u32> {
    const ZEROS: [u32; 15] =
        [0x660, 0x6f0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50, 0x1040, 0x17e0, 0xff10];
    let code = u32::from(character);
    character.to_digit(10).or_else(|| {
        let zero = ZEROS.iter().find(|zero| (**zero..**zero + 10).contains(&code))?;
        Some(code - zero)
    })
}

/// A number in Chinese characters before `年`, `月` or `日`: `二〇二二年七月十一日`.
fn chinese_number(rest: &str) -> Option<(Token, usize)> {
    const DIGITS: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    let (mut value, mut digits, mut length, mut has_ten) = (0_u32, 0_u8, 0, false);
    for character in rest.chars() {
        if matches!(character, '年' | '月' | '日' | '号' | '號') {
            let digits = if has_ten { 2 } else { digits };
            return (1..=4).contains(&digits).then_some((Token::Number { value, digits }, length));
        }
        let character_is_zero = matches!(character, '零' | '○');
        let place = if character_is_zero { Some(0) } else { DIGITS.iter().position(|digit| *digit == character) };
        match place.and_then(|place| u32::try_from(place).ok()) {
            Some(digit) if has_ten => value += digit,
            Some(digit) => value = value * 10 + digit,
            // `十一` is 11, `二十` 20.
            None if character == '十' && !has_ten => (value, has_ten) = (value.max(1) * 10, true),
            None => return None,
        }
        (digits, length) = (digits + 1, length + character.len_utf8());
        if digits > 4 {
            return None;
        }
    }
    None
}

/// Marks of other scripts as those of ASCII.
fn plain_mark(mark: char) -> char {
    match mark {
        '\u{ff0d}' | '\u{2010}' | '\u{2011}' => '-',
        '\u{ff0f}' => '/',
        '\u{ff0e}' | '॰' => '.',
        '\u{ff1a}' => ':',
        '\u{ff0c}' | '،' | '、' => ',',
        '\u{ff08}' => '(',
        '\u{ff09}' => ')',
        '׳' => '\'',
        other => other,
    }
}

/// What is written with no blank behind it, or with full stops inside.
const WITHOUT_BLANKS: &[(&str, Token)] = &[
    ("ม.ค.", Token::Month(1)),
    ("ก.พ.", Token::Month(2)),
    ("มี.ค.", Token::Month(3)),
    ("เม.ย.", Token::Month(4)),
    ("พ.ค.", Token::Month(5)),
    ("มิ.ย.", Token::Month(6)),
    ("ก.ค.", Token::Month(7)),
    ("ส.ค.", Token::Month(8)),
    ("ก.ย.", Token::Month(9)),
    ("ต.ค.", Token::Month(10)),
    ("พ.ย.", Token::Month(11)),
    ("ธ.ค.", Token::Month(12)),
    ("ค.ศ.", Token::Filler),
    ("พ.ศ.", Token::Era { year_before_first: -543 }),
    ("中華民國", Token::Era { year_before_first: 1911 }),
    ("中华民国", Token::Era { year_before_first: 1911 }),
    ("民國", Token::Era { year_before_first: 1911 }),
    ("民国", Token::Era { year_before_first: 1911 }),
    ("明治", Token::Era { year_before_first: 1867 }),
    ("大正", Token::Era { year_before_first: 1911 }),
    ("昭和", Token::Era { year_before_first: 1925 }),
    ("平成", Token::Era { year_before_first: 1988 }),
    ("令和", Token::Era { year_before_first: 2018 }),
];
