//! IPTC 7901: the wire of European agencies.
//!
//! In: messages of the IPTC Recommended Message Format (IPTC 7901, fifth edition of 1995,
//! <https://iptc.org/std/IPTC7901/1.0/specification/7901V5.pdf>), one or many to a file. Out: an article for each, with
//! headline, byline, the day of its end line, agency and section.
//!
//! The header is `SOH eca062 4 i 211 … dpa 061`: service and number, priority, category, words, then what the agency
//! puts there, and the keywords on a line of their own. The headline stands behind STX and ends with ` =`, a byline
//! as its last line. Behind ETX stands `131137 GMT Nov 13`: day, hour and minute, month, year.

use super::teleprinter::{
    Message, Stated, apart_by_indent, first_header, is_digits, read_messages, state_byline, year_of,
};
use crate::article::{DateSource, Dated, Problem, StatedArticle, tidy};
use crate::date::{self, NewsDate};
use crate::format::authors::begins_as_byline;
use crate::format::{Format, ItemSink};
use crate::source::{Input, Sample};

/// The format `iptc7901`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Iptc7901;

impl Format for Iptc7901 {
    fn name(&self) -> &'static str {
        "iptc7901"
    }

    fn signs(&self) -> &'static str {
        "IPTC 7901 agency wire: SOH with service and number, priority, category and words, text from STX on"
    }

    fn ids(&self) -> &'static str {
        "service and number of the message"
    }

    fn recognises(&self, sample: &Sample<'_>) -> bool {
        first_header(sample).is_some_and(|header| Header::read(&header).is_some())
    }

    fn read(&self, input: &mut Input<'_>, take: &mut ItemSink<'_>) -> Result<(), Problem> {
        read_messages(input, take, read_message)
    }
}

/// Category codes in use. The standard leaves them to the agencies; those of German ones are of two letters.
const CATEGORIES: &[(&str, &str)] = &[
    ("i", "International"),
    ("s", "Sports"),
    ("pl", "Politik"),
    ("wi", "Wirtschaft"),
    ("ku", "Kultur"),
    ("vm", "Vermischtes"),
    ("sp", "Sport"),
];

/// What stands before STX.
#[derive(Debug, PartialEq, Eq)]
struct Header<'a> {
    id: &'a str,
    category: &'a str,
    agency: Option<&'a str>,
}

impl<'a> Header<'a> {
    /// `None` where it has not the fields of a header.
    fn read(header: &'a str) -> Option<Self> {
        let line = header.split(['\n', '\r']).find(|line| !line.trim().is_empty())?;
        let mut words = line.split([' ', '\u{1f}', '\t']).filter(|word| !word.is_empty());
        let (id, priority, category) = (words.next()?, words.next()?, words.next()?);
        let number = id.trim_start_matches(|letter: char| letter.is_ascii_alphabetic());
        let has_service = (2..=4).contains(&(id.len() - number.len()));
        let is_category = category.len() <= 3 && category.bytes().all(|byte| byte.is_ascii_alphabetic());
        if !has_service || !is_digits(number, 3..=4) || !is_digits(priority, 1..=1) || !is_category {
            return None;
        }
        let rest: Vec<&str> = words.take(12).collect();
        let is_agency = |word: &str| word.len() <= 8 && word.chars().all(char::is_alphabetic);
        let pair = rest
            .windows(2)
            .find(|pair| is_agency(pair[0]) && pair[1].starts_with(|first: char| first.is_ascii_digit()));
        Some(Self { id, category, agency: pair.map(|pair| pair[0]) })
    }

    /// The section in words; codes of two and three letters that are not known stand for themselves.
    fn section(&self) -> Option<String> {
        let known = CATEGORIES.iter().find(|(code, _)| code.eq_ignore_ascii_case(self.category));
        let known = known.map(|(_, words)| (*words).to_owned());
        known.or_else(|| (self.category.len() > 1).then(|| self.category.to_owned()))
    }
}

fn read_message(message: &Message) -> Stated {
    let header = Header::read(&message.header);
    let date = read_end(&message.end);
    let mut article = StatedArticle {
        section: header.as_ref().and_then(Header::section),
        source: header.as_ref().and_then(|header| header.agency).map(str::to_owned),
        date: date.as_ref().ok().map(|date| Dated { date: *date, source: DateSource::Header }),
        ..StatedArticle::default()
    };
    let (top, body) = split_top(&message.text);
    read_top(top, &mut article);
    article.body = tidy(&apart_by_indent(text_for_publication(body)));
    let agency = article.source.clone();
    cut_sign_off(&mut article.body, agency.as_deref());
    Stated { id: header.map(|header| header.id.to_owned()), article, problem: date.err() }
}

