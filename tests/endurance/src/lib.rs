//! Drives the `morgue` program from outside, as its users do and as misfortune does, and compares what it says with a model.
//!
//! Nothing here knows the program's own code: a binary goes in, findings come out. Four drivers:
//!
//! - [`kill`]: runs are killed at random moments; the articles of a file are then all there as they were, or all as they are now.
//! - [`damage`]: bits are flipped and files broken; an answer is then the right one or a refusal that names the file.
//! - [`beside`]: questions are asked while another process writes; an answer belongs to one generation.
//! - [`soak`]: a large archive changes for hours; there is no difference from the model, and nothing grows.
//!
//! What is done is the same for the same seed; when a run is killed is not quite, as clocks are not.

pub mod answers;
pub mod beside;
pub mod damage;
mod dice;
pub mod kill;
pub mod model;
pub mod program;
mod report;
pub mod session;
pub mod soak;

pub use dice::Dice;
pub use report::Report;
