//! What each form of the file means, what is refused and how it is told, and what appending leaves alone.

use std::fs;
use std::path::PathBuf;

use proptest::prelude::*;

use super::{Correction, Corrections, Entry, append, parse};
use crate::article::EntityKind::{self, Org, Person, Place};
use crate::names::name_key;

const EXAMPLE: &str = r#"# ours
[[join]]                 # these are one; the first is the name shown
names = ["Muammar Gaddafi", "Moammar Gadhafi"]
[[part]]
names = ["George Bush", "George W. Bush"]
[[rename]]
from = "Lula"
to = "Luiz Inácio Lula da Silva"
[[hide]]
name = "Eid al-Adha"
kind = "place"
"#;

fn read(text: &str) -> Corrections {
    Corrections::parse(text).unwrap_or_else(|mistake| panic!("line {}: {}\n{text}", mistake.line, mistake.message))
}

fn strings(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

fn join(names: &[&str]) -> Correction {
    Correction::Join { kind: Person, names: strings(names) }
}

fn part(names: &[&str]) -> Correction {
    Correction::Part { kind: Person, names: strings(names) }
}

fn rename(from: &str, to: &str) -> Correction {
    Correction::Rename { kind: Person, from: from.to_owned(), to: to.to_owned() }
}

fn hide(kind: EntityKind, name: &str) -> Correction {
    Correction::Hide { kind, name: name.to_owned() }
}

/// The file with these entries.
fn written(corrections: &[Correction]) -> String {
    corrections.iter().fold(String::new(), |text, correction| text + &correction.to_string() + "\n")
}

/// A folder of its own, and the file in it, which is not there yet.
fn place() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(Corrections::FILE_NAME);
    (folder, path)
}

/// The error of appending to a file with this text, without the path.
fn refused(text: &str, correction: &Correction) -> String {
    let (_folder, path) = place();
    fs::write(&path, text).unwrap();
    let message = append(&path, correction).expect_err(text).to_string();
    assert_eq!(fs::read_to_string(&path).unwrap(), text);
    message.replace(&format!("`{}`: ", path.display()), "")
}

#[test]
fn the_example_means_what_it_says() {
    let corrections = read(EXAMPLE);
    assert!(!corrections.is_empty());
    assert_eq!(corrections.shown(Person, "Moammar Gadhafi"), "Muammar Gaddafi");
    assert_eq!(corrections.shown(Person, "moammar gadhafi"), "Muammar Gaddafi");
    assert_eq!(corrections.joined(Person, "Muammar Gaddafi"), ["Moammar Gadhafi"]);
    assert_eq!(corrections.joined(Person, "MOAMMAR GADHAFI"), ["Muammar Gaddafi"]);
    assert!(corrections.are_parted(Person, "George W Bush", "george bush"));
    assert!(!corrections.are_parted(Person, "George Bush", "Jeb Bush"));
    assert!(!corrections.are_parted(Person, "George Bush", "George Bush"));
    assert_eq!(corrections.shown(Person, "lula"), "Luiz Inácio Lula da Silva");
    assert_eq!(corrections.joined(Person, "Luiz Inacio Lula da Silva"), ["Lula"]);
    assert!(corrections.is_hidden(Place, "Eid al Adha"));
    // Another kind is another name.
    assert!(!corrections.is_hidden(Person, "Eid al-Adha"));
    assert_eq!(corrections.shown(Org, "Lula"), "Lula");
    assert!(!corrections.are_parted(Place, "George Bush", "George W. Bush"));
    let lines: Vec<u64> = corrections.entries().iter().map(|entry| entry.line).collect();
    assert_eq!(lines, [2, 4, 6, 9]);
}

#[test]
fn no_file_and_an_empty_one_say_nothing() {
    let (_folder, path) = place();
    assert!(Corrections::read(&path).unwrap().is_empty());
    assert!(Corrections::read(&path.join("below")).unwrap().is_empty());
    for text in ["", "\n", "# a note\r\n", "\u{feff}"] {
        fs::write(&path, text).unwrap();
        let corrections = Corrections::read(&path).unwrap();
        assert!(corrections.is_empty(), "{text:?}");
        assert_eq!(corrections.shown(Person, "Lula"), "Lula");
        assert!(corrections.joined(Person, "Lula").is_empty());
    }
}

