//! `morgue batch`: many queries, one after another.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;

use morgue::Error;
use morgue::index::OpenIndex;
use morgue::query::{ListedQuery, conjunction, parse_list};
use morgue::render::citation::Provenance;
use morgue::render::fields;
use morgue::render::json;
use morgue::render::matrix::Matrix;
use morgue::render::plain::one_line;
use morgue::render::table::{Dialect, Table};
use morgue::search::{Request, Sort, count_by_year, languages, search};
use serde_json::{Value, json};

use super::batch_output::{Resumed, resume};
use super::names::corrections;
use super::query::{field_names, filters, name_reading};
use crate::args::{BatchArguments, BatchFormat, Common, SortOrder};
use crate::clock::today;
use crate::command_line;
use crate::exit::Outcome;
use crate::output::{note, stdout};

pub(crate) fn run(common: &Common, arguments: &BatchArguments) -> anyhow::Result<Outcome> {
    refuse_impossible(arguments)?;
    let names = field_names(&arguments.fields)?;
    let list = read_list(&arguments.file)?;
    let condition = filters(&arguments.filters).node(today())?;
    let index = OpenIndex::open(&common.index)?;
    let mut request = Request { filters: condition, names: name_reading(arguments.exact_name), ..Request::default() };
    request.corrections = corrections(common, &index)?;
    let batch = Batch { common, arguments, index: &index, request };
    if arguments.hits { batch.hits(&list, &names) } else { batch.matrix(&list) }
}

fn refuse_impossible(arguments: &BatchArguments) -> Result<(), Error> {
    let usage = |message: &str| Err(Error::Usage(message.to_owned()));
    match arguments.format {
        BatchFormat::Json if arguments.hits => {
            usage("--hits are csv, tsv, jsonl or text; one JSON object is the matrix alone")
        }
        BatchFormat::Json | BatchFormat::Text if arguments.resume.is_some() => {
            usage("--resume goes with --format csv, tsv and jsonl, whose rows can be told apart")
        }
        _ if !arguments.hits && !arguments.fields.is_empty() => usage("--fields goes with --hits"),
        _ if !arguments.hits && arguments.limit.is_some() => usage("--limit goes with --hits"),
        _ if !arguments.hits && arguments.sort.is_some() => usage("--sort goes with --hits"),
        _ => Ok(()),
    }
}

/// Reads all of the list before anything is asked.
fn read_list(path: &Path) -> Result<Vec<ListedQuery>, Error> {
    let mut text = String::new();
    let read = if path == Path::new("-") {
        io::stdin().read_to_string(&mut text)
    } else {
        File::open(path).and_then(|mut file| file.read_to_string(&mut text))
    };
    read.map_err(Error::io(path))?;
    parse_list(&text, today()).map_err(|error| match error {
        Error::Usage(message) => Error::Usage(format!("`{}`: {message}", path.display())),
        other => other,
    })
}

struct Batch<'a> {
    common: &'a Common,
    arguments: &'a BatchArguments,
    index: &'a OpenIndex,
    /// What all queries have in common.
    request: Request,
}

