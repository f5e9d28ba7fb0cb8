//! `morgue stats`

use std::io::Write;

use morgue::index::OpenIndex;
use morgue::render::json;
use morgue::render::plain::{counted, one_line};
use morgue::search::{Count, Stats, stats};

use crate::args::{Common, SummaryFormat};
use crate::exit::Outcome;
use crate::output::stdout;

pub(crate) fn run(common: &Common, format: SummaryFormat) -> anyhow::Result<Outcome> {
    let index = OpenIndex::open(&common.index)?;
    let stats = stats(&index)?;
    let mut out = stdout();
    match format {
        SummaryFormat::Json => json::write_line(&mut out, &stats)?,
        SummaryFormat::Text => write_stats(&mut out, &stats)?,
    }
    out.flush()?;
    Ok(Outcome::Found)
}

fn write_stats(out: &mut dyn Write, stats: &Stats) -> std::io::Result<()> {
    let (articles, words) = (counted(stats.articles, "article", "articles"), counted(stats.words, "word", "words"));
    writeln!(out, "{articles}, {words}, {} undated", stats.undated)?;
    if let (Some(first), Some(last)) = (&stats.first_day, &stats.last_day) {
        writeln!(out, "from {first} to {last}")?;
    }
    let (files, bytes) = (counted(stats.files, "file", "files"), counted(stats.files_bytes, "byte", "bytes"));
    writeln!(out, "{files} of {bytes}; index of {} bytes", stats.index_bytes)?;
    if stats.names_not_read > 0 {
        let articles = if stats.names_not_read == 1 { "article has" } else { "articles have" };
        let why = "names are read out of English text alone";
        writeln!(out, "{} {articles} only the names that their files state: {why}", stats.names_not_read)?;
    }
    for (title, counts) in
        [("year", &stats.years), ("source", &stats.sources), ("language", &stats.languages), ("format", &stats.formats)]
    {
        write_counts(out, title, counts)?;
    }
    Ok(())
}

fn write_counts(out: &mut dyn Write, title: &str, counts: &[Count]) -> std::io::Result<()> {
    writeln!(out, "\nby {title}")?;
    for count in counts {
        let value = if count.value.is_empty() { "(none)" } else { &count.value };
        writeln!(out, "{:>9}  {}", count.count, one_line(value))?;
    }
    Ok(())
}
