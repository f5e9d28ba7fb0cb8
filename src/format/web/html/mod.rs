//! News pages in HTML: the article out of the page, and what the page says about it.
//!
//! In: HTML as servers and browsers write it (HTML Living Standard, <https://html.spec.whatwg.org/>), XHTML, and
//! pages saved by a browser. Out: one article a page. The headline, days and authors are read from JSON-LD, `<meta>`,
//! microdata and the printed page ([`metadata`]); the text is what is left without menus, lists and notices
//! ([`body`]). A page without running text, such as a front page, is no article and is refused.

mod authors;
mod body;
mod dates;
mod header;
mod hints;
mod json_ld;
mod mend;
mod metadata;
mod parse;
mod plain;
mod tags;
mod title;

use self::metadata::Metadata;
use crate::article::{Problem, tidy};
use crate::format::fields::Stated;
use crate::format::{Format, Item, ItemSink, Place};
use crate::source::{Input, Sample, decode};
pub(in crate::format) use parse::parse;

/// The longest page that is read. News pages have less than one MiB, and three with all that a browser saves into them;
/// what is longer is a film or an archive in disguise, and its tree would take a hundred times as much memory.
pub(in crate::format) const PAGE_BYTES_MAX: usize = 16 << 20;

/// The format `html`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Html;

impl Format for Html {
    fn name(&self) -> &'static str {
        "html"
    }

    fn signs(&self) -> &'static str {
        "a news page: begins with `<!doctype html`, `<html`, a tag of its head, `<p>` or `<h1>`; or `.html` with tags"
    }

    fn ids(&self) -> &'static str {
        ""
    }

    fn recognises(&self, sample: &Sample<'_>) -> bool {
        let first = first_tag(sample.trimmed());
        let begins = |tag: &str| is_tag(first, tag);
        if is_doctype(first) || PAGE_TAGS.iter().any(|tag| begins(tag)) {
            return true;
        }
        // The text of a page alone, as programs export it; in Markdown such tags are part of the text.
        if TEXT_TAGS.iter().any(|tag| begins(tag)) {
            return !matches!(sample.extension().as_str(), "xml" | "md" | "markdown");
        }
        matches!(sample.extension().as_str(), "html" | "htm" | "xhtml" | "shtml" | "xht")
            && (BODY_TAGS.iter().any(|tag| begins(tag)) || has_page_tag(sample.bytes))
    }

    fn read(&self, input: &mut Input<'_>, take: &mut ItemSink<'_>) -> Result<(), Problem> {
        let bytes = input.read_all(PAGE_BYTES_MAX)?;
        let decoded = decode(&bytes, declared_encoding(&bytes).as_deref());
        let mut stated = read_page(&decoded.text, None);
        if stated.article.body.is_empty() {
            return Err(Problem::new(stated.problems.pop().unwrap_or_default()));
        }
        let warnings = input.take_problem().into_iter().chain(decoded.problem());
        let warnings = warnings.chain(stated.problems.into_iter().map(Problem::new));
        for warning in warnings {
            if take(Item::Warning(warning)).is_break() {
                return Ok(());
            }
        }
        _ = take(Item::Article(Place::WholeFile, Box::new(stated.article)));
        Ok(())
    }
}

/// Reads a page; `address` is where it was fetched, where that is known. A page without running text, and one that is
/// built to cost more than it may, gives an article without text, and as the last problem why.
pub(in crate::format) fn read_page(html: &str, address: Option<&str>) -> Stated {
    let parsed = if html.len() > PAGE_BYTES_MAX {
        Err(format!("longer than {} MiB, which no article page is", PAGE_BYTES_MAX >> 20))
    } else {
        parse(html)
    };
    let page = match parsed {
        Ok(page) => page,
        Err(problem) => return Stated { problems: vec![problem], ..Stated::default() },
    };
    let Metadata { mut stated, articles, is_article, summary } = metadata::read(&page, html, address);
    let whole = tidy(&body::read(&page, &articles, is_article));
    let text = header::without_header(&whole, &stated.article).to_owned();
    stated.article.body = text;
    if stated.article.body.is_empty() && is_article && !stated.article.title.is_empty() {
        // A film or gallery is an article of its few words; a front page has such words too, and is none.
        stated.article.body = tidy(&summary.unwrap_or_default());
    }
    if !is_article && !has_sentence(&stated.article.body) {
        stated.article.body.clear();
    }
    if stated.article.body.is_empty() {
        let plain = tidy(&plain::read(&page));
        header::without_header(&plain, &stated.article).clone_into(&mut stated.article.body);
    }
    if stated.article.body.is_empty() {
        stated.problems.push("no running text in it, as on a front page".to_owned());
    }
    stated
}

