//! What people do around a panel: it is cancelled, left out, or the case is placed in the programme.

use model::finding::Reason;
use model::ids::PanelId;

use super::panels::{concluding, convening, meeting, members, nothing, on, treatment};
use super::*;
use crate::omission::{DECIDED_BY_ATTENDING, OmissionCondition, PanelOmitted};
use crate::panel::cancellation::PanelCancelled;
use crate::programme::{ProgrammeArea, ProgrammeGroup, ProgrammePlaced};

const PANEL: PanelId = PanelId(Uuid::from_u128(7));

fn then(case: &Case, role: Role, command: Command) -> Result<Case, Refusal> {
    let context = context(role);
    let events = decide(case, command, &context)?;
    Ok(events.iter().fold(case.clone(), |case, event| evolve(case, event, &context)))
}

fn called() -> Case {
    let mut commands = answered_and_drafted();
    commands.push((Role::PanelChair, convening(meeting(), members())));
    given(commands)
}

fn cancelling(because: &str) -> Command {
    Command::CancelPanel(PanelCancelled { panel: PANEL, because: because.to_owned() })
}

#[test]
fn a_panel_that_was_called_wrongly_is_cancelled_with_a_reason_and_another_is_called() {
    let case = called();
    let next = || on(PanelId(Uuid::from_u128(8)), convening(meeting(), members()));
    assert_eq!(then(&case, Role::PanelChair, next()).unwrap_err(), Refusal::PanelOpen);
    assert_eq!(convening_blocker(&case), Some(Refusal::PanelOpen));
    assert_eq!(then(&case, Role::PanelChair, cancelling(" ")).unwrap_err(), Refusal::ReasonMissing);
    let physician = then(&case, Role::AttendingPhysician, cancelling("誤り"));
    assert!(matches!(physician.unwrap_err(), Refusal::RoleMissing { .. }));
    let cancelled = then(&case, Role::DataManager, cancelling("構成員の誤り")).unwrap();
    assert_eq!(convening_blocker(&cancelled), None);
    let ended = Command::ConcludePanel(concluding(vec![treatment("pembrolizumab")]));
    assert_eq!(then(&cancelled, Role::PanelChair, ended).unwrap_err(), Refusal::PanelCancelled);
    assert_eq!(then(&cancelled, Role::PanelChair, cancelling("再び")).unwrap_err(), Refusal::PanelCancelled);
    assert!(blockers(&cancelled).contains(&Refusal::PanelNotConcluded));
    let again = then(&cancelled, Role::PanelChair, next()).unwrap();
    assert!(again.panels[0].cancelled.is_some() && again.panel().unwrap().is_open());
}

#[test]
fn a_panel_that_concluded_is_not_cancelled_but_taken_back() {
    let case = given(ready());
    assert_eq!(then(&case, Role::PanelChair, cancelling("誤り")).unwrap_err(), Refusal::PanelAlreadyConcluded);
}

/// A case whose only file is the result of an insured panel.
fn of_gene_panel() -> Case {
    let mut case = given(answered_and_drafted());
    case.profile.as_mut().unwrap().ledger.files[0].format = "cats".to_owned();
    case
}

pub(super) fn omitting(conditions: &[(&str, Met)], judged: &[&str]) -> Command {
    let condition = |(code, met): &(&str, Met)| OmissionCondition { asked: Reason::new(code), met: *met };
    Command::OmitPanel(PanelOmitted {
        because: "標準治療のみ".to_owned(),
        decided_by: "合成 主治医".to_owned(),
        decided_on: date(1970, 1, 1),
        findings: std::collections::BTreeSet::new(),
        conditions: conditions.iter().map(condition).collect(),
        judged: judged.iter().map(|code| (*code).to_owned()).collect(),
        release: "2026-11-01".to_owned(),
    })
}

pub(super) const OPEN: &[(&str, Met)] = &[
    ("omission_test_listed", Met::Met),
    ("omission_no_secondary_finding", Met::NotAssessed),
    (DECIDED_BY_ATTENDING, Met::NotAssessed),
];
pub(super) const JUDGED: &[&str] = &["omission_no_secondary_finding"];

#[test]
fn for_a_whole_genome_a_panel_is_never_left_out() {
    let case = given(answered_and_drafted());
    let left_out = then(&case, Role::AttendingPhysician, omitting(OPEN, JUDGED));
    assert_eq!(left_out.unwrap_err(), Refusal::OmissionOutOfScope);
}

