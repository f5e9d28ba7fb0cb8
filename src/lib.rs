#![doc = include_str!("ARCHITECTURE.md")]

pub mod analysis;
pub mod article;
pub mod date;
pub mod enrich;
mod error;
pub mod format;
pub mod index;
pub mod ingest;
pub mod names;
mod panics;
pub mod query;
pub mod render;
pub mod search;
pub mod source;

pub use error::{Error, Result};

/// The examples of the README, which run as tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
#[derive(Debug)]
pub struct Readme;
