//! Chains of people: full forms first, then surnames and given names in the order of the text.

use std::cmp::{Ordering, Reverse};
use std::collections::HashMap;

use super::compare::{
    Rule, is_part_of, is_tail_of, particles_agree, same_person, same_word, short_for, sound_key, speaks_against,
};
use super::mention::{Chain, Mentioned, Spelling, best_spelling, is_in_capitals, on_one_line};
use super::parse::{Gender, Generation, Name, gender_of_title_at_end, is_initial, reading_order, strip_honorifics};
use super::tables::{HYPHENATED_ARTICLES, NICKNAMES, PARTICLES, has, nickname_rows};
use crate::article::EntityKind;

/// Most people with names alike that one name is compared with. Lists of casualties have some dozens of one surname;
/// the bound keeps a list of fifty thousand from being compared each with each.
const ALIKE_MAX: usize = 64;

/// Most given names of one person by which it can be found.
const GIVEN_MAX: usize = 6;

/// Most full forms of one person that a new one must agree with.
const FORMS_MAX: usize = 16;

/// Gathers the people among `places`, which are indexes into `mentions`, ascending.
pub(super) fn chain_people(mentions: &[Mentioned<'_>], places: &[usize]) -> Vec<Chain> {
    let mut people = People::new(mentions, places);
    people.settle_full_forms();
    people.learn_genders();
    people.settle_the_rest(places);
    people.persons.iter().map(|person| people.chain_of(person)).collect()
}

/// All mentions with one and the same name.
#[derive(Debug)]
struct Form {
    name: Name,
    /// How many mentions it has.
    count: usize,
    /// Its first mention that is not stated.
    first_in_text: Option<usize>,
    /// The person that all its mentions are; `None` where it depends on the place.
    person: Option<usize>,
    /// Whom it can stand for; filled when it is first met.
    candidates: Option<Vec<usize>>,
    /// The person that it is where it stands for nobody with a full form.
    loose: Option<usize>,
}

impl Form {
    fn new(name: Name) -> Self {
        Self { name, count: 0, first_in_text: None, person: None, candidates: None, loose: None }
    }
}

#[derive(Debug, Default)]
struct Person {
    /// Indexes of its full forms, the fullest first.
    forms: Vec<usize>,
    /// Set where the article knows the same name without it, too; see [`People::is_apart`].
    apart: Option<Generation>,
    gender: Option<Gender>,
    mentions: Vec<usize>,
    /// The last place in the text, so far, that names it.
    seen: Option<usize>,
}

#[derive(Debug)]
struct People<'a> {
    mentions: &'a [Mentioned<'a>],
    forms: Vec<Form>,
    /// The form of each mention that is a person.
    form_of: HashMap<usize, usize>,
    persons: Vec<Person>,
    /// Persons and the full form that gives the key: by [`Name::letters`], by surname with one given name, by surname,
    /// by each other word. Words are sound keys.
    by_letters: HashMap<String, Vec<(usize, usize)>>,
    by_surname_and_given: HashMap<String, Vec<(usize, usize)>>,
    by_surname: HashMap<String, Vec<(usize, usize)>>,
    by_given: HashMap<String, Vec<(usize, usize)>>,
    /// Where the text first has the content words of a full form without a generation.
    first_without_generation: HashMap<String, usize>,
    /// Persons of whom no full form is known.
    loose: HashMap<String, Vec<(usize, usize)>>,
}

