//! The expert panel, from the first draft to an amended report.

use shirube_tests::panel::{EVERY_QUALIFICATION, meeting, settle};
use shirube_tests::{PASSPHRASE, case_files, desk, new_workspace};
use workflow::Desk;
use workflow::contract::{
    Attendance, ConsentWithdrawal, FindingOpinionView, HousePanelRule, ImportRequest, NewConclusion, NewConsent,
    NewOpinion, NewPanel, PanelBoard, RecommendationView, ReportState, SeatView,
};

async fn imported(desk: &Desk, case: &str) -> String {
    desk.create_workspace(new_workspace()).await.unwrap();
    let paths = case_files(case).unwrap().iter().map(|path| path.display().to_string()).collect();
    desk.import(ImportRequest { paths, ..ImportRequest::default() }).await.unwrap().case_id
}

fn opinions(board: &PanelBoard, stance: &str) -> Vec<FindingOpinionView> {
    let said = |finding: &str| FindingOpinionView {
        finding: finding.to_owned(),
        stance: stance.to_owned(),
        comment: Some("synthetic".to_owned()),
    };
    board.asked.iter().map(|asked| said(&asked.key)).collect()
}

fn recommending(board: &PanelBoard) -> NewConclusion {
    let accepted = board.asked.iter().filter(|asked| asked.decision.as_deref() == Some("accepted"));
    NewConclusion {
        recommendations: vec![RecommendationView {
            kind: "treatment".to_owned(),
            route: Some("insured".to_owned()),
            findings: accepted.map(|asked| asked.key.clone()).collect(),
            text: "synthetic".to_owned(),
            reason: "synthetic".to_owned(),
        }],
        minority_opinion: None,
        minutes: Some("synthetic minutes".to_owned()),
    }
}

/// A case of an insured panel (CATS) with one accepted option and a draft.
async fn drafted(desk: &Desk) -> String {
    let id = imported(desk, "CRC-01").await;
    let board = desk.panel_board(id.clone()).await.unwrap();
    assert_eq!((board.test.as_str(), board.disease_group.as_deref()), ("gene_panel", Some("solid")));
    for asked in &board.asked {
        let decision = if asked.key == board.asked[0].key { "accepted" } else { "declined" };
        let reason = Some("synthetic".to_owned());
        desk.decide_finding(id.clone(), asked.key.clone(), decision.to_owned(), reason).await.unwrap();
    }
    desk.compose(id.clone()).await.unwrap();
    id
}

/// Opinions as the log gives them, oldest first: the seat, where what was said may be read.
async fn logged_opinions(desk: &Desk, case: &str) -> Vec<Option<u64>> {
    let logged = desk.events(case.to_owned()).await.unwrap();
    let opinions = logged.iter().filter(|logged| logged.envelope["kind"] == "opinion_recorded");
    opinions.map(|logged| logged.event["seat"].as_u64()).collect()
}

fn circulated() -> NewPanel {
    NewPanel { meeting: "circulated".to_owned(), ..meeting() }
}

