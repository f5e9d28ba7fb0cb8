use super::*;

/// What a table gives: `line id title | body`, and the problems.
fn read(name: &str, bytes: &[u8]) -> (Vec<String>, Vec<String>) {
    let mut input = Input::new(name, bytes).unwrap();
    let (mut articles, mut problems) = (Vec::new(), Vec::new());
    let result = Csv.read(&mut input, &mut |item| {
        match item {
            Item::Warning(problem) => problems.push(problem.to_string()),
            Item::PartOf(whole) => problems.push(format!("part of {whole}")),
            Item::Article(Place::Record { id, line }, article) => {
                let id = id.unwrap_or_default();
                articles.push(format!("{line} {id} {} | {}", article.title, article.body));
            }
            Item::Article(Place::WholeFile, _) => panic!("a row is no file"),
        }
        ControlFlow::Continue(())
    });
    problems.extend(result.err().map(|problem| problem.to_string()));
    (articles, problems)
}

#[test]
fn dialects_are_told_by_their_first_rows() {
    let cases: &[(&str, &[u8], &[&str])] = &[
        ("comma", b"id,title,text\n7,Bridge,\"It opened, at last.\"\n", &["2 7 Bridge | It opened, at last."]),
        ("semicolon", b"title;text\nBridge;It opened, at last.\n", &["2  Bridge | It opened, at last."]),
        ("bar", b"title|text\nBridge|It opened.\n", &["2  Bridge | It opened."]),
        (
            "tab",
            b"title\ttext\nBridge\t\"We had\" hoped.\nFerry\t\"It\" ended.\n",
            &["2  Bridge | \"We had\" hoped.", "3  Ferry | \"It\" ended."],
        ),
        ("quoted tab", b"title\ttext\n\"Bridge\"\t\"It\topened.\"\n", &["2  Bridge | It\topened."]),
        (
            "mark and CR LF",
            b"\xef\xbb\xbftitle,text\r\nBridge,\"One.\r\n\r\nTwo.\"\r\nFerry,Three.\r\n",
            &["2  Bridge | One.\n\nTwo.", "5  Ferry | Three."],
        ),
        ("sep", b"sep=;\r\ntitle;text\r\nBridge;It opened.\r\n", &["3  Bridge | It opened."]),
        (
            "doubled quotes",
            b"title,text\nBridge,\"\"\"At last,\"\" he said.\"\n",
            &["2  Bridge | \"At last,\" he said."],
        ),
        (
            "escaped quotes",
            b"title,text\nBridge,\"He said \\\"at last\\\", and left.\"\n",
            &["2  Bridge | He said \"at last\", and left."],
        ),
        (
            "Latin-1",
            b"title,text\nBr\xfccke,Er\xf6ffnet nach neun Jahren, sagte der B\xfcrgermeister.\n",
            &["2  Brücke | Eröffnet nach neun Jahren"],
        ),
        ("no value", b"title,text\nBridge,NULL\n,\n", &["2  Bridge | "]),
    ];
    for (name, bytes, expected) in cases {
        assert_eq!(read("a.csv", bytes).0, *expected, "{name}");
    }
}

#[test]
fn what_cannot_be_read_is_said() {
    let cases: &[(&str, &[u8], usize, &[&str])] = &[
        (
            "ragged",
            b"title,text\nBridge\nFerry,It ended.,so\n",
            2,
            &[
                "line 2: row of 1 cells under 2 columns; read as far as they match",
                "line 3: row of 3 cells under 2 columns; read as far as they match",
            ],
        ),
        (
            "open quote",
            b"title,text\nBridge,One.\nFerry,\"Two.\nRegatta,Three.\n",
            1,
            &["line 3: a quote that opens here is not closed: nothing behind it could be read"],
        ),
        (
            "other columns",
            b"price,size\n1,2\n",
            0,
            &["line 1: no column is known to be a title or a text (found `price`, `size`;"],
        ),
        ("no rows", b"title,text\n", 0, &["no row with a title or a text in it"]),
        ("date", b"title,date\nBridge,31-02-2020\n", 1, &["line 2: date: `31-02-2020` is no date"]),
        (
            "no text",
            b"title,text,url\n,,http://a.example\nBridge,b,\n",
            1,
            &["line 2: row with neither title nor text"],
        ),
    ];
    for (name, bytes, count, expected) in cases {
        let (articles, problems) = read("a.csv", bytes);
        assert_eq!(articles.len(), *count, "{name}: {articles:?}");
        assert_eq!(problems.len(), expected.len(), "{name}: {problems:?}");
        for (problem, expected) in problems.iter().zip(*expected) {
            assert!(problem.starts_with(expected), "{name}: {problem}");
        }
    }
    let data = format!("{},7\nb,8\n", "word ".repeat(40));
    assert!(read("a.csv", data.as_bytes()).1[0].contains("found what reads as data"));
}

#[test]
fn a_quote_does_not_swallow_the_file() {
    let mut bytes = b"title,text\nBridge,One.\nFerry,\"Two.\n".to_vec();
    bytes.resize(ARTICLE_BYTES_MAX + (1 << 20), b'x');
    let (articles, problems) = read("a.csv", &bytes);
    assert_eq!(articles, ["2  Bridge | One."]);
    assert!(problems[0].starts_with("line 3: row longer than 64 MiB"), "{problems:?}");
}

#[test]
fn tables_are_recognised_by_name_or_header() {
    let cases: &[(&str, &[u8], Option<&str>)] = &[
        ("a.csv", b"anything\n", Some("csv")),
        ("a.tsv", b"anything\n", Some("tsv")),
        ("export", b"id,headline,body,date\n1,a,b,2020-01-02\n", Some("csv")),
        ("export.txt", b"headline\tbody\na\tb\n", Some("tsv")),
        (
            "a.txt",
            b"Title, text\n\nA story, told in lines, and more, begins here.\nIt has, as prose has, commas.\n",
            None,
        ),
        ("a.txt", b"Title, author, date\n\nA story of titles, of authors, and of dates.\n", None),
        ("a.txt", b"title,date\n", None),
        ("a.txt", b"The bridge opened, the mayor said.\n", None),
        ("a.csv", b"", None),
    ];
    for (name, bytes, expected) in cases {
        let input = Input::new(name, *bytes).unwrap();
        let sample = input.sample();
        let found = [&Csv as &dyn Format, &Tsv].into_iter().find(|format| format.recognises(&sample));
        assert_eq!(found.map(Format::name), *expected, "{name} {}", String::from_utf8_lossy(bytes));
    }
}

#[test]
fn names_in_lists_are_read() {
    let table = "title,authors,people,date\n\
    Bridge,\"['Anna Petrova', 'Liam O\\'Brien']\",\"[\"\"Helene Okafor\"\"]\",2020-01-02\n";
    let mut input = Input::new("a.csv", table.as_bytes()).unwrap();
    let mut articles = Vec::new();
    let result = Csv.read(&mut input, &mut |item| {
        if let Item::Article(_, article) = item {
            articles.push(article);
        }
        ControlFlow::Continue(())
    });
    assert_eq!(result, Ok(()));
    assert_eq!(articles[0].authors, ["Anna Petrova", "Liam O'Brien"]);
    assert_eq!(articles[0].names[0].name, "Helene Okafor");
    assert_eq!(articles[0].date.map(|date| date.date.to_string()).as_deref(), Some("2020-01-02"));
}
