//! The output of a batch that was cut off, to go on with: what is whole in it stays.

use std::fs::{File, OpenOptions};
use std::io::{BufWriter, Read, Seek, SeekFrom, Write};
use std::path::Path;

use morgue::Error;
use serde_json::Value;

use crate::args::BatchFormat;

/// Where a batch writes.
pub(super) struct Resumed {
    pub(super) out: Box<dyn Write>,
    /// How many queries of the list need not be asked any more.
    pub(super) done: usize,
    /// Whether there is nothing in it yet.
    pub(super) is_new: bool,
}

/// A whole row of an output.
struct Row {
    label: String,
    /// Where it begins and ends.
    start: u64,
    end: u64,
}

/// Opens an output to go on with it. Rows come in the order of the list, so that all before the last whole row is done; of hits, the
/// query of the last row may have more, so that its rows are taken out and it is asked again.
///
/// # Errors
///
/// When the file cannot be read or written, or is the output of another batch.
pub(super) fn resume(
    path: &Path,
    format: BatchFormat,
    of_hits: bool,
    labels: &[String],
    columns: &[&str],
) -> anyhow::Result<Resumed> {
    let mut file =
        OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path).map_err(Error::io(path))?;
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes).map_err(Error::io(path))?;
    let other = |what: &str| Error::Usage(format!("`{}` is not the output of this batch: {what}", path.display()));
    let (head, rows) = if format == BatchFormat::Jsonl {
        (0, lines_of_json(&bytes))
    } else {
        let delimiter = if format == BatchFormat::Csv { b',' } else { b'\t' };
        let quoting = format == BatchFormat::Csv;
        let mut rows = records(&bytes, delimiter, quoting);
        if rows.is_empty() {
            (0, rows)
        } else {
            let header = rows.remove(0);
            let found = String::from_utf8_lossy(&bytes[..usize::try_from(header.end)?]).trim_end().to_owned();
            if found != columns.join(if quoting { "," } else { "\t" }) {
                return Err(other("it has other columns; the archive may have changed since").into());
            }
            (header.end, rows)
        }
    };
    let mut place = 0;
    for row in &rows {
        let found = labels[place.min(labels.len())..].iter().position(|label| *label == row.label);
        let found =
            found.ok_or_else(|| other(&format!("its row `{}` is not in the list, or not in this order", row.label)))?;
        place += found;
    }
    let (done, end) = match rows.last() {
        None => (0, head),
        Some(last) if of_hits => {
            let first = rows.iter().find(|row| row.label == last.label).map_or(head, |row| row.start);
            (place, first)
        }
        Some(last) => (place + 1, last.end),
    };
    cut(&mut file, end).map_err(Error::io(path))?;
    Ok(Resumed { out: Box::new(BufWriter::new(file)), done, is_new: end == 0 })
}

fn cut(file: &mut File, end: u64) -> std::io::Result<()> {
    file.set_len(end)?;
    file.seek(SeekFrom::Start(end)).map(drop)
}

fn lines_of_json(bytes: &[u8]) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut start = 0;
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        let end = start + line.len() as u64;
        let label =
            serde_json::from_slice::<Value>(line).ok().and_then(|row| Some(row.get("label")?.as_str()?.to_owned()));
        if let Some(label) = label.filter(|_| line.ends_with(b"\n")) {
            rows.push(Row { label, start, end });
        }
        start = end;
    }
    rows
}

/// The records that are whole: ended by a line end, outside of quotation marks.
fn records(bytes: &[u8], delimiter: u8, quoting: bool) -> Vec<Row> {
    let mut rows = Vec::new();
    let (mut start, mut is_quoted) = (0, false);
    for (place, byte) in bytes.iter().enumerate() {
        match byte {
            b'"' if quoting => is_quoted = !is_quoted,
            b'\n' if !is_quoted => {
                let record = &bytes[start..=place];
                let mut reader = csv::ReaderBuilder::new();
                reader.has_headers(false).delimiter(delimiter).quoting(quoting);
                let first = reader.from_reader(record).records().next().and_then(Result::ok);
                let label = first.as_ref().and_then(|record| record.get(0)).unwrap_or_default().to_owned();
                rows.push(Row { label, start: start as u64, end: place as u64 + 1 });
                start = place + 1;
            }
            _ => {}
        }
    }
    rows
}
