//! Learns the weights of the tagger from marked texts: stochastic gradient descent on the likelihood of a linear-chain
//! conditional random field, with averaged weights. The same texts in the same order give the same model, bit for bit.

use morgue::enrich::tagger::Tagger;
use morgue::enrich::tagger::learning::{
    Factors, FeatureReader, LABELS, Lattice, NEVER, OUTSIDE, Row, STRIDE, Sequence, Transitions, Weights,
    blank_transitions, factors, may_follow, names, row, set_name,
};

use crate::corpus::{MarkedSentence, MarkedText};

/// How a model is trained.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Training {
    /// The table has `2^bits` rows; more rows mean fewer features that share one, and a larger file.
    pub(crate) bits: u32,
    /// How often all texts are gone through.
    pub(crate) epochs: usize,
    /// Over so many of the last epochs the weights are averaged.
    pub(crate) averaged_epochs: usize,
    /// The first step; later ones are shorter.
    pub(crate) rate: f32,
    /// Pulls weights to zero, as if there were so much to say for zero beside all sentences together.
    pub(crate) regularization: f32,
    /// The second pass learns from the labels of so many taggers, each trained without a part of the texts; 0 or 1 for no second
    /// pass.
    pub(crate) folds: usize,
}

impl Default for Training {
    /// What served best on the development texts.
    fn default() -> Self {
        Self { bits: 18, epochs: 10, averaged_epochs: 5, rate: 0.03, regularization: 1.0, folds: 4 }
    }
}

/// Steps over transitions are shorter than those over features: each is met in every sentence.
const TRANSITION_RATE: f32 = 0.5;
const TRANSITION_LARGEST: f32 = 10.0;
/// A gradient smaller than this moves nothing.
const GRADIENT_MIN: f32 = 1e-3;
/// The second pass has a table of `2^SECOND_BITS` rows.
const SECOND_BITS: u32 = 14;
/// Averages are taken so often in an epoch.
const AVERAGES_PER_EPOCH: usize = 4;

/// Trains a tagger; `progress` is told what is being trained, the epoch, from 1, and the mean loss of a sequence in it.
pub(crate) fn train(texts: &[MarkedText], training: &Training, progress: &mut dyn FnMut(&str, usize, f64)) -> Tagger {
    let examples = examples(texts, training.bits);
    let all: Vec<usize> = (0..examples.len()).collect();
    let first =
        descend(&examples, all, training.bits, None, training, &mut |epoch, loss| progress("first pass", epoch, loss));
    let second = (training.folds > 1).then(|| {
        let examples = second_examples(texts, &examples, training, progress);
        let all = (0..examples.len()).collect();
        descend(&examples, all, SECOND_BITS, Some(&first.transitions), training, &mut |epoch, loss| {
            progress("second pass", epoch, loss);
        })
    });
    Tagger::of_weights(first, second)
}

/// What the second pass learns from: each text with the labels that a tagger gave it which had not learned from it.
fn second_examples(
    texts: &[MarkedText],
    examples: &[Example],
    training: &Training,
    progress: &mut dyn FnMut(&str, usize, f64),
) -> Vec<Example> {
    let mut second: Vec<Example> = Vec::with_capacity(examples.len());
    for fold in 0..training.folds {
        let others = (0..examples.len()).filter(|place| examples[*place].text % training.folds != fold).collect();
        let name = format!("fold {} of {}", fold + 1, training.folds);
        let weights =
            descend(examples, others, training.bits, None, training, &mut |epoch, loss| progress(&name, epoch, loss));
        let mut tagger = Tagger::of_weights(weights, None);
        for (number, text) in texts.iter().enumerate().filter(|(number, _)| number % training.folds == fold) {
            let sequences = tagger.second_pass(&text.tokens());
            second.extend(sequences.into_iter().map(|sequence| Example::new(number, text, sequence, SECOND_BITS)));
        }
    }
    second
}

