//! Which names are one, worked out entry by entry, so that the first entry that contradicts an earlier one is found.

use std::collections::{BTreeMap, HashMap};

use super::correction::{Correction, excerpt};
use crate::article::EntityKind;
use crate::names::name_key;

/// The names of a file, in groups of those that joins and renames make one.
///
/// Names, groups and entries are numbers here: their places in the lists.
#[derive(Clone, Debug, Default)]
pub(super) struct Grouping {
    numbers: HashMap<(EntityKind, String), usize>,
    names: Vec<Name>,
    groups: Vec<Group>,
    links: Vec<Link>,
}

#[derive(Clone, Debug)]
struct Name {
    /// The first in the file.
    spelling: String,
    group: usize,
    renamed: Option<Renamed>,
    /// Whether a join has it behind another name.
    is_later: bool,
    put_forward: Option<PutForward>,
    /// The first join or rename that has it.
    linked_by: Option<usize>,
    hidden_by: Option<usize>,
}

#[derive(Clone, Debug)]
struct Renamed {
    to: usize,
    spelling: String,
    entry: usize,
}

/// A name that an entry wants to be shown.
#[derive(Clone, Debug)]
struct PutForward {
    /// The last such entry.
    entry: usize,
    spelling: String,
    /// Whether a rename of the name to this very spelling gave it, which no other entry changes.
    is_fixed: bool,
}

#[derive(Clone, Debug, Default)]
struct Group {
    names: Vec<usize>,
    /// The `part` entries that have a name of the group, and which. Two groups with one entry in common are parted.
    parts: BTreeMap<usize, usize>,
    /// The name to show, once all is settled.
    shown: Option<usize>,
}

/// One step by which two names became one.
#[derive(Clone, Copy, Debug)]
struct Link {
    names: [usize; 2],
    entry: usize,
}

/// An earlier entry says something else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Conflict {
    /// What cannot be done, as it stands behind `cannot`.
    pub(super) wanted: String,
    /// The earlier entry.
    pub(super) entry: usize,
    /// What that entry does, as it stands behind its name.
    pub(super) reason: String,
}

impl Grouping {
    /// Takes up an entry, whose names are tidy and which makes sense by itself.
    pub(super) fn add(&mut self, entry: usize, correction: &Correction) -> Result<(), Conflict> {
        let kind = correction.kind();
        match correction {
            Correction::Join { names, .. } => self.join(entry, kind, names),
            Correction::Part { names, .. } => self.part(entry, kind, names),
            Correction::Rename { from, to, .. } => self.rename(entry, kind, from, to),
            Correction::Hide { name, .. } => self.hide(entry, kind, name),
        }
    }

    /// Chooses the name that each group is shown under, when all entries are there.
    ///
    /// That is the last name put forward that no entry wants replaced. Joins can put two names each before the other;
    /// then the last of them stays. Renames cannot, since a circle of them is refused.
    pub(super) fn settle(&mut self) {
        for group in &mut self.groups {
            group.names.sort_unstable();
            let candidates = group.names.iter().copied().filter(|name| self.names[*name].put_forward.is_some());
            group.shown = candidates.max_by_key(|number| {
                let name = &self.names[*number];
                let is_renamed = name.renamed.as_ref().is_some_and(|renamed| renamed.to != *number);
                (!is_renamed, !name.is_later, name.put_forward.as_ref().map(|put_forward| put_forward.entry))
            });
        }
    }

    /// What a name is shown as, where an entry says so.
    pub(super) fn shown(&self, kind: EntityKind, name: &str) -> Option<&str> {
        let shown = self.group_of(kind, name)?.shown?;
        Some(self.names[shown].put_forward.as_ref()?.spelling.as_str())
    }

    /// Whether a name is hidden.
    pub(super) fn is_hidden(&self, kind: EntityKind, name: &str) -> bool {
        self.find(kind, name).is_some_and(|number| self.names[number].hidden_by.is_some())
    }

    /// The other names of a name's group, in the order of the file.
    pub(super) fn joined(&self, kind: EntityKind, name: &str) -> Vec<&str> {
        let Some(number) = self.find(kind, name) else {
            return Vec::new();
        };
        let group = &self.groups[self.names[number].group];
        group.names.iter().filter(|other| **other != number).map(|other| self.names[*other].spelling.as_str()).collect()
    }

