//! What the keys of a record mean, for every format whose records are keys and values (JSON, front matter).
//!
//! In: an object of keys and values. Out: a [`StatedArticle`] with what they state, and what could not be read. [`keys`]
//! is the one table of keys; it covers schema.org 29 `NewsArticle` and its relatives
//! (<https://schema.org/NewsArticle>), IPTC ninjs 1 to 3 (<https://iptc.org/std/ninjs/>), JSON Feed 1.1
//! (<https://www.jsonfeed.org/version/1.1/>), and what news-please, newspaper4k, trafilatura, Fundus, webz.io and the
//! REST interface of `WordPress` write.

mod keys;

use serde_json::{Map, Value};

use self::keys::{CONTAINERS, FIELDS, Field, KEYS};
use crate::article::{DateKind, DateSource, EntityKind, StatedArticle, tidy};
use crate::date;
use crate::format::authors::{self, Author, NAMES_MAX, without_label};
use crate::format::markup::{decode_references, has_tags, one_line, strip_tags};
use crate::format::wire::content;
use crate::format::xml;
use crate::source::Input;

/// A record: keys and their values.
pub(super) type Record = Map<String, Value>;

/// What the keys of a record state.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Stated {
    /// The article.
    pub(super) article: StatedArticle,
    /// The record's own id.
    pub(super) id: Option<String>,
    /// What could not be read, such as a date that cannot be.
    pub(super) problems: Vec<String>,
}

/// Reads a record. The text may be missing, as it is in front matter, but never is where there is a summary.
pub(super) fn read(record: &Record) -> Stated {
    let values = Values::of(record);
    let mut stated = Stated { id: own_id(record, &values), ..Stated::default() };
    let article = &mut stated.article;
    article.title =
        values.find(Field::Title, title_text).or_else(|| values.find(Field::Name, name_text)).unwrap_or_default();
    article.body = find_text(&values, Field::Body).or_else(|| find_text(&values, Field::Summary)).unwrap_or_default();
    article.body = without_title(std::mem::take(&mut article.body), &article.title);
    article.section = values.find(Field::Section, line_text);
    article.language = values.find(Field::Language, line_text);
    article.source = values.find(Field::Source, |value| line_text(value).filter(|name| !is_address(name)));
    article.url = find_address(&values);
    read_authors(&values, article);
    read_dates(&values, &mut stated);
    read_entities(&values, &mut stated);
    stated
}

/// The articles in a value, outermost first: the value itself, or what it wraps (`@graph`, `articles`,
/// `response.docs`).
pub(super) fn articles_in(value: &Value) -> Vec<&Record> {
    let mut found = Vec::new();
    collect_articles(value, 0, &mut found);
    found
}

/// What a feed states of itself that holds for its items.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct FeedDefaults {
    source: Option<String>,
    language: Option<String>,
}

impl FeedDefaults {
    /// What a JSON Feed (its `version` is an address at jsonfeed.org) states; nothing for any other value.
    pub(super) fn of_json_feed(value: &Value) -> Self {
        let version = value.get("version").and_then(Value::as_str).unwrap_or_default();
        if !version.contains("jsonfeed.org/version/") {
            return Self::default();
        }
        let of = |key: &str| value.get(key).and_then(line_text);
        Self { source: of("title"), language: of("language") }
    }

    /// Fills in what an item leaves open.
    pub(super) fn complete(&self, article: &mut StatedArticle) {
        if article.source.is_none() {
            article.source.clone_from(&self.source);
        }
        if article.language.is_none() {
            article.language.clone_from(&self.language);
        }
    }
}

/// How deep articles are looked for in wrappers. Search engines answer with `hits.hits[]._source`, which is four.
const WRAPPERS_MAX: usize = 6;

/// Keys of objects and lists that hold articles, in lower case.
const WRAPPERS: &[&str] = &[
    "@graph",
    "mainentity",
    "articles",
    "article",
    "items",
    "item",
    "results",
    "posts",
    "data",
    "docs",
    "documents",
    "response",
    "hits",
    "_source",
    "entries",
    "stories",
    "news",
    "records",
    "itemlistelement",
    "value",
    "feed",
    "newsitems",
    "channel",
    "rss",
    "assets",
];

