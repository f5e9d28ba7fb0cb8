//! The people, organisations and places of an article: those that its file states and those that its text names, spellings
//! of one name joined.

use std::collections::HashSet;

use super::tagger::{Tagged, Tagger};
use crate::article::{Entity, EntityKind, Mention, StatedName, TextPart};
use crate::names::{Chain, Mentioned, chain, name_key, strip_honorifics};

/// The number of the body among the two texts of an article.
const BODY: usize = 1;

/// So many bytes before a mention are looked at for titles: `former Vice-President of the United States, `.
const TITLE_BYTES_MAX: usize = 64;

/// A line that begins so names a photographer and his agency, not what the article is about.
const CREDIT_LINES: &[&str] = &[
    "image:",
    "images:",
    "photo:",
    "photos:",
    "photo by",
    "photos by",
    "photograph:",
    "photograph by",
    "picture:",
    "pictures:",
    "picture by",
    "credit:",
    "credits:",
    "photo credit",
    "image credit",
    "graphic:",
    "illustration:",
    "illustration by",
    "video:",
    "file photo",
    "©",
    "(photo",
    "(image",
    "[photo",
    "[image",
];

/// A credit line is no longer than this, in bytes: what begins so and goes on is text.
const CREDIT_BYTES_MAX: usize = 160;

/// The dateline ends within so many bytes of its paragraph: `BEIRUT, Lebanon, Aug. 3 (AP) —`.
const DATELINE_BYTES_MAX: usize = 80;

/// What has more words is a list of people whose commas were lost: `Mohammed bin Salman bin Abdulaziz al Saud` has seven.
const PERSON_WORDS_MAX: usize = 7;

/// Finds the names in title and body, where a tagger is given, and joins them with those that the file states.
pub(super) fn find_entities(texts: [&str; 2], stated: &[StatedName], tagger: Option<&mut Tagger>) -> Vec<Entity> {
    let tagged = tagger.map(|tagger| tagger.tag(&texts)).unwrap_or_default();
    let mentions = tagged.into_iter().filter(|found| is_mention(texts[found.text], found));
    let found: Vec<Tagged> = mentions.map(|found| without_title(texts[found.text], found)).collect();
    if stated.is_empty() && found.is_empty() {
        return Vec::new();
    }
    let of_file = stated.iter().map(|name| Mentioned { kind: name.kind, text: &name.name, before: "", stated: true });
    let of_text = found.iter().map(|found| Mentioned {
        kind: found.kind,
        text: &texts[found.text][found.start..found.end],
        before: before(texts[found.text], found.start),
        stated: false,
    });
    let mentioned: Vec<Mentioned<'_>> = of_file.chain(of_text).collect();
    let places = scalar_places(&texts, &found);
    chain(&mentioned).into_iter().map(|chain| entity(chain, &mentioned, stated.len(), &places)).collect()
}

fn entity(chain: Chain, mentioned: &[Mentioned<'_>], stated: usize, places: &[Mention]) -> Entity {
    let mut seen = HashSet::from([name_key(&chain.name)]);
    let mut texts = HashSet::new();
    let mut spellings = Vec::new();
    for text in chain.mentions.iter().map(|mention| mentioned[*mention].text).filter(|text| texts.insert(*text)) {
        let bare = if chain.kind == EntityKind::Person { strip_honorifics(text) } else { text };
        let spelling = bare.split_whitespace().collect::<Vec<_>>().join(" ");
        if seen.insert(name_key(&spelling)) {
            spellings.push(spelling);
        }
    }
    let mentions = chain.mentions.iter().filter_map(|mention| places.get(mention.checked_sub(stated)?)).copied();
    Entity { kind: chain.kind, name: chain.name, stated: chain.stated, spellings, mentions: mentions.collect() }
}

/// Whether what the tagger found is a name, and named by the article itself: not in the credit of a picture, and not the
/// agency of a dateline.
fn is_mention(text: &str, found: &Tagged) -> bool {
    let words = text[found.start..found.end].split_whitespace().count();
    if found.kind == EntityKind::Person && words > PERSON_WORDS_MAX {
        return false;
    }
    let is_credit = found.text == BODY && short_line(text, found).is_some_and(is_credit);
    !is_credit && !is_agency_of_dateline(text, found)
}

/// The line in which a name stands, unless it is longer than a credit.
fn short_line<'t>(text: &'t str, found: &Tagged) -> Option<&'t str> {
    let (from, to) = (found.start.saturating_sub(CREDIT_BYTES_MAX), text.len().min(found.end + CREDIT_BYTES_MAX));
    let begins = text.as_bytes()[from..found.start].iter().rposition(|byte| *byte == b'\n').map(|at| from + at + 1);
    let ends = text.as_bytes()[found.end..to].iter().position(|byte| *byte == b'\n').map(|at| found.end + at);
    let start = begins.or((from == 0).then_some(0))?;
    let end = ends.or((to == text.len()).then_some(to))?;
    (end - start <= CREDIT_BYTES_MAX).then(|| &text[start..end])
}

