//! Reuters-21578, distribution 1.0: wire stories of 1987 in SGML, a thousand to a file.
//!
//! In: `.sgm` files as David Lewis released them (<https://kdd.ics.uci.edu/databases/reuters21578/README.txt>, section
//! V). Out: one article a `<REUTERS>` element, with its date and the names that its human indexers gave it. The files
//! are no XML: there is no root, `&#5;` and its like stand for control characters, and texts have Latin-1 bytes. A
//! record is found by its tags alone, and one record is all that is held in memory.

use std::io::{BufRead, Read};
use std::ops::ControlFlow;

use crate::article::{DateKind, DateSource, EntityKind, Problem, StatedArticle, tidy};
use crate::format::authors::{self, NAMES_MAX, is_particle, without_label};
use crate::format::markup::decode_references;
use crate::format::{ARTICLE_BYTES_MAX, Format, Item, ItemSink, Place};
use crate::source::{Input, Sample, decode};

/// The format `reuters-sgml`.
#[derive(Clone, Copy, Debug)]
pub(super) struct ReutersSgml;

impl Format for ReutersSgml {
    fn name(&self) -> &'static str {
        "reuters-sgml"
    }

    fn signs(&self) -> &'static str {
        "Reuters-21578 SGML: begins with `<!DOCTYPE lewis` or `<REUTERS`"
    }

    fn ids(&self) -> &'static str {
        "the NEWID of the record"
    }

    fn recognises(&self, sample: &Sample<'_>) -> bool {
        let start = sample.trimmed();
        start.starts_with(b"<!DOCTYPE lewis") || start.starts_with(b"<REUTERS ")
    }

    fn read(&self, input: &mut Input<'_>, take: &mut ItemSink<'_>) -> Result<(), Problem> {
        let mut records = Records { reader: input.reader(), buffer: Vec::new(), line: 1 };
        let mut any = false;
        while let Some(record) = records.next()? {
            let item = match record {
                NextRecord::Whole { line } => read_record(&records.buffer, line, take),
                NextRecord::Broken { line, why } => take(Item::Warning(Problem::new(why).at_line(line))),
            };
            any = true;
            if item.is_break() {
                return Ok(());
            }
        }
        if any { Ok(()) } else { Err(Problem::new("no <REUTERS> record in it")) }
    }
}

/// Cuts a stream into records at their tags.
struct Records<'a> {
    reader: &'a mut dyn BufRead,
    /// The record that was found last.
    buffer: Vec<u8>,
    /// The line at which the reader stands.
    line: u64,
}

/// What the next record is, with the line on which it begins.
enum NextRecord {
    Whole { line: u64 },
    Broken { line: u64, why: &'static str },
}

const OPENING: &[u8] = b"<REUTERS";
const CLOSING: &[u8] = b"</REUTERS>";

impl Records<'_> {
    /// Reads on to the end of the next record, which is in `buffer` then. Every tag ends with `>`, so that is where the
    /// stream is stepped through.
    fn next(&mut self) -> Result<Option<NextRecord>, Problem> {
        let mut start = if self.begins_record() { Some(self.line) } else { None };
        if start.is_none() {
            self.buffer.clear();
        }
        loop {
            let before = self.buffer.len();
            if !self.read_tag()? {
                self.buffer.clear();
                let why = "record without `</REUTERS>`: the file ends inside it";
                return Ok(start.map(|line| NextRecord::Broken { line, why }));
            }
            let tag_at = before + self.buffer[before..].iter().rposition(|byte| *byte == b'<').unwrap_or(0);
            let tag = &self.buffer[tag_at..];
            if tag == CLOSING && start.is_some() {
                return Ok(start.map(|line| NextRecord::Whole { line }));
            }
            if tag.starts_with(OPENING) {
                self.buffer.drain(..tag_at);
                if let Some(line) = start.replace(self.line) {
                    let why = "record without `</REUTERS>`: the next one begins inside it";
                    return Ok(Some(NextRecord::Broken { line, why }));
                }
            } else if start.is_none() {
                self.buffer.clear();
            } else if self.buffer.len() > ARTICLE_BYTES_MAX {
                self.buffer.clear();
                let why = "record longer than 64 MiB, which no article is";
                return Ok(start.map(|line| NextRecord::Broken { line, why }));
            }
        }
    }

