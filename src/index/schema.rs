//! The fields of the index: their names, their types, and how an article is put into them. They stand nowhere else.

use tantivy::schema::{
    BytesOptions, FAST, Field, INDEXED, IndexRecordOption, STORED, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::tokenizer::{TextAnalyzer, TokenizerManager};
use tantivy::{Index, TantivyDocument};

use super::record::Record;
use crate::analysis::{NameTokenizer, NamedPlace, Signature, TextTokenizer, tag_text};
use crate::article::{Article, Entity, EntityKind, TextPart, named_in};
use crate::date::day_number;
use crate::names::{Name, sound_key};

const TEXT_TOKENIZER: &str = "morgue_text";
const NAME_TOKENIZER: &str = "morgue_name";

/// Name of the column of first days, by which the index is sorted.
pub const DAY: &str = "day";
/// Name of the column of last days.
pub const DAY_LAST: &str = "day_last";
/// Name of the column of seconds within the day.
pub const SECONDS: &str = "seconds";
/// Name of the column of numbers of words.
pub const WORDS: &str = "words";
/// Name of the column of lengths.
pub const LENGTH: &str = "length";
/// How many words of the text one of the headline weighs (the weight of a field in BM25F). Measured on five judged collections and on
/// known items of news: see `tests/measure/relevance`.
pub const HEADLINE_WEIGHT: u8 = 3;
/// Name of the column of sources.
pub const SOURCE: &str = "source";

/// Name of the column of days (UTC) on which ids came into the index first.
pub(super) const ADDED: &str = "added";
/// Name of the column of the numbers of these arrivals.
pub(super) const ARRIVED: &str = "arrived";

/// When an id came in first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct FirstSeen {
    /// The day (UTC), in days since 1970.
    pub(crate) day: i64,
    /// The number of the arrival, see [`State::arrivals`](super::State::arrivals).
    pub(crate) arrival: u64,
}
/// Name of the column of signatures by which copies are known.
pub const SIGNATURE: &str = "signature";

/// The fields.
#[derive(Clone, Copy, Debug)]
pub struct Fields {
    /// The id, as one term and as a column.
    pub key: Field,
    /// The number of the file's version: all its articles go with one term.
    pub file: Field,
    /// The number of the root.
    pub root: Field,
    /// The first day that the date covers, in days since 1970; no value where there is no date. tantivy's own dates are
    /// nanoseconds in 64 bits, which begin in 1677.
    pub day: Field,
    /// The last day that the date covers.
    pub day_last: Field,
    /// Month and day of a date that has a day, as `413` for 13 April.
    pub month_day: Field,
    /// Seconds since midnight, where a time is known.
    pub seconds: Field,
    /// Number of words.
    pub words: Field,
    /// The length by which words are ranked: words of the text, those of the headline counted [`HEADLINE_WEIGHT`] times.
    pub length: Field,
    /// The day (UTC) on which its id came into the index first, in days since 1970.
    pub added: Field,
    /// The number of that arrival: it tells what is new more exactly than a day.
    pub arrived: Field,
    /// The headline; not where it is only the beginning of the text.
    pub title: Field,
    /// The text.
    pub body: Field,
    /// Names of people, organisations and places, word by word, in all spellings.
    names: [Field; 3],
    /// The same names as they are listed, each one term, and a column.
    listed_names: [Field; 3],
    /// Names of people as they are listed, behind the sound of each word that may be their surname.
    pub person_sound: Field,
    /// Byline and authors.
    pub byline: Field,
    /// Newspaper, agency or site.
    pub source: Field,
    /// Section.
    pub section: Field,
    /// Language code, as one term.
    pub lang: Field,
    /// Address.
    pub url: Field,
    /// The words of the id.
    pub id_words: Field,
    /// Name of the format.
    pub format: Field,
    /// Candidates for copies of each other have one of these numbers in common.
    pub bands: Field,
    /// What tells whether candidates are copies: the values of a [`Signature`], in their order.
    pub signature: Field,
    /// The article itself.
    pub record: Field,
}

