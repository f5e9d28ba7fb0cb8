//! NITF, the News Industry Text Format: one story of an agency as XML.
//!
//! In: files with the root `<nitf>`, versions 2.5 to 3.6 (<https://iptc.org/std/NITF/>). Out: an article with what
//! `docdata` and the tags within the text state: day, source, subject, and the people, organisations and places that
//! are marked up. NITF inside NewsML is read by the same code.

use std::ops::ControlFlow;

use super::agency_xml::{self, Wire, line_of, value_of};
use crate::article::{EntityKind, Problem};
use crate::format::authors::{of_line, of_person};
use crate::format::xml::{self, Children, Element};
use crate::format::{Format, ItemSink, Place};
use crate::source::{Input, Sample};

/// The format `nitf`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Nitf;

impl Format for Nitf {
    fn name(&self) -> &'static str {
        "nitf"
    }

    fn signs(&self) -> &'static str {
        "NITF 2.5 to 3.6, XML of news agencies: the root `<nitf>`"
    }

    fn ids(&self) -> &'static str {
        ""
    }

    fn recognises(&self, sample: &Sample<'_>) -> bool {
        xml::root(sample).is_some_and(|root| root.name == "nitf")
    }

    fn read(&self, input: &mut Input<'_>, take: &mut ItemSink<'_>) -> Result<(), Problem> {
        let mut documents = Children::new(input, &[]);
        // Some archives put one document behind the other; the first waits until it is known whether it is alone.
        let mut first = None;
        let (mut number, mut rejected, mut end) = (0, None, Ok(()));
        loop {
            let document = match documents.next() {
                Ok(Some(document)) => document,
                Ok(None) => break,
                Err(problem) => {
                    end = Err(problem);
                    break;
                }
            };
            number += 1;
            let wire = read(&document.element);
            if document.element.name() != "nitf" || !wire.is_article() {
                let why = "an NITF document without headline or text";
                rejected.get_or_insert_with(|| Problem::new(why).at_line(document.line));
                continue;
            }
            let place = Place::Record { id: id_of(&document.element), line: document.line };
            if number == 1 {
                first = Some((place, wire));
                continue;
            }
            for (place, wire) in first.take().into_iter().chain([(place, wire)]) {
                if wire.hand_on(place, take).is_break() {
                    return Ok(());
                }
            }
            rejected = None;
        }
        match first {
            Some((_, wire)) => match wire.hand_on(Place::WholeFile, take) {
                ControlFlow::Break(()) => Ok(()),
                ControlFlow::Continue(()) => end,
            },
            None => end.and_then(|()| rejected.map_or(Ok(()), Err)),
        }
    }
}

fn id_of(nitf: &Element) -> Option<String> {
    value_of(nitf.at("head/docdata/doc-id"), "id-string").map(|id| id.replace(' ', "_"))
}

/// Reads a `<nitf>` element.
pub(super) fn read(nitf: &Element) -> Wire {
    let mut wire = Wire::default();
    let (head, body) = (nitf.child("head"), nitf.child("body"));
    let docdata = head.and_then(|head| head.child("docdata"));
    let body_head = body.and_then(|body| body.child("body.head"));
    let contents = || body.into_iter().flat_map(|body| body.children("body.content"));
    wire.article.title = title_of(head, body_head);
    wire.article.language = ["xml:lang", "baselang"]
        .iter()
        .find_map(|name| value_of(Some(nitf), name))
        .or_else(|| value_of(body, "xml:lang"))
        .or_else(|| contents().find_map(|content| value_of(Some(content), "xml:lang")));
    wire.article.source = source_of(head, docdata, body_head);
    wire.article.section = section_of(head);
    let pubdata = [head, docdata].into_iter().flatten().find_map(|place| place.child("pubdata"));
    wire.article.url = value_of(pubdata, "ex-ref").filter(|address| address.starts_with("http"));
    read_dates(head, docdata, body_head, &mut wire);
    if let Some(byline) = body_head.and_then(|body_head| body_head.child("byline")) {
        read_byline(byline, &mut wire);
    }
    for content in contents() {
        read_body_content(content, &mut wire);
    }
    complete_text(body, body_head, &mut wire);
    if let Some(docdata) = docdata {
        for element in docdata.children("identified-content") {
            state_names(element, &mut wire);
        }
        for event in docdata.children("evloc") {
            event.attribute("city").into_iter().for_each(|city| wire.state(EntityKind::Place, city));
        }
    }
    wire
}

