//! Clinical facts that two documents state about the same person.

use jiff::civil::Date;
use model::clinical::{ClinicalRecord, Specimen};
use model::notice::Notice;
use model::person::{PatientIdentity, Sex};
use unicode_normalization::UnicodeNormalization;

use crate::error::{IntakeError, Question};
use crate::stated::{add_treatment, sort_treatments};

/// Fields that differ, by name only.
#[derive(Default)]
struct Differing(Vec<String>);

impl Differing {
    /// What is known, else what is new; a difference keeps what is known and is remembered.
    fn one<T>(&mut self, field: &str, known: Option<T>, new: Option<T>, same: fn(&T, &T) -> bool) -> Option<T> {
        if let (Some(known), Some(new)) = (&known, &new)
            && !same(known, new)
        {
            self.0.push(field.to_owned());
        }
        known.or(new)
    }
}

/// Joins the record of a later document into that of an earlier one, field by field: what the earlier one says stays, what
/// it leaves open is taken from the later one, and what they state differently is a notice.
///
/// # Errors
/// A question when the documents seem to speak of two people.
pub(super) fn merge(
    first: ClinicalRecord,
    second: ClinicalRecord,
    file: &str,
) -> Result<(ClinicalRecord, Option<Notice>), IntakeError> {
    let mut identity = Differing::default();
    let mut other = Differing::default();
    let patient = patient(first.patient, second.patient, (&mut identity, &mut other));
    if !identity.0.is_empty() {
        let question = Question::PatientsDiffer { fields: identity.0 };
        return Err(IntakeError::question(file, question));
    }
    let specimen = match (first.specimen, second.specimen) {
        (Some(first), Some(second)) => Some(specimen(first, second, &mut other)),
        (first, second) => first.or(second),
    };
    let told = ((first.diagnosed_on, first.diagnosed_in), (second.diagnosed_on, second.diagnosed_in));
    let (diagnosed_on, diagnosed_in) = diagnosed(told.0, told.1, &mut other);
    let mut merged = ClinicalRecord {
        patient,
        tumor_type: other.one("tumor_type", first.tumor_type, second.tumor_type, |a, b| same_words(&a.0, &b.0)),
        diagnosis: other.one("diagnosis", first.diagnosis, second.diagnosis, |a, b| same_words(a, b)),
        diagnosed_on,
        diagnosed_in,
        department: other.one("department", first.department, second.department, |a, b| same_words(a, b)),
        attending_physician: other.one(
            "attending_physician",
            first.attending_physician,
            second.attending_physician,
            |a, b| same_words(a, b),
        ),
        specimen,
        ecog_ps: other.one("ecog_ps", first.ecog_ps, second.ecog_ps, PartialEq::eq),
        treatments: first.treatments,
        phenotypes: first.phenotypes,
        facts: first.facts,
    };
    for treatment in second.treatments {
        add_treatment(&mut merged.treatments, treatment);
    }
    sort_treatments(&mut merged.treatments);
    for phenotype in second.phenotypes {
        if !merged.phenotypes.contains(&phenotype) {
            merged.phenotypes.push(phenotype);
        }
    }
    merged.facts.extend(second.facts);
    let differing = other.0.join(", ");
    let notice = Notice::new("clinical_facts_differ").with("file", file).with("fields", &differing);
    Ok((merged, Some(notice).filter(|_| !differing.is_empty())))
}

fn patient(
    first: PatientIdentity,
    second: PatientIdentity,
    (identity, other): (&mut Differing, &mut Differing),
) -> PatientIdentity {
    let said = |text: String| Some(text).filter(|text| !text.trim().is_empty());
    let known = |sex: Sex| Some(sex).filter(|sex| *sex != Sex::Unknown);
    PatientIdentity {
        name: other
            .one("patient.name", said(first.name), said(second.name), |a, b| same_words(a, b))
            .unwrap_or_default(),
        kana: other.one("patient.kana", first.kana, second.kana, |a, b| same_words(a, b)),
        hospital_id: identity.one("patient.hospital_id", first.hospital_id, second.hospital_id, PartialEq::eq),
        // Two programmes may know one person under two pseudonyms.
        research_id: other.one("patient.research_id", first.research_id, second.research_id, PartialEq::eq),
        born_on: identity.one("patient.born_on", first.born_on, second.born_on, PartialEq::eq),
        sex: identity.one("patient.sex", known(first.sex), known(second.sex), PartialEq::eq).unwrap_or(Sex::Unknown),
        synthetic: first.synthetic || second.synthetic,
    }
}

