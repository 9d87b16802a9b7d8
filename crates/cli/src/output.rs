//! What the terminal sees.

use std::io::{self, Write};
use std::process::ExitCode;

use serde::Serialize;
use workflow::contract::{ApiError, ApiErrorKind};
use workflow::wording::{Language, sentence};

/// Prints a value as JSON on stdout.
pub(crate) fn json<T: Serialize + ?Sized>(value: &T) -> Result<(), ApiError> {
    let text = serde_json::to_string_pretty(value).map_err(|_| workflow::failures::answer_not_written())?;
    line(&text)
}

/// Prints one line on stdout. A closed pipe ends the command quietly.
pub(crate) fn line(text: &str) -> Result<(), ApiError> {
    match writeln!(io::stdout().lock(), "{text}") {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(workflow::failures::answer_not_written()),
        _ => Ok(()),
    }
}

/// Prints one line on stderr.
pub(crate) fn note(text: &str) {
    // A closed stderr leaves nobody to tell.
    let _ = writeln!(io::stderr().lock(), "{text}");
}

/// Exit code of an import that Ctrl-C cancelled, as shells know it (128 + SIGINT).
pub(crate) const CANCELLED: u8 = 130;

/// Says what went wrong and gives the exit code of its kind.
pub(crate) fn failure(error: &ApiError) -> ExitCode {
    note(&sentence(&error.message, language()));
    if error.message.code == "intake_cancelled" {
        return ExitCode::from(CANCELLED);
    }
    ExitCode::from(match error.kind {
        ApiErrorKind::Question => 2,
        ApiErrorKind::InputRefused | ApiErrorKind::Refused => 3,
        ApiErrorKind::World => 4,
        ApiErrorKind::Internal => 5,
    })
}

/// Japanese unless `SHIRUBE_LANG=en`.
pub(crate) fn language() -> Language {
    match std::env::var("SHIRUBE_LANG").as_deref() {
        Ok("en") => Language::English,
        _ => Language::Japanese,
    }
}
