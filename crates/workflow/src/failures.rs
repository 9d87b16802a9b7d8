//! Errors that a shell itself may have, so that no shell invents a code.

use std::collections::BTreeMap;
use std::path::Path;

use crate::contract::{ApiError, ApiErrorKind, LinkedFileView, Message};
use crate::wording::{Language, text};

fn error(kind: ApiErrorKind, code: &str, parameters: &[(&str, &str)]) -> ApiError {
    let parameters: BTreeMap<String, String> =
        parameters.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    ApiError { kind, message: Message { code: code.to_owned(), parameters } }
}

/// The answer could not be written to the terminal.
pub fn answer_not_written() -> ApiError {
    error(ApiErrorKind::World, "answer_not_written", &[])
}

/// `shirube schema X` with an unknown X.
pub fn schema_unknown(answer: &str) -> ApiError {
    error(ApiErrorKind::Refused, "schema_unknown", &[("answer", answer)])
}

/// A document that was to be checked is not there, cannot be read, or is too large to be one.
pub fn document_unreadable(path: &Path) -> ApiError {
    error(ApiErrorKind::World, "document_unreadable", &[("file", &file_name(path))])
}

/// The last part of a path, for a sentence.
pub(crate) fn file_name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// `shirube variants --filter X` with an X that is no filter.
pub fn variant_filter_unreadable(value: &str) -> ApiError {
    error(ApiErrorKind::Refused, "variant_filter_unreadable", &[("value", value)])
}

/// `shirube structure --gene X` with an X that nothing places.
pub fn structure_gene_unknown(gene: &str) -> ApiError {
    error(ApiErrorKind::Refused, "structure_gene_unknown", &[("gene", gene)])
}

/// `shirube kb verify` found problems.
pub fn knowledge_unsound(problems: usize) -> ApiError {
    error(ApiErrorKind::Refused, "knowledge_unsound", &[("count", &problems.to_string())])
}

/// `shirube kb import --out` together with `--workspace`.
pub fn release_goes_to_one_place() -> ApiError {
    error(ApiErrorKind::Question, "release_goes_to_one_place", &[])
}

/// A corpus was downloaded and nobody said that it is to be kept.
pub fn download_not_taken(sha256: &str) -> ApiError {
    error(ApiErrorKind::Question, "download_not_taken", &[("sha256", sha256)])
}

/// `shirube kb rehearse`: the folder holds no case with an answer key.
pub fn rehearsal_missing(folder: &Path) -> ApiError {
    error(ApiErrorKind::World, "rehearsal_missing", &[("folder", &folder.display().to_string())])
}

/// A case of the rehearsal has no key that can be read, or not one tumour sample.
pub(crate) fn rehearsal_case_unreadable(case: &str) -> ApiError {
    error(ApiErrorKind::InputRefused, "rehearsal_case_unreadable", &[("case", case)])
}

/// A case of the rehearsal is not the one that shipped.
pub(crate) fn rehearsal_case_changed(case: &str) -> ApiError {
    error(ApiErrorKind::InputRefused, "rehearsal_case_changed", &[("case", case)])
}

/// `shirube kb rehearse`: the release stays below a bar.
pub fn rehearsal_below_bar() -> ApiError {
    error(ApiErrorKind::Refused, "rehearsal_below_bar", &[])
}

/// No asynchronous runtime could be started.
pub fn runtime_missing() -> ApiError {
    error(ApiErrorKind::World, "runtime_missing", &[])
}

/// The folders that ship with the product were not found.
pub fn resources_missing() -> ApiError {
    error(ApiErrorKind::World, "resources_missing", &[])
}

/// No workspace folder was named and no user folder is known.
pub fn workspace_not_told() -> ApiError {
    error(ApiErrorKind::Question, "workspace_not_told", &[])
}

/// An entry in JSON that cannot be read.
pub fn entry_unreadable(from: &Path, detail: &str) -> ApiError {
    let file = from.file_name().unwrap_or(from.as_os_str()).to_string_lossy();
    error(ApiErrorKind::InputRefused, "entry_unreadable", &[("file", &file), ("detail", detail)])
}

/// A path that has no exact text, so that another file than the named one would be meant.
pub fn path_not_text(path: &Path) -> ApiError {
    let file = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
    error(ApiErrorKind::InputRefused, "path_not_text", &[("file", &file)])
}

/// No login was given.
pub fn login_missing() -> ApiError {
    error(ApiErrorKind::Question, "login_missing", &[])
}

/// No one-time code was typed.
pub fn code_missing() -> ApiError {
    error(ApiErrorKind::Question, "code_missing", &[])
}

/// No passphrase was given and nobody can be asked.
pub fn passphrase_missing() -> ApiError {
    error(ApiErrorKind::Question, "passphrase_missing", &[])
}

/// What to say before a passphrase is typed.
pub fn passphrase_prompt(language: Language) -> String {
    text("passphrase_prompt", language)
}

/// What to say before a new passphrase is typed.
pub fn new_passphrase_prompt(language: Language) -> String {
    text("new_passphrase_prompt", language)
}

/// What to say before each half of the recovery key is typed.
pub fn recovery_prompts(language: Language) -> [String; 2] {
    ["recovery_first_prompt", "recovery_second_prompt"].map(|code| text(code, language))
}

/// A half of the recovery key was not given and nobody can be asked.
pub fn recovery_half_missing() -> ApiError {
    error(ApiErrorKind::Question, "recovery_half_missing", &[])
}

/// `shirube match` without a tumour type.
pub fn tumor_type_missing() -> ApiError {
    error(ApiErrorKind::Question, "tumor_type_missing", &[])
}

/// A finding was named by too few digits, or does not exist.
pub fn finding_not_named(wanted: &str) -> ApiError {
    error(ApiErrorKind::Question, "finding_not_named", &[("wanted", wanted)])
}

/// A linked file is gone, or is not the one that was read.
pub fn linked_file_lost(linked: &LinkedFileView) -> ApiError {
    let code = if linked.state == "missing" { "linked_file_missing" } else { "linked_file_changed" };
    error(ApiErrorKind::World, code, &[("file", &linked.name), ("path", &linked.path)])
}

/// The log has a fault.
pub fn chain_broken() -> ApiError {
    error(ApiErrorKind::World, "chain_broken", &[])
}

/// The folder of demonstration cases cannot be read.
pub fn demo_cases_missing() -> ApiError {
    error(ApiErrorKind::World, "demo_cases_missing", &[])
}

/// The PDFs of the demonstration cannot be written.
pub fn demo_documents_not_written() -> ApiError {
    error(ApiErrorKind::World, "demo_documents_not_written", &[])
}
