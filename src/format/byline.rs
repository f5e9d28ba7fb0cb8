//! Takes a byline apart: `By Anna Petrova and Yusuf Demir, Reuters`.
//!
//! In: the line that names who wrote an article, as it was printed. Out: the names of people in it, without agencies and
//! roles.

use crate::format::fields::NAMES_MAX;
use crate::format::markup::one_line;

/// Agencies and roles that stand behind a name in a byline, in lower case.
const NO_AUTHORS: &[&str] = &[
    "reuters",
    "reuter",
    "ap",
    "afp",
    "dpa",
    "upi",
    "pa",
    "ansa",
    "efe",
    "pti",
    "tass",
    "xinhua",
    "bloomberg",
    "staff",
    "associated press",
    "the associated press",
    "agence france-presse",
    "staff writer",
    "staff reporter",
    "correspondent",
    "editor",
    "special correspondent",
    "chief correspondent",
];

/// The authors that a byline names: `By Anna Petrova and Yusuf Demir, Reuters` is two. A comma parts names only where
/// each part is of two words, so that `Petrova, Anna` stays one. Of more than [`NAMES_MAX`] the first: each is compared
/// with those before it.
pub(super) fn split_authors(byline: &str) -> Vec<String> {
    let byline = strip_by(byline.trim());
    let parts: Vec<&str> = if byline.contains(';') {
        byline.split(';').collect()
    } else {
        let joined = [" and ", " AND ", " & ", " und ", " et "]
            .iter()
            .fold(vec![byline], |parts, joint| parts.into_iter().flat_map(|part| part.split(joint)).collect());
        joined.into_iter().flat_map(split_at_commas).collect()
    };
    let mut names: Vec<String> = Vec::new();
    for part in parts {
        if names.len() == NAMES_MAX {
            break;
        }
        let name = one_line(part);
        let name = name.trim_matches(',').to_owned();
        if !name.is_empty() && !is_no_author(&name) && !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

fn split_at_commas(text: &str) -> Vec<&str> {
    let parts: Vec<&str> =
        text.split(',').map(str::trim).filter(|part| !part.is_empty() && !is_no_author(part)).collect();
    let all_are_full = parts.iter().all(|part| part.split_whitespace().nth(1).is_some());
    if parts.len() < 2 || all_are_full { parts } else { vec![text] }
}

pub(super) fn is_no_author(name: &str) -> bool {
    let name = name.trim();
    let ends_with = |role: &str| {
        name.len()
            .checked_sub(role.len())
            .and_then(|at| name.get(at..))
            .is_some_and(|end| end.eq_ignore_ascii_case(role))
    };
    NO_AUTHORS.iter().any(|known| known.eq_ignore_ascii_case(name))
        || [" staff writer", " staff writers", " staff reporter"].iter().any(|role| ends_with(role))
}

/// Takes `By ` (`Von `, `Par `, `Por `) off the head of a byline.
pub(super) fn strip_by(line: &str) -> &str {
    let line = line.trim_start();
    for word in ["By ", "by ", "BY ", "By: ", "Von ", "Par ", "Por "] {
        if let Some(rest) = line.strip_prefix(word) {
            return rest.trim_start();
        }
    }
    line
}

/// Endings of what stands behind a name in a byline: `Political Correspondent`, `University of Oslo`.
const ROLES: &[&str] =
    &["correspondent", "correspondents", "editor", "editors", "reporter", "reporters", "writer", "writers", "staff"];

/// Words that firms and agencies have in their names and people have not.
const FIRMS: &[&str] = &[
    "gmbh",
    "inc",
    "inc.",
    "ltd",
    "ltd.",
    "limited",
    "llc",
    "llp",
    "plc",
    "agency",
    "agencies",
    "association",
    "network",
    "university",
    "institute",
    "newspapers",
    "news",
    "database",
    "newsdesk",
    "newsroom",
];

/// Agencies whose names are like those of people.
const AGENCIES: &[&str] =
    &["thomson reuters", "reuters", "canadian press", "press association", "pa media", "business wire", "ritzau"];

/// The authors without those who are none: the source itself, agencies, roles, and the initials or the account of
/// whoever typed it (`gr/bp`, `petrova.anna`).
pub(super) fn without_agencies(mut authors: Vec<String>, source: Option<&str>) -> Vec<String> {
    authors.retain(|author| {
        let lower = author.to_lowercase();
        let mut words = lower.split_whitespace();
        let is_account = author.is_ascii() && *author == lower && !author.contains(' ') && author.contains(['/', '.']);
        // `SANA`, `REUTERS TV`, `MAR 04`.
        let is_acronym =
            !author.contains(' ') && author.len() <= 6 && author.chars().all(|letter| letter.is_ascii_uppercase());
        let is_number = words.clone().any(|word| word.bytes().all(|letter| letter.is_ascii_digit()));
        let is_other = is_no_author(author)
            // Blogs are named after their authors: only a name of one word is surely that of the source.
            || (!author.contains(' ') && source.is_some_and(|source| source.trim().to_lowercase() == lower))
            || ["the ", "reuters "].iter().any(|start| lower.starts_with(start))
            || AGENCIES.contains(&lower.as_str())
            || ROLES.contains(&words.clone().next_back().unwrap_or_default())
            || words.any(|word| FIRMS.contains(&word));
        !is_account && !is_acronym && !is_number && !is_other
    });
    authors
}

/// Whether a text can be the name of a human being: two to five words that begin with capitals (small words such as
/// `van` between them), no digit, no sentence. For places where programs put names of users, companies and machines too.
pub(super) fn looks_like_name(text: &str) -> bool {
    const SMALL_WORDS: [&str; 14] =
        ["van", "von", "der", "den", "de", "da", "di", "du", "la", "le", "al", "bin", "el", "ten"];
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_word = |word: &&str| {
        let begins_well = word.starts_with(|first: char| first.is_alphabetic() && !first.is_lowercase());
        begins_well || SMALL_WORDS.contains(word)
    };
    let ends_well = words.last().is_some_and(|last| !last.ends_with('.') || last.chars().count() <= 3);
    (2..=5).contains(&words.len())
        && words.iter().all(is_word)
        && ends_well
        && text.chars().all(|character| character.is_alphabetic() || " .'’-".contains(character))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_from_users_and_notices() {
        for name in ["Anna Petrova", "Pádraig O’Connell", "Jan van der Meer", "Henry Ashdown Jr.", "J. R. Okafor"] {
            assert!(looks_like_name(name), "{name}");
        }
        for other in ["admin", "Windows User 7", "From our own Correspondent.", "Anna", "apetrova@example.org", ""] {
            assert!(!looks_like_name(other), "{other}");
        }
    }

    #[test]
    fn splits_bylines() {
        let cases: &[(&str, &[&str])] = &[
            ("By Anna Petrova", &["Anna Petrova"]),
            ("by Cal Mankowski, Reuters", &["Cal Mankowski"]),
            ("Paulo Santalucia and Frances d'Emilio", &["Paulo Santalucia", "Frances d'Emilio"]),
            ("Anna Petrova, Yusuf Demir and Mei Tanaka", &["Anna Petrova", "Yusuf Demir", "Mei Tanaka"]),
            ("Pádraig O’Connell; Henry Ashdown", &["Pádraig O’Connell", "Henry Ashdown"]),
            ("Petrova, Anna", &["Petrova, Anna"]),
            ("Von Christian Hollmann, dpa", &["Christian Hollmann"]),
            ("Reuters", &[]),
            ("By ANNA PETROVA and YUSUF DEMIR, Times Staff Writers", &["ANNA PETROVA", "YUSUF DEMIR"]),
        ];
        for (byline, expected) in cases {
            assert_eq!(split_authors(byline), *expected, "{byline}");
        }
    }

    #[test]
    fn a_line_of_very_many_names_gives_the_first() {
        let line: Vec<String> = (0..100_000).map(|number| format!("Name{number} Press")).collect();
        assert_eq!(split_authors(&line.join(";")).len(), NAMES_MAX);
    }

    #[test]
    fn agencies_and_roles_are_no_authors() {
        let authors = |line: &str, source| without_agencies(split_authors(line), Some(source));
        let cases: &[(&str, &str, &[&str])] = &[
            ("By Anna Petrova, Press Association", "PA", &["Anna Petrova"]),
            ("By Anna Petrova, Press Association Political Correspondent", "PA", &["Anna Petrova"]),
            ("Mia Rabe and Jordan Press, The Canadian Press", "CP", &["Mia Rabe", "Jordan Press"]),
            ("Aaron Stapleton, Northern State University", "360", &["Aaron Stapleton"]),
            ("NTB", "NTB", &[]),
            ("Valley News", "Valley News", &[]),
            ("Mei Tanaka", "Mei Tanaka", &["Mei Tanaka"]),
            ("gr/bp", "EFE", &[]),
            ("REUTERS TV", "Reuters", &[]),
            ("SANA", "Reuters", &[]),
            ("Reuters, MAR 04", "Reuters", &[]),
        ];
        for (line, source, expected) in cases {
            assert_eq!(authors(line, source), *expected, "{line}");
        }
    }
}
