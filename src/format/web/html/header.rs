//! Takes the header off the head of a page's text: the headline, byline and date that stand over it are stated apart.
//!
//! In: the text as it was taken out of the page, and what is known of the article. Out: the text below its header. Only
//! whole lines at the very top are taken, and never all there is.

use super::dates::is_date_line;
use super::tags::folded;
use crate::article::StatedArticle;
use crate::format::authors::begins_as_byline;

/// The most lines of a header that are looked for: kicker, headline, byline, place and date.
const LINES_MAX: usize = 6;

/// The longest byline or date line, in bytes.
const LINE_BYTES_MAX: usize = 160;

/// The text below the header.
pub(super) fn without_header<'a>(text: &'a str, article: &StatedArticle) -> &'a str {
    let title = folded(&article.title);
    let is_section = |line: &str| article.section.as_deref().is_some_and(|section| section.trim() == line.trim());
    let mut rest = text.trim_start();
    for _ in 0..LINES_MAX {
        let Some((line, behind)) = rest.split_once('\n') else { break };
        let is_headline = is_headline(&folded(line), &title);
        if !is_headline && !is_section(line) && !is_byline(line, &article.authors) && !is_date_line(line) {
            break;
        }
        rest = behind.trim_start();
    }
    rest
}

/// The longest kicker before a headline, and the shortest headline that is looked for behind one, in bytes.
const KICKER_BYTES_MAX: usize = 60;
const HEADLINE_BYTES_MIN: usize = 20;

/// Whether a line, folded, is the headline, with its kicker or without.
fn is_headline(line: &str, title: &str) -> bool {
    let has_kicker =
        title.len() >= HEADLINE_BYTES_MIN && line.len() <= title.len() + KICKER_BYTES_MAX && line.ends_with(title);
    has_kicker || (!title.is_empty() && line == title)
}

/// Whether a line names the authors and says little else.
fn is_byline(line: &str, authors: &[String]) -> bool {
    if line.len() > LINE_BYTES_MAX || !authors.iter().any(|author| line.contains(author.as_str())) {
        return false;
    }
    let rest = authors.iter().fold(line.to_owned(), |rest, author| rest.replace(author.as_str(), " "));
    let words = rest.split_whitespace().filter(|word| word.contains(char::is_alphabetic)).count();
    let words_max = if begins_as_byline(line) { 8 } else { 3 };
    words <= words_max && !line.trim_end().ends_with(['.', '!', '?'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_off_what_stands_over_the_text() {
        let article = StatedArticle {
            title: "Snow closes the pass".into(),
            section: Some("Weather".into()),
            authors: vec!["Marta Lindqvist".into()],
            ..StatedArticle::default()
        };
        let cases = [
            ("Snow closes the pass\n\nThe road is closed.", "The road is closed."),
            ("Weather\nBy Marta Lindqvist\n\nThe road is closed.", "The road is closed."),
            (
                "By Marta Lindqvist, staff reporter\nPublished: January 14, 2003\n\nThe road is closed.",
                "The road is closed.",
            ),
            ("3 May 2024\n\nMarta Lindqvist\n\nThe road is closed.", "The road is closed."),
            (
                "Marta Lindqvist saw the snow.\n\nThe road is closed.",
                "Marta Lindqvist saw the snow.\n\nThe road is closed.",
            ),
            ("Snow closes the pass", "Snow closes the pass"),
            (
                "The road is closed.\n\nSnow closes the pass\n\nMore.",
                "The road is closed.\n\nSnow closes the pass\n\nMore.",
            ),
        ];
        for (text, expected) in cases {
            assert_eq!(without_header(text, &article), expected, "{text}");
        }
    }
}
