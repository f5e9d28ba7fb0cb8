//! People, organisations and places out of the text, and spellings that meet. The articles are written for this.

use serde_json::Value;

use crate::harness::Archive;

const VISIT: &str = "Title: Ministers meet in Damascus\nDate: 2022-07-11\n\nDAMASCUS (AP) — President Ebrahim Raisi of Iran met \
    Bashar al-Assad in Damascus on Monday. The talks lasted two hours, and Raisi left in the evening.\n\n\
    “We will rebuild,” said President Assad. Hossein Amirabdollahian, the foreign minister of Iran, was there too.\n\n\
    IMAGE: AP / PRESIDENT.IR\n";
const SURNAME: &str = "Title: A farewell\nDate: 2022-07-12\n\nPresident Raisi left Damascus on Tuesday, and President Raisi did not speak.\n";
const OTHER_SPELLING: &str = "Title: Sanctions discussed\nDate: 2022-07-13\n\nIn Vienna, President Ebrahim Raeisi said Iran would talk. Raeisi spoke for an hour.\n";

fn archive() -> Archive {
    Archive::new().file("visit.txt", VISIT).file("surname.txt", SURNAME).file("spelling.txt", OTHER_SPELLING).indexed()
}

fn names(article: &Value, kind: &str) -> Vec<String> {
    article[kind].as_array().unwrap().iter().map(|name| name.as_str().unwrap().to_owned()).collect()
}

#[test]
fn an_article_names_those_that_its_text_names() {
    let article = archive().show("visit.txt");
    assert_eq!(names(&article, "people"), ["Ebrahim Raisi", "Bashar al-Assad", "Hossein Amirabdollahian"]);
    assert_eq!(names(&article, "places"), ["Damascus", "Iran"]);
    assert_eq!(names(&article, "orgs"), Vec::<String>::new(), "neither the agency of the dateline nor the credit line");
}

#[test]
fn every_mention_stands_where_it_says() {
    let article = archive().show("visit.txt");
    let mut mentions = 0;
    for entity in article["entities"].as_array().unwrap() {
        assert_eq!(entity["stated"], false);
        for mention in entity["mentions"].as_array().unwrap() {
            let text: Vec<char> = article[mention["field"].as_str().unwrap()].as_str().unwrap().chars().collect();
            let place = |key: &str| usize::try_from(mention[key].as_u64().unwrap()).unwrap();
            let there: String = text[place("start")..place("end")].iter().collect();
            assert_eq!(mention["text"], there);
            mentions += 1;
        }
    }
    let raisi =
        article["entities"].as_array().unwrap().iter().find(|entity| entity["name"] == "Ebrahim Raisi").unwrap();
    assert_eq!(raisi["mentions"].as_array().unwrap().len(), 2, "in full and by the surname: {raisi}");
    assert!(mentions >= 8, "{mentions}");
}

#[test]
fn a_full_name_finds_its_spellings_and_last_the_surname_alone() {
    let archive = archive();
    let answer = archive.query(&["--person", "Ebrahim Raisi", "--sort", "oldest"]);
    let found: Vec<(&str, &Value)> = answer["hits"]
        .as_array()
        .unwrap()
        .iter()
        .map(|hit| (hit["id"].as_str().unwrap(), &hit["surname_only"]))
        .collect();
    let none = serde_json::json!([]);
    assert_eq!(
        found,
        [("visit.txt", &none), ("spelling.txt", &none), ("surname.txt", &serde_json::json!(["Raisi"]))],
        "the one that may be another comes last, whatever the order"
    );
    assert_eq!(answer["total"], 3);
    let notes = answer["warnings"].to_string();
    assert!(
        notes.contains("also as Ebrahim Raeisi") && notes.contains("one of the articles names only Raisi"),
        "{notes}"
    );
    assert_eq!(archive.ids(&["--person", "Ebrahim Raisi", "--exact-name"]), ["visit.txt"]);
}

#[test]
fn pages_go_on_from_the_sure_hits_to_the_others() {
    let archive = archive();
    for (offset, expected) in [("0", "visit.txt"), ("1", "spelling.txt"), ("2", "surname.txt")] {
        let answer = archive.query(&["--person", "Ebrahim Raisi", "--sort", "oldest", "-n", "1", "--offset", offset]);
        assert_eq!(answer["hits"][0]["id"], expected);
        assert_eq!(answer["total"], 3);
    }
}

#[test]
fn one_word_finds_every_person_with_that_word() {
    let archive = archive();
    let mut found = archive.ids(&["--person", "raisi"]);
    found.sort();
    assert_eq!(found, ["spelling.txt", "surname.txt", "visit.txt"]);
    assert_eq!(archive.ids(&["--person", "raisi", "--exact-name"]), ["surname.txt"], "the name of one word alone");
    assert_eq!(archive.ids(&["person:assad"]), ["visit.txt"]);
    assert_eq!(archive.ids(&["--place", "raisi"]), Vec::<String>::new(), "kinds are kept apart");
}

