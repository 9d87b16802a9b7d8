//! 臨床情報フォーム: what a person types, as typed; nothing is understood here.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::message::Message;

/// A clinical form. Every value is the text of its field; an empty one says nothing. Dates may be written in either
/// calendar.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct TypedForm {
    /// 氏名
    pub patient_name: String,
    /// フリガナ
    pub patient_kana: String,
    /// 患者ID
    pub hospital_id: String,
    /// 生年月日
    pub born_on: String,
    /// 性別 by code.
    pub sex: String,
    /// OncoTree code.
    pub tumor_type: String,
    /// 診断名
    pub diagnosis: String,
    /// 診断日
    pub diagnosed_on: String,
    /// 診療科
    pub department: String,
    /// 主治医
    pub attending_physician: String,
    /// ECOG PS
    pub ecog_ps: String,
    /// 検体の種類
    pub specimen_kind: String,
    /// 採取部位
    pub specimen_site: String,
    /// 検体採取日
    pub specimen_collected_on: String,
    /// 腫瘍細胞含有割合, percent.
    pub tumor_content_percent: String,
    /// Treatments, in any order.
    pub treatments: Vec<TypedTreatment>,
    /// Results of tests whose files are not at hand; left out for a case that stands already.
    pub results: Option<TypedResults>,
}

impl std::fmt::Debug for TypedForm {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("TypedForm(…)")
    }
}

/// One treatment as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct TypedTreatment {
    /// Number of the treatment in the standing record; `null` for one that is new.
    pub number: Option<u16>,
    /// Drugs, joined by `+` or `、`.
    pub drugs: String,
    /// First day.
    pub started_on: String,
    /// Last day.
    pub ended_on: String,
    /// 最良総合効果
    pub best_response: String,
    /// 終了理由
    pub ended_because: String,
}

/// Markers that another test told.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(deny_unknown_fields)]
pub struct TypedResults {
    /// Name of the test.
    pub test_name: String,
    /// The laboratory's call of MSI, by code.
    pub msi: String,
    /// TMB, mutations per megabase.
    pub tmb_mut_per_mb: String,
    /// The laboratory's call of TMB, by code.
    pub tmb: String,
    /// HRD score.
    pub hrd_score: String,
    /// The laboratory's call of HRD, by code.
    pub hrd: String,
}

/// What would be read of a form, and what cannot be.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct FormCheck {
    /// What has to be mended, in the order of reading.
    pub problems: Vec<FieldProblem>,
    /// How dates were understood.
    pub dates: Vec<ReadDate>,
}

/// One field that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct FieldProblem {
    /// Name of the field, e.g. `born_on` or `treatments.0.started_on`.
    pub field: String,
    /// Why, and how it may be written.
    pub message: Message,
}

/// A date in both calendars.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ReadDate {
    /// Name of the field.
    pub field: String,
    /// `1985-04-01（昭和60年4月1日）`, or the part of a day that was typed.
    pub shown: String,
}

/// What the fields of a clinical record are, and what may be chosen in them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct ClinicalChoices {
    /// Every field that can be corrected, but treatments, in the order of print.
    pub fields: Vec<String>,
    /// 性別
    pub sexes: Vec<String>,
    /// ECOG PS
    pub ecog_ps: Vec<String>,
    /// 最良総合効果 by RECIST; other words are kept too.
    pub best_responses: Vec<String>,
    /// Calls of MSI.
    pub msi: Vec<String>,
    /// Calls of TMB.
    pub tmb: Vec<String>,
    /// Calls of HRD.
    pub hrd: Vec<String>,
}
