//! From hits to bytes, one file per kind of output. It knows no search engine.
//!
//! In: hits as `search` gives them. Out: text for people ([`text`]), JSON ([`json`]) and tables ([`table`]) for programs.
//! Whatever the output, the control characters of a text never reach a terminal: JSON escapes them, the others leave
//! them out.

pub mod fields;
pub mod json;
pub mod plain;
pub mod table;
pub mod text;
