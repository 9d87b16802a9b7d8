//! FHIR R4 in: a bundle, lines of resources, or one resource, with the clinical facts of one patient.
//!
//! Each resource is one record. Whom a resource speaks of is told by its reference and nothing else: what names nobody, or
//! cannot be traced, is malformed, and resources of different patients are never put together.

mod condition;
mod entries;
mod medication;
mod observation;
mod patient;
mod references;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use model::clinical::{ClinicalRecord, Treatment};
use model::ledger::Bin;
use model::notice::Notice;
use model::small_variant::RecordSource;
use model::stated_fact::{FactTopic, StatedFact};
use serde_json::Value;

use self::condition::DiagnosisCandidate;
use self::entries::{Entry, Outcome};
use self::references::{Index, Subject};
use crate::clinical_form::date::{self, WrittenDate};
use crate::error::{IntakeError, Question};
use crate::json_document;
use crate::malformed::MalformedCause;
use crate::part::{FileIdentity, FilePart};
use crate::stated::{add_treatment, sort_treatments};
use crate::tally::Tally;
use crate::whose::Whose;

pub(crate) use self::entries::{has_type, is_lines};

/// No statement of a clinic is longer; what is (an embedded document) is cut, and that is said.
const FACT_LIMIT_CHARACTERS: usize = 4_000;

/// How many kinds of resources a notice names.
const KINDS_NAMED: usize = 20;

/// What is gathered over the resources of one patient.
struct ResourceReader<'r> {
    file: &'r FileIdentity,
    entries: &'r [Entry],
    index: &'r Index,
    record: ClinicalRecord,
    notices: BTreeSet<Notice>,
    diagnoses: Vec<DiagnosisCandidate>,
    /// ECOG performance status with the day it was seen; an unknown day comes first.
    performance: BTreeSet<(Option<String>, u8)>,
    /// Drugs that were given on single days, in the order of the document.
    given: Vec<Treatment>,
    specimens: Vec<model::clinical::Specimen>,
    not_read: BTreeMap<String, u64>,
    genomic: u64,
    cut: u64,
}

/// Reads a whole document; which patient is asked where it speaks of several.
pub(crate) fn read(file: &FileIdentity, document: &[u8], whose: &Whose<'_>) -> Result<FilePart, IntakeError> {
    let (entries, more_pages) = entries::read(&file.name, json_document::text(&file.name, document)?)?;
    let index = Index::of(&entries);
    let subjects: Vec<Subject> = entries.iter().map(|entry| index.subject(&entries, entry)).collect();
    let labels = references::labels(&subjects);
    let patients: BTreeSet<String> = labels.values().cloned().collect();
    // A server counts its patients: the name of a sample says nothing about which of them is meant.
    let asked = Whose { asked: whose.asked, samples: BTreeSet::new() };
    let chosen = (!patients.is_empty()).then(|| asked.choose(&file.name, &patients)).transpose()?;
    let is_chosen = |subject: &Subject| matches!(subject, Subject::Patient(key) if labels.get(key) == chosen.as_ref());
    // Nothing but the word of a person joins a file that does not describe its patient to the other files.
    let described = entries.iter().zip(&subjects).any(|(entry, subject)| entry.kind == "Patient" && is_chosen(subject));
    if chosen.is_some() && !described && whose.asked.is_none() {
        let candidates = patients.into_iter().collect();
        return Err(IntakeError::question(&file.name, Question::PatientUnclear { candidates }));
    }
    let mut tally = Tally::default();
    let mut reader = ResourceReader::new(file, &entries, &index);
    for (entry, subject) in entries.iter().zip(&subjects) {
        tally.read();
        let own = match subject {
            Subject::Patient(_) => is_chosen(subject),
            Subject::Nobody | Subject::SomethingElse | Subject::Unclear => true,
        };
        match if own { reader.entry(entry, subject) } else { Outcome::Ended(Bin::OtherSample) } {
            Outcome::Ended(bin) => tally.end(bin),
            Outcome::Malformed(cause) => tally.end_malformed(entry.line, cause),
        }
    }
    let (clinical, mut notices) = reader.finish();
    for (code, count) in [
        ("records_malformed", tally.count(Bin::Malformed)),
        ("fhir_no_resources", u64::from(tally.records() == 0)),
        ("fhir_more_pages", u64::from(more_pages)),
    ] {
        if count > 0 {
            notices.push(file.notice(code).with("count", count));
        }
    }
    Ok(FilePart {
        ledger: tally.close(&file.name, "fhir", file.sha256)?,
        notices,
        profiles: Vec::new(),
        clinical: chosen.map(|_| clinical),
        pedigree: None,
    })
}

impl<'r> ResourceReader<'r> {
    fn new(file: &'r FileIdentity, entries: &'r [Entry], index: &'r Index) -> Self {
        Self {
            file,
            entries,
            index,
            record: ClinicalRecord::empty(),
            notices: BTreeSet::new(),
            diagnoses: Vec::new(),
            performance: BTreeSet::new(),
            given: Vec::new(),
            specimens: Vec::new(),
            not_read: BTreeMap::new(),
            genomic: 0,
            cut: 0,
        }
    }

