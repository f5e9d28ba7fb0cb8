//! Formats that a user describes: a field map in `morgue.toml` says where each field of an article stands.
//!
//! In: the text of a `morgue.toml` ([`FieldMaps::parse`]), then files whose paths fit a map's patterns. Out: articles, as
//! from any other format: the values that the paths point at go through the same table of fields as JSON does, so that
//! dates, bylines, names and markup are read alike.
//!
//! ```toml
//! [[format]]
//! name = "vendor"                 # hits show it as their format
//! files = ["vendor/*.xml"]        # globs on the path below the folder: * and ? within a name, ** across folders
//! reads = "xml"                   # json, xml or html
//! record = "export/story"         # where each article is; left out: the file is the article
//!
//! [format.fields]
//! id = "@number"                  # a path, or a list of paths: the first that gives anything
//! title = "head/line"
//! body = ["text/p", "abstract"]
//! date = "meta[@name='date']/@content"
//! ```
//!
//! Paths begin at the record. In JSON they are pointers (RFC 6901), in which `*` stands for each element of an array or
//! object. In XML they are names of elements with `/` between, as in `XPath` 1.0's abbreviated form: `*` is any element,
//! `//name` one at any depth, `[@a='b']` chooses by an attribute, `@a` at the end takes one. In HTML they are CSS selectors
//! (Selectors Level 4), with ` @a` behind one to take an attribute.

mod config;
mod map;
mod places;

use std::ops::ControlFlow;

use serde_json::Value;

use crate::article::Problem;
use crate::format::fields::{self, Record};
use crate::format::web::html::{self, PAGE_BYTES_MAX, declared_encoding};
use crate::format::{ARTICLE_BYTES_MAX, Format, Item, ItemSink, Place};
use crate::source::{Input, Sample, decode};
use map::{FieldPlaces, Shape};
use places::{JsonPlace, MarkupPlace, XmlPlace};

pub use map::Mapped;

/// The name of the file with field maps, at the top of an indexed folder.
pub const FIELD_MAPS_FILE: &str = "morgue.toml";

/// The field maps of one folder, in the order of the file.
#[derive(Clone, Debug, Default)]
pub struct FieldMaps {
    maps: Vec<Mapped>,
}

impl FieldMaps {
    /// Reads the text of a `morgue.toml`.
    ///
    /// # Errors
    ///
    /// What is wrong with it, with its line, on one line.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        config::parse(text).map(|maps| Self { maps })
    }

    /// The first map that is meant for a file with this path below its folder.
    pub fn of_path(&self, path: &str) -> Option<&Mapped> {
        self.maps.iter().find(|map| map.files.is_match(path))
    }
}

impl Format for Mapped {
    fn name(&self) -> &str {
        &self.name
    }

    fn signs(&self) -> &'static str {
        "described in morgue.toml: the path of the file fits"
    }

    fn ids(&self) -> &'static str {
        "the value of the field `id`, else its place in the file"
    }

    fn recognises(&self, sample: &Sample<'_>) -> bool {
        self.files.is_match(sample.name)
    }

    fn read(&self, input: &mut Input<'_>, take: &mut ItemSink<'_>) -> Result<(), Problem> {
        let mut reading = RecordReader { take, records: 0, articles: 0 };
        match &self.shape {
            Shape::Json { record, fields } => reading.read_json(input, record.as_ref(), fields)?,
            Shape::Xml { record, fields } => reading.read_xml(input, record, fields)?,
            Shape::Html { record, fields } => reading.read_html(input, record.as_ref(), fields)?,
        }
        if reading.articles > 0 {
            return Ok(());
        }
        let name = &self.name;
        Err(Problem::new(match reading.records {
            0 => format!("no record where the field map `{name}` says one is"),
            records => format!("no title or body where the field map `{name}` says they are, in {records} records"),
        }))
    }
}

/// Makes articles of records.
struct RecordReader<'t, 'c> {
    take: &'t mut ItemSink<'c>,
    records: u64,
    articles: u64,
}

