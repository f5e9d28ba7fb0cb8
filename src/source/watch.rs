//! Lets whoever leads a run see how much of a file has been read, and end its reading.

use std::io::{self, Read, Seek, SeekFrom};

/// Is told how many bytes were read just now, as they lie on disk; where it gives an error, reading ends with that.
pub type OnRead<'a> = dyn Fn(u64) -> io::Result<()> + 'a;

/// A reader that tells how much is read of it.
pub struct Watched<'a, R> {
    reader: R,
    on_read: Option<&'a OnRead<'a>>,
}

impl<R: std::fmt::Debug> std::fmt::Debug for Watched<'_, R> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Watched").field("reader", &self.reader).finish_non_exhaustive()
    }
}

impl<'a, R> Watched<'a, R> {
    /// A reader that tells this.
    pub fn new(reader: R, on_read: &'a OnRead<'a>) -> Self {
        Self { reader, on_read: Some(on_read) }
    }

    /// A reader that tells this, if there is anyone to tell.
    pub(super) fn of(reader: R, on_read: Option<&'a OnRead<'a>>) -> Self {
        Self { reader, on_read }
    }
}

impl<R: Read> Read for Watched<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.reader.read(buffer)?;
        self.on_read.map_or(Ok(()), |on_read| on_read(read as u64))?;
        Ok(read)
    }
}

impl<R: Seek> Seek for Watched<'_, R> {
    fn seek(&mut self, position: SeekFrom) -> io::Result<u64> {
        self.reader.seek(position)
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::fs::File;
    use std::io::Write;

    use super::*;
    use crate::source::{Container, Input};
    use xxhash_rust::xxh3::xxh3_64;

    /// Lines that do not pack well.
    fn lines() -> String {
        let lines: Vec<_> = (0..60_000_u64).map(|number| format!("{:016x}", xxh3_64(&number.to_le_bytes()))).collect();
        lines.join("\n")
    }

    #[test]
    fn what_is_read_of_a_packed_file_is_told_as_it_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt.gz");
        let mut packed = flate2::write::GzEncoder::new(File::create(&path).unwrap(), flate2::Compression::fast());
        packed.write_all(lines().as_bytes()).unwrap();
        let bytes = packed.finish().unwrap().metadata().unwrap().len();
        let read = Cell::new(0);
        let on_read = |more| {
            read.set(read.get() + more);
            Ok(())
        };
        let raw = Watched::new(File::open(&path).unwrap(), &on_read);
        let mut input = Input::of_file("a.txt.gz", Some(&path), raw).unwrap().watched(&on_read);
        input.read_line(&mut Vec::new(), 100).unwrap();
        let after_a_line = read.get();
        assert!(0 < after_a_line && after_a_line < bytes / 2, "{after_a_line} of {bytes}");
        input.read_all(1 << 30).unwrap();
        assert_eq!(read.get(), bytes);
    }

    #[test]
    fn what_is_read_of_a_container_is_told_member_by_member() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.zip");
        let mut packed = zip::ZipWriter::new(File::create(&path).unwrap());
        for name in ["a", "b", "c", "d"] {
            packed.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
            packed.write_all(lines().as_bytes()).unwrap();
        }
        let bytes = packed.finish().unwrap().metadata().unwrap().len();
        let read = Cell::new(0);
        let on_read = |more| {
            read.set(read.get() + more);
            Ok(())
        };
        let mut input = Input::of_file("a.zip", Some(&path), File::open(&path).unwrap()).unwrap().watched(&on_read);
        let mut steps = Vec::new();
        Container::Zip
            .visit_members(&mut input, &mut |member| {
                io::copy(member.content.unwrap(), &mut io::sink()).unwrap();
                steps.push(read.get());
                std::ops::ControlFlow::Continue(())
            })
            .unwrap();
        assert!(steps.windows(2).all(|pair| pair[0] + bytes / 8 < pair[1]), "{steps:?} of {bytes}");
    }
}
