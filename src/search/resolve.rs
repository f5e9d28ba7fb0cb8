//! Whom a name in a query means in this index: the names that have its words, the other spellings of the same person, and
//! what the users of the archive have written down about them.

use std::collections::BTreeSet;

use tantivy::Searcher;

use crate::analysis::read;
use crate::article::EntityKind;
use crate::error::Result;
use crate::index::{OpenIndex, sound_prefix};
use crate::names::{Correction, Corrections, Entry, Name, Rule, has_key, name_key, same_person};
use crate::query::{NameClause, Nearness, Node, Pattern, conjunction, disjunction};

use super::live::for_each_term;

/// How names in a query are taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NameReading {
    /// Any known spelling of the person, and last the articles that have the surname alone.
    #[default]
    AnySpelling,
    /// This whole name, in any spelling of one key and any that the file of corrections joins with it, and nothing else.
    Exact,
}

/// Where more people have a name of one word, other spellings are not looked for, and a note says so: the work would grow with
/// the product of both, and a name so common needs a given name beside it.
const BEARERS_MAX: usize = 200;

/// So many other spellings are named in a note.
const SPELLINGS_NOTED: usize = 8;

/// A query whose names are resolved.
#[derive(Debug)]
pub(super) struct Resolved {
    /// Articles that surely name whom the query means.
    pub(super) sure: Node,
    /// These, and articles that have the surname alone.
    pub(super) wide: Node,
}

/// Resolves the names of one query.
pub(super) struct Resolver<'a> {
    index: &'a OpenIndex,
    searcher: &'a Searcher,
    corrections: &'a Corrections,
    reading: NameReading,
    /// What a reader should know about how names were taken.
    pub(super) notes: Vec<String>,
    /// Surnames that were looked for alone, as they are listed.
    pub(super) lone_surnames: BTreeSet<String>,
    /// Names that are asked for, those that must not be there left out.
    pub(super) asked: Vec<AskedName>,
}

/// A name that a query asks for.
#[derive(Debug)]
pub(super) struct AskedName {
    pub(super) kind: EntityKind,
    /// Every name with these words is meant.
    words: Option<NameClause>,
    /// And these, as they are listed.
    listed: BTreeSet<String>,
}

impl AskedName {
    /// Whether a name as it is listed is asked for.
    pub(super) fn is(&self, name: &str) -> bool {
        self.listed.contains(name) || self.words.as_ref().is_some_and(|words| words.matches(name))
    }
}

impl<'a> Resolver<'a> {
    pub(super) fn new(
        index: &'a OpenIndex,
        searcher: &'a Searcher,
        corrections: &'a Corrections,
        reading: NameReading,
    ) -> Self {
        Self {
            index,
            searcher,
            corrections,
            reading,
            notes: Vec::new(),
            lone_surnames: BTreeSet::new(),
            asked: Vec::new(),
        }
    }

    /// Resolves all names in a tree.
    pub(super) fn resolve(&mut self, node: &Node) -> Result<Resolved> {
        Ok(match node {
            Node::Name(kind, name) => self.name(*kind, name)?,
            Node::NamePattern(..) | Node::Near(_) | Node::AtLeast(..) | Node::First(..) => {
                let sure = self.in_places(node)?;
                Resolved { wide: sure.clone(), sure }
            }
            Node::And(children) => {
                let (sure, wide) = self.all(children)?;
                Resolved { sure: conjunction(sure), wide: conjunction(wide) }
            }
            Node::Or(children) => {
                let (sure, wide) = self.all(children)?;
                Resolved { sure: disjunction(sure), wide: disjunction(wide) }
            }
            // What is only perhaps meant excludes nothing.
            Node::Not(child) => {
                let (lone_surnames, asked) = (self.lone_surnames.clone(), self.asked.len());
                let sure = Node::Not(Box::new(self.resolve(child)?.sure));
                self.lone_surnames = lone_surnames;
                self.asked.truncate(asked);
                Resolved { wide: sure.clone(), sure }
            }
            other => Resolved { sure: other.clone(), wide: other.clone() },
        })
    }

