//! Cuts the text of a date into tokens: numbers, words of the calendar in eight languages, marks. Of any text so many and no
//! more, so that the cost of reading a date is bounded.

/// The most tokens that are looked at. The longest date there is, with weekday, time and zone, has 24.
const TOKENS_MAX: usize = 32;

/// The most letters of a word of the calendar (`segunda`, `понедельник`, `septiembre`), in bytes.
const WORD_BYTES_MAX: usize = 32;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// Digits; `value` is 0 where there are more than 9.
    Number {
        value: u32,
        digits: u8,
    },
    Month(u32),
    Weekday,
    Meridiem {
        is_afternoon: bool,
    },
    /// `st`, `nd`, `er` behind a number.
    Ordinal,
    /// `h` between hours and minutes.
    Hour,
    /// `of`, `de`, `at`, `published`: a word that says nothing about the day.
    Filler,
    /// `GMT`, `Z`, `EST`.
    Zone,
    Letter(char),
    Word,
    Mark(char),
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Spanned {
    pub(super) token: Token,
    pub(super) start: usize,
    pub(super) end: usize,
    /// Whether this is the `T` of ISO 8601.
    pub(super) is_t: bool,
}

pub(super) struct Tokens {
    array: [Spanned; TOKENS_MAX],
    count: usize,
    /// Whether the text has more of them.
    pub(super) cut_off: bool,
}

impl Tokens {
    pub(super) fn of(text: &str) -> Self {
        let blank = Spanned { token: Token::Word, start: 0, end: 0, is_t: false };
        let mut tokens = Self { array: [blank; TOKENS_MAX], count: 0, cut_off: false };
        let mut position = 0;
        while let Some(first) = text[position..].chars().next() {
            let rest = &text[position..];
            if first.is_whitespace() || first.is_control() {
                position += first.len_utf8();
                continue;
            }
            if tokens.count == TOKENS_MAX {
                tokens.cut_off = true;
                break;
            }
            let (token, length) = next_token(rest, first);
            let is_t = matches!(&rest[..length], "T" | "t");
            tokens.array[tokens.count] = Spanned { token, start: position, end: position + length, is_t };
            tokens.count += 1;
            position += length;
        }
        tokens
    }

    pub(super) fn list(&self) -> &[Spanned] {
        &self.array[..self.count]
    }
}

/// The token at the start of `rest`, and its length in bytes.
fn next_token(rest: &str, first: char) -> (Token, usize) {
    if first.is_ascii_digit() {
        let length = rest.bytes().take_while(u8::is_ascii_digit).take(255).count();
        let value = if length <= 9 { rest[..length].parse().unwrap_or(0) } else { 0 };
        return (Token::Number { value, digits: u8::try_from(length).unwrap_or(u8::MAX) }, length);
    }
    match first {
        // Year, month and day as Chinese and Japanese write them: 2022年7月11日.
        '年' | '月' => return (Token::Mark('-'), first.len_utf8()),
        _ if !first.is_alphabetic() || first == '日' => return (Token::Mark(first), first.len_utf8()),
        _ => {}
    }
    let length = rest.find(|letter: char| !letter.is_alphabetic()).unwrap_or(rest.len());
    (word_token(&rest[..length]), length)
}

/// Whether a word is the name of a month or a day of the week, in full or short.
pub(crate) fn is_calendar_word(word: &str) -> bool {
    matches!(word_token(word), Token::Month(_) | Token::Weekday)
}

fn word_token(word: &str) -> Token {
    if word.len() > WORD_BYTES_MAX {
        return Token::Word;
    }
    let mut folded = String::with_capacity(WORD_BYTES_MAX);
    folded.extend(word.chars().flat_map(char::to_lowercase).map(without_accent));
    let token = month_of(&folded).map(Token::Month).or_else(|| calendar_word(&folded));
    token.unwrap_or_else(|| match (folded.chars().next(), folded.chars().count()) {
        (Some(letter), 1) => Token::Letter(letter),
        _ => Token::Word,
    })
}

fn without_accent(letter: char) -> char {
    match letter {
        'á' | 'à' | 'ä' | 'â' | 'ã' => 'a',
        'é' | 'è' | 'ê' => 'e',
        'í' | 'ì' => 'i',
        'ó' | 'ò' => 'o',
        'û' | 'ú' | 'ü' => 'u',
        'ç' => 'c',
        'ё' => 'е',
        other => other,
    }
}

