use tauri::State;
use workflow::contract::{
    ApiError, CreateWorkspace, CreatedWorkspace, IntendedUse, SessionView, SignIn, WorkspaceState,
};

use crate::shell::Shell;

/// Whether there is a workspace, and who is signed in.
#[tauri::command]
#[specta::specta]
pub(crate) async fn workspace_state(shell: State<'_, Shell>) -> Result<WorkspaceState, ApiError> {
    shell.desk()?.state().await
}

/// Makes the workspace and its first account.
#[tauri::command]
#[specta::specta]
pub(crate) async fn create_workspace(
    shell: State<'_, Shell>,
    request: CreateWorkspace,
) -> Result<CreatedWorkspace, ApiError> {
    shell.desk()?.create_workspace(request).await
}

/// Opens the workspace.
#[tauri::command]
#[specta::specta]
pub(crate) async fn sign_in(shell: State<'_, Shell>, request: SignIn) -> Result<SessionView, ApiError> {
    shell.desk()?.sign_in(request).await
}

/// Closes the workspace and forgets its keys.
#[tauri::command]
#[specta::specta]
pub(crate) async fn lock(shell: State<'_, Shell>) -> Result<(), ApiError> {
    shell.desk()?.lock().await;
    Ok(())
}

/// Records 使用目的 as a responsible person states it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn record_intended_use(shell: State<'_, Shell>, intended_use: IntendedUse) -> Result<(), ApiError> {
    shell.desk()?.record_intended_use(intended_use).await
}
