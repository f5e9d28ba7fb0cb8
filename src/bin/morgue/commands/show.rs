//! `morgue show`

use std::io::Write;

use morgue::Error;
use morgue::index::OpenIndex;
use morgue::query::{Ast, parse};
use morgue::render::bibtex::Entries;
use morgue::render::citation::Provenance;
use morgue::render::{fields, json, text};
use morgue::search::{NameReading, marked};

use super::article::find;
use super::export::{Form, print_article};
use super::names::corrections;
use crate::args::{ArticleFormat, Common, ShowArguments};
use crate::clock::today;
use crate::command_line;
use crate::exit::Outcome;
use crate::output::{is_terminal, stdout};
use crate::terminal::width;

pub(crate) fn run(common: &Common, arguments: &ShowArguments) -> anyhow::Result<Outcome> {
    let query = arguments.query.as_ref().map(|query| parse(query, today()).map_err(Error::from)).transpose()?;
    if query.is_some() && !matches!(arguments.format, ArticleFormat::Text | ArticleFormat::Json) {
        return Err(Error::Usage("--query goes with --format text and json".to_owned()).into());
    }
    let index = OpenIndex::open(&common.index)?;
    let corrections = corrections(common, &index)?;
    let provenance = Provenance {
        command: command_line::typed(),
        read_as: String::new(),
        generation: index.state().generation,
        articles: index.searcher().num_docs(),
    };
    let mut entries = Entries::default();
    let mut out = stdout();
    let mut outcome = Outcome::Found;
    for id in &arguments.ids {
        let Some(hit) = find(common, &index, &corrections, id)? else {
            outcome = Outcome::Nothing;
            continue;
        };
        let mark = |query: &Ast| marked(&index, &query.root, NameReading::AnySpelling, &corrections, &hit);
        let matches = query.as_ref().map(mark).transpose()?;
        match arguments.format {
            ArticleFormat::Json => {
                let mut object = fields::object(&hit, fields::ARTICLE);
                object.extend(matches.iter().map(|matches| ("highlights".to_owned(), fields::highlights(matches))));
                json::write_line(&mut out, &object)?;
            }
            ArticleFormat::Text => text::write_article(&mut out, &hit, matches.as_ref(), is_terminal().then(width))?,
            ArticleFormat::Md => print_article(&mut out, Form::Markdown, &hit, &mut entries, &provenance)?,
            ArticleFormat::Ris => print_article(&mut out, Form::Ris, &hit, &mut entries, &provenance)?,
            ArticleFormat::Bibtex => print_article(&mut out, Form::Bibtex, &hit, &mut entries, &provenance)?,
        }
    }
    out.flush()?;
    Ok(outcome)
}
