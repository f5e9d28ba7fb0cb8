//! Marks in a whole article what a query asks for.

use super::Hit;
use super::live::languages;
use super::matches::Matcher;
use super::resolve::{NameReading, Resolver};
use super::snippet::Snippet;
use crate::error::Result;
use crate::index::OpenIndex;
use crate::names::Corrections;
use crate::query::{Lowering, Node};

/// Title and text of an article, whole, with what a query asks for in them. Whether the article is found by it is another question.
///
/// # Errors
///
/// When the index cannot be read.
pub fn marked(
    index: &OpenIndex,
    query: &Node,
    names: NameReading,
    corrections: &Corrections,
    hit: &Hit,
) -> Result<[Snippet; 2]> {
    index.guarded(|| {
        let searcher = index.searcher();
        let wanted = Resolver::new(index, &searcher, corrections, names).resolve(query)?.wide;
        let clause = Lowering::new(&languages(&searcher, index.fields().lang)?).lower(&wanted);
        Ok(Matcher::new(&clause).whole(&hit.record.article))
    })
}
