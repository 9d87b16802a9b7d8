use tauri::State;
use workflow::contract::{ApiError, WorklistQuery, WorklistRow};

use crate::shell::Shell;

/// The cases that a query asks for.
#[tauri::command]
#[specta::specta]
pub(crate) async fn worklist(shell: State<'_, Shell>, query: WorklistQuery) -> Result<Vec<WorklistRow>, ApiError> {
    shell.desk()?.worklist(query).await
}
