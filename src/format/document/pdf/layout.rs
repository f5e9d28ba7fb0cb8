//! From glyphs to columns, lines and paragraphs.
//!
//! In: the glyphs of a page in the order in which they are drawn. Out: blocks of lines in reading order. Glyphs on one
//! base line without a wide gap are a fragment; a white strip from top to bottom that few fragments cross, with text on
//! both sides, parts columns, and what crosses it parts the page into bands (after the XY-cut of Nagy and Seth, 1984);
//! within a column, paragraphs are told by distance, indent, size, and last lines that end early.

use crate::format::newspaper::lines::Line;
use crate::format::newspaper::page::PageLine;

/// A character, or a few, where it stands; lengths are in points, `y` grows upward.
#[derive(Clone, Debug)]
pub(super) struct Glyph {
    pub(super) x: f64,
    /// The base line.
    pub(super) y: f64,
    pub(super) width: f64,
    /// Height of the font.
    pub(super) size: f64,
    pub(super) text: String,
}

/// Words on one base line.
#[derive(Clone, Debug)]
struct Fragment {
    left: f64,
    right: f64,
    y: f64,
    size: f64,
    text: String,
}

/// Gaps wider than this part of the size of a font are blanks; common blanks are a quarter of it.
const BLANK: f64 = 0.15;

/// Gaps wider than this are between fragments: lines that are set out to a width have smaller ones.
const WIDE_GAP: f64 = 1.2;

/// The narrowest strip between columns.
const STRIP: f64 = 0.7;

/// The most fragments of a page whose columns are looked for.
const FRAGMENTS_MAX: usize = 3000;

/// The deepest that columns and bands are cut.
const DEPTH_MAX: usize = 24;

/// A page in reading order.
#[derive(Debug, Default)]
pub(super) struct Layout {
    blocks: Vec<Vec<PageLine>>,
}

impl Layout {
    /// Reads the glyphs of a page.
    pub(super) fn of(glyphs: Vec<Glyph>) -> Self {
        let mut layout = Self::default();
        let mut fragments = fragments(glyphs);
        if fragments.len() <= FRAGMENTS_MAX {
            fragments = without_page_number(fragments);
            layout.cut(fragments, 0);
        } else {
            layout.column(fragments);
        }
        layout
    }

    /// The columns and bands in order.
    pub(super) fn blocks(&self) -> impl Iterator<Item = &[PageLine]> {
        self.blocks.iter().map(Vec::as_slice)
    }

    /// How many bytes of text there are.
    pub(super) fn text_bytes(&self) -> usize {
        self.blocks.iter().flatten().map(|line| line.line.text.len()).sum()
    }

    /// Cuts a part of the page into bands and columns.
    fn cut(&mut self, mut fragments: Vec<Fragment>, depth: usize) {
        let strip = if depth < DEPTH_MAX { strip(&fragments) } else { None };
        let Some(strip) = strip else {
            self.column(fragments);
            return;
        };
        fragments.sort_by(|one, other| other.y.total_cmp(&one.y));
        let (mut left, mut right, mut across) = (Vec::new(), Vec::new(), Vec::new());
        for fragment in fragments {
            if strip.is_crossed_by(&fragment) {
                self.sides(&mut left, &mut right, depth);
                across.push(fragment);
                continue;
            }
            if !across.is_empty() {
                self.cut(std::mem::take(&mut across), depth + 1);
            }
            if fragment.right <= strip.middle { left.push(fragment) } else { right.push(fragment) }
        }
        self.sides(&mut left, &mut right, depth);
        if !across.is_empty() {
            self.cut(across, depth + 1);
        }
    }

    fn sides(&mut self, left: &mut Vec<Fragment>, right: &mut Vec<Fragment>, depth: usize) {
        for side in [left, right] {
            if !side.is_empty() {
                self.cut(std::mem::take(side), depth + 1);
            }
        }
    }

    /// Adds a part without columns.
    fn column(&mut self, fragments: Vec<Fragment>) {
        let lines = lines(fragments);
        let Some(edges) = Edges::of(&lines) else { return };
        let mut block: Vec<PageLine> = Vec::with_capacity(lines.len());
        for (at, line) in lines.iter().enumerate() {
            let begins_block = at == 0 || edges.begins_paragraph(&lines[at - 1], line, lines.get(at + 1));
            let line = Line { text: line.text.clone(), ..Line::default() };
            block.push(PageLine { line, begins_block, is_in_margin: false });
        }
        self.blocks.push(block);
    }
}

