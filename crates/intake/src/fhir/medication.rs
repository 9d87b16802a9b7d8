//! Drugs that were given. What was only ordered, planned or dispensed stays a statement in words.

use model::clinical::Treatment;
use model::stated_fact::FactTopic;
use serde_json::Value;

use super::ResourceReader;
use super::entries::Entry;
use super::words;
use crate::clinical_form::date::WrittenDate;

/// States in which the drug was, or is, taken.
const TAKEN: [&str; 5] = ["active", "in-progress", "completed", "stopped", "on-hold"];

impl ResourceReader<'_> {
    pub(super) fn medication(&mut self, entry: &Entry) {
        let resource = &entry.resource;
        self.fact(FactTopic::Treatment, entry);
        let status = resource.get("status").and_then(Value::as_str).unwrap_or_default();
        let names = self.drug_names(entry);
        let Some((drug, others)) = names.split_first().filter(|_| TAKEN.contains(&status)) else { return };
        let day = |paths: &[&str]| {
            let text = paths.iter().find_map(|path| resource.pointer(path).and_then(Value::as_str))?;
            super::written(text)
        };
        let start = day(&["/effectiveDateTime", "/effectivePeriod/start"]);
        let mut treatment = Treatment {
            drugs: vec![drug.clone()],
            also_named: others.to_vec(),
            ended_because: why_ended(resource),
            ..Treatment::default()
        };
        (treatment.started_on, treatment.started_in) = day_or_part(start);
        if entry.kind == "MedicationAdministration" {
            let last = day(&["/effectivePeriod/end"]).or(start);
            (treatment.ended_on, treatment.ended_in) = day_or_part(last.filter(|_| start.is_some()));
            self.add_given(treatment);
        } else {
            (treatment.ended_on, treatment.ended_in) = day_or_part(day(&["/effectivePeriod/end"]));
            crate::stated::add_treatment(&mut self.record.treatments, treatment);
        }
    }

    /// One more day of a drug: its treatment lasts from the first day that is told to the last. What is known to the month
    /// only stays beside it.
    fn add_given(&mut self, new: Treatment) {
        let by_day = |given: &Treatment| given.started_in.is_none() && given.ended_in.is_none();
        let same = |known: &&mut Treatment| known.drugs == new.drugs && by_day(known);
        let Some(known) = self.given.iter_mut().find(same).filter(|_| by_day(&new)) else {
            self.given.push(new);
            return;
        };
        known.started_on = known.started_on.into_iter().chain(new.started_on).min();
        known.ended_on = known.ended_on.into_iter().chain(new.ended_on).max();
        known.ended_because = known.ended_because.take().or(new.ended_because);
    }

    /// What the drug is called, the best name first.
    fn drug_names(&self, entry: &Entry) -> Vec<String> {
        let resource = &entry.resource;
        let reference = ["/medicationReference/reference", "/medication/reference/reference"];
        let reference = reference.iter().find_map(|path| resource.pointer(path).and_then(Value::as_str));
        let coded = resource.get("medicationCodeableConcept").or_else(|| resource.pointer("/medication/concept"));
        let concept = coded.or_else(|| self.index.concept(self.entries, entry, reference?));
        let Some(concept) = concept else { return Vec::new() };
        let displays = words::codings(concept).filter_map(|coding| coding.display.map(str::to_owned));
        let mut names: Vec<String> = Vec::new();
        for name in words::concept(concept).into_iter().chain(displays) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }
}

fn day_or_part(written: Option<WrittenDate>) -> (Option<jiff::civil::Date>, Option<String>) {
    written.map(WrittenDate::day_or_part).unwrap_or_default()
}

/// The reason of the status of a treatment that was stopped, or the reason of termination that mCODE adds.
fn why_ended(resource: &Value) -> Option<String> {
    let stopped = resource.get("status").and_then(Value::as_str) == Some("stopped");
    let status = words::items(resource.get("statusReason")).find_map(words::concept).filter(|_| stopped);
    status.or_else(|| {
        let told = words::items(resource.get("extension")).find(|extension| {
            let url = extension.get("url").and_then(Value::as_str).unwrap_or_default();
            url.ends_with("termination-reason")
        });
        told?.get("valueCodeableConcept").and_then(words::concept)
    })
}
