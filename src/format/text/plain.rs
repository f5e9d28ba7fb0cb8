//! Plain text: one article a file, perhaps with a date, a title and other lines of header above it.
//!
//! In: text in any encoding. Out: one article. There is no standard; these forms are met, and every other text is all
//! body:
//!
//! - ` date 2022-07-11 Iranian President …`: a date, and the text runs on behind it (no title);
//! - `date 2022-07-11`, then a line that is the title, then the text;
//! - header lines such as `Title: …`, `Date: …`, `By …`, in any order, then an empty line or the text;
//! - a headline on a line of its own, then the text.
//!
//! Only the lines at the very top can be header, and only with the keys of [`KEYS`]: a colon further down is text.

use super::bagit::tag_file;
use crate::article::{DateKind, DateSource, EntityKind, Problem, StatedArticle, tidy};
use crate::date;
use crate::format::authors::{self, is_particle, without_label};
use crate::format::fields::split_names;
use crate::format::{ARTICLE_BYTES_MAX, Format, Item, ItemSink, Place};
use crate::source::{Input, Sample, decode};

/// The format `text`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Text;

impl Format for Text {
    fn name(&self) -> &'static str {
        "text"
    }

    fn signs(&self) -> &'static str {
        "plain text: whatever has a word in it and is none of the others"
    }

    fn ids(&self) -> &'static str {
        ""
    }

    fn recognises(&self, sample: &Sample<'_>) -> bool {
        sample.bytes.iter().any(u8::is_ascii_alphanumeric) || sample.text().contains(char::is_alphanumeric)
    }

    fn read(&self, input: &mut Input<'_>, take: &mut ItemSink<'_>) -> Result<(), Problem> {
        if let Some(kind) = tag_file(&input.sample()) {
            return Err(Problem::new(kind));
        }
        let bytes = input.read_all(ARTICLE_BYTES_MAX)?;
        let decoded = decode(&bytes, None);
        drop(bytes);
        let (article, problems) = read_article(&decoded.text);
        for problem in decoded.problem().into_iter().chain(problems) {
            if take(Item::Warning(problem)).is_break() {
                return Ok(());
            }
        }
        let _ = take(Item::Article(Place::WholeFile, Box::new(article)));
        Ok(())
    }
}

/// Reads a whole text.
fn read_article(text: &str) -> (StatedArticle, Vec<Problem>) {
    let mut header =
        Header { rest: text, line: 1, article: StatedArticle::default(), problems: Vec::new(), any: false };
    header.read();
    let Header { rest, mut article, problems, .. } = header;
    article.body = tidy(rest.trim_start_matches([' ', '\u{feff}']));
    (article, problems)
}

/// What the top of a text states, and where the text itself begins.
struct Header<'a> {
    /// What has not been read yet.
    rest: &'a str,
    /// The line at which `rest` begins.
    line: u64,
    article: StatedArticle,
    problems: Vec<Problem>,
    /// Whether any line was header.
    any: bool,
}

impl<'a> Header<'a> {
    fn read(&mut self) {
        self.skip_blank_lines();
        let mut has_date_line = false;
        for _ in 0..HEADER_LINES_MAX {
            let line = self.peek();
            if line.trim().is_empty() {
                break;
            }
            if let Some((field, value)) = key_and_value(line) {
                self.apply(field, value);
            } else if !has_date_line && let Some(behind) = self.date_line(line) {
                if behind < line.len() {
                    self.rest = &self.rest[behind..];
                    return;
                }
                has_date_line = true;
            } else if self.any && is_byline(line) {
                self.apply(Field::By, without_label(line.trim()));
            } else {
                break;
            }
            self.any = true;
            self.advance();
        }
        self.skip_blank_lines();
        if self.article.title.is_empty() {
            self.read_title(has_date_line);
        }
    }