    /// The same tree with names as the index lists them, since a text marks those where it names somebody. Only who is surely meant
    /// is near anything.
    fn in_places(&mut self, node: &Node) -> Result<Node> {
        Ok(match node {
            Node::Name(kind, name) => self.listed_as(*kind, |resolver, kind| {
                if resolver.reading == NameReading::Exact {
                    return resolver.whole_name(kind, name);
                }
                let mut listed = resolver.names_with_words(kind, name)?;
                listed.retain(|other| !resolver.is_left_out(kind, name, other));
                listed.extend(resolver.other_spellings(kind, name)?.0);
                Ok(listed)
            })?,
            Node::NamePattern(kind, pattern) => {
                let pattern = Pattern::new(pattern);
                self.listed_as(*kind, |resolver, kind| {
                    let fits = |word: &String| pattern.matches(word);
                    let has_fitting = |listed: &str| read(listed).readings().iter().flatten().any(fits);
                    resolver.listed(kind, |listed| has_fitting(listed) && !resolver.corrections.is_hidden(kind, listed))
                })?
            }
            Node::Or(children) => {
                let children: Result<Vec<Node>> = children.iter().map(|child| self.in_places(child)).collect();
                Node::Or(children?)
            }
            Node::Near(nearness) => {
                let (left, asked) = (self.in_places(&nearness.left)?, self.asked.len());
                let right = self.in_places(&nearness.right)?;
                if nearness.negated {
                    self.asked.truncate(asked);
                }
                Node::Near(Box::new(Nearness { left, right, ..**nearness }))
            }
            Node::AtLeast(count, child) => Node::AtLeast(*count, Box::new(self.in_places(child)?)),
            Node::First(count, child) => Node::First(*count, Box::new(self.in_places(child)?)),
            other => other.clone(),
        })
    }

    /// The names of a kind, or of each kind, that are found by `find`.
    fn listed_as(
        &mut self,
        kind: Option<EntityKind>,
        mut find: impl FnMut(&mut Self, EntityKind) -> Result<BTreeSet<String>>,
    ) -> Result<Node> {
        let kinds = kind.map_or_else(|| EntityKind::ALL.to_vec(), |kind| vec![kind]);
        let mut any = Vec::with_capacity(kinds.len());
        for kind in kinds {
            let listed = find(self, kind)?;
            any.push(Node::Listed(kind, listed.iter().cloned().collect()));
            self.asked.push(AskedName { kind, words: None, listed });
        }
        Ok(disjunction(any))
    }

    fn all(&mut self, children: &[Node]) -> Result<(Vec<Node>, Vec<Node>)> {
        let resolved: Result<Vec<Resolved>> = children.iter().map(|child| self.resolve(child)).collect();
        Ok(resolved?.into_iter().map(|resolved| (resolved.sure, resolved.wide)).unzip())
    }

    fn name(&mut self, kind: Option<EntityKind>, name: &str) -> Result<Resolved> {
        let kinds = kind.map_or_else(|| EntityKind::ALL.to_vec(), |kind| vec![kind]);
        let (mut sure, mut lone) = (Vec::new(), BTreeSet::new());
        for kind in kinds {
            if self.reading == NameReading::Exact {
                let listed = self.whole_name(kind, name)?;
                sure.push(Node::Listed(kind, listed.iter().cloned().collect()));
                self.asked.push(AskedName { kind, words: None, listed });
                continue;
            }
            sure.push(self.by_words(kind, name)?);
            let (others, surnames) = self.other_spellings(kind, name)?;
            let listed = others.union(&surnames).cloned().collect();
            self.asked.push(AskedName { kind, words: Some(NameClause::new(Some(kind), name)), listed });
            lone.extend(surnames);
            if !others.is_empty() {
                sure.push(Node::Listed(kind, others.into_iter().collect()));
            }
        }
        let sure = disjunction(sure);
        if lone.is_empty() {
            return Ok(Resolved { wide: sure.clone(), sure });
        }
        self.lone_surnames.extend(lone.iter().cloned());
        let wide = disjunction(vec![sure.clone(), Node::Listed(EntityKind::Person, lone.into_iter().collect())]);
        Ok(Resolved { sure, wide })
    }

