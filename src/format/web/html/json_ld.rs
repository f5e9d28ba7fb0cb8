//! The records that a page states in JSON-LD 1.1
//! (<https://www.w3.org/TR/json-ld11/#embedding-json-ld-in-html-documents>), in the vocabulary of schema.org.
//!
//! In: the text of the page's `<script type="application/ld+json">`. Out: its records of articles, the likeliest first,
//! and of pages and sites, with what they refer to by `@id` put in its place. Broken JSON is mended where there is only
//! one way to mean it ([`parse`]).

use std::collections::HashMap;

use serde_json::Value;

use super::mend::mend;
use crate::format::fields::Record;
use crate::format::markup::decode_references;

/// What the scripts of a page state.
#[derive(Debug, Default)]
pub(super) struct Stock {
    /// Articles, in the order of the page.
    pub(super) articles: Vec<Record>,
    /// The page itself (`WebPage` and its like).
    pub(super) pages: Vec<Record>,
    /// Names of sites and publishers.
    pub(super) sites: Vec<String>,
    /// Why a script could not be read.
    pub(super) problems: Vec<String>,
}

/// How deep records are looked for in one another.
const DEPTH_MAX: usize = 12;

/// The most records of a page that are looked at.
const RECORDS_MAX: usize = 2000;

impl Stock {
    /// Reads all scripts of a page; they may refer to one another.
    pub(super) fn of(scripts: &[String]) -> Self {
        let mut stock = Self::default();
        let mut values = Vec::new();
        for script in scripts {
            match parse(script) {
                Ok(value) => values.push(value),
                Err(problem) => stock.problems.push(problem),
            }
        }
        let mut records = Vec::new();
        for value in &values {
            collect(value, 0, &mut records);
        }
        let by_id = records_by_id(&records);
        for record in &records {
            let Some(kind) = kind_of(record) else { continue };
            let whole = || resolve(record, &by_id);
            match kind {
                Kind::Article => stock.articles.push(whole()),
                Kind::Page => stock.pages.push(whole()),
                Kind::Site => stock.sites.extend(record.get("name").and_then(Value::as_str).map(decode_references)),
            }
        }
        stock
    }
}

/// What a record is about, as far as it matters here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Article,
    Page,
    Site,
}

fn kind_of(record: &Record) -> Option<Kind> {
    let has_headline = || record.get("headline").is_some_and(Value::is_string);
    match record.get("@type").or_else(|| record.get("type")) {
        Some(Value::String(name)) => kind_of_type(name),
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).find_map(kind_of_type),
        _ => has_headline().then_some(Kind::Article),
    }
}

/// The kind that a type of schema.org means: <https://schema.org/Article>, its kinds and what sites take for one.
fn kind_of_type(name: &str) -> Option<Kind> {
    let name = name.rsplit(['/', ':', '#']).next().unwrap_or(name);
    let is_article = ["Article", "BlogPosting", "LiveBlogPosting", "SocialMediaPosting", "Posting", "Report"]
        .iter()
        .any(|ending| name.ends_with(ending));
    match name {
        _ if is_article => Some(Kind::Article),
        "WebPage" | "ItemPage" | "MedicalWebPage" | "AboutPage" => Some(Kind::Page),
        "WebSite" | "NewsMediaOrganization" | "Newspaper" => Some(Kind::Site),
        _ => None,
    }
}

/// Keys under which a page lists other things than itself.
const ABOUT_OTHERS: &[&str] = &[
    "itemListElement",
    "hasPart",
    "isPartOf",
    "isBasedOn",
    "citation",
    "relatedLink",
    "significantLink",
    "liveBlogUpdate",
    "comment",
    "review",
    "blogPost",
    "potentialAction",
    "subjectOf",
    "workExample",
];

fn collect<'a>(value: &'a Value, depth: usize, records: &mut Vec<&'a Record>) {
    if depth > DEPTH_MAX || records.len() >= RECORDS_MAX {
        return;
    }
    match value {
        Value::Array(values) => values.iter().for_each(|value| collect(value, depth + 1, records)),
        Value::Object(record) => {
            records.push(record);
            let inner = record.iter().filter(|(key, _)| !ABOUT_OTHERS.contains(&key.as_str()));
            inner.for_each(|(_, value)| collect(value, depth + 1, records));
        }
        _ => {}
    }
}

fn records_by_id<'a>(records: &[&'a Record]) -> HashMap<&'a str, &'a Record> {
    let mut by_id: HashMap<&str, &Record> = HashMap::new();
    for record in records {
        if let Some(id) = record.get("@id").and_then(Value::as_str) {
            let known = by_id.entry(id).or_insert(record);
            if record.len() > known.len() {
                *known = record;
            }
        }
    }
    by_id
}

