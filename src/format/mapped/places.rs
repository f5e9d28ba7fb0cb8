//! Paths of field maps: where in a record a value stands, in JSON, XML and HTML.

use std::collections::HashSet;

use scraper::{ElementRef, Selector};
use serde_json::Value;

use crate::format::xml::Element;

/// The most values of one path in one record.
const VALUES_MAX: usize = 10_000;

/// A JSON pointer (RFC 6901) in which `*` stands for each element.
#[derive(Clone, Debug)]
pub(super) struct JsonPlace {
    steps: Vec<String>,
}

impl JsonPlace {
    /// Reads a pointer: empty, or a `/` before each step.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        if text.is_empty() {
            return Ok(Self { steps: Vec::new() });
        }
        let steps = text
            .strip_prefix('/')
            .ok_or_else(|| format!("expected a JSON pointer such as `/meta/title`, found `{text}`"))?;
        let unescaped = |step: &str| step.replace("~1", "/").replace("~0", "~");
        Ok(Self { steps: steps.split('/').map(unescaped).collect() })
    }

    /// What stands there, in order.
    pub(super) fn find<'v>(&self, value: &'v Value) -> Vec<&'v Value> {
        let mut found = vec![value];
        for step in &self.steps {
            let mut next = Vec::new();
            for value in found {
                match value {
                    Value::Array(values) if step == "*" => next.extend(values),
                    Value::Object(record) if step == "*" => next.extend(record.values()),
                    Value::Array(values) => next.extend(step.parse().ok().and_then(|place: usize| values.get(place))),
                    Value::Object(record) => next.extend(record.get(step)),
                    _ => {}
                }
            }
            next.truncate(VALUES_MAX);
            found = next;
        }
        found
    }
}

/// Names of elements, and an attribute perhaps.
#[derive(Clone, Debug)]
pub(super) struct XmlPlace {
    steps: Vec<XmlStep>,
    attribute: Option<String>,
}

#[derive(Clone, Debug)]
struct XmlStep {
    /// Its local name; `*` for any.
    name: String,
    at_any_depth: bool,
    /// An attribute and the value that it must have.
    condition: Option<(String, String)>,
}

impl XmlPlace {
    /// Reads a path such as `head/line`, `//p`, `meta[@name='date']/@content`, or `.` for the record itself.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let mut place = Self { steps: Vec::new(), attribute: None };
        if text == "." {
            return Ok(place);
        }
        let mut at_any_depth = text.starts_with("//");
        for step in split_steps(text.trim_start_matches('/')) {
            if place.attribute.is_some() {
                return Err(format!("expected nothing behind the attribute in `{text}`"));
            }
            if step.is_empty() {
                at_any_depth = true;
            } else if let Some(attribute) = step.strip_prefix('@') {
                place.attribute = Some(attribute.to_owned());
            } else {
                place.steps.push(XmlStep::parse(step, at_any_depth).ok_or_else(|| {
                    format!("expected a name, `*` or `name[@a='b']` between the slashes of `{text}`, found `{step}`")
                })?);
                at_any_depth = false;
            }
        }
        Ok(place)
    }

    /// The texts that stand there, in order: markup within is kept, as the table of fields reads it.
    pub(super) fn find(&self, record: &Element) -> Vec<String> {
        let mut found = vec![record];
        for step in &self.steps {
            let mut next: Vec<&Element> = Vec::new();
            // Elements within one another lead to the same ones at any depth: `//section//p`.
            let mut known = HashSet::new();
            for element in found {
                next.extend(step.below(element).into_iter().filter(|inner| known.insert(std::ptr::from_ref(*inner))));
                if next.len() >= VALUES_MAX {
                    break;
                }
            }
            next.truncate(VALUES_MAX);
            found = next;
        }
        match &self.attribute {
            Some(name) => found.iter().filter_map(|element| element.attribute(name)).map(str::to_owned).collect(),
            None => found.iter().map(|element| element.markup()).collect(),
        }
    }
}

impl XmlStep {
    fn parse(text: &str, at_any_depth: bool) -> Option<Self> {
        let (name, condition) = match text.split_once('[') {
            None => (text, None),
            Some((name, condition)) => {
                let (attribute, value) = condition.strip_suffix(']')?.strip_prefix('@')?.split_once('=')?;
                let quote = value.chars().next().filter(|quote| matches!(quote, '\'' | '"'))?;
                let value = value.strip_prefix(quote)?.strip_suffix(quote)?;
                (name, Some((attribute.to_owned(), value.to_owned())))
            }
        };
        let is_name = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '-' | '.' | ':');
        let is_well_formed = name == "*" || (!name.is_empty() && name.chars().all(is_name));
        // Elements are known by their names without prefix.
        let name = name.rsplit(':').next().unwrap_or(name).to_owned();
        is_well_formed.then_some(Self { name, at_any_depth, condition })
    }

    fn below<'e>(&'e self, element: &'e Element) -> Vec<&'e Element> {
        let fits = |element: &&Element| {
            let has_value = |(key, value): &(String, String)| element.attribute(key) == Some(value);
            (self.name == "*" || element.name() == self.name) && self.condition.as_ref().is_none_or(has_value)
        };
        if self.at_any_depth {
            element.all_elements().filter(fits).take(VALUES_MAX).collect()
        } else {
            element.elements().filter(fits).take(VALUES_MAX).collect()
        }
    }
}

/// The steps between slashes, those within brackets kept together.
fn split_steps(text: &str) -> Vec<&str> {
    let (mut steps, mut start, mut depth) = (Vec::new(), 0, 0_u32);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'[' => depth += 1,
            b']' => depth = depth.saturating_sub(1),
            b'/' if depth == 0 => {
                steps.push(&text[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    steps.push(&text[start..]);
    steps
}

/// A CSS selector, and an attribute perhaps.
#[derive(Clone, Debug)]
pub(super) struct MarkupPlace {
    selector: Selector,
    attribute: Option<String>,
}

impl MarkupPlace {
    /// Reads a selector such as `article h1` or `meta[name=author] @content`.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let (selector, attribute) = match text.rsplit_once(" @") {
            Some((selector, attribute)) => (selector, Some(attribute.trim().to_owned())),
            None => (text, None),
        };
        let selector = Selector::parse(selector).map_err(|_| format!("expected a CSS selector, found `{selector}`"))?;
        Ok(Self { selector, attribute })
    }

    /// The elements that it selects.
    pub(super) fn elements<'p>(&self, record: ElementRef<'p>) -> Vec<ElementRef<'p>> {
        record.select(&self.selector).take(VALUES_MAX).collect()
    }

    /// The attribute, or what stands in the elements as HTML.
    pub(super) fn find(&self, record: ElementRef<'_>) -> Vec<String> {
        let elements = self.elements(record).into_iter();
        match &self.attribute {
            Some(name) => elements.filter_map(|element| element.value().attr(name)).map(str::to_owned).collect(),
            None => elements.map(|element| element.inner_html()).collect(),
        }
    }
}
