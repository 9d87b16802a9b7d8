//! From the errors of the rooms to the one error of the contract. The cause chain goes to the log, the code to people.

use std::collections::BTreeMap;

use crate::contract::{ApiError, ApiErrorKind, Message};

/// An error of a room, as the contract needs it.
pub(crate) trait Failure: std::error::Error {
    fn kind(&self) -> ApiErrorKind;
    fn code(&self) -> String;
    fn parameters(&self) -> BTreeMap<String, String>;
}

impl ApiError {
    pub(crate) fn from_failure(failure: impl Failure) -> Self {
        let kind = failure.kind();
        if matches!(kind, ApiErrorKind::World | ApiErrorKind::Internal) {
            tracing::error!(code = %failure.code(), cause = %chain(&failure), "step failed");
        }
        Self { kind, message: Message { code: failure.code(), parameters: failure.parameters() } }
    }

    pub(crate) fn internal(code: &str) -> Self {
        Self { kind: ApiErrorKind::Internal, message: Message { code: code.to_owned(), parameters: BTreeMap::new() } }
    }

    pub(crate) fn refused(code: &str) -> Self {
        Self { kind: ApiErrorKind::Refused, message: Message { code: code.to_owned(), parameters: BTreeMap::new() } }
    }
}

fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        next = cause.source();
    }
    text
}
