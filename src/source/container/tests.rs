use std::io::{Read, Write};
use std::ops::ControlFlow;

use super::*;

/// Each member with its text, or why it cannot be read, and how it ended.
fn account(name: &str, bytes: &[u8]) -> Vec<String> {
    let mut input = Input::new(name, bytes).unwrap();
    let container = Container::of(&input.sample()).expect("a container");
    let mut account = Vec::new();
    let end = container.visit_members(&mut input, &mut |member| {
        let content = match member.content {
            Ok(reader) => {
                let mut bytes = Vec::new();
                let end = reader.take(1 << 30).read_to_end(&mut bytes);
                let shown = String::from_utf8_lossy(&bytes[..bytes.len().min(20)]).into_owned();
                end.map_or_else(|error| error.to_string(), |_| shown)
            }
            Err(problem) => problem.to_string(),
        };
        account.push(format!("{}:{}={content}", member.number, member.name));
        ControlFlow::Continue(())
    });
    account.extend(end.err().map(|problem| problem.to_string()));
    account
}

fn zip_of(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ::zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = ::zip::write::SimpleFileOptions::default().compression_method(::zip::CompressionMethod::Deflated);
    for (name, content) in files {
        writer.start_file(*name, options).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn tar_of(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut builder = ::tar::Builder::new(Vec::new());
    for (name, content) in files {
        let mut header = ::tar::Header::new_gnu();
        header.set_size(content.len() as u64);
        header.set_mode(0o644);
        builder.append_data(&mut header, name, *content).unwrap();
    }
    builder.into_inner().unwrap()
}

const FILES: &[(&str, &[u8])] = &[("a.txt", b"One"), ("2022/b.txt", b"Two"), (".hidden", b"x"), ("__MACOSX/a", b"x")];

#[test]
fn members_come_in_their_order() {
    for bytes in [zip_of(FILES), tar_of(FILES)] {
        assert_eq!(account("x", &bytes), ["1:a.txt=One", "2:2022/b.txt=Two"]);
    }
}

#[test]
fn what_breaks_off_gives_what_is_whole() {
    let tar = tar_of(&[("a.txt", b"One"), ("b.txt", &[b'x'; 2000])]);
    let account = account("x", &tar[..2000]);
    assert_eq!(account[0], "1:a.txt=One");
    assert!(account[1].starts_with("2:b.txt=") || account[1].contains("cannot be read"), "{account:?}");
    let zip = zip_of(FILES);
    let mut input = Input::new("x", &zip[..zip.len() - 30]).unwrap();
    let end = Container::Zip.visit_members(&mut input, &mut |_| ControlFlow::Continue(()));
    assert!(end.unwrap_err().message.contains("ZIP file"));
}

#[test]
fn a_bomb_is_refused() {
    let zeros = vec![0_u8; 400 << 20];
    let account = account("x", &zip_of(&[("a.txt", &zeros)]));
    assert_eq!(account, ["1:a.txt=unpacks to more than 200 times its size, which no text does"]);
}
