//! In which order hits come.

use crate::harness::Archive;

fn article(title: &str, date: &str, body: &str) -> String {
    format!("Title: {title}\nDate: {date}\n\n{body}\n")
}

const FILLER: &str =
    "The council met on Monday and spoke of the weather, of roads and of schools, until the evening came.";

#[test]
fn the_headline_counts_more_and_a_made_one_does_not() {
    let archive = Archive::new()
        .file("headline.txt", article("Ferry strike ends", "2001-01-01", &format!("{FILLER} A ferry came.")))
        .file("body.txt", article("Council meets", "2001-01-02", &format!("{FILLER} A ferry came.")))
        .file("made.jsonl", format!("{{\"text\":\"A ferry came. {FILLER}\",\"date\":\"2001-01-03\"}}\n"))
        .indexed();
    assert_eq!(archive.ids(&["ferry"])[0], "headline.txt");
    assert_eq!(archive.ids(&["title:ferry"]), ["headline.txt"], "the beginning of a text is no headline");
    let shown = archive.show("made.jsonl#1");
    assert_eq!((&shown["title"], &shown["title_made"]), (&"A ferry came".into(), &true.into()));
    assert_eq!(archive.show("body.txt")["title_made"], false);
}

#[test]
fn the_very_word_comes_before_its_other_forms() {
    let archive = Archive::new()
        .file("other.txt", article("Council meets", "2001-01-02", &format!("{FILLER} They sanctioned it.")))
        .file("very.txt", article("Council meets", "2001-01-01", &format!("{FILLER} The sanctions hold.")))
        .indexed();
    assert_eq!(archive.ids(&["sanctions"]), ["very.txt", "other.txt"]);
}

#[test]
fn words_that_every_text_has_rank_nothing_but_are_demanded() {
    let archive = Archive::new()
        .file("short.txt", article("Mill", "2001-01-01", "Mill with the wheel."))
        .file(
            "often.txt",
            article("Mill", "2001-01-02", "Mill with the wheel with the brook with the bridge with the road."),
        )
        .indexed();
    assert_eq!(archive.ids(&["mill with"]), archive.ids(&["mill"]));
    assert_eq!(archive.ids(&["mill without"]).len(), 0);
}

#[test]
fn words_by_which_one_asks_are_left_out_of_any() {
    let archive = Archive::new()
        .file("ferry.txt", article("Ferry", "2001-01-01", "The ferry sank."))
        .file("who.txt", article("Council", "2001-01-02", "Which of the roads are given to whom?"))
        .indexed();
    let asked = ["--any", "which ferry are you interested in or what"];
    assert_eq!(archive.ids(&asked), ["ferry.txt"]);
    let warnings = archive.query(&asked)["warnings"].to_string();
    assert!(warnings.contains("left out `which`, `are`"), "{warnings}");
    assert_eq!(archive.query(&asked)["parsed"], "ferry");
    // Where there is nothing else, they are what is asked for.
    assert_eq!(archive.ids(&["--any", "which whom"]), ["who.txt"]);
}

#[test]
fn recency_halves_a_score_for_each_span() {
    let archive = Archive::new()
        .file("old.txt", article("Ferry ferry ferry", "1999-01-01", "The ferry sank. The ferry was old."))
        .file("new.txt", article("Council meets", "2003-01-01", &format!("{FILLER} A ferry came.")))
        .file("undated.txt", "Ferry ferry ferry\n\nThe ferry sank. The ferry was old.\n")
        .indexed();
    assert_eq!(archive.ids(&["ferry"])[2], "new.txt");
    assert_eq!(archive.ids(&["ferry", "--recency"])[0], "new.txt");
    assert_eq!(archive.ids(&["ferry", "--recency=2000y"])[2], "new.txt");
    let score = |arguments: &[&str], id: &str| {
        let answer = archive.query(arguments);
        let hit = answer["hits"].as_array().unwrap().iter().find(|hit| hit["id"] == id).unwrap().clone();
        hit["score"].as_f64().unwrap()
    };
    for (id, expected) in [("old.txt", 0.5), ("new.txt", 1.0)] {
        let decayed = score(&["ferry", "--recency=4y"], id) / score(&["ferry"], id);
        assert!((decayed - expected).abs() < 0.01, "{id}: {decayed}");
    }
    archive
        .run(&["query", "ferry", "--recency", "--sort", "newest"])
        .code(2)
        .says("--recency goes with --sort relevance");
    archive.run(&["query", "ferry", "--recency=soon"]).code(2).says("--recency: `soon` is no span of time");
}

#[test]
fn a_word_of_all_texts_in_another_language_is_a_word_like_others() {
    let german = "Der Rat hat am Montag getagt und die Straße ist nach dem Regen für die Bürger nicht mehr offen.";
    let archive = Archive::new()
        .file("die.txt", article("Old habits", "2001-01-01", &format!("{FILLER} Old habits die hard.")))
        .file("hard.txt", article("Hard times", "2001-01-02", &format!("{FILLER} Times are hard.")))
        .file("rat.txt", article("Der Rat", "2001-01-03", german))
        .indexed();
    assert_eq!(archive.query(&["--any", "die hard"])["parsed"], "die OR hard");
    assert_eq!(archive.ids(&["--any", "die hard"])[0], "die.txt");
    assert_ne!(archive.query(&["die"])["hits"][0]["score"], serde_json::Value::Null);
}

#[test]
fn all_forms_of_a_word_count_whichever_is_typed() {
    let archive = Archive::new()
        .file(
            "both.txt",
            article("Council", "2001-01-01", "A sanction here, a sanction there; sanctions now, sanctions then."),
        )
        .file(
            "one.txt",
            article("Council", "2001-01-02", "A sanction here, a sanction there; something now, something then."),
        )
        .indexed();
    for typed in ["sanction", "sanctions"] {
        assert_eq!(archive.ids(&[typed])[0], "both.txt", "{typed}");
    }
}
