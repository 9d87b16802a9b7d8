//! Clinical facts that interpretation and report need.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::person::PatientIdentity;
use crate::tumor_type::OncoTreeCode;

/// The clinical record of a case at one time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClinicalRecord {
    /// The person.
    pub patient: PatientIdentity,
    /// The registered tumour type; `None` in a rare-disease case.
    pub tumor_type: Option<OncoTreeCode>,
    /// 病理診断名 / 臨床診断名 as written.
    pub diagnosis: Option<String>,
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
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
}
