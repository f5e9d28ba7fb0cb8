//! SQLite: a database with a table of articles.
//!
//! In: a database file of version 3 (<https://www.sqlite.org/fileformat2.html>). Out: an article for every row of one
//! table: the one whose columns say most about articles, by the names in [`fields`]. Other tables that could be meant
//! are named in a warning. Views, virtual tables and computed columns are not read: they are programs.
//!
//! The file is opened as one that nobody changes (`immutable`), so that nothing is ever written beside it. A database
//! comes from anywhere: its schema is not trusted, sizes and steps are limited, and rows must come in the order of
//! their numbers, since the pages of a forged file can lead in circles. See <https://www.sqlite.org/security.html>.

use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags, Row};
use serde_json::Value;

use super::table::value_of;
use crate::article::Problem;
use crate::format::fields::{self, Record, Role};
use crate::format::{ARTICLE_BYTES_MAX, Format, Item, ItemSink, Place};
use crate::source::{Input, NamedFile, Sample, decode};

/// The format `sqlite`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sqlite;

/// The beginning of every database (file format, 1.3.1).
const MAGIC: &[u8] = b"SQLite format 3\0";

/// The longest database that is unpacked. One that lies plain on disk may have any length.
const UNPACKED_BYTES_MAX: u64 = 16 << 30;

impl Format for Sqlite {
    fn name(&self) -> &'static str {
        "sqlite"
    }

    fn signs(&self) -> &'static str {
        "SQLite database with a table of articles: begins with `SQLite format 3`"
    }

    fn ids(&self) -> &'static str {
        "the row’s own id, else its rowid"
    }

    fn recognises(&self, sample: &Sample<'_>) -> bool {
        sample.bytes.starts_with(MAGIC)
    }

    fn is_binary(&self) -> bool {
        true
    }

    fn read(&self, input: &mut Input<'_>, take: &mut ItemSink<'_>) -> Result<(), Problem> {
        let file = input.to_named_file(UNPACKED_BYTES_MAX)?;
        let bytes = std::fs::metadata(file.path()).map_or(0, |metadata| metadata.len());
        let steps = Arc::new(AtomicU32::new(0));
        let connection = open(file.path(), Arc::clone(&steps)).map_err(|error| damaged(&error))?;
        let (table, others) = choose_table(&connection)?;
        for warning in others.into_iter().chain(unmerged(&file)) {
            if take(Item::Warning(Problem::new(warning))).is_break() {
                return Ok(());
            }
        }
        RowReader { table: &table, rows_max: bytes / ROW_BYTES_MIN, steps: &steps }.read(&connection, take)
    }
}

/// The fewest bytes that a row takes: its length, number, and the header of its record (file format, 1.6 and 2.1).
const ROW_BYTES_MIN: u64 = 4;

/// After so many steps of a thousand instructions each without a row a query is given up; a row takes a few dozen
/// instructions.
const STEPS_MAX: u32 = 10_000;
const INSTRUCTIONS_A_STEP: i32 = 1000;

fn open(path: &Path, steps: Arc<AtomicU32>) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection = Connection::open_with_flags(address_of(path), flags)?;
    for (config, value) in [
        (DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true),
        (DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false),
        (DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false),
        (DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW, false),
    ] {
        connection.set_db_config(config, value)?;
    }
    // The longest row; a longer cell is passed over by the query itself.
    let length_max = i32::try_from(2 * ARTICLE_BYTES_MAX).unwrap_or(i32::MAX);
    for (limit, value) in [
        (Limit::SQLITE_LIMIT_LENGTH, length_max),
        (Limit::SQLITE_LIMIT_SQL_LENGTH, 1 << 20),
        (Limit::SQLITE_LIMIT_EXPR_DEPTH, 100),
        (Limit::SQLITE_LIMIT_ATTACHED, 0),
        (Limit::SQLITE_LIMIT_WORKER_THREADS, 0),
    ] {
        connection.set_limit(limit, value)?;
    }
    let is_hopeless = move || steps.fetch_add(1, Ordering::Relaxed) > STEPS_MAX;
    connection.progress_handler(INSTRUCTIONS_A_STEP, Some(is_hopeless))?;
    connection.execute_batch("PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0;")?;
    Ok(connection)
}

/// The address of a file that nobody changes, as SQLite wants it (<https://www.sqlite.org/uri.html>).
fn address_of(path: &Path) -> String {
    let mut address = "file:".to_owned();
    if cfg!(windows) && path.is_absolute() {
        address.push('/');
    }
    for byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'\\' if cfg!(windows) => address.push('/'),
            byte if byte.is_ascii_alphanumeric() || b"/._-:".contains(byte) => address.push(char::from(*byte)),
            byte => address.push_str(&format!("%{byte:02x}")),
        }
    }
    address + "?mode=ro&immutable=1"
}

