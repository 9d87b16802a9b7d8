//! Knowledge releases inside a workspace: kept, compared over real cases, activated only after they were looked at.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use model::ports::Clock;
use shirube_tests::panel::settle;
use shirube_tests::{
    PASSPHRASE, case_files, desk, desk_with_knowledge, login, new_workspace, ports, repository, shared_data,
};
use workflow::contract::{
    AuditQuery, CaseState, CaseView, ImportRequest, NewAccount, ReleaseDiff, ReleaseView, SignIn, WorklistQuery,
    WorkspaceState,
};
use workflow::{Desk, Resources};

const HEAD: &str = "molecular_profile\tdisease\ttherapies\tevidence_type\tevidence_direction\tevidence_level\t\
    significance\tcitation_id\tevidence_id\tvariant_origin\tis_flagged\n";

/// A corpus of our own: one row that PAAD-01 meets, one that no case meets.
fn corpus(folder: &Path, name: &str, drug: &str) -> String {
    let row = |profile: &str, id: u32| {
        format!(
            "{profile}\tPancreatic Cancer\t{drug}\tPredictive\tSupports\tC\tSensitivity/Response\t1\t{id}\tSomatic\tfalse\n"
        )
    };
    let path = folder.join(name);
    std::fs::write(&path, format!("{HEAD}{}{}", row("KRAS G12D", 1), row("BRAF G469A", 2))).unwrap();
    path.display().to_string()
}

/// The rows that say the same of the same finding.
async fn rows_of(desk: &Desk, case: &str, key: &str) -> Vec<String> {
    let case = desk.case(case.to_owned()).await.unwrap();
    let of_key = case.findings.iter().filter(|finding| finding.key == key);
    let mut ids: Vec<String> = of_key.map(|finding| finding.statement.replace("shirube:", "")).collect();
    ids.sort();
    ids.dedup();
    ids
}

/// The shipped knowledge base without some rows: what another version of the product may ship.
fn knowledge_without(folder: &Path, ids: &[String]) -> PathBuf {
    let out = folder.join("without");
    let mut removed = 0;
    let unwanted = |row: &&str| ids.iter().any(|id| row.starts_with(&format!("id = \"{id}\"\n")));
    for file in knowledge::read_folder(&repository().join("knowledge-base")).unwrap() {
        let rows = file.text.split("\n[[statement]]\n");
        let kept: Vec<&str> = rows.filter(|row| !unwanted(row)).collect();
        removed += file.text.split("\n[[statement]]\n").count() - kept.len();
        let path = out.join(&file.path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        // What is asked beside a row goes with it.
        let text = ids.iter().fold(kept.join("\n[[statement]]\n"), |text, id| {
            text.replace(&format!("\"{id}\", "), "").replace(&format!(", \"{id}\""), "")
        });
        std::fs::write(path, text).unwrap();
    }
    assert_eq!(removed, ids.len(), "{ids:?} are not all rows of the shipped knowledge base");
    out
}

async fn imported(desk: &Desk, case: &str) -> String {
    let paths = case_files(case).unwrap().iter().map(|path| path.display().to_string()).collect();
    desk.import(ImportRequest { paths, again: true, ..ImportRequest::default() }).await.unwrap().case_id
}

async fn accepted(desk: &Desk, id: &str, statement: &str) -> String {
    let case = desk.case(id.to_owned()).await.unwrap();
    let key = case.findings.iter().find(|finding| finding.statement == statement).unwrap().key.clone();
    desk.decide_finding(id.to_owned(), key.clone(), "accepted".to_owned(), None).await.unwrap();
    key
}

async fn active(desk: &Desk) -> ReleaseView {
    let overview = desk.knowledge_overview().await.unwrap();
    let mut active: Vec<ReleaseView> = overview.releases.into_iter().filter(|release| release.active).collect();
    assert_eq!(active.len(), 1, "exactly one release is active");
    active.remove(0)
}

fn statements(case: &CaseView) -> Vec<&str> {
    case.findings.iter().map(|finding| finding.statement.as_str()).collect()
}

fn code<T>(result: Result<T, workflow::contract::ApiError>) -> String {
    match result {
        Ok(_) => "done".to_owned(),
        Err(error) => error.message.code,
    }
}

#[tokio::test]
async fn a_new_workspace_takes_what_the_product_ships_and_its_cases_name_it() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path());
    let session = desk.create_workspace(new_workspace()).await.unwrap().session;
    let release = active(&desk).await;
    let shipped = knowledge::Release::load(&repository().join("knowledge-base")).unwrap();
    assert_eq!((release.id.as_str(), release.origin.as_str()), (shipped.id(), "shipped"));
    assert_eq!((session.knowledge_release.as_str(), session.knowledge_is_old), (shipped.id(), false));
    let id = imported(&desk, "PAAD-01").await;
    let events = serde_json::to_string(&desk.events(id).await.unwrap()).unwrap();
    assert!(events.contains(shipped.id()));
    assert_eq!(desk.knowledge_overview().await.unwrap().shipped, None);
    assert!(desk.verify_release().await.unwrap().problems.is_empty());
}

