//! A page as a list of blocks: runs of text that a browser would set as a paragraph, heading, list item or cell.
//!
//! In: the tree of a page. Out: [`Blocks`], the texts in page order and the elements that contain them. The tree is
//! walked without recursion and each node is looked at once, so that any nesting takes linear time and a constant
//! stack.

use ego_tree::NodeRef;
use scraper::Node;
use scraper::node::Element;

use crate::format::web::html::hints::Hints;
use crate::format::web::html::tags::is_in_line;

/// The texts of a page and the elements around them.
#[derive(Debug, Default)]
pub(super) struct Blocks {
    /// In page order.
    pub(super) texts: Vec<Block>,
    /// A parent stands before its children; the first one is the page.
    pub(super) containers: Vec<Container>,
}

/// One run of text.
#[derive(Debug, Default)]
pub(super) struct Block {
    /// Characters with blanks evened out; a line break of the page is one here.
    pub(super) text: String,
    /// Index of the innermost element that is no part of a line.
    pub(super) container: usize,
    /// How many characters there are, and how many of them are in links, bold or italic, or the time element.
    pub(super) letters: usize,
    pub(super) words: usize,
    pub(super) link_letters: usize,
    pub(super) bold_letters: usize,
    pub(super) italic_letters: usize,
    pub(super) time_letters: usize,
    /// What the elements in the line say that all of the text is in.
    pub(super) hints: Hints,
}

/// An element that is no part of a line.
#[derive(Debug)]
pub(super) struct Container {
    pub(super) parent: usize,
    pub(super) kind: Kind,
    /// What its own attributes say.
    pub(super) hints: Hints,
    /// A number that elements of the same name and classes have in common.
    pub(super) signature: u64,
    pub(super) depth: usize,
}

/// What an element is, as far as it matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Paragraph,
    /// `h1` to `h6`.
    Heading(u8),
    Item,
    List,
    Cell,
    Row,
    Table,
    Quote,
    Figure,
    Caption,
    Aside,
    Navigation,
    Footer,
    Header,
    Form,
    Article,
    Main,
    Section,
    Division,
    Other,
}

impl Kind {
    fn of(name: &str) -> Self {
        match name {
            "p" => Self::Paragraph,
            "h1" => Self::Heading(1),
            "h2" => Self::Heading(2),
            "h3" => Self::Heading(3),
            "h4" => Self::Heading(4),
            "h5" => Self::Heading(5),
            "h6" => Self::Heading(6),
            "li" | "dt" | "dd" => Self::Item,
            "ul" | "ol" | "dl" | "menu" => Self::List,
            "td" | "th" => Self::Cell,
            "tr" => Self::Row,
            "table" => Self::Table,
            "blockquote" => Self::Quote,
            "figure" | "picture" => Self::Figure,
            "figcaption" | "caption" => Self::Caption,
            "aside" => Self::Aside,
            "nav" => Self::Navigation,
            "footer" => Self::Footer,
            "header" => Self::Header,
            "form" | "fieldset" | "label" | "dialog" => Self::Form,
            "article" => Self::Article,
            "main" => Self::Main,
            "section" => Self::Section,
            "div" => Self::Division,
            _ => Self::Other,
        }
    }
}

/// No page of news has more texts or elements; what is behind is passed over.
const TEXTS_MAX: usize = 100_000;
const CONTAINERS_MAX: usize = 1_000_000;

/// Elements whose text no reader sees as text.
const UNSEEN: &[&str] = &[
    "audio", "button", "canvas", "datalist", "embed", "head", "iframe", "input", "math", "noscript", "object",
    "option", "progress", "script", "select", "style", "svg", "template", "textarea", "title", "video",
];

impl Blocks {
    pub(super) fn of(page: &scraper::Html) -> Self {
        let root = Container { parent: 0, kind: Kind::Other, hints: Hints::default(), signature: 0, depth: 0 };
        let mut builder = Builder { blocks: Self { texts: Vec::new(), containers: vec![root] }, ..Builder::default() };
        let mut next = page.tree.root().first_child();
        while let Some(node) = next {
            let enters = builder.open(node);
            next = node.first_child().filter(|_| enters);
            if next.is_some() {
                continue;
            }
            if enters {
                builder.close(node);
            }
            next = builder.after(node);
        }
        builder.end_block();
        builder.blocks
    }
}

/// What the text at hand is in.
#[derive(Clone, Copy, Debug, Default)]
struct Line {
    links: u32,
    bolds: u32,
    italics: u32,
    times: u32,
}

