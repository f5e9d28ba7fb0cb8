//! `morgue index`

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;
use std::sync::Arc;

use morgue::Error;
use morgue::date::Order;
use morgue::enrich::Enricher;
use morgue::enrich::tagger::Tagger;
use morgue::index::OpenIndex;
use morgue::ingest::{CommitPolicy, Located, Progress, Prune, ReadArticle, Summary, UpdateOptions, update};
use morgue::render::{json, plain, text};

use crate::args::{Common, DateOrder, IndexArguments, Language, SummaryFormat};
use crate::clock::{now, today};
use crate::exit::Outcome;
use crate::output::{note, stdout};
use crate::progress::{ProgressLine, interrupt_on_signal};

/// The most rejects and warnings that are printed one by one; the summary in JSON has them all.
const NOTES_MAX: usize = 20;

/// How much of a body a verbose run shows.
const BODY_SHOWN_CHARACTERS: usize = 200;

/// With more rejects than these, how many have which reason is said too.
const REJECTS_PLAIN_MAX: usize = 3;

pub(crate) fn run(common: &Common, arguments: &IndexArguments) -> anyhow::Result<Outcome> {
    let summary = update_index(common, &options(common, arguments)?)?;
    if let Some(path) = &arguments.rejects {
        write_rejects(path, &summary.rejects).map_err(Error::io(path))?;
    }
    let mut out = stdout();
    match arguments.format {
        SummaryFormat::Json => json::write_line(&mut out, &summary)?,
        SummaryFormat::Text if !common.quiet => write_summary(&mut out, &summary, arguments.dry_run)?,
        SummaryFormat::Text => {}
    }
    out.flush()?;
    if arguments.format == SummaryFormat::Text {
        note_problems(common.quiet, &summary);
    }
    Ok(outcome(&summary))
}

/// Brings the index up to date with one folder, quietly unless something is the matter.
pub(super) fn update_corpus(common: &Common, corpus: PathBuf) -> anyhow::Result<Summary> {
    // An index that was made without a model stays one.
    let has_model = !OpenIndex::open(&common.index).is_ok_and(|index| index.state().has_stated_names_only());
    let enricher = Enricher::new(has_model.then(Tagger::english));
    let options = UpdateOptions { paths: vec![corpus], ..default_options(common, enricher) };
    let summary = update_index(common, &options)?;
    note_problems(common.quiet, &summary);
    Ok(summary)
}

/// How a run ended.
pub(super) fn outcome(summary: &Summary) -> Outcome {
    if summary.interrupted {
        Outcome::Interrupted
    } else if !summary.rejects.is_empty() || !summary.protected.is_empty() || summary.held_back > 0 {
        Outcome::Incomplete
    } else {
        Outcome::Found
    }
}

fn update_index(common: &Common, options: &UpdateOptions) -> anyhow::Result<Summary> {
    let progress = Arc::new(Progress::default());
    interrupt_on_signal(&progress)?;
    // What a verbose run shows is progress enough, and would be drawn over.
    let line = ProgressLine::start(&progress, common.quiet || options.verbose);
    let mut shown = Ok(());
    let summary = update(&common.index, options, &progress, &mut |read| {
        if shown.is_ok() {
            shown = write_read_article(read);
        }
    });
    line.finish();
    let summary = summary?;
    shown?;
    Ok(summary)
}

fn options(common: &Common, arguments: &IndexArguments) -> Result<UpdateOptions, Error> {
    let tagger = match &arguments.model {
        _ if arguments.no_model => None,
        Some(path) => Some(Tagger::read(path)?),
        None => Some(Tagger::english()),
    };
    let defaults = default_options(common, Enricher::new(tagger));
    Ok(UpdateOptions {
        paths: arguments.paths.clone(),
        prune: match (arguments.prune, arguments.no_prune) {
            (true, _) => Prune::Always,
            (_, true) => Prune::Never,
            _ => Prune::Careful,
        },
        dry_run: arguments.dry_run,
        strict: arguments.strict,
        verbose: arguments.verbose,
        check_content: arguments.check_content,
        rebuild: arguments.rebuild,
        skip: arguments.rejects.iter().cloned().chain(defaults.skip).collect(),
        threads: arguments.threads.map_or(defaults.threads, usize::from),
        memory_bytes: arguments.memory,
        commit: CommitPolicy {
            articles: arguments.commit_every.unwrap_or(defaults.commit.articles),
            ..defaults.commit
        },
        language: match &arguments.lang {
            Language::Detected => None,
            Language::Given(code) => Some(code.clone()),
        },
        enricher: defaults.enricher,
        input_format: arguments.input_format.clone(),
        date_order: match arguments.date_order {
            DateOrder::Auto => None,
            DateOrder::DayFirst => Some(Order::DayFirst),
            DateOrder::MonthFirst => Some(Order::MonthFirst),
        },
        file_dates: arguments.file_dates,
        now: defaults.now,
        today: defaults.today,
    })
}

