//! What a citation of an article says, whatever form it is written in; and what a list of citations was found by.

use serde_json::Value;

use super::fields;
use super::plain::one_line;
use crate::date::NewsDate;
use crate::search::Hit;

/// How a list was found, so that the search can be cited and repeated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provenance {
    /// The command, as it can be typed again.
    pub command: String,
    /// How query and filters were read, with days in the place of `today` and `30d`; empty where there was no query.
    pub read_as: String,
    /// The generation of the index that answered.
    pub generation: u64,
    /// How many articles it had.
    pub articles: u64,
}

impl Provenance {
    /// All of it on one line.
    pub fn line(&self) -> String {
        let read_as = if self.read_as.is_empty() { String::new() } else { format!("; read as: {}", self.read_as) };
        let articles = super::plain::counted(self.articles, "article", "articles");
        one_line(&format!("{}{read_as}; index generation {} of {articles}", self.command, self.generation))
    }
}

/// The facts of one article, each on one line.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Citation {
    pub(super) id: String,
    pub(super) title: String,
    /// Whether the title is no headline, but the first words.
    pub(super) title_made: bool,
    pub(super) authors: Vec<Author>,
    pub(super) source: Option<String>,
    pub(super) section: Option<String>,
    pub(super) date: Option<NewsDate>,
    pub(super) page: Option<String>,
    pub(super) url: Option<String>,
    pub(super) language: Option<String>,
}

/// Who wrote an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Author {
    /// The name as it is written.
    pub(super) name: String,
    /// How many bytes of it come before the surname; `None` for what is not a given name and a surname: an agency, a name in a script
    /// that writes it in one, a single word.
    pub(super) surname_at: Option<usize>,
}

impl Citation {
    pub(super) fn of(hit: &Hit) -> Self {
        let article = &hit.record.article;
        let text = |name: &str| match fields::value(hit, name) {
            Value::String(text) if !text.trim().is_empty() => Some(one_line(text.trim())),
            _ => None,
        };
        let source = text("source");
        let author = |name: &str| Author::new(name, source.as_deref());
        let mut authors: Vec<Author> = article.authors.iter().map(|name| author(name)).collect();
        if authors.is_empty() {
            authors.extend(text("byline").map(|name| Author { name, surname_at: None }));
        }
        Self {
            id: one_line(&hit.record.id),
            title: one_line(&article.title),
            title_made: article.title_made,
            authors,
            section: text("section"),
            date: article.date.map(|dated| dated.date),
            page: text("page"),
            url: text("url"),
            language: text("language"),
            source,
        }
    }

    /// What a reader of the citation should know that it has no other field for.
    pub(super) fn remarks(&self) -> Vec<&'static str> {
        self.title_made.then_some("no headline: the title is the beginning of the text").into_iter().collect()
    }
}

impl Author {
    fn new(name: &str, source: Option<&str>) -> Self {
        let name = one_line(name.trim());
        let is_source = source.is_some_and(|source| source.to_lowercase() == name.to_lowercase());
        let surname_at = if is_source { None } else { surname_at(&name) };
        Self { name, surname_at }
    }

    /// The surname first, as lists are sorted: `van der Berg, Anna`.
    pub(super) fn surname_first(&self) -> String {
        match self.surname_at {
            None => self.name.clone(),
            Some(place) => format!("{}, {}", &self.name[place..], self.name[..place].trim_end()),
        }
    }
}

/// Where the surname begins: at the last word, or at the particles in lower case before it (`van der Berg`, `bin Salman`).
fn surname_at(name: &str) -> Option<usize> {
    let is_person =
        |character: char| character.is_alphabetic() && character < '\u{2e80}' || " .'’-–".contains(character);
    if !name.chars().all(is_person) || name.split(' ').any(|word| word.eq_ignore_ascii_case("and")) {
        return None;
    }
    // Where the words behind the first begin.
    let starts: Vec<usize> = name.match_indices(' ').map(|(place, _)| place + 1).collect();
    let mut first = starts.len().checked_sub(1)?;
    while first > 0 && name[starts[first - 1]..].starts_with(char::is_lowercase) {
        first -= 1;
    }
    Some(starts[first])
}

#[cfg(test)]
mod tests {
    use super::Author;

    #[test]
    fn surnames_come_first_with_their_particles() {
        let cases = [
            ("Anna Petrova", "Petrova, Anna"),
            ("Anna van der Berg", "van der Berg, Anna"),
            ("Jean-Luc O’Neill", "O’Neill, Jean-Luc"),
            ("J. R. Meyer", "Meyer, J. R."),
            ("Reuters", "Reuters"),
            ("City Wire", "City Wire"),
            ("王小明", "王小明"),
            ("Brooks and Sons", "Brooks and Sons"),
            ("Team 7", "Team 7"),
        ];
        for (name, expected) in cases {
            assert_eq!(Author::new(name, Some("City wire")).surname_first(), expected);
        }
    }
}
