//! Mends a damaged index: what is sound stays, what is not is taken out, and the files that it came from are named, since the
//! next run reads them again.
//!
//! Each step leaves an index that the next attempt can go on with, whatever moment it ends at.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, DocSet, TERMINATED};

use super::check::{CheckReport, Survey, articles_of, check, survey};
use super::directory::META_FILE;
use super::disk::write_whole;
use super::header::Header;
use super::lock::WriteLock;
use super::manifest::{FileEntry, FileKey, Manifest};
use super::open_index::OpenIndex;
use super::seal::{sealed, unsealed};
use super::state::State;
use super::writer::{CommitPolicy, Purpose, Writer, WriterOptions};
use crate::error::{Error, Result};

/// tantivy's least is enough to take articles out, and none come in.
const OPTIONS: WriterOptions = WriterOptions {
    purpose: Purpose::Update,
    threads: 1,
    memory_bytes: 0,
    commit: CommitPolicy::NEVER,
    day: chrono::NaiveDate::MIN,
};

/// Checks an index and mends what is damaged. In the report, `damage` is what could not be mended.
///
/// # Errors
///
/// When there is no index, it has another version, another process writes, or it may not be read or written.
pub fn repair(folder: &Path) -> Result<CheckReport> {
    let found = check(folder)?;
    if found.damage.is_empty() {
        return Ok(found);
    }
    let lock = WriteLock::take(folder)?;
    let (mut repaired, mut read_again) = (Vec::new(), Vec::new());
    let Survey { header: lost_header, meta, segments, manifest } = survey(folder)?;
    if lost_header.is_some() {
        restore_header(folder)?;
        repaired.push("`morgue.json` was written anew".to_owned());
    }
    let header = Header::read(folder)?.ok_or_else(|| Error::NoIndex(folder.to_owned()))?;
    let data = header.data_folder(folder);
    if meta.is_some() {
        read_again = begin_anew(folder, &header, lock)?;
        repaired.push("no segment can be told without `meta.json`: the index is empty, and knows its roots".to_owned());
    } else {
        if !segments.is_empty() {
            take_out_segments(&data, &segments)?;
            repaired.push(format!("{} damaged segments were taken out", segments.len()));
        }
        if manifest.is_some() {
            restore_manifest(folder, &data)?;
            repaired
                .push("the manifest was made anew from the articles: the next run reads their files again".to_owned());
        }
        read_again.extend(take_out_incomplete(folder, lock)?);
    }
    read_again.sort();
    Ok(CheckReport { repaired, read_again, ..check(folder)? })
}

fn restore_header(folder: &Path) -> Result<()> {
    Header::guessed(folder).ok_or_else(|| Error::NoIndex(folder.to_owned()))?.write(folder)
}

/// Puts an empty index with the same roots in force. Gives the files that the old one had, as far as they can be told.
fn begin_anew(folder: &Path, header: &Header, lock: WriteLock) -> Result<Vec<String>> {
    let (manifest, state) = Manifest::latest(&header.data_folder(folder)).unwrap_or_default();
    Writer::open_rebuild(folder, header, OPTIONS, lock)?.finish()?;
    Ok(manifest.files().iter().map(|(key, _)| shown_path(&state, key)).collect())
}

/// Leaves these segments out of `meta.json`. Their files go with the next run that writes.
fn take_out_segments(data: &Path, segments: &BTreeMap<String, Vec<String>>) -> Result<()> {
    let path = data.join(META_FILE);
    let failed = |error: serde_json::Error| Error::index_file(&path)(error.into());
    let bytes = fs::read(&path).map_err(Error::index_file(&path))?;
    let bytes = unsealed(bytes).map_err(|what| Error::index_file(&path)(std::io::Error::other(what)))?;
    let mut meta: Value = serde_json::from_slice(&bytes).map_err(failed)?;
    if let Some(listed) = meta.get_mut("segments").and_then(Value::as_array_mut) {
        let id =
            |segment: &Value| segment.get("segment_id").and_then(Value::as_str).unwrap_or_default().replace('-', "");
        listed.retain(|segment| !segments.contains_key(&id(segment)));
    }
    let bytes = serde_json::to_vec_pretty(&meta).map_err(failed)?;
    write_whole(&path, &sealed(bytes)).map_err(Error::index_file(&path))
}

/// Writes a manifest of the files whose articles are in the index. What only a manifest knows of a file (its size, its time)
/// is left at nothing, so that each differs from what the next run finds.
fn restore_manifest(folder: &Path, data: &Path) -> Result<()> {
    let index = OpenIndex::open_without_manifest(folder, data.to_owned())?;
    let mut files: BTreeMap<FileKey, Option<FileEntry>> = BTreeMap::new();
    for (key, file, articles) in index.guarded(|| files_with_articles(&index))? {
        let entry = files.entry(key).or_default().get_or_insert_with(|| FileEntry::unread(file));
        entry.articles += articles;
    }
    let state = index.state();
    Manifest::default().with(&files).write(&data.join(state.manifest_file()), state)
}

/// The files that the articles are of, with their number and count, for each segment.
fn files_with_articles(index: &OpenIndex) -> Result<Vec<(FileKey, u64, u64)>> {
    let searcher = index.searcher();
    let mut files = Vec::new();
    for (segment, reader) in (0_u32..).zip(searcher.segment_readers()) {
        let inverted = reader.inverted_index(index.fields().file)?;
        let mut terms = inverted.terms().stream().map_err(tantivy::TantivyError::from)?;
        while terms.advance() {
            let Some(file) = terms.key().first_chunk().map(|bytes| u64::from_be_bytes(*bytes)) else {
                continue;
            };
            let postings = inverted.read_postings_from_terminfo(terms.value(), IndexRecordOption::Basic);
            let mut postings = postings.map_err(tantivy::TantivyError::from)?;
            let (mut first, mut articles) = (None, 0);
            while postings.doc() != TERMINATED {
                if !reader.alive_bitset().is_some_and(|alive| alive.is_deleted(postings.doc())) {
                    first.get_or_insert(postings.doc());
                    articles += 1;
                }
                postings.advance();
            }
            if let Some(document) = first {
                let record = index.record(&searcher, DocAddress::new(segment, document))?;
                files.push((FileKey { root: record.root, relative: record.relative }, file, articles));
            }
        }
    }
    Ok(files)
}

/// Takes out the files of which not all articles are there. Gives their paths.
fn take_out_incomplete(folder: &Path, lock: WriteLock) -> Result<Vec<String>> {
    let index = OpenIndex::open(folder)?;
    let state = index.state().clone();
    let mut incomplete = Vec::new();
    for (key, entry) in index.manifest()?.files() {
        if articles_of(&index, entry.file)? != entry.articles {
            incomplete.push(key.clone());
        }
    }
    let mut writer = Writer::of_index(folder, index, OPTIONS, lock)?;
    for key in &incomplete {
        writer.remove_file(key);
    }
    writer.finish()?;
    Ok(incomplete.iter().map(|key| shown_path(&state, key)).collect())
}

fn shown_path(state: &State, key: &FileKey) -> String {
    state.root(key.root).map_or_else(|| key.relative.clone(), |root| root.shown_path(&key.relative))
}
