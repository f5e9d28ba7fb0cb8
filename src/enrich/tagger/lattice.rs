//! The most probable labels of a span of tokens, and how probable they are: a linear-chain conditional random field
//! (Lafferty, `McCallum` and Pereira 2001).

use super::label::{LABELS, OUTSIDE};
use super::model::{NEVER, STRIDE, Transitions};

/// Scores or probabilities of the labels of one token.
pub type Row = [f32; STRIDE];

/// Transitions as factors.
pub type Factors = [Row; LABELS];

/// Turns transition scores into factors; what may not be is 0.
pub fn factors(transitions: &Transitions) -> Factors {
    let mut factors = [[0.0; STRIDE]; LABELS];
    for (row, scores) in factors.iter_mut().zip(transitions) {
        for (factor, score) in row.iter_mut().zip(scores) {
            *factor = if *score > NEVER { score.exp() } else { 0.0 };
        }
    }
    factors
}

/// Memory for one span after another.
#[derive(Debug, Default)]
pub struct Lattice {
    /// Factors of the labels of each token, the largest being 1.
    emissions: Vec<Row>,
    forward: Vec<Row>,
    backward: Vec<Row>,
    scales: Vec<f32>,
    arrows: Vec<[u8; LABELS]>,
    /// Logarithm of the sum over all sequences of labels.
    pub log_sum: f64,
}

impl Lattice {
    /// The best labels.
    pub(super) fn best(&mut self, scores: &[Row], transitions: &Transitions, labels: &mut Vec<u8>) {
        let start = labels.len();
        let mut current = [NEVER; LABELS];
        for (label, best) in current.iter_mut().enumerate() {
            *best = transitions[usize::from(OUTSIDE)][label] + scores[0][label];
        }
        self.arrows.clear();
        for row in &scores[1..] {
            let mut next = [f32::MIN; LABELS];
            let mut arrows = [0_u8; LABELS];
            for (before, (reached, transitions)) in (0..).zip(current.iter().zip(transitions)) {
                for label in 0..LABELS {
                    let score = reached + transitions[label];
                    if score > next[label] {
                        next[label] = score;
                        arrows[label] = before;
                    }
                }
            }
            for label in 0..LABELS {
                current[label] = next[label] + row[label];
            }
            self.arrows.push(arrows);
        }
        let mut best = OUTSIDE;
        let mut best_score = f32::MIN;
        for (label, reached) in (0..).zip(current) {
            let score = reached + transitions[usize::from(label)][usize::from(OUTSIDE)];
            if score > best_score {
                (best, best_score) = (label, score);
            }
        }
        labels.push(best);
        for arrows in self.arrows.iter().rev() {
            best = arrows[usize::from(best)];
            labels.push(best);
        }
        labels[start..].reverse();
    }

    /// Sums over all sequences of labels, forwards and backwards, of the tokens that have these scores.
    pub fn sum(&mut self, scores: &[Row], factors: &Factors) {
        self.emissions.clear();
        self.forward.clear();
        self.scales.clear();
        self.log_sum = 0.0;
        for (place, row) in scores.iter().enumerate() {
            let largest = row[..LABELS].iter().copied().fold(f32::MIN, f32::max);
            let mut emissions = [0.0; STRIDE];
            for label in 0..LABELS {
                emissions[label] = (row[label] - largest).max(-30.0).exp();
            }
            let mut reached = [0.0; STRIDE];
            if place == 0 {
                reached = factors[usize::from(OUTSIDE)];
            } else {
                for (weight, factors) in self.forward[place - 1].iter().zip(factors) {
                    for (sum, factor) in reached.iter_mut().zip(factors) {
                        *sum += weight * factor;
                    }
                }
            }
            for (sum, emission) in reached.iter_mut().zip(&emissions) {
                *sum *= emission;
            }
            let scale = reached.iter().sum::<f32>().max(f32::MIN_POSITIVE);
            for sum in &mut reached {
                *sum /= scale;
            }
            self.emissions.push(emissions);
            self.forward.push(reached);
            self.scales.push(scale);
            self.log_sum += f64::from(scale.ln() + largest);
        }
        self.sum_backwards(factors);
    }

    fn sum_backwards(&mut self, factors: &Factors) {
        let Some(last) = self.forward.len().checked_sub(1) else {
            return;
        };
        self.backward.clear();
        self.backward.resize(last + 1, [0.0; STRIDE]);
        let ends: Row = std::array::from_fn(|label| factors.get(label).map_or(0.0, |row| row[usize::from(OUTSIDE)]));
        let end: f32 = self.forward[last].iter().zip(&ends).map(|(reached, factor)| reached * factor).sum();
        let end = end.max(f32::MIN_POSITIVE);
        self.log_sum += f64::from(end.ln());
        self.backward[last] = ends.map(|factor| factor / end);
        for place in (0..last).rev() {
            let weighed = self.weighed(place + 1);
            for (label, factors) in factors.iter().enumerate() {
                self.backward[place][label] =
                    factors.iter().zip(&weighed).map(|(factor, weight)| factor * weight).sum();
            }
        }
    }

    /// What goes on from each label of a token, the token's own factor among it.
    fn weighed(&self, place: usize) -> Row {
        std::array::from_fn(|label| self.emissions[place][label] * self.backward[place][label] / self.scales[place])
    }

    /// The probabilities of the labels of a token of those that were summed last.
    pub fn probabilities(&self, place: usize) -> Row {
        std::array::from_fn(|label| self.forward[place][label] * self.backward[place][label])
    }

    /// Hands over the probability of each pair of labels at a token and the one before it.
    pub fn each_pair(&self, place: usize, factors: &Factors, mut take: impl FnMut(usize, usize, f32)) {
        let weighed = self.weighed(place);
        for (before, factors) in factors.iter().enumerate() {
            let reached = self.forward[place - 1][before];
            if reached > 1e-6 {
                for label in 0..LABELS {
                    take(before, label, reached * factors[label] * weighed[label]);
                }
            }
        }
    }

    /// How probable it is that tokens `from..to` have just these labels.
    pub(super) fn probability(&self, from: usize, labels: &[u8], factors: &Factors) -> f32 {
        let Some(last) = labels.len().checked_sub(1) else {
            return 1.0;
        };
        let mut probability = self.forward[from][usize::from(labels[0])];
        for place in from + 1..=from + last {
            let (before, label) = (usize::from(labels[place - from - 1]), usize::from(labels[place - from]));
            probability *= factors[before][label] * self.emissions[place][label] / self.scales[place];
        }
        (probability * self.backward[from + last][usize::from(labels[last])]).min(1.0)
    }
}

/// A row has room for all labels.
const _: () = assert!(LABELS <= STRIDE);
