//! From the text of a `morgue.toml` to field maps.

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use toml::{Table, Value};
use xxhash_rust::xxh3::xxh3_64;

use super::map::{FieldPlaces, Mapped, Shape};
use super::places::{JsonPlace, MarkupPlace, XmlPlace};
use crate::article::Problem;

/// Fields of a map, each with the key that the table of fields knows it by.
const FIELDS: &[(&str, &str)] = &[
    ("id", "id"),
    ("title", "headline"),
    ("body", "articlebody"),
    ("date", "datepublished"),
    ("updated", "datemodified"),
    ("byline", "byline"),
    ("authors", "authors"),
    ("source", "sitename"),
    ("section", "articlesection"),
    ("language", "language"),
    ("url", "url"),
    ("people", "people"),
    ("orgs", "organisations"),
    ("places", "places"),
];

/// Keys of a `[[format]]`.
const KEYS: &[&str] = &["name", "files", "reads", "record", "fields"];

pub(super) fn parse(text: &str) -> Result<Vec<Mapped>, Problem> {
    let root: Table = text.parse().map_err(|error: toml::de::Error| {
        let line = error.span().map_or(1, |span| line_of(text, span.start));
        let message = error.message().split_whitespace().collect::<Vec<_>>().join(" ");
        Problem::new(message.to_lowercase()).at_line(line)
    })?;
    if let Some(other) = root.keys().find(|key| *key != "format") {
        return Err(Problem::new(format!("expected `[[format]]`, found `{other}`")));
    }
    let Some(formats) = root.get("format") else {
        return Ok(Vec::new());
    };
    let formats = formats.as_array().ok_or_else(|| Problem::new("expected `[[format]]` in double brackets"))?;
    let lines = text.lines().enumerate().filter(|(_, line)| line.trim_start().starts_with("[[format]]"));
    let mut lines = lines.map(|(place, _)| place as u64 + 1);
    let read = |format: &Value| {
        let line = lines.next();
        mapped(format).map_err(|message| Problem { line, ..Problem::new(message) })
    };
    formats.iter().map(read).collect()
}

fn line_of(text: &str, start: usize) -> u64 {
    memchr::memchr_iter(b'\n', &text.as_bytes()[..start.min(text.len())]).count() as u64 + 1
}

fn mapped(format: &Value) -> Result<Mapped, String> {
    let table = format.as_table().ok_or("expected a table below `[[format]]`")?;
    if let Some(other) = table.keys().find(|key| !KEYS.contains(&key.as_str())) {
        return Err(format!("expected one of {}, found `{other}`", KEYS.join(", ")));
    }
    let string = |key: &str| match table.get(key) {
        None => Ok(None),
        Some(Value::String(value)) => Ok(Some(value.as_str())),
        Some(other) => Err(format!("expected a string as `{key}`, found `{other}`")),
    };
    let name = string("name")?.filter(|name| !name.trim().is_empty()).ok_or("expected a `name`")?;
    let files = globs(table.get("files").ok_or("expected `files`, such as [\"export/*.xml\"]")?)?;
    let fields = table.get("fields").and_then(Value::as_table).ok_or("expected `[format.fields]`")?;
    let record = string("record")?;
    let shape = match string("reads")? {
        Some("json") => {
            Shape::Json { record: record.map(JsonPlace::parse).transpose()?, fields: places(fields, JsonPlace::parse)? }
        }
        Some("xml") => Shape::Xml { record: element_names(record)?, fields: places(fields, XmlPlace::parse)? },
        Some("html") => Shape::Html {
            record: record.map(MarkupPlace::parse).transpose()?,
            fields: places(fields, MarkupPlace::parse)?,
        },
        Some(other) => return Err(format!("expected `json`, `xml` or `html` as `reads`, found `{other}`")),
        None => return Err("expected `reads`: `json`, `xml` or `html`".to_owned()),
    };
    let fingerprint = xxh3_64(format.to_string().as_bytes()).max(1);
    Ok(Mapped { name: name.trim().to_owned(), files, shape, fingerprint })
}

fn globs(value: &Value) -> Result<GlobSet, String> {
    let mut set = GlobSetBuilder::new();
    for pattern in strings("files", value)? {
        let glob = GlobBuilder::new(pattern).literal_separator(true).build();
        set.add(glob.map_err(|error| format!("`files`: {error}"))?);
    }
    set.build().map_err(|error| format!("`files`: {error}"))
}

/// The names on the way to a record in XML.
fn element_names(record: Option<&str>) -> Result<Vec<String>, String> {
    let Some(record) = record else {
        return Ok(Vec::new());
    };
    let names: Vec<String> = record.trim_start_matches('/').split('/').map(str::to_owned).collect();
    let is_name = |name: &String| !name.is_empty() && !name.contains(['@', '[']);
    if names.iter().all(is_name) {
        Ok(names)
    } else {
        Err(format!("expected names of elements such as `export/story` as `record`, found `{record}`"))
    }
}

/// The places of each field.
fn places<P>(fields: &Table, parse: impl Fn(&str) -> Result<P, String>) -> Result<FieldPlaces<P>, String> {
    let mut places = Vec::new();
    for (name, value) in fields {
        let Some((_, key)) = FIELDS.iter().find(|(known, _)| known == name) else {
            let known: Vec<&str> = FIELDS.iter().map(|(known, _)| *known).collect();
            return Err(format!("expected one of the fields {}, found `{name}`", known.join(", ")));
        };
        let paths = strings(name, value)?.into_iter().map(&parse).collect::<Result<Vec<P>, _>>();
        places.push((*key, paths.map_err(|message| format!("`{name}`: {message}"))?));
    }
    if places.is_empty() {
        return Err("expected a field at least, `title` or `body`".to_owned());
    }
    Ok(places)
}

/// One string or a list of them.
fn strings<'v>(name: &str, value: &'v Value) -> Result<Vec<&'v str>, String> {
    let wrong = || format!("expected a string or a list of strings as `{name}`, found `{value}`");
    match value {
        Value::String(one) => Ok(vec![one.as_str()]),
        Value::Array(many) => many.iter().map(|one| one.as_str().ok_or_else(wrong)).collect(),
        _ => Err(wrong()),
    }
}
