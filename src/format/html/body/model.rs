//! Which blocks are text of the article.
//!
//! In: the [`Features`] of each block. Out: for each block whether it is text of the article. A block is looked at by
//! itself first; the second look also knows what the first one made of those around it.

use super::blocks::Blocks;
use super::features::{Feature, Features};
use super::hints::Hints;
use super::weights::{CONTEXT, FIRST, SECOND, Weights};

/// What is known of a block in itself, weighed for both looks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Looks {
    first: f32,
    second: f32,
    /// A bit for each of the [`BARS`] that it meets.
    barred: u8,
}

impl Looks {
    pub(super) fn at(features: &Features) -> Self {
        let barred = BARS.iter().enumerate().map(|(index, bar)| u8::from(bar(features)) << index).sum();
        Self { first: weigh(&FIRST, features), second: weigh(&SECOND, features), barred }
    }
}

fn weigh(weights: &Weights, features: &Features) -> f32 {
    let values: f32 = weights.features.iter().zip(&features.values).map(|(weight, value)| weight * value).sum();
    values + features.near.sum_of(&weights.near) + features.around.sum_of(&weights.around)
}

/// What is no text of an article, unless half of the text would go with it: then the page uses names of its own. Each
/// raised the F1 with publishers left out.
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

/// Whether each block is text of the article.
pub(super) fn choose(blocks: &Blocks, looks: &[Looks]) -> Vec<bool> {
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
        look.second + around.iter().zip(&CONTEXT).map(|(look, weight)| look * weight).sum::<f32>() > 0.0
    });
    let mut chosen: Vec<bool> = second.collect();
    for bit in 0..BARS.len() {
        bar(blocks, looks, 1 << bit, &mut chosen);
    }
    chosen
}

fn bar(blocks: &Blocks, looks: &[Looks], bit: u8, chosen: &mut [bool]) {
    let (mut kept, mut lost) = (0, 0);
    for ((block, look), _) in blocks.texts.iter().zip(looks).zip(&*chosen).filter(|(_, chosen)| **chosen) {
        *(if look.barred & bit == 0 { &mut kept } else { &mut lost }) += block.words.max(1);
    }
    if kept >= lost {
        chosen.iter_mut().zip(looks).for_each(|(chosen, look)| *chosen &= look.barred & bit == 0);
    }
}

#[expect(clippy::cast_precision_loss, reason = "a weight")]
fn weight(words: usize) -> f32 {
    (words.max(1) as f32).sqrt()
}
