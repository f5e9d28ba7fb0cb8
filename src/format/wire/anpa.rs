//! ANPA 1312: the wire of American agencies, as AP sent it until 2023.
//!
//! In: messages of the News Wire Service Transmission Guidelines of the American Newspaper Publishers Association (ANPA
//! 1312, revision of 1989), one or many to a file. Out: an article for each, with headline, byline, the day of its end
//! line, agency and section. An overview is at <https://en.wikipedia.org/wiki/ANPA-1312>; the codes are listed by IPTC,
//! <http://cvx.iptc.org/>.
//!
//! The header is `SOH W2870 US selector`, then `priority category DC3 DC1 keyword month-day words`. In the text `^`
//! begins a line of header, `<` ends a line (quad left) and `=` a centred one; the first is the keyword again, then
//! come headline, notes to editors and byline, and the text begins where paragraphs are indented. Behind ETX stands
//! `AP-WF-11-13-13 1509GMT`: month, day, year. The day of the header has no year and is left alone.

use super::teleprinter::{Message, Stated, first_header, is_digits, read_messages, state_byline, year_of};
use crate::article::{DateSource, Dated, Problem, StatedArticle, tidy};
use crate::date::{ClockTime, NewsDate};
use crate::format::authors::begins_as_byline;
use crate::format::{Format, ItemSink};
use crate::source::{Input, Sample};

/// The format `anpa`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Anpa;

impl Format for Anpa {
    fn name(&self) -> &'static str {
        "anpa"
    }

    fn signs(&self) -> &'static str {
        "ANPA 1312 agency wire: SOH with service letter and number, then priority and category, text from STX on"
    }

    fn ids(&self) -> &'static str {
        "service letter and number of the message"
    }

    fn recognises(&self, sample: &Sample<'_>) -> bool {
        first_header(sample).is_some_and(|header| Header::read(&header).is_anpa())
    }

    fn read(&self, input: &mut Input<'_>, take: &mut ItemSink<'_>) -> Result<(), Problem> {
        read_messages(input, take, read_message)
    }
}

/// Category codes (section J of the guidelines) whose meaning is the same at every agency.
const CATEGORIES: &[(&str, &str)] = &[
    ("a", "Domestic"),
    ("b", "Special Events"),
    ("d", "Food"),
    ("e", "Entertainment"),
    ("f", "Finance"),
    ("i", "International"),
    ("k", "Commentary"),
    ("l", "Lifestyle"),
    ("n", "State and Regional"),
    ("o", "Weather"),
    ("p", "Politics"),
    ("q", "Sports Scores"),
    ("r", "Racing"),
    ("s", "Sports"),
    ("t", "Travel"),
    ("v", "Advisories"),
    ("w", "Washington"),
];

/// What stands before STX.
#[derive(Debug, PartialEq, Eq)]
struct Header<'a> {
    id: Option<&'a str>,
    category: Option<&'a str>,
    /// Whether the second line has the marks of format behind the category, as only this wire has them.
    has_format: bool,
}

impl<'a> Header<'a> {
    fn read(header: &'a str) -> Self {
        let mut lines = header.split(['\n', '\r']).filter(|line| !line.is_empty());
        let first = lines.next().unwrap_or("");
        let id = first.split(['\u{1f}', ' ']).next().unwrap_or("");
        let is_id = id.starts_with(|letter: char| letter.is_ascii_alphabetic()) && is_digits(&id[1..], 3..=4);
        let second = lines.next().unwrap_or("");
        let mut letters = second.chars();
        let (priority, gap, category) = (letters.next(), letters.next(), letters.next());
        let is_letter = |letter: Option<char>| letter.is_some_and(|letter| letter.is_ascii_alphabetic());
        let has_codes = is_letter(priority) && gap == Some(' ') && is_letter(category);
        let after = letters.next();
        let has_format = matches!(after, Some('\u{11}'..='\u{14}'));
        let category = second.get(2..3).filter(|_| has_codes && (has_format || after == Some(' ')));
        Self { id: is_id.then_some(id), category, has_format: has_codes && has_format }
    }