/// Where there is no text, the abstract or the captions stand in for it; where there is one, the line below it belongs
/// to it.
fn complete_text(body: Option<&Element>, body_head: Option<&Element>, wire: &mut Wire) {
    let filled = |text: &String| !text.is_empty();
    let text = |element: Option<&Element>| element.map(|element| agency_xml::text(element, "")).filter(filled);
    let body_text = &mut wire.article.body;
    if body_text.is_empty() {
        let summary = text(body_head.and_then(|body_head| body_head.child("abstract")));
        *body_text = summary.or_else(|| body.map(captions)).unwrap_or_default();
    } else if let Some(line) = text(body.and_then(|body| body.at("body.end/tagline"))) {
        wire.append(&line);
    }
}

/// Reads the text proper, of which a body may have several pieces, and the names that are marked up in it.
pub(super) fn read_body_content(content: &Element, wire: &mut Wire) {
    let text = agency_xml::text(content, &wire.article.title);
    wire.append(&text);
    state_names(content, wire);
}

fn title_of(head: Option<&Element>, body_head: Option<&Element>) -> String {
    let hedline = body_head.and_then(|body_head| body_head.child("hedline"));
    let headings = hedline.into_iter().flat_map(|hedline| hedline.children("hl1"));
    let heading = headings.map(Element::line).find(|line| !line.is_empty());
    let title = heading.or_else(|| line_of(hedline)).or_else(|| line_of(head.and_then(|head| head.child("title"))));
    title.unwrap_or_default()
}

/// Who distributes it, else who holds its rights, else from whom it came.
fn source_of(head: Option<&Element>, docdata: Option<&Element>, body_head: Option<&Element>) -> Option<String> {
    let of_body = |path: &str| line_of(body_head.and_then(|body_head| body_head.at(path)));
    let of_docdata = |path: &str, attribute: &str| value_of(docdata.and_then(|docdata| docdata.at(path)), attribute);
    let found = of_body("distributor")
        .or_else(|| of_docdata("doc.copyright", "holder"))
        .or_else(|| of_body("rights/rights.owner"))
        .or_else(|| of_docdata("del-list/from-src", "src-name"))
        .or_else(|| value_of(head.and_then(|head| head.child("pubdata")), "name"))
        .or_else(|| of_docdata("doc-id", "regsrc"))?;
    let name = found.split(". All rights").next().unwrap_or(&found).trim().trim_end_matches('.').trim();
    // `Inc.` keeps its point.
    let name = if found.ends_with("Inc.") || found.ends_with("Ltd.") { found.as_str() } else { name };
    (!name.is_empty()).then(|| name.to_owned())
}

/// The section that it was printed in, else the name of its first subject.
fn section_of(head: Option<&Element>) -> Option<String> {
    let head = head?;
    let printed = || value_of(head.child("pubdata"), "position.section");
    let subjects = || head.children("tobject").flat_map(|tobject| tobject.children("tobject.subject"));
    let named = |key| subjects().find_map(|subject| value_of(Some(subject), key));
    printed().or_else(|| named("tobject.subject.type")).or_else(|| named("tobject.subject.matter"))
}

