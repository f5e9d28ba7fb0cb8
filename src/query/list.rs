//! Reads a list of queries: one a line, or a table with the header `label,query`.

use chrono::NaiveDate;

use super::ast::Ast;
use super::parser::parse;
use crate::error::{Error, Result, shown};

/// A query of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct ListedQuery {
    /// What its rows are called: its label, or the query itself. No other of the list has the same.
    pub label: String,
    /// The query as typed.
    pub typed: String,
    /// The query as it was read.
    pub read: Ast,
}

/// Reads a list; blank lines are passed over.
///
/// # Errors
///
/// At the first line that cannot be read, which is named: a query that is none, a label that is missing or was there before. So is a
/// list without a query.
pub fn parse_list(list: &str, today: NaiveDate) -> Result<Vec<ListedQuery>> {
    let list = list.trim_start_matches('\u{feff}');
    let lines = if is_table(list) { table_lines(list)? } else { plain_lines(list) };
    let mut queries: Vec<ListedQuery> = Vec::with_capacity(lines.len());
    let mut seen: std::collections::HashMap<String, u64> = std::collections::HashMap::new();
    for (line, label, typed) in lines {
        let wrong = |what: String| Error::Usage(format!("line {line}: {what}"));
        if label.is_empty() || typed.is_empty() {
            return Err(wrong("expected a label and a query".to_owned()));
        }
        if label.chars().any(char::is_control) {
            return Err(wrong(format!("the label `{}` has a line end or another control character", shown(&label))));
        }
        if let Some(before) = seen.insert(label.clone(), line) {
            return Err(wrong(format!("the label `{}` is that of line {before} too", shown(&label))));
        }
        let read = parse(&typed, today).map_err(|error| {
            let hint = error.hint_text().map(|hint| format!("; {hint}")).unwrap_or_default();
            wrong(format!("{error}{hint}"))
        })?;
        queries.push(ListedQuery { label, typed, read });
    }
    if queries.is_empty() {
        return Err(Error::Usage("there is no query in it".to_owned()));
    }
    Ok(queries)
}

fn is_table(list: &str) -> bool {
    let header = list.lines().next().unwrap_or_default().to_lowercase();
    header.split(',').map(|name| name.trim().trim_matches('"')).eq(["label", "query"])
}

/// Number, label and query of each line.
type Line = (u64, String, String);

fn plain_lines(list: &str) -> Vec<Line> {
    let lines = (1..).zip(list.lines()).map(|(number, line)| (number, line.trim()));
    let queries = lines.filter(|(_, line)| !line.is_empty());
    // A blank of any kind is a blank, so that a label stands on one line of any table.
    let label = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    queries.map(|(number, line)| (number, label(line), line.to_owned())).collect()
}

fn table_lines(list: &str) -> Result<Vec<Line>> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(list.as_bytes());
    let mut lines = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| Error::Usage(error.to_string()))?;
        let line = record.position().map_or(0, |position| line_of(list, position));
        if record.len() != 2 {
            let found = record.len();
            return Err(Error::Usage(format!(
                "line {line}: expected a label and a query, found {found} cells; a query with a comma stands between quotation marks"
            )));
        }
        lines.push((line, record[0].to_owned(), record[1].to_owned()));
    }
    Ok(lines)
}

/// The line that a record stands on; its position is before the blank lines above it.
fn line_of(list: &str, position: &csv::Position) -> u64 {
    let start = usize::try_from(position.byte()).unwrap_or(usize::MAX);
    let above = list.bytes().skip(start).take_while(|byte| matches!(byte, b'\r' | b'\n'));
    position.line() + above.filter(|byte| *byte == b'\n').count() as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(list: &str) -> Result<Vec<(String, String)>, String> {
        let today = NaiveDate::from_ymd_opt(2024, 5, 20).unwrap();
        let queries = parse_list(list, today).map_err(|error| error.to_string())?;
        Ok(queries.into_iter().map(|query| (query.label, query.typed)).collect())
    }

    fn pair(label: &str, query: &str) -> (String, String) {
        (label.to_owned(), query.to_owned())
    }

    #[test]
    fn a_list_has_a_query_a_line_or_is_a_table() {
        assert_eq!(
            read("oil  price\n\n#MeToo\r\n").unwrap(),
            [pair("oil price", "oil  price"), pair("#MeToo", "#MeToo")]
        );
        assert_eq!(
            read("\u{feff}Label, \"query\"\nOil,\"oil, price\"\n\"The one\",\"\"\"a b\"\"\"\n").unwrap(),
            [pair("Oil", "oil, price"), pair("The one", "\"a b\"")]
        );
    }

    #[test]
    fn the_first_bad_line_is_named() {
        let cases = [
            ("oil\n(sic\n", "line 2: query, character 1: a bracket is opened and not closed"),
            (
                "label,query\na,oil\n\nb,\"\"\"open\"\n",
                "line 4: query, character 1: a quotation mark is opened and not closed",
            ),
            ("label,query\na,oil,price\n", "line 2: expected a label and a query, found 3 cells"),
            ("label,query\na,\n", "line 2: expected a label and a query"),
            ("oil\ngas\noil\n", "line 3: the label `oil` is that of line 1 too"),
            ("label,query\n\"a\nb\",oil\n", "line 2: the label `a b` has a line end"),
            ("\n \n", "there is no query in it"),
        ];
        for (list, expected) in cases {
            let error = read(list).unwrap_err();
            assert!(error.starts_with(expected), "{error}");
        }
    }
}