    fn is_anpa(&self) -> bool {
        self.id.is_some() && (self.has_format || self.category.is_some())
    }

    fn section(&self) -> Option<&'static str> {
        let category = self.category?;
        CATEGORIES.iter().find(|(code, _)| code.eq_ignore_ascii_case(category)).map(|(_, words)| *words)
    }
}

fn read_message(message: &Message) -> Stated {
    let header = Header::read(&message.header);
    let end = read_end(&message.end);
    let mut article = StatedArticle {
        section: header.section().map(str::to_owned),
        source: end.agency.map(str::to_owned),
        date: end.date.as_ref().ok().map(|date| Dated { date: *date, source: DateSource::Header }),
        ..StatedArticle::default()
    };
    read_text(&message.text, &mut article);
    Stated { id: header.id.map(str::to_owned), article, problem: end.date.err() }
}

/// What the line behind ETX states.
struct End<'a> {
    agency: Option<&'a str>,
    date: Result<NewsDate, String>,
}

fn read_end(end: &str) -> End<'_> {
    let line = end.trim().lines().next().unwrap_or("").trim_end_matches('<');
    let parts: Vec<&str> = line.split(|letter: char| !letter.is_alphanumeric()).take(12).collect();
    let agency = parts
        .first()
        .copied()
        .filter(|word| (2..=8).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_alphabetic()));
    let date = parts.windows(3).enumerate().find_map(|(at, window)| {
        let [month, day, year] = window else { return None };
        let is_date = is_digits(month, 1..=2) && is_digits(day, 1..=2) && is_digits(year, 2..=4);
        let date = NewsDate::of_day(year_of(year).filter(|_| is_date)?, month.parse().ok()?, day.parse().ok()?)?;
        Some(clock(parts.get(at + 3).copied().unwrap_or("")).map_or(date, |time| date.at(time)))
    });
    let date = date.ok_or_else(|| {
        let found: String = line.chars().take(40).collect();
        format!("date: expected `AP-WF-month-day-year` behind the text, found `{found}`")
    });
    End { agency, date }
}

/// `1509GMT`
fn clock(text: &str) -> Option<ClockTime> {
    let digits = text.get(..4).filter(|digits| is_digits(digits, 4..=4))?;
    ClockTime::new(digits[..2].parse().ok()?, digits[2..].parse().ok()?, 0)
}

/// How a line of the text ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Quad {
    Left,
    Centre,
    None,
}

fn split_quad(line: &str) -> (&str, Quad) {
    let line = line.trim_end();
    if let Some(line) = line.strip_suffix('<') {
        (line.trim_end(), Quad::Left)
    } else if let Some(line) = line.strip_suffix('=') {
        (line.trim_end(), Quad::Centre)
    } else {
        (line, Quad::None)
    }
}

/// Reads header lines, and the text below them.
fn read_text(text: &str, article: &mut StatedArticle) {
    let mut kept = Vec::new();
    let mut rest = text;
    let mut is_first = true;
    while let Some((lines, behind)) = header_line(rest, is_first) {
        rest = behind;
        if lines.trim().is_empty() {
            continue;
        }
        // `^*9006< ^AP-Headlines,0176<` is two lines on one.
        for line in lines.split_inclusive("< ") {
            read_header_line(line, is_first, article, &mut kept);
        }
        is_first = false;
    }
    kept.push(body(rest));
    article.body = tidy(&kept.join("\n\n"));
}

/// The next line of the header, and what follows; a headline may run on over two lines. `None` where the text begins.
fn header_line(text: &str, is_first: bool) -> Option<(String, &str)> {
    if text.is_empty() {
        return None;
    }
    let (line, behind) = text.split_once('\n').unwrap_or((text, ""));
    let start = line.trim_start();
    if start.is_empty() {
        return Some((String::new(), behind));
    }
    let (_, quad) = split_quad(start);
    if !start.starts_with('^') {
        return (is_first && quad == Quad::Left && is_keyword_line(start)).then(|| (start.to_owned(), behind));
    }
    if quad != Quad::None {
        return Some((start.to_owned(), behind));
    }
    let (next, behind) = behind.split_once('\n').unwrap_or((behind, ""));
    let runs_on = next.starts_with(|letter: char| letter != '^' && !letter.is_whitespace());
    let runs_on = runs_on && split_quad(next).1 != Quad::None;
    runs_on.then(|| (format!("{start} {next}"), behind))
}

