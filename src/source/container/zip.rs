//! ZIP, by its directory at the end.
//!
//! In: a ZIP file. Out: its files in the order of the directory.

use std::io::{Seek, SeekFrom};

use zip::ZipArchive;

use super::allowance::Allowance;
use super::member::{CONTAINER_BYTES_MAX, Member, Visit, is_passed_over, plain_name};
use crate::article::Problem;
use crate::source::Input;

/// The most files of one archive: what is known of each is kept in memory while it is read.
const MEMBERS_MAX: usize = 4 << 20;

pub(super) fn visit_members(input: &mut Input<'_>, visit: &mut Visit<'_>) -> Result<(), Problem> {
    let mut file = input.watched_file(CONTAINER_BYTES_MAX)?;
    let bytes = file.seek(SeekFrom::End(0)).map_err(|error| Problem::new(error.to_string()))?;
    let mut archive = ZipArchive::new(file).map_err(|error| broken(&error))?;
    if archive.len() > MEMBERS_MAX {
        return Err(Problem::new(format!("a ZIP file of {} files; at most {MEMBERS_MAX} are read", archive.len())));
    }
    let allowance = Allowance::of_size(bytes);
    for index in 0..archive.len() {
        let number = index as u64 + 1;
        let stated = archive.name_for_index(index).and_then(Result::ok).map(std::borrow::Cow::into_owned);
        let (name, content) = match archive.by_index(index) {
            Ok(file) if !file.is_file() => continue,
            Ok(file) => (stated.unwrap_or_default(), Ok(file)),
            Err(error) => (stated.unwrap_or_default(), Err(broken(&error))),
        };
        if name.ends_with('/') || is_passed_over(&name) {
            continue;
        }
        let mut content = content.map(|file| allowance.unpacked(file));
        let content = content.as_mut().map(|file| file as _).map_err(|problem| problem.clone());
        if visit(Member { name: plain_name(&name), number, content }).is_break() {
            break;
        }
    }
    Ok(())
}

fn broken(error: &zip::result::ZipError) -> Problem {
    use zip::result::ZipError;
    Problem::new(match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => {
            "encrypted: unpack it with its password".to_owned()
        }
        ZipError::UnsupportedArchive(what) => format!("packed in a way that is not read: {what}"),
        ZipError::InvalidArchive(what) => format!("a broken ZIP file: {what}"),
        other => format!("a ZIP file that cannot be read: {other}"),
    })
}
