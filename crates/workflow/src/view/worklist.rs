//! The worklist: one entry per case, written with its events.

use casefile::Case;
use jiff::civil::Date;
use model::evidence::LevelState;
use model::finding::Finding;
use model::ids::AccountId;
use serde::{Deserialize, Serialize};

use super::{Course, count, search_text};
use crate::contract::{ApiError, CaseState, WorklistRow};

/// What the worklist keeps of a case; rebuilt from events at any time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct WorklistEntry {
    pub(crate) case_number: String,
    pub(crate) patient_name: String,
    patient_kana: Option<String>,
    pub(crate) hospital_id: Option<String>,
    pub(crate) tumor_label: Option<String>,
    pub(crate) state: CaseState,
    received_on: Date,
    undecided: u32,
    strongest_level: Option<String>,
    leading_labels: Vec<String>,
    synthetic: bool,
    /// Name of the built-in case that it rehearses; `None` for the case of a person.
    #[serde(default)]
    pub(crate) rehearsal: Option<String>,
    /// The release that its findings rest on; `None` in rows of earlier versions.
    #[serde(default)]
    pub(crate) release: Option<String>,
    /// How it goes; `None` in rows of earlier versions, which are read from their log then.
    #[serde(default)]
    pub(crate) course: Option<Course>,
}

impl WorklistEntry {
    /// The row as the store keeps, sorts and finds it.
    pub(crate) fn row(self, search: String) -> Result<store::worklist::WorklistRow, ApiError> {
        let body = serde_json::to_vec(&self).map_err(|_| ApiError::internal("projection_malformed"))?;
        Ok(store::worklist::WorklistRow {
            state: self.state.code().to_owned(),
            received_on: self.received_on.to_string(),
            name_key: search_text(self.patient_kana.as_deref().unwrap_or(&self.patient_name)),
            number_key: self.case_number,
            level_key: self.strongest_level.unwrap_or_else(|| "~".to_owned()),
            search,
            body,
        })
    }

    /// Reads what [`WorklistEntry::row`] kept.
    pub(crate) fn read(body: &[u8]) -> Result<Self, ApiError> {
        serde_json::from_slice(body).map_err(|_| ApiError::internal("projection_malformed"))
    }
}

/// The entry of a case, with the text it is searched by. `None` before the case is open.
pub(crate) fn worklist_entry(case: &Case, tumor_label: Option<String>) -> Option<(WorklistEntry, String)> {
    let (opened, clinical) = (case.opened.as_ref()?, case.clinical.as_ref()?);
    let patient = &clinical.patient;
    let entry = WorklistEntry {
        case_number: opened.number.clone(),
        patient_name: patient.name.clone(),
        patient_kana: patient.kana.clone(),
        hospital_id: patient.hospital_id.as_ref().map(|id| id.0.clone()),
        tumor_label,
        state: state_of(case),
        received_on: opened.received_on,
        undecided: count(case.undecided().len()),
        strongest_level: strongest(case).map(level_text),
        leading_labels: leading(case),
        synthetic: patient.synthetic,
        rehearsal: case.rehearsal().map(|mark| mark.case.clone()),
        release: case.interpretation.as_ref().map(|found| found.release.clone()),
        course: Some(Course::of(case)),
    };
    let genes = case.findings().iter().flat_map(|f| &f.variants).map(|variant| variant.label.clone());
    let mut words: Vec<String> = vec![entry.case_number.clone(), entry.patient_name.clone()];
    words.extend(entry.patient_kana.clone());
    words.extend(entry.hospital_id.clone());
    words.extend(entry.tumor_label.clone());
    words.extend(genes);
    words.dedup();
    let text = words.iter().map(|word| search_text(word)).collect::<Vec<_>>().join("\n");
    Some((entry, text))
}

/// The row on screen.
pub(crate) fn worklist_row(case_id: String, entry: WorklistEntry, viewer: AccountId, today: Date) -> WorklistRow {
    let circulating = entry.course.as_ref().and_then(|course| course.circulating.as_ref());
    let reminder = circulating.map(|circulating| circulating.reminder(viewer, today));
    let days = entry.received_on.until(today).map_or(0, |span| span.get_days());
    WorklistRow {
        case_id,
        case_number: entry.case_number,
        patient_name: entry.patient_name,
        patient_kana: entry.patient_kana,
        hospital_id: entry.hospital_id,
        tumor_label: entry.tumor_label,
        state: entry.state,
        received_on: entry.received_on.to_string(),
        days_since_receipt: count(days),
        undecided: entry.undecided,
        strongest_level: entry.strongest_level,
        leading_labels: entry.leading_labels,
        synthetic: entry.synthetic,
        rehearsal: entry.rehearsal,
        reminder,
    }
}

pub(super) fn state_of(case: &Case) -> CaseState {
    match (&case.signed, &case.draft, case.decisions.is_empty()) {
        (Some(_), ..) => CaseState::Signed,
        (None, Some(draft), _) if !draft.out_of_date => CaseState::Drafted,
        (None, None, true) => CaseState::Interpreted,
        (None, ..) => CaseState::UnderReview,
    }
}

fn strongest(case: &Case) -> Option<&Finding> {
    case.findings()
        .iter()
        .filter(|finding| finding.evidence_level.is_some())
        .min_by_key(|finding| (finding.level_state == LevelState::Candidate, finding.evidence_level))
}

fn level_text(finding: &Finding) -> String {
    let level = finding.evidence_level.map(model::evidence::EvidenceLevel::code).unwrap_or_default();
    match finding.level_state {
        LevelState::Final => level.to_owned(),
        LevelState::Candidate => format!("({level})"),
    }
}

fn leading(case: &Case) -> Vec<String> {
    let mut labels: Vec<String> = Vec::new();
    for variant in case.findings().iter().flat_map(|finding| &finding.variants) {
        if !labels.contains(&variant.label) {
            labels.push(variant.label.clone());
        }
    }
    labels.truncate(3);
    labels
}
