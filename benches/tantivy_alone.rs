//! What morgue is timed beside: a program that does nothing but feed articles to tantivy and search them.
//!
//! `tantivy_alone index FILES INDEX` indexes a file of JSON Lines, or a folder with an article in each file; `query INDEX WORD…` prints
//! the ten best titles and the number of hits. `spread ARTICLES FOLDER LINES` writes the articles that `morgue show --format
//! json` prints in these two forms. See `beside_tantivy.sh`, which runs it all.
//!
//! It has four fields (id, title, body, day) with tantivy's own tokenizer, a store compressed as morgue's is, and as many
//! threads and as much memory as morgue takes by default.
#![expect(clippy::print_stdout, reason = "a program")]

use std::fs::{self, File};
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use tantivy::collector::{Count, TopDocs};
use tantivy::query::QueryParser;
use tantivy::schema::{Field, INDEXED, STORED, STRING, Schema, TEXT, Value};
use tantivy::{DateTime, Index, IndexWriter, TantivyDocument};

/// What morgue takes by default.
const MEMORY_BYTES: usize = 512_000_000;

#[derive(Deserialize, Serialize)]
struct Article {
    id: String,
    #[serde(default)]
    date: Option<String>,
    #[serde(default)]
    title: String,
    #[serde(default)]
    body: String,
}

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["index", files, index] => build(Path::new(files), Path::new(index)),
        ["query", index, ref words @ ..] => search(Path::new(index), &words.join(" ")),
        ["spread", articles, folder, lines] => spread(Path::new(articles), Path::new(folder), Path::new(lines)),
        _ => bail!("usage: tantivy_alone index FILES INDEX | query INDEX WORD… | spread ARTICLES FOLDER LINES"),
    }
}

fn each_article(files: &Path, take: &mut dyn FnMut(Article) -> Result<()>) -> Result<()> {
    if files.is_dir() {
        let entries = fs::read_dir(files).with_context(|| files.display().to_string())?;
        let mut paths: Vec<PathBuf> = entries.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
        paths.sort();
        return paths.iter().try_for_each(|path| take(article_of_file(path)?));
    }
    let lines = BufReader::new(File::open(files).with_context(|| files.display().to_string())?);
    lines.lines().try_for_each(|line| take(serde_json::from_str(&line?)?))
}

/// A line with the day where it is known, a line with the title, the body.
fn article_of_file(path: &Path) -> Result<Article> {
    let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let id = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let (date, rest) = match text.strip_prefix("date ").and_then(|rest| rest.split_once('\n')) {
        Some((date, rest)) => (Some(date.to_owned()), rest),
        None => (None, text.as_str()),
    };
    let (title, body) = rest.split_once('\n').unwrap_or((rest, ""));
    Ok(Article { id, date, title: title.to_owned(), body: body.to_owned() })
}

fn spread(articles: &Path, folder: &Path, lines: &Path) -> Result<()> {
    fs::create_dir_all(folder)?;
    let mut out = BufWriter::new(File::create(lines)?);
    let mut number = 0;
    each_article(articles, &mut |article| {
        number += 1;
        let title = article.title.replace('\n', " ");
        let date = article.date.as_ref().map(|date| format!("date {date}\n")).unwrap_or_default();
        fs::write(folder.join(format!("{number:07}.txt")), format!("{date}{title}\n{}\n", article.body))?;
        serde_json::to_writer(&mut out, &Article { title, ..article })?;
        Ok(out.write_all(b"\n")?)
    })?;
    Ok(out.flush()?)
}

struct Fields {
    id: Field,
    title: Field,
    body: Field,
    day: Field,
}

fn schema() -> (Schema, Fields) {
    let mut schema = Schema::builder();
    let fields = Fields {
        id: schema.add_text_field("id", STRING | STORED),
        title: schema.add_text_field("title", TEXT | STORED),
        body: schema.add_text_field("body", TEXT | STORED),
        day: schema.add_date_field("day", tantivy::schema::DateOptions::from(INDEXED | STORED).set_fast()),
    };
    (schema.build(), fields)
}

fn build(files: &Path, index: &Path) -> Result<()> {
    let (schema, fields) = schema();
    fs::create_dir_all(index)?;
    let index = Index::create_in_dir(index, schema)?;
    let threads = std::thread::available_parallelism()?.get();
    let mut writer: IndexWriter = index.writer_with_num_threads(threads, MEMORY_BYTES)?;
    each_article(files, &mut |article| {
        let mut document = TantivyDocument::default();
        document.add_text(fields.id, &article.id);
        document.add_text(fields.title, &article.title);
        document.add_text(fields.body, &article.body);
        if let Some(day) = article.date.as_ref().and_then(|date| date.parse::<NaiveDate>().ok()) {
            let midnight = day.and_time(chrono::NaiveTime::MIN).and_utc();
            document.add_date(fields.day, DateTime::from_timestamp_secs(midnight.timestamp()));
        }
        writer.add_document(document)?;
        Ok(())
    })?;
    writer.commit()?;
    Ok(writer.wait_merging_threads()?)
}

fn search(index: &Path, words: &str) -> Result<()> {
    let index = Index::open_in_dir(index)?;
    let (_, fields) = schema();
    let searcher = index.reader()?.searcher();
    let mut parser = QueryParser::for_index(&index, vec![fields.title, fields.body]);
    parser.set_conjunction_by_default();
    let query = parser.parse_query(words)?;
    let (count, best) = searcher.search(&query, &(Count, TopDocs::with_limit(10).order_by_score()))?;
    for (score, address) in best {
        let document: TantivyDocument = searcher.doc(address)?;
        let title = document.get_first(fields.title).and_then(|title| title.as_str()).unwrap_or_default();
        println!("{score:.3} {title}");
    }
    println!("{count} hits");
    Ok(())
}
