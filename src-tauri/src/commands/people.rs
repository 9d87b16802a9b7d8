use tauri::State;
use workflow::contract::{
    AccountRow, AlertRow, ApiError, AuditPage, AuditQuery, AuditReport, DocumentCheck, ExportedFile, ExportedKeyList,
    GuardSettings, IssuedAccount, KeyRevocation, NewAccount, PermissionRow, RecoveryCodes, RotationReport,
    SecondFactorOffer, SessionView, SigningKeys,
};

use crate::shell::Shell;

/// Everybody who has or had an account.
#[tauri::command]
#[specta::specta]
pub(crate) async fn accounts(shell: State<'_, Shell>) -> Result<Vec<AccountRow>, ApiError> {
    shell.desk()?.accounts().await
}

/// Gives somebody an account.
#[tauri::command]
#[specta::specta]
pub(crate) async fn add_account(shell: State<'_, Shell>, wanted: NewAccount) -> Result<IssuedAccount, ApiError> {
    shell.desk()?.add_account(wanted).await
}

/// Gives somebody other roles and qualifications.
#[tauri::command]
#[specta::specta]
pub(crate) async fn change_account(
    shell: State<'_, Shell>,
    account: String,
    roles: Vec<String>,
    qualifications: Vec<String>,
) -> Result<AccountRow, ApiError> {
    shell.desk()?.change_account(account, roles, qualifications).await
}

/// Gives somebody words that let them in once.
#[tauri::command]
#[specta::specta]
pub(crate) async fn reset_account(shell: State<'_, Shell>, account: String) -> Result<IssuedAccount, ApiError> {
    shell.desk()?.reset_account(account).await
}

/// Takes an account away.
#[tauri::command]
#[specta::specta]
pub(crate) async fn revoke_account(shell: State<'_, Shell>, account: String) -> Result<AccountRow, ApiError> {
    shell.desk()?.revoke_account(account).await
}

/// Chooses one's own passphrase.
#[tauri::command]
#[specta::specta]
pub(crate) async fn choose_passphrase(
    shell: State<'_, Shell>,
    old: String,
    chosen: String,
) -> Result<SessionView, ApiError> {
    shell.desk()?.choose_passphrase(old, chosen).await
}

/// Offers a new second factor.
#[tauri::command]
#[specta::specta]
pub(crate) async fn offer_second_factor(shell: State<'_, Shell>) -> Result<SecondFactorOffer, ApiError> {
    shell.desk()?.offer_second_factor().await
}

/// Enrols the second factor that was offered.
#[tauri::command]
#[specta::specta]
pub(crate) async fn enrol_second_factor(
    shell: State<'_, Shell>,
    passphrase: String,
    code: String,
) -> Result<RecoveryCodes, ApiError> {
    shell.desk()?.enrol_second_factor(passphrase, code).await
}

/// How the workspace is guarded.
#[tauri::command]
#[specta::specta]
pub(crate) async fn guard_settings(shell: State<'_, Shell>) -> Result<GuardSettings, ApiError> {
    shell.desk()?.guard_settings().await
}

/// Guards the workspace otherwise.
#[tauri::command]
#[specta::specta]
pub(crate) async fn change_guards(shell: State<'_, Shell>, wanted: GuardSettings) -> Result<GuardSettings, ApiError> {
    shell.desk()?.change_guards(wanted).await
}

/// The table of permissions.
#[tauri::command]
#[specta::specta]
pub(crate) async fn permissions(shell: State<'_, Shell>) -> Result<Vec<PermissionRow>, ApiError> {
    shell.desk()?.permissions().await
}

/// Events of the log.
#[tauri::command]
#[specta::specta]
pub(crate) async fn audit_log(shell: State<'_, Shell>, query: AuditQuery) -> Result<AuditPage, ApiError> {
    shell.desk()?.audit_log(query).await
}

/// Whether the log is whole.
#[tauri::command]
#[specta::specta]
pub(crate) async fn verify_log(shell: State<'_, Shell>) -> Result<AuditReport, ApiError> {
    shell.desk()?.verify_chain().await
}

/// Writes the log to a file that a person chose.
#[tauri::command]
#[specta::specta]
pub(crate) async fn export_audit(
    shell: State<'_, Shell>,
    format: String,
    path: String,
    passphrase: String,
) -> Result<ExportedFile, ApiError> {
    shell.desk()?.export_audit(format, path, passphrase).await
}

/// Glasses that were broken.
#[tauri::command]
#[specta::specta]
pub(crate) async fn alerts(shell: State<'_, Shell>) -> Result<Vec<AlertRow>, ApiError> {
    shell.desk()?.alerts().await
}

/// Says what came of an alert.
#[tauri::command]
#[specta::specta]
pub(crate) async fn review_alert(shell: State<'_, Shell>, alert: String, remark: String) -> Result<(), ApiError> {
    shell.desk()?.review_alert(alert, remark).await
}

/// Opens a case that one's roles do not open.
#[tauri::command]
#[specta::specta]
pub(crate) async fn break_glass(
    shell: State<'_, Shell>,
    case_id: String,
    reason: String,
    passphrase: String,
) -> Result<String, ApiError> {
    shell.desk()?.break_glass(case_id, reason, passphrase).await
}

/// Every signing key, and the institutions whose lists were imported.
#[tauri::command]
#[specta::specta]
pub(crate) async fn signing_keys(shell: State<'_, Shell>) -> Result<SigningKeys, ApiError> {
    shell.desk()?.signing_keys().await
}

/// Lets a key count no more.
#[tauri::command]
#[specta::specta]
pub(crate) async fn revoke_key(
    shell: State<'_, Shell>,
    wanted: KeyRevocation,
    passphrase: String,
) -> Result<SigningKeys, ApiError> {
    shell.desk()?.revoke_key(wanted, passphrase).await
}

/// Writes the signed list of keys to a file that a person chose.
#[tauri::command]
#[specta::specta]
pub(crate) async fn export_key_list(
    shell: State<'_, Shell>,
    path: String,
    passphrase: String,
) -> Result<ExportedKeyList, ApiError> {
    shell.desk()?.export_key_list(path, passphrase).await
}

/// Imports the key list of an institution.
#[tauri::command]
#[specta::specta]
pub(crate) async fn import_key_list(
    shell: State<'_, Shell>,
    path: String,
    compared: Option<String>,
) -> Result<SigningKeys, ApiError> {
    shell.desk()?.import_key_list(path, compared).await
}

/// Checks a signed document.
#[tauri::command]
#[specta::specta]
pub(crate) async fn verify_document(shell: State<'_, Shell>, path: String) -> Result<DocumentCheck, ApiError> {
    shell.desk()?.verify_document(path).await
}

/// Makes another signing key for oneself.
#[tauri::command]
#[specta::specta]
pub(crate) async fn renew_signing_key(shell: State<'_, Shell>, passphrase: String) -> Result<SigningKeys, ApiError> {
    shell.desk()?.renew_signing_key(passphrase).await
}

/// Puts another workspace key in the place of the one in use.
#[tauri::command]
#[specta::specta]
pub(crate) async fn rotate_workspace_key(
    shell: State<'_, Shell>,
    halves: [String; 2],
    passphrase: String,
) -> Result<RotationReport, ApiError> {
    shell.desk()?.rotate_workspace_key(halves, passphrase).await
}
