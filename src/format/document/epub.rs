//! EPUB 2.0.1 and 3.3: books and whole issues, one document a chapter or story.
//!
//! In: `.epub` files (<https://www.w3.org/TR/epub-33/>, <https://idpf.org/epub/201>). Out: one article a document of
//! the reading order that has text, with the book as its source. Its title is its first heading, else what the table of
//! contents calls it.

use std::collections::{HashMap, HashSet};

use super::package::{Package, media_type, resolve, shows_entry};
use crate::article::{DateSource, Dated, Problem, StatedArticle, tidy};
use crate::date;
use crate::format::authors::{self, is_full_name};
use crate::format::xml::Element;
use crate::format::{Format, Item, ItemSink, Place};
use crate::source::{Input, Sample};

/// The format `epub`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Epub;

impl Format for Epub {
    fn name(&self) -> &'static str {
        "epub"
    }

    fn signs(&self) -> &'static str {
        "an EPUB 2 or 3 book or issue: a ZIP file of the type application/epub+zip, or with META-INF/container.xml"
    }

    fn ids(&self) -> &'static str {
        "the path of the document in the book"
    }

    fn is_binary(&self) -> bool {
        true
    }

    fn recognises(&self, sample: &Sample<'_>) -> bool {
        match media_type(sample) {
            Some(media_type) => media_type == b"application/epub+zip",
            None => shows_entry(sample, b"META-INF/container.xml"),
        }
    }

    fn read(&self, input: &mut Input<'_>, take: &mut ItemSink<'_>) -> Result<(), Problem> {
        let mut package = Package::open(input)?;
        let book = Book::open(&mut package)?;
        if let Some(problem) = &book.problem
            && take(Item::Warning(problem.clone())).is_break()
        {
            return Ok(());
        }
        let mut ordinal = 0;
        let mut first_problem = None;
        for path in &book.reading_order {
            let item = match package.document(path) {
                Ok(Some((root, broken_off))) => {
                    if let Some(problem) = broken_off
                        && take(Item::Warning(problem)).is_break()
                    {
                        return Ok(());
                    }
                    book.story(path, &root)
                }
                Ok(None) => {
                    let problem =
                        Problem::new("named in the reading order of the book, but there is no such document in it");
                    Some(Item::Warning(Problem { member: Some(path.clone()), ..problem }))
                }
                Err(problem) => {
                    first_problem.get_or_insert_with(|| problem.clone());
                    Some(Item::Warning(problem))
                }
            };
            let Some(mut item) = item else { continue };
            if let Item::Article(Place::Record { line, .. }, _) = &mut item {
                ordinal += 1;
                *line = ordinal;
            }
            if take(item).is_break() {
                return Ok(());
            }
        }
        if ordinal > 0 {
            return Ok(());
        }
        Err(first_problem.unwrap_or_else(|| Problem::new("no document with text in the reading order of the book")))
    }
}

/// What a book says of itself.
struct Book {
    /// What each of its articles has.
    facts: StatedArticle,
    /// Paths of its documents.
    reading_order: Vec<String>,
    /// What the table of contents calls them.
    labels: HashMap<String, String>,
    problem: Option<Problem>,
}

impl Book {
    fn open(package: &mut Package) -> Result<Self, Problem> {
        let container = package.xml("META-INF/container.xml")?;
        let root_file = container.as_ref().and_then(|container| {
            container.descendants("rootfile").find_map(|file| file.attribute("full-path")).map(str::to_owned)
        });
        let path =
            root_file.ok_or_else(|| Problem::new("a book whose META-INF/container.xml names no package document"))?;
        let Some(root) = package.xml(&path)? else {
            return Err(Problem::new(format!("a book without its package document `{path}`")));
        };
        if package.read("META-INF/encryption.xml")?.is_some_and(|bytes| is_protected(&bytes)) {
            return Err(Problem::new("a book whose text is encrypted"));
        }
        let (facts, problem) = facts(&root);
        let items: HashMap<&str, &Element> =
            root.descendants("item").filter_map(|item| Some((item.attribute("id")?, item))).collect();
        let path_of = |item: &Element| Some(resolve(&path, &decoded(item.attribute("href")?)));
        let is_contents = |item: &Element| item.attribute("properties").is_some_and(|text| text.contains("nav"));
        let spine = root.child("spine");
        let referred = spine.into_iter().flat_map(|spine| spine.children("itemref"));
        let mut reading_order: Vec<String> = Vec::new();
        let mut known = HashSet::new();
        for item in referred.filter_map(|reference| items.get(reference.attribute("idref")?)) {
            // A document is one article, however often it is referred to.
            let path = if is_contents(item) { None } else { path_of(item) };
            reading_order.extend(path.filter(|path| known.insert(path.clone())));
        }
        let contents = root.descendants("item").find(|item| is_contents(item));
        let contents = contents.or_else(|| items.get(spine?.attribute("toc")?).copied());
        let contents = contents.and_then(path_of);
        let labels = contents.map_or_else(HashMap::new, |path| labels(package, &path));
        Ok(Self { facts, reading_order, labels, problem })
    }

