//! What word processors and typesetters write, as an article: which paragraph is the headline, and which properties of
//! the file can be believed.
//!
//! In: paragraphs with what their styles say they are, notes, and properties. Out: a [`StatedArticle`]. The day on which a
//! file was made or changed is not a day of publication and is not taken.

use crate::article::{StatedArticle, tidy};
use crate::format::authors::{self, is_full_name};

/// A document as it is read.
#[derive(Debug, Default)]
pub(super) struct Manuscript {
    /// The paragraphs in order.
    pub(super) paragraphs: Vec<Paragraph>,
    /// Footnotes and endnotes, which stand below the text.
    pub(super) notes: Vec<String>,
}

/// A paragraph.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Paragraph {
    pub(super) text: String,
    pub(super) style: Style,
}

/// What its style says a paragraph is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Style {
    Title,
    /// A heading of the first level.
    Heading,
    #[default]
    Other,
}

/// What a file says of itself.
#[derive(Debug, Default)]
pub(super) struct Properties {
    pub(super) title: Option<String>,
    pub(super) creator: Option<String>,
    pub(super) language: Option<String>,
}

impl Manuscript {
    /// Adds a paragraph that is not blank.
    pub(super) fn push(&mut self, text: &str, style: Style) {
        let text = text.trim();
        if !text.is_empty() {
            self.paragraphs.push(Paragraph { text: text.to_owned(), style });
        }
    }

    /// The article. Its headline is the paragraph of that style, else the first heading, else what the file's
    /// properties call it; a headline that stands above all text is not repeated in it.
    pub(super) fn article(mut self, properties: &Properties) -> StatedArticle {
        let at = |style| self.paragraphs.iter().position(|paragraph| paragraph.style == style);
        let title = match at(Style::Title).or_else(|| at(Style::Heading)) {
            Some(0) => self.paragraphs.remove(0).text,
            Some(at) if self.paragraphs[at].style == Style::Title => self.paragraphs.remove(at).text,
            Some(at) => self.paragraphs[at].text.clone(),
            None => properties.title.as_deref().and_then(real_title).unwrap_or_default(),
        };
        let texts = self.paragraphs.into_iter().map(|paragraph| paragraph.text).chain(self.notes);
        let body = tidy(&texts.collect::<Vec<_>>().join("\n\n"));
        let creator = properties.creator.as_deref().unwrap_or_default();
        let mut authors = authors::names(authors::of_person(creator));
        authors.retain(|author| is_full_name(author));
        let language = properties.language.clone().filter(|language| !language.trim().is_empty());
        let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
        StatedArticle { title, body, authors, language, ..StatedArticle::default() }
    }
}

/// The title that a property states, unless a program put it there: names of files, of programs, of nothing.
pub(super) fn real_title(property: &str) -> Option<String> {
    const NONE: [&str; 9] = [
        "untitled",
        "document",
        "titel",
        "title",
        "unbenannt",
        "sans titre",
        "sin título",
        "powerpoint presentation",
        "no title",
    ];
    const PROGRAMS: [&str; 7] = [
        "microsoft word -",
        "microsoft powerpoint -",
        "microsoft excel -",
        "quarkxpress",
        "untitled-",
        "print -",
        "file:",
    ];
    let title = property.split_whitespace().collect::<Vec<_>>().join(" ");
    let lower = title.to_lowercase();
    let bare = lower.trim_end_matches(|last: char| last.is_ascii_digit() || last == ' ');
    let is_file_name = lower.rsplit_once('.').is_some_and(|(name, ending)| {
        let is_ending = (2..=5).contains(&ending.len()) && ending.bytes().all(|byte| byte.is_ascii_alphanumeric());
        is_ending && ending.bytes().any(|byte| byte.is_ascii_lowercase()) && !name.ends_with(' ') && !name.is_empty()
    });
    let is_one_token = !title.contains(' ') && title.contains(['_', '\\', '/', '=']);
    let is_real = title.chars().filter(|letter| letter.is_alphabetic()).count() > 2
        && !NONE.contains(&bare)
        && !PROGRAMS.iter().any(|program| lower.starts_with(program))
        && !is_file_name
        && !is_one_token;
    is_real.then_some(title)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_of_properties() {
        for title in ["Rain at last", "The U.S. and us", "Titel verloren, Trainer weg"] {
            assert_eq!(real_title(title).as_deref(), Some(title));
        }
        for none in [
            "Microsoft Word - rain.doc",
            "rain.docx",
            "Document1",
            "Untitled",
            "press_2022_07",
            "",
            "  ",
            "20220711",
            "a.b.pdf",
        ] {
            assert_eq!(real_title(none), None, "{none}");
        }
    }

    /// Paragraphs with their styles, the title among the properties, and what is made of them.
    type Case<'a> = (&'a [(Style, &'a str)], &'a str, &'a str);

    #[test]
    fn headlines() {
        let article = |styles: &[(Style, &str)], property: &str| {
            let mut manuscript = Manuscript::default();
            for (style, text) in styles {
                manuscript.push(text, *style);
            }
            let properties = Properties { title: Some(property.to_owned()), ..Properties::default() };
            let article = manuscript.article(&properties);
            format!("{}|{}", article.title, article.body.replace("\n\n", "/"))
        };
        let cases: &[Case<'_>] = &[
            (
                &[(Style::Other, "Press release"), (Style::Title, "Rain"), (Style::Other, "It")],
                "",
                "Rain|Press release/It",
            ),
            (&[(Style::Heading, "Rain"), (Style::Other, "It"), (Style::Heading, "Sun")], "P", "Rain|It/Sun"),
            (&[(Style::Other, "It"), (Style::Heading, "Rain")], "", "Rain|It/Rain"),
            (&[(Style::Other, "It")], "Rain at last", "Rain at last|It"),
            (&[(Style::Other, "It")], "rain.doc", "|It"),
        ];
        for (styles, property, expected) in cases {
            assert_eq!(article(styles, property), *expected);
        }
    }
}