    /// Whether the opening tag of the next record was met while the last one was read.
    fn begins_record(&self) -> bool {
        self.buffer.starts_with(OPENING) && !self.buffer.ends_with(CLOSING)
    }

    /// Adds the bytes up to the next `>` to the buffer; `false` at the end of the file. Of a file without `>` only as
    /// much is read as a record may have.
    fn read_tag(&mut self) -> Result<bool, Problem> {
        let before = self.buffer.len();
        let limit = ARTICLE_BYTES_MAX as u64;
        let read = (&mut *self.reader).take(limit).read_until(b'>', &mut self.buffer);
        let read =
            read.map_err(|error| Problem::new(format!("cannot be read to its end: {error}")).at_line(self.line))?;
        self.line += self.buffer[before..].iter().map(|byte| u64::from(*byte == b'\n')).sum::<u64>();
        Ok(read > 0)
    }
}

/// Hands on the article of one record, and before it what could not be read of it.
fn read_record(bytes: &[u8], line: u64, take: &mut ItemSink<'_>) -> ControlFlow<()> {
    let decoded = decode(bytes, None);
    if let Some(problem) = decoded.problem() {
        take(Item::Warning(problem.at_line(line)))?;
    }
    let record = decoded.text.as_str();
    let id = attribute(record, "NEWID").map(str::to_owned);
    let (header, text) = record.split_at(record.find("<TEXT").unwrap_or(record.len()));
    let mut article = StatedArticle {
        source: Some("Reuters".to_owned()),
        language: Some("en".to_owned()),
        ..StatedArticle::default()
    };
    read_text(text, &mut article);
    for (tag, kind) in NAME_TAGS {
        for slug in slugs(element(header, tag).unwrap_or("")).take(NAMES_MAX) {
            article.state_name(*kind, &name_of_slug(tag, slug));
        }
    }
    if let Some(problem) = read_date(header, line, &mut article) {
        take(Item::Warning(Problem { member: id.clone(), ..problem }))?;
    }
    take(Item::Article(Place::Record { id, line }, Box::new(article)))
}

fn read_date(header: &str, line: u64, article: &mut StatedArticle) -> Option<Problem> {
    match element(header, "DATE") {
        Some(text) => article.state_date(DateKind::Published, &decode_references(text), DateSource::Header, Some(line)),
        None => Some(Problem::new("date: expected `<DATE>` in the record, found none").at_line(line)),
    }
}

/// The elements of a record that name people, bodies and places.
const NAME_TAGS: &[(&str, EntityKind)] = &[
    ("PEOPLE", EntityKind::Person),
    ("ORGS", EntityKind::Org),
    ("EXCHANGES", EntityKind::Org),
    ("PLACES", EntityKind::Place),
];

/// The value of an attribute of the record's own tag.
fn attribute<'a>(record: &'a str, name: &str) -> Option<&'a str> {
    let tag = &record[..record.find('>')?];
    let value = tag.split_once(name)?.1.strip_prefix("=\"")?;
    Some(&value[..value.find('"')?])
}

/// What stands between `<NAME>` and `</NAME>`.
fn element<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let inside = element_with_tags(text, name)?;
    inside.get(name.len() + 2..inside.len() - name.len() - 3)
}

/// The same with its tags.
fn element_with_tags<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let start =
        text.match_indices(name).find(|(at, _)| text[..*at].ends_with('<') && text[at + name.len()..].starts_with('>'));
    let start = start?.0 - 1;
    let closing = text[start..]
        .match_indices("</")
        .find(|(at, _)| text[start + at + 2..].strip_prefix(name).is_some_and(|rest| rest.starts_with('>')));
    Some(&text[start..start + closing?.0 + name.len() + 3])
}

