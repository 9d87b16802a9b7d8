//! How cases go: cancelled and omitted panels, reminders, precedents, the ledger and the programme in counts.

use shirube_tests::panel::{accept_approved, listed_test_files, meeting, settle};
use shirube_tests::{LOGIN, MovedClock, PASSPHRASE, case_files, desk, desk_with_clock, login, new_workspace};
use workflow::Desk;
use workflow::contract::{
    FindingOpinionView, HousePanelRule, ImportRequest, NewAccount, NewConsent, NewOmission, NewOpinion, NewPanel,
    PanelBoard, ProgrammeView, SeatView, SignIn, WorklistQuery, WorklistSort,
};

const OWN: &str = "chosen-by-its-owner";

async fn imported(desk: &Desk, case: &str) -> String {
    let paths = case_files(case).unwrap().iter().map(|path| path.display().to_string()).collect();
    let request = ImportRequest { paths, again: true, ..ImportRequest::default() };
    desk.import(request).await.unwrap().case_id
}

/// A case with its first option accepted, and a draft.
async fn drafted(desk: &Desk, case: &str) -> String {
    let id = imported(desk, case).await;
    let view = desk.case(id.clone()).await.unwrap();
    let option = view.findings.iter().find(|finding| finding.needs_decision).unwrap().key.clone();
    desk.decide_finding(id.clone(), option, "accepted".to_owned(), Some("synthetic".to_owned())).await.unwrap();
    desk.compose(id.clone()).await.unwrap();
    id
}

async fn workspace(desk: &Desk) {
    desk.create_workspace(new_workspace()).await.unwrap();
}

/// Somebody in one role, signed in.
async fn as_role(desk: &Desk, role: &str) {
    let wanted = NewAccount {
        login: role.to_owned(),
        display_name: role.to_owned(),
        roles: vec![role.to_owned()],
        qualifications: vec![],
    };
    let passphrase = desk.add_account(wanted).await.unwrap().initial_passphrase;
    desk.lock().await;
    let shown = SignIn { login: role.to_owned(), passphrase: passphrase.clone(), code: None, older_because: None };
    desk.sign_in(shown).await.unwrap();
    desk.choose_passphrase(passphrase, OWN.to_owned()).await.unwrap();
}

#[tokio::test]
async fn a_panel_of_the_wrong_day_is_cancelled_and_the_day_that_is_typed_decides_the_rule() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path());
    workspace(&desk).await;
    let id = drafted(&desk, "LUAD-01").await;
    desk.record_house_panel_rule(circulation()).await.unwrap();
    let from = desk.panel_day(id.clone(), "2026-04-01".to_owned()).await.unwrap();
    let before = desk.panel_day(id.clone(), "2026-03-31".to_owned()).await.unwrap();
    assert_eq!((from.rule.unwrap().house, before.rule.unwrap().house), (true, false), "another rule held then");
    assert!(from.meetings.iter().all(|offered| offered.blocked.is_none()));
    assert_eq!(from.qualifications, ["drug_therapy"], "what the rule asks for, and nothing else");
    let never = before.meetings.iter().find(|offered| offered.meeting == "circulated").unwrap();
    assert_eq!(never.blocked.as_ref().map(|why| why.code.as_str()), Some("refusal_circulation_not_allowed"));
    assert!(desk.panel_day(id.clone(), "soon".to_owned()).await.is_err());

    let board = desk.convene_panel(id.clone(), meeting()).await.unwrap();
    assert!(board.panels[0].open);
    assert_eq!(board.convening_blocked.unwrap().code, "refusal_panel_open");
    let blocked: Vec<&str> = board.panels[0].conclusion_blocked.iter().map(|why| why.code.as_str()).collect();
    assert_eq!(blocked, ["refusal_attendance_missing", "refusal_panel_incomplete"]);
    let nothing_said = desk.cancel_panel(id.clone(), " ".to_owned()).await.unwrap_err();
    assert_eq!(nothing_said.message.code, "refusal_reason_missing");
    let board = desk.cancel_panel(id.clone(), "wrong day".to_owned()).await.unwrap();
    assert_eq!(board.panels[0].cancelled.as_ref().unwrap().because, "wrong day");
    assert!(board.convening_blocked.is_none() && !board.panels[0].open);
    settle(&desk, &id).await.unwrap();
    let signed = desk.sign(id.clone(), PASSPHRASE.to_owned()).await.unwrap();
    assert!(signed.history.iter().any(|row| row.kind == "panel_cancelled"));
    assert!(desk.verify_chain().await.unwrap().whole);
}

