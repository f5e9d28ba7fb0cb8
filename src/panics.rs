//! Panics of what reads files, caught and kept off the terminal.

use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind};
use std::sync::Once;

thread_local! {
    /// How many of [`caught`] stand around what this thread does.
    static DEPTH: Cell<usize> = const { Cell::new(0) };
    /// What the last panic of this thread said that was caught.
    static MESSAGE: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Runs `work`. Where it panics nothing is printed: the panic is the fault of the file that is read, and becomes a problem of
/// that file. `work` must leave nothing half done that is used afterwards.
///
/// # Errors
///
/// What the panic said and where, on one line.
pub(crate) fn caught<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            if DEPTH.get() == 0 {
                before(panic);
            } else {
                MESSAGE.set(described(panic));
            }
        }));
    });
    DEPTH.set(DEPTH.get() + 1);
    let done = catch_unwind(AssertUnwindSafe(work));
    DEPTH.set(DEPTH.get() - 1);
    done.map_err(|_| MESSAGE.take())
}

fn described(panic: &PanicHookInfo<'_>) -> String {
    let message = panic.payload_as_str().unwrap_or("no message").replace(char::is_control, " ");
    panic.location().map_or_else(|| message.clone(), |place| format!("{message} ({place})"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_panic_says_is_told_on_one_line() {
        assert_eq!(caught(|| 7), Ok(7));
        let told = caught(|| {
            assert!(caught(|| panic!("inner")).is_err());
            panic!("outer\n{}", 7);
        });
        let told: Result<(), String> = told;
        assert!(told.is_err_and(|told| told.starts_with("outer 7 (src/panics.rs:")));
    }
}
