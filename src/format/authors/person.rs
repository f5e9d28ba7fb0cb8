//! Reads what a file states as the name of one person.

use super::author::{Author, Kind};
use super::label::begins_as_no_name;
use super::line::{of_line, split_at_joints, without_role_behind};
use super::plain::{plain, without_addresses, without_asides};
use super::shape::{begins_with_full_name, is_full_name};
use super::words::{begins_place, is_agency_or_role, is_placeholder, is_suffix};

/// Whom a file means by what it states as the name of a person: that person, whatever the words (`Von Miller`, `Anna
/// Staff`). Nobody where it is empty, an address or what templates put there. What no single name can be (`By Ana Novak`,
/// `Ana Novak, Yusuf Demir`, `Ana Novak in Vienna`) is read as a line.
pub(in crate::format) fn of_person(text: &str) -> Vec<Author> {
    let text = plain(text);
    let bare = without_addresses(&without_asides(&text));
    if is_line(&text, &bare) {
        return of_line(&text);
    }
    let mut words = bare.split_whitespace().collect::<Vec<_>>();
    without_role_behind(&mut words);
    let name = words.join(" ");
    let name = name.trim_matches([',', '-', '–', '—', ':', ' ', '"', '“', '”', '/']);
    if !name.contains(char::is_alphabetic) || is_placeholder(name) {
        return Vec::new();
    }
    let kind = if is_agency_or_role(name) { Kind::Agency } else { Kind::Person };
    vec![Author { name: name.to_owned(), kind }]
}

/// Whether a text cannot be the name of one person. `bare` is the same without addresses and asides.
fn is_line(text: &str, bare: &str) -> bool {
    let has_separator = text.contains([';', '；', '|', '•', '、', '\n']);
    let parts = split_at_joints(bare, |joint| !joint.is_weak);
    let name_of = |part: &str| part.split([',', '/']).next().unwrap_or(part).trim().to_owned();
    let is_several = || parts.len() > 1 && parts.iter().all(|part| begins_with_full_name(&name_of(part)));
    let runs_on = || {
        let (name, behind) = bare.split_once([',', '/']).unwrap_or((bare, ""));
        !behind.is_empty() && is_full_name(name.trim()) && !is_suffix(behind)
    };
    let has_place = || {
        let mut words = bare.split_whitespace();
        words.nth(1).is_some() && words.any(begins_place)
    };
    has_separator || begins_as_no_name(text) || runs_on() || has_place() || is_several()
}