fn damaged(error: &rusqlite::Error) -> Problem {
    Problem::new(format!("the database cannot be read: {}", error.to_string().replace('\n', " ")))
}

/// What lies beside the database and would change it, if anything.
fn unmerged(file: &NamedFile) -> Option<String> {
    let (ending, what) = [("-wal", "a log of changes"), ("-journal", "a journal of an unfinished change")]
        .into_iter()
        .find(|(ending, _)| file.has_companion(ending))?;
    Some(format!("{what} lies beside the database (`{ending}`) and was not taken into account"))
}

/// A table and those of its columns that are known by name.
#[derive(Clone, Debug)]
struct Table {
    name: String,
    columns: Vec<String>,
    /// The name under which its rows have numbers, if they do.
    row_number: Option<&'static str>,
    /// How much speaks for its being one of articles: a text, a title, and how many columns are known.
    evidence: (bool, bool, usize),
}

/// How many tables are looked at.
const TABLES_MAX: u32 = 1000;

/// The table of articles, and a warning that names others that could be it.
fn choose_table(connection: &Connection) -> Result<(Table, Option<String>), Problem> {
    let names = tables(connection).map_err(|error| damaged(&error))?;
    let (mut found, mut first_error) = (Vec::new(), None);
    for (name, has_numbers) in &names {
        match describe(connection, name, *has_numbers) {
            Ok(table) => found.extend(table),
            Err(error) => _ = first_error.get_or_insert(error),
        }
    }
    found.sort_by(|left: &Table, right| right.evidence.cmp(&left.evidence).then_with(|| left.name.cmp(&right.name)));
    let mut found = found.into_iter();
    let Some(table) = found.next() else {
        return Err(first_error.map_or_else(|| no_table(&names), |error| damaged(&error)));
    };
    let others: Vec<String> = found.map(|other| shown(&other.name)).take(TABLES_SHOWN_MAX).collect();
    let warning = (!others.is_empty())
        .then(|| format!("the table {} was read; {} could hold articles too", shown(&table.name), others.join(", ")));
    Ok((table, warning))
}

const TABLES_SHOWN_MAX: usize = 10;

fn shown(name: &str) -> String {
    format!("`{}`", name.chars().filter(|letter| !letter.is_control()).take(40).collect::<String>())
}

fn no_table(names: &[(String, bool)]) -> Problem {
    let shown: Vec<String> = names.iter().take(TABLES_SHOWN_MAX).map(|(name, _)| shown(name)).collect();
    let more = if names.len() > TABLES_SHOWN_MAX { ", …" } else { "" };
    let found = if shown.is_empty() { "no table at all".to_owned() } else { shown.join(", ") };
    Problem::new(format!(
        "a database without a table of articles: expected rows and a column such as `title`, `headline`, \
        `text`, `body` \
         or `content`, found {found}{more}"
    ))
}

/// The names of the tables that are plain ones, and whether their rows have numbers.
fn tables(connection: &Connection) -> rusqlite::Result<Vec<(String, bool)>> {
    let sql = "SELECT name, wr = 0 FROM pragma_table_list WHERE schema = 'main' AND type = 'table' \
               AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name LIMIT ?1";
    let mut statement = connection.prepare(sql)?;
    let rows = statement.query_map([TABLES_MAX], |row| Ok((row.get(0)?, row.get(1)?)))?;
    rows.collect()
}

