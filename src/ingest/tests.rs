use std::fs;
use std::path::Path;
use std::sync::atomic::Ordering;

use chrono::{DateTime, NaiveDate};
use crossbeam_channel::unbounded;

use super::file_reader::{FileReader, FileReading};
use super::messages::{Job, Outcome};
use super::progress::FileProgress;
use super::*;
use crate::enrich::Enricher;
use crate::index::KnownIds;
use crate::index::{FileKey, check};

fn options(archive: &Path) -> UpdateOptions {
    UpdateOptions {
        paths: vec![archive.to_owned()],
        prune: Prune::default(),
        dry_run: false,
        strict: false,
        verbose: false,
        check_content: false,
        rebuild: false,
        skip: Vec::new(),
        threads: 1,
        memory_bytes: 0,
        commit: CommitPolicy::default(),
        language: None,
        enricher: Enricher::new(None),
        input_format: None,
        date_order: None,
        file_dates: false,
        now: DateTime::UNIX_EPOCH,
        today: NaiveDate::MAX,
    }
}

/// Files and articles of an index whose check is clean.
fn whole(index: &Path) -> (u64, u64) {
    let report = check(index).unwrap();
    assert_eq!(report.damage, Vec::<String>::new());
    (report.files, report.articles)
}

#[test]
fn a_file_that_makes_its_reader_panic_is_one_rejected_file() {
    let folder = tempfile::tempdir().unwrap();
    let (archive, index) = (folder.path().join("archive"), folder.path().join("index"));
    fs::create_dir(&archive).unwrap();
    fs::write(archive.join("a.txt"), "Harbour opens\n\nThe harbour opened.\n").unwrap();
    fs::write(archive.join("b.bad"), "panic after 40 articles").unwrap();
    fs::write(archive.join("c.txt"), "Ferry sails\n\nThe ferry sailed.\n").unwrap();
    let options = options(&archive);
    // It gives several batches before it panics; the next run does not fail of it either.
    for _ in 0..2 {
        let summary = update(&index, &options, &Progress::default(), &mut |_| {}).unwrap();
        assert_eq!(summary.rejects.len(), 1);
        assert!(summary.rejects[0].path.ends_with("b.bad"));
        assert!(summary.rejects[0].text().contains("a bug of the reader"), "{}", summary.rejects[0]);
        assert_eq!((summary.files.rejected, summary.articles.total), (1, 2));
        assert_eq!(whole(&index), (3, 2));
    }
}

#[test]
fn a_run_that_is_interrupted_keeps_the_files_that_were_whole() {
    let folder = tempfile::tempdir().unwrap();
    let (archive, index) = (folder.path().join("archive"), folder.path().join("index"));
    fs::create_dir(&archive).unwrap();
    let record = format!("{{\"title\":\"Notice\",\"text\":\"{}\"}}\n", "tide tables ".repeat(3000));
    for name in ["a.jsonl", "b.jsonl", "c.jsonl"] {
        fs::write(archive.join(name), record.repeat(90)).unwrap();
    }
    let options = UpdateOptions { verbose: true, ..options(&archive) };
    let progress = Progress::default();
    // Articles are shown while the run is under way, so that it can be interrupted by one of them.
    let summary = update(&index, &options, &progress, &mut |read| {
        progress.interrupted.fetch_or(read.id.starts_with("b.jsonl"), Ordering::Relaxed);
    });
    assert!(summary.unwrap().interrupted);
    let (files, articles) = whole(&index);
    assert!(files > 0 && articles == files * 90, "{articles} of {files} files");
    let summary = update(&index, &options, &Progress::default(), &mut |_| {}).unwrap();
    assert_eq!((summary.articles.total, whole(&index)), (270, (3, 270)));
}

/// What reading a file comes to, and how far the run is then, the file not yet done.
fn read_file(path: &Path, progress: &Progress) -> (Outcome, u64) {
    let options = options(path);
    let maps = RootMaps::default();
    let known_ids = KnownIds::default();
    let reading = FileReading {
        fields: None,
        options: &options,
        maps: &maps,
        known_ids: &known_ids,
        is_rebuild: false,
        forced: None,
    };
    let job = Job {
        key: FileKey { root: 0, relative: "a".to_owned() },
        path: path.to_owned(),
        id: "a".to_owned(),
        shown_path: "a".to_owned(),
        bytes: fs::metadata(path).unwrap().len(),
        modified_ns: 0,
        file: 0,
        previous: None,
        read_again: false,
        is_spooled: false,
        field_map: 0,
    };
    let file_progress = FileProgress::new(progress, job.bytes);
    let (results, _received) = unbounded();
    let mut enricher = options.enricher.clone();
    let report = FileReader::new(&reading, &mut enricher, &job, &results, &file_progress).read();
    (report.outcome, progress.bytes_done.load(Ordering::Relaxed))
}

#[test]
fn bytes_count_as_read_from_within_a_file_and_reading_ends_when_the_run_does() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.txt");
    fs::write(&path, "Harbour opens\n\nThe harbour opened.\n").unwrap();
    let progress = Progress::default();
    assert_eq!(read_file(&path, &progress), (Outcome::Articles(1), fs::metadata(&path).unwrap().len()));
    // Even where there is no article at which to end it.
    fs::write(&path, [0; 100]).unwrap();
    let progress = Progress::default();
    progress.interrupted.store(true, Ordering::Relaxed);
    assert_eq!(read_file(&path, &progress), (Outcome::Abandoned, 0));
}
