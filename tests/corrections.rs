//! A clinician corrects a clinical fact: the new value counts, the old one stays to be seen.

use shirube_tests::panel::settle;
use shirube_tests::{PASSPHRASE, case_files, desk, new_workspace};
use workflow::Desk;
use workflow::contract::{ImportRequest, ReportState};

async fn imported(desk: &Desk, case: &str) -> String {
    let paths = case_files(case).unwrap().iter().map(|path| path.display().to_string()).collect();
    desk.import(ImportRequest { paths, ..ImportRequest::default() }).await.unwrap().case_id
}

async fn correct(desk: &Desk, id: &str, field: &str, value: &str) -> workflow::contract::CaseView {
    let told = (id.to_owned(), field.to_owned(), value.to_owned(), "病理診断の訂正".to_owned());
    desk.correct_clinical(told.0, told.1, told.2, told.3).await.unwrap()
}

#[tokio::test]
async fn a_corrected_tumour_type_is_matched_again_and_the_old_one_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path());
    desk.create_workspace(new_workspace()).await.unwrap();
    let id = imported(&desk, "LUAD-01").await;
    let before = desk.compose(id.clone()).await.unwrap();
    let strong = |case: &workflow::contract::CaseView| {
        case.findings.iter().filter(|finding| finding.evidence_level.as_deref() == Some("A")).count()
    };
    let after = correct(&desk, &id, "tumor_type", "coad").await;
    assert!(after.header.tumor_label.as_deref().unwrap().contains("COAD"));
    assert!(strong(&after) < strong(&before), "{} {}", strong(&after), strong(&before));
    assert_eq!(after.report.state, ReportState::OutOfDate);
    let fact = after.clinical.iter().find(|fact| fact.label == "tumor_type").unwrap();
    assert_eq!((fact.value.as_str(), fact.earlier[0].value.as_deref()), ("COAD", Some("LUAD")));
    assert_eq!(fact.earlier[0].because, "病理診断の訂正");
    let told = after.history.iter().find(|row| row.kind == "clinical_corrected").unwrap();
    assert_eq!(told.detail.as_ref().unwrap().parameters["before"], "LUAD");
    assert_eq!(desk.case(id.clone()).await.unwrap(), after);
    assert_eq!(desk.rebuild_worklist().await.unwrap(), 1);
    assert!(desk.verify_chain().await.unwrap().whole);
}

/// The type of the registration, the one that is matched and the one of the conclusion, by code.
fn tumor_types(case: &workflow::contract::CaseView) -> Vec<(&str, &str)> {
    let code = |label: &'_ str| label.rfind('(').map_or(0, |at| at + 1);
    let told = case.header.tumor_types.iter().map(|row| (row.role.as_str(), row.label.as_deref().unwrap()));
    told.map(|(role, label)| (role, label.get(code(label)..label.len() - 1).unwrap())).collect()
}

#[tokio::test]
async fn three_tumour_types_are_kept_apart_and_what_each_gave() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path());
    desk.create_workspace(new_workspace()).await.unwrap();
    let id = imported(&desk, "LUAD-01").await;
    let first = desk.compose(id.clone()).await.unwrap();
    assert_eq!(tumor_types(&first), [("registered", "LUAD"), ("matched", "LUAD")]);
    assert!(first.header.matched_before.is_empty() && first.header.tumor_tree.starts_with("oncotree_"));
    let after = correct(&desk, &id, "tumor_type", "coad").await;
    assert_eq!(tumor_types(&after), [("registered", "LUAD"), ("matched", "COAD")]);
    let before = &after.header.matched_before[0];
    assert!(before.label.as_deref().unwrap().contains("LUAD"));
    assert_eq!(before.findings as usize, first.findings.len());
    assert!(before.options.iter().any(|option| option.contains("オシメルチニブ")), "{:?}", before.options);
    for option in after.findings.iter().filter(|finding| finding.needs_decision) {
        let (decision, reason) = ("declined".to_owned(), Some("synthetic".to_owned()));
        desk.decide_finding(id.clone(), option.key.clone(), decision, reason).await.unwrap();
    }
    settle(&desk, &id).await.unwrap();
    let concluded = desk.case(id.clone()).await.unwrap();
    assert_eq!(tumor_types(&concluded), [("registered", "LUAD"), ("matched", "COAD"), ("concluded", "COAD")]);
    let back = correct(&desk, &id, "tumor_type", "luad").await;
    assert_eq!(tumor_types(&back)[1..], [("matched", "LUAD"), ("concluded", "COAD")]);
    let labels: Vec<_> = back.header.matched_before.iter().filter_map(|one| one.label.as_deref()).collect();
    assert!(labels.len() == 1 && labels[0].contains("COAD"), "{labels:?}");
}