impl<'a> People<'a> {
    fn new(mentions: &'a [Mentioned<'a>], places: &[usize]) -> Self {
        let mut people = Self {
            mentions,
            forms: Vec::new(),
            form_of: HashMap::with_capacity(places.len()),
            persons: Vec::new(),
            by_letters: HashMap::new(),
            by_surname_and_given: HashMap::new(),
            by_surname: HashMap::new(),
            by_given: HashMap::new(),
            first_without_generation: HashMap::new(),
            loose: HashMap::new(),
        };
        let mut known: HashMap<(&str, Option<Gender>), usize> = HashMap::new();
        let mut by_identity = HashMap::new();
        for &place in places {
            let mention = &mentions[place];
            let gender = gender_of_title_at_end(mention.before);
            let form = *known.entry((mention.text, gender)).or_insert_with(|| {
                let name = Name::parse(mention.text).with_gender(gender);
                *by_identity.entry((name.key(), name.generation, name.gender())).or_insert_with(|| {
                    people.forms.push(Form::new(name));
                    people.forms.len() - 1
                })
            });
            people.form_of.insert(place, form);
            let form = &mut people.forms[form];
            form.count += 1;
            form.first_in_text = form.first_in_text.or((!mention.stated).then_some(place));
        }
        people
    }

    /// Opens a person for each full form or adds it to the one it fits. The fullest go first, so that what a shorter one
    /// leaves out is known when its turn comes.
    fn settle_full_forms(&mut self) {
        for form in self.forms.iter().filter(|form| form.name.is_full() && form.name.generation.is_none()) {
            if let Some(place) = form.first_in_text {
                let first = self.first_without_generation.entry(form.name.content_key()).or_insert(place);
                *first = place.min(*first);
            }
        }
        let mut order: Vec<usize> = (0..self.forms.len()).filter(|&form| self.forms[form].name.is_full()).collect();
        order.sort_by_cached_key(|&form| (fullness(&self.forms[form].name), form));
        for form in order {
            if self.is_bare_surname_with_particle(form) {
                continue;
            }
            match self.persons_that_fit(form).as_slice() {
                [] => self.open(form),
                [one] => self.join(*one, form),
                several if self.is_tail_of_each(form, several) => self.forms[form].candidates = Some(several.to_vec()),
                _ => self.open(form),
            }
        }
    }

    /// `Al Assad`, where somebody is known as al-Assad. Forms of this kind come after all others.
    fn is_bare_surname_with_particle(&mut self, form: usize) -> bool {
        let name = &self.forms[form].name;
        if !name.begins_ambiguously() {
            return false;
        }
        let [letters, ..] = name.letters();
        let named = bucket(&self.by_surname, &sound_key(&letters)).iter();
        let has_surname = |(_, form): &&(usize, usize)| self.forms[*form].name.surnames().contains(&letters);
        let mut persons: Vec<usize> = named.filter(has_surname).map(|(person, _)| *person).collect();
        persons.dedup();
        let found = !persons.is_empty();
        self.forms[form].candidates = found.then_some(persons);
        found
    }

    fn is_tail_of_each(&self, form: usize, persons: &[usize]) -> bool {
        let tail = &self.forms[form].name;
        let is_tail = |&form: &usize| is_tail_of(tail, &self.forms[form].name);
        persons.iter().all(|&person| self.persons[person].forms.iter().take(FORMS_MAX).any(is_tail))
    }

    /// `Donald Trump Jr.` in an article that had `Donald Trump` before: two people. Where the long form comes first, the
    /// other is what the article calls him from then on.
    fn is_apart(&self, form: usize) -> bool {
        let Form { name, first_in_text, .. } = &self.forms[form];
        let first_without = self.first_without_generation.get(&name.content_key());
        matches!(name.generation, Some(Generation::Junior | Generation::Senior))
            && matches!((first_without, first_in_text), (Some(without), Some(with)) if without < with)
    }

    fn open(&mut self, form: usize) {
        let apart = self.forms[form].name.generation.filter(|_| self.is_apart(form));
        self.persons.push(Person { apart, ..Person::default() });
        self.join(self.persons.len() - 1, form);
    }

    /// Makes a full form one of a person's, and the person findable by it.
    fn join(&mut self, person: usize, form: usize) {
        let Form { name, person: owner, .. } = &mut self.forms[form];
        *owner = Some(person);
        let Person { forms, gender, .. } = &mut self.persons[person];
        forms.push(form);
        *gender = gender.or(name.gender());
        let entry = (person, form);
        for letters in name.letters() {
            self.by_letters.entry(letters).or_default().push(entry);
        }
        for surname in name.surnames() {
            self.by_surname.entry(sound_key(&surname)).or_default().push(entry);
        }
        for word in name.given().take(GIVEN_MAX) {
            self.by_given.entry(sound_key(&word.folded)).or_default().push(entry);
        }
        for key in keys_of_person(name) {
            self.by_surname_and_given.entry(key).or_default().push(entry);
        }
    }

    /// The persons that a full form can be one of, each once, in the order in which they were opened.
    fn persons_that_fit(&self, form: usize) -> Vec<usize> {
        let name = &self.forms[form].name;
        let mut persons: Vec<usize> = Vec::new();
        for letters in name.letters() {
            persons.extend(bucket(&self.by_letters, &letters).iter().map(|(person, _)| *person));
        }
        for key in keys_to_find(name) {
            persons.extend(bucket(&self.by_surname_and_given, &key).iter().map(|(person, _)| *person));
        }
        persons.sort_unstable();
        persons.dedup();
        let is_apart = self.is_apart(form);
        persons.retain(|&person| {
            let person = &self.persons[person];
            let may_be = if is_apart { person.apart == name.generation } else { person.apart.is_none() };
            may_be && self.fits(name, person)
        });
        persons
    }

    /// A form fits when it agrees with the person's fullest form and says nothing that it does not say, or agrees with
    /// all.
    fn fits(&self, name: &Name, person: &Person) -> bool {
        let forms = || person.forms.iter().take(FORMS_MAX).map(|&form| &self.forms[form].name);
        let contradicts = forms().any(|other| speaks_against(name, other));
        let Some(fullest) = forms().next().filter(|_| !contradicts) else { return false };
        let Some(rule) = same_person(name, fullest) else { return false };
        let says_no_more = rule <= Rule::Spelling || is_part_of(name, fullest);
        says_no_more || forms().skip(1).all(|other| same_person(name, other).is_some())
    }

    /// Learns from short forms with a title that stand for one person only whether that is a man or a woman; where both
    /// occur, as when a wife is never named in full, the commoner tells.
    fn learn_genders(&mut self) {
        let mut titles: Vec<(usize, usize)> = vec![(0, 0); self.persons.len()];
        for form in 0..self.forms.len() {
            let Some(gender) = self.forms[form].name.gender().filter(|_| self.forms[form].person.is_none()) else {
                continue;
            };
            let count = self.forms[form].count;
            if let [only] = self.fill_candidates(form) {
                let (women, men) = &mut titles[*only];
                *if gender == Gender::Female { women } else { men } += count;
            }
        }
        for (person, (women, men)) in self.persons.iter_mut().zip(titles) {
            let commoner = match women.cmp(&men) {
                Ordering::Less => Some(Gender::Male),
                Ordering::Equal => None,
                Ordering::Greater => Some(Gender::Female),
            };
            person.gender = person.gender.or(commoner);
        }
    }

    /// Goes through the text and finds for each short form whom it stands for there.
    fn settle_the_rest(&mut self, places: &[usize]) {
        for &place in places {
            let form = self.form_of[&place];
            let person = self.forms[form].person.or_else(|| self.resolve(form));
            let person = person.unwrap_or_else(|| self.loose_person(form));
            let gender = self.forms[form].name.gender();
            let found = &mut self.persons[person];
            found.mentions.push(place);
            found.gender = found.gender.or(gender);
            if !self.mentions[place].stated {
                found.seen = Some(place);
            }
        }
    }

    /// The person that a short form stands for at this point of the text: the only one, or the one named last.
    fn resolve(&mut self, form: usize) -> Option<usize> {
        self.fill_candidates(form);
        let gender = self.forms[form].name.gender();
        let is_possible = |person: &Person| gender.is_none() || person.gender.is_none() || person.gender == gender;
        let candidates = self.forms[form].candidates.as_deref().unwrap_or_default();
        let possible = || candidates.iter().copied().filter(|&person| is_possible(&self.persons[person]));
        if let Some(only) = only_one(possible()) {
            return Some(only);
        }
        let seen = || possible().filter(|&person| self.persons[person].seen.is_some());
        if gender == Some(Gender::Female) {
            // The last one named may well be the husband: where several fit, it takes one who is known to be a woman.
            let women = seen().filter(|&person| self.persons[person].gender == gender);
            return only_one(seen()).or_else(|| women.max_by_key(|&person| self.persons[person].seen));
        }
        seen().max_by_key(|&person| self.persons[person].seen)
    }

    /// The same as [`Self::candidates`], found once for each form.
    fn fill_candidates(&mut self, form: usize) -> &[usize] {
        if self.forms[form].candidates.is_none() {
            let mut candidates = self.candidates(form);
            let generation = self.forms[form].name.generation;
            // `Trump Jr.` is the son, and `Trump` beside him the father.
            if candidates.iter().any(|&person| self.persons[person].apart == generation) {
                candidates.retain(|&person| self.persons[person].apart == generation);
            }
            self.forms[form].candidates = Some(candidates);
        }
        self.forms[form].candidates.as_deref().unwrap_or_default()
    }

    /// Whom a short form can stand for: people with that very surname, else with one alike, else with that other name,
    /// else the only one with a given name that it is a nickname of.
    fn candidates(&self, form: usize) -> Vec<usize> {
        let name = &self.forms[form].name;
        if name.is_full() {
            return Vec::new();
        }
        let phrase = name.surname_phrase().replace(' ', "");
        let mut named = bucket(&self.by_surname, &sound_key(name.surname())).to_vec();
        if phrase != name.surname() {
            named.extend(bucket(&self.by_surname, &sound_key(&phrase)));
        }
        let by_surname = self.those_called(name, &named, Rule::Surname);
        if !by_surname.is_empty() {
            return by_surname;
        }
        let by_given = self.those_called(name, bucket(&self.by_given, &sound_key(name.surname())), Rule::GivenName);
        if by_given.is_empty() { self.by_nickname(name) } else { by_given }
    }

    /// Those of `named` that a short name stands for by a rule; those with the very word before those with one alike.
    fn those_called(&self, short: &Name, named: &[(usize, usize)], rule: Rule) -> Vec<usize> {
        let called = named.iter().filter(|(_, form)| short_for(short, &self.forms[*form].name) == Some(rule));
        let called: Vec<&(usize, usize)> = called.collect();
        let has_the_word = |form: usize| {
            let name = &self.forms[form].name;
            name.content().any(|word| word == short.surname()) || name.surnames().iter().any(|it| it == short.surname())
        };
        let exact = called.iter().filter(|(_, form)| has_the_word(*form)).map(|(person, _)| *person);
        let mut persons: Vec<usize> = exact.collect();
        if persons.is_empty() {
            persons = called.iter().map(|(person, _)| *person).collect();
        }
        persons.sort_unstable();
        persons.dedup();
        persons
    }

    fn by_nickname(&self, name: &Name) -> Vec<usize> {
        let rows = nickname_rows(name.surname()).iter();
        let mut persons: Vec<usize> = Vec::new();
        for row in rows {
            let named = NICKNAMES[*row].iter().flat_map(|given| bucket(&self.by_given, &sound_key(given)));
            let has_row = |form: usize| {
                let first = self.forms[form].name.content().next().unwrap_or_default();
                nickname_rows(first).contains(row)
            };
            persons.extend(named.filter(|(_, form)| has_row(*form)).map(|(person, _)| *person));
        }
        persons.sort_unstable();
        persons.dedup();
        if persons.len() == 1 { persons } else { Vec::new() }
    }

    /// The person of whom only short forms like this one are known.
    fn loose_person(&mut self, form: usize) -> usize {
        if let Some(person) = self.forms[form].loose {
            return person;
        }
        let name = &self.forms[form].name;
        let key = sound_key(name.surname());
        let known = bucket(&self.loose, &key).iter().find(|(_, other)| are_one_loose(name, &self.forms[*other].name));
        let person = known.map_or(self.persons.len(), |(person, _)| *person);
        if person == self.persons.len() {
            self.persons.push(Person::default());
        }
        self.loose.entry(key).or_default().push((person, form));
        self.forms[form].loose = Some(person);
        person
    }

    /// Whether a person is listed under a form: a full one, and not the end of a fuller one that is no name of itself, such
    /// as García Márquez.
    fn is_listed(&self, person: &Person, form: usize) -> bool {
        let name = &self.forms[form].name;
        let mut others = person.forms.iter().take(FORMS_MAX).map(|&other| &self.forms[other].name);
        let is_tail = |other: &Name| other.content().len() > name.content().len() && is_tail_of(name, other);
        self.forms[form].person.is_some() && !(name.is_without_given_name() && others.any(is_tail))
    }

    fn chain_of(&self, person: &Person) -> Chain {
        let mut spellings: Vec<Spelling> = Vec::new();
        let mut known: HashMap<(String, bool), usize> = HashMap::new();
        let mut full: HashMap<usize, bool> = HashMap::new();
        for place in &person.mentions {
            let mention = &self.mentions[*place];
            let form = self.form_of[place];
            let is_full = *full.entry(form).or_insert_with(|| self.is_listed(person, form));
            let text = on_one_line(strip_honorifics(&reading_order(mention.text)));
            let at = *known.entry((text, mention.stated)).or_insert_with_key(|(text, stated)| {
                spellings.push(Spelling {
                    text: text.clone(),
                    count: 0,
                    against: [!is_full, is_in_capitals(text), *stated],
                    against_on_tie: !has_small_particle(text),
                });
                spellings.len() - 1
            });
            spellings[at].count += 1;
        }
        let name = best_spelling(spellings);
        let mut titles = person.mentions.iter().filter_map(|place| title_of_rank(&self.mentions[*place]));
        let title = titles.next().filter(|_| !name.contains(' '));
        Chain {
            kind: EntityKind::Person,
            name: title.map_or_else(|| name.clone(), |title| format!("{title} {name}")),
            mentions: person.mentions.clone(),
            stated: person.mentions.iter().any(|place| self.mentions[*place].stated),
        }
    }
}

