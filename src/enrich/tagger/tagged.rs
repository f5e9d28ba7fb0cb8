//! What the tagger finds.

use crate::article::EntityKind;

/// A place in a text that names someone or something.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tagged {
    /// Number of the text among those given.
    pub text: usize,
    /// First byte.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// What is named.
    pub kind: EntityKind,
    /// How probable it is, from 0 to 1, that these very words are a name, as the model sees it. The kind may be another than the
    /// model's: one that the text as a whole gives them.
    pub probability: f32,
}