fn read_header_line(line: &str, is_first: bool, article: &mut StatedArticle, kept: &mut Vec<String>) {
    let (content, quad) = split_quad(line);
    let content = content.trim_start_matches(['^', ' ', '\t']).trim_end();
    let is_byline = begins_as_byline(content);
    if content.is_empty() || (is_first && is_keyword_line(content)) || is_note(content) {
        return;
    }
    if is_byline && article.byline.is_none() && quad == Quad::Centre {
        state_byline(article, content);
    } else if quad == Quad::Centre && article.byline.is_some() {
        // The author's agency or office.
    } else if article.title.is_empty() && quad == Quad::Left && !is_editors_note(content) {
        article.title = content.split_whitespace().collect::<Vec<_>>().join(" ");
    } else {
        kept.push(content.to_owned());
    }
}

/// `BC-US--Ethanol, 1st Ld-Writethru,1140`: a cycle and slugs, or a number at its end; `*9006` is a code of
/// the selector.
fn is_keyword_line(line: &str) -> bool {
    let line = line.trim_start_matches(['^', ' ']).trim_end_matches(['<', ' ']);
    let has_cycle = ["BC-", "AM-", "PM-", "AP-"]
        .iter()
        .any(|cycle| line.get(..3).is_some_and(|start| start.eq_ignore_ascii_case(cycle)));
    let (before, last) = line.rsplit_once(',').unwrap_or(("", "none"));
    let has_count = last.trim().is_empty() || is_digits(last.trim(), 2..=5);
    let is_code = line.strip_prefix('*').is_some_and(|code| is_digits(code, 1..=8));
    has_cycle || is_code || (has_count && !before.is_empty() && !before.trim().contains(' '))
}

/// Notes to those who edit the paper, and marks of urgency: no text.
fn is_note(line: &str) -> bool {
    let starts = ["Eds:", "Eds.", "AP Photo", "AP Graphic", "AP Video", "With AP", "For release", "For Release", "Adv"];
    let marks = ["URGENT", "BULLETIN", "FLASH", "NEWSALERT", "APNewsAlert"];
    starts.iter().any(|start| line.starts_with(start)) || marks.contains(&line)
}

fn is_editors_note(line: &str) -> bool {
    line.get(..8).is_some_and(|start| start.eq_ignore_ascii_case("EDITOR'S") || start.eq_ignore_ascii_case("EDITORS "))
}