#[tokio::test]
async fn what_a_conclusion_may_say_is_told_by_the_desk() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path());
    workspace(&desk).await;
    let id = drafted(&desk, "LUAD-01").await;
    let offered = desk.panel_board(id).await.unwrap().offered;
    let kinds: Vec<(&str, bool, bool)> =
        offered.kinds.iter().map(|kind| (kind.kind.as_str(), kind.routes.is_empty(), kind.asks_for_words)).collect();
    assert_eq!(kinds[0], ("treatment", false, true));
    assert_eq!(kinds[5], ("nothing", true, false));
    assert_eq!(offered.first.len(), 1);
    assert_eq!((offered.first[0].route.as_deref(), offered.first[0].reason.as_str()), (None, ""));
}

#[tokio::test]
async fn a_panel_is_left_out_only_for_a_listed_test_and_the_report_says_by_whom_and_why() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path());
    workspace(&desk).await;
    let genome = drafted(&desk, "LUAD-01").await;
    let omission = |judged: &[&str]| NewOmission {
        because: "synthetic reason of the physician".to_owned(),
        judged: judged.iter().map(|code| (*code).to_owned()).collect(),
    };
    let board = desk.panel_board(genome.clone()).await.unwrap();
    assert_eq!(board.omitting.blocked.unwrap().code, "refusal_omission_out_of_scope");
    let refused = desk.omit_panel(genome, omission(&[])).await.unwrap_err();
    assert_eq!(refused.message.code, "refusal_omission_out_of_scope");

    let paths = listed_test_files(folder.path()).unwrap();
    let id = desk.import(ImportRequest { paths, ..ImportRequest::default() }).await.unwrap().case_id;
    accept_approved(&desk, &id).await.unwrap();
    desk.compose(id.clone()).await.unwrap();
    let board = desk.panel_board(id.clone()).await.unwrap();
    assert!(board.omitting.blocked.is_none(), "{:?}", board.omitting);
    let judged: Vec<&str> = board
        .omitting
        .conditions
        .iter()
        .filter(|condition| condition.to_judge)
        .map(|condition| condition.asked.code.as_str())
        .collect();
    assert_eq!(judged, ["omission_pair_listed", "omission_no_secondary_finding"]);
    let open = desk.omit_panel(id.clone(), omission(&judged[1..])).await.unwrap_err();
    assert_eq!(open.message.code, "refusal_omission_open");
    let board = desk.omit_panel(id.clone(), omission(&judged)).await.unwrap();
    assert!(board.omitting.decided.as_ref().unwrap().stands);
    let drafted = desk.compose(id.clone()).await.unwrap();
    assert!(drafted.report.blockers.is_empty(), "{:?}", drafted.report.blockers);
    let signed = desk.sign(id.clone(), PASSPHRASE.to_owned()).await.unwrap();
    assert!(signed.history.iter().any(|row| row.kind == "panel_omitted"));
    let pdf = desk.pdf(id, "panel".to_owned()).await.unwrap();
    let text = render_text(folder.path(), &pdf);
    for said in ["synthetic reason of the physician", "Synthetic Person", "エキスパートパネル省略"] {
        assert!(text.contains(&said.replace(' ', "")), "{said} is not in the report");
    }
}

/// The words of a PDF without its spaces; the tool belongs to the tests of documents.
fn render_text(folder: &std::path::Path, pdf: &[u8]) -> String {
    let file = folder.join("panel.pdf");
    std::fs::write(&file, pdf).unwrap();
    let out =
        std::process::Command::new("pdftotext").args(["-raw", "-enc", "UTF-8"]).arg(&file).arg("-").output().unwrap();
    String::from_utf8(out.stdout).unwrap().chars().filter(|letter| !letter.is_whitespace()).collect()
}

fn circulation() -> HousePanelRule {
    HousePanelRule {
        title_ja: "synthetic".to_owned(),
        disease_groups: vec!["solid".to_owned()],
        tests: vec!["whole_genome".to_owned()],
        valid_from: "2026-04-01".to_owned(),
        valid_until: None,
        seats: vec![SeatView { qualification: "drug_therapy".to_owned(), minimum: 1, when: "always".to_owned() }],
        one_person_several_seats: true,
        attending_may_supply_history: true,
        circulated_review: "every_case".to_owned(),
        source: "synthetic rule book".to_owned(),
    }
}