/// The column in which the names of a kind stand as they are shown.
#[derive(Clone, Copy, Debug)]
pub struct NamesField;

impl NamesField {
    /// Its name.
    pub fn of(kind: EntityKind) -> &'static str {
        match kind {
            EntityKind::Person => "person_name",
            EntityKind::Org => "org_name",
            EntityKind::Place => "place_name",
        }
    }
}

impl Fields {
    /// Builds the schema.
    pub(crate) fn build() -> (Schema, Self) {
        let mut schema = Schema::builder();
        // Words are ranked by the length of the whole article.
        let text = || TextOptions::default().set_indexing_options(indexing(TEXT_TOKENIZER).set_fieldnorms(false));
        let words = || TextOptions::default().set_indexing_options(indexing(NAME_TOKENIZER));
        let columned = || words().set_fast("raw");
        let whole_without_column = || {
            let raw = TextFieldIndexing::default().set_tokenizer("raw").set_fieldnorms(false);
            TextOptions::default().set_indexing_options(raw.set_index_option(IndexRecordOption::Basic))
        };
        let whole = || whole_without_column().set_fast("raw");
        let fields = Self {
            key: schema.add_text_field("key", whole()),
            file: schema.add_u64_field("file", INDEXED),
            root: schema.add_u64_field("root", INDEXED),
            day: schema.add_i64_field(DAY, FAST),
            day_last: schema.add_i64_field(DAY_LAST, FAST),
            month_day: schema.add_u64_field("month_day", INDEXED),
            seconds: schema.add_u64_field(SECONDS, FAST),
            words: schema.add_u64_field(WORDS, FAST),
            length: schema.add_u64_field(LENGTH, FAST),
            added: schema.add_i64_field(ADDED, FAST),
            arrived: schema.add_u64_field(ARRIVED, FAST),
            title: schema.add_text_field("title", text()),
            body: schema.add_text_field("body", text()),
            names: EntityKind::ALL.map(|kind| schema.add_text_field(kind.as_str(), words())),
            listed_names: EntityKind::ALL.map(|kind| schema.add_text_field(NamesField::of(kind), whole())),
            person_sound: schema.add_text_field("person_sound", whole_without_column()),
            byline: schema.add_text_field("byline", columned()),
            source: schema.add_text_field(SOURCE, columned()),
            section: schema.add_text_field("section", columned()),
            lang: schema.add_text_field("lang", whole()),
            url: schema.add_text_field("url", columned()),
            id_words: schema.add_text_field("id_words", words()),
            format: schema.add_text_field("format", whole()),
            bands: schema.add_u64_field("bands", INDEXED),
            signature: schema.add_u64_field(SIGNATURE, FAST),
            record: schema.add_bytes_field("record", BytesOptions::from(STORED)),
        };
        (schema.build(), fields)
    }

    /// The field that the words of names of a kind are searched in.
    pub fn names(&self, kind: EntityKind) -> Field {
        self.names[kind as usize]
    }

    /// The field that has the names of a kind as they are listed.
    pub fn listed_names(&self, kind: EntityKind) -> Field {
        self.listed_names[kind as usize]
    }

    /// Makes the document of a record.
    pub(crate) fn document(&self, file: u64, record: &Record) -> TantivyDocument {
        let article = &record.article;
        let mut document = TantivyDocument::default();
        document.add_text(self.key, &record.id);
        document.add_u64(self.file, file);
        document.add_u64(self.root, record.root);
        self.add_date(&mut document, record);
        document.add_u64(self.words, record.words);
        document.add_u64(self.length, ranked_length(article));
        let texts = [(self.title, TextPart::Title, &article.title), (self.body, TextPart::Body, &article.body)];
        for (field, part, text) in texts.into_iter().skip(usize::from(article.title_made)) {
            let named = named_places(&article.entities, part, text);
            document.add_text(field, tag_text(text, article.language.as_deref(), &named));
        }
        for entity in &article.entities {
            self.add_entity(&mut document, entity);
        }
        let bylines = article
            .byline
            .iter()
            .chain(article.authors.iter().filter(|author| article.byline.as_ref() != Some(author)));
        bylines.for_each(|byline| document.add_text(self.byline, byline));
        let optional = [
            (self.source, &article.source),
            (self.section, &article.section),
            (self.lang, &article.language),
            (self.url, &article.url),
        ];
        for (field, value) in optional {
            if let Some(value) = value {
                document.add_text(field, value);
            }
        }
        document.add_text(self.id_words, &record.id);
        document.add_text(self.format, &record.format);
        if let Some(signature) = Signature::of(&article.title, &article.body) {
            signature.bands.into_iter().for_each(|band| document.add_u64(self.bands, band));
            signature.values.into_iter().for_each(|value| document.add_u64(self.signature, value));
        }
        document.add_bytes(self.record, &record.to_bytes());
        document
    }

