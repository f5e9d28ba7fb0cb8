//! The article that a command is about: named by its id, its path, or its number in the last query.

use morgue::index::OpenIndex;
use morgue::names::Corrections;
use morgue::search::{Hit, Lookup, look_up};

use crate::args::Common;
use crate::last_query::{LastQuery, number};
use crate::output::note;

/// The article, or a note that there is none, with what was probably meant.
pub(super) fn find(
    common: &Common,
    index: &OpenIndex,
    corrections: &Corrections,
    typed: &str,
) -> anyhow::Result<Option<Hit>> {
    let id = match number(typed) {
        None => typed.to_owned(),
        Some(number) => {
            let (id, changed) = LastQuery::id(index, number)?;
            if let Some(changed) = changed {
                note(common.quiet, &changed);
            }
            id
        }
    };
    match look_up(index, &id, corrections)? {
        Lookup::Found(hit) => Ok(Some(*hit)),
        Lookup::Missing(like) => {
            let offered: Vec<String> = like.iter().map(|id| format!("`{id}`")).collect();
            let meant = if like.is_empty() { String::new() } else { format!("; did you mean {}?", or(&offered)) };
            note(common.quiet, &format!("there is no article `{id}`{meant}"));
            Ok(None)
        }
    }
}

/// These with commas between, and `or` before the last.
fn or(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}
