//! Record: data with a name for each value, where an article is an object or a row.
//!
//! The names are those of the table in `fields`, whatever the values stood in.

mod json;
mod sqlite;
pub(super) mod table;

use super::Format;

/// The formats of this family, in the order in which they are asked.
///
/// Told by the magic number of a database, by the brackets of JSON, and by a header line with names of columns.
pub(super) static FORMATS: &[&dyn Format] = &[&sqlite::Sqlite, &json::Json, &json::JsonLines, &table::Csv, &table::Tsv];
