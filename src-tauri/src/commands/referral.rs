use tauri::State;
use workflow::contract::{
    ApiError, ExportedFile, ImportRequest, ImportedCase, NewRequest, ReferralBoard, RequestPlan, RequestView,
};

use crate::shell::Shell;

/// What a request for another hospital's panel would carry.
#[tauri::command]
#[specta::specta]
pub(crate) async fn request_plan(shell: State<'_, Shell>, case_id: String) -> Result<RequestPlan, ApiError> {
    shell.desk()?.request_plan(case_id).await
}

/// Writes it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn write_request(
    shell: State<'_, Shell>,
    case_id: String,
    request: NewRequest,
    path: String,
    passphrase: String,
) -> Result<ExportedFile, ApiError> {
    Box::pin(shell.desk()?.write_request(case_id, request, path, passphrase)).await
}

/// A request of another hospital, looked at.
#[tauri::command]
#[specta::specta]
pub(crate) async fn look_at_request(shell: State<'_, Shell>, path: String) -> Result<RequestView, ApiError> {
    shell.desk()?.look_at_request(path).await
}

/// Takes it in as a case.
#[tauri::command]
#[specta::specta]
pub(crate) async fn accept_request(
    shell: State<'_, Shell>,
    path: String,
    heard: String,
    answers: ImportRequest,
) -> Result<ImportedCase, ApiError> {
    Box::pin(shell.desk()?.accept_request(path, heard, answers)).await
}

/// Sends documents and conclusion back.
#[tauri::command]
#[specta::specta]
pub(crate) async fn write_return(
    shell: State<'_, Shell>,
    case_id: String,
    path: String,
    passphrase: String,
) -> Result<ExportedFile, ApiError> {
    Box::pin(shell.desk()?.write_return(case_id, path, passphrase)).await
}

/// Takes in what came back.
#[tauri::command]
#[specta::specta]
pub(crate) async fn receive_return(shell: State<'_, Shell>, path: String) -> Result<ImportedCase, ApiError> {
    shell.desk()?.receive_return(path).await
}

/// What passed between hospitals about a case.
#[tauri::command]
#[specta::specta]
pub(crate) async fn referral_board(shell: State<'_, Shell>, case_id: String) -> Result<ReferralBoard, ApiError> {
    shell.desk()?.referral_board(case_id).await
}

/// Writes a document that came back to a file.
#[tauri::command]
#[specta::specta]
pub(crate) async fn write_returned(
    shell: State<'_, Shell>,
    case_id: String,
    sha256: String,
    path: String,
    passphrase: String,
) -> Result<ExportedFile, ApiError> {
    shell.desk()?.write_returned(case_id, sha256, path, passphrase).await
}
