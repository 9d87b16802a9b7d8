//! Correcting one clinical fact: which facts can be corrected, how their values are written, and the record after it.

use std::fmt;

use jiff::civil::Date;
use model::clinical::{ClinicalRecord, LAST_ECOG_PS, Specimen, Treatment};
use model::ids::HospitalPatientId;
use model::person::Sex;
use serde::{Deserialize, Serialize};

use crate::refusal::Refusal;

/// A fact of the clinical record that a person may correct.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum ClinicalField {
    /// 氏名
    PatientName,
    /// フリガナ
    PatientKana,
    /// 患者ID
    HospitalId,
    /// 性別, by code.
    Sex,
    /// 生年月日
    BornOn,
    /// OncoTree code.
    TumorType,
    /// 診断名
    Diagnosis,
    /// 診断日, also without its day.
    DiagnosedOn,
    /// 診療科
    Department,
    /// 主治医
    AttendingPhysician,
    /// 検体の種類
    SpecimenKind,
    /// 採取部位
    SpecimenSite,
    /// 検体採取日
    SpecimenCollectedOn,
    /// 腫瘍細胞含有割合, percent.
    TumorContentPercent,
    /// PS（ECOG）
    EcogPs,
    /// One earlier treatment, counted from 1; the number after the last adds one.
    Treatment(u16),
}

const CODES: [(&str, ClinicalField); 15] = [
    ("patient_name", ClinicalField::PatientName),
    ("patient_kana", ClinicalField::PatientKana),
    ("hospital_id", ClinicalField::HospitalId),
    ("sex", ClinicalField::Sex),
    ("born_on", ClinicalField::BornOn),
    ("tumor_type", ClinicalField::TumorType),
    ("diagnosis", ClinicalField::Diagnosis),
    ("diagnosed_on", ClinicalField::DiagnosedOn),
    ("department", ClinicalField::Department),
    ("attending_physician", ClinicalField::AttendingPhysician),
    ("specimen_kind", ClinicalField::SpecimenKind),
    ("specimen_site", ClinicalField::SpecimenSite),
    ("specimen_collected_on", ClinicalField::SpecimenCollectedOn),
    ("tumor_content_percent", ClinicalField::TumorContentPercent),
    ("ecog_ps", ClinicalField::EcogPs),
];

const TREATMENT: &str = "treatment_";

const SEXES: [(&str, Sex); 4] =
    [("male", Sex::Male), ("female", Sex::Female), ("other", Sex::Other), ("unknown", Sex::Unknown)];

/// How sex is written, in the order of print.
pub fn sexes() -> impl Iterator<Item = &'static str> {
    SEXES.iter().map(|(code, _)| *code)
}

/// A text names no field that can be corrected.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no such clinical field")]
pub struct UnknownField;

impl ClinicalField {
    /// Every field but treatments, in the order of print.
    pub fn all() -> impl Iterator<Item = Self> {
        CODES.iter().map(|(_, field)| *field)
    }

    /// Whether it says who or where somebody is, and nothing that anybody decides by.
    pub fn is_administrative(self) -> bool {
        matches!(
            self,
            Self::PatientName | Self::PatientKana | Self::HospitalId | Self::Department | Self::AttendingPhysician
        )
    }

    /// Whether findings, or the conditions that stand beside them, may depend on it.
    pub fn changes_matching(self) -> bool {
        matches!(self, Self::TumorType | Self::Treatment(_) | Self::Sex | Self::BornOn | Self::EcogPs)
    }
}

impl fmt::Display for ClinicalField {
    /// The code: `born_on`, `treatment_2`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self, CODES.iter().find(|(_, field)| field == self)) {
            (Self::Treatment(number), _) => write!(f, "{TREATMENT}{number}"),
            (_, Some((code, _))) => f.write_str(code),
            (_, None) => Ok(()),
        }
    }
}

impl std::str::FromStr for ClinicalField {
    type Err = UnknownField;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if let Some(number) = text.strip_prefix(TREATMENT) {
            let number = number.parse().ok().filter(|number| *number > 0);
            return number.map(Self::Treatment).ok_or(UnknownField);
        }
        CODES.iter().find(|(code, _)| *code == text).map(|(_, field)| *field).ok_or(UnknownField)
    }
}