fn collect_articles<'a>(value: &'a Value, depth: usize, found: &mut Vec<&'a Record>) {
    if depth > WRAPPERS_MAX {
        return;
    }
    match value {
        Value::Array(values) => values.iter().for_each(|value| collect_articles(value, depth + 1, found)),
        Value::Object(record) => {
            let evidence = Evidence::of(record);
            if evidence.is_article && evidence.has_text {
                found.push(record);
                return associated_texts(record).for_each(|text| found.push(text));
            }
            let before = found.len();
            let wrapped = record.iter().filter(|(key, value)| is_wrapper(key, value));
            wrapped.for_each(|(_, value)| collect_articles(value, depth + 1, found));
            if found.len() == before && evidence.is_article {
                found.push(record);
            }
        }
        _ => {}
    }
}

/// The texts among what a ninjs item is associated with, by name in ninjs 1 and in a list from 2 on. Most associations
/// are pictures, which belong to the item.
fn associated_texts(record: &Record) -> impl Iterator<Item = &Record> {
    let associations = record.get("associations");
    let named = associations.and_then(Value::as_object).into_iter().flat_map(|named| named.values());
    let listed = associations.and_then(Value::as_array).into_iter().flatten();
    let is_text = |item: &&Record| {
        let kind = item.get("type").and_then(Value::as_str);
        matches!(kind, Some("text" | "composite")) && Evidence::of(item).has_text
    };
    named.chain(listed).filter_map(Value::as_object).filter(is_text)
}

fn is_wrapper(key: &str, value: &Value) -> bool {
    (value.is_object() || value.is_array()) && WRAPPERS.iter().any(|wrapper| wrapper.eq_ignore_ascii_case(key))
}

/// What speaks for a record's being an article.
struct Evidence {
    is_article: bool,
    has_text: bool,
}

impl Evidence {
    fn of(record: &Record) -> Self {
        let values = Values::of(record);
        let has = |field| values.of_field(field).any(|value| !is_blank(value));
        let has_text = values.find(Field::Body, |value| has_words(value).then_some(())).is_some();
        let is_other_kind = record.get("@type").is_some_and(is_no_article_type) || record.contains_key("$schema");
        let is_article = !is_other_kind && (has_text || has(Field::Title));
        Self { is_article, has_text }
    }
}

fn is_blank(value: &Value) -> bool {
    match value {
        Value::String(text) => text.trim().is_empty(),
        Value::Array(values) => values.is_empty(),
        Value::Object(record) => record.is_empty(),
        Value::Null | Value::Bool(_) => true,
        Value::Number(_) => false,
    }
}

/// Whether there is text in a value, without making it.
fn has_words(value: &Value) -> bool {
    match value {
        Value::String(text) => text.contains(char::is_alphanumeric),
        Value::Array(values) => values.iter().any(has_words),
        Value::Object(_) => body_text(value).is_some(),
        _ => false,
    }
}

/// The types of schema.org that pages have beside their article.
fn is_no_article_type(value: &Value) -> bool {
    const OTHER_TYPES: &[&str] = &[
        "WebPage",
        "WebSite",
        "CollectionPage",
        "ItemPage",
        "ProfilePage",
        "SearchAction",
        "BreadcrumbList",
        "ListItem",
        "ItemList",
        "Organization",
        "NewsMediaOrganization",
        "Corporation",
        "Person",
        "Place",
        "ImageObject",
        "VideoObject",
        "AudioObject",
        "MediaObject",
        "ImageGallery",
        "SiteNavigationElement",
        "WPHeader",
        "WPFooter",
        "Product",
        "Event",
        "Comment",
        "FAQPage",
        "Question",
        "Answer",
        "AggregateRating",
        "PostalAddress",
        "Thing",
        "DataFeed",
    ];
    let is_other = |name: &str| OTHER_TYPES.contains(&name.rsplit(['/', ':']).next().unwrap_or(name));
    match value {
        Value::String(name) => is_other(name),
        Value::Array(names) => !names.is_empty() && names.iter().all(is_no_article_type),
        _ => false,
    }
}

/// The values of a record's known keys, the best of each field first.
struct Values<'a> {
    values: Vec<(Field, usize, &'a Value)>,
}

impl<'a> Values<'a> {
    fn of(record: &'a Record) -> Self {
        let mut values = Vec::with_capacity(record.len());
        collect_values("", record, &mut values);
        values.sort_by_key(|(_, rank, _)| *rank);
        Self { values }
    }

