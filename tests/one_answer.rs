//! One finding says the same everywhere, and nothing of one case is in another.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use shirube_tests::panel::settle;
use shirube_tests::{PASSPHRASE, case_files, desk, new_workspace};
use workflow::Desk;
use workflow::contract::{
    FindingOpinionView, FindingView, ImportRequest, NewConclusion, NewConsent, NewOpinion, RecommendationView,
};

const REMARK: &str = "zanshin-of-another-case";

async fn opened(desk: &Desk, files: &[PathBuf]) -> String {
    let paths = files.iter().map(|path| path.display().to_string()).collect();
    let again = true;
    desk.import(ImportRequest { paths, again, ..ImportRequest::default() }).await.unwrap().case_id
}

/// Accepts the first option, declines the others with these words, and signs after a panel.
async fn signed(desk: &Desk, case: &str, words: &str) -> String {
    let id = opened(desk, &case_files(case).unwrap()).await;
    for (place, asked) in desk.panel_board(id.clone()).await.unwrap().asked.iter().enumerate() {
        let (decision, reason) = (if place == 0 { "accepted" } else { "declined" }, Some(words.to_owned()));
        desk.decide_finding(id.clone(), asked.key.clone(), decision.to_owned(), reason).await.unwrap();
    }
    desk.compose(id.clone()).await.unwrap();
    settle(desk, &id).await.unwrap();
    desk.sign(id.clone(), PASSPHRASE.to_owned()).await.unwrap();
    id
}

async fn bundle(desk: &Desk, id: &str, folder: &Path) -> Value {
    let yes = NewConsent {
        kind: "submission".to_owned(),
        answer: "yes".to_owned(),
        given_on: "2026-01-05".to_owned(),
        form_version: "1".to_owned(),
        obtained_by: "synthetic".to_owned(),
        ..NewConsent::default()
    };
    desk.record_consent(id.to_owned(), yes).await.unwrap();
    let to = folder.join(format!("{id}.fhir.json")).display().to_string();
    let (purpose, passphrase) = ("submission".to_owned(), PASSPHRASE.to_owned());
    let written = desk.export_bundle(id.to_owned(), purpose, to, passphrase).await.unwrap();
    serde_json::from_slice(&std::fs::read(written.path).unwrap()).unwrap()
}

/// Text of a PDF in the order of writing, without white space.
fn text_of(pdf: &[u8], folder: &Path) -> String {
    let path = folder.join("read.pdf");
    std::fs::write(&path, pdf).unwrap();
    let output = Command::new("pdftotext").args(["-raw", "-enc", "UTF-8"]).arg(&path).arg("-").output();
    let text = String::from_utf8(output.expect("pdftotext is needed: install poppler-utils").stdout).unwrap();
    text.split_whitespace().collect()
}

/// What a finding is: drugs, level, access, disease of the row.
type Said = (String, Option<String>, String, Option<String>);

fn on_screen(finding: &FindingView) -> Said {
    let level = finding.evidence_level.clone().filter(|_| finding.level_state == "final");
    let drugs = finding.therapy_label_en.clone().unwrap_or_default();
    (drugs, level, finding.accessibility.clone(), finding.tumor_type_ja.clone())
}

fn in_bundle(bundle: &Value) -> Vec<Said> {
    let entries = bundle["entry"].as_array().unwrap().iter().map(|entry| &entry["resource"]);
    let implications = entries.filter(|one| one["meta"].to_string().contains("therapeutic-implication"));
    let said = |one: &Value| {
        let parts = one["component"].as_array().unwrap();
        let told = |code: &str| -> Vec<String> {
            let of = parts.iter().filter(|part| part["code"]["coding"][0]["code"] == code);
            let value = |part: &Value| {
                let concept = &part["valueCodeableConcept"];
                let text = concept["text"].as_str().or_else(|| concept["coding"][0]["code"].as_str());
                text.unwrap().to_owned()
            };
            of.map(value).collect()
        };
        let one = |code: &str| told(code).pop();
        (told("51963-7").join(" + "), one("93044-6"), one("drug-accessibility").unwrap(), one("81259-4"))
    };
    implications.map(said).collect()
}

#[tokio::test]
async fn screen_pdf_and_bundle_name_the_same_disease_level_and_drug() {
    for case in ["LUAD-01", "LUAD-02", "CRC-01", "MEL-01"] {
        let folder = tempfile::tempdir().unwrap();
        let desk = desk(folder.path());
        desk.create_workspace(new_workspace()).await.unwrap();
        let id = signed(&desk, case, "synthetic").await;
        let view = desk.case(id.clone()).await.unwrap();
        let shown: BTreeSet<Said> = view.findings.iter().map(on_screen).collect();
        let told = in_bundle(&bundle(&desk, &id, folder.path()).await);
        assert!(!told.is_empty(), "{case} tells findings");
        for said in &told {
            assert!(shown.contains(said), "{case}: the bundle says {said:?}, the screen says {shown:?}");
        }
        let paper = text_of(&desk.pdf(id.clone(), "panel".to_owned()).await.unwrap(), folder.path());
        for option in view.findings.iter().filter(|finding| finding.needs_decision) {
            let without_space = |text: &str| text.split_whitespace().collect::<String>();
            let drugs = without_space(option.therapy_label.as_deref().unwrap_or_default()).replace('+', "＋");
            let parts = [option.evidence_level.as_deref(), Some(&option.label), option.tumor_type_ja.as_deref()];
            let row = without_space(&parts.into_iter().flatten().collect::<String>()) + &drugs;
            assert!(paper.contains(&row), "{case}: {row} is on the screen and not on paper\n{paper}");
        }
    }
}

