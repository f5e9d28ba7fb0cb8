//! What is known about names beyond the texts: the corrections that users write down.

mod corrections;

pub use corrections::{Correction, Corrections, Entry, append};
