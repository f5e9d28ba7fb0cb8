//! The words by which lines that name authors are read, one table for each thing, by language where they differ.

/// Small words within names that may have no capital.
#[rustfmt::skip]
const PARTICLES: &[&str] = &[
    "af", "al", "av", "ben", "bin", "bint", "d’", "da", "das", "de", "del", "della", "den", "der", "di", "do", "dos",
    "du", "e", "el", "ibn", "la", "le", "ten", "ter", "van", "vom", "von", "y", "zu", "zum", "zur",
];

/// Whether a word may stand within a name without a capital: `van`, `de`.
pub(in crate::format) fn is_particle(word: &str) -> bool {
    PARTICLES.contains(&word)
}

/// A word between two names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Joint {
    /// ISO 639-1; nothing for signs.
    pub(super) language: &'static str,
    /// Whether it stands within names too, as in `Ortega y Gasset`, or leads to what is no name, as in `con Prisa`. It
    /// parts only two full names.
    pub(super) is_weak: bool,
}

/// Words between names that stand in no name, by language.
#[rustfmt::skip]
const JOINTS: &[(&str, &[&str])] = &[
    ("", &["&"]),
    ("da", &["og"]),
    ("de", &["und"]),
    ("el", &["και"]),
    ("en", &["and"]),
    ("fr", &["et"]),
    ("pl", &["oraz"]),
    ("ru", &["и"]),
    ("sv", &["och"]),
    ("tr", &["ve"]),
    ("uk", &["та", "і"]),
];

/// Words between names that stand in names too, or before what is none, by language.
#[rustfmt::skip]
const WEAK_JOINTS: &[(&str, &[&str])] = &[
    ("", &["+"]),
    ("cs", &["a"]),
    ("de", &["mit"]),
    ("en", &["with"]),
    ("es", &["con", "e", "y"]),
    ("fi", &["ja"]),
    ("fr", &["avec"]),
    ("hu", &["és"]),
    ("id", &["dan"]),
    ("nl", &["en"]),
    ("pl", &["i"]),
];

/// The joint that a word is. One in capitals counts where it is no initial: `ANNA WEBER AND JO LEE`.
pub(super) fn joint_of(word: &str) -> Option<Joint> {
    let find = |table: &[(&'static str, &[&str])], word: &str, is_weak| {
        let (language, _) = table.iter().find(|(_, words)| words.contains(&word))?;
        Some(Joint { language, is_weak })
    };
    let strong = find(JOINTS, word, false).or_else(|| find(WEAK_JOINTS, word, true));
    let is_initial = || word.chars().nth(1).is_none();
    strong.or_else(|| {
        let is_capitals = word.chars().all(char::is_uppercase) && !is_initial();
        is_capitals.then(|| find(JOINTS, &word.to_lowercase(), false)).flatten()
    })
}

/// What leads to the names of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Label {
    /// Words that begin no name: `By`, `Written by`.
    Sure,
    /// Words that begin names or sentences too: `Von`, `Door`. They lead where names of several words follow.
    Preposition,
    /// What the named do: `Author`, `Text`. As [`Self::Preposition`], and no sign that a line of text is a byline.
    Noun,
}

/// The words that lead to names, by language and by how sure a sign they are.
#[rustfmt::skip]
pub(super) const LABELS: &[(&str, Label, &[&str])] = &[
    ("en", Label::Sure, &["by", "written by", "posted by", "published by", "presented by", "produced by", "reporting by", "reported by", "story by"]),
    ("de", Label::Sure, &["geschrieben von", "verfasst von", "ein artikel von", "ein gastbeitrag von"]),
    ("fr", Label::Sure, &["par", "publié par", "écrit par", "rédigé par"]),
    ("es", Label::Sure, &["por", "escrito por", "publicado por", "redactado por"]),
    ("it", Label::Sure, &["scritto da", "pubblicato da", "a cura di"]),
    ("nl", Label::Sure, &["geschreven door"]),
    ("sv", Label::Sure, &["skriven av"]),
    ("no", Label::Sure, &["skrevet av"]),
    ("da", Label::Sure, &["skrevet af"]),
    ("pl", Label::Sure, &["napisane przez"]),
    ("de", Label::Preposition, &["von"]),
    ("nl", Label::Preposition, &["door"]),
    ("it", Label::Preposition, &["di"]),
    ("da", Label::Preposition, &["af"]),
    ("sv", Label::Preposition, &["av"]),
    ("cs", Label::Preposition, &["od"]),
    ("en", Label::Noun, &["author", "authors", "reporter", "text"]),
    ("de", Label::Noun, &["autor", "autoren", "autorin", "foto"]),
    ("fr", Label::Noun, &["auteur", "auteurs", "texte"]),
    ("es", Label::Noun, &["autora", "autores", "texto"]),
    ("it", Label::Noun, &["autore", "autori", "testo"]),
    ("nl", Label::Noun, &["tekst"]),
    ("tr", Label::Noun, &["yazar"]),
    ("bg", Label::Noun, &["автор", "автори"]),
    ("ru", Label::Noun, &["авторы", "текст"]),
    ("uk", Label::Noun, &["автори"]),
    ("ja", Label::Noun, &["文", "記者"]),
    ("zh", Label::Noun, &["作者", "记者"]),
];

/// Names of agencies, some of which are like those of people, in lower case.
#[rustfmt::skip]
const AGENCIES: &[&str] = &[
    "afp", "agence france-presse", "agencia efe", "agencja prasowa", "anp", "ansa", "ap", "apa", "associated press",
    "belga", "bloomberg", "business wire", "canadian press", "cna", "cp", "ctk", "dpa", "efe", "kyodo", "lusa", "ntb",
    "pa", "pa media", "pap", "press association", "pti", "reuter", "reuters", "ritzau", "stt", "tass",
    "the associated press", "the canadian press", "thomson reuters", "tt", "upi", "xinhua", "yonhap", "čtk",
];