#[test]
fn joins_and_renames_are_followed_to_their_end() {
    let cases: &[(&[Correction], &[&str], &str)] = &[
        (&[join(&["Ann", "Bea", "Cid"])], &["Ann", "Bea", "Cid"], "Ann"),
        (&[join(&["Ann", "Bea"]), join(&["Cid", "Ann"])], &["Ann", "Bea", "Cid"], "Cid"),
        (&[join(&["Cid", "Ann"]), join(&["Ann", "Bea"])], &["Ann", "Bea", "Cid"], "Cid"),
        (&[join(&["Ann", "Bea"]), join(&["Cid", "Dot"]), join(&["Dot", "Ann"])], &["Ann", "Bea", "Cid", "Dot"], "Cid"),
        (&[rename("Ann", "Bea"), rename("Bea", "Cid")], &["Ann", "Bea", "Cid"], "Cid"),
        (&[rename("Bea", "Cid"), rename("Ann", "Bea")], &["Ann", "Bea", "Cid"], "Cid"),
        (&[join(&["Ann", "Bea"]), rename("Ann", "Xenia")], &["Ann", "Bea", "Xenia"], "Xenia"),
        (&[rename("Ann", "Xenia"), join(&["Ann", "Bea"])], &["Ann", "Bea", "Xenia"], "Xenia"),
        (&[rename("Ann", "Xenia"), join(&["Cid", "Xenia"])], &["Ann", "Cid", "Xenia"], "Cid"),
        // Two names are put forward: the last word counts.
        (&[join(&["Ann", "Bea"]), join(&["Cid", "Bea"])], &["Ann", "Bea", "Cid"], "Cid"),
        (
            &[rename("Ann", "Xenia"), rename("Bea", "Cid"), join(&["Ann", "Bea"])],
            &["Ann", "Bea", "Cid", "Xenia"],
            "Cid",
        ),
        // Each before the other, with no end to follow to.
        (&[join(&["Ann", "Bea"]), join(&["Bea", "Ann"])], &["Ann", "Bea"], "Bea"),
        (&[join(&["Bea", "Ann", "Cid"]), join(&["Ann", "Bea"])], &["Ann", "Bea", "Cid"], "Ann"),
        (&[rename("Ann", "Bea"), join(&["Ann", "Bea"])], &["Ann", "Bea"], "Bea"),
        // A rename to another spelling of the same name.
        (&[rename("ann", "ANN"), join(&["Ann", "Bea"])], &["Ann", "Bea"], "ANN"),
        (&[join(&["Ann", "Bea"]), rename("Ann", "ANN")], &["Ann", "Bea"], "ANN"),
        (&[rename("Bea", "Ann"), rename("ann", "Ánn")], &["Ann", "Bea"], "Ánn"),
        (&[rename("ann", "Ánn"), rename("Bea", "Ann")], &["Ann", "Bea"], "Ánn"),
        // Said twice.
        (
            &[
                rename("Ann", "Xenia"),
                rename("ANN", "Xenia"),
                join(&["Xenia", "Ann"]),
                join(&["Xenia", "Ann", "Xenia"]),
            ],
            &["Ann", "Xenia"],
            "Xenia",
        ),
    ];
    for (corrections, names, expected) in cases {
        let read = read(&written(corrections));
        for name in *names {
            assert_eq!(read.shown(Person, name), *expected, "{name} in {corrections:?}");
            let mut joined = read.joined(Person, name);
            joined.sort_unstable();
            let others = names.iter().filter(|other| *other != name);
            assert!(joined.iter().map(|name| name_key(name)).eq(others.map(|name| name_key(name))), "{joined:?}");
        }
    }
}

#[test]
fn joined_names_come_in_the_order_of_the_file() {
    let read = read(&written(&[join(&["Zoe", "Bea"]), join(&["Cid", "Ann"]), join(&["Ann", "Zoe", "Dot"])]));
    assert_eq!(read.joined(Person, "cid"), ["Zoe", "Bea", "Ann", "Dot"]);
}