/// Glyphs that follow one another on a base line.
fn fragments(glyphs: Vec<Glyph>) -> Vec<Fragment> {
    let mut fragments: Vec<Fragment> = Vec::new();
    for glyph in glyphs {
        let size = glyph.size.max(1.0);
        let end = glyph.x + glyph.width.max(0.0);
        if let Some(last) = fragments.last_mut() {
            let gap = glyph.x - last.right;
            let is_on_line = (glyph.y - last.y).abs() < 0.4 * size.max(last.size);
            // Small letters above or below the line belong to it; what steps back more than a kern does not.
            if is_on_line && gap < WIDE_GAP * size && gap > -0.6 * size {
                if gap > BLANK * size && !last.text.ends_with(' ') {
                    last.text.push(' ');
                }
                last.text.push_str(&glyph.text);
                last.right = last.right.max(end);
                last.size = last.size.max(size);
                continue;
            }
        }
        fragments.push(Fragment { left: glyph.x, right: end, y: glyph.y, size, text: glyph.text });
    }
    fragments.retain(|fragment| !fragment.text.trim().is_empty());
    joined(fragments)
}

/// Puts fragments together that were not drawn one after the other and stand side by side as words do.
fn joined(mut fragments: Vec<Fragment>) -> Vec<Fragment> {
    fragments.sort_by(|one, other| other.y.total_cmp(&one.y).then(one.left.total_cmp(&other.left)));
    let mut lines: Vec<Vec<Fragment>> = Vec::new();
    for fragment in fragments {
        let fits = |line: &Vec<Fragment>| (line[0].y - fragment.y).abs() < 0.3 * line[0].size.min(fragment.size);
        match lines.last_mut().filter(|line| fits(line)) {
            Some(line) => line.push(fragment),
            None => lines.push(vec![fragment]),
        }
    }
    let mut joined: Vec<Fragment> = Vec::new();
    for mut line in lines {
        line.sort_by(|one, other| one.left.total_cmp(&other.left));
        let first = joined.len();
        for fragment in line {
            let last = if joined.len() > first { joined.last_mut() } else { None };
            match last {
                Some(last) if fragment.left - last.right < 0.5 * last.size.min(fragment.size) => {
                    let is_apart = fragment.left - last.right > BLANK * fragment.size;
                    let has_blank = last.text.ends_with(' ') || fragment.text.starts_with(' ');
                    if is_apart && !has_blank {
                        last.text.push(' ');
                    }
                    last.text.push_str(&fragment.text);
                    last.right = last.right.max(fragment.right);
                    last.size = last.size.max(fragment.size);
                }
                _ => joined.push(fragment),
            }
        }
    }
    joined
}

/// A white strip between columns.
struct Strip {
    middle: f64,
    half_width: f64,
}

impl Strip {
    fn is_crossed_by(&self, fragment: &Fragment) -> bool {
        fragment.left < self.middle - self.half_width + 0.1 && fragment.right > self.middle + self.half_width - 0.1
            || fragment.left < self.middle && fragment.right > self.middle
    }
}

/// The strip that parts these fragments best, if they stand in columns.
fn strip(fragments: &[Fragment]) -> Option<Strip> {
    if fragments.len() < 6 {
        return None;
    }
    let size = median(fragments.iter().map(|fragment| fragment.size))?;
    let half_width = STRIP * size / 2.0;
    let mut best: Option<(usize, Strip)> = None;
    let mut edges: Vec<f64> = fragments.iter().map(|fragment| fragment.left).collect();
    edges.sort_by(f64::total_cmp);
    edges.dedup_by(|one, other| (*one - *other).abs() < 1.0);
    for left_edge in edges {
        let strip = Strip { middle: left_edge - half_width, half_width };
        let is_touched =
            |fragment: &&Fragment| fragment.left < left_edge - 0.5 && fragment.right > left_edge - 2.0 * half_width;
        let crossing = fragments.iter().filter(is_touched).count();
        let is_better = best.as_ref().is_none_or(|(least, _)| crossing < *least);
        if crossing * 5 <= fragments.len() && is_better && has_columns(fragments, &strip) {
            best = Some((crossing, strip));
        }
    }
    best.map(|(_, strip)| strip)
}

