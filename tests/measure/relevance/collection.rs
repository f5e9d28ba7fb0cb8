//! A collection with questions and the documents that were judged to answer them.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;
use serde_json::Value;

/// Hits that are looked at.
pub(crate) const HITS_MAX: usize = 1000;

/// A folder with `docs.jsonl`, `queries.tsv` and `qrels`.
pub(crate) struct Collection {
    folder: PathBuf,
    questions: Vec<(String, String)>,
    /// The grades of documents, by question.
    judged: BTreeMap<String, BTreeMap<String, u32>>,
}

/// Mean figures over questions.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Scores {
    /// Mean average precision.
    pub(crate) map: f64,
    /// Normalised discounted cumulative gain of the first ten hits.
    pub(crate) ndcg: f64,
}

impl Scores {
    pub(crate) fn mean(scores: &[Self]) -> Self {
        let count = scores.len().max(1) as f64;
        let sum = |part: fn(&Self) -> f64| scores.iter().map(part).sum::<f64>() / count;
        Self { map: sum(|scores| scores.map), ndcg: sum(|scores| scores.ndcg) }
    }
}

impl Collection {
    pub(crate) fn all_in(folder: &Path) -> anyhow::Result<Vec<Self>> {
        let entries = fs::read_dir(folder).with_context(|| format!("`{}`", folder.display()))?;
        let mut folders: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
        folders.retain(|folder| folder.join("qrels").is_file());
        folders.sort();
        folders.into_iter().map(Self::read).collect()
    }

    fn read(folder: PathBuf) -> anyhow::Result<Self> {
        let text = |name: &str| {
            let path = folder.join(name);
            fs::read_to_string(&path).with_context(|| format!("`{}`", path.display()))
        };
        let questions = text("queries.tsv")?;
        let questions = questions.lines().filter_map(|line| line.split_once('\t'));
        let questions = questions.map(|(number, question)| (number.to_owned(), question.to_owned())).collect();
        let mut judged: BTreeMap<String, BTreeMap<String, u32>> = BTreeMap::new();
        for line in text("qrels")?.lines() {
            let cells: Vec<&str> = line.split_whitespace().collect();
            let [question, _, document, grade] = cells[..] else {
                anyhow::bail!("`{}`: expected four cells, found `{line}`", folder.join("qrels").display());
            };
            judged.entry(question.to_owned()).or_default().insert(document.to_owned(), grade.parse()?);
        }
        Ok(Self { folder, questions, judged })
    }

    pub(crate) fn name(&self) -> String {
        self.folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
    }

    pub(crate) fn documents(&self) -> PathBuf {
        self.folder.join("docs.jsonl")
    }

    /// Id, title and text of each document.
    pub(crate) fn texts(&self) -> anyhow::Result<Vec<[String; 3]>> {
        let lines = fs::read_to_string(self.documents())?;
        let parsed = lines.lines().map(|line| {
            let value: Value = serde_json::from_str(line)?;
            Ok(["id", "title", "text"].map(|key| value[key].as_str().unwrap_or_default().to_owned()))
        });
        parsed.collect()
    }

    /// The mean figures of an engine that gives the ids of documents, best first.
    pub(crate) fn score(&self, mut ids: impl FnMut(&str) -> anyhow::Result<Vec<String>>) -> anyhow::Result<Scores> {
        let mut scores = Vec::new();
        for (number, question) in &self.questions {
            if let Some(judged) = self.judged.get(number) {
                scores.push(of_question(&ids(question)?, judged));
            }
        }
        Ok(Scores::mean(&scores))
    }
}

fn of_question(ids: &[String], judged: &BTreeMap<String, u32>) -> Scores {
    let (mut found, mut precision) = (0_u32, 0.0);
    for (place, id) in ids.iter().take(HITS_MAX).enumerate() {
        if judged.contains_key(id) {
            found += 1;
            precision += f64::from(found) / (place + 1) as f64;
        }
    }
    let gain = |grades: &[u32]| -> f64 {
        let gains = grades.iter().enumerate();
        gains.map(|(place, grade)| (f64::from(*grade).exp2() - 1.0) / ((place + 2) as f64).log2()).sum()
    };
    let given: Vec<u32> = ids.iter().take(10).map(|id| judged.get(id).copied().unwrap_or(0)).collect();
    let mut best: Vec<u32> = judged.values().copied().collect();
    best.sort_unstable_by(|left, right| right.cmp(left));
    best.truncate(10);
    Scores { map: precision / judged.len() as f64, ndcg: gain(&given) / gain(&best) }
}
