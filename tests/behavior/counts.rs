//! What is counted is what is there: facets, timelines and names that stand together, against a slow count of the hits.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use chrono::{Datelike, NaiveDate};
use morgue::article::EntityKind;
use morgue::index::OpenIndex;
use morgue::names::{Corrections, name_key};
use morgue::query::{Filters, Node};
use morgue::search::{NameReading, NamesRequest, Request, Sort, names, search};
use serde_json::{Value, json};

use crate::harness::Archive;

/// The sample archive, indexed, and beside it articles whose dates are long or lacking.
fn sample() -> Archive {
    let archive = Archive::new();
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    archive.run(&["index", &corpus.to_string_lossy(), "-q"]).code(0);
    archive.write("year.txt", "Title: A lean year\nDate: 1987\nSource: City Wire\n\nThe oil price fell all year.\n");
    archive
        .write("month.txt", "Title: A lean month\nDate: 1987-03\nSource: City Wire\n\nOpec met about the oil price.\n");
    archive.write("undated.txt", "Title: Lean times\nSource: City Wire\n\nThe oil price fell in Vienna.\n");
    archive.run(&["index", "archive", "-q"]).code(0);
    archive
}

/// Filters and queries of every kind.
const QUESTIONS: &[&[&str]] = &[
    &[],
    &["oil"],
    &["the", "--lang", "en"],
    &["--person", "Bashar al-Assad"],
    &["--person", "reagan", "gorbachev OR wall"],
    &["--from", "1986", "--to", "1989-06-15", "--undated"],
    &["--source", "City Wire", "--on", "1987"],
    &["president", "--any", "minister", "--place", "Iran"],
];

/// Articles made up of few names, sources and dates, in every precision, so that they meet in every way; indexed in several runs,
/// the first of which brought articles that are gone.
fn generated() -> Archive {
    const PEOPLE: [&str; 8] = [
        "Anna Petrova",
        "Anna PETROVA",
        "Petrova",
        "José Díaz",
        "Jose Diaz",
        "J. Diaz",
        "Yusuf al-Demir",
        "Yusuf Al Demir",
    ];
    const SOURCES: [&str; 4] = ["City Wire", "Harbour Post", "CITY WIRE", ""];
    const WORDS: [&str; 5] = ["oil", "fish", "steel", "harbour", "strike"];
    const SECTIONS: [&str; 2] = ["Local", "World"];
    const LANGUAGES: [&str; 2] = ["en", "de"];
    let archive = Archive::new();
    let mut state = 11_u64;
    let mut dice = |sides: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % sides
    };
    for round in 0..4 {
        for number in 0..40 {
            let (year, month, day) = (1605 + dice(3) + 190 * dice(3), 1 + dice(12), 1 + dice(28));
            let date = match dice(5) {
                0 => String::new(),
                1 => format!("{year}"),
                2 => format!("{year}-{month:02}"),
                _ => format!("{year}-{month:02}-{day:02}"),
            };
            let people: Vec<&str> = (0..dice(4)).map(|_| PEOPLE[dice(PEOPLE.len())]).collect();
            let words: Vec<&str> = (0..3).map(|_| WORDS[dice(WORDS.len())]).collect();
            let article = json!({
                "title": format!("About {}", words[0]),
                "text": format!("{} and {} and {}.", words[0], words[1], words[2]),
                "date": date, "people": people, "source": SOURCES[dice(4)], "section": SECTIONS[dice(2)],
                "language": LANGUAGES[dice(2)], "author": PEOPLE[dice(3)],
            });
            archive.write(&format!("{round}/{number}.json"), article.to_string());
        }
        if round == 2 {
            std::fs::remove_dir_all(archive.path("archive/0")).unwrap();
        }
        archive.run(&["index", "archive", "-q", "--prune"]).code(0);
    }
    archive
}

