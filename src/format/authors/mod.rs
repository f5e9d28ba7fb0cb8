//! Who wrote an article, out of what a file says of it: the one place where authors and bylines are read.
//!
//! In: a text. Out: [`Author`]s, each a name and what bears it. There are two doors, and a format knows which of them
//! it stands before:
//!
//! | door | for | what it does |
//! | --- | --- | --- |
//! | [`of_person`] | a name that the file states as one: a person of schema.org, NITF or NewsML, an item of a list, Atom's `name` | takes it whatever its words |
//! | [`of_line`] | a line as people write them: `By Anna Weber and Yusuf Demir, Reuters` | cuts labels, parts names, tells agencies, roles and places from them |
//!
//! [`of_value`] chooses for the values of JSON. [`words`] has one table for each thing that lines are read by; to add a
//! language is to add its words there.

mod author;
mod label;
mod line;
mod person;
mod plain;
mod shape;
#[cfg(test)]
mod tests;
mod value;
mod words;

pub(super) use author::{Author, Kind, NAMES_MAX, names, names_of_all, names_or_others, without_source};
pub(super) use label::{begins_as_byline, is_label, without_label};
pub(super) use line::of_line;
pub(super) use person::of_person;
pub(super) use plain::{is_mail_address, name_beside_address};
pub(super) use shape::is_full_name;
pub(super) use value::of_value;
pub(super) use words::is_particle;