#[tokio::test]
async fn a_circulated_review_is_blind_until_it_is_revealed_and_disagreement_calls_a_meeting() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path());
    let id = drafted(&desk).await;
    let called = desk.convene_panel(id.clone(), circulated()).await.unwrap();
    let members = called.panels[0].members.len();
    assert_eq!(members, EVERY_QUALIFICATION.len() + 1);
    let give = |seat: Option<u16>, stance: &str, how: Option<&str>| NewOpinion {
        seat,
        findings: opinions(&called, stance),
        overall: None,
        received_by: how.map(str::to_owned),
    };
    let mut board = desk.give_opinion(id.clone(), give(None, "recommend", None)).await.unwrap();
    for seat in 2..=u16::try_from(members).unwrap() {
        let stance = if seat == 3 { "do_not_recommend" } else { "recommend" };
        board = desk.give_opinion(id.clone(), give(Some(seat), stance, Some("letter"))).await.unwrap();
    }
    let blind = &board.panels[0];
    assert!(blind.members.iter().all(|member| member.opinion_given) && !blind.revealed);
    assert_eq!(blind.opinions.iter().map(|opinion| opinion.seat).collect::<Vec<_>>(), [1], "only one's own");
    assert!(blind.disagreed.is_empty(), "what nobody may see yet is not in the answer");
    let logged = logged_opinions(&desk, &id).await;
    assert_eq!(logged.len(), members, "that somebody spoke is no secret");
    assert_eq!(logged.into_iter().flatten().collect::<Vec<_>>(), [1], "neither does the log say more");
    let seen = desk.reveal_opinions(id.clone(), None).await.unwrap();
    assert_eq!((seen.panels[0].opinions.len(), seen.panels[0].disagreed.len()), (members, 1));
    assert!(logged_opinions(&desk, &id).await.iter().all(Option::is_some));
    let ended = desk.conclude_panel(id.clone(), recommending(&seen)).await.unwrap_err();
    assert_eq!(ended.message.code, "refusal_meeting_needed");
    settle(&desk, &id).await.unwrap();
    let board = desk.panel_board(id.clone()).await.unwrap();
    assert_eq!(board.panels.len(), 2);
    assert!(desk.case(id).await.unwrap().report.blockers.is_empty());
}

#[tokio::test]
async fn a_panel_without_a_pathologist_concludes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path());
    let id = drafted(&desk).await;
    let mut panel = meeting();
    panel.members.retain(|member| !member.qualifications.contains(&"pathology".to_owned()));
    let called = desk.convene_panel(id.clone(), panel).await.unwrap();
    let present = called.panels[0].members.iter().map(|member| member.seat).collect();
    let there = Attendance { present, attending: "present".to_owned() };
    let board = desk.record_attendance(id.clone(), there).await.unwrap();
    let missing = board.panels[0].requirements.iter().filter(|wanted| wanted.met != "met");
    assert_eq!(missing.map(|wanted| wanted.qualification.as_deref()).collect::<Vec<_>>(), [Some("pathology")]);
    let ended = desk.conclude_panel(id, recommending(&board)).await.unwrap_err();
    assert_eq!(ended.message.code, "refusal_panel_incomplete");
}

#[tokio::test]
async fn where_no_public_rule_covers_a_case_the_hospital_s_own_rule_is_asked_for_and_used() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path());
    let id = imported(&desk, "NIL-01").await;
    desk.correct_clinical(id.clone(), "tumor_type".to_owned(), "AML".to_owned(), "synthetic".to_owned()).await.unwrap();
    desk.compose(id.clone()).await.unwrap();
    let board = desk.panel_board(id.clone()).await.unwrap();
    assert_eq!(board.rule_missing.as_ref().map(|message| message.code.as_str()), Some("panel_rule_missing"));
    let refused = desk.convene_panel(id.clone(), meeting()).await.unwrap_err();
    assert_eq!(refused.message.code, "panel_rule_missing");
    let seat = SeatView { qualification: "haematology".to_owned(), minimum: 1, when: "always".to_owned() };
    let own = HousePanelRule {
        title_ja: "synthetic".to_owned(),
        disease_groups: vec!["blood".to_owned()],
        tests: vec!["whole_genome".to_owned()],
        valid_from: "2026-04-01".to_owned(),
        valid_until: None,
        seats: vec![seat],
        one_person_several_seats: true,
        attending_may_supply_history: true,
        circulated_review: "never".to_owned(),
        source: "synthetic rule book 1.0".to_owned(),
    };
    let nowhere = HousePanelRule { source: " ".to_owned(), ..own.clone() };
    assert_eq!(desk.record_house_panel_rule(nowhere).await.unwrap_err().message.code, "field_empty");
    assert_eq!(desk.record_house_panel_rule(own).await.unwrap().len(), 1);
    let board = desk.panel_board(id.clone()).await.unwrap();
    assert!(board.rule_missing.is_none() && board.rule.unwrap().house);
    let called = desk.convene_panel(id, meeting()).await.unwrap();
    assert!(called.panels[0].rule.house);
    assert!(called.panels[0].requirements.iter().any(|wanted| wanted.qualification.as_deref() == Some("haematology")));
}