fn slugs(list: &str) -> impl Iterator<Item = &str> {
    list.split("<D>")
        .skip(1)
        .filter_map(|item| item.split("</D>").next())
        .map(str::trim)
        .filter(|slug| !slug.is_empty())
}

/// `Blah blah blah.` is what the distribution has in place of a text in every BRIEF record: those are headlines only.
const FILLER: &str = "Blah blah blah.";

/// Reads the TEXT element, whose parts may all be missing.
fn read_text(text: &str, article: &mut StatedArticle) {
    let part = |name| element(text, name).map(decode_references).unwrap_or_default();
    article.title = headline(&part("TITLE"));
    let author = part("AUTHOR");
    let byline = without_label(author.trim());
    if !byline.is_empty() {
        article.byline = Some(byline.to_owned());
        article.authors = authors::names(authors::of_line(&author));
    }
    let dateline = part("DATELINE");
    let body = element(text, "BODY").map(decode_references).unwrap_or_default();
    let loose = decode_references(&text_outside_elements(text));
    let loose = loose.trim_matches(['*', ' ', '\n']);
    let loose = if loose == FILLER { "" } else { loose };
    article.body = paragraphs(&[dateline.trim_start(), &body, loose]);
    if article.title.is_empty() && element(text, "TITLE").is_none() {
        move_headline(article);
    }
}

/// A headline on one line, without the asterisks that mark urgent ones.
fn headline(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").trim_start_matches(['*', ' ']).to_owned()
}

/// What stands in TEXT beside its elements: everything in UNPROC records, the filler in BRIEF ones.
fn text_outside_elements(text: &str) -> String {
    let content = text.split_once('>').map_or("", |(_, content)| content);
    let end = content.find("</TEXT>").unwrap_or(content.len());
    let mut outside = content[..end].to_owned();
    for name in ["TITLE", "AUTHOR", "DATELINE", "BODY"] {
        if let Some(inside) = element_with_tags(&outside, name) {
            outside = outside.replacen(inside, "\n", 1);
        }
    }
    outside
}

/// Joins dateline and text, and gives paragraphs, which begin with four blanks, an empty line before them. The line
/// that signs off is cut.
fn paragraphs(parts: &[&str; 3]) -> String {
    let [dateline, body, loose] = parts;
    let body = if dateline.is_empty() { body } else { body.trim_start() };
    let body = without_sign_off(body);
    let loose = without_sign_off(loose);
    let mut text = String::with_capacity(dateline.len() + body.len() + loose.len() + 64);
    text.push_str(dateline);
    for (number, line) in body.split('\n').chain(loose.split('\n')).enumerate() {
        match line.strip_prefix("    ") {
            Some(line) => text.extend(["\n\n", line.trim_start()]),
            None if number == 0 => text.push_str(line),
            None => text.extend(["\n", line]),
        }
    }
    tidy(&text)
}

/// Cuts the last line where it is ` Reuter`, in one of the spellings met, which says only that the story ends.
fn without_sign_off(text: &str) -> &str {
    let text = text.trim_end();
    let start = text.rfind('\n').map_or(0, |at| at + 1);
    // Some have a carriage return that someone once made visible.
    let last = text[start..].trim().trim_end_matches("^M").trim_end_matches('.');
    let is_sign_off = ["Reuter", "Reuters"].iter().any(|word| last.eq_ignore_ascii_case(word));
    if is_sign_off { text[..start].trim_end() } else { text }
}

/// An UNPROC record has its headline, where it has one, as the first line of its text, in capitals.
fn move_headline(article: &mut StatedArticle) {
    let (first, rest) = article.body.split_once('\n').unwrap_or((&article.body, ""));
    let is_headline =
        first.chars().filter(|letter| letter.is_uppercase()).count() > 3 && !first.contains(char::is_lowercase);
    if is_headline {
        article.title = headline(first);
        article.body = tidy(rest);
    }
}

