//! The tagger on sentences written for it, its decoding against brute force, and what broken models and odd texts do to it.

use proptest::prelude::*;

use super::label::{LABELS, OUTSIDE, may_follow};
use super::lattice::{Lattice, Row, factors};
use super::model::{NEVER, STRIDE, Transitions, blank_transitions};
use super::*;

/// The names that the program's own model finds, as `kind name`.
fn found(text: &str) -> Vec<String> {
    let mut tagger = Tagger::english();
    tagger.tag(&[text]).iter().map(|name| format!("{} {}", name.kind.as_str(), &text[name.start..name.end])).collect()
}

#[test]
fn what_wires_write_is_read_on_purpose() {
    let rows: &[(&str, &[&str])] = &[
        ("President Bashar al-Assad spoke in Damascus.", &["person Bashar al-Assad", "place Damascus"]),
        ("David Ben-Gurion was born in Plonsk.", &["person David Ben-Gurion", "place Plonsk"]),
        (
            "George W. Bush met J. K. Rowling in London.",
            &["person George W. Bush", "person J. K. Rowling", "place London"],
        ),
        ("BEIRUT (Reuters) - Two men were hurt.", &["place BEIRUT", "org Reuters"]),
        ("He said that she would not go there.", &[]),
        ("Officials of the World Bank met in Washington.", &["org World Bank", "place Washington"]),
        ("Shares of Johnson & Johnson fell on Monday.", &["org Johnson & Johnson"]),
        ("By Anna Petrova", &["person Anna Petrova"]),
        ("On Monday the parliament voted.", &[]),
        ("", &[]),
    ];
    for (text, expected) in rows {
        assert_eq!(found(text), *expected, "{text}");
    }
}

#[test]
fn what_is_said_once_in_full_holds_for_the_surname_alone() {
    let text = "Mariam Okonjo runs the harbour of Lagos. Nobody knows the harbour as Okonjo does, and Okonjo knows it.";
    let people = found(text).into_iter().filter(|name| name.starts_with("person")).count();
    assert_eq!(people, 3, "{:?}", found(text));
}

#[test]
fn a_headline_in_capitals_is_read_by_what_the_text_below_says() {
    let text = "SHULTZ MEETS GORBACHEV IN MOSCOW\n\nSecretary of State George Shultz met Soviet leader Mikhail Gorbachev in Moscow on \
        Tuesday. Gorbachev said the talks were useful, and Shultz left in the evening.";
    assert_eq!(found(text)[..3], ["person SHULTZ", "person GORBACHEV", "place MOSCOW"]);
}

#[test]
fn the_texts_of_one_article_are_told_apart() {
    let (title, body) = ("Petrova in Oslo", "Anna Petrova went to Oslo.");
    let tagged = Tagger::english().tag(&[title, body]);
    for name in &tagged {
        let text = [title, body][name.text];
        assert!(["Petrova", "Anna Petrova", "Oslo"].contains(&&text[name.start..name.end]), "{tagged:?}");
        assert!((0.0..=1.0).contains(&name.probability));
    }
    assert!(tagged.iter().any(|name| name.text == 0) && tagged.iter().any(|name| name.text == 1), "{tagged:?}");
}

#[test]
fn a_tagger_that_has_read_much_finds_what_a_new_one_finds() {
    let text = "President Bashar al-Assad spoke in Damascus. Assad left.";
    let mut tagger = Tagger::english();
    let names = tagger.tag(&[text]);
    for part in 0..8 {
        let words: Vec<String> = (0..10_000).map(|number| format!("Word{part}x{number}")).collect();
        tagger.tag(&[&words.join(" ")]);
        assert_eq!(tagger.tag(&[text]), names, "behind part {part}");
    }
}

#[test]
fn a_very_long_text_is_read_in_pieces_and_offsets_stay_its_own() {
    let filler = "nothing happened on that day either, said the clerk. ".repeat(12_000);
    let text = format!("{filler}President Bashar al-Assad spoke in Damascus.");
    let tagged = Tagger::english().tag(&["", &text]);
    let found: Vec<&str> = tagged.iter().map(|name| &text[name.start..name.end]).collect();
    assert_eq!(found, ["Bashar al-Assad", "Damascus"]);
    assert!(tagged.iter().all(|name| name.text == 1));
    let together: String = pieces(&text).map(|(_, piece)| piece).collect();
    assert_eq!(together, text);
}

#[test]
fn months_and_epithets_are_no_surnames() {
    let text = "Theresa May took office in 2016. In May the weather changed, and in May she resigned.";
    let people: Vec<String> = found(text).into_iter().filter(|name| name.starts_with("person")).collect();
    assert_eq!(people, ["person Theresa May"]);
}

