//! What can go wrong while composing: wording that does not fit, never a clinical value.

/// Composition failed.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// A wording file is missing.
    #[error("wording file `{file}` is missing")]
    FileMissing {
        /// Path below the wording folder.
        file: String,
    },
    /// A wording file cannot be read.
    #[error("wording file `{file}` is malformed")]
    Malformed {
        /// Path below the wording folder.
        file: String,
        /// What the parser says.
        #[source]
        source: Box<toml::de::Error>,
    },
    /// A sentence, term or column is missing.
    #[error("wording `{id}` is missing in `{file}`")]
    WordingMissing {
        /// Path below the wording folder.
        file: String,
        /// Which.
        id: String,
    },
    /// A sentence asks for a value that the composer does not give, or is no template.
    #[error("wording `{id}` in `{file}` cannot be filled")]
    Unfillable {
        /// Path below the wording folder.
        file: String,
        /// Which.
        id: String,
        /// What the template engine says.
        #[source]
        source: Box<handlebars::RenderError>,
    },
    /// The case has nothing to report yet.
    #[error("case has no {what}")]
    NothingToReport {
        /// What is missing.
        what: &'static str,
    },
    /// The content has no canonical form.
    #[error("content has no canonical form")]
    Canonical(#[from] model::canonical::CanonicalError),
}
