//! The tree that a query is read into. It says what a reader asked for and knows no schema and no search engine.

use chrono::NaiveDate;

use crate::article::EntityKind;

/// A query as it was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Ast {
    /// What to look for.
    pub root: Node,
    /// What a reader should know about how the text was read: symbols passed over, words taken as operators.
    pub notes: Vec<String>,
}

/// One part of a query.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Node {
    /// Every article: the empty query.
    #[default]
    Everything,
    /// All of these. Never empty, never nested directly in another `And`.
    And(Vec<Node>),
    /// Any of these. Never empty, never nested directly in another `Or`.
    Or(Vec<Node>),
    /// Not this.
    Not(Box<Node>),
    /// Words in a text field.
    Text(TextField, TextMatch),
    /// One name that has all of these words; `None` is any kind of name.
    Name(Option<EntityKind>, String),
    /// A name of which a word fits a pattern with `*` or `?`; `None` is any kind.
    NamePattern(Option<EntityKind>, String),
    /// Any name of a kind: `PERSON` beside a sign of nearness.
    AnyName(EntityKind),
    /// One thing near another, or not near it.
    Near(Box<Nearness>),
    /// So many places or more in headline and text together.
    AtLeast(u32, Box<Node>),
    /// A place that begins among so many words of the text.
    First(u32, Box<Node>),
    /// Any of these names, as the index lists them. No query is written so; names become this when they are resolved.
    Listed(EntityKind, Vec<String>),
    /// A date of publication that overlaps this range.
    Date(DateRange),
    /// When the article came into the index. No query is written so; a filter is.
    Arrived(Arrival),
    /// A day of the year, in any year.
    Anniversary {
        /// 1 to 12.
        month: u8,
        /// 1 to 31, 29 February among them.
        day: u8,
    },
    /// Something that an article has.
    Has(Feature),
    /// The article's own number of words.
    Words(Comparison, u64),
}

/// Two things at places apart in one text: one ends before the other begins.
#[derive(Clone, Debug, PartialEq)]
pub struct Nearness {
    /// The first as written.
    pub left: Node,
    /// The second.
    pub right: Node,
    /// How near.
    pub reach: Reach,
    /// Whether the first must stand before the second: `pre/5`.
    pub ordered: bool,
    /// Whether the first is meant where no second is near: `not w/5`.
    pub negated: bool,
}

/// How far apart two places may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reach {
    /// From the last word of one to the first of the other; 1 is side by side.
    Words(u32),
    /// In one sentence.
    Sentence,
    /// In one paragraph.
    Paragraph,
}

/// A part of the article that words are looked for in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TextField {
    /// Title or body: what a bare word means.
    Any,
    /// `title:`
    Title,
    /// `body:`
    Body,
    /// `lead:`, the first 50 words of the body.
    Lead,
    /// `by:`, the byline and the authors.
    By,
    /// `source:`
    Source,
    /// `section:`
    Section,
    /// `lang:`
    Lang,
    /// `url:`
    Url,
    /// `id:`
    Id,
}

/// What to match in a text field. The texts are as typed, without the signs of the query language around them.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum TextMatch {
    /// A word in any form; where analysis makes several words of it (`10:30`), these side by side.
    Word(String),
    /// `=word`: this very form.
    Exact(String),
    /// `"…"`: these very forms, side by side.
    Phrase(String),
    /// A word with `*` (any letters, or none) or `?` (one letter). `recycl!` is `recycl*`.
    Pattern(String),
    /// `"a b"~5`: these very forms in any order, in a stretch with so many other words at most.
    Window(String, u32),
    /// `caps:US`: words written in capitals.
    Capitals(String),
    /// `word~2`: up to so many letters added, dropped, changed or swapped. 1 or 2.
    Fuzzy(String, u8),
}

impl TextMatch {
    /// What was typed.
    pub fn typed(&self) -> &str {
        match self {
            Self::Word(text)
            | Self::Exact(text)
            | Self::Phrase(text)
            | Self::Pattern(text)
            | Self::Window(text, _)
            | Self::Capitals(text)
            | Self::Fuzzy(text, _) => text,
        }
    }
}

/// A range of days, both ends included; an open end is `None`. Never empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateRange {
    /// First day.
    pub from: Option<NaiveDate>,
    /// Last day.
    pub to: Option<NaiveDate>,
}

/// When an article came into the index first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrival {
    /// On this day (UTC) or later.
    Since(NaiveDate),
    /// Later than what an index had whose state said this number of arrivals.
    After(u64),
}

/// What `has:` can ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Feature {
    /// `has:date`
    Date,
    /// `has:title`: stated by the file or taken from the text, so nearly always.
    Title,
    /// `has:byline`
    Byline,
    /// `has:source`
    Source,
    /// `has:section`
    Section,
    /// `has:lang`
    Lang,
    /// `has:url`
    Url,
    /// `has:people`, `has:orgs`, `has:places`
    Names(EntityKind),
}

/// How `words` compares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Comparison {
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `=`
    Equal,
    /// `>=`
    GreaterOrEqual,
    /// `>`
    Greater,
}
