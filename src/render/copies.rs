//! The copies of an article, for people.

use std::io::{self, Write};

use super::plain::one_line;
use super::text::{FAINT, TITLE};
use crate::search::Copies;

/// A line for each article, with tabs between date, id, source, title and similarity in per cent; below it what differs from the
/// text that was asked about, a line for each passage that it lacks (`-`) and has instead (`+`).
///
/// # Errors
///
/// When writing fails.
pub fn write(out: &mut dyn Write, copies: &Copies) -> io::Result<()> {
    for copy in &copies.articles {
        let (id, title) = (one_line(&copy.id), one_line(&copy.title));
        let date = copy.date.as_deref().unwrap_or_default();
        let source = one_line(copy.source.as_deref().unwrap_or_default());
        let similarity = copy.similarity * 100.0;
        writeln!(out, "{date}\t{id}\t{source}\t{TITLE}{title}{TITLE:#}\t{similarity:.0} %")?;
        for difference in &copy.differences {
            for (sign, passage) in [('-', &difference.removed), ('+', &difference.added)] {
                if !passage.is_empty() {
                    writeln!(out, "    {FAINT}{sign}{FAINT:#} {}", one_line(passage))?;
                }
            }
        }
    }
    Ok(())
}
