//! One entry for one name within an article.

use crate::analysis::fold;
use crate::article::{Article, Entity};

/// Joins entities of one kind whose names are the same but for case, accents and kinds of hyphen; the first spelling stays.
pub(super) fn join_spellings(article: &mut Article) {
    if article.entities.len() < 2 {
        return;
    }
    let mut joined: Vec<(String, Entity)> = Vec::with_capacity(article.entities.len());
    for entity in article.entities.drain(..) {
        let key = name_key(&entity.name);
        match joined.iter_mut().find(|(known, other)| *known == key && other.kind == entity.kind) {
            None => joined.push((key, entity)),
            Some((_, other)) => {
                other.stated |= entity.stated;
                other.mentions.extend(entity.mentions);
            }
        }
    }
    article.entities = joined.into_iter().map(|(_, entity)| entity).collect();
}

/// The form under which two spellings are one name: folded, hyphens and apostrophes as blanks and nothing.
pub fn name_key(name: &str) -> String {
    let words = fold(name).replace(['-', '\u{2010}', '\u{2011}', '\u{2013}'], " ").replace(['\'', '’', '.'], "");
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
