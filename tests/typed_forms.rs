//! 臨床情報フォーム: what is typed in the window is the record that the same form as a file would be.

use shirube_tests::{case_files, desk, new_workspace, repository};
use workflow::contract::{
    ApiErrorKind, CaseView, ClinicalFact, ImportRequest, TypedForm, TypedResults, TypedTreatment,
};

fn typed() -> TypedForm {
    TypedForm {
        patient_name: "架空 花子".to_owned(),
        patient_kana: "カクウ ハナコ".to_owned(),
        hospital_id: "SYN-0001".to_owned(),
        born_on: "昭和30年3月7日".to_owned(),
        sex: "female".to_owned(),
        tumor_type: "LUAD".to_owned(),
        diagnosis: "肺腺癌".to_owned(),
        diagnosed_on: "R6.5".to_owned(),
        ecog_ps: "1".to_owned(),
        specimen_kind: "FFPE".to_owned(),
        tumor_content_percent: "４０％".to_owned(),
        treatments: vec![TypedTreatment {
            drugs: "gefitinib".to_owned(),
            started_on: "令和6年6月".to_owned(),
            ended_on: "2025-01-10".to_owned(),
            best_response: "PR".to_owned(),
            ended_because: "増悪".to_owned(),
            ..TypedTreatment::default()
        }],
        results: Some(TypedResults {
            msi: "stable".to_owned(),
            tmb_mut_per_mb: "4.2".to_owned(),
            ..TypedResults::default()
        }),
        ..TypedForm::default()
    }
}

/// The same, as a file would hold it.
const FILE: &str = r#"{"shirube_clinical_form":1,
  "patient":{"name":"架空 花子","kana":"カクウ ハナコ","hospital_id":"SYN-0001","born_on":"1955-03-07","sex":"女"},
  "tumor_type":"LUAD","diagnosis":"肺腺癌","diagnosed_on":"2024-05","ecog_ps":1,
  "specimen":{"kind":"FFPE","tumor_content_percent":40},
  "treatments":[{"drugs":["gefitinib"],"started_on":"2024-06","ended_on":"2025-01-10","best_response":"PR","ended_because":"増悪"}],
  "biomarkers":{"msi":"stable","tmb_mut_per_mb":"4.2"}}"#;

fn vcf() -> String {
    let files = case_files("LUAD-01").unwrap();
    files.iter().find(|path| path.extension().is_some_and(|end| end == "vcf")).unwrap().display().to_string()
}

fn without_history(facts: &[ClinicalFact]) -> Vec<(&str, &str, Option<&str>)> {
    facts.iter().map(|fact| (fact.label.as_str(), fact.value.as_str(), fact.written.as_deref())).collect()
}

fn fact<'c>(case: &'c CaseView, label: &str) -> &'c ClinicalFact {
    case.clinical.iter().find(|fact| fact.label == label).unwrap()
}

#[tokio::test]
async fn a_typed_form_opens_the_same_case_as_the_form_in_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path());
    desk.create_workspace(new_workspace()).await.unwrap();
    let check = desk.check_form(typed()).await.unwrap();
    assert_eq!(check.problems, []);
    let request = ImportRequest { paths: vec![vcf()], form: Some(typed()), ..ImportRequest::default() };
    let by_hand = desk.import(request).await.unwrap();
    let file = folder.path().join("form.json");
    std::fs::write(&file, FILE).unwrap();
    let paths = vec![file.display().to_string(), vcf()];
    let by_file = desk.import(ImportRequest { paths, again: true, ..ImportRequest::default() }).await.unwrap();

    let (hand, file) = (desk.case(by_hand.case_id).await.unwrap(), desk.case(by_file.case_id).await.unwrap());
    assert_eq!(without_history(&hand.clinical), without_history(&file.clinical));
    assert_eq!((&hand.findings, &hand.variants), (&file.findings, &file.variants));
    assert_eq!(fact(&hand, "born_on").value, "1955年3月7日（昭和30年3月7日）");
    assert!(hand.variants.iter().any(|row| row.class == "biomarker"));
    // What was typed is an input like any other: in the ledger, balanced, sealed.
    let (first, of_file) = (&hand.ledger[0], &file.ledger[0]);
    assert_eq!((first.format.as_str(), first.records), ("clinical_form", of_file.records));
    assert_eq!(first.bins.iter().map(|bin| bin.count).sum::<u32>(), first.records);
}

#[tokio::test]
async fn a_form_that_cannot_be_read_opens_no_case_and_says_which_fields() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path());
    desk.create_workspace(new_workspace()).await.unwrap();
    let form = TypedForm { born_on: "7.3.55".to_owned(), tumor_type: "XYZZY".to_owned(), ..typed() };
    let check = desk.check_form(form.clone()).await.unwrap();
    let fields: Vec<(&str, &str)> =
        check.problems.iter().map(|problem| (problem.field.as_str(), problem.message.code.as_str())).collect();
    assert_eq!(fields, [("born_on", "form_date_unreadable"), ("tumor_type", "tumor_type_unknown")]);
    let request = ImportRequest { paths: vec![vcf()], form: Some(form), ..ImportRequest::default() };
    let error = desk.import(request).await.unwrap_err();
    assert_eq!((error.kind, error.message.code.as_str()), (ApiErrorKind::InputRefused, "intake_schema"));
    assert!(desk.worklist(workflow::contract::WorklistQuery::default()).await.unwrap().is_empty());
}

