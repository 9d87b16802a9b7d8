use tauri::State;
use workflow::contract::{
    ApiError, ChosenKind, ImportProgress, ImportRequest, ImportedCase, RecognisedFile, TumorTypeOption,
};

use crate::shell::Shell;

/// What each of some files is, or of the files in a folder.
#[tauri::command]
#[specta::specta]
pub(crate) async fn recognise(
    shell: State<'_, Shell>,
    paths: Vec<String>,
    kinds: Vec<ChosenKind>,
) -> Result<Vec<RecognisedFile>, ApiError> {
    shell.desk()?.recognise(paths, kinds).await
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

/// How far the running import has come.
#[tauri::command]
#[specta::specta]
pub(crate) async fn import_progress(shell: State<'_, Shell>) -> Result<Option<ImportProgress>, ApiError> {
    Ok(shell.desk()?.import_progress().await)
}

/// Ends the running import; nothing of it stays.
#[tauri::command]
#[specta::specta]
pub(crate) async fn cancel_import(shell: State<'_, Shell>) -> Result<(), ApiError> {
    shell.desk()?.cancel_import().await
}
