//! Who wrote a page: people before organisations, what is stated for machines before what is printed.
//!
//! In: the authors of its JSON-LD, its `<meta>`, and what is printed around the headline. Out: their names one by one,
//! without `By`, job titles, addresses and accounts, and the printed line. An agency or the paper itself is an author
//! only where no person is named.

use scraper::ElementRef;

use super::tags::{Tags, has_word, is_around_article, text_of, words_of_marks};
use super::title::is_site;
use crate::format::authors::{self, Author, Kind, begins_as_byline, is_full_name, without_label};
use crate::format::fields::Record;

/// What is known of who wrote a page.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Authors {
    /// Names one by one.
    pub(super) names: Vec<String>,
    /// The line that names them, as printed.
    pub(super) byline: Option<String>,
}

/// Finds the authors; `headline` is the place of the headline among the page's elements.
pub(super) fn find(tags: &Tags<'_>, articles: &[Record], sites: &[String], headline: Option<usize>) -> Authors {
    // Pages state whoever wrote an article by initials too.
    let is_person = |named: &Author| matches!(named.kind, Kind::Person | Kind::Account) && !is_site(&named.name, sites);
    let sorted = |named: Vec<Author>| named.into_iter().partition::<Vec<_>, _>(is_person);
    let printed = printed_line(tags, headline);
    let (mut people, mut bodies) = (Vec::new(), Vec::new());
    for named in articles.iter().map(of_record) {
        // An agency that is named beside a person has its share in the article.
        if named.iter().any(is_person) {
            people = named.into_iter().filter(|named| !is_site(&named.name, sites)).collect();
            break;
        }
        bodies.extend(named);
    }
    let title = headline.map(|at| tags.elements[at]);
    for read in [of_metas, of_microdata] {
        if people.is_empty() {
            let (more_people, more_bodies) = sorted(read(tags, title));
            people = more_people;
            bodies.extend(more_bodies);
        }
    }
    if people.is_empty() {
        let names = printed.iter().flat_map(|printed| printed.names.clone());
        (people, _) = sorted(names.collect());
    }
    let names = authors::names_of_all(if people.is_empty() { bodies } else { people }.into_iter());
    let byline =
        printed.map(|printed| printed.line).filter(|line| names.iter().any(|name| line.contains(name.as_str())));
    let byline = byline.map(|line| without_label(without_tail(&line, &names)).to_owned());
    Authors { names, byline }
}

/// The longest that jobs, agencies and places behind the last name of a line may be, in bytes.
const TAIL_BYTES_MAX: usize = 60;

/// A line up to its last name, and what is printed behind that, unless it is a date or the labels of buttons.
fn without_tail<'a>(line: &'a str, names: &[String]) -> &'a str {
    let ends = names.iter().filter_map(|name| line.rfind(name.as_str()).map(|at| at + name.len()));
    let end = ends.max().unwrap_or(line.len());
    let tail = &line[end..];
    let is_part = tail.len() <= TAIL_BYTES_MAX
        && tail.starts_with([',', ' '])
        && !tail.contains(|letter: char| letter.is_ascii_digit());
    if is_part { line } else { &line[..end] }
}

fn of_record(record: &Record) -> Vec<Author> {
    let values = ["author", "authors", "creator"].iter().filter_map(|key| record.get(*key));
    values.map(authors::of_value).find(|named| !named.is_empty()).unwrap_or_default()
}

/// `<meta>` that name authors, the best first.
const METAS: &[&str] = &[
    "articleauthorname",
    "parselyauthor",
    "sailthruauthor",
    "cxenseparseauthor",
    "byl",
    "byline",
    "dccreator",
    "dctermscreator",
    "articleauthor",
    "author",
    "ogarticleauthor",
    "ogauthor",
    "dccontributor",
    "citationauthor",
    "authors",
    "creator",
    "dableauthor",
    "articleauthors",
    "bookauthor",
    "authorname",
];