    fn of_field(&self, field: Field) -> impl Iterator<Item = &'a Value> {
        self.with_keys(field).map(|(_, value)| value)
    }

    fn with_keys(&self, field: Field) -> impl Iterator<Item = (&'static str, &'a Value)> {
        let names = FIELDS.iter().find(|(known, _)| *known == field).map_or(&[] as &[&str], |(_, names)| names);
        let of_field = self.values.iter().filter(move |(known, ..)| *known == field);
        of_field.filter_map(move |(_, rank, value)| Some((*names.get(*rank)?, *value)))
    }

    /// What the best value gives that gives anything.
    fn find<T>(&self, field: Field, read: impl Fn(&Value) -> Option<T>) -> Option<T> {
        self.of_field(field).find_map(read)
    }
}

/// What a column of a table can be to an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// The headline.
    Title,
    /// The text, or a summary that stands for it.
    Text,
    /// Anything else that is known: date, author, `name`, which is a title only beside a text.
    Other,
}

/// The role of a column of this name; `None` where the name is not known.
pub(super) fn role_of_name(name: &str) -> Option<Role> {
    if name.len() > 40 {
        return None;
    }
    let key: String =
        name.chars().filter(|letter| letter.is_alphanumeric()).map(|letter| letter.to_ascii_lowercase()).collect();
    let fields = KEYS.get(key.as_str())?;
    let has = |wanted: Field| fields.iter().any(|(field, _)| *field == wanted);
    Some(match () {
        () if has(Field::Title) => Role::Title,
        () if has(Field::Body) || has(Field::Summary) => Role::Text,
        () => Role::Other,
    })
}

/// Why a table with these columns gives no article, for the person who can name them.
pub(super) fn no_known_column<'a>(columns: impl Iterator<Item = &'a str>) -> String {
    const COLUMNS_SHOWN_MAX: usize = 12;
    let columns: Vec<&str> = columns.take(COLUMNS_SHOWN_MAX + 1).collect();
    let shown = |name: &&str| {
        let name: String = name.chars().filter(|letter| !letter.is_control()).take(30).collect();
        format!("`{name}`")
    };
    let more = if columns.len() > COLUMNS_SHOWN_MAX { ", …" } else { "" };
    let shown = columns.iter().take(COLUMNS_SHOWN_MAX).map(shown).collect::<Vec<_>>().join(", ");
    format!(
        "no column is known to be a title or a text (found {shown}{more}; known are `headline`, `title`, \
        `text`, `body`, \
         `content`, `article`, `story`, `summary` and others): a field map can say which column is what"
    )
}

fn collect_values<'a>(prefix: &str, record: &'a Record, values: &mut Vec<(Field, usize, &'a Value)>) {
    let mut name = String::with_capacity(32);
    for (key, value) in record {
        // No key that is known is longer, and some files have texts for keys.
        if value.is_null() || key.len() > 40 {
            continue;
        }
        name.clear();
        name.push_str(prefix);
        name.extend(key.chars().filter(|letter| letter.is_alphanumeric()).map(|letter| letter.to_ascii_lowercase()));
        for (field, rank) in KEYS.get(name.as_str()).into_iter().flatten() {
            values.push((*field, *rank, value));
        }
        if let (Value::Object(inner), true) = (value, CONTAINERS.contains(&name.as_str())) {
            collect_values(&format!("{name}/"), inner, values);
        }
    }
}

/// Keys under which an object holds its text, the plain one first. `WordPress` writes `rendered`, ninjs 2 `value`.
const TEXT_KEYS: &[&str] = &[
    "rendered",
    "value",
    "@value",
    "main",
    "name",
    "text",
    "plain",
    "plaintext",
    "content",
    "html",
    "#text",
    "title",
    "$t",
];

/// Keys of objects that hold a text in parts, in the order in which it is read: the body of Fundus.
const PART_KEYS: &[&str] = &["summary", "headline", "sections", "paragraphs", "blocks", "children"];

/// A value as one line: a string, a number, the first of a list, or an object's name.
fn line_text(value: &Value) -> Option<String> {
    let line = match value {
        Value::String(text) => one_line(text),
        Value::Number(number) => number.to_string(),
        Value::Array(values) => return values.iter().find_map(line_text),
        Value::Object(record) => return ["name"].iter().chain(TEXT_KEYS).find_map(|key| line_text(record.get(*key)?)),
        Value::Null | Value::Bool(_) => return None,
    };
    let line = if line.contains('&') { decode_references(&line) } else { line };
    (!line.is_empty()).then_some(line)
}