fn opinion(board: &PanelBoard, seat: Option<u16>) -> NewOpinion {
    let said = board.asked.iter().map(|asked| FindingOpinionView {
        finding: asked.key.clone(),
        stance: "recommend".to_owned(),
        comment: None,
    });
    let received_by = seat.map(|_| "by letter".to_owned());
    NewOpinion { seat, findings: said.collect(), overall: None, received_by }
}

#[tokio::test]
async fn a_circulated_review_reminds_who_has_not_answered_until_the_chair_closes_it() {
    let folder = tempfile::tempdir().unwrap();
    let clock = MovedClock::default();
    let desk = desk_with_clock(folder.path(), &clock);
    workspace(&desk).await;
    desk.record_house_panel_rule(circulation()).await.unwrap();
    let id = drafted(&desk, "LUAD-01").await;
    let circulated = NewPanel { meeting: "circulated".to_owned(), day: "2026-11-30".to_owned(), ..meeting() };
    let board = desk.convene_panel(id.clone(), circulated).await.unwrap();
    let reminder = board.panels[0].reminder.clone().unwrap();
    assert_eq!((reminder.standing.as_str(), reminder.days_left, reminder.mine), ("ahead", 5, true));
    assert_eq!((reminder.missing.len(), reminder.seats), (6, 6));
    let seat = board.panels[0].members[1].seat;
    desk.give_opinion(id.clone(), opinion(&board, Some(seat))).await.unwrap();
    let board = desk.give_opinion(id.clone(), opinion(&board, None)).await.unwrap();
    let reminder = board.panels[0].reminder.clone().unwrap();
    assert_eq!((reminder.missing.len(), reminder.mine), (4, false), "who has answered is not reminded");
    clock.wait(3 * 86_400);
    let rows = desk.reminders().await.unwrap();
    assert_eq!((rows[0].reminder.standing.as_str(), rows[0].reminder.days_left), ("near", 2));
    clock.wait(3 * 86_400);
    let listed = desk.worklist(WorklistQuery::default()).await.unwrap();
    assert_eq!(listed[0].reminder.as_ref().unwrap().standing, "past");
    let waiting = desk.reveal_opinions(id.clone(), None).await.unwrap_err();
    assert_eq!(waiting.message.code, "refusal_opinions_waiting");
    let closed = desk.reveal_opinions(id.clone(), Some("the deadline is over".to_owned())).await.unwrap();
    assert!(closed.panels[0].revealed && closed.panels[0].reminder.is_none());
    assert!(desk.reminders().await.unwrap().is_empty());
    assert_eq!(desk.rebuild_worklist().await.unwrap(), 1);
    assert!(desk.worklist(WorklistQuery::default()).await.unwrap()[0].reminder.is_none());
}

#[tokio::test]
async fn precedents_name_earlier_conclusions_and_nothing_of_another_patient() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path());
    workspace(&desk).await;
    let first = drafted(&desk, "LUAD-01").await;
    settle(&desk, &first).await.unwrap();
    let own = desk.precedents(first.clone()).await.unwrap();
    assert!(own.markers.is_empty(), "a case is no precedent of itself");
    let second = imported(&desk, "LUAD-01").await;
    imported(&desk, "CRC-01").await;
    let found = desk.precedents(second.clone()).await.unwrap();
    let l858r = found.markers.iter().find(|marker| marker.marker.contains("L858R")).unwrap();
    assert_eq!((l858r.cases, l858r.outcomes[0].kind.as_str()), (Some(1), "treatment"));
    assert_eq!(l858r.links[0].case_id, first);

    let earlier = desk.case(first.clone()).await.unwrap();
    let payload = serde_json::to_string(&found).unwrap();
    let header = &earlier.header;
    let secret = [Some(&header.patient_name), header.patient_kana.as_ref(), header.hospital_id.as_ref()];
    for told in secret.into_iter().flatten() {
        assert!(!payload.contains(told.as_str()), "{told} of another patient is in the payload");
    }
    // What `settle` types as words and reason of the recommendation.
    assert!(!payload.contains("synthetic"), "words of another panel are in the payload: {payload}");

    let no = NewConsent {
        kind: "participation".to_owned(),
        answer: "no".to_owned(),
        given_on: "2026-11-01".to_owned(),
        form_version: "1".to_owned(),
        obtained_by: "Synthetic Physician".to_owned(),
        ..NewConsent::default()
    };
    desk.record_consent(first, no).await.unwrap();
    assert!(
        desk.precedents(second.clone()).await.unwrap().markers.is_empty(),
        "who does not take part is no precedent"
    );

    as_role(&desk, "auditor").await;
    desk.break_glass(second.clone(), "synthetic incident".to_owned(), OWN.to_owned()).await.unwrap();
    let through_glass = desk.precedents(second).await.unwrap();
    assert_eq!(through_glass.suppressed_below, Some(3));
    assert!(through_glass.markers.iter().all(|marker| marker.cases.is_none() && marker.links.is_empty()));
}

