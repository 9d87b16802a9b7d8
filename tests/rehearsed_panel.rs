//! A panel rehearses on built-in cases: handled like cases of persons, counted nowhere, held against the key afterwards.

use shirube_tests::panel::{meeting, settle};
use shirube_tests::{PASSPHRASE, desk, new_workspace, repository};
use workflow::Desk;
use workflow::contract::{
    Attendance, ConfirmationChange, ImportRequest, NewConclusion, RecommendationView, RehearsalBoard, RehearsalRun,
    ReportState, WorklistQuery,
};
use workflow::knowledge_base::list_of;

use crate::installation::{copied_set, desk_with_set};

async fn board(desk: &Desk) -> RehearsalBoard {
    desk.rehearsal_board().await.unwrap()
}

fn runs<'b>(board: &'b RehearsalBoard, case: &str) -> &'b [RehearsalRun] {
    &board.cases.iter().find(|row| row.case == case).unwrap().runs
}

/// Accepts the options that rest on some rows, declines the others.
async fn decide(desk: &Desk, id: &str, rows: &[&str]) {
    let view = desk.case(id.to_owned()).await.unwrap();
    let open = view
        .findings
        .into_iter()
        .filter(|finding| finding.needs_decision || rows.contains(&finding.statement.as_str()));
    for finding in open {
        let decision = if rows.contains(&finding.statement.as_str()) { "accepted" } else { "declined" };
        let because = Some("rehearsed".to_owned());
        desk.decide_finding(id.to_owned(), finding.key, decision.to_owned(), because).await.unwrap();
    }
}

/// Confirmations waived, draft, meeting, conclusion.
async fn conclude(desk: &Desk, case: &str) {
    let id = || case.to_owned();
    for open in desk.panel_board(id()).await.unwrap().confirmations.into_iter().filter(|row| !row.carries) {
        let waived = ConfirmationChange::Waived { by: "Synthetic Chair".to_owned(), because: "rehearsed".to_owned() };
        desk.confirm_finding(id(), open.finding, waived).await.unwrap();
    }
    desk.compose(id()).await.unwrap();
    let called = desk.convene_panel(id(), meeting()).await.unwrap();
    let present = called.panels[0].members.iter().map(|member| member.seat).collect();
    desk.record_attendance(id(), Attendance { present, attending: "present".to_owned() }).await.unwrap();
    let accepted = called.asked.iter().filter(|asked| asked.decision.as_deref() == Some("accepted"));
    let recommendation = RecommendationView {
        kind: "treatment".to_owned(),
        route: Some("insured".to_owned()),
        findings: accepted.map(|asked| asked.key.clone()).collect(),
        text: "rehearsed".to_owned(),
        reason: "rehearsed".to_owned(),
    };
    let conclusion = NewConclusion { recommendations: vec![recommendation], minority_opinion: None, minutes: None };
    desk.conclude_panel(id(), conclusion).await.unwrap();
}

fn codes(messages: &[workflow::contract::Message]) -> Vec<(&str, &str)> {
    messages.iter().map(|told| (told.code.as_str(), told.parameters["row"].as_str())).collect()
}

