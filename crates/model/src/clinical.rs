//! Clinical facts that interpretation and report need.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::person::{PatientIdentity, Sex};
use crate::stated_fact::StatedFact;
use crate::tumor_type::OncoTreeCode;

/// Highest ECOG performance status of a living person.
pub const LAST_ECOG_PS: u8 = 4;

/// The clinical record of a case at one time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClinicalRecord {
    /// The person.
    pub patient: PatientIdentity,
    /// The registered tumour type; `None` in a rare-disease case.
    pub tumor_type: Option<OncoTreeCode>,
    /// 病理診断名 / 臨床診断名 as written.
    pub diagnosis: Option<String>,
    /// 診断日.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub diagnosed_on: Option<Date>,
    /// 診断日 without its day, as `2024-05` or `2024`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub diagnosed_in: Option<String>,
    /// 診療科.
    pub department: Option<String>,
    /// 主治医.
    pub attending_physician: Option<String>,
    /// The specimen.
    pub specimen: Option<Specimen>,
    /// ECOG performance status 0–4.
    pub ecog_ps: Option<u8>,
    /// Treatments given so far, oldest first.
    pub treatments: Vec<Treatment>,
    /// Signs and symptoms, looked for and found or not, in the order of the document.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub phenotypes: Vec<Phenotype>,
    /// What a document says beyond these fields, kept as written and never matched.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<StatedFact>,
}

/// One sign or symptom of the Human Phenotype Ontology.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Phenotype {
    /// Term, e.g. `HP:0001250`.
    pub term: String,
    /// Label as the document writes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// Looked for and not there.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub excluded: bool,
    /// Onset as written: an ISO 8601 age such as `P2Y`, weeks of gestation, or the label of an onset class.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub onset: Option<String>,
}

/// 検体.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Specimen {
    /// 検体採取日.
    pub collected_on: Option<Date>,
    /// 採取部位.
    pub site: Option<String>,
    /// e.g. FFPE, blood.
    pub kind: Option<String>,
    /// 腫瘍細胞含有割合, percent.
    pub tumor_content_percent: Option<u8>,
}

/// One line of earlier treatment.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Treatment {
    /// Drug names as written (English or Japanese).
    pub drugs: Vec<String>,
    /// First day.
    pub started_on: Option<Date>,
    /// Last day.
    pub ended_on: Option<Date>,
    /// 最良総合効果: CR, PR, SD, PD, NE.
    pub best_response: Option<String>,
    /// 終了理由 as written.
    pub ended_because: Option<String>,
    /// 治療ライン, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<u8>,
    /// レジメン名 as written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub regimen: Option<String>,
    /// The same drugs under the other names that the document gives, so that they are recognised in either language.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also_named: Vec<String>,
    /// Beginning without its day, as `2024-05` or `2024`, or as written where it is no date at all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub started_in: Option<String>,
    /// The same of the end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_in: Option<String>,
}

impl ClinicalRecord {
    /// A record that says nothing.
    pub fn empty() -> Self {
        Self {
            patient: PatientIdentity {
                name: String::new(),
                kana: None,
                hospital_id: None,
                research_id: None,
                born_on: None,
                sex: Sex::Unknown,
                synthetic: false,
            },
            tumor_type: None,
            diagnosis: None,
            diagnosed_on: None,
            diagnosed_in: None,
            department: None,
            attending_physician: None,
            specimen: None,
            ecog_ps: None,
            treatments: Vec::new(),
            phenotypes: Vec::new(),
            facts: Vec::new(),
        }
    }
}