#[tokio::test]
async fn a_corpus_becomes_a_candidate_is_looked_at_and_then_active() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path());
    desk.create_workspace(new_workspace()).await.unwrap();
    let (paad, crc) = (imported(&desk, "PAAD-01").await, imported(&desk, "CRC-01").await);
    let before = active(&desk).await;
    let (old, untouched) = (desk.case(paad.clone()).await.unwrap(), desk.case(crc.clone()).await.unwrap());

    let file = corpus(folder.path(), "one.tsv", "Trametinib");
    let kept = desk.import_corpus("civic".to_owned(), vec![file.clone()]).await.unwrap();
    assert_eq!((kept.corpus.rows_read, kept.corpus.statements), (2, 2));
    assert_eq!(active(&desk).await.id, before.id, "a candidate changes nothing");
    let again = desk.import_corpus("civic".to_owned(), vec![file]).await.unwrap();
    assert_eq!(again, kept);
    assert_eq!(desk.knowledge_overview().await.unwrap().releases.len(), 2, "the same content is kept once");

    assert_eq!(code(desk.activate_release(kept.release.clone()).await), "refusal_release_not_seen");
    assert_eq!(desk.case(paad.clone()).await.unwrap(), old);
    let diff = desk.compare_releases(None, kept.release.clone()).await.unwrap();
    assert_eq!((diff.rows_gained.len(), diff.rows_lost.len(), diff.rows_changed.len()), (2, 0, 0));
    assert_eq!((diff.cases_compared, diff.gained, diff.lost, diff.unanswered), (2, 1, 0, 0));
    let [of] = diff.cases.as_slice() else { panic!("{:?}", diff.cases) };
    assert_eq!((of.case_number.as_str(), of.signed), ("2026-0001", false));
    let [found] = of.findings.as_slice() else { panic!("{:?}", of.findings) };
    assert_eq!(
        (found.kind.as_str(), found.after.as_ref().unwrap().statements.as_slice()),
        ("gained", &["civic:EID1".to_owned()][..])
    );
    assert!(diff.on_record);
    let events = desk.verify_chain().await.unwrap().events;
    let short: String = kept.content_hash.chars().take(12).collect();
    let same = desk.compare_releases(None, short).await.unwrap();
    assert_eq!(same, diff);
    assert_eq!(desk.verify_chain().await.unwrap().events, events, "the same differences are put on record once");

    let activation = desk.activate_release(kept.release.clone()).await.unwrap();
    assert_eq!((activation.rematched, activation.affected.len()), (2, 0));
    assert_eq!(active(&desk).await.id, kept.release);
    let new = desk.case(paad.clone()).await.unwrap();
    assert!(statements(&new).contains(&"civic:EID1") && !statements(&old).contains(&"civic:EID1"));
    assert_eq!(statements(&desk.case(crc).await.unwrap()), statements(&untouched));
    let history: Vec<String> =
        desk.events(paad.clone()).await.unwrap().iter().map(|e| e.event["event"].to_string()).collect();
    assert_eq!(history.iter().filter(|kind| *kind == "\"interpreted\"").count(), 2, "the old result is kept");
    assert_eq!(code(desk.activate_release(kept.release.clone()).await), "refusal_release_active");

    desk.lock().await;
    desk.sign_in(login()).await.unwrap();
    assert_eq!(active(&desk).await.id, kept.release);
    let later = imported(&desk, "PAAD-01").await;
    assert!(statements(&desk.case(later).await.unwrap()).contains(&"civic:EID1"));
    assert!(desk.verify_chain().await.unwrap().whole);
}

