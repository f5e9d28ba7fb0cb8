//! Markdown, with or without front matter: one article a file.
//!
//! In: `CommonMark` 0.31 (<https://spec.commonmark.org>) in any encoding, perhaps below front matter as static sites
//! have it: YAML between lines of `---`, or TOML between lines of `+++`. Out: one article; what the keys mean is in
//! [`fields`], and the text is what a reader of the rendered page would see. Front matter that is broken is a
//! warning, and what can be read of it line by line is taken.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use serde_json::Value;

use crate::article::{Problem, tidy};
use crate::format::fields::{self, Record};
use crate::format::markup::strip_tags;
use crate::format::{ARTICLE_BYTES_MAX, Format, Item, ItemSink, Place};
use crate::source::{Input, Sample, decode};

/// The format `markdown`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Markdown;

impl Format for Markdown {
    fn name(&self) -> &'static str {
        "markdown"
    }

    fn signs(&self) -> &'static str {
        "Markdown: front matter between `---` or `+++`, or a name that ends in .md or .markdown"
    }

    fn ids(&self) -> &'static str {
        ""
    }

    fn recognises(&self, sample: &Sample<'_>) -> bool {
        let has_fence = [&b"---"[..], b"+++"].iter().any(|fence| sample.trimmed().starts_with(fence));
        (has_fence && FrontMatter::split(&sample.text()).is_some())
            || matches!(sample.extension().as_str(), "md" | "markdown" | "mkd" | "mdown")
                && (sample.bytes.iter().any(u8::is_ascii_alphanumeric) || sample.text().contains(char::is_alphanumeric))
    }

    fn read(&self, input: &mut Input<'_>, take: &mut ItemSink<'_>) -> Result<(), Problem> {
        let bytes = input.read_all(ARTICLE_BYTES_MAX)?;
        let decoded = decode(&bytes, None);
        drop(bytes);
        let mut problems: Vec<Problem> = decoded.problem().into_iter().collect();
        let (record, text) = match FrontMatter::split(&decoded.text) {
            Some(front_matter) => (front_matter.parse(&mut problems), front_matter.behind),
            None => (Record::new(), decoded.text.as_str()),
        };
        let stated = fields::read(&record);
        problems.extend(stated.problems.into_iter().map(|message| Problem::new(message).at_line(1)));
        let mut article = stated.article;
        article.locate_open_dates(1);
        let page = Page::of(text);
        if article.title.is_empty() {
            article.title = page.heading.split_whitespace().collect::<Vec<_>>().join(" ");
        }
        article.body = if is_same_line(&article.title, &page.heading) { page.text } else { page.with_heading() };
        for problem in problems {
            if take(Item::Warning(problem)).is_break() {
                return Ok(());
            }
        }
        let _ = take(Item::Article(Place::WholeFile, Box::new(article)));
        Ok(())
    }
}

fn is_same_line(left: &str, right: &str) -> bool {
    left.split_whitespace().eq(right.split_whitespace())
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Syntax {
    Yaml,
    Toml,
}

/// The block of keys above a text.
struct FrontMatter<'a> {
    syntax: Syntax,
    block: &'a str,
    /// The line on which `block` begins.
    line: u64,
    behind: &'a str,
}

impl<'a> FrontMatter<'a> {
    /// Splits a text that begins with front matter: a line of `---` or `+++`, a key on the next that is neither blank
    /// nor a comment, and a closing line. A rule of three hyphens over prose is none.
    fn split(text: &'a str) -> Option<Self> {
        let start = text.trim_start_matches(|character: char| character.is_whitespace() || character == '\u{feff}');
        let (fence, block) = start.split_once('\n')?;
        let syntax = match fence.trim_end() {
            "---" => Syntax::Yaml,
            "+++" => Syntax::Toml,
            _ => return None,
        };
        let first = block.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with('#'))?;
        let separator = if syntax == Syntax::Yaml { ':' } else { '=' };
        let key = first.split_once(separator)?.0.trim();
        if !key
            .chars()
            .all(|letter| letter.is_alphanumeric() || matches!(letter, '_' | '-' | '"' | '\'' | ' ' | '.' | '@'))
        {
            return None;
        }
        let (end, behind) = find_closing(block, syntax)?;
        let line = text[..text.len() - block.len()].matches('\n').count() as u64 + 1;
        Some(Self { syntax, block: &block[..end], line, behind: &block[behind..] })
    }

    /// The keys and values; where the block is broken, those of its lines that are plain.
    fn parse(&self, problems: &mut Vec<Problem>) -> Record {
        let parsed = match self.syntax {
            Syntax::Yaml => parse_yaml(self.block),
            Syntax::Toml => parse_toml(self.block),
        };
        match parsed {
            Ok(record) => record,
            Err((line, message)) => {
                let line = self.line + line.saturating_sub(1);
                problems.push(Problem::new(format!("front matter: {message}")).at_line(line));
                self.plain_lines()
            }
        }
    }

    /// Reads `key: value` line by line, as it was meant: `title: Obama: a night in Grant Park` is no YAML.
    fn plain_lines(&self) -> Record {
        let separator = if self.syntax == Syntax::Yaml { ':' } else { '=' };
        let mut record = Record::new();
        for line in self.block.lines().filter(|line| !line.starts_with([' ', '\t', '-', '#'])) {
            if let Some((key, value)) = line.split_once(separator) {
                let value = value.trim().trim_matches(['"', '\'', '[', ']']);
                record.insert(key.trim().to_owned(), Value::String(value.to_owned()));
            }
        }
        record
    }
}

