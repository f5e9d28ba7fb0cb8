//! XML as trees, one record after another, for every format that is XML: tolerant of what real files get wrong.
//!
//! In: the bytes of a file. Out: [`Child`]ren, each an [`Element`] with all that stands in it, as soon as its end is
//! read, so that a file of any size needs memory for one record only. Tokens are cut by `quick-xml` (Extensible Markup
//! Language 1.0, fifth edition, <https://www.w3.org/TR/xml/>, and Namespaces in XML 1.0); the tree above them is ours:
//! an end tag closes what is open below it or is passed over, a file that breaks off closes what is open, and a `&`, a
//! `<` or a comment that begins but never ends is text. Entities that a document declares are not expanded: none of the
//! formats needs them, and they are how small files grow large.

mod element;
mod metered;
mod sniff;

use std::io::BufRead;
use std::rc::Rc;

use quick_xml::errors::SyntaxError;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Error as XmlError, Reader};

use crate::article::Problem;
use crate::format::ARTICLE_BYTES_MAX;
use crate::format::markup::decode_references;
use crate::source::{Input, Utf8Reader};
pub(super) use element::{Element, Node};
use metered::Metered;
use sniff::declared_encoding;
pub(super) use sniff::{Root, root, unread_root};

/// The deepest nesting that is kept apart; what lies deeper counts as text of the element at this depth. News formats
/// nest less than 30 deep; the cap keeps hostile files from exhausting the stack of whoever walks the tree.
const DEPTH_MAX: usize = 200;

/// How deep outer elements are gone into; no format has more than five. The cap bounds memory.
const ENTERED_MAX: usize = 16;

/// How often markup without its end is taken for text. Each time a part of the file is read once more.
const RECOVERIES_MAX: usize = 20;

/// Tags of HTML that have no end tag; feeds have HTML that someone forgot to escape.
const TAGS_WITHOUT_END: &[&str] = &["br", "hr", "img", "input", "wbr"];

/// The most elements of one record. A newspaper page in ALTO has 30,000; the cap bounds memory, which a text of
/// nothing but tags would multiply.
const ELEMENTS_MAX: usize = 1 << 20;

/// The most attributes of one record, and of one element. The elements of ALTO have some ten each; the caps bound memory
/// for the same reason.
const ATTRIBUTES_MAX: usize = 2 << 20;
const ATTRIBUTES_OF_ELEMENT_MAX: usize = 4096;

/// One element that stands in an entered one.
#[derive(Debug)]
pub(super) struct Child {
    /// The element and what it holds.
    pub(super) element: Element,
    /// The line on which it begins, from 1.
    pub(super) line: u64,
}

/// Reads the children of a document's outer elements one by one.
pub(super) struct Children<'r, 'e> {
    reader: Reader<Metered<Utf8Reader<'r>>>,
    buffer: Vec<u8>,
    enter: &'e [&'e str],
    /// Names of records that never stand in one another.
    flat: &'e [&'e str],
    /// The entered elements that are open, without what stands in them.
    entered: Vec<Element>,
    /// The element whose start tag ended the record before, and its line.
    next_record: Option<(Element, u64)>,
    scopes: Scopes,
    /// How often markup without its end was taken for text.
    recoveries: usize,
    /// Why the child before was the last.
    broken_off: Option<Problem>,
    at_end: bool,
}

