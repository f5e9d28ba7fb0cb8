//! The search engine alone, as its own examples use it: English stems, title and text, any of the words.

use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions, Value};
use tantivy::{Index, Searcher, TantivyDocument, Term, doc};

use crate::collection::{Collection, HITS_MAX};

/// An index in memory.
pub(crate) struct Bare {
    index: Index,
    searcher: Searcher,
    id: Field,
    texts: [Field; 2],
}

impl Bare {
    pub(crate) fn index(collection: &Collection) -> anyhow::Result<Self> {
        let mut schema = Schema::builder();
        let indexing = TextFieldIndexing::default()
            .set_tokenizer("en_stem")
            .set_index_option(IndexRecordOption::WithFreqsAndPositions);
        let text = || TextOptions::default().set_indexing_options(indexing.clone());
        let id = schema.add_text_field("id", STRING | STORED);
        let texts = [schema.add_text_field("title", text()), schema.add_text_field("text", text())];
        let index = Index::create_in_ram(schema.build());
        let mut writer = index.writer_with_num_threads(1, 50_000_000)?;
        for [document, title, body] in collection.texts()? {
            writer.add_document(doc!(id => document, texts[0] => title, texts[1] => body))?;
        }
        writer.commit()?;
        let searcher = index.reader()?.searcher();
        Ok(Self { index, searcher, id, texts })
    }

    pub(crate) fn ids(&self, question: &str) -> anyhow::Result<Vec<String>> {
        let mut words: Vec<Box<dyn Query>> = Vec::new();
        for field in self.texts {
            let mut analyzer = self.index.tokenizer_for_field(field)?;
            let mut tokens = analyzer.token_stream(question);
            tokens.process(&mut |token| {
                let term = Term::from_field_text(field, &token.text);
                words.push(Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs)));
            });
        }
        let found =
            self.searcher.search(&BooleanQuery::union(words), &TopDocs::with_limit(HITS_MAX).order_by_score())?;
        let id = |address| {
            let document: TantivyDocument = self.searcher.doc(address)?;
            Ok(document.get_first(self.id).and_then(|id| id.as_str()).unwrap_or_default().to_owned())
        };
        found.into_iter().map(|(_, address)| id(address)).collect()
    }
}
