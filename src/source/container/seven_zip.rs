//! 7z, by its header at the end.
//!
//! In: a 7z file. Out: its members, one after the other as they lie packed.

use std::io::{Seek, SeekFrom};

use sevenz_rust2::{ArchiveReader, Error, Password};

use super::allowance::Allowance;
use super::member::{CONTAINER_BYTES_MAX, Member, Visit, is_passed_over, plain_name};
use crate::article::Problem;
use crate::source::Input;

pub(super) fn visit_members(input: &mut Input<'_>, visit: &mut Visit<'_>) -> Result<(), Problem> {
    let mut file = input.watched_file(CONTAINER_BYTES_MAX)?;
    let bytes = file.seek(SeekFrom::End(0)).map_err(|error| Problem::new(error.to_string()))?;
    file.seek(SeekFrom::Start(0)).map_err(|error| Problem::new(error.to_string()))?;
    let mut archive = ArchiveReader::new(file, Password::empty()).map_err(|error| broken(&error))?;
    let allowance = Allowance::of_size(bytes);
    let mut number = 0;
    let visited = archive.for_each_entries(|entry, reader| {
        number += 1;
        if entry.is_directory() || !entry.has_stream() || is_passed_over(entry.name()) {
            return Ok(true);
        }
        let mut content = allowance.unpacked(reader);
        let visited = visit(Member { name: plain_name(entry.name()), number, content: Ok(&mut content) });
        // Files lie packed one behind the other: what a reader left has to be passed through.
        std::io::copy(&mut content, &mut std::io::sink())?;
        Ok(visited.is_continue())
    });
    visited.map_err(|error| broken(&error))
}

fn broken(error: &Error) -> Problem {
    Problem::new(match error {
        Error::PasswordRequired | Error::MaybeBadPassword(_) => {
            "an encrypted 7z file: unpack it with its password".to_owned()
        }
        other => format!("a 7z file that cannot be read: {other}"),
    })
}
