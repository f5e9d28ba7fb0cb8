//! Which articles are copies of each other: a wire's story as many papers ran it, corrected versions, a release sent twice.
//!
//! An article is a copy of the earliest text that it is like (see [`are_copies`]) and that is itself no copy. All members of a
//! cluster are therefore like its first, and likeness does not creep from one text to the next through a long row of forms. The
//! first is the earliest by day, time and id, so that neither the order of indexing nor the layout of the index changes a cluster.
//! (Leader clustering, Hartigan 1975, in the order of publication.)
//!
//! Two ways lead to the same clusters: for a few articles their candidates are looked up band by band; for a large part of the
//! archive all bands that articles share are read once.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use serde::Serialize;
use tantivy::columnar::{Column, StrColumn};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, DocSet, Searcher, SegmentReader, TERMINATED, Term};

use super::differences::{Difference, differences, resemblance};
use crate::analysis::{Signature, are_copies};
use crate::error::Result;
use crate::index::{DAY, DAY_LAST, OpenIndex, SECONDS, SIGNATURE};

/// The copies of an article.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Copies {
    /// Version of this form.
    pub schema_version: u32,
    /// Id of the article that was asked about.
    pub id: String,
    /// How many articles the text has, this one among them.
    pub total: u64,
    /// All of them, the earliest first.
    pub articles: Vec<Copy>,
}

/// One article of a cluster of copies, compared with the one that was asked about.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Copy {
    /// Its id.
    pub id: String,
    /// Day of publication.
    pub date: Option<String>,
    /// Newspaper, agency or site.
    pub source: Option<String>,
    /// Headline.
    pub title: String,
    /// The share that both texts have in common of all runs of three words that either has.
    pub similarity: f64,
    /// Where its text differs.
    pub differences: Vec<Difference>,
}

/// The copies of the article with this id, if the archive has it.
///
/// # Errors
///
/// When the index cannot be read.
pub fn copies(index: &OpenIndex, id: &str) -> Result<Option<Copies>> {
    index.guarded(|| {
        let mut clusters = Clusters::new(index)?;
        let Some(address) = clusters.address(id)? else {
            return Ok(None);
        };
        let asked = index.record(&clusters.searcher, address)?.article.body;
        let mut articles = Vec::new();
        for member in clusters.cluster(address)? {
            let record = index.record(&clusters.searcher, member)?;
            let article = record.article;
            articles.push(Copy {
                id: record.id,
                date: article.date.map(|dated| dated.date.to_string()),
                source: article.source,
                title: article.title,
                similarity: resemblance(&asked, &article.body),
                differences: differences(&asked, &article.body),
            });
        }
        Ok(Some(Copies { schema_version: 1, id: id.to_owned(), total: articles.len() as u64, articles }))
    })
}

/// From one article in so many on, whose clusters are asked for, all bands are read.
const LOOKED_UP_SHARE: u64 = 100;

/// Clusters of the archive, found out as they are asked for.
pub(super) struct Clusters<'a> {
    index: &'a OpenIndex,
    searcher: Searcher,
    columns: Vec<SegmentColumns>,
    texts: BTreeMap<DocAddress, Rc<Text>>,
    /// The first of the cluster of each article that was settled.
    leaders: BTreeMap<DocAddress, DocAddress>,
    /// The sizes of all clusters of more than one, once all bands were read.
    sizes: Option<BTreeMap<DocAddress, u64>>,
}

/// What the columns say of an article.
struct Text {
    moment: Moment,
    signature: Vec<u64>,
    last_day: Option<i64>,
}

/// Order of publication: undated ones last.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Moment {
    is_undated: bool,
    day: Option<i64>,
    seconds: Option<u64>,
    id: String,
}

struct SegmentColumns {
    days: Option<Column<i64>>,
    last_days: Option<Column<i64>>,
    seconds: Option<Column<u64>>,
    keys: Option<StrColumn>,
    signatures: Option<Column<u64>>,
}

