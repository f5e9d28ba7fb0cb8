//! What differs between two texts, word by word.
//!
//! Words that stand once in both texts and in the same order are taken for the same; between two of them the longest common
//! subsequence is found where the stretch is short, and a longer one is searched for such words again (Cohen's “patience
//! diff”). Time and memory therefore grow with the length of the texts alone.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use serde::Serialize;

use crate::analysis::{SHINGLE_WORDS, fold, for_each_word};

/// A place where two texts differ.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// What only the first has there; may be empty.
    pub removed: String,
    /// What only the second has there.
    pub added: String,
}

/// Most cells of the table of common subsequences for one stretch.
const CELLS_MAX: usize = 250_000;

/// How often a stretch is cut at words that stand once in it; texts made for it could go on for long.
const CUTS_MAX: usize = 32;

/// Where the second text differs from the first, in order. Only words count: case, accents and punctuation do not.
pub(super) fn differences(before: &str, after: &str) -> Vec<Difference> {
    let (before, after) = (Words::of(before), Words::of(after));
    let mut common = Vec::new();
    match_words(&before.folded, &after.folded, 0..before.folded.len(), 0..after.folded.len(), CUTS_MAX, &mut common);
    let mut found = Vec::new();
    let mut next = (0, 0);
    for (left, right) in common.into_iter().chain([(before.folded.len(), after.folded.len())]) {
        if left > next.0 || right > next.1 {
            found.push(Difference { removed: before.passage(next.0..left), added: after.passage(next.1..right) });
        }
        next = (left + 1, right + 1);
    }
    found
}

/// How much two texts resemble each other: the share that they have in common of all runs of three words that either has
/// (Broder 1997), from 0 to 1.
#[expect(clippy::cast_precision_loss, reason = "a share")]
pub(super) fn resemblance(left: &str, right: &str) -> f64 {
    let (left, right) = (runs(left), runs(right));
    let common = left.intersection(&right).count();
    let all = left.len() + right.len() - common;
    if all == 0 { 1.0 } else { common as f64 / all as f64 }
}

fn runs(text: &str) -> BTreeSet<Vec<String>> {
    let mut words = Vec::new();
    for_each_word(text, |term, _| words.push(term.to_owned()));
    words.windows(SHINGLE_WORDS.min(words.len()).max(1)).map(<[String]>::to_vec).collect()
}

/// A text cut at its blanks.
struct Words<'a> {
    text: &'a str,
    places: Vec<Range<usize>>,
    folded: Vec<String>,
}

impl<'a> Words<'a> {
    fn of(text: &'a str) -> Self {
        let mut words = Self { text, places: Vec::new(), folded: Vec::new() };
        for word in text.split_whitespace() {
            let start = word.as_ptr() as usize - text.as_ptr() as usize;
            let folded: String = fold(word).chars().filter(|character| character.is_alphanumeric()).collect();
            if !folded.is_empty() {
                words.places.push(start..start + word.len());
                words.folded.push(folded);
            }
        }
        words
    }

    fn passage(&self, words: Range<usize>) -> String {
        match (self.places.get(words.start), words.end.checked_sub(1).and_then(|last| self.places.get(last))) {
            (Some(first), Some(last)) if !words.is_empty() => self.text[first.start..last.end].to_owned(),
            _ => String::new(),
        }
    }
}

/// Adds the pairs of places of the words that two stretches have in common, in order.
fn match_words(
    left: &[String],
    right: &[String],
    mut of_left: Range<usize>,
    mut of_right: Range<usize>,
    cuts: usize,
    common: &mut Vec<(usize, usize)>,
) {
    while !of_left.is_empty() && !of_right.is_empty() && left[of_left.start] == right[of_right.start] {
        common.push((of_left.start, of_right.start));
        of_left.start += 1;
        of_right.start += 1;
    }
    let mut behind = Vec::new();
    while !of_left.is_empty() && !of_right.is_empty() && left[of_left.end - 1] == right[of_right.end - 1] {
        of_left.end -= 1;
        of_right.end -= 1;
        behind.push((of_left.end, of_right.end));
    }
    if of_left.len().saturating_mul(of_right.len()) <= CELLS_MAX {
        longest_common(left, right, &of_left, &of_right, common);
    } else if cuts > 0 {
        let mut next = (of_left.start, of_right.start);
        let anchors = anchors(left, right, &of_left, &of_right);
        // Where no word stands once in both, the whole stretch differs.
        if !anchors.is_empty() {
            for (left_place, right_place) in anchors {
                match_words(left, right, next.0..left_place, next.1..right_place, cuts - 1, common);
                common.push((left_place, right_place));
                next = (left_place + 1, right_place + 1);
            }
            match_words(left, right, next.0..of_left.end, next.1..of_right.end, cuts - 1, common);
        }
    }
    common.extend(behind.into_iter().rev());
}

