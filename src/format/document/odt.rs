//! ODT: text documents of the Open Document Format, versions 1.0 to 1.3.
//!
//! In: `.odt` files (<https://docs.oasis-open.org/office/OpenDocument/v1.3/>). Out: one article. What tracked changes
//! deleted is out, tables are lines, notes stand below the text, comments are no text.

use std::collections::HashMap;

use super::manuscript::{Manuscript, Properties, Style};
use super::package::{Package, media_type};
use crate::article::Problem;
use crate::format::xml::{Element, Node};
use crate::format::{Format, Item, ItemSink, Place};
use crate::source::{Input, Sample};

/// The format `odt`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Odt;

/// What the media types of all files of Open Document Format begin with.
const MEDIA_TYPE: &[u8] = b"application/vnd.oasis.opendocument.";

impl Format for Odt {
    fn name(&self) -> &'static str {
        "odt"
    }

    fn signs(&self) -> &'static str {
        "an OpenDocument text: a ZIP file of the type application/vnd.oasis.opendocument.text"
    }

    fn ids(&self) -> &'static str {
        ""
    }

    fn is_binary(&self) -> bool {
        true
    }

    fn recognises(&self, sample: &Sample<'_>) -> bool {
        media_type(sample).is_some_and(|media_type| media_type.starts_with(MEDIA_TYPE))
    }

    fn read(&self, input: &mut Input<'_>, take: &mut ItemSink<'_>) -> Result<(), Problem> {
        if let Some(kind) = other_kind(&input.sample()) {
            return Err(Problem::new(format!("{kind}, which is no article")));
        }
        let mut package = Package::open(input)?;
        if package.read("META-INF/manifest.xml")?.is_some_and(|bytes| is_encrypted(&bytes)) {
            return Err(Problem::new("an OpenDocument text that is encrypted"));
        }
        let Some((root, broken_off)) = package.document("content.xml")? else {
            return Err(Problem::new("an OpenDocument text without its content.xml"));
        };
        let mut reader = Reader { styles: styles_of(&root), manuscript: Manuscript::default() };
        if let Some(text) = root.at("body/text") {
            reader.blocks(text);
        }
        let meta = package.xml("meta.xml").ok().flatten();
        let meta = meta.as_ref().and_then(|meta| meta.child("meta"));
        let property = |name: &str| meta.and_then(|meta| Some(meta.child(name)?.line()));
        // `dc:creator` is whoever changed it last.
        let creator = property("initial-creator").or_else(|| property("creator"));
        let properties = Properties { title: property("title"), creator, language: property("language") };
        let article = reader.manuscript.article(&properties);
        if article.body.is_empty() && article.title.is_empty() {
            return Err(broken_off.unwrap_or_else(|| Problem::new("an OpenDocument text without text")));
        }
        if take(Item::Article(Place::WholeFile, Box::new(article))).is_break() {
            return Ok(());
        }
        broken_off.map_or(Ok(()), Err)
    }
}

/// What a file is that is no text document.
fn other_kind(sample: &Sample<'_>) -> Option<&'static str> {
    let kind = media_type(sample)?.strip_prefix(MEDIA_TYPE)?;
    let kinds: [(&[u8], &str); 9] = [
        (b"text-template", "a template of a text"),
        (b"text", ""),
        (b"spreadsheet", "a spreadsheet"),
        (b"presentation", "a presentation"),
        (b"graphics", "a drawing"),
        (b"chart", "a chart"),
        (b"formula", "a formula"),
        (b"image", "an image"),
        (b"base", "a database"),
    ];
    let found = kinds.iter().find(|(begin, _)| kind.starts_with(begin));
    Some(found.map_or("an OpenDocument file of an unknown kind", |(_, what)| what)).filter(|what| !what.is_empty())
}

fn is_encrypted(manifest: &[u8]) -> bool {
    memchr::memmem::find(manifest, b"encryption-data").is_some()
}

/// What the styles of paragraphs stand for, those that come from another by that one.
fn styles_of(root: &Element) -> HashMap<String, Style> {
    let own = root.child("automatic-styles");
    let styles = own.into_iter().flat_map(|styles| styles.children("style"));
    let parents =
        styles.filter_map(|style| Some((style.attribute("style:name")?, style.attribute("parent-style-name")?)));
    parents.filter(|(_, parent)| *parent == "Title").map(|(name, _)| (name.to_owned(), Style::Title)).collect()
}

struct Reader {
    styles: HashMap<String, Style>,
    manuscript: Manuscript,
}

impl Reader {
    /// Reads what may stand where paragraphs do.
    fn blocks(&mut self, parent: &Element) {
        for element in parent.elements() {
            match element.name() {
                "p" | "h" => self.paragraph(element),
                "table" => {
                    let mut rows = Vec::new();
                    self.rows(element, &mut rows);
                    self.manuscript.push(&rows.join("\n"), Style::Other);
                }
                "tracked-changes" | "annotation" | "forms" | "variable-decls" | "sequence-decls" => {}
                _ => self.blocks(element),
            }
        }
    }

    fn paragraph(&mut self, element: &Element) {
        let name = element.attribute("style-name").unwrap_or_default();
        let is_first_level = element.name() == "h" && element.attribute("outline-level").unwrap_or("1") == "1";
        let style = match self.styles.get(name) {
            Some(style) => *style,
            None if name == "Title" => Style::Title,
            None if is_first_level => Style::Heading,
            None => Style::Other,
        };
        let mut inline = Inline::default();
        inline.read(element);
        self.take(inline, style);
    }

    /// Adds a paragraph, then what is anchored in it, then its notes below the text.
    fn take(&mut self, inline: Inline<'_>, style: Style) {
        self.manuscript.push(&inline.text, style);
        for anchored in inline.boxes {
            self.blocks(anchored);
        }
        for note in inline.notes {
            let mut reader = Self { styles: HashMap::new(), manuscript: Manuscript::default() };
            reader.blocks(note);
            let texts = reader.manuscript.paragraphs.into_iter().map(|paragraph| paragraph.text);
            self.manuscript.notes.extend(texts.chain(reader.manuscript.notes));
        }
    }

    /// The rows of a table as lines.
    fn rows(&mut self, table: &Element, rows: &mut Vec<String>) {
        for element in table.elements() {
            if element.name() != "table-row" {
                self.rows(element, rows);
                continue;
            }
            let mut cells: Vec<String> = Vec::new();
            for cell in element.children("table-cell") {
                let mut reader = Self { styles: HashMap::new(), manuscript: Manuscript::default() };
                reader.blocks(cell);
                self.manuscript.notes.extend(reader.manuscript.notes);
                let texts = reader.manuscript.paragraphs.iter().map(|paragraph| paragraph.text.as_str());
                let text = texts.flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ");
                cells.push(text);
            }
            cells.retain(|cell| !cell.is_empty());
            rows.push(cells.join("  "));
        }
    }
}

/// The text of one paragraph, and what is anchored in it.
#[derive(Default)]
struct Inline<'e> {
    text: String,
    notes: Vec<&'e Element>,
    boxes: Vec<&'e Element>,
}

