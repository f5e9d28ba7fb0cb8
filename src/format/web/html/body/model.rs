//! Which blocks are text of the article.
//!
//! In: the [`Features`] of each block. Out: for each block whether it is text of the article. A block is looked at by
//! itself first; the second look also knows what the first one made of those around it.

use std::collections::HashMap;

use super::blocks::{Blocks, Kind};
use super::features::{Feature, Features};
use super::weights::{CONTEXT, FIRST, SECOND, Weights};
use crate::format::web::html::hints::Hints;

/// What is known of a block in itself, weighed for both looks.
#[derive(Clone, Copy, Debug)]
pub(super) struct BlockScores {
    first: f32,
    second: f32,
    /// A bit for each of the [`BARS`] that it meets.
    barred: u8,
    /// Whether there is no text outside its links.
    is_link: bool,
    /// Whether it is a long text in sentences, with hardly a link.
    is_long: bool,
}

impl BlockScores {
    pub(super) fn at(features: &Features) -> Self {
        let barred = BARS.iter().enumerate().map(|(index, bar)| u8::from(bar(features)) << index).sum();
        let is_link = features.has(Feature::AllLink);
        let is_long = features.has(Feature::Over100)
            && features.has(Feature::EndsSentence)
            && !features.has(Feature::LinkAndText)
            && !is_link;
        Self { first: weigh(&FIRST, features), second: weigh(&SECOND, features), barred, is_link, is_long }
    }
}

fn weigh(weights: &Weights, features: &Features) -> f32 {
    let values: f32 = weights.features.iter().zip(&features.values).map(|(weight, value)| weight * value).sum();
    values + features.near.sum_of(&weights.near) + features.around.sum_of(&weights.around)
}

/// What is no text of an article, unless three quarters of the text would go with it: then the page uses names of its
/// own. Comments are often longer than the article. Each raised the F1 with publishers left out.
const BARS: &[fn(&Features) -> bool] = &[
    |features| features.has(Feature::IsTitle),
    |features| features.around.has(Hints::CAPTION),
    |features| features.has(Feature::InCaption),
    |features| features.has(Feature::InForm),
    |features| features.around.has(Hints::UNSEEN),
    |features| features.around.has(Hints::COMMENT),
    |features| features.has(Feature::ShortAndLinked) && features.has(Feature::LinkBehindColon),
];

/// No first look is surer than this.
const SURE: f32 = 6.0;

/// What stands for the siblings of a block that has none.
const NO_SIBLINGS: f32 = -1.0;

/// What a second look must exceed for a block to be text. Pages of other publishers than those that were learned from
/// are looked at with less trust, so that it is below zero.
const SECOND_MIN: f32 = -0.2;

/// Whether each block is text of the article. On the page of an article, some text is found even if little is likely.
pub(super) fn choose(blocks: &Blocks, looks: &[BlockScores], is_article: bool) -> Vec<bool> {
    let second = second_looks(blocks, looks);
    let mut chosen: Vec<bool> = second.iter().map(|look| *look > SECOND_MIN).collect();
    if is_article {
        choose_likeliest(blocks, looks, &second, &mut chosen);
    }
    for bit in 0..BARS.len() {
        bar(blocks, looks, 1 << bit, &mut chosen);
    }
    fill(blocks, looks, &mut chosen);
    chosen
}

/// The second look at each block, which knows what the first one made of those around it.
fn second_looks(blocks: &Blocks, looks: &[BlockScores]) -> Vec<f32> {
    let first: Vec<f32> = looks.iter().map(|look| look.first.clamp(-SURE, SURE)).collect();
    let weight_of = |index: usize| weight(blocks.texts[index].words);
    let parent_of = |index: usize| blocks.containers[blocks.texts[index].container].parent;
    let mut sums = vec![(0.0, 0.0); blocks.containers.len()];
    for (index, look) in first.iter().enumerate() {
        let (sum, weights) = &mut sums[parent_of(index)];
        *sum += look * weight_of(index);
        *weights += weight_of(index);
    }
    let at = |index: Option<usize>| index.and_then(|index| first.get(index)).copied().unwrap_or(-SURE);
    let second = looks.iter().enumerate().map(|(index, look)| {
        let (previous, next) = (at(index.checked_sub(1)), at(Some(index + 1)));
        let (sum, weights) = sums[parent_of(index)];
        let others = weights - weight_of(index);
        let siblings = if others > 0.5 { (sum - first[index] * weight_of(index)) / others } else { NO_SIBLINGS };
        let around = [
            first[index],
            previous,
            next,
            at(index.checked_sub(2)),
            at(Some(index + 2)),
            previous.min(next),
            previous.max(next),
            siblings,
        ];
        look.second + around.iter().zip(&CONTEXT).map(|(look, weight)| look * weight).sum::<f32>()
    });
    second.collect()
}

