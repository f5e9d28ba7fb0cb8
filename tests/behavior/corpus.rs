//! The sample archive answers a newcomer's first questions.

use std::path::Path;

use crate::harness::Archive;

fn corpus() -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").to_string_lossy().into_owned()
}

#[test]
fn one_command_answers_a_question_about_a_person_and_a_time() {
    let archive = Archive::new();
    let corpus = corpus();
    let run = archive
        .run(&["query", "--corpus", &corpus, "--person", "raisi", "--from", "2022-07", "--to", "2022-07"])
        .code(0);
    assert!(run.stdout.contains("2022/07/iran-syria-call.txt"), "{}", run.stdout);
}

#[test]
fn every_file_of_it_is_read() {
    let archive = Archive::new();
    let summary = archive.run(&["index", &corpus(), "--format", "json"]).code(0).json();
    assert_eq!(summary["files"]["rejected"], 0);
    assert_eq!(summary["warnings"], serde_json::json!([]));
    assert!(summary["articles"]["total"].as_u64().unwrap() >= 120);
    let stats = archive.run(&["stats", "--format", "json"]).json();
    let formats: Vec<&str> =
        stats["formats"].as_array().unwrap().iter().map(|count| count["value"].as_str().unwrap()).collect();
    for format in ["text", "markdown", "json", "jsonl", "reuters-sgml"] {
        assert!(formats.contains(&format), "{formats:?}");
    }
    assert_eq!(
        (stats["first_day"].as_str().unwrap() < "1964", stats["last_day"].as_str().unwrap() > "2024"),
        (true, true)
    );
    archive.run(&["check"]).code(0);
}
