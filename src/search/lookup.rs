//! Finds one article by what names it: its id, or the path of its file as a user sees it. Where there is none, says which ids
//! were probably meant.

use std::path::Path;

use levenshtein_automata::{Distance, LevenshteinAutomatonBuilder};

use super::compile::Compiler;
use super::copies::Clusters;
use super::live::for_each_term;
use super::ranking::{Ranking, Sort};
use super::shown::show_corrected;
use super::{Hit, shown_path};
use crate::error::Result;
use crate::index::OpenIndex;
use crate::names::Corrections;
use crate::source::{absolute, relative_path};

/// What came of looking for one article.
#[derive(Clone, Debug)]
pub enum Lookup {
    /// It is there.
    Found(Box<Hit>),
    /// It is not; these ids are like what was typed, the likeliest first. There may be none.
    Missing(Vec<String>),
}

/// So many ids are offered.
const OFFERED_MAX: usize = 3;

/// So many letters of an id may be wrong.
const LETTERS_OFF_MAX: u8 = 2;

/// Looks for an article by its id, else by a path (and what stands behind `#` in the id), its names as corrected.
///
/// # Errors
///
/// When the index cannot be read.
pub fn look_up(index: &OpenIndex, typed: &str, corrections: &Corrections) -> Result<Lookup> {
    for id in std::iter::once(typed.to_owned()).chain(ids_of_path(index, typed)) {
        if let Some(hit) = article(index, &id, corrections)? {
            return Ok(Lookup::Found(Box::new(hit)));
        }
    }
    index.guarded(|| Ok(Lookup::Missing(ids_like(index, typed)?)))
}

/// The article with this id, if the archive has it, its names as corrected.
///
/// # Errors
///
/// When the index cannot be read.
pub fn article(index: &OpenIndex, id: &str, corrections: &Corrections) -> Result<Option<Hit>> {
    let searcher = index.searcher();
    let query = Compiler::new(index.fields()).of_id(id);
    let ranked = index.guarded(|| Ok(searcher.search(&query, &Ranking::new(Sort::Newest, 1))?))?;
    let Some((_, address)) = ranked.hits.first() else {
        return Ok(None);
    };
    let mut record = index.record(&searcher, *address)?;
    show_corrected(&mut record.article, corrections);
    let path = shown_path(index, &record);
    let copies = Some(index.guarded(|| Clusters::new(index)?.others(*address))?);
    Ok(Some(Hit {
        record,
        path,
        score: None,
        snippets: Vec::new(),
        keywords: Vec::new(),
        surname_only: Vec::new(),
        copies,
    }))
}

/// The ids that a path may mean: all of what was typed is the path of a file, or what stands before a `#` is.
fn ids_of_path(index: &OpenIndex, typed: &str) -> Vec<String> {
    let state = index.state();
    let ends = std::iter::once(typed.len()).chain(typed.rmatch_indices('#').map(|(place, _)| place));
    let ids = ends.filter_map(|end| {
        let path = absolute(Path::new(&typed[..end])).ok()?;
        let (root, path) = state.root_around(&path)?;
        Some(format!("{}{}", state.id(root, &relative_path(&root.path, &path)), &typed[end..]))
    });
    ids.collect()
}

/// How an id is like what was typed, the likeliest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Likeness {
    /// The same but for capitals and slashes.
    Folded,
    /// So many letters are others.
    Letters(u8),
    /// The same file in some folder, or the same without its ending.
    File,
    /// The file holds many articles, of which this is one.
    Within,
}

fn ids_like(index: &OpenIndex, typed: &str) -> Result<Vec<String>> {
    let wanted = folded(typed.strip_prefix("./").unwrap_or(typed));
    if wanted.is_empty() {
        return Ok(Vec::new());
    }
    let near = LevenshteinAutomatonBuilder::new(LETTERS_OFF_MAX, true).build_dfa(&wanted);
    let mut like: Vec<(Likeness, String)> = Vec::new();
    for_each_term(&index.searcher(), index.fields().key, b"", None, |id| {
        let id = String::from_utf8_lossy(id);
        let known = folded(&id);
        let likeness = match near.eval(&known) {
            Distance::Exact(0) => Some(Likeness::Folded),
            Distance::Exact(letters) => Some(Likeness::Letters(letters)),
            Distance::AtLeast(_) => likeness_of_file(&known, &wanted),
        };
        if let Some(likeness) = likeness {
            like.push((likeness, id.into_owned()));
            // No more than what may be offered is kept, however many a file holds.
            if like.len() > OFFERED_MAX * 64 {
                keep_likeliest(&mut like);
            }
        }
    })?;
    keep_likeliest(&mut like);
    Ok(like.into_iter().map(|(_, id)| id).collect())
}

fn keep_likeliest(like: &mut Vec<(Likeness, String)>) {
    like.sort();
    like.dedup();
    like.truncate(OFFERED_MAX);
}

fn likeness_of_file(known: &str, wanted: &str) -> Option<Likeness> {
    let name = known.strip_suffix(wanted).is_some_and(|before| before.ends_with('/'));
    let without_ending = known.strip_prefix(wanted).is_some_and(|rest| rest.starts_with('.') && !rest.contains('/'));
    let ends_so = wanted.strip_suffix(known).is_some_and(|before| before.ends_with('/'));
    if name || without_ending || ends_so {
        return Some(Likeness::File);
    }
    known.strip_prefix(wanted).is_some_and(|rest| rest.starts_with('#')).then_some(Likeness::Within)
}

fn folded(id: &str) -> String {
    id.to_lowercase().replace('\\', "/")
}