    /// The article of one document; `None` where it has no text.
    fn story(&self, path: &str, root: &Element) -> Option<Item> {
        let body = root.child("body").unwrap_or(root);
        let text = tidy(&body.paragraphs());
        if !text.contains(char::is_alphanumeric) {
            return None;
        }
        let mut article = self.facts.clone();
        article.body = text;
        if let Some(heading) = first_heading(body) {
            let heading = tidy(&heading.paragraphs());
            article.title = heading.split_whitespace().collect::<Vec<_>>().join(" ");
            let rest =
                article.body.strip_prefix(heading.as_str()).filter(|rest| rest.is_empty() || rest.starts_with('\n'));
            if let Some(rest) = rest {
                article.body = rest.trim_start().to_string();
            }
        }
        if article.title.is_empty() {
            article.title = self.labels.get(path).cloned().unwrap_or_default();
        }
        if let Some(language) = root.attribute("lang").filter(|language| !language.is_empty()) {
            article.language = Some(language.to_owned());
        }
        Some(Item::Article(Place::Record { id: Some(path.to_owned()), line: 0 }, Box::new(article)))
    }
}

/// What the package document states: title, authors, day and language of the book.
fn facts(root: &Element) -> (StatedArticle, Option<Problem>) {
    let mut facts = StatedArticle::default();
    let Some(metadata) = root.child("metadata") else { return (facts, None) };
    let line = |name: &str| metadata.descendants(name).map(Element::line).find(|line| !line.is_empty());
    facts.source = line("title");
    facts.language = line("language");
    let mut authors = Vec::new();
    for creator in metadata.descendants("creator") {
        if creator.attribute("role").is_none_or(|role| role == "aut") {
            authors.extend(authors::of_person(&creator.line()));
        }
    }
    facts.authors = authors::names(authors);
    // Programs put names of users and firms there too.
    facts.authors.retain(|name| is_full_name(name));
    // EPUB 2 has dates of other events too: the conversion, the last change.
    let is_publication = |date: &&Element| date.attribute("event").is_none_or(|event| event.contains("publication"));
    let text = metadata.descendants("date").find(is_publication).map(Element::line).filter(|text| !text.is_empty());
    match text.map(|text| date::parse(&text)) {
        Some(Ok(date)) => facts.date = Some(Dated { date, source: DateSource::Metadata }),
        Some(Err(error)) => return (facts, Some(Problem::new(format!("date: {error}")))),
        None => {}
    }
    (facts, None)
}

/// Whether more than fonts is encrypted.
fn is_protected(encryption: &[u8]) -> bool {
    let has = |text: &[u8]| memchr::memmem::find(encryption, text).is_some();
    has(b".xhtml\"") || has(b".html\"") || has(b".htm\"")
}

/// What the table of contents calls each document: a navigation document (EPUB 3) or an NCX (EPUB 2).
fn labels(package: &mut Package, path: &str) -> HashMap<String, String> {
    let mut labels = HashMap::new();
    let Ok(Some(root)) = package.xml(path) else { return labels };
    let mut add = |href: &str, label: String| {
        if !label.is_empty() {
            labels.entry(resolve(path, &decoded(href))).or_insert(label);
        }
    };
    for point in root.descendants("navPoint") {
        let href = point.child("content").and_then(|content| content.attribute("src"));
        add(href.unwrap_or_default(), point.child("navLabel").map(Element::line).unwrap_or_default());
    }
    // Other lists are of pages (`12`) and landmarks (`Start of Content`), which are no titles.
    let is_contents = |nav: &&Element| {
        nav.attribute("epub:type").is_none_or(|kind| kind.split_whitespace().any(|word| word == "toc"))
    };
    for link in root.descendants("nav").filter(is_contents).flat_map(|nav| nav.descendants("a")) {
        add(link.attribute("href").unwrap_or_default(), link.line());
    }
    labels
}

