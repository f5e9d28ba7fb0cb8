//! The terms that are no words, and the room that a name has: what whoever writes terms and whoever reads them agree on.

/// First character of a term that is a stem.
pub const STEM_MARK: char = '\u{1}';

/// Term at the last word of a sentence that is not the last of its paragraph.
pub const SENTENCE_END: &str = "\u{2}s";

/// Term at the last word of a paragraph.
pub const PARAGRAPH_END: &str = "\u{2}p";

/// First character kept for marks of names.
pub const NAME_MARK: char = '\u{3}';

/// The characters that terms begin with that are no words; no word can begin with one. Each is one byte.
pub const MARKS: std::ops::RangeInclusive<char> = '\u{1}'..='\u{3}';

/// Whether a term is the mark of a stem, a border or a name, and no word.
pub fn is_marked(term: &str) -> bool {
    term.starts_with(|first| MARKS.contains(&first))
}

/// Most words that one name is indexed with; the words of one value stand less than this apart, and the words of two
/// values at least this.
pub const NAME_WORDS_MAX: u32 = 64;
