//! Finds people, organisations and places in English text, offline: a linear-chain conditional random field over hashed
//! features, with a gazetteer and word clusters, all of it in the program.
//!
//! In: the texts of one article. Out: a [`Tagged`] for each place that names someone or something. One text after the other
//! goes through: `tokens` cuts it into sentences and tokens; `document` interns the words and finds the spans in which names can stand;
//! `words` and `features` say what is looked at; `model` weighs it; `lattice` finds the most probable labels.
//!
//! [`learning`] has what those need who make a model; what the model in the program has learned from, and what it scores, stands in
//! `data/README.md` beside it.

mod agreement;
mod document;
mod features;
mod hash;
mod label;
mod lattice;
pub mod learning;
mod lexicon;
mod model;
mod second_pass;
mod tagged;
#[cfg(test)]
mod tests;
mod tokens;
mod words;

use std::path::Path;
use std::sync::{Arc, LazyLock};

use crate::error::{Error, Result};

use document::{Document, Span};
use lattice::{Factors, Lattice, Row, factors};
use lexicon::Lexicon;
use model::{Scores, Transitions, Weights};
use second_pass::DocumentLabels;
use tokens::Tokens;
use words::{HERE, OFFSETS, Words};

pub use tagged::Tagged;

/// The model that the program carries.
static ENGLISH: &[u8] = include_bytes!("data/english.model");

/// Longer texts are read in pieces of about so many bytes, cut at a blank. No article is so long; files that are none are.
const PIECE_BYTES: usize = 1 << 19;

/// Weights with what their transitions come to.
struct Pass {
    weights: Weights,
    factors: Factors,
}

impl Pass {
    fn of(weights: Weights) -> Self {
        Self { factors: factors(&weights.transitions), weights }
    }
}

/// What is learned: the first pass over the words, and the second, which knows the labels of the first.
struct Model {
    first: Pass,
    second: Option<Pass>,
    /// Hash of the file.
    fingerprint: u64,
}

/// Finds names with one model. A clone shares the model and has memory of its own, 25 MB at most: one for each thread.
pub struct Tagger {
    model: Arc<Model>,
    words: Words,
    document: Document,
    document_labels: DocumentLabels,
    tokens: Tokens,
    lattice: Lattice,
    /// Scores of the tokens of all spans.
    scores: Vec<Row>,
    /// Labels of all tokens.
    labels: Vec<u8>,
    best: Vec<u8>,
}

impl std::fmt::Debug for Tagger {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Tagger")
            .field("rows_used", &self.model.first.weights.rows_used())
            .finish_non_exhaustive()
    }
}

impl Clone for Tagger {
    fn clone(&self) -> Self {
        Self::of_model(Arc::clone(&self.model))
    }
}

impl Tagger {
    /// The one that the program carries.
    ///
    /// # Panics
    ///
    /// Never: the program's own model is read by a test.
    pub fn english() -> Self {
        static MODEL: LazyLock<Arc<Model>> =
            LazyLock::new(|| Arc::new(Model::read(ENGLISH).expect("the program's own model can be read")));
        Self::of_model(Arc::clone(&MODEL))
    }

    /// The one in a file that [`Tagger::to_bytes`] filled.
    ///
    /// # Errors
    ///
    /// When the file cannot be read, or is no model of this version.
    pub fn read(path: &Path) -> Result<Self> {
        let bytes = std::fs::read(path).map_err(Error::io(path))?;
        let model = Model::read(&bytes).map_err(|what| Error::Usage(format!("{}: {what}", path.display())))?;
        Ok(Self::of_model(Arc::new(model)))
    }

    /// What tells this model apart from others; 0 for one that was trained and not read from its file.
    pub fn fingerprint(&self) -> u64 {
        self.model.fingerprint
    }