/// What names no person though it stands in a person's place, in lower case: roles, and what templates put there.
#[rustfmt::skip]
const PLACEHOLDERS: &[&str] = &[
    "admin", "administrator", "anonymous", "author", "authors", "by", "comments", "contact", "default", "email",
    "facebook", "follow", "guest", "instagram", "no author", "none", "null", "published", "read more", "root",
    "see more", "share", "twitter", "undefined", "unknown", "updated", "user", "view all posts", "wordpress",
];

/// Whether a text is what templates put where an author should be: it names nobody.
pub(super) fn is_placeholder(text: &str) -> bool {
    PLACEHOLDERS.contains(&text.to_lowercase().as_str())
}

/// Last words of what is a role and names nobody: `Political Correspondent`.
#[rustfmt::skip]
const ROLES: &[&str] = &[
    "correspondent", "correspondents", "editor", "editors", "reporter", "reporters", "staff", "writer", "writers",
];

/// Words behind which a role may stand alone: `Staff Writer`, `Special Correspondent`.
const RANKS: &[&str] = &["chief", "senior", "special", "staff"];

/// What Korean, Japanese and Chinese papers put behind the name of a reporter.
pub(super) const ROLES_BEHIND: &[&str] = &["선임기자", "특파원", "기자", "記者", "记者"];

/// Words that agencies, desks, firms and papers have in their names, and people have not.
#[rustfmt::skip]
const BODIES: &[&str] = &[
    "admin", "agence", "agencia", "agencies", "agency", "agentur", "association", "database", "desk", "developer",
    "editorial", "gmbh", "inc", "inc.", "institute", "limited", "llc", "llp", "ltd", "ltd.", "media", "nachrichten",
    "network", "news", "newsdesk", "newspapers", "newsroom", "online", "plc", "prensa", "presse", "redacción",
    "redaccion", "redakce", "redakcja", "redaktion", "redaktionen", "redazione", "rédaction", "team", "university",
    "webmaster", "zeitung",
];

/// Whether a text is the name of an agency, or a role, and nothing else: `Reuters`, `Staff Writer`.
pub(super) fn is_agency_or_role(text: &str) -> bool {
    let lower = text.trim().to_lowercase();
    let is_role = match lower.split_once(' ') {
        None => ROLES.contains(&lower.as_str()) || BODIES.contains(&lower.as_str()),
        Some((rank, role)) => RANKS.contains(&rank) && ROLES.contains(&role),
    };
    is_role || AGENCIES.contains(&lower.as_str())
}

/// Whether a name is the initials or the account of whoever typed an article: `gr/bp`, `petrova.anna`.
pub(super) fn is_account(name: &str) -> bool {
    let is_small = name.bytes().all(|letter| letter.is_ascii() && !letter.is_ascii_uppercase() && letter != b' ');
    is_small && name.contains(['/', '.'])
}

/// Whether a name on a line is that of an agency, desk, firm or role by its words: `The Harbour News`, `Times Staff
/// Writers`.
pub(super) fn is_body(name: &str) -> bool {
    let lower = name.to_lowercase();
    let is_one_word = !name.contains(' ');
    // `SANA`, `REUTERS TV`, `MAR 04`.
    let is_acronym = is_one_word && name.len() <= 6 && name.chars().all(|letter| letter.is_ascii_uppercase());
    let is_number = |word: &str| word.bytes().all(|letter| letter.is_ascii_digit());
    is_agency_or_role(name)
        || is_acronym
        || ["the ", "reuters "].iter().any(|start| lower.starts_with(start))
        || lower.split_whitespace().next_back().is_some_and(|last| ROLES.contains(&last))
        || lower.split([' ', '-', '/']).any(|word| BODIES.contains(&word) || (!word.is_empty() && is_number(word)))
}

/// Prepositions behind a name, where a place or paper follows: `Anna Weber in Wien`.
#[rustfmt::skip]
const PREPOSITIONS: &[&str] = &[
    "-", "at", "aus", "est", "for", "from", "für", "in", "is", "ist", "last", "on", "para", "per", "pour", "til", "à",
    "–", "—",
];

/// Words with which a job or a notice begins behind a name: `Anna Weber Senior Editor`.
#[rustfmt::skip]
const JOBS: &[&str] = &[
    "chief", "correspondent", "edited", "korrespondent", "korrespondentin", "posted", "published", "reporter",
    "senior", "special", "staff", "updated",
];

/// Whether a place or paper begins at a word behind a name: `Anna Weber in Wien`. Capitals, as in `Maria Per Holm`, are
/// those of a name, unless the whole line has them.
pub(super) fn begins_place(word: &str) -> bool {
    let is_capitals = word.chars().nth(1).is_some() && word.chars().all(char::is_uppercase);
    PREPOSITIONS.contains(&word) || (is_capitals && PREPOSITIONS.contains(&word.to_lowercase().as_str()))
}

/// Whether a job or a notice begins at a word behind a name.
pub(super) fn begins_job(word: &str) -> bool {
    JOBS.contains(&word.to_lowercase().as_str())
}

/// What stands behind a comma and belongs to the name before it: `Henry Ashdown, Jr.`
pub(super) fn is_suffix(text: &str) -> bool {
    const SUFFIXES: &[&str] = &["esq", "ii", "iii", "iv", "jr", "m.d", "md", "ph.d", "phd", "snr", "sr"];
    SUFFIXES.contains(&text.trim().trim_end_matches('.').to_lowercase().as_str())
}
