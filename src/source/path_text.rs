//! Paths as text: in ids, in the manifest, and as users see them.
//!
//! Names of files are bytes, ids are text, and no two files may have one id. Nearly every name is its own text. A name is
//! escaped only where it must be: where it is not UTF-8; where a `#` stands in it behind its first character, because a `#`
//! there is what divides the id of an article from its place in a file of many; and where, as it is, it would be the escaped
//! form of another name. All of its bytes that are not UTF-8, its `%` and those `#` are then written as `%` and two digits:
//!
//! ```text
//! München 100%.txt   M%C3%BCnchen.txt   #MeToo.txt    as they are
//! bad\xFF.txt        bad%FF.txt
//! bad%FF.txt         bad%25FF.txt
//! dump.jsonl#1       dump.jsonl%231
//! ```

use std::borrow::Cow;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// The path of a file below its root as text, with `/`; [`path_from_text`] gives the path back.
pub fn relative_path(root: &Path, path: &Path) -> String {
    let below = path.strip_prefix(root).unwrap_or(path);
    let names = below.components().map(|part| name_as_text(part.as_os_str().as_encoded_bytes()));
    names.collect::<Vec<_>>().join("/")
}

/// A path of any kind as text; [`path_from_text`] gives it back.
pub fn text_from_path(path: &Path) -> String {
    let names = path.as_os_str().as_encoded_bytes().split(|byte| *byte == b'/').map(name_as_text);
    names.collect::<Vec<_>>().join("/")
}

/// The path that was written as this text.
pub fn path_from_text(text: &str) -> PathBuf {
    if !text.contains('%') {
        return PathBuf::from(text);
    }
    let names = text.split('/').map(name_from_text);
    PathBuf::from(os_string(names.collect::<Vec<_>>().join(&b'/')))
}

/// A path as users see it: `path` itself, or, where it is not UTF-8, the `file:` address (RFC 8089) of `absolute`, the same
/// path from the top, so that what is shown is always of this file and can be opened.
pub fn shown_path(path: &Path, absolute: &Path) -> String {
    path.to_str().map_or_else(|| file_address(absolute), str::to_owned)
}

fn file_address(absolute: &Path) -> String {
    let mut address = "file://".to_owned();
    for byte in absolute.as_os_str().as_encoded_bytes() {
        // RFC 3986: the characters that stand for themselves in a path.
        if byte.is_ascii_alphanumeric() || b"/-._~!$&'()*+,;=:@".contains(byte) {
            address.push(char::from(*byte));
        } else {
            push_escaped(&mut address, *byte);
        }
    }
    address
}

fn name_as_text(name: &[u8]) -> String {
    if must_be_escaped(name) { escaped(name) } else { String::from_utf8_lossy(name).into_owned() }
}

fn name_from_text(text: &str) -> Vec<u8> {
    let name = original(text.as_bytes()).filter(|name| must_be_escaped(name));
    name.unwrap_or_else(|| text.as_bytes().to_vec())
}

/// Whether a name cannot be its own text. What looks like the escaped form of a name that must be escaped must be escaped
/// itself: so no text stands for two names.
fn must_be_escaped(name: &[u8]) -> bool {
    let mut name = Cow::Borrowed(name);
    loop {
        if std::str::from_utf8(&name).is_err() || name.iter().skip(1).any(|byte| *byte == b'#') {
            return true;
        }
        match original(&name) {
            Some(of_it) if of_it.len() < name.len() => name = Cow::Owned(of_it),
            _ => return false,
        }
    }
}

fn escaped(name: &[u8]) -> String {
    let mut text = String::with_capacity(name.len() + 8);
    for chunk in name.utf8_chunks() {
        for character in chunk.valid().chars() {
            match character {
                '%' => push_escaped(&mut text, b'%'),
                '#' if !text.is_empty() => push_escaped(&mut text, b'#'),
                other => text.push(other),
            }
        }
        chunk.invalid().iter().for_each(|byte| push_escaped(&mut text, *byte));
    }
    text
}

/// The name whose escaped form this is, if there is one.
fn original(text: &[u8]) -> Option<Vec<u8>> {
    let mut name = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((first, behind)) = rest.split_first() {
        if *first == b'%' {
            let (high, low) = (hex_value(*behind.first()?)?, hex_value(*behind.get(1)?)?);
            name.push(high << 4 | low);
            rest = &behind[2..];
        } else {
            name.push(*first);
            rest = behind;
        }
    }
    (escaped(&name).as_bytes() == text).then_some(name)
}

/// Escapes are written in capitals; others are no escapes of ours.
fn hex_value(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'A'..=b'F' => Some(digit - b'A' + 10),
        _ => None,
    }
}

