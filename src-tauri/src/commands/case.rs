use tauri::State;
use workflow::contract::{
    ApiError, AsOfView, CaseExplanation, CaseView, GenePlace, LinkedFileView, StructureView, VariantDetail,
    VariantFacets, VariantFilter, VariantPage, VariantQuery,
};

use crate::shell::Shell;

/// The findings of a case as of any day; nothing is kept.
#[tauri::command]
#[specta::specta]
pub(crate) async fn case_as_of(shell: State<'_, Shell>, case_id: String, day: String) -> Result<AsOfView, ApiError> {
    shell.desk()?.case_as_of(case_id, day).await
}

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

/// A page of the variant table.
#[tauri::command]
#[specta::specta]
pub(crate) async fn variant_page(
    shell: State<'_, Shell>,
    case_id: String,
    query: VariantQuery,
) -> Result<VariantPage, ApiError> {
    shell.desk()?.variant_page(case_id, query).await
}

/// How many rows each choice of a filter would show.
#[tauri::command]
#[specta::specta]
pub(crate) async fn variant_facets(
    shell: State<'_, Shell>,
    case_id: String,
    filter: VariantFilter,
) -> Result<VariantFacets, ApiError> {
    shell.desk()?.variant_facets(case_id, filter).await
}

/// One row of the variant table in full.
#[tauri::command]
#[specta::specta]
pub(crate) async fn variant_detail(
    shell: State<'_, Shell>,
    case_id: String,
    row: u32,
) -> Result<VariantDetail, ApiError> {
    shell.desk()?.variant_detail(case_id, row).await
}

/// Copy number, structural variants and fusions.
#[tauri::command]
#[specta::specta]
pub(crate) async fn structure_view(shell: State<'_, Shell>, case_id: String) -> Result<StructureView, ApiError> {
    shell.desk()?.structure(case_id).await
}

/// Where a gene lies.
#[tauri::command]
#[specta::specta]
pub(crate) async fn structure_gene(
    shell: State<'_, Shell>,
    case_id: String,
    gene: String,
) -> Result<Option<GenePlace>, ApiError> {
    shell.desk()?.structure_gene(case_id, gene).await
}

/// What happened to a record, and why.
#[tauri::command]
#[specta::specta]
pub(crate) async fn explain_record(
    shell: State<'_, Shell>,
    case_id: String,
    question: String,
) -> Result<CaseExplanation, ApiError> {
    shell.desk()?.explain(case_id, question).await
}

/// Corrects a clinical fact, with a reason.
#[tauri::command]
#[specta::specta]
pub(crate) async fn correct_clinical(
    shell: State<'_, Shell>,
    case_id: String,
    field: String,
    value: String,
    because: String,
) -> Result<CaseView, ApiError> {
    shell.desk()?.correct_clinical(case_id, field, value, because).await
}

/// Looks at every byte of the linked files of a case.
#[tauri::command]
#[specta::specta]
pub(crate) async fn check_linked(shell: State<'_, Shell>, case_id: String) -> Result<Vec<LinkedFileView>, ApiError> {
    shell.desk()?.check_linked(case_id).await
}
