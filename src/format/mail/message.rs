//! Reads one message: what its head states, its text, and the messages attached to it.
//!
//! In: the bytes of a message. Out: an article for it and for each message attached to it, with what could not be read.

use std::borrow::Cow;
use std::ops::ControlFlow;

use mail_parser::{Addr, Address, GetHeader, HeaderForm, HeaderName};

use super::parts::Part;
use crate::article::{DateSource, Dated, StatedArticle, tidy};
use crate::date::{self, ClockTime, NewsDate};
use crate::format::authors::{names_or_others, of_person};
use crate::format::fields::{self, Stated};
use crate::format::markup::{one_line, strip_tags};
use crate::format::web::capture::{is_of_the_web, usable_id};

/// How deep parts and attached messages are looked into. Forwarded mails have some five levels.
const DEPTH_MAX: usize = 32;

/// The most messages attached to one. Digests have some dozens.
const ATTACHED_MAX: u64 = 1000;

/// A message that was found.
pub(super) struct FoundMessage {
    /// What it states.
    pub(super) stated: Stated,
    /// Its own Message-ID, or that of the one to which it is attached.
    id: Option<String>,
    /// 1 for the message itself, then 2, 3, … for those attached.
    pub(super) number: u64,
}

impl FoundMessage {
    /// What stands behind `#`; `place` where there is no Message-ID.
    pub(super) fn own_id(&self, place: &str) -> Option<String> {
        let Self { number, .. } = self;
        match self.id.as_deref() {
            _ if *number == 1 => self.id.clone(),
            None if place.is_empty() => Some(number.to_string()),
            id => Some(format!("{}/{number}", id.unwrap_or(place))),
        }
    }
}

/// Hands on a message, unless it has neither subject nor text, and those attached to it.
pub(super) fn read(bytes: &[u8], take: &mut dyn FnMut(FoundMessage) -> ControlFlow<()>) -> ControlFlow<()> {
    let mut reading = MessageReader { id: None, number: 1, take };
    reading.message(bytes, 0)
}

/// The reading of one message with all that is attached to it.
struct MessageReader<'a> {
    id: Option<String>,
    number: u64,
    take: &'a mut dyn FnMut(FoundMessage) -> ControlFlow<()>,
}

impl MessageReader<'_> {
    fn message(&mut self, bytes: &[u8], depth: usize) -> ControlFlow<()> {
        let part = Part::of(bytes);
        if depth == 0 {
            self.id = own_id(&part);
        }
        let mut content = Content::default();
        content.collect(&part, depth);
        let stated = content.article(&part);
        let has_words = |text: &str| text.contains(char::is_alphanumeric);
        let article = &stated.article;
        // What only carries another message is none.
        if has_words(&article.body) || (has_words(&article.title) && content.attached.is_empty()) {
            (self.take)(FoundMessage { stated, id: self.id.clone(), number: self.number })?;
        }
        for attached in content.attached {
            if self.number > ATTACHED_MAX || depth > DEPTH_MAX {
                break;
            }
            self.number += 1;
            self.message(&attached, depth + 1)?;
        }
        ControlFlow::Continue(())
    }
}

/// The Message-ID without its brackets.
fn own_id(part: &Part<'_>) -> Option<String> {
    let value = part.fields()?.headers.header_value(&HeaderName::MessageId)?;
    usable_id(value.as_text()?.trim_matches(['<', '>', ' ']))
}

/// What a message consists of.
#[derive(Default)]
struct Content<'a> {
    texts: Vec<String>,
    attached: Vec<Cow<'a, [u8]>>,
    /// How many parts are no text.
    left: usize,
    problems: Vec<String>,
}

