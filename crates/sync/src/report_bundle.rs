//! A signed report without the person, as one FHIR R4 transaction in the profiles of the Genomics Reporting guide 3.0.0
//! (STU3), <https://hl7.org/fhir/uv/genomics-reporting/STU3>.
//!
//! Every resource has an id that follows from the report alone and is put there, so that a second attempt makes nothing
//! twice. Japanese evidence levels and 薬剤到達性 are codes of systems of our own ([`codes`]); drugs, genes and tumour types
//! are told in words. Chromosomal places are told with their assembly. What was only remembered is no part of it.

pub mod codes;
mod implications;
mod told;
mod variants;

use std::collections::{BTreeMap, BTreeSet};

use formats::fhir::{
    Bundle, BundleEntry, CodeableConcept, Coding, Collection, DiagnosticReport, EntryRequest, Extension, Identifier,
    Patient, Reference, Resource, Specimen, Task,
};
use jiff::Timestamp;
use model::Decimal;
use model::biomarker::{BiomarkerKind, BiomarkerState};
use model::canonical::ContentHash;
use model::finding::FindingKey;
use model::ids::{ReportId, ResearchId};
use model::person::Sex;
use serde::Serialize;

pub use told::Told;

use self::codes::{IG, LOINC, own, profile};
use crate::payload::{Pseudonymised, PseudonymisedCase};

/// A signed report without the person.
#[derive(Clone, Debug, Serialize)]
pub struct ReportPayload {
    /// The report over all its revisions.
    pub report: ReportId,
    /// Revision that was signed.
    pub revision: u32,
    /// What this revision is to the one before.
    pub status: ReportStatus,
    /// When it was signed.
    pub signed_at: Timestamp,
    /// The id under which the research programme knows the person.
    pub research_id: Option<ResearchId>,
    /// The case as it was signed, with the findings that are told.
    pub case: PseudonymisedCase,
    /// Genome-wide markers.
    pub biomarkers: Vec<PseudonymisedBiomarker>,
    /// What the panel recommends.
    pub recommendations: Vec<PseudonymisedRecommendation>,
    /// The conclusion in words.
    pub conclusion: String,
}

/// What a revision is to the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ReportStatus {
    /// The first one.
    Final,
    /// Findings changed or were added.
    Amended,
    /// A clerical mistake was put right.
    Corrected,
}

/// A genome-wide marker.
#[derive(Clone, Debug, Serialize)]
pub struct PseudonymisedBiomarker {
    /// Which.
    pub kind: BiomarkerKind,
    /// Its value, where the laboratory lets it be told.
    pub value: Option<Decimal>,
    /// Unit as written.
    pub unit: Option<String>,
    /// What the laboratory calls it.
    pub state: Option<BiomarkerState>,
}

/// What the panel recommends.
#[derive(Clone, Debug, Serialize)]
pub struct PseudonymisedRecommendation {
    /// Kind, as the case file codes it.
    pub kind: String,
    /// Way of a treatment, as the case file codes it.
    pub route: Option<String>,
    /// Findings on which it rests.
    pub findings: BTreeSet<FindingKey>,
    /// That it is given at all may tell of something inherited.
    #[serde(skip)]
    pub hints_at_germline: bool,
    /// What exactly, as typed.
    pub text: String,
}

/// Ids that follow from the report and a name within it.
struct Ids(ReportId);

impl Ids {
    fn of(&self, name: &str) -> String {
        let hash = ContentHash::of_bytes(format!("{} {name}", self.0).as_bytes());
        let mut bytes = [0; 16];
        bytes.copy_from_slice(hash.0.split_at(16).0);
        uuid::Builder::from_custom_bytes(bytes).into_uuid().to_string()
    }
}

/// What resources of one bundle have in common.
struct Frame<'a> {
    payload: &'a ReportPayload,
    ids: Ids,
    patient: String,
    specimen: Option<String>,
}

impl Frame<'_> {
    fn subject(&self) -> Reference {
        Reference::to("Patient", &self.patient)
    }

    fn specimen(&self) -> Option<Reference> {
        self.specimen.as_deref().map(|id| Reference::to("Specimen", id))
    }
}

