//! Places that name someone or something, and what they are gathered into.

use crate::article::EntityKind;

/// One place that names someone or something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mentioned<'a> {
    /// What it names; kinds are never mixed.
    pub kind: EntityKind,
    /// The words as they stand, such as `Raisi`, `President Ebrahim Raisi` or `Hossein Amirabdollahian’s`.
    pub text: &'a str,
    /// What stands directly before it in the same sentence, up to a few words, such as `Syrian President `; may be
    /// empty. Only titles at its end are read.
    pub before: &'a str,
    /// Whether the file's header states it, so that it has no place in the text.
    pub stated: bool,
}

/// One entity of an article, and all places that name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chain {
    /// What it is.
    pub kind: EntityKind,
    /// The name to list it under: the commonest full form of the text, without honorifics.
    pub name: String,
    /// Which of the mentions are it, ascending.
    pub mentions: Vec<usize>,
    /// Whether one of them is stated.
    pub stated: bool,
}

/// A spelling that a chain can be listed under.
#[derive(Clone, Debug, Default)]
pub(super) struct Spelling {
    /// Honorifics, possessives and line breaks are gone.
    pub(super) text: String,
    /// How often it stands in the text.
    pub(super) count: usize,
    /// What speaks against it, the weightiest first; the spelling with the least is taken.
    pub(super) against: [bool; 3],
    /// What speaks against it where counts are equal.
    pub(super) against_on_tie: bool,
}

/// The spelling with the least against it, then the commonest, then the first.
pub(super) fn best_spelling(spellings: Vec<Spelling>) -> String {
    let order = |spelling: &Spelling| (spelling.against, usize::MAX - spelling.count, spelling.against_on_tie);
    // Of equals `min_by_key` takes the first.
    spellings.into_iter().min_by_key(order).map(|spelling| spelling.text).unwrap_or_default()
}

/// Whether a text has letters and all that have a case are capitals.
pub(super) fn is_in_capitals(text: &str) -> bool {
    text.contains(char::is_uppercase) && !text.contains(char::is_lowercase)
}

/// A text with one blank for each run of blanks and line breaks.
pub(super) fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
