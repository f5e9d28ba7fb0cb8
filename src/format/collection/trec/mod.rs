//! News collections in the SGML of TREC: many `<DOC>` elements to a file.
//!
//! In: files of the TIPSTER and TREC discs (AP, Wall Street Journal, Los Angeles Times, Financial Times, FBIS, San
//! Jose Mercury News; <https://trec.nist.gov/data/docs_eng.html>), of AQUAINT
//! (<https://catalog.ldc.upenn.edu/LDC2002T31>), of English Gigaword (<https://catalog.ldc.upenn.edu/LDC2011T07>) and
//! of CLEF. Out: an article for each document, with the day that its tags or its number state. The files are no XML:
//! there is mostly no root, `&` stands bare, and tags may be left open. A document is found by its tags alone, and
//! one is all that is held in memory.
//!
//! Years of two digits (`870324`, `03/24/87`) are of the twentieth century where the number of the document shows
//! that it is of a collection of that time (see [`COLLECTIONS`]); elsewhere they name no day.

mod dates;
mod elements;

use std::io::{BufRead, Read};
use std::ops::ControlFlow;

use self::elements::{Element, attribute, elements_of, line_of, text_of};
use crate::article::{DateSource, Dated, Problem, StatedArticle, tidy};
use crate::format::authors::{self, begins_as_byline, without_label};
use crate::format::{ARTICLE_BYTES_MAX, Format, Item, ItemSink, Place};
use crate::source::{Input, Sample, decode};

/// The format `trec`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Trec;

impl Format for Trec {
    fn name(&self) -> &'static str {
        "trec"
    }

    fn signs(&self) -> &'static str {
        "TREC, AQUAINT, Gigaword and CLEF SGML: begins with `<DOC`, and has `<DOCNO>`, `<DOCID>` or an id"
    }

    fn ids(&self) -> &'static str {
        "the DOCNO of the document, else its id"
    }

    fn recognises(&self, sample: &Sample<'_>) -> bool {
        let start = behind_prolog(sample.trimmed());
        begins_document(start) && has_number(start)
    }

    fn read(&self, input: &mut Input<'_>, take: &mut ItemSink<'_>) -> Result<(), Problem> {
        let mut documents =
            Documents { reader: input.reader(), buffer: Vec::new(), next: Vec::new(), line: 1, start: 1 };
        let (mut any, mut line) = (false, 0);
        while let Some(NextDocument { problem }) = documents.next()? {
            any = true;
            // Of several documents on one line each has a number of its own, since ids are made of it.
            line = documents.start.max(line + 1);
            if let Some(why) = problem
                && take(Item::Warning(Problem::new(why).at_line(line))).is_break()
            {
                return Ok(());
            }
            if !documents.buffer.is_empty() && read_document(&documents.buffer, line, take).is_break() {
                return Ok(());
            }
        }
        if any { Ok(()) } else { Err(Problem::new("no <DOC> element in it")) }
    }
}

/// How much may stand before the first document: a declaration, comments, and the opening tag of a root.
const PROLOG_BYTES_MAX: usize = 4096;

/// What follows an XML declaration, a document type, comments and one opening tag of a root.
fn behind_prolog(start: &[u8]) -> &[u8] {
    let mut rest = start;
    let mut has_root = false;
    while !begins_document(rest) && start.len() - rest.len() < PROLOG_BYTES_MAX && rest.first() == Some(&b'<') {
        let is_declaration = matches!(rest.get(1), Some(b'?' | b'!'));
        if has_root && !is_declaration {
            break;
        }
        has_root |= !is_declaration;
        let head = &rest[..rest.len().min(PROLOG_BYTES_MAX)];
        let Some(end) = head.iter().position(|byte| *byte == b'>') else { break };
        rest = rest[end + 1..].trim_ascii_start();
    }
    rest
}

/// Whether these bytes begin with `<DOC>` or `<DOC id=…>`.
fn begins_document(bytes: &[u8]) -> bool {
    let has_name = bytes.get(..4).is_some_and(|name| name.eq_ignore_ascii_case(b"<DOC"));
    has_name && bytes.get(4).is_some_and(|byte| *byte == b'>' || byte.is_ascii_whitespace())
}

/// Whether the first document states its number: in a tag of its own, or as `id` together with a TEXT.
fn has_number(start: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&start[..start.len().min(PROLOG_BYTES_MAX)]).to_ascii_uppercase();
    let tag = &head[..head.find('>').unwrap_or(head.len())];
    let has_id = tag.contains(" ID=") || tag.contains(" DOCID=");
    let has_parts = ["<TEXT", "<HEADLINE", "<BODY"].iter().any(|part| head.contains(part));
    head.contains("<DOCNO>") || head.contains("<DOCID>") || (has_id && has_parts)
}

/// Cuts a stream into documents at their tags.
struct Documents<'a> {
    reader: &'a mut dyn BufRead,
    /// The document that was found last; empty where it was too long.
    buffer: Vec<u8>,
    /// The opening tag of the one behind it, where that was met while it was read.
    next: Vec<u8>,
    /// The line at which the reader stands.
    line: u64,
    /// The line on which the document in `buffer` begins.
    start: u64,
}