/// Reads `131137 GMT Nov 13`; the zone may be missing or stand at the digits.
fn read_end(end: &str) -> Result<NewsDate, String> {
    let line = end.trim().lines().next().unwrap_or("");
    let words: Vec<&str> = line.split_whitespace().take(8).collect();
    let date =
        words.iter().position(|word| word.get(..6).is_some_and(|start| is_digits(start, 6..=6))).and_then(|at| {
            let digits = words[at];
            let is_year = |word: &&&str| is_digits(word, 2..=2) || is_digits(word, 4..=4);
            let year_at = at + 2 + words.get(at + 2..)?.iter().position(|word| is_year(&word))?;
            let (month, year) = (words[year_at - 1], year_of(words[year_at])?);
            let (day, hour, minute) = (&digits[..2], &digits[2..4], &digits[4..6]);
            Some(
                date::parse(&format!("{day} {month} {year} {hour}:{minute}")).map_err(|error| format!("date: {error}")),
            )
        });
    date.unwrap_or_else(|| {
        let found: String = line.chars().take(40).collect();
        Err(format!("date: expected day with hour and minute, month and year behind the text, found `{found}`"))
    })
}

/// How many lines headline and byline may have together.
const TOP_LINES_MAX: usize = 10;

/// Parts headline and byline from the text: they end with a `=` before the first empty line; where there is none, a
/// first paragraph of at most three lines is the headline.
fn split_top(text: &str) -> (&str, &str) {
    let text = text.trim_start();
    let mut at = 0;
    for (number, line) in text.split_inclusive('\n').take(TOP_LINES_MAX).enumerate() {
        if line.trim().is_empty() {
            return if number <= 3 { text.split_at(at) } else { ("", text) };
        }
        at += line.len();
        if line.trim_end().ends_with('=') {
            return text.split_at(at);
        }
        if text[at..].starts_with("  ") {
            return if number < 3 { text.split_at(at) } else { ("", text) };
        }
    }
    ("", text)
}

/// Words that say how urgent or how often told a story is, in lower case, as they stand on a line above the headline.
const MARKS: &[&str] = &[
    "extra",
    "lead",
    "1st",
    "2nd",
    "3rd",
    "4th",
    "5th",
    "1.",
    "2.",
    "3.",
    "4.",
    "ld",
    "urgent",
    "flash",
    "bulletin",
    "correction",
    "corrected",
    "update",
    "roundup",
    "summary",
    "feature",
    "analysis",
    "background",
    "preview",
    "advisory",
    "newsfeature",
    "eil",
    "eilmeldung",
    "blitz",
    "zusammenfassung",
    "hintergrund",
    "korrektur",
    "neu",
];

fn read_top(top: &str, article: &mut StatedArticle) {
    let mut lines: Vec<&str> = top.lines().map(|line| line.trim().trim_end_matches('=').trim_end()).collect();
    lines.retain(|line| !line.is_empty());
    if let Some(byline) = lines.pop_if(|line| begins_as_byline(line)) {
        state_byline(article, byline);
    }
    let is_mark = |line: &str| line.split_whitespace().all(|word| MARKS.contains(&word.to_lowercase().as_str()));
    while lines.len() > 1 && is_mark(lines[0]) {
        lines.remove(0);
    }
    article.title = lines.join(" ").split_whitespace().collect::<Vec<_>>().join(" ");
}

/// The text up to where it says itself that what follows is not for publication: names and numbers of the desk.
fn text_for_publication(text: &str) -> &str {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim();
        let is_rule = trimmed.len() >= 3 && trimmed.bytes().all(|byte| matches!(byte, b'*' | b' '));
        let after = &text[at + line.len()..];
        if is_rule && after.trim_start().lines().next().is_some_and(is_not_for_publication) {
            return &text[..at];
        }
        at += line.len();
    }
    text
}

fn is_not_for_publication(line: &str) -> bool {
    let line = line.to_lowercase();
    (line.contains(" not ") && line.contains("for publication")) || line.contains("nicht zur veröffentlichung")
}

