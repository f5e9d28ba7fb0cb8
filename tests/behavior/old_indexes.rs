//! Indexes of earlier formats, kept under `tests/old_indexes`: refused in our own words, and made anew from the folders they know.

use std::fs;

use crate::harness::{Archive, copy_folder, fixtures};

/// What stands in the kept indexes for the folder that they were made in.
const PLACEHOLDER: &str = "/FOLDER";

/// An archive of the two articles, beside the kept index of this format.
fn archive_with_index_of(format: u32) -> Archive {
    let archive = Archive::new()
        .file("harbour.txt", "Title: Harbour opens\nDate: 1987-03-12\n\nThe harbour opened again after the storm.\n")
        .file("bridge.txt", "Title: Bridge closes\nDate: 1988-04-01\n\nThe bridge will be closed until the spring.\n");
    let kept = fixtures().with_file_name("old_indexes").join(format!("format-{format}"));
    copy_folder(&kept, &archive.path("index"));
    // From the fourth on a checksum forbids that, and the archive is found beside the index.
    if format <= 3 {
        let meta = archive.path("index/data-1/meta.json");
        let folder = archive.path("").to_str().unwrap().trim_end_matches('/').to_owned();
        let moved = fs::read_to_string(&meta).unwrap().replace(PLACEHOLDER, &folder);
        fs::write(meta, moved).unwrap();
    }
    archive
}

#[test]
fn an_index_of_an_earlier_format_is_refused_with_the_way_out_and_made_anew() {
    for format in 1..=4 {
        let archive = archive_with_index_of(format);
        let name = format!("format {format},");
        for command in
            [&["query", "harbour"][..], &["show", "harbour.txt"], &["stats"], &["check"], &["index", "archive"]]
        {
            archive.run(command).code(3).says(&name).says("--rebuild").stdout("");
        }
        // The folders are those that the old index knows: none is named here.
        archive.run(&["index", "--rebuild", "--no-model"]).code(0);
        assert_eq!(archive.ids(&["harbour"]), ["harbour.txt"], "format {format}");
        assert_eq!(archive.run(&["query", "--count"]).stdout, "2\n", "format {format}");
        archive.run(&["check"]).code(0);
    }
}