#[tokio::test]
async fn a_lost_finding_that_somebody_accepted_blocks_until_a_person_answers_in_the_case() {
    let folder = tempfile::tempdir().unwrap();
    let first = desk(folder.path());
    first.create_workspace(new_workspace()).await.unwrap();
    let before = active(&first).await;
    let id = imported(&first, "LUAD-01").await;
    let key = accepted(&first, &id, "shirube:JP-0009").await;
    let rows = rows_of(&first, &id, &key).await;
    first.lock().await;

    let desk = desk_with_knowledge(folder.path(), knowledge_without(folder.path(), &rows));
    desk.sign_in(login()).await.unwrap();
    assert_eq!(active(&desk).await.id, before.id, "another version of the product changes nothing by itself");
    let shipped = desk.knowledge_overview().await.unwrap().shipped.unwrap();
    let after = desk.keep_shipped_release().await.unwrap();
    assert_eq!(after, shipped);
    assert_eq!(desk.knowledge_overview().await.unwrap().shipped, None);

    let diff = desk.compare_releases(None, after.clone()).await.unwrap();
    let lost_rows: Vec<String> = diff.rows_lost.iter().map(|row| row.id.replace("shirube:", "")).collect();
    assert_eq!(lost_rows, rows);
    let lost = |diff: &ReleaseDiff| diff.cases[0].findings.iter().find(|found| found.key == key).unwrap().clone();
    assert_eq!((lost(&diff).kind.as_str(), lost(&diff).taken.as_deref()), ("lost", Some("accepted")));
    assert!(lost(&diff).needs_answer && diff.unanswered == 1);
    assert_eq!(code(desk.activate_release(after.clone()).await), "refusal_release_losses");
    assert_eq!(active(&desk).await.id, before.id);

    let answer = |case: &str, key: &str, reason: &str| {
        desk.answer_loss(after.clone(), case.to_owned(), key.to_owned(), reason.to_owned())
    };
    assert_eq!(code(answer(&id, &key, "  ").await), "refusal_reason_missing");
    assert_eq!(code(answer(&id, &"0".repeat(64), "seen").await), "refusal_finding_unknown");
    answer(&id, &key, "the indication was withdrawn").await.unwrap();
    let diff = desk.compare_releases(None, after.clone()).await.unwrap();
    assert_eq!((diff.unanswered, lost(&diff).answer.unwrap().reason.as_str()), (0, "the indication was withdrawn"));
    assert_eq!(desk.activate_release(after.clone()).await.unwrap().rematched, 1);
    let case = desk.case(id.clone()).await.unwrap();
    assert!(!case.findings.iter().any(|finding| finding.key == key));
    assert!(case.history.iter().any(|row| row.kind == "finding_loss_answered" && row.detail.is_some()));
    assert_eq!(code(answer(&id, &key, "seen").await), "refusal_release_active");
}

#[tokio::test]
async fn a_signed_report_stays_and_the_case_is_told_as_affected() {
    let folder = tempfile::tempdir().unwrap();
    let first = desk(folder.path());
    first.create_workspace(new_workspace()).await.unwrap();
    let id = imported(&first, "LUAD-01").await;
    let key = accepted(&first, &id, "shirube:JP-0009").await;
    settle(&first, &id).await.unwrap();
    let signed = first.sign(id.clone(), PASSPHRASE.to_owned()).await.unwrap();
    let pdf = first.pdf(id.clone(), "panel".to_owned()).await.unwrap();
    assert_eq!(first.affected_cases().await.unwrap(), []);
    let rows = rows_of(&first, &id, &key).await;
    first.lock().await;

    let desk = desk_with_knowledge(folder.path(), knowledge_without(folder.path(), &rows));
    desk.sign_in(login()).await.unwrap();
    let after = desk.keep_shipped_release().await.unwrap();
    let diff = desk.compare_releases(None, after.clone()).await.unwrap();
    let lost = diff.cases[0].findings.iter().find(|found| found.key == key).unwrap();
    assert_eq!((lost.taken.as_deref(), diff.cases[0].signed), (Some("reported"), true));
    for of in diff.cases[0].findings.iter().filter(|found| found.needs_answer) {
        desk.answer_loss(after.clone(), id.clone(), of.key.clone(), "an amendment follows".to_owned()).await.unwrap();
    }
    let activation = desk.activate_release(after).await.unwrap();
    assert_eq!(activation.rematched, 0, "nothing signed is matched again");
    let [affected] = activation.affected.as_slice() else { panic!("{:?}", activation.affected) };
    assert_eq!((affected.case_id.as_str(), affected.release.as_str()), (id.as_str(), diff.before.as_str()));
    assert!(affected.findings.iter().any(|found| found.key == key && found.kind == "lost"));
    assert_eq!(desk.affected_cases().await.unwrap(), activation.affected);
    let case = desk.case(id.clone()).await.unwrap();
    assert_eq!((case.header.state, statements(&case)), (CaseState::Signed, statements(&signed)));
    assert_eq!(desk.pdf(id, "panel".to_owned()).await.unwrap(), pdf);
}

