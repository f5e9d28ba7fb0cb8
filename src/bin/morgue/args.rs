//! The command line.

use std::path::PathBuf;

use clap::builder::{PathBufValueParser, TypedValueParser};
use clap::{Args, Command, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use morgue::query::LANGUAGE;
use morgue::render::manual;
use morgue::search::{FacetRequest, UnitChoice};

use crate::exit::CODES;
use crate::output::is_terminal;
use crate::terminal::width;

/// Help is no wider than this, since longer lines are hard to read.
const WIDTH_MAX: usize = 100;

/// Makes a folder of news articles searchable: by words, by person, by date
#[derive(Debug, Parser)]
#[command(name = "morgue", version, about, max_term_width = WIDTH_MAX, propagate_version = true)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(crate) common: Common,
    #[command(subcommand)]
    pub(crate) command: Task,
}

/// Reads the arguments of this process.
pub(crate) fn parse() -> Result<Arguments, clap::Error> {
    // The page of the language is made for whom asks for help alone.
    let asks_for_help = std::env::args_os().any(|argument| argument == "--help" || argument == "help");
    let command = if asks_for_help { with_language(command()) } else { command() };
    Arguments::from_arg_matches(&command.try_get_matches()?)
}

/// The command line.
pub(crate) fn command() -> Command {
    Arguments::command().after_help(exit_codes())
}

fn with_language(command: Command) -> Command {
    let width = if is_terminal() { width().min(WIDTH_MAX) } else { WIDTH_MAX };
    let language = manual::text(LANGUAGE, width);
    command.mut_subcommand("query", |query| query.after_long_help(format!("The query language:\n\n{language}")))
}

fn exit_codes() -> String {
    let codes = CODES.iter().map(|(code, meaning)| format!("{code:>5}  {meaning}"));
    format!("Exit codes:\n{}", codes.collect::<Vec<_>>().join("\n"))
}

/// What every command takes.
#[derive(Debug, Args)]
pub(crate) struct Common {
    /// Folder of the index
    #[arg(
        long,
        value_name = "DIR",
        env = "MORGUE_INDEX",
        value_parser = PathBufValueParser::new().try_map(index_folder),
        default_value = "./index",
        global = true,
        hide_env_values = true
    )]
    pub(crate) index: PathBuf,
    /// File of corrections to names [default: names.toml at the top of the first folder that was indexed]
    #[arg(long = "names", value_name = "FILE", env = "MORGUE_NAMES", global = true, hide_env_values = true)]
    pub(crate) names_file: Option<PathBuf>,
    /// Print data only: no notes, no progress
    #[arg(short, long, global = true)]
    pub(crate) quiet: bool,
    /// When to colour output
    #[arg(long, value_name = "WHEN", value_enum, default_value_t, global = true)]
    pub(crate) color: Color,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub(crate) enum Color {
    #[default]
    Auto,
    Always,
    Never,
}

impl Color {
    /// Sets the choice for all that is printed; `auto` honours `NO_COLOR` and `TERM=dumb`.
    pub(crate) fn set(self) {
        let choice = match self {
            Self::Auto => anstream::ColorChoice::Auto,
            Self::Always => anstream::ColorChoice::AlwaysAnsi,
            Self::Never => anstream::ColorChoice::Never,
        };
        choice.write_global();
    }
}

#[derive(Debug, Subcommand)]
pub(crate) enum Task {
    /// Bring the index up to date with these folders or files
    Index(IndexArguments),
    /// Search; an empty query lists all that the filters let through
    Query(Box<QueryArguments>),
    /// Show one article, whole
    Show(ShowArguments),
    /// Open the original of an article in the program that the desktop has for it
    Open(OpenArguments),
    /// List the copies of an article and what differs: as other papers ran it, corrected, sent twice
    Copies(CopiesArguments),
    /// Find background of an article: others about what it is about
    Related(RelatedArguments),
    /// List people with the number of their articles
    People(PeopleArguments),
    /// List organisations with the number of their articles
    Orgs(PeopleArguments),
    /// List places with the number of their articles
    Places(PeopleArguments),
    /// Ask many queries: a matrix of their articles by year, or all hits
    Batch(Box<BatchArguments>),
    /// Save a search under a name
    Save(Box<SaveArguments>),
    /// List the searches that are saved
    Saved(SavedArguments),
    /// Ask a saved search; with --new, print what came into the index since last time
    Run(RunArguments),
    /// Correct what the rules for names get wrong, and ask why two names are one
    Names(NamesArguments),
    /// List the folders that the index follows, say that one was moved, or forget one
    Roots(RootsArguments),
    /// Compare the index with the folders
    Status(FormatArguments),
    /// Count articles by year, source, language, format
    Stats(FormatArguments),
    /// List the formats that are read, the signs they are told by, and what their ids are
    Formats(FormatArguments),
    /// Verify the index end to end
    Check(CheckArguments),
    /// Print shell completions
    Completions {
        /// Shell to print them for
        shell: Shell,
    },
    /// Print the manual page of the program or of a command, or install all of them
    Man(ManArguments),
}