/// Cuts the initials of those who wrote and edited, `dpa grj rmo`, and a heading that then stands over nothing.
fn cut_sign_off(body: &mut String, agency: Option<&str>) {
    let last_line_at = |body: &str| body.rfind('\n').map_or(0, |at| at + 1);
    let mut words = body[last_line_at(body)..].split_whitespace();
    let names_agency = words.next().zip(agency).is_some_and(|(word, agency)| word.eq_ignore_ascii_case(agency));
    let is_initials = |word: &str| word.len() <= 4 && word.chars().all(char::is_lowercase);
    if names_agency && words.clone().count() <= 6 && words.all(is_initials) {
        body.truncate(last_line_at(body));
        body.truncate(body.trim_end().len());
    }
    if body[last_line_at(body)..].starts_with("# ") {
        body.truncate(last_line_at(body));
        body.truncate(body.trim_end().len());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wire_gives_headline_byline_and_text() {
        let cases: &[(&str, &str, Option<&str>, &str)] = &[
            ("Bridge opens =\n\n   Lune (xyz) - It\nopened.\n", "Bridge opens", None, "Lune (xyz) - It\nopened."),
            (
                "1ST LEAD\nBridge opens in\nLune\nBy Anna Petrova, xyz =\n\nLune - Open.\n\n# Notebook\n\n* * * *\n\
                 The following information is not for publication\n\n- Tel: 1\nxyz ap\n",
                "Bridge opens in Lune",
                Some("Anna Petrova, xyz"),
                "Lune - Open.",
            ),
            (
                "Brücke eröffnet=\nLune (xyz) Offen.\n   Zwei.\n\nxyz ap yd\n",
                "Brücke eröffnet",
                None,
                "Lune (xyz) Offen.\n\nZwei.",
            ),
            ("EXTRA =\n\nText.", "EXTRA", None, "Text."),
            ("A title\n\nThe text.", "A title", None, "The text."),
            ("a\nb\nc\nd\ne\n\nf", "", None, "a\nb\nc\nd\ne\n\nf"),
            ("", "", None, ""),
        ];
        for (text, title, byline, body) in cases {
            let header = "xyz062 4 sp 211 ccccb   xyz 061\n\nLune/Bridge/\n".to_owned();
            let message = Message { header, text: (*text).into(), end: "071341 GMT Okt 15 ".into() };
            let article = read_message(&message).article;
            assert_eq!((article.title.as_str(), article.byline.as_deref()), (*title, *byline), "{text}");
            assert_eq!(article.body, *body);
            let authors: &[&str] = if byline.is_some() { &["Anna Petrova"] } else { &[] };
            assert_eq!(article.authors, authors, "the agency is no author");
            assert_eq!((article.source.as_deref(), article.section.as_deref()), (Some("xyz"), Some("Sport")));
            assert_eq!(article.date.unwrap().date.to_string(), "2015-10-07");
        }
    }

    #[test]
    fn the_end_line_gives_the_day() {
        let cases = [
            ("131137 GMT Nov 13 ", Some("2013-11-13")),
            ("131137GMT NOV 99", Some("1999-11-13")),
            ("011137 mai 1987", Some("1987-05-01")),
            ("231700 Jan 17", Some("2017-01-23")),
            ("321137 GMT Nov 13", None),
            ("soon", None),
            ("", None),
        ];
        for (line, date) in cases {
            assert_eq!(read_end(line).ok().map(|date| date.to_string()).as_deref(), date, "{line}");
        }
    }

    #[test]
    fn headers_are_told_from_others() {
        let cases = [
            ("bkn014 4 pl 171 vvvvb KNA 170123-89-00065#2\nRat/Kinder\n", Some(("bkn014", "pl", Some("KNA")))),
            ("eca0124 3 i 93  dpa 1888\r\n", Some(("eca0124", "i", Some("dpa")))),
            ("eca124 3 i 93", Some(("eca124", "i", None))),
            ("W2870\u{1f}_asian\nf l\u{13}\u{11} BC-X 11-13 1049\n", None),
            ("one two three", None),
            ("", None),
        ];
        for (header, expected) in cases {
            let read = Header::read(header).map(|header| (header.id, header.category, header.agency));
            assert_eq!(read, expected, "{header}");
        }
    }
}
