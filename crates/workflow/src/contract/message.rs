//! Codes with parameters; the sentence is found in the wording catalogue.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use specta::Type;

/// Something to say to a person: `wording/ja.json` holds the sentence of `code`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Type)]
pub struct Message {
    /// Catalogue key.
    pub code: String,
    /// Named values of the sentence.
    pub parameters: BTreeMap<String, String>,
}

/// Which of the three kinds of "no" this is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum ApiErrorKind {
    /// Somebody must answer a question first.
    Question,
    /// The input cannot be used.
    InputRefused,
    /// The rules do not allow it.
    Refused,
    /// File, disk, keyring or network failed.
    World,
    /// A fault of the product.
    Internal,
}

/// An answer that is not the wished one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ApiError {
    /// Kind, also the exit code of the command.
    pub kind: ApiErrorKind,
    /// What to say.
    pub message: Message,
}

impl std::fmt::Display for ApiError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message.code)
    }
}

impl std::error::Error for ApiError {}
