//! Files in → case → decision → draft → signature → export, on the real store, vault and renderer.

use shirube_tests::panel::settle;
use shirube_tests::{PASSPHRASE, case_files, desk, login, new_workspace};
use workflow::Desk;
use workflow::contract::{
    ApiErrorKind, CaseState, CaseView, ImportRequest, ReportState, WorklistQuery, WorkspaceState,
};

async fn imported(desk: &Desk, case: &str) -> String {
    let paths = case_files(case).unwrap().iter().map(|path| path.display().to_string()).collect();
    desk.import(ImportRequest { paths, ..ImportRequest::default() }).await.unwrap().case_id
}

fn option_key(case: &CaseView, statement: &str) -> String {
    case.findings.iter().find(|finding| finding.statement == statement).unwrap().key.clone()
}

#[tokio::test]
async fn a_case_goes_from_files_to_a_signed_file() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path());
    assert!(matches!(desk.state().await.unwrap(), WorkspaceState::Absent { .. }));
    let created = desk.create_workspace(new_workspace()).await.unwrap();
    assert_eq!(created.recovery_halves.len(), 2);

    let id = imported(&desk, "LUAD-01").await;
    let case = desk.case(id.clone()).await.unwrap();
    assert_eq!(case.header.case_number, "2026-0001");
    assert_eq!(case.header.state, CaseState::Interpreted);
    assert!(case.header.synthetic);
    let records: u32 = case.ledger.iter().map(|file| file.records).sum();
    let binned: u32 = case.ledger.iter().flat_map(|file| &file.bins).map(|bin| bin.count).sum();
    assert_eq!(records, binned);

    let unsigned = desk.sign(id.clone(), PASSPHRASE.to_owned()).await.unwrap_err();
    assert_eq!(unsigned.message.code, "refusal_no_draft");
    desk.compose(id.clone()).await.unwrap();
    let unanswered = desk.sign(id.clone(), PASSPHRASE.to_owned()).await.unwrap_err();
    assert_eq!(unanswered.message.code, "refusal_options_undecided");

    let osimertinib = option_key(&case, "shirube:JP-0009");
    let case = desk.decide_finding(id.clone(), osimertinib, "accepted".to_owned(), None).await.unwrap();
    assert_eq!(case.report.state, ReportState::OutOfDate);
    let blocked: Vec<&str> = case.report.blockers.iter().map(|blocker| blocker.code.as_str()).collect();
    let (open, held) = ("refusal_confirmation_missing", "refusal_panel_not_concluded");
    assert_eq!(blocked, [open, held, "refusal_draft_out_of_date"]);

    let drafted = desk.compose(id.clone()).await.unwrap();
    assert_eq!((drafted.report.state, drafted.report.revision), (ReportState::Draft, 2));
    let unconfirmed = desk.sign(id.clone(), PASSPHRASE.to_owned()).await.unwrap_err();
    assert_eq!(unconfirmed.message.code, "refusal_confirmation_missing");
    let codes: Vec<&str> = drafted.report.blockers.iter().map(|blocker| blocker.code.as_str()).collect();
    assert_eq!(codes, [open, held]);
    settle(&desk, &id).await.unwrap();
    let drafted = desk.case(id.clone()).await.unwrap();
    assert!(drafted.report.blockers.is_empty());
    let wrong = desk.sign(id.clone(), "another-passphrase".to_owned()).await.unwrap_err();
    assert_eq!(wrong.message.code, "vault.sign_in_refused");
    let out = folder.path().join("out.pdf");
    let early = desk
        .export(id.clone(), "patient".to_owned(), out.display().to_string(), PASSPHRASE.to_owned())
        .await
        .unwrap_err();
    assert_eq!(early.message.code, "refusal_not_signed");
    assert!(!out.exists());

    let signed = desk.sign(id.clone(), PASSPHRASE.to_owned()).await.unwrap();
    assert_eq!(signed.report.state, ReportState::Signed);
    assert_eq!(signed.report.signature.unwrap().content_hash, drafted.report.content_hash.unwrap());
    let exported =
        desk.export(id.clone(), "patient".to_owned(), out.display().to_string(), PASSPHRASE.to_owned()).await.unwrap();
    let bytes = std::fs::read(&out).unwrap();
    assert_eq!(exported.sha256, model::canonical::ContentHash::of_bytes(&bytes).to_string());
    let again = desk
        .export(id.clone(), "patient".to_owned(), out.display().to_string(), PASSPHRASE.to_owned())
        .await
        .unwrap_err();
    assert_eq!(again.message.code, "export_file_exists");

    let sealed =
        desk.decide_finding(id.clone(), option_key(&case, "shirube:JP-0010"), "accepted".to_owned(), None).await;
    assert_eq!(sealed.unwrap_err().message.code, "refusal_already_signed");
    assert!(desk.verify_chain().await.unwrap().whole);
}

