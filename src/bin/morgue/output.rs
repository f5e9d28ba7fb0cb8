//! Standard output: colours where they are wanted, and no more system calls than needed.

use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write};

use anstream::AutoStream;

/// Standard output.
pub(crate) fn stdout() -> BufWriter<AutoStream<StdoutLock<'static>>> {
    BufWriter::with_capacity(1 << 16, AutoStream::auto(io::stdout()).lock())
}

/// Whether somebody looks at standard output.
pub(crate) fn is_terminal() -> bool {
    io::stdout().is_terminal()
}

/// A note to whoever runs the program, unless he wants none.
pub(crate) fn note(quiet: bool, text: &str) {
    if !quiet {
        // A note that cannot be written is not worth ending the run for.
        let _ = writeln!(io::stderr(), "morgue: {}", morgue::render::plain::one_line(text));
    }
}