/// Goes through some of the examples, again and again.
fn descend(
    examples: &[Example],
    mut order: Vec<usize>,
    bits: u32,
    transitions: Option<&Transitions>,
    training: &Training,
    progress: &mut dyn FnMut(usize, f64),
) -> Weights {
    let mut descent = Descent::new(training, bits, order.len());
    descent.keeps_transitions = transitions.is_some();
    descent.transitions = transitions.copied().unwrap_or(descent.transitions);
    for epoch in 1..=training.epochs {
        descent.random.shuffle(&mut order);
        let is_averaged = epoch + training.averaged_epochs > training.epochs;
        progress(epoch, descent.epoch(examples, &order, is_averaged));
    }
    descent.finish(bits)
}

/// One sequence of tokens with its features and what is right.
struct Example {
    /// Number of its text.
    text: usize,
    /// Rows of the features, token by token.
    rows: Vec<u32>,
    ends: Vec<u32>,
    /// Scores to begin with; empty where there are none.
    base: Vec<Row>,
    labels: Vec<u8>,
    /// Empty where nothing is in doubt.
    probabilities: Vec<Row>,
}

fn examples(texts: &[MarkedText], bits: u32) -> Vec<Example> {
    let mut reader = FeatureReader::default();
    let mut examples = Vec::new();
    for (number, text) in texts.iter().enumerate() {
        let sequences = reader.read(&text.tokens());
        examples.extend(sequences.into_iter().map(|sequence| Example::new(number, text, sequence, bits)));
    }
    examples
}

impl Example {
    /// A sequence of a text, with a row of `2^bits` for each feature.
    fn new(number: usize, text: &MarkedText, sequence: Sequence, bits: u32) -> Self {
        let sentence: &MarkedSentence = &text.sentences[sequence.sentence];
        let (from, to) = (sequence.tokens.start, sequence.tokens.end);
        let mut labels = vec![OUTSIDE; to - from];
        let inside = names(&sentence.labels).filter(|(first, end, _)| *first >= from && *end <= to);
        for (first, end, kind) in inside {
            set_name(&mut labels, first - from, end - from, kind);
        }
        let (mut rows, mut ends) = (Vec::new(), Vec::new());
        for features in sequence.features {
            rows.extend(features.iter().map(|feature| u32::try_from(row(*feature, bits)).unwrap_or(0)));
            ends.push(u32::try_from(rows.len()).unwrap_or(u32::MAX));
        }
        let probabilities = sentence.probabilities.get(from..to).map(possible).unwrap_or_default();
        Self { text: number, rows, ends, base: sequence.scores, labels, probabilities }
    }
}

/// The rows without what cannot be at the ends of a sequence; none if they are all certain.
fn possible(rows: &[Row]) -> Vec<Row> {
    if rows.iter().all(|row| row.iter().any(|probability| *probability > 0.98)) {
        return Vec::new();
    }
    let mut rows = rows.to_vec();
    let last = rows.len() - 1;
    for label in 0..u8::try_from(LABELS).unwrap_or(0) {
        if !may_follow(OUTSIDE, label) {
            rows[0][usize::from(label)] = 0.0;
        }
        if !may_follow(label, OUTSIDE) {
            rows[last][usize::from(label)] = 0.0;
        }
    }
    for row in &mut rows {
        let sum: f32 = row.iter().sum();
        if sum > 0.0 {
            for probability in row.iter_mut() {
                *probability /= sum;
            }
        } else {
            row[usize::from(OUTSIDE)] = 1.0;
        }
    }
    rows
}

/// Gradient descent under way. Weights are kept divided by `scale`, so that all shrink in one step.
struct Descent {
    weights: Vec<f32>,
    scale: f32,
    transitions: Transitions,
    keeps_transitions: bool,
    shrinking: f64,
    steps_before: f64,
    steps: f64,
    sum: Vec<f32>,
    transitions_sum: Transitions,
    averages: f32,
    lattice: Lattice,
    scores: Vec<Row>,
    random: Random,
}

impl Descent {
    fn new(training: &Training, bits: u32, examples: usize) -> Self {
        #[expect(clippy::cast_precision_loss, reason = "no corpus has 2^52 sequences")]
        let shrinking = f64::from(training.regularization) / examples.max(1) as f64;
        Self {
            weights: vec![0.0; STRIDE << bits],
            scale: 1.0,
            transitions: blank_transitions(),
            keeps_transitions: false,
            shrinking,
            steps_before: 1.0 / (shrinking * f64::from(training.rate)),
            steps: 0.0,
            sum: vec![0.0; STRIDE << bits],
            transitions_sum: [[0.0; LABELS]; LABELS],
            averages: 0.0,
            lattice: Lattice::default(),
            scores: Vec::new(),
            random: Random(12_345),
        }
    }