impl<'a> Content<'a> {
    fn collect(&mut self, part: &Part<'a>, depth: usize) {
        let media_type = part.media_type();
        match media_type.as_str() {
            _ if depth > DEPTH_MAX => self.problems.push(format!("parts more than {DEPTH_MAX} deep were passed over")),
            "message/rfc822" | "message/global" | "message/news" => self.attached.push(part.content()),
            "multipart/alternative" => self.collect_best(part, depth),
            "multipart/related" => {
                let parts = part.parts();
                if let Some(first) = parts.first() {
                    self.collect(&Part::of(first), depth + 1);
                }
            }
            _ if media_type.starts_with("multipart/") => self.collect_all(part, depth),
            _ if part.is_attachment() => self.left += 1,
            "text/html" | "application/xhtml+xml" | "text/enriched" | "text/richtext" => {
                let html = self.decoded(part);
                self.texts.push(strip_tags(&html));
            }
            "text/plain" | "text/" => {
                let text = self.decoded(part);
                let is =
                    |name, value: &str| part.attribute(name).is_some_and(|found| found.eq_ignore_ascii_case(value));
                let text = without_uuencoded(&text);
                let is_flowed = is("format", "flowed");
                self.texts.push(if is_flowed { join_flowed(&text, is("delsp", "yes")) } else { text });
            }
            _ => self.left += 1,
        }
    }

    /// Every part of a multipart, in order. In a digest, what has no type is a message (RFC 2046, 5.1.5).
    fn collect_all(&mut self, part: &Part<'a>, depth: usize) {
        let is_digest = part.media_type() == "multipart/digest";
        let parts = part.parts();
        // A boundary that is nowhere: all of it is text then, as a message cut off behind its head has it.
        if parts.is_empty() {
            let text = self.decoded(part);
            self.texts.push(text);
        }
        for bytes in parts {
            let inner = Part::of(bytes);
            if is_digest && !inner.has_media_type() {
                let is_empty_head = inner.fields().is_none();
                self.attached.push(if is_empty_head { inner.content() } else { Cow::Borrowed(bytes) });
            } else {
                self.collect(&inner, depth + 1);
            }
        }
    }

    /// Of forms of one text the plain one, unless it says much less, as `see this mail in your browser` does; else the
    /// last that can be read (RFC 2046, 5.1.4).
    fn collect_best(&mut self, part: &Part<'a>, depth: usize) {
        let (mut plain, mut rich): (Option<Content<'a>>, Option<Content<'a>>) = (None, None);
        for bytes in part.parts() {
            let inner = Part::of(bytes);
            let mut content = Content::default();
            content.collect(&inner, depth + 1);
            self.left += content.left;
            if content.words() > 0 || !content.attached.is_empty() {
                *if inner.media_type() == "text/plain" { &mut plain } else { &mut rich } = Some(content);
            }
        }
        let is_stub = |plain: &Content<'_>| rich.as_ref().is_some_and(|rich| plain.words() * 3 < rich.words());
        let best = plain.filter(|plain| !is_stub(plain)).or(rich);
        if let Some(best) = best {
            self.texts.extend(best.texts);
            self.attached.extend(best.attached);
            self.problems.extend(best.problems);
        }
    }

    /// How many words there are that are no addresses.
    fn words(&self) -> usize {
        let is_word = |word: &&str| word.contains(char::is_alphanumeric) && !word.contains("://");
        self.texts.iter().map(|text| text.split_whitespace().filter(is_word).count()).sum()
    }

    fn decoded(&mut self, part: &Part<'_>) -> String {
        let decoded = part.text();
        self.problems.extend(decoded.problem().map(|problem| problem.message));
        decoded.text
    }

    /// The article that the head and these texts make.
    fn article(&mut self, part: &Part<'_>) -> Stated {
        let text = tidy(&self.texts.join("\n\n"));
        let mut stated = read_form(&text).unwrap_or_else(|| Stated {
            article: StatedArticle { body: text, ..StatedArticle::default() },
            ..Stated::default()
        });
        stated.problems.append(&mut self.problems);
        if let Some(fields) = part.fields() {
            read_head(part, &fields.headers, &mut stated);
        }
        if !stated.article.body.contains(char::is_alphanumeric) && self.attached.is_empty() && self.left > 0 {
            let files = if self.left == 1 { "1 attached file, which is" } else { "attached files, which are" };
            stated.problems.push(format!("no text, only {files} not read"));
        }
        stated
    }
}

