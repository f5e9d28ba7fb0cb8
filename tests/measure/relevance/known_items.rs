//! Asks for articles that are known: by some of their words, with a name or a day, as somebody does who has read one once.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

use morgue::article::Article;
use morgue::search::Hit;

use crate::ranked::{Ranked, plain};

/// Words of a question.
const WORDS: usize = 4;

/// Asks for so many articles of these files in each way, and prints how often the article came first.
pub(crate) fn measure(folder: &Path, items: usize, out: &mut impl Write) -> anyhow::Result<()> {
    let ranked = Ranked::index(folder)?;
    let all = ranked.hits("", false, usize::MAX)?;
    let step = (all.len() / items.max(1)).max(1);
    let mut figures: BTreeMap<&str, Figures> = BTreeMap::new();
    for hit in all.iter().step_by(step).take(items) {
        for (way, question) in questions(&hit.record.article) {
            let found = ranked.hits(&question, false, 100)?;
            figures.entry(way).or_default().add(&found, &hit.record.id, &hit.record.article);
        }
    }
    writeln!(out, "{:<28} {:>6} {:>8} {:>6}", "known items", "asked", "first %", "MRR")?;
    for (way, Figures { asked, first, reciprocal }) in figures {
        let share = |count: f64| count / f64::from(asked.max(1));
        writeln!(out, "{way:<28} {asked:>6} {:>8.1} {:>6.3}", 100.0 * share(f64::from(first)), share(reciprocal))?;
    }
    Ok(())
}

#[derive(Default)]
struct Figures {
    asked: u32,
    first: u32,
    reciprocal: f64,
}

impl Figures {
    /// A copy of the article with the same text is as good as itself.
    fn add(&mut self, found: &[Hit], id: &str, article: &Article) {
        self.asked += 1;
        let is_it = |hit: &Hit| hit.record.id == id || hit.record.article.body == article.body;
        if let Some(place) = found.iter().position(is_it) {
            self.first += u32::from(place == 0);
            self.reciprocal += 1.0 / (place + 1) as f64;
        }
    }
}

/// Each way to ask for an article, where it has what that takes.
fn questions(article: &Article) -> Vec<(&'static str, String)> {
    let headline = if article.title_made { "" } else { &article.title };
    let body: Vec<&str> = article.body.split_whitespace().collect();
    let middle = body.get(body.len() / 2..).unwrap_or_default().join(" ");
    let day = article.date.map(|dated| format!(" date:{}", dated.date.first_day()));
    let name = article.entities.iter().find(|entity| !plain(&entity.name).is_empty());
    let name = name.map(|entity| format!(" {}:\"{}\"", entity.kind.as_str(), plain(&entity.name)));
    let mut questions = Vec::new();
    for (by_day, by_name, text) in [
        ("headline and day", "headline and name", headline),
        ("beginning and day", "beginning and name", &article.body),
        ("middle and day", "middle and name", &middle),
    ] {
        let words = rare_looking(text);
        if words.is_empty() {
            continue;
        }
        questions.extend(day.iter().map(|day| (by_day, format!("{words}{day}"))));
        questions.extend(name.iter().map(|name| (by_name, format!("{words}{name}"))));
    }
    questions
}

/// The first words of a text that somebody would remember: long ones.
fn rare_looking(text: &str) -> String {
    let text = plain(text);
    let words: Vec<&str> = text.split(' ').filter(|word| word.chars().count() > 4).take(WORDS).collect();
    if words.len() < 2 { String::new() } else { words.join(" ") }
}
