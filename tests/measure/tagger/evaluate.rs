//! Measures a tagger against marked texts: a name counts when its first and last character and its kind are right.

use std::collections::BTreeSet;
use std::time::Instant;

use morgue::article::EntityKind;
use morgue::enrich::tagger::Tagger;
use morgue::enrich::tagger::learning::names;

use crate::corpus::MarkedText;

/// What was found, what was there, what of it was right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Score {
    /// Names that were found.
    pub(crate) found: u64,
    /// Names that are marked.
    pub(crate) marked: u64,
    /// Names that are both.
    pub(crate) right: u64,
}

impl Score {
    /// Share of the found that is right, in percent.
    pub(crate) fn precision(&self) -> f64 {
        percent(self.right, self.found)
    }

    /// Share of the marked that was found, in percent.
    pub(crate) fn recall(&self) -> f64 {
        percent(self.right, self.marked)
    }

    /// Harmonic mean of both, in percent.
    pub(crate) fn f1(&self) -> f64 {
        percent(2 * self.right, self.found + self.marked)
    }
}

#[expect(clippy::cast_precision_loss, reason = "no corpus has 2^52 names")]
fn percent(part: u64, whole: u64) -> f64 {
    if whole == 0 { 0.0 } else { 100.0 * part as f64 / whole as f64 }
}

/// The scores of a tagger on some texts.
#[derive(Clone, Debug, Default)]
pub(crate) struct Evaluation {
    /// Names of each kind.
    pub(crate) kinds: Vec<(EntityKind, Score)>,
    /// Bytes of text.
    pub(crate) bytes: usize,
    /// Seconds it took, cutting into tokens among them.
    pub(crate) seconds: f64,
    /// Names that were found and are not marked (`true`), or the reverse, with their sentence, to learn from.
    pub(crate) mistakes: Vec<(bool, EntityKind, String, String)>,
}

impl Evaluation {
    /// All kinds together.
    pub(crate) fn all(&self) -> Score {
        self.kinds.iter().fold(Score::default(), |sum, (_, score)| Score {
            found: sum.found + score.found,
            marked: sum.marked + score.marked,
            right: sum.right + score.right,
        })
    }
}

/// Measures a tagger on texts, made running text again, one sentence a line; with `given_tokens` it is told where the tokens are.
pub(crate) fn evaluate(tagger: &mut Tagger, texts: &[MarkedText], given_tokens: bool) -> Evaluation {
    let mut evaluation = Evaluation {
        kinds: EntityKind::ALL.iter().map(|kind| (*kind, Score::default())).collect(),
        ..Evaluation::default()
    };
    for text in texts {
        let (running, places) = running_text(text);
        let marked: BTreeSet<_> = text
            .sentences
            .iter()
            .zip(&places)
            .flat_map(|(sentence, places)| {
                names(&sentence.labels).map(|(from, to, kind)| (places[from].0, places[to - 1].1, kind))
            })
            .collect();
        evaluation.bytes += running.len();
        let started = Instant::now();
        let found: BTreeSet<_> = if given_tokens {
            tag_tokens(tagger, text, &places)
        } else {
            tagger.tag(&[&running]).iter().map(|tagged| (tagged.start, tagged.end, tagged.kind)).collect()
        };
        evaluation.seconds += started.elapsed().as_secs_f64();
        for (kind, score) in &mut evaluation.kinds {
            let of_kind = |names: &BTreeSet<(usize, usize, EntityKind)>| {
                names.iter().filter(|name| name.2 == *kind).count() as u64
            };
            score.found += of_kind(&found);
            score.marked += of_kind(&marked);
            score.right += of_kind(&found.intersection(&marked).copied().collect());
        }
        for (is_found, (start, end, kind)) in found
            .difference(&marked)
            .map(|name| (true, *name))
            .chain(marked.difference(&found).map(|name| (false, *name)))
        {
            let line = running[..start].rfind('\n').map_or(0, |before| before + 1);
            let line_end = running[end..].find('\n').map_or(running.len(), |behind| end + behind);
            let name = running[start..end].to_owned();
            evaluation.mistakes.push((is_found, kind, name, running[line..line_end].to_owned()));
        }
    }
    evaluation
}

fn tag_tokens(
    tagger: &mut Tagger,
    text: &MarkedText,
    places: &[Vec<(usize, usize)>],
) -> BTreeSet<(usize, usize, EntityKind)> {
    let labelled = tagger.label_sentences(&text.tokens());
    let mut found = BTreeSet::new();
    for (sentence, places) in labelled.iter().zip(places) {
        let labels: Vec<u8> = sentence.iter().map(|(label, _)| *label).collect();
        found.extend(names(&labels).map(|(from, to, kind)| (places[from].0, places[to - 1].1, kind)));
    }
    found
}

/// Tokens that stand directly behind the one before them.
const CLOSING: &[&str] = &[
    ",", ".", ";", ":", "!", "?", ")", "]", "}", "%", "''", "'s", "'S", "n't", "'re", "'ve", "'ll", "'d", "'m", "’s",
    "...", "'",
];

/// A text as it was before it was cut into tokens, as far as that can be told: one sentence a line; and the bytes at which
/// each token stands.
fn running_text(text: &MarkedText) -> (String, Vec<Vec<(usize, usize)>>) {
    let mut running = String::new();
    let mut places = Vec::with_capacity(text.sentences.len());
    for sentence in &text.sentences {
        let mut of_sentence = Vec::with_capacity(sentence.tokens.len());
        let (mut is_quoting, mut is_glued) = (false, true);
        for token in &sentence.tokens {
            let closes_quote = matches!(token.as_str(), "''" | "”") || (token == "\"" && is_quoting);
            let is_quote = closes_quote || matches!(token.as_str(), "\"" | "``" | "“");
            if !is_glued && !closes_quote && (is_quote || !CLOSING.contains(&token.as_str())) {
                running.push(' ');
            }
            of_sentence.push((running.len(), running.len() + token.len()));
            running.push_str(token);
            if is_quote {
                is_quoting = !closes_quote;
            }
            is_glued = (is_quote && !closes_quote) || matches!(token.as_str(), "(" | "[" | "{" | "$" | "£" | "#");
        }
        running.push('\n');
        places.push(of_sentence);
    }
    (running, places)
}
