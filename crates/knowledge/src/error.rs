//! Why a knowledge base cannot be used.

use std::path::PathBuf;

use model::canonical::CanonicalError;

use crate::problem::Problem;

/// Why a release could not be loaded.
#[derive(Debug, thiserror::Error)]
pub enum KnowledgeError {
    /// A folder or file of the knowledge base cannot be read.
    #[error("cannot read `{path}` of the knowledge base")]
    Unreadable {
        /// Which one.
        path: PathBuf,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// The files can be read but are not sound; `verify` lists the same problems.
    #[error("knowledge base has {} problem(s), first: {}", problems.len(), problems.first().map(ToString::to_string).unwrap_or_default())]
    Unsound {
        /// All of them, sorted by file.
        problems: Vec<Problem>,
    },
    /// A file of another publisher cannot be read.
    #[error(transparent)]
    Foreign(#[from] intake::IntakeError),
    /// A file of another publisher is no file of the kind that was asked for.
    #[error("`{file}` has not the form of its kind: {message}")]
    ForeignForm {
        /// The file, without folders.
        file: String,
        /// What is missing or malformed.
        message: String,
    },
    /// An imported corpus has no text form.
    #[error("imported corpus cannot be written")]
    NotWritten(#[source] serde_json::Error),
    /// The files hold something without a canonical form.
    #[error("knowledge base has no canonical form")]
    NotCanonical(#[source] CanonicalError),
}
