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