    fn entry(&mut self, entry: &Entry, subject: &Subject) -> Outcome {
        if let Some(outcome) = &entry.settled {
            return *outcome;
        }
        if self.index.differs_from_earlier(entry) {
            return Outcome::Malformed(MalformedCause::DuplicateId);
        }
        let topic = match entry.kind.as_str() {
            "Patient" => {
                if self.index.repeats_earlier(entry) {
                    self.notices.insert(self.file.notice("fhir_resource_repeated"));
                } else {
                    self.patient(entry);
                }
                return Outcome::Ended(Bin::Kept);
            }
            "Condition" => FactTopic::Disease,
            "Observation" => FactTopic::Measurement,
            "MedicationStatement"
            | "MedicationAdministration"
            | "MedicationRequest"
            | "MedicationDispense"
            | "Procedure" => FactTopic::Treatment,
            "Specimen" => FactTopic::Specimen,
            "FamilyMemberHistory" => FactTopic::Family,
            "AdverseEvent" => FactTopic::AdverseEvent,
            "AllergyIntolerance" => FactTopic::Background,
            // A drug or a place of the body is read where it is named.
            "Medication" | "BodyStructure" if self.index.is_referred_to(entry) => return Outcome::Ended(Bin::Kept),
            kind => return self.unread(kind.to_owned()),
        };
        match subject {
            Subject::Patient(_) => {}
            Subject::SomethingElse => return self.unread(format!("{} (subject is no patient)", entry.kind)),
            Subject::Nobody | Subject::Unclear => return Outcome::Malformed(MalformedCause::Subject),
        }
        if was_withdrawn(&entry.resource) {
            self.notices.insert(self.file.notice("fhir_withdrawn"));
            return Outcome::Ended(Bin::NoValue);
        }
        if self.index.repeats_earlier(entry) {
            self.notices.insert(self.file.notice("fhir_resource_repeated"));
            return Outcome::Ended(Bin::Kept);
        }
        match entry.kind.as_str() {
            "Condition" => self.condition(entry),
            "Observation" => return self.observation(entry),
            "MedicationStatement" | "MedicationAdministration" => self.medication(entry),
            "Specimen" => self.specimen(entry),
            _ => self.fact(topic, entry),
        }
        Outcome::Ended(Bin::Kept)
    }

    fn unread(&mut self, kind: String) -> Outcome {
        *self.not_read.entry(kind).or_default() += 1;
        Outcome::Ended(Bin::NotReadYet)
    }

    fn source(&self, entry: &Entry) -> RecordSource {
        RecordSource { file: self.file.index, line: entry.line }
    }

    /// The resource in words.
    fn fact(&mut self, topic: FactTopic, entry: &Entry) {
        let named = |reference: &str| self.index.named(self.entries, entry, reference);
        let text = words::of_resource(&entry.resource, &named);
        self.fact_in_words(topic, text, entry);
    }

    fn fact_in_words(&mut self, topic: FactTopic, mut text: String, entry: &Entry) {
        if text.is_empty() {
            return;
        }
        if let Some((end, _)) = text.char_indices().nth(FACT_LIMIT_CHARACTERS) {
            text.truncate(end);
            text.push('…');
            self.cut += 1;
        }
        let source = self.source(entry);
        self.record.facts.push(StatedFact { topic, text, source });
    }

    fn specimen(&mut self, entry: &Entry) {
        let at = |path: &str| entry.resource.pointer(path);
        let collected = at("/collection/collectedDateTime").or_else(|| at("/collection/collectedPeriod/start"));
        self.specimens.push(model::clinical::Specimen {
            collected_on: collected.and_then(Value::as_str).and_then(|text| match written(text) {
                Some(WrittenDate::Day(day)) => Some(day),
                Some(WrittenDate::Incomplete { .. }) | None => None,
            }),
            site: at("/collection/bodySite").and_then(words::concept),
            kind: at("/type").and_then(words::concept),
            tumor_content_percent: None,
        });
        self.fact(FactTopic::Specimen, entry);
    }

    /// What is one for the whole patient, out of all that was said about it.
    fn finish(mut self) -> (ClinicalRecord, Vec<Notice>) {
        self.choose_diagnosis();
        self.choose_performance();
        for treatment in std::mem::take(&mut self.given) {
            add_treatment(&mut self.record.treatments, treatment);
        }
        sort_treatments(&mut self.record.treatments);
        // Of several samples nobody says which one is the tumour's.
        if self.specimens.len() == 1 {
            self.record.specimen = self.specimens.pop();
        }
        let mut notices: Vec<Notice> = self.notices.into_iter().collect();
        for (code, count) in [("fhir_genomics_not_read", self.genomic), ("fhir_text_cut", self.cut)] {
            if count > 0 {
                notices.push(self.file.notice(code).with("count", count));
            }
        }
        if !self.not_read.is_empty() {
            let kinds = self.not_read.iter().take(KINDS_NAMED).map(|(kind, count)| format!("{kind} {count}"));
            let kinds = kinds.collect::<Vec<_>>().join(", ");
            let count: u64 = self.not_read.values().sum();
            notices.push(self.file.notice("fhir_resources_not_read").with("count", count).with("kinds", kinds));
        }
        (self.record, notices)
    }
}

/// Whether the resource itself says that it should never have been there.
fn was_withdrawn(resource: &Value) -> bool {
    const MISTAKE: &str = "entered-in-error";
    let verification = resource.get("verificationStatus");
    resource.get("status").and_then(Value::as_str) == Some(MISTAKE)
        || verification.is_some_and(|status| words::codings(status).any(|coding| coding.code == MISTAKE))
}

/// The day of a date or an instant.
fn written(text: &str) -> Option<WrittenDate> {
    text.split('T').next().and_then(date::read)
}

#[cfg(test)]
mod tests;
