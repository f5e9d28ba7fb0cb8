//! Each example of the page of the query language finds what the page says; an example that no row here has is an error, and so is a
//! row that the page has not.

use std::collections::BTreeSet;

use crate::harness::Archive;

fn archive() -> Archive {
    Archive::new()
        .file(
            "visit.txt",
            "Title: Visit to Damascus\nDate: 2022-07-11\nBy: Anna Petrova\nSource: City Wire\nSection: World\nPeople: Bashar al-Assad; Ebrahim Raisi\nPlaces: Damascus\nURL: https://example.org/visit\n\nPresident Bashar al-Assad of Syria spoke of the axis of resistance and of a sanction against Iran. Talks go on.\n",
        )
        .file(
            "oil.txt",
            "Title: Oil rises\nDate: 2019-04-13\nOrgs: OPEC\nLanguage: en\n\nThe price of oil rose. Oil again.\n\nOPEC said that a rise of every oil product would come, and that US women and a woman from Iran would recycle more of it than the men who talk so much about the price of it all, in Iran and elsewhere.\n",
        )
        .file(
            "bribes.txt",
            "Title: Bribery case\nPeople: Hugo Bauer\nOrgs: United Nations\nPlaces: Lima\n\nA bribe was paid in Lima by Hugo Bauer of the United Nations.\n",
        )
        .file("plain.txt", "Sanctions on iran\n\nNo more is known; they tell us nothing.\n")
        .indexed()
}

/// The examples, and the articles that each finds, in order of their ids.
const EXAMPLES: &[(&str, &[&str])] = &[
    ("sanctions iran", &["plain.txt", "visit.txt"]),
    ("\"axis of resistance\"", &["visit.txt"]),
    ("=sanction", &["visit.txt"]),
    ("iran OR syria", &["oil.txt", "plain.txt", "visit.txt"]),
    ("iran AND syria", &["visit.txt"]),
    ("iran NOT syria", &["oil.txt", "plain.txt"]),
    ("iran -syria", &["oil.txt", "plain.txt"]),
    ("(iran OR syria) talks", &["oil.txt", "visit.txt"]),
    ("sanction*", &["plain.txt", "visit.txt"]),
    ("wom?n", &["oil.txt"]),
    ("recycl!", &["oil.txt"]),
    ("assad~", &["visit.txt"]),
    ("assad~2", &["visit.txt"]),
    ("oil w/5 price", &["oil.txt"]),
    ("oil near/5 price", &["oil.txt"]),
    ("oil pre/5 price", &[]),
    ("oil w/s price", &["oil.txt"]),
    ("oil w/p price", &["oil.txt"]),
    ("oil not w/5 price", &["oil.txt"]),
    ("\"oil price rise\"~5", &[]),
    ("bribe* w/10 PERSON", &["bribes.txt"]),
    ("bribe* w/10 ORG", &["bribes.txt"]),
    ("bribe* w/10 PLACE", &["bribes.txt"]),
    ("atleast:3(oil)", &["oil.txt"]),
    ("first/50(oil)", &["oil.txt"]),
    ("caps:US", &["oil.txt"]),
    ("title:iran", &["plain.txt"]),
    ("body:iran", &["oil.txt", "visit.txt"]),
    ("lead:iran", &["oil.txt", "visit.txt"]),
    ("by:petrova", &["visit.txt"]),
    ("source:\"city wire\"", &["visit.txt"]),
    ("section:world", &["visit.txt"]),
    ("lang:en", &["bribes.txt", "oil.txt", "plain.txt", "visit.txt"]),
    ("url:example.org", &["visit.txt"]),
    ("id:visit", &["visit.txt"]),
    ("person:raisi", &["visit.txt"]),
    ("org:opec", &["oil.txt"]),
    ("place:damascus", &["visit.txt"]),
    ("entity:assad", &["visit.txt"]),
    ("person:rais*", &["visit.txt"]),
    ("date:2022-07", &["visit.txt"]),
    ("date:2021..2022-03", &[]),
    ("after:2021", &["visit.txt"]),
    ("before:2020", &["oil.txt"]),
    ("last:7d", &[]),
    ("on:04-13", &["oil.txt"]),
    ("has:date", &["oil.txt", "visit.txt"]),
    ("-has:people", &["oil.txt", "plain.txt"]),
    ("words>40", &["oil.txt"]),
];

/// What stands in backticks in the first column of the table.
fn written_examples() -> BTreeSet<String> {
    let rows = morgue::query::LANGUAGE.lines().filter(|line| line.starts_with("| `"));
    let cells = rows.map(|row| row.trim_start_matches("| ").split(" | ").next().unwrap());
    cells.flat_map(|cell| cell.split('`').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>()).collect()
}

#[test]
fn each_example_of_the_page_is_a_row_here_and_each_row_is_on_the_page() {
    let here: BTreeSet<String> = EXAMPLES.iter().map(|(query, _)| (*query).to_owned()).collect();
    assert_eq!(written_examples(), here);
}

#[test]
fn each_example_finds_what_the_page_says() {
    let archive = archive();
    let mut wrong = Vec::new();
    for (query, expected) in EXAMPLES {
        let mut found = archive.ids(&["--", query]);
        found.sort();
        if found != *expected {
            wrong.push(format!("{query}: {found:?}, expected {expected:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
