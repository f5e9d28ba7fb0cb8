//! `morgue.toml`: formats that a user describes.

use crate::harness::Archive;

const MAPS: &str = r#"
[[format]]
name = "vendor"
files = ["vendor/*.xml"]
reads = "xml"
record = "export/story"
[format.fields]
id = "@number"
title = "head/line"
body = "text/p"
date = "day"
"#;

const EXPORT: &str = "<export>
<story number='7'><head><line>Harbour opens</line></head><day>11 July 2022</day><text><p>The harbour opened.</p></text></story>
<story number='8'><head><line>Ferry late</line></head><day>12 July 2022</day><text><p>The ferry was late.</p></text></story>
</export>";

#[test]
fn a_format_that_a_user_describes_is_read_and_tried_first() {
    let archive = Archive::new().file("morgue.toml", MAPS).file("vendor/july.xml", EXPORT);
    let run = archive.run(&["index", "--dry-run", "-v", "archive"]).code(0);
    assert!(run.stderr.contains("vendor/july.xml#7 [vendor]\n  title    Harbour opens\n"), "{}", run.stderr);
    assert!(run.stderr.contains("  date     2022-07-11 (metadata)\n"), "{}", run.stderr);
    let archive = archive.indexed();
    assert_eq!(archive.ids(&["ferry"]), ["vendor/july.xml#8"]);
    assert_eq!(archive.show("vendor/july.xml#8")["format"], "vendor");
}

#[test]
fn a_map_that_was_changed_reads_its_files_anew() {
    let archive = Archive::new().file("morgue.toml", MAPS).file("vendor/july.xml", EXPORT).indexed();
    assert_eq!(archive.index()["files"]["unchanged"], 1);
    archive.write("morgue.toml", MAPS.replace("head/line", "text/p"));
    let summary = archive.index();
    assert_eq!((&summary["files"]["updated"], &summary["articles"]["updated"]), (&1.into(), &2.into()));
    assert_eq!(archive.show("vendor/july.xml#7")["title"], "The harbour opened.");
}

#[test]
fn a_mistake_in_a_map_ends_the_run_with_its_line() {
    let archive = Archive::new().file("morgue.toml", "\n[[format]]\nname = 'x'\n").file("a.txt", "Harbour");
    let run = archive.run(&["index", "archive"]).code(2);
    assert_eq!(run.stderr, "morgue: `archive/morgue.toml`: line 2: expected `files`, such as [\"export/*.xml\"]\n");
}
