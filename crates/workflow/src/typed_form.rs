//! 臨床情報フォーム: from what a person types to the document that intake reads, and back to words beside the fields.
//!
//! There is one reading path: the form is written as the document that a file would hold, and read by the same reader. So
//! what the screen says about a field is what an import would say.

use std::collections::BTreeMap;

use casefile::correction::{ClinicalField, written};
use intake::{FormRecord, IntakeError, TypedDocument};
use model::clinical::{ClinicalRecord, LAST_ECOG_PS, Treatment};
use serde_json::{Value, json};
use unicode_normalization::UnicodeNormalization;

use crate::contract::{FieldProblem, FormCheck, Message, ReadDate, TypedForm, TypedResults, TypedTreatment};
use crate::wording::{Language, text};

/// Fields of the screen that have another name than their place in the document.
const PLACES: [(&str, &str); 15] = [
    ("patient_name", "patient.name"),
    ("patient_kana", "patient.kana"),
    ("hospital_id", "patient.hospital_id"),
    ("born_on", "patient.born_on"),
    ("sex", "patient.sex"),
    ("specimen_kind", "specimen.kind"),
    ("specimen_site", "specimen.site"),
    ("specimen_collected_on", "specimen.collected_on"),
    ("tumor_content_percent", "specimen.tumor_content_percent"),
    ("results.test_name", "test.name"),
    ("results.msi", "biomarkers.msi"),
    ("results.tmb_mut_per_mb", "biomarkers.tmb_mut_per_mb"),
    ("results.tmb", "biomarkers.tmb"),
    ("results.hrd_score", "biomarkers.hrd_score"),
    ("results.hrd", "biomarkers.hrd"),
];

/// The document that a form says, as a file would hold it.
pub(crate) fn document(form: &TypedForm) -> TypedDocument {
    as_document(&value(form))
}

/// The clinical record of a form, read as an import would read it.
///
/// # Errors
/// The first field that cannot be read.
pub(crate) fn record(form: &TypedForm) -> Result<ClinicalRecord, IntakeError> {
    intake::read_typed_form(&document(form)).map(|read| read.record)
}

/// Everything that is wrong with a form, and how its dates were understood.
pub(crate) fn check(form: &TypedForm) -> FormCheck {
    let whole = value(form);
    let (read, wrong) = read_without_what_is_wrong(whole.clone());
    let mut problems: Vec<FieldProblem> = wrong.iter().map(|path| problem(&whole, path)).collect();
    let Some(read) = read else { return FormCheck { problems, dates: Vec::new() } };
    // A day of birth without its day would be left out with a notice; here somebody can still type the day.
    let without_day = read.notices.iter().filter(|notice| notice.code == "date_without_day");
    for path in without_day.filter_map(|notice| notice.parameters.get("field")) {
        if matches!(path.as_str(), "patient.born_on" | "specimen.collected_on") {
            problems.push(FieldProblem { field: field_of(path), message: said("form_day_missing", &[]) });
        }
    }
    FormCheck { problems, dates: dates(form, &read.record) }
}

/// The form that a record fills.
pub(crate) fn filled(record: &ClinicalRecord) -> TypedForm {
    let of = |field: ClinicalField| written(record, field).unwrap_or_default();
    let treatments = record.treatments.iter().zip(1..).map(|(treatment, number)| {
        let day = |day: Option<jiff::civil::Date>, part: &Option<String>| {
            day.map(|day| day.to_string()).or_else(|| part.clone()).unwrap_or_default()
        };
        TypedTreatment {
            number: Some(number),
            drugs: treatment.drugs.join(" + "),
            started_on: day(treatment.started_on, &treatment.started_in),
            ended_on: day(treatment.ended_on, &treatment.ended_in),
            best_response: treatment.best_response.clone().unwrap_or_default(),
            ended_because: treatment.ended_because.clone().unwrap_or_default(),
        }
    });
    TypedForm {
        patient_name: of(ClinicalField::PatientName),
        patient_kana: of(ClinicalField::PatientKana),
        hospital_id: of(ClinicalField::HospitalId),
        born_on: of(ClinicalField::BornOn),
        sex: of(ClinicalField::Sex),
        tumor_type: of(ClinicalField::TumorType),
        diagnosis: of(ClinicalField::Diagnosis),
        diagnosed_on: of(ClinicalField::DiagnosedOn),
        department: of(ClinicalField::Department),
        attending_physician: of(ClinicalField::AttendingPhysician),
        ecog_ps: of(ClinicalField::EcogPs),
        specimen_kind: of(ClinicalField::SpecimenKind),
        specimen_site: of(ClinicalField::SpecimenSite),
        specimen_collected_on: of(ClinicalField::SpecimenCollectedOn),
        tumor_content_percent: of(ClinicalField::TumorContentPercent),
        treatments: treatments.collect(),
        results: None,
    }
}