fn default_options(common: &Common, enricher: Enricher) -> UpdateOptions {
    UpdateOptions {
        skip: common.names_file.iter().cloned().collect(),
        threads: std::thread::available_parallelism().map_or(1, usize::from),
        enricher,
        ..UpdateOptions::new(now(), today())
    }
}

/// What was read of one article, on stderr: the data on stdout is the summary.
fn write_read_article(read: &ReadArticle) -> io::Result<()> {
    let article = &read.article;
    let date = article.date.map(|dated| format!("{} ({})", dated.date, dated.source.as_str()));
    let body: String = article.body.chars().take(BODY_SHOWN_CHARACTERS).collect();
    let before = [("title", article.title.clone()), ("date", date.unwrap_or_default())];
    let words = plain::counted(article.word_count(), "word", "words");
    let body = [("body", format!("{words}: {body}"))];
    let rows = before.into_iter().chain(text::article_rows(article)).chain(body);
    let mut err = anstream::stderr().lock();
    writeln!(err, "{} [{}]", plain::one_line(&read.id), plain::one_line(&read.format))?;
    for (name, value) in rows.filter(|(_, value)| !value.is_empty()) {
        writeln!(err, "  {name:<9}{}", plain::one_line(&value))?;
    }
    Ok(())
}

fn write_rejects(path: &PathBuf, rejects: &[Located]) -> io::Result<()> {
    let mut file = BufWriter::new(File::create(path)?);
    rejects.iter().try_for_each(|reject| json::write_line(&mut file, reject))?;
    file.flush()
}

fn write_summary(out: &mut dyn Write, summary: &Summary, dry_run: bool) -> io::Result<()> {
    let (files, articles) = (&summary.files, &summary.articles);
    if dry_run {
        writeln!(out, "nothing was written (--dry-run)")?;
    }
    writeln!(
        out,
        "{}: {} added, {} updated, {} moved, {} unchanged, {} rejected; {} removed",
        plain::counted(files.seen, "file", "files"),
        files.added,
        files.updated,
        files.moved,
        files.unchanged,
        files.rejected,
        files.removed
    )?;
    writeln!(
        out,
        "{}: {} added, {} updated, {} removed; {:.1} s",
        plain::counted(articles.total, "article", "articles"),
        articles.added,
        articles.updated,
        articles.removed,
        summary.seconds
    )
}

fn note_problems(quiet: bool, summary: &Summary) {
    let rejects = summary.rejects.iter().map(|reject| format!("rejected {}", plain::one_line(&reject.to_string())));
    let warnings = summary.warnings.iter().map(|warning| plain::one_line(&warning.to_string()));
    for line in rejects.chain(warnings).take(NOTES_MAX) {
        note(quiet, &line);
    }
    let more = (summary.rejects.len() + summary.warnings.len()).saturating_sub(NOTES_MAX);
    if more > 0 {
        let more = plain::counted(more as u64, "more note", "more notes");
        note(quiet, &format!("{more}; --format json has them all, --rejects FILE the rejected files"));
    }
    if summary.rejects.len() > REJECTS_PLAIN_MAX {
        for (reason, count) in summary.rejects_by_reason() {
            note(quiet, &format!("{count} rejected: {}", plain::one_line(&reason)));
        }
    }
    let early = match (summary.interrupted, summary.stopped) {
        (true, _) => "interrupted",
        (_, true) => "ended at the first rejected file (--strict)",
        _ => return,
    };
    let left = if summary.gave_up_rebuild {
        "the rebuild was given up, the index is as it was"
    } else {
        "what was whole by then is in the index, the next run goes on from there"
    };
    note(quiet, &format!("{early}: {left}"));
}
