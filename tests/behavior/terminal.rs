//! What a user at a terminal sees and types: lines of its width, numbers of hits, ids that are almost right, originals, help.

use std::fs;

use morgue::index::OpenIndex;
use morgue::render::{text, wrap};

use crate::harness::{Archive, Run, search};

fn archive() -> Archive {
    Archive::new()
        .file("2001/harbour.txt", "Title: Harbour opens\nDate: 2001-01-02\nSource: City Wire\n\nThe harbour opened on Tuesday.\n")
        .file("2001/tide.txt", "Title: Tide closes harbour\nDate: 2001-01-03\n\nThe harbour closed.\n")
        .file("mail.jsonl", "{\"id\":\"7\",\"title\":\"Ferry sails\",\"body\":\"A ferry left the pier.\",\"url\":\"https://example.org/7\"}\n{\"id\":\"8\",\"title\":\"Ferry returns\",\"body\":\"It came back.\"}\n")
        .indexed()
}

/// What a block of the only hit is at a width.
fn block(archive: &Archive, query: &str, width: usize) -> String {
    let hits = search(&OpenIndex::open(&archive.path("index")).unwrap(), query).unwrap();
    let mut out = Vec::new();
    text::write_block(&mut out, 12, &hits[0], width).unwrap();
    let out = String::from_utf8(out).unwrap();
    anstream::adapter::strip_str(&out).to_string()
}

fn crowded() -> Archive {
    let given = ["Anna", "Hugo", "Chidi", "Greta", "Pavel", "Yusuf", "Olga", "Rosa"];
    let surnames = ["Bauer", "Demir", "Ivanov", "Okafor", "Larsen", "Tanaka"];
    let people = surnames.iter().flat_map(|surname| given.map(|given| format!("{given} {surname}"))).take(46);
    let people: Vec<String> = people.collect();
    let body = "The committee of the harbour met behind closed doors until late in the evening and came to no result that anybody would speak of. ".repeat(3);
    let header = format!(
        "Title: Delegates of forty-six harbours meet in the old customs house to talk about the price of pilots\nDate: 2001-01-02\nSource: City Wire\nPeople: {}",
        people.join("; ")
    );
    Archive::new()
        .file("news/2001/01/the-meeting-of-the-harbours.txt", format!("{header}\n\n{body}\n"))
        .file("cn.txt", "Title: 北京大学宣布开放图书馆并且邀请所有居民在周末参观新建的阅览室和花园\nDate: 2001-01-02\n\n今天天气很好，学生们都来了。\n")
        .indexed()
}

