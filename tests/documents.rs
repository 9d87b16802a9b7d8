//! The two PDFs as a reader gets them: text by poppler, never by ourselves.

use std::path::Path;
use std::process::Command;

use shirube_tests::panel::settle;
use shirube_tests::{PASSPHRASE, case_files, desk, new_workspace};
use workflow::Desk;
use workflow::contract::{CaseView, ImportRequest};

async fn drafted(desk: &Desk, case: &str, accept: &[&str]) -> CaseView {
    desk.create_workspace(new_workspace()).await.unwrap();
    let paths = case_files(case).unwrap().iter().map(|path| path.display().to_string()).collect();
    let id = desk.import(ImportRequest { paths, ..ImportRequest::default() }).await.unwrap().case_id;
    let view = desk.case(id.clone()).await.unwrap();
    for statement in accept {
        let finding = view.findings.iter().find(|finding| finding.statement == *statement).unwrap();
        desk.decide_finding(id.clone(), finding.key.clone(), "accepted".to_owned(), None).await.unwrap();
    }
    desk.compose(id).await.unwrap()
}

async fn text(desk: &Desk, case: &CaseView, kind: &str, folder: &Path) -> String {
    let path = folder.join(format!("{kind}.pdf"));
    std::fs::write(&path, desk.pdf(case.header.case_id.clone(), kind.to_owned()).await.unwrap()).unwrap();
    let output = Command::new("pdftotext").args(["-raw", "-enc", "UTF-8"]).arg(&path).arg("-").output();
    let output = output.expect("pdftotext is needed: install poppler-utils");
    assert!(output.status.success());
    String::from_utf8(output.stdout).unwrap().chars().filter(|c| !c.is_whitespace()).collect()
}

#[tokio::test]
async fn the_panel_report_names_every_option_and_every_resistance() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path());
    let case = drafted(&desk, "LUAD-01", &["shirube:JP-0009"]).await;
    let text = text(&desk, &case, "panel", folder.path()).await;
    let shown = case.findings.iter().filter(|finding| finding.needs_decision || finding.resistance);
    for finding in shown.filter(|finding| finding.tumor_type_match != "other" || finding.needs_decision) {
        assert!(text.contains(&finding.statement), "{} is missing", finding.statement);
        for drug in finding.therapy_label.iter().flat_map(|label| label.split(" + ")) {
            let drug: String = drug.chars().filter(|c| !c.is_whitespace()).collect();
            assert!(text.contains(&drug), "{drug} is missing");
        }
    }
    for must in ["下書き", "合成データ", "既使用", "要確認", "記録の行き先", "エキスパートパネル用レポート"]
    {
        assert!(text.contains(must), "{must} is missing");
    }
    assert!(!text.chars().any(|c| matches!(c, '\u{fffd}' | '\u{200b}' | '\u{3013}')));
}

#[tokio::test]
async fn the_patient_reads_only_what_a_person_accepted() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path());
    let case = drafted(&desk, "LUAD-01", &["shirube:JP-0009"]).await;
    let text = text(&desk, &case, "patient", folder.path()).await;
    assert!(text.contains("オシメルチニブ"));
    for never in ["ゲフィチニブ", "ラムシルマブ", "TP53", "耐性", "予後", "生存", "レベル", "生まれつき"]
    {
        assert!(!text.contains(never), "{never} must not stand in the patient's document");
    }
}

#[tokio::test]
async fn a_case_without_options_is_told_kindly_and_clearly() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path());
    let case = drafted(&desk, "NIL-01", &[]).await;
    let text = text(&desk, &case, "patient", folder.path()).await;
    assert!(text.contains("新しくおすすめできる薬につながる変化は見つかりませんでした"));
    assert!(text.contains("治療の方法がないという意味でもありません"));
}

#[tokio::test]
async fn options_that_nobody_has_answered_are_not_told_as_none() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path());
    let case = drafted(&desk, "CRC-01", &[]).await;
    let text = text(&desk, &case, "patient", folder.path()).await;
    assert!(text.contains("話し合いがまだ終わっていません"));
    assert!(!text.contains("見つかりませんでした"));
}

#[tokio::test]
async fn a_rare_kanji_name_is_printed_whole() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path());
    let case = drafted(&desk, "ODD-RARE-KANJI", &[]).await;
    assert!(case.header.patient_name.contains('𠮷'));
    for kind in ["panel", "patient"] {
        let text = text(&desk, &case, kind, folder.path()).await;
        let name: String = case.header.patient_name.chars().filter(|c| !c.is_whitespace()).collect();
        assert!(text.contains(&name), "{kind}");
    }
}

