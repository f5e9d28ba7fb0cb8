//! Pages and what they should give, in the layouts of three collections.
//!
//! In: a folder. Out: its [`Page`]s, in the order of their names. The layouts are those of Fundus
//! (<https://github.com/flairNLP/fundus>, `tests/resources/parser/test_data`), of Readability.js
//! (<https://github.com/mozilla/readability>, `test/test-pages`) and of Zyte's article-extraction-benchmark
//! (<https://github.com/scrapinghub/article-extraction-benchmark>).

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;
use scraper::{Html, Node};
use serde_json::Value;

/// A page and what it should give; nothing where the collection does not say.
#[derive(Debug, Default)]
pub(crate) struct Page {
    pub(crate) name: String,
    pub(crate) path: PathBuf,
    pub(crate) title: Option<String>,
    /// As ISO 8601.
    pub(crate) day: Option<String>,
    pub(crate) authors: Option<Vec<String>>,
    pub(crate) body: Option<String>,
}

/// How deep folders are looked into: a collection, its countries or pages, their files.
const FOLDERS_MAX: usize = 3;

/// The pages below a folder.
pub(crate) fn pages_in(folder: &Path) -> anyhow::Result<Vec<Page>> {
    let mut pages = Vec::new();
    collect(folder, 0, &mut pages)?;
    anyhow::ensure!(!pages.is_empty(), "{}: no page in a layout that is known", folder.display());
    Ok(pages)
}

fn collect(folder: &Path, depth: usize, pages: &mut Vec<Page>) -> anyhow::Result<()> {
    if folder.join("ground-truth.json").is_file() {
        return read_benchmark(folder, pages);
    }
    if folder.join("source.html").is_file() {
        return read_readability(folder, pages);
    }
    let mut entries = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        entries.push(entry?.path());
    }
    entries.sort();
    for path in &entries {
        if path.is_dir() && depth < FOLDERS_MAX {
            collect(path, depth + 1, pages)?;
        } else if path.extension().is_some_and(|extension| extension == "json") {
            read_fundus(path, &entries, pages)?;
        }
    }
    Ok(())
}

fn read_json(path: &Path) -> anyhow::Result<Value> {
    let bytes = fs::read(path).with_context(|| path.display().to_string())?;
    serde_json::from_slice(&bytes).with_context(|| path.display().to_string())
}

/// Fundus: `Publisher.json` has an object for each version of its reader, in the order of their days; of each there is a
/// page `Publisher_YYYY_MM_DD.html.gz`.
fn read_fundus(gold: &Path, files: &[PathBuf], pages: &mut Vec<Page>) -> anyhow::Result<()> {
    let publisher = gold.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let name_of = |path: &Path| {
        let name = path.file_name()?.to_str()?.strip_suffix(".html.gz")?;
        let day = name.strip_prefix(&publisher)?.strip_prefix('_')?;
        day.starts_with(|first: char| first.is_ascii_digit()).then(|| name.to_owned())
    };
    let Value::Object(versions) = read_json(gold)? else { return Ok(()) };
    let found: Vec<(String, &PathBuf)> = files.iter().filter_map(|path| Some((name_of(path)?, path))).collect();
    for (index, (name, path)) in found.iter().enumerate() {
        let of_same_place = versions.values().nth(index).filter(|_| found.len() == versions.len());
        let Some(version) = of_same_place.or_else(|| nearest(versions.values(), name)) else { continue };
        pages.push(Page {
            name: name.clone(),
            path: (*path).clone(),
            title: version["title"].as_str().map(str::to_owned),
            day: version["publishing_date"].as_str().and_then(|date| date.get(..10)).map(str::to_owned),
            authors: version["authors"].as_array().map(|names| strings(names).map(str::to_owned).collect()),
            body: version["body"].as_object().map(|body| fundus_body(&Value::Object(body.clone()))),
        });
    }
    Ok(())
}

/// The version of the day next before that of a page's name; the first one where all are later.
fn nearest<'a>(versions: impl Iterator<Item = &'a Value>, name: &str) -> Option<&'a Value> {
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).take(8).collect::<String>();
    let day = digits(name.get(name.len().saturating_sub(10)..).unwrap_or(name));
    let mut best: Option<(bool, String, &Value)> = None;
    for version in versions {
        let of_version = digits(version["publishing_date"].as_str().unwrap_or_default());
        let is_before = of_version <= day;
        if best.as_ref().is_none_or(|(before, of_best, _)| (is_before, &of_version) > (*before, of_best)) {
            best = Some((is_before, of_version, version));
        }
    }
    best.map(|(.., version)| version)
}

fn strings(values: &[Value]) -> impl Iterator<Item = &str> {
    values.iter().filter_map(Value::as_str)
}

fn fundus_body(body: &Value) -> String {
    let list = |value: &Value| match value {
        Value::Array(values) => strings(values).map(str::to_owned).collect(),
        Value::String(text) => vec![text.clone()],
        _ => Vec::new(),
    };
    let mut paragraphs = list(&body["summary"]);
    for section in body["sections"].as_array().into_iter().flatten() {
        paragraphs.extend(list(&section["headline"]));
        paragraphs.extend(list(&section["paragraphs"]));
    }
    paragraphs.join("\n\n")
}

/// Readability.js: a folder for each page.
fn read_readability(folder: &Path, pages: &mut Vec<Page>) -> anyhow::Result<()> {
    let metadata = read_json(&folder.join("expected-metadata.json")).unwrap_or_default();
    let text = |key: &str| metadata[key].as_str().map(str::to_owned);
    let expected = folder.join("expected.html");
    let html = fs::read_to_string(&expected).with_context(|| expected.display().to_string())?;
    pages.push(Page {
        name: folder.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        path: folder.join("source.html"),
        title: text("title"),
        day: text("publishedTime").and_then(|time| time.get(..10).map(str::to_owned)).filter(|day| is_day(day)),
        authors: text("byline").map(|byline| vec![byline]),
        body: Some(text_of_html(&html)),
    });
    Ok(())
}

fn is_day(text: &str) -> bool {
    text.bytes().enumerate().all(|(at, byte)| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() })
}

/// The elements that do not end a word.
const INLINE: &[&str] = &[
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "font", "i", "ins", "kbd", "mark", "q", "s",
    "samp", "small", "span", "strong", "sub", "sup", "tt", "u", "var", "wbr",
];

fn text_of_html(html: &str) -> String {
    let page = Html::parse_document(html);
    let (mut text, mut last_block) = (String::new(), None);
    for node in page.tree.root().descendants() {
        let Node::Text(part) = node.value() else { continue };
        let is_block = |node: &Node| node.as_element().is_none_or(|element| !INLINE.contains(&element.name()));
        let block = node.ancestors().find(|node| is_block(node.value())).map(|node| node.id());
        if block != last_block {
            text.push(' ');
        }
        text.push_str(part);
        last_block = block;
    }
    text
}

/// article-extraction-benchmark: one file for all pages.
fn read_benchmark(folder: &Path, pages: &mut Vec<Page>) -> anyhow::Result<()> {
    let gold: BTreeMap<String, Value> = serde_json::from_value(read_json(&folder.join("ground-truth.json"))?)?;
    for (name, expected) in gold {
        pages.push(Page {
            path: folder.join("html").join(format!("{name}.html.gz")),
            name,
            body: expected["articleBody"].as_str().map(str::to_owned),
            ..Page::default()
        });
    }
    Ok(())
}
