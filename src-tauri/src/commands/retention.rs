use tauri::State;
use workflow::contract::{ApiError, ErasedCase, ErasureWish, RetentionView};

use crate::shell::Shell;

/// How long a case is kept, and what holds it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn case_retention(shell: State<'_, Shell>, case_id: String) -> Result<RetentionView, ApiError> {
    shell.desk()?.retention(case_id).await
}

/// Says until when a case is kept.
#[tauri::command]
#[specta::specta]
pub(crate) async fn set_retention(
    shell: State<'_, Shell>,
    case_id: String,
    until: String,
    because: String,
) -> Result<RetentionView, ApiError> {
    shell.desk()?.set_retention(case_id, until, because).await
}

/// Says that a case must not go.
#[tauri::command]
#[specta::specta]
pub(crate) async fn place_legal_hold(
    shell: State<'_, Shell>,
    case_id: String,
    because: String,
) -> Result<RetentionView, ApiError> {
    shell.desk()?.place_legal_hold(case_id, because).await
}

/// Says that a case may go again.
#[tauri::command]
#[specta::specta]
pub(crate) async fn lift_legal_hold(
    shell: State<'_, Shell>,
    case_id: String,
    because: String,
) -> Result<RetentionView, ApiError> {
    shell.desk()?.lift_legal_hold(case_id, because).await
}

/// Erases a case for good.
#[tauri::command]
#[specta::specta]
pub(crate) async fn erase_case(
    shell: State<'_, Shell>,
    case_id: String,
    wanted: ErasureWish,
    passphrase: String,
) -> Result<ErasedCase, ApiError> {
    shell.desk()?.erase_case(case_id, wanted, passphrase).await
}
