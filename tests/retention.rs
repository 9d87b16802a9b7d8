//! How long a case is kept, and what is left of one that was erased.

use shirube_tests::panel::settle;
use shirube_tests::{MovedClock, PASSPHRASE, case_files, desk, desk_with_clock, login, new_workspace};
use workflow::Desk;
use workflow::contract::{
    AuditQuery, ConsentWithdrawal, ErasureWish, ImportRequest, NewConsent, RetentionView, WorklistQuery,
};

async fn imported(desk: &Desk, name: &str) -> String {
    let paths = case_files(name).unwrap().iter().map(|path| path.display().to_string()).collect();
    let request = ImportRequest { paths, ..ImportRequest::default() };
    Box::pin(desk.import(request)).await.unwrap().case_id
}

fn wish(reason: &str, case_number: &str) -> ErasureWish {
    ErasureWish { reason: reason.to_owned(), case_number: case_number.to_owned() }
}

async fn refused(desk: &Desk, case: &str, wanted: ErasureWish) -> String {
    desk.erase_case(case.to_owned(), wanted, PASSPHRASE.to_owned()).await.unwrap_err().message.code
}

async fn withdraw(desk: &Desk, case: &str) {
    let consent = NewConsent {
        kind: "participation".to_owned(),
        answer: "yes".to_owned(),
        given_on: "2026-11-20".to_owned(),
        form_version: "1".to_owned(),
        obtained_by: "synthetic".to_owned(),
        ..NewConsent::default()
    };
    desk.record_consent(case.to_owned(), consent).await.unwrap();
    let withdrawal = ConsentWithdrawal {
        kind: "participation".to_owned(),
        withdrawn_on: "2026-11-25".to_owned(),
        ..ConsentWithdrawal::default()
    };
    desk.withdraw_consent(case.to_owned(), withdrawal).await.unwrap();
}

fn blocked(view: &RetentionView) -> Vec<Option<&str>> {
    view.erasure.iter().map(|choice| choice.blocked.as_ref().map(|blocked| blocked.code.as_str())).collect()
}

#[tokio::test]
async fn an_erased_case_is_gone_and_the_log_is_still_whole() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path());
    desk.create_workspace(new_workspace()).await.unwrap();
    let (kept, gone) = (imported(&desk, "CRC-01").await, imported(&desk, "NIL-01").await);
    settle(&desk, &gone).await.unwrap();
    desk.sign(gone.clone(), PASSPHRASE.to_owned()).await.unwrap();
    desk.variant_facets(gone.clone(), workflow::contract::VariantFilter::default()).await.unwrap();
    let view = desk.case(gone.clone()).await.unwrap();
    let (number, name) = (view.header.case_number.clone(), view.header.patient_name.clone());
    let files = || std::fs::read_dir(folder.path().join("workspace/attachments")).unwrap().count();
    let before = files();
    assert_eq!(refused(&desk, &gone, wish("consent_withdrawn", &number)).await, "refusal_not_withdrawn");
    withdraw(&desk, &gone).await;
    let wrong = desk.erase_case(gone.clone(), wish("consent_withdrawn", &number), "something else".to_owned()).await;
    assert_eq!(wrong.unwrap_err().message.code, "vault.sign_in_refused");
    assert_eq!(refused(&desk, &gone, wish("consent_withdrawn", "2026-0001")).await, "erasure_number_differs");
    assert_eq!(refused(&desk, &gone, wish("a whim", &number)).await, "erasure_reason_unknown");

    let erased =
        desk.erase_case(gone.clone(), wish("consent_withdrawn", &number), PASSPHRASE.to_owned()).await.unwrap();
    assert_eq!((erased.case_number.as_str(), erased.events > 10, erased.files > 0), (number.as_str(), true, true));
    let left: Vec<&str> = erased.left.iter().map(|left| left.code.as_str()).collect();
    assert_eq!(left, ["erasure_leaves_backups", "erasure_leaves_log"]);
    assert_eq!(files(), before - usize::try_from(erased.files).unwrap());

    for case in [gone.clone(), number.clone()] {
        let code = desk.case(case.clone()).await.unwrap_err().message.code;
        assert_eq!(code, if case == gone { "case_erased" } else { "case_unknown" });
    }
    assert_eq!(desk.pdf(gone.clone(), "panel".to_owned()).await.unwrap_err().message.code, "case_erased");
    assert_eq!(refused(&desk, &gone, wish("consent_withdrawn", &number)).await, "case_erased");
    let rows = desk.worklist(WorklistQuery::default()).await.unwrap();
    assert_eq!(rows.iter().map(|row| row.case_id.as_str()).collect::<Vec<_>>(), [kept.as_str()]);
    let search = WorklistQuery { text: name, ..WorklistQuery::default() };
    assert!(desk.worklist(search).await.unwrap().is_empty());
    assert!(desk.verify_chain().await.unwrap().whole);
    // Its events stay as sealed hashes, and one says why.
    let log = AuditQuery { limit: 1000, ..AuditQuery::default() };
    let rows = desk.audit_log(log.clone()).await.unwrap().rows;
    let of_case: Vec<&str> =
        rows.iter().filter(|row| row.case_id.as_deref() == Some(gone.as_str())).map(|row| row.kind.as_str()).collect();
    assert!(of_case.contains(&"report_signed") && of_case.contains(&"case_erased"), "{of_case:?}");
    // After another start, and with the list written anew, it is the same.
    desk.lock().await;
    desk.sign_in(login()).await.unwrap();
    desk.rebuild_worklist().await.unwrap();
    assert_eq!(desk.worklist(WorklistQuery::default()).await.unwrap().len(), 1);
    assert!(desk.verify_chain().await.unwrap().whole);
    desk.case(kept).await.unwrap();
}

