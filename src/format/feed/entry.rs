//! One entry of a feed as an article.
//!
//! In: an `<item>` or `<entry>` and what is known of its feed so far. Out: an [`Entry`]: the article, its own id and
//! what could not be read, or why it is passed over. Each field has one list of elements that may state it, the best
//! first.

use std::borrow::Cow;
use std::collections::HashMap;

use super::text::{line, paragraphs, paragraphs_of};
use super::vocabulary::Vocabulary::{
    self, Content, DublinCore, Excerpt, Feed, FeedBurner, Itunes, Other, Prism, WordPress, Xhtml,
};
use super::wordpress;
use crate::article::{DateSource, Dated, StatedArticle};
use crate::date::{self, DateError, NewsDate};
use crate::format::authors::{
    is_mail_address, name_beside_address, names_or_others, of_line, of_person, without_label,
};
use crate::format::fields::{ID_CHARACTERS_MAX, is_address};
use crate::format::markup::{decode_references, one_line};
use crate::format::xml::Element;

/// An element by its vocabulary and its local name in lower case.
type Name = (Vocabulary, &'static str);

const TITLES: &[Name] = &[(Feed, "title"), (DublinCore, "title"), (Itunes, "title")];

/// The whole text before its beginning.
const BODIES: &[Name] = &[
    (Content, "encoded"),
    (Feed, "content"),
    (Xhtml, "body"),
    (Feed, "body"),
    (Xhtml, "div"),
    (Feed, "fullitem"),
    (Feed, "description"),
    (Feed, "summary"),
    (Feed, "tagline"),
    (Feed, "abstract"),
    (DublinCore, "description"),
    (DublinCore, "abstract"),
    (Excerpt, "encoded"),
    (Itunes, "summary"),
    (Itunes, "subtitle"),
];

/// `wp:post_date` is the day on which a post stood on its site, `pubDate` the day in Greenwich.
const PUBLISHED: &[Name] = &[
    (WordPress, "post_date"),
    (Feed, "pubdate"),
    (DublinCore, "date"),
    (Feed, "published"),
    (Feed, "issued"),
    (DublinCore, "issued"),
    (Prism, "publicationdate"),
    (Feed, "created"),
    (DublinCore, "created"),
];

const UPDATED: &[Name] =
    &[(WordPress, "post_modified"), (Feed, "updated"), (Feed, "modified"), (DublinCore, "modified")];

/// What a feed states of itself that holds for its entries.
#[derive(Clone, Debug, Default)]
pub(super) struct Channel {
    pub(super) title: Option<String>,
    pub(super) language: Option<String>,
    /// The language that the elements around an entry state.
    pub(super) outer_language: Option<String>,
    /// The address that relative ones around an entry belong to.
    pub(super) base: Option<String>,
    /// The address of the site, to which relative ones of entries belong where no other is stated.
    pub(super) site: Option<String>,
    /// Names to show by names to log in, of an export.
    pub(super) authors: HashMap<String, String>,
}

impl Channel {
    /// Notes what an element of the feed beside the entries says.
    pub(super) fn note(&mut self, element: &Element) {
        let name = element.name().to_ascii_lowercase();
        match (Vocabulary::of(element), name.as_str()) {
            (Feed | DublinCore, "title") => note_first(&mut self.title, line(element)),
            (Feed, "link") if is_alternate(element) => {
                let address = element.attribute("href").map_or_else(|| element.line(), one_line);
                if is_address(&address) {
                    note_first(&mut self.site, address);
                }
            }
            (Feed | DublinCore, "language") => note_first(&mut self.language, element.line()),
            (WordPress, "author") => {
                let of = |name| element.child(name).map(Element::line).filter(|line| !line.is_empty());
                if let (Some(login), Some(name)) = (of("author_login"), of("author_display_name")) {
                    self.authors.insert(login, name);
                }
            }
            _ => {}
        }
    }
}

fn note_first(known: &mut Option<String>, value: String) {
    if known.is_none() && !value.is_empty() {
        *known = Some(value);
    }
}

/// What an entry is.
pub(super) enum Entry {
    /// An article, its own id, and what could not be read.
    Article(Box<StatedArticle>, Option<String>, Vec<String>),
    /// Nothing that was published as an article; this names its kind.
    PassedOver(String),
    /// It has neither title nor text.
    Empty,
}

/// Reads an entry.
pub(super) fn read(element: &Element, channel: &Channel) -> Entry {
    let fields = EntryChildren::of(element);
    if let Some(kind) = no_article(&fields) {
        return Entry::PassedOver(kind);
    }
    let mut article =
        StatedArticle { title: fields.find(TITLES, line).unwrap_or_default(), ..StatedArticle::default() };
    let is_export = fields.first((WordPress, "post_id")).is_some();
    let text_of = |element: &Element| if is_export { exported(element) } else { paragraphs(element) };
    let mut bodies = fields.each(BODIES).map(|element| (element, text_of(element)));
    let body = bodies.find(|(_, text)| !text.is_empty());
    let language = body.as_ref().and_then(|(element, _)| element.attribute("xml:lang")).map(one_line);
    article.body = body.map(|(_, text)| text).unwrap_or_default();
    if article.title.is_empty() && article.body.is_empty() {
        return Entry::Empty;
    }
    let mut problems = Vec::new();
    read_dates(&fields, &mut article, &mut problems);
    read_authors(&fields, channel, &mut article);
    article.source = source_of(&fields);
    article.section = section_of(&fields);
    article.language = language.or_else(|| language_of(&fields)).filter(|language| !language.is_empty());
    article.url = address_of(&fields, channel.base.as_deref().or(channel.site.as_deref()));
    let id = id_of(&fields).or_else(|| article.url.clone()).filter(|id| is_id(id));
    Entry::Article(Box::new(article), id, problems)
}

/// The text of an exported post: its paragraphs are line ends.
fn exported(element: &Element) -> String {
    wordpress::paragraphs(&element.text())
}

/// The children of an entry, each with its vocabulary and name, so that both are found out once.
struct EntryChildren<'a> {
    element: &'a Element,
    children: Vec<(Vocabulary, Cow<'a, str>, &'a Element)>,
}

