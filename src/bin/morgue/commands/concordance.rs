//! `morgue query --kwic`

use std::io::Write;

use morgue::Error;
use morgue::render::concordance::{COLUMNS, Line, sort};
use morgue::render::table::{Dialect, Table};
use morgue::search::{Hit, Side};

use crate::args::{HitFormat, KwicSort, KwicWidth, QueryArguments};
use crate::output::is_terminal;
use crate::terminal::width;

/// Columns of a terminal that a line has beside its contexts: keyword, day, id.
const COLUMNS_BESIDE: usize = 44;

/// Characters on either side where nothing else is said.
const CONTEXT_CHARACTERS: usize = 40;

/// The least that is shown of a context.
const CONTEXT_CHARACTERS_MIN: usize = 10;

/// Characters on either side of a keyword; `None` where no concordance is asked for.
pub(super) fn context(arguments: &QueryArguments) -> Option<usize> {
    let on_terminal = is_terminal() && arguments.format == HitFormat::Text;
    let fitting = || {
        if on_terminal {
            (width().saturating_sub(COLUMNS_BESIDE) / 2).max(CONTEXT_CHARACTERS_MIN)
        } else {
            CONTEXT_CHARACTERS
        }
    };
    arguments.kwic.map(|asked| match asked {
        KwicWidth::Fit => fitting(),
        KwicWidth::Characters(characters) => characters,
    })
}

/// Refuses what a concordance does not go with.
pub(super) fn refuse_impossible(arguments: &QueryArguments) -> Result<(), Error> {
    let refused = |message: &str| Err(Error::Usage(message.to_owned()));
    match arguments.format {
        _ if arguments.kwic.is_none() && arguments.kwic_sort.is_some() => refused("--kwic-sort goes with --kwic"),
        _ if arguments.kwic.is_none() => Ok(()),
        _ if arguments.count || arguments.with.is_some() => {
            refused("--kwic prints places of hits, and none are asked for")
        }
        HitFormat::Md | HitFormat::Ris | HitFormat::Bibtex => {
            refused("--kwic goes with --format text, json, jsonl, csv and tsv")
        }
        HitFormat::Json if arguments.kwic_sort.is_some() => {
            refused("--kwic-sort orders places of all hits: in --format json they stand in their hits")
        }
        _ if !arguments.fields.is_empty() => {
            refused("--fields names what is printed of hits, and --kwic prints places")
        }
        _ => Ok(()),
    }
}

/// Prints the places of the hits: as they come, or where they are to be ordered, all at the end.
pub(super) fn print(
    out: &mut impl Write,
    arguments: &QueryArguments,
    context: usize,
    hits: &mut dyn Iterator<Item = Result<Hit, Error>>,
) -> anyhow::Result<()> {
    let side = arguments.kwic_sort.map(|side| match side {
        KwicSort::Left => Side::Left,
        KwicSort::Right => Side::Right,
    });
    let mut printer = Printer::new(out, arguments, context)?;
    let mut waiting = Vec::new();
    for hit in hits {
        for line in Line::of_hit(hit?) {
            if side.is_some() {
                waiting.push(line);
            } else {
                printer.print(&line)?;
            }
        }
    }
    if let Some(side) = side {
        sort(&mut waiting, side);
        waiting.iter().try_for_each(|line| printer.print(line))?;
    }
    printer.finish()
}

enum Printer<'a, W: Write> {
    Aligned(&'a mut W, usize),
    Piped(&'a mut W),
    JsonLines(&'a mut W),
    Table(Box<Table<'a, &'a mut W>>),
}

impl<'a, W: Write> Printer<'a, W> {
    fn new(out: &'a mut W, arguments: &QueryArguments, context: usize) -> anyhow::Result<Self> {
        let dialect = match arguments.format {
            HitFormat::Csv if arguments.for_spreadsheet => Dialect::Spreadsheet,
            HitFormat::Csv => Dialect::Csv,
            HitFormat::Tsv => Dialect::Tsv,
            HitFormat::Jsonl => return Ok(Self::JsonLines(out)),
            _ if is_terminal() => return Ok(Self::Aligned(out, context)),
            _ => return Ok(Self::Piped(out)),
        };
        Ok(Self::Table(Box::new(Table::new(out, COLUMNS, dialect)?)))
    }

    fn print(&mut self, line: &Line) -> anyhow::Result<()> {
        match self {
            Self::Aligned(out, context) => line.write_aligned(*out, *context)?,
            Self::Piped(out) => line.write_piped(*out)?,
            Self::Table(table) => table.cells(&line.cells())?,
            Self::JsonLines(out) => {
                let cells = COLUMNS.iter().map(|name| (*name).to_owned()).zip(line.cells());
                morgue::render::json::write_line(*out, &cells.collect::<serde_json::Map<_, _>>())?;
            }
        }
        Ok(())
    }

    fn finish(self) -> anyhow::Result<()> {
        match self {
            Self::Table(table) => Ok(table.finish()?),
            _ => Ok(()),
        }
    }
}
