//! Bugs that were there once, each with its story.

use crate::harness::Archive;

/// The marks of stems and of the ends of sentences are terms of one character more: `as~` found every article with a
/// full stop, and `sanction~` every form of the word.
#[test]
fn near_words_are_words() {
    let archive = Archive::new()
        .file("a.txt", "Harbour\n\nThe harbour opened. Then it closed. The sanctions stayed.\n")
        .file("b.txt", "Harbour\n\nIt is as it was.\n")
        .indexed();
    assert_eq!(archive.ids(&["as~"]), ["b.txt"]);
    assert_eq!(archive.ids(&["sx~"]), [""; 0]);
    assert_eq!(archive.ids(&["sanctiond~"]), ["a.txt"]);
    assert_eq!(archive.ids(&["sanctio~"]), [""; 0]);
}

/// Tables of earnings have words of letters, none of them a function word, and were taken for French.
#[test]
fn a_table_is_in_no_language() {
    let table =
        "Shr 13 cts vs 12 cts\nNet 1,612,000 vs 1,571,000\nRevs 28.8 mln vs 25.0 mln\nAvg shrs 12.8 mln vs 13.3 mln\n";
    let archive = Archive::new().file("a.txt", format!("date 1987-03-26\nEMULEX CORP 1ST QTR NET\n{table}")).indexed();
    assert_eq!(archive.show("a.txt")["language"], serde_json::Value::Null);
    assert_eq!(archive.show("a.txt")["title"], "EMULEX CORP 1ST QTR NET");
    assert_eq!(archive.ids(&["revs"]), ["a.txt"]);
}

/// A form feed between the values of an array is a blank to one half of the reader and none to the other, which went
/// round and round at it. Broken copies of fixtures found it.
#[test]
fn a_form_feed_between_values_is_passed() {
    let archive = Archive::new()
        .file("a.json", "[{\"title\":\"One\",\"text\":\"x\"}\u{c},\u{c}{\"title\":\"Two\",\"text\":\"x\"}]\n")
        .file("b.json", "\u{c}{\"title\":\"Three\",\"text\":\"x\"}\u{c}");
    archive.run(&["index", "archive"]);
    assert_eq!(archive.ids(&["title:one OR title:two", "--sort", "oldest"]).len(), 2);
}
