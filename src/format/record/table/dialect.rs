//! Tells how a table is written: what parts its cells, whether quotes hold them together, how quotes are escaped.
//!
//! In: the beginning of a file. Out: the [`Dialect`] under which its first rows fit best, with the names of the
//! columns. RFC 4180 (<https://www.rfc-editor.org/rfc/rfc4180>) knows the comma alone; semicolons come from
//! spreadsheets of countries with a decimal comma, tabs and bars from databases, `\"` from `MySQL`.

use crate::format::fields::{Role, role_of_name};
use crate::source::{Sample, decode};

/// How many rows are looked at.
const ROWS_MAX: usize = 40;

/// The most columns of a table of news. A longer first row is something else.
const COLUMNS_MAX: usize = 1000;

/// How a table is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Dialect {
    /// What parts cells.
    pub(super) delimiter: u8,
    /// Whether a cell in quotes may have delimiters and line ends in it.
    pub(super) quoting: bool,
    /// Whether a backslash escapes a quote.
    pub(super) backslash: bool,
}

impl Dialect {
    /// A reader of this dialect that takes rows of any number of cells.
    pub(super) fn reader(self) -> csv::ReaderBuilder {
        let mut builder = csv::ReaderBuilder::new();
        builder.delimiter(self.delimiter).quoting(self.quoting).flexible(true).has_headers(false);
        builder.escape(self.backslash.then_some(b'\\')).buffer_capacity(64 << 10);
        builder
    }
}

/// What the first rows of a table show.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Shape {
    pub(super) dialect: Dialect,
    /// The first row.
    pub(super) columns: Vec<String>,
    /// How many columns are known by name.
    pub(super) known: usize,
    /// Whether one of them is a title or a text.
    pub(super) has_text: bool,
    /// How many rows were looked at behind the first.
    pub(super) rows: usize,
    /// How many of them have as many cells as the first.
    pub(super) even_rows: usize,
}

impl Shape {
    /// The shape of a file, under the dialect that fits it best.
    pub(super) fn of(sample: &Sample<'_>) -> Option<Self> {
        let (bytes, stated) = strip_sep_line(table_start(sample.bytes));
        let quotes_are_text = are_quotes_text(bytes);
        let candidates =
            [b',', b';', b'\t', b'|'].into_iter().filter(|delimiter| stated.is_none_or(|stated| stated == *delimiter));
        let shapes = candidates.filter_map(|delimiter| {
            let quoting = delimiter != b'\t' || !quotes_are_text;
            let dialect = Dialect { delimiter, quoting, backslash: has_escaped_quotes(bytes, delimiter) };
            Self::under(dialect, bytes, sample.whole)
        });
        shapes.max_by_key(|shape| (shape.has_text, shape.known, shape.is_even(), shape.columns.len()))
    }

    fn under(dialect: Dialect, bytes: &[u8], whole: bool) -> Option<Self> {
        let mut reader = dialect.reader().from_reader(bytes);
        let mut record = csv::ByteRecord::new();
        if !reader.read_byte_record(&mut record).ok()? || record.len() > COLUMNS_MAX {
            return None;
        }
        let columns: Vec<String> = record.iter().map(|cell| decode(cell, None).text.trim().to_owned()).collect();
        let (mut rows, mut even_rows, mut last_is_even) = (0, 0, false);
        while rows < ROWS_MAX && reader.read_byte_record(&mut record).ok()? {
            last_is_even = record.len() == columns.len();
            rows += 1;
            even_rows += usize::from(last_is_even);
        }
        // The sample may end within its last row.
        if !whole && rows > 0 && rows < ROWS_MAX {
            rows -= 1;
            even_rows -= usize::from(last_is_even);
        }
        let roles: Vec<Role> = columns.iter().filter_map(|name| role_of_name(name)).collect();
        let has_text = roles.iter().any(|role| matches!(role, Role::Title | Role::Text));
        Some(Self { dialect, known: roles.len(), has_text, columns, rows, even_rows })
    }

    fn is_even(&self) -> bool {
        self.columns.len() > 1 && self.even_rows * 10 >= self.rows * 9
    }

    /// Whether this is a table of news whatever its name: a title or a text among at least two columns that are
    /// known, and rows of one length.
    pub(super) fn is_certain(&self) -> bool {
        self.has_text && self.known >= 2 && self.rows > 0 && self.is_even()
    }
}

/// Whether the first line could be the header of a table: cheap, and false for nearly every file that is none.
pub(super) fn may_be_header(sample: &Sample<'_>) -> bool {
    const LINE_BYTES_MAX: usize = 8 << 10;
    let (bytes, _) = strip_sep_line(table_start(sample.bytes));
    let head = &bytes[..bytes.len().min(LINE_BYTES_MAX)];
    let mut lines = head.split(|byte| *byte == b'\n');
    let line = lines.next().unwrap_or_default();
    // Below `Title, author, date` and an empty line a text begins, and no row.
    if lines.next().is_some_and(|next| next.trim_ascii().is_empty()) {
        return false;
    }
    let Ok(line) = std::str::from_utf8(line) else { return false };
    let unquoted = |name: &str| name.trim().trim_matches('"').to_owned();
    [',', ';', '\t', '|'].into_iter().any(|delimiter| {
        let names = line.split(delimiter).take(COLUMNS_MAX);
        names.filter(|name| role_of_name(&unquoted(name)).is_some()).nth(1).is_some()
    })
}

/// The table behind a byte order mark and empty lines.
fn table_start(bytes: &[u8]) -> &[u8] {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let start = bytes.iter().position(|byte| !matches!(byte, b'\r' | b'\n'));
    &bytes[start.unwrap_or(bytes.len())..]
}

/// Takes off the line `sep=;`, by which spreadsheets say what parts the cells.
pub(super) fn strip_sep_line(bytes: &[u8]) -> (&[u8], Option<u8>) {
    let stated = bytes.strip_prefix(b"sep=").and_then(|rest| {
        let (delimiter, rest) = rest.split_first()?;
        let rest = rest.strip_prefix(b"\r").unwrap_or(rest).strip_prefix(b"\n")?;
        Some((rest, Some(*delimiter)))
    });
    stated.unwrap_or((bytes, None))
}

/// Whether quotes in a table of tabs are part of the text: more cells begin with one and end without than are in
/// quotes.
fn are_quotes_text(bytes: &[u8]) -> bool {
    let cells = bytes.split(|byte| matches!(byte, b'\t' | b'\n' | b'\r'));
    let (mut closed, mut open) = (0, 0);
    for cell in cells.filter(|cell| cell.first() == Some(&b'"')) {
        let is_closed = cell.len() > 1 && cell.last() == Some(&b'"');
        closed += usize::from(is_closed);
        open += usize::from(!is_closed);
    }
    open > closed
}

/// Whether quotes within cells are written `\"` and never `""`.
fn has_escaped_quotes(bytes: &[u8], delimiter: u8) -> bool {
    let ends_cell = |byte: u8| byte == delimiter || matches!(byte, b'\r' | b'\n' | b'"');
    let escaped = bytes.windows(3).any(|three| three.starts_with(b"\\\"") && !ends_cell(three[2]));
    let doubled = |four: &[u8]| &four[1..3] == b"\"\"" && !ends_cell(four[0]) && !ends_cell(four[3]);
    escaped && !bytes.windows(4).any(doubled)
}