#[tokio::test]
async fn a_corrected_treatment_is_what_the_findings_are_marked_by() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path());
    desk.create_workspace(new_workspace()).await.unwrap();
    let id = imported(&desk, "LUAD-01").await;
    let given = |case: &workflow::contract::CaseView| {
        case.findings.iter().find(|found| found.statement == "shirube:JP-0001").unwrap().given_before.clone()
    };
    assert!(given(&desk.case(id.clone()).await.unwrap()).is_some());
    let fields: Vec<String> = desk
        .case(id.clone())
        .await
        .unwrap()
        .clinical
        .iter()
        .filter(|fact| fact.label == "treatment")
        .filter_map(|fact| fact.field.clone())
        .collect();
    let mut case = desk.case(id.clone()).await.unwrap();
    for field in fields.iter().rev() {
        case = correct(&desk, &id, field, "").await;
    }
    assert_eq!(given(&case), None);
    let case = correct(&desk, &id, "treatment_1", "gefitinib; 2025-01-10; 2025-09-02; PR").await;
    assert!(given(&case).unwrap().contains("2025-09-02"));
}

#[tokio::test]
async fn a_signed_report_stays_and_the_case_says_that_it_was_corrected_later() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path());
    desk.create_workspace(new_workspace()).await.unwrap();
    let id = imported(&desk, "NIL-01").await;
    settle(&desk, &id).await.unwrap();
    let signed = desk.sign(id.clone(), PASSPHRASE.to_owned()).await.unwrap();
    let after = correct(&desk, &id, "tumor_type", "LUAD").await;
    assert_eq!((&after.report, &after.findings), (&signed.report, &signed.findings));
    assert!(after.notices.iter().any(|notice| notice.code == "signed_before_correction"));
    let reason = desk.correct_clinical(id.clone(), "sex".to_owned(), "other".to_owned(), " ".to_owned()).await;
    assert_eq!(reason.unwrap_err().message.code, "refusal_reason_missing");
    let field = desk.correct_clinical(id.clone(), "colour".to_owned(), "x".to_owned(), "y".to_owned()).await;
    assert_eq!(field.unwrap_err().message.code, "refusal_correction_field_unknown");
    let tumor = desk.correct_clinical(id, "tumor_type".to_owned(), "XYZ".to_owned(), "y".to_owned()).await;
    assert_eq!(tumor.unwrap_err().message.code, "tumor_type_unknown");
}

#[tokio::test]
async fn a_case_is_looked_at_as_of_any_day_and_nothing_of_it_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path());
    desk.create_workspace(new_workspace()).await.unwrap();
    let id = imported(&desk, "LUAD-01").await;
    let before = desk.case(id.clone()).await.unwrap();
    let gefitinib = |findings: &[workflow::contract::FindingView]| {
        let found = findings.iter().find(|found| found.statement == "shirube:JP-0001").unwrap();
        (found.evidence_level.clone(), found.accessibility.clone())
    };
    assert_eq!(gefitinib(&before.findings), (Some("A".to_owned()), "jp_approved".to_owned()));
    let then = desk.case_as_of(id.clone(), "2011-10-31".to_owned()).await.unwrap();
    assert_eq!((then.as_of.as_str(), gefitinib(&then.findings).1.as_str()), ("2011-10-31", "none"));
    let later = desk.case_as_of(id.clone(), "2011-11-30".to_owned()).await.unwrap();
    assert_eq!(gefitinib(&later.findings).1, "jp_approved");
    let after = desk.case(id.clone()).await.unwrap();
    assert_eq!((after.findings, after.history.len()), (before.findings, before.history.len()));
    let board = desk.panel_board(id.clone()).await.unwrap();
    assert!(!board.omitting.conditions.is_empty());
    assert_eq!(board.omitting.verdict, "out_of_scope", "a genome is no listed test");
    assert_eq!(before.trials_registered, 0);
    assert!(desk.case_as_of(id, "never".to_owned()).await.is_err());
}