/// A document was found, perhaps with something the matter.
struct NextDocument {
    problem: Option<&'static str>,
}

const CLOSING: &[u8] = b"</DOC>";
const STEP_BYTES_MAX: u64 = 1 << 20;

impl Documents<'_> {
    /// Reads on to the end of the next document, which is in `buffer` then, with what is the matter with it. Every
    /// tag ends with `>`, so that is where the stream is stepped through.
    fn next(&mut self) -> Result<Option<NextDocument>, Problem> {
        self.buffer.clear();
        self.buffer.append(&mut self.next);
        let mut in_document = !self.buffer.is_empty();
        self.start = self.line;
        loop {
            let before = self.buffer.len();
            let step = (&mut *self.reader).take(STEP_BYTES_MAX).read_until(b'>', &mut self.buffer);
            let read =
                step.map_err(|error| Problem::new(format!("cannot be read to its end: {error}")).at_line(self.line))?;
            if read == 0 {
                let why = "document without `</DOC>`: the file ends inside it; what there is was read";
                return Ok(in_document.then_some(NextDocument { problem: Some(why) }));
            }
            self.line += self.buffer[before..].iter().map(|byte| u64::from(*byte == b'\n')).sum::<u64>();
            let tag_at = before + self.buffer[before..].iter().rposition(|byte| *byte == b'<').unwrap_or(0);
            let tag = &self.buffer[tag_at..];
            if begins_document(tag) {
                self.next = self.buffer.split_off(tag_at);
                if in_document {
                    let why = "document without `</DOC>`: the next one begins inside it; what there is was read";
                    return Ok(Some(NextDocument { problem: Some(why) }));
                }
                self.buffer.clear();
                self.buffer.append(&mut self.next);
                in_document = true;
                self.start = self.line;
            } else if !in_document {
                self.buffer.clear();
            } else if tag.eq_ignore_ascii_case(CLOSING) {
                return Ok(Some(NextDocument { problem: None }));
            } else if self.buffer.len() > ARTICLE_BYTES_MAX {
                self.buffer.clear();
                let why = "document longer than 64 MiB, which no article is";
                return Ok(Some(NextDocument { problem: Some(why) }));
            }
        }
    }
}

/// The collections whose documents bear numbers such as `AP880212-0001`: what precedes the digits, the newspaper or
/// agency, and whether the collection is of the twentieth century as a whole, so that years of two digits are. The
/// discs of TIPSTER and TREC cover 1987 to 1994, those of CLEF 1994 and 1995; AQUAINT and Gigaword write years out.
const COLLECTIONS: &[(&str, &str, bool)] = &[
    ("AP", "Associated Press", true),
    ("APW", "Associated Press", false),
    ("AFP", "Agence France-Presse", false),
    ("ATS.", "Agence télégraphique suisse", true),
    ("CNA", "Central News Agency", false),
    ("EFE", "EFE", true),
    ("FBIS", "Foreign Broadcast Information Service", true),
    ("FR", "Frankfurter Rundschau", true),
    ("FT", "Financial Times", true),
    ("GH", "The Herald (Glasgow)", true),
    ("LA", "Los Angeles Times", true),
    ("LEMONDE", "Le Monde", true),
    ("LTW", "Los Angeles Times/Washington Post", false),
    ("NYT", "New York Times", false),
    ("SDA.", "Schweizerische Depeschenagentur", true),
    ("SJMN", "San Jose Mercury News", true),
    ("WPB", "Washington Post/Bloomberg", false),
    ("WSJ", "Wall Street Journal", true),
    ("XIE", "Xinhua", false),
    ("XIN", "Xinhua", false),
];

/// The collection that a number is of, and the part of the number behind its name: `880212-0001`.
fn collection_of(id: &str) -> Option<(&'static str, bool, &str)> {
    COLLECTIONS.iter().find_map(|(prefix, source, is_of_twentieth_century)| {
        let rest =
            id.get(..prefix.len()).filter(|start| start.eq_ignore_ascii_case(prefix)).map(|_| &id[prefix.len()..])?;
        // Gigaword puts a language between, `AFP_ENG_20020501.0001`.
        let rest = rest.strip_prefix('_').and_then(|rest| Some(rest.split_once('_')?.1)).unwrap_or(rest);
        rest.starts_with(|first: char| first.is_ascii_digit()).then_some((*source, *is_of_twentieth_century, rest))
    })
}

