//! A page of ours, written in Markdown, as text for a terminal and as a part of a manual page: tables of two columns, lists and
//! paragraphs, which is all that our pages have.

use super::wrap::{self, columns};

/// The second column of a table begins so far in.
const SECOND_COLUMN: usize = 32;

/// A piece of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Row(String, String),
    Item(String),
    Paragraph(String),
}

/// The page as text, wrapped at a width. Titles are left out.
pub fn text(markdown: &str, width: usize) -> String {
    let mut text = String::new();
    let pieces = pieces(markdown);
    for (place, piece) in pieces.iter().enumerate() {
        let is_kind = |other: &Piece| std::mem::discriminant(piece) == std::mem::discriminant(other);
        let follows_on = place > 0 && is_kind(&pieces[place - 1]) && !matches!(piece, Piece::Paragraph(_));
        if place > 0 && !follows_on {
            text.push('\n');
        }
        match piece {
            Piece::Row(left, right) => push_row(&mut text, &plain(left), &without_bold(right), width),
            Piece::Item(item) => push_wrapped(&mut text, "- ", &without_bold(item), width),
            Piece::Paragraph(paragraph) => push_wrapped(&mut text, "", &without_bold(paragraph), width),
        }
    }
    text
}

/// The page as lines of a manual page (`man(7)`).
pub fn roff(markdown: &str) -> String {
    let mut roff = String::new();
    for piece in pieces(markdown) {
        match piece {
            Piece::Row(left, right) => roff.push_str(&format!(".TP\n{}\n{}\n", in_roff(&left), in_roff(&right))),
            Piece::Item(item) => roff.push_str(&format!(".IP \\(bu 2\n{}\n", in_roff(&item))),
            Piece::Paragraph(paragraph) => roff.push_str(&format!(".PP\n{}\n", in_roff(&paragraph))),
        }
    }
    roff
}

fn pieces(markdown: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut open = false;
    for line in markdown.lines() {
        let was_open = std::mem::replace(&mut open, true);
        if let Some(cells) = line.strip_prefix("| ") {
            let (left, right) = cells.trim_end_matches([' ', '|']).split_once(" | ").unwrap_or((cells, ""));
            if !left.starts_with("---") {
                pieces.push(Piece::Row(left.to_owned(), right.to_owned()));
            }
            open = false;
        } else if let Some(item) = line.strip_prefix("- ") {
            pieces.push(Piece::Item(item.to_owned()));
        } else if line.is_empty() || line.starts_with('#') {
            open = false;
        } else {
            match pieces.last_mut() {
                Some(Piece::Item(text) | Piece::Paragraph(text)) if was_open => {
                    text.push(' ');
                    text.push_str(line.trim_start());
                }
                _ => pieces.push(Piece::Paragraph(line.to_owned())),
            }
        }
    }
    pieces
}

/// Within a sentence, code is known by its backticks alone.
fn without_bold(markdown: &str) -> String {
    markdown.replace("**", "")
}

/// Without the signs of code and of bold print.
fn plain(markdown: &str) -> String {
    spans(markdown).into_iter().map(|(text, _)| text).collect()
}

/// Code and bold print in bold, and no character of the text taken for a request.
fn in_roff(markdown: &str) -> String {
    let escaped = |text: &str| text.replace('\\', "\\e").replace('-', "\\-").replace('\'', "\\(aq");
    let spans = spans(markdown).into_iter();
    let line: String = spans
        .map(|(text, is_bold)| if is_bold { format!("\\fB{}\\fR", escaped(&text)) } else { escaped(&text) })
        .collect();
    if line.starts_with('.') { format!("\\&{line}") } else { line }
}

/// The text piece by piece, with whether it is code or bold.
fn spans(markdown: &str) -> Vec<(String, bool)> {
    let mut spans = Vec::new();
    let mut rest = markdown;
    while let Some((place, sign)) =
        [rest.find('`').map(|place| (place, "`")), rest.find("**").map(|at| (at, "**"))].into_iter().flatten().min()
    {
        let behind = &rest[place + sign.len()..];
        let Some(end) = behind.find(sign) else {
            break;
        };
        spans.push((rest[..place].to_owned(), false));
        // Bold print may hold code.
        let inner = if sign == "**" { behind[..end].replace('`', "") } else { behind[..end].to_owned() };
        spans.push((inner, true));
        rest = &behind[end + sign.len()..];
    }
    spans.push((rest.to_owned(), false));
    spans
}

fn push_row(text: &mut String, left: &str, right: &str, width: usize) {
    let room = width.saturating_sub(SECOND_COLUMN);
    let mut used = columns(left) + 2;
    text.push_str("  ");
    text.push_str(left);
    for line in wrap::lines(right, room, room) {
        if used + 2 > SECOND_COLUMN {
            text.push('\n');
            used = 0;
        }
        text.push_str(&" ".repeat(SECOND_COLUMN - used));
        text.push_str(&right[line]);
        used = SECOND_COLUMN;
    }
    text.push('\n');
}

fn push_wrapped(text: &mut String, sign: &str, paragraph: &str, width: usize) {
    let room = width.saturating_sub(sign.len());
    for (place, line) in wrap::lines(paragraph, room, room).into_iter().enumerate() {
        text.push_str(if place == 0 { sign } else { &"  "[..sign.len()] });
        text.push_str(&paragraph[line]);
        text.push('\n');
    }
}

#[cfg(test)]
mod tests {
    const PAGE: &str = "# A page\n\n| written | means |\n| --- | --- |\n| `a*`, `b` | any ending; and more of it |\n\nRules:\n\n- **Dots** in\n  `.NET` stay.\n- Two\n\nThe end.\n";

    #[test]
    fn a_page_is_text_of_a_width() {
        insta::assert_snapshot!(super::text(PAGE, 48), @r"
          written                       means
          a*, b                         any ending; and
                                        more of it

        Rules:

        - Dots in `.NET` stay.
        - Two

        The end.
        ");
    }

    #[test]
    fn a_page_is_part_of_a_manual_page() {
        insta::assert_snapshot!(super::roff(PAGE), @r"
        .TP
        written
        means
        .TP
        \fBa*\fR, \fBb\fR
        any ending; and more of it
        .PP
        Rules:
        .IP \(bu 2
        \fBDots\fR in \fB.NET\fR stay.
        .IP \(bu 2
        Two
        .PP
        The end.
        ");
    }
}
