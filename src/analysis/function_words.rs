//! The words that every text of a language has: they tell which language it is in, and nothing of what it is about.

/// A language whose function words are known has no more than a third of the hits in a text of another.
pub(super) const FUNCTION_WORDS: &[(&str, &[&str])] = &[
    (
        "en",
        &[
            "the", "of", "and", "to", "that", "is", "with", "said", "by", "his", "has", "was", "its", "from", "which",
            "would", "have", "this", "are", "were", "been", "had", "their", "they", "who", "but", "not", "after",
            "for", "it",
        ],
    ),
    (
        "de",
        &[
            "der", "die", "und", "das", "den", "von", "zu", "mit", "sich", "ist", "des", "nicht", "ein", "eine", "auf",
            "dem", "im", "auch", "für", "wird", "sie", "nach", "bei", "aus", "hat", "wurde", "einen", "einer", "er",
            "am",
        ],
    ),
    (
        "fr",
        &[
            "le", "la", "les", "des", "et", "du", "une", "est", "pour", "dans", "qui", "par", "sur", "au", "pas", "ce",
            "il", "aux", "avec", "ses", "sont", "plus", "de", "un", "en", "que", "été", "cette", "ont", "son",
        ],
    ),
    (
        "es",
        &[
            "el", "los", "las", "del", "por", "con", "una", "para", "su", "al", "como", "más", "pero", "sus", "fue",
            "ha", "lo", "y", "de", "la", "en", "que", "se", "un", "este", "entre", "sobre", "desde", "ya", "esta",
        ],
    ),
    (
        "it",
        &[
            "di", "il", "che", "della", "per", "una", "del", "con", "non", "è", "sono", "dei", "alla", "nel", "si",
            "gli", "dal", "ha", "la", "un", "le", "delle", "ai", "come", "anche", "lo", "più", "al", "e", "i",
        ],
    ),
    (
        "pt",
        &[
            "o", "os", "do", "da", "em", "não", "uma", "para", "com", "dos", "das", "ao", "mais", "foi", "são", "pelo",
            "pela", "no", "na", "de", "que", "se", "um", "por", "como", "sua", "seu", "e", "à", "também",
        ],
    ),
    (
        "nl",
        &[
            "het", "een", "van", "en", "de", "niet", "dat", "zijn", "voor", "met", "op", "ook", "aan", "er", "maar",
            "om", "bij", "nog", "naar", "werd", "uit", "te", "wordt", "heeft", "die", "hij", "dan", "als", "deze",
            "over",
        ],
    ),
];

/// Words of English that every text has besides: together with the others the commonest of the language.
const COMMON: &[&str] = &[
    "a", "an", "as", "at", "be", "he", "in", "on", "or", "she", "so", "if", "than", "them", "these", "those", "we",
    "you",
];

/// Words by which somebody asks in English, and which are not what is asked for.
const QUESTION: &[&str] = &[
    "about",
    "any",
    "anyone",
    "anything",
    "are",
    "articles",
    "can",
    "concerned",
    "concerning",
    "could",
    "describe",
    "describing",
    "dealing",
    "did",
    "discuss",
    "discussed",
    "discussing",
    "do",
    "does",
    "done",
    "find",
    "give",
    "given",
    "how",
    "i",
    "information",
    "interested",
    "is",
    "like",
    "list",
    "me",
    "my",
    "other",
    "please",
    "regarding",
    "should",
    "some",
    "such",
    "tell",
    "there",
    "was",
    "were",
    "what",
    "when",
    "where",
    "whether",
    "which",
    "who",
    "whom",
    "whose",
    "why",
    "will",
    "would",
];

/// Whether a word, in lower case, is one that every text of a language has; the language by its ISO 639-1 code.
pub fn is_function_word(word: &str, language: &str) -> bool {
    let of_language = FUNCTION_WORDS.iter().filter(|(code, _)| *code == language);
    let is_common = language == "en" && COMMON.contains(&word);
    is_common || of_language.flat_map(|(_, words)| *words).any(|known| *known == word)
}

/// Whether a word, in lower case, is one by which somebody asks in a language, rather than what is asked for.
pub fn is_question_word(word: &str, language: &str) -> bool {
    is_function_word(word, language) || language == "en" && QUESTION.contains(&word)
}
