//! XML as trees, one record after another, for every format that is XML: tolerant of what real files get wrong.
//!
//! In: the bytes of a file. Out: [`Child`]ren, each an [`Element`] with all that stands in it, as soon as its end is
//! read, so that a file of any size needs memory for one record only. Tokens are cut by `quick-xml` (Extensible Markup
//! Language 1.0, fifth edition, <https://www.w3.org/TR/xml/>, and Namespaces in XML 1.0); the tree above them is ours:
//! an end tag closes what is open below it or is passed over, a file that breaks off closes what is open, a `&` or `<`
//! that begins nothing is text. Entities that a document declares are not expanded: none of the formats needs them, and
//! they are how small files grow large.

mod element;
mod sniff;

use std::io::{self, BufRead, Read};
use std::rc::Rc;

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Error as XmlError, Reader};

use super::ARTICLE_BYTES_MAX;
use super::markup::decode_references;
use crate::article::Problem;
use crate::source::{Input, Utf8Reader};
pub(super) use element::{Element, Node};
use sniff::declared_encoding;
pub(super) use sniff::{Root, root, unread_root};

/// The deepest nesting that is kept apart; what lies deeper counts as text of the element at this depth. News formats
/// nest less than 30 deep; the cap keeps hostile files from exhausting the stack of whoever walks the tree.
const DEPTH_MAX: usize = 200;

/// The most elements of one record. A newspaper page in ALTO has 30,000; the cap bounds memory, which a text of
/// nothing but tags would multiply.
const ELEMENTS_MAX: usize = 1 << 20;

/// One element that stands in an entered one.
#[derive(Debug)]
pub(super) struct Child {
    /// The element and what it holds.
    pub(super) element: Element,
    /// The local name of the element it stands in; empty for the root.
    pub(super) parent: String,
    /// The line on which it begins, from 1.
    pub(super) line: u64,
}

/// Reads the children of a document's outer elements one by one.
pub(super) struct Children<'r, 'e> {
    reader: Reader<Metered<Utf8Reader<'r>>>,
    buffer: Vec<u8>,
    enter: &'e [&'e str],
    /// Local names of the entered elements that are open.
    entered: Vec<String>,
    scopes: Scopes,
    /// Why the child before was the last.
    broken_off: Option<Problem>,
    at_end: bool,
}

