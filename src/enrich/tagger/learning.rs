//! What a program needs that trains a [`Tagger`] or measures one token by token: the labels, the features of sentences, the
//! sums over all sequences of labels, and weights of real numbers made into those of a model.
//!
//! In: sentences that are cut into tokens. Out: a [`Sequence`] for each run of tokens in which names can stand. From them a
//! trainer learns [`Weights`], and [`Tagger::of_weights`] makes a tagger of these. Who only looks for names needs none of it.
//! The trainer of this project is the program `morgue-tagger` in `tests/measure`.

use std::ops::Range;
use std::sync::Arc;

use super::document::{Document, Span};
use super::features;
use super::lexicon::Lexicon;
use super::tokens::{Tokens, tokenize};
use super::words::{HERE, OFFSETS, Words};
use super::{Model, Pass, Tagger};

pub use super::label::{LABELS, OUTSIDE, Part, label, may_follow, meaning, names, set_name};
pub use super::lattice::{Factors, Lattice, Row, factors};
pub use super::model::{NEVER, STRIDE, Transitions, Weights, blank_transitions, row};

/// A run of tokens in which names can stand, with what a tagger looks at; all other tokens are outside of any name.
#[derive(Clone, Debug)]
pub struct Sequence {
    /// Number of its sentence.
    pub sentence: usize,
    /// Its tokens among those of the sentence.
    pub tokens: Range<usize>,
    /// The features of each token; [`row`] tells which weights belong to one.
    pub features: Vec<Vec<u64>>,
    /// The scores that each token has before these features are weighed; empty where it has none.
    pub scores: Vec<Row>,
}

/// Cuts a text into sentences, and these into tokens, as a tagger does.
pub fn sentences(text: &str) -> Vec<Vec<&str>> {
    let mut tokens = Tokens::default();
    tokenize(text, &mut tokens);
    tokens.sentences(0, text).map(Iterator::collect).collect()
}

/// Reads the features at which a tagger looks first, of one text after the other.
#[derive(Default)]
pub struct FeatureReader {
    words: Words,
    document: Document,
}

impl std::fmt::Debug for FeatureReader {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("FeatureReader").field("words", &self.words.len()).finish_non_exhaustive()
    }
}

impl FeatureReader {
    /// The sequences of a text in their order; what one sentence says of a word is seen in the others.
    pub fn read(&mut self, sentences: &[Vec<&str>]) -> Vec<Sequence> {
        let Self { words, document } = self;
        if words.make_room() {
            document.forget_words();
        }
        document.clear();
        for sentence in sentences {
            document.add_sentence(sentence.iter().copied(), words, Lexicon::embedded());
        }
        document.finish(words, Lexicon::embedded());
        let sequence = |span: &Span| {
            let features = (span.from..span.to).map(|place| first_features(document, words, place));
            Sequence::new(document, *span, features.collect(), Vec::new())
        };
        document.spans.iter().map(sequence).collect()
    }
}

/// All features of a token: those of single words at each offset, and those of more than one.
fn first_features(document: &Document, words: &Words, place: usize) -> Vec<u64> {
    let sentence = document.sentence(place);
    let mut all = Vec::new();
    let mut take = |feature| all.push(feature);
    for offset in 0..OFFSETS {
        let neighbour = (place + offset).checked_sub(HERE);
        if let Some(there) = neighbour.filter(|there| (sentence.from..sentence.to).contains(there)) {
            words.each_feature(document.words[there], offset, &mut take);
        }
    }
    features::each_feature(document, words, place, &mut take);
    all
}

impl Sequence {
    fn new(document: &Document, span: Span, features: Vec<Vec<u64>>, scores: Vec<Row>) -> Self {
        let begin = document.sentences[span.sentence].from;
        Self { sentence: span.sentence, tokens: span.from - begin..span.to - begin, features, scores }
    }
}

impl Tagger {
    /// One with these weights: those of the first pass, and those of a second pass, if it shall have one.
    pub fn of_weights(first: Weights, second: Option<Weights>) -> Self {
        Self::of_model(Arc::new(Model { first: Pass::of(first), second: second.map(Pass::of), fingerprint: 0 }))
    }

    /// The label of each token of a text, with the probabilities of all labels, sentence by sentence. What the text as a whole
    /// says of a name, which [`Tagger::tag`] knows, is left out.
    pub fn label_sentences(&mut self, sentences: &[Vec<&str>]) -> Vec<Vec<(u8, Row)>> {
        let mut certain = Row::default();
        certain[usize::from(OUTSIDE)] = 1.0;
        let mut labelled: Vec<Vec<_>> =
            sentences.iter().map(|sentence| vec![(OUTSIDE, certain); sentence.len()]).collect();
        self.read_sentences(sentences);
        for (span, rows) in self.document.scored_spans() {
            self.lattice.sum(&self.scores[rows], &self.model.last().factors);
            let begin = self.document.sentences[span.sentence].from;
            for place in span.from..span.to {
                let probabilities = self.lattice.probabilities(place - span.from);
                labelled[span.sentence][place - begin] = (self.labels[place], probabilities);
            }
        }
        labelled
    }

    /// The sequences of a text with what a second pass would see, now that this tagger has labelled its tokens. They begin with the
    /// scores of this tagger.
    pub fn second_pass(&mut self, sentences: &[Vec<&str>]) -> Vec<Sequence> {
        self.read_sentences(sentences);
        let Self { words, document, document_labels, scores, labels, .. } = self;
        document_labels.gather(document, words, labels);
        let sequence = |(span, scored): (Span, Range<usize>)| {
            let features = |place| {
                let mut all = Vec::new();
                document_labels.each_feature(document, words, labels, place, &mut |feature| all.push(feature));
                all
            };
            let features = (span.from..span.to).map(features).collect();
            Sequence::new(document, span, features, scores[scored].to_vec())
        };
        document.scored_spans().map(sequence).collect()
    }

    fn read_sentences(&mut self, sentences: &[Vec<&str>]) {
        self.begin();
        for sentence in sentences {
            self.document.add_sentence(sentence.iter().copied(), &mut self.words, Lexicon::embedded());
        }
        self.label();
    }
}
