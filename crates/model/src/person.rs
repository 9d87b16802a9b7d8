//! The person, as the hospital knows them. Never leaves the hospital.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::ids::{HospitalPatientId, ResearchId};

/// Identity facts of one patient. `Debug` prints none of them.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PatientIdentity {
    /// 氏名 as registered; code points and variation selectors are kept.
    pub name: String,
    /// フリガナ.
    pub kana: Option<String>,
    /// 患者ID.
    pub hospital_id: Option<HospitalPatientId>,
    /// 研究用ID.
    pub research_id: Option<ResearchId>,
    /// 生年月日.
    pub born_on: Option<Date>,
    /// 性別.
    pub sex: Sex,
    /// Made up for demonstration or tests; printed on every page.
    pub synthetic: bool,
}

impl fmt::Debug for PatientIdentity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PatientIdentity(…)")
    }
}

/// 性別 as C-CAT registers it, plus the honest rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sex {
    /// 男
    Male,
    /// 女
    Female,
    /// その他
    Other,
    /// 不明
    Unknown,
}
