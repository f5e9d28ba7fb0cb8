//! How much of what a page should give was read, and how much else.
//!
//! In: a [`Page`] and the article that was read from it. Out: a [`PageScore`], and [`Total`]s of many. Words are runs of
//! letters and digits. The score of shingles is that of Zyte's article-extraction-benchmark: runs of four words, each
//! page's precision and recall averaged over pages, and F1 of the two averages.

use std::collections::HashMap;
use std::hash::Hash;
use std::time::Duration;

use morgue::article::StatedArticle;

use crate::gold::Page;

/// Things that were found and expected, found only, and expected only.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Counts {
    right: usize,
    too_many: usize,
    missing: usize,
}

impl Counts {
    fn of<T: Eq + Hash>(found: impl IntoIterator<Item = T>, expected: impl IntoIterator<Item = T>) -> Self {
        let mut balance: HashMap<T, isize> = HashMap::new();
        let mut counts = Self::default();
        for thing in expected {
            *balance.entry(thing).or_default() += 1;
            counts.missing += 1;
        }
        for thing in found {
            let left = balance.entry(thing).or_default();
            if *left > 0 {
                *left -= 1;
                counts.right += 1;
                counts.missing -= 1;
            } else {
                counts.too_many += 1;
            }
        }
        counts
    }

    /// The share of what was found that is right; 1 where there is nothing wrong.
    pub(crate) fn precision(&self) -> f64 {
        share(self.right, self.too_many, self.missing)
    }

    /// The share of what was expected that was found; 1 where there is nothing wrong.
    pub(crate) fn recall(&self) -> f64 {
        share(self.right, self.missing, self.too_many)
    }

    pub(crate) fn f1(&self) -> f64 {
        harmonic(self.precision(), self.recall())
    }

    pub(crate) fn is_exact(&self) -> bool {
        self.too_many == 0 && self.missing == 0
    }
}

#[expect(clippy::cast_precision_loss, reason = "a figure for people to read")]
fn share(right: usize, wrong: usize, wrong_on_the_other_side: usize) -> f64 {
    match right + wrong {
        0 if wrong_on_the_other_side == 0 => 1.0,
        0 => 0.0,
        all => right as f64 / all as f64,
    }
}

fn harmonic(left: f64, right: f64) -> f64 {
    if left + right == 0.0 { 0.0 } else { 2.0 * left * right / (left + right) }
}

/// The figures of one page; nothing where the collection does not say what is right.
#[derive(Debug, Default)]
pub(crate) struct PageScore {
    pub(crate) is_title_right: Option<bool>,
    pub(crate) is_day_right: Option<bool>,
    pub(crate) authors: Option<Counts>,
    /// Of words.
    pub(crate) body: Option<Counts>,
    shingles: Option<Counts>,
}

impl PageScore {
    pub(crate) fn body_f1(&self) -> f64 {
        self.body.map_or(0.0, |body| body.f1())
    }
}

/// Compares what was read with what was expected.
pub(crate) fn score(page: &Page, article: Option<&StatedArticle>) -> PageScore {
    let nothing = StatedArticle::default();
    let article = article.unwrap_or(&nothing);
    let day = article.date.map(|dated| dated.date.to_string());
    PageScore {
        is_title_right: page.title.as_ref().map(|title| words(title) == words(&article.title)),
        is_day_right: page.day.as_ref().map(|expected| day.as_ref() == Some(expected)),
        authors: page.authors.as_ref().map(|expected| count_authors(article, expected)),
        body: page.body.as_ref().map(|body| Counts::of(words(&article.body), words(body))),
        shingles: page.body.as_ref().map(|body| Counts::of(shingles(&article.body), shingles(body))),
    }
}

/// Names are the same whose words are. A collection that gives only the printed line has its words compared, without the
/// one that leads it in.
fn count_authors(article: &StatedArticle, expected: &[String]) -> Counts {
    let is_line = |name: &str| words(name).len() > 4 || words(name).first().is_some_and(|word| word == "by");
    if let [line] = expected
        && is_line(line)
    {
        let named = |text: &str| words(text).into_iter().filter(|word| word != "by" && word != "and").collect();
        let found: Vec<String> = article.authors.iter().flat_map(|name| words(name)).collect();
        let expected: Vec<String> = named(line);
        return Counts::of(found, expected);
    }
    let joined = |name: &String| words(name).join(" ");
    Counts::of(article.authors.iter().map(joined), expected.iter().map(joined))
}

