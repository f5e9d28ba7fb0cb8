//! What the clauses of a question find, and why nothing was found, in lines for a person.

use crate::search::{ClauseCount, Diagnosis};

/// A line for each clause: what it finds, by which words.
pub fn explained(clauses: &[ClauseCount]) -> Vec<String> {
    let line = |clause: &ClauseCount| {
        let more = clause.words_total.saturating_sub(clause.words.len());
        let words = match (&clause.words[..], more) {
            ([], _) => String::new(),
            (words, 0) => format!(": {}", words.join(", ")),
            (words, more) => format!(": {} and {more} more", words.join(", ")),
        };
        format!("  {} finds {}{words}", clause.clause, articles(clause.articles))
    };
    clauses.iter().map(line).collect()
}

/// Which clause is to blame, and what was probably meant.
pub fn nothing_found(diagnosis: &Diagnosis) -> Vec<String> {
    let mut lines = Vec::new();
    for clause in &diagnosis.clauses {
        match (clause.articles, clause.without) {
            (0, without) if without > 0 && diagnosis.clauses.len() > 1 => {
                lines.push(format!("`{}` finds nothing; without it there {}", clause.clause, there(without)));
            }
            (0, _) => lines.push(format!("`{}` finds nothing", clause.clause)),
            (_, without) if without > 0 && diagnosis.clauses.len() > 1 => {
                lines.push(format!("without `{}` there {}", clause.clause, there(without)));
            }
            _ => {}
        }
    }
    for suggestion in &diagnosis.suggestions {
        let count = articles(suggestion.articles);
        lines.push(format!("for `{}`, did you mean `{}` ({count})?", suggestion.instead_of, suggestion.suggested));
    }
    if let Some(dates) = &diagnosis.dates {
        let count = there(dates.articles);
        lines.push(match (&dates.from, &dates.to) {
            (Some(from), Some(to)) if from == to => format!("with another date there {count}, of {from}"),
            (Some(from), Some(to)) => format!("with other dates there {count}, from {from} to {to}"),
            _ => format!("without a date there {count}, all undated"),
        });
    }
    lines
}

fn articles(count: u64) -> String {
    if count == 1 { "1 article".to_owned() } else { format!("{count} articles") }
}

fn there(count: u64) -> String {
    format!("{} {}", if count == 1 { "is" } else { "are" }, articles(count))
}
