//! Runs a compiled query: which articles, in which order, with which places to show.
//!
//! In: a [`Request`] and an [`OpenIndex`]. Out: [`Results`], with the exact total and the hits one by one, each with its
//! snippets; and lists of names ([`names`]) and counts ([`stats`]). The order is the same in every run on one index: score,
//! day and time, id, never the place in a file of the index. Articles that have only the surname of whom the query names come
//! behind all others.

mod bm25f;
mod by_year;
mod compile;
mod concordance;
mod copies;
mod counts;
mod diagnosis;
mod dictionary;
mod differences;
mod expansion;
mod facet;
mod live;
mod lookup;
mod marked;
mod matches;
mod names;
mod near_spellings;
mod nearness;
mod places;
mod positional;
mod ranking;
mod related;
mod resolve;
mod selection;
mod shown;
mod snippet;
mod stats;
mod tally;
mod timeline;
mod together;

use std::collections::BTreeSet;

use tantivy::query::Query;
use tantivy::{DocAddress, Searcher};

use crate::article::{EntityKind, TextPart};
use crate::error::{Error, Result};
use crate::index::{OpenIndex, Record};
use crate::names::Corrections;
use crate::query::{Clause, Lowering, Node, conjunction};

pub use by_year::{ByYear, count_by_year};
pub use concordance::{Keyword, Side};
pub use copies::{Copies, Copy, copies};
pub use counts::{Counting, Counts};
pub use diagnosis::{ClauseCount, DatesOutside, Diagnosis, Suggestion, clause_counts, diagnose};
pub use differences::Difference;
pub use facet::{Facet, FacetField, FacetRequest, FacetValue};
pub use lookup::{Lookup, article, look_up};
pub use marked::marked;
pub use names::{NameCount, Names, NamesRequest, names};
pub use near_spellings::{NearSpelling, names_near};
pub use ranking::Sort;
pub use related::{Related, RelatedRequest, WeightyTerm, related};
pub use resolve::NameReading;
pub use snippet::Snippet;
pub use stats::{Count, Stats, stats};
pub use timeline::{BARS_MAX, Bar, Imprecise, Timeline, Unit, UnitChoice};
pub use together::{Together, TogetherName};

use compile::Compiler;
use copies::Clusters;
use counts::Found;
use live::LiveStatistics;
use matches::Matcher;
use ranking::{Decay, Ranking};
use resolve::Resolver;
use selection::{Selector, compile};
use shown::show_corrected;
use tally::Tally;

/// What is asked of an archive; by default, every article.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// What to look for.
    pub query: Node,
    /// Conditions beside it, which do not rank.
    pub filters: Node,
    /// Only articles of the root with this number.
    pub root: Option<u64>,
    /// Order.
    pub sort: Sort,
    /// Days after which a score is half of what it was, counted back from the newest article that matches; `None` where age does
    /// not count.
    pub half_life_days: Option<u32>,
    /// Hits to pass over.
    pub offset: usize,
    /// Most hits to give; `None` for all.
    pub limit: Option<usize>,
    /// Whether the hits have snippets; finding them takes longer than finding the hits.
    pub with_snippets: bool,
    /// Characters on either side of the keywords that the hits have; `None` for none.
    pub keyword_width: Option<usize>,
    /// How names are taken.
    pub names: NameReading,
    /// What the users of the archive have written down about names.
    pub corrections: Corrections,
    /// What to count beside the hits.
    pub counting: Option<Counting>,
    /// Whether copies of one text are one hit.
    pub collapse: bool,
    /// Whether the hits say how many copies they have.
    pub with_copies: bool,
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
    /// Each place that matches, in its context, where that was asked for.
    pub keywords: Vec<Keyword>,
    /// Surnames by which alone it was found: whether they are whom the query means is not known.
    pub surname_only: Vec<String>,
    /// How many copies of it the archive has, where that was asked for.
    pub copies: Option<u64>,
}

/// The answer to a request.
pub struct Results<'a> {
    index: &'a OpenIndex,
    searcher: Searcher,
    matcher: Option<Matcher>,
    shown: Shown,
    corrections: Corrections,
    lone_surnames: BTreeSet<String>,
    clusters: Option<Clusters<'a>>,
    /// Number of articles that match, exactly.
    pub total: u64,
    /// Number of texts that they are, copies counted once, where copies are one hit.
    pub texts: Option<u64>,
    /// What was counted beside the hits.
    pub counts: Counts,
    /// How names were taken, for the reader to know.
    pub notes: Vec<String>,
    hits: Vec<RankedHit>,
}