    /// Whether two names, or what each is one with, are kept apart.
    pub(super) fn are_parted(&self, kind: EntityKind, a: &str, b: &str) -> bool {
        match (self.group_of(kind, a), self.group_of(kind, b)) {
            (Some(a), Some(b)) if !std::ptr::eq(a, b) => common_part(a, b).is_some(),
            _ => false,
        }
    }

    /// Whether two names are in one group; both are in the file.
    pub(super) fn are_one(&self, kind: EntityKind, a: &str, b: &str) -> bool {
        match (self.find(kind, a), self.find(kind, b)) {
            (Some(a), Some(b)) => self.names[a].group == self.names[b].group,
            _ => false,
        }
    }

    fn find(&self, kind: EntityKind, name: &str) -> Option<usize> {
        // Most archives have no names file, and keys take time.
        if self.names.is_empty() {
            return None;
        }
        self.numbers.get(&(kind, name_key(name))).copied()
    }

    fn group_of(&self, kind: EntityKind, name: &str) -> Option<&Group> {
        Some(&self.groups[self.names[self.find(kind, name)?].group])
    }

    /// The number of a name, which gets one where it has none yet.
    fn number(&mut self, kind: EntityKind, name: &str) -> usize {
        let next = self.names.len();
        let number = *self.numbers.entry((kind, name_key(name))).or_insert(next);
        if number == next {
            self.groups.push(Group { names: vec![next], ..Group::default() });
            self.names.push(Name {
                spelling: name.to_owned(),
                group: next,
                renamed: None,
                is_later: false,
                put_forward: None,
                linked_by: None,
                hidden_by: None,
            });
        }
        number
    }

    fn quote(&self, name: usize) -> String {
        format!("`{}`", excerpt(&self.names[name].spelling))
    }

    fn join(&mut self, entry: usize, kind: EntityKind, names: &[String]) -> Result<(), Conflict> {
        let numbers: Vec<usize> = names.iter().map(|name| self.number(kind, name)).collect();
        for number in &numbers {
            self.refuse_hidden(*number, "join")?;
        }
        let first = numbers[0];
        for other in numbers.into_iter().filter(|number| *number != first) {
            self.names[other].is_later = true;
            self.link(entry, [first, other])?;
        }
        self.put_forward(first, entry, &names[0], false);
        Ok(())
    }

    fn part(&mut self, entry: usize, kind: EntityKind, names: &[String]) -> Result<(), Conflict> {
        for name in names {
            let number = self.number(kind, name);
            let group = &mut self.groups[self.names[number].group];
            if let Some(other) = group.parts.insert(entry, number) {
                let wanted = format!("part {} and {}", self.quote(other), self.quote(number));
                let joining = self.joining_entry([other, number]);
                return Err(Conflict { wanted, entry: joining, reason: "makes them one".to_owned() });
            }
        }
        Ok(())
    }

    fn rename(&mut self, entry: usize, kind: EntityKind, from: &str, to: &str) -> Result<(), Conflict> {
        let numbers = [self.number(kind, from), self.number(kind, to)];
        self.refuse_hidden(numbers[0], "rename")?;
        self.refuse_hidden(numbers[1], "rename")?;
        let wanted = || format!("rename `{}` to `{}`", excerpt(from), excerpt(to));
        if let Some(other) = self.names[numbers[0]].renamed.as_ref().filter(|other| other.spelling != to) {
            let reason = format!("renames it to `{}`", excerpt(&other.spelling));
            return Err(Conflict { wanted: wanted(), entry: other.entry, reason });
        }
        if let Some(closing) = self.way_back(numbers[1], numbers[0]) {
            let reason = format!("closes a circle back to `{}`", excerpt(from));
            return Err(Conflict { wanted: wanted(), entry: closing, reason });
        }
        if numbers[0] != numbers[1] {
            self.link(entry, numbers)?;
        }
        self.names[numbers[0]].renamed = Some(Renamed { to: numbers[1], spelling: to.to_owned(), entry });
        self.put_forward(numbers[1], entry, to, numbers[0] == numbers[1]);
        Ok(())
    }

