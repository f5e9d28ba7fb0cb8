//! The shape of texts: their lines, and how many words they have.

/// Evens out line ends (`\r\n` and `\r` become `\n`), blanks at line ends, and runs of blank lines (one is kept); drops
/// blank lines at both ends. Everything else is the text's own.
pub fn tidy(text: &str) -> String {
    let mut tidied = String::with_capacity(text.len());
    let mut blank_lines = 0;
    for line in text.split('\n').flat_map(|line| line.strip_suffix('\r').unwrap_or(line).split('\r')) {
        let line = line.trim_end();
        if line.is_empty() {
            blank_lines += 1;
            continue;
        }
        if !tidied.is_empty() {
            tidied.push_str(if blank_lines > 0 { "\n\n" } else { "\n" });
        }
        tidied.push_str(line);
        blank_lines = 0;
    }
    tidied
}

/// The number of words in a text, where a word is what stands between blanks and has a letter or digit.
pub(super) fn count_words(text: &str) -> u64 {
    if !text.is_ascii() {
        return text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count() as u64;
    }
    let (mut words, mut counted) = (0, false);
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() {
            words += u64::from(!counted);
            counted = true;
        } else if byte.is_ascii_whitespace() || byte == 0x0b {
            counted = false;
        }
    }
    words
}