const GENERATED_QUESTIONS: &[&[&str]] = &[
    &[],
    &["oil"],
    &["oil w/3 fish"],
    &["--person", "Anna Petrova"],
    &["--person", "Jose Diaz", "--exact-name", "--source", "wire"],
    &["steel", "--on", "1605", "--on", "1796-02", "--section", "local"],
    &["NOT person:petrova", "--last", "400y", "--undated"],
    &["--undated"],
    &["--byline", "petrova", "--lang", "de", "--any", "strike", "harbour"],
];

fn archives() -> [(Archive, &'static [&'static [&'static str]]); 2] {
    [(sample(), QUESTIONS), (generated(), GENERATED_QUESTIONS)]
}

fn hits(archive: &Archive, question: &[&str]) -> Vec<Value> {
    archive.query(&[question, &["--all"]].concat())["hits"].as_array().unwrap().clone()
}

/// How many articles have each of the values that `values_of` sees in an article, the commonest first.
fn counted(hits: &[Value], values_of: impl Fn(&Value) -> Vec<String>) -> Vec<(String, u64)> {
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    for hit in hits {
        for value in values_of(hit).into_iter().collect::<BTreeSet<_>>() {
            *counts.entry(value).or_default() += 1;
        }
    }
    let mut counts: Vec<(String, u64)> = counts.into_iter().collect();
    counts.sort_by(|left, right| right.1.cmp(&left.1).then_with(|| left.0.cmp(&right.0)));
    counts
}

fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Array(items) => items.iter().flat_map(texts).collect(),
        _ => Vec::new(),
    }
}

/// The values of a facet in an article, slowly: names by their keys.
fn values_in(field: &str, hit: &Value) -> Vec<String> {
    let date = hit["date"].as_str().unwrap_or_default();
    let cut = |length: usize| date.get(..length).map(str::to_owned).into_iter().collect();
    match field {
        "people" | "orgs" | "places" => texts(&hit[field]).iter().map(|name| name_key(name)).collect(),
        "byline" => [texts(&hit["byline"]), texts(&hit["authors"])].concat(),
        "lang" => texts(&hit["language"]),
        "year" => cut(4),
        "month" => cut(7),
        "weekday" => {
            let day = NaiveDate::parse_from_str(date, "%Y-%m-%d").ok();
            day.map(|day| day.format("%A").to_string()).into_iter().collect()
        }
        _ => texts(&hit[field]),
    }
}

const FIELDS: [&str; 11] =
    ["people", "orgs", "places", "source", "section", "byline", "lang", "year", "month", "weekday", "format"];

/// A question with all facets, every value of each.
fn with_facets<'a>(question: &[&'a str], facets: &'a [String]) -> Vec<&'a str> {
    let mut arguments = question.to_vec();
    arguments.extend(["-n", "0"]);
    arguments.extend(facets.iter().flat_map(|facet| ["--facet", facet]));
    arguments
}

#[test]
fn facets_are_what_a_count_of_the_hits_gives() {
    for (archive, questions) in archives() {
        facets_are_counted(&archive, questions);
    }
}

fn facets_are_counted(archive: &Archive, questions: &[&[&str]]) {
    let asked: Vec<String> = FIELDS.iter().map(|field| format!("{field}:100000")).collect();
    for question in questions {
        let hits = hits(archive, question);
        let answer = archive.query(&with_facets(question, &asked));
        assert_eq!(answer["total"], hits.len(), "{question:?}");
        for field in FIELDS {
            let is_name = ["people", "orgs", "places"].contains(&field);
            let key = |value: &Value| {
                let value = value["value"].as_str().unwrap();
                if is_name { name_key(value) } else { value.to_owned() }
            };
            let listed = answer["facets"][field].as_array().unwrap().iter();
            let given: Vec<(String, u64)> = listed
                .map(|value| (key(value), value["count"].as_u64().unwrap()))
                .filter(|(_, count)| *count > 0)
                .collect();
            let (mut sorted, mut expected) = (given.clone(), counted(&hits, |hit| values_in(field, hit)));
            if is_name {
                sorted.sort();
                expected.sort();
            }
            assert_eq!(sorted, expected, "{field} of {question:?}");
            assert!(given.windows(2).all(|pair| pair[0].1 >= pair[1].1), "{field} of {question:?}");
            add_up(&answer, field, &hits, question);
        }
    }
}