impl TryFrom<String> for ClinicalField {
    type Error = UnknownField;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<ClinicalField> for String {
    fn from(field: ClinicalField) -> Self {
        field.to_string()
    }
}

/// The value of a field as people write it; `None` where the record does not say.
pub fn written(record: &ClinicalRecord, field: ClinicalField) -> Option<String> {
    let patient = &record.patient;
    let specimen = record.specimen.as_ref();
    match field {
        ClinicalField::PatientName => Some(patient.name.clone()).filter(|name| !name.is_empty()),
        ClinicalField::PatientKana => patient.kana.clone(),
        ClinicalField::HospitalId => patient.hospital_id.as_ref().map(|id| id.0.clone()),
        ClinicalField::Sex => SEXES.iter().find(|(_, sex)| *sex == patient.sex).map(|(code, _)| (*code).to_owned()),
        ClinicalField::BornOn => patient.born_on.map(|day| day.to_string()),
        ClinicalField::TumorType => record.tumor_type.as_ref().map(ToString::to_string),
        ClinicalField::Diagnosis => record.diagnosis.clone(),
        ClinicalField::DiagnosedOn => {
            record.diagnosed_on.map(|day| day.to_string()).or_else(|| record.diagnosed_in.clone())
        }
        ClinicalField::Department => record.department.clone(),
        ClinicalField::AttendingPhysician => record.attending_physician.clone(),
        ClinicalField::SpecimenKind => specimen.and_then(|specimen| specimen.kind.clone()),
        ClinicalField::SpecimenSite => specimen.and_then(|specimen| specimen.site.clone()),
        ClinicalField::SpecimenCollectedOn => {
            specimen.and_then(|specimen| specimen.collected_on).map(|day| day.to_string())
        }
        ClinicalField::TumorContentPercent => {
            specimen.and_then(|specimen| specimen.tumor_content_percent).map(|percent| percent.to_string())
        }
        ClinicalField::EcogPs => record.ecog_ps.map(|status| status.to_string()),
        ClinicalField::Treatment(number) => {
            number.checked_sub(1).and_then(|index| record.treatments.get(usize::from(index))).map(treatment_text)
        }
    }
}

/// The record with one value replaced; `None` takes the value away.
///
/// # Errors
/// [`Refusal::CorrectionUnreadable`] when the value is not one of this field, [`Refusal::CorrectionChangesNothing`].
pub fn corrected(
    record: &ClinicalRecord,
    field: ClinicalField,
    value: Option<&str>,
) -> Result<ClinicalRecord, Refusal> {
    let unreadable = || Refusal::CorrectionUnreadable { field };
    let text = value.map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
    let day = |text: &Option<String>| text.as_deref().map(|text| day_of(text).ok_or_else(unreadable)).transpose();
    let number = |text: &Option<String>, most: u8| {
        let read = |text: &str| text.parse::<u8>().ok().filter(|number| *number <= most).ok_or_else(unreadable);
        text.as_deref().map(|text| read(text.trim_end_matches('%').trim_end())).transpose()
    };
    let mut next = record.clone();
    match field {
        ClinicalField::PatientName => next.patient.name = text.ok_or_else(unreadable)?,
        ClinicalField::PatientKana => next.patient.kana = text,
        ClinicalField::HospitalId => next.patient.hospital_id = text.map(HospitalPatientId),
        ClinicalField::Sex => {
            let wanted = text.unwrap_or_else(|| "unknown".to_owned());
            let known = SEXES.iter().find(|(code, _)| *code == wanted);
            next.patient.sex = known.map(|(_, sex)| *sex).ok_or_else(unreadable)?;
        }
        ClinicalField::BornOn => next.patient.born_on = day(&text)?,
        ClinicalField::TumorType => next.tumor_type = Some(text.ok_or_else(unreadable)?.as_str().into()),
        ClinicalField::Diagnosis => next.diagnosis = text,
        ClinicalField::DiagnosedOn => {
            (next.diagnosed_on, next.diagnosed_in) = day_or_words(text);
            if next.diagnosed_in.as_deref().is_some_and(|part| !is_part_of_day(part)) {
                return Err(unreadable());
            }
        }
        ClinicalField::Department => next.department = text,
        ClinicalField::AttendingPhysician => next.attending_physician = text,
        ClinicalField::SpecimenKind => specimen(&mut next).kind = text,
        ClinicalField::SpecimenSite => specimen(&mut next).site = text,
        ClinicalField::SpecimenCollectedOn => specimen(&mut next).collected_on = day(&text)?,
        ClinicalField::TumorContentPercent => specimen(&mut next).tumor_content_percent = number(&text, 100)?,
        ClinicalField::EcogPs => next.ecog_ps = number(&text, LAST_ECOG_PS)?,
        ClinicalField::Treatment(number) => {
            correct_treatment(&mut next, number, text.as_deref()).ok_or_else(unreadable)?;
        }
    }
    if written(&next, field) == written(record, field) { Err(Refusal::CorrectionChangesNothing) } else { Ok(next) }
}

fn specimen(record: &mut ClinicalRecord) -> &mut Specimen {
    let empty = Specimen { collected_on: None, site: None, kind: None, tumor_content_percent: None };
    record.specimen.get_or_insert(empty)
}

/// `2025-01-10` or `2025/1/10`.
fn day_of(text: &str) -> Option<Date> {
    let mut parts = text.split(['-', '/', '.']);
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || year.len() != 4 {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// `2025` or `2025-01`.
fn is_part_of_day(text: &str) -> bool {
    let (year, month) = text.split_once('-').map_or((text, None), |(year, month)| (year, Some(month)));
    let number = |text: &str, digits: usize| text.parse::<u16>().ok().filter(|_| text.len() == digits);
    number(year, 4).is_some() && month.is_none_or(|month| number(month, 2).is_some_and(|m| (1..=12).contains(&m)))
}

/// `drug + drug; first day; last day; best response; reason for stopping`
pub fn treatment_text(treatment: &Treatment) -> String {
    let day = |day: Option<Date>, words: &Option<String>| {
        day.map(|day| day.to_string()).or_else(|| words.clone()).unwrap_or_default()
    };
    let parts = [
        treatment.drugs.join(" + "),
        day(treatment.started_on, &treatment.started_in),
        day(treatment.ended_on, &treatment.ended_in),
        treatment.best_response.clone().unwrap_or_default(),
        treatment.ended_because.clone().unwrap_or_default(),
    ];
    parts.join("; ").trim_end_matches([';', ' ']).to_owned()
}

/// Replaces, adds or takes away one treatment; `None` where the text or the number cannot be used.
fn correct_treatment(record: &mut ClinicalRecord, number: u16, text: Option<&str>) -> Option<()> {
    let index = usize::from(number.checked_sub(1)?);
    let Some(text) = text else {
        return (index < record.treatments.len()).then(|| drop(record.treatments.remove(index)));
    };
    let parts: Vec<Option<String>> =
        text.split([';', '；']).map(str::trim).map(|part| (!part.is_empty()).then(|| part.to_owned())).collect();
    if parts.len() > 5 {
        return None;
    }
    let part = |place: usize| parts.get(place).cloned().flatten();
    let drugs: Vec<String> = part(0)?.split(['+', '＋']).map(|drug| drug.trim().to_owned()).collect();
    if drugs.iter().any(String::is_empty) {
        return None;
    }
    let mut next = match record.treatments.get(index) {
        Some(standing) => standing.clone(),
        None if index == record.treatments.len() => Treatment::default(),
        None => return None,
    };
    if next.drugs != drugs {
        // The other names were those of the drugs that the document named.
        next.also_named = Vec::new();
        next.regimen = None;
    }
    next.drugs = drugs;
    (next.started_on, next.started_in) = day_or_words(part(1));
    (next.ended_on, next.ended_in) = day_or_words(part(2));
    next.best_response = part(3);
    next.ended_because = part(4);
    match record.treatments.get_mut(index) {
        Some(standing) => *standing = next,
        None => record.treatments.push(next),
    }
    Some(())
}

fn day_or_words(text: Option<String>) -> (Option<Date>, Option<String>) {
    let day = text.as_deref().and_then(day_of);
    (day, text.filter(|_| day.is_none()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record() -> ClinicalRecord {
        let mut record = ClinicalRecord::empty();
        record.patient.name = "合成 太郎".to_owned();
        record.treatments = vec![Treatment {
            drugs: vec!["gefitinib".to_owned()],
            also_named: vec!["ゲフィチニブ".to_owned()],
            started_in: Some("2024-05".to_owned()),
            line: Some(1),
            ..Treatment::default()
        }];
        record
    }

    #[test]
    fn every_code_is_read_back() {
        for field in ClinicalField::all().chain([ClinicalField::Treatment(12)]) {
            assert_eq!(field.to_string().parse(), Ok(field));
        }
        for text in ["", "treatment_0", "treatment_x", "colour"] {
            assert_eq!(text.parse::<ClinicalField>(), Err(UnknownField), "{text}");
        }
    }

    #[test]
    fn a_value_is_read_written_and_taken_away() {
        for (field, value, shown) in [
            ("born_on", "1955/3/7", "1955-03-07"),
            ("diagnosed_on", "2024/5/20", "2024-05-20"),
            ("diagnosed_on", "2024-05", "2024-05"),
            ("sex", "female", "female"),
            ("tumor_type", "LUAD", "LUAD"),
            ("ecog_ps", "2", "2"),
            ("tumor_content_percent", "40%", "40"),
            ("specimen_site", " 右上葉 ", "右上葉"),
        ] {
            let field: ClinicalField = field.parse().unwrap();
            let next = corrected(&record(), field, Some(value)).unwrap();
            assert_eq!(written(&next, field).as_deref(), Some(shown));
            assert_eq!(corrected(&next, field, Some(shown)), Err(Refusal::CorrectionChangesNothing));
        }
    }

    #[test]
    fn what_cannot_be_a_value_is_refused() {
        for (field, value) in [
            ("born_on", Some("7.3.55")),
            ("diagnosed_on", Some("2024-13")),
            ("diagnosed_on", Some("spring")),
            ("born_on", Some("2025-13-01")),
            ("sex", Some("m")),
            ("ecog_ps", Some("5")),
            ("tumor_content_percent", Some("101")),
            ("patient_name", None),
            ("tumor_type", Some(" ")),
            ("treatment_3", Some("osimertinib")),
            ("treatment_3", None),
            ("treatment_1", Some("gefitinib + ")),
            ("treatment_1", Some("a;b;c;d;e;f")),
        ] {
            let field: ClinicalField = field.parse().unwrap();
            let refused = corrected(&record(), field, value);
            assert_eq!(refused, Err(Refusal::CorrectionUnreadable { field }), "{field} {value:?}");
        }
    }

    #[test]
    fn a_treatment_is_changed_added_and_removed() {
        let first = ClinicalField::Treatment(1);
        let text = "gefitinib; 2024-05-01; 2024-12-24; PR; 増悪";
        let changed = corrected(&record(), first, Some(text)).unwrap();
        assert_eq!(written(&changed, first).as_deref(), Some(text));
        assert_eq!((changed.treatments[0].line, changed.treatments[0].also_named.len()), (Some(1), 1));
        let other = corrected(&record(), first, Some("osimertinib")).unwrap();
        assert!(other.treatments[0].also_named.is_empty());
        let added = corrected(&record(), ClinicalField::Treatment(2), Some("cisplatin + pemetrexed; 2025-01")).unwrap();
        assert_eq!((added.treatments.len(), added.treatments[1].drugs.len()), (2, 2));
        assert_eq!(added.treatments[1].started_in.as_deref(), Some("2025-01"));
        assert!(corrected(&record(), first, None).unwrap().treatments.is_empty());
    }
}
