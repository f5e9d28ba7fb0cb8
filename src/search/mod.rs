//! Runs a compiled query: which articles, in which order, with which places to show.
//!
//! In: a [`Request`] and an [`Archive`]. Out: [`Results`], with the exact total and the hits one by one, each with its
//! snippets; and lists of names ([`names`]) and counts ([`stats`]). The order is the same in every run on one index: score,
//! day and time, id, never the place in a file of the index.

mod matches;
mod names;
mod ranking;
mod snippet;
mod stats;

use tantivy::{DocAddress, Searcher};

use crate::article::TextPart;
use crate::error::{Error, Result};
use crate::index::{Archive, Record};
use crate::query::{Compiler, Node, conjunction};

pub use names::{NameCount, Names, names};
pub use snippet::Snippet;
pub use stats::{Count, Stats, stats};

use matches::Matcher;
use ranking::Ranking;

/// In which order hits come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    /// Best first; equal ones newest first.
    #[default]
    Relevance,
    /// Latest day first, undated last.
    Newest,
    /// Earliest day first, undated last.
    Oldest,
}

/// What is asked of an archive.
#[derive(Clone, Debug)]
pub struct Request {
    /// What to look for.
    pub query: Node,
    /// Conditions beside it, which do not rank.
    pub filters: Node,
    /// Only articles of the root with this number.
    pub root: Option<u64>,
    /// Order.
    pub sort: Sort,
    /// Hits to pass over.
    pub offset: usize,
    /// Most hits to give; `None` for all.
    pub limit: Option<usize>,
    /// Whether the hits have snippets; finding them takes longer than finding the hits.
    pub with_snippets: bool,
}

/// One hit.
#[derive(Clone, Debug)]
pub struct Hit {
    /// The article.
    pub record: Record,
    /// Path of its file, as users see it.
    pub path: String,
    /// How well it fits, where that was the order.
    pub score: Option<f32>,
    /// Places that show why it was found; the beginning where the query names no words.
    pub snippets: Vec<Snippet>,
}

/// The answer to a request.
pub struct Results<'a> {
    archive: &'a Archive,
    searcher: Searcher,
    matcher: Option<Matcher>,
    /// Number of articles that match, exactly.
    pub total: u64,
    hits: Vec<(Option<f32>, DocAddress)>,
}

impl std::fmt::Debug for Results<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Results")
            .field("total", &self.total)
            .field("hits", &self.hits.len())
            .finish_non_exhaustive()
    }
}

/// Answers a request.
///
/// # Errors
///
/// When the query asks for something that is not built yet, or the index cannot be read.
pub fn search<'a>(archive: &'a Archive, request: &Request) -> Result<Results<'a>> {
    let searcher = archive.searcher()?;
    let mut compiler = Compiler::new(archive.fields(), &archive.state().languages);
    let query = compiler.compile(&request.query)?;
    let mut conditions = vec![query];
    if request.filters != Node::Everything {
        conditions.push(compiler.condition(&request.filters)?);
    }
    conditions.extend(request.root.map(|root| compiler.of_root(root)));
    let query = crate::query::all_of(conditions);
    let ranks_words = request.query.ranks();
    let ranking = Ranking::new(request.sort, request.offset.saturating_add(request.limit.unwrap_or(usize::MAX)));
    let ranked = searcher.search(&query, &ranking)?;
    let has_score = request.sort == Sort::Relevance && ranks_words;
    let hits = ranked.hits.into_iter().skip(request.offset);
    let hits = hits.map(|(score, address)| (has_score.then_some(score), address)).collect();
    let looked_for = || conjunction(vec![request.query.clone(), request.filters.clone()]);
    let matcher = request.with_snippets.then(|| Matcher::new(&looked_for(), &archive.state().languages));
    Ok(Results { archive, searcher, matcher, total: ranked.total, hits })
}

impl Results<'_> {
    /// How many articles the whole index has.
    pub fn articles(&self) -> u64 {
        self.searcher.num_docs()
    }

    /// How many hits are given.
    pub fn len(&self) -> usize {
        self.hits.len()
    }

    /// Whether none is.
    pub fn is_empty(&self) -> bool {
        self.hits.is_empty()
    }

    /// The hits, in order, each read from the index when it is asked for.
    ///
    /// # Errors
    ///
    /// Each item may be an error: when the index is damaged at that article.
    pub fn hits(&mut self) -> impl Iterator<Item = Result<Hit>> + '_ {
        let Self { archive, searcher, matcher, hits, .. } = self;
        hits.iter().map(move |(score, address)| {
            let record = archive.record(searcher, *address)?;
            let snippets = matcher.as_mut().map(|matcher| matcher.snippets(&record.article)).unwrap_or_default();
            Ok(Hit { path: shown_path(archive, &record), score: *score, snippets, record })
        })
    }
}

/// The article with this id, if the archive has it.
///
/// # Errors
///
/// When the index cannot be read.
pub fn article(archive: &Archive, id: &str) -> Result<Option<Hit>> {
    let searcher = archive.searcher()?;
    let query = Compiler::new(archive.fields(), &[]).of_id(id);
    let ranked = searcher.search(&query, &Ranking::new(Sort::Newest, 1))?;
    let Some((_, address)) = ranked.hits.first() else {
        return Ok(None);
    };
    let record = archive.record(&searcher, *address)?;
    Ok(Some(Hit { path: shown_path(archive, &record), score: None, snippets: Vec::new(), record }))
}

/// The number of the root that was given as this path.
///
/// # Errors
///
/// When there is none.
pub fn root_of(archive: &Archive, path: &std::path::Path) -> Result<u64> {
    let absolute = crate::source::absolute(path).map_err(Error::io(path))?;
    let roots = archive.state().roots.iter();
    let root = roots.filter(|root| absolute.starts_with(&root.path)).max_by_key(|root| root.path.len());
    root.map(|root| root.number).ok_or_else(|| Error::Usage(format!("`{}` is not in the index", path.display())))
}

fn shown_path(archive: &Archive, record: &Record) -> String {
    archive.state().root(record.root).map_or_else(|| record.relative.clone(), |root| root.shown_path(&record.relative))
}

impl Hit {
    /// The snippet to show where there is room for one.
    pub fn first_snippet(&self) -> Option<&Snippet> {
        self.snippets.iter().find(|snippet| snippet.field == TextPart::Body).or_else(|| self.snippets.first())
    }
}