    /// Notes when the id of a document came in first.
    pub(crate) fn add_first_seen(&self, document: &mut TantivyDocument, first_seen: FirstSeen) {
        document.add_i64(self.added, first_seen.day);
        document.add_u64(self.arrived, first_seen.arrival);
    }

    fn add_entity(&self, document: &mut TantivyDocument, entity: &Entity) {
        document.add_text(self.listed_names(entity.kind), &entity.name);
        if entity.kind == EntityKind::Person {
            for surname in Name::parse(&entity.name).surnames() {
                document.add_text(self.person_sound, format!("{}{}", sound_prefix(&surname), entity.name));
            }
        }
        for spelling in std::iter::once(&entity.name).chain(&entity.spellings) {
            document.add_text(self.names(entity.kind), spelling);
        }
    }

    fn add_date(&self, document: &mut TantivyDocument, record: &Record) {
        let Some(dated) = record.article.date else {
            return;
        };
        let date = dated.date;
        document.add_i64(self.day, day_number(date.first_day()));
        document.add_i64(self.day_last, day_number(date.last_day()));
        if let (Some(month), Some(day)) = (date.month(), date.day()) {
            document.add_u64(self.month_day, month_day(month, day));
        }
        if let Some(time) = date.time() {
            document.add_u64(self.seconds, u64::from(time.second_of_day()));
        }
    }
}

/// Where a text names somebody, in order; of two places of one kind that overlap, the first.
fn named_places<'a>(entities: &'a [Entity], part: TextPart, text: &str) -> Vec<NamedPlace<'a>> {
    let mut ends = [0; EntityKind::ALL.len()];
    let mut places: Vec<NamedPlace<'a>> = named_in(entities, part, text)
        .into_iter()
        .map(|(start, end, entity)| NamedPlace { start, end, kind: entity.kind as usize, name: &entity.name })
        .collect();
    places.retain(|place| {
        let is_apart = place.start >= ends[place.kind];
        if is_apart {
            ends[place.kind] = place.end;
        }
        is_apart
    });
    places
}

/// The length by which an article is ranked, in words.
pub(super) fn ranked_length(article: &Article) -> u64 {
    article.headline_words() * u64::from(HEADLINE_WEIGHT) + article.body_words()
}

/// What stands between the sound of a surname and the name; no name has it.
const SOUND_END: char = '\u{0}';

/// What the terms of [`Fields::person_sound`] begin with whose surnames sound like this word.
pub(crate) fn sound_prefix(surname: &str) -> String {
    format!("{}{SOUND_END}", sound_key(surname))
}

/// The number of a day of the year.
pub(crate) fn month_day(month: u8, day: u8) -> u64 {
    u64::from(month) * 100 + u64::from(day)
}

/// Makes our tokenizers known to an index. They are not stored with it, and without them its next commit fails.
pub(crate) fn register_tokenizers(index: &Index) {
    let tokenizers: &TokenizerManager = index.tokenizers();
    tokenizers.register(TEXT_TOKENIZER, TextAnalyzer::from(TextTokenizer::default()));
    tokenizers.register(NAME_TOKENIZER, TextAnalyzer::from(NameTokenizer));
}

fn indexing(tokenizer: &str) -> TextFieldIndexing {
    TextFieldIndexing::default().set_tokenizer(tokenizer).set_index_option(IndexRecordOption::WithFreqsAndPositions)
}
