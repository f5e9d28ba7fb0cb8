//! A format whose reader has a bug; tests alone know it.

use std::ops::ControlFlow;

use super::{Format, Item, ItemSink, Place};
use crate::article::{Problem, StatedArticle};
use crate::source::{Input, Sample};

/// Gives some articles, and panics then.
#[derive(Clone, Copy, Debug)]
struct Panicking;

/// The family of formats that tests alone know.
pub(super) static FORMATS: &[&dyn Format] = &[&Panicking];

/// With this a file begins.
const MAGIC: &[u8] = b"panic after 40 articles";

impl Format for Panicking {
    fn name(&self) -> &'static str {
        "panicking"
    }

    fn signs(&self) -> &'static str {
        "what it says of itself"
    }

    fn ids(&self) -> &'static str {
        ""
    }

    fn recognises(&self, sample: &Sample<'_>) -> bool {
        sample.bytes.starts_with(MAGIC)
    }

    fn read(&self, _input: &mut Input<'_>, take: &mut ItemSink<'_>) -> Result<(), Problem> {
        for line in 1..=40 {
            let body = "An unlucky harbour. ".repeat(5000);
            let article = StatedArticle { title: format!("Notice {line}"), body, ..StatedArticle::default() };
            if let ControlFlow::Break(()) = take(Item::Article(Place::Record { id: None, line }, Box::new(article))) {
                return Ok(());
            }
        }
        panic!("a bug\nof the reader");
    }
}
