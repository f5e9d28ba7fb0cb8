//! Runs the program under test: with a limit of time, watched from outside, or killed.

use std::fs;
use std::io::{self, Read, Seek};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

/// No command may take longer than this.
const RUN_MAX: Duration = Duration::from_mins(20);

/// How long the watcher sleeps between two looks, at most: short enough to see what memory a run takes.
const PAUSE_MAX: Duration = Duration::from_millis(10);
const PAUSE_MIN: Duration = Duration::from_micros(500);

/// The program under test, and the folder that it runs in.
#[derive(Clone, Debug)]
pub struct Program {
    binary: PathBuf,
    folder: PathBuf,
}

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// By itself, with this exit code.
    Code(i32),
    /// By a signal that nobody here sent: an abort, or a fault.
    Signal,
    /// Killed, as was intended.
    Killed,
    /// Killed because it took longer than any command may.
    TookTooLong,
}

/// What a run printed, how it ended, and what it took.
#[derive(Clone, Debug)]
pub struct Run {
    /// The command line, behind the program's name.
    pub arguments: String,
    /// How it ended.
    pub end: End,
    /// Standard output.
    pub stdout: String,
    /// Standard error.
    pub stderr: String,
    /// From its start to its end.
    pub elapsed: Duration,
    /// Most resident memory, in bytes, as `/proc` tells it; 0 where there is no `/proc`, or the run was over too soon.
    pub memory_bytes: u64,
    /// Most files open at once, as far as the watcher saw; 0 as above.
    pub open_files: usize,
}

impl Run {
    /// Whether it ended with one of these exit codes.
    pub fn ended_with(&self, codes: &[i32]) -> bool {
        matches!(self.end, End::Code(code) if codes.contains(&code))
    }

    /// Whether the program says that it met what it did not expect.
    pub fn panicked(&self) -> bool {
        self.ended_with(&[101]) || self.stderr.contains("panicked") || self.stderr.contains("unexpected:")
    }

    /// The run on one line, for a finding.
    pub fn described(&self) -> String {
        let start = |text: &str| text.chars().take(300).collect::<String>();
        format!("morgue {}: {:?} {} {}", self.arguments, self.end, start(&self.stderr), start(&self.stdout))
    }
}

impl Program {
    /// This binary, run in this folder.
    ///
    /// # Errors
    ///
    /// When one of them is not there.
    pub fn new(binary: &Path, folder: &Path) -> io::Result<Self> {
        Ok(Self { binary: fs::canonicalize(binary)?, folder: fs::canonicalize(folder)? })
    }

    /// The folder that it runs in.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Runs a command to its end.
    ///
    /// # Errors
    ///
    /// When the program cannot be started or watched.
    pub fn run<S: AsRef<str>>(&self, arguments: &[S]) -> io::Result<Run> {
        self.run_until(arguments, RUN_MAX, End::TookTooLong)
    }

    /// Runs a command and kills it after some time, so that it can do nothing more; what is over by then ended by itself.
    ///
    /// # Errors
    ///
    /// When the program cannot be started or watched.
    pub fn run_killed<S: AsRef<str>>(&self, arguments: &[S], after: Duration) -> io::Result<Run> {
        self.run_until(arguments, after, End::Killed)
    }

    fn run_until<S: AsRef<str>>(&self, arguments: &[S], limit: Duration, at_limit: End) -> io::Result<Run> {
        // Files instead of pipes: nobody has to empty them while the program runs.
        let (mut stdout, mut stderr) = (tempfile::tempfile()?, tempfile::tempfile()?);
        let started = Instant::now();
        let mut child = Command::new(&self.binary)
            .args(arguments.iter().map(AsRef::as_ref))
            .current_dir(&self.folder)
            .env_remove("MORGUE_INDEX")
            .env_remove("MORGUE_NAMES")
            .env("NO_COLOR", "1")
            .env("TZ", "UTC")
            .stdin(Stdio::null())
            .stdout(stdout.try_clone()?)
            .stderr(stderr.try_clone()?)
            .spawn()?;
        let mut watched = Watched::default();
        let end = match watched.wait(&mut child, started, limit)? {
            Some(status) => status.code().map_or(End::Signal, End::Code),
            None => at_limit,
        };
        let elapsed = started.elapsed();
        let arguments = arguments.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(" ");
        Ok(Run {
            arguments,
            end,
            stdout: content(&mut stdout)?,
            stderr: content(&mut stderr)?,
            elapsed,
            memory_bytes: watched.memory_bytes,
            open_files: watched.open_files,
        })
    }
}

/// What `/proc` told of a process while it ran.
#[derive(Debug, Default)]
struct Watched {
    memory_bytes: u64,
    open_files: usize,
}

impl Watched {
    /// Waits for the end; at the limit kills, and gives nothing.
    fn wait(&mut self, child: &mut Child, started: Instant, limit: Duration) -> io::Result<Option<ExitStatus>> {
        loop {
            if let Some(status) = child.try_wait()? {
                return Ok(Some(status));
            }
            let elapsed = started.elapsed();
            if elapsed >= limit {
                child.kill()?;
                child.wait()?;
                return Ok(None);
            }
            self.look(child.id());
            let pause = (elapsed / 20).clamp(PAUSE_MIN, PAUSE_MAX);
            std::thread::sleep(pause.min(limit.saturating_sub(started.elapsed())));
        }
    }

    fn look(&mut self, process: u32) {
        let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
        let kibibytes = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kibibytes = kibibytes.and_then(|value| value.trim().trim_end_matches(" kB").parse::<u64>().ok());
        self.memory_bytes = self.memory_bytes.max(kibibytes.unwrap_or(0) << 10);
        let open_files = fs::read_dir(format!("/proc/{process}/fd")).map_or(0, Iterator::count);
        self.open_files = self.open_files.max(open_files);
    }
}

fn content(file: &mut fs::File) -> io::Result<String> {
    file.rewind()?;
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn shell(script: &str, after: Option<Duration>) -> Run {
        let program = Program::new(Path::new("/bin/sh"), &std::env::temp_dir()).unwrap();
        match after {
            Some(after) => program.run_killed(&["-c", script], after).unwrap(),
            None => program.run(&["-c", script]).unwrap(),
        }
    }

    #[test]
    fn the_end_of_a_run_is_told_apart() {
        let run = shell("echo out; echo err >&2; exit 3", None);
        assert_eq!((run.end, run.stdout.as_str(), run.stderr.as_str()), (End::Code(3), "out\n", "err\n"));
        assert_eq!(shell("kill -ABRT $$", None).end, End::Signal);
        assert_eq!(shell("exec sleep 60", Some(Duration::from_millis(30))).end, End::Killed);
        assert!(shell("echo 'morgue: unexpected: panicked at' >&2; exit 3", None).panicked());
    }
}
