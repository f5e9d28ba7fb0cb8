//! What a user of `morgue` sees, tested through the program itself.