fn read_dates(head: Option<&Element>, docdata: Option<&Element>, body_head: Option<&Element>, wire: &mut Wire) {
    let stamp = |element: Option<&Element>| value_of(element, "norm").or_else(|| line_of(element));
    let of_docdata = |name: &str| docdata.and_then(|docdata| docdata.child(name));
    let pubdata = [head, docdata].into_iter().flatten().find_map(|place| place.child("pubdata"));
    let story = body_head.and_then(|body_head| body_head.at("dateline/story.date"));
    let published = [
        stamp(of_docdata("date.issue")),
        value_of(pubdata, "date.publication"),
        stamp(story),
        stamp(of_docdata("date.release")),
    ];
    let places = [head, docdata].into_iter().flatten();
    let revisions = places.flat_map(|place| place.children("revision-history"));
    let updated: Vec<_> = revisions.map(|revision| value_of(Some(revision), "norm")).collect();
    wire.state_dates(&published, &updated);
}

/// `By <person>Anna Petrova</person> <byttl>Harbour News</byttl>`: the names are what is marked up, else the line
/// without the title.
fn read_byline(byline: &Element, wire: &mut Wire) {
    let people: Vec<String> = byline.descendants("person").map(name_of).filter(|name| !name.is_empty()).collect();
    let title = line_of(byline.descendants("byttl").next());
    let whole = byline.line();
    let line = match &title {
        Some(title) => whole.strip_suffix(title.as_str()).unwrap_or(&whole),
        None => &whole,
    };
    // `By<person>` runs together.
    let line = match line.strip_prefix("By").filter(|rest| people.iter().any(|name| rest.starts_with(name.as_str()))) {
        Some(rest) => rest,
        None => line,
    };
    let line = line.trim().trim_end_matches(',');
    if line.is_empty() || line.eq_ignore_ascii_case("by") {
        return;
    }
    let printed = title.as_ref().map_or_else(|| line.to_owned(), |title| format!("{line}, {title}"));
    let authors =
        if people.is_empty() { of_line(line) } else { people.iter().flat_map(|name| of_person(name)).collect() };
    wire.state_byline(&printed, authors);
}

/// The captions of media, for a document that has nothing else.
fn captions(body: &Element) -> String {
    let captions = body.descendants("media-caption").map(|caption| agency_xml::text(caption, ""));
    captions.filter(|caption| !caption.is_empty()).collect::<Vec<_>>().join("\n\n")
}

/// States the names that are marked up below an element, in order.
fn state_names(element: &Element, wire: &mut Wire) {
    for child in element.elements() {
        match child.name() {
            "media" => {}
            "person" => wire.state(EntityKind::Person, &name_of(child)),
            "org" => wire.state(EntityKind::Org, &name_of(child)),
            "location" => state_place(child, wire),
            _ => state_names(child, wire),
        }
    }
}

fn state_place(location: &Element, wire: &mut Wire) {
    let parts = ["sublocation", "city", "state", "region", "country"];
    let mut any = false;
    for part in location.elements().filter(|part| parts.contains(&part.name())) {
        any = true;
        let name = name_of(part);
        // `VA` and `USA` are codes.
        if name.chars().count() > 3 || name.chars().any(char::is_lowercase) {
            wire.state(EntityKind::Place, &name);
        }
    }
    if !any {
        wire.state(EntityKind::Place, &name_of(location));
    }
}

