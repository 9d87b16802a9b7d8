//! GA4GH phenopacket, schema version 2, as JSON: <https://phenopacket-schema.readthedocs.io>.
//!
//! The parts that a case has fields for are structs; measured values, treatments and variants, which have many shapes, stay
//! JSON values.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The document.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "each name is its field in the phenopacket schema")]
pub struct Phenopacket {
    pub id: String,
    pub subject: Option<Individual>,
    #[serde(default)]
    pub phenotypic_features: Vec<PhenotypicFeature>,
    #[serde(default)]
    pub measurements: Vec<Value>,
    #[serde(default)]
    pub biosamples: Vec<Value>,
    #[serde(default)]
    pub interpretations: Vec<Value>,
    #[serde(default)]
    pub diseases: Vec<Disease>,
    #[serde(default)]
    pub medical_actions: Vec<Value>,
    #[serde(default)]
    pub files: Vec<Value>,
    pub meta_data: Value,
}

/// `subject`.
#[derive(Clone, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "each name is its field in the phenopacket schema")]
pub struct Individual {
    pub id: String,
    #[serde(default)]
    pub alternate_ids: Vec<String>,
    pub date_of_birth: Option<String>,
    pub time_at_last_encounter: Option<Value>,
    pub vital_status: Option<Value>,
    pub sex: Option<String>,
    pub karyotypic_sex: Option<String>,
    pub gender: Option<OntologyClass>,
    pub taxonomy: Option<OntologyClass>,
}

impl std::fmt::Debug for Individual {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Individual(…)")
    }
}

/// A term of an ontology.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[expect(missing_docs, reason = "each name is its field in the phenopacket schema")]
pub struct OntologyClass {
    pub id: String,
    pub label: Option<String>,
}

/// `phenotypicFeatures[]`.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "each name is its field in the phenopacket schema")]
pub struct PhenotypicFeature {
    pub description: Option<String>,
    pub r#type: OntologyClass,
    #[serde(default)]
    pub excluded: bool,
    pub severity: Option<OntologyClass>,
    #[serde(default)]
    pub modifiers: Vec<OntologyClass>,
    pub onset: Option<Value>,
    pub resolution: Option<Value>,
    #[serde(default)]
    pub evidence: Vec<Value>,
}

/// `diseases[]`.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "each name is its field in the phenopacket schema")]
pub struct Disease {
    pub term: OntologyClass,
    #[serde(default)]
    pub excluded: bool,
    pub onset: Option<Value>,
    pub resolution: Option<Value>,
    #[serde(default)]
    pub disease_stage: Vec<OntologyClass>,
    #[serde(default)]
    pub clinical_tnm_finding: Vec<OntologyClass>,
    pub primary_site: Option<OntologyClass>,
    pub laterality: Option<OntologyClass>,
}
