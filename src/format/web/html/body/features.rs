//! What is known about each block of a page, as numbers.
//!
//! In: the [`Blocks`] of a page and what else tells of its text. Out: [`Features`] of every block, for `model` to weigh.

use std::collections::{HashMap, HashSet};

use super::blocks::{Block, Blocks, Kind};
use super::phrases::{Phrases, word_hashes};
use crate::format::web::html::hints::Hints;

/// What is known of a page beside its blocks.
#[derive(Debug, Default)]
pub(super) struct Page {
    /// The headline, in each way in which the page states it.
    pub(super) titles: Vec<String>,
    /// What the page says that it is about.
    pub(super) descriptions: Vec<String>,
    /// Who wrote it.
    pub(super) authors: Vec<String>,
    /// Whether the page says that it is an article.
    pub(super) is_article: bool,
    /// The text in the page's JSON-LD; empty if there is none, or only the beginning.
    pub(super) stated: Phrases,
}

macro_rules! features {
    ($($name:ident)*) => {
        /// One thing that is known of a block.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Feature { $($name),* }

        /// The names of all, in order.
        pub(super) const NAMES: &[&str] = &[$(stringify!($name)),*];
    };
}

features! {
    Always
    Over10 Over25 Over50 Over100 Over200
    EndsSentence HasSentences HasComma EndsColon StartsSmall
    LinkShare AllLink ShortAndLinked LinkAndText
    AllBold AllItalic HasTime ManyDigits AllCapitals HasCopyright HasAt OneWord
    Repeated IsTitle InTitle IsDescription BeginsDescription NamesAuthor
    IsParagraph IsHeading1 IsHeading2 IsHeading3 IsHeading4 IsItem IsCell IsQuote IsDivision IsCaption IsOtherKind
    InList InTable InQuote InFigure InCaption InAside InNavigation InFooter InHeader InForm InArticle
    Above0 Above1 Above2 Above3 Below1 Below2 Below3 Below4
    InHome SignatureShare SignatureNone
    BeforeStart1 BeforeStart3 BeforeStart8 BeforeStart BehindEnd1 BehindEnd3 BehindEnd8 BehindEnd BeforeTitle
    PreviousIsProse NextIsProse PreviousIsLink NextIsLink PreviousIsSibling NextIsSibling
    HeadsProse HeadsLinks
    ParentLinkShare ParentIsProse BranchLinkShare BranchProse BranchAlone
    Native NativeInCore NativeInHome NativeItem NativeHeading LinkBehindColon ForeignNear
    StatedHas StatedLacks StatedPartly
}

/// What is known of one block.
#[derive(Clone, Debug)]
pub(super) struct Features {
    pub(super) values: [f32; NAMES.len()],
    /// What the elements next around it say.
    pub(super) near: Hints,
    /// What all elements around it say, but for those around the whole article.
    pub(super) around: Hints,
}

impl Features {
    /// Whether a feature that is no share holds.
    pub(super) fn has(&self, feature: Feature) -> bool {
        self.values[feature as usize] > 0.0
    }

    fn set(&mut self, feature: Feature, value: f32) {
        self.values[feature as usize] = value;
    }

    fn mark(&mut self, feature: Feature, holds: bool) {
        self.set(feature, f32::from(u8::from(holds)));
    }
}

#[expect(clippy::cast_precision_loss, reason = "a share")]
fn share(part: usize, whole: usize) -> f32 {
    if whole == 0 { 0.0 } else { part as f32 / whole as f32 }
}

/// Sums over an element and all that is in it.
#[derive(Clone, Copy, Debug, Default)]
struct Sum {
    letters: usize,
    links: usize,
    prose: usize,
    blocks: usize,
}

/// Where the article is, as far as lengths and links tell.
#[derive(Debug)]
pub(super) struct Layout {
    sums: Vec<Sum>,
    /// How much running text each block is.
    prose: Vec<usize>,
    /// The innermost element that has half of the page's running text, or nearly all of the chosen text.
    core: usize,
    /// The element most of whose children are running text.
    home: usize,
    /// Whether an element contains the core, or is it.
    is_spine: Vec<bool>,
    /// What the elements around an element and its own attributes say, and of what kinds they are.
    hints: Vec<Hints>,
    kinds: Vec<u32>,
    /// The outermost element around an element that does not contain the core.
    branch: Vec<usize>,
    /// First and last block of running text in the core.
    start: usize,
    end: usize,
}

