//! A signed report leaves without the person: for a purpose to which the person said yes, and readable by a FHIR server.

mod fhir_server;

use std::path::Path;

use serde_json::Value;
use shirube_tests::panel::settle;
use shirube_tests::{PASSPHRASE, case_files, desk, new_workspace};
use workflow::Desk;
use workflow::contract::{ConsentWithdrawal, ImportRequest, NewConsent};

async fn signed(desk: &Desk, case: &str) -> String {
    desk.create_workspace(new_workspace()).await.unwrap();
    let paths = case_files(case).unwrap().iter().map(|path| path.display().to_string()).collect();
    let id = desk.import(ImportRequest { paths, ..ImportRequest::default() }).await.unwrap().case_id;
    for (place, asked) in desk.panel_board(id.clone()).await.unwrap().asked.iter().enumerate() {
        let (decision, reason) = (if place == 0 { "accepted" } else { "declined" }, Some("synthetic".to_owned()));
        desk.decide_finding(id.clone(), asked.key.clone(), decision.to_owned(), reason).await.unwrap();
    }
    desk.compose(id.clone()).await.unwrap();
    settle(desk, &id).await.unwrap();
    desk.sign(id.clone(), PASSPHRASE.to_owned()).await.unwrap();
    id
}

fn agreeing(kind: &str, answer: &str) -> NewConsent {
    NewConsent {
        kind: kind.to_owned(),
        answer: answer.to_owned(),
        given_on: "2026-01-05".to_owned(),
        proxy_relation: None,
        form_version: "1".to_owned(),
        obtained_by: "synthetic".to_owned(),
        ..NewConsent::default()
    }
}

async fn write(desk: &Desk, case: &str, purpose: &str, to: &Path) -> Result<Value, String> {
    let written = desk
        .export_bundle(case.to_owned(), purpose.to_owned(), to.display().to_string(), PASSPHRASE.to_owned())
        .await
        .map_err(|refused| refused.message.code)?;
    let bytes = std::fs::read(&written.path).unwrap();
    assert_eq!(written.sha256, model::canonical::ContentHash::of_bytes(&bytes).to_string());
    Ok(serde_json::from_slice(&bytes).unwrap())
}

fn resources<'a>(bundle: &'a Value, kind: &str) -> Vec<&'a Value> {
    let entries = bundle["entry"].as_array().unwrap().iter().map(|entry| &entry["resource"]);
    entries.filter(|resource| resource["resourceType"] == kind).collect()
}

#[tokio::test]
async fn nothing_leaves_for_a_purpose_that_nobody_agreed_to_or_no_longer() {
    let folder = tempfile::tempdir().unwrap();
    let (desk, to) = (desk(folder.path()), folder.path().join("report.fhir.json"));
    let id = signed(&desk, "LUAD-01").await;
    for (purpose, refused) in [
        ("submission", "refusal_consent_not_given"),
        ("recontact", "refusal_purpose_unsuitable"),
        ("whatever", "purpose_unknown"),
    ] {
        assert_eq!(write(&desk, &id, purpose, &to).await.unwrap_err(), refused);
    }
    desk.record_consent(id.clone(), agreeing("submission", "no")).await.unwrap();
    assert_eq!(write(&desk, &id, "submission", &to).await.unwrap_err(), "refusal_consent_refused");
    desk.record_consent(id.clone(), agreeing("secondary_use_academic", "yes")).await.unwrap();
    write(&desk, &id, "secondary_use_academic", &to).await.unwrap();
    assert_eq!(write(&desk, &id, "secondary_use_academic", &to).await.unwrap_err(), "export_file_exists");
    let withdrawn = ConsentWithdrawal {
        kind: "secondary_use_academic".to_owned(),
        withdrawn_on: "2026-11-20".to_owned(),
        ..ConsentWithdrawal::default()
    };
    desk.withdraw_consent(id.clone(), withdrawn).await.unwrap();
    let again = folder.path().join("again.fhir.json");
    assert_eq!(write(&desk, &id, "secondary_use_academic", &again).await.unwrap_err(), "refusal_consent_withdrawn");
    assert!(!again.exists(), "what is refused leaves no file");
    let kinds: Vec<_> = desk.events(id).await.unwrap().iter().map(|one| one.envelope["kind"].clone()).collect();
    assert_eq!(kinds.iter().filter(|kind| **kind == "bundle_exported").count(), 1);
}

#[tokio::test]
async fn the_report_tells_findings_and_recommendation_and_nothing_of_the_person() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path());
    let id = signed(&desk, "LUAD-01").await;
    desk.record_consent(id.clone(), agreeing("submission", "yes")).await.unwrap();
    let bundle = write(&desk, &id, "submission", &folder.path().join("report.fhir.json")).await.unwrap();
    let written = bundle.to_string();
    for known in ["架空", "光子", "ミツコ", "SYN-LUAD-01", "1958-04", "昭和", "LUAD-01-T", "LUAD-01.mutect2"] {
        assert!(!written.contains(known), "{known} is in the file");
    }
    let observed = resources(&bundle, "Observation");
    let told = |code: &str, value: &str| {
        observed.iter().any(|one| {
            one["component"].as_array().is_some_and(|parts| {
                parts.iter().any(|part| part["code"]["coding"][0]["code"] == code && part.to_string().contains(value))
            })
        })
    };
    assert!(told("48005-3", "p.Leu858Arg") && told("93044-6", "\"A\"") && told("51963-7", "osimertinib"));
    let report = resources(&bundle, "DiagnosticReport")[0];
    let signed = desk.case(id).await.unwrap().report.content_hash.unwrap();
    assert!(!written.contains(&signed), "names could be tried against the hash of a report that holds them");
    assert_eq!(report["status"], "final");
    assert_eq!(report["result"].as_array().unwrap().len(), observed.len());
    assert!(!resources(&bundle, "Task").is_empty(), "what the panel recommends is told");
    assert!(resources(&bundle, "Task").iter().all(|task| task["reasonReference"]["reference"].is_string()));
}

#[tokio::test]
async fn a_fhir_server_takes_the_report_whole_and_twice_is_once() {
    let Some(server) = fhir_server::start() else { return };
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path());
    let id = signed(&desk, "CRC-01").await;
    desk.record_consent(id.clone(), agreeing("submission", "yes")).await.unwrap();
    let bundle = write(&desk, &id, "submission", &folder.path().join("report.fhir.json")).await.unwrap();
    for status in ["201", "200"] {
        let (code, answer) = server.request("POST", "/", Some(&bundle));
        assert_eq!(code, 200, "{answer}");
        let entries = answer["entry"].as_array().unwrap();
        assert_eq!(entries.len(), bundle["entry"].as_array().unwrap().len());
        for entry in entries {
            assert!(entry["response"]["status"].as_str().unwrap().starts_with(status), "{entry}");
        }
    }
    for sent in bundle["entry"].as_array().unwrap() {
        let (code, mut kept) = server.request("GET", &format!("/{}", sent["request"]["url"].as_str().unwrap()), None);
        assert_eq!(code, 200);
        let mut sent = sent["resource"].clone();
        for one in [&mut kept, &mut sent] {
            one.as_object_mut().unwrap().remove("meta");
        }
        assert_eq!(kept, sent, "the server keeps what was sent");
    }
    let (_, found) = server.request("GET", "/DiagnosticReport?_summary=count", None);
    assert_eq!(found["total"], 1, "{found}");
}