    /// What else the name is listed as: by the file of corrections, and by the rules. And the surnames that may be the person.
    fn other_spellings(&mut self, kind: EntityKind, name: &str) -> Result<(BTreeSet<String>, BTreeSet<String>)> {
        let mut others = self.joined(kind, name)?;
        if kind != EntityKind::Person {
            return Ok((others, BTreeSet::new()));
        }
        let sounding = self.people_sounding(name)?;
        others.extend(self.spellings(name, &sounding));
        Ok((others, self.surname_alone(name, &sounding)))
    }

    fn is_left_out(&self, kind: EntityKind, name: &str, listed: &str) -> bool {
        self.corrections.is_hidden(kind, listed) || self.corrections.are_parted(kind, name, listed)
    }

    /// The spellings in which the index lists this whole name, and those of names that the file of corrections makes one with it:
    /// what a list of names counts under one name.
    fn whole_name(&self, kind: EntityKind, name: &str) -> Result<BTreeSet<String>> {
        if self.corrections.is_hidden(kind, name) {
            return Ok(BTreeSet::new());
        }
        let one_with_it = self.corrections.joined(kind, name);
        let keys: Vec<String> = std::iter::once(name).chain(one_with_it).map(name_key).collect();
        self.listed(kind, |listed| keys.iter().any(|key| has_key(listed, key)))
    }

    /// The names that have all of these words, without those that are hidden or set apart from this name.
    fn by_words(&self, kind: EntityKind, name: &str) -> Result<Node> {
        let by_words = Node::Name(Some(kind), name.to_owned());
        let leaves_out = |entry: &Entry| {
            let is_such = matches!(entry.correction, Correction::Hide { .. } | Correction::Part { .. });
            is_such && entry.correction.kind() == kind
        };
        if !self.corrections.entries().iter().any(leaves_out) {
            return Ok(by_words);
        }
        let listed = self.names_with_words(kind, name)?;
        let (left_out, meant): (Vec<String>, Vec<String>) =
            listed.into_iter().partition(|other| self.is_left_out(kind, name, other));
        if left_out.is_empty() {
            return Ok(by_words);
        }
        // An article may name both one that is left out and one that is meant.
        let without = conjunction(vec![by_words, Node::Not(Box::new(Node::Listed(kind, left_out)))]);
        Ok(disjunction(vec![without, Node::Listed(kind, meant)]))
    }

    /// What the file of corrections says is one with this name, or with a name that has all of its words.
    fn joined(&self, kind: EntityKind, name: &str) -> Result<BTreeSet<String>> {
        if self.corrections.is_empty() {
            return Ok(BTreeSet::new());
        }
        let mut joined: BTreeSet<&str> = self.corrections.joined(kind, name).into_iter().collect();
        for entry in self.corrections.entries().iter().filter(|entry| entry.correction.kind() == kind) {
            let corrected = entry.correction.names();
            for with_words in corrected.into_iter().filter(|corrected| has_words(corrected, name)) {
                joined.extend(self.corrections.joined(kind, with_words));
            }
        }
        let keys: BTreeSet<String> = joined.into_iter().map(name_key).collect();
        if keys.is_empty() {
            return Ok(BTreeSet::new());
        }
        // The index lists spellings; the file may have others of the same key.
        self.listed(kind, |listed| keys.contains(&name_key(listed)) && !self.corrections.is_hidden(kind, listed))
    }