    fn hide(&mut self, entry: usize, kind: EntityKind, name: &str) -> Result<(), Conflict> {
        let number = self.number(kind, name);
        if let Some(other) = self.names[number].linked_by {
            let wanted = format!("hide {}", self.quote(number));
            return Err(Conflict { wanted, entry: other, reason: "has it for a name".to_owned() });
        }
        self.names[number].hidden_by.get_or_insert(entry);
        Ok(())
    }

    fn refuse_hidden(&self, number: usize, what: &str) -> Result<(), Conflict> {
        match self.names[number].hidden_by {
            None => Ok(()),
            Some(entry) => {
                let wanted = format!("{what} {}", self.quote(number));
                Err(Conflict { wanted, entry, reason: "says that it is no name".to_owned() })
            }
        }
    }

    /// The rename that ends at `to` on the way along the renames from `from`, where they lead there. The two are not one name,
    /// and the renames so far hold no circle.
    fn way_back(&self, from: usize, to: usize) -> Option<usize> {
        let mut place = from;
        while let Some(Renamed { to: next, entry, .. }) = &self.names[place].renamed {
            if *next == place {
                break;
            }
            if *next == to {
                return Some(*entry);
            }
            place = *next;
        }
        None
    }

    fn put_forward(&mut self, number: usize, entry: usize, spelling: &str, is_fixed: bool) {
        let name = &mut self.names[number];
        name.linked_by.get_or_insert(entry);
        match &mut name.put_forward {
            Some(put_forward) if put_forward.is_fixed && !is_fixed => put_forward.entry = entry,
            place => *place = Some(PutForward { entry, spelling: spelling.to_owned(), is_fixed }),
        }
    }

    /// Makes two names one, and with them all that are one with either.
    fn link(&mut self, entry: usize, names: [usize; 2]) -> Result<(), Conflict> {
        for name in names {
            self.names[name].linked_by.get_or_insert(entry);
        }
        let [mut large, mut small] = names.map(|name| self.names[name].group);
        if large == small {
            return Ok(());
        }
        if let Some((part, apart)) = common_part(&self.groups[large], &self.groups[small]) {
            let [first, second] = apart.map(|name| self.quote(name));
            let wanted = format!("make {} and {} one", self.quote(names[0]), self.quote(names[1]));
            return Err(Conflict { wanted, entry: part, reason: format!("keeps {first} and {second} apart") });
        }
        // Whatever is moved comes into a group of twice the size, so that no name moves often.
        if self.groups[large].names.len() < self.groups[small].names.len() {
            std::mem::swap(&mut large, &mut small);
        }
        let moved = std::mem::take(&mut self.groups[small]);
        for name in &moved.names {
            self.names[*name].group = large;
        }
        self.groups[large].names.extend(moved.names);
        self.groups[large].parts.extend(moved.parts);
        self.links.push(Link { names, entry });
        Ok(())
    }

    /// The entry that made two names one that were not before it; they are one.
    fn joining_entry(&self, [a, b]: [usize; 2]) -> usize {
        let mut parents: Vec<usize> = (0..self.names.len()).collect();
        let mut last = 0;
        for Link { names, entry } in &self.links {
            let [left, right] = names.map(|name| root(&mut parents, name));
            parents[right] = left;
            last = *entry;
            if root(&mut parents, a) == root(&mut parents, b) {
                break;
            }
        }
        last
    }
}

/// The first `part` entry that two groups have in common, and its name in each.
fn common_part(left: &Group, right: &Group) -> Option<(usize, [usize; 2])> {
    let (fewer, more) = if left.parts.len() <= right.parts.len() { (left, right) } else { (right, left) };
    let common = fewer.parts.keys().find(|entry| more.parts.contains_key(entry))?;
    Some((*common, [*left.parts.get(common)?, *right.parts.get(common)?]))
}

/// Follows parents to the name that has none but itself, and shortens the way for the next.
fn root(parents: &mut [usize], mut name: usize) -> usize {
    while parents[name] != name {
        parents[name] = parents[parents[name]];
        name = parents[name];
    }
    name
}
