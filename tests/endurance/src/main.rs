//! `morgue-endurance DRIVER --morgue PATH …`: kills, damages and crowds an index, and says what it found.
//!
//! ```text
//! kill    --rounds 200
//! flips   --flips 840 [--after-merge]
//! damage  --files 258 [--after-merge]
//! beside  --seconds 60
//! soak    --seconds 3600 --articles 100000
//! ```
//!
//! Each takes `--seed N`, and `--commit-every N` to have many commits within a run. It ends with 1 when anything was found.

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use morgue_endurance::session::Settings;
use morgue_endurance::{Report, beside, damage, kill, soak};

const USAGE: &str = "usage: morgue-endurance kill|flips|damage|beside|soak --morgue PATH [--seed N] [--commit-every N] \
                     [--rounds N|--flips N|--files N|--seconds N|--articles N] [--after-merge]";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match Options::read(&arguments).and_then(|options| options.drive().map_err(|error| error.to_string())) {
        Ok((summary, findings)) => {
            println!("{summary}");
            ExitCode::from(u8::from(findings > 0))
        }
        Err(message) => {
            eprintln!("morgue-endurance: {message}");
            ExitCode::from(2)
        }
    }
}

/// What stands on the command line.
struct Options {
    driver: String,
    settings: Settings,
    /// Rounds, flips or files.
    count: Option<u64>,
    seconds: Option<u64>,
    articles: usize,
    after_merge: bool,
}

impl Options {
    fn read(arguments: &[String]) -> Result<Self, String> {
        let (driver, rest) = arguments.split_first().ok_or(USAGE)?;
        let mut binary = None;
        let mut options = Self {
            driver: driver.clone(),
            settings: Settings { binary: PathBuf::new(), seed: 1, commit_every: None },
            count: None,
            seconds: None,
            articles: 100_000,
            after_merge: false,
        };
        let mut rest = rest.iter();
        while let Some(name) = rest.next() {
            if name == "--after-merge" {
                options.after_merge = true;
                continue;
            }
            let value = rest.next().ok_or_else(|| format!("`{name}` needs a value; {USAGE}"))?;
            let number = || value.parse::<u64>().map_err(|_| format!("`{name} {value}` is no number"));
            match name.as_str() {
                "--morgue" => binary = Some(PathBuf::from(value)),
                "--seed" => options.settings.seed = number()?,
                "--commit-every" => options.settings.commit_every = Some(number()?),
                "--rounds" | "--flips" | "--files" => options.count = Some(number()?),
                "--seconds" => options.seconds = Some(number()?),
                "--articles" => options.articles = usize::try_from(number()?).map_err(|error| error.to_string())?,
                _ => return Err(format!("`{name}` is unknown; {USAGE}")),
            }
        }
        options.settings.binary = binary.ok_or(USAGE)?;
        Ok(options)
    }

    /// Drives, and gives a line about it with the number of findings.
    fn drive(&self) -> io::Result<(String, u64)> {
        let seconds = |usual| Duration::from_secs(self.seconds.unwrap_or(usual));
        let trials = damage::Trials { when: if self.after_merge { damage::When::Merged } else { damage::When::Read } };
        let report: Report = match self.driver.as_str() {
            "kill" => kill::kill(&self.settings, kill::SIZE, self.count.unwrap_or(200))?,
            "flips" => trials.flips(&self.settings, damage::SIZE, self.count.unwrap_or(840))?,
            "damage" => trials.damage(&self.settings, damage::SIZE, self.count.unwrap_or(258))?,
            "beside" => beside::beside(&self.settings, seconds(60))?,
            "soak" => soak::soak(&self.settings, self.articles, seconds(3600))?,
            other => return Err(io::Error::other(format!("no driver `{other}`; {USAGE}"))),
        };
        Ok((report.summary(&self.driver), report.findings()))
    }
}