/// What is shown of the places that match.
#[derive(Clone, Copy, Default)]
struct Shown {
    snippets: bool,
    keyword_width: Option<usize>,
}

/// A hit before its article is read.
#[derive(Clone, Copy)]
struct RankedHit {
    score: Option<f32>,
    address: DocAddress,
    by_surname_only: bool,
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

/// The codes of the languages of the articles of an index, that of the most articles first.
///
/// # Errors
///
/// When the index cannot be read.
pub fn languages(index: &OpenIndex) -> Result<Vec<String>> {
    index.guarded(|| Ok(live::languages(&index.searcher(), index.fields().lang)?))
}

/// Answers a request.
///
/// # Errors
///
/// When a pattern of the query is too large or too wide, or the index cannot be read.
pub fn search<'a>(index: &'a OpenIndex, request: &Request) -> Result<Results<'a>> {
    index.guarded(|| answer(index, request))
}

fn answer<'a>(index: &'a OpenIndex, request: &Request) -> Result<Results<'a>> {
    let searcher = index.searcher();
    let mut resolver = Resolver::new(index, &searcher, &request.corrections, request.names);
    let query = resolver.resolve(&request.query)?;
    let filters = resolver.resolve(&request.filters)?;
    let (mut notes, lone_surnames, asked) = (resolver.notes, resolver.lone_surnames, resolver.asked);
    let tally = request.counting.as_ref().map(|counting| counting.tally(&request.corrections));
    let mut lowering = Lowering::new(&live::languages(&searcher, index.fields().lang)?);
    let statistics = LiveStatistics::new(&searcher, index);
    let compiler = Compiler::new(index.fields());
    let sure = lowering.lower(&query.sure);
    let conditions = lowering.lower(&filters.sure);
    let has_score = request.sort == Sort::Relevance && sure.ranks();
    let asked_for = request.offset.saturating_add(request.limit.unwrap_or(usize::MAX));
    let wanted = if request.collapse { usize::MAX } else { asked_for };
    let compiled = compile(compiler, &sure, &[&conditions], request.root)?;
    let decay = match request.half_life_days {
        Some(half_life_days) => decay(&searcher, &compiled, half_life_days)?,
        None => None,
    };
    let collectors = (Ranking::new(request.sort, wanted).decaying(decay), tally.clone());
    let (ranked, tallied) = searcher.search_with_statistics_provider(&compiled, &collectors, &statistics)?;
    let mut tallied = tallied.unwrap_or_default();
    let mut total = ranked.total;
    let found = |by_surname_only: bool| {
        move |(score, address): (f32, DocAddress)| RankedHit {
            score: has_score.then_some(score),
            address,
            by_surname_only,
        }
    };
    let mut hits: Vec<RankedHit> = ranked.hits.into_iter().map(found(false)).collect();
    if !lone_surnames.is_empty() {
        let (wide, conditions_wide) = (lowering.lower(&query.wide), lowering.lower(&filters.wide));
        let without = Clause::Not(Box::new(Clause::All(vec![sure, conditions])));
        let compiled = compile(compiler, &wide, &[&conditions_wide, &without], request.root)?;
        let ranking = Ranking::new(request.sort, wanted.saturating_sub(hits.len())).decaying(decay);
        let (ranked, more) = searcher.search_with_statistics_provider(&compiled, &(ranking, tally), &statistics)?;
        tallied.add(more.unwrap_or_default());
        if ranked.total > 0 {
            let surnames: Vec<&str> = lone_surnames.iter().map(String::as_str).collect();
            let (surnames, count) = (surnames.join(", "), ranked.total);
            notes.push(format!(
                "{}; --exact-name leaves them out",
                if count == 1 {
                    format!("one of the articles names only {surnames}: it comes last")
                } else {
                    format!("{count} of the articles name only {surnames}: they come last")
                }
            ));
        }
        total += ranked.total;
        hits.extend(ranked.hits.into_iter().map(found(true)));
    }
    let mut counts = Counts::default();
    if let Some(counting) = &request.counting {
        let Request { query, filters, corrections, names, root, .. } = request;
        let mut selector = Selector::new(index, &searcher, corrections, *names, *root)?;
        counts = counting.counts(&Found { query, filters, asked: &asked, corrections, tallied }, &mut selector)?;
    }
    let has_clusters = request.collapse || request.with_copies;
    let mut clusters = has_clusters.then(|| Clusters::new(index)).transpose()?;
    let mut texts = None;
    if let Some(clusters) = clusters.as_mut().filter(|_| request.collapse) {
        hits = collapsed(clusters, &hits)?;
        texts = Some(hits.len() as u64);
        hits.truncate(asked_for);
    }
    hits.drain(..request.offset.min(hits.len()));
    if let Some(clusters) = clusters.as_mut().filter(|_| request.with_copies) {
        clusters.settle(&hits.iter().map(|hit| hit.address).collect::<Vec<_>>())?;
    }
    let looked_for = conjunction(vec![query.wide, filters.wide]);
    let wants_places = request.with_snippets || request.keyword_width.is_some();
    let matcher = wants_places.then(|| Matcher::new(&lowering.lower(&looked_for)));
    let shown = Shown { snippets: request.with_snippets, keyword_width: request.keyword_width };
    let corrections = request.corrections.clone();
    Ok(Results {
        index,
        searcher,
        matcher,
        shown,
        corrections,
        lone_surnames,
        clusters,
        total,
        texts,
        counts,
        notes,
        hits,
    })
}