/// A text that is the record of a form in JSON, as editorial systems mail them.
fn read_form(text: &str) -> Option<Stated> {
    if !text.starts_with('{') || !text.ends_with('}') {
        return None;
    }
    // Mailers break lines within strings, where JSON has none.
    let form = serde_json::from_str(&text.replace('\n', " ")).ok()?;
    let record = fields::articles_in(&form).into_iter().next()?;
    // Its dates are those of a form; the mail has its own.
    let stated = Stated { problems: Vec::new(), ..fields::read(record) };
    stated.article.body.contains(char::is_alphanumeric).then_some(stated)
}

/// What the fields of a head state, where the text did not itself.
fn read_head(part: &Part<'_>, headers: &[mail_parser::Header<'_>], stated: &mut Stated) {
    let article = &mut stated.article;
    let text_of = |name: &str| {
        let known = HeaderName::parse(name.to_owned())?;
        let values = part.head.header_as(known, HeaderForm::Text);
        let text = one_line(values.first()?.as_text()?);
        Some(text).filter(|text| !text.is_empty())
    };
    if article.title.is_empty() {
        article.title = text_of("Subject").unwrap_or_default();
    }
    let from = address_of(headers, &HeaderName::From).and_then(|from| from.first());
    if article.byline.is_none()
        && let Some(from) = from
    {
        read_sender(from, article);
    }
    if article.source.is_none() {
        let list = address_of(headers, &HeaderName::ListId);
        let name = list.and_then(|list| list.first()?.name.as_deref().map(one_line)).filter(|name| !name.is_empty());
        article.source = name.or_else(|| text_of("Organization"));
    }
    if article.section.is_none() {
        let groups = text_of("Newsgroups");
        article.section = groups.and_then(|groups| Some(groups.split(',').next()?.trim().to_owned()));
    }
    article.language =
        article.language.take().or_else(|| Some(text_of("Content-Language")?.split(',').next()?.to_owned()));
    let address = || ["Archived-At", "X-RSS-URL"].iter().find_map(|name| text_of(name));
    article.url = article.url.take().or_else(|| {
        Some(address()?.trim_matches(['<', '>']).to_owned())
            .filter(|found| is_of_the_web(found) && !found.contains(' '))
    });
    match text_of("Date").or_else(|| text_of("NNTP-Posting-Date")).map(|text| read_date(&text)) {
        Some(Ok(date)) => article.date = Some(Dated { date, source: DateSource::Header }),
        Some(Err(message)) => stated.problems.push(message),
        None => {}
    }
}

fn address_of<'a>(headers: &'a [mail_parser::Header<'_>], name: &HeaderName<'_>) -> Option<&'a Address<'a>> {
    headers.iter().rfind(|header| header.name == *name).and_then(|header| header.value.as_address())
}

/// Who sent it: by name, or the bare address where there is no name, which is no author then.
fn read_sender(from: &Addr<'_>, article: &mut StatedArticle) {
    let name = from.name.as_deref().map(|name| one_line(name).trim_matches(['"', '\'']).to_owned());
    match name.filter(|name| name.contains(char::is_alphabetic) && !name.contains('@')) {
        Some(name) => {
            article.authors = names_or_others(of_person(&name));
            article.byline = Some(name);
        }
        None => article.byline = from.address.as_deref().map(one_line).filter(|address| !address.is_empty()),
    }
}