fn of_metas(tags: &Tags<'_>, _: Option<ElementRef<'_>>) -> Vec<Author> {
    let stated = METAS.iter().map(|name| of_list(&tags.all(name).collect::<Vec<_>>()));
    // What stands before the author on the cards of social networks: <https://yoast.com> writes it in the site's language.
    let is_card = |label: &str| tags.first(&[label]).is_some_and(authors::is_label);
    let cards = [("twitterlabel1", "twitterdata1"), ("twitterlabel2", "twitterdata2")].into_iter();
    let cards = cards.filter(|(label, _)| is_card(label)).map(|(_, data)| of_list(&tags.all(data).collect::<Vec<_>>()));
    let lists = stated.chain(cards).filter(|named| !named.is_empty()).collect::<Vec<_>>();
    // A full name before an account's.
    let is_full = |named: &Author| named.is_person() && is_full_name(&named.name);
    let has = |is_meant: &dyn Fn(&Author) -> bool| lists.iter().find(|named| named.iter().any(is_meant));
    let best = has(&is_full).or_else(|| has(&Author::is_person));
    best.cloned().unwrap_or_else(|| lists.into_iter().flatten().collect())
}

/// The authors of all tags of one name: where there are several, each is one.
fn of_list(contents: &[&str]) -> Vec<Author> {
    match contents {
        [first, others @ ..] if others.iter().all(|other| other == first) => authors::of_line(first),
        _ => contents.iter().flat_map(|name| authors::of_person(name)).collect(),
    }
}

/// The names of elements that are `itemprop=author`, or link to their author (`rel=author`).
fn of_microdata(tags: &Tags<'_>, title: Option<ElementRef<'_>>) -> Vec<Author> {
    let is_author = |element: &ElementRef<'_>| {
        let has = |name, word| element.value().attr(name).is_some_and(|value| has_word(value, word));
        has("itemprop", "author") || has("rel", "author")
    };
    let mut people = Vec::new();
    for element in tags.elements.iter().filter(|element| is_author(element)).take(20) {
        if is_around_article(*element, title) {
            continue;
        }
        let is_name =
            |inner: &ElementRef<'_>| inner.value().attr("itemprop").is_some_and(|name| has_word(name, "name"));
        let name = element.descendants().take(100).filter_map(ElementRef::wrap).find(is_name);
        let holder = name.unwrap_or(*element);
        let stated = holder.value().attr("content").map_or_else(|| text_of(holder), str::to_owned);
        people.extend(if name.is_some() { authors::of_person(&stated) } else { authors::of_line(&stated) });
    }
    people
}

/// Words by which pages mark the line that names the authors.
const BYLINES: &[&str] = &[
    "byline",
    "author",
    "authors",
    "autor",
    "autoren",
    "auteur",
    "auteurs",
    "autore",
    "autori",
    "autores",
    "writer",
    "reporter",
    "journalist",
    "signature",
    "firma",
    "forfatter",
    "kirjoittaja",
    "byl",
    "contributor",
    "contributors",
];

/// A line that names authors.
struct Printed {
    line: String,
    names: Vec<Author>,
}

/// The line near the headline that names the authors.
fn printed_line(tags: &Tags<'_>, headline: Option<usize>) -> Option<Printed> {
    let title = headline.map(|at| tags.elements[at]);
    let from = headline.unwrap_or(0);
    let near =
        tags.elements.iter().copied().skip(from.saturating_sub(40)).take(if headline.is_some() { 200 } else { 4000 });
    let near = near.collect::<Vec<_>>();
    let marked = near.iter().filter(|element| is_marked(**element) || is_author_link(**element)).take(60);
    let mut marked = marked.filter(|element| !is_around_article(**element, title));
    marked.find_map(|element| read_byline(*element)).or_else(|| {
        let behind = tags.elements.iter().skip(headline? + 1).take(60);
        behind.copied().find_map(line_with_by)
    })
}

/// Whether an element says that it names authors.
fn is_marked(element: ElementRef<'_>) -> bool {
    let is_byline = |word: &str| BYLINES.contains(&word) || word.ends_with("author") || word.starts_with("author");
    words_of_marks(element).iter().any(|word| is_byline(word))
}