/// One hit for each cluster of copies: the earliest, at the place and with the score of the best.
fn collapsed(clusters: &mut Clusters<'_>, hits: &[RankedHit]) -> Result<Vec<RankedHit>> {
    let addresses: Vec<DocAddress> = hits.iter().map(|hit| hit.address).collect();
    let shown = clusters.collapse(&addresses)?;
    Ok(shown.into_iter().map(|(best, earliest)| RankedHit { score: hits[best].score, ..hits[earliest] }).collect())
}

/// The span of days in which the articles that match lie; `None` where none has a date.
fn decay(searcher: &Searcher, matching: &dyn Query, half_life_days: u32) -> Result<Option<Decay>> {
    let tallied = searcher.search(matching, &Tally::new(Vec::new(), true, &Corrections::default()))?;
    let mut days = tallied.dates.spans.keys().map(|(first, _)| *first);
    let Some(first) = days.next() else {
        return Ok(None);
    };
    let (oldest, newest) = days.fold((first, first), |(oldest, newest), day| (oldest.min(day), newest.max(day)));
    Ok(Some(Decay { newest, oldest, half_life_days }))
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
        let Self { index, searcher, matcher, shown, corrections, lone_surnames, clusters, hits, .. } = self;
        hits.iter().map(move |found| {
            let mut record = index.record(searcher, found.address)?;
            let (mut snippets, mut keywords) = (Vec::new(), Vec::new());
            if let Some(matcher) = matcher {
                if shown.snippets {
                    snippets = matcher.snippets(&record.article);
                }
                if let Some(width) = shown.keyword_width {
                    keywords = matcher.keywords(&record.article, width);
                }
            }
            let mut surname_only = Vec::new();
            if found.by_surname_only {
                let surnames = record.article.names(EntityKind::Person).filter(|name| lone_surnames.contains(*name));
                surname_only.extend(surnames.map(str::to_owned));
            }
            let copies = match clusters {
                Some(clusters) => Some(index.guarded(|| clusters.others(found.address))?),
                None => None,
            };
            show_corrected(&mut record.article, corrections);
            let (path, score) = (shown_path(index, &record), found.score);
            Ok(Hit { record, path, score, snippets, keywords, surname_only, copies })
        })
    }
}

/// The number of the root that was given as this path.
///
/// # Errors
///
/// When there is none.
pub fn root_of(index: &OpenIndex, path: &std::path::Path) -> Result<u64> {
    let absolute = crate::source::absolute(path).map_err(Error::io(path))?;
    let root = index.state().root_around(&absolute);
    root.map(|(root, _)| root.number).ok_or_else(|| Error::Usage(format!("`{}` is not in the index", path.display())))
}

fn shown_path(index: &OpenIndex, record: &Record) -> String {
    index.state().root(record.root).map_or_else(|| record.relative.clone(), |root| root.shown_path(&record.relative))
}

impl Hit {
    /// The snippet to show where there is room for one.
    pub fn first_snippet(&self) -> Option<&Snippet> {
        self.snippets.iter().find(|snippet| snippet.field == TextPart::Body).or_else(|| self.snippets.first())
    }
}
