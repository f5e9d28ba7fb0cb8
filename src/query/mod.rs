//! From what a reader types to a tree, and from the tree to clauses that a search engine can compile.
//!
//! In: the text of a query and the day it is. Out: an [`Ast`], what was asked for; and of it, by [`Lowering`], a [`Clause`]: what
//! that means to the words of the articles. No search engine is known here. A query that cannot be read is a [`QueryError`] with
//! the place marked, never a guess.
//!
#![doc = include_str!("LANGUAGE.md")]
//!
//! ```
//! use chrono::NaiveDate;
//! use morgue::query::parse;
//!
//! let today = NaiveDate::from_ymd_opt(2024, 5, 20).unwrap();
//! let ast = parse("person:raisi (visit or trip) after:2021", today)?;
//! assert_eq!(ast.to_string(), "person:\"raisi\" AND (visit OR trip) AND date:2022-01-01..");
//! # Ok::<(), morgue::query::QueryError>(())
//! ```

mod added;
mod ast;
mod clause;
mod dates;
mod display;
mod filters;
mod lexer;
mod list;
mod lower;
mod nearness;
mod parser;
mod pattern;
mod signs;
#[cfg(test)]
mod tests;

/// The language as its users read it, in Markdown: what [this page](self#the-language) has.
pub const LANGUAGE: &str = include_str!("LANGUAGE.md");

pub use crate::error::QueryError;
pub use ast::{Arrival, Ast, Comparison, DateRange, Feature, Nearness, Node, Reach, TextField, TextMatch};
pub use clause::{Clause, NameClause, NearPlaces, Occurrence, Places, PlacesClause, Slot, WordField, WordsClause};
pub use dates::{parse_date_range, parse_last};
pub use filters::{Filters, conjunction, disjunction};
pub use list::{ListedQuery, parse_list};
pub use lower::Lowering;
pub use parser::parse;
pub use pattern::{NearWord, Pattern};
