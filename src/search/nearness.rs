//! Puts places of a text together that are near each other: the rule of nearness, for whoever finds articles and for whoever
//! marks in them what was found.
//!
//! In: the places of two things, as positions of words. Out: the smallest stretches that have both. The rule is that of minimal
//! intervals (Clarke, Cormack and Burkowski 1995), as Lucene's interval queries have it, so that another engine gives the
//! same answers: two places never share a word; distance runs from the end of one to the beginning of the other.

use crate::query::Reach;

/// A stretch of words, from its first position to its last, with what of it is to be marked.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place<P> {
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) parts: P,
}

/// What is known of the parts of a place. Who only asks whether there is one knows nothing of them.
pub(super) trait Parts: Clone + Ord {
    /// The parts of two places together.
    fn joined(&self, other: &Self) -> Self;
}

impl Parts for () {
    fn joined(&self, _other: &Self) -> Self {}
}

/// Bytes from and to.
impl Parts for Vec<(usize, usize)> {
    fn joined(&self, other: &Self) -> Self {
        let mut parts = [self.as_slice(), other.as_slice()].concat();
        parts.sort_unstable();
        parts.dedup();
        parts
    }
}

/// How two places must stand to each other.
#[derive(Clone, Copy, Debug)]
pub(super) struct NearRule<'a> {
    pub(super) reach: Reach,
    /// Whether the left one must end before the right one begins.
    pub(super) ordered: bool,
    /// Whether the left one may also lie around the right one, in it, or over its border.
    pub(super) touching: bool,
    /// The last positions of the sentences, or paragraphs, of the text.
    pub(super) ends: &'a [u32],
}

/// The smallest stretches that have a place of each side near one of the other.
pub(super) fn near<P: Parts>(left: &[Place<P>], right: &[Place<P>], rule: NearRule<'_>) -> Vec<Place<P>> {
    let right = Others::new(right);
    let mut found = Vec::new();
    for place in left {
        right.near(place, rule, |other| {
            found.push(Place {
                start: place.start.min(other.start),
                end: place.end.max(other.end),
                parts: place.parts.joined(&other.parts),
            });
        });
    }
    minimal(found)
}

/// The places of the left side that have none of the right one near them.
pub(super) fn not_near<P: Parts>(left: &[Place<P>], right: &[Place<P>], rule: NearRule<'_>) -> Vec<Place<P>> {
    let right = Others::new(right);
    let is_alone = |place: &&Place<P>| {
        let mut alone = true;
        right.near(place, rule, |_| alone = false);
        alone
    };
    left.iter().filter(is_alone).cloned().collect()
}

/// The smallest stretches that have a word for each slot at a position of its own, and no more than so many other words.
/// `slots` has the positions of each, in order.
pub(super) fn windows<P: Parts>(slots: &[Vec<Place<P>>], others: u32) -> Vec<Place<P>> {
    let length = u32::try_from(slots.len()).unwrap_or(u32::MAX).saturating_add(others);
    let mut starts: Vec<u32> = slots.iter().flatten().map(|place| place.start).collect();
    starts.sort_unstable();
    starts.dedup();
    let mut found = Vec::new();
    for start in starts {
        let last = start.saturating_add(length - 1);
        let inside: Vec<&[Place<P>]> = slots.iter().map(|places| within(places, start, last)).collect();
        if let Some(place) = filled(&inside, start) {
            found.push(place);
        }
    }
    minimal(found)
}

fn within<P>(places: &[Place<P>], first: u32, last: u32) -> &[Place<P>] {
    let from = places.partition_point(|place| place.start < first);
    let to = places.partition_point(|place| place.start <= last);
    &places[from..to]
}

/// The stretch from `start` on in which each slot has a position of its own, if there is one: a matching of slots and positions by
/// augmenting paths.
fn filled<P: Parts>(slots: &[&[Place<P>]], start: u32) -> Option<Place<P>> {
    let mut taken: Vec<Option<usize>> = vec![None; slots.len()];
    for slot in 0..slots.len() {
        let mut tried = Vec::new();
        if !take(slots, slot, &mut taken, &mut tried) {
            return None;
        }
    }
    let chosen = slots.iter().zip(&taken).filter_map(|(places, place)| places.get((*place)?));
    let mut stretch: Option<Place<P>> = None;
    for place in chosen {
        stretch = Some(match stretch {
            None => place.clone(),
            Some(stretch) => Place {
                start: stretch.start.min(place.start),
                end: stretch.end.max(place.end),
                parts: stretch.parts.joined(&place.parts),
            },
        });
    }
    stretch.filter(|stretch| stretch.start == start)
}

