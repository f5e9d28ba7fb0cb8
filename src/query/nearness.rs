//! What can stand beside a sign of nearness, and in which fields both sides can be near.

use super::ast::{Nearness, Node, TextField, TextMatch};
use super::clause::WordField;
use crate::article::EntityKind;

/// The fields that words are looked for in where a text field is named.
pub(super) fn fields_of_text(field: TextField) -> &'static [WordField] {
    use WordField::{Body, Byline, Id, Section, Source, Title, Url};
    match field {
        TextField::Any => TEXTS,
        TextField::Title => &[Title],
        TextField::Body | TextField::Lead => &[Body],
        TextField::By => &[Byline],
        TextField::Source => &[Source],
        TextField::Section => &[Section],
        TextField::Url => &[Url],
        TextField::Id => &[Id],
        TextField::Lang => &[],
    }
}

/// The fields in which names have places.
const TEXTS: &[WordField] = &[WordField::Title, WordField::Body];

/// The fields in which two things can be near; `None` where there are none.
pub(super) fn fields(nearness: &Nearness) -> Option<&'static [WordField]> {
    shared(fields_of(&nearness.left)?, fields_of(&nearness.right)?)
}

/// The fields in which an operand can have a place; `None` where there are none.
pub(super) fn fields_of(node: &Node) -> Option<&'static [WordField]> {
    match node {
        Node::Text(field, _) => Some(fields_of_text(*field)),
        Node::Near(nearness) => fields(nearness),
        Node::First(_, child) => shared(fields_of(child)?, &[WordField::Body]),
        Node::AtLeast(_, child) => fields_of(child),
        // What is meant in one field and what is meant in another have no distance in common.
        Node::Or(children) => {
            let first = fields_of(children.first()?)?;
            let is_alike =
                |child: &Node| fields_of(child) == Some(first) && is_of_lead(child) == is_of_lead(&children[0]);
            children.iter().all(is_alike).then_some(first)
        }
        _ => Some(TEXTS),
    }
}

fn shared(left: &'static [WordField], right: &'static [WordField]) -> Option<&'static [WordField]> {
    let (short, long) = if left.len() <= right.len() { (left, right) } else { (right, left) };
    (!short.is_empty() && short.iter().all(|field| long.contains(field))).then_some(short)
}

/// Whether all words of an operand are of the lead.
pub(super) fn is_of_lead(node: &Node) -> bool {
    match node {
        Node::Text(field, _) => *field == TextField::Lead,
        Node::Near(nearness) => is_of_lead(&nearness.left) || is_of_lead(&nearness.right),
        Node::First(_, child) | Node::AtLeast(_, child) => is_of_lead(child),
        Node::Or(children) => children.iter().any(is_of_lead),
        _ => false,
    }
}

/// `PERSON`, `ORG` and `PLACE` as any name of that kind.
pub(super) fn with_any_names(node: Node) -> Node {
    match node {
        Node::Text(TextField::Any, TextMatch::Word(word)) if any_name(&word).is_some() => {
            any_name(&word).map_or_else(|| unreachable!("it was one"), Node::AnyName)
        }
        Node::Or(children) => Node::Or(children.into_iter().map(with_any_names).collect()),
        other => other,
    }
}

fn any_name(word: &str) -> Option<EntityKind> {
    match word {
        "PERSON" => Some(EntityKind::Person),
        "ORG" => Some(EntityKind::Org),
        "PLACE" => Some(EntityKind::Place),
        _ => None,
    }
}

/// The first thing in an operand that has no places in a text; with `is_flat`, nearness is none either.
pub(super) fn refused(node: &Node, is_flat: bool) -> Option<&'static str> {
    match node {
        Node::Text(TextField::Lang, _) => Some("a language"),
        Node::Text(_, TextMatch::Window(..)) | Node::Near(_) if is_flat => Some("nearness within this"),
        Node::Or(children) => children.iter().find_map(|child| refused(child, is_flat)),
        Node::Near(nearness) if nearness.negated => Some("`not` with a sign of nearness"),
        Node::Text(..)
        | Node::Name(..)
        | Node::NamePattern(..)
        | Node::AnyName(_)
        | Node::Listed(..)
        | Node::Near(_) => None,
        Node::And(_) => Some("a group of words that must all be there"),
        Node::Not(_) => Some("what is excluded"),
        Node::AtLeast(..) | Node::First(..) => Some("a count"),
        Node::Everything
        | Node::Arrived(_)
        | Node::Date(_)
        | Node::Anniversary { .. }
        | Node::Has(_)
        | Node::Words(..) => Some("a condition"),
    }
}