impl<'a> EntryChildren<'a> {
    fn of(element: &'a Element) -> Self {
        let named = |child: &'a Element| {
            let name = child.name();
            let is_lower = !name.bytes().any(|byte| byte.is_ascii_uppercase());
            let name = if is_lower { Cow::Borrowed(name) } else { Cow::Owned(name.to_ascii_lowercase()) };
            (Vocabulary::of(child), name, child)
        };
        Self { element, children: element.elements().map(named).collect() }
    }

    fn all(&self, (vocabulary, name): Name) -> impl Iterator<Item = &'a Element> {
        let of_name = self.children.iter().filter(move |(of, known, _)| *of == vocabulary && *known == name);
        of_name.map(|(.., element)| *element)
    }

    fn first(&self, name: Name) -> Option<&'a Element> {
        self.all(name).next()
    }

    /// The elements of these names, those of the first name first.
    fn each(&self, names: &'static [Name]) -> impl Iterator<Item = &'a Element> {
        names.iter().flat_map(|name| self.all(*name))
    }

    /// The first text that is not empty.
    fn find(&self, names: &'static [Name], read: impl Fn(&Element) -> String) -> Option<String> {
        self.each(names).map(read).find(|text| !text.is_empty())
    }
}

/// What an entry is when it is no published article: another kind of post, or one that was never shown.
fn no_article(fields: &EntryChildren<'_>) -> Option<String> {
    let stated = |name| fields.first((WordPress, name)).map(Element::line).filter(|value| !value.is_empty());
    if let Some(kind) = stated("post_type").filter(|kind| kind != "post" && kind != "page") {
        return Some(kind);
    }
    if let Some(status) = stated("status").filter(|status| status != "publish" && fields.is_of_post()) {
        return Some(status);
    }
    // Blogger says by a category what an entry of its export is.
    let mut kinds = fields.all((Feed, "category")).filter(|category| is_kind(category));
    let kind = kinds.find_map(|category| category.attribute("term")?.rsplit('#').next());
    if let Some(kind) = kind.filter(|kind| !matches!(*kind, "post" | "page" | "")) {
        return Some(kind.to_owned());
    }
    // RFC 5023, 13.1.1.
    let draft = fields.first((Other, "control")).and_then(|control| control.child("draft"));
    draft.filter(|draft| draft.line() == "yes").map(|_| "draft".to_owned())
}

impl EntryChildren<'_> {
    fn is_of_post(&self) -> bool {
        self.first((WordPress, "post_id")).is_some() || self.first((WordPress, "post_type")).is_some()
    }
}

