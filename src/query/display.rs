//! Prints a tree in the one form that reads as it again.

use std::fmt;

use super::ast::{Arrival, Ast, Comparison, DateRange, Nearness, Node, Reach, TextField, TextMatch};
use super::lexer::{FEATURES, field_name, is_nearness};
use crate::article::EntityKind;

impl fmt::Display for Ast {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.root.fmt(formatter)
    }
}

impl fmt::Display for Node {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Everything => Ok(()),
            Self::And(children) => {
                joined(formatter, children, " AND ", |child| matches!(child, Self::Or(_) | Self::And(_)))
            }
            Self::Or(children) => joined(formatter, children, " OR ", |child| matches!(child, Self::Or(_))),
            Self::Not(child) => {
                formatter.write_str("NOT ")?;
                bracketed(formatter, child, matches!(**child, Self::And(_) | Self::Or(_)))
            }
            Self::Text(field, text) => write_text(formatter, *field, text),
            Self::Name(kind, name) => {
                write!(formatter, "{}:", kind.map_or("entity", EntityKind::as_str))?;
                write_quoted(formatter, name)
            }
            Self::NamePattern(kind, pattern) => {
                write!(formatter, "{}:{pattern}", kind.map_or("entity", EntityKind::as_str))
            }
            Self::AnyName(kind) => formatter.write_str(&kind.as_str().to_uppercase()),
            Self::Near(nearness) => write_nearness(formatter, nearness),
            Self::AtLeast(count, child) => write!(formatter, "atleast:{count}({child})"),
            Self::First(count, child) => write!(formatter, "first/{count}({child})"),
            Self::Listed(kind, names) => {
                let names: Vec<Self> = names.iter().map(|name| Self::Name(Some(*kind), name.clone())).collect();
                formatter.write_str("(")?;
                joined(formatter, &names, " OR ", |_| false)?;
                formatter.write_str(")")
            }
            Self::Arrived(Arrival::Since(day)) => write!(formatter, "added:{day}.."),
            Self::Arrived(Arrival::After(number)) => write!(formatter, "added:after-arrival-{number}"),
            Self::Date(range) => write_range(formatter, *range),
            Self::Anniversary { month, day } => write!(formatter, "on:{month:02}-{day:02}"),
            Self::Has(feature) => {
                let name = FEATURES.iter().find(|(_, known)| known == feature).map_or("", |(name, _)| *name);
                write!(formatter, "has:{name}")
            }
            Self::Words(comparison, count) => write!(formatter, "words{}{count}", sign(*comparison)),
        }
    }
}

/// Nearness groups from the left, so that only the right side needs brackets around another.
fn write_nearness(formatter: &mut fmt::Formatter<'_>, nearness: &Nearness) -> fmt::Result {
    let Nearness { left, right, reach, ordered, negated } = nearness;
    bracketed(formatter, left, matches!(left, Node::Or(_)))?;
    let not = if *negated { " not" } else { "" };
    let sign = if *ordered { "pre" } else { "w" };
    match reach {
        Reach::Words(count) => write!(formatter, "{not} {sign}/{count} ")?,
        Reach::Sentence => write!(formatter, "{not} {sign}/s ")?,
        Reach::Paragraph => write!(formatter, "{not} {sign}/p ")?,
    }
    bracketed(formatter, right, matches!(right, Node::Or(_) | Node::Near(_)))
}

fn joined(
    formatter: &mut fmt::Formatter<'_>,
    children: &[Node],
    operator: &str,
    needs_brackets: impl Fn(&Node) -> bool,
) -> fmt::Result {
    for (place, child) in children.iter().enumerate() {
        if place > 0 {
            formatter.write_str(operator)?;
        }
        bracketed(formatter, child, needs_brackets(child))?;
    }
    Ok(())
}

fn bracketed(formatter: &mut fmt::Formatter<'_>, node: &Node, brackets: bool) -> fmt::Result {
    if brackets { write!(formatter, "({node})") } else { write!(formatter, "{node}") }
}

fn write_text(formatter: &mut fmt::Formatter<'_>, field: TextField, text: &TextMatch) -> fmt::Result {
    if let Some(name) = field_name(field) {
        write!(formatter, "{name}:")?;
    }
    match text {
        TextMatch::Window(phrase, others) => {
            write_quoted(formatter, phrase)?;
            write!(formatter, "~{others}")
        }
        TextMatch::Capitals(words) => {
            formatter.write_str("caps:")?;
            write_quoted(formatter, words)
        }
        TextMatch::Word(word) if reads_as_operator(word) => write!(formatter, "{word},"),
        TextMatch::Word(word) | TextMatch::Pattern(word) => formatter.write_str(word),
        TextMatch::Exact(word) => write!(formatter, "={word}"),
        TextMatch::Phrase(phrase) => write_quoted(formatter, phrase),
        TextMatch::Fuzzy(word, distance) => write!(formatter, "{word}~{distance}"),
    }
}

/// A phrase between quotation marks that it does not have itself. One that was read lacks one kind; one that came from a
/// filter may have all, and then its straight marks are printed as single ones, which mean the same in a phrase.
fn write_quoted(formatter: &mut fmt::Formatter<'_>, phrase: &str) -> fmt::Result {
    let straight = |character| matches!(character, '"' | '＂');
    if !phrase.contains(straight) {
        write!(formatter, "\"{phrase}\"")
    } else if !phrase.contains('”') {
        write!(formatter, "“{phrase}”")
    } else if !phrase.contains('»') {
        write!(formatter, "«{phrase}»")
    } else {
        write!(formatter, "\"{}\"", phrase.replace(straight, "'"))
    }
}

/// Words that would be operators between others; with a comma behind they are words.
fn reads_as_operator(word: &str) -> bool {
    ["and", "or", "not", "AND", "OR", "NOT"].contains(&word) || is_nearness(word)
}

fn write_range(formatter: &mut fmt::Formatter<'_>, range: DateRange) -> fmt::Result {
    match (range.from, range.to) {
        (Some(from), Some(to)) if from == to => write!(formatter, "date:{from}"),
        (None, None) => formatter.write_str("has:date"),
        (from, to) => {
            let shown = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
            write!(formatter, "date:{}..{}", shown(from), shown(to))
        }
    }
}

fn sign(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::Less => "<",
        Comparison::LessOrEqual => "<=",
        Comparison::Equal => "=",
        Comparison::GreaterOrEqual => ">=",
        Comparison::Greater => ">",
    }
}
