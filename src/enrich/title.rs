//! A title for a text that has none.

/// The longest title, in characters, that is made of a sentence. Headlines of 120 characters are rare; a longer sentence is
/// cut at a word.
const TITLE_CHARACTERS_MAX: usize = 120;

/// More of a paragraph than this is not looked at.
const PARAGRAPH_BYTES_MAX: usize = 2000;

/// The first sentence of a text, cut at a word where it is long; a cut is shown by `…`.
pub fn title_from_text(text: &str) -> String {
    let paragraph = text.split("\n\n").find(|paragraph| paragraph.contains(char::is_alphanumeric)).unwrap_or_default();
    let paragraph = &paragraph[..paragraph.floor_char_boundary(PARAGRAPH_BYTES_MAX.min(paragraph.len()))];
    let line = paragraph.split_whitespace().collect::<Vec<_>>().join(" ");
    let sentence = &line[..sentence_end(&line)];
    if sentence.chars().count() <= TITLE_CHARACTERS_MAX {
        return sentence.trim_end_matches('.').to_owned();
    }
    let limit = sentence.char_indices().nth(TITLE_CHARACTERS_MAX).map_or(sentence.len(), |(place, _)| place);
    let cut = sentence[..limit].rfind(' ').unwrap_or(limit);
    format!("{}…", sentence[..cut].trim_end_matches([' ', ',', ';', ':', '-', '–', '—']))
}

/// Where the first sentence ends: behind a stop, and any quotation marks behind that, before a blank and a capital. A dot
/// behind a single letter or a short title (`Mr.`, `Gen.`) ends none.
fn sentence_end(line: &str) -> usize {
    let mut word_start = 0;
    for (place, character) in line.char_indices() {
        if character == ' ' {
            word_start = place + 1;
        }
        if !matches!(character, '.' | '!' | '?' | '。' | '！' | '？') {
            continue;
        }
        let stop = place + character.len_utf8();
        let end = stop + line[stop..].len() - line[stop..].trim_start_matches(['"', '”', '’', '»', ')']).len();
        let mut rest = line[end..].chars();
        let ends = match (rest.next(), rest.next()) {
            (None, _) => true,
            (Some(' '), Some(next)) => !(next.is_lowercase() || character == '.' && is_title(&line[word_start..place])),
            _ => matches!(character, '。' | '！' | '？'),
        };
        if ends {
            return end;
        }
    }
    line.len()
}

fn is_title(word: &str) -> bool {
    let word = word.trim_start_matches(|character: char| !character.is_alphanumeric());
    word.chars().count() == 1
        || word.contains('.')
        || [
            "Mr", "Mrs", "Ms", "Dr", "St", "Gen", "Sen", "Rep", "Gov", "Lt", "Col", "Prof", "Rev", "No", "Jan", "Feb",
            "Aug", "Sept", "Oct", "Nov", "Dec",
        ]
        .contains(&word)
}

#[cfg(test)]
mod tests {
    use super::title_from_text;

    #[test]
    fn the_first_sentence_becomes_the_title() {
        let cases = [
            ("Talks failed. The union left.", "Talks failed"),
            ("Mr. Smith met Gen. Jones of the U.S. Army. They spoke.", "Mr. Smith met Gen. Jones of the U.S. Army"),
            ("\"We will stay.\" That was all.", "\"We will stay.\""),
            ("No stop at all", "No stop at all"),
            ("", ""),
            ("  \n\n***\n\nWords at last", "Words at last"),
        ];
        for (text, title) in cases {
            assert_eq!(title_from_text(text), title);
        }
    }

    #[test]
    fn a_long_sentence_is_cut_at_a_word() {
        let title = title_from_text(&"many words ".repeat(40));
        assert!(title.ends_with("words…") || title.ends_with("many…"), "{title}");
        assert!(title.chars().count() <= 121, "{title}");
    }
}
