//! The README's commands do what it shows.
#![cfg(unix)]

use std::path::Path;

use crate::harness::Archive;

fn readme() -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap()
}

/// The lines behind `$ morgue` in the README, with what is printed below each.
fn examples(readme: &str) -> Vec<(String, String)> {
    let mut examples: Vec<(String, String)> = Vec::new();
    let mut inside = false;
    for line in readme.lines() {
        match line.strip_prefix("$ ") {
            Some(command) if inside => examples.push((command.to_owned(), String::new())),
            _ if line.starts_with("```") => {
                inside = line == "```console";
            }
            _ if inside => {
                if let Some((_, output)) = examples.last_mut() {
                    output.push_str(line);
                    output.push('\n');
                }
            }
            _ => {}
        }
    }
    examples.retain(|(command, _)| command.starts_with("morgue ") || command.contains("| morgue "));
    examples
}

#[test]
fn its_examples_print_what_they_show() {
    let archive = Archive::new();
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    std::os::unix::fs::symlink(corpus, archive.path("corpus")).unwrap();
    let examples = examples(&readme());
    assert!(examples.len() >= 5, "{examples:?}");
    for (command, expected) in examples {
        let output = archive.command(&[]).get_program().to_owned();
        let line = command.replacen("morgue", &output.to_string_lossy(), 1);
        let mut shell = std::process::Command::new("sh");
        shell
            .current_dir(archive.path(""))
            .env("NO_COLOR", "1")
            .env("XDG_STATE_HOME", archive.path("state"))
            .env_remove("MORGUE_INDEX")
            .args(["-c", &format!("{line} 2>/dev/null")]);
        let printed = String::from_utf8(shell.output().unwrap().stdout).unwrap();
        let without_times = |text: &str| {
            let lines = text
                .lines()
                .map(|line| line.split("; ").filter(|part| !part.ends_with(" s")).collect::<Vec<_>>().join("; "));
            lines.collect::<Vec<_>>().join("\n")
        };
        assert_eq!(without_times(&printed), without_times(&expected), "$ {command}");
    }
}
