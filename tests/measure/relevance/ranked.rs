//! Files indexed as `morgue index` does, and asked as `morgue query --any` does.

use std::path::Path;

use chrono::Utc;
use morgue::enrich::Enricher;
use morgue::index::{CommitPolicy, OpenIndex};
use morgue::ingest::{Progress, Prune, UpdateOptions, update};
use morgue::query::parse;
use morgue::search::{Hit, Request, Sort, languages, search};
use tempfile::TempDir;

use crate::collection::HITS_MAX;

/// An index in a folder that goes with it.
pub(crate) struct Ranked {
    index: OpenIndex,
    _folder: TempDir,
}

impl Ranked {
    /// Indexes a file or a folder, without names out of texts.
    pub(crate) fn index(path: &Path) -> anyhow::Result<Self> {
        let folder = tempfile::tempdir()?;
        let now = Utc::now();
        let options = UpdateOptions {
            paths: vec![path.canonicalize()?],
            prune: Prune::Careful,
            dry_run: false,
            strict: false,
            verbose: false,
            check_content: false,
            rebuild: false,
            skip: Vec::new(),
            threads: 2,
            memory_bytes: 256 << 20,
            commit: CommitPolicy::default(),
            language: None,
            enricher: Enricher::new(None),
            input_format: None,
            date_order: None,
            file_dates: false,
            now,
            today: now.date_naive(),
        };
        let index = folder.path().join("index");
        update(&index, &options, &Progress::default(), &mut |_| ())?;
        Ok(Self { index: OpenIndex::open(&index)?, _folder: folder })
    }

    /// The ids that a question finds, best first, without their files.
    pub(crate) fn ids(&self, question: &str) -> anyhow::Result<Vec<String>> {
        let bare = |hit: &Hit| hit.record.id.rsplit_once('#').map_or_else(String::new, |(_, id)| id.to_owned());
        Ok(self.hits(&plain(question), true, HITS_MAX)?.iter().map(bare).collect())
    }

    /// How many articles a query finds, the first of them ranked.
    pub(crate) fn total(&self, query: &str, limit: usize) -> anyhow::Result<u64> {
        Ok(search(&self.index, &self.request(query, false, limit)?)?.total)
    }

    /// The hits of a query, best first.
    pub(crate) fn hits(&self, query: &str, any: bool, limit: usize) -> anyhow::Result<Vec<Hit>> {
        let hits: Result<Vec<Hit>, morgue::Error> =
            search(&self.index, &self.request(query, any, limit)?)?.hits().collect();
        Ok(hits?)
    }

    fn request(&self, query: &str, any: bool, limit: usize) -> anyhow::Result<Request> {
        let mut read = parse(query, Utc::now().date_naive())?;
        if any {
            read = read.any_word(&languages(&self.index)?);
        }
        Ok(Request { query: read.root, sort: Sort::Relevance, limit: Some(limit), ..Request::default() })
    }
}

/// A question as words alone: its brackets and quotation marks mean nothing.
pub(crate) fn plain(text: &str) -> String {
    let is_kept = |letter: char| letter.is_alphanumeric() || "-'’".contains(letter);
    let words = text.split(|letter: char| !is_kept(letter)).map(|word| word.trim_matches(['-', '\'', '’']));
    words.filter(|word| !word.is_empty()).map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}
