//! The clinical form: a small document of our own for clinical facts and for results typed by hand.
//!
//! ```
//! let text = r#"{
//!   "shirube_clinical_form": 1,
//!   "patient": { "name": "架空 花子", "born_on": "S60/4/1", "sex": "female", "synthetic": true },
//!   "tumor_type": "LUAD",
//!   "treatments": [{ "drugs": ["osimertinib"], "started_on": "令和7年4月1日", "best_response": "PR" }],
//!   "biomarkers": { "tmb_mut_per_mb": "10.0", "msi": "high" }
//! }"#;
//! let (form, unknown) = formats::read_document::<formats::clinical_form::ClinicalForm>(text).unwrap();
//! assert_eq!(form.tumor_type.as_deref(), Some("LUAD"));
//! assert!(unknown.is_empty());
//! ```

use serde::{Deserialize, Serialize};

use crate::NumberText;

/// The key that marks the document, holding its version.
pub const VERSION_KEY: &str = "shirube_clinical_form";

/// The newest version that is read.
pub const VERSION: u32 = 1;

/// The document. Dates are text: ISO (`2026-11-23`), `2026/11/23`, or Japanese era (`令和8年11月23日`, `R8.11.23`).
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub struct ClinicalForm {
    /// Version of this format.
    #[serde(rename = "shirube_clinical_form")]
    pub version: u32,
    /// The person.
    pub patient: Patient,
    /// OncoTree code.
    pub tumor_type: Option<String>,
    /// 病理診断名 / 臨床診断名 as written.
    pub diagnosis: Option<String>,
    /// 診断日, also without its day.
    pub diagnosed_on: Option<String>,
    /// 診療科.
    pub department: Option<String>,
    /// 主治医.
    pub attending_physician: Option<String>,
    /// 検体.
    pub specimen: Option<Specimen>,
    /// ECOG performance status, 0–4.
    pub ecog_ps: Option<u8>,
    /// Treatments given so far.
    pub treatments: Option<Vec<Treatment>>,
    /// Signs and symptoms, looked for and found or not.
    pub phenotypes: Option<Vec<Phenotype>>,
    /// What else the record says: 病期, 家族歴, 既往, 有害事象 and the like. Kept as written, never matched.
    pub statements: Option<Vec<Statement>>,
    /// Name of the tumour sample that the results belong to, when other files name several.
    pub tumor_sample: Option<String>,
    /// Assembly, when no other file says it: `GRCh37` or `GRCh38`.
    pub assembly: Option<String>,
    /// The test whose results were typed.
    pub test: Option<Test>,
    /// Genome-wide markers.
    pub biomarkers: Option<Biomarkers>,
    /// Fusions and other rearrangements.
    pub fusions: Option<Vec<Fusion>>,
    /// Copy-number changes.
    pub copy_numbers: Option<Vec<CopyNumber>>,
    /// Classes that the test looked at, found or not: `small_variant`, `copy_number`, `rearrangement`.
    pub assessed: Option<Vec<String>>,
}

/// The person.
#[derive(Clone, Default, Deserialize, Serialize)]
pub struct Patient {
    /// 氏名.
    pub name: String,
    /// フリガナ.
    pub kana: Option<String>,
    /// 患者ID.
    pub hospital_id: Option<String>,
    /// 研究用ID.
    pub research_id: Option<String>,
    /// 生年月日.
    pub born_on: Option<String>,
    /// `male`, `female`, `other`, `unknown`, or 男, 女, その他, 不明.
    pub sex: Option<String>,
    /// Made up for demonstration or tests.
    #[serde(default)]
    pub synthetic: bool,
}

impl std::fmt::Debug for Patient {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Patient(…)")
    }
}

/// 検体.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Specimen {
    /// 検体採取日.
    pub collected_on: Option<String>,
    /// 採取部位.
    pub site: Option<String>,
    /// e.g. FFPE.
    pub kind: Option<String>,
    /// 腫瘍細胞含有割合, percent.
    pub tumor_content_percent: Option<u8>,
}

/// One line of treatment.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Treatment {
    /// Drug names as written.
    pub drugs: Vec<String>,
    /// First day.
    pub started_on: Option<String>,
    /// Last day.
    pub ended_on: Option<String>,
    /// 最良総合効果.
    pub best_response: Option<String>,
    /// 終了理由.
    pub ended_because: Option<String>,
    /// 治療ライン, from 1.
    pub line: Option<u8>,
    /// レジメン名.
    pub regimen: Option<String>,
    /// Other names of the same drugs, in the other language or as products.
    #[serde(default)]
    pub also_named: Vec<String>,
}

/// One sign or symptom.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Phenotype {
    /// Term of the Human Phenotype Ontology, e.g. `HP:0001250`.
    pub term: String,
    /// Its label.
    pub label: Option<String>,
    /// Looked for and not there.
    #[serde(default)]
    pub excluded: bool,
    /// Onset: an age such as `P2Y`, or words.
    pub onset: Option<String>,
}

/// Something that the record says beyond the other fields.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Statement {
    /// `age`, `tumor`, `stage`, `family`, `background`, `specimen`, `earlier_test`, `treatment`, `adverse_event`,
    /// `outcome`, `disease`, `measurement`, `laboratory_comment` or `other`.
    pub topic: String,
    /// The words.
    pub text: String,
}

/// The test.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub struct Test {
    /// Panel or assay name.
    pub name: Option<String>,
    /// Its version.
    pub version: Option<String>,
    /// The laboratory's own number.
    pub test_id: Option<String>,
}

/// Genome-wide markers. A call is `high`, `intermediate`, `low`, `stable`, `cannot_be_determined`, or MSI-H, MSS, 陽性 …
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub struct Biomarkers {
    /// TMB with or without unit, `10.0` or `6.3Muts/Mb`.
    pub tmb_mut_per_mb: Option<NumberText>,
    /// The laboratory's call of TMB.
    pub tmb: Option<String>,
    /// The laboratory's call of MSI.
    pub msi: Option<String>,
    /// LOH score.
    pub loh_score: Option<NumberText>,
    /// The laboratory's call of LOH.
    pub loh: Option<String>,
    /// HRD score.
    pub hrd_score: Option<NumberText>,
    /// The laboratory's call of HRD.
    pub hrd: Option<String>,
}

/// A fusion or other rearrangement.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Fusion {
    /// Partner at the 5′ end, or the only gene.
    pub five_prime: Option<String>,
    /// Partner at the 3′ end.
    pub three_prime: Option<String>,
    /// CATS `rearrangementType`; `gene fusion` when left out.
    pub kind: Option<String>,
    /// Exons, as text.
    pub detail: Option<String>,
    /// Supporting reads.
    pub supporting_reads: Option<u32>,
}

/// A copy-number change.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct CopyNumber {
    /// Gene symbol.
    pub gene: String,
    /// CATS `copyNumberAlterationType`.
    pub change: String,
    /// The value.
    pub value: Option<NumberText>,
    /// Its unit.
    pub unit: Option<String>,
}
