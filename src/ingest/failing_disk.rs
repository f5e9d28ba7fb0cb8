//! Whatever step of a run fails, the index opens, is whole, and the next run completes it.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::time::Duration;

use chrono::NaiveDate;
use tempfile::TempDir;

use super::{Progress, Prune, UpdateOptions, update};
use crate::enrich::Enricher;
use crate::error::{Error, Result};
use crate::index::faults::{Fault, FaultyDisk};
use crate::index::{CheckReport, CommitPolicy, check};

const FAULTS: [Fault; 3] = [Fault::Failure, Fault::FullDisk, Fault::Crash];

/// What a run is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scene {
    /// There is no index yet.
    First,
    /// Files came, changed and went, so many that segments are merged.
    Changes,
    /// The index is made anew.
    Rebuild,
}

#[test]
fn a_first_run_that_fails_at_any_step_leaves_no_index_or_a_whole_one() {
    fail_at_every_step(Scene::First);
}

#[test]
fn a_run_that_fails_at_any_step_loses_nothing() {
    fail_at_every_step(Scene::Changes);
}

#[test]
fn a_rebuild_that_fails_at_any_step_loses_nothing() {
    fail_at_every_step(Scene::Rebuild);
}

fn fail_at_every_step(scene: Scene) {
    for fault in FAULTS {
        let mut steps = 0;
        while fails_at(scene, fault, steps) {
            steps += 1;
        }
        // Fewer would mean that files are written around the disk that is watched.
        assert!(steps > 30, "{scene:?}, {fault:?}: {steps}");
    }
}

/// Runs with a fault at a step; `false` where the run ends before it.
fn fails_at(scene: Scene, fault: Fault, step: usize) -> bool {
    let place = format!("{scene:?}, {fault:?} at step {step}");
    let folder = prepared(scene);
    let (archive, index) = (folder.path().join("archive"), folder.path().join("index"));
    let disk = FaultyDisk::new(&index, fault, step);
    // A failure may be one that the run can do without, such as of a file that is removed by the next one.
    let run = run(&archive, &index, scene == Scene::Rebuild);
    let was_met = disk.was_met();
    drop(disk);
    assert!(was_met || run.is_ok(), "{place}: {run:?}");
    match check(&index) {
        Ok(report) => assert_eq!(report.damage, Vec::<String>::new(), "{place}"),
        Err(Error::NoIndex(_)) => assert_eq!(scene, Scene::First, "{place}"),
        Err(error) => panic!("{place}: {error}"),
    }
    // A run that has something to write clears away what the one before left.
    fs::write(archive.join("5.txt"), "Harbour rests\n\nNobody came to the harbour.\n").unwrap();
    self::run(&archive, &index, false).unwrap_or_else(|error| panic!("{place}, the next run: {error}"));
    let CheckReport { damage, files, articles, .. } = check(&index).unwrap();
    let expected = articles_of(&archive);
    assert_eq!((damage, files, articles), (Vec::new(), expected.0, expected.1), "{place}");
    assert_eq!(left_over(&index), Vec::<String>::new(), "{place}");
    was_met
}

/// A small archive and, but for the first run, an index of how it was before.
fn prepared(scene: Scene) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let (archive, index) = (folder.path().join("archive"), folder.path().join("index"));
    fs::create_dir(&archive).unwrap();
    let write = |name: &str, text: &str| fs::write(archive.join(name), text).unwrap();
    for number in 0..4 {
        write(&format!("{number}.txt"), &format!("Notice {number}\n\nThe tide tables of week {number}.\n"));
    }
    if scene != Scene::First {
        run(&archive, &index, false).unwrap();
        fs::remove_file(archive.join("0.txt")).unwrap();
        write("1.txt", "Harbour closes\n\nThe harbour closed for good.\n");
        write("4.txt", "Harbour opens\n\nThe harbour opened again.\n");
    }
    folder
}

/// Brings the index up to date, with a commit after every file.
fn run(archive: &Path, index: &Path, rebuild: bool) -> Result<()> {
    let options = UpdateOptions {
        paths: vec![archive.to_owned()],
        prune: Prune::Careful,
        dry_run: false,
        strict: false,
        verbose: false,
        check_content: false,
        rebuild,
        skip: Vec::new(),
        threads: 1,
        memory_bytes: 0,
        commit: CommitPolicy { articles: 1, text_bytes: usize::MAX, interval: Duration::MAX },
        language: None,
        enricher: Enricher::new(None),
        input_format: None,
        date_order: None,
        file_dates: false,
        now: chrono::DateTime::UNIX_EPOCH,
        today: NaiveDate::from_ymd_opt(2026, 1, 1).unwrap(),
    };
    update(index, &options, &Progress::default(), &mut |_| {}).map(drop)
}

/// How many files the archive has, and how many articles: one each.
fn articles_of(archive: &Path) -> (u64, u64) {
    let files = fs::read_dir(archive).unwrap().count() as u64;
    (files, files)
}

/// Names of files in the index that belong to no segment and no generation in force, and do not tell of runs.
fn left_over(index: &Path) -> Vec<String> {
    let names = |folder: &Path| -> BTreeSet<String> {
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    };
    let data: Vec<String> = names(index).into_iter().filter(|name| name.starts_with("data-")).collect();
    assert_eq!(data.len(), 1, "{data:?}");
    let data = index.join(&data[0]);
    let meta = fs::read_to_string(data.join("meta.json")).unwrap().replace('-', "");
    let is_needed = |name: &str| {
        matches!(name, "meta.json" | "runs")
            || name.starts_with("manifest-")
            || meta.contains(name.split('.').next().unwrap())
    };
    let manifests = names(&data).iter().filter(|name| name.starts_with("manifest-")).count();
    assert!(manifests <= 2, "{manifests} manifests");
    names(&data).into_iter().filter(|name| !is_needed(name) || name.ends_with(".partial")).collect()
}
