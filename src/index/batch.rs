//! Records of one file on their way to the writer, made documents already.

use tantivy::TantivyDocument;

use super::record::Record;
use super::schema::{Fields, FirstSeen, ranked_length};

/// Some records of one file. To make documents of them is much work, so that many threads may fill batches for one writer.
pub(crate) struct Batch {
    file: u64,
    /// `None` where only the numbers are wanted.
    fields: Option<Fields>,
    documents: Vec<(TantivyDocument, Option<FirstSeen>)>,
    articles: u64,
    length: u64,
    text_bytes: usize,
}

impl std::fmt::Debug for Batch {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Batch")
            .field("file", &self.file)
            .field("articles", &self.articles)
            .finish_non_exhaustive()
    }
}

impl Batch {
    /// An empty batch of the file with this number; without fields it counts records and makes no documents.
    pub(crate) fn new(file: u64, fields: Option<Fields>) -> Self {
        Self { file, fields, documents: Vec::new(), articles: 0, length: 0, text_bytes: 0 }
    }

    /// Adds a record, and when its id came in first, where it was there before.
    pub(crate) fn push(&mut self, record: &Record, first_seen: Option<FirstSeen>) {
        let article = &record.article;
        self.articles += 1;
        self.length += ranked_length(article);
        self.text_bytes += article.title.len() + article.body.len();
        if let Some(fields) = &self.fields {
            self.documents.push((fields.document(self.file, record), first_seen));
        }
    }

    /// What is in it; it is empty then, ready for more of the same file.
    pub(crate) fn take(&mut self) -> Self {
        let next = Self::new(self.file, self.fields);
        std::mem::replace(self, next)
    }

    /// The number of the file.
    pub(crate) fn file(&self) -> u64 {
        self.file
    }

    /// How many records.
    pub(crate) fn articles(&self) -> u64 {
        self.articles
    }

    /// The lengths by which they are ranked, together.
    pub(super) fn length(&self) -> u64 {
        self.length
    }

    /// Bytes of their texts.
    pub(crate) fn text_bytes(&self) -> usize {
        self.text_bytes
    }

    pub(super) fn into_documents(self) -> Vec<(TantivyDocument, Option<FirstSeen>)> {
        self.documents
    }
}
