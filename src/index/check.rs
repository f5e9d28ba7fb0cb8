//! Verifies an index end to end.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use serde::Serialize;
use tantivy::collector::Count;
use tantivy::query::TermQuery;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, Index, SegmentMeta, Term};

use super::directory::{Failure, META_FILE, VerifiedDirectory};
use super::header::Header;
use super::manifest::Manifest;
use super::open_index::OpenIndex;
use crate::error::{Error, Result};

/// What a check went through, and what it found wrong.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct CheckReport {
    /// Version of this form.
    pub schema_version: u32,
    /// Generation of the index; 0 where it cannot be told.
    pub generation: u64,
    /// Files in the manifest.
    pub files: u64,
    /// Articles that were read back.
    pub articles: u64,
    /// What is damaged, one line each; empty when all is well.
    pub damage: Vec<String>,
    /// What a repair did, one line each.
    pub repaired: Vec<String>,
    /// Paths of files whose articles a repair took out, since not all of them were sound: the next run reads them again.
    pub read_again: Vec<String>,
}

/// Verifies every block of every file that the index needs; where they hold, reads every article back, and compares the
/// articles of each file with the manifest. A run that writes beside it does not disturb it.
///
/// # Errors
///
/// When there is no index, it has another version, or it may not be read.
pub fn check(folder: &Path) -> Result<CheckReport> {
    let mut report = CheckReport { schema_version: 1, ..CheckReport::default() };
    match OpenIndex::open(folder).and_then(|index| check_index(&index, &mut report)) {
        Ok(()) => {}
        Err(error @ Error::Damaged { .. }) => {
            report.damage = survey(folder)?.lines();
            if report.damage.is_empty() {
                report.damage.push(error.to_string());
            }
        }
        Err(error) => return Err(error),
    }
    Ok(report)
}

/// What of the files of an index is damaged, in the order in which it is mended.
#[derive(Debug, Default)]
pub(super) struct Survey {
    pub(super) header: Option<String>,
    /// `meta.json`, by which the segments are known.
    pub(super) meta: Option<String>,
    /// Segments with a damaged file, and what is wrong with each of those.
    pub(super) segments: BTreeMap<String, Vec<String>>,
    pub(super) manifest: Option<String>,
}

impl Survey {
    fn lines(self) -> Vec<String> {
        let Self { header, meta, segments, manifest } = self;
        header.into_iter().chain(meta).chain(segments.into_values().flatten()).chain(manifest).collect()
    }
}

/// Verifies the files of an index of which some are known to be damaged.
pub(super) fn survey(folder: &Path) -> Result<Survey> {
    let mut survey = Survey::default();
    let header = match Header::read(folder) {
        Ok(header) => header,
        Err(Error::Damaged { what, .. }) => {
            survey.header = Some(what);
            Header::guessed(folder)
        }
        Err(error) => return Err(error),
    };
    let data = header.ok_or_else(|| Error::NoIndex(folder.to_owned()))?.data_folder(folder);
    let directory = match VerifiedDirectory::for_reading(&data) {
        Ok(directory) => directory,
        Err(Failure::Damaged(file)) => {
            survey.meta = Some(file.to_string());
            return Ok(survey);
        }
        Err(failure) => return Err(failure.of(folder)),
    };
    let metas = Index::open(directory.clone()).and_then(|index| index.load_metas());
    let metas = match metas {
        Ok(metas) => metas,
        Err(error) => {
            survey.meta = Some(format!("`{META_FILE}`: {error}"));
            return Ok(survey);
        }
    };
    for segment in &metas.segments {
        for file in files_of(segment) {
            match directory.verify(&file) {
                Ok(()) => {}
                Err(Failure::Damaged(file)) => {
                    survey.segments.entry(segment.id().uuid_string()).or_default().push(file.to_string());
                }
                Err(failure) => return Err(failure.of(folder)),
            }
        }
    }
    let state: Option<super::State> = metas.payload.as_deref().map(serde_json::from_str).transpose().ok().flatten();
    if let Some(state) = state.filter(|state| state.generation > 0) {
        let name = state.manifest_file();
        let read = fs::File::open(data.join(&name)).map_err(|error| Failure::of_reading(&data.join(&name), error));
        survey.manifest = match read {
            Ok(file) => Manifest::read(&file).err().map(|what| format!("`{name}` {what}")),
            Err(Failure::Damaged(file)) => Some(file.to_string()),
            Err(failure) => return Err(failure.of(folder)),
        };
    }
    Ok(survey)
}

/// The files of a segment, all of which every segment of this index has.
fn files_of(segment: &SegmentMeta) -> Vec<PathBuf> {
    let id = segment.id().uuid_string();
    let mut files: Vec<PathBuf> = ["term", "idx", "pos", "store", "fast", "fieldnorm"]
        .into_iter()
        .map(|suffix| PathBuf::from(format!("{id}.{suffix}")))
        .collect();
    files.extend(segment.delete_opstamp().map(|stamp| PathBuf::from(format!("{id}.{stamp}.del"))));
    files
}

fn check_index(index: &OpenIndex, report: &mut CheckReport) -> Result<()> {
    let manifest = index.manifest()?;
    report.generation = index.state().generation;
    report.files = manifest.files().len() as u64;
    index.verify()?;
    check_records(index, report)?;
    let expected: u64 = manifest.files().iter().map(|(_, entry)| entry.articles).sum();
    let found = index.searcher().num_docs();
    if expected != found {
        report.damage.push(format!("the files have {expected} articles together, the index has {found}"));
    }
    for (key, expected, found) in miscounted(index, &manifest)? {
        report.damage.push(format!("`{key}` should have {expected} articles and has {found}"));
    }
    Ok(())
}

/// Paths of the files of which the index has more or fewer articles than it should, with both numbers.
fn miscounted(index: &OpenIndex, manifest: &Manifest) -> Result<Vec<(String, u64, u64)>> {
    let mut miscounted = Vec::new();
    for (key, entry) in manifest.files() {
        let found = articles_of(index, entry.file)?;
        if found != entry.articles {
            miscounted.push((key.relative.clone(), entry.articles, found));
        }
    }
    Ok(miscounted)
}

/// How many articles the index has of a file.
pub(super) fn articles_of(index: &OpenIndex, file: u64) -> Result<u64> {
    let term = Term::from_field_u64(index.fields().file, file);
    let query = TermQuery::new(term, IndexRecordOption::Basic);
    index.guarded(|| Ok(index.searcher().search(&query, &Count)? as u64))
}

fn check_records(index: &OpenIndex, report: &mut CheckReport) -> Result<()> {
    let searcher = index.searcher();
    let (mut ids, mut twice) = (BTreeSet::new(), BTreeSet::new());
    for (segment, reader) in (0_u32..).zip(searcher.segment_readers()) {
        for document in reader.doc_ids_alive() {
            match index.record(&searcher, DocAddress::new(segment, document)) {
                Ok(record) => {
                    report.articles += 1;
                    if let Some(id) = ids.replace(record.id) {
                        twice.insert(id);
                    }
                }
                Err(Error::Damaged { what, .. }) => report.damage.push(what),
                Err(error) => return Err(error),
            }
        }
    }
    report.damage.extend(twice.iter().map(|id| format!("the id `{id}` is there more than once")));
    Ok(())
}