/// Titles without which one word is no name to list: there are many a Francis, and one Pope Francis.
const TITLES_OF_RANK: &[&str] = &["Pope", "King", "Queen", "Emperor", "Empress", "Prince", "Princess", "Tsar"];

/// The title of rank that a mention of one word begins with, or that stands directly before it.
fn title_of_rank(mention: &Mentioned<'_>) -> Option<&'static str> {
    let mut words = mention.text.split_whitespace();
    let first = words.next().filter(|_| words.next().is_some());
    let before = mention.before.ends_with(' ').then(|| mention.before.split_whitespace().next_back()).flatten();
    let title = first.into_iter().chain(before).find_map(|word| TITLES_OF_RANK.iter().find(|title| **title == word));
    title.copied()
}

/// The entries of a key, at most [`ALIKE_MAX`].
fn bucket<'a>(map: &'a HashMap<String, Vec<(usize, usize)>>, key: &str) -> &'a [(usize, usize)] {
    map.get(key).map_or(&[], |entries| &entries[..entries.len().min(ALIKE_MAX)])
}

/// The item of an iterator that has exactly one.
fn only_one(mut items: impl Iterator<Item = usize>) -> Option<usize> {
    let first = items.next()?;
    items.next().is_none().then_some(first)
}

/// The order in which full forms are settled, the fullest first; those that may be no full form at all come last.
fn fullness(name: &Name) -> (bool, Reverse<bool>, Reverse<usize>, Reverse<usize>) {
    let initials = name.given().filter(|word| word.is_initial()).count();
    let words = name.given().len() - initials;
    (name.begins_ambiguously(), Reverse(name.generation.is_some()), Reverse(words), Reverse(initials))
}

