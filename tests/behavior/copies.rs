//! Copies of one text, and background of an article. The articles are written for this.

use insta::assert_snapshot;

use crate::harness::Archive;

const STORY: &str = "The harbour of Aldenport was closed on Tuesday after a freighter ran aground at the northern mole. Nobody was hurt, \
    the harbour master said, but the ferry to Kessel had to wait for nine hours, and 340 passengers spent the night in a school. \
    Divers are to look at the hull today. The owner, a company in Tarragh, did not answer questions. It was the second accident of \
    its kind in two years; in 2017 a tanker had lost its rudder there.";

fn story(title: &str, date: &str, source: &str, text: &str) -> String {
    format!("Title: {title}\nDate: {date}\nSource: {source}\n\n{text}\n")
}

/// A story that four papers ran, one of them corrected, and others.
fn archive() -> Archive {
    let corrected = STORY.replace("nine hours", "eleven hours").replace("a school", "a sports hall");
    Archive::new()
        .file("wire.txt", story("Freighter aground at Aldenport", "2019-03-05", "Coast Agency", STORY))
        .file("daily.txt", story("Harbour closed, ferry waits", "2019-03-06", "Daily", STORY))
        .file("evening.txt", story("Night in a sports hall", "2019-03-06", "Evening", &corrected))
        .file("undated.txt", STORY)
        .file("other.txt", story("Harbour dues", "2019-03-07", "Daily", "The harbour of Aldenport asks for higher dues from May on."))
        .file("ferry.txt", story("Ferry to Kessel sold", "2018-06-01", "Daily", "The ferry between Aldenport and Kessel has a new owner. He wants to run it at night too, and has bought a second boat in Tarragh."))
        .file("council.txt", story("Council votes", "2019-03-08", "Daily", "The council voted for a new school and a library."))
}

#[test]
fn copies_are_one_hit_the_earliest_in_the_place_of_the_best() {
    let archive = archive().indexed();
    let answer = archive.query(&["harbour", "--collapse"]);
    assert_eq!((&answer["total"], &answer["texts"]), (&5.into(), &2.into()));
    let hits = answer["hits"].as_array().unwrap();
    let shown: Vec<(&str, u64)> =
        hits.iter().map(|hit| (hit["id"].as_str().unwrap(), hit["copies"].as_u64().unwrap())).collect();
    let plain = archive.ids(&["harbour"]);
    let best_is_a_copy = plain[0] != "other.txt";
    let (wire, other) = (("wire.txt", 3), ("other.txt", 0));
    assert_eq!(shown, if best_is_a_copy { [wire, other] } else { [other, wire] });
    archive.run(&["query", "harbour", "--collapse", "-n", "1"]).code(0).says("5 articles, 2 texts, 1 shown");
    assert_eq!(archive.ids(&["harbour", "--collapse", "--sort", "newest"]), ["other.txt", "wire.txt"]);
    let from = ["harbour", "--collapse", "--from", "2019-03-06", "--sort", "newest"];
    assert_eq!(archive.ids(&from), ["other.txt", "daily.txt"], "the earliest of those that match");
    let page = archive.run(&["query", "harbour", "--collapse", "--sort", "newest", "-n", "1", "--offset", "1"]).code(0);
    assert!(page.stdout.contains("wire.txt") && page.stdout.lines().count() == 1, "{}", page.stdout);
    let facet = archive.query(&["harbour", "--collapse", "--facet", "source"]);
    assert_eq!(facet["facets"]["source"][0]["count"], 2, "facets count articles: {facet}");
}

#[test]
fn without_collapse_nothing_is_said_of_copies_unless_asked() {
    let archive = archive().indexed();
    let answer = archive.query(&["harbour"]);
    assert_eq!((&answer["total"], &answer["texts"]), (&5.into(), &serde_json::Value::Null));
    assert_eq!(answer["hits"][0]["copies"], serde_json::Value::Null);
    let asked = archive.run(&["query", "council", "--fields", "id,copies", "--format", "csv"]).code(0);
    assert_eq!(asked.stdout, "id,copies\ncouncil.txt,0\n");
    assert_eq!(archive.show("daily.txt")["copies"], 3);
    archive.run(&["query", "harbour", "--collapse", "--count"]).code(2);
    archive.run(&["query", "harbour", "--collapse", "--with", "person"]).code(2);
}