#[test]
fn what_is_joined_shares_its_parts() {
    let read = read(&written(&[join(&["Ann", "Bea"]), part(&["Bea", "Cid", "Dot"]), rename("Cid", "El Cid")]));
    for (a, b, expected) in [
        ("Ann", "Cid", true),
        ("El Cid", "ann", true),
        ("Cid", "Dot", true),
        ("Ann", "Bea", false),
        ("Cid", "El Cid", false),
        ("Ann", "Eve", false),
    ] {
        assert_eq!(read.are_parted(Person, a, b), expected, "{a}, {b}");
        assert_eq!(read.are_parted(Person, b, a), expected, "{b}, {a}");
    }
}

#[test]
fn entries_explain_a_name() {
    let text = written(&[
        join(&["Ann", "Bea"]),
        hide(Person, "Eve"),
        part(&["Bea", "Cid"]),
        rename("Ann", "Anna"),
        hide(Place, "Bea"),
    ]);
    let read = read(&text);
    let lines = |kind, name| -> Vec<u64> { read.entries_about(kind, name).iter().map(|entry| entry.line).collect() };
    assert_eq!(lines(Person, "bea"), [1, 5, 7]);
    assert_eq!(lines(Person, "Anna"), [1, 5, 7]);
    assert_eq!(lines(Person, "Cid"), [5]);
    assert_eq!(lines(Person, "EVE"), [3]);
    assert_eq!(lines(Place, "Bea"), [10]);
    assert!(lines(Person, "Zoe").is_empty());
}

#[test]
fn blanks_in_names_are_evened_out() {
    let read = read("[[rename]]\nfrom = \" Lula \"\nto = \"\"\"\nLuiz\n  Lula\"\"\"\n");
    assert_eq!(read.entries()[0].correction, rename("Lula", "Luiz Lula"));
}

#[test]
fn mistakes_are_told_with_their_line() {
    let cases = [
        ("[[join]]\nnames = [\"a\", \"b\"", "line 2: unclosed array, expected `]`; mend the line"),
        (
            "# x\n[[jion]]\nnames = []",
            "line 2: expected `[[join]]`, `[[part]]`, `[[rename]]` or `[[hide]]`, found `jion`; did you mean `[[join]]`?",
        ),
        (
            "[[hide]]\nname = 'a'\n[[merge]]\nnames = []",
            "line 3: expected `[[join]]`, `[[part]]`, `[[rename]]` or `[[hide]]`, found `merge`; mend the word, or delete \
             the entry",
        ),
        (
            "[join]\nnames = ['a', 'b']",
            "line 1: expected `[[join]]`, found `join` without double brackets; write each entry below its own \
             `[[join]]`",
        ),
        (
            "join = [{ names = ['a', 'b'] }]",
            "line 1: expected `[[join]]`, found `join = […]`; write each entry below its own `[[join]]`",
        ),
        ("\nhide = 'a'", "line 2: expected `[[hide]]`, found `hide = …`; write each entry below its own `[[hide]]`"),
        ("part = []", "line 1: expected `[[part]]`, found `part = …`; write each entry below its own `[[part]]`"),
        (
            "[[join]]\n\nname = ['a', 'b']",
            "line 3: expected `names` or `kind` in a `[[join]]`, found `name`; did you mean `names`?",
        ),
        (
            "[[rename]]\nfrom = 'a'\nto = 'b'\nbecause = 'c'",
            "line 4: expected `from`, `to` or `kind` in a `[[rename]]`, found `because`; mend the word, or delete the \
             line",
        ),
        ("[[hide]]", "line 1: expected `name` in this `[[hide]]`, found none; add `name = \"…\"`"),
        (
            "[[part]]\nkind = 'org'",
            "line 1: expected `names` in this `[[part]]`, found none; add `names = [\"…\", \"…\"]`",
        ),
        (
            "[[hide]]\nname = 'a'\nkind = 'orgs'",
            "line 3: expected `person`, `org` or `place` for `kind`, found `orgs`; did you mean `org`?",
        ),
        (
            "[[hide]]\nname = 'a'\nkind = 'company'",
            "line 3: expected `person`, `org` or `place` for `kind`, found `company`; mend the word, or delete the line \
             for a person",
        ),
        ("[[hide]]\nname = 7", "line 2: expected text in quotes for `name`, found a number; put it in quotes"),
        (
            "[[join]]\nnames = 'a, b'",
            "line 2: expected a list for `names`, found a text; write `names = [\"…\", \"…\"]`",
        ),
        (
            "[[join]]\nnames = [\n'a',\nfalse]",
            "line 4: expected text in quotes for `names`, found true or false; put it in quotes",
        ),
        (
            "[[join]]\nnames = ['a',\n' ']",
            "line 3: expected a name, found a blank one; write a name in its place, or delete the entry",
        ),
        (
            "[[hide]]\nname = '-.'",
            "line 2: expected a name, found `-.`; write a name in its place, or delete the entry",
        ),
        ("\n[[join]]\nnames = ['a']", "line 2: expected two or more names in a `[[join]]`, found 1; add one"),
        ("[[part]]\nnames = []", "line 1: expected two or more names in a `[[part]]`, found 0; add one"),
        (
            "[[join]]\nnames = ['Al-Assad', 'al Assad']",
            "line 1: `Al-Assad` and `al Assad` are one name as they stand, for case, accents, hyphens, apostrophes and \
             dots do not matter; to choose between spellings write a `[[rename]]`",
        ),
        (
            "[[part]]\nnames = ['Bush', 'Gore', 'BUSH']",
            "line 1: `Bush` and `BUSH` cannot be told apart, for case, accents, hyphens, apostrophes and dots do not \
             matter; delete one of them",
        ),
        ("[[rename]]\nfrom = 'a'\nto = 'a'", "line 1: expected another name in `to` than in `from`, found `a` in both"),
    ];
    for (text, expected) in cases {
        let mistake = Corrections::parse(text).expect_err(text);
        assert_eq!(format!("line {}: {}", mistake.line, mistake.message), expected, "{text}");
    }
}

