//! `morgue query`

use std::io::Write;
use std::time::Instant;

use morgue::Error;
use morgue::index::OpenIndex;
use morgue::names::Corrections;
use morgue::query::{Ast, Filters, Node, parse, parse_last};
use morgue::render::citation::Provenance;
use morgue::render::counts::object as render_counts;
use morgue::render::json::{Envelope, IndexVersion};
use morgue::render::plain::counted as counted_as;
use morgue::render::table::{Dialect, Table};
use morgue::render::{diagnosis, fields, json, text};
use morgue::search::{Hit, NameReading, Request, Results, Sort, clause_counts, diagnose, languages, root_of, search};

use super::export::{self, Form};
use super::names::corrections;
use super::{concordance, counts, index};
use crate::args::{Common, DateArguments, FilterArguments, HitFormat, QueryArguments, SortOrder};
use crate::clock::{now, today};
use crate::command_line;
use crate::exit::Outcome;
use crate::last_query::LastQuery;
use crate::output::{is_terminal, note, stdout};
use crate::terminal::width;

pub(crate) fn run(common: &Common, arguments: &QueryArguments) -> anyhow::Result<Outcome> {
    let question = Question::read(arguments)?;
    if let Some(corpus) = &arguments.corpus {
        let summary = index::update_corpus(common, corpus.clone())?;
        if summary.interrupted || summary.held_back > 0 {
            return Ok(index::outcome(&summary));
        }
    }
    let index = OpenIndex::open(&common.index)?;
    question.answer(common, &index)
}

/// What is asked, read as far as it can be without an index.
pub(super) struct Question<'a> {
    arguments: &'a QueryArguments,
    /// The fields that were asked for.
    names: Vec<&'a str>,
    typed: String,
    read: Ast,
    filters: Filters,
    condition: Node,
}

impl<'a> Question<'a> {
    /// Reads what is asked.
    ///
    /// # Errors
    ///
    /// When the query or a filter cannot be read, or flags do not go together.
    pub(super) fn read(arguments: &'a QueryArguments) -> anyhow::Result<Self> {
        refuse_impossible(arguments)?;
        let names = field_names(&arguments.fields)?;
        let typed = arguments.query.join(" ");
        let read = parse(&typed, today()).map_err(Error::from)?;
        let filters = filters(&arguments.filters);
        let condition = filters.node(today())?;
        Ok(Self { arguments, names, typed, read, filters, condition })
    }

    /// Prints what an index answers.
    ///
    /// # Errors
    ///
    /// When the index cannot be read, or nothing can be printed.
    pub(super) fn answer(self, common: &Common, index: &OpenIndex) -> anyhow::Result<Outcome> {
        let Self { arguments, names, typed, read, filters, condition } = self;
        let root = arguments.corpus.as_ref().map(|corpus| root_of(index, corpus)).transpose()?;
        let read = if arguments.any { read.any_word(&languages(index)?) } else { read };
        for warning in &read.notes {
            note(common.quiet, warning);
        }
        let read_as = shown(&read.root, &condition);
        let with_snippets = shows_snippets(arguments, &names);
        let corrections = corrections(common, index)?;
        let counting = counts::counting(arguments, &filters);
        let with_copies = arguments.collapse || names.contains(&"copies");
        let request =
            Request { with_snippets, with_copies, corrections, counting, ..request(arguments, &read, condition, root) };
        let request = Request { half_life_days: half_life_days(arguments, request.sort)?, ..request };
        let started = Instant::now();
        let explain = arguments.explain.then(|| clause_counts(index, &request)).transpose()?;
        if let Some(explained) = &explain {
            note(common.quiet, &format!("read as: {read_as}"));
            for line in diagnosis::explained(explained) {
                note(common.quiet, &line);
            }
        }
        let results = search(index, &request)?;
        let took_ms = started.elapsed().as_secs_f64() * 1000.0;
        let total = results.total;
        for warning in &results.notes {
            note(common.quiet, warning);
        }
        // That nothing new came is no question of spelling.
        let is_wanted = total == 0 && filters.arrived_after.is_none();
        let nothing_found = is_wanted.then(|| diagnose(index, &request)).transpose()?;
        if let Some(nothing) = &nothing_found {
            for line in diagnosis::nothing_found(nothing) {
                note(common.quiet, &line);
            }
        }
        if arguments.count {
            let mut out = stdout();
            writeln!(out, "{total}")?;
            out.flush()?;
        } else {
            let (generation, articles) = (index.state().generation, results.articles());
            let envelope = Envelope {
                schema_version: 1,
                query: typed,
                parsed: read.to_string(),
                filters: serde_json::to_value(&filters)?,
                index: IndexVersion { generation, articles },
                total,
                texts: results.texts,
                took_ms,
                explain,
                nothing_found,
                warnings: read.notes.into_iter().chain(results.notes.iter().cloned()).collect(),
            };
            let provenance = Provenance { command: command_line::typed(), read_as, generation, articles };
            let numbered = LastQuery::new(index, arguments.offset + 1);
            print(common, arguments, results, &envelope, &provenance, &names, numbered)?;
        }
        Ok(if total == 0 { Outcome::Nothing } else { Outcome::Found })
    }
}

