//! Mail and Usenet news: one message a file (`.eml`, Maildir), or many in a mailbox.
//!
//! In: messages of RFC 5322 (<https://www.rfc-editor.org/rfc/rfc5322>) with MIME (RFC 2045 to 2047) and flowed text
//! (RFC 3676), news of RFC 5536, mailboxes of RFC 4155. Out: one article a message. Subject is title, the name in
//! `From` byline, `Date` the date, the name of the mailing list or else `Organization` the source, the newsgroup the
//! section. Plain text is preferred to HTML where it says as much. Attached messages are articles of their own; other
//! attachments are left.
//!
//! - `mailbox` cuts a mailbox into messages;
//! - `message` reads one message, heads by the crate `mail-parser`;
//! - `parts` takes its MIME parts apart, and their codings.

mod mailbox;
mod message;
mod parts;

use crate::article::Problem;
use crate::format::web::http::split_line;
use crate::format::{ARTICLE_BYTES_MAX, Format, Item, ItemSink, Place};
use crate::source::{Input, Sample};

use mailbox::Mailbox;
pub(super) use parts::{Part, field};

use parts::is_mail_head;

/// The formats of this family, in the order in which they are asked.
///
/// Told by header lines: those that only messages have, and the `From ` line of a mailbox before them.
pub(super) static FORMATS: &[&dyn Format] = &[&Mailbox, &Mail];

/// The format `mail`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mail;

impl Format for Mail {
    fn name(&self) -> &'static str {
        "mail"
    }

    fn signs(&self) -> &'static str {
        "one mail or Usenet message (`.eml`, `.emlx`, Maildir): header lines, two of which only messages have \
         (`Received`, …)"
    }

    fn ids(&self) -> &'static str {
        "nothing; for a message attached to it, the Message-ID of the file, `/` and 2, 3, …"
    }

    fn recognises(&self, sample: &Sample<'_>) -> bool {
        is_mail_head(without_count(sample.trimmed()), if sample.extension() == "eml" { 1 } else { 2 })
    }

    fn is_binary(&self) -> bool {
        true
    }

    fn read(&self, input: &mut Input<'_>, take: &mut ItemSink<'_>) -> Result<(), Problem> {
        let bytes = input.read_all(ARTICLE_BYTES_MAX)?;
        let mut articles = 0;
        let flow = message::read(without_count(&bytes), &mut |found| {
            articles += 1;
            let (id, line) = (found.own_id(""), found.number);
            let place = if line == 1 { Place::WholeFile } else { Place::Record { id: id.clone(), line } };
            for message in found.stated.problems {
                take(Item::Warning(Problem { member: id.clone(), ..Problem::new(message) }))?;
            }
            take(Item::Article(place, Box::new(found.stated.article)))
        });
        if articles == 0 && flow.is_continue() {
            return Err(Problem::new("mail without subject, text or attached message"));
        }
        Ok(())
    }
}

/// The message in a file of Apple Mail (`.emlx`), whose first line is its number of bytes; behind it are notes.
fn without_count(bytes: &[u8]) -> &[u8] {
    let (first, rest) = split_line(bytes);
    let count = std::str::from_utf8(first).ok().and_then(|line| line.trim_end().parse::<usize>().ok());
    count.map_or(bytes, |count| &rest[..count.min(rest.len())])
}

#[cfg(test)]
mod tests;
