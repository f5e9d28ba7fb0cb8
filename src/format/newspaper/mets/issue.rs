//! What a METS file says of an issue: its files, its pages, its articles, and what describes them.

use std::collections::HashMap;

use crate::article::{DateSource, Dated, StatedArticle};
use crate::date::{self, NewsDate};
use crate::format::authors::{names_or_others, of_person};
use crate::format::xml::Element;

/// An issue.
pub(super) struct Issue<'e> {
    /// Paths of its files as seen from the METS file, by their ids; those on other machines are left out.
    pub(super) files: HashMap<String, String>,
    /// The pages in order: id and the id of the file with its text.
    pub(super) pages: Vec<(String, String)>,
    pub(super) articles: Vec<Story<'e>>,
    /// What holds for the whole issue.
    pub(super) facts: Facts,
    /// What could not be read of the descriptions.
    pub(super) problems: Vec<String>,
}

/// What is known of an article but its text.
#[derive(Clone, Debug, Default)]
pub(super) struct Facts {
    date: Option<NewsDate>,
    source: Option<String>,
    language: Option<String>,
    section: Option<String>,
    authors: Vec<String>,
}

impl Facts {
    /// An article with these facts and no text.
    pub(super) fn article(&self) -> StatedArticle {
        StatedArticle {
            date: self.date.map(|date| Dated { date, source: DateSource::Metadata }),
            source: self.source.clone(),
            language: self.language.clone(),
            section: self.section.clone(),
            authors: self.authors.clone(),
            ..StatedArticle::default()
        }
    }

    fn or(mut self, other: &Self) -> Self {
        self.date = self.date.or(other.date);
        self.source = self.source.or_else(|| other.source.clone());
        self.language = self.language.or_else(|| other.language.clone());
        self
    }
}

impl<'e> Issue<'e> {
    /// Reads the root of a METS file.
    pub(super) fn of(root: &'e Element) -> Self {
        let mut problems = Vec::new();
        let descriptions = descriptions(root, &mut problems);
        let mut walk = Walk { descriptions: &descriptions, articles: Vec::new(), issue: Facts::default() };
        let maps = || root.children("structMap");
        for map in maps() {
            for div in map.children("div") {
                walk.enter(div, &Facts::default());
            }
        }
        let mut facts = walk.issue;
        for description in root.children("dmdSec").filter_map(|section| descriptions.get(section.attribute("ID")?)) {
            facts = facts.or(&Facts {
                date: description.date,
                source: description.host.clone(),
                language: description.language.clone(),
                ..Facts::default()
            });
        }
        facts = facts.or(&facts_of_label(root));
        let mut articles = walk.articles;
        for article in &mut articles {
            article.facts = std::mem::take(&mut article.facts).or(&facts);
        }
        let files = files(root);
        let pages = pages(root, &files);
        Self { files, pages, articles, facts, problems }
    }
}

/// An article's place in the logical structure.
pub(super) struct Story<'e> {
    /// The ID of its `<div>`.
    pub(super) id: &'e str,
    pub(super) div: &'e Element,
    /// What is known of it but its text.
    pub(super) facts: Facts,
    /// The title that the file's descriptions give it.
    pub(super) stated_title: Option<String>,
}

/// Goes through the structure of an issue.
struct Walk<'d, 'e> {
    descriptions: &'d HashMap<&'e str, Description>,
    articles: Vec<Story<'e>>,
    /// What the parts around the articles say, the first of each.
    issue: Facts,
}

