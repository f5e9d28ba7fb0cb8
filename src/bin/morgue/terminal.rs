//! The terminal that the program is run in: its width, and what tells it apart from others.

use std::io::IsTerminal;
use std::process::{Command, Stdio};

/// The variable that names the terminal, for tests, editors and whatever else is none and would be taken for one.
const NAME_VARIABLE: &str = "MORGUE_TERMINAL";

/// The width of a terminal that does not tell.
const WIDTH_IF_UNKNOWN: usize = 80;

/// A terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Terminal {
    /// Its name: that of its device, or what `MORGUE_TERMINAL` says.
    pub(crate) name: String,
    /// The number of the session that holds it, where that can be told: names of devices are given again.
    pub(crate) session: Option<String>,
}

impl Terminal {
    /// The terminal of this process; `None` where it has none.
    pub(crate) fn current() -> Option<Self> {
        match std::env::var(NAME_VARIABLE) {
            Ok(name) if !name.is_empty() => Some(Self { name, session: None }),
            _ => device().map(|name| Self { name, session: session() }),
        }
    }
}

/// How many columns a terminal has: what `COLUMNS` says, else what the terminal itself does.
pub(crate) fn width() -> usize {
    let told = || {
        let columns = std::env::var("COLUMNS").ok()?;
        columns.parse().ok().filter(|columns| *columns > 0)
    };
    told().or_else(measured_width).unwrap_or(WIDTH_IF_UNKNOWN)
}

#[cfg(unix)]
fn measured_width() -> Option<usize> {
    let terminal = std::fs::File::open("/dev/tty").ok()?;
    let output = Command::new("stty").arg("size").stdin(terminal).stderr(Stdio::null()).output().ok()?;
    let size = String::from_utf8(output.stdout).ok()?;
    size.split_whitespace().nth(1)?.parse().ok().filter(|columns| *columns > 0)
}

#[cfg(not(unix))]
fn measured_width() -> Option<usize> {
    None
}

#[cfg(unix)]
fn device() -> Option<String> {
    let is_terminal =
        [std::io::stdin().is_terminal(), std::io::stdout().is_terminal(), std::io::stderr().is_terminal()];
    for (number, _) in is_terminal.iter().enumerate().filter(|(_, is_terminal)| **is_terminal) {
        // Where there is such a folder, this costs no process.
        if let Ok(device) = std::fs::read_link(format!("/proc/self/fd/{number}")) {
            return Some(device.to_string_lossy().into_owned());
        }
    }
    if !is_terminal[0] {
        return None;
    }
    let output = Command::new("tty").stdin(Stdio::inherit()).stderr(Stdio::null()).output().ok()?;
    let device = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| device.trim().to_owned())
}

#[cfg(not(unix))]
fn device() -> Option<String> {
    std::io::stdout().is_terminal().then(|| std::env::var("WT_SESSION").unwrap_or_else(|_| "console".to_owned()))
}

/// The session of this process (Linux, `proc(5)`: the fourth field behind the name in brackets).
fn session() -> Option<String> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    let (_, fields) = stat.rsplit_once(')')?;
    fields.split_whitespace().nth(3).map(str::to_owned)
}
