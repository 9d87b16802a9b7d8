//! The shelf of releases, as the log of the workspace tells it.

use casefile::releases::{KeptRelease, ReleaseEvent, Shelf, Told};
use casefile::upcast::upcast_release;
use knowledge::SourceFile;

use super::session::Session;
use crate::contract::{ApiError, ApiErrorKind, Message};

/// The shelf, and the last event of the workspace.
pub(super) struct OpenShelf {
    pub(super) shelf: Shelf,
    pub(super) sequence: u64,
}

impl Session {
    /// The releases of the workspace, as its log tells.
    pub(super) async fn shelf(&self) -> Result<OpenShelf, ApiError> {
        let cipher = self.key.workspace_cipher().map_err(ApiError::from_failure)?;
        let stored = self.store.replay(None, 0, &cipher).await.map_err(ApiError::from_failure)?;
        let sequence = stored.last().map_or(0, |event| event.envelope.sequence);
        let mut shelf = Shelf::default();
        for event in stored.iter().filter(|event| ReleaseEvent::is_kind(&event.envelope.kind)) {
            let told = Told { by: event.envelope.actor, at: event.envelope.at };
            let event = upcast_release(event.envelope.schema, &event.payload).map_err(ApiError::from_failure)?;
            shelf = shelf.after(&event, told);
        }
        Ok(OpenShelf { shelf, sequence })
    }

    /// The texts of a release, each checked against its hash.
    pub(super) async fn files_of(&self, kept: &KeptRelease) -> Result<Vec<SourceFile>, ApiError> {
        let mut files = Vec::with_capacity(kept.files.len());
        for file in &kept.files {
            let bytes = self.store.workspace_content(file.sha256).await.map_err(ApiError::from_failure)?;
            let text = String::from_utf8(bytes).map_err(|_| unreadable(kept, "text"))?;
            files.push(SourceFile { path: file.path.clone(), text });
        }
        Ok(files)
    }
}

impl OpenShelf {
    /// A kept release by its id, its hash, or the first digits of the hash.
    pub(super) fn named(&self, text: &str) -> Result<&KeptRelease, ApiError> {
        let text = text.trim().to_ascii_lowercase();
        let meant = |kept: &&KeptRelease| {
            kept.id == text || (text.len() >= 6 && kept.content_hash.to_string().starts_with(&text))
        };
        let found: Vec<&KeptRelease> = self.shelf.kept.iter().map(|(kept, _)| kept).filter(meant).collect();
        match found.as_slice() {
            [one] => Ok(one),
            _ => Err(named("release_not_named", &[("release", &text)], ApiErrorKind::Question)),
        }
    }

    /// The active release. Every open workspace has one.
    pub(super) fn active(&self) -> Result<&KeptRelease, ApiError> {
        self.shelf.active().ok_or_else(|| ApiError::internal("release_missing"))
    }

    /// A kept release and the active one.
    pub(super) fn pair(&self, after: &str) -> Result<(&KeptRelease, &KeptRelease), ApiError> {
        Ok((self.active()?, self.named(after)?))
    }
}

pub(super) fn unreadable(kept: &KeptRelease, detail: &str) -> ApiError {
    named("release_unreadable", &[("release", &kept.id), ("detail", detail)], ApiErrorKind::World)
}

pub(super) fn named(code: &str, parameters: &[(&str, &str)], kind: ApiErrorKind) -> ApiError {
    let parameters = parameters.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    ApiError { kind, message: Message { code: code.to_owned(), parameters } }
}
