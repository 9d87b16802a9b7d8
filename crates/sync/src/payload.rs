//! A case without the person: what may leave the hospital, to a member of the panel elsewhere or to the data centre.
//!
//! [`PseudonymisedCase`] has no field for name, フリガナ, 患者ID, address or birth day, nor for sample and file names; days
//! are told by their month. What people wrote as free text is kept, so every string goes through [`guard`] before anything
//! is made of it: only a [`Pseudonymised`] value can be put into a packet.

pub mod guard;

use jiff::civil::Date;
use model::Decimal;
use model::assembly::Assembly;
use model::assessed::Met;
use model::clinical::{ClinicalRecord, Phenotype, Treatment};
use model::evidence::{
    Basis, Direction, DrugAccessibility, EvidenceLevel, LevelState, MatchKind, Predicate, TumorTypeMatch,
};
use model::finding::{ConditionAnswer, Finding, FindingKey, Reason};
use model::person::Sex;
use model::therapy::TherapyName;
use model::tumor_type::OncoTreeCode;
use serde::{Deserialize, Serialize};

pub use guard::{Identifiers, Leak, LeakKind, Pseudonymised, guard};

/// Version of [`PseudonymisedCase`].
pub const PAYLOAD_SCHEMA: u32 = 1;

/// A case without the person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PseudonymisedCase {
    /// Version of this shape.
    pub schema: u32,
    /// 性別
    pub sex: Sex,
    /// 満年齢 on the day for which the case was interpreted; `None` where the birth day is not known.
    pub age_years: Option<u16>,
    /// Registered tumour type.
    pub tumor_type: Option<OncoTreeCode>,
    /// The tumour type that decided the matching, with its label.
    pub tumor_label: Option<String>,
    /// 病理診断名 as written.
    pub diagnosis: Option<String>,
    /// ECOG performance status 0–4.
    pub ecog_ps: Option<u8>,
    /// 検体.
    pub specimen: Option<PseudonymisedSpecimen>,
    /// Treatments so far, oldest first.
    pub treatments: Vec<PseudonymisedTreatment>,
    /// Signs and symptoms.
    pub phenotypes: Vec<Phenotype>,
    /// Name of the test.
    pub test_name: Option<String>,
    /// Assembly of positions.
    pub assembly: Assembly,
    /// Knowledge release.
    pub release: String,
    /// Rule code.
    pub engine: String,
    /// Day for which approvals were looked up.
    pub as_of: Date,
    /// Findings, strongest first.
    pub findings: Vec<PseudonymisedFinding>,
    /// Findings about inherited variants are among them. Where not, none is told, whether there are any or not.
    pub germline_included: bool,
    /// Statements that could not be decided: not negative.
    pub open_questions: u32,
}

/// 検体, by its month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PseudonymisedSpecimen {
    /// Month of collection, `2026-10`.
    pub collected_in: Option<String>,
    /// 採取部位
    pub site: Option<String>,
    /// e.g. FFPE, blood.
    pub kind: Option<String>,
    /// 腫瘍細胞含有割合, percent.
    pub tumor_content_percent: Option<u8>,
}

/// A treatment, by its months.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PseudonymisedTreatment {
    /// Drug names as written.
    pub drugs: Vec<String>,
    /// First month, or as written where it is no day.
    pub started_in: Option<String>,
    /// Last month, or as written.
    pub ended_in: Option<String>,
    /// 最良総合効果
    pub best_response: Option<String>,
    /// 終了理由 as written.
    pub ended_because: Option<String>,
    /// 治療ライン, from 1.
    pub line: Option<u8>,
    /// レジメン名 as written.
    pub regimen: Option<String>,
}