/// How an index run reads files; `query --corpus` takes its defaults.
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
pub(crate) struct IndexArguments {
    /// Folders or files; `-` is standard input [default: the folders the index knows, else ./corpus]
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// Remove articles whose file is gone, even if their folder is missing or empty
    #[arg(long, overrides_with = "no_prune")]
    pub(crate) prune: bool,
    /// Keep articles whose file is gone
    #[arg(long, overrides_with = "prune")]
    pub(crate) no_prune: bool,
    /// Read everything, write nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// End the run at the first rejected file
    #[arg(long)]
    pub(crate) strict: bool,
    /// Show what was read of articles, the first hundred of each file
    #[arg(short, long)]
    pub(crate) verbose: bool,
    /// Read files whose size and time are unchanged too, and compare their bytes
    #[arg(long)]
    pub(crate) check_content: bool,
    /// Write rejected files to FILE, as JSON lines
    #[arg(long, value_name = "FILE")]
    pub(crate) rejects: Option<PathBuf>,
    /// Threads that read, and threads that index [default: one a core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub(crate) threads: Option<u16>,
    /// Memory for documents that are not on the disk yet, such as 512MB
    #[arg(long, value_name = "SIZE", default_value = "512MB", value_parser = size)]
    pub(crate) memory: usize,
    // For tests of runs that are cut off: a commit after so many articles, where 50,000 would take too many of them.
    #[arg(long, value_name = "ARTICLES", hide = true)]
    pub(crate) commit_every: Option<u64>,
    /// Language of texts that do not state theirs: `auto` or a code such as `en`
    #[arg(long, value_name = "LANG", default_value = "auto", value_parser = language)]
    pub(crate) lang: Language,
    /// Order of day and month in dates such as 05/03/2020; `auto` learns it from the other dates of the same source
    #[arg(long, value_name = "ORDER", value_enum, default_value_t)]
    pub(crate) date_order: DateOrder,
    /// Date articles that nothing else dates by the time of change of their file; hits mark such a date as `file`
    #[arg(long)]
    pub(crate) file_dates: bool,
    /// Model that finds names in English text [default: the one in the program]
    #[arg(long, value_name = "FILE")]
    pub(crate) model: Option<PathBuf>,
    /// Take only the names that files state, none out of their text
    #[arg(long, conflicts_with = "model")]
    pub(crate) no_model: bool,
    /// Make the index anew
    #[arg(long)]
    pub(crate) rebuild: bool,
    /// Format of the summary
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: SummaryFormat,
    /// Read every file as this format
    #[arg(long, value_name = "NAME", value_parser = input_format)]
    pub(crate) input_format: Option<String>,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
pub(crate) enum DateOrder {
    #[default]
    Auto,
    DayFirst,
    MonthFirst,
}

#[derive(Clone, Debug)]
pub(crate) enum Language {
    Detected,
    Given(String),
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum SummaryFormat {
    #[default]
    Text,
    Json,
}

#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
pub(crate) struct QueryArguments {
    /// Words to search for; several are joined by blanks
    #[arg(value_name = "QUERY")]
    pub(crate) query: Vec<String>,
    #[command(flatten)]
    pub(crate) filters: FilterArguments,
    /// First bring this folder up to date, then answer from it alone
    #[arg(long, value_name = "PATH")]
    pub(crate) corpus: Option<PathBuf>,
    /// Order of the hits [default: relevance, newest where the query is empty]
    #[arg(long, value_enum)]
    pub(crate) sort: Option<SortOrder>,
    /// Most hits to print
    #[arg(short = 'n', long, value_name = "N", default_value_t = 20)]
    pub(crate) limit: usize,
    /// Hits to pass over
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) offset: usize,
    /// Print every hit
    #[arg(long, conflicts_with = "limit")]
    pub(crate) all: bool,
    /// Print the number of hits alone
    #[arg(long)]
    pub(crate) count: bool,
    /// Show copies of one text as one hit, the earliest; `morgue copies ID` lists them
    #[arg(long, conflicts_with_all = ["count", "with"])]
    pub(crate) collapse: bool,
    /// Any of the words, best first, instead of all
    #[arg(long)]
    pub(crate) any: bool,
    /// Each place that matches on a line of its own, with WIDTH characters on either side [default width: what fits, else 40]
    #[arg(long, value_name = "WIDTH", num_args = 0..=1, require_equals = true, default_missing_value = "fit", value_parser = kwic_width)]
    pub(crate) kwic: Option<KwicWidth>,
    /// With --kwic: order the places by the words before or behind them
    #[arg(long, value_enum, value_name = "SIDE")]
    pub(crate) kwic_sort: Option<KwicSort>,
    /// Newer ones first where they fit alike: a score is halved for each SPAN (30d, 6m, 2y) of age [default span: 1y]
    #[arg(long, value_name = "SPAN", num_args = 0..=1, require_equals = true, default_missing_value = "1y")]
    pub(crate) recency: Option<String>,
    /// Count all articles found by people, orgs, places, source, section, byline, lang, year, month, weekday or format; the N
    /// commonest values [default: 10]; -n 0 prints the counts alone
    #[arg(long, value_name = "FIELD[:N]", value_parser = facet, conflicts_with = "count")]
    pub(crate) facet: Vec<FacetRequest>,
    /// Leave out values of fewer than N articles
    #[arg(long, value_name = "N", requires = "facet")]
    pub(crate) facet_min: Option<u64>,
    /// Count all articles found by day, week, month, year or decade, or by what suits their span (auto)
    #[arg(long, value_name = "UNIT", value_parser = unit, conflicts_with = "count")]
    pub(crate) timeline: Option<UnitChoice>,
    /// With --timeline: per cent of all articles of the period
    #[arg(long, requires = "timeline")]
    pub(crate) share: bool,
    /// List who is named in the articles found more than elsewhere, instead of the articles
    #[arg(long, value_enum, value_name = "KIND", conflicts_with_all = ["count", "offset", "sort", "fields"])]
    pub(crate) with: Option<Kind>,
    /// Take names whole, in any spelling that the archive joins: no other names with these words, no surname alone
    #[arg(long)]
    pub(crate) exact_name: bool,
    /// Say how the query was read
    #[arg(long)]
    pub(crate) explain: bool,
    /// Format of the output
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: HitFormat,
    /// Fields to print, with commas between; `search` is the command and the generation of the index
    #[arg(long, value_name = "FIELDS", value_delimiter = ',')]
    pub(crate) fields: Vec<String>,
    /// With --format csv: a byte order mark in front, and no cell that a spreadsheet would run as a formula
    #[arg(long)]
    pub(crate) for_spreadsheet: bool,
}

impl QueryArguments {
    /// Those of `morgue query` without a query and without flags.
    pub(crate) fn untyped() -> Result<Self, clap::Error> {
        let command = Self::augment_args(Command::new("query").no_binary_name(true));
        Self::from_arg_matches(&command.try_get_matches_from(std::iter::empty::<&str>())?)
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum BatchFormat {
    #[default]
    Text,
    Csv,
    Tsv,
    /// One object, with filters and index
    Json,
    /// An object a row
    Jsonl,
}

#[derive(Debug, Args)]
pub(crate) struct BatchArguments {
    /// List of queries, one a line, or CSV with the header `label,query`; `-` is standard input
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) filters: FilterArguments,
    /// Any of the words, best first, instead of all
    #[arg(long)]
    pub(crate) any: bool,
    /// Take names whole, in any spelling that the archive joins: no other names with these words, no surname alone
    #[arg(long)]
    pub(crate) exact_name: bool,
    /// Print all hits, each with the label of its query, instead of the matrix
    #[arg(long)]
    pub(crate) hits: bool,
    /// With --hits: order of the hits of each query [default: relevance]
    #[arg(long, value_enum)]
    pub(crate) sort: Option<SortOrder>,
    /// With --hits: most hits of each query [default: all]
    #[arg(short = 'n', long, value_name = "N")]
    pub(crate) limit: Option<usize>,
    /// With --hits: fields to print, with commas between
    #[arg(long, value_name = "FIELDS", value_delimiter = ',')]
    pub(crate) fields: Vec<String>,
    /// Format of the output
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: BatchFormat,
    /// Write to OUTPUT, and where it has rows of this batch already, ask only the queries that are not done
    #[arg(long, value_name = "OUTPUT")]
    pub(crate) resume: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct SaveArguments {
    /// Name of the search
    pub(crate) name: String,
    /// Words to search for; several are joined by blanks
    #[arg(value_name = "QUERY")]
    pub(crate) query: Vec<String>,
    #[command(flatten)]
    pub(crate) filters: FilterArguments,
    /// Any of the words, best first, instead of all
    #[arg(long)]
    pub(crate) any: bool,
    /// Take names by these words alone: no other spellings, no surname alone
    #[arg(long)]
    pub(crate) exact_name: bool,
    /// Put this in the place of a search of the same name
    #[arg(long)]
    pub(crate) replace: bool,
}

#[derive(Debug, Args)]
pub(crate) struct SavedArguments {
    /// Remove the search of this name
    #[arg(long, value_name = "NAME")]
    pub(crate) remove: Option<String>,
    /// Format of the list
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: SummaryFormat,
}

#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
pub(crate) struct RunArguments {
    /// Name of the search
    pub(crate) name: String,
    /// Only what came into the index since `run --new` was last asked, or since the search was saved; exit code 1 where nothing did
    #[arg(long)]
    pub(crate) new: bool,
    /// Order of the hits [default: relevance, newest where the query is empty]
    #[arg(long, value_enum)]
    pub(crate) sort: Option<SortOrder>,
    /// Most hits to print [default: 20, with --new all]
    #[arg(short = 'n', long, value_name = "N")]
    pub(crate) limit: Option<usize>,
    /// Print every hit
    #[arg(long, conflicts_with = "limit")]
    pub(crate) all: bool,
    /// Print the number of hits alone
    #[arg(long)]
    pub(crate) count: bool,
    /// Format of the output
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: HitFormat,
    /// Fields to print, with commas between
    #[arg(long, value_name = "FIELDS", value_delimiter = ',')]
    pub(crate) fields: Vec<String>,
    /// With --format csv: a byte order mark in front, and no cell that a spreadsheet would run as a formula
    #[arg(long)]
    pub(crate) for_spreadsheet: bool,
}

/// Filters. The same one twice means either, different ones mean both.
#[derive(Debug, Default, Args)]
pub(crate) struct FilterArguments {
    /// Only articles that name this person, by any words of the name
    #[arg(long, value_name = "NAME")]
    pub(crate) person: Vec<String>,
    /// Only articles that name this organisation
    #[arg(long, value_name = "NAME")]
    pub(crate) org: Vec<String>,
    /// Only articles that name this place
    #[arg(long, value_name = "NAME")]
    pub(crate) place: Vec<String>,
    /// Only articles of this newspaper, agency or site
    #[arg(long, value_name = "SOURCE")]
    pub(crate) source: Vec<String>,
    /// Only articles in this language
    #[arg(long, value_name = "LANG")]
    pub(crate) lang: Vec<String>,
    /// Only articles of this section
    #[arg(long, value_name = "SECTION")]
    pub(crate) section: Vec<String>,
    /// Only articles by this author
    #[arg(long, value_name = "NAME")]
    pub(crate) byline: Vec<String>,
    /// Only articles that came into the index in the last 1d, 2w or 6m, today (UTC) included, or since a date
    #[arg(long, value_name = "SPAN|DATE")]
    pub(crate) added: Vec<String>,
    // What `run --new` asks for.
    #[arg(skip)]
    pub(crate) arrived_after: Option<u64>,
    #[command(flatten)]
    pub(crate) dates: DateArguments,
}

#[derive(Debug, Default, Args)]
pub(crate) struct DateArguments {
    /// Only from this day on: 2022, 2022-07, 2022-07-11, today, yesterday
    #[arg(long, value_name = "DATE")]
    pub(crate) from: Vec<String>,
    /// Only up to this day
    #[arg(long, value_name = "DATE")]
    pub(crate) to: Vec<String>,
    /// Only of this day, month or year
    #[arg(long, value_name = "DATE")]
    pub(crate) on: Vec<String>,
    /// Only of the last 30d, 6m or 2y, today included
    #[arg(long, value_name = "SPAN")]
    pub(crate) last: Vec<String>,
    /// Only undated articles; beside a range, these too
    #[arg(long)]
    pub(crate) undated: bool,
}

/// How much of a text stands on either side of a keyword.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum KwicWidth {
    /// As much as fits.
    Fit,
    /// So many characters.
    Characters(usize),
}

fn kwic_width(typed: &str) -> Result<KwicWidth, String> {
    match typed.parse() {
        _ if typed == "fit" => Ok(KwicWidth::Fit),
        Ok(characters) => Ok(KwicWidth::Characters(characters)),
        Err(_) => Err("expected a number of characters".to_owned()),
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum KwicSort {
    Left,
    Right,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum SortOrder {
    Relevance,
    Newest,
    Oldest,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum HitFormat {
    #[default]
    Text,
    Json,
    Jsonl,
    Csv,
    Tsv,
    /// Markdown: a numbered list to cite from
    Md,
    /// RIS, for Zotero and others
    Ris,
    /// BibTeX, in the fields of biblatex
    Bibtex,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum ArticleFormat {
    #[default]
    Text,
    Json,
    /// Markdown: headline, citation, text
    Md,
    /// RIS, for Zotero and others
    Ris,
    /// BibTeX, in the fields of biblatex
    Bibtex,
}

#[derive(Debug, Args)]
pub(crate) struct ShowArguments {
    /// Ids or paths of articles, or @3 for the third hit of the last query of this terminal
    #[arg(value_name = "ID", required = true)]
    pub(crate) ids: Vec<String>,
    /// Mark what this query asks for in title and text
    #[arg(long, value_name = "QUERY")]
    pub(crate) query: Option<String>,
    /// Format of the output; several articles in JSON come one a line
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: ArticleFormat,
}

#[derive(Debug, Args)]
pub(crate) struct OpenArguments {
    /// Ids or paths of articles, or @3 for the third hit of the last query of this terminal
    #[arg(value_name = "ID", required = true)]
    pub(crate) ids: Vec<String>,
    /// Print the path of the original instead
    #[arg(long)]
    pub(crate) print: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ManArguments {
    /// Command whose page to print, such as `query` or `names join` [default: the page of the program]
    #[arg(value_name = "COMMAND", conflicts_with = "out")]
    pub(crate) command: Vec<String>,
    /// Write the pages of the program and of every command into this folder, such as ~/.local/share/man/man1
    #[arg(long, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct CopiesArguments {
    /// Id of the article
    #[arg(value_name = "ID")]
    pub(crate) id: String,
    /// Format of the output
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: SummaryFormat,
}

#[derive(Debug, Args)]
pub(crate) struct RelatedArguments {
    /// Id of the article
    #[arg(value_name = "ID")]
    pub(crate) id: String,
    #[command(flatten)]
    pub(crate) filters: FilterArguments,
    /// Take names of the filters whole
    #[arg(long)]
    pub(crate) exact_name: bool,
    /// Most articles to print
    #[arg(short = 'n', long, value_name = "N", default_value_t = 20)]
    pub(crate) limit: usize,
    /// Articles to pass over
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) offset: usize,
    /// Format of the output
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: SummaryFormat,
}

#[derive(Debug, Args)]
pub(crate) struct PeopleArguments {
    /// Only names with words that begin like this
    #[arg(value_name = "PREFIX")]
    pub(crate) prefix: Vec<String>,
    /// Only names in articles that this query finds
    #[arg(long, value_name = "QUERY", allow_hyphen_values = true)]
    pub(crate) matching: Option<String>,
    /// Only names of N articles at least
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(crate) min: u64,
    /// Most names to print
    #[arg(short = 'n', long, value_name = "N", default_value_t = 20)]
    pub(crate) limit: usize,
    #[command(flatten)]
    pub(crate) filters: FilterArguments,
    /// Take names whole, in any spelling that the archive joins: no other names with these words, no surname alone
    #[arg(long)]
    pub(crate) exact_name: bool,
    /// Format of the output
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: ListFormat,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum ListFormat {
    #[default]
    Text,
    Json,
    Jsonl,
    Csv,
    Tsv,
}

/// Corrections to names, kept in a file of the archive that is read with each question.
#[derive(Debug, Args)]
pub(crate) struct NamesArguments {
    #[command(subcommand)]
    pub(crate) change: NamesChange,
    /// Kind of the names
    #[arg(long, value_enum, default_value_t, global = true)]
    pub(crate) kind: Kind,
}

#[derive(Clone, Debug, Subcommand)]
pub(crate) enum NamesChange {
    /// These names are one; the first is shown
    Join {
        /// Names
        #[arg(required = true, num_args = 2.., value_name = "NAME")]
        names: Vec<String>,
    },
    /// These names are not one, whatever the rules say
    Part {
        /// Names
        #[arg(required = true, num_args = 2.., value_name = "NAME")]
        names: Vec<String>,
    },
    /// Show a name as another; it is found by both
    Rename {
        /// Name as it is listed
        from: String,
        /// Name to show
        to: String,
    },
    /// This is no name: do not list it, do not find it as one
    Hide {
        /// Name as it is listed
        name: String,
    },
    /// Say whether two names are one, and by which rule or line
    Why {
        /// One name
        a: String,
        /// The other
        b: String,
    },
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Kind {
    #[default]
    Person,
    Org,
    Place,
}

/// The folders that the index follows.
#[derive(Debug, Args)]
pub(crate) struct RootsArguments {
    #[command(subcommand)]
    pub(crate) change: Option<RootsChange>,
    /// Format of the output
    #[arg(long, value_enum, default_value_t, global = true)]
    pub(crate) format: SummaryFormat,
}

#[derive(Clone, Debug, Subcommand)]
pub(crate) enum RootsChange {
    /// A folder, or all folders in one, were moved: follow them there. Nothing is read, ids stay as they are
    Move {
        /// Where it was
        old: PathBuf,
        /// Where it is; files are shown by this path from then on
        new: PathBuf,
    },
    /// Take a folder and its articles out of the index; the files stay
    Forget {
        /// The folder, as `morgue roots` lists it; `-` for what came in at standard input
        path: PathBuf,
    },
}

#[derive(Debug, Args)]
pub(crate) struct FormatArguments {
    /// Format of the output
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: SummaryFormat,
}

#[derive(Debug, Args)]
pub(crate) struct CheckArguments {
    /// Keep what is sound, take out what is damaged, and name the files that the next `morgue index` reads again
    #[arg(long)]
    pub(crate) repair: bool,
    /// Format of the output
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: SummaryFormat,
}

/// An index is a folder here; an address would be made into one called `http:`.
fn index_folder(path: PathBuf) -> Result<PathBuf, String> {
    let scheme = path.to_str().and_then(|text| text.split_once("://")).map(|(scheme, _)| scheme);
    let is_scheme = |scheme: &str| {
        scheme.len() > 1 && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
    };
    if scheme.is_some_and(is_scheme) {
        Err("an index cannot be at an address yet; name a folder".to_owned())
    } else {
        Ok(path)
    }
}

/// A number of bytes: `512MB`, `1GB`, `64MiB`, `1000000`.
fn size(text: &str) -> Result<usize, String> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let number: usize = text[..digits].parse().map_err(|_| "expected a number of bytes, such as 512MB".to_owned())?;
    let unit: usize = match text[digits..].trim().to_ascii_lowercase().as_str() {
        "" | "b" => 1,
        "k" | "kb" => 1_000,
        "m" | "mb" => 1_000_000,
        "g" | "gb" => 1_000_000_000,
        "kib" => 1 << 10,
        "mib" => 1 << 20,
        "gib" => 1 << 30,
        other => return Err(format!("`{other}` is no unit of size: expected KB, MB, GB, KiB, MiB or GiB")),
    };
    number.checked_mul(unit).ok_or_else(|| "more bytes than a machine has".to_owned())
}

fn language(text: &str) -> Result<Language, String> {
    if text == "auto" {
        return Ok(Language::Detected);
    }
    let code = morgue::analysis::language_code(text).map(Language::Given);
    code.ok_or_else(|| format!("expected `auto` or a language; {}", morgue::analysis::language_hint(text)))
}

fn facet(text: &str) -> Result<FacetRequest, String> {
    text.parse()
}

fn unit(text: &str) -> Result<UnitChoice, String> {
    text.parse()
}

fn input_format(text: &str) -> Result<String, String> {
    let names: Vec<&str> = morgue::format::all().map(morgue::format::Format::name).collect();
    if names.contains(&text) { Ok(text.to_owned()) } else { Err(format!("expected one of {}", names.join(", "))) }
}
