//! Names of tests, as laboratories and lists write them.

/// Whether a test goes by a name that begins so; case, spaces and signs such as ® do not matter.
pub fn begins_with(name: &str, beginning: &str) -> bool {
    let plain =
        |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    plain(name).starts_with(&plain(beginning))
}
