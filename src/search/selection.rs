//! Which articles a query and filters let through, where their order does not matter.

use tantivy::Searcher;
use tantivy::collector::{Collector, Count};
use tantivy::query::Query;

use super::compile::{Compiler, all_of};
use super::expansion::words_taken;
use super::live::languages;
use super::resolve::{NameReading, Resolver};
use crate::error::Result;
use crate::index::OpenIndex;
use crate::names::Corrections;
use crate::query::{Clause, Lowering, Node};

/// Selects articles of one index, as often as it is asked.
pub(super) struct Selector<'a> {
    index: &'a OpenIndex,
    searcher: &'a Searcher,
    corrections: &'a Corrections,
    names: NameReading,
    root: Option<u64>,
    lowering: Lowering,
}

/// Articles, those among them that have only the surname of whom the query names.
pub(super) struct Selection {
    query: Box<dyn Query>,
    /// How names were taken, for the reader to know.
    pub(super) notes: Vec<String>,
}

impl<'a> Selector<'a> {
    /// Selects articles of one root, or of all.
    pub(super) fn new(
        index: &'a OpenIndex,
        searcher: &'a Searcher,
        corrections: &'a Corrections,
        names: NameReading,
        root: Option<u64>,
    ) -> Result<Self> {
        let lowering = Lowering::new(&languages(searcher, index.fields().lang)?);
        Ok(Self { index, searcher, corrections, names, root, lowering })
    }

    /// The articles that a query and filters let through.
    pub(super) fn select(&mut self, query: &Node, filters: &Node) -> Result<Selection> {
        let mut resolver = Resolver::new(self.index, self.searcher, self.corrections, self.names);
        let query = self.lowering.lower(&resolver.resolve(query)?.wide);
        let filters = self.lowering.lower(&resolver.resolve(filters)?.wide);
        let compiler = Compiler::new(self.index.fields());
        let query = compile(compiler, &query, &[&filters], self.root)?;
        Ok(Selection { query, notes: resolver.notes })
    }

    /// What a collector makes of selected articles.
    pub(super) fn collect<C: Collector>(&self, selection: &Selection, collector: &C) -> Result<C::Fruit> {
        Ok(self.searcher.search(&selection.query, collector)?)
    }

    /// The words of texts that are taken for a clause.
    pub(super) fn words(&mut self, clause: &Node) -> Result<Vec<String>> {
        let mut resolver = Resolver::new(self.index, self.searcher, self.corrections, self.names);
        let lowered = self.lowering.lower(&resolver.resolve(clause)?.wide);
        words_taken(&lowered, self.index, self.searcher)
    }

    /// How many articles a query and filters let through.
    pub(super) fn count(&mut self, query: &Node, filters: &Node) -> Result<u64> {
        let selection = self.select(query, filters)?;
        Ok(self.collect(&selection, &Count)? as u64)
    }
}

/// What a clause and conditions beside it come to.
pub(super) fn compile(
    compiler: Compiler<'_>,
    clause: &Clause,
    conditions: &[&Clause],
    root: Option<u64>,
) -> Result<Box<dyn Query>> {
    let mut queries = vec![compiler.compile(clause)?];
    for condition in conditions.iter().filter(|condition| ***condition != Clause::Everything) {
        queries.push(compiler.condition(condition)?);
    }
    queries.extend(root.map(|root| compiler.of_root(root)));
    Ok(all_of(queries))
}