/// An article whose text has fewer words was not found.
const WORDS_MIN: usize = 60;

/// How much less likely than the likeliest long text others may be, and what is too unlikely at any rate.
const LIKELIEST_RANGE: f32 = 2.0;
const LIKELIEST_MIN: f32 = -4.0;

/// Where hardly any text is likely enough, the likeliest long texts are chosen too.
fn choose_likeliest(blocks: &Blocks, looks: &[BlockScores], second: &[f32], chosen: &mut [bool]) {
    let texts = blocks.texts.iter().zip(looks).zip(&*chosen);
    let words = texts.filter(|((_, look), chosen)| **chosen && look.barred == 0).map(|((block, _), _)| block.words);
    if words.sum::<usize>() >= WORDS_MIN {
        return;
    }
    let can_be_text = |look: &BlockScores| look.is_long && look.barred == 0;
    let long = looks.iter().zip(second).filter(|(look, _)| can_be_text(look));
    let Some(likeliest) = long.map(|(_, second)| *second).max_by(f32::total_cmp) else { return };
    let least = (likeliest - LIKELIEST_RANGE).max(LIKELIEST_MIN);
    for ((look, second), chosen) in looks.iter().zip(second).zip(chosen) {
        *chosen |= can_be_text(look) && *second > least;
    }
}

/// Where half of the paragraphs in an element were chosen, counted by words, the others are chosen too: a text is not
/// interrupted by paragraphs of its own kind.
fn fill(blocks: &Blocks, looks: &[BlockScores], chosen: &mut [bool]) {
    let parent_of = |index: usize| {
        let container = &blocks.containers[blocks.texts[index].container];
        let can_be_text = looks[index].barred == 0 && !looks[index].is_link;
        (can_be_text && container.kind == Kind::Paragraph).then_some(container.parent)
    };
    let mut sums: HashMap<usize, Sums> = HashMap::new();
    for (index, chosen) in chosen.iter().enumerate() {
        let Some(parent) = parent_of(index) else { continue };
        let sum = sums.entry(parent).or_default();
        sum.words += blocks.texts[index].words;
        if *chosen {
            sum.chosen_words += blocks.texts[index].words;
            sum.chosen += 1;
        }
    }
    for (index, chosen) in chosen.iter_mut().enumerate() {
        let sum = parent_of(index).and_then(|parent| sums.get(&parent)).copied().unwrap_or_default();
        *chosen |= sum.chosen > 1 && sum.chosen_words * 2 >= sum.words;
    }
}

/// Of the paragraphs in one element.
#[derive(Clone, Copy, Debug, Default)]
struct Sums {
    words: usize,
    chosen_words: usize,
    chosen: usize,
}

fn bar(blocks: &Blocks, looks: &[BlockScores], bit: u8, chosen: &mut [bool]) {
    let (mut kept, mut lost) = (0, 0);
    for ((block, look), _) in blocks.texts.iter().zip(looks).zip(&*chosen).filter(|(_, chosen)| **chosen) {
        *(if look.barred & bit == 0 { &mut kept } else { &mut lost }) += block.words.max(1);
    }
    if kept * 3 >= lost {
        chosen.iter_mut().zip(looks).for_each(|(chosen, look)| *chosen &= look.barred & bit == 0);
    }
}

#[expect(clippy::cast_precision_loss, reason = "a weight")]
fn weight(words: usize) -> f32 {
    (words.max(1) as f32).sqrt()
}