/// Running text is longer than so many letters, and no more than so many in a hundred of them are in links.
const PROSE_LETTERS_MIN: usize = 60;
const PROSE_LINKS_MAX: usize = 40;

/// Elements that hold running text that is none of the article.
const NEVER_PROSE: &[Kind] = &[Kind::Navigation, Kind::Footer, Kind::Form, Kind::Caption];

fn prose_of(block: &Block, hints: Hints, kinds: u32) -> usize {
    let letters = block.letters * if is_ideographic(&block.text) { 2 } else { 1 };
    let is_running = letters >= PROSE_LETTERS_MIN
        && block.link_letters * 100 <= block.letters * PROSE_LINKS_MAX
        && block.text.contains(['.', ',', '。', '，', '!', '?', '।', '،', '؟', '？']);
    if !is_running || NEVER_PROSE.iter().any(|kind| kinds & bit_of(*kind) != 0) {
        return 0;
    }
    // What is in a list is a teaser or a comment more often than the text.
    let letters = if kinds & bit_of(Kind::List) == 0 { letters } else { letters / 4 };
    let foreign = Hints::COMMENT | Hints::OVERLAY | Hints::FOOTER | Hints::RELATED | Hints::CAPTION | Hints::BYLINE;
    if (hints | block.hints).has(foreign) { letters / 5 } else { letters }
}

/// Whether a text is in a script whose signs are words or syllables.
fn is_ideographic(text: &str) -> bool {
    let is_wide = |letter: &char| matches!(*letter, '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}');
    text.chars().take(40).filter(is_wide).count() > 10
}

fn bit_of(kind: Kind) -> u32 {
    let index = match kind {
        Kind::List => 0,
        Kind::Table => 1,
        Kind::Quote => 2,
        Kind::Figure => 3,
        Kind::Caption => 4,
        Kind::Aside => 5,
        Kind::Navigation => 6,
        Kind::Footer => 7,
        Kind::Header => 8,
        Kind::Form => 9,
        Kind::Article => 10,
        _ => return 0,
    };
    1 << index
}

const IN_KINDS: &[(Kind, Feature)] = &[
    (Kind::List, Feature::InList),
    (Kind::Table, Feature::InTable),
    (Kind::Quote, Feature::InQuote),
    (Kind::Figure, Feature::InFigure),
    (Kind::Caption, Feature::InCaption),
    (Kind::Aside, Feature::InAside),
    (Kind::Navigation, Feature::InNavigation),
    (Kind::Footer, Feature::InFooter),
    (Kind::Header, Feature::InHeader),
    (Kind::Form, Feature::InForm),
    (Kind::Article, Feature::InArticle),
];

impl Layout {
    pub(super) fn of(page: &Blocks) -> Self {
        let containers = &page.containers;
        let is_outermost = |index: usize| containers[index].depth <= 2;
        let (hints, kinds, _) = inherit(page, is_outermost);
        let prose: Vec<usize> =
            page.texts.iter().map(|block| prose_of(block, hints[block.container], kinds[block.container])).collect();
        Self::of_prose(page, prose, 50)
    }

    /// The same once the text is known: where the chosen blocks are. Nothing where this is the same place.
    pub(super) fn moved_to(&self, page: &Blocks, chosen: &[bool]) -> Option<Self> {
        let prose = self.prose.iter().zip(chosen).map(|(prose, chosen)| if *chosen { *prose } else { 0 }).collect();
        let moved = Self::of_prose(page, prose, 90);
        (moved.core != self.core && moved.sums[0].prose > 0).then_some(moved)
    }