#[tokio::test]
async fn the_ledger_of_cases_is_written_with_every_column_and_leaves_a_trace() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path());
    workspace(&desk).await;
    let id = imported(&desk, "LUAD-01").await;
    let field = |field: &str, value: &str| {
        desk.correct_clinical(id.clone(), field.to_owned(), value.to_owned(), "synthetic".to_owned())
    };
    field("patient_name", "=SUM(A1)").await.unwrap();
    field("hospital_id", "0012345").await.unwrap();
    for (milestone, on) in [("specimen_sent", "2026-09-02"), ("patient_explained", "2026-11-20")] {
        desk.reach_milestone(id.clone(), milestone.to_owned(), on.to_owned(), None).await.unwrap();
    }
    let yes = NewConsent {
        kind: "submission".to_owned(),
        answer: "yes".to_owned(),
        given_on: "2026-09-01".to_owned(),
        form_version: "1".to_owned(),
        obtained_by: "Synthetic Physician".to_owned(),
        ..NewConsent::default()
    };
    desk.record_consent(id.clone(), yes).await.unwrap();
    let path = folder.path().join("register.csv");
    let shown = path.display().to_string();
    let wrong = desk.export_register(shown.clone(), "not the passphrase".to_owned()).await.unwrap_err();
    assert_eq!(wrong.message.code, "vault.sign_in_refused");
    assert!(!path.exists());
    desk.export_register(shown.clone(), PASSPHRASE.to_owned()).await.unwrap();
    let text = std::fs::read_to_string(&path).unwrap();
    assert!(text.starts_with('\u{FEFF}') && text.ends_with("\r\n"));
    let lines: Vec<&str> = text.trim_start_matches('\u{FEFF}').lines().collect();
    for column in ["ア", "イ", "ウ", "エ", "オ", "カ", "キ", "ク", "ケ"] {
        assert!(lines[0].split(',').any(|heading| heading.starts_with(column)), "{column} is missing: {}", lines[0]);
    }
    let cells: Vec<&str> = lines[1].split(',').collect();
    assert_eq!(cells.len(), lines[0].split(',').count());
    assert_eq!(&cells[1..4], ["\"'=SUM(A1)\"", "0012345", "2026-09-02"], "no formula, and every leading zero");
    assert_eq!(&cells[4..6], ["有", "2026-11-25"]);
    assert_eq!((cells[9], cells[10], cells[12], cells[13]), ("2026-11-20", "未記録", "同意", "未記録"));
    let twice = desk.export_register(shown, PASSPHRASE.to_owned()).await.unwrap_err();
    assert_eq!(twice.message.code, "export_file_exists");
    let log = desk.audit_text("csv".to_owned()).await.unwrap();
    assert_eq!(log.matches("register_exported").count(), 1);
    assert!(!log.contains("0012345"));
}