#[tokio::test]
async fn an_amended_report_replaces_the_signed_one_and_leaves_tasks() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path());
    let id = drafted(&desk).await;
    settle(&desk, &id).await.unwrap();
    let signed = desk.sign(id.clone(), PASSPHRASE.to_owned()).await.unwrap();
    let out = folder.path().join("patient.pdf").display().to_string();
    desk.export(id.clone(), "patient".to_owned(), out, PASSPHRASE.to_owned()).await.unwrap();
    let open = |why: &str| {
        desk.open_amendment(id.clone(), "clerical_correction".to_owned(), why.to_owned(), signed.report.revision)
    };
    assert_eq!(open(" ").await.unwrap_err().message.code, "refusal_reason_missing");
    let board = open("synthetic").await.unwrap();
    assert_eq!(board.amendments[0].open_tasks, ["tell_physician", "replace_patient_copy"]);
    let again = desk.compose(id.clone()).await.unwrap();
    assert_eq!((again.report.state, again.report.revision), (ReportState::Draft, signed.report.revision + 1));
    let again = desk.sign(id.clone(), PASSPHRASE.to_owned()).await.unwrap();
    assert_eq!(again.report.state, ReportState::Signed);
    let how = "synthetic".to_owned();
    let task = "tell_physician".to_owned();
    let board = desk.close_amendment_task(id.clone(), signed.report.revision, task, how).await.unwrap();
    assert_eq!(board.amendments[0].open_tasks, ["replace_patient_copy"]);
    assert!(desk.verify_chain().await.unwrap().whole);
    assert_eq!(desk.rebuild_worklist().await.unwrap(), 1);
}

#[tokio::test]
async fn a_signature_that_is_written_stands_when_the_device_cannot_remember_it() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path());
    let id = drafted(&desk).await;
    settle(&desk, &id).await.unwrap();
    // A file where the folder of secrets was: as a keyring that was locked meanwhile.
    let secrets = folder.path().join("device");
    std::fs::remove_dir_all(&secrets).unwrap();
    std::fs::write(&secrets, b"").unwrap();
    let signed = desk.sign(id, PASSPHRASE.to_owned()).await.unwrap();
    assert_eq!(signed.report.state, ReportState::Signed);
}

#[tokio::test]
async fn consent_that_was_withdrawn_stops_the_way_out_and_unknown_stays_unknown() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path());
    let id = drafted(&desk).await;
    settle(&desk, &id).await.unwrap();
    let signed = desk.sign(id.clone(), PASSPHRASE.to_owned()).await.unwrap();
    assert!(signed.consents.iter().all(|row| row.wish == "not_recorded"));
    let yes = NewConsent {
        kind: "participation".to_owned(),
        answer: "yes".to_owned(),
        given_on: "2026-11-01".to_owned(),
        form_version: "1.6".to_owned(),
        obtained_by: "Synthetic Physician".to_owned(),
        ..NewConsent::default()
    };
    desk.record_consent(id.clone(), yes).await.unwrap();
    let gone = ConsentWithdrawal {
        kind: "participation".to_owned(),
        withdrawn_on: "2026-11-20".to_owned(),
        proxy_relation: Some("father".to_owned()),
        form_version: None,
    };
    let after = desk.withdraw_consent(id.clone(), gone).await.unwrap();
    assert_eq!((after.consents[0].wish.as_str(), after.consents[0].given_by.as_deref()), ("withdrawn", Some("proxy")));
    let out = folder.path().join("panel.pdf");
    let refused = desk
        .export(id.clone(), "panel".to_owned(), out.display().to_string(), PASSPHRASE.to_owned())
        .await
        .unwrap_err();
    assert_eq!(refused.message.code, "refusal_consent_withdrawn");
    assert!(!out.exists());
    let day = |milestone: &str, on: &str| {
        desk.reach_milestone(id.clone(), milestone.to_owned(), on.to_owned(), Some("synthetic".to_owned()))
    };
    day("specimen_collected", "2026-10-01").await.unwrap();
    let timed = day("patient_explained", "2026-11-25").await.unwrap();
    assert_eq!(timed.turnaround_days, Some(55));
}
