//! Cuts a page before it is nested deeper than a parser can bear.
//!
//! In: a page. Out: as much of its beginning as can be parsed. The parser of the HTML Standard looks through all open
//! elements at most tags, so that its time grows with the square of their number: 100,000 open elements take a minute.

/// No page of news is nested nearly as deep.
const DEPTH_MAX: usize = 5_000;

/// Elements that have no end tag, or need none.
const WITHOUT_END: &[&str] = &[
    "area", "base", "br", "col", "colgroup", "dd", "dt", "embed", "hr", "img", "input", "li", "link", "meta",
    "optgroup", "option", "p", "param", "rp", "rt", "source", "tbody", "td", "tfoot", "th", "thead", "tr", "track",
    "wbr",
];

/// Elements of drawings, which may end themselves (`<path d="…"/>`), as elements of HTML may not.
const DRAWING: &[&str] = &[
    "animate",
    "circle",
    "clippath",
    "defs",
    "desc",
    "ellipse",
    "filter",
    "g",
    "image",
    "line",
    "lineargradient",
    "mask",
    "path",
    "pattern",
    "polygon",
    "polyline",
    "radialgradient",
    "rect",
    "stop",
    "symbol",
    "text",
    "title",
    "tspan",
    "use",
];

/// Elements whose content is no markup.
const RAW: &[&str] = &["script", "style", "textarea"];

/// No name that matters is longer.
const NAME_BYTES_MAX: usize = 14;

/// The beginning of a page, up to where more than 5,000 elements would be open.
pub(in crate::format::web::html) fn within_depth(html: &str) -> &str {
    let (mut depth, mut is_drawing) = (0_usize, false);
    let mut raw: Option<&str> = None;
    for (at, _) in html.match_indices('<') {
        let tag = &html.as_bytes()[at + 1..];
        let (is_end, tag) = if tag.first() == Some(&b'/') { (true, &tag[1..]) } else { (false, tag) };
        let length = tag.iter().take(NAME_BYTES_MAX).take_while(|byte| byte.is_ascii_alphanumeric()).count();
        let name = &tag[..length];
        let is = |other: &&str| other.as_bytes().eq_ignore_ascii_case(name);
        if let Some(element) = raw {
            raw = raw.filter(|_| !(is_end && is(&element)));
            continue;
        }
        if !name.first().is_some_and(u8::is_ascii_alphabetic) || WITHOUT_END.iter().any(is) {
            continue;
        }
        if !is_end {
            raw = RAW.iter().copied().find(|other| is(other));
            if raw.is_some() {
                continue;
            }
        }
        if DRAWING.iter().any(is) {
            if is_drawing && !is_end && ends_itself(tag) {
                continue;
            }
        } else {
            is_drawing = !is_end && is(&"svg");
        }
        depth = if is_end { depth.saturating_sub(1) } else { depth + 1 };
        if depth > DEPTH_MAX {
            return &html[..at];
        }
    }
    html
}

/// Whether the tag at the start ends in `/>`.
fn ends_itself(tag: &[u8]) -> bool {
    let end = tag.iter().position(|byte| matches!(byte, b'>' | b'<')).unwrap_or(tag.len());
    tag[..end].last() == Some(&b'/')
}