    /// The model as its file has it.
    ///
    /// # Panics
    ///
    /// When memory runs out.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        for pass in std::iter::once(&self.model.first).chain(&self.model.second) {
            pass.weights.write(&mut bytes).expect("memory takes what is written");
        }
        bytes
    }

    fn of_model(model: Arc<Model>) -> Self {
        Self {
            model,
            words: Words::default(),
            document: Document::default(),
            document_labels: DocumentLabels::default(),
            tokens: Tokens::default(),
            lattice: Lattice::default(),
            scores: Vec::new(),
            labels: Vec::new(),
            best: Vec::new(),
        }
    }

    /// Finds the names in texts that belong together, such as headline and body: what one says of a word helps with the
    /// other. They come in the order of the texts. Of a text of more than 512 KiB, pieces of that size are read apart, so that
    /// memory stays bounded.
    pub fn tag(&mut self, texts: &[&str]) -> Vec<Tagged> {
        if texts.iter().map(|text| text.len()).sum::<usize>() <= PIECE_BYTES {
            let whole: Vec<(usize, &str)> = texts.iter().map(|text| (0, *text)).collect();
            return self.tag_piece(&whole);
        }
        let mut tagged = Vec::new();
        for (number, text) in texts.iter().enumerate() {
            for (start, piece) in pieces(text) {
                let found = self.tag_piece(&[(start, piece)]);
                tagged.extend(found.into_iter().map(|found| Tagged { text: number, ..found }));
            }
        }
        tagged
    }

    /// Finds the names in texts that stand at these bytes of longer ones.
    fn tag_piece(&mut self, pieces: &[(usize, &str)]) -> Vec<Tagged> {
        self.begin();
        self.tokens.clear();
        let lexicon = Lexicon::embedded();
        let mut text_ends = Vec::with_capacity(pieces.len());
        for (_, text) in pieces {
            let first = self.tokens.sentence_ends.len();
            tokens::tokenize(text, &mut self.tokens);
            for sentence in self.tokens.sentences(first, text) {
                self.document.add_sentence(sentence, &mut self.words, lexicon);
            }
            text_ends.push(self.tokens.tokens.len());
        }
        self.label();
        let texts: Vec<&str> = pieces.iter().map(|(_, text)| *text).collect();
        let mut tagged = Vec::new();
        for (Span { from, to, .. }, rows) in self.document.scored_spans() {
            if self.labels[from..to].iter().all(|label| *label == label::OUTSIDE) {
                continue;
            }
            let text = text_ends.partition_point(|end| *end <= from);
            let factors = &self.model.last().factors;
            self.lattice.sum(&self.scores[rows], factors);
            for (first, end, kind) in label::names(&self.labels[from..to]) {
                let labels = &self.labels[from + first..from + end];
                let probability = self.lattice.probability(first, labels, factors);
                let start = self.tokens.tokens[from + first].start as usize;
                let end = self.tokens.tokens[from + end - 1].end as usize;
                tagged.push(Tagged { text, start, end, kind, probability });
            }
        }
        agreement::agree(&texts, &mut tagged);
        let text_of = |place| text_ends.partition_point(|end| *end <= place);
        let (document, words, tokens) = (&self.document, &self.words, &self.tokens.tokens);
        let more = agreement::known_elsewhere(&texts, &tagged, document, words, tokens, &self.labels, text_of);
        if !more.is_empty() {
            tagged.extend(more);
            tagged.sort_by_key(|name| (name.text, name.start));
        }
        for name in &mut tagged {
            let (start, _) = pieces[name.text];
            (name.start, name.end) = (name.start + start, name.end + start);
        }
        tagged
    }

    fn begin(&mut self) {
        if self.words.make_room() {
            self.document_labels.clear();
            self.document.forget_words();
        }
        self.document.clear();
    }

    /// Scores the tokens of all spans and labels all tokens.
    fn label(&mut self) {
        self.document.finish(&self.words, Lexicon::embedded());
        self.run_first_pass();
        if self.model.second.is_some() {
            self.run_second_pass();
        }
    }

    /// The first pass.
    fn run_first_pass(&mut self) {
        let Self { model, words, document, scores, .. } = self;
        scores.clear();
        for span in &document.spans {
            let sentence = document.sentences[span.sentence];
            let seen = sentence.from.max(span.from.saturating_sub(HERE))..sentence.to.min(span.to + HERE);
            document.words[seen].iter().for_each(|id| words.sum_up(*id, &model.first.weights));
            for place in span.from..span.to {
                let mut sum = Scores::default();
                for offset in 0..OFFSETS {
                    let neighbour = (place + offset).checked_sub(HERE);
                    let neighbour = neighbour.filter(|at| (sentence.from..sentence.to).contains(at));
                    if let Some(of_word) = neighbour.and_then(|at| words.sum(document.words[at], offset)) {
                        sum.add(of_word);
                    }
                }
                let weights = &model.first.weights;
                features::each_feature(document, words, place, &mut |feature| weights.add(feature, &mut sum));
                scores.push(sum.0.map(|score| f32::from(score) * weights.step()));
            }
        }
        let model = Arc::clone(&self.model);
        self.decode(&model.first.weights.transitions);
    }

    /// The second, which adds to the scores of the first what its labels say.
    fn run_second_pass(&mut self) {
        let Self { model, words, document, document_labels, scores, labels, .. } = self;
        let Some(second) = &model.second else {
            return;
        };
        document_labels.gather(document, words, labels);
        let places = document.spans.iter().flat_map(|span| span.from..span.to);
        for (place, row) in places.zip(scores) {
            let mut sum = Scores::default();
            let weights = &second.weights;
            document_labels.each_feature(document, words, labels, place, &mut |feature| weights.add(feature, &mut sum));
            for (score, added) in row.iter_mut().zip(sum.0) {
                *score += f32::from(added) * weights.step();
            }
        }
        let transitions = second.weights.transitions;
        self.decode(&transitions);
    }

    fn decode(&mut self, transitions: &Transitions) {
        let Self { document, lattice, scores, labels, best, .. } = self;
        labels.clear();
        labels.resize(document.words.len(), label::OUTSIDE);
        for (span, rows) in document.scored_spans() {
            best.clear();
            lattice.best(&scores[rows], transitions, best);
            labels[span.from..span.to].copy_from_slice(best);
        }
    }
}

/// A text in pieces, each with the byte at which it begins.
fn pieces(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut start = 0;
    std::iter::from_fn(move || {
        let rest = text.get(start..).filter(|rest| !rest.is_empty())?;
        let mut end = PIECE_BYTES.min(rest.len());
        while !rest.is_char_boundary(end) {
            end -= 1;
        }
        if end < rest.len() {
            end = rest[..end].rfind([' ', '\n']).filter(|blank| *blank > 0).unwrap_or(end);
        }
        let piece = (start, &rest[..end]);
        start += end;
        Some(piece)
    })
}

impl Model {
    /// The pass whose labels are the result.
    fn last(&self) -> &Pass {
        self.second.as_ref().unwrap_or(&self.first)
    }

    fn read(mut file: &[u8]) -> std::result::Result<Self, String> {
        let fingerprint = xxhash_rust::xxh3::xxh3_64(file);
        let first = Pass::of(Weights::read(&mut file)?);
        let second = if file.is_empty() { None } else { Some(Pass::of(Weights::read(&mut file)?)) };
        Ok(Self { first, second, fingerprint })
    }
}
