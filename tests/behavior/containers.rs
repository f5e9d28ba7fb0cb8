//! Archives within the archive: ZIP, tar and 7z, packed again, broken, and bombs.

use std::io::{Cursor, Write};

use zip::write::{SimpleFileOptions, ZipWriter};

use crate::harness::Archive;

type Files<'f> = &'f [(&'f str, &'f [u8])];

fn zip_of(files: Files<'_>) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn tar_of(files: Files<'_>) -> Vec<u8> {
    let mut builder = tar::Builder::new(Vec::new());
    for (name, content) in files {
        let mut header = tar::Header::new_gnu();
        header.set_size(content.len() as u64);
        header.set_mode(0o644);
        builder.append_data(&mut header, name, *content).unwrap();
    }
    builder.into_inner().unwrap()
}

fn xz_of(bytes: &[u8]) -> Vec<u8> {
    let mut writer = lzma_rust2::XzWriter::new(Vec::new(), lzma_rust2::XzOptions::default()).unwrap();
    writer.write_all(bytes).unwrap();
    writer.finish().unwrap()
}

fn bzip2_of(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// A 7z file with the text `Ferry strikes back` in `ferry.txt`, made by p7zip.
const FERRY_7Z: &[u8] = include_bytes!("../fixtures/containers/ferry.7z");

const HARBOUR: &[u8] = b"Harbour opens\n\nThe harbour opened again.\n";
const LINES: &[u8] = b"{\"title\":\"First\",\"text\":\"one\"}\n{\"id\":\"x7\",\"title\":\"Second\",\"text\":\"two\"}\n";

#[test]
fn ids_name_the_member_and_the_record_in_it() {
    let inner = zip_of(&[("deep/harbour.txt", HARBOUR), ("lines.jsonl", LINES)]);
    let archive = Archive::new()
        .file("plain.zip", zip_of(&[("2022/07/11/harbour.txt", HARBOUR), (".hidden.txt", HARBOUR)]))
        .file("packed.tar.xz", xz_of(&tar_of(&[("harbour.txt", HARBOUR), ("lines.jsonl", LINES)])))
        .file("twice.tgz", bzip2_of(&tar_of(&[("inner.zip", &inner)])))
        .file("ferry.7z", FERRY_7Z)
        .file("single.txt.bz2", bzip2_of(HARBOUR))
        .indexed();
    let mut ids = archive.ids(&[]);
    ids.sort();
    assert_eq!(
        ids,
        [
            "ferry.7z#ferry.txt",
            "packed.tar.xz#harbour.txt",
            "packed.tar.xz#lines.jsonl#1",
            "packed.tar.xz#lines.jsonl#x7",
            "plain.zip#2022/07/11/harbour.txt",
            "single.txt.bz2",
            "twice.tgz#inner.zip#deep/harbour.txt",
            "twice.tgz#inner.zip#lines.jsonl#1",
            "twice.tgz#inner.zip#lines.jsonl#x7",
        ]
    );
    let article = archive.show("plain.zip#2022/07/11/harbour.txt");
    assert_eq!((&article["date"], &article["date_source"]), (&"2022-07-11".into(), &"path".into()));
    assert_eq!(article["member"], "2022/07/11/harbour.txt");
}

#[test]
fn strict_ends_at_a_file_within_another_that_is_rejected() {
    let archive = Archive::new()
        .file("a.txt", HARBOUR)
        .file("b.zip", zip_of(&[("harbour.txt", HARBOUR), ("photo.jpg", b"\xff\xd8\xff\xe0")]))
        .file("c.txt", HARBOUR);
    // A second run meets the same file, as it was.
    for _ in 0..2 {
        archive.run(&["index", "archive", "--strict", "--threads", "1"]).code(4);
        let mut ids = archive.ids(&[]);
        ids.sort();
        assert_eq!(ids, ["a.txt", "b.zip#harbour.txt"]);
    }
    archive.run(&["index", "archive"]).code(4);
    assert_eq!(archive.ids(&[]).len(), 3);
}

#[test]
fn what_cannot_be_read_within_is_named_and_remembered() {
    let third = zip_of(&[("a.txt", HARBOUR)]);
    let second = zip_of(&[("third.zip", &third)]);
    let archive = Archive::new()
        .file(
            "mixed.zip",
            zip_of(&[("harbour.txt", HARBOUR), ("photo.jpg", b"\xff\xd8\xff\xe0"), ("second.zip", &second)]),
        )
        .file("images.zip", zip_of(&[("photo.jpg", b"\xff\xd8\xff\xe0")]))
        .file("empty.zip", zip_of(&[]));
    let summary = archive.run(&["index", "archive", "--format", "json"]).code(4).json();
    let rejects = |summary: &serde_json::Value| {
        let rejects = summary["rejects"].as_array().unwrap().iter();
        rejects
            .map(|reject| format!("{} {} {}", reject["path"], reject["member"], reject["reason"]))
            .collect::<Vec<_>>()
    };
    insta::assert_snapshot!(rejects(&summary).join("\n"));
    assert_eq!(summary["files"]["rejected"], 2);
    let again = archive.run(&["index", "archive", "--format", "json"]).code(4).json();
    assert_eq!(rejects(&again), rejects(&summary));
    assert_eq!(again["files"]["unchanged"], 1);
    assert_eq!(again["bytes_read"], 0);
}

#[test]
fn a_name_that_comes_twice_gives_two_articles() {
    let archive = Archive::new().file("twice.tar", tar_of(&[("a.txt", HARBOUR), ("a.txt", HARBOUR)])).indexed();
    assert_eq!(archive.ids(&[]).len(), 2);
}

#[test]
fn bombs_are_refused_with_a_reason_and_the_rest_is_read() {
    let zeros = vec![b'0'; 300 << 20];
    let line = zstd::encode_all(&zeros[..], 1).unwrap();
    let archive = Archive::new()
        .file("bomb.zip", zip_of(&[("harbour.txt", HARBOUR), ("zeros.jsonl", &zeros), ("ferry.txt", HARBOUR)]))
        .file("line.txt.zst", line)
        .file("harbour.txt", HARBOUR);
    let summary = archive.run(&["index", "archive", "--format", "json"]).code(4).json();
    let rejects = summary["rejects"].to_string();
    assert!(rejects.contains("no article is"), "{rejects}");
    let mut ids = archive.ids(&["harbour"]);
    ids.sort();
    assert_eq!(ids, ["bomb.zip#ferry.txt", "bomb.zip#harbour.txt", "harbour.txt"]);
}
