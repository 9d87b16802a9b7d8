//! The audit log: what is looked at and done is in it, what a case says is not, and nothing of it changes unnoticed.

use casefile::envelope::{CHAIN_START, Envelope};
use model::canonical::ContentHash;
use shirube_tests::{LOGIN, MovedClock, PASSPHRASE, case_files, desk, desk_with_clock, login, new_workspace};
use workflow::Desk;
use workflow::contract::{AuditQuery, ImportRequest, VariantFilter, WorklistQuery};

async fn with_case(desk: &Desk) -> String {
    desk.create_workspace(new_workspace()).await.unwrap();
    let paths = case_files("LUAD-01").unwrap().iter().map(|path| path.display().to_string()).collect();
    desk.import(ImportRequest { paths, ..ImportRequest::default() }).await.unwrap().case_id
}

async fn kinds(desk: &Desk, query: AuditQuery) -> Vec<(String, Option<String>)> {
    let page = desk.audit_log(AuditQuery { limit: 1000, ..query }).await.unwrap();
    page.rows.into_iter().rev().map(|row| (row.kind, row.screen)).collect()
}

#[tokio::test]
async fn every_look_is_one_line_a_minute_by_person_case_and_screen() {
    let (folder, clock) = (tempfile::tempdir().unwrap(), MovedClock::default());
    let desk = desk_with_clock(folder.path(), &clock);
    let case = with_case(&desk).await;
    let number = desk.case(case.clone()).await.unwrap().header.case_number;
    desk.case(number.clone()).await.unwrap();
    desk.variant_facets(case.clone(), VariantFilter::default()).await.unwrap();
    desk.structure(case.clone()).await.unwrap();
    desk.worklist(WorklistQuery::default()).await.unwrap();
    clock.wait(60);
    desk.worklist(WorklistQuery::default()).await.unwrap();
    desk.case(case.clone()).await.unwrap();
    let seen = |screen: &str| Some(screen.to_owned());
    let of_case = AuditQuery { case: number, ..AuditQuery::default() };
    let looks: Vec<_> =
        kinds(&desk, of_case.clone()).await.into_iter().filter(|(kind, _)| kind == "case_viewed").collect();
    let expected = ["case", "variants", "structure", "case"];
    assert_eq!(looks, expected.map(|screen| ("case_viewed".to_owned(), seen(screen))));
    let lists = kinds(&desk, AuditQuery { kind: "list_viewed".to_owned(), ..AuditQuery::default() }).await;
    let screens: Vec<_> = lists.into_iter().map(|(_, screen)| screen).collect();
    assert_eq!(screens, [seen("worklist"), seen("worklist"), seen("audit")]);
    let page = desk.audit_log(AuditQuery { limit: 1000, ..of_case }).await.unwrap();
    assert!(page.rows.iter().all(|row| row.case_id.as_deref() == Some(case.as_str()) && row.login == LOGIN));
    assert!(page.rows.iter().any(|row| row.kind == "case_opened"));
}

#[tokio::test]
async fn the_log_is_read_by_page_person_kind_and_day() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path());
    with_case(&desk).await;
    let all = desk.audit_log(AuditQuery { limit: 1000, ..AuditQuery::default() }).await.unwrap();
    assert!(!all.more && all.rows.len() > 5);
    let first = desk.audit_log(AuditQuery { limit: 3, ..AuditQuery::default() }).await.unwrap();
    assert!(first.more);
    let before = first.rows.last().map(|row| row.sequence);
    let second = desk.audit_log(AuditQuery { limit: 1000, before, ..AuditQuery::default() }).await.unwrap();
    assert_eq!(first.rows.into_iter().chain(second.rows).collect::<Vec<_>>(), all.rows);
    let person = all.people[0].account.clone();
    let own = desk.audit_log(AuditQuery { limit: 1000, person, ..AuditQuery::default() }).await.unwrap();
    assert_eq!(own.rows, all.rows);
    let on = |from: &str, to: &str| AuditQuery { from: from.to_owned(), to: to.to_owned(), ..AuditQuery::default() };
    assert_eq!(kinds(&desk, on("2026-11-25", "2026-11-25")).await.len(), all.rows.len());
    assert!(kinds(&desk, on("2026-11-26", "")).await.is_empty());
    assert!(kinds(&desk, on("", "2026-11-24")).await.is_empty());
    let unreadable = desk.audit_log(on("yesterday", "")).await.unwrap_err();
    assert_eq!(unreadable.message.code, "audit_day_unreadable");
    assert!(all.kinds.contains(&"workspace_created".to_owned()));
}