/// Folders in which sites keep the pages of their authors, and those that hold other people too.
const AUTHOR_FOLDERS: &[&str] = &[
    "author",
    "authors",
    "autor",
    "autoren",
    "autorin",
    "auteur",
    "auteurs",
    "autore",
    "autori",
    "autores",
    "journalist",
    "journalists",
    "journalisten",
    "journaliste",
    "redakteur",
    "columnist",
    "skribent",
    "reporter",
    "reporters",
    "writer",
    "writers",
    "contributor",
    "contributors",
];
const PEOPLE_FOLDERS: &[&str] =
    &["by", "people", "profile", "profil", "person", "staff", "firmas", "av", "signataires"];

/// Whether an element links to the page of an author: `/author/ana-novak`, `/author-ana-novak`.
fn is_author_link(element: ElementRef<'_>) -> bool {
    links_into(element, |folder| {
        AUTHOR_FOLDERS.contains(&folder) || folder.starts_with("author-") || folder.starts_with("autor-")
    })
}

fn links_into(element: ElementRef<'_>, is_meant: impl Fn(&str) -> bool) -> bool {
    let href = element.value().attr("href").filter(|_| element.value().name() == "a").unwrap_or_default();
    let path = href.split_once("://").map_or(href, |(_, rest)| rest.split_once('/').map_or("", |(_, path)| path));
    let mut folders = path.split(['/', '?', '#']).filter(|folder| !folder.is_empty()).take(4);
    folders.any(|folder| is_meant(&folder.to_ascii_lowercase()))
}

/// Those on a printed line whose names have the form of a person's.
fn names_in(line: &str) -> Vec<Author> {
    authors::of_line(line).into_iter().filter(|author| is_full_name(&author.name)).collect()
}

/// The names in a marked element: those that link to their authors, else those of the first piece of text that has any,
/// and of the pieces that look like it.
fn read_byline(element: ElementRef<'_>) -> Option<Printed> {
    let line = text_of(element);
    if line.is_empty() || line.chars().count() > 300 {
        return None;
    }
    let is_link =
        |link: &ElementRef<'_>| is_author_link(*link) || links_into(*link, |folder| PEOPLE_FOLDERS.contains(&folder));
    let links = element.descendants().take(200).filter_map(ElementRef::wrap).filter(is_link);
    let mut names = links.flat_map(|link| names_in(&text_of(link))).collect::<Vec<_>>();
    if names.is_empty() {
        names = names_in_pieces(element);
    }
    if names.is_empty() {
        names = names_in(&element.text().take(40).collect::<Vec<_>>().join(" "));
    }
    (!names.is_empty()).then_some(Printed { line, names })
}

fn names_in_pieces(element: ElementRef<'_>) -> Vec<Author> {
    let mut names = Vec::new();
    let mut first: Option<ElementRef<'_>> = None;
    for piece in element.descendants().take(200) {
        let (Some(text), Some(holder)) = (piece.value().as_text(), piece.parent().and_then(ElementRef::wrap)) else {
            continue;
        };
        let look = |element: ElementRef<'_>| element.value().attr("class").map(str::to_owned);
        let is_like_first =
            first.is_none_or(|first| first != holder && look(first).is_some() && look(first) == look(holder));
        let found = if is_like_first { names_in(text) } else { Vec::new() };
        if !found.is_empty() {
            first = first.or(Some(holder));
            names.extend(found);
        }
    }
    names
}

/// A short line that begins with `By `.
fn line_with_by(element: ElementRef<'_>) -> Option<Printed> {
    let name = element.value().name();
    if matches!(name, "a" | "li" | "ul" | "form" | "nav" | "figcaption" | "script" | "style") {
        return None;
    }
    let line = text_of(element);
    let is_byline = line.chars().count() < 100 && begins_as_byline(&line);
    let names = if is_byline { names_in(&line) } else { Vec::new() };
    (!names.is_empty()).then_some(Printed { line, names })
}
