//! An article's names as the users of the archive have corrected them.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use crate::article::{Article, Entity, EntityKind};
use crate::names::{Corrections, name_key};

/// Takes out hidden names, gives the others the name to show, and makes one of those that are one.
pub(super) fn show_corrected(article: &mut Article, corrections: &Corrections) {
    if corrections.is_empty() {
        return;
    }
    let mut shown: Vec<Entity> = Vec::with_capacity(article.entities.len());
    let mut places: HashMap<(EntityKind, String), usize> = HashMap::new();
    for mut entity in article.entities.drain(..) {
        if corrections.is_hidden(entity.kind, &entity.name) {
            continue;
        }
        let name = corrections.shown(entity.kind, &entity.name).to_owned();
        let key = name_key(&name);
        let listed = std::mem::replace(&mut entity.name, name);
        if key != name_key(&listed) {
            entity.spellings.insert(0, listed);
        }
        match places.entry((entity.kind, key)) {
            Entry::Vacant(place) => {
                place.insert(shown.len());
                shown.push(entity);
            }
            Entry::Occupied(place) => join(&mut shown[*place.get()], entity),
        }
    }
    article.entities = shown;
}

fn join(entity: &mut Entity, other: Entity) {
    entity.stated |= other.stated;
    for spelling in other.spellings {
        if !entity.spellings.contains(&spelling) {
            entity.spellings.push(spelling);
        }
    }
    entity.mentions.extend(other.mentions);
    entity.mentions.sort_by_key(|mention| (mention.field, mention.start));
}