fn push_escaped(text: &mut String, byte: u8) {
    text.push_str(&format!("%{byte:02X}"));
}

#[cfg(unix)]
fn os_string(bytes: Vec<u8>) -> OsString {
    std::os::unix::ffi::OsStringExt::from_vec(bytes)
}

/// Elsewhere names are text, but for halves of surrogate pairs.
#[cfg(not(unix))]
fn os_string(bytes: Vec<u8>) -> OsString {
    String::from_utf8_lossy(&bytes).into_owned().into()
}

#[cfg(all(test, unix))]
mod tests {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    use proptest::prelude::*;

    use super::*;

    fn text(path: &[u8]) -> String {
        relative_path(Path::new("/root"), &Path::new("/root").join(OsStr::from_bytes(path)))
    }

    /// Reads an id as the rules say: the first `#` that begins no name divides.
    fn article_of(id: &str) -> (&str, Option<&str>) {
        let divides = |place: &usize| *place > 0 && !id[..*place].ends_with('/');
        let place = id.match_indices('#').map(|(place, _)| place).find(divides);
        place.map_or((id, None), |place| (&id[..place], Some(&id[place + 1..])))
    }

    #[test]
    fn ordinary_names_are_their_own_text() {
        for name in ["a.txt", "2022/07/München 100%.txt", "a%20b.html", "M%C3%BCnchen.html", "100%25.txt", "#MeToo.txt"]
        {
            assert_eq!(text(name.as_bytes()), name);
        }
    }

    #[test]
    fn what_would_meet_another_name_is_escaped() {
        let cases: [(&[u8], &str); 7] = [
            (b"bad\xFF.txt", "bad%FF.txt"),
            (b"bad%FF.txt", "bad%25FF.txt"),
            (b"bad%25FF.txt", "bad%2525FF.txt"),
            (b"d.jsonl#1", "d.jsonl%231"),
            (b"d.jsonl%231", "d.jsonl%25231"),
            (b"b#c/d.txt", "b%23c/d.txt"),
            (b"caf\xE9 100%.txt", "caf%E9 100%25.txt"),
        ];
        for (name, expected) in cases {
            assert_eq!(text(name), expected);
        }
    }

    #[test]
    fn a_path_that_is_not_text_is_shown_as_an_address() {
        let path = Path::new(OsStr::from_bytes(b"archive/bad\xFF #1%.txt"));
        assert_eq!(shown_path(path, &Path::new("/x").join(path)), "file:///x/archive/bad%FF%20%231%25.txt");
        assert_eq!(shown_path(Path::new("archive/bad%FF.txt"), Path::new("/x")), "archive/bad%FF.txt");
    }

    /// Names made of what escapes are made of, so that they meet if they can.
    fn name() -> impl Strategy<Value = Vec<u8>> {
        let pieces: [&[u8]; 13] =
            [b"a", b"%", b"#", b"%FF", b"%23", b"%25", b"25", b"23", b"\xFF", b"\xC3\xBC", b"%C3%BC", b"\xC3", b"."];
        let piece = prop_oneof![
            4 => prop::sample::select(pieces.to_vec()).prop_map(<[u8]>::to_vec),
            1 => any::<u8>().prop_filter("a name has neither", |byte| !b"/\0".contains(byte)).prop_map(|byte| vec![byte]),
        ];
        let name = prop::collection::vec(piece, 1..6).prop_map(|pieces| pieces.concat());
        name.prop_filter("no names of files", |name| name != b"." && name != b"..")
    }

    proptest! {
        #[test]
        fn every_path_comes_back_out_of_its_text(names in prop::collection::vec(name(), 1..4)) {
            let path = names.join(&b'/');
            let text = text(&path);
            let back = path_from_text(&text);
            prop_assert_eq!(back.as_os_str().as_bytes(), &path[..]);
            prop_assert_eq!(article_of(&text), (&text[..], None));
            let absolute = Path::new("/").join(OsStr::from_bytes(&path));
            prop_assert_eq!(path_from_text(&text_from_path(&absolute)), absolute);
        }

        #[test]
        fn no_two_names_have_one_text(left in name(), right in name()) {
            prop_assert_eq!(text(&left) == text(&right), left == right);
        }

        #[test]
        fn an_article_in_a_file_is_never_taken_for_a_file(name in name(), member in "[#/a-z0-9%]{1,6}") {
            let text = text(&name);
            let id = format!("{text}#{member}");
            prop_assert_eq!(article_of(&id), (&text[..], Some(&member[..])));
        }
    }
}
