use tauri::State;
use workflow::contract::{ApiError, CaseView};

use crate::shell::Shell;

/// One case.
#[tauri::command]
#[specta::specta]
pub(crate) async fn case_view(shell: State<'_, Shell>, case_id: String) -> Result<CaseView, ApiError> {
    shell.desk()?.case(case_id).await
}

/// Accepts or declines a finding, or takes the decision back.
#[tauri::command]
#[specta::specta]
pub(crate) async fn decide_finding(
    shell: State<'_, Shell>,
    case_id: String,
    finding_key: String,
    decision: String,
    reason: Option<String>,
) -> Result<CaseView, ApiError> {
    shell.desk()?.decide_finding(case_id, finding_key, decision, reason).await
}