#[test]
fn copies_are_listed_with_what_differs() {
    let archive = archive().indexed();
    assert_snapshot!(archive.run(&["copies", "daily.txt"]).code(0).says("3 copies").stdout, @"
    2019-03-05	wire.txt	Coast Agency	Freighter aground at Aldenport	100 %
    2019-03-06	daily.txt	Daily	Harbour closed, ferry waits	100 %
    2019-03-06	evening.txt	Evening	Night in a sports hall	85 %
        - nine
        + eleven
        - school.
        + sports hall.
    	undated.txt		The harbour of Aldenport was closed on Tuesday after a freighter ran aground at the northern mole	100 %
    ");
    let listed = archive.run(&["copies", "wire.txt", "--format", "json"]).code(0).json();
    assert_eq!((&listed["total"], &listed["articles"][0]["id"]), (&4.into(), &"wire.txt".into()));
    assert_eq!(listed["articles"][0]["similarity"], 1.0);
    archive.run(&["copies", "council.txt"]).code(1).says("there are no copies of `council.txt`");
    archive.run(&["copies", "nowhere.txt"]).code(1).says("there is no article `nowhere.txt`");
}

/// Each text of a row is like the one before it; only those that are like the first are its copies.
#[test]
fn likeness_does_not_creep_along_a_row() {
    let words: Vec<String> = (0..200).map(|number| format!("word{number}")).collect();
    let mut archive = Archive::new();
    for step in 0..8 {
        let text: Vec<String> = words
            .iter()
            .enumerate()
            .map(|(place, word)| if place < step * 14 { format!("other{place}") } else { word.clone() })
            .collect();
        archive =
            archive.file(&format!("{step}.txt"), story("Row", &format!("2001-01-0{}", step + 1), "A", &text.join(" ")));
    }
    let archive = archive.indexed();
    let listed = archive.run(&["copies", "0.txt", "--format", "json"]).code(0).json();
    let members = listed["articles"].as_array().unwrap().len();
    assert!((2..5).contains(&members), "{listed}");
    let texts = archive.query(&["--collapse"])["texts"].as_u64().unwrap();
    assert!((2..6).contains(&texts), "{texts}");
}

/// Seven in a hundred copies may be missed of texts with a tenth of their words changed, hardly any are.
#[test]
fn planted_copies_are_found() {
    let corpus = Archive::new();
    crate::harness::copy_folder(
        &std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus"),
        &corpus.path("archive"),
    );
    let corpus = corpus.indexed();
    let articles =
        corpus.run(&["query", "--all", "--format", "jsonl", "--fields", "id,date,title,body"]).code(0).stdout;
    let articles: Vec<serde_json::Value> = articles.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let vocabulary: Vec<&str> =
        articles.iter().flat_map(|article| article["body"].as_str().unwrap().split_whitespace()).collect();
    let mut seed = 0x2545_f491_4f6c_dd1d_u64;
    let mut random = |below: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        usize::try_from(seed % below as u64).unwrap()
    };
    let mut planted = Vec::new();
    for (number, article) in articles.iter().enumerate() {
        let mut words: Vec<&str> = article["body"].as_str().unwrap().split_whitespace().collect();
        if words.len() < 60 {
            continue;
        }
        for _ in 0..words.len() / 10 {
            let place = random(words.len());
            words[place] = vocabulary[random(vocabulary.len())];
        }
        let (date, name) = (article["date"].as_str().unwrap_or_default(), format!("planted/{number}.txt"));
        let header = if date.is_empty() { String::new() } else { format!("Date: {date}\n") };
        corpus.write(&name, format!("Title: Copy {number}\n{header}\n{}\n", words.join(" ")));
        planted.push((name, article["id"].as_str().unwrap()));
    }
    let corpus = corpus.indexed();
    let index = morgue::index::OpenIndex::open(&corpus.path("index")).unwrap();
    let found = planted
        .iter()
        .filter(|(copy, original)| {
            let cluster = morgue::search::copies(&index, copy).unwrap().unwrap();
            cluster.articles.iter().any(|article| article.id == *original)
        })
        .count();
    assert!(planted.len() > 60, "{}", planted.len());
    assert!(found * 100 >= planted.len() * 95, "{found} of {}", planted.len());
    let whole = corpus.query(&["--collapse"])["texts"].as_u64().unwrap();
    assert!(whole < articles.len() as u64 + planted.len() as u64 - found as u64 + 5, "{whole}");
}

#[test]
fn background_is_about_the_same_and_no_copy() {
    let archive = archive().indexed();
    let found = archive.run(&["related", "daily.txt"]).code(0).stdout;
    let ids: Vec<&str> = found.lines().map(|line| line.split('\t').nth(1).unwrap()).collect();
    assert_eq!(ids, ["ferry.txt", "other.txt"], "{found}");
    let earlier = archive.run(&["related", "daily.txt", "--to", "2018", "--format", "json"]).code(0).json();
    assert_eq!((&earlier["total"], &earlier["hits"][0]["id"]), (&1.into(), &"ferry.txt".into()));
    assert!(earlier["terms"].as_array().unwrap().iter().any(|term| term["term"] == "ferry"), "{earlier}");
    archive.run(&["related", "daily.txt", "--source", "Nobody"]).code(1).says("nothing is related to `daily.txt`");
    archive.run(&["related", "nowhere.txt"]).code(1).says("there is no article `nowhere.txt`");
}

/// The same articles in the same clusters, whatever the order in which they came and what was there before.
#[test]
fn clusters_do_not_depend_on_history() {
    let at_once = archive().indexed();
    let one_by_one = Archive::new();
    one_by_one.write("evening.txt", story("Night", "2019-03-01", "Evening", STORY));
    one_by_one.index();
    for name in ["evening.txt", "undated.txt", "other.txt", "wire.txt", "council.txt", "ferry.txt", "daily.txt"] {
        one_by_one.write(name, std::fs::read(at_once.path("archive").join(name)).unwrap());
        one_by_one.index();
    }
    let hits = |archive: &Archive| archive.query(&["harbour", "--collapse"])["hits"].to_string();
    assert_eq!(hits(&at_once), hits(&one_by_one));
    let listed = |archive: &Archive| archive.run(&["copies", "undated.txt", "--format", "json"]).stdout;
    assert_eq!(listed(&at_once), listed(&one_by_one));
}
