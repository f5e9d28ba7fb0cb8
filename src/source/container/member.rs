//! A file in a container, and what all kinds of containers have in common.

use std::io::Read;
use std::ops::ControlFlow;

use crate::article::Problem;

/// A file in a container.
pub struct Member<'a> {
    /// Its path in the container, with `/`.
    pub name: String,
    /// Its place in the container, from 1.
    pub number: u64,
    /// Its bytes, or why they cannot be had.
    pub content: Result<&'a mut dyn Read, Problem>,
}

impl std::fmt::Debug for Member<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Member").field("name", &self.name).field("number", &self.number).finish_non_exhaustive()
    }
}

/// Receives the members of a container; breaks to stop.
pub type Visit<'v> = dyn FnMut(Member<'_>) -> ControlFlow<()> + 'v;

/// The most bytes that a container inside another is copied to the disk for.
pub(super) const CONTAINER_BYTES_MAX: u64 = 8 << 30;

/// Whether a member is passed over: hidden, or what systems leave in archives beside the files.
pub(super) fn is_passed_over(name: &str) -> bool {
    name.split('/').any(|part| part.starts_with('.') && part != "." && part != "..") || name.starts_with("__MACOSX/")
}

/// A member's name as part of an id: with `/`, and without what would lead out of the container.
pub(super) fn plain_name(name: &str) -> String {
    let parts = name.split(['/', '\\']).filter(|part| !matches!(*part, "" | "." | ".."));
    let visible = |part: &str| part.chars().filter(|character| !character.is_control()).collect::<String>();
    parts.map(visible).collect::<Vec<_>>().join("/")
}
