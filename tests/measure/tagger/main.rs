//! Trains, measures and uses models of names: the tool of those who make a model, not of those who search.

mod corpus;
mod evaluate;
#[cfg(test)]
mod tests;
mod train;

use std::io::{BufWriter, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use clap::{Args, Parser, Subcommand};
use morgue::enrich::tagger::Tagger;

use self::corpus::{MarkedText, read_marked_texts, write_labelled};
use self::evaluate::{Evaluation, evaluate};
use self::train::{Training, train};

/// Trains, measures and uses models that find people, organisations and places in text
#[derive(Debug, Parser)]
#[command(name = "morgue-tagger", version, about, max_term_width = 100)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Train a model from marked texts
    Train(TrainArguments),
    /// Measure a model against marked texts
    Evaluate(EvaluateArguments),
    /// Mark plain text, with the probabilities of labels that are in doubt, for another model to learn from
    Label(LabelArguments),
}

#[derive(Debug, Args)]
struct TrainArguments {
    /// Files or folders of marked texts (columns of token and tags, as in `CoNLL` 2003 and `.iob2` files)
    #[arg(required = true, value_name = "PATH")]
    texts: Vec<PathBuf>,
    /// File to write the model to
    #[arg(long, value_name = "FILE")]
    output: PathBuf,
    /// The table has 2^BITS rows
    #[arg(long, default_value_t = Training::default().bits, value_parser = clap::value_parser!(u32).range(8..=22))]
    bits: u32,
    /// How often all texts are gone through
    #[arg(long, value_name = "N", default_value_t = Training::default().epochs)]
    epochs: usize,
    /// Weights are averaged over so many of the last epochs
    #[arg(long, value_name = "N", default_value_t = Training::default().averaged_epochs)]
    averaged_epochs: usize,
    /// Size of the first step
    #[arg(long, value_name = "R", default_value_t = Training::default().rate, value_parser = positive)]
    rate: f32,
    /// Pull towards zero
    #[arg(long, value_name = "R", default_value_t = Training::default().regularization, value_parser = positive)]
    regularization: f32,
    /// Taggers whose labels the second pass learns from; 0 or 1 for no second pass
    #[arg(long, value_name = "N", default_value_t = Training::default().folds)]
    folds: usize,
}

#[derive(Debug, Args)]
struct EvaluateArguments {
    /// Files or folders of marked texts, a row of the table each
    #[arg(required = true, value_name = "PATH")]
    texts: Vec<PathBuf>,
    /// Model to measure [default: the one in the program]
    #[arg(long, value_name = "FILE")]
    model: Option<PathBuf>,
    /// Take the tokens as they are, rather than the text that they make
    #[arg(long)]
    given_tokens: bool,
    /// Print each mistake: + was found and is not marked, - the reverse
    #[arg(long)]
    mistakes: bool,
}

#[derive(Debug, Args)]
struct LabelArguments {
    /// Plain text, UTF-8; a line `-DOCSTART-` begins another text
    #[arg(value_name = "FILE")]
    text: PathBuf,
    /// Model to use [default: the one in the program]
    #[arg(long, value_name = "FILE")]
    model: Option<PathBuf>,
    /// File to write the marked text to
    #[arg(long, value_name = "FILE")]
    output: PathBuf,
}

fn positive(text: &str) -> Result<f32, String> {
    text.parse().ok().filter(|number| *number > 0.0).ok_or_else(|| "expected a number above 0".to_owned())
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let done = match arguments.command {
        Command::Train(arguments) => run_train(&arguments),
        Command::Evaluate(arguments) => run_evaluate(&arguments),
        Command::Label(arguments) => run_label(&arguments),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "morgue-tagger: {error:#}");
            ExitCode::from(2)
        }
    }
}

fn run_train(arguments: &TrainArguments) -> anyhow::Result<()> {
    let mut texts: Vec<MarkedText> = Vec::new();
    for path in &arguments.texts {
        texts.extend(read_marked_texts(path)?);
    }
    let training = Training {
        bits: arguments.bits,
        epochs: arguments.epochs,
        averaged_epochs: arguments.averaged_epochs,
        rate: arguments.rate,
        regularization: arguments.regularization,
        folds: arguments.folds,
    };
    let mut progress = |part: &str, epoch: usize, loss: f64| {
        let _ = writeln!(std::io::stderr(), "{part}: epoch {epoch} of {}: loss {loss:.4}", training.epochs);
    };
    let tagger = train(&texts, &training, &mut progress);
    let bytes = tagger.to_bytes();
    std::fs::write(&arguments.output, &bytes).with_context(|| arguments.output.display().to_string())?;
    writeln!(std::io::stderr(), "{}: {} texts, {} bytes", arguments.output.display(), texts.len(), bytes.len())?;
    Ok(())
}

fn tagger(model: Option<&PathBuf>) -> anyhow::Result<Tagger> {
    Ok(match model {
        Some(path) => Tagger::read(path)?,
        None => Tagger::english(),
    })
}

fn run_evaluate(arguments: &EvaluateArguments) -> anyhow::Result<()> {
    let mut tagger = tagger(arguments.model.as_ref())?;
    let mut out = std::io::stdout().lock();
    writeln!(
        out,
        "{:<24} {:>6} {:>6} {:>6} {:>6}   precision, recall of all   MB/s",
        "F1", "person", "org", "place", "all"
    )?;
    for path in &arguments.texts {
        let texts = read_marked_texts(path)?;
        let evaluation = evaluate(&mut tagger, &texts, arguments.given_tokens);
        let name =
            path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned());
        write_row(&mut out, &name, &evaluation)?;
        if arguments.mistakes {
            for (is_found, kind, name, sentence) in &evaluation.mistakes {
                let sign = if *is_found { '+' } else { '-' };
                writeln!(out, "{sign} {} `{}`\t{sentence}", kind.as_str(), name.replace('\n', " "))?;
            }
        }
    }
    Ok(())
}

fn write_row(out: &mut dyn Write, name: &str, evaluation: &Evaluation) -> anyhow::Result<()> {
    write!(out, "{name:<24}")?;
    for (_, score) in &evaluation.kinds {
        write!(out, " {:>6.1}", score.f1())?;
    }
    let all = evaluation.all();
    #[expect(clippy::cast_precision_loss, reason = "a rate for people to read")]
    let rate = evaluation.bytes as f64 / 1e6 / evaluation.seconds;
    writeln!(out, " {:>6.1}   {:>9.1}, {:.1} {rate:>19.1}", all.f1(), all.precision(), all.recall())?;
    Ok(())
}

fn run_label(arguments: &LabelArguments) -> anyhow::Result<()> {
    let mut tagger = tagger(arguments.model.as_ref())?;
    let text = std::fs::read_to_string(&arguments.text).with_context(|| arguments.text.display().to_string())?;
    let file = std::fs::File::create(&arguments.output).with_context(|| arguments.output.display().to_string())?;
    let mut out = BufWriter::new(file);
    for text in text.split("-DOCSTART-\n").filter(|text| !text.trim().is_empty()) {
        writeln!(out, "-DOCSTART-\n")?;
        write_labelled(&mut tagger, text, &mut out)?;
    }
    out.flush()?;
    Ok(())
}