/// Every article has a value, a date that is too long, or none.
fn add_up(answer: &Value, field: &str, hits: &[Value], question: &[&str]) {
    let totals = &answer["facet_totals"][field];
    let imprecise: u64 =
        totals["imprecise"].as_array().unwrap().iter().map(|date| date["count"].as_u64().unwrap()).sum();
    let with_value = hits.iter().filter(|hit| !values_in(field, hit).is_empty()).count() as u64;
    let without = totals["without"].as_u64().unwrap();
    assert_eq!(with_value + imprecise + without, hits.len() as u64, "{field} of {question:?}");
    let dated: u64 = hits.iter().filter(|hit| !hit["date"].is_null()).count() as u64;
    if ["year", "month", "weekday"].contains(&field) {
        assert_eq!(hits.len() as u64 - without, dated, "{field} of {question:?}");
    }
}

#[test]
fn every_name_that_is_listed_counts_as_its_facet_and_its_filter_do() {
    let archive = sample();
    // Beside the index: the sample itself is not written to.
    let file = ["--names", "names.toml"];
    for correction in [
        &["names", "join", "Bashar al-Assad", "Hafez al-Assad"][..],
        &["names", "rename", "Iran", "Islamic Republic of Iran", "--kind", "place"],
        &["names", "hide", "Moscow", "--kind", "place"],
    ] {
        archive.run(&[correction, &file].concat()).code(0);
    }
    let corrections = Corrections::read(&archive.path("names.toml")).unwrap();
    let index = OpenIndex::open(&archive.path("index")).unwrap();
    for (kind, command, flag) in [
        (EntityKind::Person, "people", "--person"),
        (EntityKind::Org, "orgs", "--org"),
        (EntityKind::Place, "places", "--place"),
    ] {
        for query in ["", "oil OR war"] {
            let query = morgue::query::parse(query, today()).unwrap().root;
            let request = NamesRequest {
                kind,
                prefix: String::new(),
                query: query.clone(),
                filters: Node::Everything,
                reading: NameReading::AnySpelling,
                min: 1,
                limit: usize::MAX,
                corrections: corrections.clone(),
            };
            let listed = names(&index, &request).unwrap();
            assert!(listed.total > 50);
            for row in &listed.names {
                let filters = of_kind(kind, &row.name).node(today()).unwrap();
                let found = search(&index, &counting(query.clone(), filters, corrections.clone())).unwrap();
                assert_eq!(found.total, row.articles, "{flag} {}", row.name);
            }
        }
        // The same from outside, for the first few.
        let facet = format!("{command}:5");
        let rows = archive.run(&[&[command, "-n", "5", "--format", "json"][..], &file].concat()).json();
        let facets = archive.query(&[&["-n", "0", "--facet", &facet][..], &file].concat());
        for (place, row) in rows["names"].as_array().unwrap().iter().enumerate() {
            let (name, articles) = (row["name"].as_str().unwrap(), row["articles"].as_u64().unwrap());
            assert_eq!(facets["facets"][command][place], json!({"value": name, "count": articles}));
            let count = archive.run(&[&["query", flag, name, "--exact-name", "--count"][..], &file].concat());
            count.stdout(&format!("{articles}\n"));
        }
    }
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, 5, 20).unwrap()
}

fn of_kind(kind: EntityKind, name: &str) -> Filters {
    let names = vec![name.to_owned()];
    match kind {
        EntityKind::Person => Filters { person: names, ..Filters::default() },
        EntityKind::Org => Filters { org: names, ..Filters::default() },
        EntityKind::Place => Filters { place: names, ..Filters::default() },
    }
}

