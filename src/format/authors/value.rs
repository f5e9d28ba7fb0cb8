//! Reads the authors that a record of JSON states, in the forms of schema.org, JSON Feed and exports.

use serde_json::{Map, Value};

use super::author::{Author, Kind, NAMES_MAX};
use super::line::of_line;
use super::person::of_person;
use super::plain::plain;
use super::words::is_body;

/// Keys of an object that hold a whole name.
const WHOLE_NAMES: &[&str] = &["name", "byline", "display_name", "full_name"];

/// The authors that a value names: a string is a line, an item of a list and the name of an object are those of a
/// person, unless the object says that it is an organisation.
pub(in crate::format) fn of_value(value: &Value) -> Vec<Author> {
    let mut authors = Vec::new();
    match value {
        Value::String(line) => authors = of_line(line),
        _ => collect(value, &mut authors),
    }
    authors
}

fn collect(value: &Value, authors: &mut Vec<Author>) {
    if authors.len() >= NAMES_MAX {
        return;
    }
    match value {
        Value::Array(values) => values.iter().for_each(|value| collect(value, authors)),
        Value::String(name) => authors.extend(of_person(name)),
        Value::Object(record) => collect_object(record, authors),
        _ => {}
    }
}

fn collect_object(record: &Map<String, Value>, authors: &mut Vec<Author>) {
    let text = |key: &str| record.get(key).and_then(Value::as_str).filter(|text| !text.trim().is_empty());
    match WHOLE_NAMES.iter().find_map(|key| text(key)) {
        Some(name) if is_organization(record) => authors.extend(organization(name)),
        Some(name) => authors.extend(of_person(name)),
        None => {
            let names = record.get("@list").or_else(|| record.get("name").filter(|name| !name.is_string()));
            if let Some(names) = names {
                collect(names, authors);
            } else if let (Some(given), Some(family)) = (text("givenName"), text("familyName")) {
                authors.extend(of_person(&format!("{} {}", given.trim(), family.trim())));
            }
        }
    }
}

fn organization(name: &str) -> Option<Author> {
    let name = plain(name).split_whitespace().collect::<Vec<_>>().join(" ");
    let kind = if is_body(&name) { Kind::Agency } else { Kind::Organization };
    name.contains(char::is_alphanumeric).then_some(Author { name, kind })
}

/// Whether an object says that it is no person: <https://schema.org/Organization> and its kinds.
fn is_organization(record: &Map<String, Value>) -> bool {
    let is_type =
        |name: &str| name.ends_with("Organization") || matches!(name, "Corporation" | "Newspaper" | "WebSite");
    match record.get("@type") {
        Some(Value::String(name)) => is_type(name),
        Some(Value::Array(names)) => {
            let mut names = names.iter().filter_map(Value::as_str);
            names.clone().all(|name| name != "Person") && names.any(is_type)
        }
        _ => false,
    }
}
