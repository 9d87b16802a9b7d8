use tauri::State;
use workflow::contract::{ApiError, ImportRequest, ImportedCase, RecognisedFile, TumorTypeOption};

use crate::shell::Shell;

/// What each of some files is.
#[tauri::command]
#[specta::specta]
pub(crate) async fn recognise(shell: State<'_, Shell>, paths: Vec<String>) -> Result<Vec<RecognisedFile>, ApiError> {
    shell.desk()?.recognise(paths).await
}

/// Tumour types whose label or code holds a text.
#[tauri::command]
#[specta::specta]
pub(crate) async fn tumor_types(shell: State<'_, Shell>, text: String) -> Result<Vec<TumorTypeOption>, ApiError> {
    shell.desk()?.tumor_types(text).await
}

/// Makes a case from files, whole or not at all.
#[tauri::command]
#[specta::specta]
pub(crate) async fn import_case(shell: State<'_, Shell>, request: ImportRequest) -> Result<ImportedCase, ApiError> {
    shell.desk()?.import(request).await
}
