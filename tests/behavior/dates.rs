//! Dates are calendar days as printed, as precise as they are known.

use crate::harness::Archive;

fn archive() -> Archive {
    Archive::new()
        .file("day.txt", "Date: 2022-07-11\nTitle: Day\n\nOne.\n")
        .file("late.json", r#"{"title":"Late","text":"Two.","date":"2022-07-11T23:30:00-05:00"}"#)
        .file("month.txt", "Date: July 2022\nTitle: Month\n\nThree.\n")
        .file("year.txt", "Date: 2022\nTitle: Year\n\nFour.\n")
        .file("1605.txt", "Date: 1605-09-01\nTitle: Old\n\nFive.\n")
        .file("none.txt", "Title: None\n\nSix.\n")
        .file("1991/12/26/path.txt", "Title: Path\n\nSeven.\n")
        .indexed()
}

#[test]
fn a_range_matches_every_date_that_may_lie_in_it() {
    let archive = archive();
    let rows: &[(&[&str], &[&str])] = &[
        (&["--on", "2022-07-11"], &["day.txt", "late.json", "month.txt", "year.txt"]),
        (&["--from", "2022-07-12", "--to", "2022-07-31"], &["month.txt", "year.txt"]),
        (&["--from", "2022-08"], &["year.txt"]),
        (&["--from", "2023"], &[]),
        (&["--to", "1605"], &["1605.txt"]),
        (&["--on", "1991-12-26"], &["1991/12/26/path.txt"]),
        (&["--from", "1600", "--to", "1700"], &["1605.txt"]),
        (&["--undated"], &["none.txt"]),
        (&["--to", "1700", "--undated"], &["1605.txt", "none.txt"]),
        (&["--on", "1605", "--on", "1991"], &["1605.txt", "1991/12/26/path.txt"]),
    ];
    for (filters, expected) in rows {
        let mut found = archive.ids(filters);
        let mut expected = expected.to_vec();
        found.sort();
        expected.sort_unstable();
        assert_eq!(found, expected, "{filters:?}");
    }
}

#[test]
fn the_undated_come_last_either_way() {
    let archive = archive();
    assert_eq!(
        archive.ids(&["--sort", "newest"]),
        ["late.json", "day.txt", "month.txt", "year.txt", "1991/12/26/path.txt", "1605.txt", "none.txt"]
    );
    assert_eq!(
        archive.ids(&["--sort", "oldest"]),
        ["1605.txt", "1991/12/26/path.txt", "year.txt", "month.txt", "day.txt", "late.json", "none.txt"]
    );
}

#[test]
fn no_time_zone_moves_a_date_and_its_origin_is_told() {
    let archive = archive();
    let late = archive.show("late.json");
    assert_eq!((late["date"].as_str(), late["time"].as_str()), (Some("2022-07-11"), Some("23:30:00")));
    assert_eq!(late["date_source"], "metadata");
    assert_eq!(archive.show("day.txt")["date_source"], "header");
    assert_eq!(archive.show("1991/12/26/path.txt")["date_source"], "path");
    assert_eq!(archive.show("none.txt")["date_source"], "none");
    assert_eq!(archive.show("month.txt")["date"], "2022-07");
}

#[test]
fn a_date_that_cannot_be_is_no_date_and_is_reported() {
    let archive = Archive::new()
        .file("a.txt", "Date: 2022-02-31\nTitle: A\n\nOne.\n")
        .file("b.txt", "Date: 9999-01-01\nTitle: B\n\nTwo.\n")
        .file("c.txt", "Date: 2199-01-01\nTitle: C\n\nThree.\n");
    let summary = archive.index();
    assert_eq!(summary["warnings"].as_array().unwrap().len(), 3, "{summary}");
    assert_eq!(archive.ids(&["--undated"]).len(), 3);
}

#[test]
fn the_time_of_a_file_dates_an_article_only_when_asked() {
    let archive = Archive::new().file("a.txt", "Harbour opens\n\nThe harbour opened.\n").indexed();
    assert!(archive.show("a.txt")["date"].is_null());
    let file = std::fs::File::options().write(true).open(archive.path("archive/a.txt")).unwrap();
    file.set_modified(std::time::UNIX_EPOCH + std::time::Duration::from_mins(27_625_803)).unwrap();
    archive.run(&["index", "archive", "--file-dates"]).code(0);
    let article = archive.show("a.txt");
    assert_eq!((&article["date"], &article["date_source"]), (&"2022-07-11".into(), &"file".into()));
    assert_eq!(archive.ids(&["--on", "2022-07-11"]), ["a.txt"]);
}

#[test]
fn the_order_of_day_and_month_is_learnt_from_a_source_or_given() {
    let lines = [("One", "05/03/2020", "Herald"), ("Two", "13/03/2020", "Herald"), ("Three", "05/03/2020", "Post")];
    let lines = lines.map(|(title, date, source)| {
        format!("{{\"title\":\"{title}\",\"text\":\"x\",\"date\":\"{date}\",\"source\":\"{source}\"}}\n")
    });
    let archive = Archive::new().file("d.jsonl", lines.concat());
    let summary = archive.index();
    let day = |id: &str| archive.show(id)["date"].clone();
    assert_eq!(
        (day("d.jsonl#1"), day("d.jsonl#2"), day("d.jsonl#3")),
        ("2020-03-05".into(), "2020-03-13".into(), serde_json::Value::Null)
    );
    assert_eq!(summary["warnings"].as_array().unwrap().len(), 1, "{summary}");
    assert_eq!(summary["warnings"][0]["line"], 3, "{summary}");
    archive.run(&["index", "archive", "--date-order", "month-first"]).code(0);
    assert_eq!((day("d.jsonl#1"), day("d.jsonl#2")), ("2020-05-03".into(), "2020-03-13".into()));
}