/// A finding without the sample's name, and without what anybody decided on it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "each is a mark of its own beside the finding")]
pub struct PseudonymisedFinding {
    /// Stable identity.
    pub key: FindingKey,
    /// What was seen.
    pub variants: Vec<PseudonymisedVariant>,
    /// How specific the match is.
    pub match_kind: MatchKind,
    /// The knowledge row.
    pub statement: String,
    /// How the row is known.
    pub basis: Basis,
    /// What it says.
    pub predicate: Predicate,
    /// For or against.
    pub direction: Direction,
    /// Level for this tumour type.
    pub evidence_level: Option<EvidenceLevel>,
    /// Whether the level may be used.
    pub level_state: LevelState,
    /// It speaks against a therapy.
    pub resistance: bool,
    /// 薬剤到達性
    pub accessibility: DrugAccessibility,
    /// The therapy.
    pub therapies: Vec<TherapyName>,
    /// Setting of the indication.
    pub setting: Option<String>,
    /// Tumour type of the row (Japanese).
    pub tumor_type_ja: Option<String>,
    /// Relation of the tumour types.
    pub tumor_type_match: TumorTypeMatch,
    /// Whether the profile meets the row.
    pub status: Met,
    /// Why, step by step.
    pub reasons: Vec<Reason>,
    /// Conditions beyond the biomarker.
    pub conditions: Vec<ConditionAnswer>,
    /// Where the row's fact is written.
    pub citation: Option<String>,
    /// Companion diagnostic.
    pub companion_diagnostic: Option<String>,
    /// A drug of the regimen was given before.
    pub already_given: bool,
    /// A narrower statement says the opposite.
    pub overruled: bool,
    /// It speaks of an inherited variant.
    pub germline: bool,
}

/// A variant of a finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PseudonymisedVariant {
    /// Gene, partners or marker.
    pub gene: String,
    /// One short label.
    pub label: String,
    /// `7:55191822:T:G`, for small variants.
    pub allele: Option<String>,
    /// Coding description.
    pub hgvsc: Option<String>,
    /// Protein description.
    pub hgvsp: Option<String>,
    /// Transcript of the two above.
    pub transcript: Option<String>,
    /// Variant allele fraction of the tumour.
    pub vaf_fraction: Option<Decimal>,
    /// Depth in reads.
    pub depth_reads: Option<u32>,
}

/// What a case is told by: the record with the person, and what was found.
#[derive(Clone, Debug)]
pub struct CaseParts<'a> {
    /// The clinical record.
    pub clinical: &'a ClinicalRecord,
    /// Findings.
    pub findings: &'a [Finding],
    /// Statements that could not be decided.
    pub open_questions: usize,
    /// Tumour type with label.
    pub tumor_label: Option<String>,
    /// Name of the test.
    pub test_name: Option<String>,
    /// Assembly.
    pub assembly: Assembly,
    /// Knowledge release.
    pub release: &'a str,
    /// Rule code.
    pub engine: &'a str,
    /// Day for which approvals were looked up.
    pub as_of: Date,
    /// The person wishes to hear of inherited findings.
    pub with_germline: bool,
}

impl PseudonymisedCase {
    /// The case of its parts, without the person.
    pub fn of(parts: &CaseParts<'_>) -> Self {
        let clinical = parts.clinical;
        let told = parts.findings.iter().filter(|finding| parts.with_germline || !finding.germline);
        Self {
            schema: PAYLOAD_SCHEMA,
            sex: clinical.patient.sex,
            age_years: clinical.patient.born_on.and_then(|born| age(born, parts.as_of)),
            tumor_type: clinical.tumor_type.clone(),
            tumor_label: parts.tumor_label.clone(),
            diagnosis: clinical.diagnosis.clone(),
            ecog_ps: clinical.ecog_ps,
            specimen: clinical.specimen.as_ref().map(|specimen| PseudonymisedSpecimen {
                collected_in: specimen.collected_on.map(month),
                site: specimen.site.clone(),
                kind: specimen.kind.clone(),
                tumor_content_percent: specimen.tumor_content_percent,
            }),
            treatments: clinical.treatments.iter().map(treatment).collect(),
            phenotypes: clinical
                .phenotypes
                .iter()
                .map(|seen| Phenotype { onset: undated(seen.onset.clone()), ..seen.clone() })
                .collect(),
            test_name: parts.test_name.clone(),
            assembly: parts.assembly,
            release: parts.release.to_owned(),
            engine: parts.engine.to_owned(),
            as_of: parts.as_of,
            findings: told.map(finding).collect(),
            germline_included: parts.with_germline,
            open_questions: u32::try_from(parts.open_questions).unwrap_or(u32::MAX),
        }
    }
}

/// 満年齢 by the calendar.
fn age(born: Date, on: Date) -> Option<u16> {
    let had_birthday = (on.month(), on.day()) >= (born.month(), born.day());
    u16::try_from(on.year() - born.year() - i16::from(!had_birthday)).ok()
}

