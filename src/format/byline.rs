//! Takes a byline apart: `By Anna Petrova and Yusuf Demir, Reuters`.

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
/// each part is of two words, so that `Petrova, Anna` stays one.
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
        let name = part.split_whitespace().collect::<Vec<_>>().join(" ");
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

fn is_no_author(name: &str) -> bool {
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

#[cfg(test)]
mod tests {
    use super::*;

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
}