    /// The core is what has more than `percent` of the running text.
    fn of_prose(page: &Blocks, prose: Vec<usize>, percent: usize) -> Self {
        let containers = &page.containers;
        let mut sums = vec![Sum::default(); containers.len()];
        let mut of_children = vec![0; containers.len()];
        for (block, prose) in page.texts.iter().zip(&prose) {
            let sum = &mut sums[block.container];
            sum.letters += block.letters;
            sum.links += block.link_letters;
            sum.prose += prose;
            sum.blocks += 1;
            of_children[containers[block.container].parent] += prose;
        }
        for index in (1..containers.len()).rev() {
            let (sum, parent) = (sums[index], &mut sums[containers[index].parent]);
            parent.letters += sum.letters;
            parent.links += sum.links;
            parent.prose += sum.prose;
            parent.blocks += sum.blocks;
        }
        // The last element in the order of the page that has so much of the text is the innermost one.
        let least = sums[0].prose / 100 * percent;
        let core = (0..containers.len()).rev().find(|index| sums[*index].prose > least).unwrap_or(0);
        let core = if containers[core].kind == Kind::Paragraph { containers[core].parent } else { core };
        let home = (0..containers.len()).max_by_key(|index| of_children[*index]).unwrap_or(0);
        let mut is_spine = vec![false; containers.len()];
        let mut at = core;
        while !is_spine[at] {
            is_spine[at] = true;
            at = containers[at].parent;
        }
        let (hints, kinds, branch) = inherit(page, |index| is_spine[index]);
        let mut layout = Self { sums, prose, core, home, is_spine, hints, kinds, branch, start: 0, end: 0 };
        layout.find_ends(page);
        layout
    }

    fn find_ends(&mut self, page: &Blocks) {
        let is_in_core = |index: &usize| {
            self.prose[*index] >= PROSE_LETTERS_MIN && self.is_in_core(page, page.texts[*index].container)
        };
        let mut blocks = (0..page.texts.len()).filter(is_in_core);
        let start = blocks.next().unwrap_or(0);
        let end = blocks.next_back().unwrap_or(start);
        (self.start, self.end) = (start, end);
    }

    fn is_in_core(&self, page: &Blocks, container: usize) -> bool {
        let branch = self.branch[container];
        container == self.core || (branch != usize::MAX && page.containers[branch].parent == self.core)
    }
}

/// What each element inherits of hints, kinds and branch from those around it, up to the first that `is_outside`.
fn inherit(page: &Blocks, is_outside: impl Fn(usize) -> bool) -> (Vec<Hints>, Vec<u32>, Vec<usize>) {
    let count = page.containers.len();
    let (mut hints, mut kinds, mut branch) = (vec![Hints::default(); count], vec![0; count], vec![usize::MAX; count]);
    for (index, container) in page.containers.iter().enumerate() {
        if is_outside(index) {
            continue;
        }
        hints[index] = hints[container.parent] | container.hints;
        kinds[index] = kinds[container.parent] | bit_of(container.kind);
        branch[index] = if branch[container.parent] == usize::MAX { index } else { branch[container.parent] };
    }
    (hints, kinds, branch)
}

/// Titles with more words are none.
const TITLE_WORDS_MAX: usize = 60;

/// What the features of all blocks weigh. They are weighed at once, since they take more room than the blocks.
pub(super) fn weighed<T>(blocks: &Blocks, layout: &Layout, page: &Page, weigh: impl Fn(&Features) -> T) -> Vec<T> {
    let title_words = |title: &String| {
        let words = word_hashes(title);
        (1..=TITLE_WORDS_MAX).contains(&words.len()).then_some(words)
    };
    let mut reader = Reader {
        blocks,
        layout,
        page,
        titles: page.titles.iter().filter_map(title_words).collect(),
        descriptions: page.descriptions.iter().map(|text| word_hashes(text)).filter(|words| words.len() > 3).collect(),
        authors: page.authors.iter().map(|name| word_hashes(name)).filter(|words| words.len() > 1).collect(),
        seen: HashSet::new(),
        signatures: signatures(blocks, layout),
        title_at: None,
    };
    reader.title_at = blocks.texts.iter().enumerate().position(|(index, block)| {
        blocks.containers[block.container].kind == Kind::Heading(1)
            || (index < layout.start && reader.titles.contains(&word_hashes(&block.text)))
    });
    let weights = blocks.texts.iter().enumerate().map(|(index, block)| {
        let features = reader.read(index, &word_hashes(&block.text));
        weigh(&features)
    });
    weights.collect()
}

