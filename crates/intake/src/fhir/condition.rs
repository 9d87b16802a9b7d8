//! Conditions: the tumour itself, its spread, and other diseases.

use model::stated_fact::FactTopic;
use model::tumor_type::OncoTreeCode;
use serde_json::Value;

use super::ResourceReader;
use super::entries::Entry;
use super::words::{self, Coding};

/// A condition that may be the diagnosis of the case.
pub(super) struct DiagnosisCandidate {
    /// How sure the resource is: the profile of the primary tumour before a code of one, a present disease before a past.
    rank: (bool, bool),
    name: String,
    tumor_type: Option<OncoTreeCode>,
}

/// What a code says about a condition.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Primary { by_profile: bool },
    Secondary,
    Other,
}

impl ResourceReader<'_> {
    pub(super) fn condition(&mut self, entry: &Entry) {
        let resource = &entry.resource;
        let kind = kind(resource);
        let topic = match kind {
            Kind::Primary { .. } => FactTopic::Tumor,
            Kind::Secondary => FactTopic::Stage,
            Kind::Other => FactTopic::Disease,
        };
        self.fact(topic, entry);
        let (Kind::Primary { by_profile }, Some(code)) = (kind, resource.get("code")) else { return };
        let Some(name) = words::concept(code) else { return };
        if is(resource, "verificationStatus", &["refuted", "differential", "unconfirmed", "provisional"]) {
            return;
        }
        let past = is(resource, "clinicalStatus", &["inactive", "remission", "resolved"]);
        let oncotree = words::codings(code).find(|coding| coding.system.to_lowercase().contains("oncotree"));
        let tumor_type = oncotree.map(|coding| OncoTreeCode::from(coding.code));
        self.diagnoses.push(DiagnosisCandidate { rank: (!by_profile, past), name, tumor_type });
    }

    /// The first of the surest; when they name several diseases, that is said.
    pub(super) fn choose_diagnosis(&mut self) {
        let mut candidates = std::mem::take(&mut self.diagnoses);
        candidates.sort_by_key(|candidate| candidate.rank);
        let mut candidates = candidates.into_iter();
        let Some(first) = candidates.next() else { return };
        if candidates.any(|other| other.rank == first.rank && other.name != first.name) {
            self.notices.insert(self.file.notice("fhir_stated_differently").with("field", "diagnosis"));
        }
        self.record.diagnosis = Some(first.name);
        self.record.tumor_type = first.tumor_type;
    }
}

fn is(resource: &Value, element: &str, statuses: &[&str]) -> bool {
    resource.get(element).is_some_and(|status| words::codings(status).any(|coding| statuses.contains(&coding.code)))
}

/// By the profile of mCODE, else by a code of ICD-10: `C00` to `C97`, of which `C77` to `C79` are secondary tumours.
fn kind(resource: &Value) -> Kind {
    let profile = |tail: &str| {
        let profiles = words::items(resource.pointer("/meta/profile")).filter_map(Value::as_str);
        profiles.into_iter().any(|profile| profile.split('|').next().is_some_and(|url| url.ends_with(tail)))
    };
    if profile("mcode-primary-cancer-condition") {
        return Kind::Primary { by_profile: true };
    }
    if profile("mcode-secondary-cancer-condition") {
        return Kind::Secondary;
    }
    let chapters: Vec<u8> =
        resource.get("code").into_iter().flat_map(words::codings).filter_map(|c| neoplasm(&c)).collect();
    match chapters.first() {
        Some(77..=79) => Kind::Secondary,
        Some(_) => Kind::Primary { by_profile: false },
        None => Kind::Other,
    }
}

/// The number of a category of malignant neoplasms in ICD-10 or one of its national forms.
fn neoplasm(coding: &Coding<'_>) -> Option<u8> {
    let system = coding.system.to_lowercase();
    if !system.contains("icd-10") && !system.contains("icd10") {
        return None;
    }
    let digits = coding.code.strip_prefix('C')?.split_at_checked(2)?.0;
    digits.parse().ok().filter(|number| *number <= 97)
}
