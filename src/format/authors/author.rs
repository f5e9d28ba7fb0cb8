//! An author as a file names one, and the list of names that is made of several.

use std::collections::HashSet;

use super::words::{is_account, is_body};

/// The most names of an article that are taken, be they authors or what it is about: no file decides how long a run
/// takes.
pub(in crate::format) const NAMES_MAX: usize = 1000;

/// Somebody or something that a file names as an author.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::format) struct Author {
    /// The name, without what stood around it.
    pub(in crate::format) name: String,
    /// What bears it.
    pub(in crate::format) kind: Kind,
}

/// What an author is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::format) enum Kind {
    /// Stated as a person, or nothing speaks against it.
    Person,
    /// Stated as an organisation.
    Organization,
    /// An agency, desk or role, by its words.
    Agency,
    /// The initials or the account of whoever typed the article.
    Account,
}

impl Author {
    /// A name on a line, of which its words are all that is known.
    pub(super) fn by_words(name: String) -> Self {
        let kind = match () {
            () if is_account(&name) => Kind::Account,
            () if is_body(&name) => Kind::Agency,
            () => Kind::Person,
        };
        Self { name, kind }
    }

    /// Whether it is a person as far as is known.
    pub(in crate::format) fn is_person(&self) -> bool {
        self.kind == Kind::Person
    }

    /// Whether it is what articles list as an author: a person or an organisation.
    pub(in crate::format) fn is_listed(&self) -> bool {
        matches!(self.kind, Kind::Person | Kind::Organization)
    }
}

/// The names of people and organisations, each once, at most [`NAMES_MAX`].
pub(in crate::format) fn names(authors: Vec<Author>) -> Vec<String> {
    names_of_all(authors.into_iter().filter(Author::is_listed))
}

/// The names, as [`names`] gives them, or those of agencies and accounts where nobody else is named.
pub(in crate::format) fn names_or_others(authors: Vec<Author>) -> Vec<String> {
    let is_any_listed = authors.iter().any(Author::is_listed);
    if is_any_listed { names(authors) } else { names_of_all(authors.into_iter()) }
}

/// All names, each once in whatever case and with whatever signs, at most [`NAMES_MAX`].
pub(in crate::format) fn names_of_all(authors: impl Iterator<Item = Author>) -> Vec<String> {
    let mut known = HashSet::new();
    let key = |name: &str| {
        let letters = name.chars().filter(|letter| letter.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect::<String>()
    };
    authors.map(|author| author.name).filter(|name| known.insert(key(name))).take(NAMES_MAX).collect()
}

/// The names without that of the source itself. Blogs are named after their authors: only a name of one word is surely
/// that of the source.
pub(in crate::format) fn without_source(mut names: Vec<String>, source: Option<&str>) -> Vec<String> {
    let source = source.unwrap_or_default().trim().to_lowercase();
    names.retain(|name| name.contains(' ') || name.to_lowercase() != source);
    names
}