/// One treatment of a form, read by itself: reading a whole form puts treatments in the order of their days.
///
/// # Errors
/// The field that cannot be read.
pub(crate) fn treatment(typed: &TypedTreatment) -> Result<Option<Treatment>, IntakeError> {
    let form = TypedForm { treatments: vec![typed.clone()], ..TypedForm::default() };
    record(&form).map(|record| record.treatments.into_iter().next())
}

fn as_document(value: &Value) -> TypedDocument {
    let name = text("typed_form_name", Language::Japanese);
    TypedDocument { name, bytes: value.to_string().into_bytes() }
}

fn value(form: &TypedForm) -> Value {
    let mut value = json!({
        (intake::CLINICAL_FORM_VERSION_KEY): 1,
        "patient": {
            "name": form.patient_name.trim(),
            "kana": said_or_null(&form.patient_kana),
            "hospital_id": said_or_null(&form.hospital_id),
            "born_on": said_or_null(&form.born_on),
            "sex": said_or_null(&form.sex),
        },
        "tumor_type": said_or_null(&form.tumor_type),
        "diagnosis": said_or_null(&form.diagnosis),
        "diagnosed_on": said_or_null(&form.diagnosed_on),
        "department": said_or_null(&form.department),
        "attending_physician": said_or_null(&form.attending_physician),
        "ecog_ps": number_or_text(&form.ecog_ps),
        "specimen": {
            "kind": said_or_null(&form.specimen_kind),
            "site": said_or_null(&form.specimen_site),
            "collected_on": said_or_null(&form.specimen_collected_on),
            "tumor_content_percent": number_or_text(&form.tumor_content_percent),
        },
        "treatments": form.treatments.iter().map(treatment_value).collect::<Vec<_>>(),
    });
    let results = form.results.as_ref().filter(|results| **results != TypedResults::default());
    if let (Some(results), Some(members)) = (results, value.as_object_mut()) {
        members.insert("test".to_owned(), json!({ "name": said_or_null(&results.test_name) }));
        let markers = json!({
            "msi": said_or_null(&results.msi),
            "tmb_mut_per_mb": said_or_null(&results.tmb_mut_per_mb),
            "tmb": said_or_null(&results.tmb),
            "hrd_score": said_or_null(&results.hrd_score),
            "hrd": said_or_null(&results.hrd),
        });
        members.insert("biomarkers".to_owned(), markers);
    }
    let specimen = value.get("specimen").and_then(Value::as_object);
    if specimen.is_some_and(|specimen| specimen.values().all(Value::is_null))
        && let Some(members) = value.as_object_mut()
    {
        members.remove("specimen");
    }
    value
}

fn treatment_value(typed: &TypedTreatment) -> Value {
    let drugs: Vec<&str> =
        typed.drugs.split(['+', '＋', '、', '，', ',']).map(str::trim).filter(|drug| !drug.is_empty()).collect();
    json!({
        "drugs": drugs,
        "started_on": said_or_null(&typed.started_on),
        "ended_on": said_or_null(&typed.ended_on),
        "best_response": said_or_null(&typed.best_response),
        "ended_because": said_or_null(&typed.ended_because),
    })
}

fn said_or_null(text: &str) -> Value {
    Some(text.trim()).filter(|text| !text.is_empty()).map_or(Value::Null, |text| Value::String(text.to_owned()))
}

