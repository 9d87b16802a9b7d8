use jiff::civil::Date;

use super::*;
use crate::amendment::{AmendmentKind, AmendmentOpened, AmendmentTask, AmendmentTaskClosed};
use crate::consent::{ConsentGiver, ConsentRecorded, ConsentWithdrawn, Wish};
use crate::milestone::{Milestone, MilestoneReached};

const DAY: Date = date(1970, 1, 1);

pub(super) fn recording(kind: ConsentKind, answer: ConsentAnswer) -> Command {
    Command::RecordConsent(recorded(kind, answer))
}

fn recorded(kind: ConsentKind, answer: ConsentAnswer) -> ConsentRecorded {
    ConsentRecorded {
        kind,
        answer,
        given_on: DAY,
        given_by: ConsentGiver::Person,
        form_version: "1.6".to_owned(),
        obtained_by: "合成 医師".to_owned(),
        assent_version: None,
        scope: None,
    }
}

fn withdrawing(kind: ConsentKind, withdrawn_on: Date) -> Command {
    Command::WithdrawConsent(ConsentWithdrawn {
        kind,
        withdrawn_on,
        withdrawn_by: ConsentGiver::Person,
        form_version: None,
    })
}

fn after(case: &Case, role: Role, command: Command) -> Result<Case, Refusal> {
    let events = decide(case, command, &context(role))?;
    Ok(events.iter().fold(case.clone(), |case, event| evolve(case, event, &context(role))))
}

#[test]
fn nobody_is_taken_to_have_agreed_to_what_was_never_asked() {
    let case = given(vec![opened()]);
    assert!(ConsentKind::ALL.into_iter().all(|kind| case.wish(kind) == Wish::NotRecorded));
}

#[test]
fn the_newest_answer_counts_and_only_a_yes_is_withdrawn() {
    let kind = ConsentKind::Submission;
    let case = given(vec![opened()]);
    let manager = Role::DataManager;
    assert_eq!(after(&case, manager, withdrawing(kind, DAY)).unwrap_err(), Refusal::NothingToWithdraw);
    let yes = after(&case, manager, recording(kind, ConsentAnswer::Yes)).unwrap();
    assert_eq!(yes.wish(kind), Wish::Yes);
    let same = decide(&yes, recording(kind, ConsentAnswer::Yes), &context(manager)).unwrap();
    assert!(same.is_empty(), "the same answer twice is one event");
    let early = after(&yes, manager, withdrawing(kind, date(1969, 12, 31)));
    assert_eq!(early.unwrap_err(), Refusal::DayBeforeAnother);
    let gone = after(&yes, manager, withdrawing(kind, DAY)).unwrap();
    assert_eq!(gone.wish(kind), Wish::Withdrawn);
    let again = after(&gone, manager, recording(kind, ConsentAnswer::Yes)).unwrap();
    assert_eq!(again.wish(kind), Wish::Yes);
    let no = after(&again, manager, recording(kind, ConsentAnswer::No)).unwrap();
    assert_eq!(after(&no, manager, withdrawing(kind, DAY)).unwrap_err(), Refusal::NothingToWithdraw);
}

#[test]
fn an_answer_names_form_and_witness_and_lies_in_the_past() {
    let case = given(vec![opened()]);
    let base = recorded(ConsentKind::Participation, ConsentAnswer::Yes);
    let silent = ConsentRecorded { form_version: " ".to_owned(), ..base.clone() };
    let unseen = ConsentRecorded { obtained_by: String::new(), ..base.clone() };
    let nobody = ConsentGiver::Proxy { relation: "\u{3000}".to_owned() };
    let proxy = ConsentRecorded { given_by: nobody, ..base.clone() };
    for incomplete in [silent, unseen, proxy] {
        let refused = after(&case, Role::AttendingPhysician, Command::RecordConsent(incomplete));
        assert_eq!(refused.unwrap_err(), Refusal::ConsentIncomplete);
    }
    let to_come = ConsentRecorded { given_on: date(1970, 1, 2), ..base };
    let refused = after(&case, Role::AttendingPhysician, Command::RecordConsent(to_come));
    assert_eq!(refused.unwrap_err(), Refusal::DayInFuture);
}