    fn epoch(&mut self, examples: &[Example], order: &[usize], is_averaged: bool) -> f64 {
        let between = (order.len() / AVERAGES_PER_EPOCH).max(1);
        let mut loss = 0.0;
        for (done, place) in (1..).zip(order) {
            loss += self.step(&examples[*place]);
            if is_averaged && done % between == 0 {
                self.average();
            }
        }
        #[expect(clippy::cast_precision_loss, reason = "no corpus has 2^52 sequences")]
        let mean = loss / order.len().max(1) as f64;
        mean
    }

    fn step(&mut self, example: &Example) -> f64 {
        self.score(example);
        let factors = factors(&self.transitions);
        self.lattice.sum(&self.scores, &factors);
        if !self.lattice.log_sum.is_finite() {
            return 0.0;
        }
        let loss = self.lattice.log_sum - self.score_of(&example.labels);
        #[expect(clippy::cast_possible_truncation, reason = "a rate is a small number")]
        let rate = (1.0 / (self.shrinking * (self.steps_before + self.steps))) as f32;
        self.steps += 1.0;
        #[expect(clippy::cast_possible_truncation, reason = "a share of one")]
        let kept = (1.0 - f64::from(rate) * self.shrinking) as f32;
        self.scale *= kept;
        self.move_weights(example, rate / self.scale);
        if !self.keeps_transitions {
            self.move_transitions(example, &factors, rate * TRANSITION_RATE);
        }
        if self.scale < 1e-4 {
            self.weights.iter_mut().for_each(|weight| *weight *= self.scale);
            self.scale = 1.0;
        }
        loss
    }

    fn score(&mut self, example: &Example) {
        self.scores.clear();
        let mut from = 0;
        for (place, end) in example.ends.iter().enumerate() {
            let mut sum = [0.0; STRIDE];
            for row in &example.rows[from..*end as usize] {
                let start = *row as usize * STRIDE;
                for (sum, weight) in sum.iter_mut().zip(&self.weights[start..start + STRIDE]) {
                    *sum += weight;
                }
            }
            let base = example.base.get(place).copied().unwrap_or_default();
            self.scores.push(std::array::from_fn(|label| base[label] + sum[label] * self.scale));
            from = *end as usize;
        }
    }

    fn score_of(&self, labels: &[u8]) -> f64 {
        let mut before = OUTSIDE;
        let mut score = 0.0;
        for (label, scores) in labels.iter().zip(&self.scores) {
            score +=
                f64::from(scores[usize::from(*label)] + self.transitions[usize::from(before)][usize::from(*label)]);
            before = *label;
        }
        score + f64::from(self.transitions[usize::from(before)][usize::from(OUTSIDE)])
    }

    fn move_weights(&mut self, example: &Example, rate: f32) {
        let mut from = 0;
        for (place, end) in example.ends.iter().enumerate() {
            let rows = &example.rows[from..*end as usize];
            from = *end as usize;
            let mut gradient = self.lattice.probabilities(place);
            let wanted = wanted(example, place);
            for (gradient, wanted) in gradient.iter_mut().zip(&wanted) {
                *gradient -= wanted;
            }
            if gradient.iter().all(|gradient| gradient.abs() < GRADIENT_MIN) {
                continue;
            }
            let moved = gradient.map(|gradient| gradient * rate);
            for row in rows {
                let start = *row as usize * STRIDE;
                for (weight, moved) in self.weights[start..start + STRIDE].iter_mut().zip(&moved) {
                    *weight -= moved;
                }
            }
        }
    }

