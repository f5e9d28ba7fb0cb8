//! The labels of the tagger: outside any name, or the beginning, inside, end or whole of a name of one kind (BIOES).

use crate::article::EntityKind;

/// Number of labels.
pub const LABELS: usize = 13;

/// Outside any name.
pub const OUTSIDE: u8 = 0;

/// Where in a name a token stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The first of several.
    Begin,
    /// Neither the first nor the last.
    Inside,
    /// The last of several.
    End,
    /// The only one.
    Whole,
}

/// The label of a part of a name.
pub fn label(kind: EntityKind, part: Part) -> u8 {
    1 + kind as u8 * 4 + part as u8
}

/// What a label says; `None` outside.
pub fn meaning(label: u8) -> Option<(EntityKind, Part)> {
    let number = label.checked_sub(1)?;
    let kind = *EntityKind::ALL.get(usize::from(number / 4))?;
    let part = [Part::Begin, Part::Inside, Part::End, Part::Whole][usize::from(number % 4)];
    Some((kind, part))
}

/// Whether a name goes on behind this label.
fn is_open(label: u8) -> bool {
    matches!(meaning(label), Some((_, Part::Begin | Part::Inside)))
}

/// Whether a name has begun before this label.
fn goes_on(label: u8) -> bool {
    matches!(meaning(label), Some((_, Part::Inside | Part::End)))
}

/// Whether one label may stand directly before another; [`OUTSIDE`] stands for both ends.
pub fn may_follow(before: u8, after: u8) -> bool {
    if is_open(before) {
        goes_on(after) && meaning(before).map(|(kind, _)| kind) == meaning(after).map(|(kind, _)| kind)
    } else {
        !goes_on(after)
    }
}

/// Labels the tokens `from..to` as one name.
pub fn set_name(labels: &mut [u8], from: usize, to: usize, kind: EntityKind) {
    for (place, label_of_token) in labels.iter_mut().enumerate().take(to).skip(from) {
        let part = match (place == from, place + 1 == to) {
            (true, true) => Part::Whole,
            (true, false) => Part::Begin,
            (false, true) => Part::End,
            (false, false) => Part::Inside,
        };
        *label_of_token = label(kind, part);
    }
}

/// The names in a sequence of labels: first token, one past the last, kind.
pub fn names(labels: &[u8]) -> impl Iterator<Item = (usize, usize, EntityKind)> + '_ {
    let mut begun = None;
    labels.iter().enumerate().filter_map(move |(place, label)| match meaning(*label) {
        Some((kind, Part::Whole)) => {
            begun = None;
            Some((place, place + 1, kind))
        }
        Some((_, Part::Begin)) => {
            begun = Some(place);
            None
        }
        Some((kind, Part::End)) => begun.take().map(|from| (from, place + 1, kind)),
        Some((_, Part::Inside)) => None,
        None => {
            begun = None;
            None
        }
    })
}
