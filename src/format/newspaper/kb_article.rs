//! Article texts of the newspapers of the KB, the national library of the Netherlands (Delpher).
//!
//! In: `…_articletext.xml` files (`<text>` with `<title>` and `<p>`), and the `didl.xml` beside them, an MPEG-21 DIDL
//! document (ISO/IEC 21000-2) that describes the issue:
//! <https://www.kb.nl/en/research-find/datasets/delpher-newspapers>. Out: one article an article text, with the
//! newspaper, its day and its language, and what kind of article it is (as its section: `artikel`, `advertentie`);
//! none for `didl.xml` itself.

use super::lines::Paragraph;
use crate::article::{DateSource, Dated, Problem, StatedArticle};
use crate::date;
use crate::format::xml::{Element, document, root};
use crate::format::{ARTICLE_BYTES_MAX, Format, Item, ItemSink, Place};
use crate::source::{Input, Sample};

/// The format `kb-article`.
#[derive(Clone, Copy, Debug)]
pub(super) struct KbArticle;

/// How the names of article texts end.
const NAME_END: &str = "_articletext.xml";

impl Format for KbArticle {
    fn name(&self) -> &'static str {
        "kb-article"
    }

    fn signs(&self) -> &'static str {
        "an article text of the KB (Delpher): root element <text> with <title> or <p>; reads the didl.xml beside it"
    }

    fn ids(&self) -> &'static str {
        ""
    }

    fn recognises(&self, sample: &Sample<'_>) -> bool {
        let has = |tag: &[u8]| memchr::memmem::find(sample.bytes, tag).is_some();
        match root(sample) {
            Some(root) if root.name == "text" => has(b"<title") || has(b"<p>"),
            Some(root) => root.name == "DIDL" && has(b"kb.nl"),
            None => false,
        }
    }

    fn read(&self, input: &mut Input<'_>, take: &mut ItemSink<'_>) -> Result<(), Problem> {
        if root(&input.sample()).is_some_and(|root| root.name == "DIDL") {
            if !input.neighbour_names("").iter().any(|name| name.ends_with(NAME_END)) {
                return Err(Problem::new("describes an issue whose article texts are not beside it"));
            }
            let _ = take(Item::PartOf("the article texts beside it".to_owned()));
            return Ok(());
        }
        let (text, broken_off) = document(input)?;
        let mut article = StatedArticle::default();
        let titles = text.children("title").map(Element::line).filter(|title| !title.is_empty());
        article.title = titles.collect::<Vec<_>>().join(" ");
        let paragraphs = text.elements().filter(|part| part.name() != "title").map(|part| rejoined(&part.line()));
        article.body = paragraphs.filter(|paragraph| !paragraph.is_empty()).collect::<Vec<_>>().join("\n\n");
        if article.title.is_empty() && article.body.is_empty() {
            return Err(broken_off.unwrap_or_else(|| Problem::new("no word of text in it")));
        }
        if let Some(problem) = describe(&mut article, input)
            && take(Item::Warning(problem)).is_break()
        {
            return Ok(());
        }
        let _ = take(Item::Article(Place::WholeFile, Box::new(article)));
        broken_off.map_or(Ok(()), Err)
    }
}

/// Makes words whole that were hyphenated where a line ended: the lines have been joined by blanks, the hyphens stayed.
fn rejoined(text: &str) -> String {
    let mut paragraph = Paragraph::default();
    text.split_inclusive("- ").for_each(|piece| paragraph.push_text(piece));
    paragraph.finish()
}

/// Adds what `didl.xml` says of the issue and of the article; gives what of it cannot be read.
fn describe(article: &mut StatedArticle, input: &Input<'_>) -> Option<Problem> {
    let own = input.name().rsplit('/').next().unwrap_or_default();
    let number = own.strip_suffix(NAME_END)?.rsplit('_').next()?;
    let bytes = input.neighbour("didl.xml")?.read_all(ARTICLE_BYTES_MAX).ok()?;
    let find = |needle: &str| memchr::memmem::find(&bytes, needle.as_bytes());
    if let Some(record) = find(&format!(":a{number}</")).and_then(|at| record_around(&bytes, at)) {
        article.section = filled(&record, "subject");
    }
    let record = record_around(&bytes, find(":date>")?)?;
    article.source = filled(&record, "title");
    article.language = filled(&record, "language");
    match date::parse(&filled(&record, "date")?) {
        Ok(date) => article.date = Some(Dated { date, source: DateSource::Metadata }),
        Err(error) => return Some(Problem::new(format!("date: {error}"))),
    }
    None
}

/// The description (`<srw_dc:dcx>`) that this place lies in. It is cut out of the file by its tags, as each article of
/// an issue asks for one of hundreds.
fn record_around(bytes: &[u8], at: usize) -> Option<Element> {
    let tag = memchr::memmem::rfind(&bytes[..at], b":dcx")?;
    let start = tag + memchr::memchr(b'>', &bytes[tag..])? + 1;
    let end = at + memchr::memmem::find(&bytes[at..], b":dcx>")?;
    let end = start + memchr::memrchr(b'<', bytes.get(start..end)?)?;
    let record = [b"<dcx>", &bytes[start..end], b"</dcx>"].concat();
    Some(document(&mut Input::new("didl.xml", record.as_slice()).ok()?).ok()?.0)
}

fn filled(record: &Element, name: &str) -> Option<String> {
    record.children(name).map(Element::line).find(|line| !line.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_made_whole() {
        assert_eq!(
            rejoined("De Oorlogschee- pen, de Hoofd- en Oorpynen - zo"),
            "De Oorlogscheepen, de Hoofd- en Oorpynen - zo"
        );
    }

    #[test]
    fn descriptions_are_cut_out() {
        let didl = "<d:DIDL xmlns:dcx='x'><s:dcx><dc:title>De Bode</dc:title><dc:date>1750-05-15</dc:date></s:dcx>\
                    <s:dcx a='b'><dc:subject>artikel</dc:subject><x:id>i:a0001</x:id></s:dcx>\
                    <s:dcx><dc:subject>advertentie</dc:subject><x:id>i:a0002</x:id></s:dcx></d:DIDL>";
        let cases =
            [(":date>", "title", "De Bode"), (":a0001<", "subject", "artikel"), (":a0002<", "subject", "advertentie")];
        for (needle, name, expected) in cases {
            let record = record_around(didl.as_bytes(), didl.find(needle).unwrap()).unwrap();
            assert_eq!(filled(&record, name).as_deref(), Some(expected), "{needle}");
        }
        assert!(record_around(b"no record :a0001</", 10).is_none());
    }
}
