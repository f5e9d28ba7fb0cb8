//! What a wire carries, whatever form it has.
//!
//! In: the element that holds the content of a message. Out: the [`Wire`] that is in it: NITF, XHTML, paragraphs alone,
//! plain text, or markup written as text.

use super::agency_xml::{self, Wire, line_of, value_of};
use super::nitf;
use crate::format::xml::Element;

/// Elements by which XML that no name tells apart is known to be running text.
const TEXT_ELEMENTS: &[&str] = &["p", "div", "pre", "h1", "h2", "hl2", "block", "table"];

/// Reads what a wire carries: NITF, XHTML, paragraphs alone, plain text, or markup written as text. `title` is the
/// headline that is known from around it. XML of another kind (statistics, events) gives nothing.
pub(in crate::format) fn read(holder: &Element, title: &str) -> Wire {
    let inner = |name| if holder.name() == name { Some(holder) } else { holder.descendants(name).next() };
    if let Some(document) = inner("nitf") {
        return nitf::read(document);
    }
    if let Some(document) = inner("html") {
        return read_html(document, title);
    }
    let mut wire = Wire::default();
    if let Some(content) = inner("body.content") {
        nitf::read_body_content(content, &mut wire);
    } else if holder.elements().next().is_none() {
        wire.article.body = agency_xml::plain_text(&holder.text());
    } else if TEXT_ELEMENTS.iter().any(|name| holder.descendants(name).next().is_some()) {
        nitf::read_body_content(holder, &mut wire);
        wire.article.body = agency_xml::text(holder, title);
    }
    wire
}

fn read_html(html: &Element, title: &str) -> Wire {
    let mut wire = Wire::default();
    let heading = line_of(html.descendants("h1").next()).or_else(|| line_of(html.at("head/title")));
    wire.article.title = heading.unwrap_or_default();
    let known = if title.is_empty() { wire.article.title.as_str() } else { title };
    wire.article.body = agency_xml::text(html.child("body").unwrap_or(html), known);
    wire.article.language = value_of(Some(html), "lang");
    wire
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::xml;
    use crate::source::Input;

    fn element(markup: &str) -> Element {
        xml::document(&mut Input::new("x.xml", markup.as_bytes()).unwrap()).unwrap().0
    }

    #[test]
    fn content_is_told_by_what_it_is() {
        let cases = [
            ("<x><html><head><title>T</title></head><body><p>A</p></body></html></x>", "T", "A"),
            (
                "<x><nitf><head><title>T</title></head><body><body.content><p>A</p></body.content></body></nitf></x>",
                "T",
                "A",
            ),
            ("<x><p>A</p><p>B</p></x>", "", "A\n\nB"),
            ("<x>Plain\n\ntext</x>", "", "Plain\n\ntext"),
            ("<x><![CDATA[<p>A</p><p>B</p>]]></x>", "", "A\n\nB"),
            ("<x><sports-event><score>3</score></sports-event></x>", "", ""),
        ];
        for (markup, title, body) in cases {
            let article = read(&element(markup), "").article;
            assert_eq!((article.title.as_str(), article.body.as_str()), (title, body), "{markup}");
        }
    }
}