impl<'r, 'e> Children<'r, 'e> {
    /// Begins to read. Elements with one of the local names `enter` are gone into when they stand at the top or in
    /// another that was gone into; every other element there is handed on as a whole.
    pub(super) fn new(input: &'r mut Input<'_>, enter: &'e [&'e str]) -> Self {
        let declared = declared_encoding(&input.sample());
        let metered = Metered { reader: input.utf8_reader(declared.as_deref()), line: 1, unspent: ARTICLE_BYTES_MAX };
        let mut reader = Reader::from_reader(metered);
        let config = reader.config_mut();
        config.allow_dangling_amp = true;
        config.allow_unmatched_ends = true;
        config.check_end_names = false;
        let scopes = Scopes::default();
        Self { reader, buffer: Vec::new(), enter, entered: Vec::new(), scopes, broken_off: None, at_end: false }
    }

    /// The next child, or `None` at the end of the document.
    ///
    /// # Errors
    ///
    /// When the file cannot be read further, breaks off, or a child is larger than an article may be; what was handed
    /// on before is good. A child within which the file breaks off is given first.
    pub(super) fn next(&mut self) -> Result<Option<Child>, Problem> {
        if let Some(problem) = self.broken_off.take() {
            self.at_end = true;
            return Err(problem);
        }
        while !self.at_end {
            self.buffer.clear();
            self.reader.get_mut().unspent = ARTICLE_BYTES_MAX;
            let line = self.reader.get_ref().line;
            let event = self.reader.read_event_into(&mut self.buffer);
            let (element, is_whole) = match event {
                Ok(Event::Start(start)) => (self.scopes.open(&start, self.entered.len()), false),
                Ok(Event::Empty(start)) => (self.scopes.open(&start, self.entered.len()), true),
                Ok(Event::End(end)) => {
                    let name = end.local_name().into_inner();
                    if let Some(at) = self.entered.iter().rposition(|open| open == name) {
                        self.entered.truncate(at);
                        self.scopes.close(at);
                    }
                    continue;
                }
                Ok(Event::Eof) => {
                    self.at_end = true;
                    return self.entered.first().map_or(Ok(None), |open| Err(ends_within(open, line)));
                }
                Ok(_) => continue,
                Err(error) => {
                    self.at_end = true;
                    return Err(problem_of(&error, line));
                }
            };
            let Some(element) = element else { continue };
            if !is_whole && self.enter.contains(&element.name()) {
                self.entered.push(element.name().to_owned());
                continue;
            }
            let parent = self.entered.last().cloned().unwrap_or_default();
            let element = if is_whole { element } else { self.rest_of(element)? };
            self.scopes.close(self.entered.len());
            return Ok(Some(Child { element, parent, line }));
        }
        Ok(None)
    }

    /// Reads an element whose start tag has been read, up to its end.
    fn rest_of(&mut self, root: Element) -> Result<Element, Problem> {
        let depth = self.entered.len();
        let mut tree = Tree { open: vec![root], beyond: 0, elements: 1 };
        loop {
            self.buffer.clear();
            let line = self.reader.get_ref().line;
            match self.reader.read_event_into(&mut self.buffer) {
                Ok(Event::Start(start)) => match self.scopes.open(&start, depth + tree.open.len()) {
                    Some(element) => tree.open(element),
                    None if tree.push_stray(&start) => return Ok(tree.finish()),
                    None => {}
                },
                Ok(Event::Empty(start)) => match self.scopes.open(&start, depth + tree.open.len()) {
                    Some(element) => tree.add(element),
                    None if tree.push_stray(&start) => return Ok(tree.finish()),
                    None => {}
                },
                Ok(Event::End(end)) => match tree.close(end.name().0) {
                    Closed::Root => return Ok(tree.finish()),
                    Closed::Inner => self.scopes.close(depth + tree.open.len()),
                    Closed::Nothing => {
                        // The end of something further out ends this one too: its own end tag is missing.
                        let name = end.local_name().into_inner();
                        if let Some(at) = self.entered.iter().rposition(|entered| entered == name) {
                            self.entered.truncate(at);
                            return Ok(tree.finish());
                        }
                    }
                },
                Ok(Event::Text(text)) => tree.push_text(&text),
                Ok(Event::CData(text)) => tree.push_text(&text),
                Ok(Event::GeneralRef(reference)) => tree.push_text(&decode_references(&format!("&{};", &*reference))),
                Ok(Event::Eof) => {
                    self.broken_off = Some(ends_within(tree.open[0].name(), line));
                    return Ok(tree.finish());
                }
                Ok(Event::Comment(_) | Event::PI(_) | Event::Decl(_) | Event::DocType(_)) => {}
                Err(error) => {
                    let is_too_large = self.reader.get_ref().unspent == 0;
                    let problem = problem_of(&error, line);
                    if is_too_large {
                        self.at_end = true;
                        return Err(problem);
                    }
                    self.broken_off = Some(problem);
                    return Ok(tree.finish());
                }
            }
            if tree.elements > ELEMENTS_MAX {
                self.at_end = true;
                return Err(Problem::new(format!("more than {ELEMENTS_MAX} elements in one record")).at_line(line));
            }
        }
    }
}

/// The whole document as one tree, and why it ends early, if it does.
///
/// # Errors
///
/// When there is no element in it, or more bytes than an article may have.
pub(super) fn document(input: &mut Input<'_>) -> Result<(Element, Option<Problem>), Problem> {
    let mut children = Children::new(input, &[]);
    match children.next()? {
        Some(child) => Ok((child.element, children.broken_off)),
        None => Err(Problem::new("no element in it, which XML must have")),
    }
}

fn ends_within(name: &str, line: u64) -> Problem {
    Problem::new(format!("ends within <{name}>, whose end tag is missing")).at_line(line)
}

fn problem_of(error: &XmlError, line: u64) -> Problem {
    let message = match error {
        XmlError::Io(error) => error.to_string(),
        _ => format!("no well-formed XML: {error}"),
    };
    Problem::new(message).at_line(line)
}

/// The elements that are open while a record is read, the record itself first.
struct Tree {
    open: Vec<Element>,
    /// How many elements are open below [`DEPTH_MAX`].
    beyond: usize,
    elements: usize,
}

/// What an end tag closed.
enum Closed {
    Root,
    Inner,
    Nothing,
}

impl Tree {
    fn open(&mut self, element: Element) {
        self.elements += 1;
        if self.open.len() < DEPTH_MAX {
            self.open.push(element);
        } else {
            self.beyond += 1;
        }
    }

    fn add(&mut self, element: Element) {
        self.elements += 1;
        if let Some(parent) = self.open.last_mut() {
            parent.children.push(Node::Element(element));
        }
    }