fn take<P>(slots: &[&[Place<P>]], slot: usize, taken: &mut [Option<usize>], tried: &mut Vec<u32>) -> bool {
    for place in 0..slots[slot].len() {
        let position = slots[slot][place].start;
        if tried.contains(&position) {
            continue;
        }
        tried.push(position);
        let holder = (0..slots.len()).find(|other| taken[*other].is_some_and(|at| slots[*other][at].start == position));
        if holder.is_none_or(|holder| holder != slot && take(slots, holder, taken, tried)) {
            taken[slot] = Some(place);
            return true;
        }
    }
    false
}

/// Leaves out every place that has another within it, and brings the rest in order.
pub(super) fn minimal<P: Parts>(mut places: Vec<Place<P>>) -> Vec<Place<P>> {
    places.sort_by(|left, right| (left.start, right.end, &left.parts).cmp(&(right.start, left.end, &right.parts)));
    let mut kept: Vec<Place<P>> = Vec::with_capacity(places.len());
    // From the right: what begins further left is smallest only if it also ends further left.
    for place in places.into_iter().rev() {
        if kept.last().is_none_or(|next| place.end < next.end) {
            kept.push(place);
        }
    }
    kept.reverse();
    kept
}

/// The places of the other side, by where they begin and by where they end.
struct Others<'a, P> {
    by_start: Vec<&'a Place<P>>,
    by_end: Vec<&'a Place<P>>,
}

impl<'a, P: Parts> Others<'a, P> {
    fn new(places: &'a [Place<P>]) -> Self {
        let mut by_start: Vec<&Place<P>> = places.iter().collect();
        let mut by_end = by_start.clone();
        by_start.sort_by_key(|place| (place.start, place.end));
        by_end.sort_by_key(|place| (place.end, place.start));
        Self { by_start, by_end }
    }

    /// Calls `found` with those near a place that may make a smallest stretch with it, and with one at least if there is any.
    fn near(&self, place: &Place<P>, rule: NearRule<'_>, mut found: impl FnMut(&Place<P>)) {
        let Some((first, last)) = around(place, rule) else {
            return;
        };
        let behind = self.by_start.partition_point(|other| other.start <= place.end);
        let following = self.by_start[behind..].iter().take_while(|other| other.start <= last.starts);
        let following = following.filter(|other| other.end <= last.ends);
        if let Some(other) = following.min_by_key(|other| other.end) {
            found(other);
        }
        if !rule.ordered {
            let before = self.by_end.partition_point(|other| other.end < place.start);
            let preceding = self.by_end[..before].iter().rev().take_while(|other| other.end >= first.ends);
            let preceding = preceding.filter(|other| other.start >= first.starts);
            if let Some(other) = preceding.max_by_key(|other| other.start) {
                found(other);
            }
        }
        if rule.touching {
            let over = self.by_start[..behind].iter().filter(|other| other.end >= place.start);
            over.filter(|other| other.start >= first.starts && other.end <= last.ends).for_each(|other| found(other));
        }
    }
}

/// How far another place may begin or end.
struct Limit {
    starts: u32,
    ends: u32,
}