fn refuse_impossible(arguments: &QueryArguments) -> Result<(), Error> {
    if arguments.for_spreadsheet && arguments.format != HitFormat::Csv {
        return Err(Error::Usage("--for-spreadsheet goes with --format csv".to_owned()));
    }
    if !arguments.fields.is_empty() && matches!(arguments.format, HitFormat::Md | HitFormat::Ris | HitFormat::Bibtex) {
        return Err(Error::Usage("--fields goes with --format text, json, jsonl, csv and tsv".to_owned()));
    }
    concordance::refuse_impossible(arguments)?;
    counts::refuse_impossible(arguments)
}

/// The names of the fields that were asked for.
pub(super) fn field_names(asked: &[String]) -> Result<Vec<&str>, Error> {
    let names: Vec<&str> = asked.iter().map(|name| name.trim()).collect();
    match names.iter().find(|name| !fields::exists(name)) {
        Some(unknown) => Err(Error::Usage(format!(
            "--fields: there is no `{unknown}`; expected some of {}",
            fields::all().join(", ")
        ))),
        None => Ok(names),
    }
}

/// The filters as typed.
pub(super) fn filters(arguments: &FilterArguments) -> Filters {
    Filters {
        person: arguments.person.clone(),
        org: arguments.org.clone(),
        place: arguments.place.clone(),
        source: arguments.source.clone(),
        lang: arguments.lang.clone(),
        section: arguments.section.clone(),
        byline: arguments.byline.clone(),
        added: arguments.added.clone(),
        arrived_after: arguments.arrived_after,
        today_utc: Some(now().date_naive()),
        ..date_filters(&arguments.dates)
    }
}

fn date_filters(arguments: &DateArguments) -> Filters {
    Filters {
        from: arguments.from.clone(),
        to: arguments.to.clone(),
        on: arguments.on.clone(),
        last: arguments.last.clone(),
        undated: arguments.undated,
        ..Filters::default()
    }
}

/// How names are taken.
pub(super) fn name_reading(is_exact: bool) -> NameReading {
    if is_exact { NameReading::Exact } else { NameReading::AnySpelling }
}

fn request(arguments: &QueryArguments, read: &Ast, filters: Node, root: Option<u64>) -> Request {
    let query = read.root.clone();
    let default = if query == Node::Everything { Sort::Newest } else { Sort::Relevance };
    let sort = match arguments.sort {
        None => default,
        Some(SortOrder::Relevance) => Sort::Relevance,
        Some(SortOrder::Newest) => Sort::Newest,
        Some(SortOrder::Oldest) => Sort::Oldest,
    };
    let names = name_reading(arguments.exact_name);
    let has_no_hits = arguments.count || arguments.with.is_some();
    let limit = if has_no_hits { Some(0) } else { (!arguments.all).then_some(arguments.limit) };
    Request {
        query,
        filters,
        root,
        sort,
        half_life_days: None,
        offset: arguments.offset,
        limit,
        with_snippets: false,
        keyword_width: concordance::context(arguments),
        names,
        corrections: Corrections::default(),
        counting: None,
        collapse: arguments.collapse,
        with_copies: false,
    }
}

/// The half-life of `--recency`.
fn half_life_days(arguments: &QueryArguments, sort: Sort) -> Result<Option<u32>, Error> {
    let Some(span) = &arguments.recency else {
        return Ok(None);
    };
    if sort != Sort::Relevance {
        return Err(Error::Usage("--recency goes with --sort relevance: by date, age is the order already".to_owned()));
    }
    let range = parse_last(span, today()).map_err(|error| Error::Usage(format!("--recency: {}", error.message())))?;
    let days = range.from.zip(range.to).map_or(1, |(from, to)| (to - from).num_days() + 1);
    Ok(Some(u32::try_from(days).unwrap_or(u32::MAX)))
}