    fn move_transitions(&mut self, example: &Example, factors: &Factors, rate: f32) {
        let mut gradient = [[0.0_f32; STRIDE]; LABELS];
        let last = example.labels.len() - 1;
        let (first_row, last_row) = (self.lattice.probabilities(0), self.lattice.probabilities(last));
        let (first_wanted, last_wanted) = (wanted(example, 0), wanted(example, last));
        let outside = usize::from(OUTSIDE);
        for label in 0..LABELS {
            gradient[outside][label] += first_row[label] - first_wanted[label];
            gradient[label][outside] += last_row[label] - last_wanted[label];
        }
        for place in 1..example.labels.len() {
            self.lattice.each_pair(place, factors, |before, label, probability| gradient[before][label] += probability);
            let is_certain = |place: usize| {
                example.probabilities.is_empty()
                    || example.probabilities[place][usize::from(example.labels[place])] > 0.995
            };
            if is_certain(place - 1) && is_certain(place) {
                gradient[usize::from(example.labels[place - 1])][usize::from(example.labels[place])] -= 1.0;
            } else {
                take_pairs(&example.probabilities[place - 1], &example.probabilities[place], &mut gradient);
            }
        }
        for (transitions, gradient) in self.transitions.iter_mut().zip(&gradient) {
            for (transition, gradient) in
                transitions.iter_mut().zip(gradient).filter(|(transition, _)| **transition > NEVER)
            {
                *transition = (*transition - rate * gradient).clamp(-TRANSITION_LARGEST, TRANSITION_LARGEST);
            }
        }
    }

    fn average(&mut self) {
        for (sum, weight) in self.sum.iter_mut().zip(&self.weights) {
            *sum += weight * self.scale;
        }
        for (sum, transition) in self.transitions_sum.iter_mut().flatten().zip(self.transitions.iter().flatten()) {
            *sum += transition;
        }
        self.averages += 1.0;
    }

    fn finish(mut self, bits: u32) -> Weights {
        if self.averages < 1.0 {
            self.average();
        }
        self.sum.iter_mut().for_each(|weight| *weight /= self.averages);
        self.transitions_sum.iter_mut().flatten().for_each(|transition| *transition /= self.averages);
        Weights::quantized(bits, &self.sum, &self.transitions_sum)
    }
}

fn wanted(example: &Example, place: usize) -> Row {
    match example.probabilities.get(place) {
        Some(row) => *row,
        None => std::array::from_fn(|label| if label == usize::from(example.labels[place]) { 1.0 } else { 0.0 }),
    }
}

/// Takes from the gradient the pairs of labels that two rows of probabilities want: of all tables that have these rows as
/// their sums and no pair that cannot be, the one nearest to independence (iterative proportional fitting). Without it, soft labels
/// would pull the transitions elsewhere than the weights.
fn take_pairs(left: &Row, right: &Row, gradient: &mut [[f32; STRIDE]; LABELS]) {
    const SHARE_MIN: f32 = 0.003;
    const ROUNDS: usize = 6;
    let labels = |row: &Row| -> Vec<usize> { (0..LABELS).filter(|label| row[*label] > SHARE_MIN).collect() };
    let (befores, afters) = (labels(left), labels(right));
    let fits =
        |before: usize, after: usize| may_follow(u8::try_from(before).unwrap_or(0), u8::try_from(after).unwrap_or(0));
    let mut table = [[0.0_f32; STRIDE]; LABELS];
    for before in &befores {
        for after in afters.iter().filter(|after| fits(*before, **after)) {
            table[*before][*after] = left[*before] * right[*after];
        }
    }
    for _ in 0..ROUNDS {
        for before in &befores {
            let sum: f32 = table[*before].iter().sum();
            if sum > 1e-9 {
                table[*before].iter_mut().for_each(|cell| *cell *= left[*before] / sum);
            }
        }
        for after in &afters {
            let sum: f32 = befores.iter().map(|before| table[*before][*after]).sum();
            if sum > 1e-9 {
                for before in &befores {
                    table[*before][*after] *= right[*after] / sum;
                }
            }
        }
    }
    for (gradient, cells) in gradient.iter_mut().zip(&table) {
        for (gradient, cell) in gradient.iter_mut().zip(cells) {
            *gradient -= cell;
        }
    }
}

/// Marsaglia's xorshift (2003): the order of the examples, the same in every run.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn shuffle(&mut self, order: &mut [usize]) {
        for place in (1..order.len()).rev() {
            let other = usize::try_from(self.next() % (place as u64 + 1)).unwrap_or(0);
            order.swap(place, other);
        }
    }
}