#[test]
fn the_first_mistake_in_the_file_is_told() {
    let mistake = Corrections::parse("[[rename]]\nfrom = 'a'\n[[hide]]\nnam = 'b'\n[[alas]]\n").unwrap_err();
    assert_eq!(mistake.line, 1);
    let mistake = Corrections::parse("[[hide]]\nzeal = 'b'\nalas = 'c'\n").unwrap_err();
    assert_eq!(mistake.line, 2);
}

#[test]
fn contradictions_are_told_and_not_appended() {
    let part_of_two = || part(&["Ann", "Bea"]);
    let cases: &[(&[Correction], Correction, &str, &str)] = &[
        (
            &[hide(Person, "Zoe"), part_of_two()],
            join(&["Cid", "Bea", "ANN"]),
            "line 5: cannot make `Cid` and `Ann` one: the `part` on line 3 keeps `Bea` and `Ann` apart; delete one of the \
             two",
            "line 3: cannot make `Cid` and `Ann` one: this `part` keeps `Bea` and `Ann` apart; delete it first",
        ),
        (
            &[part_of_two(), join(&["Ann", "Cid"])],
            join(&["Cid", "Bea"]),
            "line 5: cannot make `Cid` and `Bea` one: the `part` on line 1 keeps `Ann` and `Bea` apart; delete one of the \
             two",
            "line 1: cannot make `Cid` and `Bea` one: this `part` keeps `Ann` and `Bea` apart; delete it first",
        ),
        (
            &[part_of_two()],
            rename("Bea", "Ann"),
            "line 3: cannot make `Bea` and `Ann` one: the `part` on line 1 keeps `Bea` and `Ann` apart; delete one of the \
             two",
            "line 1: cannot make `Bea` and `Ann` one: this `part` keeps `Bea` and `Ann` apart; delete it first",
        ),
        (
            &[join(&["Ann", "Bea"])],
            part_of_two(),
            "line 3: cannot part `Ann` and `Bea`: the `join` on line 1 makes them one; delete one of the two",
            "line 1: cannot part `Ann` and `Bea`: this `join` makes them one; delete it first",
        ),
        (
            &[join(&["Ann", "Cid"]), join(&["Eve", "Zoe"]), rename("Bea", "Cid"), join(&["Zoe", "Ann"])],
            part_of_two(),
            "line 10: cannot part `Ann` and `Bea`: the `rename` on line 5 makes them one; delete one of the two",
            "line 5: cannot part `Ann` and `Bea`: this `rename` makes them one; delete it first",
        ),
        (
            &[rename("Ann", "Bea")],
            rename("ann", "Cid"),
            "line 4: cannot rename `ann` to `Cid`: the `rename` on line 1 renames it to `Bea`; delete one of the two",
            "line 1: cannot rename `ann` to `Cid`: this `rename` renames it to `Bea`; delete it first",
        ),
        (
            &[rename("Bea", "Cid"), rename("Cid", "Dot")],
            rename("Dot", "Bea"),
            "line 7: cannot rename `Dot` to `Bea`: the `rename` on line 4 closes a circle back to `Dot`; delete one of \
             the two",
            "line 4: cannot rename `Dot` to `Bea`: this `rename` closes a circle back to `Dot`; delete it first",
        ),
        (
            &[hide(Person, "Ann")],
            join(&["Bea", "Ann"]),
            "line 3: cannot join `Ann`: the `hide` on line 1 says that it is no name; delete one of the two",
            "line 1: cannot join `Ann`: this `hide` says that it is no name; delete it first",
        ),
        (
            &[rename("Bea", "Ann")],
            hide(Person, "Ann"),
            "line 4: cannot hide `Ann`: the `rename` on line 1 has it for a name; delete one of the two",
            "line 1: cannot hide `Ann`: this `rename` has it for a name; delete it first",
        ),
    ];
    for (entries, contrary, told, refusal) in cases {
        let text = written(entries);
        let mistake = Corrections::parse(&format!("{text}{contrary}\n")).expect_err(told);
        assert_eq!(format!("line {}: {}", mistake.line, mistake.message), *told);
        assert_eq!(refused(&text, contrary), *refusal);
    }
}

