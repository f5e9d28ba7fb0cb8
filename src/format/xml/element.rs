//! One element of XML, with what stands in it.
//!
//! In: a tree that was read. Out: its names, attributes and children, and its text as it stands, on one line, in
//! paragraphs, or as markup.

use std::rc::Rc;

use crate::format::markup::{one_line, strip_tags};

/// An element.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::format) struct Element {
    /// Its name as written, with its prefix.
    pub(super) qualified: String,
    /// The namespace that its prefix stands for; `None` where none is declared.
    pub(super) namespace: Option<Rc<str>>,
    /// Its attributes as written, without declarations of namespaces.
    pub(super) attributes: Vec<(String, String)>,
    /// What stands in it, in order.
    pub(super) children: Vec<Node>,
}

/// A piece of what stands in an element.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::format) enum Node {
    /// Another element.
    Element(Element),
    /// Text, references decoded.
    Text(String),
}

impl Element {
    /// The name as written: `dc:creator`.
    pub(in crate::format) fn qualified_name(&self) -> &str {
        &self.qualified
    }

    /// The name without its prefix: `creator`.
    pub(in crate::format) fn name(&self) -> &str {
        local(&self.qualified)
    }

    /// The namespace; empty where none is declared.
    pub(in crate::format) fn namespace(&self) -> &str {
        self.namespace.as_deref().unwrap_or_default()
    }

    /// The value of an attribute by its name as written, else by its name without prefix.
    pub(in crate::format) fn attribute(&self, name: &str) -> Option<&str> {
        let exact = self.attributes.iter().find(|(key, _)| key == name);
        let found = exact.or_else(|| self.attributes.iter().find(|(key, _)| local(key) == name));
        found.map(|(_, value)| value.as_str())
    }

    /// What stands in it.
    pub(in crate::format) fn nodes(&self) -> &[Node] {
        &self.children
    }

    /// The elements that stand directly in it.
    pub(in crate::format) fn elements(&self) -> impl DoubleEndedIterator<Item = &Self> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The elements of this local name that stand directly in it.
    pub(in crate::format) fn children<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Self> {
        self.elements().filter(move |element| element.name() == name)
    }

    /// The first element of this local name that stands directly in it.
    pub(in crate::format) fn child(&self, name: &str) -> Option<&Self> {
        self.elements().find(|element| element.name() == name)
    }

    /// The first element down a path of local names, each the first of its name: `head/title`.
    pub(in crate::format) fn at(&self, path: &str) -> Option<&Self> {
        path.split('/').try_fold(self, |element, name| element.child(name))
    }

    /// All elements below it of this local name, in document order; those within a found one too.
    pub(in crate::format) fn descendants<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Self> {
        self.all_elements().filter(move |element| element.name() == name)
    }

    /// All elements below it, in document order.
    pub(in crate::format) fn all_elements(&self) -> impl Iterator<Item = &Self> {
        let mut pending: Vec<&Self> = self.elements().rev().collect();
        std::iter::from_fn(move || {
            let element = pending.pop()?;
            pending.extend(element.elements().rev());
            Some(element)
        })
    }

    /// All text in it, as it stands.
    pub(in crate::format) fn text(&self) -> String {
        let mut text = String::new();
        self.push_text(&mut text);
        text
    }

    /// All text in it as one line: runs of white space are one blank.
    pub(in crate::format) fn line(&self) -> String {
        one_line(&self.text())
    }

    /// Its text where it holds HTML or the like: paragraphs apart by a blank line, lines by `<br/>` kept.
    pub(in crate::format) fn paragraphs(&self) -> String {
        strip_tags(&self.markup())
    }

    /// What stands in it, written as markup again.
    pub(in crate::format) fn markup(&self) -> String {
        let mut markup = String::new();
        self.push_markup(&mut markup);
        markup
    }

    fn push_text(&self, text: &mut String) {
        for node in &self.children {
            match node {
                Node::Element(element) => element.push_text(text),
                Node::Text(piece) => text.push_str(piece),
            }
        }
    }

    fn push_markup(&self, markup: &mut String) {
        for node in &self.children {
            match node {
                Node::Text(text) => push_escaped(markup, text),
                Node::Element(element) => {
                    let name = element.name();
                    markup.push('<');
                    markup.push_str(name);
                    for (key, value) in &element.attributes {
                        markup.push(' ');
                        markup.push_str(key);
                        markup.push_str("=\"");
                        push_escaped(markup, value);
                        markup.push('"');
                    }
                    markup.push('>');
                    element.push_markup(markup);
                    markup.push_str("</");
                    markup.push_str(name);
                    markup.push('>');
                }
            }
        }
    }
}

fn push_escaped(markup: &mut String, text: &str) {
    for character in text.chars() {
        match character {
            '&' => markup.push_str("&amp;"),
            '<' => markup.push_str("&lt;"),
            '>' => markup.push_str("&gt;"),
            '"' => markup.push_str("&quot;"),
            other => markup.push(other),
        }
    }
}

/// A name without its prefix.
fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}
