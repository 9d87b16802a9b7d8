//! Observations: performance status, stage, measured values; those of genomics are recognised and left to their own files.

use model::clinical::LAST_ECOG_PS;
use model::ledger::Bin;
use model::stated_fact::FactTopic;
use serde_json::Value;

use super::ResourceReader;
use super::entries::{Entry, Outcome};
use super::words;

const LOINC: &str = "http://loinc.org";

/// LOINC 89247-1: ECOG Performance Status score.
const ECOG: &str = "89247-1";

/// LOINC codes of what a genomics report observes: variant, region studied, genotype, haplotype, MSI, TMB.
const GENOMIC_CODES: [&str; 6] = ["69548-6", "53041-0", "84413-4", "84414-2", "81695-9", "94076-7"];

/// LOINC codes of components that only such an observation has: gene studied, c.HGVS, p.HGVS, g.HGVS, variation code.
const GENOMIC_COMPONENTS: [&str; 5] = ["48018-6", "48004-6", "48005-3", "81290-9", "81252-9"];

/// LOINC codes of stage groups and TNM categories, clinical, pathological and either.
const STAGE_CODES: [&str; 9] =
    ["21908-9", "21902-2", "21914-7", "21905-5", "21906-3", "21907-1", "21899-0", "21900-6", "21901-4"];

impl ResourceReader<'_> {
    pub(super) fn observation(&mut self, entry: &Entry) -> Outcome {
        let resource = &entry.resource;
        if is_genomic(resource) {
            self.genomic += 1;
            let code = resource.get("code").and_then(|code| words::codings(code).next().map(|coding| coding.code));
            let code = code.filter(|code| code.len() <= 40).unwrap_or("?");
            return self.unread(format!("Observation {code}"));
        }
        if !says_something(resource) || resource.get("status").and_then(Value::as_str) == Some("cancelled") {
            return Outcome::Ended(Bin::NoValue);
        }
        if has_code(resource.get("code"), &[ECOG]) {
            self.performance_status(resource);
        }
        self.fact(topic(resource), entry);
        Outcome::Ended(Bin::Kept)
    }

    fn performance_status(&mut self, resource: &Value) {
        let value = resource.get("valueInteger").or_else(|| resource.pointer("/valueQuantity/value"));
        let status = value.and_then(Value::as_u64).and_then(|status| u8::try_from(status).ok());
        let Some(status) = status.filter(|status| *status <= LAST_ECOG_PS) else {
            self.notices.insert(self.file.notice("value_not_understood").with("field", "ecog_ps"));
            return;
        };
        self.performance.insert((day(resource).map(str::to_owned), status));
    }

    /// The latest one; two of the same day that differ leave it open.
    pub(super) fn choose_performance(&mut self) {
        let Some((latest, status)) = self.performance.last() else { return };
        let same_day = self.performance.iter().filter(|(day, _)| day == latest).count();
        if same_day > 1 {
            self.notices.insert(self.file.notice("fhir_stated_differently").with("field", "ecog_ps"));
        } else {
            self.record.ecog_ps = Some(*status);
        }
    }
}

/// When it was seen, as written.
fn day(resource: &Value) -> Option<&str> {
    let at = |path: &str| resource.pointer(path).and_then(Value::as_str);
    let seen = at("/effectiveDateTime").or_else(|| at("/effectiveInstant")).or_else(|| at("/effectivePeriod/start"));
    seen.and_then(|text| text.split('T').next())
}

fn has_code(concept: Option<&Value>, codes: &[&str]) -> bool {
    concept.is_some_and(|concept| {
        words::codings(concept).any(|coding| coding.system == LOINC && codes.contains(&coding.code))
    })
}

fn profiles(resource: &Value) -> impl Iterator<Item = &str> {
    words::items(resource.pointer("/meta/profile")).filter_map(Value::as_str)
}

fn has_category(resource: &Value, code: &str) -> bool {
    words::items(resource.get("category")).flat_map(words::codings).any(|coding| coding.code == code)
}

fn is_genomic(resource: &Value) -> bool {
    let mut components = words::items(resource.get("component"));
    profiles(resource).any(|profile| profile.contains("genomics-reporting") || profile.contains("mcode-genomic"))
        || has_category(resource, "GE")
        || has_code(resource.get("code"), &GENOMIC_CODES)
        || components.any(|component| has_code(component.get("code"), &GENOMIC_COMPONENTS))
}

/// Whether there is a value, or anything else that stands for one.
fn says_something(resource: &Value) -> bool {
    const INSTEAD: [&str; 6] = ["component", "hasMember", "interpretation", "extension", "note", "bodySite"];
    let fields = resource.as_object();
    let mut names = fields.into_iter().flat_map(serde_json::Map::keys);
    names.any(|name| name.starts_with("value") || INSTEAD.contains(&name.as_str()))
}

fn topic(resource: &Value) -> FactTopic {
    let profile = |part: &str| profiles(resource).any(|profile| profile.contains(part));
    let staged = ["mcode-tnm-", "-stage", "mcode-history-of-metastatic-cancer"].into_iter().any(profile);
    if staged || has_code(resource.get("code"), &STAGE_CODES) {
        FactTopic::Stage
    } else if profile("mcode-cancer-disease-status") {
        FactTopic::Outcome
    } else if has_category(resource, "social-history") || profile("mcode-comorbidities") {
        FactTopic::Background
    } else {
        FactTopic::Measurement
    }
}
