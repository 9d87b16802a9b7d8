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

    pub(crate) fn world(code: &str) -> Self {
        Self { kind: ApiErrorKind::World, message: Message { code: code.to_owned(), parameters: BTreeMap::new() } }
    }

    pub(crate) fn refused(code: &str) -> Self {
        Self { kind: ApiErrorKind::Refused, message: Message { code: code.to_owned(), parameters: BTreeMap::new() } }
    }
}

/// Rooms whose errors have a code and parameters of their own, and one kind for all.
macro_rules! failures {
    ($($error:ty => $kind:expr, $parameters:expr;)*) => {$(
        impl Failure for $error {
            fn kind(&self) -> ApiErrorKind {
                let kind: fn(&$error) -> ApiErrorKind = $kind;
                kind(self)
            }

            fn code(&self) -> String {
                <$error>::code(self).to_owned()
            }

            fn parameters(&self) -> BTreeMap<String, String> {
                let parameters: fn(&$error) -> BTreeMap<String, String> = $parameters;
                parameters(self)
            }
        }
    )*};
}

failures! {
    intake::IntakeError => |error| match error.kind() {
        intake::ErrorKind::Question => ApiErrorKind::Question,
        intake::ErrorKind::Refused => ApiErrorKind::InputRefused,
        intake::ErrorKind::World => ApiErrorKind::World,
        intake::ErrorKind::Cancelled => ApiErrorKind::Refused,
    }, with_place;
    casefile::Refusal => |_| ApiErrorKind::Refused, casefile::Refusal::parameters;
    casefile::institution::InstitutionRefusal => |_| ApiErrorKind::Refused,
        casefile::institution::InstitutionRefusal::parameters;
    casefile::releases::ReleaseRefusal => |_| ApiErrorKind::Refused, casefile::releases::ReleaseRefusal::parameters;
    sync::DownloadError => |error| match error {
        sync::DownloadError::Cancelled => ApiErrorKind::Refused,
        sync::DownloadError::AddressUnreadable
        | sync::DownloadError::AddressUnprotected
        | sync::DownloadError::Moved { .. }
        | sync::DownloadError::TooLarge { .. }
        | sync::DownloadError::Different { .. } => ApiErrorKind::InputRefused,
        sync::DownloadError::Unreachable { .. }
        | sync::DownloadError::Status { .. }
        | sync::DownloadError::Incomplete { .. }
        | sync::DownloadError::NotWritten(_) => ApiErrorKind::World,
    }, sync::DownloadError::parameters;
    sync::PacketError => |_| ApiErrorKind::InputRefused, sync::PacketError::parameters;
    store::StoreError => |_| ApiErrorKind::World, store::StoreError::parameters;
    vault::VaultError => |_| ApiErrorKind::Refused, vault::VaultError::parameters;
}

/// `file:line`, or the file alone where no line is to blame.
fn with_place(error: &intake::IntakeError) -> BTreeMap<String, String> {
    let mut parameters = error.parameters();
    let place = match (parameters.get("file"), parameters.get("line")) {
        (Some(file), Some(line)) => format!("{file}:{line}"),
        (Some(file), None) => file.clone(),
        (None, _) => String::new(),
    };
    parameters.insert("place".to_owned(), place);
    if let Some(cause) = parameters.get_mut("cause") {
        *cause = crate::wording::text(cause, crate::wording::Language::Japanese);
    }
    parameters
}

impl Failure for knowledge::KnowledgeError {
    fn kind(&self) -> ApiErrorKind {
        match self {
            Self::Foreign(error) => Failure::kind(error),
            Self::ForeignForm { .. } => ApiErrorKind::InputRefused,
            _ => ApiErrorKind::World,
        }
    }

    fn code(&self) -> String {
        match self {
            Self::Foreign(error) => Failure::code(error),
            Self::ForeignForm { .. } => "corpus_file_form".to_owned(),
            _ => "knowledge_unusable".to_owned(),
        }
    }

    fn parameters(&self) -> BTreeMap<String, String> {
        match self {
            Self::Foreign(error) => Failure::parameters(error),
            Self::ForeignForm { file, message } => {
                [("file".to_owned(), file.clone()), ("detail".to_owned(), message.clone())].into()
            }
            _ => [("detail".to_owned(), self.to_string())].into(),
        }
    }
}

impl Failure for report::ReportError {
    fn kind(&self) -> ApiErrorKind {
        ApiErrorKind::World
    }

    fn code(&self) -> String {
        "wording_unusable".to_owned()
    }

    fn parameters(&self) -> BTreeMap<String, String> {
        [("detail".to_owned(), self.to_string())].into()
    }
}

impl Failure for casefile::upcast::UpcastError {
    fn kind(&self) -> ApiErrorKind {
        ApiErrorKind::World
    }

    fn code(&self) -> String {
        "event_unreadable".to_owned()
    }

    fn parameters(&self) -> BTreeMap<String, String> {
        [("detail".to_owned(), self.to_string())].into()
    }
}

impl Failure for render::RenderError {
    fn kind(&self) -> ApiErrorKind {
        ApiErrorKind::World
    }

    fn code(&self) -> String {
        use render::RenderError as Error;
        match self {
            Error::MissingGlyph { .. } => "render_glyph_missing",
            Error::FontMissing { .. } | Error::FontUnreadable { .. } => "render_font_missing",
            Error::Read { .. } => "render_file_unreadable",
            Error::Wording { .. }
            | Error::TemplateMissing { .. }
            | Error::UnevenTable { .. }
            | Error::SignedDraft
            | Error::FormTooLong
            | Error::QrTooLong
            | Error::Canonical(_)
            | Error::Layout { .. } => "render_failed",
        }
        .to_owned()
    }

    fn parameters(&self) -> BTreeMap<String, String> {
        use render::RenderError as Error;
        match self {
            Error::MissingGlyph { code_point, chapter } => BTreeMap::from([
                ("code_point".to_owned(), format!("U+{code_point:04X}")),
                ("chapter".to_owned(), chapter.clone()),
            ]),
            Error::Read { path, .. } => BTreeMap::from([(
                "file".to_owned(),
                path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
            )]),
            other => BTreeMap::from([("detail".to_owned(), other.to_string())]),
        }
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
