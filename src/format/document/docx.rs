//! DOCX: text documents of Office Open XML, ECMA-376, 5th edition (transitional and strict), part 1, chapter 17.
//!
//! In: `.docx` and `.docm` files (<https://ecma-international.org/publications-and-standards/standards/ecma-376/>).
//! Out: one article. What tracked changes deleted is out and what they inserted is in; tables are lines, notes stand
//! below the text, hidden text and comments are no text.

use std::collections::HashMap;

use super::manuscript::{Manuscript, Properties, Style};
use super::package::{Package, media_type, resolve, shows_entry};
use crate::article::Problem;
use crate::format::xml::{Element, Node};
use crate::format::{Format, Item, ItemSink, Place};
use crate::source::{Input, Sample};

/// The format `docx`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Docx;

impl Format for Docx {
    fn name(&self) -> &'static str {
        "docx"
    }

    fn signs(&self) -> &'static str {
        "a Word document (Office Open XML): a ZIP file with [Content_Types].xml and word/ in it"
    }

    fn ids(&self) -> &'static str {
        ""
    }

    fn is_binary(&self) -> bool {
        true
    }

    fn recognises(&self, sample: &Sample<'_>) -> bool {
        let has = |name: &[u8]| shows_entry(sample, name);
        let is_office = has(b"[Content_Types].xml") || has(b"_rels/.rels") || has(b"word/");
        media_type(sample).is_none() && is_office
    }

    fn read(&self, input: &mut Input<'_>, take: &mut ItemSink<'_>) -> Result<(), Problem> {
        let mut package = Package::open(input)?;
        let path = main_part(&mut package)?;
        let Some((root, broken_off)) = package.document(&path)? else {
            return Err(Problem::new(format!("a Word document without its text `{path}`")));
        };
        let styles = package.xml(&resolve(&path, "styles.xml")).ok().flatten();
        let mut reader = Reader { styles: styles_of(styles.as_ref()), ..Reader::default() };
        if let Some(body) = root.child("body") {
            reader.blocks(body);
        }
        reader.notes(&mut package, &path);
        let core = package.xml("docProps/core.xml").ok().flatten();
        let property = |name: &str| core.as_ref().and_then(|core| Some(core.child(name)?.line()));
        let properties =
            Properties { title: property("title"), creator: property("creator"), language: property("language") };
        let article = reader.manuscript.article(&properties);
        if article.body.is_empty() && article.title.is_empty() {
            return Err(broken_off.unwrap_or_else(|| Problem::new("a Word document without text")));
        }
        if take(Item::Article(Place::WholeFile, Box::new(article))).is_break() {
            return Ok(());
        }
        broken_off.map_or(Ok(()), Err)
    }
}

/// The path of the document itself.
///
/// # Errors
///
/// When it is something else than a text document, with what it is.
fn main_part(package: &mut Package) -> Result<String, Problem> {
    let types = package.xml("[Content_Types].xml")?;
    let has = |kind: &str| {
        let overrides = types.iter().flat_map(|types| types.children("Override"));
        overrides.filter_map(|part| part.attribute("ContentType")).any(|content| content.contains(kind))
    };
    let kinds = [
        ("spreadsheetml", "a spreadsheet, which is no article"),
        ("ms-excel", "a spreadsheet, which is no article"),
        ("presentationml", "a presentation, which is no article"),
        ("ms-powerpoint", "a presentation, which is no article"),
        ("visio", "a drawing, which is no article"),
        ("wordprocessingml.template", "a template of a Word document, which is no article"),
        ("word.template", "a template of a Word document, which is no article"),
    ];
    // Documents may hold tables and charts as files of their own, so that their own type is asked first.
    let is_document = has("wordprocessingml.document.main") || has("word.document.macroEnabled");
    if !is_document && let Some((_, reason)) = kinds.iter().find(|(kind, _)| has(kind)) {
        return Err(Problem::new(*reason));
    }
    let relations = package.xml("_rels/.rels")?;
    let main = relations
        .iter()
        .flat_map(|relations| relations.children("Relationship"))
        .find(|relation| relation.attribute("Type").is_some_and(|kind| kind.ends_with("/officeDocument")));
    let path = main
        .and_then(|main| main.attribute("Target"))
        .map_or_else(|| "word/document.xml".to_owned(), |target| resolve("", target));
    if is_document || path.starts_with("word/") {
        return Ok(path);
    }
    Err(Problem::new("a ZIP file of Office Open XML without a text document in it"))
}

/// What the ids of paragraph styles stand for. Their ids are translated, their names are not.
fn styles_of(styles: Option<&Element>) -> HashMap<String, Style> {
    let mut known = HashMap::new();
    for style in styles.into_iter().flat_map(|styles| styles.children("style")) {
        let name = style.child("name").and_then(|name| name.attribute("val")).unwrap_or_default().to_lowercase();
        let meaning = match name.as_str() {
            "title" => Style::Title,
            "heading 1" => Style::Heading,
            _ => continue,
        };
        known.extend(style.attribute("styleId").map(|id| (id.to_owned(), meaning)));
    }
    known
}