fn is_credit(line: &str) -> bool {
    let line = line.trim_start();
    let begins =
        |opening: &&str| line.get(..opening.len()).is_some_and(|beginning| beginning.eq_ignore_ascii_case(opening));
    CREDIT_LINES.iter().any(begins)
}

/// A person without the titles in front that the tagger may have taken for a part of the name.
fn without_title(text: &str, found: Tagged) -> Tagged {
    let name = &text[found.start..found.end];
    let bare = strip_honorifics(name);
    match name.rfind(bare) {
        Some(offset) if found.kind == EntityKind::Person && !bare.is_empty() => {
            Tagged { start: found.start + offset, end: found.start + offset + bare.len(), ..found }
        }
        _ => found,
    }
}

/// `(AP) —`, `(Reuters) -` at the beginning of a paragraph.
fn is_agency_of_dateline(text: &str, found: &Tagged) -> bool {
    let from = found.start.saturating_sub(DATELINE_BYTES_MAX);
    let begins_nearby = from == 0 || text.as_bytes()[from..found.start].contains(&b'\n');
    if found.kind == EntityKind::Place || !begins_nearby {
        return false;
    }
    let Some(behind) = text[found.end..].strip_prefix(')') else {
        return false;
    };
    let dash = behind.trim_start_matches([' ', '\u{a0}']).chars().next();
    text[..found.start].ends_with('(') && matches!(dash, Some('-' | '–' | '—' | '―'))
}

/// What stands before a byte in the same paragraph, as far as titles reach.
fn before(text: &str, start: usize) -> &str {
    let mut from = start.saturating_sub(TITLE_BYTES_MAX);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let before = &text[from..start];
    before.rfind("\n\n").map_or(before, |paragraph| &before[paragraph + 2..])
}

/// The same places counted in Unicode scalar values. What was found is in the order of the texts.
fn scalar_places(texts: &[&str; 2], found: &[Tagged]) -> Vec<Mention> {
    let mut places = Vec::with_capacity(found.len());
    let (mut text, mut byte, mut scalar) = (0, 0, 0_u32);
    for found in found {
        if found.text != text {
            (text, byte, scalar) = (found.text, 0, 0);
        }
        let mut count_to = |to: usize| {
            let passed = &texts[text][byte..to];
            let count = if passed.is_ascii() { passed.len() } else { passed.chars().count() };
            scalar += u32::try_from(count).unwrap_or(u32::MAX);
            byte = to;
            scalar
        };
        let start = count_to(found.start);
        let end = count_to(found.end);
        places.push(Mention { field: if text == 0 { TextPart::Title } else { TextPart::Body }, start, end });
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether the first place of a name in a text counts as a mention of an organisation.
    fn counts(text: &str, name: &str) -> bool {
        let start = text.find(name).unwrap();
        let found = Tagged { text: BODY, start, end: start + name.len(), kind: EntityKind::Org, probability: 1.0 };
        is_mention(text, &found)
    }

    #[test]
    fn credits_and_agencies_of_datelines_are_no_mentions() {
        let rows = [
            ("IMAGE: AP / PRESIDENT.IR", "AP", false),
            ("The end.\n\nPhoto by Anna Petrova/Getty Images", "Getty Images", false),
            ("BEIRUT (AP) — Two men were hurt.", "AP", false),
            ("LONDON, March 3 (Reuters) - Rates rose.", "Reuters", false),
            ("The agency (AP) was founded in 1846.", "AP", true),
            ("Reuters said so.", "Reuters", true),
            ("Images of the AP building were shown.", "AP", true),
        ];
        for (text, name, expected) in rows {
            assert_eq!(counts(text, name), expected, "{text}");
        }
    }

    #[test]
    fn titles_are_no_part_of_a_mention() {
        let text = "Ayatollah Ali Khamenei’s aide";
        let found = Tagged { text: 0, start: 0, end: 22, kind: EntityKind::Person, probability: 1.0 };
        let bare = without_title(text, found);
        assert_eq!(&text[bare.start..bare.end], "Ali Khamenei");
        let place = Tagged { kind: EntityKind::Place, ..found };
        assert_eq!(without_title(text, place), place);
    }

    #[test]
    fn places_count_scalar_values() {
        let texts = ["Élan", "“Erdoğan” met Šefčovič"];
        let at = |text: usize, name: &str| {
            let start = texts[text].find(name).unwrap();
            Tagged { text, start, end: start + name.len(), kind: EntityKind::Person, probability: 1.0 }
        };
        let found = [at(0, "lan"), at(1, "Erdoğan"), at(1, "Šefčovič")];
        let places: Vec<(u32, u32)> =
            scalar_places(&texts, &found).iter().map(|place| (place.start, place.end)).collect();
        assert_eq!(places, [(1, 4), (1, 8), (14, 22)]);
    }
}