fn counting(query: Node, filters: Node, corrections: Corrections) -> Request {
    Request {
        query,
        filters,
        root: None,
        sort: Sort::Newest,
        half_life_days: None,
        offset: 0,
        limit: Some(0),
        with_snippets: false,
        keyword_width: None,
        names: NameReading::Exact,
        corrections,
        counting: None,
        collapse: false,
        with_copies: false,
    }
}

#[test]
fn a_timeline_holds_every_article_once() {
    for (archive, questions) in archives() {
        a_timeline_holds(&archive, questions);
    }
}

fn a_timeline_holds(archive: &Archive, questions: &[&[&str]]) {
    for question in questions {
        let hits = hits(archive, question);
        for unit in ["auto", "day", "week", "month", "year", "decade"] {
            let answer = archive.query(&[*question, &["-n", "0", "--timeline", unit, "--share"][..]].concat());
            let bars = answer["timeline"].as_array().unwrap();
            let count = |value: &Value| value["count"].as_u64().unwrap();
            let imprecise: u64 = answer["imprecise"].as_array().unwrap().iter().map(count).sum();
            let in_bars: u64 = bars.iter().map(count).sum();
            let undated = answer["undated"].as_u64().unwrap();
            assert_eq!(json!(in_bars + imprecise + undated), answer["total"], "{unit} of {question:?}");
            for bar in bars.iter().filter(|bar| count(bar) > 0) {
                assert_eq!(count(bar), hits_in(&hits, bar), "{bar} of {question:?}");
            }
            for pair in bars.windows(2) {
                assert_eq!(day(&pair[0]["to"]).succ_opt(), Some(day(&pair[1]["from"])), "no gap");
            }
            if unit == "week" {
                assert!(bars.iter().all(|bar| day(&bar["from"]).weekday() == chrono::Weekday::Mon));
            }
            if unit == "auto" {
                assert!(bars.len() <= 65, "{}", bars.len());
            }
        }
    }
}

fn day(value: &Value) -> NaiveDate {
    value.as_str().unwrap().parse().unwrap()
}

/// How many hits have a date of which all days lie in a bar.
fn hits_in(hits: &[Value], bar: &Value) -> u64 {
    let (from, to) = (bar["from"].as_str().unwrap(), bar["to"].as_str().unwrap());
    let is_inside = |date: &str| match date.len() {
        10 => from <= date && date <= to,
        7 => {
            *from <= *format!("{date}-01")
                && *to >= *format!("{date}-28")
                && day(&bar["to"]) - day(&bar["from"]) > chrono::TimeDelta::days(26)
        }
        4 => *from <= *format!("{date}-01-01") && *to >= *format!("{date}-12-31"),
        _ => false,
    };
    hits.iter().filter(|hit| hit["date"].as_str().is_some_and(is_inside)).count() as u64
}

#[test]
fn a_bar_is_measured_by_what_the_filters_on_source_section_language_and_date_let_through() {
    let archive = sample();
    let answer = archive.query(&[
        "oil",
        "--source",
        "City Wire",
        "--person",
        "reagan",
        "--from",
        "1986",
        "--to",
        "1988",
        "--timeline",
        "year",
        "--share",
    ]);
    let all = hits(&archive, &["--source", "City Wire", "--from", "1986", "--to", "1988"]);
    let bars = answer["timeline"].as_array().unwrap();
    assert!(!bars.is_empty(), "{answer}");
    let mut articles = 0;
    for bar in bars {
        assert_eq!(bar["articles"], hits_in(&all, bar), "{bar}");
        articles += bar["articles"].as_u64().unwrap();
        let share = bar["count"].as_f64().unwrap() * 100.0 / bar["articles"].as_f64().unwrap();
        assert!((bar["share"].as_f64().unwrap_or(0.0) - share).abs() < 0.01 || bar["articles"] == 0, "{bar}");
    }
    assert!(articles > answer["total"].as_u64().unwrap(), "ends that are set show what was not found, too");
}