impl<'e> Walk<'_, 'e> {
    fn enter(&mut self, div: &'e Element, outer: &Facts) {
        let kind = kind_of(div);
        let ids = div.attribute("DMDID").unwrap_or_default().split_whitespace();
        let descriptions: Vec<&Description> = ids.filter_map(|id| self.descriptions.get(id)).collect();
        let mut facts = outer.clone();
        for description in &descriptions {
            facts.date = description.date.or(facts.date);
            facts.language = description.language.clone().or(facts.language);
            facts.source = facts.source.or_else(|| description.host.clone());
        }
        if is_article(&kind) {
            self.article(div, &kind, facts, &descriptions);
            return;
        }
        let label = div.attribute("LABEL").filter(|label| is_real(label));
        if kind == "section" {
            facts.section = label.map(str::to_owned);
        } else if is_whole(&kind) {
            let mut titles = descriptions.iter().filter_map(|description| description.title.clone());
            facts.source = facts.source.or_else(|| titles.find(|title| is_real(title)));
            facts = facts.or(&facts_of_label(div));
        }
        let order_label = div.attribute("ORDERLABEL").and_then(whole_date);
        facts.date = facts.date.or(order_label);
        self.issue = std::mem::take(&mut self.issue).or(&facts);
        for child in div.children("div") {
            self.enter(child, &facts);
        }
    }

    fn article(&mut self, div: &'e Element, kind: &str, mut facts: Facts, descriptions: &[&Description]) {
        let titles = descriptions.iter().filter_map(|description| description.title.as_deref());
        let stated_title = titles.chain(div.attribute("LABEL")).find(|title| is_real(title)).map(str::to_owned);
        facts.authors = descriptions.iter().flat_map(|description| description.authors.iter().cloned()).collect();
        if facts.section.is_none() && !matches!(kind, "article" | "chapter") {
            facts.section = div.attribute("TYPE").map(str::to_owned);
        }
        let id = div.attribute("ID").unwrap_or_default();
        let inner = facts.clone();
        self.articles.push(Story { id, div, facts, stated_title });
        for child in div.descendants("div").filter(|child| kind_of(child) == "article") {
            self.article_within(child, &inner);
        }
    }

    /// An article within another, at whatever depth; those within it are found by the outer one.
    fn article_within(&mut self, div: &'e Element, outer: &Facts) {
        let label = div.attribute("LABEL").filter(|label| is_real(label));
        let id = div.attribute("ID").unwrap_or_default();
        self.articles.push(Story { id, div, facts: outer.clone(), stated_title: label.map(str::to_owned) });
    }
}

/// The kind of a part, in lower case.
pub(super) fn kind_of(div: &Element) -> String {
    div.attribute("TYPE").unwrap_or_default().trim().to_lowercase().replace([' ', '-'], "_")
}

/// Whether parts of this kind are articles of their own.
pub(super) fn is_article(kind: &str) -> bool {
    const ARTICLES: [&str; 24] = [
        "article",
        "ad",
        "advert",
        "advertisement",
        "advertentie",
        "announcement",
        "chapter",
        "classified",
        "column",
        "death_notice",
        "editorial",
        "family_notice",
        "feature",
        "interview",
        "letter",
        "letter_to_the_editor",
        "marriage_notice",
        "birth_notice",
        "news",
        "notice",
        "obituary",
        "poem",
        "review",
        "weather",
    ];
    ARTICLES.contains(&kind)
}

/// Whether a part of this kind is the newspaper, a volume or an issue of it.
fn is_whole(kind: &str) -> bool {
    ["newspaper", "volume", "issue", "periodical", "serial", "supplement", "edition"].contains(&kind)
        || kind.contains("newspaper")
}

/// A place on a page.
pub(super) struct Area<'e> {
    /// The id of the file.
    pub(super) file: &'e str,
    /// The id of its part, and of the last one where it is a range; `None` for the whole page.
    pub(super) part: Option<(&'e str, Option<&'e str>)>,
}

/// The places that a part names itself.
pub(super) fn areas(div: &Element) -> Vec<Area<'_>> {
    let mut areas = Vec::new();
    for pointer in div.children("fptr") {
        areas.extend(pointer.attribute("FILEID").map(|file| Area { file, part: None }));
        for area in pointer.descendants("area") {
            let Some(file) = area.attribute("FILEID") else { continue };
            let part = area.attribute("BEGIN").map(|begin| (begin, area.attribute("END")));
            areas.push(Area { file, part });
        }
    }
    areas
}

/// What one `<dmdSec>` says.
#[derive(Debug, Default)]
struct Description {
    title: Option<String>,
    /// The title of what it is part of: the newspaper.
    host: Option<String>,
    date: Option<NewsDate>,
    language: Option<String>,
    authors: Vec<String>,
}

