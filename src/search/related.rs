//! What an article is about, as a query: its weighty words and names.
//!
//! A word weighs by how often the article has it and how few others do (tf-idf, Spärck Jones 1972, Salton and Buckley 1988, with the
//! logarithm of the frequency), one of the headline as if it stood three times more. The weightiest are asked for with BM25, each
//! by its weight in the article, as in Lucene's `MoreLikeThis`. A name that the archive has in the same spelling counts on top.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use tantivy::Term;
use tantivy::query::{Bm25StatisticsProvider, BooleanQuery, BoostQuery, ConstScoreQuery, EmptyQuery, Query, TermQuery};
use tantivy::schema::IndexRecordOption;

use super::compile::{Compiler, all_of};
use super::copies::Clusters;
use super::counts::Counts;
use super::live::{LiveStatistics, languages};
use super::ranking::{Ranking, Sort};
use super::resolve::{NameReading, Resolver};
use super::{RankedHit, Results, Shown};
use crate::analysis::for_each_word;
use crate::article::Article;
use crate::error::Result;
use crate::index::{Fields, OpenIndex};
use crate::names::Corrections;
use crate::query::{Clause, Lowering, Node, Occurrence, TextField, TextMatch};

/// Words and names that are asked for.
const WORDS_MAX: usize = 30;
const NAMES_MAX: usize = 10;

/// How often a word of the headline counts.
const HEADLINE_TIMES: u32 = 3;

/// How much a name counts beside a word that as many articles have.
const NAME_WEIGHT: f32 = 1.5;

/// Which background is asked for.
#[derive(Clone, Debug)]
pub struct RelatedRequest {
    /// Id of the article that it is background of.
    pub id: String,
    /// Conditions.
    pub filters: Node,
    /// Hits to pass over.
    pub offset: usize,
    /// Most hits to give.
    pub limit: usize,
    /// How names of the conditions are taken.
    pub names: NameReading,
    /// What the users of the archive have written down about names.
    pub corrections: Corrections,
}

/// Background of an article.
#[derive(Debug)]
pub struct Related<'a> {
    /// What the article is about, the weightiest first.
    pub terms: Vec<WeightyTerm>,
    /// Articles about it, itself and its copies left out.
    pub results: Results<'a>,
}

/// Articles about what an article is about, if the archive has it.
///
/// # Errors
///
/// When the index cannot be read.
pub fn related<'a>(index: &'a OpenIndex, request: &RelatedRequest) -> Result<Option<Related<'a>>> {
    index.guarded(|| background(index, request))
}

fn background<'a>(index: &'a OpenIndex, request: &RelatedRequest) -> Result<Option<Related<'a>>> {
    let searcher = index.searcher();
    let mut clusters = Clusters::new(index)?;
    let Some(address) = clusters.address(&request.id)? else {
        return Ok(None);
    };
    let article = index.record(&searcher, address)?.article;
    let mut resolver = Resolver::new(index, &searcher, &request.corrections, request.names);
    let filters = resolver.resolve(&request.filters)?;
    let statistics = LiveStatistics::new(&searcher, index);
    let lowering = Lowering::new(&languages(&searcher, index.fields().lang)?);
    let mut weighing = Weighing { fields: index.fields(), statistics: &statistics, lowering };
    let subject = weighing.subject(&article)?;
    let compiler = Compiler::new(index.fields());
    let conditions = compiler.condition(&weighing.lowering.lower(&filters.wide))?;
    let copies = compiler.not_of_ids(&clusters.ids_of_cluster(address)?);
    let query = all_of(vec![subject.query, conditions, copies]);
    let ranking = Ranking::new(Sort::Relevance, request.offset.saturating_add(request.limit));
    let ranked = searcher.search_with_statistics_provider(&query, &ranking, &statistics)?;
    let found = |(score, address)| RankedHit { score: Some(score), address, by_surname_only: false };
    let results = Results {
        index,
        searcher: index.searcher(),
        shown: Shown::default(),
        matcher: None,
        corrections: request.corrections.clone(),
        lone_surnames: BTreeSet::new(),
        clusters: None,
        total: ranked.total,
        texts: None,
        counts: Counts::default(),
        notes: resolver.notes,
        hits: ranked.hits.into_iter().skip(request.offset).map(found).collect(),
    };
    Ok(Some(Related { terms: subject.terms, results }))
}

/// A word or name that an article is about.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WeightyTerm {
    /// The word as it stands in the article first, folded; the name as it is listed.
    pub term: String,
    /// Its weight.
    pub weight: f32,
    #[serde(skip)]
    frequency: f32,
}

/// What an article is about, weightiest first, and the query for it.
struct Subject {
    terms: Vec<WeightyTerm>,
    query: Box<dyn Query>,
}

/// The figures and rules by which an archive's articles are weighed.
struct Weighing<'a> {
    fields: &'a Fields,
    statistics: &'a LiveStatistics<'a>,
    lowering: Lowering,
}