#[test]
fn what_a_value_adds_is_what_it_brings_when_it_is_chosen_too() {
    let archive = sample();
    for (field, question) in [
        ("people", &["--person", "Ronald Reagan", "--from", "1980"][..]),
        ("places", &["--place", "Iran", "--place", "Syria"]),
        ("source", &["--source", "City Wire", "oil"]),
        ("lang", &["--lang", "de"]),
        ("month", &["--on", "1987-10", "--on", "1989-11-10"]),
        ("year", &["--on", "1987-10"]),
    ] {
        let flag = match field {
            "people" => "--person",
            "places" => "--place",
            "source" => "--source",
            "lang" => "--lang",
            _ => "--on",
        };
        let facet = format!("{field}:12");
        let answer = archive.query(&[question, &["-n", "0", "--facet", &facet, "--facet", "format"]].concat());
        let values = answer["facets"][field].as_array().unwrap();
        assert!(values.iter().any(|value| value["adds"].as_u64().unwrap() > 0), "{answer}");
        for value in values {
            let name = value["value"].as_str().unwrap();
            let total = archive.query(&[question, &["-n", "0", flag, name]].concat())["total"].as_u64().unwrap();
            assert_eq!(value["adds"], total - answer["total"].as_u64().unwrap(), "{field} {value}");
        }
        assert!(answer["facets"]["format"][0].get("adds").is_none(), "no filter of that kind is set");
    }
}

#[test]
fn names_that_stand_together_are_counted_in_the_same_articles_and_measured_in_all() {
    let kinds = [("person", "people"), ("org", "orgs"), ("place", "places")];
    names_are_measured(&sample(), &["--from", "1970", "gorbachev OR kremlin OR soviet"], &kinds);
    names_are_measured(&generated(), &["--from", "1700", "oil OR strike"], &kinds[..1]);
}

fn names_are_measured(archive: &Archive, question: &[&str], kinds: &[(&str, &str)]) {
    for (kind, field) in kinds {
        let (found, all) = (hits(archive, question), hits(archive, &question[..2]));
        let with = |hits: &[Value]| counted(hits, |hit| values_in(field, hit)).into_iter().collect::<BTreeMap<_, _>>();
        let (together, everywhere) = (with(&found), with(&all));
        let answer = archive.query(&[question, &["--with", kind, "--all"]].concat());
        let answer = &answer["together"];
        assert_eq!(answer["articles"], all.len());
        let listed = answer["names"].as_array().unwrap();
        let mut measures = Vec::new();
        for name in listed {
            let key = name_key(name["name"].as_str().unwrap());
            assert_eq!(
                (&name["together"], &name["articles"]),
                (&json!(together[&key]), &json!(everywhere[&key])),
                "{name}"
            );
            let measure = name["log_likelihood"].as_f64().unwrap();
            let expected = likelihood_ratio(together[&key], found.len(), everywhere[&key], all.len());
            assert!((measure - expected).abs() < 0.011, "{name}: {expected}");
            measures.push(measure);
        }
        assert!(measures.is_sorted_by(|left, right| left >= right) && !measures.is_empty());
        let more_than_chance =
            |(key, both): &(&String, &u64)| *both * all.len() as u64 > found.len() as u64 * everywhere[*key];
        assert_eq!(answer["total"], together.iter().filter(more_than_chance).count());
        assert_eq!(listed.len(), together.iter().filter(more_than_chance).count());
    }
}

/// Twice the difference of the logarithms of the likelihoods with two shares and with one (Dunning 1993, section 4).
fn likelihood_ratio(both: u64, found: usize, naming: u64, all: usize) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "these are small")]
    let [both, found, naming, all] = [both as f64, found as f64, naming as f64, all as f64];
    let likelihood = |share: f64, of: f64, times: f64| {
        let part = |times: f64, share: f64| if times == 0.0 { 0.0 } else { times * share.ln() };
        part(times, share) + part(of - times, 1.0 - share)
    };
    let (rest, naming_rest) = (all - found, naming - both);
    let apart = likelihood(both / found, found, both) + likelihood(naming_rest / rest, rest, naming_rest);
    2.0 * (apart - likelihood(naming / all, found, both) - likelihood(naming / all, rest, naming_rest))
}

