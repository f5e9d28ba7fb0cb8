//! An article's names as the users of the archive have corrected them.

use crate::article::{Article, Entity};
use crate::names::{Corrections, name_key};

/// Takes out hidden names, gives the others the name to show, and makes one of those that are one.
pub(super) fn show_corrected(article: &mut Article, corrections: &Corrections) {
    if corrections.is_empty() {
        return;
    }
    let mut shown: Vec<Entity> = Vec::with_capacity(article.entities.len());
    for mut entity in article.entities.drain(..) {
        if corrections.is_hidden(entity.kind, &entity.name) {
            continue;
        }
        let name = corrections.shown(entity.kind, &entity.name).to_owned();
        if name_key(&name) == name_key(&entity.name) {
            entity.name = name;
        } else {
            entity.spellings.insert(0, std::mem::replace(&mut entity.name, name));
        }
        let same = |other: &&mut Entity| other.kind == entity.kind && name_key(&other.name) == name_key(&entity.name);
        match shown.iter_mut().find(same) {
            None => shown.push(entity),
            Some(other) => {
                other.stated |= entity.stated;
                other.spellings.extend(entity.spellings);
                other.mentions.extend(entity.mentions);
                other.mentions.sort_by_key(|mention| (mention.field, mention.start));
            }
        }
    }
    article.entities = shown;
}