/// Scores of few tokens, and transitions.
fn scores() -> impl Strategy<Value = (Vec<Row>, Transitions)> {
    let score = -3.0_f32..3.0;
    let rows = prop::collection::vec(prop::collection::vec(score.clone(), LABELS), 1..4);
    (rows, prop::collection::vec(score, LABELS * LABELS)).prop_map(|(rows, learned)| {
        let mut transitions = blank_transitions();
        for (transition, score) in transitions.iter_mut().flatten().zip(learned) {
            if *transition > NEVER {
                *transition = score;
            }
        }
        let row = |scores: &Vec<f32>| std::array::from_fn(|label| scores.get(label).copied().unwrap_or(0.0));
        (rows.iter().map(row).collect(), transitions)
    })
}

/// Every sequence of labels that may be, with its score.
fn sequences(rows: &[Row], transitions: &Transitions) -> Vec<(Vec<u8>, f64)> {
    let mut sequences = vec![(Vec::new(), 0.0)];
    for row in rows {
        let mut longer = Vec::new();
        for (labels, score) in &sequences {
            let before = labels.last().copied().unwrap_or(OUTSIDE);
            for label in (0..).take(LABELS).filter(|label| may_follow(before, *label)) {
                let step = transitions[usize::from(before)][usize::from(label)] + row[usize::from(label)];
                longer.push(([labels.as_slice(), &[label]].concat(), score + f64::from(step)));
            }
        }
        sequences = longer;
    }
    sequences.retain(|(labels, _)| may_follow(labels[labels.len() - 1], OUTSIDE));
    for (labels, score) in &mut sequences {
        *score += f64::from(transitions[usize::from(labels[labels.len() - 1])][usize::from(OUTSIDE)]);
    }
    sequences
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn decoding_agrees_with_brute_force((rows, transitions) in scores()) {
        let all = sequences(&rows, &transitions);
        let sum: f64 = all.iter().map(|(_, score)| score.exp()).sum();
        let (best, best_score) = all.iter().max_by(|left, right| left.1.total_cmp(&right.1)).unwrap();
        let mut lattice = Lattice::default();
        let mut labels = Vec::new();
        lattice.best(&rows, &transitions, &mut labels);
        let score = all.iter().find(|(sequence, _)| *sequence == labels).map(|(_, score)| *score);
        prop_assert!(score.is_some_and(|score| (score - best_score).abs() < 1e-3), "{labels:?} {best:?}");
        let factors = factors(&transitions);
        lattice.sum(&rows, &factors);
        prop_assert!((lattice.log_sum - sum.ln()).abs() < 1e-2, "{} {}", lattice.log_sum, sum.ln());
        for place in 0..rows.len() {
            let probabilities = lattice.probabilities(place);
            for (label, probability) in probabilities.iter().enumerate().take(LABELS) {
                let with_label = all.iter().filter(|(labels, _)| usize::from(labels[place]) == label);
                let share: f64 = with_label.map(|(_, score)| score.exp() / sum).sum();
                prop_assert!((f64::from(*probability) - share).abs() < 1e-2);
            }
        }
        let whole = lattice.probability(0, &labels, &factors);
        prop_assert!((f64::from(whole) - best_score.exp() / sum).abs() < 1e-2);
    }

    #[test]
    fn no_text_panics_and_names_are_whole_characters(text in "\\PC{0,80}|[A-Za-z .’'\\-\n]{0,120}") {
        let mut tagger = Tagger::english();
        for name in tagger.tag(&[&text, &text]) {
            prop_assert!(name.start < name.end && text.get(name.start..name.end).is_some());
        }
    }

    #[test]
    fn a_broken_model_is_refused_and_never_panics(cut in 0_usize..2_000, flip in 0_usize..2_000, bits in any::<u8>()) {
        let mut bytes = toy().to_bytes();
        let flip = flip % bytes.len();
        bytes[flip] ^= bits;
        bytes.truncate(bytes.len().saturating_sub(cut));
        let _ = Model::read(&bytes);
    }
}

/// A tagger with small tables, for a first and a second pass.
fn toy() -> Tagger {
    let table: Vec<f32> = (0..STRIDE << 8).map(|place| if place % 7 == 0 { 1.0 } else { -0.5 }).collect();
    let weights = Weights::quantized(8, &table, &blank_transitions());
    Tagger::of_weights(weights.clone(), Some(weights))
}

#[test]
fn a_model_that_was_written_is_read_as_it_was() {
    let bytes = toy().to_bytes();
    let again = Tagger::of_model(Arc::new(Model::read(&bytes).unwrap()));
    assert_eq!(again.to_bytes(), bytes);
    assert_ne!(again.fingerprint(), 0);
}
