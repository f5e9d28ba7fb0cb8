//! ALTO, versions 1 to 4: the words of one scanned page, with where they stand on it.
//!
//! In: `.xml` files by the schemas at <https://www.loc.gov/standards/alto/>. Out: one article, whose paragraphs are the
//! blocks of text in file order; but no article where the page is part of an issue whose other files give its text by
//! articles: a METS file beside it or in the folder above that names it, or article texts of the KB (Delpher). The
//! long s and what else old print has stays as the file has it.

use super::columns::Columns;
use super::mets::names_this;
use super::page::{is_alto, read_pages};
use crate::article::{Problem, StatedArticle};
use crate::format::{Format, Item, ItemSink, Place};
use crate::source::{Input, Sample};

/// The format `alto`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Alto;

impl Format for Alto {
    fn name(&self) -> &'static str {
        "alto"
    }

    fn signs(&self) -> &'static str {
        "a scanned page in ALTO XML 1 to 4: root element <alto>; pages that a METS file names are read with that"
    }

    fn ids(&self) -> &'static str {
        ""
    }

    fn recognises(&self, sample: &Sample<'_>) -> bool {
        is_alto(sample)
    }

    fn read(&self, input: &mut Input<'_>, take: &mut ItemSink<'_>) -> Result<(), Problem> {
        if let Some(whole) = whole(input) {
            let _ = take(Item::PartOf(whole));
            return Ok(());
        }
        let mut text = Columns::default();
        let broken_off = read_pages(input, |page| {
            text.push(page.lines());
            text.end_paragraph();
            text.is_too_long().map_or(Ok(()), Err)
        });
        let body = text.finish();
        if body.is_empty() {
            return Err(broken_off.err().unwrap_or_else(|| Problem::new("no word of text on the page")));
        }
        if take(Item::Article(Place::WholeFile, Box::new(StatedArticle { body, ..StatedArticle::default() })))
            .is_break()
        {
            return Ok(());
        }
        broken_off
    }
}

/// The most files beside a page that are looked into for the METS file it belongs to.
const CANDIDATES_MAX: usize = 32;

/// The file that gives the articles of a page, if one does.
fn whole(input: &Input<'_>) -> Option<String> {
    let beside = input.neighbour_names("");
    if beside.iter().any(|name| name.ends_with("_articletext.xml")) {
        let has_index = beside.iter().any(|name| name == "didl.xml");
        return Some(if has_index { "didl.xml" } else { "the article texts beside it" }.to_owned());
    }
    let mut parts = input.name().rsplit('/');
    let (own, folder) = (parts.next()?, parts.next().unwrap_or_default());
    let mut places = vec![(String::new(), own.to_owned())];
    if !folder.is_empty() {
        places.push(("../".to_owned(), format!("{folder}/{own}")));
        places.extend(["../METS/", "../mets/"].map(|place| (place.to_owned(), format!("../{folder}/{own}"))));
    }
    let mut candidates_left = CANDIDATES_MAX;
    for (place, own_path) in places {
        for name in candidates(input, &place, own, &beside) {
            candidates_left = candidates_left.checked_sub(1)?;
            let path = format!("{place}{name}");
            if input.neighbour(&path).is_some_and(|mut candidate| names_this(&mut candidate, &own_path)) {
                return Some(path);
            }
        }
    }
    None
}

/// The files of a folder that may be METS, the likeliest first: pages have names that differ in digits only.
fn candidates(input: &Input<'_>, place: &str, own: &str, beside: &[String]) -> Vec<String> {
    let names = if place.is_empty() { beside.to_vec() } else { input.neighbour_names(place) };
    let is_mets = |name: &str| name.to_lowercase().contains("mets");
    let has_ending = |name: &str| name.to_lowercase().ends_with(".xml");
    let own_pattern = pattern(own);
    let mut candidates: Vec<String> =
        names.into_iter().filter(|name| has_ending(name) && (is_mets(name) || pattern(name) != own_pattern)).collect();
    candidates.sort_by_key(|name| !is_mets(name));
    candidates
}

fn pattern(name: &str) -> String {
    name.chars().map(|character| if character.is_ascii_digit() { '0' } else { character }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::ops::ControlFlow;

    /// The body of a page with these blocks, or why there is none.
    fn body(blocks: &str) -> String {
        let xml = format!(
            "<alto xmlns='http://www.loc.gov/standards/alto/ns-v4#'><Layout><Page ID='P1'><PrintSpace>{blocks}\
             </PrintSpace></Page></Layout></alto>"
        );
        let mut input = Input::new("1.xml", xml.as_bytes()).unwrap();
        assert!(Alto.recognises(&input.sample()));
        let mut body = String::new();
        let read = Alto.read(&mut input, &mut |item| {
            if let Item::Article(Place::WholeFile, article) = item {
                body = article.body;
            }
            ControlFlow::Continue(())
        });
        read.map_or_else(|problem| problem.to_string(), |()| body)
    }

    #[test]
    fn pages_become_paragraphs() {
        let cases = [
            ("", "no word of text on the page"),
            (
                "<TextBlock><TextLine><String CONTENT='Rain'/><SP/><String CONTENT='&amp;c.'/></TextLine></TextBlock>\
                 <TextBlock><TextLine><String CONTENT='Sun'/></TextLine></TextBlock>",
                "Rain &c.\n\nSun",
            ),
            (
                "<ComposedBlock><TextBlock><TextLine><String CONTENT='the par' SUBS_TYPE='HypPart1' \
                 SUBS_CONTENT='parliament'/><HYP CONTENT='-'/></TextLine></TextBlock></ComposedBlock><TextBlock>\
                 <TextLine><String CONTENT='liament' SUBS_TYPE='HypPart2' SUBS_CONTENT='parliament'/></TextLine>\
                 </TextBlock>",
                "the parliament",
            ),
            (
                "<TextBlock><TextLine><String CONTENT='Wetter' HPOS='10' WIDTH='50'/><String CONTENT='.' HPOS='60'/>\
                 <String CONTENT='So'/></TextLine></TextBlock>",
                "Wetter. So",
            ),
        ];
        for (blocks, expected) in cases {
            assert_eq!(body(blocks), expected, "{blocks}");
        }
    }
}