#[tokio::test]
async fn the_same_case_drafted_twice_gives_the_same_bytes() {
    let mut made = Vec::new();
    for _ in 0..2 {
        let folder = tempfile::tempdir().unwrap();
        let desk = desk(folder.path());
        let case = drafted(&desk, "CRC-01", &["shirube:JP-0042"]).await;
        let id = case.header.case_id.clone();
        made.push((
            case.report.content_hash.clone(),
            desk.pdf(id.clone(), "panel".to_owned()).await.unwrap(),
            desk.pdf(id, "patient".to_owned()).await.unwrap(),
        ));
    }
    assert!(made[0] == made[1], "two drafts of one case differ");
}

#[tokio::test]
async fn the_draft_mark_goes_with_the_signature_and_the_content_stays() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path());
    let case = drafted(&desk, "LUAD-01", &["shirube:JP-0009"]).await;
    assert!(text(&desk, &case, "patient", folder.path()).await.contains("下書き"));
    settle(&desk, &case.header.case_id).await.unwrap();
    let case = desk.case(case.header.case_id).await.unwrap();
    let signed = desk.sign(case.header.case_id.clone(), PASSPHRASE.to_owned()).await.unwrap();
    assert_eq!(signed.report.content_hash, case.report.content_hash);
    let after = text(&desk, &signed, "patient", folder.path()).await;
    assert!(!after.contains("下書き"));
    let hash = signed.report.content_hash.unwrap();
    let short: String = hash.chars().take(12).collect();
    assert!(after.contains(&short), "the content hash is printed");
}

#[tokio::test]
async fn the_form_to_sign_by_hand_names_the_case_and_states_no_finding() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path());
    let case = drafted(&desk, "LUAD-01", &["shirube:JP-0009"]).await;
    let path = folder.path().join("form.pdf");
    std::fs::write(&path, desk.confirmation_sheet(case.header.case_id.clone()).await.unwrap()).unwrap();
    let output = Command::new("pdftotext").args(["-raw"]).arg(&path).arg("-").output().unwrap();
    let text: String = String::from_utf8(output.stdout).unwrap().chars().filter(|c| !c.is_whitespace()).collect();
    for must in [case.header.case_number.as_str(), "確認検査", "代諾者"] {
        assert!(text.contains(must), "{must} is missing: {text}");
    }
    assert!(!text.contains("EGFR") && !text.contains("オシメルチニブ"));
}

/// Questions of the odd cases that a person must answer first; everything else that imports has both documents.
const ASKS: [(&str, &str); 7] = [
    ("ODD-CALLERS", "intake_tumor_samples_differ"),
    ("ODD-CCAT-CASES", "intake_patient_unclear"),
    ("ODD-CCAT-REPORT", "intake_patient_unclear"),
    ("ODD-FHIR", "no_molecular_profile"),
    ("ODD-GDC-CLINICAL", "intake_patient_unclear"),
    ("ODD-PHENOPACKET", "no_molecular_profile"),
    ("ODD-REFERENCE", "intake_assembly_unknown"),
];

#[tokio::test]
async fn whatever_can_be_imported_can_be_drafted_and_printed() {
    let mut asks = Vec::new();
    let mut cases: Vec<String> = std::fs::read_dir(shirube_tests::repository().join("tests/cases"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.starts_with("ODD-"))
        .collect();
    cases.sort();
    for case in &cases {
        let folder = tempfile::tempdir().unwrap();
        let desk = desk(folder.path());
        desk.create_workspace(new_workspace()).await.unwrap();
        let request = ImportRequest {
            paths: case_files(case).unwrap().iter().map(|path| path.display().to_string()).collect(),
            tumor_type: Some("LUAD".to_owned()),
            ..ImportRequest::default()
        };
        match desk.import(request).await {
            Ok(imported) => {
                let view = desk.compose(imported.case_id.clone()).await.unwrap();
                for kind in ["panel", "patient"] {
                    assert!(!text(&desk, &view, kind, folder.path()).await.is_empty(), "{case} {kind}");
                }
            }
            Err(error) => asks.push((case.clone(), error.message.code)),
        }
    }
    let asks: Vec<(&str, &str)> = asks.iter().map(|(case, code)| (case.as_str(), code.as_str())).collect();
    assert_eq!(asks, ASKS);
}