#[tokio::test]
async fn the_exported_log_holds_no_name_no_genome_and_a_chain_that_anybody_can_check() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path());
    let case = with_case(&desk).await;
    let view = desk.case(case.clone()).await.unwrap();
    let finding = view.findings.iter().find(|finding| finding.needs_decision).unwrap();
    let reason = Some("a reason that stays in the case".to_owned());
    desk.decide_finding(case, finding.key.clone(), "declined".to_owned(), reason).await.unwrap();
    for format in ["json", "csv"] {
        let text = desk.audit_text(format.to_owned()).await.unwrap();
        let forbidden = ["EGFR", "L858R", "55191822", "a reason that stays", view.header.patient_name.as_str()];
        for word in forbidden.into_iter().chain(view.header.hospital_id.as_deref()) {
            assert!(!word.is_empty() && !text.contains(word), "{word} in {format}");
        }
        assert!(text.contains("finding_declined") && text.contains("case_viewed"));
    }
    let text = desk.audit_text("json".to_owned()).await.unwrap();
    let export: serde_json::Value = serde_json::from_str(&text).unwrap();
    let mut hash = CHAIN_START;
    let events = export["events"].as_array().unwrap();
    for event in events {
        let envelope: Envelope = serde_json::from_value(event["envelope"].clone()).unwrap();
        hash = envelope.chained(hash).unwrap();
        assert_eq!(event["hash"].as_str().unwrap(), hash.to_string());
    }
    assert_ne!(hash, ContentHash([0; 32]));
    assert_eq!(events.iter().filter(|event| event["envelope"]["kind"] == "audit_exported").count(), 2);
    let csv = desk.audit_text("csv".to_owned()).await.unwrap();
    assert!(csv.starts_with("\u{FEFF}sequence,at,person,login,role,kind,case,screen,subject,software,hash\r\n"));
    assert_eq!(csv.lines().count(), 1 + events.len() + 1, "a header, and one export more");
    assert_eq!(desk.audit_text("xml".to_owned()).await.unwrap_err().message.code, "audit_format_unknown");

    let target = folder.path().join("log.csv").display().to_string();
    let wrong = desk.export_audit("csv".to_owned(), target.clone(), "something else".to_owned()).await;
    assert_eq!(wrong.unwrap_err().message.code, "vault.sign_in_refused");
    desk.export_audit("csv".to_owned(), target.clone(), PASSPHRASE.to_owned()).await.unwrap();
    assert!(std::fs::read_to_string(&target).unwrap().contains("workspace_created"));
    let exports = AuditQuery { kind: "audit_exported".to_owned(), ..AuditQuery::default() };
    let before = kinds(&desk, exports.clone()).await.len();
    let again = desk.export_audit("csv".to_owned(), target, PASSPHRASE.to_owned()).await;
    assert_eq!(again.unwrap_err().message.code, "export_file_exists");
    assert_eq!(kinds(&desk, exports).await.len(), before, "what was not written is not told as exported");
}

#[tokio::test]
async fn a_clock_that_is_set_is_noted_and_told() {
    let (folder, clock) = (tempfile::tempdir().unwrap(), MovedClock::default());
    let desk = desk_with_clock(folder.path(), &clock);
    with_case(&desk).await;
    assert!(desk.verify_chain().await.unwrap().clock_set_back.is_empty());
    clock.wait(-7200);
    let report = desk.verify_chain().await.unwrap();
    assert!(report.whole);
    assert_eq!(report.clock_set_back.iter().map(|jump| jump.seconds).collect::<Vec<_>>(), [7200]);
    let noted = kinds(&desk, AuditQuery { kind: "clock_jumped".to_owned(), ..AuditQuery::default() }).await;
    assert_eq!(noted.len(), 1);
}

#[tokio::test]
async fn signing_in_and_out_is_noted_with_the_failures_before() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path());
    desk.create_workspace(new_workspace()).await.unwrap();
    desk.lock().await;
    let wrong = workflow::contract::SignIn { passphrase: "something else".to_owned(), ..login() };
    desk.sign_in(wrong).await.unwrap_err();
    desk.sign_in(login()).await.unwrap();
    let noted: Vec<String> = kinds(&desk, AuditQuery::default()).await.into_iter().map(|(kind, _)| kind).collect();
    assert!(noted.ends_with(&["signed_out", "signed_in", "list_viewed"].map(str::to_owned)), "{noted:?}");
}

#[tokio::test]
async fn whoever_sits_down_at_an_open_desk_ends_the_session_before() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path());
    let halves = desk.create_workspace(new_workspace()).await.unwrap().recovery_halves;
    desk.sign_in(login()).await.unwrap();
    let noted: Vec<String> = kinds(&desk, AuditQuery::default()).await.into_iter().map(|(kind, _)| kind).collect();
    assert!(noted.ends_with(&["signed_out", "signed_in", "list_viewed"].map(str::to_owned)), "{noted:?}");
    let halves: [String; 2] = halves.try_into().unwrap();
    desk.recover(halves, LOGIN.to_owned(), "another-synthetic-passphrase".to_owned(), None).await.unwrap();
    let noted: Vec<String> = kinds(&desk, AuditQuery::default()).await.into_iter().map(|(kind, _)| kind).collect();
    let before = noted.iter().position(|kind| kind == "account_recovered").unwrap();
    assert_eq!(noted[before - 1], "signed_out", "{noted:?}");
}

#[tokio::test]
async fn a_log_that_was_changed_with_a_hex_editor_is_not_whole() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path());
    with_case(&desk).await;
    assert!(desk.verify_chain().await.unwrap().whole);
    desk.lock().await;
    let file = folder.path().join("workspace/shirube.db");
    let mut bytes = std::fs::read(&file).unwrap();
    // A byte of a page in the middle, which no start reads by chance.
    let place = bytes.len() / 4096 / 2 * 4096 + 2000;
    bytes[place] ^= 1;
    std::fs::write(&file, bytes).unwrap();
    let noticed = match desk.sign_in(login()).await {
        Err(_) => true,
        Ok(_) => desk.verify_chain().await.map_or(true, |report| !report.whole && report.damaged_pages > 0),
    };
    assert!(noticed);
}