fn is_kind(category: &Element) -> bool {
    category.attribute("scheme").is_some_and(|scheme| scheme.ends_with("#kind"))
}

/// Publication is the first stated date that can be read; where none is, the last change is all that is known.
fn read_dates(fields: &EntryChildren<'_>, article: &mut StatedArticle, problems: &mut Vec<String>) {
    let texts = |names| fields.each(names).map(Element::line).filter(|text| !text.is_empty());
    // A draft of `WordPress` has a date of zeros.
    let published = texts(PUBLISHED).filter(|text| !text.starts_with("0000-00-00"));
    let published = first_date(published, problems);
    let last_change = fields.element.attribute("LASTMOD").or_else(|| fields.element.attribute("lastmod"));
    let updated = texts(UPDATED).filter(|text| !text.starts_with("0000-00-00"));
    let updated = first_date(updated.chain(last_change.map(str::to_owned)), problems);
    article.date = published.or(updated).map(|date| Dated { date, source: DateSource::Metadata });
    article.updated = updated.filter(|updated| published.is_some_and(|published| published != *updated));
}

/// A text that is no date is a problem only if no other is one.
fn first_date(texts: impl Iterator<Item = String>, problems: &mut Vec<String>) -> Option<NewsDate> {
    let mut first_error = None;
    for text in texts {
        match parse_date(&text) {
            Ok(date) => return Some(date),
            Err(error) => _ = first_error.get_or_insert(error),
        }
    }
    problems.extend(first_error.map(|error| format!("date: {error}")));
    None
}

/// The one place where the dates of feeds are read: RFC 822 in RSS, RFC 3339 in Atom, and what else people write there.
fn parse_date(text: &str) -> Result<NewsDate, DateError> {
    date::parse_mail(text)
}

fn read_authors(fields: &EntryChildren<'_>, channel: &Channel, article: &mut StatedArticle) {
    const LISTS: &[&[Name]] =
        &[&[(DublinCore, "creator")], &[(DublinCore, "author")], &[(Feed, "author")], &[(Itunes, "author")]];
    let of_source = fields.first((Feed, "source")).into_iter().flat_map(|source| source.children("author"));
    let stated = LISTS.iter().map(|names| fields.each(names).map(credit_of).filter(is_credit).collect());
    let stated = stated.chain([of_source.map(credit_of).filter(is_credit).collect()]);
    let Some(credits) = stated.into_iter().find(|credits: &Vec<Credit>| !credits.is_empty()) else { return };
    let (mut lines, mut authors) = (Vec::new(), Vec::new());
    for Credit { line, is_person } in credits {
        let display_name = channel.authors.get(&line);
        let is_person = is_person || display_name.is_some();
        let line = display_name.unwrap_or(&line);
        if !is_mail_address(line) {
            authors.extend(if is_person { of_person(line) } else { of_line(line) });
        }
        lines.push(line.clone());
    }
    article.authors = names_or_others(authors);
    article.byline = Some(lines.join(", "));
}

/// What an element says of who wrote an entry.
struct Credit {
    line: String,
    /// Whether it names one person, and is no line as people write them.
    is_person: bool,
}

fn is_credit(credit: &Credit) -> bool {
    !credit.line.is_empty()
}

/// In Atom a person is an element with a name in it; in RSS an author is an address with the name in brackets.
fn credit_of(element: &Element) -> Credit {
    let line_of = |element: &Element| one_line(&paragraphs_of(&element.line()));
    let line = match element.child("name") {
        Some(name) => line_of(name),
        None if element.elements().next().is_some() => {
            element.child("email").or_else(|| element.child("Description")).map(line_of).unwrap_or_default()
        }
        None => {
            // `Name <a@b>` in brackets that would pass for a tag.
            let line = element.line();
            if line.contains('@') { one_line(&decode_references(&line)) } else { line_of(element) }
        }
    };
    let is_person = element.child("name").is_some();
    let line = name_beside_address(&line);
    Credit { line: if is_person { line } else { without_label(line) }.to_owned(), is_person }
}

/// Where an entry that was taken over from another feed comes from, or the publication that it names.
fn source_of(fields: &EntryChildren<'_>) -> Option<String> {
    let source = fields.first((Feed, "source")).map(|source| match source.child("title") {
        Some(title) => line(title),
        None if source.elements().next().is_some() => String::new(),
        None => line(source),
    });
    let named = |source: &String| !source.is_empty() && !is_address(source);
    source.filter(named).or_else(|| fields.find(&[(Prism, "publicationname")], line).filter(named))
}

