//! The progress line of an index run, and the way to interrupt one.

use std::io::IsTerminal;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use indicatif::{HumanBytes, HumanDuration, ProgressBar, ProgressStyle};
use morgue::ingest::Progress;

/// How often the line is drawn again.
const INTERVAL: Duration = Duration::from_millis(200);

/// Shows how far a run is, on standard error, while it lasts.
pub(crate) struct ProgressLine {
    done: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl ProgressLine {
    /// Begins; shows nothing where nobody looks.
    pub(crate) fn start(progress: &Arc<Progress>, quiet: bool) -> Self {
        let done = Arc::new(AtomicBool::new(false));
        if quiet || !std::io::stderr().is_terminal() {
            return Self { done, thread: None };
        }
        let (shared, is_done) = (Arc::clone(progress), Arc::clone(&done));
        let thread = std::thread::spawn(move || draw(&shared, &is_done));
        Self { done, thread: Some(thread) }
    }

    /// Takes the line away.
    pub(crate) fn finish(mut self) {
        self.done.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            thread.thread().unpark();
            // The thread only draws: if it failed there is nothing to mend.
            let _ = thread.join();
        }
    }
}

fn draw(progress: &Progress, is_done: &AtomicBool) {
    let started = Instant::now();
    let bar = ProgressBar::new_spinner();
    if let Ok(style) = ProgressStyle::with_template("{spinner} {msg}") {
        bar.set_style(style);
    }
    while !is_done.load(Ordering::Relaxed) {
        bar.set_message(line(progress, started.elapsed()));
        bar.tick();
        std::thread::park_timeout(INTERVAL);
    }
    bar.finish_and_clear();
}

fn line(progress: &Progress, elapsed: Duration) -> String {
    let load = |counter: &std::sync::atomic::AtomicU64| counter.load(Ordering::Relaxed);
    let (done, found) = (load(&progress.bytes_done), load(&progress.bytes_found));
    let seconds = elapsed.as_secs_f64().max(0.001);
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a rate is shown in two digits"
    )]
    let per_second = (done as f64 / seconds) as u64;
    let mut line = format!(
        "{} of {} files, {} articles, {}/s",
        load(&progress.files_done),
        load(&progress.files_found),
        load(&progress.articles),
        HumanBytes(per_second)
    );
    if progress.walked.load(Ordering::Relaxed) && per_second > 0 {
        let left = Duration::from_secs(found.saturating_sub(done) / per_second);
        line.push_str(&format!(", {} left", HumanDuration(left)));
    }
    line
}

/// Makes Ctrl-C end the run with what is whole committed; a second one ends the program at once.
pub(crate) fn interrupt_on_signal(progress: &Arc<Progress>) -> anyhow::Result<()> {
    let progress = Arc::clone(progress);
    ctrlc::set_handler(move || {
        if progress.interrupted.swap(true, Ordering::Relaxed) {
            #[expect(clippy::exit, reason = "asked twice to stop: what is committed is safe at any moment")]
            std::process::exit(130);
        }
    })?;
    Ok(())
}