#[test]
fn a_withdrawn_participation_stops_signature_and_export() {
    let kind = ConsentKind::Participation;
    let agreed = after(&given(ready()), Role::DataManager, recording(kind, ConsentAnswer::Yes)).unwrap();
    let gone = after(&agreed, Role::DataManager, withdrawing(kind, DAY)).unwrap();
    assert!(blockers(&gone).contains(&Refusal::ConsentWithdrawn { kind }));
    let signed = given([ready(), vec![(Role::PanelChair, signature(2, 9))]].concat());
    let signed = after(&signed, Role::DataManager, recording(kind, ConsentAnswer::Yes)).unwrap();
    let exported = || {
        Command::ExportDocument(DocumentExported {
            kind: DocumentKind::Panel,
            revision: 2,
            sha256: ContentHash([8; 32]),
        })
    };
    assert!(after(&signed, Role::PanelChair, exported()).is_ok());
    let gone = after(&signed, Role::DataManager, withdrawing(kind, DAY)).unwrap();
    assert_eq!(after(&gone, Role::PanelChair, exported()).unwrap_err(), Refusal::ConsentWithdrawn { kind });
}

#[test]
fn nothing_is_signed_or_handed_out_for_somebody_who_does_not_take_part() {
    let kind = ConsentKind::Participation;
    let refused = after(&given(ready()), Role::DataManager, recording(kind, ConsentAnswer::No)).unwrap();
    assert!(blockers(&refused).contains(&Refusal::ConsentRefused { kind }));
    let signed = given([ready(), vec![(Role::PanelChair, signature(2, 9))]].concat());
    let refused = after(&signed, Role::DataManager, recording(kind, ConsentAnswer::No)).unwrap();
    let exported = DocumentExported { kind: DocumentKind::Panel, revision: 2, sha256: ContentHash([8; 32]) };
    let exported = after(&refused, Role::PanelChair, Command::ExportDocument(exported));
    assert_eq!(exported.unwrap_err(), Refusal::ConsentRefused { kind });
}

#[test]
fn a_report_without_the_person_leaves_for_an_agreed_purpose_and_for_no_other() {
    let signed = given([ready(), vec![(Role::PanelChair, signature(2, 9))]].concat());
    let leaving = |purpose: ConsentKind, revision: u32| {
        Command::ExportBundle(BundleExported { revision, purpose, sha256: ContentHash([8; 32]) })
    };
    let kind = ConsentKind::SecondaryUseAcademic;
    let refused = |case: &Case, purpose: ConsentKind, revision: u32| {
        after(case, Role::PanelChair, leaving(purpose, revision)).unwrap_err()
    };
    assert_eq!(refused(&signed, kind, 2), Refusal::ConsentNotGiven { kind });
    assert_eq!(
        refused(&signed, ConsentKind::Recontact, 2),
        Refusal::PurposeUnsuitable { kind: ConsentKind::Recontact }
    );
    let agreed = after(&signed, Role::DataManager, recording(kind, ConsentAnswer::Yes)).unwrap();
    assert_eq!(after(&agreed, Role::PanelChair, leaving(kind, 2)).unwrap().bundles.len(), 1);
    assert_eq!(refused(&agreed, kind, 1), Refusal::RevisionOutOfOrder);
    assert_eq!(
        refused(&agreed, ConsentKind::Submission, 2),
        Refusal::ConsentNotGiven { kind: ConsentKind::Submission },
        "one purpose does not speak for another"
    );
    let gone = after(&agreed, Role::DataManager, withdrawing(kind, DAY)).unwrap();
    assert_eq!(refused(&gone, kind, 2), Refusal::ConsentWithdrawn { kind });
}

#[test]
fn an_answer_older_than_a_withdrawal_does_not_undo_it() {
    let kind = ConsentKind::Participation;
    let day_before = ConsentRecorded { given_on: date(1969, 12, 31), ..recorded(kind, ConsentAnswer::Yes) };
    let old = || Command::RecordConsent(day_before.clone());
    let agreed = after(&given(vec![opened()]), Role::DataManager, old()).unwrap();
    let gone = after(&agreed, Role::DataManager, withdrawing(kind, DAY)).unwrap();
    assert_eq!(after(&gone, Role::DataManager, old()).unwrap_err(), Refusal::DayBeforeAnother);
    let anew = after(&gone, Role::DataManager, recording(kind, ConsentAnswer::Yes)).unwrap();
    assert_eq!(anew.wish(kind), Wish::Yes);
}