#[derive(Debug, Default)]
struct Builder {
    blocks: Blocks,
    /// The innermost element that is no part of a line.
    container: usize,
    line: Line,
    /// What the open elements in the line say, outermost first.
    line_hints: Vec<Hints>,
    block: Block,
    /// A blank or line breaks wait for the next character.
    pending_blank: bool,
    pending_breaks: usize,
}

impl Builder {
    /// Whether the children of a node are to be looked at.
    fn open(&mut self, node: NodeRef<'_, Node>) -> bool {
        match node.value() {
            Node::Text(text) => {
                self.push(text);
                false
            }
            Node::Element(element) => self.open_element(element),
            Node::Document | Node::Fragment => true,
            _ => false,
        }
    }

    fn open_element(&mut self, element: &Element) -> bool {
        let name = element.name();
        if name == "br" {
            self.pending_breaks += 1;
            return false;
        }
        let is_too_much = self.blocks.texts.len() >= TEXTS_MAX || self.blocks.containers.len() >= CONTAINERS_MAX;
        if is_too_much || UNSEEN.contains(&name) {
            return false;
        }
        if is_in_line(name) {
            self.change_line(name, 1);
            self.line_hints.push(self.line_hints.last().copied().unwrap_or_default() | Hints::of(element));
            return true;
        }
        self.end_block();
        let parent = self.container;
        self.container = self.blocks.containers.len();
        self.blocks.containers.push(Container {
            parent,
            kind: Kind::of(name),
            hints: Hints::of(element),
            signature: signature_of(element),
            depth: self.blocks.containers[parent].depth + 1,
        });
        true
    }

    fn close(&mut self, node: NodeRef<'_, Node>) {
        let Node::Element(element) = node.value() else { return };
        if is_in_line(element.name()) {
            self.change_line(element.name(), u32::MAX);
            self.line_hints.pop();
            return;
        }
        self.end_block();
        self.container = self.blocks.containers[self.container].parent;
    }

    /// The node that follows one that is done, with everything closed that ends before it.
    fn after<'a>(&mut self, node: NodeRef<'a, Node>) -> Option<NodeRef<'a, Node>> {
        let mut done = node;
        loop {
            if let Some(sibling) = done.next_sibling() {
                return Some(sibling);
            }
            done = done.parent()?;
            self.close(done);
        }
    }

    fn change_line(&mut self, name: &str, by: u32) {
        let count = match name {
            "a" => &mut self.line.links,
            "b" | "strong" => &mut self.line.bolds,
            "i" | "em" | "cite" => &mut self.line.italics,
            "time" => &mut self.line.times,
            _ => return,
        };
        *count = count.wrapping_add(by);
    }

    fn push(&mut self, text: &str) {
        if self.pending_breaks > 1 {
            self.end_block();
        }
        for word in text.split_inclusive(char::is_whitespace) {
            let letters = word.trim_end();
            if !letters.is_empty() {
                self.push_letters(letters);
            }
            self.pending_blank |= letters.len() < word.len();
        }
    }

    fn push_letters(&mut self, letters: &str) {
        let hints = self.line_hints.last().copied().unwrap_or_default();
        let block = &mut self.block;
        if block.text.is_empty() {
            block.hints = hints;
        } else {
            block.hints = block.hints & hints;
            if self.pending_breaks > 0 {
                block.text.push('\n');
            } else if self.pending_blank {
                block.text.push(' ');
            }
        }
        (self.pending_blank, self.pending_breaks) = (false, 0);
        block.text.push_str(letters);
        let count = letters.chars().count();
        block.letters += count;
        block.link_letters += if self.line.links > 0 { count } else { 0 };
        block.bold_letters += if self.line.bolds > 0 { count } else { 0 };
        block.italic_letters += if self.line.italics > 0 { count } else { 0 };
        block.time_letters += if self.line.times > 0 { count } else { 0 };
    }

    fn end_block(&mut self) {
        (self.pending_blank, self.pending_breaks) = (false, 0);
        if self.block.text.is_empty() {
            return;
        }
        let block = std::mem::take(&mut self.block);
        let words = block.text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).count();
        self.blocks.texts.push(Block { container: self.container, words, ..block });
    }
}

/// FNV-1a, which is enough to tell a page's classes apart (<http://www.isthe.com/chongo/tech/comp/fnv/>).
fn signature_of(element: &Element) -> u64 {
    let class = element.attr("class").unwrap_or_default();
    let bytes = element.name().bytes().chain([b'.']).chain(class.bytes());
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