#[test]
fn appending_keeps_what_is_there() {
    let hidden = hide(Place, "Eid al-Adha");
    let entry = "[[hide]]\nname = \"Eid al-Adha\"\nkind = \"place\"\n";
    let cases = [
        (String::new(), entry.to_owned()),
        ("# a note".to_owned(), format!("# a note\n\n{entry}")),
        ("\u{feff}# ä\n\n".to_owned(), format!("\u{feff}# ä\n\n\n{entry}")),
        (
            "[[join]]\r\n  names=['a',\t'b'] # so".to_owned(),
            format!("[[join]]\r\n  names=['a',\t'b'] # so\r\n\r\n{}", entry.replace('\n', "\r\n")),
        ),
    ];
    for (before, expected) in cases {
        let (folder, path) = place();
        fs::write(&path, &before).unwrap();
        assert!(append(&path, &hidden).unwrap());
        assert_eq!(fs::read_to_string(&path).unwrap(), expected);
        assert!(!append(&path, &hide(Place, "eid  al adha")).unwrap());
        assert_eq!(fs::read_to_string(&path).unwrap(), expected);
        assert!(Corrections::read(&path).unwrap().is_hidden(Place, "Eid al-Adha"));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}

#[test]
fn appending_makes_a_file_that_explains_itself() {
    let (_folder, path) = place();
    assert!(append(&path, &join(&["  Muammar  Gaddafi ", "Moammar Gadhafi"])).unwrap());
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.starts_with("# What you know"), "{text}");
    assert!(text.ends_with("\n\n[[join]]\nnames = [\"Muammar Gaddafi\", \"Moammar Gadhafi\"]\n"), "{text}");
    assert_eq!(Corrections::read(&path).unwrap().shown(Person, "moammar gadhafi"), "Muammar Gaddafi");
}