#[tokio::test]
async fn a_case_that_changed_since_the_differences_were_seen_asks_for_another_look() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path());
    desk.create_workspace(new_workspace()).await.unwrap();
    let kept =
        desk.import_corpus("civic".to_owned(), vec![corpus(folder.path(), "a.tsv", "Trametinib")]).await.unwrap();
    assert_eq!(desk.compare_releases(None, kept.release.clone()).await.unwrap().cases_compared, 0);
    imported(&desk, "PAAD-01").await;
    assert_eq!(code(desk.activate_release(kept.release.clone()).await), "refusal_release_changed_since");
    desk.compare_releases(None, kept.release.clone()).await.unwrap();
    desk.activate_release(kept.release).await.unwrap();
}

#[tokio::test]
async fn two_corpora_of_one_source_differ_and_a_row_tells_its_way_through_the_releases() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path());
    desk.create_workspace(new_workspace()).await.unwrap();
    imported(&desk, "PAAD-01").await;
    let one =
        desk.import_corpus("civic".to_owned(), vec![corpus(folder.path(), "one.tsv", "Trametinib")]).await.unwrap();
    let other =
        desk.import_corpus("civic".to_owned(), vec![corpus(folder.path(), "two.tsv", "Binimetinib")]).await.unwrap();
    let diff = desk.compare_releases(Some(one.release.clone()), other.release.clone()).await.unwrap();
    assert_eq!((diff.rows_changed.len(), diff.gained, diff.lost), (2, 1, 1));
    assert!(!diff.on_record, "only what the active release would become is put on record");
    let row = desk.knowledge_row("civic:EID1".to_owned()).await.unwrap();
    let states: Vec<&str> = row.history.iter().map(|of| of.state.as_str()).collect();
    assert_eq!(states, ["absent", "first", "changed"]);
    assert_eq!(row.row.source.as_deref(), Some("civic"));
    assert_eq!(code(desk.knowledge_row("civic:EID999".to_owned()).await), "statement_unknown");
    let found = desk.search_knowledge("オシメルチニブ EGFR".to_owned(), 5).await.unwrap();
    assert!(found.total > 0 && found.rows.len() <= 5);
    assert_eq!(
        desk.search_knowledge("civic:EID1".to_owned(), 5).await.unwrap().total,
        0,
        "the active release has none"
    );
}