/// Names of months and their usual abbreviations: English, German, French, Spanish, Italian, Portuguese, Dutch, Russian
/// (genitive, as in dates, and nominative, as in `июль 2022`). Lower case, without accents.
fn month_of(word: &str) -> Option<u32> {
    Some(match word {
        "january" | "jan" | "januar" | "jänner" | "janner" | "jaenner" | "janvier" | "janv" | "enero" | "ene"
        | "gennaio" | "gen" | "janeiro" | "januari" | "января" | "январь" | "янв" => 1,
        "february" | "feb" | "febr" | "februar" | "feber" | "fevrier" | "fev" | "fevr" | "febrero" | "febbraio"
        | "fevereiro" | "februari" | "февраля" | "февраль" | "фев" | "февр" => 2,
        "march" | "mar" | "marz" | "maerz" | "mrz" | "mars" | "marzo" | "marco" | "maart" | "mrt" | "марта"
        | "март" | "мар" => 3,
        "april" | "apr" | "avril" | "avr" | "abril" | "abr" | "aprile" | "апреля" | "апрель" | "апр" => {
            4
        }
        "may" | "mai" | "mayo" | "maggio" | "mag" | "maio" | "mei" | "мая" | "май" => 5,
        "june" | "jun" | "juni" | "juin" | "junio" | "giugno" | "giu" | "junho" | "июня" | "июнь" | "июн" => {
            6
        }
        "july" | "jul" | "juli" | "juillet" | "juil" | "julio" | "luglio" | "lug" | "julho" | "июля" | "июль"
        | "июл" => 7,
        "august" | "aug" | "aout" | "agosto" | "ago" | "augustus" | "августа" | "август" | "авг" => 8,
        "september" | "sept" | "sep" | "septembre" | "septiembre" | "setiembre" | "set" | "settembre" | "sett"
        | "setembro" | "сентября" | "сентябрь" | "сен" | "сент" => 9,
        "october" | "oct" | "oktober" | "okt" | "octobre" | "octubre" | "ottobre" | "ott" | "outubro" | "out"
        | "октября" | "октябрь" | "окт" => 10,
        "november" | "nov" | "novembre" | "noviembre" | "novembro" | "ноября" | "ноябрь" | "ноя" | "нояб" => {
            11
        }
        "december" | "dec" | "dezember" | "dez" | "decembre" | "diciembre" | "dic" | "dicembre" | "dezembro"
        | "декабря" | "декабрь" | "дек" => 12,
        _ => return None,
    })
}

/// The other words of dates, in the languages of [`month_of`]. Lower case, without accents.
fn calendar_word(word: &str) -> Option<Token> {
    Some(match word {
        "am" => Token::Meridiem { is_afternoon: false },
        "pm" => Token::Meridiem { is_afternoon: true },
        "st" | "nd" | "rd" | "th" | "er" | "eme" | "º" | "ª" => Token::Ordinal,
        "h" | "hrs" => Token::Hour,
        "z" | "gmt" | "utc" | "ut" | "bst" | "est" | "edt" | "et" | "cst" | "cdt" | "ct" | "mst" | "mdt" | "pst"
        | "pdt" | "pt" | "cet" | "cest" | "eet" | "eest" | "msk" | "ist" | "irst" | "jst" | "aest" | "aedt" | "mez"
        | "mesz" => Token::Zone,
        "t" | "of" | "the" | "on" | "at" | "de" | "del" | "di" | "do" | "du" | "le" | "el" | "il" | "den" | "der"
        | "em" | "um" | "op" | "g" | "г" | "года" | "год" | "в" | "date" | "dated" | "published" | "posted"
        | "updated" | "uhr" | "alle" | "ore" | "kl" | "a" | "an" | "las" | "vom" | "publie" | "publicado" => {
            Token::Filler
        }
        _ if WEEKDAYS.contains(&word) => Token::Weekday,
        _ => return None,
    })
}

/// Days of the week and their abbreviations, in the languages of [`month_of`].
const WEEKDAYS: &[&str] = &[
    "monday",
    "mon",
    "tuesday",
    "tue",
    "tues",
    "wednesday",
    "wed",
    "thursday",
    "thu",
    "thur",
    "thurs",
    "friday",
    "fri",
    "saturday",
    "sat",
    "sunday",
    "sun",
    "montag",
    "mo",
    "dienstag",
    "mittwoch",
    "mi",
    "donnerstag",
    "freitag",
    "fr",
    "samstag",
    "sonnabend",
    "sonntag",
    "so",
    "lundi",
    "mardi",
    "mercredi",
    "jeudi",
    "vendredi",
    "samedi",
    "dimanche",
    "lun",
    "mer",
    "jeu",
    "ven",
    "sam",
    "dim",
    "lunes",
    "martes",
    "miercoles",
    "jueves",
    "viernes",
    "sabado",
    "domingo",
    "mie",
    "jue",
    "vie",
    "sab",
    "dom",
    "lunedi",
    "martedi",
    "mercoledi",
    "giovedi",
    "venerdi",
    "sabato",
    "domenica",
    "gio",
    "segunda",
    "terca",
    "quarta",
    "quinta",
    "sexta",
    "feira",
    "seg",
    "ter",
    "qua",
    "qui",
    "sex",
    "maandag",
    "dinsdag",
    "woensdag",
    "donderdag",
    "vrijdag",
    "zaterdag",
    "zondag",
    "понедельник",
    "вторник",
    "среда",
    "четверг",
    "пятница",
    "суббота",
    "воскресенье",
    "пн",
    "вт",
    "ср",
    "чт",
    "пт",
    "сб",
    "вс",
];
