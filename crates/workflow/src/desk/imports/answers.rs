//! What a person said beside the files: where it goes, and what has to be asked.

use intake::ImportOptions;
use model::case_input::CaseInput;
use model::clinical::ClinicalRecord;
use model::ids::HospitalPatientId;
use model::profile::MolecularProfile;
use model::tumor_type::TumorContext;

use super::{Reading, question};
use crate::contract::{ApiError, ApiErrorKind, ImportRequest, Message};
use crate::matching::tumor_context;

pub(super) fn options(request: &ImportRequest, reading: Reading) -> Result<ImportOptions, ApiError> {
    Ok(ImportOptions {
        assembly: crate::matching::assembly(request.assembly.as_deref())?,
        tumor_sample: request.tumor_sample.clone(),
        normal_sample: request.normal_sample.clone(),
        patient: request.patient.clone(),
        typed: request.form.as_ref().map(crate::typed_form::document),
        reference_sequence: reading.reference_sequence,
        careful: reading.careful,
        ..ImportOptions::default()
    })
}

/// A hospital case is one tumour sample; a cohort file is for the one-shot match.
pub(super) fn only_profile(input: &CaseInput) -> Result<MolecularProfile, ApiError> {
    match input.profiles.as_slice() {
        [profile] => Ok(profile.clone()),
        [] => Err(ApiError {
            kind: ApiErrorKind::InputRefused,
            message: Message { code: "no_molecular_profile".to_owned(), parameters: std::collections::BTreeMap::new() },
        }),
        several => {
            let names: Vec<&str> = several.iter().map(|profile| profile.tumor_sample.as_str()).take(20).collect();
            Err(question("several_tumor_samples", &[("samples", &names.join(", "))]))
        }
    }
}

pub(super) fn clinical_record(input: &CaseInput, request: &ImportRequest) -> ClinicalRecord {
    let mut record = input.clinical.clone().unwrap_or_else(ClinicalRecord::empty);
    let given =
        |text: &Option<String>| text.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
    if let Some(name) = given(&request.patient_name) {
        record.patient.name = name;
    }
    record.patient.kana = given(&request.patient_kana).or(record.patient.kana);
    record.patient.hospital_id = given(&request.hospital_id).map(HospitalPatientId).or(record.patient.hospital_id);
    if let Some(code) = given(&request.tumor_type) {
        record.tumor_type = Some(code.as_str().into());
    }
    record
}

pub(super) fn tumor(request: &ImportRequest, clinical: &ClinicalRecord) -> Result<TumorContext, ApiError> {
    match (&request.tumor_type, &clinical.tumor_type) {
        (Some(text), _) if !text.trim().is_empty() => Ok(tumor_context(text)),
        (_, Some(code)) => Ok(TumorContext::Type(code.clone())),
        _ => Err(question("tumor_type_missing", &[])),
    }
}
