//! Measures how well saved pages are read, against what they should give: the tool of those who write the format.

mod gold;
mod measure;

use std::fs::File;
use std::io::Write;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::Context;
use clap::Parser;
use morgue::article::StatedArticle;
use morgue::format::{Item, by_name, detect};
use morgue::source::Input;

use self::gold::Page;
use self::measure::{PageScore, Total};

/// Measures how well saved pages are read, against what they should give
///
/// A folder holds pages in one of three layouts: `Publisher_2024_05_03.html.gz` beside `Publisher.json` (Fundus),
/// `source.html` beside `expected.html` (Readability.js), or `ground-truth.json` beside `html/ID.html.gz`
/// (article-extraction-benchmark).
#[derive(Debug, Parser)]
#[command(name = "morgue-pages", version, about, max_term_width = 100)]
struct Arguments {
    /// Folders of pages, a row of the table each
    #[arg(required = true, value_name = "DIR")]
    folders: Vec<PathBuf>,
    /// List the figures of each page, worst text first
    #[arg(long)]
    pages: bool,
    /// Print what the page of this name gives, and the words that are missing and too many
    #[arg(long, value_name = "PAGE")]
    show: Option<String>,
    /// Read every page as this format instead of asking what it is
    #[arg(long, value_name = "NAME")]
    input_format: Option<String>,
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "morgue-pages: {error:#}");
            ExitCode::from(2)
        }
    }
}

/// Whoever reads the output may have seen enough.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    let is_closed = |error: &std::io::Error| error.kind() == std::io::ErrorKind::BrokenPipe;
    error.downcast_ref().is_some_and(is_closed)
}

fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    let mut rows = Vec::new();
    for folder in &arguments.folders {
        let pages = gold::pages_in(folder)?;
        let mut total = Total::default();
        let mut scores = Vec::new();
        for page in &pages {
            if arguments.show.as_ref().is_some_and(|name| *name != page.name) {
                continue;
            }
            let reading = read(page, arguments.input_format.as_deref())?;
            let score = measure::score(page, reading.article.as_ref());
            if arguments.show.is_some() {
                show(&mut out, page, &reading)?;
            }
            total.add(&score, reading.bytes, reading.time);
            scores.push((page, score, reading));
        }
        if arguments.pages {
            scores.sort_by(|(_, left, _), (_, right, _)| left.body_f1().total_cmp(&right.body_f1()));
            scores.iter().try_for_each(|(page, score, reading)| write_page(&mut out, page, score, reading))?;
        }
        let name = folder.file_name().unwrap_or(folder.as_os_str());
        rows.push((name.to_string_lossy().into_owned(), total));
    }
    writeln!(out, "{}", Total::HEADING)?;
    for (name, total) in rows {
        writeln!(out, "{}", total.row(&name))?;
    }
    Ok(())
}

/// What one page gave.
struct Reading {
    article: Option<StatedArticle>,
    /// Why there is no article, and every warning.
    problems: Vec<String>,
    /// Size of the page, unpacked.
    bytes: usize,
    time: Duration,
}

fn read(page: &Page, format_name: Option<&str>) -> anyhow::Result<Reading> {
    let bytes = unpacked_size(&page.path)?;
    let name = page.path.to_string_lossy().into_owned();
    let start = Instant::now();
    let mut reading = Reading { article: None, problems: Vec::new(), bytes, time: Duration::ZERO };
    let file = File::open(&page.path).with_context(|| name.clone())?;
    let mut input = Input::of_file(&name, Some(&page.path), file).with_context(|| name.clone())?;
    let format = match format_name {
        Some(format) => Ok(by_name(format).with_context(|| format!("no format `{format}`"))?),
        None => detect(&input.sample()),
    };
    let read = format.and_then(|format| {
        let mut take = |item| {
            match item {
                Item::Article(_, article) if reading.article.is_none() => reading.article = Some(*article),
                Item::Article(..) => reading.problems.push("more than one article".to_owned()),
                Item::Warning(problem) => reading.problems.push(problem.to_string()),
                Item::PartOf(whole) => reading.problems.push(format!("part of {whole}")),
            }
            ControlFlow::Continue(())
        };
        format.read(&mut input, &mut take)
    });
    reading.problems.extend(read.err().map(|problem| problem.to_string()));
    reading.time = start.elapsed();
    Ok(reading)
}

fn unpacked_size(path: &Path) -> anyhow::Result<usize> {
    let file = File::open(path).with_context(|| path.display().to_string())?;
    let mut input = Input::new(&path.to_string_lossy(), file)?;
    input.read_all(usize::MAX >> 1).map(|bytes| bytes.len()).map_err(|problem| anyhow::anyhow!("{problem}"))
}

fn write_page(out: &mut dyn Write, page: &Page, score: &PageScore, reading: &Reading) -> anyhow::Result<()> {
    let mark = |right: Option<bool>| match right {
        Some(true) => "+",
        Some(false) => "-",
        None => " ",
    };
    let precision_and_recall = score.body.map_or((0.0, 0.0), |body| (body.precision(), body.recall()));
    let problems = reading.problems.join("; ");
    writeln!(
        out,
        "{:.3} precision {:.3} recall {:.3}  title{} day{} authors{}  {:>6.1} ms  {}  {problems}",
        score.body_f1(),
        precision_and_recall.0,
        precision_and_recall.1,
        mark(score.is_title_right),
        mark(score.is_day_right),
        mark(score.authors.map(|authors| authors.is_exact())),
        reading.time.as_secs_f64() * 1e3,
        page.name,
    )?;
    Ok(())
}

fn show(out: &mut dyn Write, page: &Page, reading: &Reading) -> anyhow::Result<()> {
    let article = reading.article.clone().unwrap_or_default();
    writeln!(out, "{}\n", page.path.display())?;
    writeln!(out, "title    {:?}\nexpected {:?}", article.title, page.title.as_deref().unwrap_or_default())?;
    let day = article.date.map(|dated| dated.date.to_string()).unwrap_or_default();
    writeln!(out, "day      {day}\nexpected {}", page.day.as_deref().unwrap_or_default())?;
    let authors = page.authors.clone().unwrap_or_default();
    writeln!(out, "authors  {:?} of {:?}\nexpected {authors:?}", article.authors, article.byline)?;
    for problem in &reading.problems {
        writeln!(out, "problem  {problem}")?;
    }
    let expected = page.body.as_deref().unwrap_or_default();
    writeln!(out, "\nMISSING (expected and not read)")?;
    for words in measure::runs_without(expected, &article.body) {
        writeln!(out, "- {words}")?;
    }
    writeln!(out, "\nTOO MANY (read and not expected)")?;
    for words in measure::runs_without(&article.body, expected) {
        writeln!(out, "+ {words}")?;
    }
    writeln!(out, "\nTEXT\n{}\n", article.body)?;
    Ok(())
}
