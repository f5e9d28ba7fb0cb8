//! The command as it was typed, in a form that can be typed again.

/// The arguments of this process, quoted for a shell where they need it; what the environment says of the index comes first.
pub(crate) fn typed() -> String {
    let environment = ["MORGUE_INDEX", "MORGUE_NAMES"].into_iter().filter_map(|name| {
        let value = std::env::var(name).ok().filter(|value| !value.is_empty())?;
        Some(format!("{name}={}", quoted(&value)))
    });
    let arguments = std::env::args_os().skip(1).map(|argument| quoted(&argument.to_string_lossy()));
    environment.chain(std::iter::once("morgue".to_owned())).chain(arguments).collect::<Vec<_>>().join(" ")
}

/// An argument between single quotes, where a shell would not take it as it is (POSIX, 2.2).
pub(crate) fn quoted(argument: &str) -> String {
    let is_plain = |character: char| character.is_alphanumeric() || "_@%+=:,./-".contains(character);
    if !argument.is_empty() && argument.chars().all(is_plain) {
        argument.to_owned()
    } else {
        format!("'{}'", argument.replace('\'', "'\\''"))
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn what_a_shell_would_obey_is_quoted() {
        assert_eq!(super::quoted("2022/07"), "2022/07");
        assert_eq!(super::quoted("it's \"here\""), "'it'\\''s \"here\"'");
        assert_eq!(super::quoted(""), "''");
        assert_eq!(super::quoted("sanction*"), "'sanction*'");
    }
}
