//! Measures how well hits are ordered: judged collections, beside what the bare search engine does with them, and known items of any
//! archive.

#![expect(clippy::cast_precision_loss, reason = "numbers of questions and places in a list of hits are small")]

mod bare;
mod collection;
mod known_items;
mod latency;
mod ranked;

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;

use self::bare::Bare;
use self::collection::{Collection, Scores};
use self::ranked::Ranked;

/// Measures how well hits are ordered
///
/// A collection is a folder with `docs.jsonl` (id, title, text), `queries.tsv` (number, question) and `qrels` in TREC's layout.
#[derive(Debug, Parser)]
#[command(name = "morgue-relevance", version, about, max_term_width = 100)]
struct Arguments {
    /// Folder of judged collections, a row of the table each
    #[arg(value_name = "DIR")]
    collections: Option<PathBuf>,
    /// Ask for known articles of these files by words of headline, beginning and middle, with a name or a day
    #[arg(long, value_name = "DIR")]
    known_items: Option<PathBuf>,
    /// Measure how long questions of each kind take on these files
    #[arg(long, value_name = "DIR")]
    latency: Option<PathBuf>,
    /// How many known articles to ask for, or questions of each kind
    #[arg(long, value_name = "N", default_value_t = 300)]
    items: usize,
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "morgue-relevance: {error:#}");
            ExitCode::from(2)
        }
    }
}

fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    if let Some(folder) = &arguments.collections {
        measure_collections(folder, &mut out)?;
    }
    if let Some(folder) = &arguments.known_items {
        known_items::measure(folder, arguments.items, &mut out)?;
    }
    if let Some(folder) = &arguments.latency {
        latency::measure(folder, arguments.items, &mut out)?;
    }
    Ok(())
}

/// MAP and nDCG@10 of each collection, ours and the bare engine's.
fn measure_collections(folder: &std::path::Path, out: &mut impl Write) -> anyhow::Result<()> {
    writeln!(out, "{:<12} {:>7} {:>8} {:>14} {:>8}", "collection", "MAP", "nDCG@10", "bare MAP", "nDCG@10")?;
    let (mut ours, mut bares) = (Vec::new(), Vec::new());
    for collection in Collection::all_in(folder)? {
        let ranked = Ranked::index(&collection.documents())?;
        let bare = Bare::index(&collection)?;
        let ours_here = collection.score(|question| ranked.ids(question))?;
        let bare_here = collection.score(|question| bare.ids(question))?;
        writeln!(out, "{:<12} {}", collection.name(), row(&ours_here, &bare_here))?;
        ours.push(ours_here);
        bares.push(bare_here);
    }
    writeln!(out, "{:<12} {}", "mean", row(&Scores::mean(&ours), &Scores::mean(&bares)))?;
    Ok(())
}

fn row(ours: &Scores, bare: &Scores) -> String {
    format!("{:>7.3} {:>8.3} {:>14.3} {:>8.3}", ours.map, ours.ndcg, bare.map, bare.ndcg)
}
