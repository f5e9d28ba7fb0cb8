//! What the tagger looks at beyond single words: pairs of words and shapes, the gazetteer, the place in the sentence, and what
//! the rest of the text says about a word. (Features of single words: [`super::words`].)

use super::document::Document;
use super::hash::pair;
use super::words::{TEMPLATES_OF_WORDS, Words, feature};

/// Templates of features about more than one word.
#[derive(Clone, Copy)]
enum Template {
    ShapeAndCase,
    ShapesBefore,
    ShapesBehind,
    ShapesAround,
    WordsBefore,
    WordsBehind,
    FarShapes,
    BeforeAndShape,
    BehindAndShape,
    Around,
    TwoBeforeAndShape,
    TwoBehindAndShape,
    PlaceAndCase,
    PlaceAndShape,
    Letters,
    LettersBeforeAndShape,
    LettersBehindAndShape,
    LetterAndCase,
    ElsewhereAndCase,
    ElsewhereAndShape,
    ElsewhereBehind,
    ClustersBefore,
    ClustersBehind,
    ClustersAround,
    ClusterAndBefore,
    ClusterAndBehind,
    OtherBefore,
    OtherBehind,
    OtherLettersBefore,
    OtherLettersBehind,
}

/// What stands beyond the ends of a sentence.
const BEYOND: u64 = 11;
const LETTERS_BEYOND: u64 = 64;
const LETTERS_KINDS: u32 = 6;

fn of(template: Template, value: u64) -> u64 {
    feature(TEMPLATES_OF_WORDS + template as u64, value)
}

/// Hands over the features of a token that are about more than one word.
pub(super) fn each_feature(document: &Document, words: &Words, place: usize, take: &mut impl FnMut(u64)) {
    use Template as T;
    let sentence = document.sentence(place);
    let neighbour = |offset: isize| {
        let there = place.checked_add_signed(offset).filter(|there| (sentence.from..sentence.to).contains(there))?;
        Some(words.get(document.words[there]))
    };
    let lower = |offset| neighbour(offset).map_or(BEYOND, |word| word.lower);
    let shape = |offset| neighbour(offset).map_or(BEYOND, |word| word.shape);
    let cluster = |offset| neighbour(offset).map_or(0, |word| u64::from(word.clusters[0]));
    let (here, case) = (words.get(document.words[place]), sentence.case as u64);
    let (before, behind) = (lower(-1), lower(1));
    let (shape_before, shape_behind) = (shape(-1), shape(1));
    take(of(T::ShapeAndCase, pair(here.shape, case)));
    take(of(T::ShapesBefore, pair(shape_before, here.shape)));
    take(of(T::ShapesBehind, pair(here.shape, shape_behind)));
    take(of(T::ShapesAround, pair(pair(shape_before, here.shape), shape_behind)));
    take(of(T::WordsBefore, pair(before, here.lower)));
    take(of(T::WordsBehind, pair(here.lower, behind)));
    take(of(T::FarShapes, pair(shape(-2), shape(2))));
    take(of(T::BeforeAndShape, pair(before, here.shape)));
    take(of(T::BehindAndShape, pair(behind, here.shape)));
    take(of(T::Around, pair(before, behind)));
    take(of(T::TwoBeforeAndShape, pair(pair(lower(-2), before), here.shape)));
    take(of(T::TwoBehindAndShape, pair(pair(behind, lower(2)), here.shape)));
    let ends = u64::from(place == sentence.from) + 2 * u64::from(place + 1 == sentence.to);
    take(of(T::PlaceAndCase, pair(ends, case)));
    take(of(T::PlaceAndShape, pair(ends * 8 + case, here.shape)));
    letters(document, place, sentence.from..sentence.to, here.shape, case, take);
    let elsewhere = u64::from(document.elsewhere[place]);
    take(of(T::ElsewhereAndCase, pair(elsewhere, case)));
    take(of(T::ElsewhereAndShape, pair(elsewhere * 4 + ends, here.shape)));
    if place + 1 < sentence.to {
        take(of(T::ElsewhereBehind, pair(u64::from(document.elsewhere[place + 1]), elsewhere)));
    }
    let cluster_here = cluster(0);
    if cluster_here > 0 {
        for (template, neighbour) in [(T::ClustersBefore, cluster(-1)), (T::ClustersBehind, cluster(1))] {
            if neighbour > 0 {
                take(of(template, pair(neighbour, cluster_here)));
            }
        }
    }
    take(of(T::ClustersAround, pair(cluster(-1), cluster(1))));
    take(of(T::ClusterAndBefore, pair(before, cluster_here)));
    take(of(T::ClusterAndBehind, pair(cluster_here, behind)));
    other_places(document, words, place, take);
}

fn letters(
    document: &Document,
    place: usize,
    sentence: std::ops::Range<usize>,
    shape: u64,
    case: u64,
    take: &mut impl FnMut(u64),
) {
    use Template as T;
    let letters = |there: Option<usize>| {
        there
            .filter(|there| sentence.contains(there))
            .map_or(LETTERS_BEYOND, |there| u64::from(document.letters[there]))
    };
    let (before, here, behind) = (letters(place.checked_sub(1)), letters(Some(place)), letters(Some(place + 1)));
    for (offset, letters) in [(0, before), (1, here), (2, behind)] {
        take(of(T::Letters, pair(offset, letters)));
    }
    take(of(T::LettersBeforeAndShape, pair(before << 8 | here, shape)));
    take(of(T::LettersBehindAndShape, pair(here << 8 | behind, shape)));
    for letter in (0..LETTERS_KINDS).filter(|letter| here >> letter & 1 == 1) {
        take(of(T::LetterAndCase, pair(u64::from(letter), case)));
    }
}

/// What stands beside the same word elsewhere in the text: each thing once, however often.
fn other_places(document: &Document, words: &Words, place: usize, take: &mut impl FnMut(u64)) {
    use Template as T;
    let mut seen = [0; super::document::OTHER_PLACES_MAX * 4];
    let mut count = 0;
    let mut once = |feature: u64| {
        if !seen[..count].contains(&feature) {
            seen[count] = feature;
            count += 1;
            take(feature);
        }
    };
    for other in document.other_places(place, words) {
        let sentence = document.sentence(other);
        let word = |there: usize| words.get(document.words[there]);
        let before = (other > sentence.from).then(|| other - 1);
        let behind = (other + 1 < sentence.to).then_some(other + 1);
        once(of(T::OtherBefore, before.map_or(BEYOND, |there| word(there).lower)));
        once(of(T::OtherBehind, behind.map_or(BEYOND, |there| word(there).lower)));
        for (template, there) in [(T::OtherLettersBefore, before), (T::OtherLettersBehind, behind)] {
            if let Some(there) = there.filter(|there| word(*there).is_capitalized) {
                once(of(template, u64::from(document.letters[there])));
            }
        }
    }
}
