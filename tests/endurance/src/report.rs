use std::collections::BTreeMap;

/// What a driver found wrong, and how much it did.
#[derive(Debug, Default)]
pub struct Report {
    findings: BTreeMap<&'static str, u64>,
    done: BTreeMap<&'static str, u64>,
}

impl Report {
    /// Notes something that is wrong, and prints it at once: the run may be a long one.
    pub fn find(&mut self, class: &'static str, what: &str) {
        println!("finding: {class}: {}", what.replace('\n', " | "));
        *self.findings.entry(class).or_default() += 1;
    }

    /// Counts something that was done or seen and is right.
    pub fn count(&mut self, what: &'static str) {
        *self.done.entry(what).or_default() += 1;
    }

    /// How often something was counted.
    pub fn counted(&self, what: &str) -> u64 {
        self.done.get(what).copied().unwrap_or(0)
    }

    /// How much was found wrong; 0 is what is hoped for.
    pub fn findings(&self) -> u64 {
        self.findings.values().sum()
    }

    /// One line of all.
    pub fn summary(&self, driver: &str) -> String {
        let list = |counts: &BTreeMap<&'static str, u64>| {
            counts.iter().map(|(name, count)| format!("{count} {name}")).collect::<Vec<_>>().join(", ")
        };
        let findings = if self.findings.is_empty() { String::new() } else { format!(" ({})", list(&self.findings)) };
        format!("{driver}: {}; {} findings{findings}", list(&self.done), self.findings())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_summary_counts_what_was_done_and_what_is_wrong() {
        let mut report = Report::default();
        report.count("rounds");
        report.count("rounds");
        assert_eq!(report.summary("kill"), "kill: 2 rounds; 0 findings");
        report.find("mixed file", "a.txt");
        assert_eq!(report.summary("kill"), "kill: 2 rounds; 1 findings (1 mixed file)");
        assert_eq!(report.findings(), 1);
    }
}
