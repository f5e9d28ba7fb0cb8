//! Files that hold files: ZIP, tar and 7z.
//!
//! In: an [`Input`] whose beginning is that of a container. Out: its [`Member`]s one after the other, each a stream of
//! its own, never unpacked onto the disk. Kinds are told by their signatures: ZIP (APPNOTE 6.3.10, 4.3.7), tar
//! (POSIX.1-2008, `ustar`), 7z (`7zFormat.txt` of the LZMA SDK).

mod allowance;
mod seven_zip;
mod tar;
mod zip;

use std::io::Read;
use std::ops::ControlFlow;

use super::{Input, Sample};
use crate::article::Problem;
pub(super) use allowance::Allowance;

/// A container within a container is opened, one within that is not: archives are packed twice at most, bombs deeper.
pub const CONTAINERS_DEPTH_MAX: usize = 2;

/// A kind of file that holds files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Container {
    /// ZIP.
    Zip,
    /// Tape archive; compressed ones are unpacked before they are looked at.
    Tar,
    /// 7z.
    SevenZip,
}

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

impl Container {
    /// The kind of container that begins like this, if it is one.
    pub fn of(sample: &Sample<'_>) -> Option<Self> {
        let starts = |magic: &[u8]| sample.bytes.starts_with(magic);
        // An empty ZIP file is nothing but its end record.
        if starts(b"PK\x03\x04") || starts(b"PK\x05\x06") {
            return Some(Self::Zip);
        }
        if starts(b"7z\xbc\xaf\x27\x1c") {
            return Some(Self::SevenZip);
        }
        (sample.bytes.get(257..262) == Some(b"ustar")).then_some(Self::Tar)
    }

    /// Hands the files in a container to `visit`, in its order; folders, links and names that begin with a dot are
    /// passed over, as they are on disk.
    ///
    /// # Errors
    ///
    /// When the container cannot be read (further), or unpacks to far more than its size; what was handed on is good.
    pub fn visit_members(self, input: &mut Input<'_>, visit: &mut Visit<'_>) -> Result<(), Problem> {
        match self {
            Self::Zip => zip::visit_members(input, visit),
            Self::Tar => tar::visit_members(input, visit),
            Self::SevenZip => seven_zip::visit_members(input, visit),
        }
    }
}

/// The most bytes that a container inside another is copied to the disk for.
const CONTAINER_BYTES_MAX: u64 = 8 << 30;

/// Whether a member is passed over: hidden, or what systems leave in archives beside the files.
fn is_passed_over(name: &str) -> bool {
    name.split('/').any(|part| part.starts_with('.') && part != "." && part != "..") || name.starts_with("__MACOSX/")
}

/// A member's name as part of an id: with `/`, and without what would lead out of the container.
fn plain_name(name: &str) -> String {
    let parts = name.split(['/', '\\']).filter(|part| !matches!(*part, "" | "." | ".."));
    let visible = |part: &str| part.chars().filter(|character| !character.is_control()).collect::<String>();
    parts.map(visible).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests;