/// Hands on the article of one document, and before it what could not be read of it.
fn read_document(bytes: &[u8], line: u64, take: &mut ItemSink<'_>) -> ControlFlow<()> {
    let decoded = decode(bytes, None);
    if let Some(problem) = decoded.problem() {
        take(Item::Warning(problem.at_line(line)))?;
    }
    let (tag, content) = decoded.text.split_once('>').unwrap_or((&decoded.text, ""));
    let content =
        content.get(..content.len() - CLOSING.len().min(content.len())).filter(|_| ends_with_closing(content));
    let content = content.unwrap_or_else(|| decoded.text.split_once('>').map_or("", |(_, content)| content));
    let elements = elements_of(content);
    let id = number_of(tag, &elements);
    let collection = id.as_deref().and_then(collection_of);
    let mut article = StatedArticle {
        source: source_of(collection.map(|(source, ..)| source), &elements),
        ..StatedArticle::default()
    };
    read_header(&elements, &mut article);
    article.body = body_of(&elements, content);
    let is_of_twentieth_century = collection.is_some_and(|(_, is_of_twentieth_century, _)| is_of_twentieth_century);
    match dates::find(&elements, id.as_deref(), is_of_twentieth_century) {
        Ok(date) => article.date = date.map(|date| Dated { date, source: DateSource::Header }),
        Err(why) => take(Item::Warning(Problem { member: id.clone(), ..Problem::new(why).at_line(line) }))?,
    }
    if article.title.is_empty() && article.body.is_empty() {
        let why = Problem::new("document with neither headline nor text").at_line(line);
        return take(Item::Warning(Problem { member: id, ..why }));
    }
    take(Item::Article(Place::Record { id, line }, Box::new(article)))
}

fn ends_with_closing(content: &str) -> bool {
    let bytes = content.as_bytes();
    bytes.len() >= CLOSING.len() && bytes[bytes.len() - CLOSING.len()..].eq_ignore_ascii_case(CLOSING)
}

/// The first of these elements with a word in it, on one line.
fn first_line(elements: &[Element<'_>], names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| {
        let of_name = elements.iter().filter(|element| element.name == *name);
        of_name.map(|element| line_of(element.content)).find(|line| line.contains(char::is_alphanumeric))
    })
}

fn number_of(tag: &str, elements: &[Element<'_>]) -> Option<String> {
    let own = first_line(elements, &["DOCNO"]);
    let id = own.or_else(|| attribute(tag, "id")).or_else(|| attribute(tag, "docid"));
    id.or_else(|| first_line(elements, &["DOCID"])).filter(|id| id.len() <= 200)
}

fn source_of(collection: Option<&str>, elements: &[Element<'_>]) -> Option<String> {
    let stated = || first_line(elements, &["PUB", "SOURCE", "AGENCY", "NAME", "SO"]);
    collection.map(str::to_owned).or_else(stated)
}

/// Headline, byline and section.
fn read_header(elements: &[Element<'_>], article: &mut StatedArticle) {
    let title = elements.iter().find(|element| element.name == "HL").map(|element| text_of(element.content));
    let mut byline = first_line(elements, &["BYLINE", "AUTHOR"]);
    // The Wall Street Journal parts headline, subtitle and byline by lines that begin with `@`.
    let parts: Vec<String> = title.iter().flat_map(|title| title.split('@')).map(line_of).collect();
    if byline.is_none() {
        byline = parts.iter().skip(1).find(|part| begins_as_byline(part)).cloned();
    }
    let first = parts.into_iter().next().filter(|title| title.contains(char::is_alphanumeric));
    let title = first.or_else(|| first_line(elements, &["HEADLINE", "TITLE", "TI", "HEAD"]));
    article.title = title.unwrap_or_default();
    if let Some(byline) = byline {
        article.byline = Some(without_label(&byline).to_owned());
        article.authors = authors::names(authors::of_line(&byline));
    }
    let section = first_line(elements, &["SECTION", "CAT"]);
    article.section = section.map(|line| line.split(';').next().unwrap_or("").trim().to_owned());
}

/// Dateline, lead and text.
fn body_of(elements: &[Element<'_>], content: &str) -> String {
    let texts_of = |names: &'static [&str]| {
        let parts = elements.iter().filter(move |element| names.contains(&element.name));
        parts.map(|element| tidy(&text_of(element.content))).filter(|text| !text.is_empty())
    };
    let mut text = texts_of(&["TEXT"]).collect::<Vec<_>>().join("\n\n");
    if text.is_empty() && !elements.iter().any(|element| element.name == "TEXT") {
        text = elements::body_without_text(content).map(|body| tidy(&text_of(body))).unwrap_or_default();
    }
    let mut lead = texts_of(&["LP", "LEADPARA"]).collect::<Vec<_>>().join("\n\n");
    if !lead.is_empty() && !text.starts_with(&lead) {
        lead.push_str("\n\n");
        text.insert_str(0, &lead);
    }
    // In some collections DATELINE is a date with a number behind it.
    let dateline = first_line(elements, &["DATELINE"]).filter(|line| crate::date::parse(line).is_err());
    if let Some(dateline) = dateline.filter(|dateline| !text.starts_with(dateline.as_str())) {
        text.insert(0, ' ');
        text.insert_str(0, &dateline);
    }
    text.truncate(text.trim_end().len());
    text
}

#[cfg(test)]
mod tests;