/// Whether what is printed has snippets in it.
fn shows_snippets(arguments: &QueryArguments, names: &[&str]) -> bool {
    match arguments.format {
        _ if !names.is_empty() => names.contains(&"snippets"),
        HitFormat::Json | HitFormat::Jsonl => true,
        HitFormat::Text => is_terminal(),
        HitFormat::Csv | HitFormat::Tsv | HitFormat::Md | HitFormat::Ris | HitFormat::Bibtex => false,
    }
}

fn shown(query: &Node, filters: &Node) -> String {
    morgue::query::conjunction(vec![query.clone(), filters.clone()]).to_string()
}

fn print(
    common: &Common,
    arguments: &QueryArguments,
    mut results: Results<'_>,
    envelope: &Envelope,
    provenance: &Provenance,
    names: &[&str],
    mut numbered: LastQuery,
) -> anyhow::Result<()> {
    let mut out = stdout();
    let or_default =
        |default: &'static [&'static str]| if names.is_empty() { default.to_vec() } else { names.to_vec() };
    let (total, texts, given) = (results.total, results.texts, results.len());
    let counted = std::mem::take(&mut results.counts);
    let (search, context) = (provenance.line(), concordance::context(arguments));
    let mut hits = results.hits().inspect(|hit| hit.iter().for_each(|hit| numbered.push(&hit.record.id)));
    match arguments.format {
        HitFormat::Csv | HitFormat::Tsv | HitFormat::Jsonl if counts::is_asked(arguments) => {
            counts::print_rows(&mut out, arguments, &counted)?;
        }
        HitFormat::Text | HitFormat::Csv | HitFormat::Tsv | HitFormat::Jsonl if context.is_some() => {
            concordance::print(&mut out, arguments, context.unwrap_or_default(), &mut hits)?;
        }
        HitFormat::Json => {
            let mut names = or_default(fields::HIT);
            names.extend(arguments.kwic.map(|_| "keywords"));
            let hits = hits
                .map(|hit| hit.map(|hit| fields::object_of_search(&hit, &names, &search)).map_err(anyhow::Error::from));
            json::write_answer(&mut out, envelope, hits, &render_counts(&counted, arguments.share))?;
        }
        HitFormat::Jsonl => {
            let names = or_default(fields::HIT);
            for hit in hits {
                json::write_line(&mut out, &fields::object_of_search(&hit?, &names, &search))?;
            }
        }
        HitFormat::Csv => {
            let dialect = if arguments.for_spreadsheet { Dialect::Spreadsheet } else { Dialect::Csv };
            print_table(&mut out, &mut hits, &or_default(fields::TABLE), dialect, &search)?;
        }
        HitFormat::Tsv => print_table(&mut out, &mut hits, &or_default(fields::TABLE), Dialect::Tsv, &search)?,
        HitFormat::Md | HitFormat::Ris | HitFormat::Bibtex => {
            let form = match arguments.format {
                HitFormat::Md => Form::Markdown,
                HitFormat::Ris => Form::Ris,
                _ => Form::Bibtex,
            };
            export::print(&mut out, form, &mut hits, (arguments.offset + 1, total), provenance)?;
        }
        HitFormat::Text if !names.is_empty() => print_table(&mut out, &mut hits, names, Dialect::Tsv, &search)?,
        HitFormat::Text => {
            let width = is_terminal().then(width);
            for (number, hit) in (arguments.offset + 1..).zip(hits) {
                match width {
                    Some(width) => text::write_block(&mut out, number, &hit?, width)?,
                    None => text::write_piped(&mut out, &hit?)?,
                }
            }
        }
    }
    if arguments.format == HitFormat::Text {
        counts::print_text(&mut out, arguments, &counted, given > 0)?;
    }
    out.flush()?;
    numbered.remember();
    if arguments.format == HitFormat::Text {
        let articles = counted_as(total, "article", "articles");
        let has_hits = !(given == 0 && counts::is_asked(arguments));
        let part = if has_hits && (given as u64) < texts.unwrap_or(total) {
            format!(", {given} shown")
        } else {
            String::new()
        };
        let texts =
            texts.map_or_else(String::new, |texts| format!(", {texts} {}", if texts == 1 { "text" } else { "texts" }));
        note(common.quiet, &format!("{articles}{texts}{part}"));
    }
    counts::print_notes(common, arguments, &counted);
    Ok(())
}

fn print_table(
    out: &mut impl Write,
    hits: &mut dyn Iterator<Item = Result<Hit, Error>>,
    names: &[&str],
    dialect: Dialect,
    search: &str,
) -> anyhow::Result<()> {
    let mut table = Table::new(out, names, dialect)?.of_search(search);
    for hit in hits {
        table.row(&hit?)?;
    }
    Ok(table.finish()?)
}