#[test]
fn the_same_entry_is_appended_once() {
    let cases = [
        (join(&["Ann", "Bea", "Cid"]), join(&["Ann", "CID", "bea"]), false),
        (join(&["Ann", "Bea"]), join(&["Bea", "Ann"]), true),
        (join(&["Ann", "Bea"]), join(&["ANN", "Bea"]), true),
        (part(&["Ann", "Bea"]), part(&["bea", "ann"]), false),
        (rename("Ann", "Bea"), rename("ann", "Bea"), false),
        (hide(Person, "Ann"), hide(Place, "Ann"), true),
    ];
    for (first, second, expected) in cases {
        let (_folder, path) = place();
        assert!(append(&path, &first).unwrap());
        assert!(!append(&path, &first).unwrap());
        assert_eq!(append(&path, &second).unwrap(), expected, "{second:?}");
    }
}

#[test]
fn senseless_corrections_are_not_appended() {
    let (_folder, path) = place();
    for (correction, expected) in [
        (join(&["Ann"]), "expected two or more names in a `[[join]]`, found 1; add one"),
        (hide(Person, " "), "expected a name, found a blank one; write a name in its place, or delete the entry"),
        (rename("Ann", " Ann"), "expected another name in `to` than in `from`, found `Ann` in both"),
    ] {
        assert_eq!(append(&path, &correction).unwrap_err().to_string(), expected);
    }
    assert!(!path.exists());
}

#[test]
fn a_file_that_cannot_be_understood_is_left_alone() {
    assert_eq!(
        refused("[[hide]]\nnam = 'a'\n", &hide(Person, "Ann")),
        "line 2: expected `name` or `kind` in a `[[hide]]`, found `nam`; did you mean `name`?"
    );
    let (_folder, path) = place();
    fs::write(&path, b"# x\n# caf\xe9\n").unwrap();
    assert_eq!(
        Corrections::read(&path).unwrap_err().to_string(),
        format!("`{}`: line 2: expected text in UTF-8, found another encoding; save the file as UTF-8", path.display())
    );
}

#[cfg(unix)]
#[test]
fn a_link_stays_a_link_and_rights_stay_as_they_are() {
    use std::os::unix::fs::PermissionsExt;
    let (folder, path) = place();
    let kept = folder.path().join("kept.toml");
    fs::write(&kept, "# kept\n").unwrap();
    fs::set_permissions(&kept, fs::Permissions::from_mode(0o640)).unwrap();
    std::os::unix::fs::symlink("kept.toml", &path).unwrap();
    assert!(append(&path, &hide(Person, "Ann")).unwrap());
    assert!(fs::symlink_metadata(&path).unwrap().is_symlink());
    assert!(fs::read_to_string(&kept).unwrap().starts_with("# kept\n\n[[hide]]"));
    assert_eq!(fs::metadata(&kept).unwrap().permissions().mode() & 0o777, 0o640);
}

#[cfg(unix)]
#[test]
fn appending_at_the_same_time_loses_nothing() {
    let (_folder, path) = place();
    std::thread::scope(|scope| {
        for thread in 0..4 {
            let path = &path;
            scope.spawn(move || {
                for number in 0..5 {
                    append(path, &hide(Person, &format!("Name {thread} {number}"))).unwrap();
                }
            });
        }
    });
    assert_eq!(Corrections::read(&path).unwrap().entries().len(), 20);
}

fn any_kind() -> impl Strategy<Value = EntityKind> {
    prop::sample::select(&EntityKind::ALL[..])
}

fn any_correction(name: impl Strategy<Value = String> + Clone + 'static) -> impl Strategy<Value = Correction> {
    let names = prop::collection::vec(name.clone(), 0..4);
    prop_oneof![
        (any_kind(), names.clone()).prop_map(|(kind, names)| Correction::Join { kind, names }),
        (any_kind(), names).prop_map(|(kind, names)| Correction::Part { kind, names }),
        (any_kind(), name.clone(), name.clone()).prop_map(|(kind, from, to)| Correction::Rename { kind, from, to }),
        (any_kind(), name).prop_map(|(kind, name)| Correction::Hide { kind, name }),
    ]
}

