//! From what a reader types to a tree, and from the tree to clauses that a search engine can compile.
//!
//! In: the text of a query and the day it is. Out: an [`Ast`], what was asked for; and of it, by [`Lowering`], a [`Clause`]: what
//! that means to the words of the articles. No search engine is known here. A query that cannot be read is a [`QueryError`] with
//! the place marked, never a guess.
//!
//! # The language
//!
//! | written | means |
//! | --- | --- |
//! | `sanctions iran` | both words, in any form, in title or body |
//! | `"axis of resistance"` | these very words side by side; `“…”`, `„…“` and `«…»` quote too, single quotes are apostrophes |
//! | `=sanction` | this very form |
//! | `a OR b`, `a AND b`, `NOT a`, `-a`, `( )` | AND binds tighter than OR; `and` and `or` between two terms work in lower case |
//! | `sanction*`, `wom?n`, `recycl!` | any ending; one letter; as `*` |
//! | `assad~`, `assad~2` | one letter off, or two |
//! | `a w/5 b`, `near/5`, `pre/5` | places differ by 5 at most, in either order; in this order |
//! | `a w/s b`, `a w/p b` | in one sentence; in one paragraph |
//! | `a not w/5 b` | an `a` that has no `b` so near |
//! | `"a b c"~5` | these forms in any order, in a stretch with at most 5 other words |
//! | `bribe* w/10 PERSON`, `ORG`, `PLACE` | any name of that kind near |
//! | `atleast:3(x)`, `first/50(x)`, `caps:US` | three times or more in headline and text; within the first 50 words of the text; written in capitals |
//! | `title:x`, `body:x`, `lead:x` | in the headline, the text, its first 50 words |
//! | `by:x`, `source:x`, `section:x`, `lang:x`, `url:x`, `id:x` | in that field; takes a word, a phrase or a group |
//! | `person:raisi`, `org:`, `place:`, `entity:` | one name that has all of these words, in any order, in any known spelling; `person:rais*` |
//! | `date:2022-07`, `date:2021..2022-03` | published then; an imprecise date covers its whole span |
//! | `after:2022`, `before:2022`, `last:7d`, `on:04-13` | after its last day, before its first; up to today; in any year |
//! | `has:date`, `-has:people`, `words>800` | what an article has |
//!
//! Rules that the table has no room for:
//!
//! - **Operators.** `NOT` and `-` bind tightest, then AND (written or not), then OR. `and` and `or` between two terms are read
//!   as operators with a note; `not` only behind `and`. `AND` in capitals without a term on both sides is an error.
//! - **`-`** negates at the start, behind a blank or an opening bracket, with something to search for directly behind it:
//!   `-.NET` does, `a - b`, `a -- b`, `a -? b` and `al-Assad` do not.
//! - **Quotation marks** are closed by their own kind, so that `"Trump says “no deal” to Iran"` is one phrase; where a query
//!   has no mark of that kind left, by the next of any kind.
//! - **Punctuation** around a word is passed over in silence; symbols are named in [`Ast::notes`]: `C++`, `#MeToo`, `a & b`.
//! - **Words of several parts** (`10:30`, `AT&T`, `al-Assad`) and addresses are words whose parts must stand side by side. In an
//!   address `?` and `*` are no signs, and its brackets are its own: `https://en.wikipedia.org/wiki/Iran_(film)`.
//! - **Fields** take what stands directly behind the colon, and a group inherits the field: `title:(a OR "b c" -d)`. A word
//!   with a colon that is one letter away from a field is an error (`tilte:iran`); any other is a word (`Raisi:`, `foo:bar`).
//! - **Dates.** `2022`, `2022-07`, `2022-07-11`, `today`, `yesterday`, seconds since 1970 (nine digits or more). `last:1d` is
//!   today alone, `last:1m` begins the day after the same day a month ago.
//! - **Languages** are codes of ISO 639-1 or 639-3 (`en`, `deu`) or names, in English or their own (`German`, `Deutsch`); what is
//!   none is an error.
//! - **Limits.** 64 KiB, 4,096 terms, 64 levels of brackets and negations, 256 patterns and words with `~`, of them 32 patterns that
//!   begin with `*` or `?`.
//!
//! - **Nearness** binds tighter than NOT and AND and groups from the left: `oil price w/5 opec` is `oil AND (price w/5 opec)`. Both
//!   sides lie in one field, one ends before the other begins, and distance runs from end to beginning. On either side stand words,
//!   phrases, patterns, names, groups of these with OR, or nearness again, which stands for its smallest stretches: what lies inside
//!   such a stretch or touches it is near. In `not w/`, `first/` and `atleast:` no nearness stands. A name has a place where
//!   the text names it, by whatever spelling.
//! - **`lead:`** is a text of its own, of 50 words: all that is asked for must lie in it.
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

mod ast;
mod clause;
mod dates;
mod display;
mod filters;
mod lexer;
mod lower;
mod nearness;
mod parser;
mod pattern;
mod signs;
#[cfg(test)]
mod tests;

pub use crate::error::QueryError;
pub use ast::{Ast, Comparison, DateRange, Feature, Nearness, Node, Reach, TextField, TextMatch};
pub use clause::{Clause, NameClause, NearPlaces, Occurrence, Places, PlacesClause, Slot, WordField, WordsClause};
pub use dates::{parse_date_range, parse_last};
pub use filters::{Filters, conjunction, disjunction};
pub use lower::Lowering;
pub use parser::parse;
pub use pattern::{NearWord, Pattern};
