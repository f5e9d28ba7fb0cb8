//! Files that hold files: ZIP, tar and 7z.
//!
//! In: an [`Input`] whose beginning is that of a container. Out: its [`Member`]s one after the other, each a stream of
//! its own, never unpacked onto the disk. Kinds are told by their signatures: ZIP (APPNOTE 6.3.10, 4.3.7), tar
//! (POSIX.1-2008, `ustar`), 7z (`7zFormat.txt` of the LZMA SDK).

mod allowance;
mod member;
mod seven_zip;
mod tar;
mod zip;

use super::{Input, Sample};
use crate::article::Problem;
pub(super) use allowance::Allowance;
pub use member::{Member, Visit};

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

#[cfg(test)]
mod tests;
