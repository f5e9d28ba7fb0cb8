//! One entry for one name within an article.

use crate::article::{Article, Entity};
use crate::names::name_key;

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