/// The words that stand once in each stretch, as many as are in the same order in both.
fn anchors(left: &[String], right: &[String], of_left: &Range<usize>, of_right: &Range<usize>) -> Vec<(usize, usize)> {
    let once = |words: &'_ [String], range: &Range<usize>| {
        let mut places: HashMap<String, Option<usize>> = HashMap::new();
        for place in range.clone() {
            places.entry(words[place].clone()).and_modify(|known| *known = None).or_insert(Some(place));
        }
        places
    };
    let in_right = once(right, of_right);
    let in_left = once(left, of_left);
    let pairs: Vec<(usize, usize)> = of_left
        .clone()
        .filter(|place| in_left.get(&left[*place]).is_some_and(Option::is_some))
        .filter_map(|place| Some((place, (*in_right.get(&left[place])?)?)))
        .collect();
    increasing(&pairs)
}

/// The longest series of pairs of which the second places increase (patience sorting).
fn increasing(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let mut tops: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    for (number, (_, place)) in pairs.iter().enumerate() {
        let pile = tops.partition_point(|top| pairs[*top].1 < *place);
        before.push(pile.checked_sub(1).map(|pile| tops[pile]));
        if pile == tops.len() {
            tops.push(number);
        } else {
            tops[pile] = number;
        }
    }
    let mut series = Vec::new();
    let mut next = tops.last().copied();
    while let Some(number) = next {
        series.push(pairs[number]);
        next = before[number];
    }
    series.reverse();
    series
}

fn longest_common(
    left: &[String],
    right: &[String],
    of_left: &Range<usize>,
    of_right: &Range<usize>,
    common: &mut Vec<(usize, usize)>,
) {
    let (rows, columns) = (of_left.len(), of_right.len());
    let width = columns + 1;
    // `lengths[row * width + column]`: the longest of what begins there.
    let mut lengths = vec![0_u32; (rows + 1) * width];
    for row in (0..rows).rev() {
        for column in (0..columns).rev() {
            lengths[row * width + column] = if left[of_left.start + row] == right[of_right.start + column] {
                lengths[(row + 1) * width + column + 1] + 1
            } else {
                lengths[(row + 1) * width + column].max(lengths[row * width + column + 1])
            };
        }
    }
    let (mut row, mut column) = (0, 0);
    while row < rows && column < columns {
        if left[of_left.start + row] == right[of_right.start + column] {
            common.push((of_left.start + row, of_right.start + column));
            row += 1;
            column += 1;
        } else if lengths[(row + 1) * width + column] >= lengths[row * width + column + 1] {
            row += 1;
        } else {
            column += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(before: &str, after: &str, expected: &[(&str, &str)]) {
        let found = differences(before, after);
        let found: Vec<(&str, &str)> =
            found.iter().map(|place| (place.removed.as_str(), place.added.as_str())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn passages_are_as_the_texts_have_them() {
        check("Two men were hurt, police said.", "Two men were hurt, police said", &[]);
        check("Two men were hurt, police said.", "Three men were hurt.", &[("Two", "Three"), ("police said.", "")]);
        check("", "All new.", &[("", "All new.")]);
        check("The fire began at night.", "The fire, they say, began at night.", &[("", "they say,")]);
    }

    #[test]
    fn long_texts_are_compared_by_words_that_stand_once() {
        let words =
            |from: usize, to: usize| (from..to).map(|number| format!("w{number}")).collect::<Vec<_>>().join(" ");
        let (before, after) = (
            format!("start {} middle {} x", words(0, 3000), words(3000, 6000)),
            format!("begin {} centre {} y", words(0, 3000), words(3000, 6000)),
        );
        check(&before, &after, &[("start", "begin"), ("middle", "centre"), ("x", "y")]);
        let same = "again ".repeat(5000);
        assert_eq!(differences(&format!("a {same}b"), &format!("c {same}{same}d")).len(), 1);
    }

    #[test]
    fn resemblance_is_the_share_of_common_runs() {
        assert!((resemblance("a b c d", "A b, c d.") - 1.0).abs() < f64::EPSILON);
        assert!((resemblance("a b c d", "a b c e") - 1.0 / 3.0).abs() < 1e-9);
        assert!(resemblance("a b c d", "e f g h").abs() < f64::EPSILON);
    }
}