impl<'a> Clusters<'a> {
    /// Of this generation of an index.
    pub(super) fn new(index: &'a OpenIndex) -> Result<Self> {
        let searcher = index.searcher();
        let columns: Result<Vec<_>> = searcher.segment_readers().iter().map(SegmentColumns::of).collect();
        Ok(Self { index, columns: columns?, searcher, texts: BTreeMap::new(), leaders: BTreeMap::new(), sizes: None })
    }

    /// The article with this id, if there is one.
    pub(super) fn address(&self, id: &str) -> Result<Option<DocAddress>> {
        let key = Term::from_field_text(self.index.fields().key, id);
        let found = with_terms(&self.searcher, &[key])?;
        Ok(found.first().copied())
    }

    /// The ids of the articles of the cluster of an article.
    pub(super) fn ids_of_cluster(&mut self, address: DocAddress) -> Result<Vec<String>> {
        let members = self.cluster(address)?;
        members.into_iter().map(|member| Ok(self.text(member)?.moment.id.clone())).collect()
    }

    /// Of hits in their order, one for each cluster, in the order of the best of each: the place of the best, and that of the
    /// earliest, which is the one to show.
    pub(super) fn collapse(&mut self, hits: &[DocAddress]) -> Result<Vec<(usize, usize)>> {
        self.settle(hits)?;
        let mut places: BTreeMap<DocAddress, usize> = BTreeMap::new();
        let mut collapsed: Vec<(usize, usize)> = Vec::new();
        for (place, hit) in hits.iter().enumerate() {
            let leader = self.leader(*hit);
            let known = *places.entry(leader).or_insert(collapsed.len());
            match collapsed.get_mut(known) {
                None => collapsed.push((place, place)),
                Some((_, earliest)) if self.text(*hit)?.moment < self.text(hits[*earliest])?.moment => {
                    *earliest = place;
                }
                Some(_) => {}
            }
        }
        Ok(collapsed)
    }

    /// How many articles the cluster of an article has besides it.
    pub(super) fn others(&mut self, address: DocAddress) -> Result<u64> {
        if self.sizes.is_none() {
            return Ok(self.cluster(address)?.len() as u64 - 1);
        }
        let leader = self.leader(address);
        Ok(self.sizes.as_ref().and_then(|sizes| sizes.get(&leader)).map_or(0, |articles| articles - 1))
    }

    /// The articles of the cluster of an article, itself among them, the earliest first.
    pub(super) fn cluster(&mut self, address: DocAddress) -> Result<Vec<DocAddress>> {
        self.settle(&[address])?;
        let leader = self.leader(address);
        let like = self.like(leader)?;
        self.settle(&like)?;
        let mut members: Vec<DocAddress> =
            like.into_iter().filter(|member| self.leader(*member) == leader).chain([leader]).collect();
        self.sort(&mut members)?;
        Ok(members)
    }

    fn leader(&self, address: DocAddress) -> DocAddress {
        self.leaders.get(&address).copied().unwrap_or(address)
    }

    /// Finds the first of the cluster of each of these, by way of all earlier texts that bear on it.
    pub(super) fn settle(&mut self, addresses: &[DocAddress]) -> Result<()> {
        if self.sizes.is_some() {
            return Ok(());
        }
        if addresses.len() > 1 && addresses.len() as u64 * LOOKED_UP_SHARE >= self.searcher.num_docs() {
            return self.settle_all();
        }
        let mut open: Vec<DocAddress> = addresses.to_vec();
        let mut earlier: BTreeMap<DocAddress, Vec<DocAddress>> = BTreeMap::new();
        while let Some(address) = open.pop() {
            if self.leaders.contains_key(&address) || earlier.contains_key(&address) {
                continue;
            }
            let moment = self.text(address)?.moment.clone();
            let mut before = self.like(address)?;
            before.retain(|other| self.texts.get(other).is_some_and(|text| text.moment < moment));
            self.sort(&mut before)?;
            open.extend(&before);
            earlier.insert(address, before);
        }
        let mut order: Vec<DocAddress> = earlier.keys().copied().collect();
        self.sort(&mut order)?;
        for address in order {
            let before = earlier.remove(&address).unwrap_or_default();
            let leader = before.into_iter().find(|other| self.leader(*other) == *other);
            self.leaders.insert(address, leader.unwrap_or(address));
        }
        Ok(())
    }