/// A whole number in any width, with or without a percent sign; anything else stays text, which the reader then refuses.
fn number_or_text(text: &str) -> Value {
    let plain: String = text.nfkc().filter(|c| !c.is_whitespace()).collect();
    match plain.strip_suffix('%').unwrap_or(&plain).parse::<u64>() {
        Ok(number) => Value::from(number),
        Err(_) => said_or_null(text),
    }
}

/// Takes away one wrong field after the other until the rest can be read; the places of those that were wrong.
fn read_without_what_is_wrong(mut document: Value) -> (Option<FormRecord>, Vec<String>) {
    let mut wrong: Vec<String> = Vec::new();
    loop {
        let error = match intake::read_typed_form(&as_document(&document)) {
            Ok(read) => return (Some(read), wrong),
            Err(error) => error,
        };
        let path = error.parameters().remove("field").filter(|path| !wrong.contains(path));
        let Some(path) = path.filter(|path| take_away(&mut document, path)) else { return (None, wrong) };
        wrong.push(path);
    }
}

/// `treatments[0].drugs` becomes a stopgap, anything else unknown.
fn take_away(document: &mut Value, path: &str) -> bool {
    let pointer = format!("/{}", path.replace('[', ".").replace(']', "").replace('.', "/"));
    let Some(value) = document.pointer_mut(&pointer) else { return false };
    let leaf = path.rsplit('.').next();
    *value = if leaf == Some("drugs") { json!(["-"]) } else { Value::Null };
    true
}

/// The field of the screen that stands for a place in the document.
fn field_of(path: &str) -> String {
    let known = PLACES.iter().find(|(_, place)| *place == path);
    known.map_or_else(|| path.replace('[', ".").replace(']', ""), |(field, _)| (*field).to_owned())
}

fn problem(document: &Value, path: &str) -> FieldProblem {
    let leaf = path.rsplit('.').next().unwrap_or(path);
    let message = match leaf {
        "ended_on" if is_a_date(document, path) => said("form_end_before_start", &[]),
        "born_on" | "diagnosed_on" | "collected_on" | "started_on" | "ended_on" => said("form_date_unreadable", &[]),
        "drugs" => said("form_drugs_missing", &[]),
        "ecog_ps" => said("form_ecog_ps", &[("most", LAST_ECOG_PS.to_string())]),
        "tumor_content_percent" => said("form_percent", &[]),
        "tmb_mut_per_mb" | "hrd_score" => said("form_number", &[]),
        _ => said("form_value_unknown", &[]),
    };
    FieldProblem { field: field_of(path), message }
}

/// Whether the end of a treatment can be read where no start stands beside it.
fn is_a_date(document: &Value, path: &str) -> bool {
    let mut alone = document.clone();
    if !take_away(&mut alone, &path.replace("ended_on", "started_on")) {
        return false;
    }
    !read_without_what_is_wrong(alone).1.iter().any(|wrong| wrong == path)
}

fn dates(form: &TypedForm, record: &ClinicalRecord) -> Vec<ReadDate> {
    let both = |field: String, day: Option<jiff::civil::Date>, part: Option<&String>| {
        let shown = day.map(report::dates::both).or_else(|| part.cloned())?;
        Some(ReadDate { field, shown })
    };
    let collected = record.specimen.as_ref().and_then(|specimen| specimen.collected_on);
    let mut dates = vec![
        both("born_on".to_owned(), record.patient.born_on, None),
        both("diagnosed_on".to_owned(), record.diagnosed_on, record.diagnosed_in.as_ref()),
        both("specimen_collected_on".to_owned(), collected, None),
    ];
    for (typed, index) in form.treatments.iter().zip(0..) {
        let alone = TypedForm { treatments: vec![typed.clone()], ..TypedForm::default() };
        let (read, _) = read_without_what_is_wrong(value(&alone));
        let Some(treatment) = read.and_then(|read| read.record.treatments.into_iter().next()) else { continue };
        let field = |name: &str| format!("treatments.{index}.{name}");
        dates.push(both(field("started_on"), treatment.started_on, treatment.started_in.as_ref()));
        dates.push(both(field("ended_on"), treatment.ended_on, treatment.ended_in.as_ref()));
    }
    dates.into_iter().flatten().collect()
}

