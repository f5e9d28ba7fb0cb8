//! A byte of the index that is not what was written is never an answer, and what can be read without writing is.

use std::fs;
use std::path::{Path, PathBuf};

use morgue_endurance::damage::{Trials, When};
use morgue_endurance::model::Size;
use morgue_endurance::session::Settings;

use crate::harness::{Archive, Run};

const COMMANDS: [&[&str]; 5] = [
    &["query", "harbour OR \"tide tables\"", "--all"],
    &["show", "a.txt", "c.jsonl#1", "--format", "json"],
    &["people", "--format", "json"],
    &["stats", "--format", "json"],
    &["check"],
];

/// Articles in several segments, one of them deleted; which lie together does not depend on threads.
fn archive() -> Archive {
    let article = |number: u32| {
        format!(
            "{{\"title\":\"Notice {number}\",\"text\":\"The tide tables of week {number}.\",\"date\":\"1987-03-01\",\"people\":[\"Anna Staff\"]}}\n"
        )
    };
    let index = |archive: &Archive| {
        archive.run(&["index", "archive", "--threads", "1"]).code(0);
    };
    let archive = Archive::new()
        .file("a.txt", "date 1987-03-02\nHarbour opens\nThe harbour opened, said Jacques Chirac.\n")
        .file("b.txt", "Harbour closes\n\nThe harbour closed.\n")
        .file("c.jsonl", (1..40).map(article).collect::<String>());
    index(&archive);
    archive.write("d.txt", "Harbour rests\n\nNobody came to the harbour.\n");
    index(&archive);
    archive.remove("b.txt");
    index(&archive);
    archive
}

/// The files that an index needs, by name: the manifest before the last is there for who has just opened it, and nothing
/// depends on when the last run was.
fn files_of(archive: &Archive) -> Vec<PathBuf> {
    let index = archive.path("index");
    let mut files: Vec<PathBuf> =
        fs::read_dir(index.join("data-1")).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| !path.ends_with("manifest-2") && !path.ends_with("runs"));
    files.push(index.join("morgue.json"));
    files.sort();
    files
}

fn flip(path: &Path, offset: usize, bit: u8) {
    let mut bytes = fs::read(path).unwrap();
    bytes[offset] ^= 1 << bit;
    fs::write(path, bytes).unwrap();
}

#[test]
fn a_flipped_bit_is_never_an_answer() {
    let archive = archive();
    let run = |command: &[&str]| archive.run(command);
    let sound: Vec<Run> = COMMANDS.iter().map(|command| run(command).code(0)).collect();
    let files = files_of(&archive);
    for kind in ["term", "idx", "pos", "store", "fast", "fieldnorm", "del"] {
        assert!(files.iter().any(|path| path.extension().is_some_and(|extension| extension == kind)), "no .{kind}");
    }
    let (mut refused, mut checked) = (0, 0);
    for (number, path) in files.iter().enumerate() {
        let length = usize::try_from(fs::metadata(path).unwrap().len()).unwrap();
        for (offset, bit) in [(number % length, 0), (length / 2, 3), (length - 1 - number % 30, 6)] {
            let before = fs::read(path).unwrap();
            flip(path, offset, bit);
            for (command, sound) in COMMANDS.iter().zip(&sound) {
                let damaged = run(command);
                let place = format!("byte {offset} of {}: morgue {}", path.display(), damaged.arguments);
                if damaged.code == Some(3) {
                    refused += 1;
                    assert_eq!(damaged.stderr.lines().count(), 1, "{place}\n{}", damaged.stderr);
                    assert!(damaged.stderr.contains("`morgue check --repair`"), "{place}\n{}", damaged.stderr);
                } else {
                    assert_eq!(
                        (damaged.code, &damaged.stdout),
                        (Some(0), &sound.stdout),
                        "{place}\n{}",
                        damaged.stderr
                    );
                }
            }
            checked += usize::from(run(&["check"]).code == Some(3));
            fs::write(path, before).unwrap();
        }
    }
    // Every flip is found by a check, and most are met by the other commands as well.
    assert_eq!(checked, files.len() * 3);
    assert!(refused > checked * 2, "{refused} of {checked}");
    assert_eq!(run(COMMANDS[0]).stdout, sound[0].stdout);
}

#[test]
fn damage_is_not_laundered_by_a_merge() {
    let archive = Archive::new();
    for number in 0..30 {
        archive.write(&format!("{number}.txt"), format!("Notice {number}\n\nThe tide tables of week {number}.\n"));
    }
    let archive = archive.indexed();
    for store in files_of(&archive).iter().filter(|path| path.extension().is_some_and(|extension| extension == "store"))
    {
        flip(store, 40, 2);
    }
    for number in 0..20 {
        archive.remove(&format!("{number}.txt"));
    }
    archive.run(&["index", "archive"]).code(3).says(".store` does not match its checksum").says("check --repair");
    archive.run(&["check"]).code(3).prints(".store` does not match its checksum");
}

#[test]
fn a_file_that_is_lost_or_cut_off_is_named() {
    for kind in ["term", "idx", "pos", "store", "fast", "fieldnorm", "del"] {
        let archive = archive();
        let of_kind = |path: &&PathBuf| path.extension().is_some_and(|extension| extension == kind);
        let files = files_of(&archive);
        let path = files.iter().find(of_kind).unwrap();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let bytes = fs::read(path).unwrap();
        fs::write(path, &bytes[..bytes.len() / 2]).unwrap();
        archive.run(&["check"]).code(3).prints(&name);
        archive.run(&["query", "harbour"]).code(3).says(&name);
        fs::remove_file(path).unwrap();
        archive.run(&["check"]).code(3).prints(&format!("`{name}` is missing"));
        archive.run(&["query", "harbour"]).code(3).says(&format!("`{name}` is missing"));
    }
}