#[tokio::test]
async fn a_case_on_legal_hold_is_not_erased_for_any_reason() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path());
    desk.create_workspace(new_workspace()).await.unwrap();
    let case = imported(&desk, "NIL-01").await;
    let number = desk.case(case.clone()).await.unwrap().header.case_number;
    withdraw(&desk, &case).await;
    let silent = desk.place_legal_hold(case.clone(), " ".to_owned()).await.unwrap_err();
    assert_eq!(silent.message.code, "refusal_reason_missing");
    let held = desk.place_legal_hold(case.clone(), "synthetic lawsuit".to_owned()).await.unwrap();
    assert_eq!(held.hold.as_ref().map(|hold| hold.because.as_str()), Some("synthetic lawsuit"));
    assert_eq!(blocked(&held), [Some("refusal_legal_hold"); 3]);
    for reason in ["consent_withdrawn", "retention_over", "registered_by_mistake"] {
        assert_eq!(refused(&desk, &case, wish(reason, &number)).await, "refusal_legal_hold");
    }
    desk.case(case.clone()).await.unwrap();
    let lifted = desk.lift_legal_hold(case.clone(), "settled".to_owned()).await.unwrap();
    assert_eq!(lifted.hold, None);
    let twice = desk.lift_legal_hold(case.clone(), "settled".to_owned()).await.unwrap_err();
    assert_eq!(twice.message.code, "refusal_no_legal_hold");
    desk.erase_case(case, wish("consent_withdrawn", &number), PASSPHRASE.to_owned()).await.unwrap();
}

#[tokio::test]
async fn a_case_is_kept_for_its_time_and_longer_where_somebody_says_so_and_never_for_less() {
    let (folder, clock) = (tempfile::tempdir().unwrap(), MovedClock::default());
    let desk = desk_with_clock(folder.path(), &clock);
    desk.create_workspace(new_workspace()).await.unwrap();
    let case = imported(&desk, "NIL-01").await;
    let number = desk.case(case.clone()).await.unwrap().header.case_number;
    let kept = desk.retention(case.clone()).await.unwrap();
    assert_eq!((kept.kept_until.as_str(), kept.because.clone()), ("2031-11-25", None));
    assert_eq!(blocked(&kept), [Some("refusal_not_withdrawn"), Some("refusal_retention_stands"), None]);
    let short = desk.set_retention(case.clone(), "2031-11-24".to_owned(), "synthetic".to_owned()).await.unwrap_err();
    assert_eq!(short.message.code, "refusal_retention_too_short");
    assert_eq!(short.message.parameters["day"], "2031-11-25");
    let longer = desk.set_retention(case.clone(), "2036-11-25".to_owned(), "synthetic".to_owned()).await.unwrap();
    assert_eq!((longer.kept_until.as_str(), longer.because.as_deref()), ("2036-11-25", Some("synthetic")));
    let years = |years: i64| years * 366 * 24 * 3600;
    clock.wait(years(5));
    assert_eq!(refused(&desk, &case, wish("retention_over", &number)).await, "refusal_retention_stands");
    clock.wait(years(5));
    desk.erase_case(case, wish("retention_over", &number), PASSPHRASE.to_owned()).await.unwrap();
}

#[tokio::test]
async fn what_was_signed_was_no_mistake() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path());
    desk.create_workspace(new_workspace()).await.unwrap();
    let (double, signed) = (imported(&desk, "CRC-01").await, imported(&desk, "NIL-01").await);
    settle(&desk, &signed).await.unwrap();
    desk.sign(signed.clone(), PASSPHRASE.to_owned()).await.unwrap();
    let number = |case: String| async { desk.case(case).await.unwrap().header.case_number };
    let of_signed = number(signed.clone()).await;
    assert_eq!(refused(&desk, &signed, wish("registered_by_mistake", &of_signed)).await, "refusal_signed_once");
    let of_double = number(double.clone()).await;
    desk.erase_case(double, wish("registered_by_mistake", &of_double), PASSPHRASE.to_owned()).await.unwrap();
    assert!(desk.verify_chain().await.unwrap().whole);
}

#[tokio::test]
async fn a_report_that_was_set_aside_stays_so_when_its_case_goes() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path());
    desk.create_workspace(new_workspace()).await.unwrap();
    let case = imported(&desk, "NIL-01").await;
    settle(&desk, &case).await.unwrap();
    let signed = desk.sign(case.clone(), PASSPHRASE.to_owned()).await.unwrap();
    let paper = folder.path().join("panel.pdf").display().to_string();
    desk.export(case.clone(), "panel".to_owned(), paper.clone(), PASSPHRASE.to_owned()).await.unwrap();
    let outcome = async || desk.verify_document(paper.clone()).await.unwrap().outcome;
    assert_eq!(outcome().await, "valid");
    let why = ("wrong_patient".to_owned(), "synthetic".to_owned());
    desk.open_amendment(case.clone(), why.0, why.1, signed.report.revision).await.unwrap();
    assert_eq!(outcome().await, "set_aside");
    withdraw(&desk, &case).await;
    let number = desk.case(case.clone()).await.unwrap().header.case_number;
    desk.erase_case(case, wish("consent_withdrawn", &number), PASSPHRASE.to_owned()).await.unwrap();
    assert_eq!(outcome().await, "set_aside", "its paper may still be about");
    assert!(desk.verify_chain().await.unwrap().whole);
}
