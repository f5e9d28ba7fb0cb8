//! Text for people: blocks on a terminal, one line a hit in a pipe.

use std::io::{self, Write};
use std::ops::Range;

use anstyle::{AnsiColor, Style};

use super::plain::{lines, one_line};
use super::wrap::{self, columns};
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

/// A block: number, date, title and id; people, source, language; a place of the text. Lines are wrapped at `width` columns; an id
/// that has no room beside the title stands below it.
///
/// # Errors
///
/// When writing fails.
pub fn write_block(out: &mut dyn Write, number: usize, hit: &Hit, width: usize) -> io::Result<()> {
    let article = &hit.record.article;
    let date = article.date.map_or_else(|| UNDATED.to_owned(), |dated| dated.date.to_string());
    let title = one_line(&article.title);
    let head = columns(&format!("{number}. {date}  "));
    let room = width.saturating_sub(head);
    write!(out, "{number}. {DATE}{date}{DATE:#}  ")?;
    let mut used = head;
    for (place, line) in wrap::lines(&title, room, room).into_iter().enumerate() {
        if place > 0 {
            write!(out, "\n{:head$}", "")?;
        }
        let line = &title[line];
        used = head + columns(line);
        write!(out, "{TITLE}{line}{TITLE:#}")?;
    }
    let id = one_line(&hit.record.id);
    if used + 2 + columns(&id) > width {
        writeln!(out)?;
        used = 0;
    }
    let gap = width.saturating_sub(used + columns(&id)).max(if used == 0 { INDENT } else { 2 });
    writeln!(out, "{:gap$}{FAINT}{id}{FAINT:#}", "")?;
    write_faint(out, &about(hit), width)?;
    if !hit.surname_only.is_empty() {
        write_faint(out, &one_line(&format!("only the surname: {}", listed(&hit.surname_only))), width)?;
    }
    if let Some(snippet) = hit.first_snippet() {
        write_snippet(out, snippet, width)?;
    }
    writeln!(out)
}

/// What stands below the first line of a block stands in by so many columns.
const INDENT: usize = 3;

/// Of a list of names a block has so many at most.
const NAMES_MAX: usize = 8;

fn write_faint(out: &mut dyn Write, text: &str, width: usize) -> io::Result<()> {
    let room = width.saturating_sub(INDENT);
    for line in wrap::lines(text, room, room) {
        writeln!(out, "{:INDENT$}{FAINT}{}{FAINT:#}", "", &text[line])?;
    }
    Ok(())
}

fn about(hit: &Hit) -> String {
    let article = &hit.record.article;
    let people: Vec<&str> = article.names(EntityKind::Person).collect();
    let people = (!people.is_empty()).then(|| format!("people: {}", listed(&people)));
    let parts = [people, article.source.clone(), article.language.clone()];
    one_line(&parts.into_iter().flatten().collect::<Vec<_>>().join(" · "))
}

/// Names with commas between; a long list ends in how many more there are.
fn listed(names: &[impl AsRef<str>]) -> String {
    // Where only one is left, it takes no more room than to say so.
    let shown = if names.len() > NAMES_MAX + 1 { NAMES_MAX } else { names.len() };
    let list = names[..shown].iter().map(AsRef::as_ref).collect::<Vec<_>>().join(", ");
    if shown < names.len() { format!("{list} and {} more", names.len() - shown) } else { list }
}

/// A snippet with its matches marked by asterisks, and by colour where there is any.
fn write_snippet(out: &mut dyn Write, snippet: &Snippet, width: usize) -> io::Result<()> {
    let (text, marks) = marked(&snippet.text, &snippet.highlights);
    let (text, lead) = (format!("… {text} …"), "… ".len());
    let marks: Vec<Range<usize>> = marks.into_iter().map(|mark| mark.start + lead..mark.end + lead).collect();
    let room = width.saturating_sub(INDENT);
    for line in wrap::lines(&text, room, room) {
        write!(out, "{:INDENT$}", "")?;
        write_marked(out, &text, line, &marks)?;
        writeln!(out)?;
    }
    Ok(())
}