/// A name that stands for a title. The subjects of ninjs are a list and none.
fn name_text(value: &Value) -> Option<String> {
    if value.is_array() { None } else { title_text(value) }
}

/// The text of the best value of a field that has one. Keys and content types that say HTML are believed even where no
/// tag is seen: line ends are no more than blanks then.
fn find_text(values: &Values<'_>, field: Field) -> Option<String> {
    values.with_keys(field).find_map(|(key, value)| {
        let text = body_text(value)?;
        let is_html = key.ends_with("html") && value.as_str().is_some_and(|markup| !has_tags(markup));
        Some(if is_html { strip_tags(&text) } else { text })
    })
}

/// A text without the headline that some wires repeat on its first line.
fn without_title(text: String, title: &str) -> String {
    match text.strip_prefix(title).filter(|rest| !title.is_empty() && rest.starts_with('\n')) {
        Some(rest) if rest.contains(char::is_alphanumeric) => rest.trim_start().to_owned(),
        _ => text,
    }
}

/// A headline. Where there are several, as in ninjs 2, it is the one whose role is `main`.
pub(super) fn title_text(value: &Value) -> Option<String> {
    let main = value.as_array().and_then(|values| values.iter().find(|value| role_of(value) == Some("main")));
    let title = line_text(main.unwrap_or(value))?;
    Some(if has_tags(&title) { one_line(&strip_tags(&title)) } else { title })
}

fn role_of(value: &Value) -> Option<&str> {
    value.get("role")?.as_str()
}

/// A text with its paragraphs; markup is reduced to what it says.
fn body_text(value: &Value) -> Option<String> {
    let mut parts = Vec::new();
    collect_parts(best_of_bodies(value), &mut parts);
    let text = match parts.as_slice() {
        [] => return None,
        [whole] => whole.clone(),
        _ => parts.join("\n\n"),
    };
    let text = tidy(text.trim_start());
    text.contains(char::is_alphanumeric).then_some(text)
}

/// Of several forms of one text, as ninjs 2 and 3 have them under `bodies`: the main one, as plain text if there is
/// one.
fn best_of_bodies(value: &Value) -> &Value {
    let is_form = |form: &Value| form.get("contenttype").or(form.get("contentType")).or(form.get("role")).is_some();
    let Value::Array(forms) = value else { return value };
    if !forms.iter().all(is_form) {
        return value;
    }
    let is_plain = |form: &Value| {
        form.get("contenttype").or(form.get("contentType")).and_then(Value::as_str) == Some("text/plain")
    };
    let with_words = forms.iter().filter(|form| has_words(form));
    with_words.min_by_key(|form| (distance_from_text(role_of(form)), !is_plain(form))).unwrap_or(value)
}

/// How far a form with this role is from being the text itself.
fn distance_from_text(role: Option<&str>) -> u8 {
    match role.unwrap_or("") {
        "summary" | "abstract" | "teaser" | "caption" | "lead" | "short" => 1,
        "creditline" | "writer" | "credit" => 2,
        _ => 0,
    }
}

fn collect_parts(value: &Value, parts: &mut Vec<String>) {
    match value {
        Value::String(text) if text.trim().is_empty() => {}
        Value::String(text) if text.contains("<nitf") => parts.extend(nitf_text(text)),
        Value::String(text) => parts.push(if has_tags(text) { strip_tags(text) } else { text.clone() }),
        Value::Array(values) => values.iter().for_each(|value| collect_parts(value, parts)),
        Value::Object(record) => {
            match TEXT_KEYS.iter().find_map(|key| record.get(*key).filter(|value| !is_blank(value))) {
                Some(Value::String(text)) if is_html(record) && !has_tags(text) => parts.push(strip_tags(text)),
                Some(text) => collect_parts(text, parts),
                None => PART_KEYS.iter().filter_map(|key| record.get(*key)).for_each(|part| collect_parts(part, parts)),
            }
        }
        _ => {}
    }
}

fn is_html(form: &Record) -> bool {
    let kind = form.get("contentType").or_else(|| form.get("contenttype")).and_then(Value::as_str);
    kind.is_some_and(|kind| kind.contains("html"))
}