#[test]
fn blocks_are_wrapped_in_whole_words_below_their_indent() {
    let archive = crowded();
    insta::assert_snapshot!(block(&archive, "committee", 60), @r"
    12. 2001-01-02  Delegates of forty-six harbours meet in the
                    old customs house to talk about the price of
                    pilots
                    news/2001/01/the-meeting-of-the-harbours.txt
       people: Anna Bauer, Hugo Bauer, Chidi Bauer, Greta Bauer,
       Pavel Bauer, Yusuf Bauer, Olga Bauer, Rosa Bauer and 38
       more · City Wire · en
       … The **committee** of the harbour met behind closed
       doors until late in the evening and came to no result
       that anybody would speak of. The **committee** of the
       harbour met behind …
    ");
    insta::assert_snapshot!(block(&archive, "committee", 80), @r"
    12. 2001-01-02  Delegates of forty-six harbours meet in the old customs house to
                    talk about the price of pilots
                                        news/2001/01/the-meeting-of-the-harbours.txt
       people: Anna Bauer, Hugo Bauer, Chidi Bauer, Greta Bauer, Pavel Bauer, Yusuf
       Bauer, Olga Bauer, Rosa Bauer and 38 more · City Wire · en
       … The **committee** of the harbour met behind closed doors until late in the
       evening and came to no result that anybody would speak of. The **committee**
       of the harbour met behind …
    ");
    insta::assert_snapshot!(block(&archive, "committee", 200), @r"
    12. 2001-01-02  Delegates of forty-six harbours meet in the old customs house to talk about the price of pilots                                             news/2001/01/the-meeting-of-the-harbours.txt
       people: Anna Bauer, Hugo Bauer, Chidi Bauer, Greta Bauer, Pavel Bauer, Yusuf Bauer, Olga Bauer, Rosa Bauer and 38 more · City Wire · en
       … The **committee** of the harbour met behind closed doors until late in the evening and came to no result that anybody would speak of. The **committee** of the harbour met behind …
    ");
}

#[test]
fn no_line_is_wider_than_the_terminal_and_a_wide_character_takes_two_columns() {
    let archive = crowded();
    for width in [60, 80, 200] {
        for query in ["committee", "北京大学"] {
            let block = block(&archive, query, width);
            for line in block.lines() {
                assert!(wrap::columns(line) <= width, "{width}: {line}");
            }
        }
    }
    insta::assert_snapshot!(block(&archive, "北京大学", 40), @r"
    12. 2001-01-02  北京大学宣布开放图书馆并
                    且邀请所有居民在周末参观
                    新建的阅览室和花园
                                      cn.txt
       zh
       … 今天天气很好，学生们都来了。 …
    ");
}

#[test]
fn an_article_is_wrapped_where_there_is_a_width() {
    let archive = crowded();
    let hits = search(&OpenIndex::open(&archive.path("index")).unwrap(), "committee").unwrap();
    let shown = |width| {
        let mut out = Vec::new();
        text::write_article(&mut out, &hits[0], None, width).unwrap();
        anstream::adapter::strip_str(&String::from_utf8(out).unwrap()).to_string()
    };
    assert!(shown(Some(70)).lines().all(|line| wrap::columns(line) <= 70));
    assert!(shown(Some(70)).contains("Yusuf Tanaka"), "an article that is shown whole has all of its people");
    assert!(shown(None).lines().any(|line| line.len() > 300), "what is piped is not wrapped");
}

/// Runs the program as in a terminal of this name.
fn at(archive: &Archive, terminal: &str, arguments: &[&str]) -> Run {
    let output = archive.command(arguments).env("MORGUE_TERMINAL", terminal).output().unwrap();
    Run::new(arguments, &output)
}

#[test]
fn a_number_stands_for_a_hit_of_the_last_query_of_the_terminal() {
    let archive = archive();
    at(&archive, "one", &["show", "@1"]).code(2).says("`@1`: no query of this terminal is remembered");
    at(&archive, "one", &["query", "harbour", "--sort", "oldest"]).code(0);
    at(&archive, "two", &["query", "ferry", "--sort", "oldest"]).code(0);
    at(&archive, "one", &["show", "@2"]).code(0).prints("Tide closes harbour");
    at(&archive, "two", &["show", "@2", "@1"]).code(0).prints("Ferry sails").prints("Ferry returns");
    at(&archive, "one", &["open", "--print", "@1"]).code(0).prints("archive/2001/harbour.txt\n");
    at(&archive, "one", &["show", "@3"]).code(2).says("`@3`: the hits of the last query of this terminal are @1 to @2");
    at(&archive, "one", &["query", "harbour", "-n", "1", "--offset", "1", "--format", "json"]).code(0);
    at(&archive, "one", &["show", "@2"]).code(0);
    at(&archive, "one", &["show", "@1"]).code(2).says("had one hit, @2");
    at(&archive, "one", &["query", "harbour", "--count"]).code(0);
    at(&archive, "one", &["show", "@2"]).code(0);
}

#[test]
fn a_number_says_when_the_index_is_another() {
    let archive = archive();
    at(&archive, "one", &["query", "ferry", "--sort", "oldest"]).code(0);
    archive.write("new.txt", "Title: Ferry sinks\n\nA ferry sank.\n");
    archive.run(&["index"]).code(0);
    at(&archive, "one", &["show", "@1"])
        .code(0)
        .says("the index has changed since that query (generation 1, now 2): `@1` was `mail.jsonl#7`");
    archive.run(&["--index", "other", "index", "archive"]).code(0);
    at(&archive, "one", &["--index", "other", "show", "@1"]).code(2).says("asked another index");
}

#[test]
fn without_a_terminal_numbers_say_so() {
    let archive = archive();
    archive.run(&["query", "ferry"]).code(0);
    archive.run(&["show", "@1"]).code(2).says("there is none");
    assert!(!archive.path("state").exists(), "a run without a terminal leaves nothing behind");
}

#[test]
fn an_article_is_found_by_its_path_too() {
    let archive = archive();
    let absolute = archive.path("archive/2001/tide.txt");
    for path in ["archive/2001/tide.txt", "./archive/2001/../2001/tide.txt", absolute.to_str().unwrap()] {
        archive.run(&["show", path]).code(0).prints("Tide closes harbour");
    }
    archive.run(&["show", "archive/mail.jsonl#8"]).code(0).prints("Ferry returns");
}

#[test]
fn an_id_that_is_almost_right_is_offered() {
    let archive = archive();
    let cases = [
        ("2001/harbuor.txt", "did you mean `2001/harbour.txt`?"),
        ("2001/HARBOUR.TXT", "did you mean `2001/harbour.txt`?"),
        ("2001\\tide.txt", "did you mean `2001/tide.txt`?"),
        ("harbour.txt", "did you mean `2001/harbour.txt`?"),
        ("2001/harbour", "did you mean `2001/harbour.txt`?"),
        ("somewhere/2001/harbour.txt", "did you mean `2001/harbour.txt`?"),
        ("mail.jsonl", "did you mean `mail.jsonl#7` or `mail.jsonl#8`?"),
        ("mail.jsonl#9", "did you mean `mail.jsonl#7` or `mail.jsonl#8`?"),
    ];
    for (typed, said) in cases {
        let run = archive.run(&["show", typed]).code(1).says(&format!("there is no article `{typed}`; {said}"));
        assert_eq!(run.stdout, "");
    }
    let run = archive.run(&["show", "nothing-like-it.txt"]).code(1);
    assert_eq!(run.stderr, "morgue: there is no article `nothing-like-it.txt`\n");
}

#[cfg(unix)]
#[test]
fn the_original_is_opened_in_the_program_of_the_desktop() {
    use std::os::unix::fs::PermissionsExt;
    let archive = archive();
    let programs = archive.path("programs");
    fs::create_dir(&programs).unwrap();
    let stub = |name: &str, script: &str| {
        let path = programs.join(name);
        fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
        path
    };
    let desktop = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
    stub(desktop, "echo \"desktop: $1\"");
    let open = |program: Option<&str>, id: &str| {
        let mut command = archive.command(&["open", id]);
        command.env("PATH", format!("{}:/bin:/usr/bin", programs.display())).env_remove("MORGUE_OPENER");
        command.envs(program.map(|program| ("MORGUE_OPENER", program)));
        Run::new(&["open", id], &command.output().unwrap())
    };
    let path = archive.path("archive/2001/tide.txt").display().to_string();
    open(None, "2001/tide.txt").code(0).stdout(&format!("desktop: {path}\n"));
    let own = stub("own", "echo \"own: $1\"");
    open(own.to_str(), "2001/tide.txt").code(0).stdout(&format!("own: {path}\n"));
    open(Some("no-such-program"), "2001/tide.txt").code(2).says("there is no `no-such-program` to open files with");
    let broken = stub("broken", "exit 3");
    open(broken.to_str(), "2001/tide.txt").code(2).says("could not open");
    open(None, "mail.jsonl#8").code(0).says("the file holds several articles; this one is `8`");
    open(None, "2001/tidy.txt").code(1).says("did you mean `2001/tide.txt`?");
    archive.remove("2001/tide.txt");
    open(None, "2001/tide.txt").code(2).says("is not there any more; `morgue show` has the text");
}

#[test]
fn what_came_in_at_standard_input_has_no_original() {
    let archive = Archive::new();
    let mut command = archive.command(&["index", "-"]);
    let mut child = command.stdin(std::process::Stdio::piped()).stdout(std::process::Stdio::null()).spawn().unwrap();
    std::io::Write::write_all(
        &mut child.stdin.take().unwrap(),
        b"Title: Ferry\nURL: https://example.org/f\n\nA ferry left.\n",
    )
    .unwrap();
    assert!(child.wait().unwrap().success());
    let id = archive.ids(&["ferry"]).remove(0);
    archive
        .run(&["open", &id])
        .code(2)
        .says("came in at standard input, no file of it is known; it was published at https://example.org/f");
}

#[test]
fn one_is_singular() {
    let archive = Archive::new().file("a.txt", "Harbour\n\nOpen.\n");
    archive.run(&["index", "archive"]).code(0).prints("1 file: 1 added").prints("1 article: 1 added");
    archive.run(&["check"]).code(0).stdout("1 file, 1 article, 0 damaged places\n");
    archive.run(&["stats"]).code(0).prints("1 article, 2 words, 1 undated\n1 file of ");
    archive.run(&["query", "harbour"]).code(0).says("morgue: 1 article\n");
    archive.run(&["roots", "forget", "archive"]).code(0).prints("1 file, 1 article removed");
}

#[test]
fn the_language_is_a_part_of_the_help_and_of_the_manual() {
    let archive = archive();
    let help = archive.run(&["query", "--help"]).code(0);
    assert_eq!(help.stdout, archive.run(&["help", "query"]).code(0).stdout);
    let expected = morgue::render::manual::text(morgue::query::LANGUAGE, 100);
    assert!(help.stdout.contains(expected.trim_end()), "{}", help.stdout);
    assert!(!archive.run(&["query", "-h"]).code(0).stdout.contains("axis of resistance"));
    archive.run(&["--help"]).code(0).prints("Exit codes:").prints("  130  interrupted");
    let page = archive.run(&["man", "query"]).code(0);
    assert!(page.stdout.contains(&morgue::render::manual::roff(morgue::query::LANGUAGE)));
    archive.run(&["man", "nothing"]).code(2).says("`morgue` has no command `nothing`; there are index, query");
}

#[test]
fn each_command_has_a_page_of_its_own() {
    let archive = archive();
    archive.run(&["man", "--out", "share/man1"]).code(0).says("pages written to share/man1");
    let read = |name: &str| fs::read_to_string(archive.path("share/man1").join(name)).unwrap();
    for name in ["morgue.1", "morgue-query.1", "morgue-open.1", "morgue-names.1", "morgue-names-join.1"] {
        let page = read(name);
        assert!(page.contains(".SH \"EXIT STATUS\"") && page.contains(".TH"), "{name}: {page}");
    }
    assert!(read("morgue-query.1").contains(".SH \"QUERY LANGUAGE\""));
    assert!(!read("morgue-open.1").contains("QUERY LANGUAGE"));
    assert_eq!(archive.run(&["man", "names", "join"]).code(0).stdout, read("morgue-names-join.1"));
    assert_eq!(archive.run(&["man"]).code(0).stdout, read("morgue.1"));
}