/// The record with what its people and publishers refer to.
fn resolve(record: &Record, by_id: &HashMap<&str, &Record>) -> Record {
    let mut whole = record.clone();
    for key in ["author", "creator", "publisher", "about", "mentions"] {
        if let Some(value) = whole.get_mut(key) {
            resolve_value(value, by_id);
        }
    }
    whole
}

fn resolve_value(value: &mut Value, by_id: &HashMap<&str, &Record>) {
    match value {
        Value::Array(values) => values.iter_mut().for_each(|value| resolve_value(value, by_id)),
        Value::Object(record) if !record.contains_key("name") => {
            let target = record.get("@id").and_then(Value::as_str).and_then(|id| by_id.get(id));
            if let Some(target) = target.filter(|target| target.contains_key("name")) {
                *record = (*target).clone();
            }
        }
        _ => {}
    }
}

/// Parses the text of a script: what wraps it (comments, CDATA) is taken off, and what is broken mended.
fn parse(script: &str) -> Result<Value, String> {
    let text = unwrap(script);
    if text.is_empty() {
        return Ok(Value::Null);
    }
    let error = match serde_json::from_str(text) {
        Ok(value) => return Ok(value),
        Err(error) => error,
    };
    let decoded = text.trim_start_matches(['{', '[', ' ', '\n', '\t', '\r']).starts_with("&quot;");
    let text = if decoded { decode_references(text) } else { text.to_owned() };
    let mended = mend(&text).and_then(|mended| serde_json::from_str(&mended).ok());
    mended.ok_or_else(|| format!("JSON-LD cannot be read: {error}"))
}

/// Takes off what pages put around a script: `<!-- … -->`, `//<![CDATA[ … //]]>`, `;`.
fn unwrap(script: &str) -> &str {
    const BEFORE: &[&str] = &["\u{feff}", "<!--", "//<![CDATA[", "/*<![CDATA[*/", "/* <![CDATA[ */", "<![CDATA[", "//"];
    const BEHIND: &[&str] = &["-->", "//]]>", "/*]]>*/", "/* ]]> */", "]]>", "//", ";"];
    let mut text = script.trim();
    loop {
        let before = BEFORE.iter().find_map(|mark| text.strip_prefix(mark)).unwrap_or(text);
        let inner = BEHIND.iter().find_map(|mark| before.strip_suffix(mark)).unwrap_or(before).trim();
        if inner.len() == text.len() {
            return text;
        }
        text = inner;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headlines(scripts: &[&str]) -> Vec<String> {
        let scripts = scripts.iter().map(|&script| script.to_owned()).collect::<Vec<_>>();
        let articles = Stock::of(&scripts).articles;
        articles.iter().map(|article| article["headline"].as_str().unwrap_or_default().to_owned()).collect()
    }

    #[test]
    fn finds_the_article_among_other_records() {
        let cases: &[(&str, &[&str])] = &[
            (r#"{"@type": "NewsArticle", "headline": "A"}"#, &["A"]),
            (r#"[{"@type": "Organization"}, {"@type": ["ReportageNewsArticle"], "headline": "A"}]"#, &["A"]),
            (r#"{"@graph": [{"@type": "WebPage", "name": "no"}, {"@type": "Article", "headline": "A"}]}"#, &["A"]),
            (r#"{"@type": "WebPage", "mainEntity": {"@type": "NewsArticle", "headline": "A"}}"#, &["A"]),
            (r#"{"@type": "ItemList", "itemListElement": [{"@type": "NewsArticle", "headline": "A"}]}"#, &[]),
            (r#"<!-- {"@type": "NewsArticle", "headline": "A"} -->"#, &["A"]),
            ("//<![CDATA[\n{\"@type\": \"NewsArticle\", \"headline\": \"A\"};\n//]]>", &["A"]),
            (r"{&quot;@type&quot;: &quot;NewsArticle&quot;, &quot;headline&quot;: &quot;A&quot;}", &["A"]),
            ("", &[]),
            ("{", &[]),
        ];
        for (script, expected) in cases {
            assert_eq!(headlines(&[script]), *expected, "{script}");
        }
    }

    #[test]
    fn follows_references_between_scripts() {
        let scripts = [
            r##"{"@type": "NewsArticle", "headline": "A", "author": [{"@id": "#ana"}]}"##.to_owned(),
            r##"{"@graph": [{"@id": "#ana", "@type": "Person", "name": "Ana Novak"}]}"##.to_owned(),
        ];
        assert_eq!(Stock::of(&scripts).articles[0]["author"][0]["name"], "Ana Novak");
    }

    #[test]
    fn says_what_it_cannot_mend() {
        let stock = Stock::of(&["{\"headline\" \"A\"}".to_owned()]);
        assert_eq!(stock.problems.len(), 1);
    }
}