/// A line of a text with its marks in colour.
fn write_marked(out: &mut dyn Write, text: &str, line: Range<usize>, marks: &[Range<usize>]) -> io::Result<()> {
    let mut place = line.start;
    for mark in marks.iter().filter(|mark| mark.start < line.end && mark.end > line.start) {
        let (start, end) = (mark.start.max(line.start), mark.end.min(line.end));
        write!(out, "{}{MATCH}{}{MATCH:#}", &text[place..start], &text[start..end])?;
        place = end;
    }
    write!(out, "{}", &text[place..line.end])
}

/// A text with asterisks around what matches, and where in it that is. What steers a terminal is left out, but line ends stay.
fn marked(text: &str, highlights: &[(usize, usize)]) -> (String, Vec<Range<usize>>) {
    let (mut marked, mut marks) = (String::new(), Vec::new());
    let mut highlights = highlights.iter().peekable();
    let mut start = None;
    for (place, character) in text.chars().enumerate() {
        if highlights.peek().is_some_and(|(start, _)| *start == place) {
            start = Some(marked.len());
            marked.push_str("**");
        }
        marked.push_str(&lines(character.encode_utf8(&mut [0; 4])));
        if highlights.next_if(|(_, end)| *end == place + 1).is_some() {
            marked.push_str("**");
            marks.extend(start.take().map(|start| start..marked.len()));
        }
    }
    (marked, marks)
}

/// A whole article: its fields, a blank line, its text; what matches is marked, where title and text are given with their matches.
/// Lines are wrapped where there is a width.
///
/// # Errors
///
/// When writing fails.
pub fn write_article(
    out: &mut dyn Write,
    hit: &Hit,
    matches: Option<&[Snippet; 2]>,
    width: Option<usize>,
) -> io::Result<()> {
    let article = &hit.record.article;
    let width = width.unwrap_or(usize::MAX);
    let [title, body] = match matches {
        Some([title, body]) => [title, body].map(|part| marked(&part.text, &part.highlights)),
        None => [&article.title, &article.body].map(|part| marked(part, &[])),
    };
    let title = one_line(&title.0);
    for line in wrap::lines(&title, width, width) {
        writeln!(out, "{TITLE}{}{TITLE:#}", &title[line])?;
    }
    let date = article.date.map(|dated| {
        let time = dated.date.time().map(|time| format!(" {time}")).unwrap_or_default();
        format!("{}{time} (from the {})", dated.date, dated.source.as_str())
    });
    let before = [("id", hit.record.id.clone()), ("date", date.unwrap_or_else(|| UNDATED.to_owned()))];
    let behind =
        [("path", hit.path.clone()), ("format", hit.record.format.clone()), ("words", hit.record.words.to_string())];
    let rows = before.into_iter().chain(article_rows(article)).chain(behind);
    for (name, value) in rows.filter(|(_, value)| !value.is_empty()) {
        write_row(out, name, &one_line(&value), width)?;
    }
    writeln!(out)?;
    let (text, marks) = body;
    let mut start = 0;
    for line in text.split('\n') {
        write_wrapped(out, &text, start..start + line.len(), &marks, width)?;
        start += line.len() + 1;
    }
    Ok(())
}

fn write_row(out: &mut dyn Write, name: &str, value: &str, width: usize) -> io::Result<()> {
    const NAME: usize = 9;
    let room = width.saturating_sub(NAME + 2);
    for (place, line) in wrap::lines(value, room, room).into_iter().enumerate() {
        let name = if place == 0 { name } else { "" };
        writeln!(out, "{FAINT}{name:>NAME$}{FAINT:#}  {}", &value[line])?;
    }
    Ok(())
}

/// A line of a text as it is where it has room, blanks at its beginning and all.
fn write_wrapped(
    out: &mut dyn Write,
    text: &str,
    line: Range<usize>,
    marks: &[Range<usize>],
    width: usize,
) -> io::Result<()> {
    if columns(&text[line.clone()]) <= width {
        write_marked(out, text, line, marks)?;
        return writeln!(out);
    }
    for part in wrap::lines(&text[line.clone()], width, width) {
        write_marked(out, text, line.start + part.start..line.start + part.end, marks)?;
        writeln!(out)?;
    }
    Ok(())
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