/// Whether a text ends a sentence anywhere, as menus do not.
fn has_sentence(text: &str) -> bool {
    text.contains(['.', '!', '?', ';', ':', '…', '。', '！', '？', '।', '؟', '۔', '።', '။', '។'])
}

/// Tags with which only a page begins, in lower case.
const PAGE_TAGS: &[&str] = &["html", "head", "body", "meta", "title", "link", "script", "style", "base", "noscript"];

/// Tags with which the text of a page may begin.
const BODY_TAGS: &[&str] = &["p", "div", "h1", "h2", "center", "table", "article", "main", "header", "section", "font"];

/// Those of them with which no document in XML begins, lest its files be taken too.
const TEXT_TAGS: &[&str] = &["p", "h1", "h2", "center", "font"];

/// What stands first behind blanks, comments and XML declarations.
fn first_tag(bytes: &[u8]) -> &[u8] {
    let mut rest = bytes;
    loop {
        rest = rest.trim_ascii_start();
        let end = if rest.starts_with(b"<!--") {
            rest.windows(3).position(|window| window == b"-->").map(|end| end + 3)
        } else if rest.starts_with(b"<?") {
            rest.iter().position(|byte| *byte == b'>').map(|end| end + 1)
        } else {
            return rest;
        };
        match end {
            Some(end) => rest = &rest[end..],
            None => return &[],
        }
    }
}

/// Whether a text begins with this tag.
fn is_tag(text: &[u8], tag: &str) -> bool {
    let name = text.strip_prefix(b"<").and_then(|name| name.split_at_checked(tag.len()));
    name.is_some_and(|(name, behind)| {
        name.eq_ignore_ascii_case(tag.as_bytes())
            && behind.first().is_none_or(|byte| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/'))
    })
}

fn is_doctype(text: &[u8]) -> bool {
    let rest = text.split_at_checked(9).filter(|(start, _)| start.eq_ignore_ascii_case(b"<!doctype"));
    rest.is_some_and(|(_, rest)| {
        let name = rest.trim_ascii_start();
        name.get(..4).is_some_and(|start| start.eq_ignore_ascii_case(b"html"))
            && name.get(4).is_none_or(|byte| !byte.is_ascii_alphanumeric())
    })
}

/// Whether there is a tag of a page anywhere, for files whose name says that they are one.
fn has_page_tag(bytes: &[u8]) -> bool {
    let mut places = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'<').map(|(at, _)| &bytes[at..]);
    places.any(|rest| PAGE_TAGS.iter().chain(BODY_TAGS).any(|tag| is_tag(rest, tag)))
}

/// How far into a page its encoding may be declared; the Standard says 1024, pages say otherwise.
const PRESCAN_BYTES: usize = 4096;

/// The encoding that a page declares: `<?xml encoding="…"`, `<meta charset=…>` or `<meta … content="…; charset=…">`.
pub(in crate::format) fn declared_encoding(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(PRESCAN_BYTES)]).to_ascii_lowercase();
    let label = |text: &str, key: &str| {
        let value =
            text.split_once(key)?.1.trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
        let end =
            value.find(|letter: char| !letter.is_ascii_alphanumeric() && !matches!(letter, '-' | '_' | ':' | '.'));
        Some(value[..end.unwrap_or(value.len())].to_owned()).filter(|label| !label.is_empty())
    };
    let declaration = head.trim_start().strip_prefix("<?xml").and_then(|rest| rest.split_once("?>"));
    let of_metas = || head.split("<meta").skip(1).find_map(|tag| label(tag.split('>').next()?, "charset"));
    declaration.and_then(|(declaration, _)| label(declaration, "encoding")).or_else(of_metas)
}

#[cfg(test)]
mod tests;