/// The words of a text, lower case.
fn words(text: &str) -> Vec<String> {
    let is_boundary = |letter: char| !(letter.is_alphanumeric() || letter == '_');
    text.split(is_boundary).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

/// How many words a shingle has.
const SHINGLE_WORDS: usize = 4;

fn shingles(text: &str) -> Vec<Vec<String>> {
    let words = words(text);
    if words.len() < SHINGLE_WORDS {
        return vec![words];
    }
    words.windows(SHINGLE_WORDS).map(<[String]>::to_vec).collect()
}

/// The runs of words in `text` that are not in `other`, as far as counting words can tell.
pub(crate) fn runs_without(text: &str, other: &str) -> Vec<String> {
    let mut shingles_left: HashMap<Vec<String>, usize> = HashMap::new();
    for shingle in shingles(other) {
        *shingles_left.entry(shingle).or_default() += 1;
    }
    let text_words = words(text);
    let mut is_covered = vec![false; text_words.len()];
    for (start, shingle) in shingles(text).into_iter().enumerate() {
        if let Some(left) = shingles_left.get_mut(&shingle).filter(|left| **left > 0) {
            *left -= 1;
            is_covered[start..start + shingle.len()].fill(true);
        }
    }
    let mut runs: Vec<String> = Vec::new();
    let mut is_open = false;
    for (word, covered) in text_words.iter().zip(is_covered) {
        match runs.last_mut().filter(|_| is_open && !covered) {
            Some(run) => *run += &format!(" {word}"),
            None if !covered => runs.push(word.clone()),
            None => {}
        }
        is_open = !covered;
    }
    runs
}

/// The figures of many pages.
#[derive(Debug, Default)]
pub(crate) struct Total {
    pages: usize,
    bytes: usize,
    time: Duration,
    titles: Mean,
    days: Mean,
    exact_authors: Mean,
    authors: Mean,
    body: Mean,
    shingle_precision: Mean,
    shingle_recall: Mean,
}

impl Total {
    pub(crate) const HEADING: &'static str = "                      title   day  authors        \
         text   shingles of four words         \n\
         set            pages      %     %      %    F1     F1      F1 precision  recall  pages/s   MB/s";

    pub(crate) fn add(&mut self, score: &PageScore, bytes: usize, time: Duration) {
        let yes_or_no = |right: bool| f64::from(u8::from(right));
        self.pages += 1;
        self.bytes += bytes;
        self.time += time;
        self.titles.add(score.is_title_right.map(yes_or_no));
        self.days.add(score.is_day_right.map(yes_or_no));
        self.exact_authors.add(score.authors.map(|authors| yes_or_no(authors.is_exact())));
        self.authors.add(score.authors.map(|authors| authors.f1()));
        self.body.add(score.body.map(|body| body.f1()));
        self.shingle_precision.add(score.shingles.map(|shingles| shingles.precision()));
        self.shingle_recall.add(score.shingles.map(|shingles| shingles.recall()));
    }

    pub(crate) fn row(&self, name: &str) -> String {
        let seconds = self.time.as_secs_f64().max(f64::EPSILON);
        let (precision, recall) = (self.shingle_precision.value(), self.shingle_recall.value());
        #[expect(clippy::cast_precision_loss, reason = "a rate for people to read")]
        let (pages, megabytes) = (self.pages as f64 / seconds, self.bytes as f64 / 1e6 / seconds);
        format!(
            "{name:<14} {:>5}  {:>5.1} {:>5.1}  {:>5.1} {:>5.3}  {:>5.4}  {:>6.4}    {precision:>6.4}  {recall:>6.4}  {pages:>7.1} {megabytes:>6.1}",
            self.pages,
            self.titles.value() * 100.0,
            self.days.value() * 100.0,
            self.exact_authors.value() * 100.0,
            self.authors.value(),
            self.body.value(),
            harmonic(precision, recall),
        )
    }
}

/// An average of what is known.
#[derive(Debug, Default)]
struct Mean {
    sum: f64,
    count: u32,
}

impl Mean {
    fn add(&mut self, value: Option<f64>) {
        self.sum += value.unwrap_or_default();
        self.count += u32::from(value.is_some());
    }

    fn value(&self) -> f64 {
        self.sum / f64::from(self.count.max(1))
    }
}