#[tokio::test]
async fn the_panel_is_held_against_the_key_only_after_it_has_concluded_and_nothing_changes_then() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path());
    desk.create_workspace(new_workspace()).await.unwrap();
    assert_eq!(desk.lay_out_rehearsal("RH-00".to_owned()).await.unwrap_err().message.code, "rehearsal_unknown");
    let laid_out = desk.lay_out_rehearsal("RH-12".to_owned()).await.unwrap();
    assert_eq!(laid_out.case_number, "RH-12-1");
    let id = laid_out.case_id;
    let view = desk.case(id.clone()).await.unwrap();
    assert!(view.header.synthetic && view.header.rehearsal.as_deref() == Some("RH-12"));

    let before = board(&desk).await;
    let open = &runs(&before, "RH-12")[0];
    assert!(open.concordance.is_none() && open.concluded_on.is_none() && before.judged == 0);
    assert_eq!(before.cases.len(), 59);
    let again = desk.lay_out_rehearsal("RH-12".to_owned()).await.unwrap_err();
    assert_eq!(again.message.code, "rehearsal_still_open");

    // One approved regimen of the key is taken, the other options are declined with a reason.
    decide(&desk, &id, &["shirube:JP-0029"]).await;
    conclude(&desk, &id).await;
    let after = board(&desk).await;
    let found = runs(&after, "RH-12")[0].concordance.clone().unwrap();
    assert_eq!(found.high.found, 1, "{found:?}");
    assert_eq!(usize::try_from(found.high.asked + found.low.asked).unwrap(), 1 + found.missing.len());
    assert!(found.missing.iter().all(|line| line.code == "rehearsal_panel_declined"), "{:?}", found.missing);
    assert!(found.missing.iter().all(|line| line.parameters["reason"] == "rehearsed"));
    assert!(found.unnamed.is_empty() && found.forbidden.is_empty());
    assert_eq!((after.judged, after.high, after.low), (1, found.high, found.low));

    let key = view.findings.iter().find(|finding| finding.needs_decision).unwrap().key.clone();
    let changed = desk.decide_finding(id.clone(), key, "accepted".to_owned(), None).await.unwrap_err();
    assert_eq!(changed.message.code, "refusal_rehearsal_concluded");
    let withdrawn = desk.withdraw_conclusion(id.clone(), "again".to_owned()).await.unwrap_err();
    assert_eq!(withdrawn.message.code, "refusal_rehearsal_concluded");
    // Another attempt is another case, and does not count in the sum.
    assert_eq!(desk.lay_out_rehearsal("RH-12".to_owned()).await.unwrap().case_number, "RH-12-2");
    let third = board(&desk).await;
    assert_eq!(runs(&third, "RH-12").iter().map(|run| run.attempt).collect::<Vec<_>>(), [1, 2]);
    assert_eq!((third.judged, third.high), (1, found.high));
}

#[tokio::test]
async fn a_rehearsal_is_counted_nowhere_and_nothing_of_it_is_signed_sent_or_put_right() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path());
    desk.create_workspace(new_workspace()).await.unwrap();
    let id = desk.lay_out_rehearsal("RH-12".to_owned()).await.unwrap().case_id;
    // The same files as those of a person: what is left out is left out for the mark alone.
    let files = std::fs::read_dir(repository().join("tests/rehearsal/RH-12/input")).unwrap();
    let paths = files.map(|file| file.unwrap().path().display().to_string()).collect();
    let request = ImportRequest { paths, again: true, ..ImportRequest::default() };
    let person = desk.import(request).await.unwrap();
    assert_eq!(person.case_number, "2026-0001", "numbers of persons are theirs");
    assert_eq!(desk.progress().await.unwrap().cases, Some(1));
    let register = folder.path().join("register.csv");
    desk.export_register(register.display().to_string(), PASSPHRASE.to_owned()).await.unwrap();
    let register = std::fs::read_to_string(register).unwrap();
    assert!(register.lines().count() == 2 && !register.contains("RH-12-1"), "{register}");
    let rows = desk.worklist(WorklistQuery::default()).await.unwrap();
    let marked = rows.iter().filter(|row| row.rehearsal.is_some()).map(|row| row.case_number.as_str());
    assert_eq!(marked.collect::<Vec<_>>(), ["RH-12-1"]);

    decide(&desk, &id, &["shirube:JP-0029"]).await;
    conclude(&desk, &id).await;
    let view = desk.case(id.clone()).await.unwrap();
    assert!(view.report.state != ReportState::Signed);
    assert_eq!(
        view.report.blockers.iter().map(|told| told.code.as_str()).collect::<Vec<_>>(),
        ["refusal_only_rehearsed"]
    );
    let own = || PASSPHRASE.to_owned();
    let to = |name: &str| folder.path().join(name).display().to_string();
    let refused = [
        desk.sign(id.clone(), own()).await.unwrap_err(),
        desk.correct_clinical(id.clone(), "patient_name".to_owned(), "架空 花子".to_owned(), "typo".to_owned())
            .await
            .unwrap_err(),
    ];
    for error in refused {
        assert_eq!(error.message.code, "refusal_only_rehearsed");
    }
    let without_signature = [
        desk.export_bundle(id.clone(), "submission".to_owned(), to("b.json"), own()).await.unwrap_err(),
        desk.export(id.clone(), "panel".to_owned(), to("panel.pdf"), own()).await.unwrap_err(),
    ];
    assert!(without_signature.iter().all(|error| error.message.code == "refusal_not_signed"));
    assert!(!folder.path().join("b.json").exists() && !folder.path().join("panel.pdf").exists());
    // A person with the same variant in the same tumour has no precedent in it, and is a precedent.
    let of_person = desk.precedents(person.case_id.clone()).await.unwrap();
    assert!(of_person.markers.iter().all(|marker| marker.links.is_empty()), "{of_person:?}");
    decide(&desk, &person.case_id, &["shirube:JP-0029"]).await;
    settle(&desk, &person.case_id).await.unwrap();
    let signed = desk.sign(person.case_id.clone(), own()).await.unwrap();
    assert!(signed.report.state == ReportState::Signed);
    let of_rehearsal = desk.precedents(id).await.unwrap();
    assert!(of_rehearsal.markers.iter().any(|marker| !marker.links.is_empty()), "{of_rehearsal:?}");
}

