//! Reduces HTML that stands inside a field to text, and decodes character references.
//!
//! In: the text of one field. Out: its characters without tags, paragraphs set apart by a blank line. This is for
//! fragments that wires and content systems put into JSON, not for pages: what is menu and what is article is not
//! asked. Tags and references are those of the HTML Living Standard,
//! <https://html.spec.whatwg.org/multipage/syntax.html>.

mod references;
mod running;

pub(super) use references::decode_references;
pub(super) use running::{Gap, Running};

/// Whether a text has tags in it, as against a stray `<`: a closing tag of a known kind, or a line break.
pub(super) fn has_tags(text: &str) -> bool {
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        let name = rest.strip_prefix('/').unwrap_or(rest);
        let (name, after) = split_tag_name(name);
        let others = INLINE_TAGS.iter().chain(HIDDEN_TAGS);
        let is_known = block_of(name).is_some() || others.clone().any(|tag| tag.eq_ignore_ascii_case(name));
        if is_known && after.starts_with(['>', ' ', '/', '\n', '\t']) {
            return true;
        }
    }
    false
}

/// A text on one line: each run of white space is one blank.
pub(super) fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// The text of an HTML fragment: paragraphs apart, line breaks kept, scripts and styles gone, references decoded.
pub(super) fn strip_tags(html: &str) -> String {
    let mut text = Running::with_capacity(html.len());
    let mut is_preformatted = false;
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        push(&mut text, &rest[..at], is_preformatted);
        rest = &rest[at..];
        let Some(tag) = Tag::at_start(rest) else {
            text.push("<");
            rest = &rest[1..];
            continue;
        };
        let is_whole = rest[..tag.length].ends_with("/>");
        rest = &rest[tag.length..];
        // XML that is written as markup again has `<br></br>`, which is one line end.
        if tag.is("br") && !tag.is_closing {
            text.end_line();
        } else {
            text.widen(block_of(tag.name).unwrap_or(Gap::None));
        }
        if tag.is("pre") {
            is_preformatted = !tag.is_closing && !is_whole;
        }
        if !tag.is_closing && !is_whole && HIDDEN_TAGS.iter().any(|hidden| tag.is(hidden)) {
            rest = behind_closing_tag(rest, tag.name);
        }
    }
    push(&mut text, rest, is_preformatted);
    text.finish()
}

fn push(text: &mut Running, piece: &str, is_preformatted: bool) {
    if is_preformatted { text.push_lines(piece) } else { text.push(piece) }
}

struct Tag<'a> {
    name: &'a str,
    is_closing: bool,
    length: usize,
}

impl<'a> Tag<'a> {
    fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    /// The tag or comment at the start of `html`, which begins with `<`; `None` for a stray `<`.
    fn at_start(html: &'a str) -> Option<Self> {
        let inside = &html[1..];
        if let Some(comment) = inside.strip_prefix("!--") {
            let length = comment.find("-->").map_or(html.len(), |end| end + 7);
            return Some(Self { name: "", is_closing: false, length });
        }
        let is_closing = inside.starts_with('/');
        let name = inside.strip_prefix(['/', '!', '?']).unwrap_or(inside);
        let (name, _) = split_tag_name(name);
        if name.is_empty() {
            return None;
        }
        Some(Self { name, is_closing, length: tag_length(html)? })
    }
}

/// Up to the `>` that ends a tag, past those in quoted attributes.
fn tag_length(html: &str) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in html.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return Some(at + 1),
            // Another tag begins: this `<` was none. It also keeps the cost linear where no tag is ever closed.
            (None, b'<') if at > 0 => return None,
            (None, b'"' | b'\'') if html.as_bytes()[at - 1] == b'=' => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    // A quote that is never closed: the tag ends at the next `>` then.
    html.find('>').map(|at| at + 1)
}