/// Whether text of some length stands on both sides of a strip, side by side.
fn has_columns(fragments: &[Fragment], strip: &Strip) -> bool {
    /// The fewest lines of a column.
    const LINES_MIN: usize = 3;
    /// The fewest characters that lines of columns have on average; cells of tables have fewer.
    const CHARACTERS_MIN: usize = 15;
    let side = |is_left: bool| -> Vec<&Fragment> {
        let stands =
            |fragment: &&Fragment| !strip.is_crossed_by(fragment) && (fragment.right <= strip.middle) == is_left;
        fragments.iter().filter(stands).collect()
    };
    let (left, right) = (side(true), side(false));
    let is_text = |side: &[&Fragment]| {
        let characters: usize = side.iter().map(|fragment| fragment.text.chars().count()).sum();
        side.len() >= LINES_MIN && characters >= CHARACTERS_MIN * side.len()
    };
    if !is_text(&left) || !is_text(&right) {
        return false;
    }
    let extent = |side: &[&Fragment]| {
        let bottom = side.iter().map(|fragment| fragment.y).fold(f64::INFINITY, f64::min);
        let top = side.iter().map(|fragment| fragment.y).fold(f64::NEG_INFINITY, f64::max);
        (bottom, top)
    };
    let ((left_bottom, left_top), (right_bottom, right_top)) = (extent(&left), extent(&right));
    let shared = left_top.min(right_top) - left_bottom.max(right_bottom);
    shared >= 0.5 * (left_top - left_bottom).min(right_top - right_bottom)
}

/// The lines of a column from top to bottom.
fn lines(mut fragments: Vec<Fragment>) -> Vec<Fragment> {
    fragments.sort_by(|one, other| other.y.total_cmp(&one.y).then(one.left.total_cmp(&other.left)));
    let mut rows: Vec<Vec<Fragment>> = Vec::new();
    for fragment in fragments {
        let fits = |row: &Vec<Fragment>| (row[0].y - fragment.y).abs() < 0.5 * row[0].size.min(fragment.size);
        match rows.last_mut().filter(|row| fits(row)) {
            Some(row) => row.push(fragment),
            None => rows.push(vec![fragment]),
        }
    }
    let mut lines = Vec::with_capacity(rows.len());
    for mut row in rows {
        row.sort_by(|one, other| one.left.total_cmp(&other.left));
        let texts: Vec<&str> = row.iter().flat_map(|fragment| fragment.text.split_whitespace()).collect();
        lines.push(Fragment {
            left: row[0].left,
            right: row.iter().map(|fragment| fragment.right).fold(f64::NEG_INFINITY, f64::max),
            y: row[0].y,
            size: row.iter().map(|fragment| fragment.size).fold(0.0, f64::max),
            text: texts.join(" "),
        });
    }
    lines
}

/// What is usual in a column.
struct Edges {
    left: f64,
    right: f64,
    /// From one base line to the next.
    distance: f64,
}

impl Edges {
    fn of(lines: &[Fragment]) -> Option<Self> {
        let left = median(lines.iter().map(|line| line.left))?;
        let right = lines.iter().map(|line| line.right).fold(f64::NEG_INFINITY, f64::max);
        let distances = lines.windows(2).map(|pair| pair[0].y - pair[1].y);
        let distance = median(distances).unwrap_or(0.0);
        Some(Self { left, right, distance })
    }

    fn begins_paragraph(&self, before: &Fragment, line: &Fragment, next: Option<&Fragment>) -> bool {
        let size = line.size;
        let is_far = before.y - line.y > self.distance.max(size) * 1.3;
        let is_other_size = (before.size - size).abs() > 0.12 * size.max(before.size);
        let indent = line.left - self.left;
        let is_indented = indent > 0.6 * size
            && indent < 6.0 * size
            && before.left - self.left < 0.4 * size
            && next.is_none_or(|next| next.left - self.left < 0.4 * size);
        let ends = before.text.ends_with(['.', '!', '?', '”', '"', '»', ':']);
        let is_short = before.right < self.right - 0.15 * (self.right - self.left);
        let is_after_last_line = ends && is_short && !line.text.starts_with(char::is_lowercase);
        is_far || is_other_size || is_indented || is_after_last_line
    }
}

/// Takes out the number of the page: digits alone at the very top or bottom.
fn without_page_number(mut fragments: Vec<Fragment>) -> Vec<Fragment> {
    let is_number = |text: &str| {
        let bare = text.trim().trim_matches(['-', '–', '—', ' ', '|']);
        !bare.is_empty() && bare.len() <= 5 && bare.bytes().all(|byte| byte.is_ascii_digit())
    };
    for sign in [1.0, -1.0] {
        let outermost =
            fragments.iter().enumerate().max_by(|(_, one), (_, other)| (sign * one.y).total_cmp(&(sign * other.y)));
        let Some((at, number)) = outermost else { break };
        let is_alone = fragments.iter().filter(|other| (other.y - number.y).abs() < number.size).count() == 1;
        if is_alone && fragments.len() > 2 && is_number(&number.text) {
            fragments.remove(at);
        }
    }
    fragments
}

fn median(numbers: impl Iterator<Item = f64>) -> Option<f64> {
    let mut numbers: Vec<f64> = numbers.collect();
    numbers.sort_by(f64::total_cmp);
    numbers.get(numbers.len() / 2).copied()
}
