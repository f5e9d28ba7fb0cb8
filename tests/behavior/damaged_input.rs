//! Files that are broken, packed, strange or no articles at all: each is read or named with a reason, none ends the run.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::harness::Archive;

fn gzip(text: &str) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn packed_files_are_read_with_all_their_members() {
    let two_members =
        [gzip("{\"title\":\"First\",\"text\":\"one\"}\n"), gzip("{\"title\":\"Second\",\"text\":\"two\"}\n")].concat();
    let archive = Archive::new()
        .file("two.jsonl.gz", two_members)
        .file("one.txt.zst", zstd::encode_all(&b"Third\n\nThe third text.\n"[..], 3).unwrap())
        .indexed();
    let mut ids = archive.ids(&[]);
    ids.sort();
    assert_eq!(ids, ["one.txt.zst", "two.jsonl.gz#1", "two.jsonl.gz#2"]);
}

#[test]
fn a_packed_file_that_breaks_off_gives_what_is_readable_and_says_so() {
    let whole = gzip(&"The harbour opened again. ".repeat(4000));
    let archive = Archive::new().file("cut.txt.gz", &whole[..whole.len() / 2]);
    let summary = archive.index();
    assert_eq!(summary["files"]["added"], 1, "{summary}");
    assert!(summary["warnings"][0]["message"].as_str().unwrap().contains("cannot be read to its end"), "{summary}");
    assert_eq!(archive.ids(&["harbour"]), ["cut.txt.gz"]);
}

#[test]
fn encodings_are_told_and_what_cannot_be_decoded_is_said() {
    let utf_16: Vec<u8> = "\u{feff}Zürich: Straßenbahn fährt\n\nDie Straßenbahn fährt wieder.\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let archive = Archive::new()
        .file("utf16.txt", utf_16)
        .file("latin.txt", b"Le pr\xe9sident \xe9lu\n\nLe pr\xe9sident a \xe9t\xe9 \xe9lu dimanche \xe0 Paris. \x93Merci\x94, dit-il.\n")
        .file("bom.txt", "\u{feff}Harbour opens\n\nThe harbour opened.\n")
        .file("broken.txt", [b"Harbour f\xc3\xaate\n\n".as_slice(), "La fête a été très gaie à l’été. ".repeat(20).as_bytes(), b" one \xff byte\n"].concat());
    let summary = archive.index();
    assert_eq!(archive.ids(&["strassenbahn"]), ["utf16.txt"]);
    assert_eq!(archive.ids(&["élu"]), ["latin.txt"]);
    assert_eq!(archive.show("bom.txt")["title"], "Harbour opens");
    let warnings = summary["warnings"].to_string();
    assert!(
        warnings.contains("broken.txt") && warnings.contains("1 place could not be decoded as UTF-8"),
        "{warnings}"
    );
}

#[test]
fn what_is_no_article_is_rejected_with_a_reason() {
    let archive = Archive::new()
        .file("empty.txt", "")
        .file("blank.txt", " \n\n")
        .file("config.json", r#"{"colour":"blue","size":3}"#)
        .file("photo.jpg", b"\xff\xd8\xff\xe0 and so on")
        .file("binary.dat", [0_u8, 1, 2, 3, 0, 0, 255])
        .file("good.txt", "Harbour opens\n\nThe harbour opened.\n");
    let run = archive.run(&["index", "archive", "--format", "json", "--rejects", "rejects.jsonl"]).code(4);
    let summary = run.json();
    assert_eq!(summary["files"]["rejected"], 5, "{summary}");
    assert_eq!(summary["files"]["added"], 1);
    let rejects = std::fs::read_to_string(archive.path("rejects.jsonl")).unwrap();
    assert_eq!(rejects.lines().count(), 5);
    let first: serde_json::Value = serde_json::from_str(rejects.lines().next().unwrap()).unwrap();
    assert_eq!(first.as_object().unwrap().keys().collect::<Vec<_>>(), ["path", "member", "line", "reason"]);
    assert!(rejects.contains("no field that could be a title or a text"), "{rejects}");
    assert!(rejects.contains("a JPEG image"), "{rejects}");
}

#[test]
fn a_broken_line_does_not_end_a_file() {
    let archive = Archive::new().file(
        "d.jsonl",
        "{\"title\":\"One\",\"text\":\"a\"}\n{\"title\": broken\n{\"title\":\"Three\",\"text\":\"c\"}\n",
    );
    let summary = archive.index();
    assert_eq!(summary["articles"]["added"], 2);
    assert_eq!(summary["warnings"][0]["line"], 2, "{summary}");
    let mut ids = archive.ids(&[]);
    ids.sort();
    assert_eq!(ids, ["d.jsonl#1", "d.jsonl#3"]);
}

#[test]
fn an_id_that_repeats_gets_its_line() {
    let archive = Archive::new()
        .file("d.jsonl", "{\"id\":\"x\",\"title\":\"One\"}\n{\"id\":\"x\",\"title\":\"Two\"}\n")
        .indexed();
    let mut ids = archive.ids(&[]);
    ids.sort();
    assert_eq!(ids, ["d.jsonl#x", "d.jsonl#x@2"]);
    assert_eq!(archive.show("d.jsonl#x@2")["title"], "Two");
}

#[test]
fn strict_ends_at_the_first_rejected_file() {
    let archive = Archive::new()
        .file("a.txt", "Ferry\n\nThe ferry.\n")
        .file("b.bin", [0_u8, 1, 2])
        .file("c.txt", "Harbour\n\nThe harbour.\n")
        .file("d.bin", [0_u8, 1, 2]);
    let strict = ["index", "archive", "--strict", "--threads", "1", "--format", "json"];
    // A second run meets the same file, as it was.
    for (added, unchanged) in [(1, 0), (0, 1)] {
        let summary = archive.run(&strict).code(4).json();
        let files = &summary["files"];
        let expected = serde_json::json!({"seen": 2, "added": added, "updated": 0, "unchanged": unchanged, "moved": 0,
            "removed": 0, "rejected": 1});
        assert_eq!((files, summary["rejects"].as_array().unwrap().len()), (&expected, 1));
        assert_eq!(archive.ids(&[]), ["a.txt"]);
    }
    archive.run(&["index", "archive", "--strict"]).says("ended at the first rejected file (--strict)");
    archive.run(&["index", "archive", "--strict", "--rebuild"]).code(4).says("the index is as it was");
    assert_eq!(archive.ids(&[]), ["a.txt"]);
    archive.run(&["index", "archive"]).code(4);
    assert_eq!(archive.ids(&["harbour"]), ["c.txt"]);
}

#[cfg(unix)]
#[test]
fn links_in_a_circle_and_odd_names_survive() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let archive = Archive::new().file("sub/a b\nc.txt", "Harbour opens\n\nThe harbour opened.\n");
    std::os::unix::fs::symlink(archive.path("archive"), archive.path("archive/sub/loop")).unwrap();
    let odd = archive.path("archive").join(OsStr::from_bytes(b"odd-\xff.txt"));
    std::fs::write(odd, "Ferry sails\n\nThe ferry sailed.\n").unwrap();
    archive.write(".hidden.txt", "Hidden\n\nHidden.\n");
    let summary = archive.index();
    assert_eq!(summary["files"]["added"], 2, "{summary}");
    assert_eq!(archive.ids(&["ferry"]), ["odd-%FF.txt"]);
    assert_eq!(archive.run(&["query", "harbour"]).stdout.lines().count(), 1);
}