fn first_heading(body: &Element) -> Option<&Element> {
    let mut pending: Vec<&Element> = body.elements().rev().collect();
    while let Some(element) = pending.pop() {
        if matches!(element.name(), "h1" | "h2" | "h3" | "h4" | "h5" | "h6") && !element.line().is_empty() {
            return Some(element);
        }
        pending.extend(element.elements().rev());
    }
    None
}

fn decoded(href: &str) -> String {
    crate::format::newspaper::mets::percent_decoded(href)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::document::package::tests::zip;
    use std::ops::ControlFlow;

    const CONTAINER: &str = "<container><rootfiles><rootfile full-path='O/b.opf'/></rootfiles></container>";

    fn account(entries: &[(&str, &str)]) -> String {
        let entries =
            [&[("mimetype", "application/epub+zip"), ("META-INF/container.xml", CONTAINER)], entries].concat();
        let bytes = zip(&entries);
        let mut input = Input::new("b.epub", bytes.as_slice()).unwrap();
        assert!(Epub.recognises(&input.sample()));
        let mut account = Vec::new();
        let read = Epub.read(&mut input, &mut |item| {
            account.push(match item {
                Item::Article(Place::Record { id, line }, article) => {
                    format!("{}:{line}[{}]{}", id.unwrap_or_default(), article.title, article.body.replace("\n\n", "/"))
                }
                other => format!("{other:?}"),
            });
            ControlFlow::Continue(())
        });
        account.extend(read.err().map(|problem| problem.to_string()));
        account.join(" | ")
    }

    #[test]
    fn documents_in_reading_order() {
        let opf = "<package><metadata><dc:title>Book</dc:title></metadata><manifest><item id='t' href='toc.ncx'/>\
                   <item id='a' href='a%20b.xhtml'/><item id='c' href='../c.xhtml'/><item id='n' href='n.xhtml'/>\
                   </manifest>\
                   <spine toc='t'><itemref idref='c'/><itemref idref='a'/><itemref idref='n'/><itemref idref='x'/>\
                   </spine></package>";
        let toc = "<ncx><navMap><navPoint><navLabel><text>Two</text></navLabel><content src='a%20b.xhtml#x'/>\
        </navPoint></navMap></ncx>";
        let book = [
            ("O/b.opf", opf),
            ("O/toc.ncx", toc),
            ("O/a b.xhtml", "<html><body><p>Rain &amp; wind</p></body></html>"),
            ("c.xhtml", "<html><head><title>x</title></head><body><h1>One<br/>day</h1><p>Sun</p></body></html>"),
            ("O/n.xhtml", "<html><body><img/></body></html>"),
        ];
        assert_eq!(account(&book), "c.xhtml:1[One day]Sun | O/a b.xhtml:2[Two]Rain & wind");
        assert!(account(&book[..1]).ends_with("| no document with text in the reading order of the book"));
        assert_eq!(account(&[]), "a book without its package document `O/b.opf`");
    }

    #[test]
    fn a_document_is_one_article_and_lists_of_pages_are_no_titles() {
        let opf = "<package><manifest><item id='n' href='nav.xhtml' properties='nav'/><item id='a' href='a.xhtml'/>\
                   <item id='b' href='b.xhtml'/></manifest><spine><itemref idref='a'/><itemref idref='b'/>\
                   <itemref idref='a'/></spine></package>";
        let nav = "<html><body><nav epub:type='toc'><ol><li><a href='a.xhtml'>One</a></li></ol></nav>\
                   <nav epub:type='page-list'><ol><li><a href='b.xhtml#p12'>12</a></li></ol></nav></body></html>";
        let book = [
            ("O/b.opf", opf),
            ("O/nav.xhtml", nav),
            ("O/a.xhtml", "<html><body><p>Sun</p></body></html>"),
            ("O/b.xhtml", "<html><body><p>Rain"),
        ];
        let account = account(&book);
        assert!(account.starts_with("O/a.xhtml:1[One]Sun | Warning"), "{account}");
        assert!(account.contains("ends within <html>") && account.ends_with("| O/b.xhtml:2[]Rain"), "{account}");
    }
}