#[test]
fn what_the_panel_reads_of_something_inherited_is_not_handed_out_once_the_wish_is_taken_back() {
    let kind = ConsentKind::SecondaryFindings;
    let mut signed = given([ready(), vec![(Role::PanelChair, signature(2, 9))]].concat());
    for finding in &mut signed.interpretation.as_mut().unwrap().findings {
        finding.germline = true;
    }
    let exported = || {
        let (kind, sha256) = (DocumentKind::Panel, ContentHash([8; 32]));
        Command::ExportDocument(DocumentExported { kind, revision: 2, sha256 })
    };
    let agreed = after(&signed, Role::DataManager, recording(kind, ConsentAnswer::Yes)).unwrap();
    assert!(after(&agreed, Role::PanelChair, exported()).is_ok());
    let gone = after(&agreed, Role::DataManager, withdrawing(kind, DAY)).unwrap();
    assert_eq!(after(&gone, Role::PanelChair, exported()).unwrap_err(), Refusal::GermlineNotWished);
}

#[test]
fn a_day_that_is_changed_needs_a_reason() {
    let reaching = |on, because: Option<&str>| {
        let because = because.map(str::to_owned);
        Command::ReachMilestone(MilestoneReached { milestone: Milestone::SpecimenCollected, on, because })
    };
    let case = after(&given(vec![opened()]), Role::DataManager, reaching(DAY, None)).unwrap();
    assert_eq!(case.milestones[&Milestone::SpecimenCollected], DAY);
    let earlier = date(1969, 12, 1);
    assert_eq!(after(&case, Role::DataManager, reaching(earlier, None)).unwrap_err(), Refusal::ReasonMissing);
    let future = reaching(date(1970, 1, 2), Some("誤記"));
    assert_eq!(after(&case, Role::DataManager, future).unwrap_err(), Refusal::DayInFuture);
    let right = after(&case, Role::DataManager, reaching(earlier, Some("誤記"))).unwrap();
    assert_eq!(right.milestones[&Milestone::SpecimenCollected], earlier);
}

pub(super) fn amending(kind: AmendmentKind, replaces: u32) -> Command {
    let opened = AmendmentOpened { replaces, kind, because: "合成の理由".to_owned() };
    Command::OpenAmendment { opened, interpreted: None }
}