fn descriptions<'e>(root: &'e Element, problems: &mut Vec<String>) -> HashMap<&'e str, Description> {
    let sections = root.children("dmdSec");
    sections.filter_map(|section| Some((section.attribute("ID")?, Description::of(section, problems)))).collect()
}

impl Description {
    fn of(section: &Element, problems: &mut Vec<String>) -> Self {
        let mut description = Self::default();
        let Some(data) = section.at("mdWrap/xmlData") else { return description };
        let mods = data.descendants("mods").next();
        let dates: Vec<String> = if let Some(mods) = mods {
            description.read_mods(mods);
            mods.descendants("dateIssued").chain(mods.at("part/date")).map(Element::line).collect()
        } else {
            let line = |name: &str| data.descendants(name).map(Element::line).find(|line| !line.is_empty());
            description.title = line("title");
            description.language = line("language");
            let creators = data.descendants("creator").map(Element::line).filter(|name| is_real(name));
            description.authors = names_or_others(creators.flat_map(|name| of_person(&name)).collect());
            data.descendants("issued").chain(data.descendants("date")).map(Element::line).collect()
        };
        let mut errors = Vec::new();
        for text in dates.iter().filter(|text| !text.is_empty()) {
            match date::parse(text) {
                Ok(date) => description.date = description.date.or(Some(date)),
                Err(error) => errors.push(format!("date: {error}")),
            }
        }
        if description.date.is_none() {
            problems.extend(errors.into_iter().next());
        }
        description
    }

    fn read_mods(&mut self, mods: &Element) {
        self.title = mods.children("titleInfo").find(|info| info.attribute("type").is_none()).and_then(title_of);
        let is_host = |item: &&Element| item.attribute("type") == Some("host");
        let host = mods.children("relatedItem").find(is_host);
        self.host = host.and_then(|host| title_of(host.child("titleInfo")?));
        let language = mods.at("language/languageTerm").or_else(|| mods.child("language"));
        self.language = language.map(Element::line).filter(|language| !language.is_empty());
        let mut authors = Vec::new();
        for name in mods.children("name") {
            let roles: Vec<String> = name.descendants("roleTerm").map(|role| role.line().to_lowercase()).collect();
            let is_author = roles.iter().any(|role| matches!(role.as_str(), "aut" | "author" | "cre" | "creator"));
            let parts: Vec<String> = name.children("namePart").map(Element::line).collect();
            let full =
                if parts.is_empty() { name.child("displayForm").map(Element::line) } else { Some(parts.join(" ")) };
            let full = full.filter(|full| is_author && is_real(full));
            authors.extend(full.iter().flat_map(|full| of_person(full)));
        }
        self.authors = names_or_others(authors);
    }
}

fn title_of(info: &Element) -> Option<String> {
    let parts = ["nonSort", "title"].iter().filter_map(|name| info.child(name)).map(Element::line);
    let title = parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    Some(title).filter(|title| is_real(title))
}

/// Whether a title is one, and not what programs put where there is none, nor the first words of a text cut short.
fn is_real(title: &str) -> bool {
    const NONE: [&str; 8] =
        ["untitled", "[untitled]", "no title", "[no title]", "unbenannt", "ohne titel", "sans titre", "article"];
    let title = title.trim();
    title.contains(char::is_alphanumeric)
        && !title.contains("PLACEHOLDER")
        && !title.ends_with("...")
        && !title.ends_with('…')
        && !NONE.contains(&title.to_lowercase().as_str())
}

/// `The Daily News, 1845-12-28`: title and date of an issue.
fn facts_of_label(element: &Element) -> Facts {
    let mut facts = Facts::default();
    let Some(label) = element.attribute("LABEL").filter(|label| is_real(label)) else { return facts };
    let commas = label.match_indices([',', '(', ';']).map(|(at, _)| at).chain([label.len()]);
    for at in commas {
        let (title, rest) = label.split_at(at);
        if let Some(date) = whole_date(rest.trim_matches([',', ';', '(', ')', ' '])) {
            facts.date = Some(date);
            facts.source = Some(title.trim_end_matches([',', ';', ' ', '.']).trim().to_owned());
            facts.source = facts.source.filter(|title| is_real(title));
            return facts;
        }
    }
    facts.date = whole_date(label);
    facts
}