#[tokio::test]
async fn the_real_tables_are_compared_over_real_cases() {
    let file = shared_data().map(|folder| folder.join("kb-civic-2026/AcceptedClinicalEvidenceSummaries.2026-05.tsv"));
    let Some(file) = file.filter(|file| file.exists()) else {
        eprintln!(
            "SKIPPED: the CIViC table of 2026 is not here; set SHIRUBE_TESTDATA to the folder of the shared test data"
        );
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path());
    desk.create_workspace(new_workspace()).await.unwrap();
    for case in ["LUAD-01", "CRC-01", "MEL-01", "NIL-01"] {
        imported(&desk, case).await;
    }
    let kept = desk.import_corpus("civic".to_owned(), vec![file.display().to_string()]).await.unwrap();
    assert_eq!(kept.corpus.rows_read, 4854);
    assert_eq!(kept.corpus.bins.iter().map(|(_, count)| count).sum::<u32>(), 4854);
    let diff = desk.compare_releases(None, kept.release.clone()).await.unwrap();
    assert_eq!((diff.cases_compared, diff.lost, diff.unanswered), (4, 0, 0), "more evidence takes nothing away");
    assert!(diff.rows_gained.len() > 4000 && diff.gained > 20, "{} {}", diff.rows_gained.len(), diff.gained);
    for of in diff.cases.iter().flat_map(|of| &of.findings).filter(|found| found.kind == "gained") {
        let after = of.after.as_ref().unwrap();
        assert!(after.statements.iter().all(|id| id.starts_with("civic:")), "{of:?}");
        assert!(after.answer != "option" && after.level.is_none(), "an open corpus gives no option: {of:?}");
    }
    let numbers: Vec<&str> =
        diff.cases.iter().filter(|of| !of.findings.is_empty()).map(|of| of.case_number.as_str()).collect();
    assert!(numbers.contains(&"2026-0001") && numbers.contains(&"2026-0003"), "{numbers:?}");
    println!("{} rows, {} findings gained, {} changed", diff.rows_gained.len(), diff.gained, diff.changed);
    assert_eq!(desk.activate_release(kept.release).await.unwrap().rematched, 4);
}

#[tokio::test]
async fn a_power_cut_after_a_release_was_kept_leaves_the_old_one_active() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path());
    desk.create_workspace(new_workspace()).await.unwrap();
    imported(&desk, "PAAD-01").await;
    let before = active(&desk).await.id;
    let kept =
        desk.import_corpus("civic".to_owned(), vec![corpus(folder.path(), "a.tsv", "Trametinib")]).await.unwrap();
    desk.compare_releases(None, kept.release.clone()).await.unwrap();

    // The files as the cut would freeze them, database and write-ahead log in use.
    let other = folder.path().join("after");
    copy(&folder.path().join("workspace"), &other.join("workspace"));
    copy(&folder.path().join("device"), &other.join("device"));
    let after = shirube_tests::desk(&other);
    after.sign_in(login()).await.unwrap();
    assert_eq!(active(&after).await.id, before);
    assert_eq!(after.knowledge_overview().await.unwrap().releases.len(), 2, "and the candidate is still there");
    assert!(after.verify_chain().await.unwrap().whole);
    after.activate_release(kept.release.clone()).await.unwrap();
    assert_eq!(active(&after).await.id, kept.release);
    assert_eq!(active(&desk).await.id, before);
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else if !["lock", "holder.json"].contains(&path.file_name().unwrap().to_str().unwrap()) {
            std::fs::copy(&path, &target).unwrap();
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_activation_that_ends_anywhere_is_before_or_after_and_the_rest_is_matched_later() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path());
    desk.create_workspace(new_workspace()).await.unwrap();
    let mut cases = Vec::new();
    for _ in 0..4 {
        cases.push(imported(&desk, "PAAD-01").await);
    }
    let before = active(&desk).await.id;
    let kept =
        desk.import_corpus("civic".to_owned(), vec![corpus(folder.path(), "a.tsv", "Trametinib")]).await.unwrap();
    desk.compare_releases(None, kept.release.clone()).await.unwrap();
    let (mut cut, mut wait) = (0, 1_u64);
    while active(&desk).await.id == before {
        let done = tokio::time::timeout(Duration::from_millis(wait), desk.activate_release(kept.release.clone())).await;
        cut += u32::from(done.is_err());
        wait += wait / 2 + 1;
        let overview = desk.knowledge_overview().await.unwrap();
        if overview.releases.iter().any(|release| release.active && release.id == before) {
            assert_eq!(overview.waiting_cases, 0, "no case runs ahead of the release");
        }
    }
    assert!(cut > 0, "nothing was cut off");
    desk.lock().await;
    desk.sign_in(login()).await.unwrap();
    let waiting = desk.knowledge_overview().await.unwrap().waiting_cases;
    assert_eq!(desk.rematch().await.unwrap(), waiting);
    assert_eq!(desk.knowledge_overview().await.unwrap().waiting_cases, 0);
    for id in cases {
        assert!(statements(&desk.case(id).await.unwrap()).contains(&"civic:EID1"));
    }
    assert!(desk.verify_chain().await.unwrap().whole);
}