impl RecordReader<'_, '_> {
    fn read_json(
        &mut self,
        input: &mut Input<'_>,
        record: Option<&JsonPlace>,
        fields: &FieldPlaces<JsonPlace>,
    ) -> Result<(), Problem> {
        let bytes = input.read_all(ARTICLE_BYTES_MAX)?;
        let values = serde_json::Deserializer::from_slice(&bytes).into_iter::<Value>();
        for value in values {
            let value = value.map_err(|error| Problem::new(format!("not JSON: {error}")))?;
            let records = record.map_or_else(|| vec![&value], |place| place.find(&value));
            let is_alone = record.is_none();
            for record in records {
                let values = |place: &JsonPlace| place.find(record).into_iter().cloned().collect();
                if self.take_record(fields, is_alone && value.is_object(), 0, values).is_break() {
                    return Ok(());
                }
            }
        }
        Ok(())
    }

    fn read_xml(
        &mut self,
        input: &mut Input<'_>,
        record: &[String],
        fields: &FieldPlaces<XmlPlace>,
    ) -> Result<(), Problem> {
        let (name, enter) = record.split_last().map_or((None, &[][..]), |(name, enter)| (Some(name), enter));
        let enter: Vec<&str> = enter.iter().map(String::as_str).collect();
        let mut children = crate::format::xml::Children::new(input, &enter);
        while let Some(child) = children.next()? {
            if name.is_some_and(|name| name != "*" && name != child.element.name()) {
                continue;
            }
            let values = |place: &XmlPlace| place.find(&child.element).into_iter().map(Value::String).collect();
            if self.take_record(fields, name.is_none(), child.line, values).is_break() {
                break;
            }
        }
        Ok(())
    }

    fn read_html(
        &mut self,
        input: &mut Input<'_>,
        record: Option<&MarkupPlace>,
        fields: &FieldPlaces<MarkupPlace>,
    ) -> Result<(), Problem> {
        let bytes = input.read_all(PAGE_BYTES_MAX)?;
        let decoded = decode(&bytes, declared_encoding(&bytes).as_deref());
        if let Some(problem) = decoded.problem()
            && (self.take)(Item::Warning(problem)).is_break()
        {
            return Ok(());
        }
        let page = html::parse(&decoded.text).map_err(Problem::new)?;
        let records = record.map_or_else(|| vec![page.root_element()], |place| place.elements(page.root_element()));
        for element in records {
            let values = |place: &MarkupPlace| place.find(element).into_iter().map(Value::String).collect();
            if self.take_record(fields, record.is_none(), 0, values).is_break() {
                break;
            }
        }
        Ok(())
    }

    /// Makes an article of a record, if it has a title or a body. `line` is 0 where it is not known.
    fn take_record<P>(
        &mut self,
        fields: &FieldPlaces<P>,
        is_whole_file: bool,
        line: u64,
        values: impl Fn(&P) -> Vec<Value>,
    ) -> ControlFlow<()> {
        self.records += 1;
        let mut record = Record::new();
        for (key, places) in fields {
            let found = places.iter().map(&values).find(|found| !found.is_empty());
            if let Some(value) = found.map(one_or_many) {
                record.insert((*key).to_owned(), value);
            }
        }
        let stated = fields::read(&record);
        let line = if line == 0 { self.records } else { line };
        for message in stated.problems {
            let problem = Problem { member: stated.id.clone(), ..Problem::new(message).at_line(line) };
            (self.take)(Item::Warning(problem))?;
        }
        if stated.article.title.is_empty() && stated.article.body.is_empty() {
            return ControlFlow::Continue(());
        }
        self.articles += 1;
        let place = if is_whole_file { Place::WholeFile } else { Place::Record { id: stated.id, line } };
        (self.take)(Item::Article(place, Box::new(stated.article)))
    }
}

fn one_or_many(mut values: Vec<Value>) -> Value {
    if values.len() == 1 { values.remove(0) } else { Value::Array(values) }
}

#[cfg(test)]
mod tests;
