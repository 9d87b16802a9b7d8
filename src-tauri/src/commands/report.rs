use tauri::State;
use workflow::contract::{ApiError, CaseView, ExportedFile};

use crate::shell::Shell;

/// Composes the documents anew.
#[tauri::command]
#[specta::specta]
pub(crate) async fn compose_report(shell: State<'_, Shell>, case_id: String) -> Result<CaseView, ApiError> {
    shell.desk()?.compose(case_id).await
}

/// Signs what was composed.
#[tauri::command]
#[specta::specta]
pub(crate) async fn sign_report(
    shell: State<'_, Shell>,
    case_id: String,
    passphrase: String,
) -> Result<CaseView, ApiError> {
    shell.desk()?.sign(case_id, passphrase).await
}

/// Writes the signed report without the person to a file, for a purpose to which the person said yes.
#[tauri::command]
#[specta::specta]
pub(crate) async fn export_bundle(
    shell: State<'_, Shell>,
    case_id: String,
    purpose: String,
    path: String,
    passphrase: String,
) -> Result<ExportedFile, ApiError> {
    shell.desk()?.export_bundle(case_id, purpose, path, passphrase).await
}

/// Writes one document to a file that a person chose.
#[tauri::command]
#[specta::specta]
pub(crate) async fn export_document(
    shell: State<'_, Shell>,
    case_id: String,
    kind: String,
    path: String,
    passphrase: String,
) -> Result<ExportedFile, ApiError> {
    shell.desk()?.export(case_id, kind, path, passphrase).await
}