/// A marked-up name on one line, without the function that may stand in it and the `’s` that runs on.
fn name_of(element: &Element) -> String {
    let given_and_family: Vec<String> =
        ["name.given", "name.family"].iter().filter_map(|name| line_of(element.child(name))).collect();
    if !given_and_family.is_empty() {
        return given_and_family.join(" ");
    }
    let mut name = element.line();
    for aside in element.elements().filter(|child| matches!(child.name(), "function" | "alt-code")) {
        name = name.replace(&aside.line(), "");
    }
    let name = name.trim().trim_end_matches(',').trim_end();
    name.strip_suffix("'s").or_else(|| name.strip_suffix("’s")).unwrap_or(name).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{DateSource, StatedArticle};
    use crate::format::Item;

    /// A document with this in its head, in `body.head` and in `body.content`.
    fn article(docdata: &str, body_head: &str, content: &str) -> StatedArticle {
        let markup = format!(
            "<nitf><head><docdata>{docdata}</docdata></head><body><body.head>{body_head}</body.head>\
             <body.content>{content}</body.content></body></nitf>"
        );
        let mut input = Input::new("wire.xml", markup.as_bytes()).unwrap();
        let mut articles = Vec::new();
        Nitf.read(&mut input, &mut |item| {
            if let Item::Article(_, article) = item {
                articles.push(*article);
            }
            ControlFlow::Continue(())
        })
        .unwrap();
        articles.pop().unwrap()
    }

    #[test]
    fn the_day_is_that_of_issue() {
        let cases = [
            (r#"<date.issue norm="20140314T101500+0100"/><date.release norm="20140316"/>"#, Some("2014-03-14")),
            (r#"<date.issue norm=""/><date.release norm="20140316"/>"#, Some("2014-03-16")),
            ("<date.issue>March 14, 2014</date.issue>", Some("2014-03-14")),
            (r#"<date.issue norm="YYYYMMDD"/>"#, None),
        ];
        for (docdata, expected) in cases {
            let date = article(docdata, "", "<p>Text.</p>").date;
            assert_eq!(date.map(|dated| dated.date.to_string()).as_deref(), expected, "{docdata}");
            assert!(date.is_none_or(|dated| dated.source == DateSource::Header));
        }
    }

    #[test]
    fn bylines_give_authors() {
        let cases: &[(&str, &str, &[&str])] = &[
            ("By Anna Petrova, Press Association", "Anna Petrova, Press Association", &["Anna Petrova"]),
            ("By <person>Anna Petrova</person> <byttl>Daily</byttl>", "Anna Petrova, Daily", &["Anna Petrova"]),
            ("By<person>Anna Petrova</person>", "Anna Petrova", &["Anna Petrova"]),
            ("<person>Anna Petrova and Jo Press</person>", "Anna Petrova and Jo Press", &["Anna Petrova", "Jo Press"]),
            ("<byttl>Sports Network</byttl>", "", &[]),
            ("gr/bp", "gr/bp", &[]),
        ];
        for (byline, line, authors) in cases {
            let article = article("", &format!("<byline>{byline}</byline>"), "<p>Text.</p>");
            assert_eq!(article.byline.as_deref().unwrap_or(""), *line, "{byline}");
            assert_eq!(article.authors, *authors, "{byline}");
        }
    }

    #[test]
    fn a_text_in_several_pieces_is_one() {
        let article = article("", "", "<p>One.</p></body.content><body.content/><body.content><p>Two.</p>");
        assert_eq!(article.body, "One.\n\nTwo.");
    }

    #[test]
    fn marked_up_names_are_stated() {
        let content = "<p><person>Anna Petrova's</person> <org>Demir Lines</org> left <location><city>Oslo</city>, \
                       <state>OS</state></location>; <person><name.given>Mei</name.given>\
                       <name.family>Tanaka</name.family>\
                       <function>mayor</function></person></p><media><media-caption><person>No One</person>\
                       </media-caption></media>";
        let article = article(r#"<evloc city="Bergen"/>"#, "", content);
        let names: Vec<_> = article.names.iter().map(|stated| stated.name.as_str()).collect();
        assert_eq!(names, ["Anna Petrova", "Demir Lines", "Oslo", "Mei Tanaka", "Bergen"]);
    }

    #[test]
    fn what_is_missing_is_taken_from_its_second_place() {
        let article = article("", "<hedline>Plain headline</hedline><abstract><p>Only this.</p></abstract>", "");
        assert_eq!((article.title.as_str(), article.body.as_str()), ("Plain headline", "Only this."));
    }
}