fn month(date: Date) -> String {
    format!("{:04}-{:02}", date.year(), date.month())
}

/// A text, unless it names a day.
fn undated(text: Option<String>) -> Option<String> {
    text.filter(|text| guard::dates_in(text).is_empty())
}

fn treatment(given: &Treatment) -> PseudonymisedTreatment {
    PseudonymisedTreatment {
        drugs: given.drugs.clone(),
        started_in: given.started_on.map(month).or_else(|| undated(given.started_in.clone())),
        ended_in: given.ended_on.map(month).or_else(|| undated(given.ended_in.clone())),
        best_response: given.best_response.clone(),
        ended_because: given.ended_because.clone(),
        line: given.line,
        regimen: given.regimen.clone(),
    }
}

fn finding(found: &Finding) -> PseudonymisedFinding {
    PseudonymisedFinding {
        key: found.key,
        variants: found
            .variants
            .iter()
            .map(|variant| PseudonymisedVariant {
                gene: variant.gene.clone(),
                label: variant.label.clone(),
                allele: variant.allele.clone(),
                hgvsc: variant.hgvsc.clone(),
                hgvsp: variant.hgvsp.clone(),
                transcript: variant.transcript.clone(),
                vaf_fraction: variant.vaf_fraction,
                depth_reads: variant.depth_reads,
            })
            .collect(),
        match_kind: found.match_kind,
        statement: found.statement.to_string(),
        basis: found.basis,
        predicate: found.predicate,
        direction: found.direction,
        evidence_level: found.evidence_level,
        level_state: found.level_state,
        resistance: found.resistance,
        accessibility: found.accessibility,
        therapies: found.therapies.clone(),
        setting: found.setting.clone(),
        tumor_type_ja: found.tumor_type_ja.clone(),
        tumor_type_match: found.tumor_type_match,
        status: found.status,
        reasons: found.reasons.clone(),
        conditions: found.conditions.clone(),
        citation: found.citation.clone(),
        companion_diagnostic: found.companion_diagnostic.clone(),
        already_given: found.already_given,
        overruled: found.overruled_by.is_some(),
        germline: found.germline,
    }
}

#[cfg(test)]
mod tests {
    use model::ids::{HospitalPatientId, ResearchId};
    use model::person::PatientIdentity;

    use super::*;

    fn parts(clinical: &ClinicalRecord) -> CaseParts<'_> {
        CaseParts {
            clinical,
            findings: &[],
            open_questions: 0,
            tumor_label: None,
            test_name: None,
            assembly: Assembly::GRCh38,
            release: "synthetic",
            engine: "synthetic",
            as_of: Date::constant(2026, 4, 2),
            with_germline: false,
        }
    }

    #[test]
    fn nothing_of_the_person_but_sex_and_age_is_told() {
        let record = ClinicalRecord {
            patient: PatientIdentity {
                name: "合成 花子".to_owned(),
                kana: Some("ゴウセイ ハナコ".to_owned()),
                hospital_id: Some(HospitalPatientId("00123456".to_owned())),
                research_id: Some(ResearchId("R-1".to_owned())),
                born_on: Some(Date::constant(1958, 4, 3)),
                sex: Sex::Female,
                synthetic: true,
            },
            attending_physician: Some("合成 医師".to_owned()),
            diagnosed_on: Some(Date::constant(2024, 5, 6)),
            treatments: vec![Treatment {
                drugs: vec!["gefitinib".to_owned()],
                started_on: Some(Date::constant(2025, 1, 10)),
                ended_in: Some("2025/8/19頃".to_owned()),
                ..Treatment::default()
            }],
            ..ClinicalRecord::empty()
        };
        let told = PseudonymisedCase::of(&parts(&record));
        assert_eq!((told.sex, told.age_years), (Sex::Female, Some(67)), "the birthday is tomorrow");
        assert_eq!(told.treatments[0].started_in.as_deref(), Some("2025-01"));
        assert_eq!(told.treatments[0].ended_in, None, "a day in words is a day");
        let text = serde_json::to_string(&told).unwrap();
        for word in ["合成", "花子", "ハナコ", "123456", "1958", "R-1", "医師", "2024"] {
            assert!(!text.contains(word), "{word}");
        }
        guard(told, &Identifiers::of(&record.patient)).unwrap();
    }
}