    /// Does the same for all articles that have a band in common with another.
    fn settle_all(&mut self) -> Result<()> {
        let groups = self.shared_bands()?;
        let mut groups_of: BTreeMap<DocAddress, Vec<usize>> = BTreeMap::new();
        for (number, group) in groups.iter().enumerate() {
            for address in group {
                groups_of.entry(*address).or_default().push(number);
            }
        }
        let mut order: Vec<DocAddress> = groups_of.keys().copied().collect();
        self.sort(&mut order)?;
        let mut sizes: BTreeMap<DocAddress, u64> = BTreeMap::new();
        let mut leaders_of: Vec<Vec<usize>> = vec![Vec::new(); groups.len()];
        self.leaders.clear();
        for (place, address) in order.iter().enumerate() {
            let text = self.text(*address)?;
            let groups = groups_of.get(address).map(Vec::as_slice).unwrap_or_default();
            let candidates: BTreeSet<usize> = groups.iter().flat_map(|group| &leaders_of[*group]).copied().collect();
            let mut leader = *address;
            for candidate in candidates {
                if text.is_like(&*self.text(order[candidate])?) {
                    leader = order[candidate];
                    break;
                }
            }
            if leader == *address {
                for group in groups {
                    leaders_of[*group].push(place);
                }
            }
            *sizes.entry(leader).or_default() += 1;
            self.leaders.insert(*address, leader);
        }
        self.sizes = Some(sizes);
        Ok(())
    }

    /// The articles that have a band, for each band that more than one has.
    fn shared_bands(&self) -> tantivy::Result<Vec<Vec<DocAddress>>> {
        let bands = self.index.fields().bands;
        let readers = self.searcher.segment_readers();
        let indexes: tantivy::Result<Vec<_>> = readers.iter().map(|segment| segment.inverted_index(bands)).collect();
        let indexes = indexes?;
        let mut streams = Vec::with_capacity(indexes.len());
        for index in &indexes {
            let mut stream = index.terms().stream()?;
            let is_open = stream.advance();
            streams.push((stream, is_open));
        }
        let mut groups = Vec::new();
        while let Some(least) = streams.iter().filter(|(_, open)| *open).map(|(stream, _)| stream.key()).min() {
            let least = least.to_owned();
            let has_it: Vec<usize> = (0..streams.len())
                .filter(|segment| streams[*segment].1 && streams[*segment].0.key() == least.as_slice())
                .collect();
            let articles: u32 = has_it.iter().map(|segment| streams[*segment].0.value().doc_freq).sum();
            let mut group = Vec::new();
            for segment in has_it {
                let (stream, is_open) = &mut streams[segment];
                if articles > 1 {
                    let postings =
                        indexes[segment].read_postings_from_terminfo(stream.value(), IndexRecordOption::Basic)?;
                    add_living(&readers[segment], segment, postings, &mut group);
                }
                *is_open = stream.advance();
            }
            if group.len() > 1 {
                groups.push(group);
            }
        }
        Ok(groups)
    }

    /// The articles that are copies of this text if it is no copy itself.
    fn like(&mut self, address: DocAddress) -> Result<Vec<DocAddress>> {
        let text = self.text(address)?;
        let mut like = Vec::new();
        for candidate in self.candidates(address)? {
            if candidate != address && text.is_like(&*self.text(candidate)?) {
                like.push(candidate);
            }
        }
        Ok(like)
    }

