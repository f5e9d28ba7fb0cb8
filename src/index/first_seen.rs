//! When an id came into the index first: kept when its file is read again, and when the index is made anew.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, Searcher, TERMINATED, Term};

use super::open_index::OpenIndex;
use super::schema::{ADDED, ARRIVED, Fields, FirstSeen};

/// What an index knew of its ids before a run. It is asked for the ids of files that it had, one by one, so that it takes no memory
/// however many a file holds.
#[derive(Clone, Default)]
pub(crate) struct KnownIds {
    known: Option<(Searcher, Fields)>,
    /// Whether there is nothing to ask though there were ids, or what there is cannot be read.
    is_lost: Arc<AtomicBool>,
}

impl std::fmt::Debug for KnownIds {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("KnownIds").field("is_lost", &self.is_lost).finish_non_exhaustive()
    }
}

impl KnownIds {
    /// Those of an index.
    pub(super) fn of(index: &OpenIndex) -> Self {
        Self { known: Some((index.searcher(), *index.fields())), ..Self::default() }
    }

    /// Those of an index that cannot be asked.
    pub(super) fn lost() -> Self {
        Self { known: None, is_lost: Arc::new(AtomicBool::new(true)) }
    }

    /// When an id came in first; `None` for one that is not known.
    pub(crate) fn first_seen(&self, id: &str) -> Option<FirstSeen> {
        let (searcher, fields) = self.known.as_ref()?;
        // Damage in an index that is being replaced or changed must not end the reading of an article.
        let found = std::panic::catch_unwind(AssertUnwindSafe(|| find(searcher, fields, id)));
        found.unwrap_or(Err(())).unwrap_or_else(|()| {
            self.is_lost.store(true, Ordering::Relaxed);
            None
        })
    }

    /// Whether the index could not say of some id when it came in.
    pub(crate) fn is_lost(&self) -> bool {
        self.is_lost.load(Ordering::Relaxed)
    }
}

fn find(searcher: &Searcher, fields: &Fields, id: &str) -> Result<Option<FirstSeen>, ()> {
    let term = Term::from_field_text(fields.key, id);
    for segment in searcher.segment_readers() {
        let index = segment.inverted_index(fields.key).map_err(drop)?;
        let Some(mut articles) = index.read_postings(&term, IndexRecordOption::Basic).map_err(drop)? else {
            continue;
        };
        while articles.doc() != TERMINATED {
            let article = articles.doc();
            if !segment.alive_bitset().is_some_and(|alive| alive.is_deleted(article)) {
                let columns = segment.fast_fields();
                let day = columns.i64(ADDED).map_err(drop)?.first(article);
                let arrival = columns.u64(ARRIVED).map_err(drop)?.first(article);
                return Ok(day.zip(arrival).map(|(day, arrival)| FirstSeen { day, arrival }));
            }
            articles.advance();
        }
    }
    Ok(None)
}
