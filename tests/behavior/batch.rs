//! Many queries: a matrix by year, all hits, lists that are wrong, outputs that were cut off.

use std::fs;
use std::io::Write;
use std::process::Stdio;

use crate::harness::{Archive, Run};

fn archive() -> Archive {
    let archive = Archive::new()
        .file("a.txt", "Title: Harbour opens\nDate: 1999-05-01\n\nA ferry came.\n")
        .file("b.txt", "Title: Harbour closes\nDate: 2001\n\nNo ferry came.\n")
        .file("c.txt", "Title: Storm\nDate: 2001-02-03\nPeople: Anna Petrova\n\nThe harbour, again.\n")
        .file("d.txt", "Title: Tide\n\nA harbour without a day.\n")
        .indexed();
    let list = "label,query\nHarbours,harbour\nFerries,\"ferry, came\"\nNothing,zeppelin\nAll of it,harbour OR storm\n";
    fs::write(archive.path("list.csv"), list).unwrap();
    archive
}

#[test]
fn a_list_is_a_matrix_of_labels_by_year() {
    let archive = archive();
    insta::assert_snapshot!(archive.run(&["batch", "list.csv"]).code(0).stdout, @r"
    label        total  1999  2001 undated
    Harbours         4     1     2     1
    Ferries          2     1     1     0
    Nothing          0     0     0     0
    All of it        4     1     2     1
    ");
    insta::assert_snapshot!(archive.run(&["batch", "list.csv", "--format", "csv"]).code(0).stdout, @r"
    label,total,1999,2001,undated
    Harbours,4,1,2,1
    Ferries,2,1,1,0
    Nothing,0,0,0,0
    All of it,4,1,2,1
    ");
    insta::assert_snapshot!(archive.run(&["batch", "list.csv", "--format", "tsv", "--from", "2001"]).code(0).stdout, @r"
    label	total	2001	undated
    Harbours	2	2	0
    Ferries	1	1	0
    Nothing	0	0	0
    All of it	2	2	0
    ");
    insta::assert_snapshot!(archive.run(&["batch", "list.csv", "--format", "json", "--undated", "--on", "1999-05"]).code(0).stdout, @r#"
    {"schema_version":1,"filters":{"on":["1999-05"],"undated":true},"index":{"generation":1,"articles":4},"articles":2,"years":["1999"],"rows":[
    {"label":"Harbours","query":"harbour","parsed":"harbour","total":2,"years":{"1999":1},"undated":1,"warnings":[]},
    {"label":"Ferries","query":"ferry, came","parsed":"ferry AND came","total":1,"years":{"1999":1},"undated":0,"warnings":[]},
    {"label":"Nothing","query":"zeppelin","parsed":"zeppelin","total":0,"years":{"1999":0},"undated":0,"warnings":[]},
    {"label":"All of it","query":"harbour OR storm","parsed":"harbour OR storm","total":2,"years":{"1999":1},"undated":1,"warnings":[]}]}
    "#);
    let row =
        archive.run(&["batch", "list.csv", "--format", "jsonl"]).code(0).stdout.lines().next().unwrap().to_owned();
    assert_eq!(
        row,
        r#"{"label":"Harbours","query":"harbour","parsed":"harbour","total":4,"years":{"1999":1,"2001":2},"undated":1,"warnings":[]}"#
    );
}

#[test]
fn each_row_is_what_the_query_counts() {
    let archive = archive();
    for filters in [&[][..], &["--from", "2001"], &["--person", "Petrova"], &["--undated"], &["--any"]] {
        let rows = archive.run(&[&["batch", "list.csv", "--format", "csv"], filters].concat()).code(0).stdout;
        for (query, row) in ["harbour", "ferry, came", "zeppelin", "harbour OR storm"].iter().zip(rows.lines().skip(1))
        {
            let total = archive.run(&[&["query", query, "--count"], filters].concat()).stdout;
            let cells: Vec<u64> = row.split(',').skip(1).map(|cell| cell.parse().unwrap()).collect();
            assert_eq!(cells[0].to_string(), total.trim(), "{query} {filters:?}");
            assert_eq!(cells[0], cells[1..].iter().sum::<u64>(), "{query} {filters:?}");
        }
    }
}

#[test]
fn hits_carry_the_label_of_their_query() {
    let archive = archive();
    archive
        .run(&["batch", "list.csv", "--hits", "--format", "csv", "--fields", "id,title", "--sort", "oldest", "-n", "2"])
        .code(0)
        .stdout("label,id,title\nHarbours,a.txt,Harbour opens\nHarbours,b.txt,Harbour closes\nFerries,a.txt,Harbour opens\nFerries,b.txt,Harbour closes\nAll of it,a.txt,Harbour opens\nAll of it,b.txt,Harbour closes\n");
    let lines = archive.run(&["batch", "list.csv", "--hits", "--format", "jsonl"]).code(0).stdout;
    assert_eq!(lines.lines().count(), 4 + 2 + 4);
    assert!(lines.starts_with("{\"label\":\"Harbours\",\"id\":"), "{lines}");
    let search = archive.run(&["batch", "list.csv", "--hits", "--format", "tsv", "--fields", "search"]).code(0).stdout;
    assert!(search.contains("read as: harbour OR storm; index generation 1 of 4 articles"), "{search}");
}

#[test]
fn a_list_comes_from_standard_input_a_query_a_line() {
    let archive = archive();
    let arguments = ["batch", "-", "--format", "tsv"];
    let mut child = archive
        .command(&arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(b"harbour OR storm\n\nzeppelin\n").unwrap();
    Run::new(&arguments, &child.wait_with_output().unwrap())
        .code(0)
        .stdout("label\ttotal\t1999\t2001\tundated\nharbour OR storm\t4\t1\t2\t1\nzeppelin\t0\t0\t0\t0\n");
}

#[test]
fn a_bad_line_is_named_before_anything_is_asked() {
    let archive = archive();
    fs::write(archive.path("bad.txt"), "harbour\n\n(storm\n").unwrap();
    archive
        .run(&["batch", "bad.txt", "--format", "csv"])
        .code(2)
        .stdout("")
        .says("`bad.txt`: line 3: query, character 1: a bracket is opened and not closed");
    archive.run(&["batch", "missing.txt"]).code(2).says("`missing.txt`");
    fs::write(archive.path("none.txt"), "zeppelin\n").unwrap();
    archive.run(&["batch", "none.txt"]).code(1);
    let refused: &[(&[&str], &str)] = &[
        (&["--fields", "id"], "--fields goes with --hits"),
        (&["-n", "3"], "--limit goes with --hits"),
        (&["--sort", "oldest"], "--sort goes with --hits"),
        (&["--hits", "--format", "json"], "--hits are csv, tsv, jsonl or text"),
        (&["--resume", "out", "--format", "json"], "--resume goes with --format csv, tsv and jsonl"),
        (&["--added", "soon"], "--added: `soon` is no date"),
    ];
    for (flags, said) in refused {
        archive.run(&[&["batch", "list.csv"], *flags].concat()).code(2).says(said);
    }
}

/// Wherever an output is cut off, going on with it gives what was to come, byte for byte.
#[test]
fn a_batch_that_was_cut_off_is_gone_on_with() {
    let archive = archive();
    let output = archive.path("out");
    for form in [
        &["--format", "csv"][..],
        &["--format", "jsonl"],
        &["--format", "tsv"],
        &["--hits", "--format", "csv", "--fields", "id,body,title"],
        &["--hits", "--format", "jsonl"],
    ] {
        let arguments = [&["batch", "list.csv", "--resume", "out"][..], form].concat();
        let _ = fs::remove_file(&output);
        archive.run(&arguments).code(0).stdout("");
        let whole = fs::read(&output).unwrap();
        assert_eq!(
            String::from_utf8(whole.clone()).unwrap(),
            archive.run(&[&["batch", "list.csv"], form].concat()).stdout
        );
        let step = whole.len() / 11 + 1;
        for end in (0..=whole.len()).step_by(step).chain([whole.len() - 1, whole.len()]) {
            fs::write(&output, &whole[..end]).unwrap();
            archive.run(&arguments).code(0);
            assert_eq!(
                String::from_utf8_lossy(&fs::read(&output).unwrap()),
                String::from_utf8_lossy(&whole),
                "{form:?} {end}"
            );
        }
    }
}

#[test]
fn rows_that_are_there_are_not_asked_again_and_those_of_another_batch_are_refused() {
    let archive = archive();
    let resume = ["batch", "list.csv", "--format", "csv", "--resume", "out"];
    fs::write(archive.path("out"), "label,total,1999,2001,undated\nHarbours,99,0,0,0\n").unwrap();
    archive.run(&resume).code(0).says("1 of 4 queries are in `out`");
    assert!(fs::read_to_string(archive.path("out")).unwrap().contains("\nHarbours,99,0,0,0\nFerries,2,"));
    fs::write(archive.path("out"), "label,total,1999,undated\n").unwrap();
    archive.run(&resume).code(2).says("it has other columns; the archive may have changed since");
    fs::write(archive.path("out"), "label,total,1999,2001,undated\nPiers,0,0,0,0\n").unwrap();
    archive.run(&resume).code(2).says("its row `Piers` is not in the list, or not in this order");
    assert!(
        fs::read_to_string(archive.path("out")).unwrap().ends_with("Piers,0,0,0,0\n"),
        "what is refused stays as it is"
    );
}
