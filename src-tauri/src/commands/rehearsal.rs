use tauri::State;
use workflow::contract::{ApiError, ExportedFile, ImportedCase, InstallationProof, RehearsalBoard};

use crate::shell::Shell;

/// Runs every built-in case with the active release and records what came of it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn prove_installation(shell: State<'_, Shell>) -> Result<InstallationProof, ApiError> {
    shell.desk()?.prove_installation().await
}

/// Runs on record, newest first.
#[tauri::command]
#[specta::specta]
pub(crate) async fn installation_proofs(shell: State<'_, Shell>) -> Result<Vec<InstallationProof>, ApiError> {
    shell.desk()?.installation_proofs().await
}

/// Writes the record of the newest run to a new file.
#[tauri::command]
#[specta::specta]
pub(crate) async fn write_installation_record(shell: State<'_, Shell>, path: String) -> Result<ExportedFile, ApiError> {
    shell.desk()?.write_installation_record(path).await
}

/// Every built-in case, its attempts, and the panel against the key where it has concluded.
#[tauri::command]
#[specta::specta]
pub(crate) async fn rehearsal_board(shell: State<'_, Shell>) -> Result<RehearsalBoard, ApiError> {
    shell.desk()?.rehearsal_board().await
}

/// Lays out a built-in case for the panel.
#[tauri::command]
#[specta::specta]
pub(crate) async fn lay_out_rehearsal(shell: State<'_, Shell>, name: String) -> Result<ImportedCase, ApiError> {
    Box::pin(shell.desk()?.lay_out_rehearsal(name)).await
}
