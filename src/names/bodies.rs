//! Chains of organisations and places: by their names without article and legal form, and by their initials.

use std::collections::HashMap;

use super::mention::{Chain, Mentioned, Spelling, best_spelling, is_in_capitals, on_one_line};
use super::parse::{name_key, strip_possessive};
use super::tables::{CORPORATE_SUFFIXES, SMALL_WORDS, TRADES, has};
use crate::article::EntityKind;

/// Most letters of an acronym. `UNESCO` has six; ministries and unions reach eight or nine.
const ACRONYM_LETTERS_MAX: usize = 10;

/// A word in mixed case is taken for an acronym (`Opec`, `Unesco`) from this many letters on.
const MIXED_ACRONYM_LETTERS_MIN: usize = 4;

/// Gathers the organisations or places among `places`, which are indexes into `mentions`, ascending.
pub(super) fn chain_bodies(mentions: &[Mentioned<'_>], kind: EntityKind, places: &[usize]) -> Vec<Chain> {
    let mut bodies = gather_by_key(mentions, kind, places);
    let longer = find_longer_forms(mentions, kind, &bodies);
    for (short, full) in longer {
        let joined = std::mem::take(&mut bodies[short].places);
        bodies[full].places.extend(joined);
    }
    let chains = bodies.into_iter().filter(|body| !body.places.is_empty());
    chains.map(|body| chain_of(mentions, kind, body)).collect()
}

/// All mentions with one key.
#[derive(Debug)]
struct Body {
    /// Without article and legal form.
    core: String,
    /// The keys with legal form, each once.
    keys: Vec<String>,
    places: Vec<usize>,
}

fn gather_by_key(mentions: &[Mentioned<'_>], kind: EntityKind, places: &[usize]) -> Vec<Body> {
    let mut bodies: Vec<Body> = Vec::new();
    let mut by_text: HashMap<&str, usize> = HashMap::new();
    let mut by_core: HashMap<String, usize> = HashMap::new();
    for &place in places {
        let text = mentions[place].text;
        let at = *by_text.entry(text).or_insert_with(|| {
            let key = key_of(text);
            let core = if kind == EntityKind::Org { without_legal_form(&key) } else { &key };
            let at = *by_core.entry(core.to_owned()).or_insert_with(|| {
                bodies.push(Body { core: core.to_owned(), keys: Vec::new(), places: Vec::new() });
                bodies.len() - 1
            });
            if !bodies[at].keys.contains(&key) {
                bodies[at].keys.push(key);
            }
            at
        });
        bodies[at].places.push(place);
    }
    bodies
}

/// The key of a name without possessive, commas, and `the` in front; `&` is `and`. A text without letters is its own.
fn key_of(text: &str) -> String {
    let text = strip_possessive(text.trim().trim_end_matches([',', ';', ':']));
    let key = name_key(&text.replace('&', " and ").replace([',', '(', ')', '"', '“', '”'], " "));
    let bare = key.strip_prefix("the ").unwrap_or(&key);
    if bare.is_empty() { text.to_owned() } else { bare.to_owned() }
}

/// Cuts `Inc`, `Holdings` and the like off the end of a key, but never all of it.
fn without_legal_form(key: &str) -> &str {
    let mut core = key;
    while let Some((rest, last)) = core.rsplit_once(' ')
        && (has(CORPORATE_SUFFIXES, last) || last == "and" && core.len() < key.len())
    {
        core = rest;
    }
    core
}

/// For each body that is a short form of exactly one other: both, as indexes, in the order of the short ones.
fn find_longer_forms(mentions: &[Mentioned<'_>], kind: EntityKind, bodies: &[Body]) -> Vec<(usize, usize)> {
    let mut by_initials: HashMap<String, Vec<usize>> = HashMap::new();
    let mut by_founder: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, body) in bodies.iter().enumerate() {
        // `AI` is not Apple Inc.: a legal form lends its letter to a name of several words alone.
        let keys = body.keys.iter().filter(|_| body.core.contains(' '));
        for initials in keys.flat_map(|key| initials_of(key)).chain(initials_of(&body.core)) {
            let named = by_initials.entry(initials).or_default();
            if named.last() != Some(&at) {
                named.push(at);
            }
        }
        if let Some(founder) = founder_of(&body.core).filter(|_| kind == EntityKind::Org) {
            by_founder.entry(founder).or_default().push(at);
        }
    }
    let is_acronym_of = |body: &Body| by_initials.get(&body.core).filter(|_| is_acronym(mentions, body));
    let longer = |(at, body): (usize, &Body)| match is_acronym_of(body)
        .or_else(|| by_founder.get(&*body.core))?
        .as_slice()
    {
        [only] => (*only != at).then_some((at, *only)),
        several => several.iter().find(|full| is_introduced(mentions, body, &bodies[**full])).map(|full| (at, *full)),
    };
    bodies.iter().enumerate().filter(|(_, body)| !body.core.contains(' ')).filter_map(longer).collect()
}

/// Whether a short form stands in brackets behind a longer one, as where a reporter introduces it: `American Medical
/// Association (AMA)`. Of what stands before, the last words are enough.
fn is_introduced(mentions: &[Mentioned<'_>], short: &Body, full: &Body) -> bool {
    short.places.iter().filter_map(|place| mentions[*place].before.trim_end().strip_suffix('(')).any(|before| {
        let before = key_of(before);
        let is_full = |key: &String| before.ends_with(key.as_str()) || before.contains(' ') && key.ends_with(&before);
        full.keys.iter().any(is_full)
    })
}

/// The letters that a key of two words or more can be shortened to: the first of each word, with small words and
/// without.
fn initials_of(key: &str) -> Vec<String> {
    let letters =
        |words: &mut dyn Iterator<Item = &str>| words.filter_map(|word| word.chars().next()).collect::<String>();
    let all = letters(&mut key.split(' '));
    let of_content = letters(&mut key.split(' ').filter(|word| !has(SMALL_WORDS, word)));
    let mut found = vec![all, of_content];
    found.dedup();
    found.retain(|initials| (2..=ACRONYM_LETTERS_MAX).contains(&initials.chars().count()));
    found
}

/// The first word of a firm's name when all others tell its trade.
fn founder_of(core: &str) -> Option<&str> {
    let (founder, trade) = core.split_once(' ')?;
    trade.split(' ').all(|word| has(TRADES, word)).then_some(founder)
}

/// Whether one of the spellings of a body is in capitals, or in mixed case and long enough to be no chance.
fn is_acronym(mentions: &[Mentioned<'_>], body: &Body) -> bool {
    let letters = body.core.chars().count();
    (2..=ACRONYM_LETTERS_MAX).contains(&letters)
        && (letters >= MIXED_ACRONYM_LETTERS_MIN
            || body.places.iter().any(|place| is_in_capitals(&displayed(mentions[*place].text))))
}

fn chain_of(mentions: &[Mentioned<'_>], kind: EntityKind, body: Body) -> Chain {
    let Body { mut places, core, .. } = body;
    places.sort_unstable();
    let is_of_several_words = core.contains(' ');
    let mut spellings: Vec<Spelling> = Vec::new();
    let mut known: HashMap<(String, bool), usize> = HashMap::new();
    for place in &places {
        let mention = &mentions[*place];
        let text = displayed(mention.text);
        let at = *known.entry((text, mention.stated)).or_insert_with_key(|(text, stated)| {
            let is_short = is_of_several_words && !text.contains([' ', '-', '&']);
            // Of an organisation with one word only, capitals may be how it writes itself: NATO.
            let is_shouted = is_in_capitals(text) && (text.contains(' ') || kind == EntityKind::Place);
            spellings.push(Spelling {
                text: text.clone(),
                count: 0,
                against: [is_short, is_shouted, *stated],
                against_on_tie: is_in_capitals(text) || text.starts_with("The "),
            });
            spellings.len() - 1
        });
        spellings[at].count += 1;
    }
    Chain {
        kind,
        name: best_spelling(spellings),
        stated: places.iter().any(|place| mentions[*place].stated),
        mentions: places,
    }
}

/// The words to list a name under: on one line, without possessive and without `the` in lower case; `The Hague` keeps it.
fn displayed(text: &str) -> String {
    let text = on_one_line(strip_possessive(text.trim()));
    text.strip_prefix("the ").map(str::to_owned).unwrap_or(text)
}