/// Lets the program read what is there and write nothing, whoever runs the test: the superuser may write anywhere.
#[cfg(unix)]
fn reader(archive: &Archive, arguments: &[&str]) -> std::process::Command {
    use std::os::unix::fs::MetadataExt;
    use std::os::unix::process::CommandExt;
    const NOBODY: u32 = 65_534;
    let mut command = archive.command(arguments);
    if fs::metadata(archive.path("index")).unwrap().uid() == 0 {
        command.uid(NOBODY);
    }
    command
}

#[cfg(unix)]
fn set_mode(path: &Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

#[cfg(unix)]
#[test]
fn an_index_that_cannot_be_written_can_be_read() {
    let archive = archive();
    let folders = [archive.path("."), archive.path("index"), archive.path("index/data-1")];
    for folder in &folders {
        set_mode(folder, 0o555);
    }
    for command in COMMANDS {
        let run = Run::new(command, &reader(&archive, command).output().unwrap());
        assert_eq!(run.code, Some(0), "{}: {}", run.arguments, run.stderr);
    }
    let run = Run::new(&["index"], &reader(&archive, &["index", "archive"]).output().unwrap());
    run.code(3).says("index/lock` of the index: Permission denied");
    let meta = archive.path("index/data-1/meta.json");
    set_mode(&meta, 0o000);
    let run = Run::new(&["query"], &reader(&archive, &["query", "harbour"]).output().unwrap());
    run.code(3).says("meta.json` of the index: Permission denied");
    for folder in &folders {
        set_mode(folder, 0o755);
    }
}

/// Files of every kind, damaged in every way, before an index is read and before it is merged; a longer run of the same is
/// `morgue-endurance flips` and `morgue-endurance damage`.
#[test]
fn whatever_is_damaged_an_answer_is_right_or_refused_and_the_way_out_works() {
    let settings = Settings { binary: PathBuf::from(env!("CARGO_BIN_EXE_morgue")), seed: 1, commit_every: None };
    let size = Size { texts: 40, lines: 6, zips: 3, articles: 8 };
    let (read, merged) = (Trials { when: When::Read }, Trials { when: When::Merged });
    let reports = [
        read.flips(&settings, size, 14),
        read.damage(&settings, size, 18),
        merged.flips(&settings, size, 12),
        merged.damage(&settings, size, 6),
    ];
    for report in reports {
        let report = report.unwrap();
        assert_eq!(report.findings(), 0, "{}", report.summary("damage"));
        assert!(report.counted("refused") > 0, "{}", report.summary("damage"));
    }
}

#[test]
fn a_sound_file_in_the_place_of_another_is_damage() {
    let archive = archive();
    let files: Vec<PathBuf> = walkdir::WalkDir::new(archive.path("index"))
        .sort_by_file_name()
        .into_iter()
        .map(|file| file.unwrap().into_path())
        .collect();
    for ending in ["store", "idx", "pos", "term", "fast", "fieldnorm"] {
        let mut named = files.iter().filter(|path| path.extension().is_some_and(|extension| extension == ending));
        let (first, second) = (named.next().unwrap(), named.next().unwrap());
        let kept = fs::read(second).unwrap();
        fs::copy(first, second).unwrap();
        archive.run(&["check"]).code(3);
        let query = archive.run(&["query", "harbour OR \"tide tables\"", "--all"]).code(3);
        assert!(query.stderr.contains(&format!(".{ending}` does not match its checksum")), "{}", query.stderr);
        fs::write(second, kept).unwrap();
    }
    archive.run(&["check"]).code(0);
}

/// Damages a file.
type Damage = fn(&Path);

#[test]
fn a_repair_keeps_what_is_sound_and_the_next_run_reads_the_rest() {
    let damages: [(&str, Damage); 5] = [
        (".store", flip_in_the_middle),
        ("morgue.json", |path| fs::write(path, "{").unwrap()),
        ("morgue.json", |path| fs::remove_file(path).unwrap()),
        ("manifest-", |path| fs::write(path, "").unwrap()),
        ("meta.json", flip_in_the_middle),
    ];
    for (name, damage) in damages {
        let archive = Archive::new()
            .file("a.txt", "Harbour opens\n\nThe harbour opened.\n")
            .file("b.txt", "Bridge closes\n\nThe bridge closed.\n")
            .indexed();
        // A commit for each run: two segments, of which one is damaged.
        archive.write("c.txt", "Tram returns\n\nThe tram returned.\n");
        archive.run(&["index", "archive"]).code(0);
        let files = walkdir::WalkDir::new(archive.path("index")).sort_by_file_name().into_iter().map(Result::unwrap);
        // Of manifests the last is that of the generation in force.
        let named = files.filter(|file| file.file_name().to_string_lossy().contains(name));
        damage(named.last().unwrap().path());
        archive.run(&["check"]).code(3);
        let repair = archive.run(&["check", "--repair"]).code(0).says("the index is sound again");
        archive.run(&["check"]).code(0);
        let kept = archive.ids(&[]).len();
        let named = repair.stdout.lines().filter(|line| line.starts_with("to be read again: ")).count();
        assert_eq!(kept + named, 3, "{name}: {}", repair.stdout);
        archive.run(&["index"]).code(0);
        assert_eq!(archive.ids(&["harbour OR bridge OR tram"]).len(), 3, "{name}");
        archive.run(&["check"]).code(0);
    }
}

fn flip_in_the_middle(path: &Path) {
    let mut bytes = fs::read(path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(path, bytes).unwrap();
}