/// Reads the parts of a document.
#[derive(Default)]
struct Reader {
    styles: HashMap<String, Style>,
    manuscript: Manuscript,
    /// Notes that the text refers to: the name of their element, and their id.
    referred: Vec<(&'static str, String)>,
}

impl Reader {
    /// Reads what may stand where paragraphs do.
    fn blocks(&mut self, parent: &Element) {
        for element in parent.elements() {
            match element.name() {
                "p" => self.paragraph(element),
                "tbl" => {
                    let mut rows = Vec::new();
                    self.rows(element, &mut rows);
                    self.manuscript.push(&rows.join("\n"), Style::Other);
                }
                "sdt" | "sdtContent" | "ins" | "moveTo" | "customXml" | "smartTag" => self.blocks(element),
                _ => {}
            }
        }
    }

    fn paragraph(&mut self, element: &Element) {
        let id = element.at("pPr/pStyle").and_then(|style| style.attribute("val")).unwrap_or_default();
        let style = self.styles.get(id).copied().unwrap_or(match id {
            "Title" => Style::Title,
            "Heading1" => Style::Heading,
            _ => Style::Other,
        });
        let mut boxes = Vec::new();
        let mut text = String::new();
        self.runs(element, &mut text, &mut boxes);
        self.manuscript.push(&text, style);
        for content in boxes {
            self.blocks(content);
        }
    }

    /// Adds the text of what stands in a paragraph; text boxes are put aside.
    fn runs<'e>(&mut self, parent: &'e Element, text: &mut String, boxes: &mut Vec<&'e Element>) {
        for element in parent.elements() {
            match element.name() {
                "t" => push_text(element, text),
                "tab" | "ptab" => text.push('\t'),
                "br" | "cr" => text.push('\n'),
                "noBreakHyphen" => text.push('-'),
                "footnoteReference" => self.refer("footnote", element),
                "endnoteReference" => self.refer("endnote", element),
                "txbxContent" => boxes.push(element),
                "AlternateContent" => {
                    if let Some(shown) = element.child("Choice").or_else(|| element.child("Fallback")) {
                        self.runs(shown, text, boxes);
                    }
                }
                "r" if is_hidden(element) => {}
                "del" | "moveFrom" | "delText" | "instrText" | "rPr" | "pPr" | "sdtPr" | "rt" => {}
                _ => self.runs(element, text, boxes),
            }
        }
    }

    /// The rows of a table as lines; a table within a cell is lines of its own.
    fn rows(&mut self, table: &Element, rows: &mut Vec<String>) {
        for row in table.elements() {
            match row.name() {
                "tr" if row.at("trPr/del").is_none() => {
                    let mut cells: Vec<String> = Vec::new();
                    let mut inner = Vec::new();
                    self.cells(row, &mut cells, &mut inner);
                    cells.retain(|cell| !cell.is_empty());
                    rows.push(cells.join("  "));
                    for table in inner {
                        self.rows(table, rows);
                    }
                }
                "sdt" | "sdtContent" | "customXml" | "ins" => self.rows(row, rows),
                _ => {}
            }
        }
    }

    fn cells<'e>(&mut self, row: &'e Element, cells: &mut Vec<String>, tables: &mut Vec<&'e Element>) {
        for element in row.elements() {
            match element.name() {
                "tc" => {
                    cells.push(String::new());
                    self.cells(element, cells, tables);
                }
                "p" => {
                    let mut text = String::new();
                    let mut boxes = Vec::new();
                    self.runs(element, &mut text, &mut boxes);
                    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
                    if let Some(cell) = cells.last_mut() {
                        let blank = if cell.is_empty() || text.is_empty() { "" } else { " " };
                        cell.push_str(blank);
                        cell.push_str(&text);
                    }
                    for content in boxes {
                        self.cells(content, cells, tables);
                    }
                }
                "tbl" => tables.push(element),
                "sdt" | "sdtContent" | "customXml" | "ins" => self.cells(element, cells, tables),
                _ => {}
            }
        }
    }

    fn refer(&mut self, kind: &'static str, reference: &Element) {
        self.referred.extend(reference.attribute("id").map(|id| (kind, id.to_owned())));
    }

    /// Adds the notes that the text refers to, in its order.
    fn notes(&mut self, package: &mut Package, path: &str) {
        let referred = std::mem::take(&mut self.referred);
        for (kind, file) in [("footnote", "footnotes.xml"), ("endnote", "endnotes.xml")] {
            if !referred.iter().any(|(of, _)| *of == kind) {
                continue;
            }
            let Ok(Some(root)) = package.xml(&resolve(path, file)) else { continue };
            let mut notes: HashMap<&str, &Element> =
                root.children(kind).filter_map(|note| Some((note.attribute("id")?, note))).collect();
            for (_, id) in referred.iter().filter(|(of, _)| *of == kind) {
                // Each once, however often it is referred to.
                let Some(note) = notes.remove(id.as_str()) else { continue };
                let mut reader = Self::default();
                reader.blocks(note);
                let texts = reader.manuscript.paragraphs.into_iter().map(|paragraph| paragraph.text);
                self.manuscript.notes.extend(texts);
            }
        }
    }
}

