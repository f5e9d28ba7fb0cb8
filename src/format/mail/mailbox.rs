//! Mailboxes: many messages in one file, each behind a line that begins `From `.
//!
//! In: a mailbox as RFC 4155 describes it, or an archive of Usenet in the same form. Out: its messages one by one, with
//! memory for one, read by [`message`]. Such a line may stand in a text, too: it begins a message only behind an empty
//! line and before a field.

use std::ops::ControlFlow;

use super::message;
use super::parts::{field, is_field_of_mail, is_mail_head};
use crate::article::Problem;
use crate::format::hand_on;
use crate::format::web::http::split_line;
use crate::format::{ARTICLE_BYTES_MAX, Format, Item, ItemSink, Place};
use crate::source::{Input, LineError, Sample};

/// The format `mbox`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mailbox;

impl Format for Mailbox {
    fn name(&self) -> &'static str {
        "mbox"
    }

    fn signs(&self) -> &'static str {
        "mailbox of many messages: begins `From somebody Thu Jul 11 …`, header lines below"
    }

    fn ids(&self) -> &'static str {
        "the Message-ID (with `/2`, `/3`, … for messages attached to it), else the line of the message"
    }

    fn recognises(&self, sample: &Sample<'_>) -> bool {
        let (first, rest) = split_line(sample.trimmed());
        is_postmark(first) && (is_mail_head(rest, 2) || (has_time(first) && field(split_line(rest).0).is_some()))
    }

    fn is_binary(&self) -> bool {
        true
    }

    fn read(&self, input: &mut Input<'_>, take: &mut ItemSink<'_>) -> Result<(), Problem> {
        let mut reading = CurrentMessage { message: Vec::new(), start: 0, is_too_long: false, articles: 0, take };
        let walked = walk(input, &mut reading)?;
        if walked.is_continue() && reading.articles == 0 {
            return Err(Problem::new("no message with a subject or a text in the mailbox"));
        }
        Ok(())
    }
}

/// Reads line by line. Whether a line begins a message shows in the line below it.
fn walk(input: &mut Input<'_>, reading: &mut CurrentMessage<'_, '_>) -> Result<ControlFlow<()>, Problem> {
    let mut line = Vec::new();
    let mut number = 0;
    let mut is_behind_blank = true;
    let mut postmark: Option<Vec<u8>> = None;
    loop {
        number += 1;
        let more = match input.read_line(&mut line, ARTICLE_BYTES_MAX) {
            Ok(more) => more,
            Err(LineError::TooLong { .. }) => {
                reading.is_too_long = true;
                true
            }
            Err(error @ LineError::Unreadable(_)) => {
                if reading.finish().is_break() {
                    return Ok(ControlFlow::Break(()));
                }
                return Err(Problem::new(error.to_string()).at_line(number));
            }
        };
        if let Some(held) = postmark.take() {
            if begins_message(&held, &line) {
                if reading.finish().is_break() {
                    return Ok(ControlFlow::Break(()));
                }
                reading.start = number - 1;
            } else {
                reading.push(&held);
            }
        }
        if !more {
            return Ok(reading.finish());
        }
        if is_behind_blank && is_postmark(&line) {
            postmark = Some(line.clone());
        } else {
            reading.push(unquoted(&line));
        }
        is_behind_blank = line.is_empty();
    }
}

/// Whether the line `next` below one that can stand before a message shows that it does. Where that one has no time, as
/// `From Reuters` has none, the field must be one of mail: a text may go on with `Note: …` or an address.
fn begins_message(postmark: &[u8], next: &[u8]) -> bool {
    if next.starts_with(b">From ") {
        return true;
    }
    field(next).is_some_and(|(name, _)| has_time(postmark) || is_field_of_mail(name))
}

/// A line that a mailbox quoted, because it looked like the first of a message: `>From the start`.
fn unquoted(line: &[u8]) -> &[u8] {
    let quotes = line.iter().take_while(|byte| **byte == b'>').count();
    if quotes > 0 && line[quotes..].starts_with(b"From ") { &line[1..] } else { line }
}

/// Whether a line can stand before a message: `From anna@example.org Thu Jul 11 09:30:00 2019`, or `From` and one word,
/// as archives of Usenet have it. Sentences begin with `From` as well, but seldom hold a month and a clock time.
fn is_postmark(line: &[u8]) -> bool {
    let Some(rest) = line.strip_prefix(b"From ").filter(|rest| rest.len() < 400) else { return false };
    has_time(rest) || !rest.trim_ascii().iter().any(u8::is_ascii_whitespace)
}

fn has_time(line: &[u8]) -> bool {
    const MONTHS: &[&str] = &["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let text = String::from_utf8_lossy(line);
    let mut words = text.split_ascii_whitespace();
    let is_clock = |word: &str| word.contains(':') && word.starts_with(|first: char| first.is_ascii_digit());
    words.clone().any(|word| MONTHS.contains(&word)) && words.any(is_clock)
}

/// The message that is being read.
struct CurrentMessage<'a, 't> {
    message: Vec<u8>,
    /// The line at which it begins, from 1.
    start: u64,
    is_too_long: bool,
    articles: u64,
    take: &'a mut ItemSink<'t>,
}

impl CurrentMessage<'_, '_> {
    fn push(&mut self, line: &[u8]) {
        if self.message.len() + line.len() >= ARTICLE_BYTES_MAX {
            self.is_too_long = true;
        }
        if !self.is_too_long {
            self.message.extend_from_slice(line);
            self.message.push(b'\n');
        }
    }

    /// Hands on what was read of a message, and begins the next.
    fn finish(&mut self) -> ControlFlow<()> {
        let bytes = std::mem::take(&mut self.message);
        let line = self.start;
        if std::mem::take(&mut self.is_too_long) {
            let reason = format!("message longer than {} MiB, which no article is", ARTICLE_BYTES_MAX >> 20);
            return (self.take)(Item::Warning(Problem::new(reason).at_line(line)));
        }
        if bytes.iter().all(u8::is_ascii_whitespace) {
            return ControlFlow::Continue(());
        }
        let (take, articles) = (&mut *self.take, &mut self.articles);
        message::read(&bytes, &mut |found| {
            *articles += 1;
            let id = found.own_id(&line.to_string());
            hand_on(Box::new(found.stated.article), found.stated.problems, Place::Record { id, line }, take)
        })
    }
}
