//! The fields of a hit: their names, and their values as JSON. Every output takes them from here.

use serde_json::{Map, Value, json};

use crate::article::{Article, DateSource, EntityKind, TextPart};
use crate::date::NewsDate;
use crate::search::{Hit, Snippet};

/// The fields of a hit in JSON, in their order.
pub const HIT: &[&str] = &[
    "id",
    "score",
    "date",
    "date_source",
    "time",
    "updated",
    "title",
    "title_made",
    "other_titles",
    "page",
    "byline",
    "authors",
    "source",
    "section",
    "language",
    "url",
    "path",
    "member",
    "format",
    "people",
    "orgs",
    "places",
    "surname_only",
    "words",
    "copies",
    "closeness",
    "snippets",
];

/// The fields of an article that is shown whole, in their order.
pub const ARTICLE: &[&str] = &[
    "id",
    "date",
    "date_source",
    "time",
    "updated",
    "title",
    "title_made",
    "other_titles",
    "page",
    "byline",
    "authors",
    "source",
    "section",
    "language",
    "url",
    "path",
    "member",
    "format",
    "people",
    "orgs",
    "places",
    "surname_only",
    "words",
    "copies",
    "closeness",
    "body",
    "entities",
];

/// The field that is no article's, but says what a table or a line of JSON was found by.
pub const SEARCH: &str = "search";

/// The fields of a table where none are named.
pub const TABLE: &[&str] = &["date", "id", "title", "source", "people"];

/// Whether there is a field of this name.
pub fn exists(name: &str) -> bool {
    HIT.contains(&name) || ARTICLE.contains(&name) || name == SEARCH
}

/// All names of fields, for an error message.
pub fn all() -> Vec<&'static str> {
    HIT.iter().copied().chain(["body", "entities", SEARCH]).collect()
}

/// A hit with these fields, as a JSON object.
pub fn object(hit: &Hit, names: &[&str]) -> Map<String, Value> {
    names.iter().map(|name| ((*name).to_owned(), value(hit, name))).collect()
}

/// The same, with what it was found by where that is among the fields.
pub fn object_of_search(hit: &Hit, names: &[&str], search: &str) -> Map<String, Value> {
    let mut object = object(hit, names);
    if let Some(value) = object.get_mut(SEARCH) {
        *value = json!(search);
    }
    object
}

/// What matches in title and text, as `[{"field","start","end"}]` in Unicode scalar values of these.
pub fn highlights(matches: &[Snippet]) -> Value {
    let of_part = |part: &Snippet| {
        let field = part.field.as_str();
        part.highlights
            .iter()
            .map(|(start, end)| json!({"field": field, "start": start, "end": end}))
            .collect::<Vec<_>>()
    };
    json!(matches.iter().flat_map(of_part).collect::<Vec<_>>())
}

/// One field of a hit; `null` for a name that is none.
pub fn value(hit: &Hit, name: &str) -> Value {
    let record = &hit.record;
    let article = &record.article;
    let date = article.date.map(|dated| dated.date);
    match name {
        "id" => json!(record.id),
        "score" => json!(hit.score),
        "date" => json!(date.map(|date| date.to_string())),
        "date_source" => json!(article.date.map_or("none", |dated| DateSource::as_str(dated.source))),
        "time" => json!(date.and_then(NewsDate::time).map(|time| time.to_string())),
        "updated" => json!(article.updated.map(|date| date.to_string())),
        "title" => json!(article.title),
        "title_made" => json!(article.title_made),
        // What a site gives beside its headline is not kept yet.
        "other_titles" => json!([]),
        "byline" => json!(article.byline),
        "authors" => json!(article.authors),
        "source" => json!(article.source),
        "section" => json!(article.section),
        "language" => json!(article.language),
        "url" => json!(article.url),
        "path" => json!(hit.path),
        "member" => json!(record.member),
        "format" => json!(record.format),
        "people" => names(article, EntityKind::Person),
        "orgs" => names(article, EntityKind::Org),
        "places" => names(article, EntityKind::Place),
        "words" => json!(record.words),
        "copies" => json!(hit.copies),
        "snippets" => json!(hit.snippets),
        "keywords" => json!(hit.keywords),
        "surname_only" => json!(hit.surname_only),
        "body" => json!(article.body),
        "entities" => entities(article),
        // The page of a newspaper and closeness are not known yet.
        _ => Value::Null,
    }
}

fn names(article: &Article, kind: EntityKind) -> Value {
    article.names(kind).collect()
}

fn entities(article: &Article) -> Value {
    let text_of = |part: TextPart| if part == TextPart::Title { &article.title } else { &article.body };
    let mention = |mention: &crate::article::Mention| {
        let length = mention.end.saturating_sub(mention.start) as usize;
        let text: String = text_of(mention.field).chars().skip(mention.start as usize).take(length).collect();
        json!({"field": mention.field, "start": mention.start, "end": mention.end, "text": text})
    };
    let entity = |entity: &crate::article::Entity| {
        let mentions: Vec<Value> = entity.mentions.iter().map(mention).collect();
        json!({"kind": entity.kind, "name": entity.name, "stated": entity.stated, "mentions": mentions})
    };
    article.entities.iter().map(entity).collect()
}