/// The text of a NITF document that stands in a string.
fn nitf_text(markup: &str) -> Option<String> {
    let mut input = Input::new("body.xml", markup.as_bytes()).ok()?;
    let (document, _) = xml::document(&mut input).ok()?;
    let body = content::read(&document, "").article.body;
    (!body.is_empty()).then_some(body)
}

/// The longest id that is taken for one, in characters: what is longer is an address with its query.
pub(super) const ID_CHARACTERS_MAX: usize = 200;

fn own_id(record: &Record, values: &Values<'_>) -> Option<String> {
    let of_mongo = record.get("_id").and_then(|id| id.get("$oid"));
    of_mongo.into_iter().chain(values.of_field(Field::Id)).find_map(|value| {
        let id = match value {
            Value::String(text) => text.trim().to_owned(),
            Value::Number(number) => number.to_string(),
            _ => return None,
        };
        let fits = !id.is_empty() && id.chars().count() <= ID_CHARACTERS_MAX && !id.contains(char::is_control);
        fits.then_some(id)
    })
}

/// Whether a text is an address of the web and nothing else.
pub(super) fn is_address(text: &str) -> bool {
    let is_web = ["http://", "https://"]
        .iter()
        .any(|start| text.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start)));
    is_web && !text.contains(char::is_whitespace)
}

/// The address of the article: a key for it, else a `source` that is one, as trafilatura writes it.
fn find_address(values: &Values<'_>) -> Option<String> {
    let address = |value: &Value| {
        let text = value.get("@id").and_then(line_text).or_else(|| line_text(value))?;
        is_address(&text).then_some(text)
    };
    values.find(Field::Url, address).or_else(|| values.find(Field::Source, address))
}

/// The authors of the best value that names any but agencies, else those of the byline; the byline is the key's own, else
/// that value where it is a line, else the line of an agency.
fn read_authors(values: &Values<'_>, article: &mut StatedArticle) {
    article.byline = values.find(Field::Byline, line_text).map(|line| without_label(&line).to_owned());
    let stated = values.of_field(Field::Authors).map(|value| (value, authors::of_value(value)));
    let stated = stated.filter(|(_, authors)| !authors.is_empty()).collect::<Vec<_>>();
    let best = stated.iter().find(|(_, authors)| authors.iter().any(Author::is_listed)).or(stated.first());
    let line = best.and_then(|(value, _)| value.as_str()).map(|line| without_label(line.trim()).to_owned());
    article.byline = article.byline.take().or(line);
    let names = best.map(|(_, authors)| authors::names(authors.clone())).filter(|names| !names.is_empty());
    let of_byline = || article.byline.as_deref().map(|line| authors::names(authors::of_line(line)));
    let names = names.or_else(of_byline).unwrap_or_default();
    article.authors = authors::without_source(names, article.source.as_deref());
}

fn read_dates(values: &Values<'_>, stated: &mut Stated) {
    let published_key = state_date(DateKind::Published, values.with_keys(Field::Published), stated);
    let of_version = |(_, value)| (published_key? != "versioncreated").then_some(("versioncreated", value));
    let versions =
        values.with_keys(Field::Published).filter(|(key, _)| *key == "versioncreated").filter_map(of_version);
    state_date(DateKind::Updated, values.with_keys(Field::Updated).chain(versions), stated);
    let published = stated.article.date;
    stated.article.updated =
        stated.article.updated.filter(|updated| published.is_none_or(|published| published.date != *updated));
}

/// States the first of these values that is a date, or else the first that is no single one; gives the key of a date.
fn state_date<'a>(
    kind: DateKind,
    values: impl Iterator<Item = (&'static str, &'a Value)>,
    stated: &mut Stated,
) -> Option<&'static str> {
    let mut first_other = None;
    for (key, value) in values {
        let Some(text) = date_text(value) else { continue };
        if date::parse(&text).is_ok() {
            stated.article.state_date(kind, &text, DateSource::Metadata, None);
            return Some(key);
        }
        first_other.get_or_insert(text);
    }
    let problem = stated.article.state_date(kind, &first_other?, DateSource::Metadata, None);
    stated.problems.extend(problem.map(|problem| problem.message));
    None
}

