//! Collection: news in the markup of research collections, from before XML, many articles in a file.

pub(super) mod reuters_sgml;
pub(super) mod trec;
