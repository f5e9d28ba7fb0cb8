use std::io::Write;

use super::*;

const ARTICLES: &str = "CREATE TABLE articles (id TEXT, headline TEXT, body TEXT, date TEXT, author TEXT, photo BLOB);
    INSERT INTO articles VALUES ('a-1', 'Bridge', 'It opened.', '2013-03-05', 'Anna Petrova', x'00ff');
    INSERT INTO articles VALUES (NULL, 'Ferry', NULL, 1362528000, '[\"Yusuf Demir\"]', NULL);
    INSERT INTO articles VALUES (NULL, NULL, x'414243', NULL, NULL, NULL);";

/// The bytes of a database that these statements make.
fn database(sql: &str) -> Vec<u8> {
    let file = tempfile::NamedTempFile::new().unwrap();
    let connection = Connection::open(file.path()).unwrap();
    connection.execute_batch(sql).unwrap();
    drop(connection);
    std::fs::read(file.path()).unwrap()
}

fn read(bytes: &[u8]) -> (Vec<String>, Vec<String>) {
    let mut input = Input::new("a.db", bytes).unwrap();
    assert!(Sqlite.recognises(&input.sample()));
    let (mut articles, mut problems) = (Vec::new(), Vec::new());
    let result = Sqlite.read(&mut input, &mut |item| {
        match item {
            Item::Warning(problem) => problems.push(problem.to_string()),
            Item::PartOf(whole) => problems.push(format!("part of {whole}")),
            Item::Article(Place::Record { id, line }, article) => {
                let date = article.date.map(|date| date.date.to_string()).unwrap_or_default();
                let (id, authors) = (id.unwrap_or_default(), article.authors.join("; "));
                articles.push(format!("{line} {id} {} | {} | {date} | {authors}", article.title, article.body));
            }
            Item::Article(Place::WholeFile, _) => panic!("a row is no file"),
        }
        ControlFlow::Continue(())
    });
    problems.extend(result.err().map(|problem| problem.to_string()));
    (articles, problems)
}

#[test]
fn a_row_is_an_article() {
    let (articles, problems) = read(&database(ARTICLES));
    assert_eq!(
        articles,
        ["1 a-1 Bridge | It opened. | 2013-03-05 | Anna Petrova", "2 2 Ferry |  | 2013-03-06 | Yusuf Demir",]
    );
    assert_eq!(problems, ["3: line 3: row with neither title nor text"]);
}

#[test]
fn the_table_of_articles_is_told_by_its_columns() {
    let more = "CREATE TABLE books (title TEXT, author TEXT); INSERT INTO books VALUES ('Lune', 'A');
        CREATE TABLE drafts (headline TEXT, body TEXT); 
        CREATE VIEW stories AS SELECT headline AS title, body FROM articles;";
    let (articles, problems) = read(&database(&format!("{ARTICLES}{more}")));
    assert_eq!(articles.len(), 2);
    assert_eq!(problems[0], "the table `articles` was read; `books` could hold articles too");

    let without_numbers = "CREATE TABLE \"a \"\"b\" (id INTEGER PRIMARY KEY, title TEXT, \"order\" INT) WITHOUT ROWID;
        INSERT INTO \"a \"\"b\" VALUES (9, 'Nine', 1), (7, 'Seven', 2);";
    assert_eq!(read(&database(without_numbers)).0, ["1 7 Seven |  |  | ", "2 9 Nine |  |  | "]);

    let other = "CREATE TABLE tides (station TEXT, height REAL); INSERT INTO tides VALUES ('Lune', 4.1);";
    let (articles, problems) = read(&database(other));
    assert!(articles.is_empty());
    assert!(
        problems[0].starts_with("a database without a table of articles") && problems[0].ends_with("found `tides`")
    );
}

#[test]
fn computed_columns_are_not_run() {
    let sql = "CREATE TABLE a (title TEXT, text TEXT AS (hex(zeroblob(100000000))));
        INSERT INTO a (title) VALUES ('Bridge');";
    assert_eq!(read(&database(sql)).0, ["1 1 Bridge |  |  | "]);
}

#[test]
fn a_log_beside_the_database_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("news #1?.db");
    std::fs::write(&path, database(ARTICLES)).unwrap();
    std::fs::File::create(folder.path().join("news #1?.db-wal")).unwrap().write_all(b"x").unwrap();
    let mut input = Input::of_file("news.db", Some(&path), std::fs::File::open(&path).unwrap()).unwrap();
    let (mut articles, mut problems) = (0, Vec::new());
    let result = Sqlite.read(&mut input, &mut |item| {
        match item {
            Item::Warning(problem) => problems.push(problem.to_string()),
            Item::PartOf(whole) => problems.push(format!("part of {whole}")),
            Item::Article(..) => articles += 1,
        }
        ControlFlow::Continue(())
    });
    assert_eq!((result, articles), (Ok(()), 2));
    assert!(problems[0].contains("`-wal`"), "{problems:?}");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2, "nothing was written");
}

#[test]
fn pages_that_lead_in_circles_are_told() {
    let rows = "INSERT INTO articles (headline, body) WITH RECURSIVE n(n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM n \
        WHERE n < 400) SELECT 'n' || n, 'Text ' || hex(zeroblob(100)) FROM n;";
    let mut bytes = database(&format!("{ARTICLES}{rows}"));
    // The second page is the root of the table; its cells begin with the number of a page below (file format, 1.6).
    let page = &mut bytes[4096..8192];
    assert_eq!(page[0], 5, "an inner page of a table");
    let cell_at =
        |page: &[u8], number: usize| usize::from(u16::from_be_bytes([page[12 + 2 * number], page[13 + 2 * number]]));
    let (first, second) = (cell_at(page, 0), cell_at(page, 1));
    page.copy_within(first..first + 4, second);
    let (articles, problems) = read(&bytes);
    assert!(!articles.is_empty());
    assert!(problems.iter().any(|problem| problem.ends_with("its pages lead in circles")), "{problems:?}");
}

#[test]
fn damaged_databases_end_with_a_reason() {
    let rows = "INSERT INTO articles (headline, body) WITH RECURSIVE n(n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM n \
        WHERE n < 400) SELECT 'n' || n, 'Text ' || n || '.' FROM n;";
    let whole = database(&format!("{ARTICLES}{rows}"));
    assert_eq!(read(&whole[..whole.len() / 2]).1.len(), 1, "cut off");
    let mut state = 7_u32;
    for _ in 0..300 {
        let mut bytes = whole.clone();
        for _ in 0..8 {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let at = MAGIC.len() + (state >> 8) as usize % (bytes.len() - MAGIC.len());
            bytes[at] ^= state.to_le_bytes()[1] | 1;
        }
        let _ = read(&bytes);
    }
}
