use tauri::State;
use workflow::contract::{ApiError, ExportedFile, ProgressReport, WorklistQuery, WorklistRow};

use crate::shell::Shell;

/// The cases that a query asks for.
#[tauri::command]
#[specta::specta]
pub(crate) async fn worklist(shell: State<'_, Shell>, query: WorklistQuery) -> Result<Vec<WorklistRow>, ApiError> {
    shell.desk()?.worklist(query).await
}

/// The programme in counts.
#[tauri::command]
#[specta::specta]
pub(crate) async fn progress(shell: State<'_, Shell>) -> Result<ProgressReport, ApiError> {
    shell.desk()?.progress().await
}

/// Writes the counts to a file.
#[tauri::command]
#[specta::specta]
pub(crate) async fn export_progress(
    shell: State<'_, Shell>,
    path: String,
    passphrase: String,
) -> Result<ExportedFile, ApiError> {
    shell.desk()?.export_progress(path, passphrase).await
}

/// Writes the ledger of every case to a file.
#[tauri::command]
#[specta::specta]
pub(crate) async fn export_register(
    shell: State<'_, Shell>,
    path: String,
    passphrase: String,
) -> Result<ExportedFile, ApiError> {
    shell.desk()?.export_register(path, passphrase).await
}