/// `MongoDB` writes `{"$date": …}`, JSON-LD `{"@value": …}`.
fn date_text(value: &Value) -> Option<String> {
    match value {
        Value::Object(record) => {
            ["$date", "@value", "value", "start", "iso"].iter().find_map(|key| date_text(record.get(*key)?))
        }
        Value::Array(values) => values.iter().find_map(date_text),
        _ => line_text(value),
    }
}

fn state(article: &mut StatedArticle, kind: EntityKind, name: &str) {
    if article.names.len() < NAMES_MAX {
        article.state_name(kind, name);
    }
}

fn read_entities(values: &Values<'_>, stated: &mut Stated) {
    let article = &mut stated.article;
    for (field, kind) in
        [(Field::People, EntityKind::Person), (Field::Orgs, EntityKind::Org), (Field::Places, EntityKind::Place)]
    {
        values.of_field(field).for_each(|value| state_names(article, kind, value));
    }
    values.of_field(Field::Entities).for_each(|value| state_typed(article, value));
    if article.names.len() == NAMES_MAX {
        stated.problems.push(format!("more than {NAMES_MAX} names; the rest was passed over"));
    }
}

/// States names of one kind: a list, a line of several, or an object with a name.
fn state_names(article: &mut StatedArticle, kind: EntityKind, value: &Value) {
    match value {
        Value::String(line) => split_names(line).for_each(|name| state(article, kind, name)),
        Value::Array(values) => {
            for value in values {
                match line_text(value) {
                    Some(name) => state(article, kind, &name),
                    None => state_names(article, kind, value),
                }
            }
        }
        Value::Object(_) => {
            if let Some(name) = line_text(value) {
                state(article, kind, &name);
            }
        }
        _ => {}
    }
}

/// The names on one line, set apart by `;`, or by `,` where there is no `;`.
pub(super) fn split_names(line: &str) -> impl Iterator<Item = &str> {
    let separator = if line.contains(';') { ';' } else { ',' };
    line.split(separator).map(str::trim).filter(|name| !name.is_empty())
}

/// States names that say of what kind they are: `{"persons": […]}`, or objects with a name and a type.
fn state_typed(article: &mut StatedArticle, value: &Value) {
    match value {
        Value::Array(values) => values.iter().for_each(|value| state_typed(article, value)),
        Value::Object(record) => {
            let typed = ["type", "@type", "kind", "entity_type", "entityType", "category", "label", "tag"]
                .iter()
                .find_map(|key| Some((*key, kind_of_value(record.get(*key)?)?)));
            let Some((type_key, kind)) = typed else {
                for (key, names) in record {
                    if let Some(kind) = kind_of_word(key) {
                        state_names(article, kind, names);
                    }
                }
                return;
            };
            let name_keys = ["name", "text", "entity", "title", "value", "word", "label", "mention"];
            let name = name_keys.iter().filter(|key| **key != type_key).find_map(|key| line_text(record.get(*key)?));
            if let Some(name) = name {
                state(article, kind, &name);
            }
        }
        _ => {}
    }
}

fn kind_of_value(value: &Value) -> Option<EntityKind> {
    match value {
        Value::String(word) => kind_of_word(word),
        Value::Array(words) => words.iter().find_map(kind_of_value),
        _ => None,
    }
}

/// The kind that a word means, as schema.org, `spaCy`, CoNLL-2003 and news interfaces spell it.
pub(super) fn kind_of_word(word: &str) -> Option<EntityKind> {
    let word = word.rsplit(['/', ':', '#']).next().unwrap_or(word).to_ascii_lowercase();
    match word.trim_start_matches("b-").trim_start_matches("i-") {
        "person" | "persons" | "people" | "per" | "human" | "politician" => Some(EntityKind::Person),
        "organization"
        | "organizations"
        | "organisation"
        | "organisations"
        | "org"
        | "orgs"
        | "company"
        | "companies"
        | "corporation"
        | "newsmediaorganization"
        | "governmentorganization"
        | "ngo"
        | "sportsteam"
        | "sportsorganization"
        | "educationalorganization"
        | "politicalparty"
        | "localbusiness" => Some(EntityKind::Org),
        "place" | "places" | "location" | "locations" | "loc" | "gpe" | "country" | "countries" | "city" | "cities"
        | "state" | "region" | "administrativearea" | "landform" | "facility" | "fac" => Some(EntityKind::Place),
        _ => None,
    }
}
