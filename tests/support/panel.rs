//! What stands between a draft and its signature, done as a panel would.

use std::path::{Path, PathBuf};

use workflow::Desk;
use workflow::contract::{
    ApiError, Attendance, ConfirmationChange, NewConclusion, NewPanel, NewPanelMember, RecommendationView,
};

use crate::{LOGIN, case_files};

/// Qualification codes of the public rule that everybody must bring.
pub const EVERY_QUALIFICATION: [&str; 5] =
    ["drug_therapy", "genetic_medicine", "genetic_counselling", "pathology", "molecular_genetics"];

/// A meeting on the day of the standing clock, with the account of the tests in the chair and one person for each seat.
pub fn meeting() -> NewPanel {
    let person = |part: &str, name: &str, login: Option<&str>, counts: &[&str]| NewPanelMember {
        login: login.map(str::to_owned),
        name: name.to_owned(),
        position: None,
        part: part.to_owned(),
        qualifications: counts.iter().map(|code| (*code).to_owned()).collect(),
    };
    let mut members = vec![person("chair", "", Some(LOGIN), &EVERY_QUALIFICATION[..1])];
    members.extend(EVERY_QUALIFICATION[1..].iter().map(|code| person("member", "Synthetic Member", None, &[*code])));
    members.push(person("attending", "Synthetic Physician", None, &[]));
    NewPanel {
        meeting: "real_time".to_owned(),
        day: "2026-11-25".to_owned(),
        sequenced_in_house: Some(false),
        paediatric_cancer: Some(false),
        listed_for_circulation: None,
        members,
    }
}

/// The synthetic case of a gene panel as if it came from a test that the list of EP省略 names, written below a folder.
///
/// # Errors
/// When a file cannot be read or written.
pub fn listed_test_files(folder: &Path) -> std::io::Result<Vec<String>> {
    let copied = |file: PathBuf| {
        let text = std::fs::read_to_string(&file)?.replace("Synthetic Panel", "FoundationOne CDx");
        let copy = folder.join(file.file_name().unwrap_or_default());
        std::fs::write(&copy, text)?;
        Ok(copy.display().to_string())
    };
    case_files("CRC-01")?.into_iter().map(copied).collect()
}

/// Answers every option of a case: approved drugs of level A are accepted, the others declined.
///
/// # Errors
/// What the desk refuses on the way.
pub async fn accept_approved(desk: &Desk, case_id: &str) -> Result<(), ApiError> {
    let view = desk.case(case_id.to_owned()).await?;
    for option in view.findings.into_iter().filter(|finding| finding.needs_decision) {
        let approved = option.accessibility == "jp_approved" && option.evidence_level.as_deref() == Some("A");
        let decision = if approved { "accepted" } else { "declined" }.to_owned();
        desk.decide_finding(case_id.to_owned(), option.key, decision, Some("synthetic".to_owned())).await?;
    }
    Ok(())
}

/// Waives the confirmatory test of what was accepted, holds a meeting, recommends what was accepted, and drafts again: the
/// case can be signed afterwards.
///
/// # Errors
/// What the desk refuses on the way.
pub async fn settle(desk: &Desk, case_id: &str) -> Result<(), ApiError> {
    let id = || case_id.to_owned();
    for open in desk.panel_board(id()).await?.confirmations.into_iter().filter(|row| !row.carries) {
        let waived = ConfirmationChange::Waived { by: "Synthetic Chair".to_owned(), because: "synthetic".to_owned() };
        desk.confirm_finding(id(), open.finding, waived).await?;
    }
    desk.compose(id()).await?;
    let called = desk.convene_panel(id(), meeting()).await?;
    let present = called.panels.first().map(|panel| panel.members.iter().map(|member| member.seat).collect());
    let attendance = Attendance { present: present.unwrap_or_default(), attending: "present".to_owned() };
    desk.record_attendance(id(), attendance).await?;
    let accepted: Vec<String> = called
        .asked
        .into_iter()
        .filter(|asked| asked.decision.as_deref() == Some("accepted"))
        .map(|asked| asked.key)
        .collect();
    let (kind, route) = if accepted.is_empty() { ("nothing", None) } else { ("treatment", Some("insured".to_owned())) };
    let recommendation = RecommendationView {
        kind: kind.to_owned(),
        route,
        findings: accepted,
        text: "synthetic".to_owned(),
        reason: "synthetic".to_owned(),
    };
    let conclusion = NewConclusion { recommendations: vec![recommendation], minority_opinion: None, minutes: None };
    desk.conclude_panel(id(), conclusion).await?;
    desk.compose(id()).await?;
    Ok(())
}
