//! Nearness, counts and marks of names find what a slow reader of the same texts finds, and mark just that.

use std::collections::BTreeSet;

use morgue::article::TextPart;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::json;

use crate::harness::{Archive, highlighted, search};

const WORDS: [&str; 6] = ["harbour", "bridge", "tram", "ferry", "canal", "mill"];

/// The words of a text with the number of their sentence and of their paragraph: read without any of the program.
fn read(text: &str) -> Vec<(String, usize, usize)> {
    let mut words = Vec::new();
    let mut sentence = 0;
    for (paragraph, lines) in text.split("\n\n").enumerate() {
        for part in lines.split(". ") {
            let letters = |word: &str| word.chars().filter(|letter| letter.is_alphabetic()).collect::<String>();
            words.extend(part.split(' ').map(|word| (letters(word).to_lowercase(), sentence, paragraph)));
            sentence += 1;
        }
    }
    words
}

/// A question, as it is typed and as the slow reader understands it.
#[derive(Clone, Debug)]
enum Asked {
    Word(&'static str),
    Phrase(Vec<&'static str>),
    Group(Vec<Asked>),
    Near { left: Box<Asked>, right: Box<Asked>, sign: &'static str, ordered: bool, negated: bool },
    Window(Vec<&'static str>, usize),
}

impl Asked {
    fn typed(&self) -> String {
        let inner = |asked: &Asked| match asked {
            Self::Near { .. } => format!("({})", asked.typed()),
            _ => asked.typed(),
        };
        match self {
            Self::Word(word) => (*word).to_owned(),
            Self::Phrase(words) => format!("\"{}\"", words.join(" ")),
            Self::Group(members) => {
                format!("({})", members.iter().map(Self::typed).collect::<Vec<_>>().join(" OR "))
            }
            Self::Near { left, right, sign, ordered, negated } => {
                let not = if *negated { "not " } else { "" };
                let name = if *ordered { "pre" } else { "w" };
                format!("{} {not}{name}/{sign} {}", inner(left), inner(right))
            }
            Self::Window(words, others) => format!("\"{}\"~{others}", words.join(" ")),
        }
    }

    /// All places of a text, from first word to last.
    fn places(&self, text: &[(String, usize, usize)]) -> BTreeSet<(usize, usize)> {
        match self {
            Self::Word(word) => (0..text.len()).filter(|at| text[*at].0 == *word).map(|at| (at, at)).collect(),
            Self::Phrase(words) => (0..text.len())
                .filter(|at| {
                    words.iter().enumerate().all(|(step, word)| text.get(at + step).is_some_and(|it| it.0 == *word))
                })
                .map(|at| (at, at + words.len() - 1))
                .collect(),
            Self::Group(members) => members.iter().flat_map(|member| member.places(text)).collect(),
            Self::Near { left, right, sign, ordered, negated } => {
                let (lefts, rights) = (left.places(text), right.places(text));
                let touches = matches!(**left, Self::Near { .. }) || matches!(**right, Self::Near { .. });
                let is_near = |left: &(usize, usize), right: &(usize, usize)| {
                    let is_inside = |unit: fn(&(String, usize, usize)) -> usize| {
                        [left.0, left.1, right.0, right.1].iter().all(|at| unit(&text[*at]) == unit(&text[left.0]))
                    };
                    let gap = |before: &(usize, usize), behind: &(usize, usize)| behind.0.checked_sub(before.1);
                    let in_reach = |gap: usize| gap > 0 && sign.parse::<usize>().map_or(true, |most| gap <= most);
                    let in_unit = match *sign {
                        "s" => is_inside(|word| word.1),
                        "p" => is_inside(|word| word.2),
                        _ => true,
                    };
                    let behind = gap(left, right).is_some_and(in_reach);
                    let before = !ordered && gap(right, left).is_some_and(in_reach);
                    let meets = left.0 <= right.1 && right.0 <= left.1;
                    in_unit && (behind || before || meets && (*negated || touches && !ordered))
                };
                if *negated {
                    return lefts
                        .iter()
                        .filter(|left| !rights.iter().any(|right| is_near(left, right)))
                        .copied()
                        .collect();
                }
                let all: BTreeSet<(usize, usize)> = lefts
                    .iter()
                    .flat_map(|left| rights.iter().filter(|right| is_near(left, right)).map(move |right| (left, right)))
                    .map(|(left, right)| (left.0.min(right.0), left.1.max(right.1)))
                    .collect();
                smallest(&all)
            }
            Self::Window(words, others) => {
                let mut all = BTreeSet::new();
                for start in 0..text.len() {
                    for end in start..text.len().min(start + words.len() + others) {
                        let mut left: Vec<&str> = text[start..=end].iter().map(|word| word.0.as_str()).collect();
                        let has_all = words.iter().all(|word| {
                            left.iter().position(|other| other == word).map(|at| left.swap_remove(at)).is_some()
                        });
                        if has_all {
                            all.insert((start, end));
                        }
                    }
                }
                smallest(&all)
            }
        }
    }
}

fn smallest(all: &BTreeSet<(usize, usize)>) -> BTreeSet<(usize, usize)> {
    let is_within =
        |inner: &(usize, usize), outer: &(usize, usize)| inner != outer && outer.0 <= inner.0 && inner.1 <= outer.1;
    all.iter().filter(|outer| !all.iter().any(|inner| is_within(inner, outer))).copied().collect()
}

fn texts() -> Vec<String> {
    // The same texts each time, of every length and with borders of every kind.
    let mut state = 7_u32;
    let mut next = |below: usize| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 16) as usize % below
    };
    let mut texts = Vec::new();
    for length in (1..40).chain(20..60) {
        let mut text = String::new();
        let mut is_first = true;
        for at in 0..length {
            let word = WORDS[next(WORDS.len())];
            if is_first {
                text += &word[..1].to_uppercase();
                text += &word[1..];
            } else {
                text += word;
            }
            is_first = false;
            if at + 1 < length {
                let border = next(8);
                text += match border {
                    0 => ". ",
                    1 if at > 0 => ".\n\n",
                    _ => " ",
                };
                is_first =
                    border < 2 && text.ends_with(['\n', ' ']) && !text.ends_with(|letter: char| letter.is_alphabetic());
                is_first = is_first && (text.ends_with(". ") || text.ends_with("\n\n"));
            }
        }
        texts.push(text + ".");
    }
    texts
}

fn word() -> impl Strategy<Value = Asked> {
    select(&WORDS[..]).prop_map(Asked::Word)
}

fn operand() -> impl Strategy<Value = Asked> {
    let phrase = proptest::collection::vec(select(&WORDS[..]), 2..4).prop_map(Asked::Phrase);
    let member = prop_oneof![3 => word(), 1 => phrase.clone()];
    let group = proptest::collection::vec(member, 2..4).prop_map(Asked::Group);
    prop_oneof![4 => word(), 1 => phrase, 2 => group]
}

fn near(left: Asked, right: Asked, sign: &'static str, ordered: bool, negated: bool) -> Asked {
    Asked::Near { left: Box::new(left), right: Box::new(right), sign, ordered, negated }
}

fn asked() -> impl Strategy<Value = Asked> {
    let sign = || select(&["1", "2", "3", "5", "9", "s", "p"][..]);
    let flat = (operand(), operand(), sign(), any::<bool>(), any::<bool>())
        .prop_map(|(left, right, sign, ordered, negated)| near(left, right, sign, ordered, negated));
    let inner = || {
        (operand(), operand(), sign(), any::<bool>())
            .prop_map(|(left, right, sign, ordered)| near(left, right, sign, ordered, false))
    };
    let nested = (inner(), operand(), sign(), any::<bool>(), any::<bool>()).prop_map(
        |(inner, other, sign, ordered, swapped)| {
            if swapped { near(other, inner, sign, ordered, false) } else { near(inner, other, sign, ordered, false) }
        },
    );
    let twice = (inner(), inner(), sign()).prop_map(|(left, right, sign)| near(left, right, sign, false, false));
    let window = (proptest::collection::vec(select(&WORDS[..]), 2..5), 0_usize..5)
        .prop_map(|(words, others)| Asked::Window(words, others));
    prop_oneof![4 => flat, 3 => nested, 1 => twice, 1 => window]
}

fn opened(records: &str) -> (Archive, morgue::index::OpenIndex) {
    let archive = Archive::new().file("texts.jsonl", records);
    archive.run(&["index", "archive", "--no-model"]).code(0);
    let opened = morgue::index::OpenIndex::open(&archive.path("index")).unwrap();
    (archive, opened)
}

#[test]
fn nearness_finds_what_a_slow_reader_finds() {
    let texts = texts();
    let record = |(number, text): (usize, &String)| {
        json!({"id": number.to_string(), "title": "Untitled", "body": text, "language": "en"}).to_string() + "\n"
    };
    let records: String = texts.iter().enumerate().map(record).collect();
    let (_archive, index) = opened(&records);
    let read: Vec<_> = texts.iter().map(|text| read(text)).collect();
    let config = ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() };
    let mut runner = proptest::test_runner::TestRunner::new_with_rng(
        config,
        proptest::test_runner::TestRng::deterministic_rng(proptest::test_runner::RngAlgorithm::ChaCha),
    );
    let mut found_any = 0;
    let run = runner.run(&asked(), |asked| {
        let query = asked.typed();
        let expected: BTreeSet<String> = (0..read.len())
            .filter(|at| !asked.places(&read[*at]).is_empty())
            .map(|at| format!("texts.jsonl#{at}"))
            .collect();
        let hits = search(&index, &query).map_err(|error| TestCaseError::fail(format!("{query}: {error}")))?;
        let found: BTreeSet<String> = hits.iter().map(|hit| hit.record.id.clone()).collect();
        prop_assert_eq!(&found, &expected, "{}", query);
        // What is marked is one of the places, in words that the query has.
        for hit in &hits {
            let marked: Vec<String> = hit.snippets.iter().flat_map(highlighted).collect();
            prop_assert!(!marked.is_empty(), "{query}: nothing is marked in {}", hit.record.id);
            for word in marked.iter().flat_map(|marked| marked.split_whitespace()) {
                let bare = word.trim_matches(|letter: char| !letter.is_alphabetic()).to_lowercase();
                prop_assert!(query.contains(&bare), "{query}: `{word}` is marked");
            }
        }
        Ok(())
    });
    run.unwrap();
    for query in ["harbour w/3 ferry", "mill pre/2 tram"] {
        found_any += search(&index, query).unwrap().len();
    }
    assert!(found_any > 20, "the texts have something to find");
}

fn stories() -> Archive {
    Archive::new()
        .file("bribe.txt", "Court hears of bribes\n\nThe court heard how bribes were paid to John Miller, the harbour master. He denied it.\n")
        .file("visit.txt", "A visit\n\nJohn Miller opened the fair. Nobody spoke of bribes, as the mayor of Norwich said later that week in an interview with us.\n")
        .file("caps.txt", "Trade with the US grows\n\nThe US delegation told us that trade grows. US officials agreed.\n")
        .indexed()
}

#[test]
fn names_have_places() {
    let archive = stories();
    let sorted = |query: &str| {
        let mut ids = archive.ids(&[query]);
        ids.sort();
        ids
    };
    assert_eq!(sorted("bribe* w/4 PERSON"), ["bribe.txt"]);
    assert_eq!(sorted("bribe* w/40 PERSON"), ["bribe.txt", "visit.txt"]);
    assert_eq!(sorted("bribes w/s person:miller"), ["bribe.txt"]);
    assert_eq!(sorted("bribes w/4 person:\"John Miller\""), ["bribe.txt"]);
    assert_eq!(sorted("bribes w/4 person:nobody"), [""; 0]);
    assert_eq!(sorted("person:mil* w/5 fair"), ["visit.txt"]);
    assert_eq!(sorted("person:mil*"), ["bribe.txt", "visit.txt"]);
    assert_eq!(sorted("person:xyz*"), [""; 0]);
    assert_eq!(sorted("(PERSON OR PLACE) w/2 mayor"), ["visit.txt"]);
}

#[test]
fn counts_beginnings_and_capitals() {
    let archive = stories();
    let sorted = |query: &str| {
        let mut ids = archive.ids(&[query]);
        ids.sort();
        ids
    };
    // Once in the headline and twice below it; the pronoun is not written so.
    assert_eq!(sorted("atleast:3(caps:US)"), ["caps.txt"]);
    assert_eq!(sorted("atleast:4(caps:US)"), [""; 0]);
    assert_eq!(sorted("atleast:4(us)"), ["caps.txt"]);
    assert_eq!(sorted("atleast:2(bribe*)"), ["bribe.txt"]);
    assert_eq!(sorted("caps:US"), ["caps.txt"]);
    assert_eq!(sorted("us"), ["caps.txt", "visit.txt"]);
    assert_eq!(sorted("first/3(john)"), ["visit.txt"]);
    assert_eq!(sorted("first/10(john OR delegation)"), ["bribe.txt", "caps.txt", "visit.txt"]);
    assert_eq!(sorted("lead:(brib* OR \"john miller\")"), ["bribe.txt", "visit.txt"]);
    assert_eq!(sorted("lead:(court w/3 bribes)"), ["bribe.txt"]);
    assert_eq!(sorted("title:(court w/3 bribes)"), ["bribe.txt"]);
    assert_eq!(sorted("title:(court w/2 bribes)"), [""; 0]);
    // Never from the headline to the text.
    assert_eq!(sorted("visit w/2 miller"), [""; 0]);
}

#[test]
fn both_ends_are_marked() {
    let archive = stories();
    let index = morgue::index::OpenIndex::open(&archive.path("index")).unwrap();
    let marked = |query: &str| {
        let hits = search(&index, query).unwrap();
        let body = hits[0].snippets.iter().filter(|snippet| snippet.field == TextPart::Body);
        body.flat_map(highlighted).collect::<Vec<_>>()
    };
    assert_eq!(marked("bribes w/4 PERSON"), ["bribes", "John Miller"]);
    assert_eq!(marked("\"the court\" pre/3 bribes"), ["The court", "bribes"]);
    assert_eq!(marked("caps:US w/2 officials"), ["US", "officials"]);
}