impl<'e> Inline<'e> {
    fn read(&mut self, parent: &'e Element) {
        for node in parent.nodes() {
            let element = match node {
                Node::Text(piece) => {
                    self.push_running(piece);
                    continue;
                }
                Node::Element(element) => element,
            };
            match element.name() {
                "s" => self.text.push(' '),
                "tab" => self.text.push('\t'),
                "line-break" => self.text.push('\n'),
                "note" => self.notes.extend(element.child("note-body")),
                "text-box" => self.boxes.push(element),
                "annotation" | "ruby-text" | "title" | "desc" => {}
                _ => self.read(element),
            }
        }
    }

    /// Adds text in which a run of white space is one blank (ODF 1.3, part 3, 6.1.2).
    fn push_running(&mut self, piece: &str) {
        for character in piece.chars() {
            if !matches!(character, ' ' | '\n' | '\r' | '\t') {
                self.text.push(character);
            } else if !self.text.ends_with([' ', '\n', '\t']) {
                self.text.push(' ');
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::document::package::tests::zip;
    use std::ops::ControlFlow;

    fn account(kind: &str, text: &str) -> String {
        let media_type = format!("application/vnd.oasis.opendocument.{kind}");
        let content = format!(
            "<office:document-content><office:automatic-styles><style:style style:name='P1' \
             style:parent-style-name='Title'/>\
             </office:automatic-styles><office:body><office:text>{text}</office:text></office:body>\
             </office:document-content>"
        );
        let bytes = zip(&[("mimetype", &media_type), ("content.xml", &content)]);
        let mut input = Input::new("a.odt", bytes.as_slice()).unwrap();
        assert!(Odt.recognises(&input.sample()));
        let mut account = String::new();
        let read = Odt.read(&mut input, &mut |item| {
            if let Item::Article(Place::WholeFile, article) = item {
                account = format!("[{}]{}", article.title, article.body.replace("\n\n", "/").replace('\n', "\\"));
            }
            ControlFlow::Continue(())
        });
        read.map_or_else(|problem| problem.to_string(), |()| account)
    }

    #[test]
    fn documents() {
        let cases = [
            (
                "text",
                "<text:p>One\n  day</text:p><text:p/><text:p>a<text:s text:c='2'/>b<text:line-break/>c</text:p>",
                "[]One day/a b\\c",
            ),
            ("text", "<text:p text:style-name='P1'>Rain</text:p><text:p>It</text:p>", "[Rain]It"),
            (
                "text",
                "<text:h text:outline-level='1'>Rain</text:h><text:h text:outline-level='2'>Sub</text:h>",
                "[Rain]Sub",
            ),
            (
                "text",
                "<text:tracked-changes><text:p>x</text:p></text:tracked-changes><text:p>a<text:note>\
                 <text:note-citation>1</text:note-citation><text:note-body><text:p>Note</text:p></text:note-body>\
                 </text:note> b</text:p><text:p>c</text:p>",
                "[]a b/c/Note",
            ),
            (
                "text",
                "<table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell>\
                 <table:table-cell><text:p>1</text:p></table:table-cell></table:table-row></table:table>",
                "[]a  1",
            ),
            ("text", "<text:list><text:list-item><text:p>one</text:p></text:list-item></text:list>", "[]one"),
            ("text", "", "an OpenDocument text without text"),
            ("text-template", "", "a template of a text, which is no article"),
            ("spreadsheet", "", "a spreadsheet, which is no article"),
        ];
        for (kind, text, expected) in cases {
            assert_eq!(account(kind, text), expected, "{text}");
        }
    }
}
