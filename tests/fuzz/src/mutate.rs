//! Breaks a file the way that disks, networks and enemies do.

use morgue_endurance::Dice;

/// Pieces that mean something in one format or another.
const PIECES: &[&[u8]] = &[
    b"<",
    b">",
    b"&",
    b"\"",
    b"'",
    b"]]>",
    b"<![CDATA[",
    b"<!--",
    b"-->",
    b"</",
    b"/>",
    b"<?xml",
    b"&#0;",
    b"&#x110000;",
    b"\0",
    b"\xff",
    b"\xfe\xff",
    b"\xed\xa0\x80",
    b"\r",
    b"\n",
    b"\n\n",
    b"{",
    b"}",
    b"[",
    b"]",
    b",",
    b":",
    b"\\",
    b"\\u",
    b"99999999999999999999",
    b"-1",
    b"0",
    b"Content-Length: 9999999999\r\n",
    b"From ",
    b"--",
    b"=",
    b"=?utf-8?q?=FF?=",
    b"0000-00-00",
    b"9999-99-99",
    b"31 February 2022",
    b"\x01",
    b"\x02",
    b"\x03",
    b"\x04",
    b"WARC/1.0\r\n",
    b"%PDF-",
    b"PK\x03\x04",
];

/// A broken copy of `bytes`: bits flipped, cut off, pieces taken out, doubled, put in, or taken from `other`.
pub(crate) fn mutate(bytes: &[u8], other: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut broken = bytes.to_vec();
    for _ in 0..=dice.below(5) {
        let at = dice.below(broken.len() + 1);
        let length = 1 + dice.below(64.min(broken.len() + 1));
        let end = (at + length).min(broken.len());
        match dice.below(9) {
            0 | 1 => {
                if let Some(byte) = broken.get_mut(at) {
                    *byte ^= 1 << dice.below(8);
                }
            }
            2 => broken.truncate(at),
            3 => drop(broken.drain(at..end)),
            4 => {
                let piece = broken[at..end].to_vec();
                let times = 1 + dice.below(200);
                broken.splice(at..at, piece.repeat(times));
            }
            5 | 6 => {
                let piece = PIECES[dice.below(PIECES.len())];
                let times = if dice.below(20) == 0 { 1 + dice.below(5_000) } else { 1 };
                broken.splice(at..at, piece.repeat(times));
            }
            7 => {
                let from = dice.below(other.len());
                let to = (from + 1 + dice.below(4_096)).min(other.len());
                broken.splice(at..end, other[from..to].iter().copied());
            }
            _ => {
                let byte = u8::try_from(dice.below(256)).unwrap_or(0);
                broken[at..end].fill(byte);
            }
        }
    }
    broken
}