/// How much running text in the core stands in elements of each look.
fn signatures(blocks: &Blocks, layout: &Layout) -> HashMap<u64, usize> {
    let mut signatures = HashMap::new();
    for (block, prose) in blocks.texts.iter().zip(&layout.prose) {
        if layout.is_in_core(blocks, block.container) {
            *signatures.entry(signature_of(blocks, block)).or_default() += prose;
        }
    }
    signatures
}

fn signature_of(blocks: &Blocks, block: &Block) -> u64 {
    let container = &blocks.containers[block.container];
    container.signature.rotate_left(7) ^ blocks.containers[container.parent].signature
}

struct Reader<'a> {
    blocks: &'a Blocks,
    layout: &'a Layout,
    page: &'a Page,
    titles: Vec<Vec<u64>>,
    descriptions: Vec<Vec<u64>>,
    authors: Vec<Vec<u64>>,
    seen: HashSet<Vec<u64>>,
    signatures: HashMap<u64, usize>,
    /// The block that is the headline.
    title_at: Option<usize>,
}

impl Reader<'_> {
    fn read(&mut self, index: usize, words: &[u64]) -> Features {
        let block = &self.blocks.texts[index];
        let container = &self.blocks.containers[block.container];
        let parent = container.parent;
        let mut near = block.hints | container.hints;
        if self.layout.is_spine[block.container] {
            near = block.hints;
        } else if !self.layout.is_spine[parent] {
            near = near | self.blocks.containers[parent].hints;
        }
        let around = self.layout.hints[block.container] | block.hints;
        let mut features = Features { values: [0.0; NAMES.len()], near, around };
        features.set(Feature::Always, 1.0);
        read_text(&mut features, block, words);
        self.read_words(&mut features, words);
        self.read_kinds(&mut features, block);
        self.read_place(&mut features, index);
        self.read_origin(&mut features, block);
        self.read_neighbours(&mut features, index);
        self.read_statement(&mut features, words);
        features
    }

    fn read_words(&mut self, features: &mut Features, words: &[u64]) {
        features.mark(Feature::OneWord, words.len() == 1);
        features.mark(Feature::Repeated, words.len() > 2 && !self.seen.insert(words.to_vec()));
        let is_title = self.titles.iter().any(|title| title == words);
        features.mark(Feature::IsTitle, is_title);
        let in_title =
            words.len() > 2 && self.titles.iter().any(|title| title.len() > words.len() && contains(title, words));
        features.mark(Feature::InTitle, !is_title && in_title);
        let is_description = self.descriptions.iter().any(|description| description == words);
        features.mark(Feature::IsDescription, is_description);
        let begins = |description: &Vec<u64>| {
            let common = description.iter().zip(words).take_while(|(left, right)| left == right).count();
            common >= 6 && common + 2 >= description.len().min(words.len())
        };
        features.mark(Feature::BeginsDescription, !is_description && self.descriptions.iter().any(begins));
        let names_author = words.len() < 15 && self.authors.iter().any(|author| contains(words, author));
        features.mark(Feature::NamesAuthor, names_author);
    }

    fn read_kinds(&self, features: &mut Features, block: &Block) {
        let kind = self.blocks.containers[block.container].kind;
        features.mark(
            match kind {
                Kind::Paragraph => Feature::IsParagraph,
                Kind::Heading(1) => Feature::IsHeading1,
                Kind::Heading(2) => Feature::IsHeading2,
                Kind::Heading(3) => Feature::IsHeading3,
                Kind::Heading(_) => Feature::IsHeading4,
                Kind::Item => Feature::IsItem,
                Kind::Cell => Feature::IsCell,
                Kind::Quote => Feature::IsQuote,
                Kind::Division => Feature::IsDivision,
                Kind::Caption => Feature::IsCaption,
                _ => Feature::IsOtherKind,
            },
            true,
        );
        let kinds = self.layout.kinds[block.container];
        for (kind, feature) in IN_KINDS {
            features.mark(*feature, kinds & bit_of(*kind) != 0);
        }
    }

    fn read_place(&self, features: &mut Features, index: usize) {
        let block = &self.blocks.texts[index];
        let containers = &self.blocks.containers;
        let branch = self.layout.branch[block.container];
        let fork = if branch == usize::MAX { block.container } else { containers[branch].parent };
        let above = containers[self.layout.core].depth.saturating_sub(containers[fork].depth);
        let by_height = [Feature::Above0, Feature::Above1, Feature::Above2, Feature::Above3];
        features.mark(by_height[above.min(3)], true);
        let below = containers[block.container].depth - containers[fork].depth;
        let by_depth = [Feature::Below1, Feature::Below2, Feature::Below3, Feature::Below4];
        features.mark(by_depth[below.clamp(1, 4) - 1], true);
        let container = &containers[block.container];
        features.mark(Feature::InHome, container.parent == self.layout.home || block.container == self.layout.home);
        let signature = self.signatures.get(&signature_of(self.blocks, block)).copied().unwrap_or_default();
        features.set(Feature::SignatureShare, share(signature, self.layout.sums[self.layout.core].prose));
        features.mark(Feature::SignatureNone, signature == 0);
        let (start, end) = (self.layout.start, self.layout.end);
        if index < start {
            features.mark(Feature::BeforeStart1, index + 1 >= start);
            features.mark(Feature::BeforeStart3, index + 3 >= start);
            features.mark(Feature::BeforeStart8, index + 8 >= start);
            features.mark(Feature::BeforeStart, true);
        }
        if index > end {
            features.mark(Feature::BehindEnd1, index <= end + 1);
            features.mark(Feature::BehindEnd3, index <= end + 3);
            features.mark(Feature::BehindEnd8, index <= end + 8);
            features.mark(Feature::BehindEnd, true);
        }
        features.mark(Feature::BeforeTitle, self.title_at.is_some_and(|title| index < title && title <= start + 1));
        if branch != usize::MAX {
            let sum = self.layout.sums[branch];
            features.set(Feature::BranchLinkShare, share(sum.links, sum.letters));
            features.set(Feature::BranchProse, share(sum.prose, sum.letters));
            features.mark(Feature::BranchAlone, sum.blocks == 1);
        }
        if !self.layout.is_spine[container.parent] {
            let sum = self.layout.sums[container.parent];
            features.set(Feature::ParentLinkShare, share(sum.links, sum.letters));
            features.set(Feature::ParentIsProse, share(sum.prose, sum.letters));
        }
    }

    /// Whether nothing speaks against its being part of the article but what it says itself.
    fn read_origin(&self, features: &mut Features, block: &Block) {
        let kinds =
            [Kind::Aside, Kind::Navigation, Kind::Footer, Kind::Form, Kind::Figure, Kind::Caption, Kind::Article];
        let is_foreign = kinds.iter().any(|kind| self.layout.kinds[block.container] & bit_of(*kind) != 0);
        let is_linked = block.link_letters * 10 > block.letters * 3;
        let is_native = !is_foreign && !is_linked && !features.around.has(Hints::FOREIGN);
        let is_in_core = is_native && self.layout.is_in_core(self.blocks, block.container);
        let kind = self.blocks.containers[block.container].kind;
        features.mark(Feature::Native, is_native);
        features.mark(Feature::NativeInCore, is_in_core);
        features.mark(Feature::NativeInHome, is_native && features.has(Feature::InHome));
        features.mark(
            Feature::NativeItem,
            is_in_core && (kind == Kind::Item || self.layout.kinds[block.container] & bit_of(Kind::List) != 0),
        );
        features.mark(Feature::NativeHeading, is_in_core && matches!(kind, Kind::Heading(2..)));
        features.mark(Feature::ForeignNear, features.near.has(Hints::FOREIGN));
        features.mark(
            Feature::LinkBehindColon,
            block.link_letters > 15
                && block.link_letters < block.letters
                && block.text.contains([':', '|', '→', '►', '»'])
                && block.letters < 200,
        );
    }

    fn read_neighbours(&self, features: &mut Features, index: usize) {
        let texts = &self.blocks.texts;
        let is_link = |block: &Block| block.link_letters * 10 > block.letters * 9;
        let parent_of = |block: &Block| self.blocks.containers[block.container].parent;
        let is_sibling =
            |other: &Block| parent_of(other) == parent_of(&texts[index]) || other.container == texts[index].container;
        let is_heading = matches!(self.blocks.containers[texts[index].container].kind, Kind::Heading(_));
        if let Some(previous) = index.checked_sub(1) {
            features.mark(Feature::PreviousIsProse, self.layout.prose[previous] > 0);
            features.mark(Feature::PreviousIsLink, is_link(&texts[previous]));
            features.mark(Feature::PreviousIsSibling, is_sibling(&texts[previous]));
        }
        if let Some(next) = texts.get(index + 1) {
            let is_prose = self.layout.prose[index + 1] > 0;
            features.mark(Feature::NextIsProse, is_prose);
            features.mark(Feature::NextIsLink, is_link(next));
            features.mark(Feature::NextIsSibling, is_sibling(next));
            features.mark(Feature::HeadsProse, is_heading && is_prose);
            features.mark(Feature::HeadsLinks, is_heading && is_link(next));
        }
    }

    fn read_statement(&self, features: &mut Features, words: &[u64]) {
        if self.page.stated.words > 0 && !words.is_empty() {
            let share = self.page.stated.share_of(words);
            let feature = match share {
                0.8.. => Feature::StatedHas,
                0.4.. => Feature::StatedPartly,
                _ => Feature::StatedLacks,
            };
            features.mark(feature, true);
        }
    }
}