#[tokio::test]
async fn what_is_typed_goes_before_what_a_file_says_and_the_difference_is_noted() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path());
    desk.create_workspace(new_workspace()).await.unwrap();
    let paths = case_files("LUAD-01").unwrap().iter().map(|path| path.display().to_string()).collect();
    let form = TypedForm { department: "架空科".to_owned(), ..TypedForm::default() };
    let id = desk.import(ImportRequest { paths, form: Some(form), ..ImportRequest::default() }).await.unwrap().case_id;
    let case = desk.case(id).await.unwrap();
    assert_eq!(fact(&case, "department").value, "架空科");
    let notice = case.notices.iter().find(|notice| notice.code == "clinical_facts_differ").unwrap();
    assert!(notice.parameters["fields"].contains("department"));
    assert!(!case.header.patient_name.is_empty(), "the name comes from the file");
}

#[tokio::test]
async fn a_standing_case_is_corrected_by_its_form_in_one_step_and_only_where_it_differs() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path());
    desk.create_workspace(new_workspace()).await.unwrap();
    let request = ImportRequest { paths: vec![vcf()], form: Some(typed()), ..ImportRequest::default() };
    let id = desk.import(request).await.unwrap().case_id;
    let mut form = desk.clinical_form(id.clone()).await.unwrap();
    let unchanged = desk.record_form(id.clone(), form.clone(), "再確認".to_owned()).await.unwrap_err();
    assert_eq!(unchanged.message.code, "refusal_correction_changes_nothing");
    assert_eq!(form.treatments[0].number, Some(1));

    form.ecog_ps = "2".to_owned();
    form.born_on = "S30.3.8".to_owned();
    form.treatments[0].best_response = "PD".to_owned();
    let new = TypedTreatment {
        drugs: "osimertinib".to_owned(),
        started_on: "2023-01".to_owned(),
        ..TypedTreatment::default()
    };
    form.treatments.insert(0, new);
    let case = desk.record_form(id.clone(), form, "診療録による".to_owned()).await.unwrap();
    let corrected: Vec<&str> = case
        .history
        .iter()
        .filter(|row| row.kind == "clinical_corrected")
        .filter_map(|row| row.detail.as_ref()?.parameters.get("clinical").map(String::as_str))
        .collect();
    assert_eq!(corrected.len(), 4, "{corrected:?}");
    assert_eq!(fact(&case, "ecog_ps").earlier[0].value.as_deref(), Some("1"));
    assert_eq!(fact(&case, "born_on").written.as_deref(), Some("1955-03-08"));
    let treatments: Vec<_> = case.clinical.iter().filter(|fact| fact.label == "treatment").collect();
    assert_eq!(treatments.len(), 2);
    assert!(treatments[0].written.as_deref().unwrap().starts_with("gefitinib") && treatments[0].value.contains("PD"));
    assert!(treatments[1].written.as_deref().unwrap().starts_with("osimertinib"));
    assert!(case.history.iter().filter(|row| row.kind == "interpreted").count() == 2, "matched again once");

    let mut less = desk.clinical_form(id.clone()).await.unwrap();
    less.treatments.remove(0);
    let case = desk.record_form(id.clone(), less, "取り消し".to_owned()).await.unwrap();
    assert_eq!(case.clinical.iter().filter(|fact| fact.label == "treatment" && !fact.value.is_empty()).count(), 1);
    let silent = TypedForm { ecog_ps: "3".to_owned(), ..desk.clinical_form(id.clone()).await.unwrap() };
    assert_eq!(desk.record_form(id, silent, "  ".to_owned()).await.unwrap_err().message.code, "refusal_reason_missing");
    assert!(desk.verify_chain().await.unwrap().whole);
}

#[tokio::test]
async fn the_choices_of_the_screens_are_those_that_the_case_file_knows() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path());
    desk.create_workspace(new_workspace()).await.unwrap();
    let choices = desk.clinical_choices().await.unwrap();
    assert_eq!(choices.sexes, ["male", "female", "other", "unknown"]);
    assert!(choices.fields.contains(&"diagnosed_on".to_owned()) && choices.ecog_ps.len() == 5);
    let names = std::fs::read_to_string(repository().join("ui/src/wording/names.ja.json")).unwrap();
    for field in &choices.fields {
        assert!(names.contains(&format!("\"clinical.{field}\"")), "{field}");
    }
    // Every call that may be chosen is one that the form reads.
    let calls = [(&choices.msi, "msi"), (&choices.tmb, "tmb"), (&choices.hrd, "hrd")];
    for (codes, marker) in calls {
        for code in codes {
            let mut results = TypedResults::default();
            match marker {
                "msi" => results.msi = code.clone(),
                "tmb" => results.tmb = code.clone(),
                _ => results.hrd = code.clone(),
            }
            let check = desk.check_form(TypedForm { results: Some(results), ..TypedForm::default() }).await.unwrap();
            assert_eq!(check.problems, [], "{marker} {code}");
        }
    }
}