#[tokio::test]
async fn a_reference_pack_belongs_to_a_release_and_waits_to_be_looked_at_where_there_are_cases() {
    let folder = tempfile::tempdir().unwrap();
    let pack = folder.path().join("pack");
    let files = ["synthetic_mane_summary.txt", "synthetic_exons.tsv"]
        .map(|name| repository().join("tests/reference").join(name));
    workflow::reference::import(&workflow::reference::ReferenceRequest {
        files: files.to_vec(),
        assembly: Some(model::assembly::Assembly::GRCh38),
        licence: None,
        add_to: None,
        out: pack.clone(),
    })
    .unwrap();
    let (empty, filled) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let desk = desk(empty.path());
    desk.create_workspace(new_workspace()).await.unwrap();
    let before = active(&desk).await;
    let used = desk.use_reference(pack.display().to_string()).await.unwrap();
    assert!(used.active && used.release != before.id, "{used:?}");
    assert_eq!(active(&desk).await.reference, Some(used.pack.id.clone()));
    assert_eq!(desk.reference().await.unwrap().id, used.pack.id);

    let desk = shirube_tests::desk(filled.path());
    desk.create_workspace(new_workspace()).await.unwrap();
    let id = imported(&desk, "PAAD-01").await;
    let used = desk.use_reference(pack.display().to_string()).await.unwrap();
    assert!(!used.active);
    assert_eq!(active(&desk).await.id, before.id);
    assert_eq!(code(desk.reference().await), "reference_pack_absent");
    assert_eq!(code(desk.activate_release(used.release.clone()).await), "refusal_release_not_seen");
    desk.compare_releases(None, used.release.clone()).await.unwrap();
    assert_eq!(desk.activate_release(used.release.clone()).await.unwrap().rematched, 1);
    let events = serde_json::to_string(&desk.events(id).await.unwrap()).unwrap();
    assert!(events.contains(&used.release), "matched again with the pack");
    let kept =
        desk.import_corpus("civic".to_owned(), vec![corpus(folder.path(), "a.tsv", "Trametinib")]).await.unwrap();
    let overview = desk.knowledge_overview().await.unwrap();
    let candidate = overview.releases.iter().find(|release| release.id == kept.release).unwrap();
    assert_eq!(candidate.reference, Some(used.pack.id), "a corpus is added to the release with its pack");
}

struct Later;

impl Clock for Later {
    fn now(&self) -> Timestamp {
        // 2027-01-10T03:00:00Z
        Timestamp::from_second(1_799_550_000).unwrap()
    }
}

#[tokio::test]
async fn a_release_older_than_a_month_is_told_on_every_screen_and_in_the_panel_report() {
    let folder = tempfile::tempdir().unwrap();
    let later = workflow::Ports { clock: Arc::new(Later), ..ports(folder.path()) };
    let desk = Desk::with_ports(folder.path().join("workspace"), Resources::below(&repository()), later);
    let session = desk.create_workspace(new_workspace()).await.unwrap().session;
    assert!(session.knowledge_is_old);
    let release = active(&desk).await;
    assert!(release.is_old && release.age_days > 31, "{}", release.age_days);
    let id = imported(&desk, "PAAD-01").await;
    desk.compose(id.clone()).await.unwrap();
    let path = folder.path().join("panel.pdf");
    std::fs::write(&path, desk.pdf(id, "panel".to_owned()).await.unwrap()).unwrap();
    let output = std::process::Command::new("pdftotext").args(["-raw", "-enc", "UTF-8"]).arg(&path).arg("-").output();
    let text = String::from_utf8(output.expect("pdftotext is needed: install poppler-utils").stdout).unwrap();
    let text: String = text.chars().filter(|letter| !letter.is_whitespace()).collect();
    assert!(text.contains("1か月以上たっています"));
    let WorkspaceState::Open { session } = desk.state().await.unwrap() else { panic!("signed in") };
    assert!(session.knowledge_is_old);
}

const OWN: &str = "chosen-by-its-owner";

/// Who has a role, by the name of the role.
fn in_role(role: &str) -> SignIn {
    SignIn { login: role.to_owned(), passphrase: OWN.to_owned(), code: None, older_because: None }
}