/// Whether two forms that stand for nobody with a full form stand for one another.
fn are_one_loose(a: &Name, b: &Name) -> bool {
    if a.is_full() && b.is_full() {
        return same_person(a, b).is_some();
    }
    !speaks_against(a, b)
        && same_word(a.surname(), b.surname())
        && particles_agree(a, a.given().len(), b, b.given().len())
}

/// Under which keys a person is filed: surname and one given name, each way in which the given name can be written.
fn keys_of_person(name: &Name) -> Vec<String> {
    let words: Vec<&str> = name.content().collect();
    let mut keys = Vec::new();
    for length in name.shorter_by_surnames().chain([words.len()]) {
        let Some((surname, given)) = words[..length].split_last() else { continue };
        let surname = sound_key(surname);
        if given.is_empty() {
            keys.push(surname.clone());
        }
        for word in given.iter().take(GIVEN_MAX) {
            let letter = if is_initial(word) { "initial" } else { "first letter" };
            keys.push(format!("{surname} {letter} {}", first_letter(word)));
            keys.extend(keys_of_word(&surname, word));
        }
    }
    keys
}

/// Under which keys a name is looked for: the same, but that an initial finds words and a word finds initials.
fn keys_to_find(name: &Name) -> Vec<String> {
    let surname = sound_key(name.surname());
    let mut keys = Vec::new();
    for word in name.given().take(GIVEN_MAX) {
        keys.push(format!("{surname} initial {}", first_letter(&word.folded)));
        if word.is_initial() {
            keys.push(format!("{surname} first letter {}", first_letter(&word.folded)));
        }
        keys.extend(keys_of_word(&surname, &word.folded));
    }
    if keys.is_empty() {
        keys.push(surname);
    }
    keys
}

fn first_letter(word: &str) -> char {
    word.chars().next().unwrap_or_default()
}

fn keys_of_word(surname: &str, word: &str) -> impl Iterator<Item = String> {
    let rows = nickname_rows(word).iter().map(move |row| format!("{surname} nickname {row}"));
    rows.chain([format!("{surname} word {}", sound_key(word))])
}

/// Whether a particle in lower case is part of it, as in `Bashar al-Assad`.
fn has_small_particle(text: &str) -> bool {
    text.split([' ', '-', '\u{2010}', '\u{2011}']).any(|part| has(PARTICLES, part) || has(HYPHENATED_ARTICLES, part))
}
