//! What is highlighted in a hit is what was asked for, found by the same rules.

use morgue::article::TextPart;
use serde_json::json;

use crate::harness::{Archive, highlighted, search};

/// Title, text and language of each article.
const ARTICLES: &[(&str, &str, &str)] = &[
    (
        "Minister’s visit to al-Khadra ends early",
        "The minister’s co-operation talks at 10:30 ended early. AT&T and the U.S. delegation left; sanctions on shipping stay. \
         Talks on 1,750 tonnes of grain were “constructive”, said Anne-Marie O’Brien. A sanction was lifted.",
        "en",
    ),
    (
        "Ausstellung über die alten Häuser",
        "Die alten Häuser der Straße werden für die Ausstellung geöffnet. Das Haus am Fluß bleibt zu; die Häuser gehören der Stadt.",
        "de",
    ),
    (
        "L’été des grèves",
        "Les grévistes ont repris les négociations avec l’État. La grève des cheminots continue; une négociatrice arrive.",
        "fr",
    ),
    ("北京大学开放图书馆", "北京大学宣布开放图书馆。今天天气很好，学生们都来了。中国的大学很多，国人爱书。", "zh"),
    ("Новые школы", "В городе открылись новые школы. Новая школа стоит у реки, а старую школу закрыли.", "ru"),
];

fn document(id: &str, title: &str, body: &str, language: &str) -> String {
    json!({"id": id, "title": title, "body": body, "language": language, "date": "2001-02-03"}).to_string() + "\n"
}

fn opened(records: &str) -> (Archive, morgue::index::OpenIndex) {
    let archive = Archive::new().file("texts.jsonl", records);
    archive.run(&["index", "archive", "--no-model"]).code(0);
    let opened = morgue::index::OpenIndex::open(&archive.path("index")).unwrap();
    (archive, opened)
}

/// A query of each kind for each word, each pair of words and each character of the scripts without blanks.
fn queries() -> Vec<String> {
    let mut queries = Vec::new();
    for (title, body, language) in ARTICLES {
        for (field, text) in [("title", title), ("body", body), ("lead", body)] {
            let clean = |word: &str| word.trim_matches(|letter: char| !letter.is_alphanumeric()).to_owned();
            let words: Vec<String> = text.split_whitespace().map(clean).filter(|word| !word.is_empty()).collect();
            for word in &words {
                let short: String = word.chars().take(3).collect();
                let rest: String = word.chars().skip(1).collect();
                queries.extend([format!("\"{word}\""), format!("={word}"), format!("{field}:{word}")]);
                // A pattern is for one word, and what stands between two blanks is many in Chinese.
                if *language != "zh" && word.chars().count() > 3 && word.chars().all(char::is_alphabetic) {
                    queries.extend([word.clone(), format!("{word}~"), format!("{word}~2")]);
                    queries.extend([
                        format!("{short}*"),
                        format!("?{rest}"),
                        format!("*{rest}"),
                        format!("{word} OR {short}*"),
                    ]);
                }
            }
            queries.extend(words.windows(2).map(|pair| format!("\"{} {}\"", pair[0], pair[1])));
            if *language == "zh" {
                for run in text.split(|letter: char| !letter.is_alphanumeric()) {
                    let letters: Vec<char> = run.chars().collect();
                    queries.extend(letters.iter().map(char::to_string));
                    queries.extend(letters.windows(3).map(|letters| letters.iter().collect()));
                }
            }
        }
    }
    queries.sort();
    queries.dedup();
    queries
}

/// Each piece that is highlighted, put into an article of its own, is found by the query that it was highlighted for.
#[test]
fn every_hit_has_a_highlight_and_each_is_found_by_the_same_query() {
    let texts: Vec<String> = (0..)
        .zip(ARTICLES)
        .map(|(number, (title, body, language))| document(&format!("a{number}"), title, body, language))
        .collect();
    let (_texts, archive) = opened(&texts.concat());
    let queries = queries();
    assert!(queries.len() > 500, "{}", queries.len());
    let (mut pieces, mut expected) = (String::new(), vec![Vec::new(); queries.len()]);
    for (number, query) in queries.iter().enumerate() {
        let hits = search(&archive, query).unwrap_or_else(|error| panic!("{query}: {error}"));
        assert!(!hits.is_empty(), "{query} finds nothing");
        for hit in hits {
            let before = expected[number].len();
            let language = hit.record.article.language.as_deref().unwrap();
            for snippet in &hit.snippets {
                for piece in highlighted(snippet) {
                    let id = format!("p{number}-{}", expected[number].len());
                    let (title, body) = match snippet.field {
                        TextPart::Title => (piece.as_str(), ""),
                        TextPart::Body => ("-", piece.as_str()),
                    };
                    pieces.push_str(&document(&id, title, body, language));
                    expected[number].push(format!("texts.jsonl#{id}"));
                }
            }
            assert!(expected[number].len() > before, "{query}: {} has no highlight", hit.record.id);
        }
    }
    let (_pieces, archive) = opened(&pieces);
    for (query, expected) in queries.iter().zip(&expected) {
        let found: Vec<String> = search(&archive, query).unwrap().into_iter().map(|hit| hit.record.id).collect();
        let missed: Vec<&String> = expected.iter().filter(|id| !found.contains(id)).collect();
        assert!(missed.is_empty(), "{query}: {missed:?}");
    }
}

#[test]
fn a_letter_of_a_script_without_blanks_is_highlighted_alone() {
    let (_texts, archive) = opened(&document("a", "国", "中国的大学很多，国人爱书。", "zh"));
    let hits = search(&archive, "国").unwrap();
    assert_eq!(hits[0].snippets.iter().flat_map(highlighted).collect::<Vec<_>>(), ["国", "国", "国"]);
}

#[test]
fn a_stated_name_is_highlighted_whole_and_never_word_by_word() {
    let record = json!({
        "title": "Kredite für den Hafen",
        "body": "Für den Hafen und für die Schiffe gibt die Bank Geld. Die Bank für Internationale Zusammenarbeit zahlt für zwei Jahre.",
        "language": "de",
        "orgs": ["Bank für Internationale Zusammenarbeit"],
    });
    let (_texts, archive) = opened(&record.to_string());
    for query in ["org:bank", "org:\"Internationale Zusammenarbeit\""] {
        let hits = search(&archive, query).unwrap();
        let shown: Vec<String> = hits[0].snippets.iter().flat_map(highlighted).collect();
        assert_eq!(shown, ["Bank für Internationale Zusammenarbeit"], "{query}");
    }
}