/// The transaction that tells the report. The name of the house that answers for it is public, and may be a patient's too.
pub fn report_bundle(payload: &Pseudonymised<ReportPayload>, institution: &str) -> Bundle {
    let payload = payload.get();
    let ids = Ids(payload.report);
    let patient = ids.of("patient");
    let specimen = payload.case.specimen.as_ref().map(|_| ids.of("specimen"));
    let frame = Frame { payload, ids, patient, specimen };
    let mut resources = vec![Resource::Patient(person(&frame))];
    resources.extend(sample(&frame).map(Resource::Specimen));
    let mut results = Vec::new();
    let (variants, places) = variants::observations(&frame);
    let implications = implications::observations(&frame, &places);
    let markers = variants::markers(&frame);
    let told: BTreeMap<FindingKey, String> = implications.iter().map(|(key, one)| (*key, one.id.clone())).collect();
    for one in variants.into_iter().chain(markers).chain(implications.into_iter().map(|(_, one)| one)) {
        results.push(Reference::to("Observation", &one.id));
        resources.push(Resource::Observation(Box::new(one)));
    }
    let tasks = tasks(&frame, &told);
    resources.push(Resource::DiagnosticReport(Box::new(report(&frame, institution, results, &tasks))));
    resources.extend(tasks.into_iter().map(|task| Resource::Task(Box::new(task))));
    Bundle {
        resource_type: "Bundle".to_owned(),
        identifier: Identifier {
            system: own("report-revision"),
            value: format!("{}#{}", payload.report, payload.revision),
        },
        kind: "transaction".to_owned(),
        timestamp: payload.signed_at.to_string(),
        entry: resources.into_iter().map(entry).collect(),
    }
}

fn entry(resource: Resource) -> BundleEntry {
    let (kind, id) = resource.place();
    let (full_url, url) = (format!("urn:uuid:{id}"), format!("{kind}/{id}"));
    BundleEntry { full_url, request: EntryRequest { method: "PUT".to_owned(), url }, resource }
}

fn person(frame: &Frame<'_>) -> Patient {
    let research = frame.payload.research_id.iter();
    Patient {
        id: frame.patient.clone(),
        identifier: research.map(|id| Identifier { system: own("research-id"), value: id.0.clone() }).collect(),
        gender: match frame.payload.case.sex {
            Sex::Male => "male",
            Sex::Female => "female",
            Sex::Other => "other",
            Sex::Unknown => "unknown",
        }
        .to_owned(),
    }
}

fn sample(frame: &Frame<'_>) -> Option<Specimen> {
    let told = frame.payload.case.specimen.as_ref()?;
    let collection = Collection {
        collected_date_time: told.collected_in.clone(),
        body_site: told.site.clone().map(CodeableConcept::words),
    };
    let is_told = collection.collected_date_time.is_some() || collection.body_site.is_some();
    Some(Specimen {
        id: frame.specimen.clone()?,
        subject: frame.subject(),
        kind: told.kind.clone().map(CodeableConcept::words),
        collection: is_told.then_some(collection),
    })
}

fn report(frame: &Frame<'_>, institution: &str, results: Vec<Reference>, tasks: &[Task]) -> DiagnosticReport {
    let payload = frame.payload;
    DiagnosticReport {
        id: frame.ids.of("report"),
        meta: profile("genomic-report"),
        extension: tasks
            .iter()
            .map(|task| Extension {
                url: format!("{IG}/StructureDefinition/recommended-action"),
                value_reference: Reference::to("Task", &task.id),
            })
            .collect(),
        identifier: vec![Identifier { system: own("report"), value: payload.report.to_string() }],
        status: match payload.status {
            ReportStatus::Final => "final",
            ReportStatus::Amended => "amended",
            ReportStatus::Corrected => "corrected",
        }
        .to_owned(),
        category: vec![codes::genetics()],
        code: Coding::new(LOINC, "51969-4").shown("Genetic analysis report").into(),
        subject: frame.subject(),
        issued: payload.signed_at.to_string(),
        performer: vec![Reference::named(institution)],
        specimen: frame.specimen().into_iter().collect(),
        result: results,
        conclusion: Some(payload.conclusion.clone()).filter(|text| !text.is_empty()),
    }
}

/// One for each recommendation and finding, because a task names one reason.
fn tasks(frame: &Frame<'_>, told: &BTreeMap<FindingKey, String>) -> Vec<Task> {
    let mut tasks = Vec::new();
    for (number, recommended) in frame.payload.recommendations.iter().enumerate() {
        let reasons: Vec<Option<&String>> = match recommended.findings.iter().filter_map(|key| told.get(key)).collect()
        {
            none if Vec::<&String>::is_empty(&none) => vec![None],
            some => some.into_iter().map(Some).collect(),
        };
        for (place, reason) in reasons.into_iter().enumerate() {
            let way = recommended.route.iter().map(|route| Coding::new(&own("treatment-route"), route));
            let kind = Coding::new(&own("recommendation"), &recommended.kind);
            tasks.push(Task {
                id: frame.ids.of(&format!("recommendation {number} {place}")),
                meta: profile("followup-recommendation"),
                status: "requested".to_owned(),
                intent: "proposal".to_owned(),
                code: CodeableConcept { coding: std::iter::once(kind).chain(way).collect(), text: None },
                description: Some(recommended.text.clone()).filter(|text| !text.trim().is_empty()),
                subject: frame.subject(),
                reason_reference: reason.map(|id| Reference::to("Observation", id)),
            });
        }
    }
    tasks
}

#[cfg(test)]
mod tests;