#[tokio::test]
async fn what_was_kept_is_there_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let first = desk(folder.path());
    first.create_workspace(new_workspace()).await.unwrap();
    let id = imported(&first, "CRC-01").await;
    let before = first.compose(id.clone()).await.unwrap();
    let pdf = first.pdf(id.clone(), "panel".to_owned()).await.unwrap();
    first.lock().await;
    assert_eq!(first.case(id.clone()).await.unwrap_err().message.code, "session_missing");
    drop(first);

    let second = desk(folder.path());
    assert!(matches!(second.state().await.unwrap(), WorkspaceState::Locked { .. }));
    second.sign_in(login()).await.unwrap();
    assert_eq!(second.case(id.clone()).await.unwrap(), before);
    assert_eq!(second.pdf(id, "panel".to_owned()).await.unwrap(), pdf);
}

#[tokio::test]
async fn the_worklist_is_rebuilt_from_events_alone() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path());
    desk.create_workspace(new_workspace()).await.unwrap();
    for case in ["LUAD-01", "CRC-01", "NIL-01", "ODD-RARE-KANJI"] {
        imported(&desk, case).await;
    }
    let before = desk.worklist(WorklistQuery::default()).await.unwrap();
    assert_eq!(before.len(), 4);
    assert_eq!(desk.rebuild_worklist().await.unwrap(), 4);
    assert_eq!(desk.worklist(WorklistQuery::default()).await.unwrap(), before);
}

#[tokio::test]
async fn the_worklist_is_searched_without_regard_to_width_and_kana() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path());
    desk.create_workspace(new_workspace()).await.unwrap();
    imported(&desk, "LUAD-01").await;
    imported(&desk, "CRC-01").await;
    for (text, expected) in [
        ("かくう　みつこ", 1),
        ("ﾐﾂｺ", 1),
        ("ＥＧＦＲ", 1),
        ("syn-luad", 1),
        ("肺腺癌", 1),
        ("カクウ", 2),
        ("無関係", 0),
    ] {
        let rows = desk.worklist(WorklistQuery { text: text.to_owned(), ..WorklistQuery::default() }).await.unwrap();
        assert_eq!(rows.len(), expected, "{text}");
    }
}

#[tokio::test]
async fn a_drug_given_before_is_marked_and_needs_a_reason() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path());
    desk.create_workspace(new_workspace()).await.unwrap();
    let id = imported(&desk, "LUAD-01").await;
    let case = desk.case(id.clone()).await.unwrap();
    let gefitinib = case.findings.iter().find(|finding| finding.statement == "shirube:JP-0001").unwrap();
    assert!(gefitinib.given_before.is_some());
    let refused =
        desk.decide_finding(id.clone(), gefitinib.key.clone(), "accepted".to_owned(), None).await.unwrap_err();
    assert_eq!((refused.kind, refused.message.code.as_str()), (ApiErrorKind::Refused, "refusal_given_before"));
}

#[tokio::test]
async fn a_second_desk_cannot_open_the_same_workspace() {
    let folder = tempfile::tempdir().unwrap();
    let first = desk(folder.path());
    first.create_workspace(new_workspace()).await.unwrap();
    let second = desk(folder.path());
    let refused = second.sign_in(login()).await.unwrap_err();
    assert_eq!(refused.message.code, "store.in_use");
    first.lock().await;
    second.sign_in(login()).await.unwrap();
}

#[tokio::test]
async fn an_import_that_is_refused_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path());
    desk.create_workspace(new_workspace()).await.unwrap();
    let events = desk.verify_chain().await.unwrap().events;
    for case in ["BAD-TRUNCATED-GZIP", "BAD-NOT-A-VCF", "BAD-EMPTY", "BAD-UNKNOWN-TUMOR-CODE", "BAD-TWO-ASSEMBLIES"] {
        let paths = case_files(case).unwrap().iter().map(|path| path.display().to_string()).collect();
        desk.import(ImportRequest { paths, ..ImportRequest::default() }).await.unwrap_err();
    }
    assert_eq!(desk.verify_chain().await.unwrap().events, events);
    assert!(desk.worklist(WorklistQuery::default()).await.unwrap().is_empty());
    let attachments = std::fs::read_dir(folder.path().join("workspace/attachments")).unwrap().count();
    assert_eq!(attachments, 0);
}
