//! What a query comes to: the tree of clauses that engines compile and that the finder of highlights follows.
//!
//! All rules of the language are decided here: which forms of a word are meant, how a hyphenated word reads, what a pattern
//! fits. A clause names fields of an article and knows no engine.

use super::ast::{Arrival, Comparison, DateRange, Feature, Reach};
use super::pattern::{NearWord, Pattern};
use crate::analysis;
use crate::article::EntityKind;

/// One part of a lowered query.
#[derive(Clone, Debug, PartialEq)]
pub enum Clause {
    /// Every article.
    Everything,
    /// All of these.
    All(Vec<Clause>),
    /// Any of these; none where there are none.
    Any(Vec<Clause>),
    /// Not this.
    Not(Box<Clause>),
    /// Words in a text.
    Words(WordsClause),
    /// Places in a text, told by where its words stand.
    Places(PlacesClause),
    /// One name with these words.
    Name(NameClause),
    /// Any of these names, as the index lists them.
    Listed(EntityKind, Vec<String>),
    /// The code of the article's language.
    Language(Occurrence),
    /// A date of publication that overlaps this range.
    Published(DateRange),
    /// When the article came into the index.
    Arrived(Arrival),
    /// A day of the year, in any year.
    Anniversary {
        /// 1 to 12.
        month: u8,
        /// 1 to 31.
        day: u8,
    },
    /// Something that an article has.
    Has(Feature),
    /// The article's own number of words.
    Length(Comparison, u64),
}

impl Clause {
    /// Whether this has words that rank articles, rather than conditions alone.
    pub fn ranks(&self) -> bool {
        match self {
            Self::All(children) | Self::Any(children) => children.iter().any(Self::ranks),
            Self::Words(words) => words.ranks,
            Self::Places(_) => true,
            _ => false,
        }
    }
}

/// Words in any of some fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordsClause {
    /// The fields.
    pub fields: &'static [WordField],
    /// The ways to read what was typed. Any of them will do; an article that fits several counts as its best.
    pub readings: Vec<Occurrence>,
    /// Whether they rank articles; the words that every text of a language has do not.
    pub ranks: bool,
}

/// Places in any of some fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacesClause {
    /// The fields. A place lies in one of them, with all that belongs to it.
    pub fields: &'static [WordField],
    /// What stands there.
    pub places: Places,
    /// How many places there must be, in all of the fields together; 1 at least.
    pub least: u32,
    /// Only places that begin among so many words.
    pub begin_within: Option<u32>,
    /// Only so many words of the field are looked at, as if there were no others.
    pub words_max: Option<u32>,
}

/// Places of a text, each from its first word to its last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Places {
    /// Where one of these stands.
    Words(Vec<Occurrence>),
    /// Where any of these stands.
    Any(Vec<Places>),
    /// The smallest stretches that have two things which are near each other.
    Near(Box<NearPlaces>),
    /// The smallest stretches that have a word for each slot, in any order, and no more than so many others.
    Window(Vec<Slot>, u32),
    /// Where any name of a kind is mentioned.
    AnyName(EntityKind),
    /// Where one is mentioned who is listed by one of these names.
    Listed(EntityKind, Vec<String>),
}

/// Two things near each other: one ends before the other begins, so that no word serves for both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NearPlaces {
    /// The first as written.
    pub left: Places,
    /// The second.
    pub right: Places,
    /// How near, between the end of one and the beginning of the other.
    pub reach: Reach,
    /// Whether the first must end before the second begins.
    pub ordered: bool,
    /// Whether the places of the first are meant that have no second near them.
    pub negated: bool,
}

impl NearPlaces {
    /// Whether what lies inside or touches is near too: where one side is a stretch of nearness itself, and where nearness
    /// is excluded.
    pub fn counts_touching(&self) -> bool {
        let is_stretch = |places: &Places| matches!(places, Places::Near(_) | Places::Window(..));
        self.negated || !self.ordered && (is_stretch(&self.left) || is_stretch(&self.right))
    }
}

/// A field that is searched by words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum WordField {
    /// The headline.
    Title,
    /// The text.
    Body,
    /// Byline and authors.
    Byline,
    /// Newspaper, agency or site.
    Source,
    /// Section.
    Section,
    /// Address.
    Url,
    /// The words of the id.
    Id,
}

impl WordField {
    /// Whether the field has stems beside its words.
    pub fn has_stems(self) -> bool {
        matches!(self, Self::Title | Self::Body)
    }
}

/// What stands at a place of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Occurrence {
    /// Words side by side.
    Sequence(Vec<Slot>),
    /// One letter of a script without blanks, which the index has only as a part of pairs.
    Letter(char),
    /// A word that fits a pattern.
    Pattern(Pattern),
    /// A word near another.
    Near(NearWord),
}

/// One word of a sequence: the terms that may stand there, of which there is one at least; the first is the word as it was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slot(pub Vec<String>);

impl Occurrence {
    /// A text in these very words, side by side, in each way that it reads.
    pub fn phrases(text: &str) -> Vec<Self> {
        analysis::read(text).readings().into_iter().map(Self::phrase).collect()
    }

    /// These very words, side by side.
    pub fn phrase(words: Vec<String>) -> Self {
        Self::Sequence(words.into_iter().map(|word| Slot(vec![word])).collect())
    }
}

/// One name that has all words of one of its readings, in any order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameClause {
    /// Kinds of names.
    pub kinds: Vec<EntityKind>,
    /// The ways to read what was typed.
    pub readings: Vec<Vec<String>>,
}

impl NameClause {
    /// A name as it was typed; `None` is any kind.
    pub fn new(kind: Option<EntityKind>, typed: &str) -> Self {
        let kinds = kind.map_or_else(|| EntityKind::ALL.to_vec(), |kind| vec![kind]);
        Self { kinds, readings: analysis::read(typed).readings() }
    }

    /// Whether a name has the words.
    pub fn matches(&self, name: &str) -> bool {
        let of_name = analysis::read(name).readings();
        self.readings.iter().any(|words| words.iter().all(|word| of_name.iter().any(|name| name.contains(word))))
    }
}
