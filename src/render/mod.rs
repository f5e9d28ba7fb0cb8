//! From hits to bytes, one file per kind of output. It knows no search engine.
//!
//! In: hits and counts as `search` gives them. Out: text for people ([`text`], and [`charts`] of what was counted), JSON ([`json`])
//! and tables ([`table`]) for programs, citations to take away ([`ris`], [`bibtex`], [`markdown`]). Counts have one form as JSON
//! ([`counts`]) and one as rows ([`rows`]).
//! Whatever the output, the control characters of a text never reach a terminal: JSON escapes them, the others leave
//! them out.
//!
#![doc = include_str!("OUTPUT.md")]

pub mod bibtex;
pub mod charts;
pub mod citation;
pub mod concordance;
pub mod copies;
pub mod counts;
pub mod diagnosis;
pub mod fields;
pub mod json;
pub mod manual;
pub mod markdown;
pub mod matrix;
pub mod plain;
pub mod ris;
pub mod rows;
pub mod table;
pub mod text;
pub mod wrap;
