use tauri::State;
use workflow::contract::{
    ActivationView, AffectedCase, ApiError, DownloadView, KeptCorpusView, KnowledgeOverview, KnowledgePage,
    KnowledgeProgress, KnowledgeRowView, ReleaseDiff,
};

use crate::shell::Shell;

/// Rows of one answer; a longer search is made narrower, not scrolled.
const ROWS: u32 = 200;

/// The releases of the workspace, and where corpora come from.
#[tauri::command]
#[specta::specta]
pub(crate) async fn knowledge_overview(shell: State<'_, Shell>) -> Result<KnowledgeOverview, ApiError> {
    shell.desk()?.knowledge_overview().await
}

/// Rows of the active release in which every word occurs.
#[tauri::command]
#[specta::specta]
pub(crate) async fn search_knowledge(shell: State<'_, Shell>, text: String) -> Result<KnowledgePage, ApiError> {
    shell.desk()?.search_knowledge(text, ROWS).await
}

/// One row in full, with its way through the kept releases.
#[tauri::command]
#[specta::specta]
pub(crate) async fn knowledge_row(shell: State<'_, Shell>, id: String) -> Result<KnowledgeRowView, ApiError> {
    shell.desk()?.knowledge_row(id).await
}

/// Keeps what this version of the product ships as a candidate.
#[tauri::command]
#[specta::specta]
pub(crate) async fn keep_shipped_release(shell: State<'_, Shell>) -> Result<String, ApiError> {
    shell.desk()?.keep_shipped_release().await
}

/// Reads files of an open corpus and keeps the release with its rows as a candidate.
#[tauri::command]
#[specta::specta]
pub(crate) async fn import_corpus(
    shell: State<'_, Shell>,
    kind: String,
    paths: Vec<String>,
) -> Result<KeptCorpusView, ApiError> {
    shell.desk()?.import_corpus(kind, paths).await
}

/// Fetches a corpus and tells what came; nothing is kept yet.
#[tauri::command]
#[specta::specta]
pub(crate) async fn download_corpus(
    shell: State<'_, Shell>,
    kind: String,
    address: Option<String>,
    sha256: Option<String>,
) -> Result<DownloadView, ApiError> {
    shell.desk()?.download_corpus(kind, address, sha256).await
}

/// Keeps the release that the downloaded file makes as a candidate.
#[tauri::command]
#[specta::specta]
pub(crate) async fn take_download(shell: State<'_, Shell>, sha256: String) -> Result<KeptCorpusView, ApiError> {
    shell.desk()?.take_download(sha256).await
}

/// Matches every case with the active release and another one, and puts on record that it was looked at.
#[tauri::command]
#[specta::specta]
pub(crate) async fn compare_releases(
    shell: State<'_, Shell>,
    before: Option<String>,
    after: String,
) -> Result<ReleaseDiff, ApiError> {
    shell.desk()?.compare_releases(before, after).await
}

/// Says why it is right that an accepted or reported finding is lost.
#[tauri::command]
#[specta::specta]
pub(crate) async fn answer_loss(
    shell: State<'_, Shell>,
    release: String,
    case_id: String,
    finding_key: String,
    reason: String,
) -> Result<(), ApiError> {
    shell.desk()?.answer_loss(release, case_id, finding_key, reason).await
}

/// Makes a kept release the active one and matches open cases again.
#[tauri::command]
#[specta::specta]
pub(crate) async fn activate_release(shell: State<'_, Shell>, release: String) -> Result<ActivationView, ApiError> {
    shell.desk()?.activate_release(release).await
}

/// Matches the open cases again that an interrupted activation left.
#[tauri::command]
#[specta::specta]
pub(crate) async fn rematch_cases(shell: State<'_, Shell>) -> Result<u32, ApiError> {
    shell.desk()?.rematch().await
}

/// Signed cases that would read otherwise with the active release.
#[tauri::command]
#[specta::specta]
pub(crate) async fn affected_cases(shell: State<'_, Shell>) -> Result<Vec<AffectedCase>, ApiError> {
    shell.desk()?.affected_cases().await
}

/// How far the running comparison, re-matching or download is.
#[tauri::command]
#[specta::specta]
pub(crate) async fn knowledge_progress(shell: State<'_, Shell>) -> Result<Option<KnowledgeProgress>, ApiError> {
    Ok(shell.desk()?.knowledge_progress())
}

/// Ends the running comparison or download; nothing of it stays.
#[tauri::command]
#[specta::specta]
pub(crate) async fn cancel_knowledge_work(shell: State<'_, Shell>) -> Result<(), ApiError> {
    shell.desk()?.cancel_knowledge_work();
    Ok(())
}