/// The name that a slug of the indexers stands for: `west-germany` is West Germany, `de-la-madrid` de la Madrid. Names
/// in lower case with `-` for blanks are slugs again, but for [`NAMES_BY_SLUG`], so that no two slugs share a name.
fn name_of_slug(tag: &str, slug: &str) -> String {
    if let Some((.., name)) = NAMES_BY_SLUG.iter().find(|(of, known, _)| *of == tag && *known == slug) {
        return (*name).to_owned();
    }
    let is_abbreviation = match tag {
        "ORGS" | "EXCHANGES" => !slug.contains('-'),
        "PLACES" => slug.len() <= 4 && PLACE_ABBREVIATIONS.contains(&slug),
        _ => false,
    };
    if is_abbreviation {
        return slug.to_uppercase();
    }
    let mut words = Vec::new();
    for word in slug.split('-') {
        let is_particle = (is_particle(word) || matches!(word, "and" | "of")) && !(tag == "PLACES" && words.is_empty());
        words.push(if is_particle { word.to_owned() } else { capitalised(word) });
    }
    words.join(" ")
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

const PLACE_ABBREVIATIONS: &[&str] = &["usa", "uk", "ussr", "uae"];

/// Slugs whose names the rules of [`name_of_slug`] would not give, from the lists of the distribution
/// (`all-people-strings.lc.txt`, `all-orgs-strings.lc.txt`, `all-exchanges-strings.lc.txt`,
/// `all-places-strings.lc.txt`).
const NAMES_BY_SLUG: &[(&str, &str, &str)] = &[
    ("PEOPLE", "leigh-pemberton", "Leigh-Pemberton"),
    ("PEOPLE", "macsharry", "MacSharry"),
    ("PEOPLE", "mcnamara", "McNamara"),
    ("ORGS", "adb-africa", "African Development Bank"),
    ("ORGS", "adb-asia", "Asian Development Bank"),
    ("ORGS", "comecon", "Comecon"),
    ("ORGS", "euratom", "Euratom"),
    ("ORGS", "ico-coffee", "International Coffee Organization"),
    ("ORGS", "ico-islam", "Organization of the Islamic Conference"),
    ("ORGS", "iwc-whale", "International Whaling Commission"),
    ("ORGS", "iwc-wheat", "International Wheat Council"),
    ("ORGS", "worldbank", "World Bank"),
    ("EXCHANGES", "comex", "Comex"),
    ("PLACES", "trinidad-tobago", "Trinidad and Tobago"),
    ("PLACES", "us-virgin-islands", "US Virgin Islands"),
    ("PLACES", "uk-virgin-islands", "UK Virgin Islands"),
    ("PLACES", "yemen-demo-republic", "Democratic Republic of Yemen"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_made_of_slugs() {
        let cases = [
            ("PEOPLE", "james-baker", "James Baker"),
            ("PEOPLE", "de-la-madrid", "de la Madrid"),
            ("PEOPLE", "deng-xiaoping", "Deng Xiaoping"),
            ("PLACES", "west-germany", "West Germany"),
            ("PLACES", "el-salvador", "El Salvador"),
            ("PLACES", "usa", "USA"),
            ("PLACES", "cuba", "Cuba"),
            ("ORGS", "opec", "OPEC"),
            ("ORGS", "worldbank", "World Bank"),
            ("EXCHANGES", "nyse", "NYSE"),
        ];
        for (tag, slug, name) in cases {
            assert_eq!(name_of_slug(tag, slug), name, "{slug}");
        }
    }

    #[test]
    fn an_element_is_found_by_its_whole_name() {
        assert_eq!(element("<DATES>x</DATES><DATE>y</DATE>", "DATE"), Some("y"));
        assert_eq!(element("<DATE>y", "DATE"), None);
        assert_eq!(element("<DATE></DATE>", "DATE"), Some(""));
    }
}
