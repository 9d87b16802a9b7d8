use tauri::State;
use workflow::contract::{ApiError, CaseView, ClinicalChoices, FormCheck, TypedForm};

use crate::shell::Shell;

/// What may be chosen in the fields of a clinical record.
#[tauri::command]
#[specta::specta]
pub(crate) async fn clinical_choices(shell: State<'_, Shell>) -> Result<ClinicalChoices, ApiError> {
    shell.desk()?.clinical_choices().await
}

/// What would be read of a form, and what cannot be.
#[tauri::command]
#[specta::specta]
pub(crate) async fn check_form(shell: State<'_, Shell>, form: TypedForm) -> Result<FormCheck, ApiError> {
    shell.desk()?.check_form(form).await
}

/// The form that the record of a case fills.
#[tauri::command]
#[specta::specta]
pub(crate) async fn clinical_form(shell: State<'_, Shell>, case_id: String) -> Result<TypedForm, ApiError> {
    shell.desk()?.clinical_form(case_id).await
}

/// Records what a form says otherwise than the case.
#[tauri::command]
#[specta::specta]
pub(crate) async fn record_form(
    shell: State<'_, Shell>,
    case_id: String,
    form: TypedForm,
    because: String,
) -> Result<CaseView, ApiError> {
    shell.desk()?.record_form(case_id, form, because).await
}
