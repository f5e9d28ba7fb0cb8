//! Tar, from its first byte to its last.
//!
//! In: a tape archive, unpacked. Out: its files in order.

use tar::{Archive, EntryType};

use super::member::{Member, Visit, is_passed_over, plain_name};
use crate::article::Problem;
use crate::source::Input;

pub(super) fn visit_members(input: &mut Input<'_>, visit: &mut Visit<'_>) -> Result<(), Problem> {
    let mut archive = Archive::new(input.reader());
    let entries = archive.entries().map_err(|error| broken(&error))?;
    for (index, entry) in entries.enumerate() {
        let mut entry = entry.map_err(|error| broken(&error))?;
        let is_file =
            matches!(entry.header().entry_type(), EntryType::Regular | EntryType::Continuous | EntryType::GNUSparse);
        let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        if !is_file || is_passed_over(&name) {
            continue;
        }
        let member = Member { name: plain_name(&name), number: index as u64 + 1, content: Ok(&mut entry) };
        if visit(member).is_break() {
            break;
        }
    }
    Ok(())
}

fn broken(error: &std::io::Error) -> Problem {
    Problem::new(format!("a tar file that cannot be read to its end: {error}"))
}
