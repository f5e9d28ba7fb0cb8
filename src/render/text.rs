//! Text for people: blocks on a terminal, one line a hit in a pipe.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};

use super::plain::{lines, one_line};
use crate::article::{Article, EntityKind};
use crate::search::{Hit, NameCount, Snippet};

const DATE: Style = AnsiColor::Cyan.on_default();
pub(super) const TITLE: Style = Style::new().bold();
pub(super) const FAINT: Style = Style::new().dimmed();
const MATCH: Style = AnsiColor::Yellow.on_default().bold();

/// What stands where an article has no date.
const UNDATED: &str = "undated";

/// One line of three cells, for programs that read lines: date, id, title.
///
/// # Errors
///
/// When writing fails.
pub fn write_piped(out: &mut dyn Write, hit: &Hit) -> io::Result<()> {
    let article = &hit.record.article;
    let date = article.date.map(|dated| dated.date.to_string()).unwrap_or_default();
    writeln!(out, "{date}\t{}\t{}", one_line(&hit.record.id), one_line(&article.title))
}

/// A block of three lines: number, date, title and path; people, source, language; a place of the text.
///
/// # Errors
///
/// When writing fails.
pub fn write_block(out: &mut dyn Write, number: usize, hit: &Hit, width: usize) -> io::Result<()> {
    let article = &hit.record.article;
    let date = article.date.map_or_else(|| UNDATED.to_owned(), |dated| dated.date.to_string());
    let title = one_line(&article.title);
    let place = one_line(
        &hit.record.member.as_ref().map_or_else(|| hit.path.clone(), |member| format!("{}#{member}", hit.path)),
    );
    let head = format!("{number}. {date}  ");
    let used = head.chars().count() + title.chars().count() + place.chars().count() + 2;
    let gap = " ".repeat(width.saturating_sub(used).max(2));
    writeln!(out, "{number}. {DATE}{date}{DATE:#}  {TITLE}{title}{TITLE:#}{gap}{FAINT}{place}{FAINT:#}")?;
    let about = about(hit);
    if !about.is_empty() {
        writeln!(out, "   {FAINT}{about}{FAINT:#}")?;
    }
    if !hit.surname_only.is_empty() {
        let surnames = one_line(&hit.surname_only.join(", "));
        writeln!(out, "   {FAINT}only the surname: {surnames}{FAINT:#}")?;
    }
    if let Some(snippet) = hit.first_snippet() {
        writeln!(out, "   {}", marked(snippet))?;
    }
    writeln!(out)
}

fn about(hit: &Hit) -> String {
    let article = &hit.record.article;
    let people: Vec<&str> = article.names(EntityKind::Person).collect();
    let people = (!people.is_empty()).then(|| format!("people: {}", people.join(", ")));
    let parts = [people, article.source.clone(), article.language.clone()];
    one_line(&parts.into_iter().flatten().collect::<Vec<_>>().join(" · "))
}

/// A snippet with its matches marked. Without colour they are marked by asterisks.
fn marked(snippet: &Snippet) -> String {
    let mut marked = String::from("… ");
    let mut highlights = snippet.highlights.iter().peekable();
    for (place, character) in snippet.text.chars().enumerate() {
        if highlights.peek().is_some_and(|(start, _)| *start == place) {
            marked.push_str(&format!("{MATCH}**"));
        }
        marked.push_str(&one_line(character.encode_utf8(&mut [0; 4])));
        if highlights.next_if(|(_, end)| *end == place + 1).is_some() {
            marked.push_str(&format!("**{MATCH:#}"));
        }
    }
    marked.push_str(" …");
    marked
}

/// A whole article: its fields, a blank line, its text.
///
/// # Errors
///
/// When writing fails.
pub fn write_article(out: &mut dyn Write, hit: &Hit) -> io::Result<()> {
    let article = &hit.record.article;
    writeln!(out, "{TITLE}{}{TITLE:#}", one_line(&article.title))?;
    let date = article.date.map(|dated| {
        let time = dated.date.time().map(|time| format!(" {time}")).unwrap_or_default();
        format!("{}{time} (from the {})", dated.date, dated.source.as_str())
    });
    let before = [("id", hit.record.id.clone()), ("date", date.unwrap_or_else(|| UNDATED.to_owned()))];
    let behind =
        [("path", hit.path.clone()), ("format", hit.record.format.clone()), ("words", hit.record.words.to_string())];
    let rows = before.into_iter().chain(article_rows(article)).chain(behind);
    for (name, value) in rows.filter(|(_, value)| !value.is_empty()) {
        writeln!(out, "{FAINT}{name:>9}{FAINT:#}  {}", one_line(&value))?;
    }
    writeln!(out, "\n{}", lines(&article.body))
}

/// What is known of an article beside title, date and text, each under its name, lists joined by `; `; empty where it is
/// not known.
pub fn article_rows(article: &Article) -> impl Iterator<Item = (&'static str, String)> {
    let names = |kind: EntityKind| article.names(kind).collect::<Vec<_>>().join("; ");
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let rows = [
        ("updated", article.updated.map(|date| date.to_string()).unwrap_or_default()),
        ("byline", text(&article.byline)),
        ("authors", article.authors.join("; ")),
        ("source", text(&article.source)),
        ("section", text(&article.section)),
        ("language", text(&article.language)),
        ("url", text(&article.url)),
        ("people", names(EntityKind::Person)),
        ("orgs", names(EntityKind::Org)),
        ("places", names(EntityKind::Place)),
    ];
    rows.into_iter()
}

/// A name, the number of its articles, and its other spellings.
///
/// # Errors
///
/// When writing fails.
pub fn write_name(out: &mut dyn Write, name: &NameCount) -> io::Result<()> {
    let others: Vec<&str> = name.variants.iter().filter(|variant| **variant != name.name).map(String::as_str).collect();
    let others = if others.is_empty() {
        String::new()
    } else {
        format!("  {FAINT}(also {}){FAINT:#}", one_line(&others.join(", ")))
    };
    writeln!(out, "{:>7}  {}{others}", name.articles, one_line(&name.name))
}