#[test]
fn whom_a_query_asks_for_is_not_told_to_stand_in_its_articles() {
    let archive = sample();
    let answer = archive.query(&["--person", "reagan", "--with", "person", "--all"]);
    let names = answer["together"]["names"].as_array().unwrap();
    assert!(!names.is_empty() && answer["hits"] == json!([]), "{answer}");
    assert!(names.iter().all(|name| !name_key(name["name"].as_str().unwrap()).contains("reagan")), "{answer}");
    archive.run(&["query", "--with", "person", "--from", "1980"]).code(2).says("it needs a query");
}

/// Five articles, dated and sourced in every way.
fn small() -> Archive {
    Archive::new()
        .file(
            "a.txt",
            "Title: Oil rises\nDate: 1987-03-02\nSource: City Wire\nPeople: Anna Petrova; Yusuf Demir\n\nOil rose.\n",
        )
        .file("b.txt", "Title: Oil falls\nDate: 1987-03-09\nSource: City Wire\nPeople: Anna Petrova\n\nOil fell.\n")
        .file("c.txt", "Title: Oil stays\nDate: 1987-05\nSource: Harbour Post\nPeople: Anna PETROVA\n\nOil stayed.\n")
        .file("d.txt", "Title: Oil again\nDate: 1987\nSource: Harbour Post\n\nOil again.\n")
        .file("e.txt", "Title: Fish\nDate: 1987-03-10\nSource: City Wire\nPeople: Petrova\n\nFish.\n")
        .file("f.txt", "Title: Oil\n\nOil, undated.\n")
        .indexed()
}

