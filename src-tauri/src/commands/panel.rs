use tauri::State;
use workflow::contract::{
    ApiError, Attendance, CaseView, ConfirmationChange, ConsentWithdrawal, HousePanelRule, NewConclusion, NewConsent,
    NewOmission, NewOpinion, NewPanel, PanelBoard, PanelDay, PanelRuleView, Precedents, ProgrammeView, ReminderRow,
};

use crate::shell::Shell;

/// Records an answer about consent.
#[tauri::command]
#[specta::specta]
pub(crate) async fn record_consent(
    shell: State<'_, Shell>,
    case_id: String,
    consent: NewConsent,
) -> Result<CaseView, ApiError> {
    shell.desk()?.record_consent(case_id, consent).await
}

/// Records that a yes was withdrawn.
#[tauri::command]
#[specta::specta]
pub(crate) async fn withdraw_consent(
    shell: State<'_, Shell>,
    case_id: String,
    withdrawal: ConsentWithdrawal,
) -> Result<CaseView, ApiError> {
    shell.desk()?.withdraw_consent(case_id, withdrawal).await
}

/// Names the day of a milestone.
#[tauri::command]
#[specta::specta]
pub(crate) async fn reach_milestone(
    shell: State<'_, Shell>,
    case_id: String,
    milestone: String,
    on: String,
    because: Option<String>,
) -> Result<CaseView, ApiError> {
    shell.desk()?.reach_milestone(case_id, milestone, on, because).await
}

/// Everything about the panels of a case.
#[tauri::command]
#[specta::specta]
pub(crate) async fn panel_board(shell: State<'_, Shell>, case_id: String) -> Result<PanelBoard, ApiError> {
    shell.desk()?.panel_board(case_id).await
}

/// Calls a panel.
#[tauri::command]
#[specta::specta]
pub(crate) async fn convene_panel(
    shell: State<'_, Shell>,
    case_id: String,
    panel: NewPanel,
) -> Result<PanelBoard, ApiError> {
    shell.desk()?.convene_panel(case_id, panel).await
}

/// Says who was there.
#[tauri::command]
#[specta::specta]
pub(crate) async fn record_attendance(
    shell: State<'_, Shell>,
    case_id: String,
    attendance: Attendance,
) -> Result<PanelBoard, ApiError> {
    shell.desk()?.record_attendance(case_id, attendance).await
}

/// Gives an opinion.
#[tauri::command]
#[specta::specta]
pub(crate) async fn give_opinion(
    shell: State<'_, Shell>,
    case_id: String,
    opinion: NewOpinion,
) -> Result<PanelBoard, ApiError> {
    shell.desk()?.give_opinion(case_id, opinion).await
}

/// Lets opinions be seen.
#[tauri::command]
#[specta::specta]
pub(crate) async fn reveal_opinions(
    shell: State<'_, Shell>,
    case_id: String,
    because: Option<String>,
) -> Result<PanelBoard, ApiError> {
    shell.desk()?.reveal_opinions(case_id, because).await
}

/// Concludes the panel.
#[tauri::command]
#[specta::specta]
pub(crate) async fn conclude_panel(
    shell: State<'_, Shell>,
    case_id: String,
    conclusion: NewConclusion,
) -> Result<PanelBoard, ApiError> {
    shell.desk()?.conclude_panel(case_id, conclusion).await
}

/// Takes the conclusion back.
#[tauri::command]
#[specta::specta]
pub(crate) async fn withdraw_conclusion(
    shell: State<'_, Shell>,
    case_id: String,
    because: String,
) -> Result<PanelBoard, ApiError> {
    shell.desk()?.withdraw_conclusion(case_id, because).await
}

/// Ends a panel that was called wrongly.
#[tauri::command]
#[specta::specta]
pub(crate) async fn cancel_panel(
    shell: State<'_, Shell>,
    case_id: String,
    because: String,
) -> Result<PanelBoard, ApiError> {
    shell.desk()?.cancel_panel(case_id, because).await
}

/// Decides that no panel is held.
#[tauri::command]
#[specta::specta]
pub(crate) async fn omit_panel(
    shell: State<'_, Shell>,
    case_id: String,
    omission: NewOmission,
) -> Result<PanelBoard, ApiError> {
    shell.desk()?.omit_panel(case_id, omission).await
}

/// What holds for a panel on a day.
#[tauri::command]
#[specta::specta]
pub(crate) async fn panel_day(shell: State<'_, Shell>, case_id: String, day: String) -> Result<PanelDay, ApiError> {
    shell.desk()?.panel_day(case_id, day).await
}

/// Earlier conclusions on the biomarkers of a case.
#[tauri::command]
#[specta::specta]
pub(crate) async fn precedents(shell: State<'_, Shell>, case_id: String) -> Result<Precedents, ApiError> {
    shell.desk()?.precedents(case_id).await
}

/// Circulated reviews that wait for opinions.
#[tauri::command]
#[specta::specta]
pub(crate) async fn reminders(shell: State<'_, Shell>) -> Result<Vec<ReminderRow>, ApiError> {
    shell.desk()?.reminders().await
}

/// Says where a case stands in the programme.
#[tauri::command]
#[specta::specta]
pub(crate) async fn place_in_programme(
    shell: State<'_, Shell>,
    case_id: String,
    programme: ProgrammeView,
) -> Result<CaseView, ApiError> {
    shell.desk()?.place_in_programme(case_id, programme).await
}

/// A step of a confirmatory test.
#[tauri::command]
#[specta::specta]
pub(crate) async fn confirm_finding(
    shell: State<'_, Shell>,
    case_id: String,
    finding_key: String,
    change: ConfirmationChange,
) -> Result<PanelBoard, ApiError> {
    shell.desk()?.confirm_finding(case_id, finding_key, change).await
}

/// Opens a signed report again.
#[tauri::command]
#[specta::specta]
pub(crate) async fn open_amendment(
    shell: State<'_, Shell>,
    case_id: String,
    kind: String,
    because: String,
    replaces: u32,
) -> Result<PanelBoard, ApiError> {
    shell.desk()?.open_amendment(case_id, kind, because, replaces).await
}

/// A task of an amendment is done.
#[tauri::command]
#[specta::specta]
pub(crate) async fn close_amendment_task(
    shell: State<'_, Shell>,
    case_id: String,
    replaces: u32,
    task: String,
    how: String,
) -> Result<PanelBoard, ApiError> {
    shell.desk()?.close_amendment_task(case_id, replaces, task, how).await
}

/// The hospital's own rules of the panel.
#[tauri::command]
#[specta::specta]
pub(crate) async fn house_panel_rules(shell: State<'_, Shell>) -> Result<Vec<PanelRuleView>, ApiError> {
    shell.desk()?.house_panel_rules().await
}

/// Records one more.
#[tauri::command]
#[specta::specta]
pub(crate) async fn record_house_panel_rule(
    shell: State<'_, Shell>,
    rule: HousePanelRule,
) -> Result<Vec<PanelRuleView>, ApiError> {
    shell.desk()?.record_house_panel_rule(rule).await
}