/// Pieces that come near to a names file.
fn any_pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(
        &[
            "[[join]]",
            "[[part]]",
            "[[rename]]",
            "[[hide]]",
            "[[",
            "]]",
            "[hide]",
            "[join.names]",
            "join",
            "names",
            "from",
            "to",
            "name",
            "kind",
            ".",
            "=",
            "[",
            "]",
            "{",
            "}",
            ",",
            "\"",
            "'",
            "\"\"\"",
            "\"a\"",
            "'b'",
            "\"Ann\"",
            "'é'",
            "\"org\"",
            "7",
            "1979-05-27",
            "true",
            "#",
            "\n",
            "\r\n",
            " ",
            "\\",
            "\u{0}",
            "\u{feff}",
        ][..],
    );
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

/// What must hold for any text: no panic, and a mistake has a line of the text and stays on one line.
fn holds(text: &str) {
    match Corrections::parse(text) {
        Ok(corrections) => {
            for Entry { correction, .. } in corrections.entries() {
                for name in correction.names() {
                    let shown = corrections.shown(correction.kind(), name);
                    assert_eq!(corrections.shown(correction.kind(), shown), shown);
                    assert!(!corrections.entries_about(correction.kind(), name).is_empty());
                }
            }
        }
        Err(mistake) => {
            assert!(mistake.line >= 1 && mistake.line <= text.split('\n').count() as u64, "{mistake:?}");
            assert!(!mistake.message.contains(['\n', '\r']), "{mistake:?}");
        }
    }
}

#[test]
fn size_and_depth_do_no_harm() {
    holds(&format!("[[join]]\nnames = {}", "[".repeat(100_000)));
    holds(&format!("[[join]]\n{} = 1", "a.".repeat(100_000) + "a"));
    holds(&format!("[[hide]]\nname = \"{}\"\n[[hide]]\nnome = 1", "a".repeat(1_000_000)));
    holds(&format!("[[{}]]", "join".repeat(100_000)));
    let chain: Vec<Correction> =
        (0..2000).map(|number| join(&[&format!("a{number}"), &format!("a{}", number + 1)])).collect();
    let text = written(&chain) + &part(&["a0", "a2000"]).to_string();
    let mistake = Corrections::parse(&text).unwrap_err();
    assert_eq!((mistake.line, mistake.message.contains("`join` on line 3999")), (4001, true), "{mistake:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read_or_refused(text in any::<String>()) {
        holds(&text);
    }

    #[test]
    fn anything_near_to_a_names_file_is_read_or_refused(text in any_pieces()) {
        holds(&text);
    }

    #[test]
    fn any_entries_are_read_or_refused(entries in prop::collection::vec(any_correction("[a-d]"), 0..12)) {
        holds(&written(&entries));
    }

    #[test]
    fn an_entry_is_read_as_it_was_written(correction in any_correction("[a-z]{1,3}(?s:.{0,8})|[\"'\\\\#]{1,4}x")) {
        if let Ok(tidy) = correction.tidy() && tidy.check().is_ok() {
            let entries = parse::entries(&format!("{tidy}\n")).map_err(|mistake| TestCaseError::fail(format!("{mistake:?}")))?;
            prop_assert_eq!(entries, vec![Entry { line: 1, correction: tidy }]);
        }
    }
}

proptest! {
    // These write to the disk, and wait for it.
    #![proptest_config(ProptestConfig { cases: 30, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_appended_is_read_back(corrections in prop::collection::vec(any_correction("[a-d]|(?s:.{0,6})"), 1..8)) {
        let (_folder, path) = place();
        let mut expected: Vec<Correction> = Vec::new();
        for correction in &corrections {
            let before = fs::read_to_string(&path).unwrap_or_default();
            let appended = append(&path, correction);
            let after = fs::read_to_string(&path).unwrap_or_default();
            prop_assert!(after.starts_with(&before));
            if matches!(appended, Ok(true)) {
                expected.push(correction.tidy().unwrap());
            } else {
                prop_assert_eq!(before, after);
            }
        }
        let read = Corrections::read(&path).map_err(|error| TestCaseError::fail(error.to_string()))?;
        let entries: Vec<Correction> = read.entries().iter().map(|entry| entry.correction.clone()).collect();
        prop_assert_eq!(entries, expected);
    }
}