#[test]
fn in_a_pipe_counts_are_lines_below_the_hits_or_alone() {
    let archive = small();
    let run = archive.run(&[
        "query",
        "oil",
        "-n",
        "1",
        "--sort",
        "oldest",
        "--facet",
        "month",
        "--facet",
        "source:1",
        "--timeline",
        "month",
    ]);
    insta::assert_snapshot!(run.stdout.replace('\t', " | "), @r"
    1987 | d.txt | Oil again

    1987-03-01 | 1987-03-31 | 2 | 3
    1987-04-01 | 1987-04-30 | 0 | 0
    1987-05-01 | 1987-05-31 | 1 | 1

    month | 1987-03 | 2
    month | 1987-05 | 1
    month | 1987 | 1
    month |  | 1
    source | City Wire | 2
    source |  | 1
    ");
    insta::assert_snapshot!(run.stderr, @r"
    morgue: 5 articles, 1 shown
    morgue: source: 1 of 2 values; --facet source:N prints N of them
    morgue: in no month: 1 dated less exactly, 1 undated
    ");
    let alone = archive.run(&["query", "oil", "-n", "0", "--facet", "people"]).code(0);
    insta::assert_snapshot!(alone.stdout.replace('\t', " | "), @r"
    people | Anna Petrova | 3
    people | Yusuf Demir | 1
    people |  | 2
    ");
    insta::assert_snapshot!(alone.stderr, @"morgue: 5 articles");
}

#[test]
fn a_table_is_hits_or_one_list_of_counts() {
    let archive = small();
    let table = |arguments: &[&str]| archive.run(&[&["query", "oil", "-q"], arguments].concat()).code(0).stdout;
    insta::assert_snapshot!(table(&["--facet", "source", "--source", "city", "-n", "0", "--format", "csv"]), @r"
    facet,value,count,adds
    source,City Wire,2,0
    source,Harbour Post,0,2
    ");
    insta::assert_snapshot!(table(&["--timeline", "month", "--share", "--to", "1987-03", "-n", "0", "--format", "csv"]), @r"
    from,to,count,articles,share
    1987-03-01,1987-03-31,2,3,66.67
    ");
    insta::assert_snapshot!(table(&["--timeline", "week", "-n", "0", "--format", "jsonl"]), @r#"
    {"from":"1987-03-02","to":"1987-03-08","count":1,"articles":1}
    {"from":"1987-03-09","to":"1987-03-15","count":1,"articles":2}
    "#);
    insta::assert_snapshot!(table(&["--with", "person", "--format", "tsv"]).replace('\t', " | "), @r"
    name | together | articles | log_likelihood
    Anna Petrova | 3 | 3 | 1.59
    Yusuf Demir | 1 | 1 | 0.4
    ");
    for (arguments, why) in [
        (&["--facet", "source", "--format", "csv"][..], "with -n 0 it is the counts"),
        (&["--timeline", "day", "--all", "--format", "jsonl"], "with -n 0 it is the counts"),
        (&["--facet", "source", "--timeline", "day", "-n", "0", "--format", "tsv"], "one by one"),
        (&["--facet", "source", "--with", "person", "--format", "csv"], "one by one"),
        (&["--facet", "source", "-n", "0", "--fields", "id"], "-n 0 prints none"),
        (&["--facet", "colour"], "expected one of people, orgs"),
        (&["--facet", "people:0"], "is no number of values"),
        (&["--facet", "people", "--count"], "cannot be used with"),
        (&["--facet-min", "3"], "--facet"),
        (&["--share"], "--timeline"),
        (&["--timeline", "fortnight"], "expected auto, day, week"),
        (&["--with", "person", "--sort", "newest"], "cannot be used with"),
    ] {
        archive.run(&[&["query", "oil"], arguments].concat()).code(2).says(why);
    }
}

#[test]
fn the_json_of_counts_is_as_documented() {
    let archive = small();
    let mut answer = archive.query(&[
        "oil",
        "--facet",
        "people",
        "--facet",
        "month",
        "--facet",
        "source",
        "--source",
        "City Wire",
        "--source",
        "Harbour",
        "--timeline",
        "month",
        "--share",
        "--with",
        "person",
    ]);
    let answer = answer.as_object_mut().unwrap();
    for key in [
        "schema_version",
        "query",
        "parsed",
        "filters",
        "index",
        "took_ms",
        "warnings",
        "explain",
        "nothing_found",
        "texts",
    ] {
        answer.shift_remove(key);
    }
    insta::assert_snapshot!(serde_json::to_string_pretty(answer).unwrap(), @r#"
    {
      "total": 4,
      "hits": [],
      "facets": {
        "people": [
          {
            "value": "Anna Petrova",
            "count": 3
          },
          {
            "value": "Yusuf Demir",
            "count": 1
          }
        ],
        "month": [
          {
            "value": "1987-03",
            "count": 2
          },
          {
            "value": "1987-05",
            "count": 1
          }
        ],
        "source": [
          {
            "value": "City Wire",
            "count": 2,
            "adds": 0
          },
          {
            "value": "Harbour Post",
            "count": 2,
            "adds": 0
          }
        ]
      },
      "facet_totals": {
        "people": {
          "values": 2,
          "without": 1,
          "imprecise": []
        },
        "month": {
          "values": 2,
          "without": 0,
          "imprecise": [
            {
              "date": "1987",
              "count": 1
            }
          ]
        },
        "source": {
          "values": 2,
          "without": 0,
          "imprecise": []
        }
      },
      "timeline": [
        {
          "from": "1987-03-01",
          "to": "1987-03-31",
          "count": 2,
          "articles": 3,
          "share": 66.67
        },
        {
          "from": "1987-04-01",
          "to": "1987-04-30",
          "count": 0,
          "articles": 0,
          "share": null
        },
        {
          "from": "1987-05-01",
          "to": "1987-05-31",
          "count": 1,
          "articles": 1,
          "share": 100.0
        }
      ],
      "timeline_unit": "month",
      "imprecise": [
        {
          "date": "1987",
          "count": 1
        }
      ],
      "undated": 0,
      "together": {
        "kind": "person",
        "measure": "log_likelihood",
        "articles": 5,
        "total": 2,
        "names": [
          {
            "name": "Anna Petrova",
            "together": 3,
            "articles": 3,
            "log_likelihood": 2.23
          },
          {
            "name": "Yusuf Demir",
            "together": 1,
            "articles": 1,
            "log_likelihood": 0.51
          }
        ]
      }
    }
    "#);
    let plain = archive.query(&["oil"]);
    let tail = ["facets", "facet_totals", "timeline", "timeline_unit", "imprecise", "undated", "together"];
    assert_eq!(
        tail.map(|key| plain[key].clone()),
        [json!({}), json!({}), json!([]), json!(null), json!([]), json!(null), json!(null)]
    );
}

#[test]
fn who_is_named_most_in_articles_about_something_is_one_command() {
    let archive = small();
    let people = |arguments: &[&str]| archive.run(&[&["people"], arguments].concat()).code(0).stdout;
    assert_eq!(
        people(&["--matching", "oil AND NOT fish"]),
        "      3  Anna Petrova  (also Anna PETROVA)\n      1  Yusuf Demir\n"
    );
    assert_eq!(people(&["petr", "--from", "1987-03", "--to", "1987-03"]), "      2  Anna Petrova\n      1  Petrova\n");
    assert_eq!(
        people(&["--source", "harbour", "--format", "csv"]),
        "name,articles,variants\nAnna PETROVA,1,Anna PETROVA\n"
    );
    assert_eq!(
        people(&["--person", "demir", "--min", "1", "--format", "jsonl", "-n", "1"]),
        "{\"name\":\"Anna Petrova\",\"articles\":1,\"variants\":[\"Anna Petrova\"]}\n"
    );
    assert_eq!(people(&["--min", "3"]), "      3  Anna Petrova  (also Anna PETROVA)\n");
    archive.run(&["people", "--matching", "gold"]).code(1);
    archive.run(&["people", "--matching", "(oil"]).code(2);
    archive.run(&["people", "--lang", "klingon"]).code(2);
    archive.run(&["places", "--person", "petrova", "--exact-name"]).code(1);
}

#[test]
fn facets_count_articles_that_are_found_only_by_a_surname() {
    let answer = small().query(&["--person", "Anna Petrova", "-n", "0", "--facet", "people", "--facet", "source"]);
    assert_eq!(answer["total"], 4);
    assert_eq!(
        answer["facets"]["people"],
        json!([
            {"value": "Anna Petrova", "count": 3, "adds": 0},
            {"value": "Petrova", "count": 1, "adds": 0},
            {"value": "Yusuf Demir", "count": 1, "adds": 0},
        ])
    );
    assert_eq!(
        answer["facets"]["source"],
        json!([{"value": "City Wire", "count": 3}, {"value": "Harbour Post", "count": 1}])
    );
}

#[test]
fn a_whole_name_is_no_other_name_with_that_word() {
    let archive = small();
    assert_eq!(archive.ids(&["--person", "petrova", "--exact-name"]), ["e.txt"]);
    assert_eq!(
        archive.ids(&["--person", "ANNA petrova", "--exact-name", "--sort", "oldest"]),
        ["a.txt", "b.txt", "c.txt"]
    );
    assert_eq!(archive.ids(&["--exact-name", "entity:petrova"]), ["e.txt"]);
    archive.run(&["query", "--person", "Anna", "--exact-name", "--count"]).code(1).stdout("0\n");
}

#[test]
fn rare_values_can_be_left_out() {
    let answer = small().query(&["-n", "0", "--facet", "people", "--facet-min", "2"]);
    assert_eq!(answer["facets"]["people"], json!([{"value": "Anna Petrova", "count": 3}]));
    assert_eq!(answer["facet_totals"]["people"], json!({"values": 1, "without": 2, "imprecise": []}));
}