impl Weighing<'_> {
    /// What an article is about.
    fn subject(&mut self, article: &Article) -> Result<Subject> {
        let compiler = Compiler::new(self.fields);
        let mut queries: Vec<Box<dyn Query>> = Vec::new();
        let mut terms = Vec::new();
        for (term, clause) in self.words(article)? {
            queries.push(Box::new(BoostQuery::new(compiler.compile(&clause)?, term.frequency)));
            terms.push(term);
        }
        for (term, name) in self.names(article)? {
            let listed = TermQuery::new(name, IndexRecordOption::Basic);
            queries.push(Box::new(ConstScoreQuery::new(Box::new(listed), term.weight)));
            terms.push(term);
        }
        terms.sort_by(|left, right| right.weight.total_cmp(&left.weight).then_with(|| left.term.cmp(&right.term)));
        Ok(Subject { terms, query: any_in_pairs(queries) })
    }

    fn words(&mut self, article: &Article) -> Result<Vec<(WeightyTerm, Clause)>> {
        let mut counts: BTreeMap<String, u32> = BTreeMap::new();
        for (text, times) in [(&article.title, HEADLINE_TIMES), (&article.body, 1)] {
            for_each_word(text, |word, _| {
                if !word.bytes().all(|byte| byte.is_ascii_digit()) {
                    *counts.entry(word.to_owned()).or_default() += times;
                }
            });
        }
        // Forms of one word are one: `sanction` and `sanctions` are found by the same terms.
        let mut forms: BTreeMap<Vec<String>, (String, u32, u32, Clause)> = BTreeMap::new();
        for (word, times) in counts {
            let node = Node::Text(TextField::Any, TextMatch::Word(word.clone()));
            let clause = self.lowering.lower(&node);
            let Some(terms) = terms_of(&clause) else { continue };
            let stems: Vec<String> = terms.iter().filter(|term| crate::analysis::is_marked(term)).cloned().collect();
            let key = if stems.is_empty() { terms } else { stems };
            let entry = forms.entry(key).or_insert((word.clone(), 0, 0, clause.clone()));
            entry.1 += times;
            if times > entry.2 {
                (entry.0, entry.2, entry.3) = (word, times, clause);
            }
        }
        let mut words = Vec::new();
        for (word, times, _, clause) in forms.into_values() {
            let mut articles = 0;
            for term in terms_of(&clause).unwrap_or_default() {
                articles = articles.max(self.statistics.doc_freq(&Term::from_field_text(self.fields.body, &term))?);
            }
            words.extend(self.weighed(word, times, articles, 1.0)?.map(|term| (term, clause)));
        }
        words.sort_by(|(left, _), (right, _)| {
            right.weight.total_cmp(&left.weight).then_with(|| left.term.cmp(&right.term))
        });
        words.truncate(WORDS_MAX);
        Ok(words)
    }

    fn names(&self, article: &Article) -> Result<Vec<(WeightyTerm, Term)>> {
        let mut names = Vec::new();
        for entity in &article.entities {
            let name = Term::from_field_text(self.fields.listed_names(entity.kind), &entity.name);
            let times = u32::try_from(entity.mentions.len()).unwrap_or(u32::MAX).max(1);
            let articles = self.statistics.doc_freq(&name)?;
            names.extend(self.weighed(entity.name.clone(), times, articles, NAME_WEIGHT)?.map(|term| (term, name)));
        }
        names.sort_by(|(left, left_name), (right, right_name)| {
            right.weight.total_cmp(&left.weight).then_with(|| left_name.cmp(right_name))
        });
        names.truncate(NAMES_MAX);
        Ok(names)
    }

    /// `None` for what no other article has.
    #[expect(clippy::cast_precision_loss, reason = "a weight")]
    fn weighed(&self, term: String, times: u32, articles: u64, factor: f32) -> Result<Option<WeightyTerm>> {
        let all = self.statistics.total_num_docs()?;
        if articles < 2 {
            return Ok(None);
        }
        let frequency = 1.0 + (times as f32).ln();
        let rarity = (1.0 + (all.saturating_sub(articles) as f32 + 0.5) / (articles as f32 + 0.5)).ln();
        Ok(Some(WeightyTerm { term, weight: factor * frequency * rarity, frequency }))
    }
}

/// The terms under which a word is found.
fn terms_of(clause: &Clause) -> Option<Vec<String>> {
    match clause {
        Clause::Words(words) => match words.readings.first()? {
            Occurrence::Sequence(slots) => slots.first().map(|slot| slot.0.clone()),
            _ => None,
        },
        _ => None,
    }
}

/// Any of these, of which each adds to the score: two at a time, since the sum of three or more depends on their order.
fn any_in_pairs(mut queries: Vec<Box<dyn Query>>) -> Box<dyn Query> {
    while queries.len() > 1 {
        let mut paired = Vec::with_capacity(queries.len().div_ceil(2));
        let mut rest = queries.into_iter();
        while let Some(left) = rest.next() {
            paired.push(match rest.next() {
                Some(right) => Box::new(BooleanQuery::union(vec![left, right])),
                None => left,
            });
        }
        queries = paired;
    }
    queries.pop().unwrap_or_else(|| Box::new(EmptyQuery))
}