    /// Closes the innermost open element of this name, and those within it.
    fn close(&mut self, name: &str) -> Closed {
        if self.beyond > 0 {
            self.beyond -= 1;
            return Closed::Inner;
        }
        match self.open.iter().rposition(|element| element.qualified_name() == name) {
            Some(0) => Closed::Root,
            Some(at) => {
                self.fold_to(at);
                Closed::Inner
            }
            None => Closed::Nothing,
        }
    }

    /// Closes open elements until so many are left.
    fn fold_to(&mut self, left: usize) {
        while self.open.len() > left {
            let inner = self.open.pop();
            let outer = self.open.last_mut();
            if let (Some(inner), Some(outer)) = (inner, outer) {
                outer.children.push(Node::Element(inner));
            }
        }
    }

    /// The record, with all that is open in it closed.
    fn finish(mut self) -> Element {
        self.fold_to(1);
        self.open.pop().unwrap_or_default()
    }

    fn push_text(&mut self, text: &str) {
        let Some(parent) = self.open.last_mut() else { return };
        if let Some(Node::Text(before)) = parent.children.last_mut() {
            before.push_str(text);
        } else if !text.is_empty() {
            parent.children.push(Node::Text(text.to_owned()));
        }
    }

    /// A `<` that begins no tag, with all up to the next `>`: text, but for an end tag that it swallowed. Gives whether
    /// that was the end of the record.
    fn push_stray(&mut self, start: &BytesStart<'_>) -> bool {
        let swallowed: &str = start;
        self.push_text("<");
        match swallowed.split_once("</") {
            Some((text, name)) => {
                self.push_text(&decode_references(text));
                matches!(self.close(name.trim()), Closed::Root)
            }
            None => {
                self.push_text(&decode_references(&format!("{swallowed}>")));
                false
            }
        }
    }
}

/// The namespaces that are declared around the place where the reader is.
#[derive(Default)]
struct Scopes {
    /// Depth at which it was declared, prefix, name.
    declared: Vec<(usize, String, Rc<str>)>,
}

impl Scopes {
    /// The element that a start tag at this depth begins; `None` when the `<` begins no name.
    fn open(&mut self, start: &BytesStart<'_>, depth: usize) -> Option<Element> {
        let name = start.name().0;
        if !name.starts_with(|first: char| first.is_alphabetic() || first == '_') {
            return None;
        }
        self.close(depth);
        let mut element = Element { qualified: name.to_owned(), ..Element::default() };
        for attribute in start.html_attributes().with_checks(false).flatten() {
            let key = attribute.key.0;
            let value = if attribute.value.contains('&') {
                decode_references(&attribute.value)
            } else {
                attribute.value.into_owned()
            };
            match key.strip_prefix("xmlns") {
                Some("") => self.declare(depth, "", &value),
                Some(prefix) if prefix.starts_with(':') => self.declare(depth, &prefix[1..], &value),
                _ => element.attributes.push((key.to_owned(), value)),
            }
        }
        let prefix = name.split_once(':').map_or("", |(prefix, _)| prefix);
        let found = self.declared.iter().rev().find(|(_, declared, _)| declared == prefix);
        element.namespace = found.map(|(.., namespace)| Rc::clone(namespace));
        Some(element)
    }

    fn declare(&mut self, depth: usize, prefix: &str, namespace: &str) {
        // So many are never declared; hostile files do.
        if self.declared.len() < 4 * DEPTH_MAX {
            self.declared.push((depth, prefix.to_owned(), namespace.trim().into()));
        }
    }

    /// Forgets what was declared at this depth and below.
    fn close(&mut self, depth: usize) {
        while self.declared.last().is_some_and(|(declared_at, ..)| *declared_at >= depth) {
            self.declared.pop();
        }
    }
}

/// Counts lines, and the bytes of one record.
struct Metered<R> {
    reader: R,
    line: u64,
    unspent: usize,
}

impl<R: BufRead> Read for Metered<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.fill_buf()?.read(buffer)?;
        self.consume(count);
        Ok(count)
    }
}

impl<R: BufRead> BufRead for Metered<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.unspent == 0 {
            let limit = ARTICLE_BYTES_MAX >> 20;
            return Err(io::Error::other(format!("a record of more than {limit} MiB, which no article has")));
        }
        let buffer = self.reader.fill_buf()?;
        Ok(&buffer[..buffer.len().min(self.unspent)])
    }

    fn consume(&mut self, count: usize) {
        if let Ok(buffer) = self.reader.fill_buf() {
            self.line += memchr::memchr_iter(b'\n', &buffer[..count.min(buffer.len())]).count() as u64;
        }
        self.unspent -= count.min(self.unspent);
        self.reader.consume(count);
    }
}

#[cfg(test)]
mod tests;
