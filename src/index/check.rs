//! Verifies an index end to end.

use std::collections::HashMap;
use std::fs;

use serde::Serialize;
use tantivy::collector::Count;
use tantivy::query::TermQuery;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, Searcher, Term};

use super::archive::Archive;
use crate::error::Result;

/// What a check went through, and what it found wrong.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct CheckReport {
    /// Version of this form.
    pub schema_version: u32,
    /// Generation of the index.
    pub generation: u64,
    /// Files in the manifest.
    pub files: u64,
    /// Articles that were read back.
    pub articles: u64,
    /// What is damaged, one line each; empty when all is well.
    pub damage: Vec<String>,
}

/// Verifies the checksums of all files; where they hold, reads every article back, and compares the articles of each file
/// with the manifest.
///
/// # Errors
///
/// When the index cannot be opened at all.
pub fn check(archive: &Archive) -> Result<CheckReport> {
    let manifest = archive.manifest()?;
    let mut report =
        CheckReport { schema_version: 1, generation: archive.state().generation, ..CheckReport::default() };
    report.files = manifest.files().len() as u64;
    check_files(archive, &mut report)?;
    if !report.damage.is_empty() {
        // What lies in damaged files is not worth reading, and tantivy does not always survive it.
        return Ok(report);
    }
    let searcher = archive.searcher()?;
    check_records(archive, &searcher, &mut report);
    for (key, entry) in manifest.files() {
        let term = Term::from_field_u64(archive.fields().file, entry.file);
        let found = searcher.search(&TermQuery::new(term, IndexRecordOption::Basic), &Count)? as u64;
        if found != entry.articles {
            report.damage.push(format!("`{}` should have {} articles and has {found}", key.relative, entry.articles));
        }
    }
    let expected: u64 = manifest.files().iter().map(|(_, entry)| entry.articles).sum();
    if expected != searcher.num_docs() {
        report
            .damage
            .push(format!("the files have {expected} articles together, the index has {}", searcher.num_docs()));
    }
    Ok(report)
}

/// tantivy verifies the files it finds; that they are all there is for us to see.
fn check_files(archive: &Archive, report: &mut CheckReport) -> Result<()> {
    for meta in archive.tantivy().searchable_segment_metas()? {
        let has_file = |suffix: &str| {
            let name = format!("{}.{suffix}", meta.id().uuid_string());
            fs::metadata(archive.data_folder().join(name)).is_ok_and(|file| file.len() > 0)
        };
        for suffix in
            ["term", "idx", "pos", "store", "fast", "fieldnorm"].into_iter().filter(|suffix| !has_file(suffix))
        {
            report.damage.push(format!("`{}.{suffix}` is missing or empty", meta.id().uuid_string()));
        }
    }
    let mut damaged: Vec<_> = archive.tantivy().validate_checksum()?.into_iter().collect();
    damaged.sort();
    report.damage.extend(damaged.iter().map(|path| format!("`{}` does not match its checksum", path.display())));
    Ok(())
}

fn check_records(archive: &Archive, searcher: &Searcher, report: &mut CheckReport) {
    let mut ids: HashMap<String, u64> = HashMap::new();
    for (segment, reader) in (0_u32..).zip(searcher.segment_readers()) {
        for document in reader.doc_ids_alive() {
            match archive.record(searcher, DocAddress::new(segment, document)) {
                Ok(record) => {
                    report.articles += 1;
                    *ids.entry(record.id).or_default() += 1;
                }
                Err(error) => report.damage.push(error.to_string()),
            }
        }
    }
    let mut twice: Vec<_> = ids.into_iter().filter(|(_, count)| *count > 1).collect();
    twice.sort();
    report.damage.extend(twice.iter().map(|(id, count)| format!("the id `{id}` is there {count} times")));
}