#[test]
fn a_name_is_highlighted_where_the_person_is_meant() {
    let answer = archive().query(&["--person", "Bashar al-Assad", "--exact-name"]);
    let snippet =
        &answer["hits"][0]["snippets"].as_array().unwrap().iter().find(|snippet| snippet["field"] == "body").unwrap();
    let text: Vec<char> = snippet["text"].as_str().unwrap().chars().collect();
    let marked: Vec<String> = snippet["highlights"]
        .as_array()
        .unwrap()
        .iter()
        .map(|range| {
            let place = |end: usize| usize::try_from(range[end].as_u64().unwrap()).unwrap();
            text[place(0)..place(1)].iter().collect()
        })
        .collect();
    assert!(marked.contains(&"Bashar al-Assad".to_owned()), "{marked:?}");
}

#[test]
fn the_archive_corrects_what_the_rules_got_wrong_without_being_read_again() {
    let archive = archive();
    let generation = archive.query(&[])["index"]["generation"].clone();
    archive.run(&["names", "part", "Ebrahim Raisi", "Ebrahim Raeisi"]).code(0).says("names.toml");
    archive.run(&["names", "part", "Ebrahim Raisi", "Raisi"]).code(0);
    assert_eq!(archive.ids(&["--person", "Ebrahim Raisi"]), ["visit.txt"]);
    archive.run(&["names", "why", "Ebrahim Raisi", "Ebrahim Raeisi"]).code(1).prints("parts them");
    archive.run(&["names", "join", "Ebrahim Raisi", "Ebrahim Raeisi"]).code(2).says("line");

    archive.run(&["names", "join", "Bashar al-Assad", "Hossein Amirabdollahian"]).code(0);
    let people = archive.run(&["people", "--format", "json"]).json();
    let assad =
        people["names"].as_array().unwrap().iter().find(|name| name["name"] == "Bashar al-Assad").unwrap().clone();
    assert_eq!(assad["articles"], 1, "the article that names both counts once");
    assert_eq!(assad["variants"].as_array().unwrap().len(), 2);
    assert_eq!(archive.ids(&["--person", "amirabdollahian"]), ["visit.txt"]);
    assert_eq!(names(&archive.show("visit.txt"), "people"), ["Ebrahim Raisi", "Bashar al-Assad"]);

    archive.run(&["names", "rename", "Iran", "Islamic Republic of Iran", "--kind", "place"]).code(0);
    assert!(archive.ids(&["--place", "Islamic Republic of Iran"]).contains(&"visit.txt".to_owned()));
    assert!(archive.ids(&["--place", "Iran"]).contains(&"visit.txt".to_owned()));

    archive.run(&["names", "hide", "Damascus", "--kind", "place"]).code(0);
    assert_eq!(archive.ids(&["--place", "Damascus"]), Vec::<String>::new());
    assert!(!names(&archive.show("visit.txt"), "places").contains(&"Damascus".to_owned()));

    assert_eq!(archive.query(&[])["index"]["generation"], generation, "nothing was indexed for it");
    let summary = archive.index();
    assert_eq!(
        (&summary["files"]["seen"], &summary["files"]["added"]),
        (&3.into(), &0.into()),
        "the file is no article"
    );
}

#[test]
fn why_names_the_rule() {
    let archive = archive();
    archive.run(&["names", "why", "Bill Clinton", "William Clinton"]).code(0).prints("one: ");
    archive.run(&["names", "why", "Ebrahim Raisi", "Ebrahim Raeisi"]).code(0).prints("one: ");
    archive.run(&["names", "why", "Bill Clinton", "Hillary Clinton"]).code(1).prints("two: ");
}

#[test]
fn a_language_that_the_model_does_not_speak_gives_no_names_and_stats_say_so() {
    let french = "Title: Le président à Damas\nDate: 2022-07-11\nLanguage: fr\n\nLe président Ebrahim Raisi a rencontré Bashar al-Assad \
        lundi à Damas, selon la présidence. Les discussions ont duré deux heures et portaient sur la reconstruction du pays.\n";
    let archive = Archive::new().file("fr.txt", french).file("visit.txt", VISIT).indexed();
    let article = archive.show("fr.txt");
    assert_eq!(names(&article, "people"), Vec::<String>::new());
    archive.run(&["stats"]).code(0).prints("1 article has only the names that their files state");
    assert_eq!(archive.run(&["stats", "--format", "json"]).json()["names_not_read"], 1);
}

