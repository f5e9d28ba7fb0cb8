//! People, organisations and places, and where a text names them.

use serde::{Deserialize, Serialize};

/// Someone or something that an article names.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Entity {
    /// Person, organisation or place.
    pub kind: EntityKind,
    /// The name, in its fullest known spelling.
    pub name: String,
    /// Whether the file itself states it, as against its being read out of the text.
    pub stated: bool,
    /// Other spellings of it in this article, each once: `Raisi` for Ebrahim Raisi.
    pub spellings: Vec<String>,
    /// Where the text names it; empty for a name that only the file's header states.
    #[serde(with = "packed_mentions")]
    pub mentions: Vec<Mention>,
}

/// The three kinds of name that can be searched for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EntityKind {
    /// A human being.
    Person,
    /// A company, party, agency, club or other body.
    Org,
    /// A country, town, river or other place.
    Place,
}

impl EntityKind {
    /// All kinds, in the order in which output lists them.
    pub const ALL: [Self; 3] = [Self::Person, Self::Org, Self::Place];

    /// The word that users see: `person`, `org`, `place`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Org => "org",
            Self::Place => "place",
        }
    }

    /// The same for many: `people`, `orgs`, `places`.
    pub fn plural(self) -> &'static str {
        match self {
            Self::Person => "people",
            Self::Org => "orgs",
            Self::Place => "places",
        }
    }
}

/// One place in the text that names an entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    /// Title or body.
    pub field: TextPart,
    /// First Unicode scalar value of the mention.
    pub start: u32,
    /// One past the last.
    pub end: u32,
}

/// Mentions as how far each begins behind the one before, and how long it is: half of what they take written out, and an
/// article may have hundreds.
mod packed_mentions {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use super::{Mention, TextPart};

    /// Shifts the number of a text below a distance.
    const PARTS: u64 = 2;

    pub(super) fn serialize<S: Serializer>(mentions: &[Mention], serializer: S) -> Result<S::Ok, S::Error> {
        let mut last = [0; 2];
        let packed = mentions.iter().map(|mention| {
            let part = mention.field as usize;
            let distance = mention.start.wrapping_sub(last[part]);
            last[part] = mention.start;
            (u64::from(distance) * PARTS + part as u64, mention.end.wrapping_sub(mention.start))
        });
        packed.collect::<Vec<(u64, u32)>>().serialize(serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Mention>, D::Error> {
        let mut last = [0_u32; 2];
        let packed: Vec<(u64, u32)> = Vec::deserialize(deserializer)?;
        let mentions = packed.into_iter().map(|(number, length)| {
            let (field, part) = if number % PARTS == 0 { (TextPart::Title, 0) } else { (TextPart::Body, 1) };
            let distance = u32::try_from(number / PARTS).unwrap_or(u32::MAX);
            last[part] = last[part].wrapping_add(distance);
            Mention { field, start: last[part], end: last[part].wrapping_add(length) }
        });
        Ok(mentions.collect())
    }
}

/// The places of one of an article's texts that name some of its entities, in order: bytes from and to, and the entity.
pub fn named_in<'a>(
    entities: impl IntoIterator<Item = &'a Entity>,
    part: TextPart,
    text: &str,
) -> Vec<(usize, usize, &'a Entity)> {
    let of_part = |entity: &'a Entity| {
        let mentions = entity.mentions.iter().filter(move |mention| mention.field == part);
        mentions.map(move |mention| (mention.start, mention.end, entity))
    };
    let mut mentions: Vec<(u32, u32, &Entity)> = entities.into_iter().flat_map(of_part).collect();
    mentions.sort_by_key(|(start, end, _)| (*start, *end));
    // Mentions that overlap may ask for a place before the one that was given last.
    let mut places: Vec<u32> = mentions.iter().flat_map(|(start, end, _)| [*start, *end]).collect();
    places.sort_unstable();
    places.dedup();
    let mut letters = text.char_indices().map(|(byte, _)| byte).chain([text.len()]).zip(0_u32..).peekable();
    let mut bytes = Vec::with_capacity(places.len());
    for place in &places {
        while letters.next_if(|(_, letter)| letter < place).is_some() {}
        bytes.push(letters.peek().map_or(text.len(), |(byte, _)| *byte));
    }
    let byte_of = |place: u32| places.binary_search(&place).map_or(text.len(), |found| bytes[found]);
    mentions.into_iter().map(|(start, end, entity)| (byte_of(start), byte_of(end), entity)).collect()
}

/// The two texts of an article that offsets can point into.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TextPart {
    /// The headline.
    Title,
    /// The text below it.
    Body,
}

impl TextPart {
    /// The word that users see.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Body => "body",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mentions_come_back_as_they_were_stored() {
        let mention = |field, start, end| Mention { field, start, end };
        let mentions = vec![
            mention(TextPart::Title, 3, 9),
            mention(TextPart::Body, 0, 5),
            mention(TextPart::Body, 70_000, 70_012),
            mention(TextPart::Title, 1, 2),
            mention(TextPart::Body, 12, u32::MAX),
        ];
        let entity =
            Entity { kind: EntityKind::Person, name: "Anna".into(), stated: false, spellings: Vec::new(), mentions };
        let bytes = postcard::to_stdvec(&entity).unwrap();
        assert_eq!(postcard::from_bytes::<Entity>(&bytes).unwrap(), entity);
    }
}