#[tokio::test]
async fn the_programme_is_counted_and_small_counts_are_for_who_sees_cases() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path());
    workspace(&desk).await;
    let id = imported(&desk, "LUAD-01").await;
    imported(&desk, "CRC-01").await;
    let placed = ProgrammeView { group: Some("data_centre".to_owned()), area: Some("gastrointestinal".to_owned()) };
    let unknown = ProgrammeView { group: Some("C".to_owned()), area: None };
    assert_eq!(desk.place_in_programme(id.clone(), unknown).await.unwrap_err().message.code, "programme_unknown");
    assert_eq!(desk.place_in_programme(id.clone(), placed.clone()).await.unwrap().programme, placed);
    desk.reach_milestone(id, "patient_explained".to_owned(), "2026-11-20".to_owned(), None).await.unwrap();
    let report = desk.progress().await.unwrap();
    assert_eq!((report.cases, report.suppressed_below), (Some(2), None));
    let cases = |by: &str, code: &str| {
        let table = report.tables.iter().find(|table| table.by == by).unwrap();
        table.rows.iter().find(|row| row.code == code).and_then(|row| row.cases)
    };
    assert_eq!((cases("group", "data_centre"), cases("group", "own_facility")), (Some(1), Some(0)));
    assert_eq!((cases("area", "not_recorded"), cases("state", "interpreted")), (Some(1), Some(2)));
    let explained = report.turnaround.iter().find(|step| step.milestone == "patient_explained").unwrap();
    assert_eq!(explained.cases, Some(1));
    assert!(explained.median_days.is_some());

    as_role(&desk, "administrator").await;
    let hidden = desk.progress().await.unwrap();
    assert_eq!((hidden.cases, hidden.suppressed_below), (None, Some(3)));
    let told: Vec<u32> = hidden.tables.iter().flat_map(|table| &table.rows).filter_map(|row| row.cases).collect();
    assert!(told.iter().all(|cases| *cases == 0), "{told:?}");
    let text = serde_json::to_string(&hidden).unwrap();
    assert!(!text.contains("LUAD"), "a rare tumour is not named");
    let path = folder.path().join("progress.csv").display().to_string();
    desk.export_progress(path.clone(), OWN.to_owned()).await.unwrap();
    let csv = std::fs::read_to_string(path).unwrap();
    assert!(csv.starts_with('\u{FEFF}') && csv.contains("非表示") && !csv.contains("LUAD"));
    let refused = desk.export_register("/no/such/file".to_owned(), OWN.to_owned()).await.unwrap_err();
    assert_eq!(refused.message.code, "refusal_role_missing");
}

#[tokio::test]
async fn the_list_is_sorted_by_the_reading_of_names_and_by_the_days_that_a_case_waits() {
    let folder = tempfile::tempdir().unwrap();
    let clock = MovedClock::default();
    let desk = desk_with_clock(folder.path(), &clock);
    workspace(&desk).await;
    for (case, kana) in [("LUAD-01", "ヤマダ ハナ"), ("CRC-01", "ｱｵｷ ｲﾁﾛｳ"), ("NIL-01", "がもう じろう")]
    {
        let id = imported(&desk, case).await;
        let because = "synthetic".to_owned();
        desk.correct_clinical(id, "patient_kana".to_owned(), kana.to_owned(), because).await.unwrap();
        clock.wait(86_400);
        desk.sign_in(login()).await.unwrap();
    }
    let listed = async |sort, descending| {
        let rows = desk.worklist(WorklistQuery { sort, descending, ..WorklistQuery::default() }).await.unwrap();
        rows.into_iter().map(|row| row.days_since_receipt).collect::<Vec<_>>()
    };
    assert_eq!(listed(WorklistSort::Name, false).await, [2, 1, 3], "あ, が, や");
    assert_eq!(listed(WorklistSort::Received, false).await, [3, 2, 1], "who waits longest comes first");
    assert_eq!(listed(WorklistSort::Received, true).await, [1, 2, 3]);
    assert_eq!(LOGIN, login().login);
}

#[tokio::test]
async fn a_name_is_kept_as_it_was_typed_and_an_identifier_with_its_zeros() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path());
    workspace(&desk).await;
    let id = imported(&desk, "LUAD-01").await;
    let name = "\u{20BB7}田 辻\u{E0100}髙﨑德";
    for (field, value) in [("patient_name", name), ("hospital_id", "00000042")] {
        let because = "synthetic".to_owned();
        desk.correct_clinical(id.clone(), field.to_owned(), value.to_owned(), because).await.unwrap();
    }
    desk.lock().await;
    desk.sign_in(login()).await.unwrap();
    desk.rebuild_worklist().await.unwrap();
    let header = desk.case(id).await.unwrap().header;
    assert_eq!((header.patient_name.as_str(), header.hospital_id.as_deref()), (name, Some("00000042")));
    let found = async |text: &str| {
        let query = WorklistQuery { text: text.to_owned(), ..WorklistQuery::default() };
        desk.worklist(query).await.unwrap().len()
    };
    for text in ["辻髙﨑", "\u{20BB7}田", "００００００４２", "00000042"] {
        assert_eq!(found(text).await, 1, "{text}");
    }
    assert_eq!(found("吉田").await, 0, "a variant is another name");
}
