//! What of an error crosses the API: a code and parameters.

use std::collections::BTreeMap;

use super::StoreError;

impl StoreError {
    /// Key of the wording catalogue.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotAWorkspace { .. } => "store.not_a_workspace",
            Self::AlreadyAWorkspace { .. } => "store.already_a_workspace",
            Self::FolderNotEmpty { .. } => "store.folder_not_empty",
            Self::WorkspaceNewer { .. } => "store.workspace_newer",
            Self::WorkspaceFile { .. } => "store.workspace_file",
            Self::InUse { .. } => "store.in_use",
            Self::NetworkFileSystem { .. } => "store.network_file_system",
            Self::File { .. } => "store.file",
            Self::PathNotText { .. } => "store.path_not_text",
            Self::WrongKey => "store.wrong_key",
            Self::DatabaseNewer { .. } => "store.database_newer",
            Self::Migration { .. } => "store.migration",
            Self::BackupDamaged { .. } => "store.backup_damaged",
            Self::BackupExists { .. } => "store.backup_exists",
            Self::BackupNewer { .. } => "store.backup_newer",
            Self::Database { .. } => "store.database",
            Self::RowMalformed { .. } => "store.row_malformed",
            Self::Conflict { .. } => "store.conflict",
            Self::NothingToAppend => "store.nothing_to_append",
            Self::EnvelopeMalformed { .. } => "store.envelope_malformed",
            Self::PayloadNotCanonical { .. } => "store.payload_not_canonical",
            Self::PayloadTooLarge { .. } => "store.payload_too_large",
            Self::CaseSecretMissing { .. } => "store.case_secret_missing",
            Self::CaseErased { .. } => "store.case_erased",
            Self::ErasureMalformed => "store.erasure_malformed",
            Self::PayloadAltered { .. } => "store.payload_altered",
            Self::PayloadMissing { .. } => "store.payload_missing",
            Self::DocumentMissing { .. } => "store.document_missing",
            Self::DocumentAltered { .. } => "store.document_altered",
            Self::ContentMissing { .. } => "store.content_missing",
            Self::ContentAltered { .. } => "store.content_altered",
            Self::AttachmentMissing { .. } => "store.attachment_missing",
            Self::AttachmentDamaged { .. } => "store.attachment_damaged",
            Self::AttachmentSource { .. } => "store.attachment_source",
            Self::RecordsNewer { .. } => "store.records_newer",
            Self::Projection { .. } => "store.projection",
            Self::Sealing => "store.sealing",
            Self::Canonical { .. } => "store.canonical",
            Self::Stopped => "store.stopped",
        }
    }

    /// Named values of the sentence.
    pub fn parameters(&self) -> BTreeMap<String, String> {
        self.pairs().into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
    }

    fn pairs(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::NotAWorkspace { path }
            | Self::AlreadyAWorkspace { path }
            | Self::FolderNotEmpty { path }
            | Self::WorkspaceFile { path, .. }
            | Self::PathNotText { path }
            | Self::BackupExists { path }
            | Self::BackupDamaged { path } => vec![("path", path.display().to_string())],
            Self::NetworkFileSystem { path, kind } => {
                vec![("path", path.display().to_string()), ("kind", kind.clone())]
            }
            Self::File { action, path, .. } => {
                vec![("path", path.display().to_string()), ("action", (*action).to_owned())]
            }
            Self::WorkspaceNewer { found, known }
            | Self::RecordsNewer { found, known }
            | Self::BackupNewer { found, known } => found_known(found, known),
            Self::DatabaseNewer { found, known } => found_known(found, known),
            Self::InUse { process, host, opened_at } => vec![
                ("process", process.clone()),
                ("host", host.clone()),
                ("opened_at", opened_at.map_or_else(|| "?".to_owned(), |at| at.to_string())),
            ],
            Self::Database { action, .. } => vec![("action", (*action).to_owned())],
            Self::RowMalformed { table } => vec![("table", (*table).to_owned())],
            Self::Conflict { expected, found } => {
                vec![("expected", expected.to_string()), ("found", found.to_string())]
            }
            Self::EnvelopeMalformed { event, field } => {
                vec![("event", event.to_string()), ("field", (*field).to_owned())]
            }
            Self::PayloadNotCanonical { event } => vec![("event", event.to_string())],
            Self::PayloadTooLarge { event, bytes, limit } => {
                vec![("event", event.to_string()), ("bytes", bytes.to_string()), ("limit", limit.to_string())]
            }
            Self::CaseSecretMissing { case } | Self::CaseErased { case } | Self::Projection { case, .. } => {
                vec![("case", case.to_string())]
            }
            Self::PayloadAltered { sequence } | Self::PayloadMissing { sequence } => {
                vec![("sequence", sequence.to_string())]
            }
            Self::DocumentMissing { document } | Self::DocumentAltered { document } => {
                vec![("document", document.to_string())]
            }
            Self::ContentMissing { hash } | Self::ContentAltered { hash } => vec![("hash", hash.clone())],
            Self::AttachmentMissing { attachment } | Self::AttachmentSource { attachment, .. } => {
                vec![("attachment", attachment.to_string())]
            }
            Self::AttachmentDamaged { attachment, part } => {
                vec![("attachment", attachment.to_string()), ("part", (*part).to_owned())]
            }
            Self::WrongKey
            | Self::Migration { .. }
            | Self::NothingToAppend
            | Self::ErasureMalformed
            | Self::Sealing
            | Self::Canonical { .. }
            | Self::Stopped => vec![],
        }
    }
}

fn found_known(found: &impl ToString, known: &impl ToString) -> Vec<(&'static str, String)> {
    vec![("found", found.to_string()), ("known", known.to_string())]
}