fn said(code: &str, parameters: &[(&str, String)]) -> Message {
    let parameters: BTreeMap<String, String> =
        parameters.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
    Message { code: code.to_owned(), parameters }
}

#[cfg(test)]
mod tests {
    use model::person::Sex;

    use super::*;

    fn form() -> TypedForm {
        TypedForm {
            patient_name: "架空 花子".to_owned(),
            born_on: "Ｓ60.4.1".to_owned(),
            sex: "female".to_owned(),
            tumor_type: "LUAD".to_owned(),
            diagnosed_on: "令和6年5月".to_owned(),
            ecog_ps: "１".to_owned(),
            tumor_content_percent: "40%".to_owned(),
            treatments: vec![
                TypedTreatment {
                    drugs: "シスプラチン ＋ ペメトレキセド".to_owned(),
                    started_on: "R7.4.1".to_owned(),
                    ..TypedTreatment::default()
                },
                TypedTreatment {
                    drugs: "osimertinib".to_owned(),
                    started_on: "2024-05".to_owned(),
                    ended_on: "2025-01-10".to_owned(),
                    best_response: "PR".to_owned(),
                    ..TypedTreatment::default()
                },
            ],
            ..TypedForm::default()
        }
    }

    fn told(check: &FormCheck) -> Vec<(&str, &str)> {
        check.problems.iter().map(|problem| (problem.field.as_str(), problem.message.code.as_str())).collect()
    }

    #[test]
    fn a_typed_form_is_the_record_that_its_file_would_be() {
        let read = record(&form()).unwrap();
        assert_eq!((read.patient.born_on, read.patient.sex), (Some("1985-04-01".parse().unwrap()), Sex::Female));
        assert_eq!((read.ecog_ps, read.diagnosed_in.as_deref()), (Some(1), Some("2024-05")));
        assert_eq!(read.specimen.as_ref().unwrap().tumor_content_percent, Some(40));
        assert_eq!(read.treatments[1].drugs, ["シスプラチン", "ペメトレキセド"]);
        let again = record(&filled(&read)).unwrap();
        assert_eq!(again, read);
    }

    #[test]
    fn every_wrong_field_is_told_at_once_and_the_dates_that_were_understood_in_both_calendars() {
        let mut typed = form();
        typed.ecog_ps = "7".to_owned();
        typed.tumor_content_percent = "half".to_owned();
        typed.specimen_collected_on = "R7/2/29".to_owned();
        typed.treatments[0].drugs = " + ".to_owned();
        typed.treatments[1].ended_on = "2024-04-01".to_owned();
        typed.treatments[1].started_on = "2024-05-01".to_owned();
        typed.results = Some(TypedResults { tmb_mut_per_mb: "高い".to_owned(), ..TypedResults::default() });
        let check = check(&typed);
        let mut problems = told(&check);
        problems.sort_unstable();
        assert_eq!(
            problems,
            [
                ("ecog_ps", "form_ecog_ps"),
                ("results.tmb_mut_per_mb", "form_number"),
                ("specimen_collected_on", "form_date_unreadable"),
                ("treatments.0.drugs", "form_drugs_missing"),
                ("treatments.1.ended_on", "form_end_before_start"),
                ("tumor_content_percent", "form_percent"),
            ]
        );
        let shown: BTreeMap<&str, &str> =
            check.dates.iter().map(|date| (date.field.as_str(), date.shown.as_str())).collect();
        assert_eq!(shown["born_on"], "1985年4月1日（昭和60年4月1日）");
        assert_eq!(shown["diagnosed_on"], "2024-05");
        assert_eq!(shown["treatments.0.started_on"], "2025年4月1日（令和7年4月1日）");
        assert!(!shown.contains_key("specimen_collected_on"));
    }

    #[test]
    fn a_birthday_without_its_day_is_asked_for_and_a_blank_form_has_no_problem() {
        let typed = TypedForm { born_on: "昭和60年".to_owned(), ..TypedForm::default() };
        assert_eq!(told(&check(&typed)), [("born_on", "form_day_missing")]);
        assert_eq!(check(&TypedForm::default()), FormCheck::default());
    }
}