    /// The next line, without its end.
    fn peek(&self) -> &'a str {
        let end = self.rest.find('\n').unwrap_or(self.rest.len());
        self.rest[..end].trim_end_matches('\r')
    }

    fn advance(&mut self) {
        self.rest = self.rest.split_once('\n').map_or("", |(_, rest)| rest);
        self.line += 1;
    }

    fn skip_blank_lines(&mut self) {
        while !self.rest.is_empty() && self.peek().trim_matches(is_blank).is_empty() {
            self.advance();
        }
    }

    /// Reads the date of a line that begins ` date 2022-07-11`; gives where it ends, which is before the end of the
    /// line where the text runs on. A day that cannot be is said, and stays in the text.
    fn date_line(&mut self, line: &str) -> Option<usize> {
        let value = strip_word(line.trim_start_matches(is_blank), "date")?;
        let leading = date::parse_leading(value)?;
        let behind = line.len() - value.len() + leading.end;
        self.state_date(DateKind::Published, &value[..leading.end]);
        let is_whole_line = line[behind..].trim().is_empty();
        Some(if is_whole_line { line.len() } else { behind })
    }

    /// Takes the next line for the title if it looks like one, and a byline below it.
    fn read_title(&mut self, has_date_line: bool) {
        let title = self.peek().trim_matches(is_blank);
        let next = self.rest.split_once('\n').map_or("", |(_, rest)| rest);
        let is_alone = has_blank_line(next) || is_byline(first_line(next)) || key_and_value(first_line(next)).is_some();
        let has_text = next.contains(char::is_alphanumeric);
        // Behind a date line the title needs no blank line below it, nor any text.
        let stands_as_title = (has_date_line && !runs_on(title, next)) || (has_text && is_alone);
        if !stands_as_title || !looks_like_title(title) {
            return;
        }
        self.article.title = title.to_owned();
        self.advance();
        self.skip_blank_lines();
        self.any = true;
        self.read_below_title();
    }

    /// A byline and header lines that stand below the title.
    fn read_below_title(&mut self) {
        for _ in 0..HEADER_LINES_MAX {
            let line = self.peek();
            if let Some((field, value)) = key_and_value(line) {
                self.apply(field, value);
            } else if self.article.byline.is_none() && is_byline(line) {
                self.apply(Field::By, without_label(line.trim()));
            } else {
                break;
            }
            self.advance();
            self.skip_blank_lines();
        }
    }

    fn apply(&mut self, field: Field, value: &str) {
        let article = &mut self.article;
        match field {
            Field::Title => value.clone_into(&mut article.title),
            Field::By => {
                article.authors = authors::names(authors::of_line(value));
                article.byline = Some(without_label(value).to_owned());
            }
            Field::Source => article.source = Some(value.to_owned()),
            Field::Section => article.section = Some(value.to_owned()),
            Field::Language => article.language = Some(value.to_owned()),
            Field::Url => article.url = Some(value.to_owned()),
            Field::Names(kind) => split_names(value).for_each(|name| article.state_name(kind, name)),
            Field::Date => self.state_date(DateKind::Published, value),
            Field::Updated => self.state_date(DateKind::Updated, value),
        }
    }

    fn state_date(&mut self, kind: DateKind, text: &str) {
        self.problems.extend(self.article.state_date(kind, text, DateSource::Header, Some(self.line)));
    }
}

/// What a header line is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    Title,
    Date,
    Updated,
    By,
    Source,
    Section,
    Language,
    Url,
    Names(EntityKind),
}

/// The keys of header lines, in lower case.
const KEYS: &[(&str, Field)] = &[
    ("title", Field::Title),
    ("headline", Field::Title),
    ("date", Field::Date),
    ("published", Field::Date),
    ("updated", Field::Updated),
    ("by", Field::By),
    ("byline", Field::By),
    ("author", Field::By),
    ("authors", Field::By),
    ("source", Field::Source),
    ("publication", Field::Source),
    ("section", Field::Section),
    ("language", Field::Language),
    ("url", Field::Url),
    ("link", Field::Url),
    ("people", Field::Names(EntityKind::Person)),
    ("persons", Field::Names(EntityKind::Person)),
    ("organisations", Field::Names(EntityKind::Org)),
    ("organizations", Field::Names(EntityKind::Org)),
    ("orgs", Field::Names(EntityKind::Org)),
    ("places", Field::Names(EntityKind::Place)),
    ("locations", Field::Names(EntityKind::Place)),
];

/// The most lines of a header.
const HEADER_LINES_MAX: usize = 40;

/// The longest name of a newspaper, line of authors and so on that is taken for one, in bytes; what is longer is prose.
const VALUE_BYTES_MAX: usize = 160;

/// The longest list of names.
const LIST_BYTES_MAX: usize = 4000;

/// The longest headline. The longest of the 2,000 headlines of the corpora at hand have 190.
const TITLE_BYTES_MAX: usize = 300;