/// How far to the left and to the right of a place others are near it; `None` where the place itself lies across a border.
fn around<P>(place: &Place<P>, rule: NearRule<'_>) -> Option<(Limit, Limit)> {
    if let Reach::Words(count) = rule.reach {
        let first = Limit { starts: 0, ends: place.start.saturating_sub(count) };
        let last = Limit { starts: place.end.saturating_add(count), ends: u32::MAX };
        return Some((first, last));
    }
    let here = rule.ends.partition_point(|end| *end < place.start);
    let first = here.checked_sub(1).map_or(0, |before| rule.ends[before] + 1);
    let last = rule.ends.get(here).copied().unwrap_or(u32::MAX);
    let limits = (Limit { starts: first, ends: first }, Limit { starts: last, ends: last });
    (place.end <= last).then_some(limits)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn place(start: u32, end: u32) -> Place<()> {
        Place { start, end, parts: () }
    }

    fn is_near(left: &Place<()>, right: &Place<()>, rule: NearRule<'_>) -> bool {
        let sentence = |position: u32| rule.ends.partition_point(|end| *end < position);
        let is_one_sentence = |places: &[&Place<()>]| {
            let first = sentence(places[0].start);
            places.iter().all(|place| sentence(place.start) == first && sentence(place.end) == first)
        };
        let follows = |left: &Place<()>, right: &Place<()>| left.end < right.start;
        let is_touching = !follows(left, right) && !follows(right, left);
        let in_reach = match rule.reach {
            Reach::Words(count) => {
                is_touching || right.start.saturating_sub(left.end).max(left.start.saturating_sub(right.end)) <= count
            }
            Reach::Sentence | Reach::Paragraph => is_one_sentence(&[left, right]),
        };
        let in_order = follows(left, right) || !rule.ordered && follows(right, left);
        in_reach && (in_order || rule.touching && is_touching)
    }

    fn by_hand(left: &[Place<()>], right: &[Place<()>], rule: NearRule<'_>) -> Vec<(u32, u32)> {
        let mut all: Vec<(u32, u32)> = Vec::new();
        for left in left {
            for right in right.iter().filter(|right| is_near(left, right, rule)) {
                all.push((left.start.min(right.start), left.end.max(right.end)));
            }
        }
        all.sort_unstable();
        all.dedup();
        let has_within =
            |outer: &(u32, u32)| all.iter().any(|inner| inner != outer && outer.0 <= inner.0 && inner.1 <= outer.1);
        all.iter().filter(|place| !has_within(place)).copied().collect()
    }

    fn places() -> impl Strategy<Value = Vec<Place<()>>> {
        let one = (0_u32..30, 0_u32..3).prop_map(|(start, length)| place(start, start + length));
        proptest::collection::vec(one, 0..8)
    }

    proptest! {
        #[test]
        fn what_is_near_is_what_every_pair_gives(
            left in places(),
            right in places(),
            reach in prop_oneof![(1_u32..6).prop_map(Reach::Words), Just(Reach::Sentence)],
            ordered in any::<bool>(),
            touching in any::<bool>(),
            ends in proptest::collection::btree_set(0_u32..30, 0..6),
        ) {
            let ends: Vec<u32> = ends.into_iter().collect();
            let rule = NearRule { reach, ordered, touching: touching && !ordered, ends: &ends };
            let found: Vec<(u32, u32)> =
                near(&left, &right, rule).iter().map(|place| (place.start, place.end)).collect();
            prop_assert_eq!(found, by_hand(&left, &right, rule));
            let alone = not_near(&left, &right, rule);
            let expected: Vec<Place<()>> =
                left.iter().filter(|left| !right.iter().any(|right| is_near(left, right, rule))).cloned().collect();
            prop_assert_eq!(alone, expected);
        }

        #[test]
        fn a_window_has_a_place_for_each_word(
            words in proptest::collection::vec(0_u8..3, 1..12),
            wanted in proptest::collection::vec(0_u8..3, 1..4),
            others in 0_u32..4,
        ) {
            let slots: Vec<Vec<Place<()>>> = wanted
                .iter()
                .map(|word| (0..).zip(&words).filter(|(_, other)| *other == word).map(|(at, _)| place(at, at)).collect())
                .collect();
            let length = wanted.len() + others as usize;
            let has_all = |part: &[u8]| {
                (0..3).all(|word| {
                    let places = |words: &[u8]| words.iter().map(|other| usize::from(*other == word)).sum::<usize>();
                    places(part) >= places(&wanted)
                })
            };
            let expected = (0..words.len()).any(|start| has_all(&words[start..words.len().min(start + length)]));
            prop_assert_eq!(!windows(&slots, others).is_empty(), expected);
        }
    }
}
