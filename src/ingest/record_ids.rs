//! Ids of the records of one file, each given once.

use std::collections::HashSet;

use xxhash_rust::xxh3::xxh3_64;

/// The ids that were given so far. Lines are not remembered one by one: there can be as many as the file has.
#[derive(Debug, Default)]
pub(super) struct RecordIds {
    /// Hashes of the ids that records state.
    stated: HashSet<u64>,
    /// The last line that stands for an id, from 1; 0 before there is one. Lines ascend.
    last_line: u64,
}

impl RecordIds {
    /// The part of an article's id behind `#`: its own id, else its line; with its line where an article before has or
    /// may have the same.
    pub(super) fn give(&mut self, id: Option<String>, line: u64) -> String {
        let (id, is_new) = if let Some(id) = id {
            let is_line = id.parse::<u64>().is_ok_and(|number| (1..=self.last_line).contains(&number));
            let is_new = self.stated.insert(xxh3_64(id.as_bytes()));
            (id, is_new && !is_line)
        } else {
            self.last_line = self.last_line.max(line);
            let id = line.to_string();
            let is_new = !self.stated.contains(&xxh3_64(id.as_bytes()));
            (id, is_new)
        };
        if is_new { id } else { format!("{id}@{line}") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_gets_its_line_only_where_another_record_may_have_it() {
        let mut ids = RecordIds::default();
        let given = [(Some("0"), 1), (None, 2), (Some("0"), 3), (Some("2"), 4), (Some("9"), 5), (None, 9)];
        let given: Vec<_> = given.into_iter().map(|(id, line)| ids.give(id.map(str::to_owned), line)).collect();
        assert_eq!(given, ["0", "2", "0@3", "2@4", "9", "9@9"]);
    }
}