/// Where the closing line of a block begins, and where the text behind it does.
fn find_closing(block: &str, syntax: Syntax) -> Option<(usize, usize)> {
    let mut start = 0;
    for line in block.split_inclusive('\n') {
        let is_closing = match syntax {
            Syntax::Yaml => matches!(line.trim_end(), "---" | "..."),
            Syntax::Toml => line.trim_end() == "+++",
        };
        if is_closing {
            return Some((start, start + line.len()));
        }
        start += line.len();
    }
    None
}

/// What is wrong in a block, with its line there.
type BlockError = (u64, String);

fn parse_yaml(block: &str) -> Result<Record, BlockError> {
    let options = serde_saphyr::options! {
        duplicate_keys: serde_saphyr::DuplicateKeyPolicy::LastWins,
        with_snippet: false,
    };
    match serde_saphyr::from_str_with_options(block, options) {
        Ok(Value::Object(record)) => Ok(record),
        Ok(_) => Err((1, "expected keys and values, found another kind of YAML".to_owned())),
        Err(error) => {
            let line = error.location().map_or(1, |location| location.line());
            let message = on_one_line(&error.without_snippet().to_string());
            // The line that it names is that of the block, not of the file.
            Err((line.max(1), message.split(" at line ").next().unwrap_or_default().to_owned()))
        }
    }
}

fn parse_toml(block: &str) -> Result<Record, BlockError> {
    match block.parse::<toml::Table>() {
        Ok(table) => Ok(table.into_iter().map(|(key, value)| (key, json_of_toml(value))).collect()),
        Err(error) => {
            let before = error.span().and_then(|span| block.get(..span.start)).unwrap_or("");
            Err((before.matches('\n').count() as u64 + 1, on_one_line(error.message())))
        }
    }
}

fn on_one_line(message: &str) -> String {
    message.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("; ")
}

/// TOML has dates of its own; they are written out as ISO 8601.
fn json_of_toml(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => Value::String(text),
        toml::Value::Integer(number) => Value::from(number),
        toml::Value::Float(number) => Value::from(number),
        toml::Value::Boolean(truth) => Value::Bool(truth),
        toml::Value::Datetime(date) => Value::String(date.to_string()),
        toml::Value::Array(values) => values.into_iter().map(json_of_toml).collect(),
        toml::Value::Table(table) => {
            Value::Object(table.into_iter().map(|(key, value)| (key, json_of_toml(value))).collect())
        }
    }
}

/// The text of a Markdown document, and the `# heading` that it begins with.
struct Page {
    heading: String,
    text: String,
}

impl Page {
    fn of(markdown: &str) -> Self {
        let mut writer = Writer::default();
        for event in Parser::new_ext(markdown, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
            writer.write(event);
        }
        Self { heading: writer.heading, text: tidy(&writer.text) }
    }

    /// The whole text where the heading is not the title.
    fn with_heading(self) -> String {
        if self.heading.is_empty() { self.text } else { tidy(&format!("{}\n\n{}", self.heading, self.text)) }
    }
}

/// How far apart two blocks stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    #[default]
    None,
    Line,
    Paragraph,
}

/// Writes the events of a document as plain text.
#[derive(Default)]
struct Writer {
    text: String,
    heading: String,
    pending: Gap,
    /// The next number of each open list; `None` in it for bullets.
    lists: Vec<Option<u64>>,
    images: usize,
    /// Whether the document begins with a heading that is being read.
    begins_with_heading: bool,
    /// A block of HTML that is being read.
    html: Option<String>,
}

