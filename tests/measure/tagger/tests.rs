//! A tagger learns a lesson of two sentences, and marked texts are read in the forms that corpora have.

use morgue::article::EntityKind;
use morgue::enrich::tagger::Tagger;
use morgue::enrich::tagger::learning::names;

use super::corpus::{MarkedText, read_marked_texts, write_labelled};
use super::evaluate::evaluate;
use super::train::{Training, train};

fn marked(name: &str, text: &str) -> Vec<MarkedText> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, text).unwrap();
    read_marked_texts(&path).unwrap()
}

const LESSON: &str = "-DOCSTART-\n\nAnna\tB-PER\nPetrova\tI-PER\nlives\tO\nin\tO\nOslo\tB-LOC\n.\tO\n\nThe\tO\nWorld\tB-ORG\nBank\tI-ORG\n\
    praised\tO\nPetrova\tB-PER\n.\tO\n";

/// A tagger that has learned one text.
fn toy() -> Tagger {
    let training = Training { bits: 10, epochs: 20, folds: 2, ..Training::default() };
    train(&marked("lesson.tsv", LESSON), &training, &mut |_, _, _| {})
}

#[test]
fn a_tagger_learns_what_it_is_shown_and_the_same_lesson_gives_the_same_model() {
    let (first, second) = (toy().to_bytes(), toy().to_bytes());
    assert_eq!(first, second);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("lesson.model");
    std::fs::write(&path, &first).unwrap();
    let mut tagger = Tagger::read(&path).unwrap();
    for given_tokens in [false, true] {
        let evaluation = evaluate(&mut tagger, &marked("lesson.tsv", LESSON), given_tokens);
        assert!((evaluation.all().f1() - 100.0).abs() < 1e-9, "{evaluation:?}");
    }
}

#[test]
fn marked_texts_are_read_in_every_form_that_corpora_have() {
    let rows: &[(&str, &str)] = &[
        (
            "columns and IOB1",
            "-DOCSTART- -X- O O\n\nAnna NNP I-NP I-PER\nPetrova NNP I-NP I-PER\nsaw VBD I-VP O\nOslo NNP I-NP I-LOC\n",
        ),
        ("token and tag by tab, other names of kinds", "Anna\tB-Person\nPetrova\tI-Person\nsaw\tO\nOslo\tB-Facility\n"),
        ("IOBES", "Anna\tB-PER\nPetrova\tE-PER\nsaw\tO\nOslo\tS-LOC\n"),
        (
            "numbered, with comments",
            "# newdoc id = a\n# text = Anna\n1\tAnna\tB-PER\t-\t-\n2\tPetrova\tI-PER\t-\t-\n3\tsaw\tO\t-\t-\n4\tOslo\tB-LOC\t-\t-\n",
        ),
        ("with doubts", "Anna\tB-PER\tB-PER=0.9,O=0.1\nPetrova\tE-PER\nsaw\tO\nOslo\tS-LOC\n"),
    ];
    for (name, text) in rows {
        let texts = marked("corpus.tsv", text);
        let sentence = &texts[0].sentences[0];
        assert_eq!(sentence.tokens, ["Anna", "Petrova", "saw", "Oslo"], "{name}");
        let found: Vec<_> = names(&sentence.labels).collect();
        assert_eq!(found, [(0, 2, EntityKind::Person), (3, 4, EntityKind::Place)], "{name}");
    }
    let error = |text: &str| {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("broken.tsv");
        std::fs::write(&path, text).unwrap();
        read_marked_texts(&path).unwrap_err().to_string()
    };
    assert!(error("Anna\tB-PER\nsaw\tO\nalone\n").contains("line 3: expected a token and its tag"));
    assert!(error("Anna\tB-PER\tB-PER=nine\n").contains("line 1"));
}

#[test]
fn a_text_that_was_labelled_is_read_as_a_marked_text() {
    let mut labelled = Vec::new();
    write_labelled(&mut Tagger::english(), "Anna Petrova lives in Oslo. She is well.", &mut labelled).unwrap();
    let texts = marked("labelled.tsv", &String::from_utf8(labelled).unwrap());
    assert_eq!(texts[0].tokens()[0], ["Anna", "Petrova", "lives", "in", "Oslo", "."]);
    let found: Vec<_> = names(&texts[0].sentences[0].labels).collect();
    assert_eq!(found, [(0, 2, EntityKind::Person), (4, 5, EntityKind::Place)]);
    assert_eq!(texts[0].sentences.len(), 2);
}