#[test]
fn a_panel_is_left_out_by_the_attending_physician_who_answers_for_what_is_open() {
    let case = of_gene_panel();
    let physician = Role::AttendingPhysician;
    assert!(matches!(then(&case, Role::PanelChair, omitting(OPEN, JUDGED)).unwrap_err(), Refusal::RoleMissing { .. }));
    assert_eq!(then(&case, physician, omitting(OPEN, &[])).unwrap_err(), Refusal::OmissionOpen { count: 1 });
    let refuted = [OPEN, &[("omission_level_a", Met::NotMet)]].concat();
    let not_met = then(&case, physician, omitting(&refuted, JUDGED)).unwrap_err();
    assert_eq!(not_met, Refusal::OmissionNotPossible { count: 1 });
    assert_eq!(then(&case, physician, omitting(&[], JUDGED)).unwrap_err(), Refusal::OmissionNotPossible { count: 0 });
    assert!(blockers(&case).contains(&Refusal::PanelNotConcluded));
    let left_out = then(&case, physician, omitting(OPEN, JUDGED)).unwrap();
    assert_eq!(blockers(&left_out), [Refusal::DraftOutOfDate], "only the draft has to say it");
    let options = &left_out.standing_omission().unwrap().omitted.findings;
    assert_eq!(*options, [finding("pembrolizumab", LevelState::Final).key].into());
    let drafted = then(&left_out, Role::PanelChair, Command::ComposeDraft(draft(2))).unwrap();
    assert!(then(&drafted, Role::PanelChair, signature(2, 9)).unwrap().signed.is_some());
}

#[test]
fn what_was_decided_without_a_panel_stands_until_a_decision_or_a_panel_overtakes_it() {
    let left_out = then(&of_gene_panel(), Role::AttendingPhysician, omitting(OPEN, JUDGED)).unwrap();
    let key = finding("pembrolizumab", LevelState::Final).key;
    let declined = Command::DeclineFinding { finding: key, reason: "PS不良".to_owned() };
    let overtaken = then(&left_out, Role::PanelChair, declined).unwrap();
    assert!(overtaken.standing_omission().is_none() && blockers(&overtaken).contains(&Refusal::PanelNotConcluded));
    let none_left = then(&overtaken, Role::AttendingPhysician, omitting(OPEN, JUDGED)).unwrap_err();
    assert_eq!(none_left, Refusal::OmissionBeyondApproval, "nothing that needs no panel was accepted");
    let drafted = then(&left_out, Role::PanelChair, Command::ComposeDraft(draft(2))).unwrap();
    let mut of_panels = convening(meeting(), members());
    if let Command::ConvenePanel { convened, .. } = &mut of_panels {
        convened.rule.tests = [model::panel_rule::TestKind::GenePanel].into();
    }
    let panel = then(&drafted, Role::PanelChair, of_panels).unwrap();
    assert!(panel.omission.is_none());
    let while_open = then(&panel, Role::AttendingPhysician, omitting(OPEN, JUDGED)).unwrap_err();
    assert_eq!(while_open, Refusal::PanelOpen);
}

#[test]
fn an_option_below_an_approval_needs_its_panel() {
    let mut case = of_gene_panel();
    let interpretation = case.interpretation.as_mut().unwrap();
    interpretation.findings[0].accessibility = DrugAccessibility::JpTrial;
    let refused = then(&case, Role::AttendingPhysician, omitting(OPEN, JUDGED)).unwrap_err();
    assert_eq!(refused, Refusal::OmissionBeyondApproval);
}

#[test]
fn a_conclusion_says_in_words_what_it_recommends() {
    let mut case = called();
    let there = Command::RecordAttendance(super::panels::attendance([1, 2, 3]));
    case = then(&case, Role::PanelChair, there).unwrap();
    let wordless = Recommendation { text: " ".to_owned(), ..treatment("pembrolizumab") };
    let concluded = |one| then(&case, Role::PanelChair, Command::ConcludePanel(concluding(vec![one])));
    assert_eq!(concluded(wordless).unwrap_err(), Refusal::RecommendationMissing);
    assert!(concluded(treatment("pembrolizumab")).is_ok());
    assert_eq!(concluded(nothing()).unwrap_err(), Refusal::AcceptedNotRecommended);
}

#[test]
fn where_a_case_stands_in_the_programme_may_be_said_put_right_and_unsaid() {
    let placed = |group, area| Command::PlaceInProgramme(ProgrammePlaced { group, area });
    let case = given([ready(), vec![(Role::PanelChair, signature(2, 9))]].concat());
    let events = |case: &Case, command| decide(case, command, &context(Role::DataManager)).unwrap().len();
    assert_eq!(events(&case, placed(None, None)), 0, "nothing was said, and nothing is");
    let first = placed(Some(ProgrammeGroup::DataCentre), None);
    let case = then(&case, Role::DataManager, first.clone()).unwrap();
    assert_eq!(events(&case, first), 0);
    let area = Some(ProgrammeArea::RareCancer);
    let case = then(&case, Role::DataManager, placed(Some(ProgrammeGroup::DataCentre), area)).unwrap();
    assert_eq!(case.programme.unwrap().area, area);
    assert!(case.signed.is_some() && !case.draft.as_ref().unwrap().out_of_date);
    let unsaid = then(&case, Role::DataManager, placed(None, None)).unwrap();
    assert_eq!(unsaid.programme, Some(ProgrammePlaced { group: None, area: None }));
}