/// The field and value of a header line; `None` for prose, even where it has a colon.
fn key_and_value(line: &str) -> Option<(Field, &str)> {
    let (key, value) = line.split_at_checked(line.bytes().take(24).position(|byte| byte == b':')?)?;
    let (key, value) = (key.trim_matches(is_blank), value[1..].trim());
    let field = KEYS.iter().find(|(known, _)| known.eq_ignore_ascii_case(key))?.1;
    let is_sentence = value.ends_with(['.', '!', '?']) && value.split_whitespace().any(is_word_of_prose);
    let fits = match field {
        Field::Title => value.len() <= TITLE_BYTES_MAX,
        Field::Names(_) => value.len() <= LIST_BYTES_MAX && !is_sentence,
        Field::Url => !value.contains(char::is_whitespace),
        // `11 июля 2022 г.` ends like a sentence.
        Field::Date | Field::Updated => value.len() <= VALUE_BYTES_MAX && (!is_sentence || date::parse(value).is_ok()),
        _ => value.len() <= VALUE_BYTES_MAX && !is_sentence,
    };
    (fits && !value.is_empty()).then_some((field, value))
}

/// `By Anna Petrova`, `By Anna Petrova and Yusuf Demir in Moscow`: names, not a sentence that begins with `By`.
fn is_byline(line: &str) -> bool {
    let Some(names) = strip_word(line.trim(), "by") else { return false };
    let is_name = |word: &str| !is_word_of_prose(word);
    let mut words = names.split_whitespace();
    let first_is_name =
        words.next().is_some_and(|word| word.starts_with(|first: char| first.is_uppercase() || !first.is_ascii()));
    first_is_name && names.len() <= VALUE_BYTES_MAX && !names.ends_with(['.', ':', '?', '!']) && words.all(is_name)
}

/// Whether a word cannot be part of a name.
fn is_word_of_prose(word: &str) -> bool {
    word.starts_with(char::is_lowercase) && !is_particle(word) && !SMALL_WORDS.contains(&word)
}

/// Words beside names in bylines that are written small: `By Anna Petrova and Yusuf Demir in Moscow`.
const SMALL_WORDS: &[&str] = &["and", "for", "in", "of", "the"];

/// Takes a word and the blank behind it off the head of a line, in any case.
fn strip_word<'a>(line: &'a str, word: &str) -> Option<&'a str> {
    let (head, rest) = line.split_at_checked(word.len())?;
    let rest = head.eq_ignore_ascii_case(word).then_some(rest)?;
    rest.starts_with([' ', '\t']).then(|| rest.trim_start())
}

fn looks_like_title(line: &str) -> bool {
    let is_short = line.len() <= TITLE_BYTES_MAX && line.contains(char::is_alphanumeric);
    is_short
        && !line.trim_end_matches(['"', '”', '’', ')']).ends_with(['.', ',', ';', ':', '。', '،'])
        && line.split_whitespace().count() <= 40
}

/// Whether a line is the first of a sentence that goes on in the next: text that was broken to a width, not a title.
fn runs_on(line: &str, next: &str) -> bool {
    let last = line.rsplit(' ').next().unwrap_or(line);
    let ends_open =
        ["a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "that", "the", "to", "with"]
            .contains(&last);
    !has_blank_line(next) && (ends_open || first_line(next).starts_with(char::is_lowercase))
}

fn first_line(text: &str) -> &str {
    text.split('\n').next().unwrap_or(text).trim_end_matches('\r')
}

fn has_blank_line(text: &str) -> bool {
    !text.is_empty() && first_line(text).trim_matches(is_blank).is_empty()
}

fn is_blank(character: char) -> bool {
    character.is_whitespace() || character == '\u{feff}'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_not_prose() {
        assert_eq!(key_and_value("Date: 2022-07-11"), Some((Field::Date, "2022-07-11")));
        assert_eq!(key_and_value("TITLE : Rain at last"), Some((Field::Title, "Rain at last")));
        assert_eq!(key_and_value("Places: we went to Rome and then to Naples."), None);
        assert_eq!(key_and_value("He said: nothing"), None);
        assert_eq!(key_and_value("Link: see the page below"), None);
        assert!(is_byline("By Anna Petrova and Yusuf Demir"));
        assert!(!is_byline("By noon the lawn could not be seen for people"));
        assert!(!is_byline("By Friday the river had risen."));
    }
}