fn push_text(element: &Element, text: &mut String) {
    for node in element.nodes() {
        if let Node::Text(piece) = node {
            // The ends of lines that a writer of the file put in are blanks; `<w:br/>` is a line break.
            text.extend(piece.chars().map(|character| if character == '\n' { ' ' } else { character }));
        }
    }
}

fn is_hidden(run: &Element) -> bool {
    let vanish = run.at("rPr/vanish");
    vanish.is_some_and(|vanish| !matches!(vanish.attribute("val"), Some("0" | "false" | "off")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::document::package::tests::zip;
    use std::ops::ControlFlow;

    fn account(kind: &str, body: &str) -> String {
        let types = format!(
            "<Types><Override PartName='/word/document.xml' ContentType='application/x.{kind}.main+xml'/></Types>"
        );
        let document = format!("<w:document><w:body>{body}</w:body></w:document>");
        let bytes = zip(&[
            ("[Content_Types].xml", &types),
            ("word/document.xml", &document),
            ("word/styles.xml", "<w:styles><w:style w:styleId='Titel'><w:name w:val='Title'/></w:style></w:styles>"),
            (
                "word/footnotes.xml",
                "<w:footnotes><w:footnote w:id='2'><w:p><w:r><w:t>A note.</w:t></w:r></w:p></w:footnote></w:footnotes>",
            ),
            ("docProps/core.xml", "<c><dc:creator>Anna Petrova; admin</dc:creator><dc:title>rain.docx</dc:title></c>"),
        ]);
        let mut input = Input::new("a.docx", bytes.as_slice()).unwrap();
        assert!(Docx.recognises(&input.sample()));
        let mut account = String::new();
        let read = Docx.read(&mut input, &mut |item| {
            if let Item::Article(Place::WholeFile, article) = item {
                assert_eq!(article.authors, ["Anna Petrova"]);
                account = format!("[{}]{}", article.title, article.body.replace("\n\n", "/").replace('\n', "\\"));
            }
            ControlFlow::Continue(())
        });
        read.map_or_else(|problem| problem.to_string(), |()| account)
    }

    #[test]
    fn documents() {
        const DOCUMENT: &str = "wordprocessingml.document";
        let cases = [
            (
                DOCUMENT,
                "<w:p><w:r><w:t>One</w:t></w:r></w:p><w:p/><w:p><w:r><w:t>two</w:t><w:br/><w:t>three</w:t></w:r></w:p>",
                "[]One/two\\three",
            ),
            (
                DOCUMENT,
                "<w:p><w:pPr><w:pStyle w:val='Titel'/></w:pPr><w:r><w:t>Rain</w:t></w:r></w:p><w:p><w:r><w:t>\
                 It</w:t></w:r></w:p>",
                "[Rain]It",
            ),
            (
                DOCUMENT,
                "<w:p><w:r><w:t xml:space='preserve'>A </w:t></w:r><w:del><w:r><w:delText>x</w:delText><w:t>y</w:t>\
                 </w:r></w:del><w:ins><w:r><w:t>b</w:t></w:r></w:ins><w:r><w:footnoteReference w:id='2'/></w:r>\
                 </w:p><w:p><w:r><w:t>c</w:t></w:r></w:p>",
                "[]A b/c/A note.",
            ),
            (
                DOCUMENT,
                "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t><w:txbxContent><w:p><w:r><w:t>box</w:t></w:r></w:p>\
                 </w:txbxContent></w:r></w:p></w:tc></w:tr></w:tbl>",
                "[]a box",
            ),
            (
                DOCUMENT,
                "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>1</w:t></w:r>\
                 </w:p></w:tc></w:tr><w:tr><w:tc><w:p><w:r><w:t>b</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
                "[]a  1\\b",
            ),
            (
                DOCUMENT,
                "<w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>box</w:t></w:r></w:p>\
                 </w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent><w:p><w:r><w:t>box</w:t></w:r></w:p>\
                 </w:txbxContent></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>text</w:t></w:r></w:p>",
                "[]text/box",
            ),
            (DOCUMENT, "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>x</w:t></w:r></w:p>", "a Word document without text"),
            ("wordprocessingml.template", "", "a template of a Word document, which is no article"),
            ("spreadsheetml.sheet", "", "a spreadsheet, which is no article"),
        ];
        for (kind, body, expected) in cases {
            assert_eq!(account(kind, body), expected, "{body}");
        }
    }
}