/// The day that is printed, in whatever zone. RFC 5322, 4.3 has old forms, which the crate reads.
fn read_date(text: &str) -> Result<NewsDate, String> {
    date::parse_mail(text).or_else(|error| {
        let found = mail_parser::DateTime::parse_rfc822(text);
        let date = found.and_then(|found| {
            let day = NewsDate::of_day(i32::from(found.year), found.month, found.day)?;
            Some(ClockTime::new(found.hour, found.minute, found.second).map_or(day, |time| day.at(time)))
        });
        date.ok_or_else(|| format!("date: {error}"))
    })
}

/// Joins the lines of flowed text (RFC 3676, 4): one that ends in a blank goes on in the next of the same depth of
/// quotes. The dashes above a signature are a line of their own.
fn join_flowed(text: &str, drops_blank: bool) -> String {
    let mut joined = String::with_capacity(text.len());
    let mut flows_from: Option<usize> = None;
    for line in text.split('\n') {
        let line = line.strip_suffix('\r').unwrap_or(line);
        let depth = line.len() - line.trim_start_matches('>').len();
        let content = line[depth..].strip_prefix(' ').unwrap_or(&line[depth..]);
        let is_dashes = content == "-- ";
        if flows_from != Some(depth) || is_dashes {
            if !joined.is_empty() {
                joined.push('\n');
            }
            joined.push_str(&line[..depth]);
            if depth > 0 && !content.is_empty() {
                joined.push(' ');
            }
        }
        let flows = content.ends_with(' ') && !is_dashes;
        joined.push_str(if flows && drops_blank { &content[..content.len() - 1] } else { content });
        flows_from = flows.then_some(depth);
    }
    joined
}

/// Cuts files that old messages carry within the text, between `begin 644 name` and `end`.
fn without_uuencoded(text: &str) -> String {
    if !text.contains("begin ") {
        return text.to_owned();
    }
    let is_start = |line: &str| {
        let mode = line.strip_prefix("begin ").and_then(|rest| Some(rest.split_once(' ')?.0));
        mode.is_some_and(|mode| matches!(mode.len(), 3 | 4) && mode.bytes().all(|byte| (b'0'..=b'7').contains(&byte)))
    };
    let is_coded = |line: &str| line.len() <= 90 && line.bytes().all(|byte| (0x20..=0x60).contains(&byte));
    let mut kept = Vec::new();
    let mut within = false;
    for line in text.lines() {
        within = (within && is_coded(line.trim_end())) || is_start(line);
        if !within && line.trim_end() != "end" {
            kept.push(line);
        }
    }
    kept.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flowed_lines_are_joined() {
        let cases = [
            ("one \ntwo\nthree", false, "one two\nthree"),
            ("one \ntwo", true, "onetwo"),
            ("> a \n> b\nc", false, "> a b\nc"),
            ("> a \nb", false, "> a \nb"),
            (" From the start", false, "From the start"),
            ("text \n-- \nname", false, "text \n-- \nname"),
        ];
        for (text, drops_blank, expected) in cases {
            assert_eq!(join_flowed(text, drops_blank), expected, "{text}");
        }
    }

    #[test]
    fn days_are_read_as_printed() {
        let cases = [
            ("Thu, 11 Jul 2019 23:30:00 -0700", Some("2019-07-11")),
            ("11 Jul 19 23:30 PDT", Some("2019-07-11")),
            ("Thursday, 11-Jul-19 23:30:00 GMT", Some("2019-07-11")),
            ("Thu Jul 11 23:30:00 2019", Some("2019-07-11")),
            ("Sat, 5 Mar 94 02:10 PST", Some("1994-03-05")),
            ("Thu, 11 Jul 2019 23:30:00 -0700 (Pacific Daylight Time)", Some("2019-07-11")),
            ("11 Jul 2019 23:30", Some("2019-07-11")),
            ("Thu, 31 Feb 2019 10:00:00 +0000", None),
            ("yesterday", None),
        ];
        for (text, expected) in cases {
            assert_eq!(read_date(text).ok().map(|date| date.to_string()).as_deref(), expected, "{text}");
        }
    }
}
