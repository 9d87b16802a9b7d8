//! Resources.

use serde::Serialize;

use super::datatypes::{CodeableConcept, Extension, Identifier, Meta, Quantity, Reference, ResourceId};

/// `Bundle` of type `transaction`.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Bundle {
    /// Always `Bundle`.
    pub resource_type: String,
    /// Identifies what is sent, over every attempt.
    pub identifier: Identifier,
    /// Always `transaction`.
    #[serde(rename = "type")]
    pub kind: String,
    /// When it was made, with zone.
    pub timestamp: String,
    /// The resources.
    pub entry: Vec<BundleEntry>,
}

/// One resource of a bundle, and where it is put.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BundleEntry {
    /// `urn:uuid:` and the id.
    pub full_url: String,
    /// The resource.
    pub resource: Resource,
    /// What is asked of the server.
    pub request: EntryRequest,
}

/// `Bundle.entry.request`.
#[derive(Clone, Debug, Serialize)]
pub struct EntryRequest {
    /// Always `PUT`: a second attempt makes no second resource.
    pub method: String,
    /// `Type/id`.
    pub url: String,
}

/// Any resource of a report.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "resourceType")]
#[expect(missing_docs, reason = "each name is the resource of FHIR")]
pub enum Resource {
    Patient(Patient),
    Specimen(Specimen),
    Observation(Box<Observation>),
    DiagnosticReport(Box<DiagnosticReport>),
    Task(Box<Task>),
}

impl Resource {
    /// Type and id.
    pub fn place(&self) -> (&'static str, &str) {
        match self {
            Self::Patient(one) => ("Patient", &one.id),
            Self::Specimen(one) => ("Specimen", &one.id),
            Self::Observation(one) => ("Observation", &one.id),
            Self::DiagnosticReport(one) => ("DiagnosticReport", &one.id),
            Self::Task(one) => ("Task", &one.id),
        }
    }
}

/// `Patient`, without anything that names a person.
#[derive(Clone, Debug, Serialize)]
pub struct Patient {
    /// Logical id.
    pub id: ResourceId,
    /// Research id, where there is one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub identifier: Vec<Identifier>,
    /// Administrative gender.
    pub gender: String,
}

/// `Specimen`.
#[derive(Clone, Debug, Serialize)]
pub struct Specimen {
    /// Logical id.
    pub id: ResourceId,
    /// Whose.
    pub subject: Reference,
    /// Kind, as written.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<CodeableConcept>,
    /// How it was taken.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub collection: Option<Collection>,
}

/// `Specimen.collection`.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Collection {
    /// Month.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub collected_date_time: Option<String>,
    /// Where from, as written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body_site: Option<CodeableConcept>,
}

/// `value[x]` of an observation or of a part of it; at most one is told.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ObservationValue {
    /// Codes or words.
    #[serde(rename = "valueCodeableConcept", skip_serializing_if = "Option::is_none")]
    pub concept: Option<CodeableConcept>,
    /// A number.
    #[serde(rename = "valueQuantity", skip_serializing_if = "Option::is_none")]
    pub quantity: Option<Quantity>,
    /// Text.
    #[serde(rename = "valueString", skip_serializing_if = "Option::is_none")]
    pub string: Option<String>,
    /// Two numbers.
    #[serde(rename = "valueRange", skip_serializing_if = "Option::is_none")]
    pub range: Option<Range>,
}

/// `Range`.
#[derive(Clone, Debug, Serialize)]
pub struct Range {
    /// First.
    pub low: Quantity,
    /// Last.
    pub high: Quantity,
}

/// `Observation`.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Observation {
    /// Logical id.
    pub id: ResourceId,
    /// Profile.
    pub meta: Meta,
    /// Status.
    pub status: String,
    /// Categories.
    pub category: Vec<CodeableConcept>,
    /// What was observed.
    pub code: CodeableConcept,
    /// Of whom.
    pub subject: Reference,
    /// In which sample.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub specimen: Option<Reference>,
    /// The value.
    #[serde(flatten)]
    pub value: ObservationValue,
    /// On which observations it rests.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub derived_from: Vec<Reference>,
    /// Its parts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub component: Vec<Component>,
}

/// `Observation.component`.
#[derive(Clone, Debug, Serialize)]
pub struct Component {
    /// Which part.
    pub code: CodeableConcept,
    /// Its value.
    #[serde(flatten)]
    pub value: ObservationValue,
}

/// `DiagnosticReport`.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DiagnosticReport {
    /// Logical id: the same over all revisions.
    pub id: ResourceId,
    /// Profile.
    pub meta: Meta,
    /// Recommended actions and notes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub extension: Vec<Extension>,
    /// Number of the report and revision.
    pub identifier: Vec<Identifier>,
    /// `final`, `amended` or `corrected`.
    pub status: String,
    /// Categories.
    pub category: Vec<CodeableConcept>,
    /// Kind of report.
    pub code: CodeableConcept,
    /// Of whom.
    pub subject: Reference,
    /// When it was signed.
    pub issued: String,
    /// The house that answers for it.
    pub performer: Vec<Reference>,
    /// Samples.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub specimen: Vec<Reference>,
    /// Observations.
    pub result: Vec<Reference>,
    /// In words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conclusion: Option<String>,
}

/// `Task`: what is recommended.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Task {
    /// Logical id.
    pub id: ResourceId,
    /// Profile.
    pub meta: Meta,
    /// Always `requested`.
    pub status: String,
    /// Always `proposal`.
    pub intent: String,
    /// What kind of thing is recommended.
    pub code: CodeableConcept,
    /// What exactly.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// For whom.
    #[serde(rename = "for")]
    pub subject: Reference,
    /// The observation on which it rests.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason_reference: Option<Reference>,
}