/// A day, or the part of one that a document knows.
type DayOrPart = (Option<Date>, Option<String>);

/// A month agrees with a day in it, and the more exact of the two is kept.
fn diagnosed(first: DayOrPart, second: DayOrPart, other: &mut Differing) -> DayOrPart {
    let text = |(day, part): &DayOrPart| day.map(|day| day.to_string()).or_else(|| part.clone());
    let agree = |a: &String, b: &String| a.starts_with(b.as_str()) || b.starts_with(a.as_str());
    let (known, new) = (text(&first), text(&second));
    let more_exact = match (&known, &new) {
        (Some(known), Some(new)) => agree(known, new) && new.len() > known.len(),
        (known, _) => known.is_none(),
    };
    other.one("diagnosed_on", known, new, agree);
    if more_exact { second } else { first }
}

fn specimen(first: Specimen, second: Specimen, other: &mut Differing) -> Specimen {
    Specimen {
        collected_on: other.one("specimen.collected_on", first.collected_on, second.collected_on, PartialEq::eq),
        site: other.one("specimen.site", first.site, second.site, |a, b| same_words(a, b)),
        kind: other.one("specimen.kind", first.kind, second.kind, |a, b| same_words(a, b)),
        tumor_content_percent: other.one(
            "specimen.tumor_content_percent",
            first.tumor_content_percent,
            second.tumor_content_percent,
            PartialEq::eq,
        ),
    }
}

/// The same words but for width, case and spaces.
fn same_words(a: &str, b: &str) -> bool {
    let plain =
        |text: &str| text.nfkc().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect::<String>();
    plain(a) == plain(b)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use model::clinical::Treatment;

    use super::*;

    fn record(name: &str, sex: Sex) -> ClinicalRecord {
        let mut record = ClinicalRecord::empty();
        record.patient.name = name.to_owned();
        record.patient.sex = sex;
        record
    }

    fn treatment(drug: &str, day: i8) -> Treatment {
        Treatment { drugs: vec![drug.to_owned()], started_on: Some(date(2025, 4, day)), ..Treatment::default() }
    }

    #[test]
    fn what_one_document_leaves_open_the_other_fills_and_no_treatment_counts_twice() {
        let mut first = record("架空　花子", Sex::Unknown);
        first.treatments = vec![treatment("osimertinib", 1)];
        let mut second = record("架空 花子", Sex::Female);
        second.ecog_ps = Some(1);
        let known = Treatment { best_response: Some("PR".to_owned()), ..treatment("Osimertinib", 1) };
        second.treatments = vec![known, treatment("docetaxel", 2)];
        let (merged, notice) = merge(first, second, "b").unwrap();
        assert_eq!(notice, None);
        assert_eq!((merged.patient.sex, merged.ecog_ps), (Sex::Female, Some(1)));
        assert_eq!(merged.treatments.len(), 2);
        assert_eq!(merged.treatments[0].best_response.as_deref(), Some("PR"));
    }

    #[test]
    fn a_month_of_diagnosis_gives_way_to_a_day_in_it_and_another_day_is_a_difference() {
        let month = (None, Some("2024-05".to_owned()));
        let day = (Some(date(2024, 5, 20)), None);
        let mut other = Differing::default();
        assert_eq!(diagnosed(month.clone(), day.clone(), &mut other), day);
        assert_eq!(diagnosed((None, None), month.clone(), &mut other), month);
        assert_eq!(diagnosed(day.clone(), month, &mut other), day);
        assert!(other.0.is_empty());
        assert_eq!(diagnosed(day.clone(), (Some(date(2024, 6, 1)), None), &mut other), day);
        assert_eq!(other.0, ["diagnosed_on"]);
    }

    #[test]
    fn a_difference_is_said_by_field_and_two_people_are_a_question() {
        let mut first = record("架空 花子", Sex::Female);
        first.tumor_type = Some("LUAD".into());
        let mut second = record("架空 太郎", Sex::Female);
        second.tumor_type = Some("COAD".into());
        let (merged, notice) = merge(first.clone(), second.clone(), "b").unwrap();
        assert_eq!(notice.unwrap().parameters["fields"], "patient.name, tumor_type");
        assert_eq!(merged.tumor_type.unwrap().0, "LUAD");
        second.patient.sex = Sex::Male;
        let error = merge(first, second, "b").unwrap_err();
        assert_eq!((error.code(), error.parameters()["fields"].as_str()), ("intake_patients_differ", "patient.sex"));
        assert!(!error.to_string().contains("架空"));
    }
}