/// The text: indented lines are paragraphs, lines that end with a quad stay lines.
fn body(text: &str) -> String {
    let mut body = String::with_capacity(text.len());
    let mut last = Quad::None;
    for line in text.split('\n') {
        let is_indented = line.starts_with("  ") || line.starts_with('\t');
        let (content, quad) = if line.trim_end().ends_with('<') { split_quad(line) } else { (line, Quad::None) };
        let has_mark = content.trim_start().starts_with('^') || quad == Quad::Left;
        let content = content.trim_start_matches([' ', '\t', '^']).trim_end();
        let is_rule = content.len() >= 2 && content.bytes().all(|byte| byte == b'_');
        if is_rule || (has_mark && content == "END") {
            body.push('\n');
            continue;
        }
        if is_indented && !content.is_empty() && last == Quad::None {
            body.push('\n');
        }
        body.push_str(content);
        body.push('\n');
        last = quad;
    }
    body
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(header: &str, text: &str, end: &str) -> Stated {
        read_message(&Message { header: header.into(), text: text.into(), end: end.into() })
    }

    const HEADER: &str = "W0101\u{1f}_asian\r\nr i\u{13}\u{11} BC-XY--Harbour     03-05 0120\r\n";

    #[test]
    fn a_wire_gives_what_its_header_lines_say() {
        let text = "^BC-XY--Harbour Bridge, 1st Ld,120<\n^Bridge opens after\nnine years<\n^AP Photo XY101<\n\
                    ^Eds: Adds quote.<\n^EDITOR'S NOTE _ One of two parts.<\n^By ANNA PETROVA and YUSUF DEMIR=\n\
                    ^Associated Press=\n\t   PORT LUNE (AP) _ The bridge\n\
                    opened on Tuesday.\n \n\t   ``At last,'' one said.\n\
                    \t   ___\n\t   From the harbour.\n";
        let stated = read(HEADER, text, "AP-WF-03-05-87 1423EST<\n\n");
        let article = stated.article;
        assert_eq!(stated.id.as_deref(), Some("W0101"));
        assert_eq!(article.title, "Bridge opens after nine years");
        assert_eq!(article.byline.as_deref(), Some("ANNA PETROVA and YUSUF DEMIR"));
        assert_eq!(article.authors, ["ANNA PETROVA", "YUSUF DEMIR"]);
        let date = article.date.unwrap();
        assert_eq!((date.date.to_string().as_str(), date.source), ("1987-03-05", DateSource::Header));
        assert_eq!((article.source.as_deref(), article.section.as_deref()), (Some("AP"), Some("International")));
        assert_eq!(
            article.body,
            "EDITOR'S NOTE _ One of two parts.\n\nPORT LUNE (AP) _ The bridge\nopened on Tuesday.\n\n\
             ``At last,'' one said.\n\nFrom the harbour."
        );
    }

    #[test]
    fn tables_stay_lines_and_lists_of_headlines_are_text() {
        let table = "^BC-XY--Tides,<\n\t   High water at noon:<\n\t   Lune;4.1;3.9<\n\t   Marn;2.0;2.2<\n^END<\n";
        let article = read(HEADER, table, "AP-WF-03-05-05 0100GMT<").article;
        assert_eq!(
            (article.title.as_str(), article.body.as_str()),
            ("", "High water at noon:\nLune;4.1;3.9\nMarn;2.0;2.2")
        );
        let list = "^*9006< ^AP-Top-News,0176<\n^AP Top News at noon<\n^Bridge opens\n^Mayor resigns\n";
        let article = read(HEADER, list, "AP-WF-03-05-05 0100GMT<").article;
        assert_eq!(
            (article.title.as_str(), article.body.as_str()),
            ("AP Top News at noon", "Bridge opens\nMayor resigns")
        );
    }

    #[test]
    fn the_end_line_gives_day_and_agency() {
        let cases = [
            ("AP-WF-11-13-13 1509GMT<", Some("AP"), Ok("2013-11-13")),
            ("AP-NY-03-05-80 1423EST", Some("AP"), Ok("1980-03-05")),
            ("NYT-07-04-79", Some("NYT"), Ok("2079-07-04")),
            ("XY-ZZ-31-12-05 0000GMT", Some("XY"), Err("found `XY-ZZ-31-12-05 0000GMT`")),
            ("", None, Err("found ``")),
        ];
        for (line, agency, date) in cases {
            let end = read_end(line);
            assert_eq!(end.agency, agency, "{line}");
            match (end.date, date) {
                (Ok(found), Ok(expected)) => assert_eq!(found.to_string(), expected),
                (Err(found), Err(expected)) => assert!(found.contains(expected), "{found}"),
                (found, expected) => panic!("{line}: {found:?}, not {expected:?}"),
            }
        }
    }

    #[test]
    fn a_header_is_told_by_number_and_codes() {
        let cases = [
            (HEADER, true, Some("International")),
            ("V4644\u{1f}-----\ns s\u{14}\u{12} AP-Scores 02-09 0121\n", true, Some("Sports")),
            ("V464 sel\nr z BC-Odd 02-09 0121\n", true, None),
            ("eca062 4 i 211 ccccb   dpa 061\r\n", false, None),
            ("hello\nr i there", false, Some("International")),
            ("", false, None),
        ];
        for (header, is_anpa, section) in cases {
            let read = Header::read(header);
            assert_eq!((read.is_anpa(), read.section()), (is_anpa, section), "{header:?}");
        }
    }
}