/// The day that a text names, if it is nothing but that.
fn whole_date(text: &str) -> Option<NewsDate> {
    let is_day = |date: &NewsDate| date.day().is_some();
    date::parse(text).ok().filter(is_day)
}

fn files(root: &Element) -> HashMap<String, String> {
    let mut files = HashMap::new();
    for file in root.children("fileSec").flat_map(|section| section.descendants("file")) {
        let Some(id) = file.attribute("ID") else { continue };
        let href = file.child("FLocat").and_then(|location| location.attribute("xlink:href"));
        let path = href.and_then(local_path).filter(|path| {
            let path = path.to_lowercase();
            [".xml", ".alto", ".xml.gz", ".xml.zst"].iter().any(|ending| path.ends_with(ending))
        });
        files.extend(path.map(|path| (id.to_owned(), path)));
    }
    files
}

/// The pages by the physical structure, else all files that may hold one.
fn pages(root: &Element, files: &HashMap<String, String>) -> Vec<(String, String)> {
    let mut pages: Vec<(String, String)> = Vec::new();
    let is_physical = |map: &&Element| map.attribute("TYPE").is_some_and(|kind| kind.eq_ignore_ascii_case("physical"));
    for div in root.children("structMap").filter(is_physical).flat_map(|map| map.descendants("div")) {
        let file = areas(div).into_iter().find(|area| files.contains_key(area.file));
        if let Some(area) = file {
            pages.push((div.attribute("ID").unwrap_or(area.file).to_owned(), area.file.to_owned()));
        }
    }
    if pages.is_empty() {
        let listed = root.children("fileSec").flat_map(|section| section.descendants("file"));
        let ids = listed.filter_map(|file| file.attribute("ID")).filter(|id| files.contains_key(*id));
        pages.extend(ids.map(|id| (id.to_owned(), id.to_owned())));
    }
    pages
}

/// The path of a file that a METS file names, seen from its own folder; `None` for one on another machine.
pub(super) fn local_path(href: &str) -> Option<String> {
    let href = href.trim();
    let path = href.strip_prefix("file:").unwrap_or(href);
    let path = if path.len() < href.len() { path.strip_prefix("//").unwrap_or(path) } else { path };
    if path.contains(':') || path.starts_with('/') || path.is_empty() {
        return None;
    }
    let mut path = percent_decoded(path).replace('\\', "/");
    while let Some(rest) = path.strip_prefix("./") {
        path = rest.to_owned();
    }
    Some(path)
}

pub(in crate::format) fn percent_decoded(path: &str) -> String {
    if !path.contains('%') {
        return path.to_owned();
    }
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let Some((first, behind)) = rest.split_first() {
        let code = (*first == b'%').then(|| std::str::from_utf8(behind.get(..2)?).ok()).flatten();
        if let Some(byte) = code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            bytes.push(byte);
            rest = &behind[2..];
        } else {
            bytes.push(*first);
            rest = behind;
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_of_files() {
        let cases = [
            ("file://./ALTO/00001.xml", Some("ALTO/00001.xml")),
            ("file://ALTO/1.xml", Some("ALTO/1.xml")),
            ("./1.xml", Some("1.xml")),
            (".\\ALTO\\page%201.xml", Some("ALTO/page 1.xml")),
            ("../ALTO/100%.xml", Some("../ALTO/100%.xml")),
            ("file:///home/scans/1.xml", None),
            ("https://example.org/1.xml", None),
            ("", None),
        ];
        for (href, expected) in cases {
            assert_eq!(local_path(href).as_deref(), expected, "{href}");
        }
    }

    #[test]
    fn titles_and_no_titles() {
        for title in ["Rain at last", "1848"] {
            assert!(is_real(title), "{title}");
        }
        for title in ["", "—", "Der Bote begrüßt seine Leser und erz...", "[Untitled]", "TITLE_PLACEHOLDER"] {
            assert!(!is_real(title), "{title}");
        }
    }
}