impl<'r, 'e> Children<'r, 'e> {
    /// Begins to read. Elements with one of the local names `enter`, in any case, are gone into when they stand at the
    /// top or in another that was gone into; every other element there is handed on as a whole.
    pub(super) fn new(input: &'r mut Input<'_>, enter: &'e [&'e str]) -> Self {
        let declared = declared_encoding(&input.sample());
        let metered = Metered::new(input.utf8_reader(declared.as_deref()));
        Self {
            reader: tolerant_reader(metered),
            buffer: Vec::new(),
            enter,
            flat: &[],
            entered: Vec::new(),
            next_record: None,
            scopes: Scopes::default(),
            recoveries: 0,
            broken_off: None,
            at_end: false,
        }
    }

    /// The same for a document whose records of these local names, in lower case, never stand in one another: the start
    /// of the next ends one whose end tag is missing.
    pub(super) fn with_flat(self, flat: &'e [&'e str]) -> Self {
        Self { flat, ..self }
    }

    /// An attribute of the elements that were gone into and are open: that of the innermost one that has it.
    pub(super) fn entered_attribute(&self, name: &str) -> Option<&str> {
        self.entered.iter().rev().find_map(|element| element.attribute(name))
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
        if let Some((element, line)) = self.next_record.take() {
            return self.child_of(element, line, false).map(Some);
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
                    if let Some(depth) = leave(&mut self.entered, end.local_name().into_inner()) {
                        self.scopes.close(depth);
                    }
                    continue;
                }
                Ok(Event::Eof) => {
                    self.at_end = true;
                    return self.end_of_file(None, line).map_or(Ok(None), Err);
                }
                Ok(_) | Err(XmlError::IllFormed(_)) => continue,
                Err(error) => {
                    if self.recover(&error).is_some() {
                        continue;
                    }
                    self.at_end = true;
                    return Err(problem_of(&error, line));
                }
            };
            let Some(element) = element else { continue };
            let is_outer = self.enter.iter().any(|name| name.eq_ignore_ascii_case(element.name()));
            if is_outer && !is_whole && self.entered.len() < ENTERED_MAX {
                self.entered.push(element);
                continue;
            }
            return self.child_of(element, line, is_whole).map(Some);
        }
        Ok(None)
    }

    /// The child that begins with this start tag.
    fn child_of(&mut self, element: Element, line: u64, is_whole: bool) -> Result<Child, Problem> {
        let element = if is_whole { element } else { self.rest_of(element)? };
        if self.next_record.is_none() {
            self.scopes.close(self.entered.len());
        }
        Ok(Child { element, line })
    }

    /// Reads an element whose start tag has been read, up to its end.
    fn rest_of(&mut self, root: Element) -> Result<Element, Problem> {
        let depth = self.entered.len();
        let is_flat = self.flat.iter().any(|name| name.eq_ignore_ascii_case(root.name()));
        let mut tree = Tree { open: vec![root], beyond: Vec::new(), elements: 1, attributes: 0 };
        loop {
            self.buffer.clear();
            let line = self.reader.get_ref().line;
            match self.reader.read_event_into(&mut self.buffer) {
                Ok(Event::Start(start)) => match self.scopes.open(&start, depth + tree.open.len()) {
                    Some(element) if is_flat && element.qualified_name() == tree.open[0].qualified_name() => {
                        self.next_record = Some((element, line));
                        return Ok(tree.finish());
                    }
                    Some(element) if is_without_end(&element) => tree.add(element),
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
                    // The end of something further out ends this one too: its own end tag is missing.
                    Closed::Nothing if leave(&mut self.entered, end.local_name().into_inner()).is_some() => {
                        return Ok(tree.finish());
                    }
                    Closed::Nothing => {}
                },
                Ok(Event::Text(text)) => tree.push_text(&text),
                Ok(Event::CData(text)) => tree.push_text(&text),
                Ok(Event::GeneralRef(reference)) => tree.push_text(&decode_references(&format!("&{};", &*reference))),
                Ok(Event::Eof) => {
                    self.broken_off = self.end_of_file(Some(tree.open[0].name()), line);
                    return Ok(tree.finish());
                }
                Ok(Event::Comment(_) | Event::PI(_) | Event::Decl(_) | Event::DocType(_))
                | Err(XmlError::IllFormed(_)) => {}
                Err(error) => {
                    if let Some(text) = self.recover(&error) {
                        tree.push_text(text);
                        continue;
                    }
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
            if let Some(message) = tree.excess() {
                self.at_end = true;
                return Err(Problem::new(message).at_line(line));
            }
        }
    }
}

impl Children<'_, '_> {
    /// What is the matter with a file that ends here, `within` an element that is being read, or within one that was
    /// entered.
    fn end_of_file(&mut self, within: Option<&str>, line: u64) -> Option<Problem> {
        if let Some(error) = self.reader.get_mut().broken.take() {
            return Some(Problem::new(format!("cannot be read to its end: {error}")).at_line(line));
        }
        let name = within.or_else(|| self.entered.first().map(Element::name))?;
        Some(Problem::new(format!("ends within <{name}>, whose end tag is missing")).at_line(line))
    }

    /// Markup that has no end, which the reader looked for up to the end of the file, counts as text: what stands
    /// behind its beginning is read again. Gives the text that the beginning is; `None` where nothing can be done.
    fn recover(&mut self, error: &XmlError) -> Option<&'static str> {
        let XmlError::Syntax(kind) = error else { return None };
        if self.recoveries == RECOVERIES_MAX || !self.buffer.starts_with(b"<") {
            return None;
        }
        self.recoveries += 1;
        let (text, length) = match kind {
            SyntaxError::UnclosedComment => ("", b"<!--".len()),
            SyntaxError::UnclosedCData if self.buffer.starts_with(b"<![CDATA[") => ("", b"<![CDATA[".len()),
            SyntaxError::UnclosedPI | SyntaxError::UnclosedXmlDecl => ("", b"<?".len()),
            _ => ("<", 1),
        };
        let swallowed = std::mem::take(&mut self.buffer);
        let mut metered = self.reader.get_mut().take();
        metered.put_back(&swallowed[length.min(swallowed.len())..]);
        self.reader = tolerant_reader(metered);
        Some(text)
    }
}