/// Adds somebody in one role and signs them in, with a passphrase of their own.
async fn added(desk: &Desk, role: &str) {
    let wanted = NewAccount {
        login: role.to_owned(),
        display_name: format!("Synthetic {role}"),
        roles: vec![role.to_owned()],
        qualifications: vec![],
    };
    let initial = desk.add_account(wanted).await.unwrap().initial_passphrase;
    desk.lock().await;
    desk.sign_in(SignIn { passphrase: initial.clone(), ..in_role(role) }).await.unwrap();
    desk.choose_passphrase(initial, OWN.to_owned()).await.unwrap();
}

/// Looks at a comparison, as the audit log tells them: by whom.
async fn looks(desk: &Desk) -> Vec<String> {
    let query = AuditQuery { kind: "list_viewed".to_owned(), limit: 1000, ..AuditQuery::default() };
    let rows = desk.audit_log(query).await.unwrap().rows;
    rows.into_iter().filter(|row| row.screen.as_deref() == Some("comparison")).map(|row| row.login).collect()
}

#[tokio::test]
async fn whoever_answers_for_losses_sees_them_and_whoever_keeps_the_knowledge_counts_them() {
    let folder = tempfile::tempdir().unwrap();
    let first = desk(folder.path());
    first.create_workspace(new_workspace()).await.unwrap();
    let id = imported(&first, "LUAD-01").await;
    let key = accepted(&first, &id, "shirube:JP-0009").await;
    let rows = rows_of(&first, &id, &key).await;
    first.lock().await;

    let desk = desk_with_knowledge(folder.path(), knowledge_without(folder.path(), &rows));
    desk.sign_in(login()).await.unwrap();
    let after = desk.keep_shipped_release().await.unwrap();
    added(&desk, "attending_physician").await;
    let seen = desk.compare_releases(None, after.clone()).await.unwrap();
    let lost = seen.cases[0].findings.iter().find(|found| found.key == key).unwrap();
    assert!(lost.needs_answer && !lost.label.is_empty());
    assert!(!seen.on_record, "only who may change the knowledge puts a comparison on record");
    desk.answer_loss(after.clone(), id.clone(), key, "the indication was withdrawn".to_owned()).await.unwrap();
    assert_eq!(code(desk.activate_release(after.clone()).await), "refusal_role_missing");
    desk.lock().await;

    desk.sign_in(login()).await.unwrap();
    assert_eq!(looks(&desk).await, ["attending_physician"]);
    added(&desk, "administrator").await;
    let counted = desk.compare_releases(None, after.clone()).await.unwrap();
    assert!(counted.on_record);
    assert_eq!((counted.gained, counted.lost, counted.changed), (seen.gained, seen.lost, seen.changed));
    let counts = |diff: &ReleaseDiff| {
        let of = &diff.cases[0];
        (of.case_id.clone(), of.gained, of.lost, of.changed)
    };
    assert_eq!((counts(&counted), counted.cases[0].lost > 0), (counts(&seen), true));
    assert_eq!((seen.cases[0].unanswered, counted.cases[0].unanswered), (1, 0));
    assert_eq!(counted.cases[0].findings, [], "neither labels nor therapies nor reasons");
    let activation = desk.activate_release(after).await.unwrap();
    assert_eq!((activation.rematched, activation.affected.len()), (1, 0));
    assert_eq!(looks(&desk).await, ["attending_physician"], "who counts has looked into no case");
    assert_eq!(code(desk.case(id).await), "refusal_role_missing");
}

#[tokio::test]
async fn those_who_do_not_answer_for_the_knowledge_look_and_change_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let first = desk(folder.path());
    first.create_workspace(new_workspace()).await.unwrap();
    added(&first, "panel_member").await;
    let overview = first.knowledge_overview().await.unwrap();
    assert!(!overview.may_change && overview.releases.len() == 1);
    let file = corpus(folder.path(), "a.tsv", "Trametinib");
    assert_eq!(code(first.import_corpus("civic".to_owned(), vec![file]).await), "refusal_role_missing");
    assert_eq!(code(first.keep_shipped_release().await), "refusal_role_missing");
    assert_eq!(code(first.activate_release(overview.releases[0].id.clone()).await), "refusal_role_missing");
    assert_eq!(code(first.compare_releases(None, "2020-01-01-nothing".to_owned()).await), "release_not_named");
    assert_eq!(first.release_events().await.unwrap().len(), 1, "what was adopted at the beginning, and nothing more");
    assert!(first.worklist(WorklistQuery::default()).await.unwrap().is_empty());
}
