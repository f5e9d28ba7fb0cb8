use super::*;
use crate::article::Article;
use crate::index::{Record, check};

const EVERY_ARTICLE: CommitPolicy = CommitPolicy { articles: 1, text_bytes: usize::MAX, interval: Duration::MAX };

fn writer(folder: &Path, commit: CommitPolicy) -> Writer {
    let options =
        WriterOptions { purpose: Purpose::Update, threads: 1, memory_bytes: 0, commit, day: NaiveDate::default() };
    Writer::open(folder, options).unwrap()
}

fn batch(writer: &Writer, file: u64, records: u64) -> Batch {
    let mut batch = Batch::new(file, writer.fields());
    for number in 0..records {
        batch.push(
            &Record {
                root: 0,
                id: format!("{file}.txt#{number}"),
                relative: format!("{file}.txt"),
                member: Some(number.to_string()),
                format: "text".to_owned(),
                words: 1,
                article: article(),
            },
            None,
        );
    }
    batch
}

fn article() -> Article {
    Article {
        title_made: false,
        title: "Harbour".to_owned(),
        body: String::new(),
        date: None,
        updated: None,
        byline: None,
        authors: Vec::new(),
        source: None,
        section: None,
        language: None,
        url: None,
        entities: Vec::new(),
    }
}

fn key(file: u64) -> FileKey {
    FileKey { root: 0, relative: format!("{file}.txt") }
}

fn entry(file: u64, articles: u64) -> FileEntry {
    FileEntry {
        length: 0,
        file,
        bytes: 1,
        modified_ns: 0,
        read_ns: 0,
        hash: file,
        articles,
        rejected: None,
        rejected_members: Vec::new(),
        forced: 0,
        field_map: 0,
    }
}

/// Generation, files and articles of an index whose check is clean.
fn whole(folder: &Path) -> (u64, u64, u64) {
    let report = check(folder).unwrap();
    assert_eq!(report.damage, Vec::<String>::new());
    (report.generation, report.files, report.articles)
}

#[test]
fn a_commit_that_is_due_waits_for_files_that_are_begun() {
    let folder = tempfile::tempdir().unwrap();
    let mut writer = writer(folder.path(), EVERY_ARTICLE);
    writer.add(batch(&writer, 0, 2)).unwrap();
    assert_eq!(writer.commit_if_due().unwrap(), CommitDue::WaitsForFiles);
    writer.finish_file(key(1), entry(1, 1), batch(&writer, 1, 1)).unwrap();
    assert_eq!(writer.commit_if_due().unwrap(), CommitDue::WaitsForFiles);
    writer.finish_file(key(0), entry(0, 2), batch(&writer, 0, 0)).unwrap();
    assert_eq!(writer.commit_if_due().unwrap(), CommitDue::Committed);
    assert_eq!(whole(folder.path()), (1, 2, 3));
    assert_eq!(writer.commit_if_due().unwrap(), CommitDue::NotYet);
    // What comes after is not in the index before its own commit, and never without being finished.
    writer.add(batch(&writer, 2, 2)).unwrap();
    drop(writer);
    assert_eq!(whole(folder.path()), (1, 2, 3));
}

#[test]
fn each_limit_makes_a_commit_due() {
    let never = CommitPolicy::NEVER;
    let policies = [
        (never, CommitDue::NotYet),
        (CommitPolicy { articles: 3, ..never }, CommitDue::Committed),
        (CommitPolicy { articles: 4, ..never }, CommitDue::NotYet),
        (CommitPolicy { text_bytes: 3 * "Harbour".len(), ..never }, CommitDue::Committed),
        (CommitPolicy { text_bytes: 3 * "Harbour".len() + 1, ..never }, CommitDue::NotYet),
        (CommitPolicy { interval: Duration::ZERO, ..never }, CommitDue::Committed),
    ];
    for (policy, expected) in policies {
        let folder = tempfile::tempdir().unwrap();
        let mut writer = writer(folder.path(), policy);
        writer.finish_file(key(0), entry(0, 3), batch(&writer, 0, 3)).unwrap();
        assert_eq!(writer.commit_if_due().unwrap(), expected, "{policy:?}");
    }
}

#[test]
fn what_is_abandoned_or_rejected_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let mut writer = writer(folder.path(), EVERY_ARTICLE);
    writer.finish_file(key(0), entry(0, 1), batch(&writer, 0, 1)).unwrap();
    writer.add(batch(&writer, 1, 2)).unwrap();
    writer.abandon_file(1);
    writer.add(batch(&writer, 2, 2)).unwrap();
    writer.reject_file(key(2), entry(2, 0));
    writer.add(batch(&writer, 3, 2)).unwrap();
    assert_eq!(writer.finish().unwrap(), 1);
    assert_eq!(whole(folder.path()), (1, 2, 1));
}

#[test]
fn a_new_version_takes_the_place_of_the_old_one() {
    let folder = tempfile::tempdir().unwrap();
    let mut first = writer(folder.path(), CommitPolicy::default());
    first.finish_file(key(0), entry(0, 2), batch(&first, 0, 2)).unwrap();
    first.finish_file(key(9), entry(9, 1), batch(&first, 9, 1)).unwrap();
    assert_eq!(first.finish().unwrap(), 3);
    drop(first);
    let mut second = writer(folder.path(), CommitPolicy::default());
    // Its own number, as every version of a file has.
    second.finish_file(key(0), entry(10, 1), batch(&second, 10, 1)).unwrap();
    second.remove_file(&key(9));
    assert_eq!(second.finish().unwrap(), 1);
    assert_eq!(whole(folder.path()), (2, 1, 1));
}