fn split_tag_name(text: &str) -> (&str, &str) {
    let starts_well = text.starts_with(|first: char| first.is_ascii_alphabetic());
    let end = text.find(|character: char| !character.is_ascii_alphanumeric()).unwrap_or(text.len());
    text.split_at(if starts_well { end } else { 0 })
}

fn behind_closing_tag<'a>(html: &'a str, name: &str) -> &'a str {
    let mut rest = html;
    while let Some(at) = rest.find("</") {
        rest = &rest[at..];
        if split_tag_name(&rest[2..]).0.eq_ignore_ascii_case(name) {
            return rest.find('>').map_or("", |end| &rest[end + 1..]);
        }
        rest = &rest[2..];
    }
    ""
}

/// The distance that a tag puts between what stands before and behind it; `None` for one that stands in a line.
fn block_of(name: &str) -> Option<Gap> {
    let is = |names: &[&str]| names.iter().any(|known| known.eq_ignore_ascii_case(name));
    if is(&["br", "li", "tr", "dt", "dd"]) {
        return Some(Gap::Line);
    }
    if is(&["td", "th"]) {
        return Some(Gap::Blank);
    }
    is(&[
        "p",
        "div",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "section",
        "article",
        "aside",
        "blockquote",
        "pre",
        "ul",
        "ol",
        "dl",
        "table",
        "figure",
        "figcaption",
        "header",
        "footer",
        "hr",
        "main",
        "body",
        "html",
        "hl1",
        "hl2",
        "block",
    ])
    .then_some(Gap::Paragraph)
}

/// Other tags, by which HTML is told from text.
const INLINE_TAGS: &[&str] = &[
    "a", "abbr", "acronym", "applet", "area", "audio", "b", "big", "blink", "button", "center", "cite", "code", "col",
    "del", "dfn", "em", "embed", "font", "form", "frame", "frameset", "i", "img", "input", "ins", "kbd", "label",
    "link", "mark", "math", "meta", "nobr", "object", "param", "picture", "q", "s", "samp", "small", "source", "span",
    "strike", "strong", "sub", "sup", "time", "track", "tt", "u", "var", "video", "wbr",
];

/// Tags whose content is no text of the article.
const HIDDEN_TAGS: &[&str] = &["script", "style", "head", "noscript", "template", "svg", "iframe"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strips_tags_and_keeps_paragraphs() {
        let cases = [
            ("<p>One &amp; two</p><p>Three<br/>four</p>", "One & two\n\nThree\nfour"),
            ("a\n  b <b>c</b>d", "a b cd"),
            ("<div><script>var a = '<p>';</script>Text</div>", "Text"),
            ("safe <iframe src='x'/>text", "safe text"),
            ("5 < 6 and 7 > 6 <p>so</p>", "5 < 6 and 7 > 6\n\nso"),
            ("<a title=\"x > y\" href='z'>link</a>", "link"),
            ("<ul><li>one</li><li>two</li></ul>", "one\ntwo"),
            ("a <!-- no > text --> b", "a b"),
            ("caf&eacute; &#8220;x&#x201D; &#151; &unknown; & so", "café “x” — &unknown; & so"),
            ("&scaron; &alpha; &leftrightarrows; &;", "š α &leftrightarrows; &;"),
            ("<p", "<p"),
            ("One.<br><br />Two.<br></br>Three.", "One.\n\nTwo.\nThree."),
            ("<p>Results</p><pre>Oslo   2\nBergen 1</pre><p>a\nb</p>", "Results\n\nOslo   2\nBergen 1\n\na b"),
        ];
        for (html, expected) in cases {
            assert_eq!(strip_tags(html), expected, "{html}");
        }
    }

    #[test]
    fn tells_tags_from_signs() {
        assert!(has_tags("<p>x</p>") && has_tags("x<br>y") && has_tags("<a href=''>x</a>"));
        assert!(!has_tags("5 < 6") && !has_tags("<CHEM> rose") && !has_tags("a <- b") && !has_tags("<abc>"));
    }
}