#[tokio::test]
async fn what_the_key_forbids_or_does_not_name_is_told_and_a_replaced_key_judges_nobody() {
    let folder = tempfile::tempdir().unwrap();
    let set = copied_set(folder.path());
    let place = set.join("RH-12/key.json");
    let mut key: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(&place).unwrap()).unwrap();
    let (taken, other) = ("JP-0029", "JP-0042");
    let spoken_of = |option: &serde_json::Value| {
        let drugs = option["therapy"].to_string();
        !drugs.contains("dabrafenib") && option["row"] != other
    };
    key["options"].as_array_mut().unwrap().retain(spoken_of);
    key["forbidden"]["option"] = serde_json::json!([{ "row": taken, "because": "for this test" }]);
    std::fs::write(&place, key.to_string()).unwrap();
    std::fs::write(set.join("set.json"), list_of(&set).unwrap()).unwrap();
    let desk = desk_with_set(folder.path(), set.clone());
    desk.create_workspace(new_workspace()).await.unwrap();
    let id = desk.lay_out_rehearsal("RH-12".to_owned()).await.unwrap().case_id;
    decide(&desk, &id, &["shirube:JP-0029", "shirube:JP-0042"]).await;
    conclude(&desk, &id).await;
    let found = runs(&board(&desk).await, "RH-12")[0].concordance.clone().unwrap();
    assert_eq!(codes(&found.forbidden), [("rehearsal_panel_forbidden", "shirube:JP-0029")]);
    assert_eq!(codes(&found.unnamed), [("rehearsal_unnamed", "shirube:JP-0042")]);

    // An update of the product brings another key.
    std::fs::copy(repository().join("tests/rehearsal/RH-12/key.json"), &place).unwrap();
    std::fs::write(set.join("set.json"), list_of(&set).unwrap()).unwrap();
    let later = board(&desk).await;
    let run = &runs(&later, "RH-12")[0];
    assert!(run.concordance.is_none() && later.judged == 0);
    assert_eq!(run.unjudged.as_ref().unwrap().code, "rehearsal_key_replaced");
}

#[tokio::test]
async fn another_release_neither_compares_nor_matches_a_rehearsal_again_and_the_proof_is_of_the_active_one() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path());
    desk.create_workspace(new_workspace()).await.unwrap();
    let id = desk.lay_out_rehearsal("RH-44".to_owned()).await.unwrap().case_id;
    let before = desk.case(id.clone()).await.unwrap();
    let table = "molecular_profile\tdisease\ttherapies\tevidence_type\tevidence_direction\tevidence_level\tsignificance\t\
        citation_id\tevidence_id\tvariant_origin\tis_flagged\nKRAS G12D\tPancreatic Cancer\tTrametinib\tPredictive\t\
        Supports\tC\tSensitivity/Response\t1\t1\tSomatic\tfalse\n";
    let file = folder.path().join("rows.tsv");
    std::fs::write(&file, table).unwrap();
    let kept = desk.import_corpus("civic".to_owned(), vec![file.display().to_string()]).await.unwrap();
    assert_eq!(desk.compare_releases(None, kept.release.clone()).await.unwrap().cases_compared, 0);
    assert_eq!(desk.activate_release(kept.release.clone()).await.unwrap().rematched, 0);
    assert_eq!(desk.knowledge_overview().await.unwrap().waiting_cases, 0);
    assert_eq!(desk.case(id).await.unwrap().findings, before.findings);
    assert_eq!(runs(&board(&desk).await, "RH-44")[0].release, before.header.knowledge_release);

    // A row of a corpus is evidence and no option: it disturbs no key.
    let answer = desk.prove_installation().await.unwrap().answer;
    assert_eq!((answer.release, answer.spurious, answer.passed), (kept.release, 0, true));
}