impl Batch<'_> {
    fn matrix(&self, list: &[ListedQuery]) -> anyhow::Result<Outcome> {
        let all = count_by_year(self.index, &self.request)?;
        let matrix = Matrix::of(&all);
        let columns = matrix.names();
        let Resumed { mut out, done, is_new } = self.output(list, &columns)?;
        let mut any = done > 0;
        let format = self.arguments.format;
        let mut width = 0;
        match format {
            BatchFormat::Text => {
                width = matrix.write_header(&mut out, list.iter().map(|query| query.label.as_str()))?;
            }
            BatchFormat::Json => self.write_head(&mut out, all.total, &columns)?,
            BatchFormat::Csv | BatchFormat::Tsv if is_new => {
                Table::new(&mut out, &columns, self.dialect())?.finish()?;
            }
            _ => {}
        }
        for (place, query) in list.iter().enumerate().skip(done) {
            let (request, read_as) = self.request(query)?;
            let found = count_by_year(self.index, &request)?;
            any |= found.total > 0;
            self.note(query, &found.notes);
            let cells = matrix.cells(&query.label, &found);
            let object = || matrix.object(&query.label, &query.typed, &read_as, &found);
            match format {
                BatchFormat::Text => matrix.write_row(&mut out, &cells, width)?,
                BatchFormat::Csv | BatchFormat::Tsv => write_cells(&mut out, &columns, self.dialect(), &cells)?,
                BatchFormat::Jsonl => json::write_line(&mut out, &object())?,
                BatchFormat::Json => {
                    out.write_all(if place == 0 { b"\n" } else { b",\n" })?;
                    json::write_value(&mut out, &object())?;
                }
            }
            // Whoever waits for it has each row when it is known.
            out.flush()?;
        }
        if format == BatchFormat::Json {
            out.write_all(b"]}\n")?;
        }
        out.flush()?;
        Ok(if any { Outcome::Found } else { Outcome::Nothing })
    }

    fn hits(&self, list: &[ListedQuery], names: &[&str]) -> anyhow::Result<Outcome> {
        let is_json = self.arguments.format == BatchFormat::Jsonl;
        let default = if is_json { fields::HIT } else { fields::TABLE };
        let names = if names.is_empty() { default } else { names };
        let columns: Vec<&str> = ["label"].into_iter().chain(names.iter().copied()).collect();
        let Resumed { mut out, done, is_new } = self.output(list, &columns)?;
        let mut any = done > 0;
        if !is_json && is_new && self.arguments.format != BatchFormat::Text {
            Table::new(&mut out, &columns, self.dialect())?.finish()?;
        }
        for query in list.iter().skip(done) {
            let (request, _) = self.request(query)?;
            let found_by = self.found_by(&request);
            let with_snippets = names.contains(&"snippets");
            let mut results = search(self.index, &Request { with_snippets, limit: self.arguments.limit, ..request })?;
            self.note(query, &results.notes);
            any |= results.total > 0;
            for hit in results.hits() {
                let hit = hit?;
                if is_json {
                    let names = [&["label"][..], names].concat();
                    let mut object = fields::object_of_search(&hit, &names, &found_by);
                    object.insert("label".to_owned(), json!(query.label));
                    json::write_line(&mut out, &object)?;
                } else {
                    let label = std::iter::once(json!(query.label));
                    let hit = fields::object_of_search(&hit, names, &found_by);
                    let cells: Vec<Value> = label.chain(names.iter().map(|name| hit[*name].clone())).collect();
                    write_cells(&mut out, &columns, self.dialect(), &cells)?;
                }
            }
            out.flush()?;
        }
        Ok(if any { Outcome::Found } else { Outcome::Nothing })
    }

    /// What a query asks, and how it was read.
    fn request(&self, query: &ListedQuery) -> anyhow::Result<(Request, String)> {
        let arguments = self.arguments;
        let read = query.read.clone();
        let read = if arguments.any { read.any_word(&languages(self.index)?) } else { read };
        self.note(query, &read.notes);
        let sort = match arguments.sort {
            None | Some(SortOrder::Relevance) => Sort::Relevance,
            Some(SortOrder::Newest) => Sort::Newest,
            Some(SortOrder::Oldest) => Sort::Oldest,
        };
        let read_as = read.to_string();
        Ok((Request { query: read.root, sort, ..self.request.clone() }, read_as))
    }

    fn found_by(&self, request: &Request) -> String {
        let read_as = conjunction(vec![request.query.clone(), request.filters.clone()]).to_string();
        let (generation, articles) = (self.index.state().generation, self.index.searcher().num_docs());
        Provenance { command: command_line::typed(), read_as, generation, articles }.line()
    }

    fn output(&self, list: &[ListedQuery], columns: &[&str]) -> anyhow::Result<Resumed> {
        let Some(path) = &self.arguments.resume else {
            return Ok(Resumed { out: Box::new(stdout()), done: 0, is_new: true });
        };
        let labels: Vec<String> = list.iter().map(|query| one_line(&query.label)).collect();
        let resumed = resume(path, self.arguments.format, self.arguments.hits, &labels, columns)?;
        if resumed.done > 0 {
            note(self.common.quiet, &format!("{} of {} queries are in `{}`", resumed.done, list.len(), path.display()));
        }
        Ok(resumed)
    }

    fn dialect(&self) -> Dialect {
        if self.arguments.format == BatchFormat::Csv { Dialect::Csv } else { Dialect::Tsv }
    }

    fn write_head(&self, out: &mut dyn Write, articles: u64, columns: &[&str]) -> anyhow::Result<()> {
        let head = json!({
            "schema_version": 1,
            "filters": filters(&self.arguments.filters),
            "index": {"generation": self.index.state().generation, "articles": self.index.searcher().num_docs()},
            "articles": articles,
            "years": columns[2..columns.len() - 1],
        });
        let head = head.to_string();
        write!(out, "{},\"rows\":[", head.strip_suffix('}').unwrap_or(&head))?;
        Ok(())
    }

    fn note(&self, query: &ListedQuery, notes: &[String]) {
        for text in notes {
            note(self.common.quiet, &format!("{}: {text}", query.label));
        }
    }
}

fn write_cells(out: &mut impl Write, columns: &[&str], dialect: Dialect, cells: &[Value]) -> io::Result<()> {
    let mut table = Table::continued(out, columns, dialect);
    table.cells(cells)?;
    table.finish()
}