/// A table that could be one of articles: with a title or text among its columns, and with rows.
fn describe(connection: &Connection, name: &str, has_numbers: bool) -> rusqlite::Result<Option<Table>> {
    let mut statement = connection.prepare("SELECT name FROM pragma_table_xinfo(?1) WHERE hidden = 0")?;
    let all: Vec<String> = statement.query_map([name], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    let is_column = |number: &str| all.iter().any(|column| column.eq_ignore_ascii_case(number));
    let row_number = ["rowid", "_rowid_", "oid"].into_iter().find(|number| has_numbers && !is_column(number));
    let columns: Vec<String> = all.into_iter().filter(|column| fields::role_of_name(column).is_some()).collect();
    let has = |role| columns.iter().any(|column| fields::role_of_name(column) == Some(role));
    let evidence = (has(Role::Text), has(Role::Title), columns.len());
    if !evidence.0 && !evidence.1 {
        return Ok(None);
    }
    let has_rows = connection.prepare(&format!("SELECT 1 FROM {} LIMIT 1", quoted(name)))?.exists([])?;
    Ok(has_rows.then(|| Table { name: name.to_owned(), columns, row_number, evidence }))
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

impl Table {
    /// Selects the number of a row, whether it has a cell that is too long, and its cells; bytes and what is too long
    /// are not even loaded.
    fn query(&self) -> String {
        let columns: Vec<String> = self.columns.iter().map(|column| quoted(column)).collect();
        let number = self.row_number.unwrap_or("NULL");
        let max = ARTICLE_BYTES_MAX;
        let too_long = columns.iter().map(|column| format!("ifnull(octet_length({column}) > {max}, 0)"));
        let too_long = too_long.collect::<Vec<_>>().join(" + ");
        let cells = columns.iter().map(|column| {
            format!("CASE WHEN typeof({column}) <> 'blob' AND octet_length({column}) <= {max} THEN {column} END")
        });
        let cells = cells.collect::<Vec<_>>().join(", ");
        format!("SELECT {number}, {too_long}, {cells} FROM {} NOT INDEXED", quoted(&self.name))
    }
}

/// Reads the rows of a table.
struct RowReader<'a> {
    table: &'a Table,
    /// More rows than this do not fit into the file.
    rows_max: u64,
    /// How long the query has worked for the next row.
    steps: &'a AtomicU32,
}

impl RowReader<'_> {
    fn read(&self, connection: &Connection, take: &mut ItemSink<'_>) -> Result<(), Problem> {
        let mut statement = connection.prepare(&self.table.query()).map_err(|error| damaged(&error))?;
        let mut rows = statement.query([]).map_err(|error| damaged(&error))?;
        let (mut count, mut articles, mut last) = (0, 0_u64, None);
        loop {
            self.steps.store(0, Ordering::Relaxed);
            let row = match rows.next() {
                Ok(Some(row)) => row,
                Ok(None) => break,
                Err(error) => return Err(damaged(&error).at_line(count + 1)),
            };
            count += 1;
            let number: Option<i64> = row.get(0).unwrap_or(None);
            if (number.is_some() && number <= last) || count > self.rows_max {
                let why = "the database cannot be read: its pages lead in circles";
                return Err(Problem::new(why).at_line(count));
            }
            last = number;
            match self.read_row(row, number, count, take) {
                ControlFlow::Break(()) => return Ok(()),
                ControlFlow::Continue(is_article) => articles += u64::from(is_article),
            }
        }
        let name = shown(&self.table.name);
        if articles > 0 {
            Ok(())
        } else {
            Err(Problem::new(format!("no row with a title or a text in the table {name}")))
        }
    }

    fn read_row(
        &self,
        row: &Row<'_>,
        number: Option<i64>,
        line: u64,
        take: &mut ItemSink<'_>,
    ) -> ControlFlow<(), bool> {
        let member = number.map(|number| number.to_string());
        let problem = |id: &Option<String>, message: String| {
            let member = id.clone().or_else(|| member.clone());
            Item::Warning(Problem { member, ..Problem::new(message).at_line(line) })
        };
        if row.get::<_, i64>(1).is_ok_and(|count| count > 0) {
            let why = format!("a cell longer than {} MiB was passed over", ARTICLE_BYTES_MAX >> 20);
            take(problem(&None, why))?;
        }
        let mut record = Record::with_capacity(self.table.columns.len());
        for (place, column) in self.table.columns.iter().enumerate() {
            if let Some(value) = row.get_ref(place + 2).ok().and_then(value_in) {
                record.insert(column.clone(), value);
            }
        }
        let stated = fields::read(&record);
        for message in stated.problems {
            take(problem(&stated.id, message))?;
        }
        if stated.article.title.is_empty() && stated.article.body.is_empty() {
            take(problem(&stated.id, "row with neither title nor text".to_owned()))?;
            return ControlFlow::Continue(false);
        }
        let id = stated.id.or(member);
        take(Item::Article(Place::Record { id, line }, Box::new(stated.article)))?;
        ControlFlow::Continue(true)
    }
}

/// The value of a cell; `None` where there is none, or only bytes.
fn value_in(cell: ValueRef<'_>) -> Option<Value> {
    match cell {
        ValueRef::Text(bytes) => {
            let text = std::str::from_utf8(bytes).map_or_else(|_| decode(bytes, None).text, str::to_owned);
            Some(value_of(text))
        }
        ValueRef::Integer(number) => Some(number.into()),
        ValueRef::Real(number) => serde_json::Number::from_f64(number).map(Value::Number),
        ValueRef::Null | ValueRef::Blob(_) => None,
    }
}

#[cfg(test)]
mod tests;