fn matching_again(command: Command, interpreted: Interpreted) -> Command {
    match command {
        Command::OpenAmendment { opened, .. } => Command::OpenAmendment { opened, interpreted: Some(interpreted) },
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_fact_corrected_after_the_signature_is_matched_when_the_report_is_opened_again() {
    let chair = Role::PanelChair;
    let signed = given([ready(), vec![(chair, signature(2, 9))]].concat());
    let corrected = correcting(&signed, ("tumor_type", "COAD"), "病理の訂正", false);
    let signed = after(&signed, Role::AttendingPhysician, corrected).unwrap();
    assert_eq!(signed.corrected_since_matched, [ClinicalField::TumorType].into());
    assert_eq!(signed.tumor_for_matching(), Some(TumorContext::Type("COAD".into())));
    let opening = || amending(AmendmentKind::ChangedInterpretation, 2);
    assert_eq!(after(&signed, chair, opening()).unwrap_err(), Refusal::InterpretationOutOfDate);
    let again = Interpreted { tumor: TumorContext::Type("COAD".into()), ..interpreted("2026-11-01") };
    let open = after(&signed, chair, matching_again(opening(), again.clone())).unwrap();
    assert_eq!((open.interpretation.as_ref(), open.corrected_since_matched.len()), (Some(&again), 0));
    assert!(!blockers(&open).contains(&Refusal::InterpretationOutOfDate));
    let untouched = given([ready(), vec![(chair, signature(2, 9))]].concat());
    let needless = after(&untouched, chair, matching_again(opening(), again));
    assert_eq!(needless.unwrap_err(), Refusal::InterpretationOutOfDate, "nothing was corrected");
}

#[test]
fn nothing_is_signed_on_findings_older_than_a_correction_they_depend_on() {
    let case = given(ready());
    let corrected =
        after(&case, Role::AttendingPhysician, correcting(&case, ("sex", "female"), "chart", false)).unwrap();
    assert!(blockers(&corrected).contains(&Refusal::InterpretationOutOfDate));
    let again = correcting(&corrected, ("ecog_ps", "1"), "chart", true);
    let matched = after(&corrected, Role::AttendingPhysician, again).unwrap();
    assert!(!blockers(&matched).contains(&Refusal::InterpretationOutOfDate));
}

#[test]
fn a_report_that_was_opened_again_answers_for_what_it_prints_until_the_next_signature() {
    let signed = given([ready(), vec![(Role::PanelChair, signature(2, 9))]].concat());
    let key = finding("pembrolizumab", LevelState::Final).key;
    let open = after(&signed, Role::PanelChair, amending(AmendmentKind::ChangedInterpretation, 2)).unwrap();
    assert_eq!(open.taken(&key), Some(crate::case::Taken::Reported));
    let back = after(&open, Role::PanelChair, Command::WithdrawDecision { finding: key }).unwrap();
    let gone = Interpreted { findings: Vec::new(), ..interpreted("2026-12-01") };
    let gone = after(&back, Role::PanelChair, Command::Interpret(gone)).unwrap();
    assert_eq!(gone.taken(&key), Some(crate::case::Taken::Reported), "the reader still holds it");
}

#[test]
fn an_amendment_opens_the_case_and_keeps_what_was_signed() {
    let signed = given([ready(), vec![(Role::PanelChair, signature(2, 9))]].concat());
    let report = signed.signed.clone().unwrap();
    let chair = Role::PanelChair;
    assert_eq!(
        after(&given(ready()), chair, amending(AmendmentKind::AddedFinding, 2)).unwrap_err(),
        Refusal::NotSigned
    );
    let wrong = after(&signed, chair, amending(AmendmentKind::AddedFinding, 1));
    assert_eq!(wrong.unwrap_err(), Refusal::RevisionOutOfOrder);
    let changed = after(&signed, chair, amending(AmendmentKind::ChangedInterpretation, 2)).unwrap();
    assert_eq!((changed.signed.as_ref(), &changed.amendments[0].replaced), (None, &report));
    assert_eq!(blockers(&changed), [Refusal::ConclusionOutOfDate, Refusal::DraftOutOfDate]);
    assert!(changed.amendments[0].open_tasks.is_empty(), "nothing had left the house");
    let clerical = after(&signed, chair, amending(AmendmentKind::ClericalCorrection, 2)).unwrap();
    assert_eq!(blockers(&clerical), [Refusal::DraftOutOfDate], "the panel's conclusion stands");
    let redrafted = after(&clerical, chair, Command::ComposeDraft(draft(3))).unwrap();
    let again = after(&redrafted, chair, signature(3, 9)).unwrap();
    assert_eq!((again.signed.unwrap().revision, again.amendments.len()), (3, 1));
}

#[test]
fn what_had_left_the_house_leaves_tasks_that_somebody_closes() {
    let mut case = given([ready(), vec![(Role::PanelChair, signature(2, 9))]].concat());
    case.signed.as_mut().unwrap().documents.push(ComposedDocument { kind: DocumentKind::Patient, ..document() });
    let exported = DocumentExported { kind: DocumentKind::Patient, revision: 2, sha256: ContentHash([8; 32]) };
    let case = after(&case, Role::PanelChair, Command::ExportDocument(exported)).unwrap();
    let open = after(&case, Role::PanelChair, amending(AmendmentKind::WrongPatient, 2)).unwrap();
    assert_eq!(open.amendments[0].open_tasks, AmendmentTask::ALL.into());
    let closing =
        |task, how: &str| Command::CloseAmendmentTask(AmendmentTaskClosed { replaces: 2, task, how: how.to_owned() });
    let physician = Role::AttendingPhysician;
    let silent = after(&open, physician, closing(AmendmentTask::TellPhysician, " "));
    assert_eq!(silent.unwrap_err(), Refusal::ReasonMissing);
    let told = after(&open, physician, closing(AmendmentTask::TellPhysician, "電話")).unwrap();
    let twice = after(&told, physician, closing(AmendmentTask::TellPhysician, "電話"));
    assert_eq!(twice.unwrap_err(), Refusal::TaskNotOpen);
    assert_eq!(told.amendments[0].open_tasks, [AmendmentTask::ReplacePatientCopy].into());
}