impl Writer {
    fn write(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Code(text) => self.push(&text),
            Event::Html(html) => self.html.get_or_insert_default().push_str(&html),
            Event::InlineHtml(tag) if tag.starts_with("<br") => self.push("\n"),
            Event::SoftBreak | Event::HardBreak => self.push("\n"),
            Event::Rule => self.widen(Gap::Paragraph),
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Image { .. } => self.images += 1,
            Tag::List(first) => {
                self.widen(if self.lists.is_empty() { Gap::Paragraph } else { Gap::Line });
                self.lists.push(*first);
            }
            Tag::Item => self.start_item(),
            // Only what comes first can be the title; a heading further down is part of the text.
            Tag::Heading { level: HeadingLevel::H1, .. } if self.text.is_empty() && self.heading.is_empty() => {
                self.begins_with_heading = true;
            }
            Tag::TableRow | Tag::TableHead => self.widen(Gap::Line),
            Tag::Paragraph
            | Tag::Heading { .. }
            | Tag::CodeBlock(_)
            | Tag::BlockQuote(_)
            | Tag::Table(_)
            | Tag::HtmlBlock => {
                self.widen(self.block_gap());
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Image => self.images = self.images.saturating_sub(1),
            TagEnd::List(_) => {
                self.lists.pop();
                self.widen(self.block_gap());
            }
            TagEnd::TableCell => self.push(" "),
            TagEnd::HtmlBlock => {
                if let Some(html) = self.html.take() {
                    self.push(&strip_tags(&html));
                }
                self.widen(self.block_gap());
            }
            TagEnd::Heading(HeadingLevel::H1) if std::mem::take(&mut self.begins_with_heading) => {
                self.text.trim().clone_into(&mut self.heading);
                self.text.clear();
            }
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::CodeBlock | TagEnd::BlockQuote(_) | TagEnd::Table => {
                self.widen(self.block_gap());
            }
            _ => {}
        }
    }

    fn start_item(&mut self) {
        self.widen(Gap::Line);
        // `1986. What a year` at the head of a paragraph is a list to Markdown: its number is text of the author's.
        if let Some(Some(number)) = self.lists.last_mut() {
            let label = format!("{number}. ");
            *number += 1;
            self.push(&label);
        }
    }

    /// Blocks in a list follow line by line.
    fn block_gap(&self) -> Gap {
        if self.lists.is_empty() { Gap::Paragraph } else { Gap::Line }
    }

    fn widen(&mut self, gap: Gap) {
        self.pending = self.pending.max(gap);
    }

    fn push(&mut self, text: &str) {
        if self.images > 0 || text.is_empty() {
            return;
        }
        if !self.text.is_empty() {
            self.text.push_str(match self.pending {
                Gap::None => "",
                Gap::Line => "\n",
                Gap::Paragraph => "\n\n",
            });
        }
        self.pending = Gap::None;
        self.text.push_str(text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_what_a_reader_of_the_page_would_see() {
        let cases = [
            ("One *two* **three**\n\nFour [five](https://example.org)", "One two three\n\nFour five"),
            ("a\nb  \nc", "a\nb\nc"),
            ("- one\n- two\n\nthree", "one\ntwo\n\nthree"),
            ("1986. What a year", "1986. What a year"),
            ("## Sub\n\ntext ![alt](x.png) end", "Sub\n\ntext  end"),
            ("<div>\n<p>inside</p>\n</div>\n\nout <b>side</b>", "inside\n\nout side"),
            ("```\ncode\n```\n\n`x`", "code\n\nx"),
            ("> quoted\n\nnot", "quoted\n\nnot"),
            ("AT&amp;T\n\n---\n\nend", "AT&T\n\nend"),
        ];
        for (markdown, expected) in cases {
            assert_eq!(Page::of(markdown).text, expected, "{markdown}");
        }
    }

    #[test]
    fn only_the_first_block_is_a_heading() {
        let page = Page::of("# Rain at last\n\nIt rained.\n\n# More");
        assert_eq!((page.heading.as_str(), page.text.as_str()), ("Rain at last", "It rained.\n\nMore"));
        assert_eq!(Page::of("It rained.\n\n# More").heading, "");
    }

    #[test]
    fn a_rule_is_no_front_matter() {
        assert!(FrontMatter::split("---\ntitle: x\n---\ntext").is_some());
        assert!(FrontMatter::split("\u{feff}+++\r\ntitle = 'x'\r\n+++\r\ntext").is_some());
        assert!(FrontMatter::split("---\nHe said, and here it comes: nothing\n---\n").is_none());
        assert!(FrontMatter::split("---\ntitle: x\n").is_none());
    }
}