fn section_of(fields: &EntryChildren<'_>) -> Option<String> {
    let categories = fields.all((Feed, "category")).filter(|category| {
        let domain = category.attribute("domain").unwrap_or_default();
        !is_kind(category) && !matches!(domain, "post_tag" | "tag" | "post_format")
    });
    let label = |category: &Element| match category.attribute("label").or_else(|| category.attribute("term")) {
        Some(label) => one_line(label),
        None => line(category),
    };
    let of_module = |names| fields.find(names, line);
    categories
        .map(label)
        .find(|label| !label.is_empty())
        .or_else(|| of_module(&[(Prism, "section"), (DublinCore, "subject")]))
        .or_else(|| Some(one_line(fields.first((Itunes, "category"))?.attribute("text")?)))
}

/// The language of an entry, else of its title.
fn language_of(fields: &EntryChildren<'_>) -> Option<String> {
    let of_title = || fields.each(TITLES).find_map(|element| element.attribute("xml:lang"));
    let stated = fields.element.attribute("xml:lang").map(one_line);
    let stated = stated.or_else(|| fields.find(&[(DublinCore, "language"), (Feed, "language")], Element::line));
    stated.or_else(|| of_title().map(one_line))
}

fn address_of(fields: &EntryChildren<'_>, outer_base: Option<&str>) -> Option<String> {
    let original = fields.all((FeedBurner, "origlink")).map(Element::line);
    let alternates = fields.all((Feed, "link")).filter(|link| is_alternate(link));
    let (pages, others): (Vec<_>, Vec<_>) = alternates.partition(|link| is_page(link));
    let links = pages.into_iter().chain(others).map(|link| {
        let written = link.attribute("href").map_or_else(|| link.line(), one_line);
        let base = link.attribute("xml:base").or_else(|| fields.element.attribute("xml:base")).or(outer_base);
        base.and_then(|base| resolved(base, &written)).unwrap_or(written)
    });
    let guids = fields.all((Feed, "guid")).filter(|guid| guid.attribute("isPermaLink") != Some("false"));
    let about = fields.element.attribute("rdf:about").map(one_line);
    let href = fields.element.attribute("HREF").or_else(|| fields.element.attribute("href")).map(one_line);
    let stated = original.chain(links).chain(guids.map(Element::line)).chain(about).chain(href);
    stated.into_iter().find(|address| is_address(address))
}

fn is_alternate(link: &Element) -> bool {
    link.attribute("rel").is_none_or(|rel| rel.trim().is_empty() || rel.trim().eq_ignore_ascii_case("alternate"))
}

fn is_page(link: &Element) -> bool {
    link.attribute("type").is_none_or(|kind| kind.contains("html"))
}

/// A path on the site of `base`, the simple cases of RFC 3986, 5.2.
fn resolved(base: &str, path: &str) -> Option<String> {
    let base = base.trim();
    if !is_address(base) || path.is_empty() || path.contains(':') || path.starts_with(['.', '?', '#']) {
        return None;
    }
    let host_at = base.find("//")? + 2;
    let host_end = base[host_at..].find('/').map_or(base.len(), |at| host_at + at);
    if path.starts_with("//") {
        return Some(format!("{}{path}", &base[..host_at - 2]));
    }
    if path.starts_with('/') {
        return Some(format!("{}{path}", &base[..host_end]));
    }
    let folder = base[host_end..].rfind('/').map_or("", |at| &base[host_end..=host_end + at]);
    Some(format!("{}{}{path}", &base[..host_end], if folder.is_empty() { "/" } else { folder }))
}

fn is_id(id: &str) -> bool {
    !id.is_empty() && id.chars().count() <= ID_CHARACTERS_MAX && !id.contains(char::is_control)
}

fn id_of(fields: &EntryChildren<'_>) -> Option<String> {
    const IDS: &[Name] = &[(WordPress, "post_id"), (Feed, "guid"), (Feed, "id"), (DublinCore, "identifier")];
    let stated = fields.each(IDS).map(Element::line).find(|id| is_id(id));
    stated.or_else(|| fields.element.attribute("rdf:about").map(one_line).filter(|id| is_id(id)))
}