#[test]
fn a_model_is_named_by_its_file_and_a_file_that_is_none_is_refused() {
    let archive = Archive::new().file("visit.txt", VISIT);
    std::fs::write(archive.path("broken.model"), "no model").unwrap();
    archive.run(&["index", "archive", "--model", "broken.model"]).code(2).says("broken.model").says("model");
    archive.run(&["index", "archive", "--model", "missing.model"]).code(2).says("missing.model");
    archive.run(&["index", "archive", "--no-model"]).code(0);
    assert_eq!(names(&archive.show("visit.txt"), "people"), Vec::<String>::new());
    archive.run(&["index", "archive"]).code(0).says("--rebuild");
    archive.run(&["index", "archive", "--rebuild"]).code(0);
    assert!(names(&archive.show("visit.txt"), "people").contains(&"Ebrahim Raisi".to_owned()));
}

#[test]
fn stated_and_found_names_are_one_entity_and_it_says_that_it_is_stated() {
    let article = r#"{"title":"Ministers meet","date":"2022-07-11","text":"President Ebrahim Raisi of Iran met ministers in Damascus on Monday. Raisi left in the evening.","people":["Ebrahim RAISI","Anna Petrova"]}"#;
    let archive = Archive::new().file("a.json", article).indexed();
    let article = archive.show("a.json");
    let entity = |name: &str| {
        let entities = article["entities"].as_array().unwrap();
        entities.iter().find(|entity| entity["name"] == name).cloned().unwrap_or_default()
    };
    assert_eq!(entity("Ebrahim Raisi")["stated"], true, "{article}");
    assert_eq!(entity("Ebrahim Raisi")["mentions"].as_array().unwrap().len(), 2);
    assert_eq!(entity("Anna Petrova")["stated"], true);
    assert_eq!(entity("Iran")["stated"], false);
}

#[test]
fn a_headline_alone_is_read() {
    let archive = Archive::new()
        .file("a.jsonl", "{\"title\":\"President Ebrahim Raisi meets Bashar al-Assad in Damascus\"}\n")
        .indexed();
    assert_eq!(archive.ids(&["--person", "Ebrahim Raisi"]), ["a.jsonl#1"]);
}

#[test]
fn two_people_of_one_article_with_one_name_count_once() {
    let text = "Title: A dinner\nDate: 2001-01-02\n\nMr. Clinton came at eight in the evening. Mrs. Clinton came at nine in the evening.\n";
    let archive = Archive::new().file("a.txt", text).indexed();
    let people = archive.run(&["people", "clinton", "--format", "json"]).json();
    assert_eq!(people["names"][0]["articles"], 1, "{people}");
}

#[test]
fn one_name_in_two_spellings_counts_an_article_once() {
    let article = r#"{"title":"A dinner","date":"2001-01-02","text":"They came at eight.","people":["Mr. Clinton","Mrs. CLINTON"]}"#;
    let archive = Archive::new().file("a.json", article).indexed();
    let people = archive.run(&["people", "clinton", "--format", "json"]).json();
    assert_eq!(people["names"][0]["variants"].as_array().unwrap().len(), 2, "{people}");
    assert_eq!(people["names"][0]["articles"], 1, "{people}");
}

#[test]
fn a_name_that_is_asked_not_to_be_there_marks_nothing() {
    let both = "Title: A farewell\nDate: 2022-07-12\n\nPresident Raisi left Damascus. President Assad did not speak to reporters.\n";
    let archive = Archive::new().file("both.txt", both).indexed();
    let answer = archive.query(&["--person", "Ebrahim Raisi", "--", "-person:\"Bashar al-Assad\""]);
    assert_eq!(answer["hits"][0]["surname_only"], serde_json::json!(["Raisi"]), "{answer}");
}

#[test]
fn what_is_parted_stays_apart_for_the_surname_too() {
    let archive = archive();
    archive.run(&["names", "part", "Ebrahim Raisi", "Ebrahim Raeisi"]).code(0);
    let mut found = archive.ids(&["--person", "raisi"]);
    found.sort();
    assert_eq!(found, ["surname.txt", "visit.txt"]);
    archive.run(&["names", "part", "Ebrahim Raisi", "Raisi"]).code(0);
    let file = std::fs::read_to_string(archive.path("archive/names.toml")).unwrap();
    let line = 1 + file.lines().position(|line| line.contains("\"Raisi\"")).unwrap();
    let why = archive.run(&["names", "why", "Ebrahim Raisi", "Raisi"]).code(1).stdout;
    assert!(why.contains(&format!("line {}", line - 1)) || why.contains(&format!("line {line}")), "{why}\n{file}");
}

#[test]
fn a_spelling_is_fixed_by_a_rename_and_found_as_it_is_printed() {
    let archive = archive();
    archive.run(&["names", "rename", "Bashar al-Assad", "Bashar Al-Assad"]).code(0);
    let people = archive.run(&["people", "al-assad", "--format", "json"]).code(0).json();
    assert_eq!(people["names"][0]["name"], "Bashar Al-Assad");
}