    /// The articles that have a band in common with this one. The bands are made anew from its text.
    fn candidates(&self, address: DocAddress) -> Result<BTreeSet<DocAddress>> {
        let article = self.index.record(&self.searcher, address)?.article;
        let Some(signature) = Signature::of(&article.title, &article.body) else {
            return Ok(BTreeSet::new());
        };
        let bands = self.index.fields().bands;
        let bands: Vec<Term> = signature.bands.iter().map(|band| Term::from_field_u64(bands, *band)).collect();
        let candidates = with_terms(&self.searcher, &bands)?;
        Ok(candidates.into_iter().collect())
    }

    fn text(&mut self, address: DocAddress) -> Result<Rc<Text>> {
        if let Some(text) = self.texts.get(&address) {
            return Ok(Rc::clone(text));
        }
        let text = Rc::new(self.columns[address.segment_ord as usize].text(address.doc_id)?);
        self.texts.insert(address, Rc::clone(&text));
        Ok(text)
    }

    fn sort(&mut self, addresses: &mut [DocAddress]) -> Result<()> {
        for address in addresses.iter() {
            self.text(*address)?;
        }
        let moment = |address: &DocAddress| self.texts.get(address).map(|text| &text.moment);
        addresses.sort_by(|left, right| moment(left).cmp(&moment(right)));
        Ok(())
    }
}

impl Text {
    fn is_like(&self, other: &Self) -> bool {
        are_copies(&self.signature, &other.signature, self.days_to(other))
    }

    /// Days between the spans of two dates; none where they overlap.
    fn days_to(&self, other: &Self) -> Option<i64> {
        let (from, to) = (self.moment.day?, self.last_day?);
        let (other_from, other_to) = (other.moment.day?, other.last_day?);
        Some(match from.cmp(&other_from) {
            Ordering::Less => (other_from - to).max(0),
            _ => (from - other_to).max(0),
        })
    }
}

impl SegmentColumns {
    fn of(segment: &SegmentReader) -> Result<Self> {
        let columns = segment.fast_fields();
        Ok(Self {
            days: columns.column_opt(DAY)?,
            last_days: columns.column_opt(DAY_LAST)?,
            seconds: columns.column_opt(SECONDS)?,
            keys: columns.str("key")?,
            signatures: columns.column_opt(SIGNATURE)?,
        })
    }

    fn text(&self, doc: u32) -> Result<Text> {
        let mut id = String::new();
        if let Some(keys) = &self.keys
            && let Some(number) = keys.ords().first(doc)
        {
            keys.ord_to_str(number, &mut id).map_err(tantivy::TantivyError::from)?;
        }
        let day = self.days.as_ref().and_then(|days| days.first(doc));
        let seconds = self.seconds.as_ref().and_then(|seconds| seconds.first(doc));
        let signature = self.signatures.as_ref().map(|values| values.values_for_doc(doc).collect());
        Ok(Text {
            moment: Moment { is_undated: day.is_none(), day, seconds, id },
            signature: signature.unwrap_or_default(),
            last_day: self.last_days.as_ref().and_then(|days| days.first(doc)),
        })
    }
}

/// The articles that have any of these terms, some of them repeatedly.
fn with_terms(searcher: &Searcher, terms: &[Term]) -> tantivy::Result<Vec<DocAddress>> {
    let mut found = Vec::new();
    for (number, segment) in searcher.segment_readers().iter().enumerate() {
        for term in terms {
            let index = segment.inverted_index(term.field())?;
            if let Some(postings) = index.read_postings(term, IndexRecordOption::Basic)? {
                add_living(segment, number, postings, &mut found);
            }
        }
    }
    Ok(found)
}

/// Adds the articles of a segment that have a term and are there.
fn add_living(segment: &SegmentReader, number: usize, mut postings: impl DocSet, found: &mut Vec<DocAddress>) {
    let number = u32::try_from(number).unwrap_or(u32::MAX);
    while postings.doc() != TERMINATED {
        let doc = postings.doc();
        if segment.alive_bitset().is_none_or(|alive| alive.is_alive(doc)) {
            found.push(DocAddress::new(number, doc));
        }
        postings.advance();
    }
}
