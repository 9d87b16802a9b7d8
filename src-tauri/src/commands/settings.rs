use tauri::State;
use workflow::contract::{ApiError, ReferenceSettings, SavedFilter, VariantFilter};

use crate::shell::Shell;

/// The references that the workspace uses.
#[tauri::command]
#[specta::specta]
pub(crate) async fn reference_settings(shell: State<'_, Shell>) -> Result<ReferenceSettings, ApiError> {
    shell.desk()?.reference_settings().await
}

/// Compares REF with a FASTA from now on.
#[tauri::command]
#[specta::specta]
pub(crate) async fn use_reference_sequence(shell: State<'_, Shell>, fasta: String) -> Result<(), ApiError> {
    shell.desk()?.use_reference_sequence(fasta).await.map(|_| ())
}

/// Compares REF with no FASTA from now on.
#[tauri::command]
#[specta::specta]
pub(crate) async fn forget_reference_sequence(shell: State<'_, Shell>) -> Result<(), ApiError> {
    shell.desk()?.forget_reference_sequence().await
}

/// The filters that whoever is signed in keeps.
#[tauri::command]
#[specta::specta]
pub(crate) async fn saved_filters(shell: State<'_, Shell>) -> Result<Vec<SavedFilter>, ApiError> {
    shell.desk()?.saved_filters().await
}

/// Keeps a filter under a name.
#[tauri::command]
#[specta::specta]
pub(crate) async fn save_filter(
    shell: State<'_, Shell>,
    name: String,
    filter: VariantFilter,
) -> Result<Vec<SavedFilter>, ApiError> {
    shell.desk()?.save_filter(name, filter).await
}

/// Forgets a filter.
#[tauri::command]
#[specta::specta]
pub(crate) async fn forget_filter(shell: State<'_, Shell>, name: String) -> Result<Vec<SavedFilter>, ApiError> {
    shell.desk()?.forget_filter(name).await
}