fn contains(words: &[u64], part: &[u64]) -> bool {
    part.len() <= words.len() && words.windows(part.len()).any(|window| window == part)
}

fn read_text(features: &mut Features, block: &Block, words: &[u64]) {
    let letters = block.letters * if is_ideographic(&block.text) { 2 } else { 1 };
    for (feature, least) in [
        (Feature::Over10, 10),
        (Feature::Over25, 25),
        (Feature::Over50, 50),
        (Feature::Over100, 100),
        (Feature::Over200, 200),
    ] {
        features.mark(feature, letters > least);
    }
    let text = block.text.trim_end_matches(['"', '”', '»', '“', '\'', '’', ')', ']', '」', '』', ' ', '\u{200b}']);
    let ends = ['.', '!', '?', '…', '。', '！', '？', '।', '؟'];
    features.mark(Feature::EndsSentence, text.ends_with(ends));
    let has_sentences = [". ", "! ", "? ", ".” ", ".\" ", "。", "।"].iter().any(|end| text.contains(end));
    features.mark(Feature::HasSentences, has_sentences);
    features.mark(Feature::HasComma, text.contains([',', '，', '、', '،']));
    features.mark(Feature::EndsColon, text.ends_with(':'));
    features.mark(Feature::StartsSmall, text.starts_with(char::is_lowercase));
    let links = share(block.link_letters, block.letters);
    features.set(Feature::LinkShare, links);
    features.mark(Feature::AllLink, links > 0.95);
    features.mark(Feature::ShortAndLinked, links > 0.5 && letters < 120);
    features.mark(Feature::LinkAndText, links > 0.2 && links <= 0.95);
    features.mark(Feature::AllBold, share(block.bold_letters, block.letters) > 0.95);
    features.mark(Feature::AllItalic, share(block.italic_letters, block.letters) > 0.95);
    features.mark(Feature::HasTime, block.time_letters > 0);
    let digits = text.chars().filter(char::is_ascii_digit).count();
    features.mark(Feature::ManyDigits, digits * 5 > block.letters);
    let (capitals, smalls) = text.chars().fold((0, 0), |(capitals, smalls), letter| {
        (capitals + usize::from(letter.is_uppercase()), smalls + usize::from(letter.is_lowercase()))
    });
    features.mark(Feature::AllCapitals, capitals > 3 && smalls * 5 < capitals && !words.is_empty());
    features.mark(Feature::HasCopyright, text.contains(['©', '®']) || text.starts_with("(c)"));
    features.mark(Feature::HasAt, text.contains('@'));
}