fn tolerant_reader<R: BufRead>(metered: Metered<R>) -> Reader<Metered<R>> {
    let mut reader = Reader::from_reader(metered);
    let config = reader.config_mut();
    config.allow_dangling_amp = true;
    config.allow_unmatched_ends = true;
    config.check_end_names = false;
    reader
}

/// Closes the innermost entered element of this name, and those within it; gives how many are left when there is one.
fn leave(entered: &mut Vec<Element>, name: &str) -> Option<usize> {
    let at = entered.iter().rposition(|element| element.name() == name)?;
    entered.truncate(at);
    Some(at)
}

fn is_without_end(element: &Element) -> bool {
    TAGS_WITHOUT_END.iter().any(|tag| tag.eq_ignore_ascii_case(element.qualified_name()))
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
    /// Names of the elements that are open below [`DEPTH_MAX`].
    beyond: Vec<Box<str>>,
    elements: usize,
    attributes: usize,
}

/// What an end tag closed.
enum Closed {
    Root,
    Inner,
    Nothing,
}

impl Tree {
    /// What there is more of than any record has.
    fn excess(&self) -> Option<String> {
        if self.elements > ELEMENTS_MAX {
            return Some(format!("more than {ELEMENTS_MAX} elements in one record"));
        }
        (self.attributes > ATTRIBUTES_MAX).then(|| format!("more than {ATTRIBUTES_MAX} attributes in one record"))
    }

    fn open(&mut self, element: Element) {
        self.elements += 1;
        self.attributes += element.attributes.len();
        if self.open.len() < DEPTH_MAX {
            self.open.push(element);
        } else {
            self.beyond.push(element.qualified.into());
        }
    }

    fn add(&mut self, element: Element) {
        self.elements += 1;
        self.attributes += element.attributes.len();
        if let Some(parent) = self.open.last_mut() {
            parent.children.push(Node::Element(element));
        }
    }

    /// Closes the innermost open element of this name, and those within it.
    fn close(&mut self, name: &str) -> Closed {
        if !self.beyond.is_empty() {
            let nearest = self.beyond.len().saturating_sub(DEPTH_MAX);
            if let Some(at) = self.beyond[nearest..].iter().rposition(|open| **open == *name) {
                self.beyond.truncate(nearest + at);
                return Closed::Inner;
            }
        }
        let is_exact = |element: &Element| element.qualified_name() == name;
        let is_alike = |element: &Element| element.qualified_name().eq_ignore_ascii_case(name);
        let found = self.open.iter().rposition(is_exact).or_else(|| self.open.iter().rposition(is_alike));
        if found.is_some() {
            self.beyond.clear();
        }
        match found {
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
        if let Some((text, name)) = swallowed.split_once("</") {
            self.push_text(&decode_references(text));
            return matches!(self.close(name.trim()), Closed::Root);
        }
        self.push_text(&decode_references(&format!("{swallowed}>")));
        false
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
        for attribute in start.html_attributes().with_checks(false).flatten().take(ATTRIBUTES_OF_ELEMENT_MAX) {
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

#[cfg(test)]
mod tests;
