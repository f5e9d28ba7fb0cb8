//! Record: data with a name for each value, where an article is an object or a row.
//!
//! The names are those of the table in `fields`, whatever the values stood in.

pub(super) mod json;
pub(super) mod sqlite;
pub(super) mod table;