    /// Other spellings of the person, by the rules; each is named in a note.
    fn spellings(&mut self, name: &str, sounding: &BTreeSet<String>) -> BTreeSet<String> {
        let asked = Name::parse(name);
        let is_hidden = |name: &str| self.corrections.is_hidden(EntityKind::Person, name);
        let bearers: Vec<(&str, Name)> = if asked.is_full() {
            vec![(name, asked)]
        } else {
            let bearers = sounding.iter().filter(|other| has_words(other, name) && !is_hidden(other));
            let parsed = bearers.map(|other| (other.as_str(), Name::parse(other)));
            parsed.filter(|(_, bearer)| bearer.is_full()).collect()
        };
        if bearers.len() > BEARERS_MAX {
            let count = bearers.len();
            self.notes.push(format!(
                "`{name}`: {count} people are called so; other spellings were not looked for, add a given name"
            ));
            return BTreeSet::new();
        }
        let mut spellings = BTreeSet::new();
        for other in sounding.iter().filter(|other| !has_words(other, name)) {
            let parsed = Name::parse(other);
            let is_meant = |(bearer, bearer_name): &(&str, Name)| {
                let is_one = match same_person(bearer_name, &parsed) {
                    None => false,
                    Some(Rule::FewerNames) => bearers.len() == 1,
                    Some(_) => true,
                };
                is_one && !self.corrections.are_parted(EntityKind::Person, bearer, other)
            };
            if parsed.is_full() && !is_hidden(other) && bearers.iter().any(is_meant) {
                spellings.insert(other.clone());
            }
        }
        if !spellings.is_empty() {
            let noted: Vec<&str> = spellings.iter().take(SPELLINGS_NOTED).map(String::as_str).collect();
            let more = match spellings.len().saturating_sub(SPELLINGS_NOTED) {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            self.notes.push(format!("`{name}`: also as {}{more}; --exact-name leaves them out", noted.join(", ")));
        }
        spellings
    }

    /// Names of one word that are the surname of a full name.
    fn surname_alone(&self, name: &str, sounding: &BTreeSet<String>) -> BTreeSet<String> {
        let asked = Name::parse(name);
        if !asked.is_full() {
            return BTreeSet::new();
        }
        let is_surname = |other: &&String| {
            let other_name = Name::parse(other);
            !other_name.is_full()
                && other_name.surname() == asked.surname()
                && !self.corrections.are_parted(EntityKind::Person, name, other)
                && !self.corrections.is_hidden(EntityKind::Person, other)
        };
        sounding.iter().filter(is_surname).cloned().collect()
    }

    /// People whose surnames sound like that of this name.
    fn people_sounding(&self, name: &str) -> Result<BTreeSet<String>> {
        let mut names = BTreeSet::new();
        for surname in Name::parse(name).surnames() {
            let prefix = sound_prefix(&surname).into_bytes();
            let mut end = prefix.clone();
            if let Some(last) = end.last_mut() {
                *last += 1;
            }
            for_each_term(self.searcher, self.index.fields().person_sound, &prefix, Some(&end), |term| {
                names.insert(String::from_utf8_lossy(&term[prefix.len()..]).into_owned());
            })?;
        }
        Ok(names)
    }

    fn names_with_words(&self, kind: EntityKind, name: &str) -> Result<BTreeSet<String>> {
        self.listed(kind, |listed| has_words(listed, name))
    }

    /// Names of a kind as the index lists them. This goes through all of them: for archives with a file of corrections, and for
    /// whole names, whose spellings may begin with any letter.
    fn listed(&self, kind: EntityKind, is_wanted: impl Fn(&str) -> bool) -> Result<BTreeSet<String>> {
        let mut names = BTreeSet::new();
        for_each_term(self.searcher, self.index.fields().listed_names(kind), &[], None, |term| {
            let name = String::from_utf8_lossy(term);
            if is_wanted(&name) {
                names.insert(name.into_owned());
            }
        })?;
        Ok(names)
    }
}

/// Whether a name has all words of another.
fn has_words(name: &str, words: &str) -> bool {
    NameClause::new(None, words).matches(name)
}