/// The files of a case for another synthetic person.
fn of_another_person(case: &str, folder: &Path) -> Vec<PathBuf> {
    let copied = case_files(case).unwrap().into_iter().map(|path| {
        let to = folder.join(path.file_name().unwrap());
        let bytes = std::fs::read(&path).unwrap();
        if let Ok(mut form) = serde_json::from_slice::<Value>(&bytes)
            && form["patient"].is_object()
        {
            form["patient"]["hospital_id"] = Value::from("SYN-OTHER");
            form["patient"]["name"] = Value::from("架空 別子");
            form["patient"]["kana"] = Value::from("カクウ ベツコ");
            std::fs::write(&to, form.to_string()).unwrap();
        } else {
            std::fs::write(&to, bytes).unwrap();
        }
        to
    });
    copied.collect()
}

/// Says the remark wherever a person may say something in a case, and takes it to a signature.
async fn remarked(desk: &Desk, case: &str) -> String {
    let id = opened(desk, &case_files(case).unwrap()).await;
    let words = || REMARK.to_owned();
    for (place, asked) in desk.panel_board(id.clone()).await.unwrap().asked.into_iter().enumerate() {
        let decision = if place == 0 { "accepted" } else { "declined" }.to_owned();
        desk.decide_finding(id.clone(), asked.key, decision, Some(words())).await.unwrap();
    }
    settle(desk, &id).await.unwrap();
    let board = desk.withdraw_conclusion(id.clone(), words()).await.unwrap();
    let findings = board.asked.iter().map(|asked| FindingOpinionView {
        finding: asked.key.clone(),
        stance: "undecided".to_owned(),
        comment: Some(words()),
    });
    let opinion = NewOpinion { seat: None, findings: findings.collect(), overall: Some(words()), received_by: None };
    desk.give_opinion(id.clone(), opinion).await.unwrap();
    desk.reveal_opinions(id.clone(), Some(words())).await.unwrap();
    let accepted = board.asked.into_iter().filter(|asked| asked.decision.as_deref() == Some("accepted"));
    let treatment = RecommendationView {
        kind: "treatment".to_owned(),
        route: Some("insured".to_owned()),
        findings: accepted.map(|asked| asked.key).collect(),
        text: words(),
        reason: words(),
    };
    let recommendations = vec![treatment];
    let conclusion = NewConclusion { recommendations, minority_opinion: Some(words()), minutes: Some(words()) };
    desk.conclude_panel(id.clone(), conclusion).await.unwrap();
    desk.compose(id.clone()).await.unwrap();
    desk.sign(id.clone(), PASSPHRASE.to_owned()).await.unwrap();
    id
}

#[tokio::test]
async fn what_was_said_in_one_case_is_in_nothing_of_another_with_the_same_finding() {
    let folder = tempfile::tempdir().unwrap();
    let desk = desk(folder.path());
    desk.create_workspace(new_workspace()).await.unwrap();
    let first = remarked(&desk, "CRC-01").await;
    let own = serde_json::to_string(&desk.panel_board(first.clone()).await.unwrap()).unwrap();
    assert!(own.contains(REMARK), "the remark is where it was said");

    let other = opened(&desk, &of_another_person("CRC-01", folder.path())).await;
    for asked in desk.panel_board(other.clone()).await.unwrap().asked {
        let (decision, reason) = ("accepted".to_owned(), Some("synthetic".to_owned()));
        desk.decide_finding(other.clone(), asked.key, decision, reason).await.unwrap();
    }
    desk.compose(other.clone()).await.unwrap();
    let precedents = desk.precedents(other.clone()).await.unwrap();
    assert!(precedents.markers.iter().any(|marker| !marker.links.is_empty()), "the first case is a precedent");
    settle(&desk, &other).await.unwrap();
    desk.sign(other.clone(), PASSPHRASE.to_owned()).await.unwrap();
    let documents = async |kind: &str| text_of(&desk.pdf(other.clone(), kind.to_owned()).await.unwrap(), folder.path());
    let everything = [
        ("precedents", serde_json::to_string(&precedents).unwrap()),
        ("case", serde_json::to_string(&desk.case(other.clone()).await.unwrap()).unwrap()),
        ("board", serde_json::to_string(&desk.panel_board(other.clone()).await.unwrap()).unwrap()),
        ("events", serde_json::to_string(&desk.events(other.clone()).await.unwrap()).unwrap()),
        ("bundle", bundle(&desk, &other, folder.path()).await.to_string()),
        ("panel report", documents("panel").await),
        ("patient document", documents("patient").await),
    ];
    for (place, text) in everything {
        assert!(!text.contains(REMARK), "{place} tells what was said in another case");
        for known in ["架空 健二", "架空健二", "ケンジ", "SYN-CRC-01"] {
            assert!(!text.contains(known), "{place} names the person of another case");
        }
    }
}
