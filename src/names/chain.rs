//! Who is who within one article: gathers the places that name one person, organisation or place.

use super::bodies::chain_bodies;
use super::mention::{Chain, Mentioned};
use super::people::chain_people;
use crate::article::EntityKind;

/// Gathers the mentions of one article, which are in the order of the text, stated ones first. Every mention is in
/// exactly one chain; chains are in the order of their first mentions. The cost grows with the number of mentions times
/// a bounded number of people with names alike.
pub fn chain(mentions: &[Mentioned<'_>]) -> Vec<Chain> {
    let of_kind = |kind| (0..mentions.len()).filter(move |&at| mentions[at].kind == kind).collect::<Vec<_>>();
    let mut chains = chain_people(mentions, &of_kind(EntityKind::Person));
    for kind in [EntityKind::Org, EntityKind::Place] {
        chains.extend(chain_bodies(mentions, kind, &of_kind(kind)));
    }
    chains.sort_by_key(|chain| chain.mentions.first().copied());
    chains
}
